/* calendar.c - activities as calendar files. */
#include "bot/web/calendar.h"

#include "bot/engine/core.h"
#include "bot/documents/ics.h"
#include "store/db/number.h"

enum { FILE_MOST = 64 * 1024 };

/* The number of "/a/A-7.ics"; 0: it is none. */
static int64_t number_of(struct str path)
{
	struct str end = STR(".ics"), begin = STR("/a/");

	if (!str_starts(path, begin) || !str_ends(path, end) || path.n <= begin.n + end.n)
		return 0;
	return number_parse(str_sub(path, begin.n, path.n - end.n), 'A');
}

static void serve(void *arg, struct http_exchange *ex)
{
	struct activity x = activity_load(arg, number_of(http_path(ex)), http_arena(ex));
	struct buf file;

	buf_init(&file, FILE_MOST);
	if (!x.code || str_is(x.state, "planned") || ics_activity(&x, wall_clock(), &file) != OK)
		http_reply_error(ex, 404, "not found", "there is no such activity");
	else
		http_reply(ex, 200, "text/calendar; charset=utf-8", buf_str(&file));
	buf_free(&file);
}

void calendar_routes(struct db *db, struct http_route *out)
{
	out[0] = (struct http_route){ .method = "GET", .path = "/a/*", .handle = serve, .arg = db };
}
