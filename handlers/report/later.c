/* later.c - "补录 现场微课 2场 6月10日 依据纸质台账": what was done without a phone. */
#include <inttypes.h>
#include <string.h>

#include "bot/base/buf.h"
#include "dialogs/words/times.h"
#include "handlers/turn/turn.h"
#include "store/person/department.h"
#include "store/report/version.h"
#include "store/person/role.h"

#define MEMO "report.later"

enum { STANDS = 30 * MS_MINUTE, TAKE_BACK = 2 * MS_DAY, NAMES_MOST = 4096 };

/* The one that the sentence names by its whole name; "走访 3次" is of the first that begins so. */
static const struct figure *which(struct str said)
{
	const struct figure *best = NULL;

	for (const struct figure *x = figures; x->key; x++)
		if (later_fits(x) && str_has(said, str_c(x->name)) && (!best || strlen(x->name) > strlen(best->name)))
			best = x;
	return best;
}

static void say_which(struct turn *t)
{
	struct buf b;

	buf_init(&b, NAMES_MOST);
	for (const struct figure *x = figures; x->key; x++)
		if (later_fits(x) && strcmp(x->unit, "件") != 0) {
			buf_addc(&b, b.n ? "、" : "");
			buf_addc(&b, x->name);
		}
	turn_say(t, "report.later.which", FILL("names", arena_str(t->arena, buf_str(&b))));
	buf_free(&b);
}

static void expect_more(struct turn *t)
{
	cJSON *memo = cJSON_CreateObject();

	json_put(memo, "said", t->said);
	turn_remember(t, MEMO, memo);
	turn_expect(t, "report.later", STANDS);
}

static void say_done(struct turn *t, const struct later_entry *l, int64_t id)
{
	cJSON *memo = cJSON_CreateObject();

	cJSON_AddNumberToObject(memo, "id", (double)id);
	cJSON_AddStringToObject(memo, "figure", l->figure->key);
	cJSON_AddNumberToObject(memo, "n", l->n);
	cJSON_AddNumberToObject(memo, "at", (double)t->now);
	turn_remember(t, MEMO, memo);
	turn_expect(t, NULL, 0);
	turn_say(t, "report.later.done", FILL("name", str_c(l->figure->name)),
		 FILL("n", arena_printf(t->arena, "%g", l->n)), FILL("unit", str_c(l->figure->unit)),
		 FILL("day", l->day), FILL("evidence", l->evidence));
}

/* Of a street's staff it is their street's. */
static int64_t whose_street(struct turn *t)
{
	struct str own = role_scope_of(t->db, t->who.id, ROLE_STREET, t->arena);
	bool city = role_bits(t->db, t->who.id) & ROLE_BIT(ROLE_CITY);

	return street_named_in(t->db, city || !own.n ? t->said : own, t->arena).id;
}

static void enter(struct turn *t, const struct figure *x)
{
	struct str day = slots_get(&t->slots, "day"), evidence = slots_get(&t->slots, "source");
	struct later_entry l = { .figure = x,
				 .day = day.n ? day : day_str(local_day(t->now), t->arena),
				 .street = x->by & FIGURE_BY(BY_STREET) ? whose_street(t) : 0,
				 .source = slots_get(&t->slots, "kind").n ? slots_get(&t->slots, "kind") : STR("other"),
				 .evidence = evidence,
				 .person = t->who.id,
				 .actor = t->who.uid };
	int64_t n = 0;

	if (str_order(l.day, day_str(local_day(t->now), t->arena)) > 0) {
		turn_say_n(t, PHRASE("report.later.future"), NULL, 0);
	} else if (!str_int(slots_get(&t->slots, "n"), 1, 1000000, &n)) {
		expect_more(t);
		turn_say_n(t, PHRASE("report.later.number"), NULL, 0);
	} else if (!evidence.n) {
		expect_more(t);
		turn_say_n(t, PHRASE("report.later.evidence"), NULL, 0);
	} else {
		l.n = (double)n;
		say_done(t, &l, later_add(t->db, &l, t->now, t->arena));
	}
}

static void take_back(struct turn *t)
{
	cJSON *memo = turn_memo(t, MEMO);
	const struct figure *x = figure_named(json_str(memo, "figure"));
	double n = cJSON_GetNumberValue(cJSON_GetObjectItemCaseSensitive(memo, "n"));

	if (!x || t->now - json_int(memo, "at", 0) > TAKE_BACK ||
	    !later_take_back(t->db, json_int(memo, "id", 0), t->who.id, t->who.uid, t->now, t->arena)) {
		turn_say_n(t, PHRASE("report.later.none"), NULL, 0);
		return;
	}
	turn_say(t, "report.later.off", FILL("name", str_c(x->name)), FILL("n", arena_printf(t->arena, "%g", n)),
		 FILL("unit", str_c(x->unit)));
}

static void later(struct turn *t)
{
	const struct figure *x = which(t->said);

	if (slots_get(&t->slots, "off").n)
		take_back(t);
	else if (x)
		enter(t, x);
	else
		say_which(t);
}

/* The answer to what was missing: what was said before, and this. */
static void more(struct turn *t)
{
	struct str before = json_str(turn_memo(t, MEMO), "said");

	if (!turn_has_right(t, "report.later") || !before.p)
		return;
	struct str words = arena_printf(t->arena, STR_FMT " 依据" STR_FMT, STR_ARG(before), STR_ARG(t->said));

	if (!slots_get(&t->slots, "source").n && slots_get(&t->slots, "n").n)
		words = arena_printf(t->arena, STR_FMT " " STR_FMT, STR_ARG(t->said), STR_ARG(before));
	turn_expect(t, NULL, 0);
	turn_hear(t, words);
}

const struct handler report_later_handlers[] = {
	{ .intent = "report.later", .run = later, .flags = HANDLER_FILES },
	{ .intent = "report.later.more", .run = more },
	{ 0 },
};
