/* volunteer.h - who helps, where, with what. */
#ifndef STORE_VOLUNTEER_H
#define STORE_VOLUNTEER_H

#include <stdbool.h>

#include "store/db.h"

struct volunteer {
	bool known;
	struct str area, skills, state; /* skills separated by ; */
	double radius_km;
	double hours;
};

struct volunteer volunteer_load(struct db *, int64_t person, struct arena *);

/* Registers, or changes what is given (absent text and radius 0 leave what is
 * there). Who left becomes pending again. `at`: the centre of the area, or NULL. */
void volunteer_save(struct db *, int64_t person, const char *actor, struct str area, const struct position *at,
		    double radius_km, struct str skills, ms_t now, struct arena *);

#endif
