/* suspect.c - messages at which the process ended before: counted, handled
 * alone, and set aside after two crashes. */
#include "bot/base/log.h"
#include "bot/engine/internal.h"
#include "bot/engine/mark.h"

enum {
	/* How much each end of the process at this message weighs, and when it is
	 * set aside: after two crashes. Whoever kills the process (an operator, a
	 * test, the memory killer) hits innocent messages too. */
	WEIGHS_CRASH = 3,
	WEIGHS_KILL = 1,
	SET_ASIDE = 2 * WEIGHS_CRASH,
};

void gateway_count_suspects(struct gateway *g, const char *mark_file)
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

static bool weighs(const struct gateway *g, const struct inbox_key *key, int64_t limit)
{
	return g->suspects && suspect_weight(g->db, key) >= limit;
}

bool gateway_set_aside(const struct gateway *g, const struct inbox_key *key)
{
	return weighs(g, key, SET_ASIDE);
}

bool gateway_has_suspect(const struct gateway *g, const struct batch *b)
{
	for (size_t i = 0; g->suspects && i < b->n; i++) {
		struct inbox_key key = inbox_key(g->db, b->v[i].channel, b->v[i].id);

		if (weighs(g, &key, 1))
			return true;
	}
	return false;
}

void gateway_clear_suspects(struct gateway *g, const struct batch *b)
{
	for (size_t i = 0; i < b->n; i++) {
		struct inbox_key key = inbox_key(g->db, b->v[i].channel, b->v[i].id);

		suspect_clear(g->db, &key);
	}
}
