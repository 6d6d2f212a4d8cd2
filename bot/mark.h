/* mark.h - turn.mark: which message is being handled right now.
 *
 * Written without fsync: the page cache outlives a crash of the process, and a
 * crash of the machine is nobody's fault that a message could have. */
#ifndef BOT_MARK_H
#define BOT_MARK_H

#include <stdbool.h>

#include "store/inbox.h"

struct mark;

/* Opens the file, making it when absent. *left is what a process that ended in
 * the middle left behind; returns false when there is none. file may be NULL:
 * then nothing is marked. */
bool mark_open(const char *file, struct mark **out, struct inbox_key *left);
void mark_close(struct mark *);
void mark_set(struct mark *, const struct inbox_key *);
void mark_clear(struct mark *);

#endif
