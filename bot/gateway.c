/* gateway.c - the turn and the group commit. */
#include "bot/gateway.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bot/base/log.h"
#include "bot/base/mem.h"
#include "bot/channels/channel.h"
#include "bot/due.h"
#include "bot/housekeeping.h"
#include "bot/mark.h"
#include "dialogs/pack.h"
#include "handlers/flood.h"
#include "handlers/jobs.h"
#include "handlers/turn.h"
#include "store/helpers.h"
#include "store/inbox.h"
#include "store/place.h"
#include "store/station.h"

enum {
	GROUP_NS = 20 * 1000 * 1000,
	PROBE = MS_SECOND, /* between attempts while the disk is full */
	SCRUB = MS_SECOND, /* between attempts to empty the log while somebody reads it */
	LISTENERS = 4,
	/* Under suspicion: how much each end of the process at this message
	 * weighs, and when it is set aside: after two crashes. Whoever kills
	 * the process (an operator, a test, the memory killer) hits innocent
	 * messages too. */
	WEIGHS_CRASH = 3,
	WEIGHS_KILL = 1,
	SET_ASIDE = 2 * WEIGHS_CRASH,
};

struct queued {
	int64_t id, chat;
	size_t channel;
	int class;
};

struct gateway {
	const struct config *config;
	struct db *db;
	struct pack *pack;
	struct channel *channels;
	size_t n_channels;
	struct turn_world world;
	char workday[CLOCK_SPANS * 16];
	struct gazetteer gazetteer;
	struct places *places;
	struct stations *stations;
	struct helpers *helpers;
	struct flood *flood, *crowd;
	struct mark *mark;
	struct arena *arena; /* of the turn at hand */
	struct housekeeping house;
	ms_t now;

	struct batch *batches, **last_batch;
	struct task *tasks, **last_task;

	int64_t suspects; /* messages at which a process ended, and that were not handled since */

	bool full, failed;
	ms_t scrub_at;				/* not before, when somebody reads the log */
	ms_t probe_at, housekeeping_at, due_at; /* due_at: of the next timer; 0: look */

	struct queued *queued; /* replies of the transaction at hand */
	size_t n_queued, room_queued;
	struct {
		void (*call)(void *);
		void *arg;
	} on_replies[LISTENERS];
	size_t n_on_replies;
	void (*on_outbox)(void *, int64_t, size_t, int64_t, int, ms_t);
	void *on_outbox_arg;

	struct gateway_counts counts;
};

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

static void reply_queued(void *arg, int64_t id, struct str channel, int64_t chat, int class)
{
	struct gateway *g = arg;

	if (g->n_queued == g->room_queued) {
		g->room_queued = g->room_queued ? g->room_queued * 2 : 64;
		g->queued = mem_grow(g->queued, g->room_queued * sizeof *g->queued);
	}
	g->queued[g->n_queued++] = (struct queued){ id, chat, channel_index(g, channel), class };
}

/* What the process before was handling when it ended is counted, on disk,
 * before anything is handled. */
static void count_suspects(struct gateway *g, const char *mark_file)
{
	struct inbox_key key;
	enum mark_left left = mark_open(mark_file, &g->mark, &key);

	if (left != MARK_NONE && !inbox_seen(g->db, &key)) {
		enum err e = db_begin(g->db);

		if (e == OK) {
			suspect_add(g->db, &key, left == MARK_CRASHED ? WEIGHS_CRASH : WEIGHS_KILL);
			e = db_commit(g->db);
		}
		log_warn("mark", "process=%s while it handled a message%s", left == MARK_CRASHED ? "crashed" : "ended",
			 e == OK ? "" : "; not counted");
	}
	mark_clear(g->mark);
	g->suspects = suspect_count(g->db);
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
		.flood = flood_new(setup->config->per_person),
		.crowd = flood_new(setup->config->per_chat),
		.arena = arena_new(),
	};
	g->last_batch = &g->batches;
	g->last_task = &g->tasks;
	g->gazetteer = (struct gazetteer){ places_longest, g->places };
	g->world = (struct turn_world){
		.db = g->db,
		.pack = g->pack,
		.places = &g->gazetteer,
		.stations = g->stations,
		.helpers = g->helpers,
		.offers_per_day = setup->config->offers,
		.wave_minutes = setup->config->wave,
		.flood = g->flood,
		.crowd = g->crowd,
		.uncalled_per_day = setup->config->uncalled,
		.workday = g->workday,
		.hours = { setup->config->quiet, setup->config->peaks, setup->config->workday },
		.keep_days = setup->config->keep_days,
		.public_url = setup->config->public_url,
		.may_write_first = may_write_first,
		.queued = reply_queued,
		.arg = g,
	};
	clock_words(&setup->config->workday, g->workday, sizeof g->workday);
	count_suspects(g, setup->mark_file);
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
	for (struct task *k = g->tasks, *next; k; k = next) {
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
	free(g->queued);
	free(g);
}

void gateway_submit(struct gateway *g, struct batch *b)
{
	b->next = NULL;
	*g->last_batch = b;
	g->last_batch = &b->next;
}

void gateway_task(struct gateway *g, struct task *k)
{
	k->next = NULL;
	*g->last_task = k;
	g->last_task = &k->next;
}

void gateway_on_replies(struct gateway *g, void (*call)(void *), void *arg)
{
	if (g->n_on_replies == LISTENERS)
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
	return g->batches || g->tasks;
}

bool gateway_full(const struct gateway *g)
{
	return g->full;
}

bool gateway_failed(const struct gateway *g)
{
	return g->failed;
}

void gateway_new_pack(struct gateway *g, struct pack *pack)
{
	pack_free(g->pack);
	g->pack = pack;
	g->world.pack = pack;
}

const struct gateway_counts *gateway_counts(const struct gateway *g)
{
	return &g->counts;
}

/* ------------------------------------------------------------------ the turn */

/* What is needed to see what went wrong, and no more. */
static struct str for_quarantine(const struct message *m, struct arena *a)
{
	cJSON *o = cJSON_CreateObject();

	json_put(o, "id", m->id);
	json_put(o, "chat", m->chat);
	json_put(o, "from", m->from);
	json_put(o, "text", m->text);
	json_put(o, "button", m->button);
	struct str s = json_print(o, a);

	cJSON_Delete(o);
	return s;
}

static enum err set_aside(struct gateway *g, const struct message *m, const struct inbox_key *key, const char *reason)
{
	db_savepoint(g->db);
	if (inbox_add(g->db, key, g->now))
		quarantine_add(g->db, key, g->now, reason, m->channel, for_quarantine(m, g->arena));
	enum err e = db_release(g->db);

	if (e == OK) {
		g->counts.quarantined++;
		log_error("quarantine", "channel=" STR_FMT " reason=%s", STR_ARG(m->channel), reason);
	}
	return e;
}

/* True when the failure is the disk's or the database's, not the message's. */
static bool is_fatal(enum err e)
{
	return e == ERR_FULL || e == ERR_IO || e == ERR_BUSY;
}

static bool weighs(const struct gateway *g, const struct inbox_key *key, int64_t limit)
{
	return g->suspects && suspect_weight(g->db, key) >= limit;
}

static enum err take_message(struct gateway *g, const struct message *m, bool *duplicate)
{
	struct inbox_key key = inbox_key(g->db, m->channel, m->id);
	struct turn_result result = { 0 };
	size_t queued = g->n_queued;

	*duplicate = false;
	if (weighs(g, &key, SET_ASIDE))
		return set_aside(g, m, &key, "crashed twice");
	mark_set(g->mark, &key);
	db_savepoint(g->db);
	if (inbox_add(g->db, &key, g->now))
		turn_run(&g->world, m, g->now, g->arena, &result);
	else
		*duplicate = db_error(g->db) == OK;
	enum err e = db_error(g->db);
	char why[128] = "";

	if (e != OK)
		snprintf(why, sizeof why, "%s", db_error_text(g->db));
	e = db_release(g->db);
	if (e != OK) {
		g->n_queued = queued;
		if (is_fatal(e) || !db_in_transaction(g->db))
			return is_fatal(e) ? e : ERR_IO;
		log_error("turn", "channel=" STR_FMT " intent=%s problem=%s detail=%s", STR_ARG(m->channel),
			  result.intent ? result.intent : "?", err_name(e), why);
		return set_aside(g, m, &key, "failed");
	}
	g->counts.answers += result.answered;
	return OK;
}

static enum err take_batch(struct gateway *g, struct batch *b, struct batch_result *result)
{
	for (size_t i = 0; i < b->n; i++) {
		bool duplicate = false;
		enum err e = take_message(g, &b->v[i], &duplicate);

		arena_reset(g->arena);
		if (e != OK)
			return e;
		result->duplicates += duplicate;
		result->accepted += !duplicate;
	}
	return OK;
}

/* -------------------------------------------------------------- group commit */

static int64_t elapsed_ns(const struct timespec *since)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (t.tv_sec - since->tv_sec) * 1000000000LL + (t.tv_nsec - since->tv_nsec);
}

/* A batch with a message that a process ended at has a transaction of its own. */
static bool has_suspect(const struct gateway *g, const struct batch *b)
{
	for (size_t i = 0; g->suspects && i < b->n; i++) {
		struct inbox_key key = inbox_key(g->db, b->v[i].channel, b->v[i].id);

		if (weighs(g, &key, 1))
			return true;
	}
	return false;
}

static void clear_suspects(struct gateway *g, const struct batch *b)
{
	for (size_t i = 0; i < b->n; i++) {
		struct inbox_key key = inbox_key(g->db, b->v[i].channel, b->v[i].id);

		suspect_clear(g->db, &key);
	}
}

/* What one transaction carries. */
struct group {
	struct batch *batches; /* taken off the queue, in order */
	struct batch_result *results;
	size_t n_batches;
	size_t messages;
	struct task *tasks;
	enum err *task_errs;
	size_t n_tasks;
};

static enum err run_tasks(struct gateway *g, struct group *group)
{
	size_t n = 0, i = 0;

	group->tasks = g->tasks;
	g->tasks = NULL;
	g->last_task = &g->tasks;
	for (struct task *k = group->tasks; k; k = k->next)
		n++;
	group->n_tasks = n;
	group->task_errs = mem_zalloc(n * sizeof *group->task_errs);
	for (struct task *k = group->tasks; k; k = k->next, i++) {
		db_savepoint(g->db);
		enum err told = k->run(k->arg, g->db, g->now), e;

		if (told != OK && db_error(g->db) == OK) {
			db_undo(g->db);
			e = told;
		} else {
			e = db_release(g->db);
		}
		if (is_fatal(e) || !db_in_transaction(g->db))
			return is_fatal(e) ? e : ERR_IO;
		group->task_errs[i] = e;
	}
	return OK;
}

static enum err run_batches(struct gateway *g, struct group *group, const struct timespec *began)
{
	struct batch **end = &group->batches;

	while (g->batches) {
		struct batch *b = g->batches;
		bool suspect = has_suspect(g, b);

		if (suspect && (group->n_batches || group->n_tasks))
			break; /* alone, in the next transaction */
		if (group->messages &&
		    (group->messages + b->n > (size_t)g->config->group || elapsed_ns(began) > GROUP_NS))
			break;
		g->batches = b->next;
		if (!g->batches)
			g->last_batch = &g->batches;
		b->next = NULL;
		*end = b;
		end = &b->next;
		group->results = mem_grow(group->results, (group->n_batches + 1) * sizeof *group->results);
		struct batch_result *result = &group->results[group->n_batches++];

		*result = (struct batch_result){ 0 };
		group->messages += b->n;
		enum err e = take_batch(g, b, result);

		if (e != OK)
			return e;
		if (suspect) {
			clear_suspects(g, b);
			break;
		}
	}
	return OK;
}

static void failed_to_store(struct gateway *g, enum err e)
{
	if (e != ERR_FULL) {
		log_error("store", "problem=%s", err_name(e));
		g->failed = g->failed || e == ERR_IO;
		return;
	}
	if (!g->full)
		log_error("full", "problem=the disk is full: nothing is accepted until there is space");
	g->full = true;
	g->counts.full++;
	g->probe_at = g->now + PROBE;
}

static void tell_outbox(struct gateway *g)
{
	bool pulled = false;
	size_t n = g->n_queued;

	for (size_t i = 0; i < n; i++) {
		const struct queued *q = &g->queued[i];

		if (q->channel >= g->n_channels)
			continue;
		if (!g->channels[q->channel].ops->send)
			pulled = true;
		else if (g->on_outbox)
			g->on_outbox(g->on_outbox_arg, q->id, q->channel, q->chat, q->class, g->now);
	}
	g->n_queued = 0;
	for (size_t i = 0; pulled && i < g->n_on_replies; i++)
		g->on_replies[i].call(g->on_replies[i].arg);
}

/* Everybody is told what became of what they handed in. */
static void tell_all(struct gateway *g, struct group *group, enum err e)
{
	struct batch *b = group->batches;
	size_t i = 0;

	for (struct batch *next; b; b = next, i++) {
		next = b->next;
		if (e != OK)
			group->results[i] = (struct batch_result){ .err = e };
		g->counts.messages += group->results[i].accepted;
		g->counts.duplicates += group->results[i].duplicates;
		b->done(b->arg, b, &group->results[i]);
		arena_free(b->arena);
	}
	i = 0;
	for (struct task *k = group->tasks, *next; k; k = next, i++) {
		next = k->next;
		if (k->done)
			k->done(k->arg, e != OK ? e : group->task_errs[i]);
	}
	free(group->results);
	free(group->task_errs);
}

static void commit_group(struct gateway *g)
{
	struct group group = { 0 };
	struct timespec began;
	enum err e;
	bool alone = g->batches && has_suspect(g, g->batches);

	clock_gettime(CLOCK_MONOTONIC, &began);
	g->n_queued = 0;
	e = db_begin(g->db);
	if (e == OK && !alone)
		e = run_tasks(g, &group);
	if (e == OK)
		e = run_batches(g, &group, &began);
	if (e == OK && !alone)
		e = due_run(&g->world, g->now, g->arena);
	if (e != ERR_IO) /* or the process ends now, and the message may be why */
		mark_clear(g->mark);
	if (e == OK)
		e = db_commit(g->db);
	else
		db_rollback(g->db);
	if (alone && e == OK)
		g->suspects = suspect_count(g->db);
	if (e == OK) {
		g->counts.commits++;
		if (group.messages)
			log_debug("commit", "messages=%zu us=%" PRId64, group.messages, elapsed_ns(&began) / 1000);
		tell_outbox(g);
	} else {
		failed_to_store(g, e);
	}
	g->due_at = 0;
	tell_all(g, &group, e);
}

/* Nothing can be stored now: everybody may try again later. */
static void refuse_all(struct gateway *g, enum err e)
{
	struct group group = { .batches = g->batches, .tasks = g->tasks };

	g->batches = NULL;
	g->last_batch = &g->batches;
	g->tasks = NULL;
	g->last_task = &g->tasks;
	for (struct batch *b = group.batches; b; b = b->next)
		group.n_batches++;
	group.results = mem_zalloc((group.n_batches + 1) * sizeof *group.results);
	tell_all(g, &group, e);
}

static void keep_house(struct gateway *g)
{
	if (g->now < g->housekeeping_at)
		return;
	g->housekeeping_at = g->now + MS_MINUTE;
	if (db_begin(g->db) != OK)
		return;
	jobs_daily(g->db, g->now);
	housekeeping(&g->house, g->db, g->config, g->now, g->arena);
	arena_reset(g->arena);
	enum err e = db_commit(g->db);

	if (e != OK)
		failed_to_store(g, e);
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

ms_t gateway_tick(struct gateway *g, ms_t now)
{
	g->now = now;
	if (g->full && now >= g->probe_at) {
		g->probe_at = now + PROBE;
		if (db_probe(g->db) == OK) {
			g->full = false;
			log_info("full", "problem=none any more: accepting again");
		}
	}
	if (g->full || g->failed) {
		if (g->batches || g->tasks)
			refuse_all(g, g->failed ? ERR_IO : ERR_FULL);
		return g->failed ? INT64_MAX : g->probe_at;
	}
	if (!g->due_at)
		g->due_at = due_next(g->db);
	if (g->batches || g->tasks || g->due_at <= now)
		commit_group(g);
	keep_house(g);
	scrub(g);
	if (!g->due_at)
		g->due_at = due_next(g->db);
	if (g->failed)
		return INT64_MAX;
	if (g->full)
		return g->probe_at;
	if (g->batches || g->tasks)
		return now;
	return next_due(g);
}
