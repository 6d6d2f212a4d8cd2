/* gateway.c - the gateway: what it is made of, and what it does in one pass of the loop. */
#include "bot/engine/gateway.h"

#include <inttypes.h>
#include <stdlib.h>

#include "bot/base/log.h"
#include "bot/base/mem.h"
#include "bot/channels/channel.h"
#include "bot/engine/due.h"
#include "bot/engine/internal.h"
#include "bot/engine/mark.h"
#include "dialogs/pack/pack.h"
#include "handlers/turn/flood.h"
#include "handlers/turn/jobs.h"
#include "store/volunteer/helpers.h"
#include "store/place/place.h"
#include "store/station/station.h"

enum { SCRUB = MS_SECOND /* between attempts to empty the log while somebody reads it */ };

/* -------------------------------------------------------------------- set up */

static size_t channel_index(const struct gateway *g, struct str name)
{
	size_t i = 0;

	while (i < g->n_channels && !str_is(name, g->channels[i].name))
		i++;
	return i;
}

/* The other side of a pulled channel, and some platforms, take what nobody asked for. */
static bool may_write_first(void *arg, struct str channel)
{
	const struct gateway *g = arg;
	size_t i = channel_index(g, channel);

	return i < g->n_channels && (!g->channels[i].ops->send || g->channels[i].ops->writes_first);
}

static size_t text_most(void *arg, struct str channel)
{
	const struct gateway *g = arg;
	size_t i = channel_index(g, channel);

	return i < g->n_channels ? g->channels[i].ops->text_units : 0;
}

static void reply_queued(void *arg, int64_t id, struct str channel, int64_t chat, int class)
{
	struct gateway *g = arg;

	if (g->n_queued == g->room_queued) {
		g->room_queued = g->room_queued ? g->room_queued * 2 : 64;
		g->queued = mem_grow(g->queued, g->room_queued * sizeof *g->queued);
	}
	g->queued[g->n_queued++] = (struct queued){ id, chat, channel_index(g, channel), class };
}

enum err gateway_new(const struct gateway_setup *setup, struct gateway **out)
{
	struct gateway *g = mem_zalloc(sizeof *g);

	*g = (struct gateway){
		.config = setup->config,
		.db = setup->db,
		.pack = setup->pack,
		.channels = setup->channels,
		.n_channels = setup->n_channels,
		.places = places_new(setup->db),
		.stations = stations_new(setup->db),
		.helpers = helpers_new(setup->db),
		.house_every = setup->house_every ? setup->house_every : MS_MINUTE,
		.flood = flood_new(setup->config->per_person),
		.crowd = flood_new(setup->config->per_chat),
		.arena = arena_new(),
		.aside_arena = arena_new(),
	};
	g->last_batch = &g->batches;
	g->last_work = &g->work;
	g->gazetteer = (struct gazetteer){ places_longest, g->places };
	g->world = (struct turn_world){
		.db = g->db,
		.pack = g->pack,
		.places = &g->gazetteer,
		.stations = g->stations,
		.helpers = g->helpers,
		.offers_per_day = setup->config->offers,
		.wave_minutes = setup->config->wave,
		.alert_people = setup->config->alert_people,
		.alert_days = setup->config->alert_days,
		.flood = g->flood,
		.crowd = g->crowd,
		.uncalled_per_day = setup->config->uncalled,
		.workday = g->workday,
		.hours = { setup->config->quiet, setup->config->peaks, setup->config->workday },
		.keep_days = setup->config->keep_days,
		.public_url = setup->config->public_url,
		.link_days = setup->config->link_days,
		.may_write_first = may_write_first,
		.text_most = text_most,
		.queued = reply_queued,
		.arg = g,
	};
	clock_words(&setup->config->workday, g->workday, sizeof g->workday);
	gateway_count_suspects(g, setup->mark_file);
	*out = g;
	return db_error(g->db);
}

void gateway_free(struct gateway *g)
{
	if (!g)
		return;
	for (struct batch *b = g->batches, *next; b; b = next) {
		next = b->next;
		b->done(b->arg, b, &(struct batch_result){ .err = ERR_BUSY });
		arena_free(b->arena);
	}
	for (struct work *k = g->work, *next; k; k = next) {
		next = k->next;
		if (k->done)
			k->done(k->arg, ERR_BUSY);
	}
	mark_close(g->mark);
	flood_free(g->flood);
	flood_free(g->crowd);
	places_free(g->places);
	stations_free(g->stations);
	helpers_free(g->helpers);
	pack_free(g->pack);
	arena_free(g->arena);
	arena_free(g->aside_arena);
	free(g->queued);
	free(g);
}

void gateway_submit(struct gateway *g, struct batch *b)
{
	b->next = NULL;
	*g->last_batch = b;
	g->last_batch = &b->next;
}

void gateway_do(struct gateway *g, struct work *k)
{
	k->next = NULL;
	*g->last_work = k;
	g->last_work = &k->next;
}

void gateway_on_replies(struct gateway *g, void (*call)(void *), void *arg)
{
	if (g->n_on_replies == GATEWAY_LISTENERS)
		abort(); /* a bug */
	g->on_replies[g->n_on_replies].call = call;
	g->on_replies[g->n_on_replies++].arg = arg;
}

void gateway_on_outbox(struct gateway *g, void (*call)(void *, int64_t, size_t, int64_t, int, ms_t), void *arg)
{
	g->on_outbox = call;
	g->on_outbox_arg = arg;
}

bool gateway_busy(const struct gateway *g)
{
	return g->batches || g->work;
}

bool gateway_full(const struct gateway *g)
{
	return g->full;
}

bool gateway_failed(const struct gateway *g)
{
	return g->failed;
}

bool gateway_held(const struct gateway *g)
{
	return g->held;
}

void gateway_new_pack(struct gateway *g, struct pack *pack)
{
	pack_free(g->pack);
	g->pack = pack;
	g->world.pack = pack;
}

const struct turn_world *gateway_world(const struct gateway *g)
{
	return &g->world;
}

const struct gateway_counts *gateway_counts(const struct gateway *g)
{
	return &g->counts;
}

/* -------------------------------------------------------------- one pass */

void gateway_house_every(struct gateway *g, ms_t every)
{
	g->house_every = every;
	g->housekeeping_at = 0;
}

static void keep_house(struct gateway *g)
{
	if (g->now < g->housekeeping_at)
		return;
	g->housekeeping_at = g->now + g->house_every;
	if (db_begin(g->db) != OK)
		return;
	if (g->set_back)
		jobs_set_back(g->db, g->now);
	g->set_back = false;
	jobs_daily(g->db, g->now);
	housekeeping(&g->house, g->db, g->config, g->now, g->arena);
	arena_reset(g->arena);
	enum err e = db_commit(g->db);

	if (e != OK)
		gateway_not_stored(g, e);
	g->due_at = 0;
}

/* What was deleted leaves the log too. */
static void scrub(struct gateway *g)
{
	if (!db_scrub_due(g->db) || g->now < g->scrub_at)
		return;
	enum err e = db_scrub(g->db);

	if (e != OK)
		g->scrub_at = g->now + SCRUB;
	if (e != OK && e != ERR_BUSY)
		log_error("store", "problem=the log cannot be emptied: %s", err_name(e));
}

/* When something other than a message is due. */
static ms_t next_due(const struct gateway *g)
{
	ms_t next = g->due_at < g->housekeeping_at ? g->due_at : g->housekeeping_at;

	return db_scrub_due(g->db) && g->scrub_at < next ? g->scrub_at : next;
}

/* The clock was set back: what comes round every minute does not wait until it is where
 * it was. */
static void notice_clock(struct gateway *g, ms_t now)
{
	if (now >= g->now - MS_SECOND)
		return;
	log_warn("clock", "set_back_ms=%" PRId64, g->now - now);
	g->housekeeping_at = 0;
	g->probe_at = 0;
	g->scrub_at = 0;
	g->set_back = true;
}

/* Whether the disk has space again, and nobody else holds the database. */
static void probe(struct gateway *g)
{
	g->probe_at = g->now + GATEWAY_PROBE;
	if (db_probe(g->db) != OK)
		return;
	g->full = g->held = false;
	log_info("store", "problem=none any more: accepting again");
}

ms_t gateway_tick(struct gateway *g, ms_t now)
{
	notice_clock(g, now);
	g->now = now;
	if ((g->full || g->held) && now >= g->probe_at)
		probe(g);
	if (g->full || g->held || g->failed) {
		if (g->batches || g->work)
			gateway_refuse(g, g->failed ? ERR_IO : g->full ? ERR_FULL : ERR_BUSY);
		return g->failed ? INT64_MAX : g->probe_at;
	}
	if (!g->due_at)
		g->due_at = due_next(g->db);
	if (g->batches || g->work || g->due_at <= now)
		gateway_commit(g);
	gateway_tell_aside(g);
	keep_house(g);
	scrub(g);
	if (!g->due_at)
		g->due_at = due_next(g->db);
	if (g->failed)
		return INT64_MAX;
	if (g->full || g->held)
		return g->probe_at;
	if (g->batches || g->work)
		return now;
	return next_due(g);
}
