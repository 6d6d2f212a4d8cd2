/* form.c - [form] sections. */
#include <string.h>

#include "dialogs/build/internal.h"

static bool field_setting(struct pack *p, struct field *f, const struct entry *e, struct problems *wrong)
{
	int64_t n;

	if (strcmp(e->key, "slot") == 0) {
		f->slot = str_is(e->value, "said") ? NULL : pack_slot(p, e->value);
		if (f->slot)
			f->slot->uses++;
		else if (!str_is(e->value, "said"))
			entry_wrong(wrong, e, "there is no such [slot]; \"said\" is the message itself");
	} else if (strcmp(e->key, "ask") == 0) {
		f->ask = e->value.p;
	} else if (strcmp(e->key, "why") == 0) {
		f->why = e->value.p;
	} else if (strcmp(e->key, "refuse") == 0) {
		f->refuse = e->value.p;
	} else if (strcmp(e->key, "buttons") == 0) {
		f->buttons = e->value.p;
	} else if (strcmp(e->key, "default") == 0) {
		f->fallback = e->value;
	} else if (strcmp(e->key, "optional") == 0) {
		entry_yes(wrong, e, &f->optional);
	} else if (strcmp(e->key, "consent") == 0) {
		entry_purpose(wrong, e, &f->consent);
	} else if (strcmp(e->key, "enough") == 0) {
		if (str_int(e->value, 1, 1000, &n))
			f->enough = (size_t)n;
		else
			entry_wrong(wrong, e, "a number of characters");
	} else if (strcmp(e->key, "about") == 0) {
		pattern_make(p, e->value, e->at, 0, &f->about, wrong);
	} else {
		return false;
	}
	return true;
}

/* "category=pay,penalty" or "category!=pay,penalty" */
static void field_when(struct pack *p, struct field *f, const struct entry *e, struct problems *wrong)
{
	ptrdiff_t eq = str_find(e->value, STR("="));

	if (eq < 1 || (eq == 1 && e->value.p[0] == '!')) {
		entry_wrong(wrong, e, "slot=value,value or slot!=value,value");
		return;
	}
	f->when_not = e->value.p[eq - 1] == '!';
	f->when_slot = arena_cstr(p->arena, str_trim(str_sub(e->value, 0, (size_t)eq - f->when_not)));
	f->when_values = arena_printf(p->arena, "," STR_FMT ",",
				      STR_ARG(str_trim(str_sub(e->value, (size_t)eq + 1, e->value.n))));
}

static void field_new(struct pack *p, struct form *f, const struct entry *e, struct problems *wrong)
{
	struct field *x = &f->fields[f->n_fields++];

	*x = (struct field){ .name = e->value.p, .at = e->at, .enough = 1, .consent = f->consent };
	x->slot = pack_slot(p, e->value);
	if (!name_is_fine(x->name))
		entry_wrong(wrong, e, "a field's name has a-z 0-9 _ .");
	for (size_t i = 0; i + 1 < f->n_fields; i++)
		if (strcmp(f->fields[i].name, x->name) == 0)
			entry_wrong(wrong, e, "this field is there already");
}

static void form_setting(struct pack *p, struct form *f, const struct entry *e, struct problems *wrong)
{
	int64_t n;

	if (strcmp(e->key, "private") == 0)
		entry_yes(wrong, e, &f->private);
	else if (strcmp(e->key, "consent") == 0)
		entry_purpose(wrong, e, &f->consent);
	else if (strcmp(e->key, "expires") == 0) {
		if (str_int(e->value, 1, 24 * 30, &n))
			f->expires = n * MS_HOUR;
		else
			entry_wrong(wrong, e, "hours, from 1 to 720");
	} else if (strcmp(e->key, "amend") == 0) {
		if (str_int(e->value, 1, 24 * 60, &n))
			f->amend = n * MS_MINUTE;
		else
			entry_wrong(wrong, e, "minutes, from 1 to 1440");
	} else if (strcmp(e->key, "confirm") == 0)
		f->confirm = e->value.p;
	else if (strcmp(e->key, "confirm_buttons") == 0)
		f->confirm_buttons = e->value.p;
	else if (strcmp(e->key, "absorbs") == 0)
		f->absorbs = arena_printf(p->arena, " " STR_FMT " ", STR_ARG(e->value));
	else if (f->n_fields == 0)
		entry_wrong(
			wrong, e,
			"before the first field= stand private consent expires amend confirm confirm_buttons absorbs");
	else
		entry_wrong(wrong, e,
			    "a field has slot ask why refuse buttons default optional enough about when consent");
}

/* A field needs a slot of its own name, or slot=. */
static void field_end(const struct field *x, bool filled, struct problems *wrong)
{
	if (!filled)
		problem(wrong, x->at.file, x->at.line,
			"field %s has no slot: there is no [slot %s]; say slot=", x->name, x->name);
}

void build_form(struct pack *p, const struct section *s, struct form *f, struct problems *wrong)
{
	struct field *now = NULL;
	bool filled = false;

	*f = (struct form){ .name = s->name, .pack = p, .at = s->at, .expires = 24 * (ms_t)MS_HOUR };
	f->fields = arena_array(p->arena, struct field, s->n);
	for (size_t i = 0; i < s->n; i++) {
		const struct entry *e = &s->v[i];

		if (strcmp(e->key, "field") == 0) {
			if (now)
				field_end(now, filled, wrong);
			field_new(p, f, e, wrong);
			now = &f->fields[f->n_fields - 1];
			filled = now->slot;
		} else if (now && strcmp(e->key, "when") == 0) {
			field_when(p, now, e, wrong);
		} else if (now && field_setting(p, now, e, wrong)) {
			filled |= strcmp(e->key, "slot") == 0;
		} else {
			form_setting(p, f, e, wrong);
		}
	}
	if (now)
		field_end(now, filled, wrong);
	else
		problem(wrong, s->at.file, s->at.line, "[form %s] has no field=", s->name);
}
