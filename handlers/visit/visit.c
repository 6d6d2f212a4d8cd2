/* visit.c - "今天走访了文君站，人都在": visits logged in a sentence, and which
 * sites were left out. */
#include "store/visit/visit.h"

#include <inttypes.h>

#include "handlers/turn/turn.h"
#include "handlers/turn/hours.h"
#include "handlers/talk/list.h"

enum {
	SITES_MAX = 12,
	LONG_AGO = 30, /* days without a visit that count as long */
	CORRECTED_WITHIN = 2 * MS_DAY,
	SITE_STANDS = 10 * MS_MINUTE,
	DAYS_MAX = 3660,
};

enum which { MET, ABSENT, NOT_YOURS };

static struct str day_said(struct turn *t)
{
	struct str day = slots_get(&t->slots, "day");

	return day.n ? day : day_str(local_day(t->now), t->arena);
}

static bool in_future(struct turn *t, struct str day)
{
	return str_order(day, day_str(local_day(t->now), t->arena)) > 0;
}

/* --------------------------------------------------------------------- logging */

static void remember(struct turn *t, const int64_t *ids, size_t n)
{
	cJSON *memo = cJSON_CreateObject(), *list = cJSON_AddArrayToObject(memo, "ids");

	for (size_t i = 0; i < n; i++)
		cJSON_AddItemToArray(list, cJSON_CreateNumber((double)ids[i]));
	cJSON_AddNumberToObject(memo, "at", (double)t->now);
	turn_remember(t, "visit", memo);
}

static struct str names(struct turn *t, const struct site_named *v, size_t n)
{
	struct str s = STR("");

	for (size_t i = 0; i < n; i++)
		s = arena_printf(t->arena, STR_FMT "%s" STR_FMT, STR_ARG(s), i ? "、" : "", STR_ARG(v[i].name));
	return s;
}

/* Of several sites: was nobody at this one? What follows its name, up to the next
 * site's, is about it. */
static bool absent_there(struct turn *t, const struct site_named *sites, size_t n, size_t i, struct str words)
{
	struct understanding u;
	struct heard h = turn_heard(t);
	ptrdiff_t next;

	while ((next = str_find(words, sites[i].name)) >= 0) /* behind the last time it is named */
		words = str_sub(words, (size_t)next + sites[i].name.n, words.n);
	for (size_t k = 0; k < n; k++)
		if (k != i && (next = str_find(words, sites[k].name)) >= 0)
			words = str_sub(words, 0, (size_t)next);
	h.text = arena_printf(t->arena, "走访站点 " STR_FMT, STR_ARG(words));
	understand(t->world->pack, &h, t->arena, &u);
	return slots_get(&u.slots, "outcome").n > 0;
}

static void log_visits(struct turn *t, const struct site_named *sites, size_t n, struct str words)
{
	int64_t ids[SITES_MAX], people = 0;
	size_t logged = 0;
	struct str day = day_said(t), outcome = slots_get(&t->slots, "outcome"), met, absent, others;
	struct site_named groups[3][SITES_MAX];
	size_t sizes[3] = { 0 };

	(void)str_int(slots_get(&t->slots, "people"), 1, 100000, &people);
	for (size_t i = 0; i < n; i++) {
		bool nobody = n == 1 ? outcome.n > 0
				     : str_is(outcome, "all_absent") ||
					       (outcome.n && absent_there(t, sites, n, i, words));
		enum which which = !sites[i].mine ? NOT_YOURS : nobody ? ABSENT : MET;

		groups[which][sizes[which]++] = sites[i];
		if (which == NOT_YOURS)
			continue;
		struct visit_new v = { .site = sites[i].id,
				       .person = t->who.id,
				       .actor = t->who.uid,
				       .day = day,
				       .absent = nobody,
				       .people = n == 1 ? people : 0,
				       .note = words };

		ids[logged++] = visit_add(t->db, &v, t->now, t->arena);
	}
	met = names(t, groups[MET], sizes[MET]);
	absent = names(t, groups[ABSENT], sizes[ABSENT]);
	others = names(t, groups[NOT_YOURS], sizes[NOT_YOURS]);
	if (met.n)
		turn_say(t, "visit.logged", FILL("sites", met), FILL("day", day));
	if (absent.n)
		turn_say(t, "visit.logged.absent", FILL("sites", absent), FILL("day", day));
	if (others.n)
		turn_say(t, "visit.not_yours", FILL("sites", others));
	if (logged)
		remember(t, ids, logged);
}

static void log_said(struct turn *t, struct str words)
{
	struct site_named sites[SITES_MAX];
	size_t n = site_named_in(t->db, words, t->who.id, sites, SITES_MAX, t->arena);

	if (in_future(t, day_said(t))) {
		turn_say_n(t, PHRASE("visit.future"), NULL, 0);
		return;
	}
	if (n) {
		log_visits(t, sites, n, words);
		return;
	}
	cJSON *memo = cJSON_CreateObject();

	json_put(memo, "words", words);
	turn_remember(t, "visit.words", memo);
	turn_expect(t, "visit", SITE_STANDS);
	turn_say_n(t, PHRASE("visit.where"), NULL, 0);
}

/* The answer to "which site?": what was said before, at this place. */
static void where(struct turn *t)
{
	struct str before = json_str(turn_memo(t, "visit.words"), "words");

	if (!turn_has_right(t, "admin.visit") || !before.p)
		return;
	struct str words = arena_printf(t->arena, STR_FMT " " STR_FMT, STR_ARG(before), STR_ARG(t->said));

	turn_remember(t, "visit.words", NULL);
	turn_expect(t, NULL, 0);
	turn_hear(t, words);
}

/* "刚才那条是昨天的" */
static void correct(struct turn *t)
{
	cJSON *memo = turn_memo(t, "visit"), *id;
	struct str day = slots_get(&t->slots, "day");

	if (!memo || !day.n || t->now - json_int(memo, "at", 0) > CORRECTED_WITHIN) {
		turn_say_n(t, PHRASE("visit.correct_how"), NULL, 0);
		return;
	}
	if (in_future(t, day)) {
		turn_say_n(t, PHRASE("visit.future"), NULL, 0);
		return;
	}
	cJSON_ArrayForEach(id, cJSON_GetObjectItemCaseSensitive(memo, "ids"))
		visit_move(t->db, (int64_t)cJSON_GetNumberValue(id), t->who.id, day, t->who.uid, t->now);
	turn_say(t, "visit.corrected", FILL("day", day));
}

/* --------------------------------------------------------------------- showing */

static struct str missing_line(struct turn *t, const struct visit_row *v)
{
	struct fill fills[] = { FILL("site", v->site), FILL("street", v->street), FILL("day", v->day) };

	return turn_phrase(t, v->day.n ? PHRASE("visit.long_ago") : PHRASE("visit.never"), fills, 3);
}

/* "三个月没走访": counted in days. */
static int64_t days_said(struct turn *t)
{
	int64_t n = 0;

	if (str_int(slots_get(&t->slots, "days"), 1, DAYS_MAX, &n))
		return n;
	if (str_int(slots_get(&t->slots, "weeks"), 1, DAYS_MAX / 7, &n))
		return 7 * n;
	return str_int(slots_get(&t->slots, "months"), 1, DAYS_MAX / 30, &n) ? 30 * n : LONG_AGO;
}

static void missing(struct turn *t)
{
	int64_t days = days_said(t);
	struct visit_row *v = arena_array(t->arena, struct visit_row, LIST_MAX);
	struct str *lines = arena_array(t->arena, struct str, LIST_MAX);
	size_t n = visit_missing(t->db, t->who.id, day_str(local_day(t->now) - days, t->arena), v, LIST_MAX, t->arena);

	for (size_t i = 0; i < n; i++)
		lines[i] = missing_line(t, &v[i]);
	struct fill fills[] = { FILL("n", arena_printf(t->arena, "%zu", n)),
				FILL("days", arena_printf(t->arena, "%" PRId64, days)) };

	turn_say_n(t, n ? PHRASE("visit.missing") : PHRASE("visit.none_missing"), fills, 2);
	if (n)
		list_say(t, lines, n);
}

static void period(struct turn *t, struct str *from, struct str *to)
{
	*from = slots_get(&t->slots, "from");
	*to = slots_get(&t->slots, "to");
	if (!from->n)
		*from = day_str(local_day(t->now) - LONG_AGO, t->arena);
	if (!to->n)
		*to = day_str(local_day(t->now), t->arena);
}

static void ledger(struct turn *t)
{
	struct str from, to;

	period(t, &from, &to);
	struct visit_row *v = arena_array(t->arena, struct visit_row, LIST_MAX);
	struct str *lines = arena_array(t->arena, struct str, LIST_MAX);
	size_t n = visit_list(t->db, t->who.id, from, to, v, LIST_MAX, t->arena);

	for (size_t i = 0; i < n; i++) {
		struct fill fills[] = { FILL("day", v[i].day), FILL("site", v[i].site), FILL("street", v[i].street),
					FILL("who", v[i].who.n ? v[i].who : STR("—")) };

		lines[i] = turn_phrase(t, v[i].absent ? PHRASE("visit.line.absent") : PHRASE("visit.line"), fills, 4);
	}
	turn_say(t, "visit.ledger", FILL("from", from), FILL("to", to), FILL("n", arena_printf(t->arena, "%zu", n)));
	if (n)
		list_say(t, lines, n);
}

static void coverage(struct turn *t)
{
	struct str from, to;
	struct visit_cover v[LIST_MAX];
	struct str lines[LIST_MAX];
	bool grid = str_find(t->said, STR("网格")) >= 0;

	period(t, &from, &to);
	size_t n = visit_coverage(t->db, t->who.id, grid, from, to, v, LIST_MAX, t->arena);

	for (size_t i = 0; i < n; i++) {
		struct fill fills[] = { FILL("area", v[i].area),
					FILL("met", arena_printf(t->arena, "%" PRId64, v[i].sites_met)),
					FILL("sites", arena_printf(t->arena, "%" PRId64, v[i].sites)),
					FILL("people_met", arena_printf(t->arena, "%" PRId64, v[i].people_met)),
					FILL("people", arena_printf(t->arena, "%" PRId64, v[i].people)) };

		lines[i] = turn_phrase(t, PHRASE("visit.cover"), fills, 5);
	}
	turn_say(t, "visit.coverage", FILL("from", from), FILL("to", to));
	if (n)
		list_say(t, lines, n);
}

static void visit(struct turn *t)
{
	struct str action = slots_get(&t->slots, "action");

	if (str_is(action, "missing"))
		missing(t);
	else if (str_is(action, "ledger"))
		ledger(t);
	else if (str_is(action, "coverage"))
		coverage(t);
	else if (str_is(action, "correct"))
		correct(t);
	else
		log_said(t, t->said);
}

const struct handler visit_handlers[] = {
	{ .intent = "admin.visit", .run = visit, .flags = HANDLER_FILES },
	{ .intent = "visit.where", .run = where },
	{ 0 },
};
