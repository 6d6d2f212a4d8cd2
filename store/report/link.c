/* link.c - signed links to the files of a report. */
#include "store/report/link.h"

#include <inttypes.h>
#include <sodium.h>
#include <string.h>

enum { SIGNED = 2 * SIGNATURE };

/* Over more than the text, so that what else we sign (store/case/page_link.c) is none of these. */
static const char *signature(struct db *db, struct str text, struct arena *a)
{
	unsigned char mine[SIGNATURE];
	char *hex = arena_alloc(a, SIGNED + 1);

	sign(db_keys(db), arena_printf(a, "link to a report: " STR_FMT, STR_ARG(text)), mine);
	return sodium_bin2hex(hex, SIGNED + 1, mine, sizeof mine);
}

static int64_t scope_id(struct db *db, const struct figure_scope *s)
{
	switch (s->label.p ? s->by : BY_COUNT) {
	case BY_STREET:
		return db_get_int(db, -1, "select id from place where name = ?1", V(s->label));
	case BY_DEPARTMENT:
		return db_get_int(db, -1, "select id from department where name = ?1", V(s->label));
	case BY_BRANCH:
		return db_get_int(db, -1, "select id from branch where name = ?1", V(s->label));
	default:
		return 0;
	}
}

static struct str scope_name(struct db *db, enum figure_by by, int64_t id, struct arena *a)
{
	if (!id)
		return NO_STR;
	struct str s = by == BY_STREET	     ? db_get_str(db, a, "select name from place where id = ?1", V(id))
		       : by == BY_DEPARTMENT ? db_get_str(db, a, "select name from department where id = ?1", V(id))
					     : db_get_str(db, a, "select name from branch where id = ?1", V(id));

	return s.p ? s : STR("?"); /* gone since: nothing is its */
}

struct str report_link_token(struct db *db, const struct report_link *l, struct arena *a)
{
	struct str text = arena_printf(a, STR_FMT "." STR_FMT ".%d.%" PRId64 ".%" PRId64 ".%s", STR_ARG(l->from),
				       STR_ARG(l->to), (int)l->scope.by, scope_id(db, &l->scope),
				       l->expires_at / MS_SECOND, l->format);

	return arena_printf(a, STR_FMT ".%s", STR_ARG(text), signature(db, text, a));
}

bool report_link_read(struct db *db, struct str token, ms_t now, struct arena *a, struct report_link *l, bool *expired)
{
	struct str text = token.n > SIGNED + 1 ? str_sub(token, 0, token.n - SIGNED - 1) : NO_STR, rest = text, id, by,
		   until, format;
	int64_t n = 0, scope = 0, seconds = 0;

	*expired = false;
	if (!text.n || token.p[text.n] != '.' ||
	    sodium_memcmp(signature(db, text, a), token.p + text.n + 1, SIGNED) != 0)
		return false;
	if (!str_split(&rest, '.', &l->from) || !str_split(&rest, '.', &l->to) || !str_split(&rest, '.', &by) ||
	    !str_split(&rest, '.', &id) || !str_split(&rest, '.', &until) || !str_split(&rest, '.', &format) ||
	    !str_int(by, 0, BY_COUNT, &n) || !str_int(id, -1, INT64_MAX, &scope) ||
	    !str_int(until, 0, INT64_MAX / MS_SECOND, &seconds))
		return false;
	l->expires_at = seconds * MS_SECOND;
	l->format = arena_cstr(a, format);
	l->scope = (struct figure_scope){ (enum figure_by)n, scope_name(db, (enum figure_by)n, scope, a) };
	*expired = l->expires_at <= now;
	return !*expired;
}
