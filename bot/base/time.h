/* time.h - moments and spans of time. */
#ifndef BASE_TIME_H
#define BASE_TIME_H

#include <stdint.h>

/* Milliseconds since 1970 UTC. The only clock is the one that is passed in. */
typedef int64_t ms_t;

enum { MS_SECOND = 1000, MS_MINUTE = 60 * MS_SECOND, MS_HOUR = 60 * MS_MINUTE, MS_DAY = 24 * MS_HOUR };

#endif
