/* lanes.c - heaps of chats, ordered by when each may be written to. */
#include "bot/engine/lanes.h"

#include <stdlib.h>
#include <string.h>

#include "bot/base/mem.h"

enum { WINDOW = 60 * MS_SECOND, WINDOW_MAX = 64, TABLE = 1024, NOWHERE = -1 };

/* First in, first out; ids with the time before which the first must not leave. */
struct lane {
	int64_t *ids;
	size_t head, n, room;
	ms_t due;
};

/* Heaps: one a class, that of answers looked at first, over all chats; and the
 * chats that wait to be forgotten. */
enum { IDLE = LANE_CLASSES, HEAPS };

struct chat_lanes {
	int64_t chat;
	bool group, busy;
	struct lane lane[LANE_CLASSES];
	ms_t free_at;	       /* chat_per_second */
	ms_t sent[WINDOW_MAX]; /* the last sends of a group, a ring */
	size_t sends;
	ms_t at[HEAPS];		 /* keys in the heaps */
	int place[HEAPS];	 /* there, or NOWHERE */
	struct chat_lanes *next; /* in the table */
};

struct heap {
	struct chat_lanes **v;
	size_t n, room;
	int which;
};

struct lanes {
	struct lane_rates rates;
	ms_t free_at;
	struct chat_lanes *table[TABLE];
	struct heap heaps[HEAPS];
	size_t waiting;
};

/* ---------------------------------------------------------------------- heap */

static bool before(const struct heap *h, const struct chat_lanes *a, const struct chat_lanes *b)
{
	return a->at[h->which] < b->at[h->which];
}

static void put(struct heap *h, size_t i, struct chat_lanes *c)
{
	h->v[i] = c;
	c->place[h->which] = (int)i;
}

static void sift_up(struct heap *h, size_t i)
{
	struct chat_lanes *c = h->v[i];

	for (; i > 0 && before(h, c, h->v[(i - 1) / 2]); i = (i - 1) / 2)
		put(h, i, h->v[(i - 1) / 2]);
	put(h, i, c);
}

static void sift_down(struct heap *h, size_t i)
{
	struct chat_lanes *c = h->v[i];

	for (size_t k; (k = 2 * i + 1) < h->n; i = k) {
		if (k + 1 < h->n && before(h, h->v[k + 1], h->v[k]))
			k++;
		if (!before(h, h->v[k], c))
			break;
		put(h, i, h->v[k]);
	}
	put(h, i, c);
}

static void heap_remove(struct heap *h, struct chat_lanes *c)
{
	if (c->place[h->which] == NOWHERE)
		return;
	size_t i = (size_t)c->place[h->which];

	c->place[h->which] = NOWHERE;
	if (--h->n == i)
		return;
	put(h, i, h->v[h->n]);
	sift_up(h, i);
	sift_down(h, (size_t)h->v[i]->place[h->which]);
}

static void heap_add(struct heap *h, struct chat_lanes *c, ms_t at)
{
	if (h->n == h->room) {
		h->room = h->room ? h->room * 2 : 64;
		h->v = mem_grow(h->v, h->room * sizeof(struct chat_lanes *));
	}
	c->at[h->which] = at;
	put(h, h->n++, c);
	sift_up(h, h->n - 1);
}

/* --------------------------------------------------------------------- chats */

static struct chat_lanes **slot(struct lanes *l, int64_t chat)
{
	struct chat_lanes **link = &l->table[(uint64_t)chat * 0x9E3779B97F4A7C15ULL >> 54];

	while (*link && (*link)->chat != chat)
		link = &(*link)->next;
	return link;
}

static bool empty(const struct chat_lanes *c)
{
	return !c->lane[0].n && !c->lane[1].n && !c->lane[2].n;
}

static void forget(struct lanes *l, struct chat_lanes *c)
{
	struct chat_lanes **link = slot(l, c->chat);

	*link = c->next;
	for (int i = 0; i < LANE_CLASSES; i++)
		free(c->lane[i].ids);
	free(c);
}

/* When the rates of this chat allow the next send. */
static ms_t allowed_at(const struct lanes *l, const struct chat_lanes *c)
{
	size_t limit = (size_t)l->rates.group_per_minute;
	ms_t at = c->free_at;

	if (c->group && limit && c->sends >= limit) {
		ms_t oldest = c->sent[(c->sends - limit) % WINDOW_MAX];

		if (oldest + WINDOW > at)
			at = oldest + WINDOW;
	}
	return at;
}

/* Back into the heaps: when each lane may send, or when it may be forgotten. */
static void settle(struct lanes *l, struct chat_lanes *c)
{
	ms_t allowed = allowed_at(l, c);

	for (int i = 0; i < HEAPS; i++)
		heap_remove(&l->heaps[i], c);
	if (c->busy)
		return;
	for (int i = 0; i < LANE_CLASSES; i++)
		if (c->lane[i].n)
			heap_add(&l->heaps[i], c, c->lane[i].due < allowed ? allowed : c->lane[i].due);
	if (empty(c))
		heap_add(&l->heaps[IDLE], c, c->sends ? c->sent[(c->sends - 1) % WINDOW_MAX] + WINDOW : 0);
}

/* ---------------------------------------------------------------------- lanes */

static void lane_push(struct lane *lane, int64_t id)
{
	if (lane->head + lane->n == lane->room) {
		if (lane->head > lane->n) {
			memmove(lane->ids, lane->ids + lane->head, lane->n * sizeof *lane->ids);
			lane->head = 0;
		} else {
			lane->room = lane->room ? lane->room * 2 : 4;
			lane->ids = mem_grow(lane->ids, lane->room * sizeof *lane->ids);
		}
	}
	lane->ids[lane->head + lane->n++] = id;
}

static void lane_pop(struct lane *lane)
{
	lane->head++;
	if (--lane->n == 0)
		lane->head = 0;
}

struct lanes *lanes_new(const struct lane_rates *rates)
{
	struct lanes *l = mem_zalloc(sizeof *l);

	l->rates = *rates;
	for (int i = 0; i < HEAPS; i++)
		l->heaps[i].which = i;
	if (l->rates.group_per_minute > WINDOW_MAX)
		l->rates.group_per_minute = WINDOW_MAX;
	return l;
}

void lanes_free(struct lanes *l)
{
	if (!l)
		return;
	for (size_t i = 0; i < TABLE; i++)
		while (l->table[i])
			forget(l, l->table[i]);
	for (int i = 0; i < HEAPS; i++)
		free(l->heaps[i].v);
	free(l);
}

void lanes_add(struct lanes *l, int64_t chat, bool group, int class, int64_t id, ms_t due)
{
	struct chat_lanes **link = slot(l, chat);

	if (!*link) {
		*link = mem_zalloc(sizeof **link);
		(*link)->chat = chat;
		for (int i = 0; i < HEAPS; i++)
			(*link)->place[i] = NOWHERE;
	}
	struct chat_lanes *c = *link;

	c->group = group;
	if (!c->lane[class].n)
		c->lane[class].due = due;
	lane_push(&c->lane[class], id);
	l->waiting++;
	settle(l, c);
}

static void forget_idle(struct lanes *l, ms_t now)
{
	struct heap *h = &l->heaps[IDLE];

	while (h->n && h->v[0]->at[IDLE] <= now) {
		struct chat_lanes *c = h->v[0];

		heap_remove(h, c);
		forget(l, c);
	}
}

bool lanes_take(struct lanes *l, ms_t now, struct lane_pick *out)
{
	forget_idle(l, now);
	if (l->free_at > now)
		return false;
	for (int i = 0; i < LANE_CLASSES; i++) {
		struct heap *h = &l->heaps[i];

		if (!h->n || h->v[0]->at[i] > now)
			continue;
		struct chat_lanes *c = h->v[0];

		*out = (struct lane_pick){ c->chat, c->lane[i].ids[c->lane[i].head], i };
		c->busy = true;
		c->sent[c->sends++ % WINDOW_MAX] = now;
		if (l->rates.chat_per_second > 0)
			c->free_at = now + (ms_t)(MS_SECOND / l->rates.chat_per_second);
		if (l->rates.per_second > 0)
			l->free_at = now + (ms_t)(MS_SECOND / l->rates.per_second);
		settle(l, c);
		return true;
	}
	return false;
}

ms_t lanes_next(const struct lanes *l)
{
	ms_t at = INT64_MAX, idle = l->heaps[IDLE].n ? l->heaps[IDLE].v[0]->at[IDLE] : INT64_MAX;

	for (int i = 0; i < LANE_CLASSES; i++)
		if (l->heaps[i].n && l->heaps[i].v[0]->at[i] < at)
			at = l->heaps[i].v[0]->at[i];
	if (at != INT64_MAX && at < l->free_at)
		at = l->free_at;
	return at < idle ? at : idle;
}

void lanes_done(struct lanes *l, const struct lane_pick *p, ms_t now)
{
	struct chat_lanes *c = *slot(l, p->chat);

	c->busy = false;
	lane_pop(&c->lane[p->class]);
	c->lane[p->class].due = now;
	l->waiting--;
	settle(l, c);
}

void lanes_again(struct lanes *l, const struct lane_pick *p, ms_t due)
{
	struct chat_lanes *c = *slot(l, p->chat);

	c->busy = false;
	c->lane[p->class].due = due;
	settle(l, c);
}

static void chat_set_back(struct chat_lanes *c, ms_t by)
{
	c->free_at -= by;
	for (size_t i = 0; i < WINDOW_MAX; i++)
		c->sent[i] -= by;
	for (int i = 0; i < LANE_CLASSES; i++)
		c->lane[i].due -= by;
	for (int i = 0; i < HEAPS; i++)
		c->at[i] -= by; /* all alike: their order stays */
}

void lanes_set_back(struct lanes *l, ms_t by)
{
	l->free_at -= by;
	for (size_t i = 0; i < TABLE; i++)
		for (struct chat_lanes *c = l->table[i]; c; c = c->next)
			chat_set_back(c, by);
}

size_t lanes_waiting(const struct lanes *l)
{
	return l->waiting;
}
