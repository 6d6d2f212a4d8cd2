/* telegram.c - the Telegram Bot API: settings, long polling, acknowledgements,
 * files. Facts: https://core.telegram.org/bots/api */
#include "bot/channels/telegram/telegram.h"

#include <ctype.h>
#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "bot/base/json.h"
#include "bot/base/log.h"
#include "bot/base/mem.h"
#include "bot/config/config.h"

enum {
	POLL_SECONDS = 25,	       /* how long Telegram may wait for something to tell (it allows 50) */
	POLL_GRACE = 10,	       /* and how much longer we wait for the answer */
	POLL_BYTES = 16 * 1024 * 1024, /* a hundred updates with everything in them stay far below */
	REFUSED_MS = 60 * MS_SECOND,   /* the token: an operator may be mending it */
	CONFLICT_MS = 10 * MS_SECOND,
	LONGEST_MS = 60 * MS_SECOND,
	QUIET_POLLS = 24 * 3600 / POLL_SECONDS, /* about a day */
	TOKEN_BYTES = 256,
};

/* ----------------------------------------------------------------- settings */

static const struct channel_option options[] = {
	{ "token_file", NULL, "file that holds the token that @BotFather gave (mode 0600)" },
	{ "token", NULL, "or the token itself, only as ${NAME} from the environment" },
	{ "api", "https://api.telegram.org", "another Bot API server" },
	{ "mode", "poll", "poll; webhook is not supported yet" },
	{ NULL, NULL, NULL },
};

static struct str read_token_file(const char *file, struct arena *a, struct str *why)
{
	char text[TOKEN_BYTES + 1];
	struct stat st;
	FILE *f = fopen(file, "re");

	if (!f) {
		*why = arena_printf(a, "token_file: %s: %s", file, strerror(errno));
		return NO_STR;
	}
	size_t n = fread(text, 1, sizeof text, f);
	bool failed = ferror(f), open_to_others = fstat(fileno(f), &st) == 0 && (st.st_mode & 077);

	fclose(f);
	if (failed || n == sizeof text) {
		*why = arena_printf(a, "token_file: %s: %s", file,
				    failed ? "cannot be read" : "is too long for a token");
		return NO_STR;
	}
	if (open_to_others)
		log_warn("telegram", "file=%s problem=others can read the token: chmod 600 it", file);
	struct str token = arena_str(a, str_trim((struct str){ text, n }));

	sodium_memzero(text, sizeof text);
	return token;
}

/* "123456:AA…": it becomes part of a URL, so nothing else may stand in it. */
static bool token_valid(struct str token)
{
	for (size_t i = 0; i < token.n; i++)
		if (!isalnum((unsigned char)token.p[i]) && !strchr(":_-", token.p[i]))
			return false;
	return token.n > 0 && token.n <= TOKEN_BYTES && str_has(token, STR(":"));
}

static bool api_valid(struct str api)
{
	struct str http = STR("http://"), https = STR("https://");
	size_t scheme = str_starts(api, https) ? https.n : str_starts(api, http) ? http.n : 0;

	for (size_t i = 0; i < api.n; i++)
		if ((unsigned char)api.p[i] <= ' ' || strchr("?#\"\\", api.p[i]))
			return false;
	return scheme && api.n > scheme;
}

/* The token by whichever way it is given; absent and *why when it is not usable. */
static struct str read_token(const struct config *config, const struct config_channel *c, struct str *why)
{
	const char *file = config_setting(c, "token_file", NULL);
	struct str token = str_c(config_setting(c, "token", NULL));

	if ((file != NULL) == (token.n > 0)) {
		*why = STR("give the bot's token: token_file = FILE, or token = ${NAME}, not both");
		return NO_STR;
	}
	if (file && !(token = read_token_file(config_path(config, file), config->arena, why)).p)
		return NO_STR;
	if (!token_valid(token)) {
		*why = STR("the token is not one of Telegram's (123456:letters)");
		return NO_STR;
	}
	return token;
}

static enum err configure(struct channel *ch, const struct config *config, const struct config_channel *c,
			  struct str *why)
{
	struct str api = str_c(config_setting(c, "api", "https://api.telegram.org"));
	const char *mode = config_setting(c, "mode", "poll");

	if (strcmp(mode, "poll") != 0) {
		*why = strcmp(mode, "webhook") == 0 ? STR("mode: webhook is not supported yet; use poll")
						    : STR("mode: must be poll");
		return ERR_INPUT;
	}
	if (!api_valid(api)) {
		*why = STR("api: must be http://… or https://…");
		return ERR_INPUT;
	}
	while (str_ends(api, STR("/")))
		api.n--;
	struct str token = read_token(config, c, why);

	if (!token.p)
		return ERR_INPUT;
	struct telegram *t = mem_zalloc(sizeof *t);

	t->url = mem_strdup(arena_printf(config->arena, STR_FMT "/bot" STR_FMT "/", STR_ARG(api), STR_ARG(token)).p);
	t->file_url = mem_strdup(
		arena_printf(config->arena, STR_FMT "/file/bot" STR_FMT "/", STR_ARG(api), STR_ARG(token)).p);
	ch->state = t;
	ch->ready = false;
	return OK;
}

static void release(struct channel *ch)
{
	struct telegram *t = ch->state;

	if (!t)
		return;
	free(t->url);
	free(t->file_url);
	free(t->id);
	free(t->username);
	free(t);
	ch->state = NULL;
}

/* ------------------------------------------------------ requests and answers */

void telegram_request(const struct telegram *t, const char *method, cJSON *body, struct arena *a,
		      struct http_request *req)
{
	*req = (struct http_request){
		.url = arena_printf(a, "%s%s", t->url, method),
		.body = json_print(body, a),
	};
	cJSON_Delete(body);
}

void telegram_answer_read(const struct http_response *response, struct arena *a, struct telegram_answer *answer)
{
	struct str why;

	*answer = (struct telegram_answer){ .status = response->status, .retry_after = response->retry_after };
	if (response->status == 0)
		return;
	cJSON *tree = json_parse(response->body, a, &why);

	if (!cJSON_IsBool(cJSON_GetObjectItemCaseSensitive(tree, "ok"))) {
		cJSON_Delete(tree);
		return;
	}
	const cJSON *parameters = cJSON_GetObjectItemCaseSensitive(tree, "parameters");
	int64_t code = json_int(tree, "error_code", 0), after = json_int(parameters, "retry_after", -1);
	struct str moved = json_id(parameters, "migrate_to_chat_id", a);

	answer->tree = tree;
	answer->ok = json_bool(tree, "ok") && response->status == 200;
	answer->result = cJSON_GetObjectItemCaseSensitive(tree, "result");
	answer->description = json_str(tree, "description");
	answer->moved_to = moved.p ? arena_str(a, moved) : NO_STR;
	if (!answer->ok && code >= 300 && code < 600)
		answer->status = (int)code;
	if (after >= 0)
		answer->retry_after = after;
}

void telegram_answer_free(struct telegram_answer *answer)
{
	cJSON_Delete(answer->tree);
	answer->tree = NULL;
}

/* 1, 2, 4 … 60 s, each somewhere in its upper half: many bots that lost the
 * same server shall not come back in step. */
static int64_t backoff(int failures)
{
	int64_t ms = failures < 7 ? MS_SECOND << (failures > 0 ? failures - 1 : 0) : LONGEST_MS;

	if (ms > LONGEST_MS)
		ms = LONGEST_MS;
	return ms / 2 + randombytes_uniform((uint32_t)(ms / 2));
}

/* Why getMe or getUpdates gave nothing, once in the log for each cause, and
 * how long to wait. */
static int64_t refused(struct channel *ch, const char *method, const struct http_response *response,
		       const struct telegram_answer *answer)
{
	struct telegram *t = ch->state;
	const char *advice = answer->status == 200 ? "the answer cannot be read" : "";
	int64_t wait = backoff(++t->failures);

	ch->ready = false;
	if (answer->status == 401 || (answer->tree && answer->status == 404)) {
		advice = "the token is refused: ask @BotFather, correct it and restart";
		wait = REFUSED_MS;
	} else if (answer->status == 409) {
		advice = str_has(answer->description, STR("webhook"))
				 ? "a webhook is set for this bot: delete it (deleteWebhook)"
				 : "another program polls with this token";
		wait = CONFLICT_MS + wait;
	} else if (answer->retry_after > 0) {
		wait = answer->retry_after < 3600 ? answer->retry_after * MS_SECOND : MS_HOUR;
	}
	log_warn("telegram", "channel=%s method=%s status=%d failures=%d wait_ms=%lld problem=%s", ch->name, method,
		 answer->status, t->failures, (long long)wait, response->problem ? response->problem : advice);
	return wait;
}

/* ------------------------------------------------------------------ polling */

static void hello(struct channel *ch, struct arena *a, struct http_request *req)
{
	telegram_request(ch->state, "getMe", cJSON_CreateObject(), a, req);
}

static void keep(char **where, struct str value)
{
	free(*where);
	*where = value.p ? mem_strdup(value.p) : NULL;
}

static bool greeted(struct channel *ch, const struct http_response *response, struct arena *a, int64_t *wait_ms)
{
	struct telegram *t = ch->state;
	struct telegram_answer answer;

	telegram_answer_read(response, a, &answer);
	struct str id = json_id(answer.result, "id", a);
	bool ok = answer.ok && id.n;

	if (ok) {
		keep(&t->id, id);
		keep(&t->username, json_str(answer.result, "username"));
		t->failures = 0;
		ch->ready = true;
		log_info("telegram", "channel=%s bot=%s", ch->name, t->id);
		if (!json_bool(answer.result, "can_read_all_group_messages"))
			log_warn(
				"telegram",
				"channel=%s problem=privacy mode hides what is said in groups from the bot: turn it off at "
				"@BotFather (/setprivacy), then remove the bot from each group and add it again",
				ch->name);
	} else {
		*wait_ms = refused(ch, "getMe", response, &answer);
	}
	telegram_answer_free(&answer);
	return ok;
}

static void next(struct channel *ch, struct arena *a, struct http_request *req)
{
	static const char *const kinds[] = { "message", "edited_message", "callback_query", "my_chat_member" };
	const struct telegram *t = ch->state;
	cJSON *body = cJSON_CreateObject();

	if (t->offset)
		cJSON_AddNumberToObject(body, "offset", (double)t->offset);
	cJSON_AddNumberToObject(body, "limit", 100);
	cJSON_AddNumberToObject(body, "timeout", POLL_SECONDS);
	cJSON_AddItemToObject(body, "allowed_updates",
			      cJSON_CreateStringArray((const char *const *)kinds, sizeof kinds / sizeof *kinds));
	telegram_request(t, "getUpdates", body, a, req);
	req->timeout_ms = (POLL_SECONDS + POLL_GRACE) * MS_SECOND;
	req->max_body = POLL_BYTES;
}

/* The messages of an answer; taken is set past the highest update. */
static void read_updates(struct channel *ch, const cJSON *result, struct arena *a, struct updates *out)
{
	struct telegram *t = ch->state;
	const cJSON *update;

	out->v = arena_array(a, struct message, (size_t)cJSON_GetArraySize(result));
	cJSON_ArrayForEach(update, result)
	{
		int64_t id = json_int(update, "update_id", -1);

		if (id < 0)
			continue;
		if (id >= t->taken)
			t->taken = id + 1;
		if (telegram_parse(ch, update, a, &out->v[out->n]))
			out->n++;
	}
}

static bool take(struct channel *ch, const struct http_response *response, struct arena *a, struct updates *out,
		 int64_t *wait_ms)
{
	struct telegram *t = ch->state;
	struct telegram_answer answer;

	*out = (struct updates){ 0 };
	telegram_answer_read(response, a, &answer);
	bool ok = answer.ok && cJSON_IsArray(answer.result);

	t->taken = 0;
	if (ok) {
		read_updates(ch, answer.result, a, out);
		t->empty = cJSON_GetArraySize(answer.result) ? 0 : t->empty + 1;
		ok = t->empty > 0 || t->taken > 0; /* updates without ids could never be confirmed */
	}
	if (ok) {
		t->failures = 0;
		ch->ready = true;
	} else {
		*wait_ms = refused(ch, "getUpdates", response, &answer);
	}
	telegram_answer_free(&answer);
	return ok;
}

static void committed(struct channel *ch)
{
	struct telegram *t = ch->state;

	if (t->taken)
		t->offset = t->taken;
	/* After a silent week Telegram may go on with any number, also a lower
	 * one. All below the offset is long confirmed: let go of it in time. */
	if (t->empty >= QUIET_POLLS)
		t->offset = 0;
}

static bool ack(struct channel *ch, const struct message *m, struct arena *a, struct http_request *req)
{
	if (!m->ack.n)
		return false;
	cJSON *body = cJSON_CreateObject();

	json_put(body, "callback_query_id", m->ack);
	telegram_request(ch->state, "answerCallbackQuery", body, a, req);
	return true;
}

/* -------------------------------------------------------------------- files */

/* It becomes part of a URL that holds the token. */
static bool path_valid(struct str path)
{
	for (size_t i = 0; i < path.n; i++)
		if (!isalnum((unsigned char)path.p[i]) && !strchr("/._-", path.p[i]))
			return false;
	return path.n > 0 && path.n < 512 && path.p[0] != '/' && !str_has(path, STR(".."));
}

/* An answer without a file: is it worth another try? */
static enum lead no_file(const struct http_response *response, int status, struct arena *a, const char **why)
{
	if (response->too_large) {
		*why = "too large";
		return LEAD_LARGE;
	}
	*why = response->status == 0 ? "no answer" : arena_printf(a, "%d", status).p;
	return response->status == 0 || status == 429 || status >= 500 ? LEAD_AGAIN : LEAD_LOST;
}

/* getFile tells the path, then the file server gives the bytes. */
static enum lead photo(struct channel *ch, struct str file_id, const struct http_response *response, struct arena *a,
		       struct http_request *req, const char **why)
{
	struct telegram *t = ch->state;
	struct telegram_answer answer;
	enum lead lead = LEAD_HERE;

	if (!response) {
		cJSON *body = cJSON_CreateObject();

		json_put(body, "file_id", file_id);
		telegram_request(t, "getFile", body, a, req);
		return LEAD_ON;
	}
	telegram_answer_read(response, a, &answer);
	struct str path = json_str(answer.result, "file_path");

	if (answer.ok && path_valid(path)) {
		*req = (struct http_request){ .url = arena_printf(a, "%s" STR_FMT, t->file_url, STR_ARG(path)) };
		lead = LEAD_ON;
	} else if (str_has(answer.description, STR("too big"))) {
		*why = "too large";
		lead = LEAD_LARGE;
	} else if (answer.tree || response->status != 200) {
		lead = no_file(response, answer.status, a, why);
	}
	telegram_answer_free(&answer);
	return lead;
}

static const struct poll_ops telegram_poll = {
	.hello = hello,
	.greeted = greeted,
	.next = next,
	.take = take,
	.committed = committed,
	.ack = ack,
};

/* Telegram allows about 30 a second, 1 a second in a chat, 20 a minute in a
 * group; a little below, because its clock and ours differ. */
const struct channel_ops telegram_channel = {
	.kind = "telegram",
	.options = options,
	.configure = configure,
	.release = release,
	.rate = 25,
	.chat_rate = 1,
	.group_rate_minute = 18,
	.text_units = TELEGRAM_TEXT_UNITS,
	.send = telegram_send,
	.judge = telegram_judge,
	.poll = &telegram_poll,
	.photo = photo,
};
