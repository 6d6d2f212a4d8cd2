/* test_opening.c - open now, until when, and when next: over midnight, several
 * spans, days off, holidays. The zone is China's. */
#include <time.h>

#include "store/place/opening.h"
#include "tests/unit/scratch.h"

/* "2025-06-09 08:30", a Monday. */
static ms_t at(const char *text)
{
	struct tm tm = { .tm_isdst = -1 };

	assert_non_null(strptime(text, "%Y-%m-%d %H:%M", &tm));
	return (ms_t)mktime(&tm) * MS_SECOND;
}

static const struct {
	const char *hours, *off, *now;
	bool open, day_off;
	const char *until; /* NULL: never */
} cases[] = {
	{ "08:30-22:00", "", "2025-06-09 08:29", false, false, "2025-06-09 08:30" },
	{ "08:30-22:00", "", "2025-06-09 08:30", true, false, "2025-06-09 22:00" },
	{ "08:30-22:00", "", "2025-06-09 21:59", true, false, "2025-06-09 22:00" },
	{ "08:30-22:00", "", "2025-06-09 22:00", false, false, "2025-06-10 08:30" },
	/* several spans, in any order, touching and overlapping */
	{ "14:00-20:00;08:00-12:00", "", "2025-06-09 07:00", false, false, "2025-06-09 08:00" },
	{ "14:00-20:00;08:00-12:00", "", "2025-06-09 12:30", false, false, "2025-06-09 14:00" },
	{ "14:00-20:00;08:00-12:00", "", "2025-06-09 20:00", false, false, "2025-06-10 08:00" },
	{ "08:00-12:00;12:00-18:00", "", "2025-06-09 09:00", true, false, "2025-06-09 18:00" },
	{ "08:00-13:00;12:00-18:00", "", "2025-06-09 12:30", true, false, "2025-06-09 18:00" },
	/* over midnight: the night belongs to the evening on which it began */
	{ "18:00-02:00", "", "2025-06-09 01:59", true, false, "2025-06-09 02:00" },
	{ "18:00-02:00", "", "2025-06-09 02:00", false, false, "2025-06-09 18:00" },
	{ "18:00-02:00", "", "2025-06-09 23:30", true, false, "2025-06-10 02:00" },
	{ "18:00-02:00", "mon", "2025-06-09 01:00", true, true, "2025-06-09 02:00" },
	{ "18:00-02:00", "mon", "2025-06-09 20:00", false, true, "2025-06-10 18:00" },
	{ "18:00-02:00", "mon", "2025-06-10 01:00", false, false, "2025-06-10 18:00" },
	{ "20:00-24:00;00:00-03:00", "", "2025-06-09 22:00", true, false, "2025-06-10 03:00" },
	{ "06:00-24:00", "", "2025-06-09 23:59", true, false, "2025-06-10 00:00" },
	/* all day */
	{ "24h", "", "2025-06-09 00:00", true, false, NULL },
	{ "24h", "tue", "2025-06-09 12:00", true, false, "2025-06-10 00:00" },
	{ "24h", "tue", "2025-06-10 12:00", false, true, "2025-06-11 00:00" },
	{ "08:00-08:00", "", "2025-06-09 12:00", false, false, NULL }, /* the import lets no such thing in */
	/* days off */
	{ "09:00-20:00", "mon", "2025-06-09 10:00", false, true, "2025-06-10 09:00" },
	{ "09:00-20:00", "mon;tue", "2025-06-08 21:00", false, false, "2025-06-11 09:00" },
	{ "09:00-20:00", "mon;tue;wed;thu;fri;sat;sun", "2025-06-08 12:00", false, true, NULL },
	/* public holidays (2025-06-02 is one, a Monday): hours as ever … */
	{ "09:00-20:00", "", "2025-06-02 10:00", true, false, "2025-06-02 20:00" },
	{ "09:00-20:00", "sun", "2025-06-02 10:00", true, false, "2025-06-02 20:00" },
	{ "09:00-20:00", "mon", "2025-06-02 10:00", false, true, "2025-06-03 09:00" },
	/* … but who is off at weekends keeps office days, days worked in exchange too */
	{ "09:00-17:00", "sat;sun", "2025-06-02 10:00", false, true, "2025-06-03 09:00" },
	{ "09:00-17:00", "sat;sun", "2025-09-28 10:00", true, false, "2025-09-28 17:00" },
	{ "09:00-17:00", "sat;sun", "2025-09-27 10:00", false, true, "2025-09-28 09:00" },
	{ "09:00-17:00", "sat;sun", "2025-09-30 18:00", false, false, "2025-10-09 09:00" },
	{ "09:00-17:00", "sun", "2025-09-28 10:00", false, true, "2025-09-29 09:00" },
};

static void table(void **state)
{
	struct scratch *s = *state;

	db_run0(s->db, "insert into holiday(day, kind, name) values('2025-06-02', 'holiday', '端午节'),"
		       " ('2025-09-28', 'makeup', '国庆节')");
	for (int day = 1; day <= 8; day++)
		db_run(s->db, "insert into holiday(day, kind, name) values(?1, 'holiday', '国庆节')",
		       V(arena_printf(s->a, "2025-10-%02d", day)));
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct calendar c;
		struct opening o = opening_read(str_c(cases[i].hours), str_c(cases[i].off));

		calendar_load(s->db, at(cases[i].now), s->a, &c);
		if (opening_now(&o, &c) != cases[i].open || opening_day_off(&o, &c) != cases[i].day_off ||
		    opening_until(&o, &c) != (cases[i].until ? at(cases[i].until) : 0))
			fail_msg("%s, off %s, at %s: open %d, day off %d, until %lld", cases[i].hours, cases[i].off,
				 cases[i].now, opening_now(&o, &c), opening_day_off(&o, &c),
				 (long long)opening_until(&o, &c));
	}
}

static void todays_holiday(void **state)
{
	struct scratch *s = *state;
	struct calendar c;

	db_run0(s->db, "insert into holiday(day, kind, name) values('2025-06-02', 'holiday', '端午节'),"
		       " ('2025-06-08', 'makeup', '端午节')");
	calendar_load(s->db, at("2025-06-02 23:59"), s->a, &c);
	assert_true(str_is(c.holiday, "端午节"));
	calendar_load(s->db, at("2025-06-03 00:00"), s->a, &c);
	assert_null(c.holiday.p);
	calendar_load(s->db, at("2025-06-08 12:00"), s->a, &c);
	assert_null(c.holiday.p);
}

/* Minute by minute through two weeks: what "until" says is what then happens. */
static void until_keeps_its_word(void **state)
{
	static const char *const hours[] = { "08:30-22:00", "18:00-02:00;09:00-11:30", "24h",
					     "22:00-24:00;00:00-01:00" };
	static const char *const off[] = { "", "mon", "sat;sun", "tue;sun" };
	struct scratch *s = *state;

	for (size_t h = 0; h < sizeof hours / sizeof *hours; h++)
		for (size_t d = 0; d < sizeof off / sizeof *off; d++) {
			struct opening o = opening_read(str_c(hours[h]), str_c(off[d]));
			ms_t start = at("2025-06-04 00:00"), promised = 0;
			bool was = false;

			for (int m = 0; m < 9 * 24 * 60; m++) {
				struct calendar c;

				calendar_load(s->db, start + m * (ms_t)MS_MINUTE, s->a, &c);
				bool open = opening_now(&o, &c);

				if (m && open != was)
					assert_int_equal(c.now, promised);
				else if (m && promised)
					assert_true(c.now < promised);
				was = open;
				promised = opening_until(&o, &c);
			}
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SCRATCH_DB_TEST(table),
		SCRATCH_DB_TEST(todays_holiday),
		SCRATCH_DB_TEST(until_keeps_its_word),
	};

	setenv("TZ", "Asia/Shanghai", 1);
	tzset();
	return cmocka_run_group_tests_name("opening", tests, NULL, NULL);
}
