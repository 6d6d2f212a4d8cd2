/* mark.h - turn.mark: which message is being handled right now.
 *
 * Written without fsync: the page cache outlives a crash of the process, and a
 * crash of the machine is nobody's fault that a message could have. A process
 * that crashes by itself (a bad access, abort) adds that to the mark; one that
 * is killed cannot. */
#ifndef BOT_ENGINE_MARK_H
#define BOT_ENGINE_MARK_H

#include <stdbool.h>

#include "store/messages/inbox.h"

struct mark;

enum mark_left {
	MARK_NONE,   /* the process before ended between two messages */
	MARK_KILLED, /* it was ended while it handled a message */
	MARK_CRASHED /* and ended itself */
};

/* Opens the file, making it when absent; *key is the message that a process
 * before left behind, until mark_set or mark_clear. file may be NULL: then
 * nothing is marked. One mark with a file at a time: it watches the signals
 * by which a process crashes. */
enum mark_left mark_open(const char *file, struct mark **out, struct inbox_key *key);
void mark_close(struct mark *); /* NULL-safe */
void mark_set(struct mark *, const struct inbox_key *);
void mark_clear(struct mark *);

#endif
