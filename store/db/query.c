/* query.c - statements: prepared once, values bound, rows read. */
#include <stdlib.h>
#include <string.h>

#include "bot/base/buf.h"
#include "bot/base/log.h"
#include "store/db/internal.h"

enum { ANSWER_MOST = 1 << 20 };

/* ------------------------------------------------------------------ values */

struct val val_int(int64_t i)
{
	return (struct val){ .type = VAL_INT, .i = i };
}

struct val val_real(double d)
{
	return (struct val){ .type = VAL_REAL, .d = d };
}

struct val val_str(struct str s)
{
	return s.p ? (struct val){ .type = VAL_TEXT, .s = s } : NULL_VAL;
}

struct val val_cstr(const char *s)
{
	return val_str(str_c(s));
}

struct val val_blob(struct str s)
{
	return s.p ? (struct val){ .type = VAL_BLOB, .s = s } : NULL_VAL;
}

static void bind(sqlite3_stmt *stmt, const struct val *v, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		int at = (int)i + 1;

		switch (v[i].type) {
		case VAL_NULL:
			sqlite3_bind_null(stmt, at);
			break;
		case VAL_INT:
			sqlite3_bind_int64(stmt, at, v[i].i);
			break;
		case VAL_REAL:
			sqlite3_bind_double(stmt, at, v[i].d);
			break;
		case VAL_TEXT:
			sqlite3_bind_text64(stmt, at, v[i].s.p, v[i].s.n, SQLITE_STATIC, SQLITE_UTF8);
			break;
		case VAL_BLOB:
			sqlite3_bind_blob64(stmt, at, v[i].s.p, v[i].s.n, SQLITE_STATIC);
			break;
		}
	}
}

/* -------------------------------------------------------------- statements */

static struct rows *slot_for(struct db *db, const char *sql)
{
	size_t i = ((uintptr_t)sql * 0x9E3779B97F4A7C15ULL) >> 54;

	for (size_t tries = 0; tries < DB_CACHE; tries++, i++) {
		struct rows *r = &db->cache[i % DB_CACHE];

		if (r->sql == sql || !r->sql)
			return r;
	}
	log_error("store", "problem=too many statements");
	abort(); /* a bug: SQL that is not a literal */
}

static struct rows *prepared(struct db *db, const char *sql)
{
	struct rows *r = slot_for(db, sql);

	if (!r->sql) {
		*r = (struct rows){ .db = db };
		if (db->error != OK)
			return r;
		int rc = sqlite3_prepare_v3(db->sqlite, sql, -1, SQLITE_PREPARE_PERSISTENT, &r->stmt, NULL);

		if (rc != SQLITE_OK) {
			db_failed(db, rc);
			log_error("store", "problem=%s", sqlite3_errmsg(db->sqlite));
			r->stmt = NULL;
			return r;
		}
		r->sql = sql;
	}
	return r;
}

static void finish(struct rows *r)
{
	sqlite3_reset(r->stmt);
	sqlite3_clear_bindings(r->stmt);
	r->open = false;
}

struct rows *db_query_n(struct db *db, const char *sql, const struct val *v, size_t n)
{
	struct rows *r = prepared(db, sql);

	if (db->error != OK || !r->stmt)
		return r;
	if (r->open) {
		log_error("store", "problem=statement opened twice");
		abort(); /* a bug: the rows of the first use would be lost */
	}
	bind(r->stmt, v, n);
	r->open = true;
	return r;
}

bool db_next(struct rows *r)
{
	if (!r->open || r->db->error != OK)
		return false;
	int rc = sqlite3_step(r->stmt);

	if (rc == SQLITE_ROW)
		return true;
	db_failed(r->db, rc);
	finish(r);
	return false;
}

void db_done(struct rows *r)
{
	if (r->open)
		finish(r);
}

int64_t db_run_n(struct db *db, const char *sql, const struct val *v, size_t n)
{
	struct rows *r = db_query_n(db, sql, v, n);

	while (db_next(r))
		;
	db_done(r);
	return db->error == OK ? sqlite3_changes64(db->sqlite) : 0;
}

int64_t db_get_int_n(struct db *db, int64_t otherwise, const char *sql, const struct val *v, size_t n)
{
	struct rows *r = db_query_n(db, sql, v, n);

	if (db_next(r) && !db_is_null(r, 0))
		otherwise = db_int(r, 0);
	db_done(r);
	return otherwise;
}

struct str db_get_str_n(struct db *db, struct arena *a, const char *sql, const struct val *v, size_t n)
{
	struct rows *r = db_query_n(db, sql, v, n);
	struct str s = NO_STR;

	if (db_next(r) && !db_is_null(r, 0))
		s = arena_str(a, db_str(r, 0));
	db_done(r);
	return s;
}

int64_t db_last_id(struct db *db)
{
	return sqlite3_last_insert_rowid(db->sqlite);
}

size_t db_ints(struct rows *r, int64_t *out, size_t n)
{
	size_t found = 0;

	while (found < n && db_next(r))
		out[found++] = db_int(r, 0);
	db_done(r);
	return found;
}

int db_columns(const struct rows *r)
{
	return r->stmt ? sqlite3_column_count(r->stmt) : 0;
}

const char *db_column_name(const struct rows *r, int column)
{
	return sqlite3_column_name(r->stmt, column);
}

bool db_is_null(const struct rows *r, int column)
{
	return sqlite3_column_type(r->stmt, column) == SQLITE_NULL;
}

int64_t db_int(const struct rows *r, int column)
{
	return sqlite3_column_int64(r->stmt, column);
}

double db_real(const struct rows *r, int column)
{
	return sqlite3_column_double(r->stmt, column);
}

struct str db_str(const struct rows *r, int column)
{
	if (db_is_null(r, column))
		return NO_STR;
	const char *p = sqlite3_column_blob(r->stmt, column); /* of text too: the bytes as they are */
	size_t n = (size_t)sqlite3_column_bytes(r->stmt, column);

	if (sqlite3_column_type(r->stmt, column) == SQLITE_INTEGER ||
	    sqlite3_column_type(r->stmt, column) == SQLITE_FLOAT) {
		p = (const char *)sqlite3_column_text(r->stmt, column);
		n = (size_t)sqlite3_column_bytes(r->stmt, column);
	}
	return p ? (struct str){ p, n } : STR("");
}

struct str db_strdup(const struct rows *r, int column, struct arena *a)
{
	return db_is_null(r, column) ? NO_STR : arena_str(a, db_str(r, column));
}

enum err db_script(struct db *db, const char *sql)
{
	if (db->error != OK)
		return db->error;
	return db_failed(db, sqlite3_exec(db->sqlite, sql, NULL, NULL, NULL));
}

/* Views may be read, and tables only through them. */
static int views_only(void *arg, int action, const char *a, const char *b, const char *schema, const char *through)
{
	(void)arg, (void)schema;
	switch (action) {
	case SQLITE_SELECT:
	case SQLITE_FUNCTION:
	case SQLITE_RECURSIVE:
		return SQLITE_OK;
	case SQLITE_READ:
		/* a table of which no column is read (b is "") is only counted */
		return (through && strncmp(through, "v_", 2) == 0) || !a || !*a || strncmp(a, "v_", 2) == 0 ||
				       (b && !*b)
			       ? SQLITE_OK
			       : SQLITE_DENY;
	default:
		return SQLITE_DENY;
	}
}

static struct str joined(struct rows *r, struct arena *a)
{
	struct buf out;
	bool first = true;

	buf_init(&out, ANSWER_MOST);
	for (; db_next(r); first = false) {
		if (!first)
			buf_char(&out, ';');
		for (int i = 0; i < db_columns(r); i++) {
			if (i)
				buf_char(&out, '|');
			buf_add(&out, db_str(r, i));
		}
	}
	struct str s = arena_str(a, buf_str(&out));

	buf_free(&out);
	return s;
}

bool db_ask(struct db *db, struct str sql, struct arena *a, struct str *answer)
{
	struct rows r = { .db = db, .open = true };

	sqlite3_set_authorizer(db->sqlite, views_only, NULL);
	int rc = sqlite3_prepare_v2(db->sqlite, sql.p, (int)sql.n, &r.stmt, NULL);

	sqlite3_set_authorizer(db->sqlite, NULL, NULL);
	if (rc != SQLITE_OK || !r.stmt) {
		*answer = rc == SQLITE_OK ? STR("no statement") : arena_str(a, str_c(sqlite3_errmsg(db->sqlite)));
		return false;
	}
	*answer = joined(&r, a);
	sqlite3_finalize(r.stmt);
	if (db->error != OK)
		*answer = arena_str(a, str_c(db_error_text(db)));
	return db->error == OK;
}
