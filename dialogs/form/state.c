/* state.c - a form's state as JSON, by names: a reloaded pack finds again
 * what it still knows. */
#include <string.h>

#include "bot/base/json.h"
#include "dialogs/form/internal.h"
#include "dialogs/pack/labels.h"

cJSON *form_save(const struct form_state *s)
{
	cJSON *tree = cJSON_CreateObject(), *slots = cJSON_AddObjectToObject(tree, "slots");

	json_put(tree, "form", str_c(s->form));
	json_put(tree, "asked", str_c(s->asked));
	for (size_t i = 0; i < s->slots.n; i++)
		json_put(slots, s->slots.v[i].name, s->slots.v[i].value);
	json_put(tree, "said", s->said);
	json_put(tree, "passed", s->passed);
	cJSON_AddNumberToObject(tree, "began", (double)s->began);
	cJSON_AddNumberToObject(tree, "touched", (double)s->touched);
	cJSON_AddNumberToObject(tree, "tries", s->tries);
	return tree;
}

static bool filled(const struct fill *v, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(v[i].name, name) == 0)
			return true;
	return false;
}

size_t form_fills(const struct pack *p, const struct form_state *s, struct arena *a, struct fill *out, size_t room)
{
	const struct form *form = pack_form(p, s->form);
	size_t n = 0;

	for (size_t i = 0; form && i < form->n_fields && n < room; i++) {
		const struct slot_def *d = form->fields[i].slot;
		struct str v = d ? slots_get(&s->slots, d->as) : NO_STR;

		if (d)
			out[n++] = (struct fill){ d->as, v.n ? pack_label(p, d->name, v)
							     : phrase(p, "form.nothing", 0, NULL, 0, a) };
	}
	for (size_t i = 0; i < s->slots.n && n < room; i++)
		if (!filled(out, n, s->slots.v[i].name))
			out[n++] = (struct fill){ s->slots.v[i].name, s->slots.v[i].value };
	return n;
}

static struct str copied(const cJSON *tree, const char *key, struct arena *a)
{
	struct str s = json_str(tree, key);

	return s.p ? arena_str(a, s) : NO_STR;
}

/* The name as the program or the pack keeps it, which outlives the tree. */
static const char *asked_name(const struct form *form, struct str asked)
{
	static const char *const own[] = { "confirm", "expired", "done" };

	for (size_t i = 0; i < sizeof own / sizeof own[0]; i++)
		if (str_is(asked, own[i]))
			return own[i];
	for (size_t i = 0; form && i < form->n_fields; i++)
		if (str_is(asked, form->fields[i].name))
			return form->fields[i].name;
	return NULL;
}

void form_restore(const struct pack *p, const cJSON *tree, struct arena *a, struct form_state *s)
{
	struct str name = json_str(tree, "form");
	const cJSON *slots = cJSON_GetObjectItemCaseSensitive(tree, "slots"), *one;
	const struct form *form = name.p ? pack_form(p, arena_cstr(a, name)) : NULL;

	*s = (struct form_state){
		.form = form ? form->name : NULL,
		.asked = asked_name(form, json_str(tree, "asked")),
		.said = copied(tree, "said", a),
		.passed = copied(tree, "passed", a),
		.began = json_int(tree, "began", 0),
		.touched = json_int(tree, "touched", 0),
		.tries = (int)json_int(tree, "tries", 0),
	};
	cJSON_ArrayForEach(one, slots) if (one->string && cJSON_IsString(one))
		slots_set(&s->slots, arena_strdup(a, one->string), arena_str(a, str_c(one->valuestring)));
}
