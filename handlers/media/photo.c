/* photo.c - the photos of a case or a task: shown to whoever may see it. And one that is
 * of no use: whoever sent it is told, once. */
#include <inttypes.h>

#include "handlers/media/media.h"
#include "handlers/case/case.h"
#include "handlers/turn/jobs.h"
#include "handlers/turn/notice.h"
#include "handlers/task/task.h"
#include "store/db/audit.h"
#include "store/case/desk.h"
#include "store/db/number.h"
#include "store/media/photo.h"

enum {
	STILL_THERE = 10 * MS_MINUTE, /* whoever sent it so recently reads the answer at any hour */
	SHOWN = 9,
};

/* -------------------------------------------------------------------- showing */

/* The reporter, and staff who may see the case; a look of theirs is audited. */
static bool may_see(struct turn *t, const struct case_info *c)
{
	if (!c->number)
		return false;
	if (case_tie(t->db, c, t->who.id) == TIE_OWN)
		return true;
	if (case_sight(t->db, t->who.id, c->number) == SIGHT_NONE)
		return false;
	audit(t->db, t->now, t->who.uid, "case.photos", str_c(c->uid), NO_STR);
	return true;
}

static void show_all(struct turn *t, struct str number, const int64_t *ids, size_t n)
{
	if (!n)
		turn_say(t, "photo.none", FILL("number", number));
	for (size_t i = 0; i < n; i++)
		turn_photo(t, ids[i], "photo.shown", FILL("number", number),
			   FILL("i", arena_printf(t->arena, "%zu", i + 1)),
			   FILL("n", arena_printf(t->arena, "%zu", n)));
}

static void show(struct turn *t)
{
	struct str asked = slots_get(&t->slots, "case");
	int64_t ids[SHOWN];

	if (turn_is_group(t)) {
		turn_say(t, "private.please", FILL("name", t->who.name));
		return;
	}
	struct case_info c = case_load(t->db, number_parse(asked, 'Q'), t->arena);

	/* a number that he may not see and one that is not there get the same answer */
	if (!may_see(t, &c)) {
		turn_say(t, "case.unknown", FILL("number", asked));
		return;
	}
	show_all(t, arena_printf(t->arena, "Q-%" PRId64, c.number), ids, photo_of_case(t->db, c.number, ids, SHOWN));
}

/* The asker, whoever did it, and the staff. */
static bool may_see_task(struct turn *t, const struct task *k)
{
	int64_t people[TASK_PEOPLE];
	size_t n = task_people(t->db, k->code, "done", people, TASK_PEOPLE);

	for (size_t i = 0; i < n; i++)
		if (people[i] == t->who.id)
			return true;
	return k->code && (k->person == t->who.id || task_seen_by(t->db, k->code, t->who.id));
}

static void show_of_task(struct turn *t)
{
	struct task k = task_load(t->db, number_parse(slots_get(&t->slots, "task"), 'T'), t->arena);
	int64_t ids[SHOWN];

	if (turn_is_group(t)) {
		turn_say(t, "private.please", FILL("name", t->who.name));
		return;
	}
	if (!may_see_task(t, &k)) {
		turn_say_n(t, PHRASE("task.unknown"), NULL, 0);
		return;
	}
	show_all(t, task_number(k.code, t->arena), ids, photo_of_task(t->db, k.code, ids, SHOWN));
}

const struct handler photo_handlers[] = {
	{ .intent = "case.photos", .run = show },
	{ .intent = "task.photos", .run = show_of_task },
	{ 0 },
};

/* ----------------------------------------------------------------- of no use */

static const char *words(enum photo_end end)
{
	switch (end) {
	case PHOTO_LARGE:
		return PHRASE("photo.large");
	case PHOTO_LOST:
		return PHRASE("photo.lost");
	default:
		return PHRASE("photo.unreadable");
	}
}

static void tell(const struct turn_world *w, const struct timer *t, ms_t now, struct arena *a)
{
	struct photo_news news;

	if (!photo_tell(w->db, t->subject, now, &news) || !news.person)
		return;
	struct fill fill = FILL("number", news.lesson ? arena_printf(a, "L-%" PRId64, news.lesson)
					  : news.task ? task_number(news.task, a)
						      : arena_printf(a, "Q-%" PRId64, news.number));

	notice_send(w,
		    &(struct notice){
			    .person = news.person,
			    .phrase = news.lesson ? PHRASE("lesson_write.picture_bad") : words(news.end),
			    .fills = &fill,
			    .n = 1,
			    .flags = NOTICE_RECEIPT | (now - news.at < STILL_THERE ? NOTICE_URGENT : NOTICE_AWAITED),
		    },
		    now, a);
}

bool photo_alone(struct turn *t)
{
	if (!t->m->n_photos)
		return false;
	case_wait_photos(t);
	turn_say(t, "photo.alone", FILL("name", t->who.name));
	return true;
}

const struct job photo_jobs[] = {
	{ .name = PHOTO_TIMER, .run = tell },
	{ 0 },
};
