/* photo.c - the table photo. */
#include "store/media/photo.h"

#include <string.h>

#include "store/messages/timer.h"

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
	return db_get_int(
		       db, 0,
		       "select count(*) from photo where number is null and task is null and lesson is null and chat = ?1 and person = ?2",
		       V(chat), V(person)) >= PHOTO_WAITING;
}

int64_t photo_add(struct db *db, int64_t chat, int64_t person, ms_t now, const struct photo *photo)
{
	struct str source = photo->file_id.n ? photo->file_id : photo->url, raw = photo->bytes;

	if ((!raw.n && !source.n) || too_many(db, chat, person))
		return 0;
	db_run(db, "insert into photo(chat, person, at, source, raw) values(?1, ?2, ?3, seal(?4), seal(?5))", V(chat),
	       V(person), V(now), val_str(raw.n ? NO_STR : source), val_blob(photo_mime(raw) ? raw : NO_STR));
	return db_error(db) == OK ? db_last_id(db) : 0;
}

/* What came without a source, and was no picture: there is nothing to try. */
static void end_the_empty(struct db *db, int64_t number, int64_t task, int64_t lesson)
{
	int64_t ids[PHOTO_WAITING], at[PHOTO_WAITING];
	size_t n = 0;
	struct rows *r = db_query(
		db,
		"select id, at from photo where (number = ?1 or task = ?2 or lesson = ?3) and state = 'sent'"
		" and raw is null and source is null",
		V(number), V(task), V(lesson));

	for (; n < PHOTO_WAITING && db_next(r); n++) {
		ids[n] = db_int(r, 0);
		at[n] = db_int(r, 1);
	}
	db_done(r);
	for (size_t i = 0; i < n; i++)
		photo_end(db, ids[i], PHOTO_UNREADABLE, "no picture", at[i]);
}

int64_t photo_attach(struct db *db, int64_t chat, int64_t person, int64_t number, ms_t since)
{
	int64_t n = db_run(
		db,
		"update photo set number = ?1, work_at = at"
		" where number is null and task is null and lesson is null and chat = ?2 and person = ?3 and (at >= ?4 or kept)",
		V(number), V(chat), V(person), V(since));

	if (n > 0)
		end_the_empty(db, number, 0, 0);
	return n;
}

int64_t photo_attach_task(struct db *db, int64_t chat, int64_t person, int64_t task, ms_t since)
{
	int64_t n = db_run(
		db,
		"update photo set task = ?1, work_at = at"
		" where number is null and task is null and lesson is null and chat = ?2 and person = ?3 and at >= ?4",
		V(task), V(chat), V(person), V(since));

	if (n > 0)
		end_the_empty(db, 0, task, 0);
	return n;
}

bool photo_attach_lesson(struct db *db, int64_t chat, int64_t person, int64_t lesson, ms_t since)
{
	bool found =
		db_run(db,
		       "update photo set lesson = ?3, work_at = at where id = (select max(id) from photo"
		       " where number is null and task is null and lesson is null and chat = ?1 and person = ?2 and at >= ?4)",
		       V(chat), V(person), V(lesson), V(since)) > 0;

	if (found)
		end_the_empty(db, 0, 0, lesson);
	return found;
}

bool photo_drop_lesson(struct db *db, int64_t lesson)
{
	return db_run(db, "delete from photo where lesson = ?1", V(lesson)) > 0;
}

int64_t photo_of_lesson(struct db *db, int64_t lesson)
{
	return db_get_int(db, 0, "select max(id) from photo where lesson = ?1 and state = 'here'", V(lesson));
}

void photo_keep(struct db *db, int64_t chat, int64_t person, bool keep)
{
	db_run(db,
	       "update photo set kept = ?3 where number is null and task is null and lesson is null and chat = ?1 and person = ?2",
	       V(chat), V(person), V(keep));
}

/* ------------------------------------------------------------------- of a case */

size_t photo_of_case(struct db *db, int64_t number, int64_t *out, size_t n)
{
	return db_ints(db_query(db, "select id from photo where number = ?1 and state = 'here' order by id", V(number)),
		       out, n);
}

size_t photo_of_task(struct db *db, int64_t task, int64_t *out, size_t n)
{
	return db_ints(db_query(db, "select id from photo where task = ?1 and state = 'here' order by id", V(task)),
		       out, n);
}

struct str photo_load(struct db *db, int64_t id, struct arena *a)
{
	struct str bytes = db_get_str(db, a, "select unseal(bytes) from photo where id = ?1 and state = 'here'", V(id));

	return bytes.n ? bytes : NO_STR;
}

/* ------------------------------------------------------------------------ work */

bool photo_next_work(struct db *db, struct arena *a, struct photo_work *out)
{
	struct rows *r = db_query0(db, "select p.id, p.work_at, unseal(p.raw), c.channel, unseal(p.source)"
				       " from photo p join chat c on c.id = p.chat"
				       " where p.work_at is not null order by p.work_at, p.id limit 1");
	bool found = db_next(r);

	if (found)
		*out = (struct photo_work){
			.id = db_int(r, 0),
			.at = db_int(r, 1),
			.raw = db_strdup(r, 2, a),
			.channel = arena_str(a, db_str(r, 3)),
			.source = db_strdup(r, 4, a),
		};
	db_done(r);
	return found;
}

void photo_done(struct db *db, int64_t id, struct str jpeg)
{
	db_run(db,
	       "update photo set state = 'here', bytes = seal(?2), raw = null, source = null, work_at = null, why = null"
	       " where id = ?1",
	       V(id), val_blob(jpeg));
	/* a lesson has one: the newest */
	db_run(db, "delete from photo where id < ?1 and lesson = (select lesson from photo where id = ?1)", V(id));
}

static const char *const end_names[] = {
	[PHOTO_UNREADABLE] = "unreadable",
	[PHOTO_LARGE] = "large",
	[PHOTO_LOST] = "lost",
	[PHOTO_REFERENCE] = "reference",
};

void photo_end(struct db *db, int64_t id, enum photo_end end, const char *why, ms_t now)
{
	db_run(db, "update photo set state = ?2, raw = null, work_at = null, why = ?3 where id = ?1", V(id),
	       V(end_names[end]), V(why));
	if (end != PHOTO_REFERENCE)
		timer_set(db, PHOTO_TIMER, id, now);
}

void photo_failed(struct db *db, int64_t id, enum photo_end end, const char *why, ms_t now)
{
	db_run(db, "update photo set tries = tries + 1, why = ?2, work_at = ?3 + (60000 << (3 * tries)) where id = ?1",
	       V(id), V(why), V(now)); /* after 1 minute, after 8 */
	if (db_get_int(db, 0, "select tries from photo where id = ?1", V(id)) >= PHOTO_TRIES)
		photo_end(db, id, end, why, now);
}

static enum photo_end end_named(struct str name)
{
	return str_is(name, end_names[PHOTO_LARGE])  ? PHOTO_LARGE
	       : str_is(name, end_names[PHOTO_LOST]) ? PHOTO_LOST
						     : PHOTO_UNREADABLE;
}

bool photo_tell(struct db *db, int64_t id, ms_t now, struct photo_news *out)
{
	bool tell =
		db_run(db,
		       "update photo set told_at = ?2 where id = ?1 and told_at is null and not exists ("
		       "select 1 from photo o where coalesce(o.number, -o.task) = coalesce(photo.number, -photo.task) and o.person = photo.person"
		       " and o.told_at > ?2 - 600000)",
		       V(id), V(now)) == 1;
	struct rows *r = db_query(db, "select person, number, state, at, task, lesson from photo where id = ?1", V(id));

	if (db_next(r))
		*out = (struct photo_news){ db_int(r, 0), db_int(r, 1), db_int(r, 4), end_named(db_str(r, 2)),
					    db_int(r, 3), db_int(r, 5) };
	else
		tell = false;
	db_done(r);
	return tell;
}
