/* ics.c - an activity in the words of a calendar. */
#include "bot/documents/ics.h"

#include <inttypes.h>
#include <libical/ical.h>

#include "bot/base/arena.h"
#include "handlers/activity/event.h"

static struct icaltimetype utc(ms_t at)
{
	return icaltime_from_timet_with_zone((time_t)(at / MS_SECOND), 0, icaltimezone_get_utc_timezone());
}

/* Takes no end: none is known, and none is invented. */
static icalcomponent *event_of(const struct activity *x, const char *uid, ms_t now, struct arena *a)
{
	bool off = str_is(x->state, "cancelled");

	return icalcomponent_vanew(ICAL_VEVENT_COMPONENT, icalproperty_new_uid(uid), icalproperty_new_dtstamp(utc(now)),
				   icalproperty_new_dtstart(utc(event_moment(x->start))),
				   icalproperty_new_summary(arena_cstr(a, x->title)),
				   icalproperty_new_location(arena_cstr(a, x->place.p ? x->place : STR(""))),
				   icalproperty_new_status(off ? ICAL_STATUS_CANCELLED : ICAL_STATUS_CONFIRMED),
				   (void *)0);
}

enum err ics_activity(const struct activity *x, ms_t now, struct buf *out)
{
	struct arena *a = arena_new();
	struct str uid = arena_printf(a, "A-%" PRId64 "@xiaodeng", x->code);

	if (x->start.n < 16) {
		arena_free(a);
		return ERR_INPUT;
	}
	icalcomponent *calendar = icalcomponent_vanew(
		ICAL_VCALENDAR_COMPONENT, icalproperty_new_version("2.0"), icalproperty_new_prodid("-//Xiaodeng//ZH"),
		icalproperty_new_method(ICAL_METHOD_PUBLISH), event_of(x, arena_cstr(a, uid), now, a), (void *)0);
	char *text = icalcomponent_as_ical_string_r(calendar);

	buf_addc(out, text ? text : "");
	icalmemory_free_buffer(text);
	icalcomponent_free(calendar);
	arena_free(a);
	return text && !out->failed ? OK : ERR_INPUT;
}
