/* migrate.c - a database becomes what the description of the data says (store/schema):
 * a new one at once, an older one by the steps since, and by rebuilding each table whose
 * statement differs, as SQLite's page on ALTER TABLE recommends. */
#include "store/db/migrate.h"

#include <inttypes.h>
#include <sodium.h>
#include <string.h>

#include "bot/base/log.h"
#include "store/db/db.h"
#include "store/schema/schema.h"

int db_version(void)
{
	return SCHEMA_VERSION;
}

/* ------------------------------------------------------------------- rebuilding */

/* Runs the statement that each row of the query is. */
static enum err run_each(struct db *db, const char *query, struct val of, struct arena *a)
{
	struct rows *r = db_query_n(db, query, &of, 1);
	struct str all = STR("");

	while (db_next(r))
		all = arena_printf(a, STR_FMT STR_FMT ";\n", STR_ARG(all), STR_ARG(db_str(r, 0)));
	db_done(r);
	return db_error(db) == OK ? db_script(db, all.p) : db_error(db);
}

static enum err drop_all(struct db *db, const char *type, struct arena *a)
{
	/* those of a key or `unique` have no statement and go with their table */
	static const char sql[] = "select 'drop ' || type || ' ' || name from sqlite_schema where type = ?1"
				  " and sql is not null";

	return run_each(db, sql, V(type), a);
}

static enum err refuse(struct db *db, struct str what)
{
	log_error("store", "migration=%d problem=" STR_FMT " is in the database, and no step says what becomes of it",
		  SCHEMA_VERSION, STR_ARG(what));
	db_fail(db, ERR_VERSION, "something in the database is not described");
	return ERR_VERSION;
}

/* Columns of the same name are copied; one that is not there any more must have been dropped by a step. */
static enum err copy_rows(struct db *db, const struct schema_part *t, struct arena *a)
{
	static const char lost[] = "select ?1 || '.' || name from pragma_table_info(?1) where name not in"
				   " (select name from pragma_table_info('new_' || ?1))";
	static const char same[] = "select group_concat(name, ', ') from pragma_table_info('new_' || ?1) where name in"
				   " (select name from pragma_table_info(?1))";
	struct str column = db_get_str(db, a, lost, V(t->name)), columns = db_get_str(db, a, same, V(t->name));

	if (column.p)
		return refuse(db, column);
	if (db_error(db) != OK)
		return db_error(db);
	return db_script(db, arena_printf(a, "insert into new_%s(" STR_FMT ") select " STR_FMT " from %s", t->name,
					  STR_ARG(columns), STR_ARG(columns), t->name)
				     .p);
}

/* The last number given out goes along: it may be higher than any row's. */
static void copy_sequence(struct db *db, const char *table)
{
	db_run(db, "delete from sqlite_sequence where name = 'new_' || ?1", V(table));
	db_run(db,
	       "insert into sqlite_sequence(name, seq) select 'new_' || ?1, seq from sqlite_sequence where name = ?1",
	       V(table));
}

static enum err rebuild(struct db *db, const struct schema_part *t, struct arena *a)
{
	enum err e = db_script(db, arena_printf(a, "create table new_%s %s", t->name, t->sql).p);

	if (e == OK)
		e = copy_rows(db, t, a);
	if (e == OK && str_has(str_c(t->sql), STR("autoincrement")))
		copy_sequence(db, t->name);
	if (e == OK)
		e = db_script(
			db,
			arena_printf(a, "drop table %s; alter table new_%s rename to %s", t->name, t->name, t->name).p);
	return e;
}

static enum err shape_table(struct db *db, const struct schema_part *t, struct arena *a)
{
	/* after a renaming the name stands there in quotes */
	static const char sql[] = "select substr(sql, instr(sql, '(')) from sqlite_schema where type = 'table'"
				  " and name = ?1";
	struct str present = db_get_str(db, a, sql, V(t->name));

	if (db_error(db) != OK)
		return db_error(db);
	if (!present.p)
		return db_script(db, arena_printf(a, "create table %s %s", t->name, t->sql).p);
	return str_is(present, t->sql) ? OK : rebuild(db, t, a);
}

static enum err shape_virtual(struct db *db, const struct schema_part *t, struct arena *a)
{
	struct str present = db_get_str(db, a, "select name from sqlite_schema where type = 'table' and name = ?1",
					V(t->name));

	if (db_error(db) != OK)
		return db_error(db);
	return present.p ? OK : db_script(db, t->sql);
}

static bool is_described(const char *table)
{
	for (const struct schema_part *t = schema_tables; t->name; t++)
		if (strcmp(t->name, table) == 0)
			return true;
	for (const struct schema_part *t = schema_virtual; t->name; t++)
		if (strncmp(t->name, table, strlen(t->name)) == 0) /* it has tables of its own: NAME_data … */
			return true;
	return strncmp(table, "sqlite_", 7) == 0;
}

static enum err nothing_else(struct db *db, struct arena *a)
{
	struct str other = NO_STR;
	struct rows *r = db_query0(db, "select name from sqlite_schema where type = 'table'");

	while (db_next(r))
		if (!is_described(arena_cstr(a, db_str(r, 0))))
			other = arena_str(a, db_str(r, 0));
	db_done(r);
	return other.p ? refuse(db, other) : db_error(db);
}

static enum err shape(struct db *db, struct arena *a)
{
	enum err e = nothing_else(db, a);

	for (const struct schema_part *t = schema_tables; e == OK && t->name; t++)
		e = shape_table(db, t, a);
	for (const struct schema_part *t = schema_virtual; e == OK && t->name; t++)
		e = shape_virtual(db, t, a);
	for (const char *const *sql = schema_others; e == OK && *sql; sql++)
		e = db_script(db, *sql);
	return e;
}

static enum err references_hold(struct db *db, struct arena *a)
{
	struct str table = db_get_str_n(db, a, "select \"table\" from pragma_foreign_key_check limit 1", NULL, 0);

	if (!table.p)
		return db_error(db);
	log_error("store", "migration=%d problem=rows of " STR_FMT " refer to rows that are not there", SCHEMA_VERSION,
		  STR_ARG(table));
	db_fail(db, ERR_INPUT, "references to rows that are not there");
	return ERR_INPUT;
}

static enum err take_steps(struct db *db, int64_t version)
{
	enum err e = OK;

	for (const struct schema_step *s = schema_steps; e == OK && s->version; s++)
		if (version > 0 && s->version > version)
			e = db_script(db, s->sql);
	return e;
}

/* Within the open transaction. Views and triggers would follow every change of a table: they are made anew. */
static enum err bring_up(struct db *db, int64_t version, struct arena *a)
{
	static const char *const types[] = { "view", "trigger", "index" };
	enum err e = OK;

	for (size_t i = 0; e == OK && i < sizeof types / sizeof *types; i++)
		e = drop_all(db, types[i], a);
	if (e == OK)
		e = take_steps(db, version);
	if (e == OK)
		e = shape(db, a);
	if (e == OK)
		e = references_hold(db, a);
	if (e == OK)
		e = db_script(db, arena_printf(a, "pragma application_id = %d; pragma user_version = %d",
					       DB_APPLICATION, SCHEMA_VERSION)
					  .p);
	return e;
}

/* One transaction: a process that ends in the middle leaves the old version as it was. */
static enum err change(struct db *db, int64_t version)
{
	struct arena *a = arena_new();
	/* dropping a table would delete what refers to it; outside a transaction only */
	enum err e = db_script(db, "pragma foreign_keys = off");

	if (e == OK)
		e = db_begin(db);
	if (e == OK && (e = bring_up(db, version, a)) == OK)
		e = db_commit(db);
	if (e != OK) {
		log_error("store", "migration=%d problem=%s", SCHEMA_VERSION, db_error_text(db));
		db_rollback(db);
	} else {
		e = db_script(db, "pragma foreign_keys = on");
	}
	arena_free(a);
	return e;
}

/* -------------------------------------------------------------------- versions */

static enum err keep_old(struct db *db, const char *path, int64_t version)
{
	struct arena *a = arena_new();
	struct str to = arena_printf(a, "%s.before-v%d-from-v%" PRId64, path, SCHEMA_VERSION, version);
	enum err e = db_copy(db, to.p);

	if (e == ERR_EXISTS)
		e = OK; /* an earlier start got so far */
	if (e == OK)
		log_info("migrate", "from=%" PRId64 " to=%d copy=%s", version, SCHEMA_VERSION, to.p);
	arena_free(a);
	return e;
}

static const char *cannot(int64_t version, int64_t application, bool may_write)
{
	if (version > 0 && application != DB_APPLICATION)
		return "not a database of xiaodeng";
	if (version > SCHEMA_VERSION)
		return "the database is newer than this program: install the newer one";
	if (version > 0 && version < SCHEMA_OLDEST)
		return "the database is older than the first that was released";
	if (version < SCHEMA_VERSION && !may_write)
		return "the database is older: start the gateway once to bring it up";
	return NULL;
}

enum err migrate(struct db *db, const char *path, bool may_write)
{
	int64_t version = db_get_int_n(db, 0, "pragma user_version", NULL, 0);
	int64_t application = db_get_int_n(db, 0, "pragma application_id", NULL, 0);
	enum err e = db_error(db);

	if (e != OK)
		return e;
	const char *why = cannot(version, application, may_write);

	if (why) {
		log_error("store", "file=%s version=%" PRId64 " program=%d problem=%s", path, version, SCHEMA_VERSION,
			  why);
		return version > 0 && application != DB_APPLICATION ? ERR_INPUT : ERR_VERSION;
	}
	if (version == SCHEMA_VERSION)
		return OK;
	if (version > 0 && (e = keep_old(db, path, version)) != OK)
		return e;
	return change(db, version);
}

/* ------------------------------------------------------------------------- key */

/* What the key in use leaves in every database. */
static void key_check(const struct db *db, char hex[KEYED_HASH * 2 + 1])
{
	unsigned char hash[KEYED_HASH];

	keyed_hash(db_keys(db), STR("is this the key?"), hash);
	sodium_bin2hex(hex, KEYED_HASH * 2 + 1, hash, sizeof hash);
}

void migrate_key_set(struct db *db)
{
	char mine[KEYED_HASH * 2 + 1];

	key_check(db, mine);
	db_run(db, "insert or replace into meta(key, value) values('key_check', ?1)", V((const char *)mine));
}

enum err migrate_key_check(struct db *db, bool may_write)
{
	unsigned number = db_keys(db)->newest;
	char mine[KEYED_HASH * 2 + 1];
	struct arena *a = arena_new();
	struct str known = db_get_str_n(db, a, "select value from meta where key = 'key_check'", NULL, 0);
	enum err e = db_error(db);

	if (e == OK && !known.p && may_write) {
		migrate_key_set(db);
		e = db_error(db);
	}
	for (; e == OK && known.p && number; number--) {
		db_use_key(db, number, false);
		key_check(db, mine);
		if (str_is(known, mine))
			break;
	}
	if (e == OK && !number) {
		log_error("store", "problem=the key file is not the one that this database was made with");
		e = ERR_KEY;
	}
	arena_free(a);
	return e;
}
