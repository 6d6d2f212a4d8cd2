/* cmd_export.h - between the files of "export". */
#ifndef BOT_CMD_EXPORT_H
#define BOT_CMD_EXPORT_H

#include "bot/command.h"

/* argv[1] is "cases", or will be when the options are taken out. */
enum exit_code export_cases_command(struct invocation *);

#endif
