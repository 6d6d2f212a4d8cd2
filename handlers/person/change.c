/* change.c - what staff put right in a person's entry: who left, who changed site or
 * platform; and what needs two: deleting for people, taking everybody's numbers out. */
#include "dialogs/words/times.h"
#include "handlers/approval/approve.h"
#include "handlers/person/card.h"
#include "handlers/talk/dates.h"
#include "handlers/turn/notice.h"
#include "handlers/person/staff.h"
#include "handlers/talk/who.h"

void person_left(struct turn *t)
{
	int64_t person = person_in_slot(t, "who", 0);

	if (!person)
		return;
	struct fill fills[] = { FILL("who", who_label(t, person)),
				FILL("date", date_words(local_day(t->now), t->arena)) };

	if (!profile_leave(t->db, person, t->who.uid, t->now)) {
		turn_say_n(t, PHRASE("person.change.not_on_roster"), fills, 1);
		return;
	}
	turn_say_n(t, PHRASE("person.change.left"), fills, 2);
	turn_tell_n(t, person, NOTICE_AWAITED, STR("roster"), PHRASE("person.tell.left"), NULL, 0);
}

void person_moved(struct turn *t)
{
	int64_t person = person_in_slot(t, "who", 0);
	struct str platform = slots_get(&t->slots, "platform");
	struct profile p = { .platform = platform,
			     .trade = platform.n ? slots_get(&t->slots, "trade") : NO_STR,
			     .site = slots_get(&t->slots, "site") };

	if (!person)
		return;
	struct fill who = FILL("who", who_label(t, person));

	if (!profile_load(t->db, person, t->arena).registered)
		turn_say_n(t, PHRASE("person.change.not_on_roster"), &who, 1);
	else if (!profile_save(t->db, person, t->who.uid, &p, t->now, t->arena))
		turn_say_n(t, PHRASE("person.change.same"), &who, 1);
	else {
		p = profile_load(t->db, person, t->arena);
		struct fill card = FILL("card", card_words(t, &p));

		turn_say_n(t, PHRASE("person.change.moved"), &card, 1);
		turn_tell_n(t, person, NOTICE_AWAITED, STR("roster"), PHRASE("person.tell.moved"), &card, 1);
	}
}

/* Everybody who is named in the list "张三、李四 王五"; false: somebody is not clear, and that is said. */
static bool named(struct turn *t, struct str list, struct str *uids)
{
	struct person_match m;

	*uids = STR("");
	while (person_named_in(t->db, list, &m, t->arena)) {
		size_t at = (size_t)str_find(list, m.name);

		if (m.n != 1) {
			turn_say(t, "person.delete.which", FILL("name", m.name));
			return false;
		}
		struct person p = person_load(t->db, m.ids[0], t->arena);

		if (p.staff) {
			turn_say(t, "person.delete.staff", FILL("name", m.name));
			return false;
		}
		*uids = uids->n ? arena_printf(t->arena, STR_FMT " %s", STR_ARG(*uids), p.uid) : str_c(p.uid);
		list = arena_printf(t->arena, STR_FMT " " STR_FMT, STR_ARG(str_sub(list, 0, at)),
				    STR_ARG(str_sub(list, at + m.name.n, list.n)));
	}
	if (!uids->n)
		turn_say(t, "who.none", FILL("name", t->who.name));
	return uids->n;
}

/* One or many: for people who asked for it by letter or at the counter. */
void person_delete(struct turn *t)
{
	struct str part = slots_get(&t->slots, "who"), uids;

	if (named(t, part.n ? part : t->said, &uids))
		approve_propose(t, (struct approval){ .kind = STR("delete"), .what = uids });
}

void person_export(struct turn *t)
{
	struct str kind = slots_get(&t->slots, "kind");

	approve_propose(t, (struct approval){ .kind = STR("export"), .what = kind.n ? kind : STR("people") });
}
