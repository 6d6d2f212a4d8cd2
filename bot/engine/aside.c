/* aside.c - messages that could not be handled: kept for a person to look at, and
 * whoever said one is told, when the group is stored. */
#include "bot/base/log.h"
#include "bot/engine/internal.h"

struct aside {
	struct message m; /* who said it, where */
	struct aside *next;
};

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

static struct str kept(struct gateway *g, struct str s)
{
	return s.p ? arena_str(g->aside_arena, s) : NO_STR;
}

static void tell_later(struct gateway *g, const struct message *m)
{
	struct aside *s = arena_one(g->aside_arena, struct aside);

	s->m = (struct message){ .channel = kept(g, m->channel),
				 .id = kept(g, m->id),
				 .native = kept(g, m->native),
				 .chat = kept(g, m->chat),
				 .type = m->type,
				 .title = kept(g, m->title),
				 .from = kept(g, m->from),
				 .name = kept(g, m->name),
				 .time = m->time };
	s->next = g->aside;
	g->aside = s;
}

enum err gateway_put_aside(struct gateway *g, const struct message *m, const struct inbox_key *key, const char *reason,
			   bool tell)
{
	db_savepoint(g->db);
	if (inbox_add(g->db, key, g->now))
		quarantine_add(g->db, key, g->now, reason, m->channel, for_quarantine(m, g->arena));
	enum err e = db_release(g->db);

	if (e != OK)
		return e;
	g->counts.quarantined++;
	log_error("quarantine", "channel=" STR_FMT " reason=%s", STR_ARG(m->channel), reason);
	if (tell)
		tell_later(g, m);
	return OK;
}

void gateway_forget_aside(struct gateway *g)
{
	g->aside = NULL;
	arena_reset(g->aside_arena);
}

void gateway_tell_aside(struct gateway *g)
{
	for (const struct aside *s = g->aside; s && !g->full && !g->failed; s = s->next) {
		enum err e = db_begin(g->db);

		g->n_queued = 0;
		if (e == OK) {
			turn_set_aside(&g->world, &s->m, g->now, g->arena);
			e = db_commit(g->db);
			arena_reset(g->arena);
		}
		if (e == OK)
			gateway_tell_outbox(g);
		else if (gateway_fatal(e))
			gateway_not_stored(g, e);
		else
			log_error("quarantine", "problem=nobody was told: %s", err_name(e));
	}
	gateway_forget_aside(g);
}
