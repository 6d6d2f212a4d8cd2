/* window.c - study windows. */
#include "store/lesson/window.h"

#include "bot/base/utf8.h"

enum { LETTERS_MIN = 2, LETTERS_MAX = 4, DIGITS_MAX = 6, WORD_MIN = 3, WORD_MAX = 12, HAN = 0x2e80 };

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static struct str numbered(struct str s, struct arena *a)
{
	char letters[LETTERS_MAX + 1] = "";
	size_t n = 0, at;
	int64_t number;

	while (n < s.n && n < LETTERS_MAX && is_letter(s.p[n])) {
		letters[n] = (char)(s.p[n] & ~0x20);
		n++;
	}
	for (at = n; at < s.n && (s.p[at] == '-' || s.p[at] == ' '); at++)
		;
	if (n < LETTERS_MIN || s.n - at > DIGITS_MAX || !str_int(str_sub(s, at, s.n), 1, INT64_MAX, &number))
		return NO_STR;
	return arena_printf(a, "%s-%lld", letters, (long long)number);
}

static struct str word(struct str s, struct arena *a)
{
	size_t n = utf8_count(s);
	bool han = false;

	if (n < WORD_MIN || n > WORD_MAX)
		return NO_STR;
	for (size_t i = 0; i < s.n;) {
		uint32_t cp = utf8_next(s, &i);

		if (cp < 0x80 ? !is_letter((char)cp) && !is_digit((char)cp) : cp < HAN)
			return NO_STR;
		han |= cp >= HAN;
	}
	if (!han)
		return NO_STR;
	char *lower = arena_cstr(a, s);

	for (size_t i = 0; i < s.n; i++)
		if (lower[i] >= 'A' && lower[i] <= 'Z')
			lower[i] |= 0x20;
	return (struct str){ lower, s.n };
}

struct str window_code(struct str said, struct arena *a)
{
	struct str s = str_trim(said), code = numbered(s, a);

	return code.p ? code : word(s, a);
}

struct window window_find(struct db *db, struct str said, struct arena *a)
{
	struct window w = { 0 };
	struct str code = window_code(said, a);

	if (!code.p)
		return w;
	struct rows *r = db_query(db,
				  "select w.name, coalesce(w.place, s.name), coalesce(w.lesson, 0), w.state = 'closed'"
				  " from study_window w left join site s on s.id = w.site where w.code = ?1",
				  V(code));

	if (db_next(r))
		w = (struct window){
			.code = code,
			.name = arena_str(a, db_str(r, 0)),
			.where = db_strdup(r, 1, a),
			.lesson = db_int(r, 2),
			.closed = db_int(r, 3),
		};
	db_done(r);
	return w;
}

bool window_visited(struct db *db, const struct window *w, int64_t person, ms_t at)
{
	return db_run(db,
		      "insert into window_visit(code, person, day, at) values(?1, ?2, day(?3), ?3) on conflict do nothing",
		      V(w->code), V(person), V(at)) == 1;
}

struct window_sums window_sums(struct db *db, ms_t from, ms_t to)
{
	struct window_sums s = { 0 };
	struct rows *r = db_query(db,
				  "select count(*), count(distinct code) from window_visit where at >= ?1 and at < ?2",
				  V(from), V(to));

	if (db_next(r))
		s = (struct window_sums){ db_int(r, 0), db_int(r, 1) };
	db_done(r);
	return s;
}
