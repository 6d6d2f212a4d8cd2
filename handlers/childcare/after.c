/* after.c - families whose children are in a class or wait for one: what is to
 * be known of each, taking them off, moving up. */
#include <inttypes.h>
#include <string.h>

#include "dialogs/words/times.h"
#include "handlers/turn/jobs.h"
#include "handlers/childcare/childcare.h"
#include "handlers/activity/event.h"
#include "handlers/turn/notice.h"
#include "store/db/number.h"

enum { STANDS = 2 * MS_HOUR };

/* ------------------------------------------------------- what is to be known of them */

static struct str or_absent(struct str s)
{
	return s.n ? s : NO_STR;
}

static void details(struct turn *t)
{
	struct care_child v[CARE_CLASS_MAX];
	size_t n = class_children_of(t->db, t->who.id, v, CARE_CLASS_MAX, t->arena);

	for (size_t i = 0; i < n; i++)
		class_says(t->db, v[i].enrolment, or_absent(slots_get(&t->slots, "note")),
			   or_absent(slots_get(&t->slots, "fetch")), or_absent(slots_get(&t->slots, "phone")));
	turn_say_n(t, n ? PHRASE("childcare.details_kept") : PHRASE("childcare.not_in"), NULL, 0);
}

/* Of children that are in no class nothing is kept. */
static bool nobody_in(struct turn *t)
{
	struct care_child v[1];

	if (class_children_of(t->db, t->who.id, v, 1, t->arena))
		return false;
	turn_say_n(t, PHRASE("childcare.not_in"), NULL, 0);
	return true;
}

/* --------------------------------------------------------------------- taking off */

/* Which of these children are meant: by button, by name, by class, all of them. */
static size_t meant(struct turn *t, struct care_child *v, size_t n)
{
	int64_t one = 0, code = number_parse(slots_get(&t->slots, "class"), 'C');
	bool all = str_is(slots_get(&t->slots, "all"), "yes");
	size_t named_n = 0, k = 0;

	(void)str_int(slots_get(&t->slots, "child"), 1, INT64_MAX, &one);
	for (size_t i = 0; i < n; i++)
		named_n += str_has(t->said, v[i].name);
	for (size_t i = 0; i < n; i++)
		if ((!one || v[i].enrolment == one) && (!code || v[i].code == code) &&
		    (all || !named_n || str_has(t->said, v[i].name)))
			v[k++] = v[i];
	return k;
}

static void ask_which(struct turn *t, const struct care_child *v, size_t n)
{
	turn_say_n(t, PHRASE("childcare.cancel_which"), NULL, 0);
	for (size_t i = 0; i < n; i++)
		turn_button(t, v[i].name, arena_printf(t->arena, "do:childcare.cancel child=%" PRId64, v[i].enrolment));
	turn_button(t, turn_phrase(t, PHRASE("childcare.press.all"), NULL, 0), STR("do:childcare.cancel all=yes"));
	turn_expect(t, "childcare_cancel", STANDS);
}

static void cancel(struct turn *t)
{
	struct care_child v[CARE_CLASS_MAX];
	size_t n = class_children_of(t->db, t->who.id, v, CARE_CLASS_MAX, t->arena), all = n;

	n = meant(t, v, n);
	if (!n) {
		turn_say_n(t, all ? PHRASE("childcare.cancel_which") : PHRASE("childcare.not_in"), NULL, 0);
		return;
	}
	if (n > 1 && n == all && !str_is(slots_get(&t->slots, "all"), "yes")) {
		ask_which(t, v, n);
		return;
	}
	turn_expect(t, NULL, 0);
	for (size_t i = 0; i < n; i++) {
		struct care_class c = class_load(t->db, v[i].code, t->arena);
		struct event e = { "class", c.code };

		if (!class_leave(t->db, &v[i], t->who.uid, t->now))
			continue;
		care_say_child(t, PHRASE("childcare.left"), &c, v[i].name, 0);
		event_fill(t->world, &e, t->now, t->arena);
	}
}

/* ---------------------------------------------------------------------- moving up */

bool childcare_moved_up(const struct turn_world *w, const struct event *e, const int64_t *people,
			const int64_t *enrolments, size_t n, ms_t now, struct arena *a)
{
	if (strcmp(e->kind, "class") != 0)
		return false;
	struct care_class c = class_load(w->db, e->code, a);

	for (size_t i = 0; i < n; i++) {
		struct str names = STR("");
		bool before = false;

		for (size_t k = 0; k < i; k++)
			before |= people[k] == people[i];
		for (size_t k = i; k < n && !before; k++)
			if (people[k] == people[i])
				names = care_joined(a, names, class_child_name(w->db, enrolments[k], a));
		if (before)
			continue;
		struct fill fills[] = { FILL("number", event_name(a, e)),
					FILL("title", c.title),
					FILL("when", event_when(c.start, a)),
					FILL("place", c.place),
					FILL("child", names),
					FILL("fee", arena_printf(a, "%g", c.fee)) };
		struct notice notice = { .person = people[i],
					 .phrase = PHRASE("childcare.moved_up"),
					 .fills = fills,
					 .n = sizeof fills / sizeof *fills,
					 .flags = NOTICE_AWAITED | NOTICE_RECEIPT,
					 .subject = event_name(a, e) };

		(void)notice_send(w, &notice, now, a);
	}
	return true;
}

/* Details of children go when the class is over. */
static void forget_over(const struct turn_world *w, const struct timer *timer, ms_t now, struct arena *a)
{
	(void)timer;
	(void)class_forget_over(w->db, day_str(local_day(now), a), now);
}

const struct job childcare_jobs[] = {
	{ .name = "childcare.over", .run = forget_over, .daily = "03:40" },
	{ 0 },
};

const struct handler childcare_after_handlers[] = {
	{ .intent = "childcare.details", .run = details, .flags = HANDLER_FILES, .before = nobody_in },
	{ .intent = "childcare.cancel", .run = cancel, .flags = HANDLER_FILES },
	{ 0 },
};
