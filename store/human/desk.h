/* desk.h - who of the staff is there for people who ask for a person. */
#ifndef STORE_HUMAN_DESK_H
#define STORE_HUMAN_DESK_H

#include <stdbool.h>

#include "store/db/db.h"

enum { DESK_MAX = 16 };

/* This person sits at the desk until then; audited. */
void desk_sit(struct db *, int64_t person, const char *actor, ms_t until, ms_t now);
bool desk_leave(struct db *, int64_t person, const char *actor, ms_t now); /* false: he did not */
size_t desk_sitting(struct db *, ms_t now, int64_t out[DESK_MAX]);

/* Whom to tell first that `person` asks: whoever is on duty for the department
 * that he named (0: none); else those at the desk; else the staff of his street;
 * else the city's. Later (`everybody`): all of these but other departments'. Never himself. */
size_t desk_on_duty(struct db *, int64_t person, int64_t department, bool everybody, ms_t now, int64_t out[DESK_MAX]);

#endif
