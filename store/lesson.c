/* lesson.c - lessons and records. */
#include "store/lesson.h"

#define LESSON_COLUMNS                                                                                                 \
	"select l.code, l.title, l.body, l.source, (select count(*) from question q where q.lesson = l.code)"          \
	" from lesson l where l.state = 'published' "

static struct lesson from_rows(struct rows *r, struct arena *a)
{
	struct lesson l = { 0 };

	if (db_next(r)) {
		l.code = db_int(r, 0);
		l.title = arena_str(a, db_str(r, 1));
		l.body = arena_str(a, db_str(r, 2));
		l.source = db_is_null(r, 3) ? NO_STR : arena_str(a, db_str(r, 3));
		l.questions = db_int(r, 4);
	}
	db_done(r);
	return l;
}

struct lesson lesson_of_day(struct db *db, ms_t now, struct arena *a)
{
	return from_rows(db_query(db,
				  LESSON_COLUMNS
				  "and l.day in (day(?1), 'any') and coalesce(l.valid_until, '9999') >= day(?1)"
				  " order by l.day = 'any' limit 1",
				  V(now)),
			 a);
}

struct lesson lesson_load(struct db *db, int64_t code, struct arena *a)
{
	return from_rows(db_query(db, LESSON_COLUMNS "and l.code = ?1", V(code)), a);
}

static struct question question_from(struct rows *r, struct arena *a)
{
	struct question q = { 0 };

	if (db_next(r)) {
		struct str rest, option;

		q.no = db_int(r, 0);
		q.question = arena_str(a, db_str(r, 1));
		rest = arena_str(a, db_str(r, 2));
		q.answer = db_str(r, 3).p[0];
		q.explanation = db_is_null(r, 4) ? NO_STR : arena_str(a, db_str(r, 4));
		while (q.n_options < OPTIONS_MAX && str_split(&rest, ';', &option))
			q.options[q.n_options++] = str_trim(option);
	}
	db_done(r);
	return q;
}

struct question lesson_question(struct db *db, int64_t lesson, int64_t no, struct arena *a)
{
	return question_from(
		db_query(
			db,
			"select no, question, options, answer, explanation from question where lesson = ?1 and no = ?2",
			V(lesson), V(no)),
		a);
}

struct question lesson_next_question(struct db *db, int64_t person, int64_t lesson, int64_t after, struct arena *a)
{
	return question_from(
		db_query(
			db,
			"select no, question, options, answer, explanation from question q where lesson = ?1 and no > ?2"
			" and not exists (select 1 from lesson_answer a where a.person = ?3 and a.lesson = ?1 and a.no = q.no and a.correct)"
			" order by no limit 1",
			V(lesson), V(after), V(person)),
		a);
}

void lesson_opened(struct db *db, int64_t person, int64_t lesson, ms_t now)
{
	db_run(db, "insert into lesson_reading(person, lesson, opened_at) values(?1, ?2, ?3) on conflict do nothing",
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
	       " and (select count(*) from lesson_answer a where a.person = ?1 and a.lesson = ?2 and a.correct)"
	       "   = (select count(*) from question q where q.lesson = ?2)",
	       V(person), V(lesson), V(now));
}

struct lesson_figures lesson_figures(struct db *db, int64_t person, int64_t lesson)
{
	struct lesson_figures f = { 0 };
	struct rows *r = db_query(
		db,
		"select count(*), count(finished_at),"
		" (select count(*) from lesson_answer a where a.person = ?1 and a.correct and ?2 in (0, a.lesson)),"
		" (select count(*) from lesson_answer a where a.person = ?1 and ?2 in (0, a.lesson)),"
		" (select count(*) from question q where ?2 in (0, q.lesson) and q.lesson in"
		"   (select lesson from lesson_reading where person = ?1))"
		" from lesson_reading where person = ?1 and ?2 in (0, lesson)",
		V(person), V(lesson));

	if (db_next(r))
		f = (struct lesson_figures){ db_int(r, 0), db_int(r, 1), db_int(r, 2), db_int(r, 3), db_int(r, 4) };
	db_done(r);
	return f;
}
