/* migrate.c - numbered SQL files, run in order, never changed once released. */
#include "store/db/migrate.h"

#include <inttypes.h>
#include <sodium.h>

#include "bot/base/embed.h"
#include "bot/base/log.h"
#include "store/db/db.h"

EMBED(migration_001, "store/migrations/001_ground.sql");
EMBED(migration_002, "store/migrations/002_people.sql");
EMBED(migration_003, "store/migrations/003_places.sql");
EMBED(migration_004, "store/migrations/004_learning.sql");
EMBED(migration_005, "store/migrations/005_cases.sql");
EMBED(migration_006, "store/migrations/006_helping.sql");
EMBED(migration_007, "store/migrations/007_out.sql");
EMBED(migration_008, "store/migrations/008_roster.sql");
EMBED(migration_009, "store/migrations/009_duties.sql");
EMBED(migration_010, "store/migrations/010_privacy.sql");
EMBED(migration_011, "store/migrations/011_handover.sql");
EMBED(migration_012, "store/migrations/012_tasks.sql");
EMBED(migration_013, "store/migrations/013_publicity.sql");
EMBED(migration_014, "store/migrations/014_staff.sql");
EMBED(migration_015, "store/migrations/015_rides.sql");
EMBED(migration_016, "store/migrations/016_childcare.sql");
EMBED(migration_019, "store/migrations/019_report.sql");

/* clang-format off */
static const char *const migrations[] = {
	migration_001,
	migration_002,
	migration_003,
	migration_004,
	migration_005,
	migration_006,
	migration_007,
	migration_008,
	migration_009,
	migration_010,
	migration_011,
	migration_012,
	migration_013,
	migration_014,
	migration_015,
	migration_016,
	migration_019,
};
/* clang-format on */

enum { VERSIONS = sizeof migrations / sizeof *migrations };

int db_version(void)
{
	return VERSIONS;
}

static enum err step(struct db *db, int version)
{
	char pragma[80];
	enum err e = db_begin(db);

	if (e != OK)
		return e;
	snprintf(pragma, sizeof pragma, "pragma application_id = %d; pragma user_version = %d", DB_APPLICATION,
		 version);
	e = db_script(db, migrations[version - 1]);
	if (e == OK)
		e = db_script(db, pragma);
	if (e != OK) {
		log_error("store", "migration=%d problem=%s", version, db_error_text(db));
		db_rollback(db);
		return e;
	}
	return db_commit(db);
}

static enum err keep_old(struct db *db, const char *path, int64_t version)
{
	struct arena *a = arena_new();
	struct str to = arena_printf(a, "%s.before-v%d-from-v%" PRId64, path, VERSIONS, version);
	enum err e = db_copy(db, to.p);

	if (e == ERR_EXISTS)
		e = OK; /* an earlier start got so far */
	if (e == OK)
		log_info("migrate", "from=%" PRId64 " to=%d copy=%s", version, VERSIONS, to.p);
	arena_free(a);
	return e;
}

enum err migrate(struct db *db, const char *path, bool may_write)
{
	int64_t version = db_get_int_n(db, 0, "pragma user_version", NULL, 0);
	int64_t application = db_get_int_n(db, 0, "pragma application_id", NULL, 0);
	enum err e = db_error(db);

	if (e != OK)
		return e;
	if (version > 0 && application != DB_APPLICATION) {
		log_error("store", "file=%s problem=not a database of xiaodeng", path);
		return ERR_INPUT;
	}
	if (version > VERSIONS || (version < VERSIONS && !may_write)) {
		log_error("store", "file=%s version=%" PRId64 " program=%d problem=%s", path, version, VERSIONS,
			  version > VERSIONS ? "the database is newer than this program: install the newer one"
					     : "the database is older: start the gateway once to bring it up");
		return ERR_VERSION;
	}
	if (version > 0 && version < VERSIONS && (e = keep_old(db, path, version)) != OK)
		return e;
	while (e == OK && version < VERSIONS)
		e = step(db, (int)++version);
	return e;
}

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
