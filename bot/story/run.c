/* run.c - plays the steps of a story. */
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "bot/config/scratch.h"
#include "bot/story/figures.h"
#include "bot/story/world.h"
#include "store/lists/import.h"

static void load(struct story_world *w, const struct step *s)
{
	struct import_report report = { 0 };
	struct str dir = s->text.p[0] == '/' ? s->text
					     : arena_printf(w->arena, "%s/" STR_FMT, w->story->dir, STR_ARG(s->text));
	enum err e = import_dir(w->core.db, arena_cstr(w->arena, dir), arena_cstr(w->arena, s->text),
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
		load(w, s);
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

bool story_tell(const struct story *story, const struct config *config, FILE *tell, FILE *out)
{
	struct config own = *config;
	struct story_world w = { .story = story, .config = &own, .arena = arena_new(), .out = out, .tell = tell };
	bool ok;

	w.day = w.now = midnight(STR("2025-06-11"), &ok);
	keys_random(&w.keys);
	platform_init(&w.platform);
	furnish(&w, &own);
	if (!scratch_dir(w.dir, sizeof w.dir)) {
		world_fail(&w, "no folder for the database can be made");
	} else {
		snprintf(w.db, sizeof w.db, "%s/story.db", w.dir);
		world_tell_title(&w);
		if (world_open(&w))
			for (const struct step *s = story->steps; s && !w.failed; s = s->next) {
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

bool story_run(const struct story *story, const struct config *config, FILE *out)
{
	return story_tell(story, config, NULL, out);
}
