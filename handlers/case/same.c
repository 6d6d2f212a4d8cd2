/* same.c - the same thing twice: by the same person it is asked, by another it
 * is joined or linked. Nobody learns who the other is, or what he said. */
#include "store/case/same.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "bot/base/utf8.h"
#include "handlers/turn/turn.h"
#include "handlers/case/case.h"
#include "store/place/geo.h"

/* GUESSED: the priority from which a rule only guesses (FORMAT.md) */
enum { GUESSED = -4, WINDOW_DAYS = 30, ASKED = 60 * MS_MINUTE, NEAR_METRES = 250, PAIRS = 512 };

/* Of two people: the same words in other order. Of one person less will do, it is only asked. */
static const double ALIKE = 0.5, ALIKE_OWN = 0.3;

/* ---------------------------------------------------------------------- near or alike */

struct pairs {
	uint64_t v[PAIRS];
	size_t n;
};

static int by_value(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

/* Neighbouring characters, without spaces and punctuation. */
static void read_pairs(struct str s, struct pairs *p)
{
	uint32_t last = 0;

	p->n = 0;
	for (size_t i = 0; i < s.n && p->n < PAIRS;) {
		uint32_t cp = utf8_next(s, &i);

		if (cp < 128 ? !isalnum((int)cp) : (cp >= 0x3000 && cp < 0x3040) || cp >= 0xff00)
			continue;
		if (last)
			p->v[p->n++] = (uint64_t)last << 32 | cp;
		last = cp;
	}
	qsort(p->v, p->n, sizeof *p->v, by_value);
}

static double alike(const struct pairs *x, struct str other)
{
	struct pairs y;
	size_t same = 0;

	read_pairs(other, &y);
	for (size_t i = 0, k = 0; i < x->n && k < y.n;) {
		same += x->v[i] == y.v[k];
		if (x->v[i] == y.v[k])
			i++, k++;
		else if (x->v[i] < y.v[k])
			i++;
		else
			k++;
	}
	return x->n + y.n ? 2.0 * (double)same / (double)(x->n + y.n) : 0;
}

/* The first number in a place: that of the house. */
static int64_t house(struct str place)
{
	int64_t n = 0;
	size_t i = 0;

	while (i < place.n && !isdigit((unsigned char)place.p[i]))
		i++;
	for (; i < place.n && isdigit((unsigned char)place.p[i]) && n < 100000; i++)
		n = n * 10 + (place.p[i] - '0');
	return n;
}

enum nearness { FAR, NOT_SAID, NEAR };

static enum nearness nearness(const struct case_new *c, const struct case_candidate *x)
{
	int64_t here = c->place.n ? house(c->place) : 0, there = x->place.n ? house(x->place) : 0;

	if (here && there && here != there)
		return FAR;
	if (c->place.n && x->place.n && (str_has(c->place, x->place) || str_has(x->place, c->place)))
		return NEAR;
	if (c->place_id && c->place_id == x->place_id)
		return NEAR;
	if (c->position && x->has_position)
		return geo_distance(*c->position, x->position) <= NEAR_METRES ? NEAR : FAR;
	return c->place.n && x->place.n ? FAR : NOT_SAID;
}

static size_t candidates(struct turn *t, const struct case_new *c, struct case_candidate **out)
{
	struct case_wanted wanted = {
		.kind = c->kind,
		.category = c->category,
		.person = c->person,
		.place_id = c->place_id,
		.position = c->position,
		.since = t->now - (ms_t)WINDOW_DAYS * MS_DAY,
	};

	*out = arena_array(t->arena, struct case_candidate, CASE_CANDIDATES);
	return case_candidates(t->db, &wanted, *out, t->arena);
}

/* --------------------------------------------------------------------- another person */

int64_t case_of_another(struct turn *t, const struct case_new *c)
{
	struct case_candidate *v;
	size_t n = candidates(t, c, &v);
	struct pairs words;

	read_pairs(c->text, &words);
	for (size_t i = 0; i < n; i++) {
		if (c->person && (v[i].person == c->person || v[i].on_behalf == c->person))
			continue;
		enum nearness where = nearness(c, &v[i]);

		if (where == NEAR || (where == NOT_SAID && alike(&words, v[i].text) >= ALIKE))
			return v[i].number;
	}
	return 0;
}

/* -------------------------------------------------------------------- the same person */

static int64_t own(struct turn *t, const struct case_new *c)
{
	struct case_candidate *v;
	size_t n = candidates(t, c, &v);
	struct pairs words;

	read_pairs(c->text, &words);
	for (size_t i = 0; i < n; i++) {
		if (v[i].person != c->person)
			continue;
		enum nearness where = nearness(c, &v[i]);

		if (where == NEAR || alike(&words, v[i].text) >= (where == FAR ? ALIKE : ALIKE_OWN) ||
		    (where == NOT_SAID && case_delicate(str_c(c->kind), c->category)))
			return v[i].number;
	}
	return 0;
}

/* The matter as it is told so far, to be filed or added when he has answered. */
static cJSON *keep(struct turn *t, const struct case_new *c, int64_t number)
{
	cJSON *memo = cJSON_CreateObject(), *slots = cJSON_AddObjectToObject(memo, "slots");

	if (c->position)
		slots_set(&t->slots, "position",
			  arena_printf(t->arena, "%.6f,%.6f,%s", c->position->lat, c->position->lon,
				       geo_datum_name(c->position->datum)));
	cJSON_AddNumberToObject(memo, "number", (double)number);
	cJSON_AddNumberToObject(memo, "at", (double)t->now);
	json_put(memo, "kind", str_c(c->kind));
	json_put(memo, "said", c->text);
	for (size_t i = 0; i < t->slots.n; i++)
		json_put(slots, t->slots.v[i].name, t->slots.v[i].value);
	return memo;
}

static void ask_here(struct turn *t, const struct case_info *known, const char *phrase, cJSON *memo)
{
	struct fill fills[] = { FILL("number", case_number(t->arena, known->number)),
				FILL("day", case_moment(t->world, known->filed_at, t->arena)),
				FILL("what", case_category(t->world, known->kind, known->category)) };

	turn_say_n(t, phrase, fills, 3);
	turn_button(t, turn_phrase(t, PHRASE("case.same.add"), NULL, 0), NO_STR);
	turn_button(t, turn_phrase(t, PHRASE("case.same.new"), NULL, 0), NO_STR);
	turn_receipt(t);
	turn_remember(t, "same", memo);
	turn_expect(t, "same", ASKED);
}

/* Begun in a group, not to be spoken of there. */
static void ask_in_private(struct turn *t, const struct case_info *known, cJSON *memo)
{
	turn_say(t, "private.please", FILL("name", t->who.name));
	turn_private(t, "case.same", FILL("number", case_number(t->arena, known->number)),
		     FILL("day", case_moment(t->world, known->filed_at, t->arena)),
		     FILL("what", case_category(t->world, known->kind, known->category)));
	turn_button(t, turn_phrase(t, PHRASE("case.same.add"), NULL, 0), NO_STR);
	turn_button(t, turn_phrase(t, PHRASE("case.same.new"), NULL, 0), NO_STR);
	turn_receipt(t);
	conversation_leave(
		t->db, turn_private_to_come(t), t->who.id,
		&(struct conversation_left){
			.memo = "same", .value = memo, .context = "same", .until = t->now + ASKED, .insists = true },
		t->now, t->arena);
}

bool case_same_asked(struct turn *t, const struct case_new *c)
{
	int64_t number = own(t, c);

	if (!number)
		return false;
	struct case_info known = case_load(t->db, number, t->arena);
	cJSON *memo = keep(t, c, number);

	/* until he answers it is a part of what he filed: so nothing is lost when he never does */
	case_note(t->db, number, &(struct case_note){ .event = "added", .person = t->who.id, .text = c->text }, t->now);
	if (t->m->n_photos)
		case_keep_photos(t);
	if (turn_is_group(t) && case_delicate(str_c(c->kind), c->category))
		ask_in_private(t, &known, memo);
	else
		ask_here(t, &known, PHRASE("case.same"), memo);
	return true;
}

bool case_goes_on(struct turn *t, const struct case_new *c)
{
	bool told = t->u.priority < 0 && !c->urgent && !turn_is_group(t) && !form_question(t->world->pack, t->u.said);
	int64_t number = told ? case_recent(t) : 0;
	struct case_info known = case_load(t->db, number, t->arena);

	if (!known.number)
		return false;
	if (str_is(c->category, "other") || str_eq(c->category, known.category)) {
		case_add(t, &known, c->text);
		return true;
	}
	if (t->u.priority > GUESSED)
		return false;
	cJSON *memo = keep(t, c, number);

	case_note(t->db, number, &(struct case_note){ .event = "added", .person = t->who.id, .text = c->text }, t->now);
	case_attach(t, number);
	ask_here(t, &known, PHRASE("case.added.or_new"), memo);
	return true;
}

/* ------------------------------------------------------------------------ his answer */

static void file_it(struct turn *t, const struct case_info *known, cJSON *memo)
{
	cJSON *slots = cJSON_GetObjectItemCaseSensitive(memo, "slots"), *one;

	case_unadd(t->db, known->number, t->who.id, json_int(memo, "at", 0), t->now);
	t->slots = (struct slots){ 0 };
	cJSON_ArrayForEach(one, slots) if (cJSON_IsString(one))
		slots_set(&t->slots, arena_strdup(t->arena, one->string), arena_str(t->arena, str_c(one->valuestring)));
	t->said = arena_str(t->arena, json_str(memo, "said"));
	struct case_new c = case_draft(t, arena_cstr(t->arena, json_str(memo, "kind")));

	case_file(t, &c);
}

static void answered(struct turn *t)
{
	cJSON *memo = turn_memo(t, "same");
	struct case_info known = case_load(t->db, json_int(memo, "number", 0), t->arena);
	bool over = known.number && !case_may(known.state, known.kind, CASE_PROGRESS);

	if (!known.number || !json_str(memo, "kind").p) {
		turn_say(t, "case.same.gone", FILL("name", t->who.name));
		return;
	}
	if (over || str_is(slots_get(&t->slots, "which"), "new"))
		file_it(t, &known, memo);
	else
		case_add(t, &known, NO_STR); /* the words are there already */
	turn_remember(t, "same", NULL);
	turn_expect(t, NULL, 0);
}

const struct handler case_same_handlers[] = {
	{ .intent = "case.same", .run = answered, .flags = HANDLER_FILES },
	{ 0 },
};
