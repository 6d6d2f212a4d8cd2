/* reload.c - watching the pack's folders.
 *
 * A watch sees one folder, none below it, and stays with that folder when another takes its
 * name. So after a change all folders are watched anew, and the pack is read after that. */
#include "bot/engine/reload.h"

#include <stdlib.h>
#include <string.h>
#include <uv.h>

#include "bot/base/log.h"
#include "bot/base/mem.h"
#include "dialogs/build/build.h"
#include "dialogs/check/check.h"
#include "handlers/turn/turn.h"

enum { SETTLE_MS = 500 }; /* an editor writes in several steps */

struct watch {
	uv_fs_event_t event;
	struct reload *reload;
	struct watch *next;
};

struct reload {
	uv_loop_t *loop;
	struct gateway *gateway;
	const char *dir;
	struct watch *watches;
	uv_timer_t timer;
	uv_work_t work;
	bool working, again, freed;
	int closing;	     /* handles that are not closed yet */
	struct arena *arena; /* of the problems */
	struct problems wrong;
	struct pack *pack;
};

/* In the thread pool: touches only the new pack. */
static void read_and_check(uv_work_t *work)
{
	struct reload *r = work->data;
	struct problems notes = { .arena = r->arena };
	const struct check_facts facts = { .intents = handler_intents(),
					   .phrases = handler_phrases(),
					   .cases = handler_cases() };

	r->pack = pack_load(r->dir, &r->wrong);
	if (r->pack)
		pack_check(r->pack, &facts, &r->wrong, &notes);
	if (r->pack && r->wrong.n) {
		pack_free(r->pack);
		r->pack = NULL;
	}
}

static void end(struct reload *r)
{
	if (r->freed && !r->closing && !r->working)
		free(r);
}

static void checked(uv_work_t *work, int status)
{
	struct reload *r = work->data;

	(void)status;
	r->working = false;
	if (r->freed) {
		pack_free(r->pack);
	} else if (r->pack) {
		gateway_new_pack(r->gateway, r->pack);
		log_info("reload", "result=the new pack is in use");
	} else {
		for (size_t i = 0; i < r->wrong.n; i++)
			log_warn("reload", "problem=" STR_FMT, STR_ARG(r->wrong.lines[i]));
		log_warn("reload", "result=the pack is wrong, the one before stays in use");
	}
	r->pack = NULL;
	arena_free(r->arena);
	r->arena = NULL;
	if (r->freed)
		end(r);
	else if (r->again)
		reload_now(r);
}

void reload_now(struct reload *r)
{
	r->again = r->working;
	if (r->working)
		return;
	r->working = true;
	r->arena = arena_new();
	r->wrong = (struct problems){ .arena = r->arena };
	r->work.data = r;
	if (uv_queue_work(r->loop, &r->work, read_and_check, checked) != 0)
		abort(); /* only without a callback */
}

static void watch_closed(uv_handle_t *handle)
{
	struct watch *w = handle->data;
	struct reload *r = w->reload;

	free(w);
	r->closing--;
	end(r);
}

static void unwatch(struct reload *r)
{
	for (struct watch *w = r->watches; w; w = w->next) {
		r->closing++;
		uv_close((uv_handle_t *)&w->event, watch_closed);
	}
	r->watches = NULL;
}

/* A file of the pack, or what may be a folder. */
static bool matters(const char *name)
{
	return str_ends(str_c(name), STR(".ini")) || !strchr(name, '.');
}

static void settled(uv_timer_t *);

static void changed(uv_fs_event_t *event, const char *name, int events, int status)
{
	struct watch *w = event->data;

	(void)events;
	if (status == 0 && name && matters(name))
		uv_timer_start(&w->reload->timer, settled, SETTLE_MS, 0);
}

static void watch(struct reload *r, const char *folder)
{
	struct watch *w = mem_zalloc(sizeof *w);

	w->reload = r;
	w->event.data = w;
	w->next = r->watches;
	r->watches = w;
	uv_fs_event_init(r->loop, &w->event);
	int e = uv_fs_event_start(&w->event, changed, folder, 0);

	if (e != 0)
		log_warn("reload", "folder=%s problem=is not watched: %s", folder, uv_strerror(e));
}

static void watch_all(struct reload *r)
{
	struct arena *a = arena_new();
	struct paths folders;

	unwatch(r);
	pack_folders(r->dir, a, &folders);
	for (size_t i = 0; i < folders.n; i++)
		watch(r, folders.v[i]);
	arena_free(a);
}

static void settled(uv_timer_t *timer)
{
	watch_all(timer->data);
	reload_now(timer->data);
}

struct reload *reload_new(struct uv_loop_s *loop, const struct config *config, struct gateway *gateway)
{
	struct reload *r = mem_zalloc(sizeof *r);

	r->loop = loop;
	r->gateway = gateway;
	r->dir = config->pack;
	uv_timer_init(loop, &r->timer);
	r->timer.data = r;
	watch_all(r);
	return r;
}

static void closed(uv_handle_t *handle)
{
	struct reload *r = handle->data;

	r->closing--;
	end(r);
}

void reload_free(struct reload *r)
{
	if (!r)
		return;
	r->freed = true;
	r->closing++;
	uv_close((uv_handle_t *)&r->timer, closed);
	unwatch(r);
}
