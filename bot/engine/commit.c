/* commit.c - the group commit: work, messages and what is due in one
 * transaction, and whoever waits for it is told. */
#include <inttypes.h>
#include <stdlib.h>
#include <time.h>

#include "bot/base/log.h"
#include "bot/base/mem.h"
#include "bot/channels/channel.h"
#include "bot/engine/due.h"
#include "bot/engine/internal.h"
#include "bot/engine/mark.h"

enum { GROUP_NS = 20 * 1000 * 1000 };

static int64_t elapsed_ns(const struct timespec *since)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (t.tv_sec - since->tv_sec) * 1000000000LL + (t.tv_nsec - since->tv_nsec);
}

/* What one transaction carries. */
struct group {
	struct batch *batches; /* taken off the queue, in order */
	struct batch_result *results;
	size_t n_batches;
	size_t messages;
	struct work *work;
	enum err *work_errs;
	size_t n_work;
};

static enum err run_work(struct gateway *g, struct group *group)
{
	size_t n = 0, i = 0;

	group->work = g->work;
	g->work = NULL;
	g->last_work = &g->work;
	for (struct work *k = group->work; k; k = k->next)
		n++;
	group->n_work = n;
	group->work_errs = mem_zalloc(n * sizeof *group->work_errs);
	for (struct work *k = group->work; k; k = k->next, i++) {
		db_savepoint(g->db);
		enum err told = k->run(k->arg, g->db, g->now), e;

		if (told != OK && db_error(g->db) == OK) {
			db_undo(g->db);
			e = told;
		} else {
			e = db_release(g->db);
		}
		if (gateway_fatal(e) || !db_in_transaction(g->db))
			return gateway_fatal(e) ? e : ERR_IO;
		group->work_errs[i] = e;
	}
	return OK;
}

static enum err run_batches(struct gateway *g, struct group *group, const struct timespec *began)
{
	struct batch **end = &group->batches;

	while (g->batches) {
		struct batch *b = g->batches;
		bool suspect = gateway_has_suspect(g, b);

		if (suspect && (group->n_batches || group->n_work))
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
		enum err e = gateway_take(g, b, result);

		if (e != OK)
			return e;
		if (suspect) {
			gateway_clear_suspects(g, b);
			break;
		}
	}
	return OK;
}

void gateway_not_stored(struct gateway *g, enum err e)
{
	if (e != ERR_FULL) {
		log_error("store", "problem=%s", err_name(e));
		g->failed = g->failed || e == ERR_IO;
		g->held = g->held || e == ERR_BUSY;
		g->probe_at = g->now + GATEWAY_PROBE;
		return;
	}
	if (!g->full)
		log_error("full", "problem=the disk is full: nothing is accepted until there is space");
	g->full = true;
	g->counts.full++;
	g->probe_at = g->now + GATEWAY_PROBE;
}

void gateway_tell_outbox(struct gateway *g)
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
	for (struct work *k = group->work, *next; k; k = next, i++) {
		next = k->next;
		if (k->done)
			k->done(k->arg, e != OK ? e : group->work_errs[i]);
	}
	free(group->results);
	free(group->work_errs);
}

void gateway_commit(struct gateway *g)
{
	struct group group = { 0 };
	struct timespec began;
	enum err e;
	bool alone = g->batches && gateway_has_suspect(g, g->batches);

	clock_gettime(CLOCK_MONOTONIC, &began);
	g->n_queued = 0;
	e = db_begin(g->db);
	if (e == OK && !alone)
		e = run_work(g, &group);
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
		gateway_tell_outbox(g);
	} else {
		gateway_not_stored(g, e);
		gateway_forget_aside(g);
	}
	g->due_at = 0;
	tell_all(g, &group, e);
}

void gateway_refuse(struct gateway *g, enum err e)
{
	struct group group = { .batches = g->batches, .work = g->work };

	g->batches = NULL;
	g->last_batch = &g->batches;
	g->work = NULL;
	g->last_work = &g->work;
	for (struct batch *b = group.batches; b; b = b->next)
		group.n_batches++;
	group.results = mem_zalloc((group.n_batches + 1) * sizeof *group.results);
	tell_all(g, &group, e);
}
