/* year.h - a year of the sample city, lived through: the twelve whole months before
 * `now`, from a census that is imported to some ten thousand messages that are said.
 *
 * Nothing is written into tables: everybody speaks through the same gateway as real
 * people do, with a clock that is moved, and the timers run on the way. So every figure
 * of a report over this year comes from events. The same dice are thrown each time: the
 * figures are always the same. What people say stands in store/sample/year/. */
#ifndef BOT_YEAR_H
#define BOT_YEAR_H

#include <stdio.h>

#include "bot/base/err.h"
#include "bot/base/time.h"
#include "bot/config/config.h"

struct keys;

struct year_setup {
	const struct config *config;
	const struct keys *keys;
	const char *db;	  /* path; must not exist yet. What fails half-way is taken away again */
	const char *dir;  /* the sample city: store/sample */
	ms_t now;	  /* the year ends with the month before */
	FILE *err;	  /* what went wrong, for a person */
	FILE *transcript; /* all that was said and answered; or NULL */
	void (*progress)(void *arg, int year, int month); /* a month begins; or NULL */
	void *arg;
};

struct year_result {
	char from[16], to[16]; /* "2025-01-01", both included */
	int64_t messages;      /* that were said */
	int missed;	       /* answers that were not as expected */
};

MUST_CHECK enum err year_build(const struct year_setup *, struct year_result *);

#endif
