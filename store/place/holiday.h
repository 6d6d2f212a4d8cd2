/* holiday.h - which days are worked: the State Council's list, imported. */
#ifndef STORE_PLACE_HOLIDAY_H
#define STORE_PLACE_HOLIDAY_H

#include <stdbool.h>

#include "store/db/db.h"

/* Is this day (days since 1970-01-01, local) worked? Monday to Friday, but for
 * holidays; and the weekend days that make up for them. */
bool holiday_workday(struct db *, int64_t day);

#endif
