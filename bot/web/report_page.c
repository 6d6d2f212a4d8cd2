/* report_page.c - a signed link becomes a workbook, a page, a CSV. Paths are never logged. */
#include "bot/web/report_page.h"

#include <string.h>
#include <time.h>

#include "bot/report/render.h"
#include "store/report_link.h"

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

static void answer(struct http_exchange *ex, struct db *db, struct str token)
{
	struct arena *a = http_arena(ex);
	struct report_link l;
	bool expired;
	ms_t now = now_ms();

	if (!report_link_read(db, token, now, a, &l, &expired) || !report_format(l.format)) {
		sorry(ex, expired ? 410 : 404, expired ? "链接已过期，请在对话里重新导出" : "没有这个链接");
		return;
	}
	struct report r = report_read(db, l.from, l.to, l.scope.label.p ? &l.scope : NULL, now, a);
	struct str file = report_render(l.format, &r, a);

	if (db_error(db) != OK || !file.p) {
		sorry(ex, 503, "现在取不到，请稍后再试");
		return;
	}
	headers(ex, &l);
	http_reply(ex, 200, type_of(l.format), file);
}

static void get(void *arg, struct http_exchange *ex)
{
	const struct config *config = arg;
	struct str path = http_path(ex);
	struct keys keys;
	struct db *db;

	if (keys_load(config->key_file, false, &keys) != OK || db_open(config->db, DB_READ, &keys, &db) != OK) {
		sorry(ex, 503, "现在取不到，请稍后再试");
		return;
	}
	answer(ex, db, str_sub(path, sizeof REPORT_LINK_PATH - 1, path.n));
	db_close(db);
}

void report_page_routes(const struct config *config, struct http_route out[REPORT_PAGE_ROUTES])
{
	out[0] = (struct http_route){
		.method = "GET", .path = REPORT_LINK_PATH "*", .handle = get, .arg = (void *)config
	};
}
