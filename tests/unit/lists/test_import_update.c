/* test_import_update.c - importing onto what is there: filled cells overwrite,
 * empty ones leave; and how files of one import look at each other. */
#include "tests/unit/lists/import_fixture.h"

static int base_begin(void **state)
{
	world_begin(state);
	load_fixture(*state, "tests/fixtures/base");
	return 0;
}

static void empty_cells_leave(void **state)
{
	struct world *w = *state;

	assert_int_equal(
		load_text(w, "people", "id,name,phone,groups,platform\nbridge:liumin,刘敏,,bridge:G2,饿了么\n"), OK);
	assert_int_equal(w->report.counts[KIND_PEOPLE].changed, 1);
	assert_int_equal(
		ask(w,
		    "select count(*) from v_person where name = '刘敏' and phone = '13800000102' and trade = 'delivery'"
		    " and platform = '饿了么' and site = '文君站' and registered"),
		1);
	assert_int_equal(
		ask(w,
		    "select count(*) from person_group g join chat c on c.id = g.chat join person p on p.id = g.person"
		    " where unseal(p.name) = '刘敏' and unseal(c.native) = 'G2'"),
		1);
	assert_int_equal(
		ask(w,
		    "select count(*) from person_group g join person p on p.id = g.person where unseal(p.name) = '刘敏'"),
		1);
	assert_int_equal(load_text(w, "people", "name,id\n刘敏儿,bridge:liumin\n"), OK);
	assert_int_equal(
		ask(w, "select count(*) from person where name_key = keyed('刘敏儿') and unseal(name) = '刘敏儿'"), 1);
	assert_int_equal(ask(w, "select count(*) from person"), 18);
}

static void defaults_are_for_new_rows(void **state)
{
	struct world *w = *state;

	assert_int_equal(load_text(w, "volunteers", "id,area\nbridge:liumin,文君街道\nbridge:zhouming,文君街道\n"), OK);
	assert_int_equal(w->report.counts[KIND_VOLUNTEERS].same, 1);
	assert_int_equal(
		ask(w,
		    "select count(*) from v_volunteer where name = '刘敏' and state = 'pending' and radius = 3 and hours = 0"),
		1);
	assert_int_equal(
		ask(w, "select count(*) from v_volunteer where name = '周明' and state = 'active' and hours = 6"), 1);
	assert_int_equal(ask(w, "select count(*) from volunteer where lat is null and lon is null"),
			 1); /* that of the area */
	assert_int_equal(load_text(w, "stations",
				   "name,address,lat,lon,hours,services,state\n"
				   "文君驿站,长安大道,30.4088,103.4706,24h,water,closed\n"),
			 OK);
	assert_int_equal(load_text(w, "stations",
				   "name,address,lat,lon,hours,services\n"
				   "文君驿站,长安大道9号,30.4088,103.4706,24h,water\n"),
			 OK);
	assert_int_equal(ask(w, "select count(*) from station where state = 'closed' and address = '长安大道9号'"), 1);
}

static void unregistering_and_back(void **state)
{
	struct world *w = *state;

	assert_int_equal(load_text(w, "people", "id,name,registered\nbridge:liumin,刘敏,no\n"), OK);
	assert_int_equal(
		ask(w,
		    "select count(*) from person where unseal(name) = '刘敏' and registered = 0 and registered_at is null"),
		1);
	assert_int_equal(load_text(w, "people", "id,name,registered\nbridge:liumin,刘敏,yes\n"), OK);
	assert_int_equal(
		ask(w, "select count(*) from person where unseal(name) = '刘敏' and registered_at = 1765000000000"), 1);
}

/* Every kind refers to another, forwards and backwards, in one import. */
static void files_refer_to_each_other(void **state)
{
	struct world *w = *state;

	put_file(w, "groups.csv", "chat,branch,street\nx:G,支部,镇\n", 0);
	put_file(w, "branches.csv", "name,group,contact_id\n支部,x:G,x:a\n", 0);
	put_file(w, "people.csv", "id,name,site,groups,street\nx:a,甲,站,x:G,镇\n", 0);
	put_file(w, "sites.csv", "name,street,manager_id\n站,镇,x:a\n", 0);
	put_file(w, "places.csv", "name,lat,lon\n镇,30,103\n", 0);
	put_file(w, "departments.csv", "name,duty_id\n局,x:a\n", 0);
	put_file(w, "admins.csv", "id,name,role,scope\nx:a,甲,branch,支部\n", 0);
	put_file(w, "members.csv", "id,branch,state\nx:a,支部,verified\n", 0);
	put_file(w, "subscriptions.csv", "chat,kind\nx:a,\nx:G,lesson\n", 0);
	assert_int_equal(load_in(w), OK);
	assert_int_equal(ask(w, "select count(*) from site s join person p on p.site = s.id and s.manager = p.id"), 1);
	assert_int_equal(
		ask(w,
		    "select count(*) from branch b join chat c on b.chat = c.id and c.branch = b.id and c.channel = 'x'"),
		1);
	assert_int_equal(ask(w, "select count(*) from chat c join identity i on i.key = c.key and i.person = c.person"
				" where c.type = 'private' and unseal(c.native) = 'a'"),
			 1);
	assert_int_equal(
		ask(w,
		    "select count(*) from v_subscription where kind = 'briefing' and time = '07:30' and state = 'active'"),
		1);
	assert_int_equal(ask(w, "select count(*) from pragma_foreign_key_check"), 0);
}

/* One bad row in one file: nothing of any file; and only that row is blamed. */
static void one_bad_row_stops_all(void **state)
{
	struct world *w = *state;
	const char *before = exported_all(w);

	put_file(w, "places.csv", "name,lat,lon\n镇,30,103\n", 0);
	put_file(w, "sites.csv", "name,street,headcount\n站,镇,-5\n", 0);
	put_file(w, "people.csv", "id,name,site\nx:a,甲,站\n", 0);
	assert_int_equal(load_in(w), ERR_INPUT);
	assert_string_equal(problems(w), "in/sites.csv:2: headcount: “-5” is not within 0 … 1000000000\n");
	assert_string_equal(exported_all(w), before);
	assert_int_equal(ask(w, "select count(*) from chat where channel = 'x'"), 0);
}

static void a_broken_file_blames_no_other(void **state)
{
	struct world *w = *state;

	put_file(w, "sites.csv", "name,street,hedcount\n站,文君街道,5\n", 0);
	put_file(w, "people.csv", "id,name,site\nx:a,甲,站\nx:b,乙\n", 0);
	put_file(w, "members.csv", "id\nx:a\nx:b\n", 0);
	assert_int_equal(load_in(w), ERR_INPUT);
	assert_string_equal(
		problems(w),
		"in/people.csv:3: site: the row has 2 cells, the header 3\n"
		"in/sites.csv:1: hedcount: unknown column (sites has: name platform street grid manager_id headcount lat lon datum)\n");
}

static void problems_are_in_order(void **state)
{
	struct world *w = *state;

	put_file(w, "people.csv", "id,name,site,trade\nx:a,甲,无,\nx:b,乙,,bus\nx:c,丙,无,\n", 0);
	put_file(w, "members.csv", "id\nx:z\n", 0);
	assert_int_equal(load_in(w), ERR_INPUT);
	expect_problems(
		"in/members.csv:2: id:~\nin/people.csv:2: site:~\nin/people.csv:3: trade:~\nin/people.csv:4: site:~",
		problems(w));
}

/* A group that the bot came to know by itself becomes one of ours. */
static void known_group_is_adopted(void **state)
{
	struct world *w = *state;

	db_run0(w->db,
		"insert into chat(channel, key, native, type, title) values('bridge', keyed('bridge:G9'), seal('G9'), 'group', 'T')");
	assert_int_equal(load_text(w, "groups", "chat,title\nbridge:G9,T\nbridge:G1,\n"), OK);
	assert_int_equal(w->report.counts[KIND_GROUPS].changed, 1);
	assert_int_equal(w->report.counts[KIND_GROUPS].same, 1);
	assert_int_equal(ask(w, "select count(*) from chat where title = 'T' and imported and noticed"), 1);
}

/* Someone who wrote from two platforms is one person; his first id is exported. */
static void second_identity(void **state)
{
	struct world *w = *state;

	db_run0(w->db,
		"insert into identity(channel, key, native, person) select 'tg', keyed('tg:7'), seal('7'), person from identity"
		" where key = keyed('bridge:liumin')");
	const char *before = exported(w, KIND_PEOPLE);

	assert_int_equal(load_text(w, "people", "id,name,phone\ntg:7,刘敏,13800000199\n"), OK);
	assert_int_equal(
		ask(w, "select count(*) from v_person where phone = '13800000199' and identity = 'bridge:liumin'"), 1);
	assert_int_equal(load_text(w, "people", "id,name,phone\nbridge:liumin,刘敏,13800000102\n"), OK);
	assert_string_equal(exported(w, KIND_PEOPLE), before);
}

/* What people wrote themselves need not stand in a list: exported and imported
 * again it changes nothing. */
static void own_words_round_trip(void **state)
{
	struct world *w = *state;

	db_run0(w->db, "update volunteer set area = '文君那一片', lat = seal('30.400000')");
	db_run0(w->db, "insert into person(uid, created_at) values('0123456789abcdef', 1)"); /* unnamed: not exported */
	const char *text = exported(w, KIND_VOLUNTEERS);

	assert_non_null(strstr(text, "文君那一片,30.4,"));
	assert_int_equal(load_text(w, "volunteers", text), OK);
	assert_int_equal(w->report.counts[KIND_VOLUNTEERS].same, 2);
	assert_int_equal(load_text(w, "people", exported(w, KIND_PEOPLE)), OK);
	assert_int_equal(w->report.counts[KIND_PEOPLE].same, 18);
}

struct progress {
	size_t calls, last, total;
};

static void note(void *ctx, size_t done, size_t total)
{
	struct progress *p = ctx;

	p->calls++;
	assert_true(done > p->last);
	p->last = done;
	p->total = total;
}

static void many_rows(void **state)
{
	enum { N = 3000 };
	struct world *w = *state;
	struct progress p = { 0 };
	struct import_options options = { .now = world_now, .progress = note, .ctx = &p };
	char *text = NULL;
	size_t n = 0;
	FILE *f = open_memstream(&text, &n);

	fputs("id,name,phone,groups\n", f);
	for (int i = 0; i < N; i++)
		fprintf(f, "x:%d,人%d,138%08d,bridge:G1;bridge:G%d\n", i, i, i, 2 + i % 3);
	fclose(f);
	put_file(w, "people.csv", text, n);
	free(text);
	assert_int_equal(import_dir(w->db, w->in, "in", &options, w->arena, &w->report), OK);
	assert_int_equal(w->report.counts[KIND_PEOPLE].added, N);
	assert_true(p.calls > 2 * N / 500 && p.last < p.total && p.last > p.total * 9 / 10);
	assert_int_equal(
		ask(w,
		    "select count(*) from person_group g join identity i on i.person = g.person and i.channel = 'x'"),
		2 * N);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, base_begin, world_end)
	const struct CMUnitTest tests[] = {
		TEST(empty_cells_leave),
		TEST(defaults_are_for_new_rows),
		TEST(unregistering_and_back),
		cmocka_unit_test_setup_teardown(files_refer_to_each_other, world_begin, world_end),
		TEST(one_bad_row_stops_all),
		TEST(a_broken_file_blames_no_other),
		TEST(problems_are_in_order),
		TEST(known_group_is_adopted),
		TEST(second_identity),
		TEST(own_words_round_trip),
		TEST(many_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
