/* write.c - writing lessons. */
#include "store/lesson/write.h"

#include <inttypes.h>

#include "store/db/audit.h"
#include "store/db/number.h"

static void note(struct db *db, int64_t code, const char *what, const char *actor, ms_t now)
{
	struct arena *a = arena_new();

	db_run(db, "update lesson set changed_at = ?2 where code = ?1", V(code), V(now));
	audit(db, now, actor, "lesson.write", arena_printf(a, "L-%" PRId64, code), str_c(what));
	arena_free(a);
}

int64_t lesson_new(struct db *db, struct str title, const char *actor, ms_t now)
{
	number_skip(db, "L", db_get_int_n(db, 0, "select max(code) from lesson", NULL, 0));
	int64_t code = number_next(db, "L");

	db_run(db, "insert into lesson(code, title, body) values(?1, ?2, '')", V(code), V(title));
	note(db, code, "new", actor, now);
	return code;
}

void lesson_set(struct db *db, int64_t code, enum lesson_field field, struct str value, const char *actor, ms_t now)
{
	static const struct {
		const char *name, *sql;
	} fields[] = {
		[LESSON_TITLE] = { "title", "update lesson set title = ?2 where code = ?1" },
		[LESSON_BODY] = { "body", "update lesson set body = ?2 where code = ?1" },
		[LESSON_SOURCE] = { "source", "update lesson set source = ?2 where code = ?1" },
		[LESSON_VALID_UNTIL] = { "valid_until", "update lesson set valid_day = ?2 where code = ?1" },
		[LESSON_TRADES] = { "trades", "update lesson set trades = ?2 where code = ?1" },
		[LESSON_TOPICS] = { "topics", "update lesson set topics = ?2 where code = ?1" },
		[LESSON_DAY] = { "day", "update lesson set day = ?2 where code = ?1" },
	};

	if (field == LESSON_DAY) /* a day has one lesson for each trade */
		db_run(db,
		       "update lesson set day = null where day = ?2 and code <> ?1"
		       " and trades is (select trades from lesson where code = ?1)",
		       V(code), V(value));
	db_run(db, fields[field].sql, V(code), V(value));
	note(db, code, fields[field].name, actor, now);
}

int64_t lesson_replace(struct db *db, int64_t code, struct str old, struct str new, const char *actor, ms_t now)
{
	int64_t places = db_get_int(
		db, 0,
		"select (instr(title, ?2) > 0) + (instr(body, ?2) > 0) + (select count(*) from question q where q.lesson = ?1"
		" and (instr(q.question, ?2) or instr(q.options, ?2) or instr(q.explanation, ?2))) from lesson where code = ?1",
		V(code), V(old));

	if (!places)
		return 0;
	db_run(db, "update lesson set title = replace(title, ?2, ?3), body = replace(body, ?2, ?3) where code = ?1",
	       V(code), V(old), V(new));
	db_run(db,
	       "update question set question = replace(question, ?2, ?3), options = replace(options, ?2, ?3),"
	       " explanation = replace(explanation, ?2, ?3) where lesson = ?1",
	       V(code), V(old), V(new));
	note(db, code, "words", actor, now);
	return places;
}

int64_t lesson_add_question(struct db *db, int64_t code, const struct question_new *q, const char *actor, ms_t now)
{
	int64_t no = db_get_int(db, 0, "select coalesce(max(no), 0) + 1 from question where lesson = ?1", V(code));
	char answer[2] = { q->answer, '\0' };

	if (no > QUESTIONS_MAX)
		return 0;
	db_run(db,
	       "insert into question(lesson, no, question, options, answer, explanation) values(?1, ?2, ?3, ?4, ?5, ?6)",
	       V(code), V(no), V(q->question), V(q->options), V((const char *)answer),
	       V(q->explanation.n ? q->explanation : NO_STR));
	note(db, code, "question", actor, now);
	return no;
}

bool lesson_drop_question(struct db *db, int64_t code, int64_t no, const char *actor, ms_t now)
{
	if (db_run(db, "delete from question where lesson = ?1 and no = ?2", V(code), V(no)) == 0)
		return false;
	db_run(db, "delete from lesson_answer where lesson = ?1 and no = ?2", V(code), V(no));
	/* by way of negative places, so that no two share one on the way */
	db_run(db, "update question set no = -(no - 1) where lesson = ?1 and no > ?2", V(code), V(no));
	db_run(db, "update question set no = -no where lesson = ?1 and no < 0", V(code));
	db_run(db, "update lesson_answer set no = -(no - 1) where lesson = ?1 and no > ?2", V(code), V(no));
	db_run(db, "update lesson_answer set no = -no where lesson = ?1 and no < 0", V(code));
	note(db, code, "question taken out", actor, now);
	return true;
}

struct str lesson_state(struct db *db, int64_t code, struct arena *a)
{
	return db_get_str(db, a, "select state from lesson where code = ?1", V(code));
}

void lesson_set_state(struct db *db, int64_t code, const char *state, const char *actor, ms_t now)
{
	db_run(db, "update lesson set state = ?2 where code = ?1", V(code), V(state));
	note(db, code, state, actor, now);
}

size_t lesson_all(struct db *db, struct lesson *out, size_t most, struct arena *a)
{
	struct rows *r = db_query(db, "select code from lesson order by code desc limit ?1", V((int64_t)most));
	size_t n = 0;

	for (; n < most && db_next(r); n++)
		out[n].code = db_int(r, 0);
	db_done(r);
	for (size_t i = 0; i < n; i++)
		out[i] = lesson_read(db, out[i].code, a);
	return n;
}
