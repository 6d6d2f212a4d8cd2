/* access.c - "瑞云府咋进", "车停哪儿": told from what was learned, never made up. A rider
 * who knows better says so, and is quoted until staff have looked into it. */
#include "handlers/access/access.h"

#include <inttypes.h>
#include <string.h>

#include "bot/base/utf8.h"
#include "dialogs/pack/labels.h"
#include "handlers/turn/turn.h"
#include "handlers/case/case.h"
#include "handlers/turn/hours.h"
#include "handlers/turn/mask.h"
#include "handlers/turn/notice.h"
#include "store/case/routing.h"

enum { ASKED = 30 * MS_MINUTE, CITY_STAFF = 16, DIGITS_MOST = 5 };

/* ------------------------------------------------------------------------ where */

static struct str cut_tail(struct str s)
{
	static const char *const tails[] = { "小区", "那边", "这边", "那里", "这里", "那儿", "这儿",
					     "附近", "里面", "里头", "门口", "大门", "的",   "里" };

	for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
		if (str_ends(s, str_c(tails[i])) && s.n > strlen(tails[i]) + 3) {
			s = str_sub(s, 0, s.n - strlen(tails[i]));
			i = (size_t)-1; /* from the first again */
		}
	return s;
}

/* "3栋2单元": from the first digit on it is somebody's home. */
static struct str cut_number(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] >= '0' && s.p[i] <= '9')
			return str_sub(s, 0, i);
	return s;
}

/* "东门", "南侧": of something that was named before. */
static bool is_side(struct str s)
{
	static const char *const ends[] = { "门", "侧", "边", "段", "车库", "楼" };

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (str_ends(s, str_c(ends[i])))
			return s.n <= strlen("正大门");
	return false;
}

/* "书院街 翠湖苑": a street is where the place lies. */
static bool only_where(struct str known, struct str said)
{
	static const char *const ends[] = { "街", "路", "大道", "街道", "镇", "巷" };

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (str_ends(known, str_c(ends[i])))
			return str_find(said, STR(" ")) > 0;
	return false;
}

struct str access_place(const struct turn_world *w, struct str said, struct arena *a)
{
	struct str known = w->places && said.n ? w->places->longest(w->places->arg, said, a) : NO_STR, piece;

	while (only_where(known.p ? known : STR(""), said) && str_split(&said, ' ', &piece))
		known = w->places->longest(w->places->arg, said, a);
	if (!known.p)
		known = cut_tail(str_trim(cut_number(str_trim(said))));
	return is_side(known) ? STR("") : known;
}

struct str access_kind(const struct turn_world *w, struct str kind)
{
	return pack_label(w->pack, "access_kind", kind);
}

/* ------------------------------------------------------------------------ to staff */

void access_tell_staff(const struct turn_world *w, int64_t number, ms_t now, struct arena *a)
{
	struct access_note n = access_load(w->db, number, a);
	struct fill fills[] = { FILL("number", ACCESS_NUMBER(a, number)), FILL("place", n.place),
				FILL("kind", access_kind(w, n.kind)), FILL("text", n.text),
				FILL("source", n.source ? case_number(a, n.source) : STR("")) };
	struct notice notice = { .phrase = n.source ? PHRASE("access.staff.draft") : PHRASE("access.staff.said"),
				 .fills = fills,
				 .n = sizeof fills / sizeof *fills,
				 .subject = fills[0].value };
	int64_t v[CITY_STAFF];
	size_t found = routing_city_staff(w->db, v, CITY_STAFF);

	for (size_t i = 0; i < found; i++) {
		notice.person = v[i];
		if (!n.source || !routing_manages(w->db, v[i], n.source))
			(void)notice_send(w, &notice, now, a);
	}
}

void access_learn(const struct turn_world *w, int64_t number, ms_t now, struct arena *a)
{
	struct case_info c = case_load(w->db, number, a);
	bool taught = str_is(c.outcome, "solved") || str_is(c.outcome, "explained");
	struct str answer = case_answer(w->db, number, a);
	struct access_note n = { .place = access_place(w, c.place, a),
				 .kind = c.category,
				 .text = utf8_cut(str_trim(answer), ACCESS_TEXT),
				 .source = number };

	if (!str_is(c.kind, "grievance") || !taught || !n.place.n || !n.text.n || access_from_case(w->db, number) ||
	    (!str_is(c.category, "entry") && !str_is(c.category, "parking")))
		return;
	access_tell_staff(w, access_add(w->db, &n, "draft", NULL, now, a), now, a);
}

/* ------------------------------------------------------------------------ asked */

static void remember(struct turn *t, struct str place, struct str kind, bool known)
{
	cJSON *memo = cJSON_CreateObject();

	json_put(memo, "place", place);
	json_put(memo, "kind", kind.n ? kind : STR("entry"));
	json_put(memo, "said", t->said);
	cJSON_AddNumberToObject(memo, "at", (double)t->now);
	turn_remember(t, "access", memo);
	turn_expect(t, known ? "access" : "access_none", ASKED);
}

static cJSON *spoken_of(struct turn *t)
{
	cJSON *memo = turn_memo(t, "access");

	return memo && t->now - json_int(memo, "at", 0) <= ASKED ? memo : NULL;
}

static struct str month_day(struct turn *t, ms_t at)
{
	int y, m, d;

	civil(local_day(at), &y, &m, &d);
	return turn_phrase(
		t, PHRASE("access.day"),
		FILLS_(FILL("month", arena_printf(t->arena, "%d", m)), FILL("day", arena_printf(t->arena, "%d", d))),
		2);
}

static void tell(struct turn *t, const struct access_note *n)
{
	bool fact = str_is(n->state, "confirmed");
	struct fill fills[] = { FILL("place", n->place), FILL("kind", access_kind(t->world, n->kind)),
				FILL("text", n->text), FILL("day", month_day(t, fact ? n->decided_at : n->at)) };

	turn_say_n(t, fact ? PHRASE("access.known") : PHRASE("access.rider_says"), fills, sizeof fills / sizeof *fills);
}

static void nothing_known(struct turn *t, struct str place, struct str kind)
{
	bool parking = str_is(kind, "parking");

	turn_say_n(t, parking ? PHRASE("access.none.parking") : PHRASE("access.none"), FILLS_(FILL("place", place)), 1);
	turn_button(t, turn_phrase(t, PHRASE("access.file"), NULL, 0), NO_STR);
	if (parking)
		turn_button(t, turn_phrase(t, PHRASE("access.nearby"), NULL, 0),
			    turn_phrase(t, PHRASE("access.nearby.ask"), FILLS_(FILL("place", place)), 1));
}

static void ask(struct turn *t)
{
	struct str kind = slots_get(&t->slots, "kind");
	struct str place = access_place(t->world, slots_get(&t->slots, "place"), t->arena);
	struct access_note v[ACCESS_SHOWN];
	size_t n;

	if (!place.n) {
		turn_say(t, "access.where", FILL("name", t->who.name));
		return;
	}
	n = access_known(t->db, place, kind.n ? kind : NO_STR, v, t->arena);
	for (size_t i = 0; i < n; i++)
		tell(t, &v[i]);
	if (n)
		turn_say(t, "access.wrong", FILL("place", place));
	else
		nothing_known(t, place, kind);
	remember(t, place, n == 1 ? v[0].kind : kind, n > 0);
}

/* Nothing was known, and he wants it looked into: a case with his question. */
static void file(struct turn *t)
{
	cJSON *memo = spoken_of(t);

	turn_expect(t, NULL, 0);
	if (!memo) {
		turn_say(t, "access.where", FILL("name", t->who.name));
		return;
	}
	t->slots = (struct slots){ 0 };
	slots_set(&t->slots, "place", arena_str(t->arena, json_str(memo, "place")));
	slots_set(&t->slots, "category", arena_str(t->arena, json_str(memo, "kind")));
	t->said = arena_str(t->arena, json_str(memo, "said"));
	turn_remember(t, "access", NULL);
	handler_for("grievance.file")->run(t);
}

/* ------------------------------------------------------------------------ corrected */

/* Numbers to call and links are not passed on from one rider to another. */
static bool may_be_shown(struct str s)
{
	int digits = 0;

	for (size_t i = 0; i < s.n; i++) {
		digits = s.p[i] >= '0' && s.p[i] <= '9' ? digits + 1 : 0;
		if (digits > DIGITS_MOST)
			return false;
	}
	return !holds_number(s) && !str_has(s, STR("http")) && !str_has(s, STR("www."));
}

static bool place_known(struct turn *t, struct str s)
{
	const struct gazetteer *g = t->world->places;

	return g && s.n && g->longest(g->arg, s, t->arena).p;
}

static void correct(struct turn *t)
{
	cJSON *memo = spoken_of(t);
	struct str named = slots_get(&t->slots, "place");
	struct str said = !memo || place_known(t, named) ? access_place(t->world, named, t->arena) : NO_STR;
	struct str kind = slots_get(&t->slots, "kind"), before = json_str(memo, "kind");
	struct access_note n = { .place = said.n ? said : arena_str(t->arena, json_str(memo, "place")),
				 .kind = kind.n	    ? kind
					 : before.n ? arena_str(t->arena, before)
						    : STR("entry"),
				 .text = str_trim(t->said),
				 .person = t->who.id };

	if (!n.place.n) {
		turn_say(t, "access.where", FILL("name", t->who.name));
		return;
	}
	if (utf8_count(n.text) > ACCESS_TEXT || !may_be_shown(n.text)) {
		turn_say_n(t, PHRASE("access.correct.how"), NULL, 0);
		turn_expect(t, "access", ASKED);
		return;
	}
	int64_t number = access_add(t->db, &n, "said", t->who.uid, t->now, t->arena);

	turn_say(t, "access.corrected", FILL("place", n.place));
	turn_expect(t, "access", ASKED);
	access_tell_staff(t->world, number, t->now, t->arena);
}

const struct handler access_handlers[] = {
	{ .intent = "access.ask", .run = ask },
	{ .intent = "access.file", .run = file, .flags = HANDLER_FILES },
	{ .intent = "access.correct", .run = correct, .flags = HANDLER_FILES },
	{ 0 },
};
