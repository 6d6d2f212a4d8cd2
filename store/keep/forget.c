/* forget.c - a person is forgotten: at once, when his cases are finished, again after a
 * restore. What becomes of each table stands in the description of the data (store/schema, `forget`). */
#include "store/keep/forget.h"

#include <stdlib.h>
#include <string.h>

#include "store/db/audit.h"
#include "store/messages/chat.h"
#include "store/db/db.h"
#include "store/keep/ledger.h"
#include "store/messages/outbox.h"
#include "store/person/person.h"
#include "store/schema/schema.h"
#include "store/messages/timer.h"

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

	for (const char *const *sql = forget_statements; *sql; sql++)
		db_run(db, *sql, V(person), V(chat), V(now), V(contact));
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
	struct rows *r = db_query(
		db, "select number from cases where (person = ?1 or on_behalf = ?1) and live order by number limit ?2",
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
