/* phone_list.c - whom staff have to phone: who asked for it, and who cannot be written to in private. */
#include <inttypes.h>

#include "dialogs/pack/labels.h"
#include "dialogs/words/times.h"
#include "handlers/turn/turn.h"
#include "handlers/talk/dates.h"
#include "handlers/talk/list.h"
#include "handlers/turn/mask.h"
#include "handlers/person/staff.h"
#include "handlers/talk/who.h"
#include "store/human/callback.h"
#include "store/messages/reach.h"

static struct str count(struct turn *t, int64_t n)
{
	return arena_printf(t->arena, "%" PRId64, n);
}

static struct str masked_or_none(struct turn *t, struct str phone)
{
	return phone.n ? mask_phone(phone, t->arena) : turn_phrase(t, PHRASE("phone_list.no_number"), NULL, 0);
}

/* "Q-12 office": "Q-12、岗位" */
static struct str about(struct turn *t, struct str subject)
{
	struct str all = STR(""), one;

	while (str_split(&subject, ' ', &one))
		all = arena_printf(t->arena, STR_FMT "%s" STR_FMT, STR_ARG(all), all.n ? "、" : "",
				   STR_ARG(pack_label(t->world->pack, "call_about", one)));
	return all;
}

static const char *line_phrase(const struct callback *c)
{
	if (!c->subject.n)
		return PHRASE("phone_list.asked");
	return str_is(c->subject, CALLBACK_ASIDE) ? PHRASE("phone_list.aside") : PHRASE("phone_list.unreached");
}

static struct str line(struct turn *t, const struct callback *c)
{
	struct fill fills[] = { FILL("who", who_label(t, c->person)), FILL("phone", masked_or_none(t, c->phone)),
				FILL("date", date_words(local_day(c->at), t->arena)),
				FILL("subject", about(t, c->subject)) };

	if (!fills[0].value.n)
		fills[0].value = turn_phrase(t, PHRASE("approve.nameless"), NULL, 0);
	return turn_phrase(t, line_phrase(c), fills, sizeof fills / sizeof *fills);
}

static void list(struct turn *t)
{
	struct callback *v = arena_array(t->arena, struct callback, LIST_MAX);
	struct str *lines = arena_array(t->arena, struct str, LIST_MAX);
	size_t n = callback_waiting(t->db, t->who.id, v, LIST_MAX, t->arena);

	for (size_t i = 0; i < n && i < LIST_MAX; i++)
		lines[i] = line(t, &v[i]);
	if (!n) {
		turn_say(t, "phone_list.none", FILL("name", t->who.name));
		return;
	}
	turn_say(t, "phone_list.head", FILL("n", count(t, (int64_t)n)));
	list_say(t, lines, n);
}

/* The open request of the one who is named, of those that the speaker may see; id 0: none, and that is said. */
static struct callback named(struct turn *t)
{
	int64_t person = person_in_slot(t, "who", 0);
	struct callback c = { 0 };

	if (!person)
		return c;
	c = callback_of(t->db, person, t->who.id, t->arena);
	if (!c.id)
		turn_say(t, "phone_list.not_on_it", FILL("who", who_label(t, person)));
	return c;
}

/* The number for this call; the reason is the call. */
static void number(struct turn *t)
{
	struct callback c = named(t);

	if (!c.id)
		return;
	struct str why = turn_phrase(t, PHRASE("phone_list.reason"), FILLS_(FILL("subject", about(t, c.subject))), 1);
	struct str phone = callback_number(t->db, &c, t->who.id, t->who.uid, why, t->now, t->arena);

	turn_say_n(t, phone.n ? PHRASE("phone_list.number") : PHRASE("person.phone.none"),
		   FILLS_(FILL("who", who_label(t, c.person)), FILL("phone", phone)), phone.n ? 2 : 1);
}

static void done(struct turn *t)
{
	struct callback c = named(t);

	if (c.id && callback_done(t->db, c.id, t->who.uid, t->now))
		turn_say(t, "phone_list.done", FILL("who", who_label(t, c.person)));
}

/* How many can be written to where, and who cannot be. */
static void reach(struct turn *t)
{
	struct reach_sum sums[REACH_CHANNELS];
	int64_t *people = arena_array(t->arena, int64_t, LIST_MAX), none = 0;
	struct str *lines = arena_array(t->arena, struct str, LIST_MAX), all = STR("");
	struct reach_query q = { .viewer = t->who.id,
				 .may_write_first = t->world->may_write_first,
				 .arg = t->world->arg };
	size_t n = reach_sums(t->db, &q, sums, t->arena);

	for (size_t i = 0; i < n; i++)
		all = arena_printf(t->arena, STR_FMT "%s" STR_FMT " %" PRId64, STR_ARG(all), i ? "、" : "",
				   STR_ARG(sums[i].channel), sums[i].people);
	none = (int64_t)reach_none(t->db, &q, people, LIST_MAX, t->arena);
	turn_say(t, "reach.head", FILL("channels", all.n ? all : count(t, 0)), FILL("n", count(t, none)));
	for (int64_t i = 0; i < none && i < LIST_MAX; i++)
		lines[i] = turn_phrase(
			t, PHRASE("reach.line"),
			FILLS_(FILL("who", who_label(t, people[i])),
			       FILL("phone", masked_or_none(t, callback_known_phone(t->db, people[i], t->arena)))),
			2);
	if (none)
		list_say(t, lines, (size_t)none);
}

static void run(struct turn *t)
{
	struct str action = slots_get(&t->slots, "action");

	if (str_is(action, "number"))
		number(t);
	else if (str_is(action, "done"))
		done(t);
	else if (str_is(action, "reach"))
		reach(t);
	else
		list(t);
}

const struct handler phone_list_handlers[] = {
	{ .intent = "admin.callback", .run = run },
	{ 0 },
};
