/* same.c - records that may be of one person: two of the staff decide. */
#include <inttypes.h>

#include "handlers/approval/approve.h"
#include "handlers/talk/list.h"
#include "handlers/turn/mask.h"
#include "handlers/person/staff.h"
#include "handlers/talk/who.h"
#include "store/person/person.h"
#include "store/register/profile.h"
#include "store/register/roster.h"

static struct str record(struct turn *t, int64_t person)
{
	struct str phone = profile_load(t->db, person, t->arena).phone, label = who_label(t, person);
	struct str from = person_channels(t->db, person, t->arena);
	struct fill fills[] = { FILL("who", label.p ? label : turn_phrase(t, PHRASE("approve.nameless"), NULL, 0)),
				FILL("phone", phone.n ? mask_phone(phone, t->arena)
						      : turn_phrase(t, PHRASE("form.nothing"), NULL, 0)),
				FILL("from", from.n ? from : turn_phrase(t, PHRASE("pair.from_list"), NULL, 0)) };

	return turn_phrase(t, PHRASE("pair.record"), fills, 3);
}

static const char *why_phrase(const char *why)
{
	struct str s = str_c(why);

	if (str_is(s, "phone"))
		return PHRASE("pair.why.phone");
	return str_is(s, "name+site") ? PHRASE("pair.why.site") : PHRASE("pair.why.street");
}

void person_pairs(struct turn *t)
{
	struct pair pairs[LIST_MAX];
	struct str lines[LIST_MAX];
	size_t n = roster_pairs(t->db, pairs, LIST_MAX, t->arena);

	for (size_t i = 0; i < n && i < LIST_MAX; i++)
		lines[i] = turn_phrase(t, PHRASE("pair.line"),
				       FILLS_(FILL("n", arena_printf(t->arena, "%" PRId64, pairs[i].id)),
					      FILL("a", record(t, pairs[i].a)), FILL("b", record(t, pairs[i].b)),
					      FILL("why", turn_phrase(t, why_phrase(pairs[i].why), NULL, 0))),
				       4);
	if (!n) {
		turn_say(t, "pair.none", FILL("name", t->who.name));
		return;
	}
	turn_say(t, "pair.head", FILL("n", arena_printf(t->arena, "%zu", n)));
	list_say(t, lines, n);
}

/* The pair whose number was said; false: there is none, and that is said. */
static bool pair_said(struct turn *t, struct pair *pair)
{
	int64_t id = 0;

	if (str_int(slots_get(&t->slots, "pair"), 1, INT64_MAX, &id) && roster_pair(t->db, id, pair, t->arena))
		return true;
	turn_say(t, "pair.unknown", FILL("name", t->who.name));
	return false;
}

void person_unlike(struct turn *t)
{
	struct pair pair;

	if (!pair_said(t, &pair))
		return;
	roster_refuse(t->db, pair.id, t->who.uid, t->now, t->arena);
	turn_say(t, "pair.refused", FILL("n", slots_get(&t->slots, "pair")));
}

static void propose(struct turn *t, int64_t keep, int64_t gone, const char *what)
{
	approve_propose(t, (struct approval){ .kind = STR("merge"), .a = keep, .b = gone, .what = str_c(what) });
}

/* "两个刘敏": exactly two bear the name. */
static bool namesakes(struct turn *t, int64_t *a, int64_t *b)
{
	struct str part = slots_get(&t->slots, "who");
	struct person_match m;

	if (!person_named_in(t->db, part.n ? part : t->m->text, &m, t->arena)) {
		turn_say(t, "who.none", FILL("name", t->who.name));
		return false;
	}
	if (m.n != 2) {
		turn_say(t, "pair.not_two", FILL("name", m.name));
		return false;
	}
	*a = m.ids[0];
	*b = m.ids[1];
	return true;
}

void person_join(struct turn *t)
{
	struct pair pair = { 0 };
	int64_t keep, gone;

	if (slots_get(&t->slots, "pair").n) {
		if (!pair_said(t, &pair))
			return;
	} else if (slots_get(&t->slots, "first").n && slots_get(&t->slots, "second").n) {
		gone = person_in_slot(t, "first", 0); /* the first goes into the second */
		keep = gone ? person_in_slot(t, "second", 1) : 0;
		if (keep && slots_get(&t->slots, "either").n && roster_stays(t->db, gone, keep)) {
			int64_t first = gone; /* "张三和李四": which of them is ours to say */

			gone = keep;
			keep = first;
		}
		if (keep && keep == gone)
			turn_say(t, "pair.the_same", FILL("name", t->who.name));
		else if (keep)
			propose(t, keep, gone, "");
		return;
	} else if (!namesakes(t, &pair.a, &pair.b)) {
		return;
	}
	if (roster_stays(t->db, pair.a, pair.b))
		propose(t, pair.a, pair.b, "");
	else
		propose(t, pair.b, pair.a, "");
}

/* The record from before keeps everything but its ids; the newer one is how he writes now. */
void person_lost(struct turn *t)
{
	int64_t a = 0, b = 0;

	if (slots_get(&t->slots, "second").n) { /* the new one goes by another name */
		a = person_in_slot(t, "who", 0);
		b = a ? person_in_slot(t, "second", 1) : 0;
		if (b && a != b)
			propose(t, a, b, "lost");
		return;
	}
	if (!namesakes(t, &a, &b))
		return;
	propose(t, a < b ? a : b, a < b ? b : a, "lost");
}
