/* verify.c - integrity, references, seals, look-up keys, audit chain, counts. */
#include "store/db/verify.h"

#include <inttypes.h>

#include "store/db/audit.h"
#include "store/db/db.h"
#include "store/schema/schema.h"

static const struct {
	const char *what, *sql;
} counts[] = {
	{ "people", "select count(*) from person" },
	{ "registered people", "select count(*) from person where registered" },
	{ "groups", "select count(*) from chat where type = 'group'" },
	{ "roles", "select count(*) from role" },
	{ "stations", "select count(*) from station" },
	{ "lessons", "select count(*) from lesson" },
	{ "cases", "select count(*) from cases" },
	{ "volunteers", "select count(*) from volunteer" },
	{ "tasks", "select count(*) from task" },
	{ "rides", "select count(*) from ride" },
	{ "replies waiting", "select count(*) from outbox where state in ('queued', 'sending', 'retry')" },
	{ "replies given up", "select count(*) from outbox where state = 'dead'" },
	{ "replies perhaps not arrived", "select count(*) from outbox where state = 'uncertain'" },
	{ "messages set aside", "select count(*) from quarantine" },
};

_Static_assert(sizeof counts / sizeof *counts < VERIFY_COUNTS, "one is left for the end");

/* A value that does not open is what we look for, not a failure of ours. */
static const char *first_closed(struct db *db, enum err *e)
{
	for (const struct secret_column *c = sealed_columns; c->name; c++) {
		(void)db_get_int_n(db, 0, c->look, NULL, 0);
		if (db_error(db) == OK)
			continue;
		if (db_error(db) != ERR_KEY)
			*e = db_error(db);
		return c->name;
	}
	return NULL;
}

static const char *first_unfound(struct db *db, enum err *e)
{
	const char *found = NULL;

	for (const struct secret_column *c = keyed_columns; c->name && !found; c++)
		if (db_get_int_n(db, 0, c->look, NULL, 0) > 0)
			found = c->name;
	*e = db_error(db);
	return found;
}

static enum err look(struct db *db, struct arena *a, struct verified *v)
{
	enum err e = OK;

	v->dangling = db_get_int_n(db, 0, "select count(*) from pragma_foreign_key_check", NULL, 0);
	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
		v->counts[i].what = counts[i].what;
		v->counts[i].n = db_get_int_n(db, 0, counts[i].sql, NULL, 0);
	}
	enum err chain = audit_verify(db, a, &v->audit_rows, &v->audit_bad);

	v->chained = chain == OK;
	if (db_error(db) != OK)
		return db_error(db);
	v->sealed = first_closed(db, &e);
	if (!v->sealed)
		v->keyed = first_unfound(db, &e);
	return e;
}

enum err verify(struct db *db, struct arena *a, struct verified *v)
{
	*v = (struct verified){ .integrity = db_integrity(db, a),
				.key = db_keys(db)->number,
				.newest_key = db_keys(db)->newest };
	if (!str_is(v->integrity, "ok"))
		return OK; /* what a damaged file says about the rest means nothing */
	enum err e = db_script(db, "begin");

	if (e == OK)
		e = look(db, a, v);
	db_rollback(db);
	v->ok = e == OK && v->dangling == 0 && !v->sealed && !v->keyed && v->chained;
	return e;
}

struct str verify_complaint(const struct verified *v, struct arena *a)
{
	if (v->ok)
		return NO_STR;
	if (!str_is(v->integrity, "ok"))
		return arena_printf(a, "it is damaged: " STR_FMT, STR_ARG(v->integrity));
	if (!v->chained)
		return v->audit_bad ? arena_printf(a, "the audit chain is broken at row %" PRId64, v->audit_bad)
				    : STR("the audit chain is cut off at its end");
	if (v->sealed)
		return arena_printf(a, "a value of %s does not open", v->sealed);
	return v->keyed ? arena_printf(a, "a look-up key in %s is wrong", v->keyed)
			: STR("rows are missing that others refer to");
}
