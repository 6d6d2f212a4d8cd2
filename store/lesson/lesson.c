/* lesson.c - lessons and their questions. */
#include "store/lesson/lesson.h"

#include <stdlib.h>

#include "store/db/terms.h"

#define COLUMNS                                                                                                        \
	"l.code, l.title, l.body, l.source, (select count(*) from question q where q.lesson = l.code), l.topics,"      \
	" l.valid_day, day(l.changed_at)"
#define LESSON "select " COLUMNS " from lesson l "
#define VALID "coalesce(l.valid_day, '9999') >= day(?1)"
#define CURRENT "l.state = 'published' and " VALID

static bool next_lesson(struct rows *r, struct lesson *l, struct arena *a)
{
	if (!db_next(r))
		return false;
	*l = (struct lesson){
		.code = db_int(r, 0),
		.title = db_strdup(r, 1, a),
		.body = db_strdup(r, 2, a),
		.source = db_strdup(r, 3, a),
		.questions = db_int(r, 4),
		.topics = db_strdup(r, 5, a),
		.valid_until = db_strdup(r, 6, a),
		.changed = db_strdup(r, 7, a),
	};
	return true;
}

static struct lesson one(struct rows *r, struct arena *a)
{
	struct lesson l = { 0 };

	(void)next_lesson(r, &l, a);
	db_done(r);
	return l;
}

static size_t several(struct rows *r, struct lesson *out, size_t most, struct arena *a)
{
	size_t n = 0;

	while (n < most && next_lesson(r, &out[n], a))
		n++;
	db_done(r);
	return n;
}

struct lesson lesson_of_day(struct db *db, ms_t now, const char *trade, struct arena *a)
{
	return one(
		db_query(
			db,
			LESSON
			"where " CURRENT " and l.day in (day(?1), 'any')"
			" and (?2 is null or l.trades is null or instr(';' || l.trades || ';', ';' || ?2 || ';'))"
			" order by ?2 is null and l.trades is not null, l.day = 'any', (l.trades is null) = (?2 is not null), l.code limit 1",
			V(now), V(trade)),
		a);
}

struct lesson lesson_on(struct db *db, struct str day, ms_t now, const char *trade, struct arena *a)
{
	return one(
		db_query(db,
			 LESSON
			 "where " CURRENT " and l.day = ?2"
			 " order by ?3 is null and l.trades is not null,"
			 " not (l.trades is null or instr(';' || l.trades || ';', ';' || ?3 || ';')), l.code limit 1",
			 V(now), V(day), V(trade)),
		a);
}

struct lesson lesson_unread(struct db *db, int64_t person, int64_t chat, const char *trade, ms_t now, struct arena *a)
{
	return one(db_query(db,
			    LESSON
			    "where " CURRENT " and (l.day is null or l.day = 'any' or l.day <= day(?1))"
			    " and (l.trades is null or instr(';' || l.trades || ';', ';' || ?2 || ';') > 0)"
			    " and not exists(select 1 from lesson_reading r where r.person = ?3 and r.lesson = l.code)"
			    " and not exists(select 1 from broadcast b join broadcast_copy c on c.broadcast = b.number"
			    " where b.lesson = l.code and c.outbox is not null"
			    " and iif(?3 > 0, c.person = ?3, c.person is null and c.chat = ?4))"
			    " order by l.day is not day(?1), l.day is not 'any', l.trades is null, l.code limit 1",
			    V(now), V(trade), V(person), V(chat)),
		   a);
}

struct lesson lesson_load(struct db *db, int64_t code, ms_t now, struct arena *a)
{
	return one(db_query(db, LESSON "where " CURRENT " and l.code = ?2", V(now), V(code)), a);
}

struct lesson lesson_read(struct db *db, int64_t code, struct arena *a)
{
	return one(db_query(db, LESSON "where l.code = ?1", V(code)), a);
}

enum lesson_is lesson_is(struct db *db, int64_t code, ms_t now)
{
	return (enum lesson_is)db_get_int(db, LESSON_NONE,
					  "select case state when 'published' then iif(" VALID
					  ", 1, 3) when 'withdrawn' then 2 else 0 end from lesson l where l.code = ?2",
					  V(now), V(code));
}

const char *lesson_trade(struct db *db, int64_t person, int64_t chat, struct arena *a)
{
	struct str trade = db_get_str(
		db, a,
		"select coalesce((select b.trade from chat c join branch b on b.id = c.branch where c.id = ?2 and c.type = 'group'),"
		" (select trade from person where id = ?1),"
		" (select b.trade from member m join branch b on b.id = m.branch where m.person = ?1 and m.state = 'verified'))",
		V(person), V(chat));

	return trade.p ? arena_cstr(a, trade) : NULL;
}

size_t lesson_screens(struct str body, struct str out[LESSON_SCREENS])
{
	struct str line;
	size_t n = 0;
	const char *began = NULL, *ended = NULL;

	for (bool more = true; more;) {
		more = str_split(&body, '\n', &line);
		if (more && str_trim(line).n) {
			began = began ? began : line.p;
			ended = line.p + line.n;
		} else if (began) {
			if (n < LESSON_SCREENS)
				out[n] = str_trim((struct str){ began, (size_t)(ended - began) });
			n++;
			began = NULL;
		}
	}
	return n;
}

size_t lesson_list(struct db *db, ms_t now, const char *trade, struct lesson *out, size_t most, struct arena *a)
{
	return several(db_query(db,
				LESSON
				"where " CURRENT
				" order by instr(';' || coalesce(l.trades, '') || ';', ';' || ?2 || ';') > 0 desc,"
				" l.trades is not null, l.code desc limit ?3",
				V(now), V(trade), V((int64_t)most)),
		       out, most, a);
}

int64_t lesson_count(struct db *db, ms_t now)
{
	return db_get_int(db, 0, "select count(*) from lesson l where " CURRENT, V(now));
}

/* ---------------------------------------------------------------- full text */

/* Ranking a row costs 2 µs, of which the words that half of all lessons hold cannot
 * tell much: only as many rows are ranked, those with the rarest terms. */
enum { RANKED_MOST = 1000 };

/* Those that match, the newest first. In this order FTS5 stops after `most`. */
static size_t matching(struct db *db, struct str match, ms_t now, struct lesson *out, size_t most, struct arena *a)
{
	return several(db_query(db,
				"select " COLUMNS " from lesson_text f cross join lesson l on l.code = f.rowid"
				" where lesson_text match ?2 and " CURRENT " order by f.rowid desc limit ?3",
				V(now), V(match), V((int64_t)most)),
		       out, most, a);
}

static bool among(const struct lesson *v, size_t n, int64_t code)
{
	for (size_t i = 0; i < n; i++)
		if (v[i].code == code)
			return true;
	return false;
}

static size_t with_all(struct db *db, struct str terms, ms_t now, struct lesson *out, size_t most, struct arena *a)
{
	struct lesson *more = arena_array(a, struct lesson, most);
	struct str titled = arena_printf(a, "{title topics} : (" STR_FMT ")", STR_ARG(terms));
	size_t n = matching(db, titled, now, out, most, a), titles = n;
	size_t m = n < most ? matching(db, terms, now, more, most, a) : 0;

	for (size_t i = 0; i < m && n < most; i++)
		if (!among(out, titles, more[i].code))
			out[n++] = more[i];
	return n;
}

struct counted {
	int64_t rows;
	struct str term;
};

static int rarer(const void *a, const void *b)
{
	const struct counted *x = a, *y = b;

	return (x->rows > y->rows) - (x->rows < y->rows);
}

/* The rarest of the terms that stand anywhere, as many as can be ranked. */
static size_t rarest(struct db *db, struct str *terms, size_t n, struct str *out)
{
	struct counted v[TERMS_MAX];
	int64_t rows = 0;
	size_t kept = 0;

	for (size_t i = 0; i < n; i++)
		v[i] = (struct counted){ db_get_int(db, 0,
						    "select count(*) from (select 1 from lesson_text"
						    " where lesson_text match ?1 limit ?2)",
						    V(terms[i]), V(RANKED_MOST + 1)),
					 terms[i] };
	qsort(v, n, sizeof *v, rarer);
	for (size_t i = 0; i < n && (!kept || rows + v[i].rows <= RANKED_MOST); i++) {
		rows += v[i].rows;
		if (v[i].rows)
			out[kept++] = v[i].term;
	}
	return kept;
}

static size_t with_any(struct db *db, struct str match, ms_t now, struct lesson *out, size_t most, struct arena *a)
{
	return several(
		db_query(db,
			 "with found as (select f.rowid as code, bm25(lesson_text, 8, 8, 1) as rank from lesson_text f"
			 " cross join lesson l on l.code = f.rowid where lesson_text match ?2 and " CURRENT
			 " order by rank limit ?3) select " COLUMNS
			 " from found cross join lesson l on l.code = found.code order by found.rank",
			 V(now), V(match), V((int64_t)most)),
		out, most, a);
}

size_t lesson_search(struct db *db, struct str text, bool all, ms_t now, struct lesson *out, size_t most,
		     struct arena *a)
{
	struct str terms[TERMS_MAX], rare[TERMS_MAX];
	size_t n = terms_quoted(text, terms, a);

	if (n && all)
		return with_all(db, terms_joined(terms, n, " AND ", a), now, out, most, a);
	n = rarest(db, terms, n, rare);
	return n ? with_any(db, terms_joined(rare, n, " OR ", a), now, out, most, a) : 0;
}

/* ---------------------------------------------------------------- questions */

static struct question question_from(struct rows *r, struct arena *a)
{
	struct question q = { 0 };

	if (db_next(r)) {
		struct str rest, option;

		q.no = db_int(r, 0);
		q.question = arena_str(a, db_str(r, 1));
		rest = arena_str(a, db_str(r, 2));
		q.answer = db_str(r, 3).p[0];
		q.explanation = db_strdup(r, 4, a);
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

char lesson_answer_in(struct db *db, struct str text)
{
	return (char)db_get_int(db, 0, "select unicode(answer) from question where instr(?1, question) > 0 limit 1",
				V(text));
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
