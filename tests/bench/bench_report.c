/* bench_report.c - the report over a year of 1,000,000 events: 500,000 of cases, the others readings, visits,
 * window visits, enrolments, tasks, publicity and copies of briefings. Milliseconds of processor time. BENCH_KEEP:
 * a folder in which the database and its key stay. */
#include "bot/base/log.h"
#include "bot/documents/report.h"
#include "store/lists/import.h"
#include "tests/bench/process.h"

enum { MOST_MS = 2000, TRIES = 3 };

static void must(bool good, const char *what)
{
	if (!good)
		die("%s", what);
}

/* 2025: one moment of the year for each of n, in their order. */
#define YEAR "1735660800000"
#define AT(i, n) "(" YEAR " + cast(" i " * (365 * 86400000.0 / " n ") as integer))"
#define UP_TO(n) "with recursive k(i) as (select 1 union all select i + 1 from k where i < " n ") "
#define DAY(i) "date('2025-01-01', '+' || (" i " % 365) || ' days')"

#define CASES "132000"

static const char *const fill[] = {
	UP_TO("6000") "insert into person(uid, trade, street, registered, source, created_at, registered_at)"
		      " select 'p' || i, case i % 4 when 0 then 'courier' when 1 then 'ridehail' else 'delivery' end,"
		      " 1 + i % 24, 1, 'chat', " AT("i", "6000") ", " AT("i", "6000") " from k",
	UP_TO(CASES) "insert into cases(uid, kind, category, state, live, source, person, street, text, filed_at, department)"
		     " select 'q' || i, case i % 5 when 0 then 'suggestion' when 1 then 'hazard' else 'grievance' end,"
		     " case i % 5 when 1 then case i % 3 when 0 then 'fire' when 1 then 'road' else 'parking' end else"
		     " case i % 11 when 0 then 'pay' when 1 then 'entry' when 2 then 'battery' when 3 then 'rest' when 4 then 'traffic'"
		     " when 5 then 'penalty' when 6 then 'dispute' else 'parking' end end,"
		     " 'closed', 0, iif(i % 25 = 1, 'patrol', 'rider'), 1 + i * 7919 % 6000,"
		     " 1 + i * 31 % 24, seal('x'), " AT("i", CASES) ","
								    " 1 + i * 17 % 9 from k",
	"insert into number(letter, last) values('Q', " CASES ") on conflict do update set last = excluded.last",
	/* in the order of their moments, as life writes them */
	"insert into case_event(number, at, event, detail) select number, at, event, detail from ("
	" select number, filed_at as at, 'filed' as event, null as detail from cases"
	" union all select number, filed_at + 7200000, 'assigned', 'd' from cases where number % 17"
	" union all select number, filed_at + 9000000, 'withdrawn', null from cases where number % 17 = 0"
	" union all select number, filed_at + 600000000, 'overdue', null from cases where number % 23 = 5 and kind <> 'suggestion'"
	" union all select number, filed_at + 600000000, 'escalated', null from cases where number % 23 = 5 and kind <> 'suggestion'"
	" union all select number, filed_at + 100000000 + number % 7 * 80000000, iif(kind = 'suggestion', 'adopted', 'answered'),"
	"  iif(kind = 'suggestion', 'adopted', iif(number % 3, 'solved', 'explained')) from cases where number % 17 and number % 19"
	" union all select number, filed_at + 700000000, 'rated', 'satisfied' from cases where number % 17 and number % 19"
	"  and kind <> 'suggestion' and number % 2"
	" union all select number, filed_at + 700000000, 'closed', 'none' from cases where number % 17 and number % 19"
	"  and kind <> 'suggestion' and number % 2 = 0 and number % 31"
	" union all select number, filed_at + 710000000, 'reopened', 'dissatisfied' from cases where number % 17 and number % 19"
	"  and kind <> 'suggestion' and number % 2 = 0 and number % 31 = 0"
	") order by at limit 500000",
	UP_TO("200") "insert into lesson(code, title, body, state) select 1000 + i, 't' || i, 'b', 'published' from k",
	UP_TO("200000") "insert into lesson_reading(person, lesson, opened_at, finished_at, screen, at)"
			" select 1 + i % 6000, 1001 + (i - 1) / 1000, " AT("i", "200000") ", iif(i % 3, " AT(
				"i", "200000") " + 300000, null), 3, " AT("i", "200000") " from k",
	UP_TO("40") "insert into study_window(code, name, site) select 'BW-' || i, 'w' || i, 1 + i % 5 from k",
	UP_TO("60000") "insert into window_visit(code, person, day, at) select 'BW-' || (1 + i % 40), 1 + i * 13 % 6000, " DAY(
		"i") ", " AT("i", "60000") " from k where true on conflict do nothing",
	UP_TO("60000") "insert into visit(uid, site, person, day, outcome, note, at) select 'v' || i,"
		       " 1 + i % 5, 1, " DAY("i") ", iif(i % 6, 'met', 'absent'), seal('x'), " AT("i",
												  "60000") " from k",
	UP_TO("365") "insert into broadcast(number, uid, kind, state, day, body, created_at, starts_at)"
		     " select i, 'b' || i, 'briefing', 'sent', " DAY("i") ", seal('x'), 1, 1 from k",
	UP_TO("60000") "insert into outbox(channel, chat, class, state, due_at, created_at, broadcast)"
		       " select 'bridge', 1, 'broadcast', 'sent', 1, 1, 1 + i % 365 from k",
	UP_TO("100") "insert into activity(code, title, start_at, place, state) select 1000 + i, 'a', unixepoch(" DAY(
		"i * 3") " || ' 14:00', 'utc') * 1000, 'p', 'closed' from k",
	UP_TO("40000") "insert into enrolment(kind, code, person, state, attended_at, at) select 'activity', 1001 + i % 100, 1 + i / 100 * 7 % 6000,"
		       " 'in', iif(i % 4, " AT("i", "40000") ", null), " AT(
			       "i", "40000") " from k where true on conflict do nothing",
	UP_TO("40000") "insert into task(code, uid, kind, state, near, deadline_at, created_at, closed_at) select i, 't' || i,"
		       " case i % 3 when 0 then 'medicine' when 1 then 'elder' else 'errand' end, 'done', '', 1, 1, " AT(
			       "i", "40000") " from k",
	UP_TO("40000") "insert into task_offer(task, person, wave, at, state, done_at, hours) select i, 1 + i % 900, 1, 1, 'done', " AT(
		"i", "40000") ", 0.5 + i % 3 from k",
	UP_TO("20000") "insert into publicity(uid, kind, people, day, at) select 'u' || i, case i % 2 when 0 then 'fire' else 'fraud' end, 1 + i % 9, " DAY(
		"i") ", 1 from k",
	"analyze",
};

static int64_t count(struct db *db)
{
	return db_get_int_n(
		db, 0,
		"select (select count(*) from case_event) + (select count(*) from lesson_reading)"
		" + (select count(*) from window_visit) + (select count(*) from visit) + (select count(*) from outbox)"
		" + (select count(*) from enrolment) + (select count(*) from task) + (select count(*) from task_offer)"
		" + (select count(*) from publicity)",
		NULL, 0);
}

static struct db *fill_database(const char *file, const struct keys *keys)
{
	struct import_report report;
	struct arena *a = arena_new();
	struct db *db;

	must(db_open(file, DB_SCRATCH, keys, &db) == OK, "database");
	must(import_dir(db, "tests/fixtures/base", "base", &(struct import_options){ .now = 1 }, a, &report) == OK,
	     "import");
	must(db_begin(db) == OK, "begin");
	for (size_t i = 0; i < sizeof fill / sizeof *fill; i++)
		if (db_script(db, fill[i]) != OK)
			die("%zu: %s", i, db_error_text(db));
	must(db_commit(db) == OK, "commit");
	arena_free(a);
	return db;
}

/* Processor time, so that a busy machine does not change the figure. */
static double busy_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1000 + (double)t.tv_nsec / 1e6;
}

static double once(struct db *db, const char *from, const char *to, const char *format, size_t *bytes)
{
	struct arena *a = arena_new();
	double began = busy_ms();
	struct report r = report_read(db, str_c(from), str_c(to), NULL, INT64_C(1767200000000), a);

	*bytes = report_render(format, &r, a).n;
	double took = busy_ms() - began;

	must(db_error(db) == OK, "the report failed");
	arena_free(a);
	return took;
}

static bool row(struct db *db, const char *from, const char *to, const char *format)
{
	double best = 1e9, first = 0;
	size_t bytes = 0;

	for (int i = 0; i < TRIES; i++) {
		double took = once(db, from, to, format, &bytes);

		first = i ? first : took;
		best = took < best ? took : best;
	}
	printf("%s to %s as %-4s %8zu bytes: first %6.0f ms, best of %d %6.0f ms%s\n", from, to, format, bytes, first,
	       TRIES, best, best > MOST_MS ? "  TOO SLOW" : "");
	return best <= MOST_MS;
}

int main(void)
{
	const char *keep = getenv("BENCH_KEEP");
	struct keys keys;
	char dir[256], file[300];
	bool good;

	log_setup(LOG_ERROR, false);
	setenv("TZ", "Asia/Shanghai", 1);
	tzset();
	keys_random(&keys);
	folder_make(dir);
	snprintf(file, sizeof file, "%s/a.db", dir);
	if (keep) {
		snprintf(file, sizeof file, "%s/xiaodeng.key", keep);
		must(keys_load(file, true, &keys) == OK, "key");
		snprintf(file, sizeof file, "%s/xiaodeng.db", keep);
	}
	struct db *db = fill_database(file, &keys);

	printf("%lld events, each report with the period before\n", (long long)count(db));
	good = row(db, "2025-01-01", "2025-12-31", "json");
	good = row(db, "2025-06-01", "2025-06-30", "json") && good;
	good = row(db, "2025-01-01", "2025-12-31", "html") && good;
	db_close(db);
	folder_remove(dir);
	return good ? 0 : 1;
}
