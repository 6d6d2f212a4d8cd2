/* report_page.c - a signed link becomes a workbook, a page, a CSV. Paths are never logged. */
#include "bot/web/report_page.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bot/base/mem.h"
#include "bot/documents/report.h"
#include "store/report/link.h"

enum { AT_ONCE = 2 }; /* reports counted at a time: other work wants the threads, too */

struct report_page {
	struct report_page_setup setup;
	int busy;
};

/* One report on its way through the thread pool. */
struct counting {
	uv_work_t work;
	struct report_page *page;
	struct http_exchange *ex; /* NULL: the browser is gone */
	struct arena *arena;
	struct report_link link;
	ms_t now;
	struct str file; /* absent: it could not be read */
};

static ms_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	return (ms_t)t.tv_sec * MS_SECOND + t.tv_nsec / 1000000;
}

static const char *type_of(const char *format)
{
	if (strcmp(format, "xlsx") == 0)
		return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
	if (strcmp(format, "csv") == 0)
		return "text/csv; charset=utf-8";
	return strcmp(format, "html") == 0 ? "text/html; charset=utf-8" : "text/plain; charset=utf-8";
}

static void sorry(struct http_exchange *ex, int status, const char *words)
{
	struct str page = arena_printf(
		http_arena(ex),
		"<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>小灯</title>"
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"></head>"
		"<body><main><h1>%s</h1></main></body></html>\n",
		words);

	http_reply(ex, status, "text/html; charset=utf-8", page);
}

/* Its styles stand in the page; nothing else may be loaded or sent. */
static void headers(struct http_exchange *ex, const struct report_link *l)
{
	http_reply_header(ex, "X-Robots-Tag", "noindex, nofollow, noarchive");
	http_reply_header(
		ex, "Content-Security-Policy",
		"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
	if (strcmp(l->format, "html") != 0)
		http_reply_header(ex, "Content-Disposition",
				  arena_printf(http_arena(ex),
					       "attachment; filename=\"report-" STR_FMT "-" STR_FMT ".%s\"",
					       STR_ARG(l->from), STR_ARG(l->to), l->format)
					  .p);
}

/* ------------------------------------------------------------------ in the thread pool */

static void count(uv_work_t *work)
{
	struct counting *c = work->data;
	const struct config *config = c->page->setup.config;
	struct keys keys;
	struct db *db;

	if (keys_load(config->key_file, false, &keys) != OK || db_open(config->db, DB_READ, &keys, &db) != OK)
		return;
	struct report r = report_read(db, c->link.from, c->link.to, c->link.scope.label.p ? &c->link.scope : NULL,
				      c->now, c->arena);

	c->file = report_render(c->link.format, &r, c->arena);
	if (db_error(db) != OK)
		c->file = NO_STR;
	db_close(db);
}

/* -------------------------------------------------------------------------- on the loop */

static void counted(uv_work_t *work, int status)
{
	struct counting *c = work->data;

	c->page->busy--;
	if (c->ex && status == 0 && c->file.p) {
		headers(c->ex, &c->link);
		http_reply(c->ex, 200, type_of(c->link.format), c->file);
	} else if (c->ex) {
		sorry(c->ex, 503, "现在取不到，请稍后再试");
	}
	arena_free(c->arena);
	free(c);
}

static void gone(void *arg, struct http_exchange *ex)
{
	struct counting *c = arg;

	(void)ex;
	c->ex = NULL;
}

static void start(struct counting *c, struct http_exchange *ex)
{
	if (c->page->busy >= AT_ONCE || uv_queue_work(c->page->setup.loop, &c->work, count, counted) != 0) {
		http_reply_header(ex, "Retry-After", "10");
		sorry(ex, 503, "正在生成别的报表，请稍后再试");
		arena_free(c->arena);
		free(c);
		return;
	}
	c->page->busy++;
	http_keep(ex, gone, c);
}

static void get(void *arg, struct http_exchange *ex)
{
	struct report_page *p = arg;
	struct counting *c = mem_zalloc(sizeof *c);
	struct str path = http_path(ex), token = str_sub(path, sizeof REPORT_LINK_PATH - 1, path.n);
	bool expired;

	*c = (struct counting){ .work.data = c, .page = p, .ex = ex, .now = now_ms(), .arena = arena_new() };
	if (report_link_read(p->setup.db, arena_str(c->arena, token), c->now, c->arena, &c->link, &expired) &&
	    report_format(c->link.format)) {
		start(c, ex);
		return;
	}
	sorry(ex, expired ? 410 : 404, expired ? "链接已过期，请在对话里重新导出" : "没有这个链接");
	arena_free(c->arena);
	free(c);
}

struct report_page *report_page_new(const struct report_page_setup *setup)
{
	struct report_page *p = mem_zalloc(sizeof *p);

	p->setup = *setup;
	return p;
}

void report_page_routes(struct report_page *p, struct http_route out[REPORT_PAGE_ROUTES])
{
	out[0] = (struct http_route){ .method = "GET", .path = REPORT_LINK_PATH "*", .handle = get, .arg = p };
}

void report_page_free(struct report_page *p)
{
	free(p);
}
