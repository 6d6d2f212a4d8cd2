/* bench_broadcast.c - a broadcast to 100,000 people: counting them for the preview, and
 * queueing their copies, some at a time as handlers/broadcast/send.c does, with each commit on the disk. */
#include <malloc.h>

#include "dialogs/build/build.h"
#include "dialogs/pack/pack.h"
#include "handlers/broadcast/broadcast.h"
#include "store/db/seal.h"
#include "tests/bench/process.h"

enum { PEOPLE = 100000, AT_ONCE = 200, QUEUE_MOST = 60 /* seconds */ };
#define NOW INT64_C(1765000000000)

static bool writes_first(void *arg, struct str channel)
{
	(void)arg;
	(void)channel;
	return true;
}

static void fill(struct db *db)
{
	static const char script[] =
		"begin;"
		"with recursive n(i) as (select 1 union all select i + 1 from n where i < 100000)"
		" insert into person(uid, registered, trade, created_at) select 'u' || i, 1, 'delivery', 1 from n;"
		"insert into identity(channel, key, native, person) select 'push', keyed('push:p' || id), seal('p' || id), id from person;"
		"insert into chat(channel, key, native, type, person)"
		" select 'push', keyed('push:p' || id), seal('p' || id), 'private', id from person;"
		"commit;";

	if (db_script(db, script) != OK)
		die("people: %s", db_error_text(db));
}

/* Milliseconds of the slowest transaction. */
static double queue_all(const struct turn_world *w, const struct broadcast *b, int64_t *copies)
{
	struct arena *a = arena_new();
	int64_t slowest = 0;
	size_t n;

	do {
		struct recipient *to = arena_array(a, struct recipient, AT_ONCE);
		int64_t began = now_us();

		if (db_begin(w->db) != OK)
			die("begin");
		n = broadcast_next(w->db, b, to, AT_ONCE, a);
		for (size_t i = 0; i < n; i++)
			*copies += broadcast_queue(w, b, &to[i], NOW, a);
		if (db_commit(w->db) != OK)
			die("commit: %s", db_error_text(w->db));
		if (now_us() - began > slowest)
			slowest = now_us() - began;
		arena_reset(a);
	} while (n);
	arena_free(a);
	return (double)slowest / 1e3;
}

static void measure(struct db *db, const struct pack *pack)
{
	struct arena *a = arena_new();
	struct turn_world w = { .db = db, .pack = pack, .may_write_first = writes_first };
	struct broadcast b = { .kind = STR("broadcast"), .audience = { .people = true }, .body = STR("{}") };
	int64_t copies = 0, began = now_us();
	struct audience_size size = audience_count(db, &b.audience, writes_first, NULL, a);
	double counted = (double)(now_us() - began) / 1e3;

	if (db_begin(db) != OK)
		die("begin");
	b.number = broadcast_draft(db, &b, NOW, a);
	broadcast_write(&w, &b, STR("明天高温，中午少跑，多喝水。驿站都开着。"), a);
	(void)broadcast_schedule(db, b.number, NOW, NULL, NOW);
	if (db_commit(db) != OK)
		die("commit");
	struct process self = { .pid = getpid() };
	size_t heap = mallinfo2().uordblks;
	double rss = process_rss_mb(&self);

	began = now_us();
	double slowest = queue_all(&w, &b, &copies), took = (double)(now_us() - began) / 1e6;
	struct broadcast_figures f;

	printf("%lld people counted for the preview: %.0f ms\n", (long long)size.people, counted);
	printf("%lld copies queued: %.1f s (%.0f µs each), the slowest %d at once %.1f ms; memory %.1f MB more, of it %.1f on the heap\n",
	       (long long)copies, took, took * 1e6 / PEOPLE, AT_ONCE, slowest, process_rss_mb(&self) - rss,
	       ((double)mallinfo2().uordblks - (double)heap) / 1e6);
	began = now_us();
	f = broadcast_figures(db, b.number);
	printf("its account (%lld waiting): %.0f ms\n", (long long)f.queued, (double)(now_us() - began) / 1e3);
	if (copies != PEOPLE || took > QUEUE_MOST)
		die("too slow, or somebody was left out");
	arena_free(a);
}

int main(void)
{
	char dir[256], file[300];
	struct keys keys;
	struct db *db;
	struct pack *pack;
	struct problems problems = { 0 };

	folder_make(dir);
	snprintf(file, sizeof file, "%s/x.db", dir);
	keys_random(&keys);
	if (db_open(file, DB_WRITE, &keys, &db) != OK)
		die("%s cannot be opened", file);
	pack = pack_load("dialogs/zh-CN", &problems);
	if (!pack)
		die("the pack cannot be loaded");
	fill(db);
	measure(db, pack);
	pack_free(pack);
	db_close(db);
	folder_remove(dir);
	return 0;
}
