/* which.c - which of a person's own cases is meant; asked when it is not clear, of staff, too. */
#include <string.h>

#include "bot/base/utf8.h"
#include "dialogs/words/normalise.h"
#include "handlers/turn/turn.h"
#include "handlers/case/case.h"
#include "store/db/number.h"

enum { ASKED = 10 * MS_MINUTE, PLACE_SHOWN = 16 };

/* ------------------------------------------------------------ by what was said */

static bool han(uint32_t cp)
{
	return cp >= 0x4e00 && cp <= 0x9fff;
}

/* How many neighbouring pairs of Han characters of `said` stand in `text`. */
static int pairs_in(struct str said, struct str text)
{
	int n = 0;

	for (size_t i = 0; i < said.n;) {
		size_t from = i, to;
		uint32_t a = utf8_next(said, &i);

		to = i;
		if (to < said.n && han(a) && han(utf8_next(said, &to)))
			n += str_has(text, str_sub(said, from, to));
	}
	return n;
}

int case_words_shared(struct turn *t, const struct case_info *c, struct str said)
{
	struct str label = case_category(t->world, c->kind, c->category);
	struct str text = normalise(case_text(t->db, c->number, t->arena), t->arena);

	return 2 * pairs_in(said, label) + pairs_in(said, text) + (c->place.p ? pairs_in(said, c->place) : 0);
}

/* The one that the sentence is about more than about any other; NULL: none. */
static const struct case_info *by_words(struct turn *t, const struct case_info *v, size_t n)
{
	int best = 0, second = 0;
	size_t at = 0;

	for (size_t i = 0; i < n; i++) {
		int shared = case_words_shared(t, &v[i], t->u.said);

		if (shared > best) {
			second = best;
			best = shared;
			at = i;
		} else if (shared > second) {
			second = shared;
		}
	}
	return best > second ? &v[at] : NULL;
}

/* ------------------------------------------------------------------------ asking */

static struct str line(struct turn *t, const struct case_info *c)
{
	struct fill fills[] = { FILL("number", case_number(t->arena, c->number)),
				FILL("day", case_moment(t->world, c->filed_at, t->arena)),
				FILL("what", case_category(t->world, c->kind, c->category)),
				FILL("place", c->place.p ? utf8_cut(c->place, PLACE_SHOWN) : STR("")) };

	return turn_phrase(t, PHRASE("case.which.line"), fills, sizeof fills / sizeof *fills);
}

void case_ask_which(struct turn *t, const struct case_info *v, size_t n, const char *intent)
{
	cJSON *memo = cJSON_CreateObject(), *numbers = cJSON_AddArrayToObject(memo, "numbers");
	cJSON *slots = cJSON_AddObjectToObject(memo, "slots");

	json_put(memo, "intent", str_c(intent));
	json_put(memo, "said", t->said);
	for (size_t i = 0; i < t->slots.n; i++)
		json_put(slots, t->slots.v[i].name, t->slots.v[i].value);
	turn_say(t, "case.which", FILL("name", t->who.name));
	for (size_t i = 0; i < n; i++) {
		cJSON_AddItemToArray(numbers, cJSON_CreateNumber((double)v[i].number));
		turn_say_text(t, line(t, &v[i]));
		turn_button(t, case_number(t->arena, v[i].number), NO_STR);
	}
	turn_receipt(t);
	if (t->m->n_photos)
		case_keep_photos(t);
	turn_remember(t, "which", memo);
	turn_expect(t, "which", ASKED);
}

/* "Q-5", "第二个": what was to be done is done with that one. */
static void pick(struct turn *t)
{
	cJSON *memo = turn_memo(t, "which"), *numbers = cJSON_GetObjectItemCaseSensitive(memo, "numbers"), *one;
	cJSON *slots = cJSON_GetObjectItemCaseSensitive(memo, "slots");
	struct str intent = json_str(memo, "intent"), said = json_str(memo, "said");
	int64_t place = 0, number = number_parse(slots_get(&t->slots, "case"), 'Q');

	if (!number && str_int(slots_get(&t->slots, "pick"), 1, cJSON_GetArraySize(numbers), &place))
		number = (int64_t)cJSON_GetNumberValue(cJSON_GetArrayItem(numbers, (int)place - 1));
	const struct handler *h = intent.p && number ? handler_for(arena_cstr(t->arena, intent)) : NULL;

	if (!h) {
		turn_say(t, "case.which.again", FILL("name", t->who.name));
		return;
	}
	if (!turn_has_right(t, h->intent))
		return;
	t->slots = (struct slots){ 0 };
	cJSON_ArrayForEach(one, slots) if (cJSON_IsString(one))
		slots_set(&t->slots, arena_strdup(t->arena, one->string), arena_str(t->arena, str_c(one->valuestring)));
	slots_set(&t->slots, "case", case_number(t->arena, number));
	t->said = said.p ? arena_str(t->arena, said) : STR("");
	turn_remember(t, "which", NULL);
	turn_expect(t, NULL, 0);
	h->run(t);
}

/* ----------------------------------------------------------------------- which one */

static bool fits(const struct case_info *c, enum case_which which)
{
	bool over = str_is(c->state, "closed") || str_is(c->state, "withdrawn") || str_is(c->state, "merged");

	switch (which) {
	case CASES_LIVE:
		return !over;
	case CASES_ANSWERED:
		return str_is(c->state, "answered");
	case CASES_UNRATED:
		return str_is(c->state, "closed") && str_is(c->rating, "none");
	case CASES_WITHDRAWN:
		return str_is(c->state, "withdrawn");
	case CASES_ALL:
		break;
	}
	return true;
}

/* His own, by its number; what does not exist looks the same as what is not his. */
static enum case_found by_number(struct turn *t, struct str asked, struct case_info *out)
{
	*out = case_load(t->db, number_parse(asked, 'Q'), t->arena);
	if (case_tie(t->db, out, t->who.id) == TIE_OWN)
		return CASE_ONE;
	turn_say(t, "case.unknown", FILL("number", asked));
	return CASE_ASKED;
}

enum case_found case_meant(struct turn *t, enum case_which which, const char *intent, struct case_info *out)
{
	struct case_info *v = arena_array(t->arena, struct case_info, CASES_OWN);
	struct str asked = slots_get(&t->slots, "case");

	*out = (struct case_info){ 0 };
	if (asked.n)
		return by_number(t, asked, out);
	size_t n = case_of_person(t->db, t->who.id, which, v, CASES_OWN, t->arena);
	struct case_info last = case_load(t->db, case_spoken_of(t), t->arena);
	const struct case_info *said = n > 1 ? by_words(t, v, n) : NULL;

	if (!n)
		return CASE_NO_CASE;
	if (n == 1)
		*out = v[0];
	else if (said)
		*out = *said;
	else if (last.number && fits(&last, which) && case_tie(t->db, &last, t->who.id) == TIE_OWN)
		*out = last;
	else
		case_ask_which(t, v, n, intent);
	return out->number ? CASE_ONE : CASE_ASKED;
}

const struct handler case_which_handlers[] = {
	{ .intent = "case.pick", .run = pick },
	{ 0 },
};
