/* audit.c - the chain. Ids have no gaps: each row is the last id plus one, so
 * that a missing row shows even before its hash does. */
#include "store/db/audit.h"

#include <inttypes.h>
#include <string.h>

#include "bot/base/buf.h"
#include "bot/base/utf8.h"
#include "store/db/db.h"

struct row {
	int64_t id, at;
	struct str actor, action, object, detail;
};

/* Lengths go in front, so that no two rows give the same bytes. */
static void chain(const struct db *db, const unsigned char before[KEYED_HASH], const struct row *r,
		  unsigned char out[KEYED_HASH])
{
	const struct str fields[] = { r->actor, r->action, r->object, r->detail };
	struct buf b;

	buf_init(&b, SIZE_MAX / 2); /* what is written is short, what is read is the database's */
	buf_add(&b, (struct str){ (const char *)before, KEYED_HASH });
	buf_printf(&b, "%" PRId64 " %" PRId64, r->id, r->at);
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		buf_printf(&b, " %zu:", fields[i].n);
		buf_add(&b, fields[i]);
	}
	keyed_hash(db_keys(db), buf_str(&b), out);
	buf_free(&b);
}

void audit(struct db *db, ms_t now, const char *actor_uid, const char *action, struct str object, struct str detail)
{
	unsigned char before[KEYED_HASH] = { 0 }, hash[KEYED_HASH];
	struct row row = {
		.id = 1,
		.at = now,
		.actor = actor_uid ? str_c(actor_uid) : STR("system"),
		.action = str_c(action),
		.object = object.p ? utf8_cut(object, AUDIT_WORDS) : STR(""),
		.detail = detail.p ? utf8_cut(detail, AUDIT_WORDS) : STR(""),
	};
	struct rows *last = db_query0(db, "select id, hash from audit order by id desc limit 1");

	if (db_next(last)) {
		struct str h = db_str(last, 1);

		row.id = db_int(last, 0) + 1;
		memcpy(before, h.p, h.n < KEYED_HASH ? h.n : KEYED_HASH);
	}
	db_done(last);
	chain(db, before, &row, hash);
	db_run(db, "insert into audit(id, at, actor, action, object, detail, hash) values(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
	       V(row.id), V(row.at), V(row.actor), V(row.action), V(row.object), V(row.detail),
	       val_blob((struct str){ (const char *)hash, sizeof hash }));
}

void audit_row(struct db *db, ms_t now, const char *actor_uid, const char *action, const char *uid_sql, int64_t id,
	       struct str detail)
{
	struct arena *a = arena_new();

	audit(db, now, actor_uid, action, db_get_str(db, a, uid_sql, V(id)), detail);
	arena_free(a);
}

static struct str column(const struct rows *r, int i)
{
	struct str s = db_str(r, i);

	return s.p ? s : STR("");
}

static struct row read_row(const struct rows *r)
{
	return (struct row){ db_int(r, 0), db_int(r, 1), column(r, 2), column(r, 3), column(r, 4), column(r, 5) };
}

enum err audit_verify(struct db *db, struct arena *a, int64_t *rows, int64_t *bad_id)
{
	unsigned char before[KEYED_HASH] = { 0 };
	struct rows *r;
	enum err e = OK;

	(void)a;
	*rows = 0;
	*bad_id = 0;
	r = db_query0(db, "select id, at, actor, action, object, detail, hash from audit order by id");
	while (e == OK && db_next(r)) {
		struct row row = read_row(r);
		unsigned char hash[KEYED_HASH];

		chain(db, before, &row, hash);
		if (row.id != *rows + 1 || !str_eq(column(r, 6), (struct str){ (const char *)hash, sizeof hash })) {
			*bad_id = row.id;
			e = ERR_INPUT;
		}
		memcpy(before, hash, sizeof hash);
		++*rows;
	}
	db_done(r);
	/* sqlite_sequence remembers the highest id that was ever given out. */
	if (e == OK && *rows != db_get_int_n(db, 0, "select seq from sqlite_sequence where name = 'audit'", NULL, 0))
		e = ERR_INPUT;
	return db_error(db) != OK ? db_error(db) : e;
}

void audit_chain_again(struct db *db)
{
	unsigned char before[KEYED_HASH] = { 0 };
	struct rows *r = db_query0(db, "select id, at, actor, action, object, detail from audit order by id");

	while (db_next(r)) {
		struct row row = read_row(r);
		unsigned char hash[KEYED_HASH];

		chain(db, before, &row, hash);
		db_run(db, "update audit set hash = ?2 where id = ?1", V(row.id),
		       val_blob((struct str){ (const char *)hash, sizeof hash }));
		memcpy(before, hash, sizeof hash);
	}
	db_done(r);
}
