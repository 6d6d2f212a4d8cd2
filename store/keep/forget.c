/* forget.c - what becomes of each table when a person is forgotten.
 * tests/unit/test_forget.c holds it against the schema. */
#include "store/keep/forget.h"

#include <stdlib.h>
#include <string.h>

#include "store/db/audit.h"
#include "store/messages/chat.h"
#include "store/db/db.h"
#include "store/keep/ledger.h"
#include "store/messages/outbox.h"
#include "store/person/person.h"
#include "store/messages/timer.h"

/* ?1 the person, ?2 the chat that stays for now or 0, ?3 now, ?4 is it for his cases? */
#define HIS "(person = ?1 or on_behalf = ?1)"
#define HIS_FINISHED "(select number from cases where " HIS " and not live)"
#define OF_A_FINISHED(table) "(select not live from cases where cases.number = " table ".number)"
#define HIS_CHATS "(select id from chat where person = ?1 and type = 'private')"
#define LEFT_CHATS "(select id from chat where person = ?1 and type = 'private' and id <> ?2)"
#define DAY_OF(ms) "strftime('%s', " ms " / 1000, 'unixepoch', 'localtime', 'start of day', 'utc') * 1000"

/* In this order. `columns`: those that this and the following lines settle.
 * Done again it changes nothing. */
static const struct {
	const char *columns;
	const char *sql; /* NULL: see the comment */
} steps[] = {
	{ "quarantine.body", "delete from quarantine where case when json_valid(unseal(body)) then"
			     " keyed(channel || ':' || json_extract(unseal(body), '$.from')) in"
			     " (select key from identity where person = ?1) end" },
	/* In groups the bodies of what was sent to him go; that something was said stays. */
	{ "outbox.person outbox.reply_to outbox.body",
	  "update outbox set person = null, reply_to = null, body = iif(" OUTBOX_WAITING ", body, null)"
	  " where person = ?1 and chat in (select chat from conversation where person = ?1"
	  " union select chat from person_group where person = ?1) and chat not in " HIS_CHATS },
	/* In his own chat the rows stay too: they are counted. What waits there is not sent any more. */
	{ NULL, "update outbox set person = null, reply_to = null, body = null, native_key = null,"
		" why = iif(" OUTBOX_WAITING ", 'deleted', why), state = iif(" OUTBOX_WAITING ", 'dead', state)"
		" where chat in " LEFT_CHATS },
	{ NULL, "update outbox set person = null, reply_to = null, body = null, native_key = null"
		" where chat = ?2 and not " OUTBOX_WAITING },
	{ "conversation.person conversation.state",
	  "delete from conversation where person = ?1 or chat in " LEFT_CHATS },
	{ "person_group.person", "delete from person_group where person = ?1" },
	{ NULL, "delete from subscription where chat in " HIS_CHATS },
	{ "notice.person notice.body", "delete from notice where person = ?1 and not (?4 and coalesce(subject, '') in"
				       " (select 'Q-' || number from cases where " HIS " and live))" },
	{ "callback.person callback.phone",
	  "update callback set phone = null, subject = null, done_at = coalesce(done_at, ?3),"
	  " state = iif(state = 'open', 'withdrawn', state) where person = ?1" },
	{ "case_event.person case_event.text",
	  "update case_event set text = null where text is not null and number in " HIS_FINISHED },
	/* His words in cases of others; those of staff are the office's. */
	{ NULL, "update case_event set text = null where text is not null and person = ?1"
		" and number not in (select number from cases where " HIS ") and at >= coalesce("
		" (select forgotten_at + 86400000 from person where id = ?1),"
		" iif(exists(select 1 from role where person = ?1), ?3 + 1, 0))" },
	/* What staff confirmed is theirs; his own words go. */
	{ "access_note.person access_note.text access_note.place",
	  "delete from access_note where person = ?1 and state <> 'confirmed'" },
	{ NULL, "update access_note set person = null where person = ?1" },
	{ "photo.person photo.source photo.raw photo.bytes",
	  "delete from photo where person = ?1 and lesson is null and (number is null or " OF_A_FINISHED("photo") ")" },
	/* a lesson's picture is the office's */
	{ NULL, "delete from photo where person = ?1 and lesson is not null and state <> 'here'" },
	{ NULL, "update photo set person = null, chat = null where person = ?1 and lesson is not null" },
	{ NULL, "delete from photo where number in " HIS_FINISHED },
	{ NULL, "update photo set chat = null where person = ?1 and chat in " LEFT_CHATS },
	{ "voice.person voice.source",
	  "delete from voice where person = ?1 and (number is null or " OF_A_FINISHED("voice") ")" },
	{ NULL, "delete from voice where number in " HIS_FINISHED },
	{ "cases.person cases.on_behalf cases.behalf cases.place cases.lat cases.lon cases.text",
	  "update cases set text = seal(''), place = null, lat = null, lon = null, datum = null, cell_key = null,"
	  " behalf = null where " HIS " and not live" },
	{ NULL, "update cases set chat = null where person = ?1 and chat in " LEFT_CHATS },
	{ "volunteer.person volunteer.lat volunteer.lon",
	  "update volunteer set state = 'left', area = '', lat = null, lon = null, skills = null where person = ?1" },
	/* What is still to be done for him needs where and for whom; the rest is counted. */
	{ "task.person task.decided_by task.place task.phone task.text task.lat task.lon task.reason",
	  "update task set place = null, phone = null, text = null, lat = null, lon = null, reason = null, near = '',"
	  " state = iif(state in ('requested', 'open', 'taken'), 'withdrawn', state), closed_at = coalesce(closed_at, ?3)"
	  " where person = ?1 and not by_staff" },
	{ "ride.person ride.driver ride.start ride.goal ride.phone",
	  "update ride set start = null, goal = null, phone = null,"
	  " state = iif(state in ('open', 'matched', 'off', 'picked'), 'withdrawn', state), closed_at = coalesce(closed_at, ?3)"
	  " where person = ?1" },
	{ "ride_driver.person ride_driver.phone", "delete from ride_driver where person = ?1" },
	{ "ride_gone.person", "delete from ride_gone where person = ?1" },
	{ "team_member.person", "delete from team_member where person = ?1" },
	{ "publicity.person publicity.note", "update publicity set note = null, person = null where person = ?1" },
	{ "task_offer.person", "update task_offer set said = null where person = ?1" },
	{ "member.person member.organisation member.joined member.confirmed member.living",
	  "update member set state = 'left', organisation = null, joined = null, confirmed = null, living = null"
	  " where person = ?1" },
	{ "role.person", "delete from role where person = ?1" },
	{ "department.duty", "update department set duty = null where duty = ?1" },
	{ "branch.contact", "update branch set contact = null where contact = ?1" },
	{ "site.manager", "update site set manager = null where manager = ?1" },
	{ "station.offered_by", "update station set offered_by = null where offered_by = ?1" },
	{ "child.name child.note child.fetch child.phone",
	  "delete from child where enrolment in (select id from enrolment where person = ?1)" },
	{ "enrolment.person enrolment.about",
	  "update enrolment set about = null, state = iif(attended_at is null, 'left', state) where person = ?1" },
	{ "onsite.speaker", "update onsite set speaker = null where unseal(speaker) ="
			    " (select unseal(name) from person where id = ?1)" },
	{ "duty_desk.person", "delete from duty_desk where person = ?1" },
	{ "handover_line.body",
	  "delete from handover_line where handover in (select id from handover where person = ?1)" },
	{ "handover.person handover.staff",
	  "update handover set person = null, state = 'closed', why = iif(state = 'closed', why, 'deleted'),"
	  " closed_at = coalesce(closed_at, ?3) where person = ?1" },
	{ NULL, "update handover set chat = null where chat in " HIS_CHATS },
	{ NULL, "update handover set state = 'waiting', staff = null, staff_chat = null"
		" where staff = ?1 and state = 'open'" },
	{ "handover_told.person", "delete from handover_told where person = ?1" },
	{ "consent.person", "delete from consent where person = ?1" },
	{ "person_pref.person", "delete from person_pref where person = ?1 and ?2 = 0" },
	{ "hint.person", "delete from hint where person = ?1" },
	{ "reveal.person reveal.staff reveal.reason",
	  "update reveal set person = null, reason = seal('') where person = ?1" },
	/* Whoever replied is told from others by a trace of his id. */
	{ NULL,
	  "update lesson_discussion set who_key = randomblob(16) where who_key in"
	  " (select trace(lesson || '/' || chat || '/' || channel || ':' || unseal(native)) from identity where person = ?1)" },
	{ "bind_code.person", "delete from bind_code where person = ?1" },
	{ "bind_try.person", "delete from bind_try where person = ?1" },
	{ "responsible.person", "delete from responsible where person = ?1" },
	{ "approval.a approval.b",
	  "update approval set state = 'refused' where state = 'open' and (a = ?1 or b = ?1)" },
	{ "listed.person", "delete from listed where person = ?1" },
	{ "duplicate.a duplicate.b", "delete from duplicate where a = ?1 or b = ?1" },
	{ "identity.person identity.native",
	  "delete from identity where person = ?1 and channel is not (select channel from chat where id = ?2)" },
	{ "chat.person chat.native", NULL }, /* erase_chats() */
	{ "person.name person.phone person.site_said",
	  "update person set uid = lower(hex(randomblob(8))), name = null, name_key = null, phone = null,"
	  " phone_key = null, platform = null, site = null, site_said = null,"
	  " left_at = iif(registered, coalesce(left_at, ?3), left_at), registered = 0 where id = ?1" },
	/* clang-format off */
	{ NULL, "update person set created_at = " DAY_OF("created_at") ", registered_at = " DAY_OF("registered_at") ","
		" since = " DAY_OF("since") ", left_at = " DAY_OF("left_at") ","
		" forgotten_at = coalesce(forgotten_at, " DAY_OF("?3") ") where id = ?1" },
	{ "job.person", "update job set platform = null, site = null, from_at = " DAY_OF("from_at") ","
		" to_at = " DAY_OF("to_at") " where person = ?1" },
	/* clang-format on */
	/* Counted; says nothing of him. */
	{ "lesson_reading.person lesson_answer.person window_visit.person case_supporter.person broadcast_copy.person"
	  " broadcast_read.person",
	  NULL },
	/* The office's: what he did as staff. */
	{ "approval.by approval.decided_by member.decided_by cases.taken_by page_link.made_by case_alert.person duty.person visit.person visit.note onsite.person"
	  " later_entry.person later_entry.evidence report_version.person"
	  " broadcast.person broadcast.body",
	  NULL },
	/* Nobody's: masked when they were kept, and gone in time. */
	{ "unmatched.text topic_wanted.text", NULL },
	{ "leaving.person", NULL }, /* remember() */
};

enum { STEPS = sizeof steps / sizeof *steps };

bool forget_knows(const char *column)
{
	struct str rest, one;

	for (size_t i = 0; i < STEPS; i++) {
		rest = str_c(steps[i].columns);
		while (str_split(&rest, ' ', &one))
			if (str_is(one, column))
				return true;
	}
	return false;
}

static void erase_chats(struct db *db, int64_t person, int64_t but, struct arena *a)
{
	int64_t n = db_get_int(db, 0, "select count(*) from chat where person = ?1 and type = 'private'", V(person));
	int64_t *ids = arena_array(a, int64_t, (size_t)n + 1);
	struct rows *r = db_query(db, "select id from chat where person = ?1 and type = 'private' and id <> ?2",
				  V(person), V(but));

	for (n = 0; db_next(r); n++)
		ids[n] = db_int(r, 0);
	db_done(r);
	while (n > 0)
		chat_erase_id(db, ids[--n]);
}

static void erase(struct db *db, int64_t person, int64_t chat, bool contact, ms_t now)
{
	struct arena *a = arena_new();

	for (size_t i = 0; i < STEPS; i++)
		if (steps[i].sql)
			db_run(db, steps[i].sql, V(person), V(chat), V(now), V(contact));
	erase_chats(db, person, chat, a);
	db_scrub_later(db);
	arena_free(a);
}

/* ------------------------------------------------------------------ ledger */

/* Somebody without an id on any platform, known from a list, is found by his phone. A
 * channel's name has no blank. */
#define IDS                                                                                                            \
	" select channel || ':' || unseal(native) as id, person from identity"                                         \
	" union all select 'tel ' || unseal(phone), id from person p where phone is not null"                          \
	" and not exists (select 1 from identity i where i.person = p.id)"

static int64_t ledger_read_to(struct db *db)
{
	return db_get_int_n(db, 0, "select cast(value as integer) from meta where key = 'ledger'", NULL, 0);
}

static void set_ledger_read_to(struct db *db, int64_t bytes)
{
	db_run(db, "insert or replace into meta(key, value) values('ledger', ?1)", V(bytes));
}

static void write_ledger(struct db *db, int64_t person, struct ledger_entry entry, struct arena *a)
{
	int64_t n = db_get_int(db, 0, "select count(*) from (" IDS ") where person = ?1", V(person));
	struct ledger_entry *v = arena_array(a, struct ledger_entry, (size_t)n + 1);
	struct rows *r = db_query(db, "select id from (" IDS ") where person = ?1", V(person));
	int64_t before, after;

	for (n = 0; db_next(r); n++) {
		v[n] = entry;
		ledger_hash(db_keys(db), entry.key, db_str(r, 0), v[n].hash);
	}
	db_done(r);
	if (!n || db_error(db) != OK)
		return;
	enum err e = ledger_add(db_ledger(db), v, (size_t)n, &before, &after);

	if (e != OK)
		db_fail(db, e, "the ledger cannot be written");
	else if (ledger_read_to(db) == before)
		set_ledger_read_to(db, after); /* else forget_again() reads what lies between */
}

/* ------------------------------------------------------------------ forget */

size_t forget_unfinished(struct db *db, int64_t person, int64_t *out, size_t n)
{
	struct rows *r = db_query(db, "select number from cases where " HIS " and live order by number limit ?2",
				  V(person), V((int64_t)n));
	size_t found = 0;

	while (found < n && db_next(r))
		out[found++] = db_int(r, 0);
	db_done(r);
	return found;
}

static bool has_unfinished(struct db *db, int64_t person)
{
	int64_t number;

	return forget_unfinished(db, person, &number, 1) > 0;
}

/* The chat that stays for now; 0: none. */
static int64_t chat_to_keep(struct db *db, const struct forget *f, bool cases, struct arena *a)
{
	struct address v[ADDRESSES_MAX];

	if (f->last_chat)
		return db_get_int(db, 0, "select id from chat where id = ?1 and person = ?2 and type = 'private'",
				  V(f->last_chat), V(f->person));
	/* those that exist come before those that could be made */
	return cases && f->keep_case_contact && chat_addresses(db, f->person, v, a) ? v[0].chat : 0;
}

/* What is still to be done later. */
static void remember(struct db *db, int64_t person, int64_t chat, bool contact, bool cases)
{
	if (chat || cases)
		db_run(db, "insert or replace into leaving(person, chat, contact) values(?1, nullif(?2, 0), ?3)",
		       V(person), V(chat), V(contact));
	else
		db_run(db, "delete from leaving where person = ?1", V(person));
}

/* who: of the ledger's line that says so, or NULL: a line is added. */
static enum forgotten forget(struct db *db, const struct forget *f, const char *who, ms_t now, struct arena *a)
{
	struct str uid = db_get_str(db, a,
				    "select uid from person p where id = ?1 and (forgotten_at is null"
				    " or exists (select 1 from leaving l where l.person = p.id))",
				    V(f->person));

	if (!uid.p)
		return FORGOTTEN_NOBODY;
	bool cases = has_unfinished(db, f->person);
	int64_t chat = chat_to_keep(db, f, cases, a);
	bool contact = chat && cases && f->keep_case_contact;

	if (!who && !f->in_time) {
		struct ledger_entry entry = { .at = now, .key = db_keys(db)->number, .case_kept = contact };

		memcpy(entry.who, uid.p, uid.n < LEDGER_WHO ? uid.n : LEDGER_WHO);
		write_ledger(db, f->person, entry, a);
	}
	erase(db, f->person, chat, contact, now);
	remember(db, f->person, chat, contact, cases);
	timer_set(db, FORGET_TIMER, f->person, now);
	audit(db, now, f->actor, "person.forget", who ? str_c(who) : uid,
	      f->in_time ? STR("in time")
	      : contact	 ? STR("cases open, contact kept")
	      : cases	 ? STR("cases open")
			 : NO_STR);
	return cases ? FORGOTTEN_BUT_CASES : FORGOTTEN;
}

enum forgotten person_forget(struct db *db, const struct forget *f, ms_t now, struct arena *a)
{
	return forget(db, f, NULL, now, a);
}

void forget_returned(struct db *db, int64_t person)
{
	db_run(db, "update person set forgotten_at = null where id = ?1", V(person));
	db_run(db, "delete from leaving where person = ?1", V(person));
}

/* ------------------------------------------------------------------- sweep */

struct leaver {
	int64_t person, chat;
	bool contact, returned, cases, waits;
};

/* The next one after `after`; false: there is none. */
static bool next_leaver(struct db *db, int64_t after, struct leaver *l)
{
	struct rows *r = db_query(
		db,
		"select l.person, coalesce(l.chat, 0), l.contact, p.registered,"
		" exists(select 1 from cases where (person = l.person or on_behalf = l.person) and live),"
		" exists(select 1 from outbox where chat = l.chat and " OUTBOX_WAITING ")"
		" or (l.contact and exists(select 1 from notice where person = l.person))"
		" from leaving l join person p on p.id = l.person where l.person > ?1 order by l.person limit 1",
		V(after));
	bool found = db_next(r);

	if (found)
		*l = (struct leaver){
			db_int(r, 0), db_int(r, 1), db_int(r, 2), db_int(r, 3), db_int(r, 4), db_int(r, 5)
		};
	db_done(r);
	return found;
}

/* All that is left of somebody whose last answer is out, or whose cases are finished. */
static void let_go(struct db *db, const struct leaver *l, ms_t now, struct arena *a)
{
	if (l->contact) { /* so far the ledger says that something stays */
		person_forget(db, &(struct forget){ .person = l->person }, now, a);
		return;
	}
	erase(db, l->person, 0, false, now);
	remember(db, l->person, 0, false, l->cases);
}

void forget_sweep(struct db *db, ms_t now, struct arena *a)
{
	struct leaver l = { 0 };

	while (next_leaver(db, l.person, &l)) {
		bool chat_stays = l.chat && (l.waits || (l.contact && l.cases));

		if (l.returned)
			forget_returned(db, l.person);
		else if (!chat_stays && (l.chat || !l.cases))
			let_go(db, &l, now, a);
	}
}

/* ------------------------------------------------------------------- again */

/* A line of the ledger that this database does not know of, and who was found under it. */
struct unknown {
	const struct ledger_entry *entry; /* in the order of the ledger */
	int64_t person;
};

struct unknowns {
	struct unknown *v;
	size_t n, room;
	struct arena *arena;
};

static void add(struct unknowns *u, const struct ledger_entry *e, int64_t person)
{
	if (u->n == u->room) {
		struct unknown *v = arena_array(u->arena, struct unknown, u->room ? u->room * 2 : 64);

		if (u->n)
			memcpy(v, u->v, u->n * sizeof *v);
		u->v = v;
		u->room = u->room ? u->room * 2 : 64;
	}
	u->v[u->n++] = (struct unknown){ e, person };
}

static int by_hash(const void *a, const void *b)
{
	const struct unknown *x = a, *y = b;
	int order = memcmp(x->entry->hash, y->entry->hash, KEYED_HASH);

	return order ? order : (x->entry > y->entry) - (x->entry < y->entry);
}

static int by_place(const void *a, const void *b)
{
	const struct unknown *x = a, *y = b;

	return (x->entry > y->entry) - (x->entry < y->entry);
}

/* Was this deletion done in this database? */
static bool done_here(struct db *db, const char *who)
{
	return db_get_int(db, 0, "select 1 from audit where action = 'person.forget' and object = ?1 limit 1",
			  V(who)) == 1;
}

/* The first of the sorted lines with this hash; n: there is none. */
static size_t first_with(const struct unknowns *u, const unsigned char hash[KEYED_HASH])
{
	size_t low = 0, high = u->n;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (memcmp(u->v[middle].entry->hash, hash, KEYED_HASH) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Goes through everybody there is. */
static void find(struct db *db, const struct unknowns *lines, struct unknowns *found)
{
	unsigned char hash[KEYED_HASH];
	struct rows *r = db_query0(db, "select id, person from (" IDS ")");

	while (db_next(r)) {
		for (unsigned key = 1; key <= db_keys(db)->newest; key++) {
			ledger_hash(db_keys(db), key, db_str(r, 0), hash);
			for (size_t i = first_with(lines, hash);
			     i < lines->n && memcmp(lines->v[i].entry->hash, hash, sizeof hash) == 0; i++)
				add(found, lines->v[i].entry, db_int(r, 1));
		}
	}
	db_done(r);
	if (found->n)
		qsort(found->v, found->n, sizeof *found->v, by_place);
}

/* Each as the ledger says, in its order; returns how many people that were. */
static int64_t forget_found(struct db *db, const struct unknowns *found, ms_t now, struct arena *a)
{
	int64_t people = 0;

	for (size_t i = 0; i < found->n; i++) {
		const struct ledger_entry *e = found->v[i].entry;
		bool known = false, done = false; /* he has several ids, or asked twice */

		for (size_t k = 0; k < i; k++) {
			known |= found->v[k].person == found->v[i].person;
			done |= found->v[k].person == found->v[i].person && strcmp(found->v[k].entry->who, e->who) == 0;
		}
		if (done)
			continue;
		struct forget f = { .person = found->v[i].person,
				    .actor = "operator",
				    .keep_case_contact = e->case_kept };

		people += forget(db, &f, e->who, now, a) != FORGOTTEN_NOBODY && !known;
	}
	return people;
}

enum err forget_again(struct db *db, const char *ledger, ms_t now, struct arena *a, int64_t *people, struct str *why)
{
	struct unknowns lines = { .arena = a }, found = { .arena = a };
	struct ledger_entry *v;
	size_t n;
	enum err e = ledger_read(ledger, a, &v, &n, why);

	*people = 0;
	if (e != OK)
		return e;
	for (size_t i = 0; i < n; i++)
		if (!done_here(db, v[i].who))
			add(&lines, &v[i], 0);
	if (lines.n) {
		qsort(lines.v, lines.n, sizeof *lines.v, by_hash);
		find(db, &lines, &found);
		*people = forget_found(db, &found, now, a);
	}
	for (size_t i = 0; i < lines.n; i++)
		if (!done_here(db, lines.v[i].entry->who))
			audit(db, now, "operator", "person.forget", str_c(lines.v[i].entry->who), STR("nobody found"));
	set_ledger_read_to(db, ledger_size(ledger));
	return OK;
}

bool forget_is_current(struct db *db, const char *ledger)
{
	return ledger_read_to(db) == ledger_size(ledger);
}
