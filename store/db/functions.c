/* functions.c - seal, unseal, keyed, trace, day, clock and terms as SQL functions,
 * which open.c registers. */
#include "store/db/functions.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bot/base/mem.h"
#include "store/db/terms.h"

enum { TERMS_MOST = 4 << 20 };

static struct str value(sqlite3_value *v)
{
	const char *p = sqlite3_value_type(v) == SQLITE_BLOB ? sqlite3_value_blob(v)
							     : (const char *)sqlite3_value_text(v);

	return (struct str){ p ? p : "", (size_t)sqlite3_value_bytes(v) };
}

static void sql_seal(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
	(void)argc;
	if (sqlite3_value_type(argv[0]) == SQLITE_NULL)
		return;
	struct str plain = value(argv[0]);
	unsigned char *out = mem_alloc(plain.n + SEAL_EXTRA);

	seal(sqlite3_user_data(ctx), plain, out);
	sqlite3_result_blob64(ctx, out, plain.n + SEAL_EXTRA, free);
}

static void sql_unseal(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
	(void)argc;
	if (sqlite3_value_type(argv[0]) == SQLITE_NULL)
		return;
	struct str sealed = value(argv[0]);
	unsigned char *out = mem_alloc(sealed.n + 1);
	size_t n = 0;

	if (unseal(sqlite3_user_data(ctx), sealed, out, &n) != OK) {
		free(out);
		sqlite3_result_error(ctx, "a sealed value does not open", -1);
		sqlite3_result_error_code(ctx, SQLITE_AUTH); /* db.c makes ERR_KEY of it */
		return;
	}
	sqlite3_result_text64(ctx, (char *)out, n, free, SQLITE_UTF8);
}

static void sql_keyed(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
	unsigned char hash[KEYED_HASH];

	(void)argc;
	if (sqlite3_value_type(argv[0]) == SQLITE_NULL)
		return;
	keyed_hash(sqlite3_user_data(ctx), value(argv[0]), hash);
	sqlite3_result_blob(ctx, hash, sizeof hash, SQLITE_TRANSIENT);
}

static void sql_trace(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
	unsigned char hash[KEYED_HASH];

	(void)argc;
	if (sqlite3_value_type(argv[0]) == SQLITE_NULL)
		return;
	trace_hash(sqlite3_user_data(ctx), value(argv[0]), hash);
	sqlite3_result_blob(ctx, hash, sizeof hash, SQLITE_TRANSIENT);
}

static void local(sqlite3_context *ctx, sqlite3_value *ms, bool with_time)
{
	char text[32];
	struct tm tm;

	if (sqlite3_value_type(ms) == SQLITE_NULL)
		return;
	time_t t = (time_t)(sqlite3_value_int64(ms) / 1000);

	localtime_r(&t, &tm);
	strftime(text, sizeof text, with_time ? "%Y-%m-%d %H:%M" : "%Y-%m-%d", &tm);
	sqlite3_result_text(ctx, text, -1, SQLITE_TRANSIENT);
}

static void sql_day(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
	(void)argc;
	local(ctx, argv[0], false);
}

static void sql_clock(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
	(void)argc;
	local(ctx, argv[0], true);
}

static void sql_terms(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
	struct buf out;

	(void)argc;
	if (sqlite3_value_type(argv[0]) == SQLITE_NULL)
		return;
	buf_init(&out, TERMS_MOST);
	terms_write(value(argv[0]), &out);
	if (out.failed)
		sqlite3_result_error_toobig(ctx);
	else
		sqlite3_result_text64(ctx, out.data, out.n, SQLITE_TRANSIENT, SQLITE_UTF8);
	buf_free(&out);
}

void db_functions(sqlite3 *sqlite, const struct keys *keys)
{
	static const struct {
		const char *name;
		void (*run)(sqlite3_context *, int, sqlite3_value **);
		int flags;
	} functions[] = {
		{ "seal", sql_seal, 0 },
		{ "unseal", sql_unseal, SQLITE_DETERMINISTIC },
		{ "keyed", sql_keyed, SQLITE_DETERMINISTIC },
		{ "trace", sql_trace, SQLITE_DETERMINISTIC },
		{ "day", sql_day, 0 },
		{ "clock", sql_clock, 0 },
		{ "terms", sql_terms, SQLITE_DETERMINISTIC },
	};

	for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
		sqlite3_create_function_v2(sqlite, functions[i].name, 1,
					   SQLITE_UTF8 | SQLITE_INNOCUOUS | functions[i].flags, (void *)keys,
					   functions[i].run, NULL, NULL, NULL);
}
