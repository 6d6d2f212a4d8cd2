/* mask.c - masking, and the look behind the mask. */
#include "handlers/turn/mask.h"

#include "bot/base/buf.h"
#include "bot/base/utf8.h"
#include "dialogs/words/numbers.h"
#include "store/keep/pref.h"
#include "store/person/reveal.h"

enum {
	DIGITS = 11,
	SHOWN_FRONT = 3,
	SHOWN_END = 4,
	FOREIGN = 13, /* with 86 in front */
	TEXT_MAX = 64 * 1024,
	WARNED_FOR = MS_DAY
};

struct str mask_phone(struct str phone, struct arena *a)
{
	if (phone.n <= SHOWN_FRONT + SHOWN_END)
		return STR("");
	return arena_printf(a, STR_FMT "****" STR_FMT, STR_ARG(str_sub(phone, 0, SHOWN_FRONT)),
			    STR_ARG(str_sub(phone, phone.n - SHOWN_END, phone.n)));
}

struct str mask_name(struct str name, struct arena *a)
{
	size_t n = utf8_count(name);

	if (n == 0)
		return STR("");
	return arena_printf(a, STR_FMT "%s", STR_ARG(utf8_cut(name, 1)), n > 2 ? "**" : "*");
}

/* ------------------------------------------------------------------ in a text */

static int digit(uint32_t cp)
{
	if (cp >= 0xFF10 && cp <= 0xFF19) /* full width */
		return (int)(cp - 0xFF10);
	return digit_of(cp);
}

/* Digits in a row; `parted`: also with one space or dash between two. */
struct run {
	size_t at[FOREIGN + 1], end[FOREIGN + 1]; /* of each digit */
	int value[FOREIGN + 1];
	size_t n; /* FOREIGN + 1: more than any number has */
};

static size_t read_run(struct str s, size_t i, bool parted, struct run *r)
{
	size_t end = i;

	r->n = 0;
	while (i < s.n && !(parted && r->n > FOREIGN)) {
		size_t at = i;
		uint32_t cp = utf8_next(s, &i);
		int d = digit(cp);

		if (d < 0 && parted && r->n && (cp == ' ' || cp == '-') && at == end)
			continue;
		if (d < 0)
			break;
		if (r->n <= FOREIGN) {
			r->at[r->n] = at;
			r->end[r->n] = i;
			r->value[r->n++] = d;
		}
		end = i;
	}
	return end;
}

/* Where the mobile number of the run begins, in digits; -1: it is none. */
static int mobile(const struct run *r)
{
	size_t from = 0;

	if (r->n == FOREIGN && r->value[0] == 8 && r->value[1] == 6)
		from = 2;
	if (r->n != from + DIGITS || r->value[from] != 1 || r->value[from + 1] < 3)
		return -1;
	return (int)from;
}

/* The next number at or after *i; *i moves past it. Of "北门3 13800000101" the whole is none, but
 * the second piece is. */
static bool next_number(struct str s, size_t *i, struct run *r, int *from)
{
	while (*i < s.n) {
		size_t at = *i;

		if (digit(utf8_next(s, i)) < 0)
			continue;
		*i = read_run(s, at, true, r);
		*from = mobile(r);
		if (*from < 0) {
			*i = read_run(s, at, false, r);
			*from = mobile(r);
		}
		if (*from >= 0)
			return true;
	}
	return false;
}

bool holds_number(struct str text)
{
	struct run r;
	size_t i = 0;
	int from;

	return next_number(text, &i, &r, &from);
}

struct str mask_numbers(struct str text, struct arena *a)
{
	struct run r;
	size_t i = 0, done = 0;
	int from;
	struct buf b;

	if (!holds_number(text))
		return text;
	buf_init(&b, TEXT_MAX);
	while (next_number(text, &i, &r, &from)) {
		size_t first = (size_t)from + SHOWN_FRONT, last = (size_t)from + DIGITS - SHOWN_END;

		buf_add(&b, str_sub(text, done, r.at[first]));
		buf_addc(&b, "****");
		done = r.at[last];
	}
	buf_add(&b, str_sub(text, done, text.n));
	struct str out = arena_str(a, buf_str(&b));

	buf_free(&b);
	return out;
}

/* ---------------------------------------------------------------- in the turn */

struct str reveal_phone(struct turn *t, int64_t person, struct str reason)
{
	if (!str_trim(reason).n)
		return NO_STR;
	return reveal_kept(t->db, person, t->who.id, t->who.uid, str_trim(reason), t->now, t->arena);
}

void mask_warn(struct turn *t)
{
	if (!turn_is_group(t) || !t->m->text.p || !holds_number(t->m->text) || !turn_private_chat(t))
		return;
	if (hint_due(t->db, t->who.id, "number_in_group", WARNED_FOR, t->now))
		turn_private(t, "privacy.number_in_group", FILL("name", t->who.name));
}
