/* number.c - counters that only grow. */
#include "store/db/number.h"

int64_t number_next(struct db *db, const char *letter)
{
	return db_get_int(
		db, 0,
		"insert into number(letter, last) values(?1, 1) on conflict do update set last = last + 1 returning last",
		V(letter));
}

void number_skip(struct db *db, const char *letter, int64_t last)
{
	db_run(db,
	       "insert into number(letter, last) values(?1, ?2) on conflict do update set last = max(last, excluded.last)",
	       V(letter), V(last));
}

int64_t number_parse(struct str text, char letter)
{
	int64_t n = 0;

	text = str_trim(text);
	if (text.n && (text.p[0] == letter || text.p[0] == letter + ('a' - 'A')))
		text = str_sub(text, 1, text.n);
	if (text.n && text.p[0] == '-')
		text = str_sub(text, 1, text.n);
	return str_int(text, 1, 1000000000000, &n) ? n : 0;
}
