/* import.h - what the files of the command import share. */
#ifndef BOT_COMMANDS_LISTS_IMPORT_H
#define BOT_COMMANDS_LISTS_IMPORT_H

#include "bot/commands/command.h"

/* The columns of one kind, or of all; needs no database. */
enum exit_code import_columns(struct invocation *);

#endif
