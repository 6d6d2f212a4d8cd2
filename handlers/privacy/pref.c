/* pref.c - notices off and on, kind by kind. Answers to one's own matters come always. */
#include "handlers/privacy/pref.h"

#include "handlers/turn/turn.h"
#include "handlers/subscription/daily.h"
#include "store/keep/pref.h"

static struct str name(struct turn *t, enum notify kind)
{
	switch (kind) {
	case NOTIFY_BROADCAST:
		return turn_phrase(t, PHRASE("notify.what.broadcast"), NULL, 0);
	case NOTIFY_BRIEFING:
		return turn_phrase(t, PHRASE("notify.what.briefing"), NULL, 0);
	case NOTIFY_TASK:
		return turn_phrase(t, PHRASE("notify.what.task"), NULL, 0);
	case NOTIFY_LESSON:
		return turn_phrase(t, PHRASE("notify.what.lesson"), NULL, 0);
	case NOTIFY_ALL:
	case NOTIFY_KINDS:
		break;
	}
	return turn_phrase(t, PHRASE("notify.what.all"), NULL, 0);
}

static void offer(struct turn *t, const char *intent, const enum notify *kinds, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (kinds[i] != NOTIFY_ALL)
			turn_button(t, name(t, kinds[i]),
				    arena_printf(t->arena, "do:%s kind=%s", intent, notify_names[kinds[i]]));
	if (n > 1)
		turn_button(t, name(t, NOTIFY_ALL), arena_printf(t->arena, "do:%s kind=all", intent));
}

static void set(struct turn *t, enum notify kind, bool on)
{
	notify_set(t->db, t->who.id, t->who.uid, kind, on, t->now);
	daily_plan(t->db, DAILY_BRIEFING, t->now);
	daily_plan(t->db, DAILY_LESSON, t->now);
}

static void switch_off(struct turn *t, enum notify kind)
{
	set(t, kind, false);
	turn_say(t, "notify.off", FILL("what", name(t, kind)));
}

static void switch_on(struct turn *t, enum notify kind)
{
	set(t, kind, true);
	turn_say(t, "notify.on", FILL("what", name(t, kind)));
}

bool pref_ask_which(struct turn *t)
{
	enum notify kinds[NOTIFY_KINDS];
	size_t n = notify_current(t->db, t->who.id, kinds);

	if (n < 2)
		return false;
	turn_say(t, "notify.which_off", FILL("name", t->who.name));
	offer(t, "notify.off", kinds, n);
	return true;
}

static void off(struct turn *t)
{
	enum notify kind, kinds[NOTIFY_KINDS];

	if (notify_read(slots_get(&t->slots, "kind"), &kind))
		switch_off(t, kind);
	else if (pref_ask_which(t))
		return;
	else if (notify_current(t->db, t->who.id, kinds) == 1)
		switch_off(t, kinds[0]);
	else
		turn_say(t, "notify.nothing", FILL("name", t->who.name));
}

static void on(struct turn *t)
{
	enum notify kind, kinds[NOTIFY_KINDS];
	size_t n = notify_off(t->db, t->who.id, kinds);

	if (notify_read(slots_get(&t->slots, "kind"), &kind)) {
		for (size_t i = 0; kind == NOTIFY_ALL && i < n; i++)
			set(t, kinds[i], true);
		switch_on(t, kind);
	} else if (n == 0) {
		turn_say(t, "notify.all_on", FILL("name", t->who.name));
	} else if (n == 1 || kinds[n - 1] == NOTIFY_ALL) {
		switch_on(t, kinds[n - 1]);
	} else {
		turn_say(t, "notify.which_on", FILL("name", t->who.name));
		offer(t, "notify.on", kinds, n);
	}
}

const struct handler pref_handlers[] = {
	{ .intent = "notify.off", .run = off, .flags = HANDLER_FILES },
	{ .intent = "notify.on", .run = on, .flags = HANDLER_FILES },
	{ 0 },
};
