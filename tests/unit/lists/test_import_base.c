/* test_import_base.c - the fixtures go in, come out as they went in, and going
 * in again change nothing. */
#include "store/schema/schema.h"
#include "tests/unit/lists/import_fixture.h"

static size_t total(const struct import_report *r, size_t (*of)(const struct import_count *))
{
	size_t n = 0;

	for (enum kind_id k = KIND_NONE + 1; k < KIND_COUNT; k++)
		n += of(&r->counts[k]);
	return n;
}

static size_t added(const struct import_count *c)
{
	return c->added;
}

static size_t changed(const struct import_count *c)
{
	return c->changed;
}

static void base_goes_in(void **state)
{
	struct world *w = *state;

	load_fixture(w, "tests/fixtures/base");
	assert_int_equal(ask(w, "select count(*) from v_person"), 18);
	assert_int_equal(
		ask(w,
		    "select count(*) from v_person where name = '刘敏' and phone = '13800000102' and trade = 'delivery'"
		    " and platform = '美团' and site = '文君站' and street = '文君街道' and registered = 1"
		    " and identity = 'bridge:liumin' and registered_at is not null"),
		1);
	assert_int_equal(ask(w, "select count(*) from person where length(uid) = 16 and uid not glob '*[^0-9a-f]*'"),
			 18);
	assert_int_equal(
		ask(w,
		    "select count(*) from person where name_key = keyed('刘敏') and phone_key = keyed('13800000102')"),
		1);
	assert_int_equal(
		ask(w, "select count(*) from identity where key = keyed('bridge:liumin') and unseal(native) = 'liumin'"
		       " and channel = 'bridge'"),
		1);
	assert_int_equal(
		ask(w,
		    "select count(*) from person_group g join chat c on c.id = g.chat join person p on p.id = g.person"
		    " where unseal(p.name) = '周明' and unseal(c.native) in ('G1', 'G4')"),
		2);
	assert_int_equal(ask(w, "select count(*) from chat where type = 'group' and imported and noticed"), 4);
	assert_int_equal(
		ask(w, "select count(*) from v_role where name = '唐老师' and role = 'childcare' and scope = '教育局'"),
		1);
	assert_int_equal(ask(w, "select count(*) from role where scope = ''"), 2);
	assert_int_equal(ask(w, "select count(*) from branch b join chat c on c.id = b.chat and c.branch = b.id"), 1);
	assert_int_equal(ask(w, "select count(*) from department where duty is not null"), 3);
	assert_int_equal(
		ask(w, "select count(*) from volunteer where unseal(lat) = '30.4104' and since_at = 1765000000000"), 1);
	assert_int_equal(ask(w, "select count(*) from question"), 8);
	assert_int_equal(ask(w, "select last from number where letter = 'L'"), 3);
	assert_int_equal(ask(w, "select last from number where letter = 'C'"), 2);
	assert_int_equal(ask(w, "select last from number where letter = 'M'"), 1);
	assert_int_equal(ask(w, "select count(*) from number where letter = 'A'"), 0);
	assert_int_equal(ask(w, "select count(*) from v_audit where action = 'import' and actor = 'operator'"), 19);
	assert_int_equal(
		ask(w,
		    "select count(*) from audit where object = 'people' and detail = 'new=18 changed=0 unchanged=0'"),
		1);
	assert_int_equal(ask(w, "select count(*) from pragma_foreign_key_check"), 0);
}

static void base_again_changes_nothing(void **state)
{
	struct world *w = *state;

	load_fixture(w, "tests/fixtures/base");
	size_t n = total(&w->report, added);

	load_fixture(w, "tests/fixtures/base");
	assert_int_equal(total(&w->report, added), 0);
	assert_int_equal(total(&w->report, changed), 0);
	assert_true(n > 100);
}

static void other_fixtures_update(void **state)
{
	struct world *w = *state;

	load_fixture(w, "tests/fixtures/base");
	load_fixture(w, "tests/fixtures/registered");
	assert_int_equal(w->report.counts[KIND_PEOPLE].changed, 3);
	assert_int_equal(
		ask(w,
		    "select count(*) from v_person where name = '张勇' and phone = '13800000101' and platform = '饿了么'"
		    " and registered"),
		1);
	load_fixture(w, "tests/fixtures/volunteers");
	assert_int_equal(w->report.counts[KIND_VOLUNTEERS].added, 2);
	assert_int_equal(w->report.counts[KIND_VOLUNTEERS].changed, 1);
	assert_int_equal(
		ask(w, "select count(*) from v_volunteer where state = 'paused' and name = '周明' and hours = 6"), 1);
	assert_int_equal(ask(w, "select count(*) from person"), 18);
}

/* Exports every kind into in/, as files. */
static void export_to_folder(struct world *w)
{
	for (enum kind_id k = KIND_NONE + 1; k < KIND_COUNT; k++) {
		char name[40];

		snprintf(name, sizeof name, "%s.csv", kinds[k]->name);
		put_file(w, name, exported(w, k), 0);
	}
}

static void round_trip(void **state, const char *fixture)
{
	struct world *w = *state, *second;
	void *other;

	load_fixture(w, fixture);
	const char *before = exported_all(w);

	export_to_folder(w); /* into the same database: nothing changes */
	load_fixture(w, w->in);
	assert_int_equal(total(&w->report, added), 0);
	assert_int_equal(total(&w->report, changed), 0);
	assert_string_equal(exported_all(w), before);

	world_begin(&other); /* into a new one: all is there */
	second = other;
	load_fixture(second, w->in);
	assert_int_equal(total(&second->report, changed), 0);
	assert_string_equal(exported_all(second), before);
	world_end(&other);
}

static void base_round_trip(void **state)
{
	round_trip(state, "tests/fixtures/base");
}

static void sample_round_trip(void **state)
{
	round_trip(state, "store/sample");
}

static void export_is_the_fixture(void **state)
{
	struct world *w = *state;
	static const enum kind_id same[] = { KIND_GROUPS,  KIND_PEOPLE,	       KIND_DEPARTMENTS, KIND_BRANCHES,
					     KIND_LESSONS, KIND_QUESTIONS,     KIND_MEETINGS,	 KIND_ACTIVITIES,
					     KIND_CLASSES, KIND_SUBSCRIPTIONS, KIND_HOLIDAYS };

	load_fixture(w, "tests/fixtures/base");
	for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
		char path[80], *text = calloc(1, 100000);

		snprintf(path, sizeof path, "tests/fixtures/base/%s.csv", kinds[same[i]]->name);
		FILE *f = fopen(path, "r");

		assert_non_null(f);
		fread(text, 1, 99999, f);
		fclose(f);
		assert_string_equal(exported(w, same[i]), text);
		free(text);
	}
}

static void dry_run_stores_nothing(void **state)
{
	struct world *w = *state;
	const char *before = exported_all(w);

	assert_int_equal(load_as(w, "tests/fixtures/base", "base", true), OK);
	assert_int_equal(w->report.counts[KIND_PEOPLE].added, 18);
	assert_string_equal(exported_all(w), before);
	assert_int_equal(ask(w, "select count(*) from audit"), 0);
	assert_false(db_in_transaction(w->db));
}

/* What the description says of lists is about kinds that there are, and about each. */
static void every_kind_fills_a_table(void **state)
{
	bool found[KIND_COUNT] = { false };

	(void)state;
	for (const struct schema_part *i = schema_imports; i->name; i++) {
		assert_int_not_equal(kind_named(str_c(i->sql)), KIND_NONE);
		found[kind_named(str_c(i->sql))] = true;
	}
	for (int k = KIND_NONE + 1; k < KIND_COUNT; k++)
		if (!found[k])
			fail_msg("no table says that %s fills it", kinds[k]->name);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, world_begin, world_end)
	const struct CMUnitTest tests[] = {
		TEST(base_goes_in),	      TEST(base_again_changes_nothing),
		TEST(other_fixtures_update),  TEST(base_round_trip),
		TEST(sample_round_trip),      TEST(export_is_the_fixture),
		TEST(dry_run_stores_nothing), cmocka_unit_test(every_kind_fills_a_table),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
