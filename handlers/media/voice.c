/* voice.c - a voice message that nobody has put into writing: kept, numbered, and
 * handed to a person who listens. */
#include "store/media/voice.h"

#include <string.h>

#include "handlers/case/case.h"
#include "handlers/media/media.h"
#include "handlers/turn/turn.h"

bool voice_alone(struct turn *t)
{
	if (t->m->voice.p)
		case_from_voice(t);
	return t->m->voice.p;
}

static void add_to_matter(struct turn *t)
{
	struct str mark = turn_phrase(t, PHRASE("voice.text"), NULL, 0), said = t->conv.form.said;

	voice_add(t->db, t->chat.id, t->who.id, 0, t->m->voice, t->now);
	t->conv.form.said = said.n ? arena_printf(t->arena, STR_FMT "\n" STR_FMT, STR_ARG(said), STR_ARG(mark)) : mark;
	t->conv.form.touched = t->now;
	turn_say(t, "voice.kept", FILL("name", t->who.name));
}

/* A case takes it; what other forms ask has to be read. */
bool voice_in_form(struct turn *t)
{
	const struct form_state *f = &t->conv.form;

	if (!t->m->voice.p || t->m->n_photos || t->m->position || turn_is_group(t) || !f->form || !f->asked ||
	    strcmp(f->asked, "done") == 0)
		return false;
	t->conv.changed = true;
	const struct handler *h = handler_for(f->form);

	if (h && h->flags & HANDLER_CASE)
		add_to_matter(t);
	else
		turn_say(t, "voice.alone", FILL("name", t->who.name));
	return true;
}
