/* staff.c - staff look a person up: masked, the whole number only with a reason. */
#include "handlers/person/staff.h"

#include <string.h>

#include "dialogs/pack/labels.h"
#include "dialogs/words/normalise.h"
#include "dialogs/words/times.h"
#include "handlers/turn/turn.h"
#include "handlers/person/card.h"
#include "handlers/talk/dates.h"
#include "handlers/turn/mask.h"
#include "handlers/turn/notice.h"
#include "handlers/turn/act.h"
#include "handlers/talk/who.h"
#include "store/db/audit.h"
#include "store/human/callback.h"

int64_t person_in_slot(struct turn *t, const char *slot, int which)
{
	struct str part = slots_get(&t->slots, slot);
	int64_t person = 0;

	switch (who_in(t, which, part.n ? part : t->m->text, &person)) {
	case WHO_ONE:
		return person;
	case WHO_NONE:
		turn_say(t, "who.none", FILL("name", t->who.name));
		return 0;
	case WHO_ASKED:
		break;
	}
	return 0;
}

struct str reach_words(struct turn *t, int64_t person)
{
	struct str channel = NO_STR;

	if (notice_chat(t->world, person, t->arena, &channel))
		return turn_phrase(t, PHRASE("person.reach.private"), FILLS_(FILL("channel", channel)), 1);
	return turn_phrase(t,
			   callback_known_phone(t->db, person, t->arena).n ? PHRASE("person.reach.phone")
									   : PHRASE("person.reach.none"),
			   NULL, 0);
}

/* On the roster since, off it since, or neither. */
static struct str state(struct turn *t, const struct profile *p)
{
	ms_t since = p->registered ? p->registered_at : p->left_at;
	struct fill fill = FILL("date", since ? date_words(local_day(since), t->arena) : STR(""));

	if (since)
		return turn_phrase(t, p->registered ? PHRASE("person.since") : PHRASE("person.left"), &fill, 1);
	return turn_phrase(t, PHRASE("person.not_on_roster"), NULL, 0);
}

/* "岗位：街道管理员（文君街道）、巡查员。" */
static struct str offices(struct turn *t, int64_t person)
{
	size_t n;
	const struct role_row *held = role_all(t->db, person, t->arena, &n);
	struct str all = STR("");

	for (size_t i = 0; i < n; i++) {
		struct str role = pack_label(t->world->pack, "role", held[i].role), scope = held[i].scope;

		all = arena_printf(t->arena, STR_FMT "%s" STR_FMT, STR_ARG(all), all.n ? "、" : "", STR_ARG(role));
		if (scope.n)
			all = arena_printf(t->arena, STR_FMT "（" STR_FMT "）", STR_ARG(all), STR_ARG(scope));
	}
	return all.n ? turn_phrase(t, PHRASE("person.roles"), FILLS_(FILL("roles", all)), 1) : STR("");
}

static void look(struct turn *t)
{
	int64_t person = person_in_slot(t, "who", 0);

	if (!person)
		return;
	struct profile p = profile_load(t->db, person, t->arena);

	audit(t->db, t->now, t->who.uid, "person.view", str_c(person_load(t->db, person, t->arena).uid), NO_STR);
	turn_say(t, "person.card", FILL("card", card_words(t, &p)), FILL("state", state(t, &p)),
		 FILL("reach", reach_words(t, person)), FILL("roles", offices(t, person)));
	if (p.phone.n)
		turn_say(t, "person.how_to_phone", FILL("name", p.name));
}

/* What was said as the reason, as typed. */
static struct str reason(struct turn *t)
{
	struct str found = slots_get(&t->slots, "why");
	struct str typed = found.n ? normalise_tail(t->said, found, t->arena) : NO_STR;

	return typed.n ? typed : found;
}

static void phone(struct turn *t)
{
	int64_t person = person_in_slot(t, "who", 0);
	struct str why = reason(t);

	if (!person)
		return;
	struct fill fills[] = { FILL("who", who_label(t, person)), FILL("phone", NO_STR) };

	if (!why.n) {
		turn_say_n(t, PHRASE("person.phone.why"), fills, 1);
		return;
	}
	fills[1].value = reveal_phone(t, person, why);
	turn_say_n(t, fills[1].value.n ? PHRASE("person.phone.whole") : PHRASE("person.phone.none"), fills,
		   fills[1].value.n ? 2 : 1);
}

static void run(struct turn *t)
{
	static const struct {
		const char *action;
		void (*run)(struct turn *);
	} deeds[] = {
		{ "look", look },
		{ "phone", phone },
		{ "pairs", person_pairs },
		{ "unlike", person_unlike },
		{ "join", person_join },
		{ "lost", person_lost },
		{ "post", post_pass },
		{ "grant", post_give },
		{ "revoke", post_take },
		{ "left", person_left },
		{ "moved", person_moved },
		{ "delete", person_delete },
		{ "export", person_export },
	};
	struct str action = slots_get(&t->slots, "action");

	for (size_t i = 0; i < sizeof deeds / sizeof *deeds; i++)
		if (str_is(action, deeds[i].action)) {
			deeds[i].run(t);
			return;
		}
	look(t);
}

/* A name and nothing else, said by staff, is a question for that person; so is, of whoever may look people
 * up, any short sentence with one that means nothing else. */
void person_listen(struct turn *t)
{
	enum { SHORT = 60 /* bytes */ };
	struct person_match m;

	if (!t->who.staff || turn_is_group(t) || !t->m->text.p || strcmp(t->u.intent, "none") != 0 || t->conv.form.form)
		return;
	struct str said = str_trim(t->m->text);

	if (!person_named_in(t->db, said, &m, t->arena) ||
	    (!str_eq(m.name, said) && (said.n > SHORT || !intent_is_for("admin.person", role_bits(t->db, t->who.id)))))
		return;
	t->u = (struct understanding){ .intent = "admin.person", .rule = "name", .said = STR("") };
	slots_set(&t->u.slots, "action", STR("look"));
}

const struct handler person_admin_handlers[] = {
	{ .intent = "admin.person", .run = run },
	{ 0 },
};
