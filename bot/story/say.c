/* say.c - a line of a person as the message that a platform would bring. */
#include <stdlib.h>
#include <string.h>

#include "bot/base/buf.h"
#include "bot/story/world.h"
#include "store/place/place.h"

enum { PHOTOS_MAX = 9 };

/* The newest delivery to this chat that satisfies a need. */
static const struct delivery *last_delivery(const struct story_world *w, struct str chat, bool with_buttons)
{
	for (size_t i = w->platform.n; i-- > 0;) {
		const struct delivery *d = &w->platform.deliveries[i];

		if (str_eq(d->chat, chat) && (!with_buttons || d->reply.n_buttons))
			return d;
	}
	return NULL;
}

static struct str button_data(const struct story_world *w, struct str chat, struct str label)
{
	const struct delivery *d = last_delivery(w, chat, true);

	for (size_t i = 0; d && i < d->reply.n_buttons; i++)
		if (str_eq(d->reply.buttons[i].text, label))
			return d->reply.buttons[i].data;
	return label;
}

static struct position *position(struct story_world *w, struct str text)
{
	struct position *p = arena_one(w->arena, struct position);
	ptrdiff_t comma = str_find(text, STR(","));
	char *end = NULL;

	if (comma > 0) {
		const char *s = arena_cstr(w->arena, text);

		p->lat = strtod(s, &end);
		p->lon = strtod(s + comma + 1, NULL);
		if (str_ends(text, STR(",wgs84")))
			p->datum = DATUM_WGS84;
		if (end == s + comma)
			return p;
	}
	if (!place_position(w->core.db, text, p))
		world_fail(w, "no place is called " STR_FMT, STR_ARG(text));
	return p;
}

static void add_photo(struct story_world *w, struct message *m, struct photo photo)
{
	if (!m->photos)
		m->photos = arena_array(w->arena, struct photo, PHOTOS_MAX);
	if (m->n_photos < PHOTOS_MAX)
		m->photos[m->n_photos++] = photo;
}

/* [照片] [坏照片] [位置：X] [语音] [按钮：X] [回复 X]; false: not one of them, plain text. */
static bool take_part(struct story_world *w, struct message *m, struct str part)
{
	ptrdiff_t colon = str_find(part, STR("："));
	struct str value = colon < 0 ? NO_STR : world_expand(w, str_trim(str_sub(part, (size_t)colon + 3, part.n)));

	if (str_starts(part, STR("照片"))) {
		add_photo(w, m, (struct photo){ .url = STR("https://photo.invalid/1.jpg") });
	} else if (str_is(part, "坏照片")) {
		add_photo(w, m, (struct photo){ .bytes = STR("no picture at all"), .mime = STR("image/jpeg") });
	} else if (str_starts(part, STR("位置")) && value.p) {
		m->position = position(w, value);
	} else if (str_is(part, "语音转文字")) {
		m->voice = STR("https://voice.invalid/1.ogg");
		m->transcript = true;
	} else if (str_is(part, "语音")) {
		m->voice = STR("https://voice.invalid/1.ogg");
	} else if (str_starts(part, STR("按钮")) && value.p) {
		m->button = button_data(w, m->chat, value);
	} else if (str_starts(part, STR("回复"))) {
		const struct delivery *d = last_delivery(w, m->chat, false);

		m->reply_to = d ? arena_printf(w->arena, "r-%lld", (long long)d->id) : STR("nothing");
		m->replies_to_bot = str_has(part, STR("小灯"));
	} else {
		return false;
	}
	return true;
}

static void read_text(struct story_world *w, struct message *m, struct str text)
{
	struct buf plain;

	buf_init(&plain, 1 << 16);
	while (text.n) {
		ptrdiff_t open = str_find(text, STR("[")), close = str_find(text, STR("]"));

		if (open < 0 || close < open)
			break;
		if (take_part(w, m, str_sub(text, (size_t)open + 1, (size_t)close)))
			buf_add(&plain, str_sub(text, 0, (size_t)open));
		else
			buf_add(&plain, str_sub(text, 0, (size_t)close + 1));
		text = str_sub(text, (size_t)close + 1, text.n);
	}
	buf_add(&plain, text);
	struct str said = str_trim(world_expand(w, buf_str(&plain)));

	if (said.n)
		m->text = said;
	buf_free(&plain);
}

static void note_mentions(struct message *m)
{
	struct str rest = m->text;

	for (ptrdiff_t at; rest.n && (at = str_find(rest, STR("@"))) >= 0;) {
		rest = str_sub(rest, (size_t)at + 1, rest.n);
		if (str_starts(rest, STR("小灯")))
			m->mentions_bot = true;
		else if (rest.n && rest.p[0] != ' ')
			m->mentions_other = true;
	}
}

/* A batch of one message, all in an arena of its own: the gateway frees it. */
static void nobody_waits(void *arg, const struct batch *b, const struct batch_result *result)
{
	struct story_world *w = arg;

	(void)b;
	if (result->err != OK)
		world_fail(w, "the message was not stored: %s", err_name(result->err));
}

struct batch *world_batch(struct story_world *w, const struct message *m)
{
	struct arena *a = arena_new();
	struct batch *b = arena_one(a, struct batch);

	*b = (struct batch){ .arena = a, .v = arena_one(a, struct message), .n = 1, .done = nobody_waits, .arg = w };
	*b->v = *m; /* what it points to lives as long as the story */
	return b;
}

struct batch *world_message(struct story_world *w, const struct step *s)
{
	struct message m = {
		.channel = STR(STORY_CHANNEL),
		.id = arena_printf(w->arena, "s-%d", ++w->messages),
		.time = w->now,
		.from = world_person(w, s->who),
		.name = s->who,
		.type = s->group ? CHAT_GROUP : CHAT_PRIVATE,
	};

	m.chat = s->group ? s->place : m.from;
	m.title = s->group ? s->place : NO_STR;
	if (!s->group)
		platform_open(&w->platform, m.chat);
	read_text(w, &m, s->text);
	note_mentions(&m);
	w->last = m;
	return world_batch(w, &m);
}
