/* photo.c - the table photo. */
#include "store/photo.h"

#include <string.h>

const char *photo_mime(struct str b)
{
	if (str_starts(b, STR("\xff\xd8\xff")))
		return "image/jpeg";
	if (str_starts(b, STR("\x89PNG\r\n\x1a\n")))
		return "image/png";
	if (b.n >= 12 && str_starts(b, STR("RIFF")) && memcmp(b.p + 8, "WEBP", 4) == 0)
		return "image/webp";
	return NULL;
}

static bool too_many(struct db *db, int64_t chat, int64_t person)
{
	return db_get_int(db, 0, "select count(*) from photo where number is null and chat = ?1 and person = ?2",
			  V(chat), V(person)) >= PHOTO_WAITING;
}

int64_t photo_add(struct db *db, int64_t chat, int64_t person, ms_t now, const struct photo *photo)
{
	const char *mime = photo_mime(photo->bytes);
	bool by_id = photo->file_id.n > 0;
	struct str source = by_id ? photo->file_id : photo->url;

	if ((photo->bytes.n && !mime) || (!photo->bytes.n && !source.n) || too_many(db, chat, person))
		return 0;
	db_run(db,
	       "insert into photo(chat, person, at, mime, source, bytes, fetch_at)"
	       " values(?1, ?2, ?3, ?4, seal(?5 || ?6), seal(?7), ?8)",
	       V(chat), V(person), V(now), V(mime), V(by_id ? "file:" : "url:"), V(source),
	       val_blob(photo->bytes.n ? photo->bytes : NO_STR), by_id && !photo->bytes.n ? V(now) : NULL_VAL);
	return db_error(db) == OK ? db_last_id(db) : 0;
}

int64_t photo_attach(struct db *db, int64_t chat, int64_t person, int64_t number, ms_t since)
{
	return db_run(db,
		      "update photo set number = ?1 where number is null and chat = ?2 and person = ?3"
		      " and (at >= ?4 or kept)",
		      V(number), V(chat), V(person), V(since));
}

void photo_keep(struct db *db, int64_t chat, int64_t person, bool keep)
{
	db_run(db, "update photo set kept = ?3 where number is null and chat = ?1 and person = ?2", V(chat), V(person),
	       V(keep));
}

size_t photo_of_case(struct db *db, int64_t number, int64_t *out, size_t n)
{
	struct rows *r = db_query(db, "select id from photo where number = ?1 order by id", V(number));
	size_t found = 0;

	while (found < n && db_next(r))
		out[found++] = db_int(r, 0);
	db_done(r);
	return found;
}

struct str photo_bytes(struct db *db, int64_t id, struct arena *a, struct str *mime)
{
	struct rows *r = db_query(db, "select mime, unseal(bytes) from photo where id = ?1 and bytes is not null",
				  V(id));
	struct str bytes = NO_STR;

	if (db_next(r)) {
		*mime = arena_str(a, db_str(r, 0));
		bytes = arena_str(a, db_str(r, 1));
	}
	db_done(r);
	return bytes;
}

bool photo_next_to_fetch(struct db *db, struct arena *a, struct photo_wanted *out)
{
	struct rows *r = db_query0(
		db, "select p.id, p.fetch_at, c.channel, substr(unseal(p.source), 6)"
		    " from photo p join chat c on c.id = p.chat"
		    " where p.fetch_at is not null and p.number is not null order by p.fetch_at, p.id limit 1");
	bool found = db_next(r);

	if (found)
		*out = (struct photo_wanted){
			.id = db_int(r, 0),
			.at = db_int(r, 1),
			.channel = arena_str(a, db_str(r, 2)),
			.file_id = arena_str(a, db_str(r, 3)),
		};
	db_done(r);
	return found;
}

void photo_store(struct db *db, int64_t id, struct str bytes)
{
	const char *mime = photo_mime(bytes);

	if (mime)
		db_run(db, "update photo set bytes = seal(?2), mime = ?3, fetch_at = null, why = null where id = ?1",
		       V(id), val_blob(bytes), V(mime));
	else
		db_run(db, "update photo set fetch_at = null, why = 'no picture' where id = ?1", V(id));
}

void photo_not_fetched(struct db *db, int64_t id, ms_t now, const char *why)
{
	db_run(db,
	       "update photo set tries = tries + 1, why = ?2,"
	       " fetch_at = case when tries + 1 < ?3 then ?4 + (60000 << (3 * tries)) end where id = ?1",
	       V(id), V(why), V(PHOTO_TRIES), V(now)); /* after 1 minute, after 8 */
}

int64_t photo_purge(struct db *db, ms_t before)
{
	return db_run(db, "delete from photo where number is null and at < ?1 - kept * 86400000", V(before));
}
