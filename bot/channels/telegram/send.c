/* send.c - a reply as sendMessage or sendPhoto, and what Telegram's answer means.
 *
 * Texts go out without parse_mode: nothing that a person typed is markup. */
#include "bot/channels/telegram/telegram.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <utf8proc.h>

#include "bot/base/buf.h"
#include "bot/base/json.h"
#include "bot/base/log.h"
#include "bot/base/utf8.h"

/* A button of up to SHORT units shares its row; asked too soon again, a token
 * that was refused or an address that is not Telegram's only makes noise. */
enum {
	CAPTION_UNITS = 1024,
	FORM_ROOM = 64 * 1024,
	NAME_UNITS = 64,
	CALLBACK_BYTES = 64,
	SHORT = 16,
	ROW = 2,
	SLOW_SECONDS = 60
};

/* ------------------------------------------------------------------ writing */

struct str telegram_fit(struct str text, size_t units, struct arena *a)
{
	if (utf16_count(text) <= units)
		return text;
	utf8proc_int32_t state = 0;
	uint32_t before = 0;
	size_t used = 0, good = 0; /* good: the last place between two clusters that leaves room for "…" */

	for (size_t i = 0; i < text.n;) {
		size_t at = i;
		uint32_t c = utf8_next(text, &i);

		if (at == 0 || utf8proc_grapheme_break_stateful((utf8proc_int32_t)before, (utf8proc_int32_t)c, &state))
			good = at;
		used += c >= 0x10000 ? 2 : 1;
		if (used > units - 1)
			break;
		before = c;
	}
	if (good == 0) /* one cluster fills it all: no sense to keep together */
		good = utf8_at_utf16(text, units - 2);
	return arena_printf(a, STR_FMT "…", STR_ARG(str_sub(text, 0, good)));
}

void telegram_put_id(cJSON *object, const char *key, struct str id)
{
	int64_t n;

	if (!str_int(id, INT64_MIN, INT64_MAX, &n)) {
		json_put(object, key, id);
		return;
	}
	char digits[24];

	snprintf(digits, sizeof digits, "%lld", (long long)n);
	cJSON_AddRawToObject(object, key, digits);
}

/* A name as one short line. */
static struct str one_line(struct str name, struct arena *a)
{
	struct str s = arena_str(a, str_trim(name));

	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < 0x20)
			((char *)s.p)[i] = ' ';
	return telegram_fit(s, NAME_UNITS, a);
}

/* "张勇 text", the name linked to the person so that the phone rings. */
static struct str addressed(const struct outgoing *out, cJSON *body, struct arena *a)
{
	struct str name = one_line(out->to_name, a);
	int64_t id;

	if (out->type != CHAT_GROUP || !name.n)
		return out->reply.text;
	if (str_int(out->to, 1, INT64_MAX, &id)) { /* a group that speaks has a negative id */
		cJSON *entity = cJSON_CreateObject();

		cJSON_AddStringToObject(entity, "type", "text_mention");
		cJSON_AddNumberToObject(entity, "offset", 0);
		cJSON_AddNumberToObject(entity, "length", (double)utf16_count(name));
		telegram_put_id(cJSON_AddObjectToObject(entity, "user"), "id", out->to);
		cJSON_AddItemToArray(cJSON_AddArrayToObject(body, "entities"), entity);
	}
	return arena_printf(a, STR_FMT " " STR_FMT, STR_ARG(name), STR_ARG(out->reply.text));
}

static void add_buttons(const struct reply *reply, int64_t id, cJSON *body)
{
	cJSON *rows = NULL, *row = NULL;
	bool was_short = false;

	for (size_t i = 0; i < reply->n_buttons; i++) {
		const struct button *b = &reply->buttons[i];
		bool is_short = utf16_count(b->text) <= SHORT;

		if (!b->text.n || !b->data.n || b->data.n > CALLBACK_BYTES) {
			log_error("button", "outbox=%lld problem=its data is not of 1 to 64 bytes", (long long)id);
			continue;
		}
		if (!rows)
			rows = cJSON_AddArrayToObject(cJSON_AddObjectToObject(body, "reply_markup"), "inline_keyboard");
		if (!row || !is_short || !was_short || cJSON_GetArraySize(row) == ROW)
			cJSON_AddItemToArray(rows, row = cJSON_CreateArray());
		cJSON *key = cJSON_CreateObject();

		json_put(key, "text", b->text);
		json_put(key, "callback_data", b->data);
		cJSON_AddItemToArray(row, key);
		was_short = is_short;
	}
}

/* A form's field: text as it is, all else as JSON. */
static void add_field(struct buf *form, const char *boundary, const cJSON *value, struct arena *a)
{
	/* a picture has a caption where a message has text, and no links to preview */
	static const char *const names[][2] = { { "text", "caption" }, { "entities", "caption_entities" } };
	const char *name = value->string;

	if (strcmp(name, "link_preview_options") == 0)
		return;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(name, names[i][0]) == 0)
			name = names[i][1];
	buf_printf(form, "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n", boundary, name);
	buf_add(form, cJSON_IsString(value) ? str_c(value->valuestring) : json_print(value, a));
	buf_addc(form, "\r\n");
}

/* The message as a form with the picture in it. */
static void send_form(struct channel *ch, cJSON *body, struct str photo, struct arena *a, struct http_request *req)
{
	const struct telegram *t = ch->state;
	unsigned char random[16];
	char boundary[2 * sizeof random + 1];
	const cJSON *each;
	struct buf form;

	randombytes_buf(random, sizeof random);
	sodium_bin2hex(boundary, sizeof boundary, random, sizeof random);
	buf_init(&form, photo.n + FORM_ROOM);
	cJSON_ArrayForEach(each, body) add_field(&form, boundary, each, a);
	buf_printf(&form,
		   "--%s\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"photo.jpg\"\r\n"
		   "Content-Type: image/jpeg\r\n\r\n",
		   boundary);
	buf_add(&form, photo);
	buf_printf(&form, "\r\n--%s--\r\n", boundary);
	*req = (struct http_request){
		.url = arena_printf(a, "%ssendPhoto", t->url),
		.body = arena_str(a, buf_str(&form)),
		.content_type = arena_printf(a, "multipart/form-data; boundary=%s", boundary),
	};
	buf_free(&form);
	cJSON_Delete(body);
}

void telegram_send(struct channel *ch, const struct outgoing *out, struct arena *a, struct http_request *req)
{
	cJSON *body = cJSON_CreateObject();
	int64_t reply_to;
	int most = out->photo.p ? CAPTION_UNITS : TELEGRAM_TEXT_UNITS;

	telegram_put_id(body, "chat_id", out->chat);
	struct str whole = addressed(out, body, a), text = telegram_fit(whole, most, a);

	if (text.p != whole.p)
		log_warn("reply", "channel=%s outbox=%lld problem=longer than %d characters: cut", ch->name,
			 (long long)out->id, most);
	json_put(body, "text", text);
	cJSON_AddTrueToObject(cJSON_AddObjectToObject(body, "link_preview_options"), "is_disabled");
	if (out->type == CHAT_GROUP && str_int(out->reply_to, 1, INT64_MAX, &reply_to)) {
		cJSON *to = cJSON_AddObjectToObject(body, "reply_parameters");

		telegram_put_id(to, "message_id", out->reply_to);
		cJSON_AddTrueToObject(to, "allow_sending_without_reply");
	}
	add_buttons(&out->reply, out->id, body);
	if (out->photo.p)
		send_form(ch, body, out->photo, a, req);
	else
		telegram_request(ch->state, "sendMessage", body, a, req);
}

/* ------------------------------------------------------------------ judging */

/* 400 is many things; Telegram tells them apart only in words. */
static enum verdict judge_400(const struct telegram_answer *answer)
{
	static const struct str gone[] = {
		STR("chat not found"),
		STR("PEER_ID_INVALID"),
		STR("group chat was deactivated"),
		STR("user is deactivated"),
	};

	if (answer->moved_to.n)
		return VERDICT_MOVED;
	for (size_t i = 0; i < sizeof gone / sizeof *gone; i++)
		if (str_has(answer->description, gone[i]))
			return VERDICT_GONE;
	return VERDICT_DROP;
}

/* An answer that is not the Bot API's: a proxy, a login page, a wrong address.
 * Nobody is declared gone on such a word. */
static enum verdict judge_stranger(int status, int64_t *after)
{
	if (status >= 200 && status < 300)
		return VERDICT_UNKNOWN;
	if (status >= 300 && status < 500 && status != 429)
		*after = SLOW_SECONDS;
	return VERDICT_RETRY;
}

static enum verdict judge_answer(struct channel *ch, const struct telegram_answer *answer, int64_t *after)
{
	switch (answer->status) {
	case 400:
		return judge_400(answer);
	case 401:
	case 404:
		ch->ready = false; /* the token is refused; the poller says so in the log */
		*after = SLOW_SECONDS;
		return VERDICT_RETRY;
	case 403:
		return VERDICT_GONE;
	case 429:
		*after = answer->retry_after;
		return VERDICT_RETRY;
	default:
		return answer->status >= 500 ? VERDICT_RETRY : VERDICT_DROP;
	}
}

static const char *status_word(int status, struct arena *a)
{
	return arena_printf(a, "%d", status).p;
}

void telegram_judge(struct channel *ch, const struct http_response *response, struct arena *a, struct judgement *j)
{
	struct telegram_answer answer;

	*j = (struct judgement){ .after = -1 };
	if (response->status == 0) {
		j->verdict = response->unsent ? VERDICT_RETRY : VERDICT_UNKNOWN;
		j->why = response->unsent ? "not reached" : "no answer";
		return;
	}
	telegram_answer_read(response, a, &answer);
	j->why = status_word(answer.status, a);
	if (answer.ok) {
		struct str id = json_id(answer.result, "message_id", a);

		j->verdict = VERDICT_SENT;
		j->native_id = id.p ? arena_str(a, id) : NO_STR;
	} else if (!answer.tree) {
		j->after = response->retry_after;
		j->verdict = judge_stranger(response->status, &j->after);
	} else {
		j->verdict = judge_answer(ch, &answer, &j->after);
		j->moved_to = answer.moved_to;
	}
	telegram_answer_free(&answer);
}
