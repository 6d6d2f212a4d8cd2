/* record.c - what people did with lessons. */
#include "store/lesson/lesson.h"

void lesson_opened(struct db *db, int64_t person, int64_t lesson, ms_t now)
{
	db_run(db,
	       "insert into lesson_reading(person, lesson, opened_at, at) values(?1, ?2, ?3, ?3)"
	       " on conflict do update set at = excluded.at",
	       V(person), V(lesson), V(now));
}

void lesson_shown(struct db *db, int64_t person, int64_t lesson, size_t screen, size_t screens, ms_t now)
{
	lesson_opened(db, person, lesson, now);
	db_run(db, "update lesson_reading set screen = max(screen, ?3) where person = ?1 and lesson = ?2", V(person),
	       V(lesson), V((int64_t)screen));
	if (screen >= screens)
		db_run(db,
		       "update lesson_reading set finished_at = ?3 where person = ?1 and lesson = ?2 and finished_at is null"
		       " and not exists (select 1 from question where lesson = ?2)",
		       V(person), V(lesson), V(now));
}

void lesson_answered(struct db *db, int64_t person, int64_t lesson, const struct question *q, char choice, ms_t now)
{
	char text[2] = { choice, '\0' };
	const char *answer = text;

	lesson_opened(db, person, lesson, now);
	db_run(db,
	       "insert into lesson_answer(person, lesson, no, first, last, correct, at) values(?1, ?2, ?3, ?4, ?4, ?5, ?6)"
	       " on conflict do update set wrong = wrong + (not correct and last <> excluded.last), last = excluded.last,"
	       " correct = excluded.correct, at = excluded.at where not correct",
	       V(person), V(lesson), V(q->no), V(answer), V(choice == q->answer), V(now));
	db_run(db,
	       "update lesson_reading set finished_at = ?3 where person = ?1 and lesson = ?2 and finished_at is null"
	       " and not exists (select 1 from question q where q.lesson = ?2 and not exists"
	       "  (select 1 from lesson_answer a where a.person = ?1 and a.lesson = ?2 and a.no = q.no and a.correct))",
	       V(person), V(lesson), V(now));
}

#define READING "select lesson, screen, questions - right, finished_at is not null, at from v_record "

static struct lesson_reading reading_from(struct rows *r)
{
	struct lesson_reading x = { 0 };

	if (db_next(r))
		x = (struct lesson_reading){ db_int(r, 0), db_int(r, 1), db_int(r, 2), db_int(r, 3), db_int(r, 4) };
	db_done(r);
	return x;
}

struct lesson_reading lesson_reading(struct db *db, int64_t person, int64_t lesson)
{
	return reading_from(db_query(db, READING "where person = ?1 and lesson = ?2", V(person), V(lesson)));
}

struct lesson_reading lesson_last(struct db *db, int64_t person, bool quiz, ms_t now)
{
	return reading_from(db_query(db,
				     READING "where person = ?1 and (not ?2 or questions > right) and exists"
					     " (select 1 from lesson l where l.code = lesson and l.state = 'published'"
					     "  and coalesce(l.valid_day, '9999') >= day(?3)) order by at desc limit 1",
				     V(person), V(quiz), V(now)));
}

struct lesson_figures lesson_figures(struct db *db, int64_t person, int64_t lesson)
{
	struct lesson_figures f = { 0 };
	struct rows *r = db_query(db,
				  "select count(*), count(finished_at), sum(right), sum(answered), sum(questions)"
				  " from v_record where person = ?1 and ?2 in (0, lesson)",
				  V(person), V(lesson));

	if (db_next(r))
		f = (struct lesson_figures){ db_int(r, 0), db_int(r, 1), db_int(r, 2), db_int(r, 3), db_int(r, 4) };
	db_done(r);
	return f;
}

size_t lesson_due(struct db *db, int64_t person, const char *trade, ms_t since, ms_t now, struct lesson_due *out,
		  size_t most, struct arena *a)
{
	size_t n = 0;
	struct rows *r = db_query(
		db,
		"select l.code, l.title, r.person is not null from lesson l"
		" left join lesson_reading r on r.lesson = l.code and r.person = ?1"
		" where l.state = 'published' and coalesce(l.valid_day, '9999') >= day(?4) and r.finished_at is null"
		" and (r.person is not null or (l.day between day(?3) and day(?4)"
		"  and (?2 is null or l.trades is null or instr(';' || l.trades || ';', ';' || ?2 || ';'))))"
		" order by r.person is null, coalesce(r.at, 0) desc, l.day desc, l.code limit ?5",
		V(person), V(trade), V(since), V(now), V((int64_t)most));

	while (n < most && db_next(r))
		out[n++] = (struct lesson_due){ db_int(r, 0), arena_str(a, db_str(r, 1)), db_int(r, 2) };
	db_done(r);
	return n;
}

struct lesson_sums lesson_sums(struct db *db, ms_t from, ms_t to, const char *trade, int64_t branch)
{
	struct lesson_sums s = { 0 };
	struct rows *r = db_query(
		db,
		"select count(distinct iif(x.opened_at >= ?1 and x.opened_at < ?2, x.person, null)),"
		" count(iif(x.opened_at >= ?1 and x.opened_at < ?2, 1, null)),"
		" count(iif(x.finished_at >= ?1 and x.finished_at < ?2, 1, null))"
		" from v_record x join person p on p.id = x.person where (?3 is null or p.trade = ?3) and (?4 = 0 or exists"
		" (select 1 from member m where m.person = p.id and m.branch = ?4 and m.state = 'verified'))",
		V(from), V(to), V(trade), V(branch));

	if (db_next(r))
		s = (struct lesson_sums){ db_int(r, 0), db_int(r, 1), db_int(r, 2) };
	db_done(r);
	return s;
}

void lesson_discussed(struct db *db, int64_t lesson, int64_t chat, struct str who, ms_t now)
{
	db_run(db,
	       "insert into lesson_discussion(lesson, chat, who_key, at) values(?1, ?2, trace(?1 || '/' || ?2 || '/' || ?3), ?4)"
	       " on conflict do nothing",
	       V(lesson), V(chat), V(who), V(now));
}
