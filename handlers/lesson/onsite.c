/* onsite.c - "今天晨会在文君站讲了充电安全 来了23人": lessons and briefings that
 * somebody spoke where people are. */
#include "store/lesson/onsite.h"

#include <inttypes.h>

#include "dialogs/words/times.h"
#include "handlers/turn/turn.h"
#include "handlers/talk/list.h"
#include "store/db/number.h"
#include "store/visit/visit.h"

enum { SHOWN_DAYS = 30, STANDS = 10 * MS_MINUTE };

static struct str today(struct turn *t, int64_t back)
{
	return day_str(local_day(t->now) - back, t->arena);
}

/* Said in two sentences: how many came is asked, and the answer joined to it. */
static void ask_people(struct turn *t)
{
	cJSON *memo = cJSON_CreateObject();

	json_put(memo, "words", t->said);
	turn_remember(t, "onsite", memo);
	turn_expect(t, "onsite", STANDS);
	turn_say_n(t, PHRASE("onsite.people"), NULL, 0);
}

static void people_said(struct turn *t)
{
	struct str before = json_str(turn_memo(t, "onsite"), "words"), n = slots_get(&t->slots, "people");

	if (!turn_has_right(t, "lesson.onsite") || !before.p || !n.n)
		return;
	struct str words = arena_printf(t->arena, STR_FMT " 来了" STR_FMT "人", STR_ARG(before), STR_ARG(n));

	turn_remember(t, "onsite", NULL);
	turn_expect(t, NULL, 0);
	turn_hear(t, words);
}

static void log_it(struct turn *t)
{
	struct site_named site[1];
	struct str day = slots_get(&t->slots, "day"), place = slots_get(&t->slots, "place");
	struct str speaker = slots_get(&t->slots, "speaker");
	bool at_site = site_named_in(t->db, t->said, t->who.id, site, 1, t->arena) == 1;
	struct onsite o = {
		.briefing = str_is(slots_get(&t->slots, "kind"), "briefing"),
		.lesson = number_parse(slots_get(&t->slots, "lesson"), 'L'),
		.site = at_site ? site[0].id : 0,
		.place = !at_site && place.n ? place : NO_STR,
		.speaker = speaker.n ? speaker : t->who.name,
		.day = day.n ? day : today(t, 0),
		.person = t->who.id,
	};

	if (!str_int(slots_get(&t->slots, "people"), 1, 100000, &o.people)) {
		ask_people(t);
		return;
	}
	if (str_order(o.day, today(t, 0)) > 0) {
		turn_say_n(t, PHRASE("visit.future"), NULL, 0);
		return;
	}
	onsite_log(t->db, &o, t->who.uid, t->now, t->arena);
	turn_say(
		t, "onsite.logged", FILL("day", o.day),
		FILL("where", at_site	? site[0].name
			      : place.n ? place
					: turn_phrase(t, PHRASE("onsite.nowhere"), NULL, 0)),
		FILL("kind", turn_phrase(t, o.briefing ? PHRASE("onsite.briefing") : PHRASE("onsite.lesson"), NULL, 0)),
		FILL("speaker", o.speaker), FILL("people", arena_printf(t->arena, "%" PRId64, o.people)));
}

static void show(struct turn *t)
{
	struct str from = slots_get(&t->slots, "from"), to = slots_get(&t->slots, "to"), lines[LIST_MAX];
	struct onsite_row v[LIST_MAX];
	int64_t people = 0;
	size_t n = onsite_list(t->db, from.n ? from : today(t, SHOWN_DAYS), to.n ? to : today(t, 0), v, LIST_MAX,
			       t->arena);

	for (size_t i = 0; i < n; people += v[i++].people) {
		struct str kind = turn_phrase(t, v[i].briefing ? PHRASE("onsite.briefing") : PHRASE("onsite.lesson"),
					      NULL, 0);
		struct fill fills[] = { FILL("day", v[i].day), FILL("where", v[i].where), FILL("kind", kind),
					FILL("speaker", v[i].speaker.p ? v[i].speaker : STR("—")),
					FILL("people", arena_printf(t->arena, "%" PRId64, v[i].people)) };

		lines[i] = turn_phrase(t, PHRASE("onsite.line"), fills, sizeof fills / sizeof *fills);
	}
	turn_say(t, "onsite.head", FILL("n", arena_printf(t->arena, "%zu", n)),
		 FILL("people", arena_printf(t->arena, "%" PRId64, people)));
	if (n)
		list_say(t, lines, n);
}

static void onsite(struct turn *t)
{
	if (str_is(slots_get(&t->slots, "action"), "show"))
		show(t);
	else
		log_it(t);
}

const struct handler onsite_handlers[] = {
	{ .intent = "lesson.onsite", .run = onsite, .flags = HANDLER_FILES },
	{ .intent = "onsite.people", .run = people_said, .flags = HANDLER_FILES },
	{ 0 },
};
