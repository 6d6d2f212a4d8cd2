/* api.c - the bridge API: who may, updates in; and the one table that turns an
 * err into an HTTP status. Replies out: replies.c. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "bot/base/mem.h"
#include "store/messages/reply.h"
#include "bot/channels/bridge/bridge.h"
#include "bot/web/bridge/internal.h"
#include "store/messages/outbox_pull.h"
#include "store/media/photo.h"

/* ---------------------------------------------------------------------- errors */

static const struct answer {
	int status;
	const char *error, *detail;
} answers[ERR_COUNT] = {
	[OK] = { 200, "", "" },
	[ERR_EXISTS] = { 409, "exists", "it is there already" },
	[ERR_NOT_FOUND] = { 404, "not_found", "nothing is here" },
	[ERR_INPUT] = { 422, "impossible", "not acceptable" },
	[ERR_DENIED] = { 403, "forbidden", "not for this person" },
	[ERR_FULL] = { 503, "store_unavailable", "the store cannot be written now; try again" },
	[ERR_BUSY] = { 503, "store_unavailable", "the store is not taking anything now; try again" },
	[ERR_KEY] = { 503, "store_unavailable", "the store cannot be read" },
	[ERR_VERSION] = { 503, "store_unavailable", "the store is of another version" },
	[ERR_IO] = { 503, "store_unavailable", "the store failed; try again" },
};

void api_fail(struct http_exchange *ex, enum err e)
{
	const struct answer *a = &answers[e > OK && e < ERR_COUNT ? e : ERR_IO];

	if (a->status == 503)
		http_reply_header(ex, "Retry-After", "1");
	http_reply_error(ex, a->status, a->error, a->detail);
}

ms_t api_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	return (ms_t)t.tv_sec * MS_SECOND + t.tv_nsec / 1000000;
}

void api_wake_gateway(struct api *api)
{
	if (api->setup.wake)
		api->setup.wake(api->setup.wake_arg);
}

/* --------------------------------------------------------------------- updates */

/* A batch on its way; in the batch's arena, which lives until done. */
struct post {
	struct http_exchange *ex; /* NULL: the other side has hung up; the batch commits all the same */
};

static void post_gone(void *arg, struct http_exchange *ex)
{
	struct post *p = arg;

	(void)ex;
	p->ex = NULL;
}

static void reply_counts(struct http_exchange *ex, size_t accepted, size_t duplicates)
{
	http_reply(ex, 200, "application/json",
		   arena_printf(http_arena(ex), "{\"ok\":true,\"accepted\":%zu,\"duplicates\":%zu}", accepted,
				duplicates));
}

static void post_done(void *arg, const struct batch *b, const struct batch_result *r)
{
	struct post *p = arg;

	(void)b;
	if (!p->ex)
		return;
	if (r->err == OK)
		reply_counts(p->ex, r->accepted, r->duplicates);
	else
		api_fail(p->ex, r->err);
}

static void refuse(struct http_exchange *ex, const struct updates *u)
{
	struct arena *a = http_arena(ex);

	if (u->malformed)
		http_reply_error(ex, 400, "malformed", arena_cstr(a, u->why));
	else
		http_reply_error(ex, 422, "impossible",
				 arena_printf(a, "update %zu: " STR_FMT, u->bad_index, STR_ARG(u->why)).p);
}

static void submit(struct api *api, struct http_exchange *ex, const struct updates *u, struct arena *a)
{
	struct post *p = arena_one(a, struct post);
	struct batch *b = arena_one(a, struct batch);

	p->ex = ex;
	*b = (struct batch){ .arena = a, .v = u->v, .n = u->n, .done = post_done, .arg = p };
	http_keep(ex, post_gone, p);
	gateway_submit(api->setup.gateway, b);
	api_wake_gateway(api);
}

/* Answered after the commit: 200 {"ok":true,"accepted":n,"duplicates":m} */
static void on_updates(void *arg, struct http_exchange *ex)
{
	struct api *api = arg;
	const struct channel *ch = *http_slot(ex);
	struct arena *a = arena_new();
	struct updates u;

	bridge_parse(str_c(ch->name), http_body(ex), api_now(), api->setup.config->photo, a, &u);
	if (u.why.p)
		refuse(ex, &u);
	else if (gateway_full(api->setup.gateway))
		api_fail(ex, ERR_FULL);
	else if (u.n == 0)
		reply_counts(ex, 0, 0);
	else {
		submit(api, ex, &u, a);
		return; /* the arena is the batch's now */
	}
	arena_free(a);
}

/* --------------------------------------------------------------------- who may */

static const struct channel *channel_of(const struct api *api, struct str header)
{
	const struct channel *found = NULL;
	struct str bearer = STR("Bearer ");

	if (header.n < bearer.n || strncasecmp(header.p, bearer.p, bearer.n) != 0)
		return NULL;
	struct str token = str_trim(str_sub(header, bearer.n, header.n));

	for (size_t i = 0; i < api->setup.n_channels; i++) { /* all of them: no shorter way for a good guess */
		const struct channel *ch = &api->setup.channels[i];

		if (strcmp(ch->ops->kind, "bridge") == 0 && bridge_admits(ch, token))
			found = ch;
	}
	return found;
}

static int admit(void *arg, struct http_exchange *ex)
{
	const struct channel *ch = channel_of(arg, http_header(ex, "Authorization"));

	*http_slot(ex) = ch;
	return ch ? 0 : 401;
}

static void on_replies(void *arg, struct http_exchange *ex)
{
	const struct channel *ch = *http_slot(ex);

	replies_get(arg, ex, str_c(ch->name));
}

/* The photo of a reply of this channel, as long as the reply is kept. */
static void on_media(void *arg, struct http_exchange *ex)
{
	struct api *api = arg;
	const struct channel *ch = *http_slot(ex);
	struct db *db = api->setup.db;
	struct str path = http_path(ex), photo = NO_STR;
	struct reply reply = { 0 };
	int64_t id;

	if (str_int(str_sub(path, sizeof BRIDGE_MEDIA - 1, path.n), 1, INT64_MAX, &id) &&
	    reply_load(outbox_body(db, str_c(ch->name), id, http_arena(ex)), http_arena(ex), &reply) && reply.photo)
		photo = photo_load(db, reply.photo, http_arena(ex));
	if (db_error(db) != OK)
		api_fail(ex, db_error(db));
	else if (photo.p)
		http_reply(ex, 200, "image/jpeg", photo);
	else
		api_fail(ex, ERR_NOT_FOUND);
}

void api_routes(struct api *api, struct http_route out[API_ROUTES])
{
	out[0] = (struct http_route){ .path = "/api/v1/*", .admit = admit, .arg = api };
	out[1] = (struct http_route){ .method = "POST",
				      .path = "/api/v1/updates",
				      .max_body = (size_t)api->setup.config->body,
				      .handle = on_updates,
				      .arg = api };
	out[2] = (struct http_route){ .method = "GET", .path = "/api/v1/replies", .handle = on_replies, .arg = api };
	out[3] = (struct http_route){ .method = "GET", .path = BRIDGE_MEDIA "*", .handle = on_media, .arg = api };
}

/* --------------------------------------------------------------- start and end */

struct api *api_new(const struct api_setup *setup)
{
	struct api *api = mem_zalloc(sizeof *api);

	api->setup = *setup;
	replies_start(api);
	return api;
}

void api_free(struct api *api)
{
	if (!api)
		return;
	api_stop(api);
	replies_end(api);
}
