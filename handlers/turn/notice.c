/* notice.c - notices: where to, and when. */
#include "handlers/turn/notice.h"

#include "store/messages/reply.h"
#include "handlers/turn/capabilities.h"
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
			return chat_private(w->db, v[i].channel, v[i].native, person, true);
	}
	return 0;
}

static void queue(const struct turn_world *w, int64_t chat, struct str channel, int64_t person, struct str body,
		  bool receipt, ms_t now)
{
	struct outbox_new o = { .channel = channel,
				.chat = chat,
				.class = OUTBOX_NOTICE,
				.person = person,
				.body = body,
				.receipt = receipt };
	int64_t id = outbox_add(w->db, &o, now);

	if (w->queued)
		w->queued(w->arg, id, channel, chat, o.class);
}

/* To the person or the group; false: there is no way. */
static bool deliver(const struct turn_world *w, const struct notice_row *row, ms_t now, struct arena *a)
{
	struct str channel = NO_STR;
	int64_t chat = row->person ? notice_chat(w, row->person, a, &channel) : row->chat;

	if (!row->person)
		channel = chat_channel(w->db, chat, a);
	if (!chat || !channel.p)
		return false;
	queue(w, chat, channel, row->person, row->body, row->receipt, now);
	return true;
}

static ms_t when(const struct turn_world *w, unsigned flags, ms_t now)
{
	if (flags & NOTICE_URGENT)
		return now;
	return flags & NOTICE_AWAITED ? hours_next_awake(w, now) : hours_next_push(w, now);
}

enum notice_way notice_send(const struct turn_world *w, const struct notice *n, ms_t now, struct arena *a)
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
	ms_t at = when(w, n->flags, now);

	if (at > now) {
		notice_keep(w->db, &row, at, now);
		return NOTICE_WAITS;
	}
	if (deliver(w, &row, now, a))
		return NOTICE_QUEUED;
	if (n->person && n->subject.n)
		callback_unreached(w->db, n->person, n->subject, now, a);
	return NOTICE_UNREACHED;
}

/* The better moment has come. */
static void send_kept(const struct turn_world *w, const struct timer *t, ms_t now, struct arena *a)
{
	struct notice_row row = notice_take(w->db, t->subject, a);

	if (row.body.p && !deliver(w, &row, now, a) && row.person && row.subject.n)
		callback_unreached(w->db, row.person, row.subject, now, a);
}

const struct job notice_jobs[] = {
	{ .name = NOTICE_TIMER, .run = send_kept },
	{ 0 },
};
