/* sender.c - claim, carry, judge, record. */
#include "bot/engine/sender.h"

#include <inttypes.h>
#include <stdlib.h>

#include "bot/base/log.h"
#include "bot/base/mem.h"
#include "store/messages/reply.h"
#include "bot/channels/channel.h"
#include "bot/engine/lanes.h"
#include "store/human/callback.h"
#include "store/messages/chat.h"
#include "store/messages/outbox.h"
#include "store/media/photo.h"

enum {
	AT_ONCE = 32, /* requests under way per channel */
	GIVE_UP = MS_DAY,
	FIRST_DELAY = MS_SECOND,
	LONGEST_DELAY = 10 * MS_MINUTE,
	STORE_DELAY = MS_SECOND, /* when the database does not take it now */
};

struct way { /* one channel */
	struct channel *channel;
	struct lanes *lanes; /* NULL: a pulled channel */
	size_t under_way;
};

/* One reply on its way. */
struct flight {
	struct sender *sender;
	struct way *way;
	struct lane_pick pick;
	struct arena *arena;
	struct outbox_row row;
	struct reply reply; /* of the row */
	struct str photo;   /* that goes with it, or absent */
	bool claimed, readable;
	void *request;
	struct judgement judgement;
	struct work work;
	ms_t again_at; /* the record could not be stored: try then */
	bool waits;
	struct flight *next, **link;
};

struct sender {
	struct gateway *gateway;
	struct db *db;
	struct transport *transport;
	struct way *ways;
	size_t n_ways;
	struct flight *flights;
	ms_t now;
	bool stopped;
	uint64_t dice; /* of the jitter */
	struct sender_counts counts;
};

/* -------------------------------------------------------------------- waiting */

static void wait_for_turn(void *arg, int64_t id, size_t channel, int64_t chat, int class, ms_t due)
{
	struct sender *s = arg;
	if (s->ways[channel].lanes)
		lanes_add(s->ways[channel].lanes, chat, chat_is_group(s->db, chat), class, id, due);
}

static void take_up(void *arg, const struct outbox_waiting *w)
{
	struct sender *s = arg;

	for (size_t i = 0; i < s->n_ways; i++)
		if (str_is(w->channel, s->ways[i].channel->name))
			wait_for_turn(s, w->id, i, w->chat, w->class, w->due);
}

enum err sender_new(const struct sender_setup *setup, ms_t now, struct sender **out)
{
	struct sender *s = mem_zalloc(sizeof *s);

	*s = (struct sender){
		.gateway = setup->gateway,
		.db = setup->db,
		.transport = setup->transport,
		.ways = mem_zalloc((setup->n_channels + 1) * sizeof *s->ways),
		.n_ways = setup->n_channels,
		.dice = 88172645463325252ULL ^ (uint64_t)now,
	};
	for (size_t i = 0; i < s->n_ways; i++) {
		const struct channel_ops *ops = setup->channels[i].ops;

		s->ways[i].channel = &setup->channels[i];
		if (ops->send)
			s->ways[i].lanes = lanes_new(
				&(struct lane_rates){ ops->rate, ops->chat_rate, (int)ops->group_rate_minute });
	}
	*out = s;
	gateway_on_outbox(s->gateway, wait_for_turn, s);
	enum err e = db_begin(s->db); /* nothing else runs yet */

	if (e != OK)
		return e;
	int64_t lost = outbox_recover(s->db, now, take_up, s);

	s->counts.uncertain += (uint64_t)lost;
	if (lost)
		log_warn("outbox", "uncertain=%" PRId64 " reason=under way when the process ended", lost);
	return db_commit(s->db);
}

/* -------------------------------------------------------------------- flights */

static struct flight *flight_new(struct sender *s, struct way *w, const struct lane_pick *pick)
{
	struct flight *f = mem_zalloc(sizeof *f);

	f->sender = s;
	f->way = w;
	f->pick = *pick;
	f->arena = arena_new();
	f->next = s->flights;
	f->link = &s->flights;
	if (f->next)
		f->next->link = &f->next;
	s->flights = f;
	w->under_way++;
	return f;
}

static void flight_end(struct flight *f)
{
	*f->link = f->next;
	if (f->next)
		f->next->link = f->link;
	f->way->under_way--;
	arena_free(f->arena);
	free(f);
}

void sender_free(struct sender *s)
{
	if (!s)
		return;
	while (s->flights) {
		if (s->flights->request)
			s->transport->cancel(s->transport, s->flights->request);
		flight_end(s->flights);
	}
	for (size_t i = 0; i < s->n_ways; i++)
		lanes_free(s->ways[i].lanes);
	free(s->ways);
	free(s);
}

/* ------------------------------------------------------------ what became of it */

static uint64_t roll(struct sender *s)
{
	s->dice ^= s->dice << 13;
	s->dice ^= s->dice >> 7;
	s->dice ^= s->dice << 17;
	return s->dice;
}

/* What the platform asked for, or doubling from a second, spread by a fifth so
 * that many do not come back at the same instant. */
static ms_t delay(struct sender *s, const struct flight *f)
{
	ms_t d = FIRST_DELAY;

	if (f->judgement.after >= GIVE_UP / MS_SECOND)
		return GIVE_UP;
	if (f->judgement.after >= 0)
		return f->judgement.after * MS_SECOND + (ms_t)(roll(s) % 250);
	for (int i = 1; i < f->row.tries && d < LONGEST_DELAY; i++)
		d *= 2;
	if (d > LONGEST_DELAY)
		d = LONGEST_DELAY;
	return d - d / 10 + (ms_t)(roll(s) % (uint64_t)(d / 5));
}

/* When it is tried again; at the latest when it is too old, and then dead. */
static ms_t again(struct sender *s, const struct flight *f, ms_t now)
{
	ms_t at = now + delay(s, f), end = f->row.created_at + GIVE_UP;

	return at < end || end < now ? at : end;
}

/* Whom it should have told of something, staff phone. */
static void give_up(const struct flight *f, struct db *db, ms_t now)
{
	outbox_dead(db, f->row.id, f->judgement.why);
	callback_not_told(db, f->row.id, now, f->arena);
}

static enum err record(void *arg, struct db *db, ms_t now)
{
	struct flight *f = arg;
	const struct judgement *j = &f->judgement;

	switch (j->verdict) {
	case VERDICT_SENT:
		outbox_sent(db, f->row.id, now, j->native_id);
		break;
	case VERDICT_RETRY:
		f->again_at = again(f->sender, f, now);
		outbox_retry(db, f->row.id, f->again_at, j->why);
		break;
	case VERDICT_MOVED:
		chat_move(db, f->row.channel, f->row.chat_native, j->moved_to);
		/* at once, unless it is led in a circle */
		f->again_at = f->row.tries > 1 ? again(f->sender, f, now) : now;
		outbox_retry(db, f->row.id, f->again_at, j->why);
		break;
	case VERDICT_GONE:
		chat_set_gone(db, f->row.chat, true);
		give_up(f, db, now);
		break;
	case VERDICT_DROP:
		give_up(f, db, now);
		break;
	case VERDICT_UNKNOWN:
		if (f->row.receipt) {
			f->again_at = again(f->sender, f, now);
			outbox_retry(db, f->row.id, f->again_at, j->why);
		} else {
			outbox_uncertain(db, f->row.id, j->why);
		}
		break;
	}
	return OK;
}

static bool comes_again(const struct flight *f)
{
	return f->judgement.verdict == VERDICT_RETRY || f->judgement.verdict == VERDICT_MOVED ||
	       (f->judgement.verdict == VERDICT_UNKNOWN && f->row.receipt);
}

static void count(struct sender *s, const struct flight *f)
{
	if (comes_again(f))
		s->counts.retries++;
	else if (f->judgement.verdict == VERDICT_SENT)
		s->counts.sent++;
	else if (f->judgement.verdict == VERDICT_UNKNOWN)
		s->counts.uncertain++;
	else
		s->counts.dead++;
	if (f->judgement.verdict != VERDICT_SENT)
		log_info("send", "reply=%" PRId64 " channel=%s try=%d result=%s", f->row.id, f->way->channel->name,
			 f->row.tries, f->judgement.why ? f->judgement.why : "?");
}

static void recorded(void *arg, enum err e)
{
	struct flight *f = arg;
	struct sender *s = f->sender;

	if (e != OK) {
		f->waits = true; /* the answer is kept in memory until the store takes it */
		f->again_at = s->now + STORE_DELAY;
		return;
	}
	count(s, f);
	if (comes_again(f))
		lanes_again(f->way->lanes, &f->pick, f->again_at);
	else
		lanes_done(f->way->lanes, &f->pick, s->now);
	flight_end(f);
}

static void keep_record(struct flight *f)
{
	f->waits = false;
	f->work = (struct work){ record, recorded, f, NULL };
	gateway_do(f->sender->gateway, &f->work);
}

static void answered(void *arg, const struct http_response *response)
{
	struct flight *f = arg;

	f->request = NULL;
	f->judgement = (struct judgement){ .after = -1 };
	f->way->channel->ops->judge(f->way->channel, response, f->arena, &f->judgement);
	keep_record(f);
}

static void judge_ourselves(struct flight *f, enum verdict v, const char *why)
{
	f->judgement = (struct judgement){ .verdict = v, .after = -1, .why = why };
	keep_record(f);
}

static void depart(struct flight *f)
{
	struct http_request request = { 0 };
	struct outgoing out = {
		.id = f->row.id,
		.chat = f->row.chat_native,
		.type = f->row.chat_type,
		.to = f->row.to_native,
		.to_name = f->row.to_name,
		.reply_to = f->row.reply_to,
		.reply = f->reply,
		.photo = f->photo,
	};

	if (f->sender->now - f->row.created_at >= GIVE_UP) {
		judge_ourselves(f, VERDICT_DROP, "too old");
	} else if (f->row.chat_gone) {
		judge_ourselves(f, VERDICT_DROP, "gone");
	} else if (!f->readable) {
		judge_ourselves(f, VERDICT_DROP, "no body");
	} else {
		f->way->channel->ops->send(f->way->channel, &out, f->arena, &request);
		f->request = f->sender->transport->start(f->sender->transport, &request, answered, f);
	}
}

/* ---------------------------------------------------------------------- claims */

static enum err claim(void *arg, struct db *db, ms_t now)
{
	struct flight *f = arg;

	(void)now;
	f->claimed = outbox_claim(db, f->pick.id, &f->row, f->arena);
	f->readable = f->claimed && reply_load(f->row.body, f->arena, &f->reply);
	if (f->readable && f->reply.photo)
		f->photo = photo_load(db, f->reply.photo, f->arena);
	return OK;
}

static void claimed(void *arg, enum err e)
{
	struct flight *f = arg;

	if (e != OK) {
		lanes_again(f->way->lanes, &f->pick, f->sender->now + STORE_DELAY);
		flight_end(f);
	} else if (!f->claimed) { /* somebody stopped it */
		lanes_done(f->way->lanes, &f->pick, f->sender->now);
		flight_end(f);
	} else {
		depart(f);
	}
}

static void set_back(struct sender *s, ms_t by)
{
	for (struct flight *f = s->flights; f; f = f->next)
		f->again_at -= by;
	for (size_t i = 0; i < s->n_ways; i++)
		if (s->ways[i].lanes)
			lanes_set_back(s->ways[i].lanes, by);
}

ms_t sender_tick(struct sender *s, ms_t now)
{
	ms_t next = INT64_MAX;
	struct lane_pick pick;

	if (now < s->now)
		set_back(s, s->now - now);
	s->now = now;
	for (struct flight *f = s->flights; f; f = f->next) {
		if (f->waits && f->again_at <= now)
			keep_record(f);
		else if (f->waits && f->again_at < next)
			next = f->again_at;
	}
	for (size_t i = 0; i < s->n_ways; i++) {
		struct way *w = &s->ways[i];

		if (!w->lanes || s->stopped)
			continue;
		while (w->under_way < AT_ONCE && lanes_take(w->lanes, now, &pick)) {
			struct flight *f = flight_new(s, w, &pick);

			f->work = (struct work){ claim, claimed, f, NULL };
			gateway_do(s->gateway, &f->work);
		}
		if (w->under_way < AT_ONCE && lanes_next(w->lanes) < next)
			next = lanes_next(w->lanes);
	}
	return next;
}

size_t sender_waiting(const struct sender *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->n_ways; i++)
		n += s->ways[i].lanes ? lanes_waiting(s->ways[i].lanes) : 0;
	return n;
}

size_t sender_under_way(const struct sender *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->n_ways; i++)
		n += s->ways[i].under_way;
	return n;
}

void sender_stop(struct sender *s)
{
	s->stopped = true;
}

const struct sender_counts *sender_counts(const struct sender *s)
{
	return &s->counts;
}
