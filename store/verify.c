/* verify.c - integrity, references, seals, audit chain, counts. */
#include "store/verify.h"

#include "store/audit.h"
#include "store/db.h"

#define SEALED(column, table)                                                                                          \
	{                                                                                                              \
		"select count(unseal(" column ")) from " table, table "." column                                       \
	}

/* Every column that seal() fills; tests/unit/test_backup.c holds it against the migrations. */
static const struct {
	const char *sql, *name;
} sealed[] = {
	SEALED("body", "quarantine"), SEALED("name", "person"),	    SEALED("phone", "person"),
	SEALED("native", "identity"), SEALED("native", "chat"),	    SEALED("state", "conversation"),
	SEALED("place", "cases"),     SEALED("lat", "cases"),	    SEALED("lon", "cases"),
	SEALED("text", "cases"),      SEALED("text", "case_event"), SEALED("source", "photo"),
	SEALED("bytes", "photo"),     SEALED("lat", "volunteer"),   SEALED("lon", "volunteer"),
	SEALED("reply_to", "outbox"), SEALED("body", "outbox"),	    SEALED("text", "unmatched"),
	SEALED("source", "voice"),    SEALED("phone", "callback"),  SEALED("body", "notice"),
	SEALED("note", "visit"),
};

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
	{ "replies waiting", "select count(*) from outbox where state in ('queued', 'sending', 'retry')" },
	{ "replies given up", "select count(*) from outbox where state = 'dead'" },
	{ "replies perhaps not arrived", "select count(*) from outbox where state = 'uncertain'" },
	{ "messages set aside", "select count(*) from quarantine" },
};

_Static_assert(sizeof counts / sizeof *counts < VERIFY_COUNTS, "one is left for the end");

/* A value that does not open is what we look for, not a failure of ours. */
static const char *first_closed(struct db *db, enum err *e)
{
	for (size_t i = 0; i < sizeof sealed / sizeof *sealed; i++) {
		(void)db_get_int_n(db, 0, sealed[i].sql, NULL, 0);
		if (db_error(db) == OK)
			continue;
		if (db_error(db) != ERR_KEY)
			*e = db_error(db);
		return sealed[i].name;
	}
	return NULL;
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
	return e;
}

enum err verify(struct db *db, struct arena *a, struct verified *v)
{
	*v = (struct verified){ .integrity = db_integrity(db, a) };
	if (!str_is(v->integrity, "ok"))
		return OK; /* what a damaged file says about the rest means nothing */
	enum err e = db_script(db, "begin");

	if (e == OK)
		e = look(db, a, v);
	db_rollback(db);
	v->ok = e == OK && v->dangling == 0 && !v->sealed && v->chained;
	return e;
}
