/* errand.c - what tasks and rides have in common in words. */
#include "handlers/talk/errand.h"

#include <inttypes.h>

#include "dialogs/words/numbers.h"
#include "handlers/talk/dates.h"
#include "handlers/turn/hours.h"
#include "handlers/turn/mask.h"

struct str task_number(int64_t code, struct arena *a)
{
	return arena_printf(a, "T-%" PRId64, code);
}

struct str task_when(ms_t at, struct arena *a)
{
	int64_t day = local_day(at);
	struct str clock = clock_str(local_minute(at), a), date = date_words(day, a);

	return arena_printf(a, STR_FMT " " STR_FMT, STR_ARG(date), STR_ARG(clock));
}

struct str task_phone_masked(const struct turn_world *w, int64_t code, struct str number, struct arena *a)
{
	struct fill fills[] = { FILL("number", task_number(code, a)), FILL("phone", mask_phone(number, a)) };

	return number.n ? phrase(w->pack, PHRASE("task.phone.masked"), 0, fills, 2, a) : NO_STR;
}

enum { DAY_ENDS = 20 * 60 }; /* "today" without an hour: by eight in the evening */

static bool two_digits(struct str s, size_t at, int64_t max, int *out)
{
	int64_t n = 0;
	bool good = str_int(str_sub(s, at, at + 2), 0, max, &n);

	*out = (int)n;
	return good;
}

static int part_ends(struct str part)
{
	if (str_is(part, "dawn"))
		return 8 * 60;
	if (str_is(part, "morning"))
		return 12 * 60;
	if (str_is(part, "noon"))
		return 14 * 60;
	return str_is(part, "afternoon") ? 18 * 60 : DAY_ENDS;
}

ms_t task_time(struct str when, ms_t now, bool *exact)
{
	int hour = 0, minute = 0;
	int64_t year, day = local_day(now);
	int month, dom;
	bool has_day = when.n >= 10 && str_int(str_sub(when, 0, 4), 1970, 9999, &year) &&
		       two_digits(when, 5, 12, &month) && two_digits(when, 8, 31, &dom);
	struct str rest = str_trim(has_day ? str_sub(when, 10, when.n) : when);

	*exact = false;
	if (!when.n)
		return 0;
	if (has_day)
		day = civil_day((int)year, month, dom);
	if (rest.n == 5 && two_digits(rest, 0, 23, &hour) && two_digits(rest, 3, 59, &minute))
		*exact = true;
	else
		minute = part_ends(rest);
	ms_t at = hours_at(day, hour * 60 + minute);

	if (has_day && !*exact && at <= now && day == local_day(now))
		return hours_at(day + 1, 0); /* "today", said in the evening */
	return !has_day && at <= now ? hours_at(day + 1, hour * 60 + minute) : at;
}
