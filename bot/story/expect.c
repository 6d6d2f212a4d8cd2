/* expect.c - what a reader would notice, checked. */
#include <ctype.h>
#include <string.h>

#include "bot/base/buf.h"
#include "bot/story/world.h"

/* Eleven digits that begin with 1, alone. */
static bool has_phone(struct str text)
{
	size_t run = 0;

	for (size_t i = 0; i <= text.n; i++) {
		if (i < text.n && isdigit((unsigned char)text.p[i])) {
			run++;
			continue;
		}
		if (run == 11 && text.p[i - 11] == '1')
			return true;
		run = 0;
	}
	return false;
}

static bool has_button(const struct reply *r, struct str label)
{
	for (size_t i = 0; i < r->n_buttons; i++)
		if (str_eq(r->buttons[i].text, label))
			return true;
	return false;
}

static bool fits(const struct delivery *d, const struct fact *f, struct str text)
{
	switch (f->kind) {
	case FACT_HAS:
	case FACT_HAS_NOT:
		return str_has(d->reply.text, text);
	case FACT_BUTTON:
		return has_button(&d->reply, text);
	case FACT_NO_PHONE:
		return has_phone(d->reply.text);
	case FACT_PHOTO:
		return d->reply.photo > 0;
	}
	return false;
}

static void show_heard(struct story_world *w)
{
	if (w->heard == w->platform.n)
		fputs("#   what came: nothing\n", w->out);
	for (size_t i = w->heard; i < w->platform.n; i++) {
		const struct delivery *d = &w->platform.deliveries[i];
		struct str rest = d->reply.text, line;

		fprintf(w->out, "#   what came: %s " STR_FMT " to " STR_FMT ":\n", d->type == CHAT_GROUP ? "群" : "私",
			STR_ARG(d->chat), STR_ARG(d->to_name));
		while (str_split(&rest, '\n', &line))
			fprintf(w->out, "#     | " STR_FMT "\n", STR_ARG(line));
		for (size_t b = 0; b < d->reply.n_buttons; b++)
			fprintf(w->out, "#     [" STR_FMT "]\n", STR_ARG(d->reply.buttons[b].text));
	}
}

static bool same_chat(const struct delivery *d, bool group, struct str chat)
{
	return (d->type == CHAT_GROUP) == group && str_eq(d->chat, chat);
}

/* A fact to be found must be in some reply to the chat; a fact to be missed in none. */
static bool fact_holds(struct story_world *w, const struct fact *f, bool group, struct str chat)
{
	struct str text = world_expand(w, f->text);
	bool found = false;

	for (size_t i = w->heard; i < w->platform.n; i++)
		if (same_chat(&w->platform.deliveries[i], group, chat))
			found |= fits(&w->platform.deliveries[i], f, text);
	return f->kind == FACT_HAS_NOT || f->kind == FACT_NO_PHONE ? !found : found;
}

void world_expect(struct story_world *w, const struct step *s)
{
	struct str chat = s->group ? s->place : world_person(w, s->who);
	int n = 0;

	for (size_t i = w->heard; i < w->platform.n; i++)
		n += same_chat(&w->platform.deliveries[i], s->group, chat);
	if (s->count >= 0 ? n != s->count : n == 0) {
		if (s->count >= 0)
			world_fail(w, "expected %d, came %d", s->count, n);
		else
			world_fail(w, "nothing came");
		show_heard(w);
		return;
	}
	for (const struct fact *f = s->facts; f; f = f->next) {
		if (fact_holds(w, f, s->group, chat))
			continue;
		world_fail(w, "%s " STR_FMT " does not hold",
			   f->kind == FACT_NO_PHONE  ? "无电话"
			   : f->kind == FACT_HAS_NOT ? "不含"
			   : f->kind == FACT_BUTTON  ? "按钮"
			   : f->kind == FACT_PHOTO   ? "带图"
						     : "含",
			   STR_ARG(f->text));
		show_heard(w);
		return;
	}
}

void world_silence(struct story_world *w)
{
	if (w->heard == w->platform.n)
		return;
	world_fail(w, "it was not silent");
	show_heard(w);
}

void world_query(struct story_world *w, const struct step *s)
{
	struct str sql = world_expand(w, s->text), expected = world_expand(w, s->expected), got = NO_STR;

	if (!db_ask(w->core.db, sql, w->arena, &got))
		world_fail(w, "the query fails: " STR_FMT, STR_ARG(got));
	else if (!str_eq(got, expected))
		world_fail(w, "expected " STR_FMT ", is " STR_FMT, STR_ARG(expected), STR_ARG(got));
	db_rollback(w->core.db); /* clears an error */
}
