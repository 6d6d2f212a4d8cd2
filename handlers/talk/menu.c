/* menu.c - choosing instead of typing: a number, a label or a button names an intent. */
#include <string.h>

#include "dialogs/words/normalise.h"
#include "handlers/talk/menu.h"
#include "handlers/turn/turn.h"

enum { MENU_STANDS = 10 * MS_MINUTE };

static struct str label(struct turn *t, const char *intent)
{
	struct str name = arena_printf(t->arena, "choice.%s", intent);

	(void)PHRASE("choice.*");
	return phrase_exists(t->world->pack, name.p) ? turn_phrase(t, name.p, NULL, 0) : NO_STR;
}

/* A quiz goes on behind a menu: its answers are letters and numbers, too. */
static bool quiz_stands(const struct turn *t)
{
	return t->conv.context && t->conv.context_until > t->now && strcmp(t->conv.context, "quiz") == 0;
}

void menu_offer(struct turn *t, const char *const *intents)
{
	cJSON *offered = cJSON_CreateArray();

	for (size_t i = 0; i < MENU_MAX && intents[i]; i++) {
		struct str l = label(t, intents[i]);

		if (!l.p)
			continue;
		turn_button(t, l, arena_printf(t->arena, "do:%s", intents[i]));
		cJSON_AddItemToArray(offered, cJSON_CreateString(intents[i]));
	}
	turn_remember(t, "menu", offered);
	if (!quiz_stands(t))
		turn_expect(t, "menu", MENU_STANDS);
}

/* The intent on offer at this place, from 1; NULL: none, or the pack has lost it. */
static const char *offered(struct turn *t, int64_t place)
{
	cJSON *one = cJSON_GetArrayItem(turn_memo(t, "menu"), (int)place - 1);
	const struct intent *i = cJSON_IsString(one) ? pack_intent(t->world->pack, one->valuestring) : NULL;

	return i ? intent_name(i) : NULL;
}

static const char *named(struct turn *t)
{
	int64_t place;

	if (strcmp(t->u.intent, "menu.pick") == 0)
		return str_int(slots_get(&t->u.slots, "pick"), 1, MENU_MAX, &place) ? offered(t, place) : NULL;
	for (place = 1; place <= MENU_MAX; place++) {
		const char *intent = offered(t, place);
		struct str l = intent ? label(t, intent) : NO_STR;

		if (l.n && str_eq(normalise(l, t->arena), t->u.said))
			return intent;
	}
	return NULL;
}

void menu_listen(struct turn *t)
{
	if (!t->conv.context || strcmp(t->conv.context, "menu") != 0 || t->conv.context_until <= t->now || !t->u.said.n)
		return;
	const char *intent = named(t);

	if (intent)
		t->u = (struct understanding){
			.intent = intent, .rule = "menu", .said = STR(""), .by_name = t->u.by_name
		};
	if (strcmp(t->u.intent, "menu.pick") != 0)
		turn_expect(t, NULL, 0); /* a number counts right after the menu only */
}

/* A number that is not on offer. */
static void pick(struct turn *t)
{
	int n = cJSON_GetArraySize(turn_memo(t, "menu"));

	turn_say(t, "menu.unknown", FILL("count", arena_printf(t->arena, "%d", n)));
}

const struct handler menu_handlers[] = {
	{ .intent = "menu.pick", .run = pick },
	{ 0 },
};
