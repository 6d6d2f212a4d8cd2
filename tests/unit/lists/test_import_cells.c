/* test_import_cells.c - headers, rows and single cells that are refused: each
 * with its file, line, column and reason. */
#include "tests/unit/lists/import_fixture.h"

static void headers(void **state)
{
	static const struct bad cases[] = {
		{ "holidays", "date,kind\n2026-01-01,holiday\n", "in/holidays.csv:1: name: the column is missing" },
		{ "holidays", "date,kind,name,colour\n",
		  "in/holidays.csv:1: colour: unknown column (holidays has: date kind name)" },
		{ "holidays", "date,kind,name,date\n", "in/holidays.csv:1: date: the column is there twice" },
		{ "holidays", "date,kind,name,\n",
		  "in/holidays.csv:1: column 4: has no name (an empty column: delete it)" },
		{ "holidays", "Date,kind\n",
		  "in/holidays.csv:1: Date: unknown column~\nin/holidays.csv:1: date: the column is "
		  "missing\nin/holidays.csv:1: name: the column is missing" },
		{ "holidays", "", "in/holidays.csv:1: no header row" },
		{ "holidays", "\n\n\n", "in/holidays.csv:1: no header row" },
		{ "holidays", "\n\ndate,kind\n", "in/holidays.csv:3: name: the column is missing" },
	};

	REFUSED(*state, cases);
}

static void rows(void **state)
{
	static const struct bad cases[] = {
		{ "holidays", "date,kind,name\n2026-01-01,holiday\n",
		  "in/holidays.csv:2: name: the row has 2 cells, the header 3" },
		{ "holidays", "date,kind,name\n2026-01-01,holiday,x,y\n",
		  "in/holidays.csv:2: column 4: the row has 4 cells, the header 3" },
		{ "holidays", "date,kind,name\n2026-01-01,holiday,x\n\n2026-01-01,makeup,y\n",
		  "in/holidays.csv:4: date: the same key as line 2" },
		{ "holidays", "date,kind,name\n,,\n",
		  "in/holidays.csv:2: date: an empty row: delete the whole row, not only what is in it" },
		{ "holidays", "date,kind,name\r\n2026-01-01,holiday,\"a\r\nb\"\r\n2026-01-02,x,c\r\n",
		  "in/holidays.csv:2: name: “a\nb” has a line break\n"
		  "in/holidays.csv:4: kind: “x” is none of: holiday makeup" },
		{ "holidays", "date,kind,name\n2026-01-01,holiday,a\"b\n",
		  "in/holidays.csv:2: name: a quote or text~" },
		{ "holidays", "date,kind,name\n2026-01-01,holiday,\"ab\n\n",
		  "in/holidays.csv:2: name: a quote is opened and never closed" },
		{ "holidays", "date,kind,name\n2026-01-01,holiday,\xff\n",
		  "in/holidays.csv:2: byte 35 of the file is neither UTF-8 nor GBK~" },
		{ "subscriptions", "chat,kind\nbridge:a,\nbridge:a,briefing\n", /* a key's default counts */
		  "in/subscriptions.csv:2: chat: “bridge:a” is not in groups or people\n"
		  "in/subscriptions.csv:3: chat: the same key as line 2" },
		{ "lessons", "code,title,body\nL-1,a,b\nl01,c,d\n", "in/lessons.csv:3: code: the same key as line 2" },
	};

	REFUSED(*state, cases);
}

static void phones(void **state)
{
	static const struct bad cases[] = {
		{ "people", "id,name,phone\nbridge:a,A,1380000010\n",
		  "in/people.csv:2: phone: has 10 digits, not 11 (lost~" },
		{ "people", "id,name,phone\nbridge:a,A,1.38E+10\n",
		  "in/people.csv:2: phone: is a number in scientific notation~" },
		{ "people", "id,name,phone\nbridge:a,A,1.3800000101e+10\n",
		  "in/people.csv:2: phone: is a number in scientific~" },
		{ "people", "id,name,phone\nbridge:a,A,13800000101.0\n",
		  "in/people.csv:2: phone: is a number with decimals~" },
		{ "people", "id,name,phone\nbridge:a,A,23800000101\n",
		  "in/people.csv:2: phone: is not a mobile number~" },
		{ "people", "id,name,phone\nbridge:a,A,138 0000 0101\n",
		  "in/people.csv:2: phone: is not a mobile number~" },
	};

	REFUSED(*state, cases);
	assert_null(strstr(problems(*state), "138 0000")); /* what is sealed is not quoted */
}

static void ids_and_codes(void **state)
{
	static const struct bad cases[] = {
		{ "people", "id,name\nliumin,A\n", "in/people.csv:2: id: “liumin” is not CHANNEL:ID" },
		{ "people", "id,name\n:liumin,A\n", "in/people.csv:2: id: “:liumin” is not CHANNEL:ID" },
		{ "people", "id,name\nbridge：liumin,A\n",
		  "in/people.csv:2: id: “bridge：liumin” has a full-width letter, digit or sign~" },
		{ "people", "id,name\nbridge:７,A\n", "in/people.csv:2: id: “bridge:７” has a full-width letter~" },
		{ "people", "id,name\nbridge:,A\n", "in/people.csv:2: id: “bridge:” is not CHANNEL:ID" },
		{ "people", "id,name\nbridge:a b,A\n",
		  "in/people.csv:2: id: “bridge:a b” has a character that no id has" },
		{ "people", "id,name\nbridge:a;b,A\n",
		  "in/people.csv:2: id: “bridge:a;b” has a character that no id has" },
		{ "lessons", "code,title,body\n1,a,b\n", "in/lessons.csv:2: code: “1” is not a number like L-1" },
		{ "lessons", "code,title,body\nA-1,a,b\n", "in/lessons.csv:2: code: “A-1” is not a number like L-1" },
		{ "lessons", "code,title,body\nL-0,a,b\n", "in/lessons.csv:2: code: “L-0” is not a number like L-1" },
		{ "lessons", "code,title,body\nL-1x,a,b\n", "in/lessons.csv:2: code: “L-1x” is not a number like L-1" },
	};

	REFUSED(*state, cases);
}

static void numbers(void **state)
{
	static const struct bad cases[] = {
		{ "places", "name,lat,lon\na,90.1,103\n", "in/places.csv:2: lat: “90.1” is not within -90 … 90" },
		{ "places", "name,lat,lon\na,30,-180.5\n", "in/places.csv:2: lon: “-180.5” is not within -180 … 180" },
		{ "places", "name,lat,lon\na,30°,103\n", "in/places.csv:2: lat: “30°” is not a number~" },
		{ "places", "name,lat,lon\na,\"30,4\",103\n", "in/places.csv:2: lat: “30,4” is not a number~" },
		{ "places", "name,lat,lon\na,1e1,103\n", "in/places.csv:2: lat: “1e1” is not a number~" },
		{ "places", "name,lat,lon\na,nan,0x10\n",
		  "in/places.csv:2: lat: “nan” is not a number~\nin/places.csv:2: lon: “0x10” is not a number~" },
		{ "places", "name,lat,lon\na,30.,.5\n",
		  "in/places.csv:2: lat: “30.” is not a number~\nin/places.csv:2: lon: “.5” is not a number~" },
		{ "meetings", "code,place,capacity\nM-1,a,0\n",
		  "in/meetings.csv:2: capacity: “0” is not within 1 … 1000000000" },
		{ "meetings", "code,place,capacity\nM-1,a,2.5\n",
		  "in/meetings.csv:2: capacity: “2.5” is not a whole number" },
		{ "meetings", "code,place,capacity,taken\nM-1,a,2,-1\n",
		  "in/meetings.csv:2: taken: “-1” is not within 0 …~" },
		{ "deadlines", "kind,workdays\nhazard,0\n",
		  "in/deadlines.csv:2: workdays: “0” is not within 1 … 1000" },
		{ "volunteers", "id,area,radius_km\nbridge:a,b,0\n",
		  "in/volunteers.csv:2: radius_km: “0” is not more than 0 and at most 1000\n"
		  "in/volunteers.csv:2: id: “bridge:a” is not in people\nin/volunteers.csv:2: area: “b” is not in places" },
	};

	REFUSED(*state, cases);
}

static void times(void **state)
{
	static const struct bad cases[] = {
		{ "holidays", "date,kind,name\n2026-02-29,holiday,x\n",
		  "in/holidays.csv:2: date: “2026-02-29” is not a date, YYYY-MM-DD" },
		{ "holidays", "date,kind,name\n2026/2/1,holiday,x\n",
		  "in/holidays.csv:2: date: “2026/2/1” is not a date, YYYY-MM-DD: write 2026-02-01 (in Excel: Format Cells, Custom, "
		  "yyyy-mm-dd)" },
		{ "holidays",
		  "date,kind,name\n2026.2.30,holiday,x\n2026/2,holiday,x\n2026/2/1日,holiday,x\n46054,holiday,x\n",
		  "in/holidays.csv:2: date: “2026.2.30” is not a date, YYYY-MM-DD\n"
		  "in/holidays.csv:3: date: “2026/2” is not a date, YYYY-MM-DD\n"
		  "in/holidays.csv:4: date: “2026/2/1日” is not a date, YYYY-MM-DD\n"
		  "in/holidays.csv:5: date: “46054” is not a date, YYYY-MM-DD" },
		{ "holidays", "date,kind,name\n2026-13-01,holiday,x\n",
		  "in/holidays.csv:2: date: “2026-13-01” is not a date~" },
		{ "meetings", "code,place,capacity,start\nM-1,a,1,2026-01-01\n",
		  "in/meetings.csv:2: start: “2026-01-01” is not a time~" },
		{ "meetings", "code,place,capacity,start\nM-1,a,1,2026/1/5 9:30:00\n",
		  "in/meetings.csv:2: start: “2026/1/5 9:30:00” is not a time, YYYY-MM-DD HH:MM: write 2026-01-05 09:30~" },
		{ "meetings", "code,place,capacity,start\nM-1,a,1,2026/1/5 25:30\n",
		  "in/meetings.csv:2: start: “2026/1/5 25:30” is not a time, YYYY-MM-DD HH:MM" },
		{ "meetings", "code,place,capacity,start\nM-1,a,1,2026-01-01 24:00\n",
		  "in/meetings.csv:2: start: “2026-01-01 24:00” is not a time~" },
		{ "subscriptions", "chat,time\nbridge:a,7:30\n",
		  "in/subscriptions.csv:2: time: “7:30” is not HH:MM (a lost leading zero?~" },
		{ "branches", "name,meets\na,5fri 20:00\n",
		  "in/branches.csv:2: meets: “5fri 20:00” is not like 2fri 20:00~" },
		{ "branches", "name,meets\na,2fri20:00\n",
		  "in/branches.csv:2: meets: “2fri20:00” is not like 2fri 20:00~" },
		{ "branches", "name,meets\na,lastxyz 20:00\n",
		  "in/branches.csv:2: meets: “lastxyz 20:00” is not like 2fri 20:00~" },
		{ "lessons", "code,title,body,day\nL-1,a,b,every\n",
		  "in/lessons.csv:2: day: “every” is neither a date~" },
	};

	REFUSED(*state, cases);
}

static void lists(void **state)
{
#define STATION(hours, closed, services)                                                                               \
	"name,address,lat,lon,hours,closed_days,services\na,b,30,103," hours "," closed "," services "\n"
	static const struct bad cases[] = {
		{ "stations", STATION("08:00-22:00", "", "water;swimming"),
		  "in/stations.csv:2: services: “swimming” is none of: water~" },
		{ "stations", STATION("08:00-22:00", "", "water;;rest"),
		  "in/stations.csv:2: services: “water;;rest” has an empty item~" },
		{ "stations", STATION("08:00-22:00", "", "water;rest;"),
		  "in/stations.csv:2: services: “water;rest;” has an empty item~" },
		{ "stations", STATION("08:00-22:00", "", "water; water"),
		  "in/stations.csv:2: services: “water; water” has the same twice~" },
		{ "stations", STATION("08:00-22:00", "mon;freitag", "water"),
		  "in/stations.csv:2: closed_days: “freitag” is none of: mon~" },
		{ "stations", STATION("8:00-22:00", "", "water"),
		  "in/stations.csv:2: hours: “8:00-22:00” is not HH:MM-HH:MM nor 24h" },
		{ "stations", STATION("08:00-24:30", "", "water"),
		  "in/stations.csv:2: hours: “08:00-24:30” is not HH:MM-HH:MM nor 24h" },
		{ "stations", STATION("08:00-08:00", "", "water"),
		  "in/stations.csv:2: hours: “08:00-08:00” is no time at all~" },
		{ "stations", STATION("24h;08:00-09:00", "", "water"),
		  "in/stations.csv:2: hours: “24h;08:00-09:00” has more than 24h~" },
		{ "stations", STATION("08:00-22:00", "", ""), "in/stations.csv:2: services: must be filled" },
	};

	REFUSED(*state, cases);
}

static void enums(void **state)
{
	static const struct bad cases[] = {
		{ "people", "id,name,trade\nbridge:a,A,bus\n",
		  "in/people.csv:2: trade: “bus” is none of: delivery courier~" },
		{ "people", "id,name,registered\nbridge:a,A,true\n",
		  "in/people.csv:2: registered: “true” is none of: yes no" },
		{ "places", "name,lat,lon,datum\na,30,103,bd09\n",
		  "in/places.csv:2: datum: “bd09” is none of: gcj02 wgs84" },
		{ "activities", "code,title,place,state\nA-1,a,b,full\n",
		  "in/activities.csv:2: state: “full” is none of: planned open closed cancelled" },
		{ "admins", "id,name,role\nbridge:a,A,king\n", "in/admins.csv:2: role: “king” is none of: city~" },
	};

	REFUSED(*state, cases);
}

static void long_values_are_cut_in_messages(void **state)
{
	struct world *w = *state;
	struct str many = STR("很");

	for (int i = 0; i < 6; i++)
		many = arena_printf(w->arena, STR_FMT STR_FMT, STR_ARG(many), STR_ARG(many));
	assert_int_equal(
		load_text(w, "holidays", arena_printf(w->arena, "date,kind,name\n2026-01-01,%s,x\n", many.p).p),
		ERR_INPUT);
	assert_null(strstr(problems(w), many.p));
	assert_non_null(strstr(problems(w), "很…” is none of"));
}

static void files(void **state)
{
	struct world *w = *state;
	struct import_options options = { .now = world_now };
	struct import_source one = { KIND_PEOPLE, "/nowhere/people.csv", "people.csv" };
	struct import_source two[2] = { { KIND_PEOPLE, w->dir, "a" }, { KIND_PEOPLE, w->dir, "b" } };

	assert_int_equal(import_files(w->db, &one, 1, &options, w->arena, &w->report), ERR_INPUT);
	assert_string_equal(problems(w), "people.csv: No such file or directory\n");
	assert_int_equal(import_files(w->db, two, 2, &options, w->arena, &w->report), ERR_INPUT);
	assert_non_null(strstr(problems(w), "b: a second file of the kind people\n"));
	assert_non_null(strstr(problems(w), "b: is a folder\n"));

	assert_int_equal(load_in(w), ERR_INPUT);
	assert_string_equal(problems(w), "in: has no CSV file\n");
	assert_int_equal(load_as(w, "/nowhere", "/nowhere/", false), ERR_INPUT);
	assert_string_equal(problems(w), "/nowhere: No such file or directory\n");

	put_file(w, "peoples.csv", "id,name\n", 0);
	put_file(w, "people.csv", "id,name\nbridge:a,A\n", 0);
	put_file(w, ".hidden.csv", "x", 0);
	put_file(w, "README.md", "x", 0);
	assert_int_equal(load_in(w), ERR_INPUT);
	assert_string_equal(problems(w), "in/peoples.csv: no kind has this name\n");
	assert_int_equal(ask(w, "select count(*) from person"), 0);
}

static void a_file_over_the_cap(void **state)
{
	struct world *w = *state;
	char path[120];

	put_file(w, "people.csv", "id,name\n", 0);
	snprintf(path, sizeof path, "%s/people.csv", w->in);
	assert_int_equal(truncate(path, 64 * 1024 * 1024 + 1), 0);
	assert_int_equal(load_in(w), ERR_INPUT);
	assert_string_equal(problems(w), "in/people.csv: is over 64 MiB\n");
}

static void good_spellings(void **state)
{
	struct world *w = *state;

	put_file(w, "places.csv",
		 "\xef\xbb\xbfname,lat,lon,aliases\r\n 甲 ,30.4000,-0,\" b ; c \"\r\n乙,-30,103.000\n,\r\n", 0);
	assert_int_equal(load_in(w), ERR_INPUT); /* ragged rows are not guessed at */
	put_file(w, "places.csv",
		 "\xef\xbb\xbfname,lat,lon,aliases\r\n 甲 ,30.4000,-0,\" b ; c \"\r\n乙,-30,103.000,\n", 0);
	assert_int_equal(load_in(w), OK);
	assert_string_equal(exported(w, KIND_PLACES),
			    "name,aliases,lat,lon,datum\n甲,b;c,30.4,0,gcj02\n乙,,-30,103,gcj02\n");
	assert_int_equal(load_text(w, "lessons", "body,code,title\n\"a\r\n\r\nb\",l012,t\n"), OK);
	assert_string_equal(
		exported(w, KIND_LESSONS),
		"code,title,topics,trades,body,source,valid_until,state,day\nL-12,t,,,\"a\n\nb\",,,draft,\n");
	assert_int_equal(load_text(w, "lessons", "body,code,title\nc,L12,t\nd,L-0013,u\n"), OK);
	assert_int_equal(w->report.counts[KIND_LESSONS].changed, 1);
	assert_int_equal(ask(w, "select last from number where letter = 'L'"), 13);
	assert_int_equal(load_text(w, "activities", "code,title,place\n"), OK);
	assert_true(w->report.counts[KIND_ACTIVITIES].read);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, world_begin, world_end)
	const struct CMUnitTest tests[] = {
		TEST(headers),
		TEST(rows),
		TEST(phones),
		TEST(ids_and_codes),
		TEST(numbers),
		TEST(times),
		TEST(lists),
		TEST(enums),
		TEST(long_values_are_cut_in_messages),
		TEST(files),
		TEST(a_file_over_the_cap),
		TEST(good_spellings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
