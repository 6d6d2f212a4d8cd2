/* say.c - what a turn says: phrases gathered into one message per chat. */
#include <string.h>

#include "bot/base/buf.h"
#include "store/messages/reply.h"
#include "handlers/turn/split.h"
#include "bot/base/utf8.h"
#include "handlers/turn/mask.h"
#include "handlers/turn/notice.h"
#include "handlers/turn/turn.h"
#include "store/messages/outbox.h"

/* PIECE_ROOM: UTF-16 units for "（2/3）" and the name of the person who is addressed. */
enum { TEXT_MAX = 16 * 1024, BUTTONS_MAX = 16, PIECE_ROOM = 96, PIECES_MOST = 8 };

/* The message to one chat, as it grows. */
struct part {
	bool here; /* the chat at hand; else the speaker's private chat */
	struct buf text;
	struct button buttons[BUTTONS_MAX];
	size_t n_buttons;
	bool receipt;
	struct str subject;
	int64_t photo; /* it is the words under this picture; or 0 */
	struct part *next;
};

static struct part *part_new(struct turn *t, bool here, int64_t photo)
{
	struct part **link = &t->parts, *p = arena_one(t->arena, struct part);

	while (*link && (photo || !(*link)->photo)) /* words before pictures */
		link = &(*link)->next;
	p->here = here;
	p->photo = photo;
	p->next = *link;
	buf_init(&p->text, TEXT_MAX);
	return *link = p;
}

/* A private message to somebody who is already in private goes here. */
static bool is_here(const struct turn *t, bool here)
{
	return t->m->type != CHAT_GROUP || (here && !t->privately);
}

static struct part *part_for(struct turn *t, bool here)
{
	struct part *p = t->parts;

	here = is_here(t, here);
	while (p && (p->photo || p->here != here))
		p = p->next;
	return p ? p : part_new(t, here, 0);
}

/* Buttons and receipts belong to what was said last. */
static struct part *part_last(struct turn *t)
{
	struct part *last = NULL;

	for (struct part *p = t->parts; p && !p->photo; p = p->next)
		last = p;
	return last ? last : part_for(t, true);
}

static void add_text(struct turn *t, bool here, struct str text)
{
	if (!text.n)
		return;
	struct part *p = part_for(t, here);

	if (p->text.n)
		buf_addc(&p->text, "\n\n");
	buf_add(&p->text, text);
}

struct str turn_phrase(struct turn *t, const char *name, const struct fill *fills, size_t n)
{
	/* the same message gets the same wording, also when it is handled again */
	return phrase(t->world->pack, name, str_hash(t->m->id), fills, n, t->arena);
}

void turn_say_here_or_private(struct turn *t, bool here, const char *name, const struct fill *fills, size_t n)
{
	add_text(t, here, turn_phrase(t, name, fills, n));
}

void turn_say_n(struct turn *t, const char *name, const struct fill *fills, size_t n)
{
	turn_say_here_or_private(t, true, name, fills, n);
}

void turn_private_n(struct turn *t, const char *name, const struct fill *fills, size_t n)
{
	turn_say_here_or_private(t, false, name, fills, n);
}

void turn_photo_n(struct turn *t, bool here, int64_t photo, const char *name, const struct fill *fills, size_t n)
{
	struct part *p = part_new(t, is_here(t, here), photo);

	buf_add(&p->text, turn_phrase(t, name, fills, n));
	p->receipt = true; /* seen twice, it is plainly the same */
}

void turn_say_text(struct turn *t, struct str text)
{
	add_text(t, true, text);
}

int64_t turn_tell_n(struct turn *t, int64_t person, unsigned flags, struct str subject, const char *phrase,
		    const struct fill *fills, size_t n)
{
	struct notice notice = {
		.person = person, .phrase = phrase, .fills = fills, .n = n, .flags = flags, .subject = subject
	};

	return notice_send(t->world, &notice, t->now, t->arena);
}

void turn_private_text(struct turn *t, struct str text)
{
	add_text(t, false, text);
}

void turn_button(struct turn *t, struct str label, struct str data)
{
	struct part *p = part_last(t);

	if (p->n_buttons < BUTTONS_MAX)
		p->buttons[p->n_buttons++] = (struct button){ label, data.p ? data : label };
}

void turn_receipt(struct turn *t)
{
	part_last(t)->receipt = true;
}

void turn_subject(struct turn *t, struct str subject)
{
	part_last(t)->subject = subject;
}

/* One message: a part, or piece `i` of `n` of it. */
static void queue(struct turn *t, const struct part *p, int64_t chat, struct str text, size_t i, size_t n)
{
	bool last = i + 1 == n;
	struct reply reply = {
		.text = text,
		.buttons = (struct button *)p->buttons,
		.n_buttons = last ? p->n_buttons : 0,
		.receipt = p->receipt || n > 1, /* "2/3": seen twice, it is plainly the same */
		.photo = p->photo,
	};
	struct outbox_new o = {
		.channel = t->m->channel,
		.chat = chat,
		.class = OUTBOX_ANSWER,
		.person = t->who.id,
		.reply_to = !p->here	     ? NO_STR
			    : t->m->native.p ? t->m->native
					     : t->m->id,
		.body = reply_save(&reply, t->arena),
		.receipt = reply.receipt,
		.subject = p->subject,
	};
	int64_t id = outbox_add(t->db, &o, t->now);

	if (t->world->queued && db_error(t->db) == OK)
		t->world->queued(t->world->arg, id, o.channel, chat, o.class);
}

/* What does not fit into one message of this platform goes out in several, numbered. */
static void queue_pieces(struct turn *t, const struct part *p, int64_t chat)
{
	struct str text = buf_str(&p->text), pieces[PIECES_MOST];
	size_t most = t->world->text_most ? t->world->text_most(t->world->arg, t->m->channel) : 0, n = 0;

	/* whatever was quoted, a group sees nobody's number */
	if (p->here && turn_is_group(t))
		text = mask_numbers(text, t->arena);
	if (most <= PIECE_ROOM || p->photo || utf16_count(text) <= most - PIECE_ROOM) {
		queue(t, p, chat, text, 0, 1);
		return;
	}
	while (text.n && n < PIECES_MOST)
		pieces[n++] = text_piece(&text, most - PIECE_ROOM);
	for (size_t i = 0; i < n; i++) {
		struct fill fills[] = { FILL("text", pieces[i]), FILL("i", arena_printf(t->arena, "%zu", i + 1)),
					FILL("n", arena_printf(t->arena, "%zu", n)) };

		queue(t, p, chat, turn_phrase(t, PHRASE("answer.piece"), fills, 3), i, n);
	}
}

/* Something is for his private chat, and he has none. */
static bool unsendable(struct turn *t)
{
	const struct part *p = t->parts;

	while (p && (p->here || !p->text.n))
		p = p->next;
	return p && !turn_private_chat(t);
}

void turn_flush(struct turn *t)
{
	if (unsendable(t))
		turn_say(t, "private.first", FILL("name", t->who.name));
	for (struct part *p = t->parts; p; p = p->next) {
		int64_t chat = p->here ? t->chat.id : turn_private_chat(t);

		if (p->text.n && chat) {
			queue_pieces(t, p, chat);
			t->answered = true;
		}
		buf_free(&p->text);
	}
	t->parts = NULL;
}
