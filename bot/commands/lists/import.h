/* cmd_import.h - what the files of the command import share. */
#ifndef BOT_CMD_IMPORT_H
#define BOT_CMD_IMPORT_H

#include "bot/commands/command.h"

/* The columns of one kind, or of all; needs no database. */
enum exit_code import_columns(struct invocation *);

#endif
