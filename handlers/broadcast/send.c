/* send.c - a broadcast on its way: some recipients at a time, by the
 * cursor, so that answers to people are never behind it. */
#include <inttypes.h>

#include "store/messages/reply.h"
#include "handlers/broadcast/broadcast.h"
#include "handlers/turn/jobs.h"
#include "handlers/turn/hours.h"
#include "handlers/turn/notice.h"
#include "store/messages/outbox.h"
#include "store/keep/pref.h"

enum {
	AT_ONCE = 200,
	BACKLOG = 1000,	    /* copies that wait in the outbox: above it no more are queued */
	LATE = 2 * MS_HOUR, /* after a downtime: later than this it is not sent any more */
	LOOK_AGAIN = 2 * MS_SECOND,
	LOOK_MOST = MS_MINUTE,
	SENDING_MOST = 64, /* at the same time */
};

struct str broadcast_name(struct arena *a, int64_t number)
{
	return arena_printf(a, "B-%" PRId64, number);
}

void broadcast_write(const struct turn_world *w, const struct broadcast *b, struct str text, struct arena *a)
{
	struct str name = broadcast_name(a, b->number);
	struct button buttons[] = { { phrase(w->pack, PHRASE("lesson.button.read"), 0, NULL, 0, a),
				      arena_printf(a, "do:lesson.search lesson=L-%" PRId64, b->lesson) },
				    { phrase(w->pack, PHRASE("broadcast.read"), 0, NULL, 0, a),
				      arena_printf(a, "do:broadcast.read number=" STR_FMT, STR_ARG(name)) } };
	bool briefing = str_is(b->kind, "briefing");
	struct fill fills[] = { FILL("text", text), FILL("number", name) };
	struct reply reply = {
		.text = phrase(w->pack, briefing ? PHRASE("briefing.body") : PHRASE("broadcast.body"), 0, fills, 2, a),
		.buttons = b->lesson ? buttons : buttons + 1,
		.n_buttons = b->lesson ? 2 : 1,
		.receipt = true, /* it bears its number */
	};

	broadcast_rewrite(w->db, b->number, reply_save(&reply, a));
}

struct str broadcast_words(struct str body, struct arena *a)
{
	struct reply reply;

	return reply_load(body, a, &reply) ? reply.text : STR("");
}

bool broadcast_queue(const struct turn_world *w, const struct broadcast *b, struct recipient *to, ms_t now,
		     struct arena *a)
{
	struct str channel = to->channel;

	if (broadcast_has(w->db, b->number, to->person, to->chat))
		return false;
	if (to->opted_out)
		return broadcast_copy(w->db, b->number, to, 0, "opted out", now);
	if (to->person && !to->chat)
		to->chat = notice_chat(w, to->person, a, &channel);
	if (!to->chat || !channel.p)
		return broadcast_copy(w->db, b->number, to, 0, "unreached", now);
	/* no receipt: a copy that may have arrived is not sent again */
	struct outbox_new o = { .channel = channel,
				.chat = to->chat,
				.class = OUTBOX_BROADCAST,
				.person = to->person,
				.broadcast = b->number,
				/* a reply to it is about the lesson */
				.subject = b->lesson ? arena_printf(a, "L-%" PRId64, b->lesson) : NO_STR };
	int64_t id = outbox_add(w->db, &o, now);

	if (w->queued)
		w->queued(w->arg, id, channel, to->chat, o.class);
	return broadcast_copy(w->db, b->number, to, id, NULL, now);
}

void broadcast_tell_author(const struct turn_world *w, int64_t number, const char *name, ms_t now, struct arena *a)
{
	struct broadcast b = broadcast_load(w->db, number, a);
	struct broadcast_figures f = broadcast_figures(w->db, number);
	struct fill fills[] = { FILL("number", broadcast_name(a, number)),
				FILL("copies", arena_printf(a, "%" PRId64, f.copies)),
				FILL("sent", arena_printf(a, "%" PRId64, f.sent)),
				FILL("failed", arena_printf(a, "%" PRId64, f.failed + f.uncertain)),
				FILL("opted_out", arena_printf(a, "%" PRId64, f.opted_out)),
				FILL("unreached", arena_printf(a, "%" PRId64, f.unreached)) };
	struct notice notice = { .person = b.person,
				 .phrase = name,
				 .fills = fills,
				 .n = sizeof fills / sizeof *fills,
				 .flags = NOTICE_AWAITED | NOTICE_RECEIPT };

	if (b.person)
		(void)notice_send(w, &notice, now, a);
}

/* Looks again when a tenth of the time that it took so far has passed: a chat that is
 * throttled for hours is not asked about each second. */
static void look_again(const struct turn_world *w, const struct broadcast *b, ms_t now)
{
	ms_t pause = (now - b->starts_at) / 10;

	pause = pause < LOOK_AGAIN /* also when the clock was set back */ ? LOOK_AGAIN
		: pause > LOOK_MOST					  ? LOOK_MOST
									  : pause;
	timer_set(w->db, BROADCAST_TIMER, b->number, now + pause);
}

static void go_on(const struct turn_world *w, const struct broadcast *b, ms_t now, struct arena *a)
{
	struct recipient *to = arena_array(a, struct recipient, AT_ONCE);
	ms_t push = b->urgent ? now : hours_next_push(w, now);
	bool full = broadcast_waiting(w->db) >= BACKLOG;
	size_t n = full || push > now ? 0 : broadcast_next(w->db, b, to, AT_ONCE, a);

	for (size_t i = 0; i < n; i++)
		(void)broadcast_queue(w, b, &to[i], now, a);
	if (n) { /* the next ones in the next transaction */
		timer_set(w->db, BROADCAST_TIMER, b->number, now + 1);
	} else if (push > now && broadcast_next(w->db, b, to, 1, a)) { /* a peak or the night began: later */
		timer_set(w->db, BROADCAST_TIMER, b->number, push);
	} else if (full) {
		timer_set(w->db, BROADCAST_TIMER, b->number, now + LOOK_AGAIN);
	} else if (broadcast_waits(w->db, b->number)) {
		look_again(w, b, now);
	} else {
		broadcast_finish(w->db, b->number, now);
		broadcast_tell_author(w, b->number, PHRASE("broadcast.finished"), now, a);
	}
}

static void run(const struct turn_world *w, const struct timer *t, ms_t now, struct arena *a)
{
	struct broadcast b = broadcast_load(w->db, t->subject, a);

	if (str_is(b.state, "scheduled") && now < b.starts_at) { /* the clock was set back */
		timer_set(w->db, BROADCAST_TIMER, b.number, b.starts_at);
	} else if (str_is(b.state, "scheduled") && now - t->at > LATE) {
		broadcast_missed(w->db, b.number, now);
		broadcast_tell_author(w, b.number, PHRASE("broadcast.missed"), now, a);
	} else if (str_is(b.state, "scheduled") || str_is(b.state, "sending")) {
		go_on(w, &b, now, a);
	}
}

static void set_back(struct db *db, ms_t now)
{
	int64_t numbers[SENDING_MOST];
	size_t n = broadcast_sending(db, numbers, SENDING_MOST);

	for (size_t i = 0; i < n; i++)
		timer_set(db, BROADCAST_TIMER, numbers[i], now);
}

const struct job broadcast_jobs[] = { { .name = BROADCAST_TIMER, .run = run, .set_back = set_back }, { 0 } };
