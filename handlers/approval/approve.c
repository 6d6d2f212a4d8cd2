/* approve.c - a second one of the staff agrees, or does not; then it is done. */
#include "handlers/approval/approve.h"

#include <inttypes.h>

#include "dialogs/pack/labels.h"
#include "handlers/turn/turn.h"
#include "handlers/turn/hours.h"
#include "handlers/talk/list.h"
#include "handlers/turn/mask.h"
#include "handlers/turn/notice.h"
#include "handlers/talk/who.h"
#include "store/db/audit.h"
#include "store/db/number.h"
#include "store/person/person.h"
#include "store/register/profile.h"
#include "store/person/role.h"

enum { OTHERS_MOST = 32, NAMES_MOST = 8 };

static struct str number(struct turn *t, int64_t n)
{
	return arena_printf(t->arena, "P-%" PRId64, n);
}

/* ---------------------------------------------------------------------- in words */

/* Enough to see whose record it is; no whole number. */
static struct str record(struct turn *t, int64_t person)
{
	struct str phone = profile_load(t->db, person, t->arena).phone, label = who_label(t, person);

	if (!label.p)
		label = turn_phrase(t, PHRASE("approve.nameless"), NULL, 0);
	if (role_bits(t->db, person)) /* whoever is merged with him can do what he can */
		label = turn_phrase(t, PHRASE("approve.staff"), FILLS_(FILL("who", label)), 1);
	return phone.n ? arena_printf(t->arena, STR_FMT " " STR_FMT, STR_ARG(label),
				      STR_ARG(mask_phone(phone, t->arena)))
		       : label;
}

static struct str names(struct turn *t, struct str uids)
{
	struct str one, all = STR("");
	size_t n = 0;

	for (; str_split(&uids, ' ', &one); n++) {
		int64_t id = person_of_uid(t->db, one);
		struct str label = id ? record(t, id) : NO_STR;

		if (n < NAMES_MOST && label.p)
			all = all.n ? arena_printf(t->arena, STR_FMT "、" STR_FMT, STR_ARG(all), STR_ARG(label))
				    : label;
	}
	return n <= NAMES_MOST ? all
			       : turn_phrase(t, PHRASE("approve.and_more"),
					     FILLS_(FILL("who", all), FILL("n", arena_printf(t->arena, "%zu", n))), 2);
}

struct str approve_words(struct turn *t, const struct approval *p)
{
	struct str role = p->what, scope = role, name;
	struct fill people[] = { FILL("a", p->a ? record(t, p->a) : STR("")),
				 FILL("b", p->b ? record(t, p->b) : STR("")) };

	if (str_is(p->kind, "merge"))
		return turn_phrase(t,
				   str_is(p->what, "lost") ? PHRASE("approve.what.lost") : PHRASE("approve.what.merge"),
				   people, 2);
	if (str_is(p->kind, "role") && p->b)
		return turn_phrase(t, PHRASE("approve.what.post"), people, 2);
	if (str_is(p->what, "revoke city"))
		return turn_phrase(t, PHRASE("approve.what.revoke"), people, 1);
	if (str_is(p->kind, "role") && str_split(&scope, ' ', &name))
		return turn_phrase(t, PHRASE("approve.what.role"),
				   FILLS_(people[0], FILL("role", pack_label(t->world->pack, "role", name)),
					  FILL("scope", scope.n ? scope : STR(""))),
				   3);
	if (str_is(p->kind, "export"))
		return turn_phrase(t, PHRASE("approve.what.export"),
				   FILLS_(FILL("kind", pack_label(t->world->pack, "export_kind", p->what))), 1);
	return turn_phrase(t, PHRASE("approve.what.delete"), FILLS_(FILL("who", names(t, p->what))), 1);
}

/* --------------------------------------------------------------------- proposing */

static bool concerns(const struct approval *p, int64_t person)
{
	return p->a == person || p->b == person;
}

static size_t ask_others(struct turn *t, const struct approval *p)
{
	struct fill fills[] = { FILL("number", number(t, p->number)), FILL("by", t->who.name),
				FILL("what", approve_words(t, p)) };
	struct str yes = turn_phrase(t, PHRASE("approve.yes"), fills, 1),
		   no = turn_phrase(t, PHRASE("approve.no"), fills, 1);
	struct button buttons[] = { { yes, yes }, { no, no } };
	int64_t others[OTHERS_MOST];
	size_t n = role_holders(t->db, ROLE_CITY, others, OTHERS_MOST), asked = 0;

	for (size_t i = 0; i < n && i < OTHERS_MOST; i++) {
		struct notice notice = { .person = others[i],
					 .phrase = PHRASE("approve.ask"),
					 .fills = fills,
					 .n = sizeof fills / sizeof *fills,
					 .buttons = buttons,
					 .n_buttons = 2,
					 .flags = NOTICE_AWAITED | NOTICE_RECEIPT,
					 .subject = fills[0].value };

		if (others[i] != t->who.id && !concerns(p, others[i]))
			asked += notice_send(t->world, &notice, t->now, t->arena) != 0;
	}
	return asked;
}

void approve_propose(struct turn *t, struct approval what)
{
	if (concerns(&what, t->who.id)) {
		turn_say(t, "approve.own", FILL("name", t->who.name));
		return;
	}
	what.by = t->who.id;
	int64_t n = approval_propose(t->db, &what, t->who.uid, t->now, t->arena);
	struct approval p = approval_load(t->db, n, t->now, t->arena);
	size_t asked = ask_others(t, &p);
	struct fill fills[] = { FILL("number", number(t, n)), FILL("what", approve_words(t, &p)),
				FILL("until", hours_words(t->world, p.at + APPROVAL_LASTS, t->now, t->arena)) };

	turn_say_n(t, asked ? PHRASE("approve.proposed") : PHRASE("approve.nobody_else"), fills, 3);
	turn_receipt(t);
}

/* ---------------------------------------------------------------------- deciding */

static void tell_proposer(struct turn *t, const struct approval *p, const char *phrase)
{
	struct fill fills[] = { FILL("number", number(t, p->number)), FILL("by", t->who.name) };

	if (p->by)
		turn_tell_n(t, p->by, NOTICE_AWAITED | NOTICE_RECEIPT, NO_STR, phrase, fills, 2);
}

static void agree(struct turn *t, const struct approval *p)
{
	struct fill fills[] = { FILL("number", number(t, p->number)), FILL("what", approve_words(t, p)) };
	bool file = str_is(p->kind, "export");

	if (!approval_do(t->db, p, t->who.id, t->who.uid, t->now, t->arena)) {
		turn_say_n(t, PHRASE("approve.gone"), fills, 1);
		return;
	}
	turn_say_n(t, file ? PHRASE("approve.released") : PHRASE("approve.done"), fills, 2);
	turn_receipt(t);
	tell_proposer(t, p, file ? PHRASE("approve.tell.released") : PHRASE("approve.tell.done"));
}

static void disagree(struct turn *t, const struct approval *p)
{
	approval_set(t->db, p, "refused", t->who.id, t->who.uid, t->now);
	turn_say(t, "approve.refused", FILL("number", number(t, p->number)));
	tell_proposer(t, p, PHRASE("approve.tell.refused"));
}

static void list(struct turn *t)
{
	int64_t open[LIST_MAX];
	struct str lines[LIST_MAX];
	size_t n = approval_open(t->db, t->now, open, LIST_MAX);

	for (size_t i = 0; i < n && i < LIST_MAX; i++) {
		struct approval p = approval_load(t->db, open[i], t->now, t->arena);
		struct str by = p.by ? person_load(t->db, p.by, t->arena).name : NO_STR;

		lines[i] = turn_phrase(
			t, PHRASE("approve.line"),
			FILLS_(FILL("number", number(t, p.number)), FILL("what", approve_words(t, &p)),
			       FILL("by", by.n ? by : turn_phrase(t, PHRASE("approve.operator"), NULL, 0))),
			3);
	}
	if (!n) {
		turn_say(t, "approve.none", FILL("name", t->who.name));
		return;
	}
	turn_say(t, "approve.head", FILL("n", arena_printf(t->arena, "%zu", n)));
	list_say(t, lines, n);
}

static void decide(struct turn *t)
{
	struct str verdict = slots_get(&t->slots, "verdict"), said = slots_get(&t->slots, "approval");
	struct approval p = approval_load(t->db, number_parse(said, 'P'), t->now, t->arena);
	struct fill fill = FILL("number", p.number ? number(t, p.number) : STR(""));

	if (!verdict.n || !said.n)
		list(t);
	else if (!p.number)
		turn_say(t, "approve.unknown", FILL("name", t->who.name));
	else if (!str_is(p.state, "open"))
		turn_say_n(t, str_is(p.state, "expired") ? PHRASE("approve.expired") : PHRASE("approve.again"), &fill,
			   1);
	else if (str_is(verdict, "no"))
		disagree(t, &p);
	else if (p.by == t->who.id || concerns(&p, t->who.id)) {
		audit(t->db, t->now, t->who.uid, "refused", str_c(p.uid), STR("second person"));
		turn_say_n(t, PHRASE("approve.not_you"), &fill, 1);
	} else
		agree(t, &p);
}

const struct handler approve_handlers[] = {
	{ .intent = "admin.approve", .run = decide, .flags = HANDLER_FILES },
	{ 0 },
};
