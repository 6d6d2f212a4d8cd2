/* err.h - the one small set of outcomes that functions report.
 *
 * A function that can fail returns `enum err` and must be checked. The place
 * that detects a failure logs it once; callers only pass it on. One table
 * (bot/web/bridge/api.c) turns an err into an HTTP status. */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#define MUST_CHECK __attribute__((warn_unused_result))
#define PRINTF_LIKE(f, a) __attribute__((format(printf, f, a)))

enum err {
	OK = 0,
	ERR_EXISTS, /* a UNIQUE constraint did its work: often an answer, not a failure */
	ERR_NOT_FOUND,
	ERR_INPUT,   /* what came from outside is not acceptable */
	ERR_DENIED,  /* understood, but not for this person */
	ERR_FULL,    /* no space on the disk: stop acknowledging, try again later */
	ERR_BUSY,    /* somebody else holds it */
	ERR_KEY,     /* the key does not open what was sealed */
	ERR_VERSION, /* written by a newer program */
	ERR_IO,	     /* the disk or the database failed: leave, and let the restart recover */
	ERR_COUNT
};

/* A short English name, for logs and messages to operators. Never NULL. */
const char *err_name(enum err e);

#endif
