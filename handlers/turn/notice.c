/* notice.c - notices: where to, and when. */
#include "handlers/turn/notice.h"

#include "bot/base/log.h"
#include "store/messages/reply.h"
#include "handlers/turn/hours.h"
#include "handlers/turn/jobs.h"
#include "store/human/callback.h"
#include "store/messages/notice.h"
#include "store/messages/outbox.h"

int64_t notice_chat(const struct turn_world *w, int64_t person, struct arena *a, struct str *channel)
{
	struct address v[ADDRESSES_MAX];
	size_t n = chat_addresses(w->db, person, v, a);

	for (size_t i = 0; i < n; i++) {
		*channel = v[i].channel;
		if (v[i].chat)
			return v[i].chat;
		if (w->may_write_first(w->arg, v[i].channel))
			return chat_to_come(w->db, v[i].channel, v[i].native, person, true);
	}
	return 0;
}

/* To the person or the group; 0: there is none. */
static int64_t way(const struct turn_world *w, const struct notice_row *row, struct arena *a, struct str *channel)
{
	if (!row->chat)
		return notice_chat(w, row->person, a, channel);
	*channel = chat_channel(w->db, row->chat, a);
	return channel->p ? row->chat : 0;
}

static void queue(const struct turn_world *w, const struct notice_row *row, int64_t chat, struct str channel, ms_t now)
{
	struct outbox_new o = { .channel = channel,
				.chat = chat,
				.class = OUTBOX_NOTICE,
				.person = row->person,
				.body = row->body,
				.receipt = row->receipt,
				.subject = row->subject };
	int64_t id = outbox_add(w->db, &o, now);

	if (w->queued && db_error(w->db) == OK)
		w->queued(w->arg, id, channel, chat, o.class);
}

/* False: nothing of it is left, and what it tells of does not mind. */
static bool tried(const struct turn_world *w)
{
	const char *why = db_error_text(w->db);
	enum err e = db_error(w->db);

	if (e != OK)
		log_error("notice", "problem=%s detail=%s", err_name(e), why);
	return db_tried(w->db) == OK;
}

/* The chat it goes to at `at`; 0: none, and he is to be phoned. */
static int64_t send(const struct turn_world *w, const struct notice_row *row, ms_t at, ms_t now, struct arena *a)
{
	struct str channel = NO_STR;

	db_try(w->db);
	int64_t chat = way(w, row, a, &channel);

	if (chat && at > now)
		notice_keep(w->db, row, at, now);
	else if (chat)
		queue(w, row, chat, channel, now);
	if (tried(w) && chat)
		return chat;
	if (row->person && row->subject.n) {
		db_try(w->db);
		callback_unreached(w->db, row->person, row->subject, now, a);
		(void)tried(w);
	}
	return 0;
}

static ms_t when(const struct turn_world *w, unsigned flags, ms_t now)
{
	if (flags & NOTICE_URGENT)
		return now;
	return flags & NOTICE_AWAITED ? hours_next_awake(w, now) : hours_next_push(w, now);
}

int64_t notice_send(const struct turn_world *w, const struct notice *n, ms_t now, struct arena *a)
{
	struct reply reply = {
		.text = phrase(w->pack, n->phrase, (uint64_t)n->person, n->fills, n->n, a),
		.buttons = (struct button *)n->buttons,
		.n_buttons = n->n_buttons,
		.receipt = n->flags & NOTICE_RECEIPT,
	};
	struct notice_row row = { .person = n->person,
				  .chat = n->chat,
				  .body = reply_save(&reply, a),
				  .receipt = reply.receipt,
				  .subject = n->subject };

	return db_error(w->db) == OK ? send(w, &row, when(w, n->flags, now), now, a) : 0;
}

/* The better moment has come. */
static void send_kept(const struct turn_world *w, const struct timer *t, ms_t now, struct arena *a)
{
	struct notice_row row = notice_take(w->db, t->subject, a);

	if (row.body.p)
		(void)send(w, &row, now, now, a);
}

const struct job notice_jobs[] = {
	{ .name = NOTICE_TIMER, .run = send_kept },
	{ 0 },
};
