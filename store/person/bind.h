/* bind.h - codes by which somebody shows that two ids are his: given in the private
 * chat of one, said in the private chat of the other. */
#ifndef STORE_PERSON_BIND_H
#define STORE_PERSON_BIND_H

#include <stdbool.h>

#include "store/db/db.h"

enum {
	BIND_DIGITS = 6,
	BIND_LASTS = 10 * MS_MINUTE,
	BIND_CODES_A_DAY = 5,	 /* given to one person */
	BIND_WRONG_AN_HOUR = 5,	 /* said by one person */
	BIND_WRONG_BY_ALL = 100, /* in an hour: somebody is guessing, nobody may for a while */
};

/* A new code for this person, the one before no longer counts; in the arena.
 * NO_STR: he had his codes for today. Audited. */
struct str bind_code(struct db *, int64_t person, const char *actor, ms_t now, struct arena *);

enum bind { BIND_KNOWN, BIND_WRONG, BIND_TOO_OFTEN };

/* Whose code is it? A wrong one is counted against `speaker`. */
enum bind bind_whose(struct db *, int64_t speaker, struct str code, ms_t now, int64_t *person);
/* It was used, or is not wanted any more. */
void bind_used(struct db *, int64_t person);

#endif
