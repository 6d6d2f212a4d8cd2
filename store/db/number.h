/* number.h - numbers that people see and type: Q-12, T-3. Never given twice. */
#ifndef STORE_DB_NUMBER_H
#define STORE_DB_NUMBER_H

#include "store/db/db.h"

/* The next one of a letter: "Q" cases, "T" tasks, "A" activities, "L" lessons,
 * "D" duties, "M" meeting days, "B" broadcasts, "C" classes, "H" hand-overs,
 * "G" notes on getting in and parking, "P" what two must agree to. */
int64_t number_next(struct db *, const char *letter);
/* Numbers up to `last` are taken. */
void number_skip(struct db *, const char *letter, int64_t last);
/* "Q-12" in any width, case, with or without dash or leading zeros; 0: is not one. */
int64_t number_parse(struct str text, char letter);

#endif
