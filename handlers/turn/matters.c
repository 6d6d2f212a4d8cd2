/* matters.c - a message that holds two matters: the first is dealt with, the others
 * wait in the conversation until nothing is being asked. */
#include "dialogs/form/matters.h"

#include <string.h>

#include "handlers/turn/turn.h"

enum { WAITS = MS_DAY };

static bool asking(const struct turn *t)
{
	const struct form_state *f = &t->conv.form;

	return f->form && f->asked && strcmp(f->asked, "done") != 0;
}

void matters_take_apart(struct turn *t)
{
	struct matter found[MATTERS_MAX];
	struct heard h = turn_heard(t);

	if (!t->called || t->m->button.p || !t->m->text.n || t->u.rule == NULL || strcmp(t->u.rule, "menu") == 0)
		return;
	size_t n = matters_split(t->world->pack, &h, &t->u, asking(t) ? &t->conv.form : NULL, t->arena, found);

	if (n < 2)
		return;
	struct message *m = arena_one(t->arena, struct message);
	cJSON *memo = cJSON_CreateObject(), *texts = cJSON_AddArrayToObject(memo, "texts");

	*m = *t->m;
	m->text = found[0].text;
	found[0].u.by_name |= t->u.by_name;
	t->m = m;
	t->u = found[0].u;
	for (size_t i = 1; i < n; i++)
		cJSON_AddItemToArray(texts, cJSON_CreateString(arena_cstr(t->arena, found[i].text)));
	cJSON_AddNumberToObject(memo, "at", (double)t->now);
	turn_remember(t, "matters", memo);
}

/* The text that waits first, taken out; absent: none. */
static struct str next(struct turn *t)
{
	cJSON *memo = turn_memo(t, "matters"), *texts = cJSON_GetObjectItemCaseSensitive(memo, "texts");
	cJSON *one = cJSON_DetachItemFromArray(texts, 0);
	bool late = t->now - json_int(memo, "at", 0) > WAITS;
	struct str text = cJSON_IsString(one) && !late ? arena_str(t->arena, str_c(one->valuestring)) : NO_STR;

	cJSON_Delete(one);
	if (memo && (late || cJSON_GetArraySize(texts) == 0))
		matters_drop(t);
	return text;
}

void matters_go_on(struct turn *t)
{
	struct str text;

	if (!turn_memo(t, "matters"))
		return;
	for (int i = 0; i < MATTERS_MAX && !asking(t) && (text = next(t)).p; i++) {
		t->conv.form = (struct form_state){ 0 }; /* complete: it is not interrupted */
		t->conv.changed = true;
		turn_say(t, "matter.next", FILL("name", t->who.name));
		turn_hear(t, text);
	}
}

void matters_drop(struct turn *t)
{
	if (turn_memo(t, "matters"))
		turn_remember(t, "matters", NULL);
}
