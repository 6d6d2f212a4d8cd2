/* city_fixture.h - an invented city with dice and a clock of its own: its people say
 * things through the same turns as real messages, and its jobs run by the clock. */
#ifndef TESTS_CITY_FIXTURE_H
#define TESTS_CITY_FIXTURE_H

#include "tests/unit/scratch.h"

#include "bot/base/clock.h"
#include "dialogs/build/build.h"
#include "dialogs/pack/pack.h"
#include "dialogs/words/times.h"
#include "handlers/turn/hours.h"
#include "handlers/turn/jobs.h"
#include "handlers/turn/turn.h"
#include "store/volunteer/helpers.h"
#include "store/person/person.h"
#include "store/place/place.h"
#include "store/person/role.h"
#include "store/station/station.h"
#include "store/messages/timer.h"

enum { CITY_PER_DAY = 3 /* offers */ };

struct city {
	struct scratch *s;
	struct pack *pack;
	struct places *places;
	struct gazetteer gazetteer;
	struct turn_world w;
	struct arena *turn, *a;
	ms_t now;
	uint64_t dice;
	int said;
	int64_t staff;
};

static inline unsigned city_roll(struct city *k, unsigned n)
{
	k->dice ^= k->dice << 13;
	k->dice ^= k->dice >> 7;
	k->dice ^= k->dice << 17;
	return (unsigned)(k->dice >> 20) % n;
}

static inline bool city_anybody(void *arg, struct str channel)
{
	(void)arg;
	(void)channel;
	return true;
}

static inline void city_begin(struct city *k)
{
	assert_int_equal(db_begin(k->s->db), OK);
}

static inline void city_commit(struct city *k)
{
	if (db_error(k->s->db) != OK)
		fail_msg("%s", db_error_text(k->s->db));
	assert_int_equal(db_commit(k->s->db), OK);
	arena_reset(k->turn);
}

static inline int64_t city_count(struct city *k, const char *sql)
{
	return db_get_int_n(k->s->db, -1, sql, NULL, 0);
}

/* who: 0 the staff, else anybody. */
static inline void city_say(struct city *k, int who, struct str text)
{
	struct str id = arena_printf(k->turn, "v%d", who);
	struct message m = { .channel = STR("t"),
			     .id = arena_printf(k->turn, "%d", ++k->said),
			     .chat = id,
			     .from = id,
			     .type = CHAT_PRIVATE,
			     .time = k->now,
			     .text = text };
	struct turn_result r;

	city_begin(k);
	turn_run(&k->w, &m, k->now, k->turn, &r);
	city_commit(k);
}
#define CITY_SAY(k, who, ...) city_say((k), (who), arena_printf((k)->turn, __VA_ARGS__))

static inline void city_jobs(struct city *k)
{
	struct timer timer;

	city_begin(k);
	jobs_daily(k->s->db, k->now);
	city_commit(k);
	for (int i = 0; i < 10000; i++) {
		city_begin(k);
		bool any = timer_take(k->s->db, k->now, &timer, k->turn);

		if (any)
			job_run(&k->w, &timer, k->now, k->turn);
		city_commit(k);
		if (!any)
			return;
	}
	fail_msg("timers set each other without end");
}

/* 2025-06-10 08:00, with two streets and one member of staff. */
static inline void city_new(struct city *k, struct scratch *s, uint64_t seed)
{
	struct problems wrong;

	*k = (struct city){
		.s = s, .turn = arena_new(), .a = arena_new(), .dice = seed, .now = INT64_C(1749513600000)
	};
	wrong = (struct problems){ .arena = k->a };
	k->pack = pack_load("dialogs/zh-CN", &wrong);
	assert_non_null(k->pack);
	city_begin(k);
	db_run0(s->db,
		"insert into place(name, lat, lon) values('文君街道', 30.41, 103.46), ('羊安街道', 30.42, 103.66)");
	assert_true(role_grant(s->db, k->now, NULL, STR("t"), STR("v0"), ROLE_CITY, STR(""), k->turn));
	k->staff = person_find(s->db, STR("t"), STR("v0"), k->turn).id;
	city_commit(k);
	k->places = places_new(s->db);
	k->gazetteer = (struct gazetteer){ places_longest, k->places };
	k->w = (struct turn_world){ .db = s->db,
				    .pack = k->pack,
				    .places = &k->gazetteer,
				    .stations = stations_new(s->db),
				    .helpers = helpers_new(s->db),
				    .offers_per_day = CITY_PER_DAY,
				    .wave_minutes = 10,
				    .may_write_first = city_anybody };
	k->w.hours.quiet = (struct clock_spans){ .n = 1, .v = { { 22 * 60, 7 * 60 } } };
	k->w.hours.peaks = (struct clock_spans){ .n = 2, .v = { { 11 * 60, 13 * 60 }, { 17 * 60, 19 * 60 + 30 } } };
}

static inline void city_free(struct city *k)
{
	helpers_free(k->w.helpers);
	stations_free(k->w.stations);
	places_free(k->places);
	pack_free(k->pack);
	arena_free(k->turn);
	arena_free(k->a);
}

#endif
