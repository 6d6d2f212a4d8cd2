/* volunteer.h - volunteers in words. */
#ifndef HANDLERS_VOLUNTEER_VOLUNTEER_H
#define HANDLERS_VOLUNTEER_VOLUNTEER_H

#include "handlers/turn/turn.h"

struct volunteer;

/* "修车，有三轮车" */
struct str volunteer_can(struct turn *, const struct volunteer *);

#endif
