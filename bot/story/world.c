/* world.c - the stage: opening it, moving its clock, knowing its people. */
#include "bot/story/world.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bot/base/buf.h"
#include "store/media/photo.h"
#include "store/person/person.h"

enum { FAR = 3 * MS_DAY, ROUNDS = 10000 }; /* of ticks at one instant: more is a loop that never rests */

void world_fail(struct story_world *w, const char *fmt, ...)
{
	va_list ap;

	w->failed = true;
	fprintf(w->out, "# %s:%d: " STR_FMT "\n#   ", w->story->file, w->step ? w->step->line : 0,
		STR_ARG(w->step ? w->step->source : STR("")));
	va_start(ap, fmt);
	vfprintf(w->out, fmt, ap);
	va_end(ap);
	fputc('\n', w->out);
}

bool world_open(struct story_world *w)
{
	struct core_setup setup = {
		.config = w->config,
		.keys = &w->keys,
		.db = w->db,
		.mode = DB_SCRATCH,
		.pack = w->fixtures ? w->fixtures->pack : NULL,
		.transport = &w->platform.transport,
		.house_every = w->house_every,
		.err = stderr,
	};
	enum err e = core_open(&setup, w->now, &w->core);

	if (e != OK)
		world_fail(w, "the database cannot be opened: %s", err_name(e));
	return e == OK;
}

/* Letters of the numbers that people see; '#' stands for a code of six digits. */
static const char letters[] = "QTALDMBCHPR#";

static void note(struct story_world *w, struct str number)
{
	struct number_seen **link = &w->numbers;

	while (*link && !str_eq((*link)->text, number))
		link = &(*link)->next;
	if (!*link) {
		*link = arena_one(w->arena, struct number_seen);
		(*link)->text = arena_str(w->arena, number);
	}
}

static size_t digits_end(struct str text, size_t i)
{
	while (i < text.n && isdigit((unsigned char)text.p[i]))
		i++;
	return i;
}

/* New numbers in what was just delivered, in the order in which they appear. */
static void note_numbers(struct story_world *w, struct str text)
{
	for (size_t i = 0; i + 2 < text.n; i++) {
		bool begins = i == 0 || !isalnum((unsigned char)text.p[i - 1]);
		size_t end = digits_end(text, i);

		if (!begins)
			continue;
		if (end - i == 6)
			note(w, arena_printf(w->arena, "#" STR_FMT, STR_ARG(str_sub(text, i, end))));
		else if (end == i && strchr(letters, text.p[i]) && text.p[i + 1] == '-' &&
			 digits_end(text, i + 2) > i + 2)
			note(w, str_sub(text, i, digits_end(text, i + 2)));
	}
}

/* In place of bot/picture/fetcher.h: the photos that people send in stories are fine. */
static enum err develop(void *arg, struct db *db, ms_t now)
{
	struct photo_work work;

	(void)now;
	while (photo_next_work(db, arg, &work))
		photo_done(db, work.id, STR("\xff\xd8\xff a picture"));
	return db_error(db);
}

void world_settle(struct story_world *w)
{
	struct photo_work work;
	struct work developing = { .run = develop, .arg = w->arena };

	for (int i = 0; i < ROUNDS; i++) {
		size_t before = w->platform.n;

		if (!gateway_busy(w->core.gateway) && photo_next_work(w->core.db, w->arena, &work))
			gateway_do(w->core.gateway, &developing);
		ms_t next = core_tick(&w->core, w->now);
		bool answered = platform_answer(&w->platform);

		for (; before < w->platform.n; before++)
			note_numbers(w, w->platform.deliveries[before].reply.text);
		if (!answered && next > w->now && !gateway_busy(w->core.gateway) &&
		    !photo_next_work(w->core.db, w->arena, &work))
			return;
	}
	world_fail(w, "the process does not come to rest");
}

void world_advance(struct story_world *w, ms_t to)
{
	/* half a year has 260,000 minutes: on long ways the house is kept every hour */
	bool far = to - w->now > FAR && !w->house_every;

	if (far)
		gateway_house_every(w->core.gateway, MS_HOUR);
	world_settle(w);
	while (!w->failed) {
		ms_t next = core_tick(&w->core, w->now);

		if (next > to)
			break;
		if (next > w->now)
			w->now = next;
		world_settle(w);
	}
	w->now = to;
	if (far)
		gateway_house_every(w->core.gateway, MS_MINUTE);
	world_settle(w);
}

ms_t world_time(struct story_world *w, const struct when *when)
{
	if (!when->has_time)
		return w->now + MS_SECOND;
	ms_t day = when->has_day ? w->day + when->day * (ms_t)MS_DAY : w->now - (w->now - w->day) % MS_DAY;

	return day + when->seconds * (ms_t)MS_SECOND;
}

struct str world_person(struct story_world *w, struct str name)
{
	for (const struct actor *a = w->actors; a; a = a->next)
		if (str_eq(a->name, name))
			return a->id;
	struct str id = person_native(w->core.db, STR(STORY_CHANNEL), name, w->arena);

	if (!id.p)
		return name;
	struct actor *a = arena_one(w->arena, struct actor);

	*a = (struct actor){ name, id, w->actors };
	w->actors = a;
	return id;
}

/* The k-th number of a letter that was seen. */
static struct str number_seen(const struct story_world *w, char letter, int64_t k)
{
	for (const struct number_seen *n = w->numbers; n; n = n->next)
		if (n->text.p[0] == letter && --k == 0)
			return letter == '#' ? str_sub(n->text, 1, n->text.n) : n->text;
	return NO_STR;
}

struct str world_expand(struct story_world *w, struct str text)
{
	struct buf out;

	buf_init(&out, 1 << 20);
	while (text.n) {
		ptrdiff_t open = str_find(text, STR("{"));
		int64_t k = 0;

		if (open < 0)
			break;
		struct str inside = str_sub(text, (size_t)open + 1, text.n);
		ptrdiff_t close = str_find(inside, STR("}"));

		buf_add(&out, str_sub(text, 0, (size_t)open));
		if (close < 2 || !strchr(letters, inside.p[0]) ||
		    !str_int(str_sub(inside, 1, (size_t)close), 1, 1000, &k)) {
			buf_char(&out, '{');
			text = inside;
			continue;
		}
		struct str number = number_seen(w, inside.p[0], k);

		if (!number.p)
			world_fail(w, "no %c number %" PRId64 " has been seen yet", inside.p[0], k);
		buf_add(&out, number);
		text = str_sub(inside, (size_t)close + 1, inside.n);
	}
	buf_add(&out, text);
	struct str s = arena_str(w->arena, buf_str(&out));

	buf_free(&out);
	return s;
}
