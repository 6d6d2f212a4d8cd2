/* register.c - onto the roster, one thing changed, off the roster. */
#include "handlers/talk/menu.h"
#include "handlers/turn/turn.h"
#include "dialogs/words/times.h"
#include "handlers/person/card.h"
#include "handlers/turn/consent.h"
#include "handlers/talk/dates.h"
#include "store/person/department.h"

enum { LEAVING_STANDS = 30 * MS_MINUTE };

/* ------------------------------------------------------------------ what was said */

static struct str street_said(struct turn *t, const struct slots *s)
{
	struct str place = slots_get(s, "place");

	return place.n && str_is(slots_get(s, "what"), "street") ? street_named_in(t->db, place, t->arena).name
								 : NO_STR;
}

/* A trade is a new one only when something of the work is said: "师傅" is also how one is called. */
static struct profile said(struct turn *t, const struct slots *s)
{
	struct str platform = slots_get(s, "platform");
	bool work = platform.n || str_is(slots_get(s, "what"), "trade");

	return (struct profile){ .name = slots_get(s, "name"),
				 .phone = slots_get(s, "phone"),
				 .trade = work ? slots_get(s, "trade") : NO_STR,
				 .platform = platform,
				 .site = slots_get(s, "site"),
				 .street = street_said(t, s) };
}

static bool any(const struct profile *p)
{
	return p->name.n || p->phone.n || p->trade.n || p->platform.n || p->site.n || p->street.n;
}

static struct str card(struct turn *t)
{
	struct profile p = profile_load(t->db, t->who.id, t->arena);

	return card_words(t, &p);
}

/* ---------------------------------------------------------------------- register */

static void registered(struct turn *t)
{
	struct profile p = said(t, &t->slots);
	bool before = t->who.registered;

	p.trade = slots_get(&t->slots, "trade");
	profile_save(t->db, t->who.id, t->who.uid, &p, t->now, t->arena);
	t->who.registered = true;
	turn_say_n(t, before ? PHRASE("register.changed") : PHRASE("register.saved"), FILLS_(FILL("card", card(t))), 1);
}

/* Whoever is on the roster stays one entry: what is new is changed, else he
 * hears what is known and how to change it. */
static bool known_already(struct turn *t)
{
	struct profile p = said(t, &t->u.slots);

	if (!t->who.registered)
		return false;
	if (p.phone.n && consent_needed(t, PURPOSE_CONTACT))
		return true;
	if (any(&p) && profile_save(t->db, t->who.id, t->who.uid, &p, t->now, t->arena))
		turn_say(t, "register.changed", FILL("card", card(t)));
	else
		turn_say(t, "register.known", FILL("card", card(t)));
	return true;
}

/* ---------------------------------------------------------------- profile.update */

static void not_there(struct turn *t)
{
	turn_say(t, "register.unknown", FILL("name", t->who.name));
	menu_offer(t, (const char *const[]){ "register", NULL });
}

static void change(struct turn *t, const struct profile *p)
{
	bool platform = p->platform.n && !p->site.n;

	if (!profile_save(t->db, t->who.id, t->who.uid, p, t->now, t->arena)) {
		turn_say(t, "register.known", FILL("card", card(t)));
		return;
	}
	turn_say(t, "register.changed", FILL("card", card(t)));
	if (platform && profile_load(t->db, t->who.id, t->arena).site.n)
		turn_say(t, "register.same_site", FILL("name", t->who.name));
}

static void updated(struct turn *t)
{
	struct profile p = said(t, &t->slots);

	if (any(&p))
		change(t, &p);
	else
		turn_say(t, "register.known", FILL("card", card(t)));
}

/* Asked only when the new value was not said at once. */
static bool said_at_once(struct turn *t)
{
	struct profile p = said(t, &t->u.slots);

	if (!t->who.registered)
		not_there(t);
	else if (!any(&p))
		return false;
	else if (!p.phone.n || !consent_needed(t, PURPOSE_CONTACT))
		change(t, &p);
	return true;
}

/* ----------------------------------------------------------------- profile.leave */

static void leave(struct turn *t)
{
	if (!profile_leave(t->db, t->who.id, t->who.uid, t->now)) {
		not_there(t);
		return;
	}
	struct str what = profile_ties(t->db, t->who.id, t->arena);

	turn_say(t, "leave.done", FILL("date", date_words(local_day(t->now), t->arena)));
	if (!what.n)
		return;
	turn_say_n(t,
		   str_is(what, "volunteer")	  ? PHRASE("leave.volunteer")
		   : str_is(what, "subscription") ? PHRASE("leave.subscription")
						  : PHRASE("leave.both"),
		   NULL, 0);
	turn_button(t, turn_phrase(t, PHRASE("leave.stop"), NULL, 0), NO_STR);
	turn_button(t, turn_phrase(t, PHRASE("leave.keep"), NULL, 0), NO_STR);
	turn_expect(t, "leaving", LEAVING_STANDS);
}

/* "都停", "都留着": the volunteering and the briefing of who left. */
static void rest(struct turn *t)
{
	bool stop = str_is(slots_get(&t->slots, "rest"), "stop");

	turn_expect(t, NULL, 0);
	if (stop)
		profile_untie(t->db, t->who.id, t->who.uid, t->now);
	turn_say_n(t, stop ? PHRASE("leave.stopped") : PHRASE("leave.kept"), NULL, 0);
}

const struct handler register_handlers[] = {
	{ .intent = "register", .run = registered, .flags = HANDLER_FILES, .before = known_already },
	{ .intent = "profile.update", .run = updated, .flags = HANDLER_FILES, .before = said_at_once },
	{ .intent = "profile.leave", .run = leave, .flags = HANDLER_FILES },
	{ .intent = "leave.rest", .run = rest },
	{ 0 },
};
