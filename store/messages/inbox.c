/* inbox.c - dedupe keys, suspects, and messages set aside. */
#include "store/messages/inbox.h"

#include <string.h>

struct inbox_key inbox_key(struct db *db, struct str channel, struct str id)
{
	unsigned char text[512];
	struct inbox_key key;

	/* channel names have no NUL, so the two parts cannot be confused; ids are
	 * capped by the channels, a longer one is hashed first */
	if (channel.n + 1 + id.n > sizeof text) {
		unsigned char h[KEYED_HASH];

		trace_hash(db_keys(db), id, h);
		return inbox_key(db, str_sub(channel, 0, 64), (struct str){ (char *)h, sizeof h });
	}
	memcpy(text, channel.p, channel.n);
	text[channel.n] = '\0';
	if (id.n)
		memcpy(text + channel.n + 1, id.p, id.n);
	trace_hash(db_keys(db), (struct str){ (char *)text, channel.n + 1 + id.n }, key.b);
	return key;
}

static struct val key_val(const struct inbox_key *key)
{
	return val_blob((struct str){ (const char *)key->b, sizeof key->b });
}

bool inbox_add(struct db *db, const struct inbox_key *key, ms_t now)
{
	return db_run(db, "insert into seen(key, at) values(?1, ?2) on conflict do nothing", key_val(key), V(now)) == 1;
}

bool inbox_seen(struct db *db, const struct inbox_key *key)
{
	return db_get_int(db, 0, "select 1 from seen where key = ?1", key_val(key)) == 1;
}

int64_t suspect_weight(struct db *db, const struct inbox_key *key)
{
	return db_get_int(db, 0, "select weight from suspect where key = ?1", key_val(key));
}

void suspect_add(struct db *db, const struct inbox_key *key, int64_t weight)
{
	db_run(db,
	       "insert into suspect(key, weight) values(?1, ?2) on conflict do update set weight = weight + excluded.weight",
	       key_val(key), V(weight));
}

int64_t suspect_count(struct db *db)
{
	return db_get_int_n(db, 0, "select count(*) from suspect", NULL, 0);
}

void suspect_clear(struct db *db, const struct inbox_key *key)
{
	db_run(db, "delete from suspect where key = ?1", key_val(key));
}

void quarantine_add(struct db *db, const struct inbox_key *key, ms_t now, const char *reason, struct str channel,
		    struct str body)
{
	db_run(db, "insert into quarantine(key, at, reason, channel, body) values(?1, ?2, ?3, ?4, seal(?5))",
	       key_val(key), V(now), V(reason), V(channel), V(body));
}
