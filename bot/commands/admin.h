/* admin.h - between the files of "admin". */
#ifndef BOT_COMMANDS_ADMIN_H
#define BOT_COMMANDS_ADMIN_H

#include "bot/commands/command.h"

/* Commits; says why not. */
enum exit_code admin_finish(struct invocation *);

enum exit_code admin_handover(struct invocation *);
enum exit_code admin_merge(struct invocation *, bool lost);
enum exit_code admin_decide(struct invocation *, bool yes);

#endif
