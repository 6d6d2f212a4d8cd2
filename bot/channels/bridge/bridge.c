/* bridge.c - the channel without a platform: programs of others post updates
 * and fetch replies with a token. A token is the channel's whole identity. */
#include "bot/channels/bridge/bridge.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bot/base/json.h"
#include "bot/base/file.h"
#include "bot/base/log.h"
#include "bot/base/mem.h"
#include "bot/config/config.h"
#include "store/messages/reply.h"
#include "bot/channels/bridge/photo_hosts.h"

enum { TOKEN_BYTES = 24, TOKEN_LEAST = 16, TOKEN_MOST = 512, TOKEN_HASH = 32, PHOTO_MS = 15 * 1000 };

struct bridge {
	unsigned char hash[TOKEN_HASH]; /* of the token: what is compared has one length */
	struct photo_hosts *hosts;
};

/* ------------------------------------------------------------------- the token */

static void hash_token(struct str token, unsigned char out[TOKEN_HASH])
{
	crypto_generichash(out, TOKEN_HASH, (const unsigned char *)token.p, token.n, NULL, 0);
}

/* A new file with a random token in it; false with errno. */
static bool create_token(const char *file)
{
	unsigned char random[TOKEN_BYTES];
	char line[2 * TOKEN_BYTES + 2];

	randombytes_buf(random, sizeof random);
	sodium_bin2hex(line, sizeof line, random, sizeof random);
	strcat(line, "\n");
	enum err e = file_create(file, str_c(line));

	sodium_memzero(line, sizeof line);
	return e == OK;
}

/* Reads the token into line; absent when it cannot. */
static struct str read_token(const char *file, char *line, size_t size)
{
	struct stat st;
	int fd = open(file, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return NO_STR;
	if (fstat(fd, &st) == 0 && (st.st_mode & 077))
		log_warn("token", "file=%s problem=others than its owner may read it", file);
	ssize_t n = read(fd, line, size);

	close(fd);
	return n < 0 ? NO_STR : str_trim((struct str){ line, (size_t)n });
}

static enum err load_token(struct bridge *b, const char *file, struct str *why)
{
	char line[TOKEN_MOST];

	if (access(file, F_OK) != 0 && !create_token(file)) {
		log_error("token", "file=%s problem=%s", file, strerror(errno));
		*why = STR("the token file cannot be made");
		return ERR_IO;
	}
	struct str token = read_token(file, line, sizeof line);

	if (token.n < TOKEN_LEAST) {
		*why = token.p ? STR("the token is shorter than 16 characters") : STR("the token file cannot be read");
		return ERR_INPUT;
	}
	hash_token(token, b->hash);
	sodium_memzero(line, sizeof line);
	return OK;
}

bool bridge_admits(const struct channel *ch, struct str token)
{
	const struct bridge *b = ch->state;
	unsigned char hash[TOKEN_HASH];

	hash_token(token, hash);
	return sodium_memcmp(hash, b->hash, sizeof hash) == 0;
}

/* --------------------------------------------------------------------- replies */

static void add_buttons(cJSON *o, const struct reply *r)
{
	cJSON *rows = cJSON_AddArrayToObject(o, "buttons"), *row = NULL;

	for (size_t i = 0; i < r->n_buttons; i++) {
		cJSON *b = cJSON_CreateObject();

		json_put(b, "text", r->buttons[i].text);
		json_put(b, "data", r->buttons[i].data);
		if (i % 2 == 0)
			cJSON_AddItemToArray(rows, row = cJSON_CreateArray());
		cJSON_AddItemToArray(row, b);
	}
}

static void put_or_null(cJSON *o, const char *key, struct str value)
{
	if (value.p)
		json_put(o, key, value);
	else
		cJSON_AddNullToObject(o, key);
}

/* By the reply's own number: whoever may read the reply may fetch it. */
static void add_photo(cJSON *o, const struct outgoing *out)
{
	char url[48];

	if (!out->reply.photo) {
		cJSON_AddNullToObject(o, "photo");
		return;
	}
	cJSON *photo = cJSON_AddObjectToObject(o, "photo");

	snprintf(url, sizeof url, BRIDGE_MEDIA "%lld", (long long)out->id);
	cJSON_AddStringToObject(photo, "mime", "image/jpeg");
	cJSON_AddStringToObject(photo, "url", url);
}

cJSON *bridge_reply(const struct outgoing *out)
{
	const struct reply *r = &out->reply;
	cJSON *o = cJSON_CreateObject();

	cJSON_AddNumberToObject(o, "id", (double)out->id);
	cJSON *chat = cJSON_AddObjectToObject(o, "chat");

	json_put(chat, "id", out->chat);
	cJSON_AddStringToObject(chat, "type", out->type == CHAT_GROUP ? "group" : "private");
	if (out->to.p) {
		cJSON *to = cJSON_AddObjectToObject(o, "to");

		json_put(to, "id", out->to);
		put_or_null(to, "name", out->to_name);
	} else {
		cJSON_AddNullToObject(o, "to");
	}
	put_or_null(o, "reply_to", out->reply_to);
	json_put(o, "text", r->text.p ? r->text : STR(""));
	add_buttons(o, r);
	add_photo(o, out);
	if (r->position) {
		cJSON *at = position_json(r->position);

		json_put(at, "name", r->place);
		cJSON_AddItemToObject(o, "location", at);
	} else {
		cJSON_AddNullToObject(o, "location");
	}
	return o;
}

/* ------------------------------------------------------------------ the channel */

static const struct channel_option options[] = {
	{ "token_file", NULL,
	  "file with the bearer token; made (0600) with a random one when absent.\nDefault: NAME.token in the data folder" },
	{ "photo_hosts", NULL,
	  "hosts from which photos given as URLs are fetched: \"a.example, b.example:8443\". None: they\n"
	  "are kept as references. Addresses of this machine and of private networks never are." },
	{ NULL, NULL, NULL },
};

static void free_bridge(struct bridge *b)
{
	photo_hosts_free(b->hosts);
	free(b);
}

static enum err configure(struct channel *ch, const struct config *config, const struct config_channel *section,
			  struct str *why)
{
	const char *file = config_setting(section, "token_file", NULL);
	struct bridge *b = mem_zalloc(sizeof *b);
	char usual[4096];

	if (file)
		file = config_path(config, file);
	else if (snprintf(usual, sizeof usual, "%s/%s.token", config->data, section->name) < (int)sizeof usual)
		file = usual;
	enum err e = photo_hosts_read(str_c(config_setting(section, "photo_hosts", NULL)), config->arena, &b->hosts,
				      why);

	if (e == OK)
		e = load_token(b, file ? file : "", why);
	if (e != OK) {
		free_bridge(b);
		return e;
	}
	ch->state = b;
	ch->ready = true;
	return OK;
}

static void release(struct channel *ch)
{
	if (ch->state)
		free_bridge(ch->state);
	ch->state = NULL;
}

/* ---------------------------------------------------------------------- photos */

/* Somebody else's URL, with a short time and no second address: a redirect is no photo. */
static enum lead photo(struct channel *ch, struct str source, const struct http_response *response, struct arena *a,
		       struct http_request *req, const char **why)
{
	const struct bridge *b = ch->state;

	if (!response) {
		struct str url = photo_hosts_allow(b->hosts, source, a);

		*why = "its host is not among photo_hosts";
		*req = (struct http_request){ .url = url, .public_only = true, .timeout_ms = PHOTO_MS };
		return url.p ? LEAD_ON : LEAD_REFERENCE;
	}
	if (response->status == 200 && !response->too_large)
		return LEAD_HERE;
	*why = response->problem ? response->problem : arena_printf(a, "%d", response->status).p;
	if (response->too_large)
		return LEAD_LARGE;
	if (response->barred)
		return LEAD_LOST;
	return response->status == 0 || response->status == 408 || response->status == 429 || response->status >= 500
		       ? LEAD_AGAIN
		       : LEAD_LOST;
}

extern const struct channel_ops bridge_channel;
const struct channel_ops bridge_channel = {
	.kind = "bridge",
	.options = options,
	.configure = configure,
	.release = release,
	.photo = photo,
};
