/* table.h - the rows of the table of kinds, each in one of the files of this folder, and
 * columns that several of them have; for those files only. */
#ifndef STORE_LISTS_KINDS_TABLE_H
#define STORE_LISTS_KINDS_TABLE_H

#include "store/lists/kinds/kinds.h"
#include "store/schema/words.h"

#define TRADES "delivery courier ridehail truck live other"
#define DATUM                                                                                                          \
	{                                                                                                              \
		"datum", COLUMN_ENUM, .otherwise = "gcj02", .allowed = "gcj02 wgs84"                                   \
	}
#define LAT_FLAGS(f)                                                                                                   \
	{                                                                                                              \
		"lat", COLUMN_NUMBER, .flags = (f), .min = -90, .max = 90                                              \
	}
#define LON_FLAGS(f)                                                                                                   \
	{                                                                                                              \
		"lon", COLUMN_NUMBER, .flags = (f), .min = -180, .max = 180                                            \
	}

extern const struct kind kind_places, kind_departments, kind_sites, kind_stations, kind_branches, kind_groups,
	kind_people, kind_census, kind_admins, kind_directory, kind_members, kind_lessons, kind_questions, kind_windows,
	kind_routing, kind_deadlines, kind_volunteers, kind_meetings, kind_activities, kind_classes, kind_subscriptions,
	kind_holidays, kind_access, kind_visits, kind_duties, kind_tasks, kind_drivers, kind_rides, kind_entries;

#endif
