/* test_station.c - the gazetteer and the stations in memory are always those of
 * the database: after changes, and after changes that were undone; what staff
 * close is closed, for so long as they said. */
#include <time.h>

#include "store/db/audit.h"
#include "store/place/place.h"
#include "store/station/station.h"
#include "tests/unit/scratch.h"

enum { FOUND = 5 };

static const ms_t NOON = INT64_C(1749614400000); /* 2025-06-11 12:00 in China, a Wednesday */

static void add_station(struct scratch *s, const char *name, double lat, double lon, const char *services,
			const char *state)
{
	db_run(s->db,
	       "insert into station(name, address, lat, lon, hours, services, state)"
	       " values(?1, '街上', ?2, ?3, '08:00-20:00', ?4, ?5)",
	       V(name), V(lat), V(lon), V(services), V(state));
	assert_int_equal(db_error(s->db), OK);
}

static int set_up(void **state)
{
	scratch_set_up_db(state);
	struct scratch *s = *state;

	add_station(s, "东站", 30.41, 103.47, "water;charging;meal", "open");
	add_station(s, "西站", 30.41, 103.45, "water;air", "open");
	add_station(s, "远站", 30.31, 103.20, "water;shower", "open");
	add_station(s, "未审站", 30.41, 103.4601, "water", "pending");
	return 0;
}

/* Names of the nearest from the middle, a space between. */
static struct str near(struct scratch *s, struct stations *all, const char *services, bool open, ms_t now)
{
	static struct station found[FOUND];
	struct calendar c;
	struct str names = STR("");

	calendar_load(s->db, now, s->a, &c);
	struct station_query q = { { 30.41, 103.46 - 0.001, DATUM_GCJ02 }, services_read(str_c(services)), open, &c };
	size_t n = stations_nearest(all, &q, found, FOUND, s->a);

	for (size_t i = 0; i < n; i++)
		names = arena_printf(s->a, STR_FMT "%s" STR_FMT, STR_ARG(names), i ? " " : "", STR_ARG(found[i].name));
	return names;
}

#define NEAR(services, open, now, expected) assert_string_equal(near(s, all, services, open, now).p, expected)

static struct station named(struct scratch *s, struct stations *all, const char *name, ms_t now)
{
	struct station st;
	struct calendar c;

	calendar_load(s->db, now, s->a, &c);
	assert_true(stations_named(all, str_c(name), &c, &st, s->a));
	return st;
}

static void services_are_sets(void **state)
{
	struct scratch *s = *state;

	assert_int_equal(services_read(STR("")), 0);
	assert_int_equal(services_read(NO_STR), 0);
	assert_int_equal(services_read(STR("swimming")), 0);
	assert_int_equal(services_read(STR("meal; water")), services_read(STR("water;meal")));
	assert_true(str_is(services_list(services_read(STR("jobs;water")), s->a), "water;jobs"));
	assert_true(str_is(services_list(0, s->a), ""));
}

static void nearest_first(void **state)
{
	struct scratch *s = *state;
	struct stations *all = stations_new(s->db);

	NEAR("", true, NOON, "西站 东站 远站");
	NEAR("water", true, NOON, "西站 东站 远站");
	NEAR("water;meal", true, NOON, "东站");
	NEAR("meal;air", true, NOON, "");
	NEAR("", false, NOON, "");
	NEAR("", true, NOON + 9 * MS_HOUR, "");
	NEAR("", false, NOON + 9 * MS_HOUR, "西站 东站 远站");
	stations_free(all);
}

static void seen_at_once(void **state)
{
	struct scratch *s = *state;
	struct stations *all = stations_new(s->db);

	add_station(s, "新站", 30.41, 103.46, "tea", "open");
	NEAR("tea", true, NOON, "新站");
	db_run0(s->db, "update station set services = 'tea' where name = '远站'");
	NEAR("tea", true, NOON, "新站 远站");
	db_run0(s->db, "update station set lat = 30.51 where name = '新站'");
	NEAR("tea", true, NOON, "新站 远站");
	db_run0(s->db, "update station set lat = 31.51 where name = '新站'");
	NEAR("tea", true, NOON, "远站 新站");
	db_run0(s->db, "update station set hours = '13:00-14:00' where name = '远站'");
	NEAR("tea", true, NOON, "新站");
	db_run0(s->db, "delete from station where name = '新站'");
	NEAR("tea", true, NOON, "");
	stations_free(all);
}

static void undone_is_undone(void **state)
{
	struct scratch *s = *state;
	struct stations *all = stations_new(s->db);

	assert_int_equal(db_begin(s->db), OK);
	add_station(s, "一站", 30.41, 103.46, "tea", "open");
	db_savepoint(s->db);
	add_station(s, "二站", 30.41, 103.46, "tea", "open");
	db_run0(s->db, "update station set services = 'tea' where name = '东站' or name = '一站'");
	NEAR("tea", true, NOON, "一站 二站 东站"); /* within the turn */
	db_undo(s->db);
	NEAR("tea", true, NOON, "一站"); /* that turn failed, the others go on */
	NEAR("meal", true, NOON, "东站");
	db_savepoint(s->db);
	db_run0(s->db, "update station set services = 'tea' where name = '一站'");
	db_run0(s->db, "delete from station where name = '东站'");
	NEAR("meal", true, NOON, "");
	assert_int_equal(db_release(s->db), OK);
	db_rollback(s->db); /* the disk was full */
	NEAR("tea", true, NOON, "");
	NEAR("meal", true, NOON, "东站");
	stations_free(all);
}

/* A station touched before and within the turn that is undone. */
static void touched_twice_undone_once(void **state)
{
	struct scratch *s = *state;
	struct stations *all = stations_new(s->db);

	assert_int_equal(db_begin(s->db), OK);
	db_run0(s->db, "update station set services = 'tea' where name = '东站'");
	db_savepoint(s->db);
	db_run0(s->db, "update station set services = 'nap' where name = '东站'");
	NEAR("nap", true, NOON, "东站");
	db_undo(s->db);
	NEAR("tea", true, NOON, "东站");
	assert_int_equal(db_commit(s->db), OK);
	NEAR("tea", true, NOON, "东站");
	stations_free(all);
}

/* More changes at once than are told one by one. */
static void very_many(void **state)
{
	struct scratch *s = *state;
	struct stations *all = stations_new(s->db);

	assert_int_equal(db_begin(s->db), OK);
	db_savepoint(s->db);
	for (int i = 0; i < 10000; i++)
		add_station(s, arena_printf(s->a, "站%d", i).p, 30.41, 103.46, "nap", "open");
	assert_int_equal(near(s, all, "nap", true, NOON).n > 0, true);
	db_undo(s->db);
	NEAR("nap", true, NOON, "");
	db_savepoint(s->db);
	for (int i = 0; i < 10000; i++)
		add_station(s, arena_printf(s->a, "站%d", i).p, 30.41 + i, 103.46, "nap", "open");
	assert_int_equal(db_release(s->db), OK);
	assert_int_equal(db_commit(s->db), OK);
	assert_true(str_starts(near(s, all, "nap", true, NOON), STR("站0 站1 站2")));
	stations_free(all);
}

/* ------------------------------------------------------------------- closing */

static bool shut(struct scratch *s, const char *name, const char *service, ms_t until)
{
	struct station_closure c = { station_id(s->db, str_c(name)), str_c(service), until, STR("停水") };

	return station_close(s->db, &c, "uid", NOON);
}

static void a_service_is_closed(void **state)
{
	struct scratch *s = *state;
	struct stations *all = stations_new(s->db);
	ms_t until = NOON + MS_DAY;
	int64_t west = station_id(s->db, STR("西站"));

	assert_true(shut(s, "西站", "water", until));
	NEAR("water", true, NOON, "东站 远站");
	NEAR("air", true, NOON, "西站");
	struct station st = named(s, all, "西站", NOON);

	assert_int_equal(st.state, STATION_OPEN);
	assert_true(st.has == services_read(STR("air")) && st.closed == services_read(STR("water")));
	NEAR("water", true, until, "西站 东站 远站"); /* over by itself */
	assert_true(shut(s, "西站", "water", 0));
	NEAR("water", true, until, "东站 远站"); /* until further notice */
	assert_true(station_open(s->db, west, STR("water"), "uid", NOON));
	NEAR("water", true, NOON, "西站 东站 远站");
	assert_false(station_open(s->db, west, STR("water"), "uid", NOON)); /* it is open */
	assert_false(shut(s, "西站", "shower", 0));			    /* has none */
	assert_false(shut(s, "西站", "ai", 0));
	assert_false(shut(s, "西站", "air", NOON)); /* over already */
	assert_false(shut(s, "没有的站", NULL, 0));
	assert_false(shut(s, "未审站", NULL, 0));
	stations_free(all);
}

static void a_station_is_closed(void **state)
{
	struct scratch *s = *state;
	struct stations *all = stations_new(s->db);
	ms_t until = NOON + 3 * MS_DAY;
	int64_t east = station_id(s->db, STR("东站"));
	struct station_closure listed[4];

	assert_true(shut(s, "东站", NULL, until));
	NEAR("charging", true, NOON, "");
	NEAR("charging", false, NOON, "东站");
	struct station st = named(s, all, "东站", NOON);

	assert_int_equal(st.state, STATION_CLOSED);
	assert_int_equal(st.until, until);
	assert_true(str_is(st.reason, "停水"));
	NEAR("charging", true, until, "东站");
	assert_int_equal(named(s, all, "东站", until).state, STATION_OPEN);
	assert_true(shut(s, "东站", NULL, 0));
	assert_int_equal(db_get_int_n(s->db, 0, "select state = 'closed' from station where name = '东站'", NULL, 0),
			 1);
	st = named(s, all, "东站", until);
	assert_true(st.state == STATION_CLOSED && st.until == 0 && str_is(st.reason, "停水"));
	assert_true(shut(s, "东站", "meal", 0));
	assert_int_equal(station_closures(s->db, east, NOON, listed, 4, s->a), 2);
	assert_true(!listed[0].service.p && listed[0].until == 0 && str_is(listed[1].service, "meal"));
	assert_true(station_open(s->db, east, NO_STR, "uid", NOON));
	NEAR("charging", true, NOON, "东站");
	NEAR("meal", true, NOON, ""); /* closed on its own, and stays so */
	assert_false(station_open(s->db, east, NO_STR, "uid", NOON));
	/* from further notice to a day, and the day comes */
	assert_true(shut(s, "东站", NULL, 0));
	assert_true(shut(s, "东站", NULL, until));
	assert_int_equal(station_closures(s->db, east, NOON, listed, 4, s->a), 2);
	NEAR("charging", true, until, "东站");
	station_forget_closures(s->db, until);
	assert_int_equal(db_get_int_n(s->db, 0, "select count(*) from station_closure", NULL, 0), 1);
	stations_free(all);
}

static void an_import_knows_best(void **state)
{
	struct scratch *s = *state;
	struct stations *all = stations_new(s->db);

	assert_true(shut(s, "东站", NULL, 0));
	db_run0(s->db, "update station set state = 'open' where name = '东站'");
	NEAR("charging", true, NOON, "东站");
	db_run0(s->db, "update station set state = 'closed' where name = '东站'");
	NEAR("charging", true, NOON, "");
	stations_free(all);
}

static void all_of_it_is_audited(void **state)
{
	struct scratch *s = *state;
	int64_t rows, bad;

	shut(s, "东站", NULL, 0);
	shut(s, "东站", "meal", 0);
	station_open(s->db, station_id(s->db, STR("东站")), NO_STR, "uid", NOON);
	assert_true(
		str_is(db_get_str_n(s->db, s->a,
				    "select group_concat(action || ' ' || coalesce(detail, '')) from audit", NULL, 0),
		       "station.close ,station.close meal,station.open "));
	assert_int_equal(audit_verify(s->db, s->a, &rows, &bad), OK);
}

/* -------------------------------------------------------------------- offers */

static struct station_offer an_offer(void)
{
	return (struct station_offer){
		.name = STR("面馆驿站"),
		.address = STR("书院街面馆"),
		.hours = STR("07:00-21:00"),
		.services = STR("water;meal"),
		.position = { 30.41, 103.459, DATUM_WGS84 },
	};
}

static int64_t offer(struct scratch *s, const struct station_offer *o, struct str *why)
{
	struct station_offer mine = *o;

	mine.person = db_get_int_n(s->db, 0, "select min(id) from person", NULL, 0);
	if (!mine.person) {
		db_run0(s->db, "insert into person(uid, name, created_at) values('uid', seal('王老板'), 0)");
		mine.person = db_last_id(s->db);
	}
	return station_offer(s->db, &mine, "uid", NOON, s->a, why);
}

static void an_offer_is_passed(void **state)
{
	struct scratch *s = *state;
	struct stations *all = stations_new(s->db);
	struct places *names = places_new(s->db);
	struct station_offer waiting[4], o = an_offer();
	struct str why;
	int64_t id = offer(s, &o, &why);

	assert_true(id > 0);
	NEAR("meal", true, NOON, "东站");
	assert_null(places_longest(names, STR("面馆驿站几点开"), s->a).p);
	assert_int_equal(offer(s, &o, &why), 0);
	assert_true(str_starts(why, STR("name: ")));
	assert_int_equal(station_pending(s->db, waiting, 4, s->a), 2);
	assert_int_equal(waiting[1].id, id);
	assert_true(waiting[1].person > 0 && str_is(waiting[1].services, "water;meal"));
	assert_int_equal(waiting[1].position.datum, DATUM_WGS84);
	assert_true(station_accept(s->db, id, "uid", NOON));
	NEAR("meal", true, NOON, "面馆驿站 东站");
	assert_true(str_is(places_longest(names, STR("面馆驿站几点开"), s->a), "面馆驿站"));
	assert_false(station_accept(s->db, id, "uid", NOON));
	assert_false(station_refuse(s->db, id, "uid", NOON));
	assert_int_equal(db_get_int_n(s->db, 0, "select count(*) from v_station where offered_by = '王老板'", NULL, 0),
			 1);
	places_free(names);
	stations_free(all);
}

static void an_offer_is_refused(void **state)
{
	struct scratch *s = *state;
	struct station_offer o = an_offer();
	struct str why;
	int64_t id = offer(s, &o, &why);

	assert_true(station_refuse(s->db, id, "uid", NOON));
	assert_int_equal(station_id(s->db, o.name), 0);
	assert_true(offer(s, &o, &why) > 0); /* and may be offered again */
}

static void an_offer_that_cannot_be(void **state)
{
	struct scratch *s = *state;
	struct station_offer o = an_offer();
	struct str why;

	o.hours = STR("早上到晚上");
	assert_int_equal(offer(s, &o, &why), 0);
	assert_true(str_starts(why, STR("hours: ")));
	o = an_offer();
	o.services = STR("water;swimming");
	assert_int_equal(offer(s, &o, &why), 0);
	assert_true(str_starts(why, STR("services: ")));
	o = an_offer();
	o.name = STR("");
	assert_int_equal(offer(s, &o, &why), 0);
	assert_true(str_starts(why, STR("name: ")));
	o = an_offer();
	o.position.lat = 91;
	assert_int_equal(offer(s, &o, &why), 0);
	assert_true(str_starts(why, STR("lat: ")));
	assert_int_equal(station_pending(s->db, &o, 1, s->a), 1); /* only the one of set_up */
}

/* --------------------------------------------------------------------- names */

static const struct {
	const char *text, *place;
} said[] = {
	{ "我在平乐", "平乐镇" },
	{ "平乐古镇那边", "平乐古镇" },
	{ "在平乐古镇游客中心门口", "平乐古镇游客中心" },
	{ "平乐中学考点", "平乐中学" },
	{ "文君站的站长", "文君站" },	  /* a site, not the street that it begins like */
	{ "文君驿站开没开", "文君驿站" }, /* nor the station */
	{ "文君街13号", "文君街" },	  /* nor the district whose name begins with the street's */
	{ "文君街道办事处", "文君街道" },
	{ "在文君那边跑", "文君街道" },
	{ "羊安永安街", "永安街" }, /* an alias that holds another place's alias */
	{ "羊安b区驿站", "羊安B区驿站" },
	{ "羊安B区驿站", "羊安B区驿站" },
	{ "从平乐到万福广场", "万福广场" }, /* of two the longer */
	{ "君街", NULL },
	{ "站", NULL },
	{ "", NULL },
	{ "今天好热", NULL },
};

static void names_inside_names(void **state)
{
	struct scratch *s = *state;
	struct places *names = places_new(s->db);

	db_run0(s->db,
		"insert into place(name, aliases, lat, lon) values('文君街道', '文君;文君片区', 30, 103),"
		" ('文君街', null, 30, 103), ('平乐镇', '平乐', 30, 103), ('平乐古镇', null, 30, 103),"
		" ('平乐古镇游客中心', '平乐游客中心', 30, 103), ('平乐中学', '平乐中学考点', 30, 103),"
		" ('羊安街道', '羊安', 30, 103), ('永安街', '羊安永安街', 30, 103), ('万福广场', '万福', 30, 103)");
	db_run0(s->db, "insert into site(name, street) values('文君站', 1)");
	add_station(s, "文君驿站", 30, 103, "water", "open");
	add_station(s, "羊安B区驿站", 30, 103, "water", "open");
	for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
		struct str found = places_longest(names, str_c(said[i].text), s->a);

		if (said[i].place ? !str_is(found, said[i].place) : found.p != NULL)
			fail_msg("%s: " STR_FMT, said[i].text, STR_ARG(found));
	}
	places_free(names);
}

/* Many names, all found; growing past the first table. */
static void many_names(void **state)
{
	struct scratch *s = *state;
	struct places *names = places_new(s->db);

	assert_int_equal(db_begin(s->db), OK);
	for (int i = 0; i < 20000; i++)
		add_station(s, arena_printf(s->a, "%d号驿站", i).p, 30, 103, "water", "open");
	assert_int_equal(db_commit(s->db), OK);
	for (int i = 0; i < 20000; i += 37) {
		struct str name = arena_printf(s->a, "%d号驿站", i), text = arena_printf(s->a, "在%s门口", name.p);

		assert_true(str_eq(places_longest(names, text, s->a), name));
	}
	places_free(names);
}

#define STATION_TEST(f) cmocka_unit_test_setup_teardown(f, set_up, scratch_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		STATION_TEST(services_are_sets),
		STATION_TEST(nearest_first),
		STATION_TEST(seen_at_once),
		STATION_TEST(undone_is_undone),
		STATION_TEST(touched_twice_undone_once),
		STATION_TEST(very_many),
		STATION_TEST(a_service_is_closed),
		STATION_TEST(a_station_is_closed),
		STATION_TEST(an_import_knows_best),
		STATION_TEST(all_of_it_is_audited),
		STATION_TEST(an_offer_is_passed),
		STATION_TEST(an_offer_is_refused),
		STATION_TEST(an_offer_that_cannot_be),
		SCRATCH_DB_TEST(names_inside_names),
		SCRATCH_DB_TEST(many_names),
	};

	setenv("TZ", "Asia/Shanghai", 1);
	tzset();
	return cmocka_run_group_tests_name("station", tests, NULL, NULL);
}
