/* house_fixture.h - a gateway and a sender with two channels of the test's own:
 * "pull", whose replies are fetched, and "push", whose platform is played by
 * the test. A small pack of words, a clock that is moved by hand. */
#ifndef TESTS_HOUSE_FIXTURE_H
#define TESTS_HOUSE_FIXTURE_H

#include "bot/base/json.h"
#include "bot/base/log.h"
#include "bot/base/mem.h"
#include "store/messages/reply.h"
#include "bot/engine/core.h"
#include "dialogs/build/build.h"
#include "dialogs/pack/pack.h"
#include "store/messages/outbox.h"
#include "tests/unit/scratch.h"

#include <sys/stat.h>

#define HOUSE_START INT64_C(1765000000000)
enum { HOUSE_REQUESTS = 256 };

/* A request that left. */
struct house_request {
	int64_t id; /* of the outbox row */
	char chat[64], text[256];
	void (*done)(void *, const struct http_response *);
	void *arg;
	bool open; /* not answered yet */
};

struct house {
	struct scratch *s;
	struct config config;
	struct channel channels[2];
	struct transport transport; /* &house->transport: see house_of */
	struct house_request requests[HOUSE_REQUESTS];
	size_t n;
	struct core core; /* only gateway and sender */
	ms_t now;
	size_t heard; /* calls of on_replies */
};

/* ------------------------------------------------------------ the platform */

static inline struct house *house_of(struct transport *t)
{
	return (struct house *)((char *)t - offsetof(struct house, transport));
}

static inline void *house_start_request(struct transport *t, const struct http_request *req,
					void (*done)(void *, const struct http_response *), void *arg)
{
	struct house *h = house_of(t);

	assert_true(h->n < HOUSE_REQUESTS);
	struct house_request *r = &h->requests[h->n++];

	*r = (struct house_request){ .done = done, .arg = arg, .open = true };
	assert_true(str_int(req->url, 1, INT64_MAX, &r->id));
	snprintf(r->chat, sizeof r->chat, STR_FMT, STR_ARG(req->content_type));
	snprintf(r->text, sizeof r->text, STR_FMT, STR_ARG(req->body));
	return r;
}

static inline void house_cancel(struct transport *t, void *handle)
{
	(void)t;
	((struct house_request *)handle)->open = false;
}

static inline void house_send(struct channel *ch, const struct outgoing *out, struct arena *a, struct http_request *req)
{
	(void)ch;
	*req = (struct http_request){
		.url = arena_printf(a, "%lld", (long long)out->id),
		.content_type = arena_str(a, out->chat),
		.body = arena_str(a, out->reply.text),
	};
}

/* 200 sent, 429 again (retry_after), 403 gone, 400 never, 301 moved to the body, 0 unknown, else again. */
static inline void house_judge(struct channel *ch, const struct http_response *r, struct arena *a, struct judgement *j)
{
	(void)ch;
	*j = (struct judgement){ .after = r->retry_after, .why = arena_printf(a, "%d", r->status).p };
	j->verdict = r->status == 200	? VERDICT_SENT
		     : r->status == 403 ? VERDICT_GONE
		     : r->status == 400 ? VERDICT_DROP
		     : r->status == 301 ? VERDICT_MOVED
		     : r->status == 0	? VERDICT_UNKNOWN
					: VERDICT_RETRY;
	j->moved_to = r->status == 301 ? arena_str(a, r->body) : NO_STR;
	j->native_id = r->status == 200 ? STR("77") : NO_STR;
}

static const struct channel_ops house_push = {
	.kind = "push", .send = house_send, .judge = house_judge, .chat_rate = 0
};
static const struct channel_ops house_pull = { .kind = "pull" };

/* The platform answers request i. */
static inline void house_answer_after(struct house *h, size_t i, int status, const char *body, int64_t retry_after)
{
	struct house_request *r = &h->requests[i];
	struct http_response response = { .status = status, .body = str_c(body), .retry_after = retry_after };

	assert_true(i < h->n && r->open);
	r->open = false;
	r->done(r->arg, &response);
}

static inline void house_answer(struct house *h, size_t i, int status)
{
	house_answer_after(h, i, status, "", -1);
}

/* ----------------------------------------------------------- open and close */

static inline void house_heard(void *house)
{
	((struct house *)house)->heard++;
}

static inline void house_begin(struct house *h)
{
	struct problems wrong = { .arena = h->s->a };
	struct pack *pack = pack_load(scratch_path(h->s, "pack"), &wrong);

	for (size_t i = 0; i < wrong.n; i++)
		print_error(STR_FMT "\n", STR_ARG(wrong.lines[i]));
	assert_non_null(pack);
	assert_int_equal(gateway_new(&(struct gateway_setup){ .config = &h->config,
							      .db = h->s->db,
							      .pack = pack,
							      .channels = h->channels,
							      .n_channels = 2,
							      .mark_file = scratch_path(h->s, "turn.mark") },
				     &h->core.gateway),
			 OK);
	gateway_on_replies(h->core.gateway, house_heard, h);
	assert_int_equal(sender_new(&(struct sender_setup){ .gateway = h->core.gateway,
							    .db = h->s->db,
							    .channels = h->channels,
							    .n_channels = 2,
							    .transport = &h->transport },
				    h->now, &h->core.sender),
			 OK);
}

static inline void house_end(struct house *h)
{
	gateway_free(h->core.gateway);
	sender_free(h->core.sender);
	h->core = (struct core){ 0 };
}

/* The process ends without a word, and a new one begins. */
static inline void house_restart(struct house *h)
{
	house_end(h);
	h->n = 0;
	house_begin(h);
}

static inline int house_set_up(void **state)
{
	struct house *h = mem_zalloc(sizeof *h);
	void *scratch;

	scratch_set_up_db(&scratch);
	h->s = scratch;
	h->now = HOUSE_START;
	h->config = (struct config){ .per_person = 1000000,
				     .per_chat = 1000000,
				     .uncalled = 5,
				     .offers = 3,
				     .wave = 10,
				     .group = 256,
				     .keep_days = { [KEEP_SEEN] = 30, [KEEP_OUTBOX] = 7, [KEEP_QUARANTINE] = 30 } };
	h->transport = (struct transport){ house_start_request, house_cancel };
	h->channels[0] = (struct channel){ .ops = &house_pull, .name = "pull", .ready = true };
	h->channels[1] = (struct channel){ .ops = &house_push, .name = "push", .ready = true };
	assert_int_equal(mkdir(scratch_path(h->s, "pack"), 0700), 0);
	scratch_write(h->s, "pack/a.ini",
		      "[pack]\nlanguage = zh-CN\nname = 小灯\n\n"
		      "[intent help]\nwhere = GP\nrule = ^帮助\nexample = 帮助\n\n"
		      "[phrase help.private]\ntext = 说说你要啥。\n\n[phrase help.group]\ntext = 说说你要啥。\n\n"
		      "[phrase group.introduction]\ntext = 我是小灯。\n\n"
		      "[phrase message.aside]\ntext = 这句没办成。\n");
	log_setup(LOG_ERROR + 1, false); /* what goes wrong here goes wrong on purpose */
	house_begin(h);
	*state = h;
	return 0;
}

static inline int house_tear_down(void **state)
{
	struct house *h = *state;
	void *scratch = h->s;

	house_end(h);
	scratch_tear_down(&scratch);
	free(h);
	return 0;
}

#define HOUSE_TEST(f) cmocka_unit_test_setup_teardown(f, house_set_up, house_tear_down)

/* -------------------------------------------------------- messages and time */

/* What became of a batch. */
struct told {
	bool done;
	struct batch_result result;
};

static inline void house_told(void *arg, const struct batch *b, const struct batch_result *result)
{
	struct told *t = arg;

	(void)b;
	assert_false(t->done); /* exactly once */
	t->done = true;
	t->result = *result;
}

static inline struct message *house_add(struct batch *b, const char *channel, const char *id, const char *person,
					const char *text)
{
	struct message *m = &b->v[b->n++];

	*m = (struct message){
		.channel = str_c(channel),
		.id = arena_str(b->arena, str_c(id)),
		.chat = arena_str(b->arena, str_c(person)),
		.type = CHAT_PRIVATE,
		.from = arena_str(b->arena, str_c(person)),
		.name = STR("张勇"),
		.text = arena_str(b->arena, str_c(text)),
	};
	return m;
}

static inline struct batch *house_batch(struct told *told, size_t room)
{
	struct arena *a = arena_new();
	struct batch *b = arena_one(a, struct batch);

	*told = (struct told){ 0 };
	*b = (struct batch){ .arena = a, .v = arena_array(a, struct message, room), .done = house_told, .arg = told };
	return b;
}

/* Hands in one private message that will be answered. */
static inline void house_say(struct house *h, const char *channel, const char *id, const char *person,
			     struct told *told)
{
	struct batch *b = house_batch(told, 1);

	house_add(b, channel, id, person, "帮助");
	gateway_submit(h->core.gateway, b);
}

/* All that is due now is done. */
static inline ms_t house_tick(struct house *h)
{
	ms_t next = h->now;

	for (int i = 0; next <= h->now; i++) {
		assert_true(i < 1000); /* or it never rests */
		next = core_tick(&h->core, h->now);
	}
	return next;
}

static inline int64_t house_count(struct house *h, const char *sql)
{
	struct arena *a = arena_new();
	int64_t n = -1;
	struct rows *r;

	/* tables too: not the runner's statement, which sees views only */
	r = db_query_n(h->s->db, sql, NULL, 0);
	if (db_next(r))
		n = db_int(r, 0);
	db_done(r);
	arena_free(a);
	assert_int_equal(db_error(h->s->db), OK);
	return n;
}

#endif
