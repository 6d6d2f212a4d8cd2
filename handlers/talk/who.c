/* who.c - which person is meant. */
#include "handlers/talk/who.h"

#include "handlers/turn/turn.h"

enum { SAME_MAX = 6, STANDS = 10 * MS_MINUTE };

struct str who_label(struct turn *t, int64_t person)
{
	struct person p = person_load(t->db, person, t->arena);
	struct str about = person_about(t->db, person, t->arena);

	if (!about.n)
		return p.name;
	return arena_printf(t->arena, STR_FMT "（" STR_FMT "）", STR_ARG(p.name), STR_ARG(about));
}

static void ask(struct turn *t, int which, const struct person_match *m)
{
	cJSON *memo = cJSON_CreateObject(), *ids = cJSON_AddArrayToObject(memo, "ids");

	json_put(memo, "text", t->m->text.p ? t->m->text : STR(""));
	cJSON_AddNumberToObject(memo, "which", which);
	cJSON_AddNumberToObject(memo, "first", (double)t->picked[0]);
	turn_say(t, "who.which", FILL("name", m->name));
	for (size_t i = 0; i < m->n; i++) {
		cJSON_AddItemToArray(ids, cJSON_CreateNumber((double)m->ids[i]));
		turn_say_text(t, arena_printf(t->arena, "%zu. " STR_FMT, i + 1, STR_ARG(who_label(t, m->ids[i]))));
		turn_button(t, arena_printf(t->arena, "%zu", i + 1), NO_STR);
	}
	turn_remember(t, "who", memo);
	turn_expect(t, "who", STANDS);
}

enum who who_in(struct turn *t, int which, struct str part, int64_t *person)
{
	struct person_match m;

	*person = t->picked[which];
	if (*person)
		return WHO_ONE;
	if (!part.n || !person_named_in(t->db, part, &m, t->arena))
		return WHO_NONE;
	*person = m.ids[0];
	if (m.n == 1)
		return WHO_ONE;
	ask(t, which, &m);
	return WHO_ASKED;
}

enum who who_named(struct turn *t, int64_t *person)
{
	return who_in(t, 0, t->m->text, person);
}

enum who who_fitting(struct turn *t, bool (*fits)(struct turn *, int64_t person), int64_t *person)
{
	struct person_match m = { 0 };
	size_t n = 0;

	if (!t->picked[0] && t->m->text.n && person_named_in(t->db, t->m->text, &m, t->arena))
		for (size_t i = 0; i < m.n; i++)
			if (fits(t, m.ids[i])) {
				*person = m.ids[i];
				n++;
			}
	return n == 1 ? WHO_ONE : who_named(t, person);
}

/* "2", "第二个": the sentence that named several is heard again. */
static void pick(struct turn *t)
{
	cJSON *memo = turn_memo(t, "who"), *ids = cJSON_GetObjectItemCaseSensitive(memo, "ids");
	struct str text = json_str(memo, "text");
	bool second = json_int(memo, "which", 0) == 1;
	int64_t place = 0;

	if (!text.p || !str_int(slots_get(&t->slots, "pick"), 1, cJSON_GetArraySize(ids), &place)) {
		turn_say(t, "who.gone", FILL("name", t->who.name));
		return;
	}
	t->picked[0] = json_int(memo, "first", 0);
	t->picked[second] = (int64_t)cJSON_GetNumberValue(cJSON_GetArrayItem(ids, (int)place - 1));
	text = arena_str(t->arena, text);
	turn_remember(t, "who", NULL);
	turn_expect(t, NULL, 0);
	turn_hear(t, text);
}

const struct handler who_handlers[] = {
	{ .intent = "who.pick", .run = pick },
	{ 0 },
};
