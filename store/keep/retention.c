/* retention.c - the kinds, and what goes of each. */
#include "store/keep/retention.h"

#include "store/db/db.h"
#include "store/keep/forget.h"
#include "store/messages/outbox.h"
#include "store/person/person.h"

enum { PICTURE_WAITS = 10 * MS_MINUTE };

/* Of a table too large to be looked through each time: the key up to which this step
 * goes. ?1 from, ?2 most. */
#define STRETCH(key, table)                                                                                            \
	"select max(" key ") from (select " key " from " table " where " key " > ?1 order by " key " limit ?2)"
/* ?1 before, ?2 from, ?3 up to. */
#define OLD_CASES " number > ?2 and number <= ?3 and not live and closed_at < ?1"
#define OF_OLD_CASES " number in (select number from cases where" OLD_CASES ")"

struct stretch {
	ms_t before, now;
	int64_t from, to;
};

/* --------------------------------------------------------------- cases, people */

/* Somebody of the same trade and street, and nobody. */
static int64_t stand_in(struct db *db, int64_t person)
{
	db_run(db,
	       "insert into person(uid, trade, street, created_at, forgotten_at)"
	       " select lower(hex(randomblob(8))), trade, street, 0, 0 from person where id = ?1",
	       V(person));
	return db_last_id(db);
}

/* The first case of the stretch that somebody is still linked to. */
static int64_t next_linked(struct db *db, const struct stretch *s, int64_t after)
{
	return db_get_int(db, 0,
			  "select number from cases c where" OLD_CASES
			  " and (on_behalf is not null or exists (select 1 from person p"
			  " where p.id = c.person and p.forgotten_at is null) or exists (select 1 from case_supporter s"
			  " join person p on p.id = s.person where s.number = c.number and p.forgotten_at is null))"
			  " order by number limit 1",
			  V(s->before), V(after), V(s->to));
}

static void unlink_supporters(struct db *db, int64_t number)
{
	int64_t person;

	while ((person = db_get_int(db, 0,
				    "select s.person from case_supporter s join person p on p.id = s.person"
				    " where s.number = ?1 and p.forgotten_at is null limit 1",
				    V(number)))) {
		int64_t nobody = stand_in(db, person);

		db_run(db, "update case_supporter set person = ?3 where number = ?1 and person = ?2", V(number),
		       V(person), V(nobody));
		db_run(db, "update case_event set person = ?3 where number = ?1 and person = ?2", V(number), V(person),
		       V(nobody));
	}
}

static void unlink_case(struct db *db, int64_t number)
{
	int64_t person = db_get_int(db, 0, "select person from cases where number = ?1", V(number));
	int64_t nobody = person ? stand_in(db, person) : 0;

	/* the office's own events keep their author */
	db_run(db,
	       "update case_event set person = nullif(?2, 0) where number = ?1 and person in"
	       " (select person from cases where number = ?1 union select on_behalf from cases where number = ?1)",
	       V(number), V(nobody));
	db_run(db, "update photo set person = null, chat = null where number = ?1", V(number));
	db_run(db, "delete from voice where number = ?1", V(number));
	db_run(db,
	       "update cases set person = nullif(?2, 0), on_behalf = null, behalf = null, lat = null, lon = null, datum = null,"
	       " cell_key = null, chat = iif((select type from chat where id = chat) = 'private', null, chat)"
	       " where number = ?1",
	       V(number), V(nobody));
	unlink_supporters(db, number);
}

static int64_t unlink_cases(struct db *db, const struct stretch *s)
{
	int64_t n = 0;

	for (int64_t number = s->from; (number = next_linked(db, s, number)); n++)
		unlink_case(db, number);
	return n;
}

/* Has no part in anything: p is somebody who may be forgotten. */
#define NO_PART                                                                                                        \
	" and not exists (select 1 from role where person = p.id)"                                                     \
	" and not exists (select 1 from member where person = p.id and state <> 'left')"                               \
	" and not exists (select 1 from volunteer where person = p.id and state <> 'left')"                            \
	" and not exists (select 1 from cases where person = p.id or on_behalf = p.id)"                                \
	" and not exists (select 1 from case_supporter where person = p.id)"                                           \
	" and not exists (select 1 from callback where person = p.id and state = 'open')"                              \
	" and not exists (select 1 from task where person = p.id and state in ('requested', 'open', 'taken'))"         \
	" and not exists (select 1 from ride where (person = p.id or driver = p.id)"                                   \
	"  and state in ('open', 'matched', 'off', 'picked'))"                                                         \
	" and not exists (select 1 from ride_driver where person = p.id and state <> 'off')"                           \
	" and not exists (select 1 from handover where person = p.id and state <> 'closed')"                           \
	" and not exists (select 1 from conversation where person = p.id)"                                             \
	" and not exists (select 1 from notice where person = p.id)"                                                   \
	" and not exists (select 1 from lesson_reading where person = p.id and at >= ?1)"                              \
	" and not exists (select 1 from subscription b join chat c on c.id = b.chat"                                   \
	"  where c.person = p.id and b.state = 'active')"
#define PEOPLE                                                                                                         \
	"select id from person p where id > ?2 and id <= ?3 and forgotten_at is null and not registered"               \
	" and created_at < ?1 "
#define STRANGERS PEOPLE "and registered_at is null and left_at is null and source = 'chat'" NO_PART
#define LEAVERS PEOPLE "and left_at < ?1" NO_PART

static int64_t forget_all(struct db *db, const char *which, const struct stretch *s)
{
	struct arena *a = arena_new();
	int64_t n = 0, id = s->from;

	while ((id = db_get_int(db, 0, which, V(s->before), V(id), V(s->to)))) {
		person_forget(db, &(struct forget){ .person = id, .in_time = true }, s->now, a);
		n++;
	}
	arena_free(a);
	return n;
}

static int64_t forget_strangers(struct db *db, const struct stretch *s)
{
	return forget_all(db, STRANGERS " order by id limit 1", s);
}

static int64_t forget_leavers(struct db *db, const struct stretch *s)
{
	return forget_all(db, LEAVERS " order by id limit 1", s);
}

/* ------------------------------------------------------------------- the table */

enum { SQL_MOST = 3 };

static const struct {
	const char *name, *what;
	/* Without `stretch`: ?1 before, ?2 most. With: ?1 before, ?2 from, ?3 up to. */
	const char *sql[SQL_MOST];
	const char *stretch;
	int64_t (*run)(struct db *, const struct stretch *); /* instead of sql */
} kinds[KEEP_KINDS] = {
	[KEEP_SEEN] = { "seen", "that a message came",
			.sql = { "delete from seen where key in (select key from seen where at < ?1 limit ?2)",
				 "delete from page_link_sent where (link, once) in (select s.link, s.once from page_link l"
				 " join page_link_sent s on s.link = l.id where l.expires_at < ?1 limit ?2)" } },
	/* what was sent for a form waits a day for it */
	[KEEP_WAITING] = { "waiting", "pictures and voices that no report came for",
			   .sql = { "delete from photo where id in (select id from photo where number is null and task is null and lesson is null"
				    " and at < ?1 - kept * 86400000 limit ?2)",
				    "delete from voice where id in (select id from voice where number is null"
				    " and at < ?1 - 86400000 limit ?2)" } },
	[KEEP_OUTBOX] = { "outbox", "texts of what was sent",
			  .sql = { "update outbox set body = null, reply_to = null where id > ?2 and id <= ?3 and created_at < ?1"
				   " and (body is not null or reply_to is not null) and not " OUTBOX_WAITING },
			  .stretch = STRETCH("id", "outbox") },
	/* a broadcast's rows are its count */
	[KEEP_REPLIES] = { "replies", "that something was sent to somebody",
			   .sql = { "delete from outbox where id > ?2 and id <= ?3 and created_at < ?1 and broadcast is null"
				    " and not " OUTBOX_WAITING },
			   .stretch = STRETCH("id", "outbox") },
	[KEEP_QUARANTINE] = { "quarantine", "messages that could not be handled",
			      .sql = { "delete from quarantine where id in (select id from quarantine where at < ?1 limit ?2)" } },
	[KEEP_UNMATCHED] = { "unmatched", "sentences and topics without an answer",
			     .sql = { "delete from unmatched where (key, place) in"
				      " (select key, place from unmatched where last_at < ?1 limit ?2)",
				      "delete from topic_wanted where (key, kind) in"
				      " (select key, kind from topic_wanted where last_at < ?1 limit ?2)" } },
	[KEEP_CONVERSATION] = { "conversation", "what was being spoken of",
				.sql = { "delete from conversation where chat > ?2 and chat <= ?3 and at < ?1" },
				.stretch = STRETCH("chat", "conversation") },
	[KEEP_CALLBACK] = { "callback", "numbers of calls that were made",
			    .sql = { "update callback set phone = null, subject = null where id in (select id from callback"
				     " where state <> 'open' and phone is not null and coalesce(done_at, at) < ?1 limit ?2)" } },
	[KEEP_HANDOVER] = { "handover", "whose hand-over it was",
			    .sql = { "update handover set person = null, chat = null where id in (select id from handover"
				     " where state = 'closed' and person is not null and closed_at < ?1 limit ?2)" } },
	[KEEP_REVEAL] = { "reveal", "why a number was shown, and whose",
			  .sql = { "update reveal set person = null, reason = seal('') where id in (select id from reveal"
				   " where person is not null and at < ?1 limit ?2)" } },
	[KEEP_HELP] = { "help", "where a finished task or ride was, whom to call, its words and pictures",
			.sql = { "update task set place = null, phone = null, text = null, lat = null, lon = null, reason = null"
				 " where code in (select code from task where closed_at < ?1 and (place is not null or"
				 " phone is not null or text is not null or lat is not null or reason is not null) limit ?2)",
				 "update ride set start = null, goal = null, phone = null where code in (select code from ride"
				 " where closed_at < ?1 and (start is not null or goal is not null or phone is not null) limit ?2)",
				 "delete from photo where id in (select p.id from photo p join task t on t.code = p.task"
				 " where t.closed_at < ?1 limit ?2)" } },
	[KEEP_PICTURES] = { "pictures", "pictures and voices of finished cases",
			    .sql = { "delete from photo where" OF_OLD_CASES, "delete from voice where" OF_OLD_CASES },
			    .stretch = STRETCH("number", "cases") },
	[KEEP_CASE_LINK] = { "case_link", "whose a finished case was, and its exact place",
			     .stretch = STRETCH("number", "cases"), .run = unlink_cases },
	[KEEP_CASE_TEXT] = { "case_text", "words of finished cases",
			     .sql = { "update case_event set text = null where text is not null and" OF_OLD_CASES,
				      "update cases set text = seal(''), place = null where length(text) > length(seal('')) and" OLD_CASES },
			     .stretch = STRETCH("number", "cases") },
	[KEEP_STRANGER] = { "stranger", "people who once wrote, and no more is known",
			    .stretch = STRETCH("id", "person"), .run = forget_strangers },
	[KEEP_LEAVER] = { "leaver", "people off the roster", .stretch = STRETCH("id", "person"),
			  .run = forget_leavers },
};

const char *retention_name(enum keep k)
{
	return kinds[k].name;
}

const char *retention_what(enum keep k)
{
	return kinds[k].what;
}

ms_t retention_age(enum keep k, int64_t days)
{
	return k == KEEP_WAITING ? PICTURE_WAITS : days * MS_DAY;
}

static int64_t go(struct db *db, enum keep k, const struct stretch *s)
{
	int64_t n = 0;

	for (size_t i = 0; i < SQL_MOST && kinds[k].sql[i]; i++)
		n += db_run(db, kinds[k].sql[i], V(s->before), V(s->from), V(s->to));
	return n;
}

int64_t retention_step(struct db *db, enum keep k, int64_t days, ms_t now, int64_t most, int64_t *from)
{
	ms_t age = retention_age(k, days);
	struct stretch s = { now - age, now, *from, 0 };
	int64_t n;

	if (!age) {
		*from = 0;
		return 0;
	}
	if (!kinds[k].stretch) {
		s.from = most; /* what ?2 is there */
		n = go(db, k, &s);
		*from = n >= most;
		return n;
	}
	s.to = db_get_int(db, 0, kinds[k].stretch, V(*from), V(most));
	*from = s.to; /* 0 at the end */
	if (!s.to)
		return 0;
	return kinds[k].run ? kinds[k].run(db, &s) : go(db, k, &s);
}
