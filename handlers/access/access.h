/* access.h - between access.c (riders ask and correct) and staff.c (staff decide). */
#ifndef HANDLERS_ACCESS_ACCESS_H
#define HANDLERS_ACCESS_ACCESS_H

#include "handlers/turn/turn.h"
#include "store/access/access.h"

#define ACCESS_NUMBER(arena, n) arena_printf((arena), "G-%" PRId64, (n))

/* The name under which a place is known: the gazetteer's, or as said without "小区",
 * "那边" and a house number. May be empty. */
struct str access_place(const struct turn_world *, struct str said, struct arena *);
/* "进门", "停车" */
struct str access_kind(const struct turn_world *, struct str kind);
/* A draft or a rider's words wait: the city's staff hear of it. */
void access_tell_staff(const struct turn_world *, int64_t number, ms_t now, struct arena *);

#endif
