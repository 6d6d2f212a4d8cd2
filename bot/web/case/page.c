/* page.c - who has a good link, what he sent, and what he gets for it. */
#include "bot/web/case/page.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bot/base/embed.h"
#include "bot/base/log.h"
#include "bot/base/mem.h"
#include "bot/web/case/html.h"
#include "handlers/case/staff/link.h"
#include "store/case/case.h"
#include "store/db/audit.h"
#include "store/media/photo.h"

EMBED(case_page_css, "bot/web/case/page.css");

enum {
	FORM_MOST = 64 << 10,
	HTML_MOST = 1 << 20,
	BUCKETS = 256,	 /* links share them */
	TOKENS = 60,	 /* looks in a row … */
	TOKEN_MS = 2000, /* … and then one in so much time */
	SEND_COST = 4,
};

struct case_page {
	struct case_page_setup setup;
	struct {
		double tokens;
		ms_t at;
	} buckets[BUCKETS];
};

/* A look, or something sent, on its way through the gateway. */
struct visit {
	struct work work;
	struct case_page *page;
	struct http_exchange *ex; /* NULL: the browser is gone */
	struct arena *arena;
	int64_t number, id;
	struct str token;
	ms_t expires_at;
	int64_t photo; /* the n-th is wanted, from 1; 0: the page */
	bool counts;   /* somebody reads it, not a program that looks ahead */
	bool posts;
	enum page_act shown; /* was done just before */
	struct page_sent sent;
	enum page_state state;
	enum page_done done;
	struct buf html;
	struct str picture;
};

/* ------------------------------------------------------------------------ the answer */

static ms_t clock_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	return (ms_t)t.tv_sec * MS_SECOND + t.tv_nsec / 1000000;
}

static void headers(struct http_exchange *ex)
{
	http_reply_header(ex, "X-Robots-Tag", "noindex, nofollow, noarchive");
	http_reply_header(ex, "Content-Security-Policy",
			  "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none';"
			  " frame-ancestors 'none'");
}

static void html(struct http_exchange *ex, int status, const struct buf *b)
{
	headers(ex);
	http_reply(ex, status, "text/html; charset=utf-8", buf_str(b));
}

static const struct pack *pack_of(const struct case_page *p)
{
	return gateway_world(p->setup.gateway)->pack;
}

static void sorry(struct case_page *p, struct http_exchange *ex, enum page_state why)
{
	struct buf b;

	buf_init(&b, HTML_MOST);
	case_page_sorry(pack_of(p), p->setup.bot, why, http_arena(ex), &b);
	html(ex, why == PAGE_FORGED ? 404 : 410, &b);
	buf_free(&b);
}

static void later(struct case_page *p, struct http_exchange *ex, int status)
{
	struct buf b;

	buf_init(&b, HTML_MOST);
	case_page_later(pack_of(p), p->setup.bot, http_arena(ex), &b);
	http_reply_header(ex, "Retry-After", "30");
	html(ex, status, &b);
	buf_free(&b);
}

/* Back to the page, so that loading it again sends nothing. */
static void back(struct visit *v)
{
	struct str to = arena_printf(v->arena, STR_FMT "?done=%s", STR_ARG(v->token), case_page_act_name(v->sent.act));

	http_reply_header(v->ex, "Location", to.p);
	headers(v->ex);
	http_reply(v->ex, 303, NULL, STR(""));
}

static void answer(struct visit *v)
{
	if (v->state != PAGE_GOOD)
		sorry(v->page, v->ex, v->state);
	else if (v->posts && (v->done == PAGE_DONE || v->done == PAGE_TWICE))
		back(v);
	else if (v->photo && v->picture.p)
		http_reply(v->ex, 200, "image/jpeg", v->picture);
	else if (v->photo)
		sorry(v->page, v->ex, PAGE_FORGED);
	else
		html(v->ex, v->posts ? v->done == PAGE_STALE ? 409 : 422 : 200, &v->html);
}

static void visited(void *arg, enum err e)
{
	struct visit *v = arg;

	if (v->ex && e == OK)
		answer(v);
	else if (v->ex)
		later(v->page, v->ex, 503);
	buf_free(&v->html);
	arena_free(v->arena);
}

static void gone(void *arg, struct http_exchange *ex)
{
	struct visit *v = arg;

	(void)ex;
	v->ex = NULL;
}

/* ------------------------------------------------------- within the gateway's transaction */

static void show(struct visit *v, const struct turn_world *w, ms_t now)
{
	struct case_facts facts = case_facts(w, v->number, v->arena);
	struct case_page_view view = { .w = w,
				       .bot = v->page->setup.bot,
				       .facts = &facts,
				       .token = v->token,
				       .expires_at = v->expires_at,
				       .now = now,
				       .done = v->shown,
				       .failed = v->done,
				       .sent = v->posts ? &v->sent : NULL,
				       .arena = v->arena };

	buf_reset(&v->html);
	case_page_html(&view, &v->html);
}

static void show_photo(struct visit *v, struct db *db, const struct page_link *l, ms_t now)
{
	int64_t ids[FACTS_PHOTOS];
	size_t n = photo_of_case(db, v->number, ids, FACTS_PHOTOS);

	if (v->photo > (int64_t)n)
		return;
	v->picture = photo_load(db, ids[v->photo - 1], v->arena);
	audit(db, now, l->uid, "case.photos", str_c(case_load(db, v->number, v->arena).uid), NO_STR);
}

static enum err visit(void *arg, struct db *db, ms_t now)
{
	struct visit *v = arg;
	const struct turn_world *w = gateway_world(v->page->setup.gateway);
	struct page_link l = page_link_load(db, v->id, v->arena);
	struct doing doing = { .w = w, .link = l.id, .now = now, .arena = v->arena };

	v->done = PAGE_DONE;
	v->state = l.number == v->number ? case_page_state(&l, now) : PAGE_FORGED;
	if (v->state != PAGE_GOOD)
		return OK;
	if (v->counts)
		page_link_opened(db, &l, now);
	if (v->photo) {
		show_photo(v, db, &l, now);
		return OK;
	}
	if (v->posts)
		v->done = case_page_do(&doing, &l, &v->sent);
	if (!v->posts || (v->done != PAGE_DONE && v->done != PAGE_TWICE))
		show(v, w, now);
	return OK;
}

/* ----------------------------------------------------------------------- the request */

/* "12/TOKEN" or "12/TOKEN/3", after "/q/". The signature is right. */
static bool read_path(struct visit *v, struct str path)
{
	struct str rest = str_sub(path, sizeof CASE_PAGE_PATH - 1, path.n), number, photo = NO_STR;

	if (!str_split(&rest, '/', &number) || !str_int(number, 1, INT64_MAX, &v->number) ||
	    !str_split(&rest, '/', &v->token))
		return false;
	if (str_split(&rest, '/', &photo) && !str_int(photo, 1, FACTS_PHOTOS, &v->photo))
		return false;
	return page_token_read(v->page->setup.db, v->number, v->token, &v->id, &v->expires_at);
}

static bool allowed(struct case_page *p, int64_t id, double cost, ms_t now)
{
	size_t i = (size_t)id % BUCKETS;

	p->buckets[i].tokens += (double)(now - p->buckets[i].at) / TOKEN_MS;
	p->buckets[i].at = now;
	if (p->buckets[i].tokens > TOKENS)
		p->buckets[i].tokens = TOKENS;
	if (p->buckets[i].tokens < cost)
		return false;
	p->buckets[i].tokens -= cost;
	return true;
}

/* The visit, when its link is ours; otherwise it was answered, and NULL. */
static struct visit *visit_new(struct case_page *p, struct http_exchange *ex, double cost)
{
	struct arena *a = arena_new();
	struct visit *v = arena_one(a, struct visit);
	ms_t now = clock_now();

	*v = (struct visit){ .work = { .run = visit, .done = visited, .arg = v }, .page = p, .ex = ex, .arena = a };
	bool ours = read_path(v, arena_str(a, http_path(ex)));

	if (ours && v->expires_at > now && allowed(p, v->id, cost, now)) {
		v->token = arena_str(a, v->token);
		buf_init(&v->html, HTML_MOST);
		return v;
	}
	if (!ours)
		sorry(p, ex, PAGE_FORGED);
	else if (v->expires_at <= now)
		sorry(p, ex, PAGE_EXPIRED);
	else
		later(p, ex, 429);
	arena_free(a);
	return NULL;
}

static void submit(struct visit *v)
{
	http_keep(v->ex, gone, v);
	gateway_do(v->page->setup.gateway, &v->work);
}

static void on_get(void *arg, struct http_exchange *ex)
{
	struct visit *v = visit_new(arg, ex, 1);

	if (!v)
		return;
	v->counts = str_is(http_method(ex), "GET") && !http_header(ex, "Sec-Purpose").p &&
		    !http_header(ex, "Purpose").p;
	v->shown = case_page_act(http_query(ex, "done"));
	submit(v);
}

/* As a person typed it: lines end in LF. */
static struct str field(struct visit *v, const char *name)
{
	struct str s = http_form(v->ex, name);
	char *out = arena_alloc(v->arena, s.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != '\r')
			out[n++] = s.p[i];
	return str_trim((struct str){ out, n });
}

static void on_post(void *arg, struct http_exchange *ex)
{
	struct visit *v = visit_new(arg, ex, SEND_COST);

	if (!v)
		return;
	v->posts = true;
	v->sent = (struct page_sent){ .act = case_page_act(field(v, "act")),
				      .words = field(v, "words"),
				      .outcome = field(v, "outcome"),
				      .once = field(v, "once") };
	if (v->photo || v->sent.act == PAGE_NOTHING || !str_eq(field(v, "link"), v->token) ||
	    str_is(http_header(ex, "Sec-Fetch-Site"), "cross-site") ||
	    !str_int(field(v, "version"), 0, INT64_MAX, &v->sent.version)) {
		sorry(v->page, ex, PAGE_FORGED);
		arena_free(v->arena);
		return;
	}
	if (!str_int(field(v, "days"), 1, CASE_EXTENSION_DAYS, &v->sent.days))
		v->sent.days = 0;
	submit(v);
}

static void on_css(void *arg, struct http_exchange *ex)
{
	(void)arg;
	http_reply_header(ex, "Cache-Control", "max-age=3600");
	http_reply(ex, 200, "text/css; charset=utf-8",
		   (struct str){ case_page_css, (size_t)(case_page_css_end - case_page_css) });
}

/* ------------------------------------------------------------------------ life, routes */

struct case_page *case_page_new(const struct case_page_setup *setup)
{
	struct case_page *p = mem_zalloc(sizeof *p);

	p->setup = *setup;
	return p;
}

void case_page_routes(struct case_page *p, struct http_route out[CASE_PAGE_ROUTES])
{
	out[0] = (struct http_route){ .method = "GET", .path = CASE_PAGE_PATH "page.css", .handle = on_css, .arg = p };
	out[1] = (struct http_route){ .method = "GET", .path = CASE_PAGE_PATH "*", .handle = on_get, .arg = p };
	out[2] = (struct http_route){ .method = "POST",
				      .path = CASE_PAGE_PATH "*",
				      .max_body = FORM_MOST,
				      .handle = on_post,
				      .arg = p,
				      .type = "application/x-www-form-urlencoded" };
}

void case_page_free(struct case_page *p)
{
	free(p);
}
