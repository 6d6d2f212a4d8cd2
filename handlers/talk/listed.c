/* listed.c - "第二个", "保养那个": one of the things that were just listed. */
#include "handlers/talk/listed.h"

#include <inttypes.h>
#include <string.h>

#include "dialogs/words/normalise.h"
#include "handlers/turn/turn.h"

enum { STANDS = 10 * MS_MINUTE, CHARACTER = 3, SAID_MOST = 20 * CHARACTER };

/* A question of its own, or the pages of a list, go on. */
static bool other_stands(const struct turn *t)
{
	const char *c = t->conv.context_until > t->now ? t->conv.context : NULL;

	return c && (strcmp(c, "quiz") == 0 || strcmp(c, "list") == 0);
}

void listed_add(struct turn *t, struct str number, struct str words)
{
	cJSON *memo = turn_memo(t, "listed"), *one = cJSON_CreateObject();

	if (!memo || json_int(memo, "at", 0) != t->now) {
		memo = cJSON_CreateObject();
		cJSON_AddNumberToObject(memo, "at", (double)t->now);
		cJSON_AddArrayToObject(memo, "items");
		turn_remember(t, "listed", memo);
		if (!other_stands(t))
			turn_expect(t, "listed", STANDS);
	}
	json_put(one, "number", number);
	json_put(one, "words", words);
	cJSON_AddItemToArray(cJSON_GetObjectItemCaseSensitive(memo, "items"), one);
}

/* "A-7 …": the bytes of its number; 0: there is none. */
static size_t number_of(struct str line)
{
	size_t n = 2;

	if (line.n < 3 || line.p[0] < 'A' || line.p[0] > 'Z' || line.p[1] != '-')
		return 0;
	while (n < line.n && line.p[n] >= '0' && line.p[n] <= '9')
		n++;
	return n > 2 ? n : 0;
}

void listed_line(struct turn *t, struct str line)
{
	size_t n = number_of(line);

	if (n)
		listed_add(t, str_sub(line, 0, n), str_trim(str_sub(line, n, line.n)));
}

static cJSON *items(struct turn *t)
{
	cJSON *memo = turn_memo(t, "listed");

	return t->now - json_int(memo, "at", 0) < STANDS ? cJSON_GetObjectItemCaseSensitive(memo, "items") : NULL;
}

/* As if the number had been said where the place in the list was. */
static void hear_number(struct turn *t, const cJSON *item, struct str head, struct str rest)
{
	struct str number = json_str(item, "number");

	turn_hear(t, arena_printf(t->arena, STR_FMT "%s" STR_FMT "%s" STR_FMT, STR_ARG(head), head.n ? " " : "",
				  STR_ARG(number), rest.n ? " " : "", STR_ARG(rest)));
}

static void pick(struct turn *t)
{
	cJSON *all = items(t);
	int64_t place = 0;
	int n = cJSON_GetArraySize(all);

	if (str_int(slots_get(&t->slots, "pick"), 1, n, &place))
		hear_number(t, cJSON_GetArrayItem(all, (int)place - 1), slots_get(&t->slots, "head"),
			    slots_get(&t->slots, "rest"));
	else
		turn_say(t, "menu.unknown", FILL("count", arena_printf(t->arena, "%d", n)));
}

bool listed_takes(struct turn *t)
{
	cJSON *all = items(t), *one, *best = NULL;
	size_t most = 2 * CHARACTER - 1;

	if (t->u.said.n > SAID_MOST)
		return false;
	cJSON_ArrayForEach(one, all)
	{
		size_t n = str_shared(normalise(json_str(one, "words"), t->arena), t->u.said);

		if (n == most)
			best = NULL; /* it fits two of them */
		if (n > most) {
			most = n;
			best = one;
		}
	}
	if (!best)
		return false;
	hear_number(t, best, NO_STR, NO_STR);
	return true;
}

const struct handler listed_handlers[] = {
	{ .intent = "listed.pick", .run = pick },
	{ 0 },
};
