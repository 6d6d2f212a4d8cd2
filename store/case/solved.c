/* solved.c - the sums for the weekly message, and which broadcast was one. */
#include "store/case/solved.h"

static struct str copy(const struct rows *r, int column, struct arena *a)
{
	struct str s = db_str(r, column);

	return s.p ? arena_str(a, s) : NO_STR;
}

struct solved solved_between(struct db *db, ms_t from, ms_t to, struct arena *a)
{
	struct solved s = { 0 };
	int64_t rest = 0;
	struct rows *r = db_query(
		db,
		"select iif(category in ('pay', 'penalty', 'dispatch', 'contract', 'care', 'other'), null, kind),"
		" iif(category in ('pay', 'penalty', 'dispatch', 'contract', 'care', 'other'), null, category),"
		" count(*), count(distinct person) from cases where kind <> 'suggestion' and outcome = 'solved'"
		" and state in ('answered', 'closed') and answered_at >= ?1 and answered_at < ?2"
		" group by 1, 2 order by 3 desc, 1, 2",
		V(from), V(to));

	while (db_next(r)) {
		s.total += db_int(r, 2);
		if (db_is_null(r, 0) || db_int(r, 3) < SOLVED_LEAST || s.n + 1 == SOLVED_KINDS)
			rest += db_int(r, 2);
		else
			s.v[s.n++] = (struct solved_row){ copy(r, 0, a), copy(r, 1, a), db_int(r, 2) };
	}
	db_done(r);
	if (rest && rest < SOLVED_LEAST && s.n) /* too few to stand alone: with the smallest */
		rest += s.v[--s.n].n;
	if (rest)
		s.v[s.n++] = (struct solved_row){ .n = rest };
	if (s.total < SOLVED_LEAST)
		s.total = 0, s.n = 0;
	s.adopted = db_get_int(db, 0,
			       "select count(*) from cases where kind = 'suggestion' and outcome = 'adopted'"
			       " and state = 'closed' and answered_at >= ?1 and answered_at < ?2",
			       V(from), V(to));
	if (s.adopted < SOLVED_LEAST)
		s.adopted = 0;
	return s;
}

int64_t solved_told(struct db *db, ms_t since)
{
	return db_get_int(
		db, 0,
		"select s.broadcast from solved_told s join broadcast b on b.number = s.broadcast"
		" where s.at >= ?1 and b.state in ('scheduled', 'sending', 'sent') order by s.at desc limit 1",
		V(since));
}

void solved_tell(struct db *db, int64_t broadcast, ms_t now)
{
	db_run(db, "insert into solved_told(broadcast, at) values(?1, ?2) on conflict do nothing", V(broadcast),
	       V(now));
}
