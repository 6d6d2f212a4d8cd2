/* bench_cases.c - what a message about a case costs, with 1,000 and with 100,000 cases in
 * the database: whole turns, from the text to the queued replies, without the wait for
 * the disk. Cases lie at the places of the base city; once those of three years, of
 * which three in a hundred are not over; and once all of them in one month, none over. */
#include "bot/base/log.h"
#include "dialogs/build/build.h"
#include "dialogs/pack/pack.h"
#include "handlers/turn/turn.h"
#include "store/case/move.h"
#include "store/case/same.h"
#include "store/lists/import.h"
#include "store/person/person.h"
#include "store/place/place.h"
#include "tests/bench/process.h"

enum { FEW = 1000, MANY = 100000, ASKED = 400, PLACES = 26, MEDIAN_MOST = 5000 /* microseconds */ };

/* Wednesday 2025-06-11 10:00 in Shanghai. */
static const ms_t NOW = INT64_C(1749607200000);

static uint64_t dice = 88172645463325252ULL;

static size_t roll(size_t below)
{
	dice ^= dice << 13;
	dice ^= dice >> 7;
	dice ^= dice << 17;
	return (size_t)(dice % below);
}

static void must(bool good, const char *what)
{
	if (!good)
		die("%s", what);
}

struct city {
	struct db *db;
	struct pack *pack;
	struct places *places;
	struct gazetteer gazetteer;
	int64_t messages;
};

static const char *const categories[] = {
	"parking", "entry", "pay", "penalty", "battery", "rest", "traffic", "dispute"
};
enum { CATEGORIES = sizeof categories / sizeof *categories };

/* ------------------------------------------------------------------------- filling */

static const char *const says[] = {
	"门口不让停车 停一会就贴条 每天送餐都遭", "换电柜吞了电池 客服电话一直打不通",
	"保安不让进 只能走路送 超时又要扣钱",	  "电梯不让坐 只有爬楼梯 一趟十几层",
	"系统派的单反方向 怎么跑都来不及",	  "没得地方歇脚 太阳底下站着等单",
};
enum { SAYS = sizeof says / sizeof *says };

static void fill(struct city *c, int n, ms_t span, int live_percent)
{
	struct arena *a = arena_new();
	int64_t people[2000];

	must(db_begin(c->db) == OK, "begin");
	for (int i = 0; i < 2000; i++, arena_reset(a))
		people[i] = person_meet(c->db, STR("bridge"), arena_printf(a, "r%d", i), NO_STR, 1, a).id;
	for (int i = 0; i < n; i++, arena_reset(a)) {
		ms_t at = NOW - span + span / n * i;
		struct case_new k = {
			.kind = roll(4) ? "grievance" : "hazard",
			.category = str_c(categories[roll(CATEGORIES)]),
			.person = people[roll(2000)],
			.place_id = 1 + (int64_t)roll(PLACES),
			.place = arena_printf(a, "%zu号", roll(900) + 1),
			.text = arena_printf(a, "%zu号%s", roll(900) + 1, says[roll(SAYS)]),
			.filed_at = at,
		};
		int64_t number = case_open(c->db, &k, at, a);
		bool live = (int)roll(100) < live_percent;
		struct case_step assign = { .event = CASE_ASSIGN,
					    .department = 1 + (int64_t)roll(9),
					    .due_at = at + (ms_t)roll(20) * MS_DAY };
		struct case_step answer = { .event = CASE_ANSWER, .why = STR("已处理"), .outcome = "solved" };
		struct case_step rate = { .event = CASE_RATE, .person = k.person };

		if (!live || roll(2))
			must(case_move(c->db, number, &assign, at) == CASE_MOVED, "assign");
		if (!live)
			must(case_move(c->db, number, &answer, at + MS_DAY) == CASE_MOVED &&
				     case_move(c->db, number, &rate, at + 2 * MS_DAY) == CASE_MOVED,
			     "answer");
	}
	must(db_commit(c->db) == OK, "commit");
	arena_free(a);
}

/* ----------------------------------------------------------------------- measuring */

static bool writes_first(void *arg, struct str channel)
{
	(void)arg;
	(void)channel;
	return true;
}

static double turn(struct city *c, const char *who, struct str text)
{
	struct turn_world w = {
		.db = c->db,
		.pack = c->pack,
		.places = &c->gazetteer,
		.uncalled_per_day = 5,
		.alert_people = 3,
		.alert_days = 7,
		.hours = { .workday = { .v = { { 9 * 60, 17 * 60 } }, .n = 1 } },
		.may_write_first = writes_first,
	};
	struct arena *a = arena_new();
	struct message m = {
		.channel = STR("bridge"),
		.id = arena_printf(a, "m%lld", (long long)c->messages++),
		.chat = str_c(who),
		.type = CHAT_PRIVATE,
		.from = str_c(who),
		.name = str_c(who),
		.text = text,
	};
	struct turn_result result;
	int64_t from = now_us();

	must(db_begin(c->db) == OK, "begin");
	turn_run(&w, &m, NOW + c->messages * MS_MINUTE / 60, a, &result);
	must(db_commit(c->db) == OK, "commit");
	double took = (double)(now_us() - from);

	must(result.answered, "a message was not answered");
	arena_free(a);
	return took;
}

static double search(struct city *c)
{
	static struct case_candidate found[CASE_CANDIDATES];
	struct arena *a = arena_new();
	struct case_wanted w = { .kind = "grievance",
				 .category = str_c(categories[roll(CATEGORIES)]),
				 .place_id = 1 + (int64_t)roll(PLACES),
				 .since = NOW - 30 * (ms_t)MS_DAY };
	int64_t from = now_us();

	(void)case_candidates(c->db, &w, found, a);
	double took = (double)(now_us() - from);

	arena_free(a);
	return took;
}

enum what { FILING, STATUS, NUMBER, OPEN_LIST, OVERDUE_LIST, DEPARTMENT_LIST, CLOSED_LIST, SEARCH, WHATS };
static const char *const names[WHATS] = { "filing",
					  "own status",
					  "status by number",
					  "list: not assigned",
					  "list: overdue",
					  "list: a department's own",
					  "list: closed (all counted)",
					  "search for duplicates" };

static double once(struct city *c, enum what what)
{
	struct arena *a = arena_new();
	const char *rider = arena_printf(a, "r%zu", roll(2000)).p;
	double took = 0;

	switch (what) {
	case FILING:
		rider = arena_printf(a, "new%lld", (long long)c->messages).p;
		took = turn(c, rider,
			    arena_printf(a, "万福广场%zu号门口保安不让停车 一停就锁车 已经是第%zu回了", roll(900) + 1,
					 roll(90)));
		break;
	case STATUS:
		took = turn(c, rider, STR("我的单子"));
		break;
	case NUMBER:
		took = turn(c, rider, arena_printf(a, "Q-%zu咋样了", roll(FEW) + 1));
		break;
	case OPEN_LIST:
		took = turn(c, "chenrong", STR("未派的单"));
		break;
	case OVERDUE_LIST:
		took = turn(c, "chenrong", STR("逾期的单"));
		break;
	case DEPARTMENT_LIST:
		took = turn(c, "like", STR("我的单"));
		break;
	case CLOSED_LIST:
		took = turn(c, "chenrong", STR("办结的单"));
		break;
	case SEARCH:
	case WHATS:
		took = search(c);
		break;
	}
	arena_free(a);
	return took;
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

/* ---------------------------------------------------------------------------- rows */

static void city_open(struct city *c, const char *file, const struct keys *keys)
{
	struct problems wrong = { .arena = arena_new() };
	struct import_report report;
	struct arena *a = arena_new();

	must(db_open(file, DB_SCRATCH, keys, &c->db) == OK, "database");
	must(import_dir(c->db, "tests/fixtures/base", "base", &(struct import_options){ .now = 1 }, a, &report) == OK,
	     "import");
	c->pack = pack_load("dialogs/zh-CN", &wrong);
	must(c->pack != NULL, "pack");
	c->places = places_new(c->db);
	c->gazetteer = (struct gazetteer){ places_longest, c->places };
	arena_free(wrong.arena);
	arena_free(a);
}

static void city_close(struct city *c)
{
	places_free(c->places);
	pack_free(c->pack);
	db_close(c->db);
}

/* Medians of every kind of message, in microseconds. */
static void measure(int n, ms_t span, int live_percent, double medians[WHATS])
{
	static double took[ASKED];
	struct keys keys;
	struct city c = { 0 };
	char dir[256], file[300];

	keys_random(&keys);
	folder_make(dir);
	snprintf(file, sizeof file, "%s/a.db", dir);
	city_open(&c, file, &keys);
	fill(&c, n, span, live_percent);
	for (int w = 0; w < WHATS; w++) {
		for (int i = 0; i < ASKED; i++)
			took[i] = once(&c, (enum what)w);
		qsort(took, ASKED, sizeof *took, by_size);
		medians[w] = took[ASKED / 2];
	}
	city_close(&c);
	folder_remove(dir);
}

int main(void)
{
	const ms_t year = 365 * (ms_t)MS_DAY;
	double few[WHATS], many[WHATS], month[WHATS];
	bool good = true;

	setenv("TZ", "Asia/Shanghai", 1);
	measure(FEW, year / 36, 100, few);
	measure(MANY, 3 * year, 3, many);
	measure(MANY, year / 12, 100, month);
	printf("| p50 ms | %d cases | %d, of three years | %d in one month, none over |\n|---|---|---|---|\n", FEW,
	       MANY, MANY);
	for (int w = 0; w < WHATS; w++) {
		printf("| %s | %.2f | %.2f | %.2f |\n", names[w], few[w] / 1000, many[w] / 1000, month[w] / 1000);
		good = good && (w == CLOSED_LIST || many[w] <= MEDIAN_MOST);
	}
	must(good, "with 100,000 cases something takes more than 5 ms");
	return 0;
}
