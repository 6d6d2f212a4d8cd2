/* briefing.h - what the morning briefing can say by itself. */
#ifndef STORE_BROADCAST_BRIEFING_H
#define STORE_BROADCAST_BRIEFING_H

#include "store/db/db.h"

/* Cases closed as answered on the local day of `at`. */
int64_t briefing_solved(struct db *, ms_t at);
/* Names of stations that are closed until further notice, 、 between; "": none. */
struct str briefing_shut(struct db *, struct arena *);

#endif
