/* turn.c - one message: recognised when it comes again, handled in a
 * savepoint of its own, set aside when it cannot be. */
#include <stdio.h>

#include "bot/base/log.h"
#include "bot/engine/internal.h"
#include "bot/engine/mark.h"

/* Not known when the process ended at it: in private, or when it plainly calls. */
static bool calls(const struct message *m)
{
	return m->type == CHAT_PRIVATE || m->mentions_bot || m->replies_to_bot || m->button.p;
}

bool gateway_fatal(enum err e)
{
	return e == ERR_FULL || e == ERR_IO || e == ERR_BUSY;
}

static enum err take_message(struct gateway *g, const struct message *m, bool *duplicate)
{
	struct inbox_key key = inbox_key(g->db, m->channel, m->id);
	struct turn_result result = { 0 };
	size_t queued = g->n_queued;

	*duplicate = false;
	if (gateway_set_aside(g, &key))
		return gateway_put_aside(g, m, &key, "crashed twice", calls(m));
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
		if (gateway_fatal(e) || !db_in_transaction(g->db))
			return gateway_fatal(e) ? e : ERR_IO;
		log_error("turn", "channel=" STR_FMT " intent=%s problem=%s detail=%s", STR_ARG(m->channel),
			  result.intent ? result.intent : "?", err_name(e), why);
		return gateway_put_aside(g, m, &key, "failed", result.meant);
	}
	g->counts.answers += result.answered;
	return OK;
}

enum err gateway_take(struct gateway *g, struct batch *b, struct batch_result *result)
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
