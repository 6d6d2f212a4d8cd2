/* export.h - between the files of "export". */
#ifndef BOT_COMMANDS_LISTS_EXPORT_H
#define BOT_COMMANDS_LISTS_EXPORT_H

#include "bot/commands/command.h"
#include "store/lists/kinds/kinds.h"

/* Names with phones, members, where volunteers are: where two or more hold the city's role, one
 * alone does not take that out. */
bool export_is_bulk(enum kind_id);

/* With the writer, `what` a kind or "cases": EXIT_READER when it may be written now; that is in the audit
 * then, and what was agreed to is used up. Else it is proposed, that is said, and EXIT_FAILED. */
enum exit_code export_second(struct invocation *, const char *what);

/* argv[1] is "cases", or will be when the options are taken out. */
enum exit_code export_cases_command(struct invocation *);

#endif
