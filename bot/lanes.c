/* lanes.c - a heap of chats, ordered by when each may be written to. */
#include "bot/lanes.h"

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

struct chat_lanes {
	int64_t chat;
	bool group, busy;
	struct lane lane[LANE_CLASSES];
	ms_t free_at;	       /* chat_per_second */
	ms_t sent[WINDOW_MAX]; /* the last sends of a group, a ring */
	size_t sends;
	ms_t at;		 /* key in the heap */
	int place;		 /* in the heap, or NOWHERE */
	struct chat_lanes *next; /* in the table */
};

struct lanes {
	struct lane_rates rates;
	ms_t free_at;
	struct chat_lanes *table[TABLE];
	struct chat_lanes **heap;
	size_t n, room, waiting;
};

/* ---------------------------------------------------------------------- heap */

static bool before(const struct chat_lanes *a, const struct chat_lanes *b)
{
	return a->at < b->at;
}

static void put(struct lanes *l, size_t i, struct chat_lanes *c)
{
	l->heap[i] = c;
	c->place = (int)i;
}

static void sift_up(struct lanes *l, size_t i)
{
	struct chat_lanes *c = l->heap[i];

	for (; i > 0 && before(c, l->heap[(i - 1) / 2]); i = (i - 1) / 2)
		put(l, i, l->heap[(i - 1) / 2]);
	put(l, i, c);
}

static void sift_down(struct lanes *l, size_t i)
{
	struct chat_lanes *c = l->heap[i];

	for (size_t k; (k = 2 * i + 1) < l->n; i = k) {
		if (k + 1 < l->n && before(l->heap[k + 1], l->heap[k]))
			k++;
		if (!before(l->heap[k], c))
			break;
		put(l, i, l->heap[k]);
	}
	put(l, i, c);
}

static void heap_remove(struct lanes *l, struct chat_lanes *c)
{
	size_t i = (size_t)c->place;

	c->place = NOWHERE;
	if (--l->n == i)
		return;
	put(l, i, l->heap[l->n]);
	sift_up(l, i);
	sift_down(l, (size_t)l->heap[i]->place);
}

static void heap_add(struct lanes *l, struct chat_lanes *c)
{
	if (l->n == l->room) {
		l->room = l->room ? l->room * 2 : 64;
		l->heap = mem_grow(l->heap, l->room * sizeof(struct chat_lanes *));
	}
	put(l, l->n++, c);
	sift_up(l, l->n - 1);
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

/* Back into the heap: when it may send, or when it may be forgotten. */
static void settle(struct lanes *l, struct chat_lanes *c)
{
	ms_t at = INT64_MAX, allowed = allowed_at(l, c);

	if (c->place != NOWHERE)
		heap_remove(l, c);
	if (c->busy)
		return;
	for (int i = 0; i < LANE_CLASSES; i++)
		if (c->lane[i].n && c->lane[i].due < at)
			at = c->lane[i].due;
	if (at == INT64_MAX)
		at = c->sends ? c->sent[(c->sends - 1) % WINDOW_MAX] + WINDOW : 0;
	else if (at < allowed)
		at = allowed;
	c->at = at;
	heap_add(l, c);
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
	free(l->heap);
	free(l);
}

void lanes_add(struct lanes *l, int64_t chat, bool group, int class, int64_t id, ms_t due)
{
	struct chat_lanes **link = slot(l, chat);

	if (!*link) {
		*link = mem_zalloc(sizeof **link);
		(*link)->chat = chat;
		(*link)->place = NOWHERE;
	}
	struct chat_lanes *c = *link;

	c->group = group;
	if (!c->lane[class].n)
		c->lane[class].due = due;
	lane_push(&c->lane[class], id);
	l->waiting++;
	settle(l, c);
}

bool lanes_take(struct lanes *l, ms_t now, struct lane_pick *out)
{
	if (l->free_at > now)
		return false;
	while (l->n && l->heap[0]->at <= now) {
		struct chat_lanes *c = l->heap[0];

		if (empty(c)) {
			heap_remove(l, c);
			forget(l, c);
			continue;
		}
		for (int i = 0; i < LANE_CLASSES; i++) {
			if (!c->lane[i].n || c->lane[i].due > now)
				continue;
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
		settle(l, c); /* due later than its key said */
	}
	return false;
}

ms_t lanes_next(const struct lanes *l)
{
	if (!l->n)
		return INT64_MAX;
	return l->heap[0]->at > l->free_at ? l->heap[0]->at : l->free_at;
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

size_t lanes_waiting(const struct lanes *l)
{
	return l->waiting;
}
