/* wake.c - group manners. */
#include "dialogs/match/wake.h"

#include <string.h>

static bool is(const char *intent, const char *name)
{
	return strcmp(intent, name) == 0;
}

enum wake wake_decide(const struct message *m, const struct understanding *u, const struct wake_facts *f)
{
	if (m->from_bot)
		return WAKE_SILENT;
	if (m->type == CHAT_PRIVATE)
		return WAKE_CALLED;
	if (m->mentions_bot || m->replies_to_bot || m->button.p)
		return f->form_here ? WAKE_FORM : WAKE_CALLED;
	if (m->mentions_other)
		return WAKE_SILENT; /* somebody else is spoken to */
	if (f->form_here)
		return WAKE_FORM;
	if (is(u->intent, "none"))
		return WAKE_SILENT; /* also by name: talked about, not asked */
	if (u->by_name)
		return WAKE_CALLED;
	if (f->mode != GROUP_OPEN)
		return WAKE_SILENT;
	/* The sentence right after our answer goes on with it; thanks need no echo. */
	if (f->just_answered && !is(u->intent, "greeting"))
		return WAKE_CALLED;
	return u->uncalled && f->uncalled_left > 0 ? WAKE_UNCALLED : WAKE_SILENT;
}

bool wake_is_ambient(const struct message *m, const struct wake_facts *f)
{
	return m->type == CHAT_GROUP && !m->mentions_bot && !m->replies_to_bot && !m->button.p && !f->form_here &&
	       !(f->just_answered && f->mode == GROUP_OPEN);
}
