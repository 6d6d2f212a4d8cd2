/* facts.c - a case as a department sees it on a page or on paper. */
#include "handlers/case/staff/facts.h"

#include "dialogs/pack/labels.h"
#include "handlers/turn/mask.h"
#include "store/case/desk.h"
#include "store/keep/consent.h"
#include "store/media/photo.h"

/* What of the timeline is for a department; the rest is the office's. */
static bool for_departments(struct str event)
{
	static const char *const all[] = { "assigned", "returned",  "extended", "progress", "added",
					   "answered", "adopted",   "declined", "reopened", "reason",
					   "restored", "withdrawn", "closed",	"merged" };

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (str_is(event, all[i]))
			return true;
	return false;
}

static struct str word(const struct turn_world *w, const char *name, struct arena *a)
{
	return phrase(w->pack, name, 0, NULL, 0, a);
}

/* No names of staff, and nothing of those who only wait for it. */
static struct str who(const struct turn_world *w, const struct case_info *c, const struct desk_event *e,
		      struct arena *a)
{
	if (e->department.n)
		return e->department;
	if (!e->person)
		return STR("");
	if (e->person == c->person || e->person == c->on_behalf)
		return word(w, PHRASE("case.event.reporter"), a);
	return str_is(e->event, "added") ? word(w, PHRASE("case.event.supporter"), a)
					 : word(w, PHRASE("facts.office"), a);
}

static struct str what(const struct turn_world *w, const struct desk_event *e, struct arena *a)
{
	struct str label = pack_label(w->pack, "case_event", e->event), detail = NO_STR;

	if (str_is(e->event, "answered"))
		detail = pack_label(w->pack, "outcome", e->detail);
	else if (str_is(e->event, "assigned") || str_is(e->event, "extended"))
		detail = e->detail;
	return detail.n ? arena_printf(a, STR_FMT " " STR_FMT, STR_ARG(label), STR_ARG(detail)) : label;
}

static void add_events(const struct turn_world *w, struct case_facts *f, struct arena *a)
{
	struct desk_event *v = arena_array(a, struct desk_event, FACTS_EVENTS);
	size_t n = desk_events(w->db, f->c.number, v, FACTS_EVENTS, a);

	f->events = arena_array(a, struct fact_event, n);
	for (size_t i = 0; i < n; i++)
		if (for_departments(v[i].event))
			f->events[f->n_events++] = (struct fact_event){
				.at = v[i].at,
				.who = who(w, &f->c, &v[i], a),
				.what = what(w, &v[i], a),
				.text = v[i].text.n ? mask_numbers(v[i].text, a) : NO_STR,
			};
}

static struct str named(const struct turn_world *w, const struct case_info *c, struct arena *a)
{
	if (c->anonymous || !c->person || !consent_holds(w->db, c->person, "passing_on"))
		return NO_STR;
	return person_load(w->db, c->person, a).name;
}

struct case_facts case_facts(const struct turn_world *w, int64_t number, struct arena *a)
{
	struct case_facts f = { .c = case_load(w->db, number, a) };

	if (!f.c.number)
		return f;
	f.kind = case_kind(w, f.c.kind);
	f.what = case_category(w, f.c.kind, f.c.category);
	f.standing = pack_label(w->pack, "case_standing", f.c.state);
	f.name = named(w, &f.c, a);
	f.text = mask_numbers(case_text(w->db, number, a), a);
	f.helpers = desk_helpers(w->db, number, a);
	f.outcome = f.c.outcome.n ? pack_label(w->pack, "outcome", f.c.outcome) : NO_STR;
	f.answer = f.c.outcome.n ? case_answer(w->db, number, a) : NO_STR;
	if (f.answer.n)
		f.answer = mask_numbers(f.answer, a);
	f.n_photos = photo_of_case(w->db, number, f.photos, FACTS_PHOTOS);
	f.version = desk_version(w->db, number);
	add_events(w, &f, a);
	return f;
}
