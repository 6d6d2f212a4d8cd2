/* platform.c - requests in, deliveries kept, answers out. */
#include "bot/story/platform.h"

#include <stdlib.h>

#include "bot/base/json.h"
#include "bot/base/mem.h"
#include "store/messages/reply.h"

struct pending {
	void (*done)(void *, const struct http_response *);
	void *arg;
	struct str body;
	struct pending *next;
};

struct opened {
	struct str chat;
	struct opened *next;
};

static void *start(struct transport *t, const struct http_request *request,
		   void (*done)(void *arg, const struct http_response *), void *arg)
{
	struct platform *p = (struct platform *)t;
	struct pending *new = arena_one(p->arena, struct pending), **end = &p->pending;

	*new = (struct pending){ done, arg, arena_str(p->arena, request->body), NULL };
	while (*end)
		end = &(*end)->next;
	*end = new;
	return new;
}

static void cancel(struct transport *t, void *handle)
{
	struct platform *p = (struct platform *)t;
	struct pending **link = &p->pending;

	while (*link && *link != handle)
		link = &(*link)->next;
	if (*link)
		*link = (*link)->next;
}

void platform_init(struct platform *p)
{
	*p = (struct platform){
		.transport = { start, cancel }, .arena = arena_new(), .status = 200, .retry_after = -1
	};
}

void platform_free(struct platform *p)
{
	arena_free(p->arena);
	free(p->deliveries);
}

static struct delivery read_request(struct platform *p, struct str body)
{
	struct str why;
	cJSON *tree = json_parse(body, p->arena, &why);
	struct delivery d = { 0 };

	d.chat = arena_str(p->arena, json_str(tree, "chat"));
	d.type = str_is(json_str(tree, "type"), "group") ? CHAT_GROUP : CHAT_PRIVATE;
	d.to = arena_str(p->arena, json_str(tree, "to"));
	d.to_name = arena_str(p->arena, json_str(tree, "name"));
	reply_load(json_print(cJSON_GetObjectItemCaseSensitive(tree, "reply"), p->arena), p->arena, &d.reply);
	cJSON_Delete(tree);
	return d;
}

static void deliver(struct platform *p, struct delivery d)
{
	d.id = (int64_t)p->n + 1;
	if (p->n == p->room) {
		p->room = p->room ? p->room * 2 : 64;
		p->deliveries = mem_grow(p->deliveries, p->room * sizeof *p->deliveries);
	}
	p->deliveries[p->n++] = d;
}

static bool is_open(const struct platform *p, struct str chat)
{
	const struct opened *o = p->opened;

	while (o && !str_eq(o->chat, chat))
		o = o->next;
	return o != NULL;
}

void platform_open(struct platform *p, struct str chat)
{
	struct opened *o = arena_one(p->arena, struct opened);

	if (is_open(p, chat))
		return;
	*o = (struct opened){ chat, p->opened };
	p->opened = o;
}

bool platform_answer(struct platform *p)
{
	struct pending *all = p->pending;

	p->pending = NULL;
	for (struct pending *one = all; one; one = one->next) {
		struct delivery d = read_request(p, one->body);
		bool refused = p->no_first && d.type == CHAT_PRIVATE && !is_open(p, d.chat);
		struct http_response response = { .status = refused ? 403 : p->status, .retry_after = p->retry_after };

		if (response.status == 200 || response.status == 0) {
			deliver(p, d);
			response.body = arena_printf(p->arena, "r-%zu", p->n);
		}
		one->done(one->arg, &response);
	}
	return all != NULL;
}

void platform_forget_pending(struct platform *p)
{
	p->pending = NULL;
}
