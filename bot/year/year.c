/* year.c - the year from its first midnight to its last: opened, planned, lived through. */
#include "bot/year/year.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "bot/base/mem.h"
#include "bot/config/scratch.h"
#include "bot/year/stage.h"
#include "store/messages/room.h"
#include "store/lists/text.h"

enum { HEADINGS = 256, SENTENCES = 200 };

#define DICE UINT64_C(0x9E3779B97F4A7C15) /* any number but 0 */

static ms_t first_of_month(ms_t now, int months_before)
{
	time_t t = (time_t)(now / MS_SECOND);
	struct tm tm;

	localtime_r(&t, &tm);
	tm = (struct tm){ .tm_year = tm.tm_year, .tm_mon = tm.tm_mon - months_before, .tm_mday = 1, .tm_isdst = -1 };
	return (ms_t)mktime(&tm) * MS_SECOND;
}

static void day_words(ms_t at, char *out, size_t n)
{
	time_t t = (time_t)(at / MS_SECOND);
	struct tm tm;

	strftime(out, n, "%Y-%m-%d", localtime_r(&t, &tm));
}

/* sentences.txt: "[heading]", then a sentence a line. */
static enum err read_sentences(struct year *y)
{
	const char *path = arena_printf(y->w.arena, "%s/year/sentences.txt", y->setup->dir).p;
	struct text_problem why = { 0 };
	struct text *text = text_open(path, &why);
	struct lines *at = NULL;
	struct str line;

	if (!text) {
		fprintf(y->setup->err, "xiaodeng: %s: %s\n", path, why.reason);
		return ERR_INPUT;
	}
	y->lines = arena_array(y->w.arena, struct lines, HEADINGS);
	while (text_line(text, &line)) {
		line = str_trim(line);
		if (line.n > 2 && line.p[0] == '[' && y->n_lines < HEADINGS) {
			at = &y->lines[y->n_lines++];
			at->head = arena_str(y->w.arena, str_sub(line, 1, line.n - 1));
			at->v = arena_array(y->w.arena, struct str, SENTENCES);
		} else if (line.n && line.p[0] != '#' && at && at->n < SENTENCES) {
			at->v[at->n++] = arena_str(y->w.arena, line);
		}
	}
	text_close(text);
	return OK;
}

/* Each part begins with dice of its own, so that a change in one leaves the others as they are. */
static void plan(struct year *y)
{
	static void (*const parts[])(struct year *) = { year_plan_members, year_plan_cases,	 year_plan_help,
							year_plan_rides,   year_plan_activities, year_plan_learning,
							year_plan_office,  year_plan_childcare };

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		y->dice = DICE * (i + 1);
		parts[i](y);
	}
}

static void tell_month(struct year *y, int *told)
{
	time_t t = (time_t)(y->w.now / MS_SECOND);
	struct tm tm;

	localtime_r(&t, &tm);
	if (*told == tm.tm_mon)
		return;
	*told = tm.tm_mon;
	if (y->setup->progress)
		y->setup->progress(y->setup->arg, tm.tm_year + 1900, tm.tm_mon + 1);
}

/* What was planned for later than the last day does not happen. */
static void live(struct year *y)
{
	int told = -1;

	while (y->diary && y->diary->at < y->to && !y->w.failed) {
		struct deed *d = y->diary;

		y->diary = d->next;
		wait_until(y, d->at);
		tell_month(y, &told);
		d->run(y, d);
	}
	wait_until(y, y->to);
}

static enum err whole_year(struct year *y)
{
	if (!world_open(&y->w))
		return ERR_IO;
	enum err e = room_mark_sample(y->w.core.db);

	if (e == OK)
		e = read_sentences(y);
	if (e == OK)
		e = year_people(y);
	if (e != OK)
		return e;
	plan(y);
	live(y);
	wait_until(y, y->setup->now); /* nobody writes any more, but what is late comes to be late */
	return y->w.failed ? ERR_IO : OK;
}

/* What was half made must not be taken for a city. */
static void take_away(const char *db)
{
	static const char *const ends[] = { "", "-wal", "-shm", ".lock" };
	char path[512];

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if ((size_t)snprintf(path, sizeof path, "%s%s", db, ends[i]) < sizeof path)
			unlink(path);
}

enum err year_build(const struct year_setup *setup, struct year_result *result)
{
	static const struct story stage = { .file = "the year" };
	struct config *config = scratch_config(setup->config);
	struct year *y = mem_zalloc(sizeof *y);

	take_away(setup->db); /* of a run that was stopped in the middle */
	config->channels[0].name = "room";
	*y = (struct year){ .setup = setup,
			    .dice = DICE,
			    .from = first_of_month(setup->now, 12),
			    .to = first_of_month(setup->now, 0) };
	y->w = (struct story_world){ .story = &stage,
				     .config = config,
				     .arena = arena_new(),
				     .keys = *setup->keys,
				     .house_every = MS_DAY,
				     .out = setup->err };
	y->w.now = y->w.day = y->from;
	snprintf(y->w.db, sizeof y->w.db, "%s", setup->db);
	platform_init(&y->w.platform);
	enum err e = whole_year(y);

	core_close(&y->w.core);
	*result = (struct year_result){ .messages = y->said, .missed = y->missed };
	day_words(y->from, result->from, sizeof result->from);
	day_words(y->to - MS_HOUR, result->to, sizeof result->to);
	if (e != OK)
		take_away(setup->db);
	platform_free(&y->w.platform);
	arena_free(y->w.arena);
	config_free(config);
	free(y);
	return e;
}
