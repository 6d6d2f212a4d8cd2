/* words.c - children and classes, in words. */
#include <inttypes.h>
#include <string.h>

#include "bot/base/utf8.h"
#include "dialogs/words/numbers.h"
#include "dialogs/words/times.h"
#include "handlers/childcare/childcare.h"
#include "handlers/activity/event.h"

enum { CHARACTER = 3, NAME_MAX = 3 * CHARACTER, AGE_MAX = 30 };

/* ---------------------------------------------------------------------- children */

/* What stands between a name and its age. */
static const char *const between[] = { "今年", "名字", "刚满", "满", "才", "刚", "有",
				       "是",   "的",   "半",   "大", "叫", NULL };

static struct str bare(struct str s)
{
	s = str_trim(s);
	while (s.n && strchr(",:(", s.p[s.n - 1]))
		s = str_trim(str_sub(s, 0, s.n - 1));
	while (s.n && strchr(",:(", s.p[0]))
		s = str_trim(str_sub(s, 1, s.n));
	return s;
}

/* Before the age. A name has three characters at most, and may itself end in such a word: 王小满. */
static struct str without_end(struct str s)
{
	s = bare(s);
	for (size_t i = 0; between[i]; i++) {
		struct str w = str_c(between[i]);

		if (s.n > NAME_MAX && str_ends(s, w)) {
			s = bare(str_sub(s, 0, s.n - w.n));
			i = (size_t)-1;
		}
	}
	return s;
}

static struct str without_start(struct str s)
{
	s = bare(s);
	for (size_t i = 0; between[i]; i++) {
		struct str w = str_c(between[i]);

		if (str_starts(s, w)) {
			s = bare(str_sub(s, w.n, s.n));
			i = (size_t)-1;
		}
	}
	return s;
}

/* "王梓涵 今年9岁" or "9岁的王梓涵"; false: no age of a child in it. */
static bool read_one(struct str s, struct care_wish *out)
{
	ptrdiff_t sui = str_find(s, STR("岁"));
	size_t i = 0, from = 0;

	for (; sui > 0 && i < (size_t)sui;) {
		size_t at = i;

		from = i;
		if (whole_read(s, &i, &out->age) && i == (size_t)sui)
			break;
		if (i == at)
			(void)utf8_next(s, &i);
		from = i;
	}
	if (sui <= 0 || from >= (size_t)sui || out->age > AGE_MAX)
		return false;
	struct str before = without_end(str_sub(s, 0, from));
	struct str after = without_start(str_sub(s, (size_t)sui + CHARACTER, s.n));

	out->name = before.n >= 2 * CHARACTER ? before : after.n >= 2 * CHARACTER ? after : NO_STR;
	return true;
}

size_t care_said(const struct slots *slots, struct care_wish *out, size_t room, struct arena *a)
{
	struct str rest = slots_get(slots, "children"), one;
	int64_t count = 0;
	size_t n = 0;

	while (n < room && str_split(&rest, ';', &one))
		if (read_one(arena_str(a, one), &out[n]))
			n++;
	/* "两个都是8岁" */
	if (n == 1 && !out[0].name.n && str_int(slots_get(slots, "children_count"), 1, (int64_t)room, &count))
		while (n < (size_t)count)
			out[n++] = out[0];
	return n;
}

size_t care_names(struct str said, struct str *out, size_t room)
{
	static const char *const separators[] = { "和", "跟", "与", "、", ",", ";", " ", NULL };
	size_t n = 0, from = 0, i = 0;

	while (i <= said.n && n < room) {
		size_t step = i == said.n;

		for (size_t k = 0; !step && separators[k]; k++)
			if (str_starts(str_sub(said, i, said.n), str_c(separators[k])))
				step = strlen(separators[k]);
		if (!step) {
			(void)utf8_next(said, &i);
			continue;
		}
		struct str name = str_trim(str_sub(said, from, i));

		if (name.n)
			out[n++] = name;
		i += step;
		from = i;
	}
	return n;
}

/* ----------------------------------------------------------------------- classes */

struct str care_joined(struct arena *a, struct str list, struct str one)
{
	return list.n ? arena_printf(a, STR_FMT "、" STR_FMT, STR_ARG(list), STR_ARG(one)) : one;
}

struct str care_today(struct turn *t)
{
	return day_str(local_day(t->now), t->arena);
}

static struct str when_words(struct turn *t, const struct care_class *c)
{
	struct fill days[] = { FILL("from", event_when(c->start, t->arena)),
			       FILL("to", event_when(c->last, t->arena)) };

	return turn_phrase(t,
			   !c->start.n ? PHRASE("childcare.when.open")
			   : c->last.n ? PHRASE("childcare.when.both")
				       : PHRASE("childcare.when.from"),
			   days, 2);
}

size_t care_fills(struct turn *t, const struct care_class *c, struct fill *out)
{
	struct event e = { "class", c->code };
	struct arena *a = t->arena;
	size_t n = 0;

	out[n++] = FILL("number", event_name(a, &e));
	out[n++] = FILL("title", c->title);
	out[n++] = FILL("place", c->place);
	out[n++] = FILL("when", when_words(t, c));
	out[n++] = FILL("ages", arena_printf(a, "%" PRId64 "–%" PRId64, c->min_age, c->max_age));
	out[n++] = FILL("fee", arena_printf(a, "%g", c->fee));
	out[n++] = FILL("left", arena_printf(a, "%" PRId64, enrolment_left(t->db, &e)));
	out[n++] = FILL("capacity", arena_printf(a, "%" PRId64, c->capacity));
	return n;
}

void care_say(struct turn *t, const char *phrase, const struct care_class *c)
{
	struct fill fills[CARE_FILLS];

	turn_say_n(t, phrase, fills, care_fills(t, c, fills));
	turn_receipt(t);
}

void care_say_child(struct turn *t, const char *phrase, const struct care_class *c, struct str name, int64_t place)
{
	struct fill fills[CARE_FILLS + 2];
	size_t n = care_fills(t, c, fills);

	fills[n++] = FILL("child", name);
	fills[n++] = FILL("n", arena_printf(t->arena, "%" PRId64, place));
	turn_say_n(t, phrase, fills, n);
	turn_receipt(t);
}
