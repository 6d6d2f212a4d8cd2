/* run.c - plays the steps of a story. */
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "bot/config/scratch.h"
#include "bot/story/figures.h"
#include "bot/story/world.h"
#include "store/lists/import.h"

static const char *folder(struct story_world *w, const struct step *s)
{
	return s->text.p[0] == '/' ? arena_cstr(w->arena, s->text)
				   : arena_printf(w->arena, "%s/" STR_FMT, w->story->dir, STR_ARG(s->text)).p;
}

static void load(struct story_world *w, struct db *db, const struct step *s)
{
	struct import_report report = { 0 };
	enum err e = import_dir(db, folder(w, s), arena_cstr(w->arena, s->text),
				&(struct import_options){ .now = w->now }, w->arena, &report);

	if (e != OK) {
		world_fail(w, "the folder was not loaded: %s", err_name(e));
		import_print_problems(&report, "# ", w->out);
	}
}

static ms_t midnight(struct str date, bool *ok)
{
	struct tm tm = { .tm_isdst = -1 };
	char text[16] = "";

	if (date.n < sizeof text)
		memcpy(text, date.p, date.n);
	const char *end = strptime(text, "%Y-%m-%d", &tm);

	*ok = end && !*end;
	return (ms_t)mktime(&tm) * MS_SECOND;
}

static void set_date(struct story_world *w, const struct step *s)
{
	bool ok;
	ms_t day = midnight(s->text, &ok);

	if (!ok) {
		world_fail(w, "a date is YYYY-MM-DD");
		return;
	}
	w->day = day;
	w->now = day;
}

/* ---------------------------------------------------------------- beginning */

/* Before the first message: what is loaded, and when. */
static const struct step *end_of_beginning(const struct story *story)
{
	const struct step *s = story->steps;

	while (s && (s->kind == STEP_LOAD || s->kind == STEP_DATE || s->kind == STEP_OUTSIDE ||
		     s->kind == STEP_NO_FIRST || s->kind == STEP_REMARK))
		s = s->next;
	return s;
}

/* Stories of which it is equal begin with the same database. */
static struct str beginning(struct story_world *w, const struct step *end)
{
	struct str key = STR("");

	for (const struct step *s = w->story->steps; s != end; s = s->next) {
		char *path = s->kind == STEP_LOAD ? realpath(folder(w, s), NULL) : NULL;

		if (s->kind == STEP_LOAD || s->kind == STEP_DATE)
			key = arena_printf(w->arena, STR_FMT "%s\n", STR_ARG(key),
					   path ? path : arena_cstr(w->arena, s->text));
		free(path);
	}
	return key;
}

static void load_all(struct story_world *w, const struct step *end)
{
	struct db *db;
	enum err e = db_open(w->db, DB_SCRATCH, &w->keys, &db);

	if (e != OK)
		world_fail(w, "the database cannot be opened: %s", err_name(e));
	for (const struct step *s = w->story->steps; s != end && !w->failed; s = s->next) {
		w->step = s;
		if (s->kind == STEP_DATE)
			set_date(w, s);
		if (s->kind == STEP_LOAD)
			load(w, db, s);
	}
	db_close(db);
}

/* As if each step had been played, from a database of an earlier story where there is one. */
static const struct step *begin(struct story_world *w)
{
	const struct step *end = end_of_beginning(w->story);
	struct str key = beginning(w, end);
	enum err e = fixtures_get(w->fixtures, key, w->db);

	if (e == ERR_NOT_FOUND) {
		load_all(w, end);
		e = w->failed ? OK : fixtures_keep(w->fixtures, key, w->db);
	}
	if (e != OK)
		world_fail(w, "no copy of the database can be made: %s", err_name(e));
	for (const struct step *s = w->story->steps; s != end && !w->failed; s = s->next) {
		w->step = s;
		if (s->kind == STEP_DATE)
			set_date(w, s);
		world_tell(w, s);
	}
	return w->failed || !world_open(w) ? NULL : end;
}

/* -------------------------------------------------------------------- steps */

static void say(struct story_world *w, const struct step *s)
{
	world_advance(w, world_time(w, &s->when));
	if (!w->collecting)
		w->heard = w->platform.n;
	struct batch *b = world_message(w, s);

	gateway_submit(w->core.gateway, b);
	if (!w->collecting)
		world_settle(w);
}

/* Killed; and started, perhaps much later. */
static void restart(struct story_world *w, const struct when *when)
{
	platform_forget_pending(&w->platform);
	core_close(&w->core);
	if (when->has_time) {
		w->heard = w->platform.n;
		w->now = world_time(w, when);
	}
	if (world_open(w))
		world_settle(w);
}

static void play(struct story_world *w, const struct step *s)
{
	switch (s->kind) {
	case STEP_LOAD:
		load(w, w->core.db, s);
		break;
	case STEP_OUTSIDE:
	case STEP_NO_FIRST:
		break;
	case STEP_DATE:
		set_date(w, s);
		break;
	case STEP_SAY:
		say(w, s);
		break;
	case STEP_AGAIN:
		w->heard = w->platform.n;
		gateway_submit(w->core.gateway, world_batch(w, &w->last));
		world_settle(w);
		break;
	case STEP_TOGETHER:
		w->heard = w->platform.n;
		w->collecting = true;
		break;
	case STEP_END:
		w->collecting = false;
		world_settle(w);
		break;
	case STEP_CLOCK:
		w->heard = w->platform.n;
		world_advance(w, world_time(w, &s->when));
		break;
	case STEP_JUMP: /* the machine's clock is set, forward or back */
		w->heard = w->platform.n;
		w->now = world_time(w, &s->when);
		world_settle(w);
		break;
	case STEP_RESTART:
		restart(w, &s->when);
		break;
	case STEP_PLATFORM:
		w->platform.status = s->status;
		w->platform.retry_after = s->seconds;
		break;
	case STEP_EXPECT:
		world_expect(w, s);
		break;
	case STEP_SILENCE:
		world_silence(w);
		break;
	case STEP_QUERY:
		world_query(w, s);
		break;
	case STEP_REMARK:
		break;
	}
}

/* What a story says of its whole world, wherever it stands. */
static void furnish(struct story_world *w, struct config *own)
{
	own->public_url = NULL; /* the outside does not reach the bot */
	for (const struct step *s = w->story->steps; s; s = s->next) {
		if (s->kind == STEP_OUTSIDE)
			own->public_url = arena_cstr(w->arena, s->text);
		if (s->kind == STEP_NO_FIRST) {
			own->channels = arena_one(w->arena, struct config_channel);
			*own->channels = (struct config_channel){ .name = STORY_CHANNEL, .kind = "story-shy" };
			w->platform.no_first = true;
		}
	}
}

bool story_tell(const struct story *story, const struct config *config, struct fixtures *fixtures, FILE *tell,
		FILE *out)
{
	struct config own = *config;
	struct story_world w = { .story = story,
				 .config = &own,
				 .fixtures = fixtures,
				 .keys = fixtures->keys,
				 .arena = arena_new(),
				 .out = out,
				 .tell = tell };
	bool ok;

	w.day = w.now = midnight(STR("2025-06-11"), &ok);
	platform_init(&w.platform);
	furnish(&w, &own);
	if (!scratch_dir(w.dir, sizeof w.dir)) {
		world_fail(&w, "no folder for the database can be made");
	} else {
		snprintf(w.db, sizeof w.db, "%s/story.db", w.dir);
		world_tell_title(&w);
		for (const struct step *s = begin(&w); s && !w.failed; s = s->next) {
			w.step = s;
			play(&w, s);
			world_tell(&w, s);
		}
		if (!w.failed && story->figures.p)
			story_figures(&w, story->figures);
		core_close(&w.core);
		scratch_remove(w.dir);
	}
	platform_free(&w.platform);
	arena_free(w.arena);
	return !w.failed;
}

bool story_run(const struct story *story, const struct config *config, struct fixtures *fixtures, FILE *out)
{
	return story_tell(story, config, fixtures, NULL, out);
}
