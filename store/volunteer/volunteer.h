/* volunteer.h - who helps, where, with what.
 *
 * pending (not looked at by staff yet) → active ⇄ paused; left from any, with the
 * hours kept; who comes back is pending again. */
#ifndef STORE_VOLUNTEER_VOLUNTEER_H
#define STORE_VOLUNTEER_VOLUNTEER_H

#include <stdbool.h>

#include "bot/base/message.h"
#include "store/db/db.h"

/* What a volunteer v, whose record is p, drives. */
#define VOLUNTEER_VEHICLE                                                                                              \
	"coalesce(v.vehicle, case p.trade when 'delivery' then 'ebike' when 'courier' then 'trike'"                    \
	" when 'ridehail' then 'car' when 'truck' then 'truck' end)"

struct volunteer {
	bool known;
	struct str area, skills, state; /* skills separated by ; */
	struct str vehicle; /* ebike, trike, car, van, truck: his own, or that of his trade; absent: not known */
	struct str until;   /* of one paused: "2025-06-26", or absent */
	double radius_km;
	double hours;
	int64_t served; /* tasks that he did */
};

struct volunteer volunteer_load(struct db *, int64_t person, struct arena *);

/* Registers, or changes what is given (absent text and radius 0 leave what is
 * there). Who left becomes pending again. `at`: the centre of the area, or NULL. */
void volunteer_save(struct db *, int64_t person, const char *actor, struct str area, const struct position *at,
		    double radius_km, struct str skills, ms_t now, struct arena *);

/* What he drives, when it is not what his trade does. */
void volunteer_drives(struct db *, int64_t person, struct str vehicle);

/* Each false when it was so already, or cannot be. until: the first day on which
 * he can be asked again, absent: when he says so. */
bool volunteer_pause(struct db *, int64_t person, const char *actor, struct str until, ms_t now);
bool volunteer_resume(struct db *, int64_t person, const char *actor, ms_t now);
bool volunteer_leave(struct db *, int64_t person, const char *actor, ms_t now);
/* The staff's word on one pending; no: he is off the list. */
bool volunteer_decide(struct db *, int64_t person, const char *actor, bool yes, ms_t now);
/* Those who wait for it, of what this member of staff looks after, the oldest first. */
size_t volunteer_waiting(struct db *, int64_t staff, int64_t *out, size_t room);

/* Where he stands: his own position, else that of his area; false: not known. */
bool volunteer_position(struct db *, int64_t person, struct position *, struct arena *);

/* He was asked for a task, in this wave. */
void volunteer_asked(struct db *, int64_t person, int64_t task, int64_t wave, int64_t day, ms_t now);
void volunteer_served(struct db *, int64_t person, ms_t now);

#endif
