/* parse.c - a Telegram update, read into a message.
 *
 * Only the fields that are used are read; whatever else stands there, of
 * whatever type, is passed over. */
#include "bot/channels/telegram/telegram.h"

#include <math.h>
#include <string.h>
#include <strings.h>

#include "bot/base/json.h"
#include "bot/base/utf8.h"

/* A string or id of the tree, copied: the tree is freed before the message. */
static struct str text_of(const cJSON *object, const char *key, struct arena *a)
{
	struct str s = json_str(object, key);

	return s.p ? arena_str(a, s) : NO_STR;
}

static struct str id_of(const cJSON *object, const char *key, struct arena *a)
{
	struct str s = json_id(object, key, a);

	return s.p ? arena_str(a, s) : NO_STR;
}

static const cJSON *member(const cJSON *object, const char *key)
{
	return cJSON_GetObjectItemCaseSensitive(object, key);
}

static bool is_bot(const struct telegram *t, const cJSON *user, struct arena *a)
{
	struct str id = json_id(user, "id", a);

	return t->id && id.p && str_is(id, t->id);
}

/* The piece of text that an entity covers; its numbers count UTF-16 units. */
static struct str covered(struct str text, const cJSON *entity)
{
	int64_t offset = json_int(entity, "offset", -1), length = json_int(entity, "length", -1);

	if (offset < 0 || length <= 0 || offset > (int64_t)text.n || length > (int64_t)text.n)
		return NO_STR;
	size_t from = utf8_at_utf16(text, (size_t)offset), to = utf8_at_utf16(text, (size_t)(offset + length));

	return str_sub(text, from, to);
}

static bool names_bot(const struct telegram *t, struct str username)
{
	return t->username && username.n == strlen(t->username) &&
	       strncasecmp(username.p, t->username, username.n) == 0;
}

/* Whom "@name", a marked name or "/command@name" speaks to. */
static void mark_mention(const struct telegram *t, const cJSON *entity, struct message *m, struct arena *a)
{
	struct str type = json_str(entity, "type");
	struct str piece = covered(m->text, entity);
	bool bot;

	if (str_is(type, "text_mention")) {
		bot = is_bot(t, member(entity, "user"), a);
	} else if (str_is(type, "mention") || str_is(type, "bot_command")) {
		ptrdiff_t at = str_find(piece, STR("@"));

		if (at < 0)
			return; /* a plain "/help" is for everybody */
		bot = names_bot(t, str_sub(piece, (size_t)at + 1, piece.n));
	} else {
		return;
	}
	if (bot)
		m->mentions_bot = true;
	else
		m->mentions_other = true;
}

/* What was said to us, without the name that only the platform has for us; a text that is
 * nothing else stays. */
static struct str without_own_name(const struct telegram *t, const cJSON *entities, struct str text, struct arena *a)
{
	struct str said = text;
	const cJSON *entity;

	cJSON_ArrayForEach(entity, entities)
	{
		struct str piece = covered(text, entity);
		ptrdiff_t at;

		if (!str_is(json_str(entity, "type"), "mention") || piece.n < 2 || piece.p[0] != '@' ||
		    !names_bot(t, str_sub(piece, 1, piece.n)) || (at = str_find(said, piece)) < 0)
			continue;
		said = arena_printf(a, STR_FMT STR_FMT, STR_ARG(str_sub(said, 0, (size_t)at)),
				    STR_ARG(str_sub(said, (size_t)at + piece.n, said.n)));
	}
	return str_trim(said).n ? said : text;
}

static void read_text(const struct telegram *t, const cJSON *msg, struct message *m, struct arena *a)
{
	bool caption = !cJSON_IsString(member(msg, "text"));
	const cJSON *entity;

	m->text = text_of(msg, caption ? "caption" : "text", a);
	if (!m->text.p)
		return;
	cJSON_ArrayForEach(entity, member(msg, caption ? "caption_entities" : "entities"))
		mark_mention(t, entity, m, a);
	if (m->mentions_bot)
		m->text = without_own_name(t, member(msg, caption ? "caption_entities" : "entities"), m->text, a);
}

static struct position *read_position(const cJSON *location, struct arena *a)
{
	const cJSON *lat = member(location, "latitude"), *lon = member(location, "longitude");

	if (!cJSON_IsNumber(lat) || !cJSON_IsNumber(lon) || !(fabs(lat->valuedouble) <= 90) ||
	    !(fabs(lon->valuedouble) <= 180))
		return NULL;
	struct position *p = arena_one(a, struct position);

	*p = (struct position){ lat->valuedouble, lon->valuedouble, DATUM_WGS84 };
	return p;
}

/* The largest size of a photo, or a picture that was sent as a file. */
static void read_photo(const cJSON *msg, struct message *m, struct arena *a)
{
	const cJSON *sizes = member(msg, "photo"), *document = member(msg, "document");
	const cJSON *file = cJSON_IsArray(sizes) ? cJSON_GetArrayItem(sizes, cJSON_GetArraySize(sizes) - 1) : NULL;

	if (!file && str_starts(json_str(document, "mime_type"), STR("image/")))
		file = document;
	struct str id = text_of(file, "file_id", a);

	if (!id.n)
		return;
	m->photos = arena_one(a, struct photo);
	m->photos[0].file_id = id;
	m->photos[0].mime = text_of(file, "mime_type", a);
	m->n_photos = 1;
}

static bool read_chat(const cJSON *chat, struct message *m, struct arena *a)
{
	struct str type = json_str(chat, "type");

	m->chat = id_of(chat, "id", a);
	if (!m->chat.n)
		return false;
	if (str_is(type, "private")) {
		m->type = CHAT_PRIVATE;
	} else if (str_is(type, "group") || str_is(type, "supergroup")) {
		m->type = CHAT_GROUP;
		m->title = text_of(chat, "title", a);
	} else {
		return false; /* a channel: nobody talks there */
	}
	return true;
}

static bool read_person(const cJSON *user, struct message *m, struct arena *a)
{
	struct str first = json_str(user, "first_name"), last = json_str(user, "last_name");

	m->from = id_of(user, "id", a);
	m->from_bot = json_bool(user, "is_bot");
	if (first.n && last.n)
		m->name = arena_printf(a, STR_FMT " " STR_FMT, STR_ARG(first), STR_ARG(last));
	else if (first.n || last.n)
		m->name = arena_str(a, first.n ? first : last);
	return m->from.n > 0;
}

/* Anonymous admins and channels speak through a stand-in account that is
 * marked as a bot and is the same in all groups: the speaker is the group. */
static bool read_speaker(const cJSON *msg, struct message *m, struct arena *a)
{
	const cJSON *group = member(msg, "sender_chat");

	if (!cJSON_IsObject(group))
		return read_person(member(msg, "from"), m, a);
	m->from_group = true;
	m->from = id_of(group, "id", a);
	m->name = text_of(group, "title", a);
	return m->from.n > 0;
}

static void read_reply(const struct telegram *t, const cJSON *msg, struct message *m, struct arena *a)
{
	const cJSON *to = member(msg, "reply_to_message");

	/* everything said in a forum's topic "replies" to the topic's beginning */
	if (!cJSON_IsObject(to) || member(to, "forum_topic_created"))
		return;
	m->reply_to = id_of(to, "message_id", a);
	m->replies_to_bot = is_bot(t, member(to, "from"), a);
}

static ms_t read_time(const cJSON *object, const char *key)
{
	int64_t s = json_int(object, key, 0);

	return s > 0 && s < INT64_C(1) << 40 ? s * MS_SECOND : 0;
}

static bool parse_message(const struct telegram *t, const cJSON *msg, bool edited, struct message *m, struct arena *a)
{
	m->native = id_of(msg, "message_id", a);
	if (!m->native.n || !read_chat(member(msg, "chat"), m, a))
		return false;
	m->time = read_time(msg, edited && member(msg, "edit_date") ? "edit_date" : "date");
	m->moved_to = id_of(msg, "migrate_to_chat_id", a);
	if (m->moved_to.n) {
		m->news = NEWS_MOVED;
		read_speaker(msg, m, a);
		return true;
	}
	if (!read_speaker(msg, m, a))
		return false;
	read_text(t, msg, m, a);
	read_reply(t, msg, m, a);
	read_photo(msg, m, a);
	m->position = read_position(member(msg, "location"), a);
	m->voice = text_of(member(msg, "voice"), "file_id", a);
	if (edited) {
		if (m->position)
			return false; /* a live position moves on: only where it began counts */
		m->edits = m->native;
	}
	return m->text.n || m->n_photos || m->position || m->voice.n;
}

/* A pressed button counts as a reply to the message that carries it. When it
 * was pressed is not told. */
static bool parse_callback(const cJSON *query, struct message *m, struct arena *a)
{
	const cJSON *msg = member(query, "message");

	m->ack = id_of(query, "id", a);
	m->button = text_of(query, "data", a);
	m->native = id_of(msg, "message_id", a);
	m->reply_to = m->native;
	m->replies_to_bot = true;
	return m->ack.n && m->button.n && m->native.n && read_person(member(query, "from"), m, a) &&
	       read_chat(member(msg, "chat"), m, a);
}

static bool present(const cJSON *chat_member)
{
	struct str status = json_str(chat_member, "status");

	return str_is(status, "member") || str_is(status, "administrator") || str_is(status, "creator") ||
	       (str_is(status, "restricted") && json_bool(chat_member, "is_member"));
}

static bool parse_membership(const cJSON *change, struct message *m, struct arena *a)
{
	bool before = present(member(change, "old_chat_member")), after = present(member(change, "new_chat_member"));

	if (before == after || !read_chat(member(change, "chat"), m, a) || !read_person(member(change, "from"), m, a))
		return false;
	m->news = after ? NEWS_JOINED : NEWS_LEFT;
	m->time = read_time(change, "date");
	return true;
}

bool telegram_parse(const struct channel *ch, const cJSON *update, struct arena *a, struct message *m)
{
	const struct telegram *t = ch->state;
	const cJSON *part;

	*m = (struct message){ .channel = str_c(ch->name), .id = id_of(update, "update_id", a) };
	if (!m->id.n)
		return false;
	if (cJSON_IsObject(part = member(update, "message")))
		return parse_message(t, part, false, m, a);
	if (cJSON_IsObject(part = member(update, "edited_message")))
		return parse_message(t, part, true, m, a);
	if (cJSON_IsObject(part = member(update, "callback_query")))
		return parse_callback(part, m, a);
	if (cJSON_IsObject(part = member(update, "my_chat_member")))
		return parse_membership(part, m, a);
	return false;
}
