/* darkroom.h - pictures are decoded in a process of their own, one each, which
 * starts from nothing (no memory, key or socket of ours), may only read its
 * input and write its output, and has little time and memory. A decoder that
 * crashes, hangs or is taken over costs one picture. */
#ifndef BOT_PICTURE_DARKROOM_H
#define BOT_PICTURE_DARKROOM_H

#include "bot/picture/picture.h"

struct uv_loop_s;
struct darkroom;

struct darkroom_result {
	enum picture_verdict verdict;
	struct str jpeg; /* valid during the call */
	/* Not the picture's fault, or not surely: the process was killed, ran out
	 * of time or memory, or could not be started. NULL: the verdict holds. */
	const char *trouble;
};

/* Re-encodes `bytes` (borrowed until done) in a new process. Calls done exactly
 * once, never from within darkroom_begin. SIGPIPE must be ignored. */
struct darkroom *darkroom_begin(struct uv_loop_s *, struct str bytes,
				void (*done)(void *arg, const struct darkroom_result *), void *arg);
/* Ends the process; done is not called any more. The loop must run on until
 * the handles are closed. */
void darkroom_cancel(struct darkroom *);

/* What main (also a test's) calls first: in the process of a picture it does its
 * work and never returns. */
void darkroom_child(int argc, char **argv);

#endif
