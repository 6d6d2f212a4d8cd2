/* conversation.c - what was being said, between two messages: as sealed JSON. */
#include "store/messages/conversation.h"

#include <string.h>

#include "handlers/turn/turn.h"

static struct form_state read_form(struct turn *t, const cJSON *saved)
{
	struct form_state form = { 0 };

	if (saved)
		form_restore(t->world->pack, saved, t->arena, &form);
	return form;
}

/* Before there could be several it was one, and no array. */
static void read_parked(struct turn *t, const cJSON *saved, struct conversation *c)
{
	const cJSON *one;
	size_t n = 0;

	if (!cJSON_IsArray(saved)) {
		c->parked[0] = read_form(t, saved);
		return;
	}
	cJSON_ArrayForEach(one, saved)
	{
		c->parked[n] = read_form(t, one);
		if (c->parked[n].form && ++n == PARKED)
			return;
	}
}

void conversation_read(struct turn *t, int64_t chat, struct conversation *c)
{
	*c = (struct conversation){ 0 };
	if (!chat || !t->who.id)
		return;
	struct str saved = conversation_load(t->db, chat, t->who.id, t->arena), why;

	if (!saved.p)
		return;
	cJSON *tree = json_parse(saved, t->arena, &why);

	if (!tree)
		return; /* written by us, opened by the seal: cannot be; an empty start is the safe answer */
	c->form = read_form(t, cJSON_GetObjectItemCaseSensitive(tree, "form"));
	read_parked(t, cJSON_GetObjectItemCaseSensitive(tree, "parked"), c);
	struct str context = json_str(tree, "context");

	c->context = context.p ? arena_cstr(t->arena, context) : NULL;
	c->context_until = json_int(tree, "until", 0);
	c->answered_at = json_int(tree, "answered", 0);
	c->memo = cJSON_DetachItemFromObjectCaseSensitive(tree, "memo");
	cJSON_Delete(tree);
}

void conversation_write(struct turn *t, int64_t chat, struct conversation *c)
{
	cJSON *tree = cJSON_CreateObject();

	if (c->form.form)
		cJSON_AddItemToObject(tree, "form", form_save(&c->form));
	cJSON *parked = cJSON_AddArrayToObject(tree, "parked");

	for (size_t i = 0; i < PARKED && c->parked[i].form; i++)
		cJSON_AddItemToArray(parked, form_save(&c->parked[i]));
	if (c->context && c->context_until > t->now) {
		json_put(tree, "context", str_c(c->context));
		cJSON_AddNumberToObject(tree, "until", (double)c->context_until);
	}
	if (c->answered_at)
		cJSON_AddNumberToObject(tree, "answered", (double)c->answered_at);
	if (c->memo && c->memo->child)
		cJSON_AddItemToObject(tree, "memo", cJSON_Duplicate(c->memo, true));
	conversation_save(t->db, chat, t->who.id, json_print(tree, t->arena), t->now);
	cJSON_Delete(tree);
	c->changed = false;
}

void conversation_park(struct conversation *c)
{
	memmove(c->parked + 1, c->parked, (PARKED - 1) * sizeof *c->parked);
	c->parked[0] = c->form;
	c->form = (struct form_state){ 0 };
	c->changed = true;
}

void conversation_unpark(struct conversation *c)
{
	c->form = c->parked[0];
	memmove(c->parked, c->parked + 1, (PARKED - 1) * sizeof *c->parked);
	c->parked[PARKED - 1] = (struct form_state){ 0 };
	c->changed = true;
}

void conversation_leave(struct db *db, int64_t chat, int64_t person, const struct conversation_left *left, ms_t now,
			struct arena *a)
{
	struct str saved = conversation_load(db, chat, person, a), why;
	cJSON *tree = saved.p ? json_parse(saved, a, &why) : NULL, *memo;

	if (!tree)
		tree = cJSON_CreateObject();
	memo = cJSON_GetObjectItemCaseSensitive(tree, "memo");
	if (!memo)
		memo = cJSON_AddObjectToObject(tree, "memo");
	cJSON_DeleteItemFromObjectCaseSensitive(memo, left->memo);
	cJSON_AddItemToObject(memo, left->memo, left->value);
	if (left->context && (left->insists || json_int(tree, "until", 0) <= now)) {
		cJSON_DeleteItemFromObjectCaseSensitive(tree, "context");
		cJSON_DeleteItemFromObjectCaseSensitive(tree, "until");
		json_put(tree, "context", str_c(left->context));
		cJSON_AddNumberToObject(tree, "until", (double)left->until);
	}
	conversation_save(db, chat, person, json_print(tree, a), now);
	cJSON_Delete(tree);
}

void turn_expect(struct turn *t, const char *context, ms_t how_long)
{
	t->conv.context = context;
	t->conv.context_until = t->now + how_long;
	t->conv.changed = true;
}

cJSON *turn_memo(struct turn *t, const char *name)
{
	return cJSON_GetObjectItemCaseSensitive(t->conv.memo, name);
}

void turn_remember(struct turn *t, const char *name, cJSON *value)
{
	if (!t->conv.memo)
		t->conv.memo = cJSON_CreateObject();
	cJSON_DeleteItemFromObjectCaseSensitive(t->conv.memo, name);
	if (value)
		cJSON_AddItemToObject(t->conv.memo, name, value);
	t->conv.changed = true;
}
