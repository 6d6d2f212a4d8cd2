/* bind.c - one person who writes from two platforms: a code given in the private
 * chat of one, said in the private chat of the other, and the two are one. */
#include "store/person/bind.h"

#include "handlers/turn/turn.h"
#include "handlers/turn/mask.h"
#include "handlers/turn/notice.h"
#include "store/keep/merge.h"

enum { ASK_STANDS = BIND_LASTS };

/* Whoever may do things for others is joined by two of the staff, not by a code
 * that somebody talked him into. */
static bool is_staff(struct turn *t, int64_t person)
{
	return person_load(t->db, person, t->arena).staff;
}

static void give(struct turn *t)
{
	if (is_staff(t, t->who.id)) {
		turn_say(t, "bind.staff", FILL("name", t->who.name));
		return;
	}
	struct str code = bind_code(t->db, t->who.id, t->who.uid, t->now, t->arena);

	if (code.p)
		turn_say(t, "bind.code", FILL("code", code));
	else
		turn_say(t, "bind.enough", FILL("name", t->who.name));
}

/* Whose code this is; 0: nobody's whom he may be joined with, and that is said. */
static int64_t other(struct turn *t, struct str code)
{
	int64_t person = 0;

	switch (bind_whose(t->db, t->who.id, code, t->now, &person)) {
	case BIND_WRONG:
		turn_say(t, "bind.wrong", FILL("name", t->who.name));
		return 0;
	case BIND_TOO_OFTEN:
		turn_say(t, "bind.too_often", FILL("name", t->who.name));
		return 0;
	case BIND_KNOWN:
		break;
	}
	if (person == t->who.id) {
		turn_say(t, "bind.same", FILL("name", t->who.name));
		return 0;
	}
	if (is_staff(t, t->who.id) || is_staff(t, person)) {
		bind_used(t->db, person);
		turn_say(t, "bind.staff", FILL("name", t->who.name));
		return 0;
	}
	return person;
}

/* Before it is done he sees with whom: a code may come from somebody else. */
static void ask(struct turn *t, struct str code)
{
	int64_t person = other(t, code);
	cJSON *memo;

	if (!person)
		return;
	struct str name = person_load(t->db, person, t->arena).name;

	memo = cJSON_CreateObject();
	json_put(memo, "code", code);
	turn_remember(t, "bind", memo);
	turn_expect(t, "bind", ASK_STANDS);
	turn_say(t, "bind.sure",
		 FILL("who", name.n ? mask_name(name, t->arena) : turn_phrase(t, PHRASE("bind.nameless"), NULL, 0)));
	turn_button(t, turn_phrase(t, PHRASE("bind.yes"), NULL, 0), NO_STR);
	turn_button(t, turn_phrase(t, PHRASE("bind.no"), NULL, 0), NO_STR);
}

static void bind(struct turn *t)
{
	struct str code = slots_get(&t->slots, "bind_code");

	if (code.n)
		ask(t, code);
	else
		give(t);
}

/* ---------------------------------------------------------------------- joining */

/* The old chat hears of it: if it was not he, he learns it there. */
static void tell_there(struct turn *t, int64_t chat)
{
	struct notice n = { .chat = chat, .phrase = PHRASE("bind.joined_there"), .flags = NOTICE_URGENT };

	if (chat)
		(void)notice_send(t->world, &n, t->now, t->arena);
}

static void join(struct turn *t, int64_t person)
{
	struct address there[ADDRESSES_MAX];
	size_t n = chat_addresses(t->db, person, there, t->arena);
	bool registered = person_load(t->db, person, t->arena).registered || !t->who.registered;
	int64_t stays = registered ? person : t->who.id, goes = registered ? t->who.id : person;

	bind_used(t->db, person);
	if (!person_merge(t->db, goes, stays, t->who.uid, t->now))
		return;
	t->who = person_load(t->db, stays, t->arena);
	tell_there(t, n ? there[0].chat : 0);
	turn_say(t, "bind.joined", FILL("name", t->who.name));
}

static void sure(struct turn *t)
{
	struct str code = json_str(turn_memo(t, "bind"), "code");
	bool yes = str_is(slots_get(&t->slots, "sure"), "yes");
	int64_t person = 0;

	code = code.p ? arena_str(t->arena, code) : NO_STR;
	turn_remember(t, "bind", NULL);
	turn_expect(t, NULL, 0);
	if (!yes)
		turn_say(t, "bind.not_joined", FILL("name", t->who.name));
	else if (code.n && (person = other(t, code)) != 0)
		join(t, person);
}

const struct handler bind_handlers[] = {
	{ .intent = "bind", .run = bind },
	{ .intent = "bind.sure", .run = sure },
	{ 0 },
};
