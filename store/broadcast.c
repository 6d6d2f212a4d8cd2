/* broadcast.c - broadcasts and their copies. */
#include "store/broadcast.h"

#include <inttypes.h>

#include "bot/base/json.h"
#include "store/audit.h"
#include "store/number.h"
#include "store/outbox.h"
#include "store/person.h"

enum { OPT_OUT_MOST = 64 }; /* copies that wait for one person at once */

/* ------------------------------------------------------------------- audience */

struct str audience_save(const struct audience *w, struct arena *a)
{
	cJSON *o = cJSON_CreateObject();

	cJSON_AddBoolToObject(o, "groups", w->groups);
	cJSON_AddBoolToObject(o, "people", w->people);
	cJSON_AddBoolToObject(o, "members", w->members);
	cJSON_AddBoolToObject(o, "volunteers", w->volunteers);
	cJSON_AddNumberToObject(o, "street", (double)w->street);
	cJSON_AddNumberToObject(o, "branch", (double)w->branch);
	cJSON_AddNumberToObject(o, "site", (double)w->site);
	cJSON_AddBoolToObject(o, "subscribers", w->subscribers);
	if (w->trade)
		cJSON_AddStringToObject(o, "trade", w->trade);
	if (w->titled)
		cJSON_AddStringToObject(o, "titled", w->titled);
	struct str s = json_print(o, a);

	cJSON_Delete(o);
	return s;
}

void audience_load(struct str text, struct audience *w, struct arena *a)
{
	struct str why;
	cJSON *o = json_parse(text, a, &why);
	struct str trade = json_str(o, "trade"), titled = json_str(o, "titled");

	*w = (struct audience){
		.groups = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(o, "groups")),
		.people = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(o, "people")),
		.members = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(o, "members")),
		.volunteers = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(o, "volunteers")),
		.street = json_int(o, "street", 0),
		.branch = json_int(o, "branch", 0),
		.site = json_int(o, "site", 0),
		.subscribers = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(o, "subscribers")),
		.trade = trade.p ? arena_cstr(a, trade) : NULL,
		.titled = titled.p ? arena_cstr(a, titled) : NULL,
	};
	cJSON_Delete(o);
}

struct str audience_place(struct db *db, const struct audience *w, struct arena *a)
{
	return db_get_str(db, a,
			  "select trim(coalesce((select name from place where id = ?1), '') || ' ' ||"
			  " coalesce((select name from branch where id = ?2), '') || ' ' ||"
			  " coalesce((select name from site where id = ?3), ''))",
			  V(w->street), V(w->branch), V(w->site));
}

/* ?1 street, ?2 branch, ?3 site, ?4 trade, ?5 members only, ?6 volunteers only, ?7 subscribers only. */
#define PEOPLE                                                                                                                 \
	" from person p where (?1 = 0 or p.street = ?1 or exists(select 1 from site s where s.id = p.site and s.street = ?1))" \
	" and (?2 = 0 or exists(select 1 from member m where m.person = p.id and m.branch = ?2 and m.state = 'verified'))"     \
	" and (?3 = 0 or p.site = ?3) and (?4 is null or p.trade = ?4)"                                                        \
	" and (not ?5 or exists(select 1 from member m where m.person = p.id and m.state = 'verified'))"                       \
	" and (not ?6 or exists(select 1 from volunteer v where v.person = p.id and v.state = 'active'))"                      \
	" and (not ?7 or exists(select 1 from chat c join subscription u on u.chat = c.id"                                     \
	"  where c.person = p.id and u.kind = 'briefing' and u.state = 'active'))"                                             \
	" and (p.registered or ?2 or ?5 or ?6 or ?7)"
#define OPTED_OUT " exists(select 1 from person_pref f where f.person = p.id and f.kind in ('all', 'broadcast'))"
#define PEOPLE_OF(w)                                                                                                   \
	V((w)->street), V((w)->branch), V((w)->site), V((w)->trade), V((w)->members), V((w)->volunteers),              \
		V((w)->subscribers)
/* ?1 street, ?2 branch, ?3 words in the name, ?4 subscribers only. */
#define GROUPS                                                                                                           \
	" from chat g where g.type = 'group' and not g.gone and (?1 = 0 or g.street = ?1) and (?2 = 0 or g.branch = ?2)" \
	" and (?3 is null or instr(g.title, ?3) > 0)"                                                                    \
	" and (not ?4 or exists(select 1 from subscription u where u.chat = g.id and u.kind = 'briefing'"                \
	"  and u.state = 'active'))"
#define GROUPS_OF(w) V((w)->street), V((w)->branch), V((w)->titled), V((w)->subscribers)

/* ";bridge;room;": the channels on which the bot may write first. */
static struct str open_channels(struct db *db, bool (*may_write)(void *, struct str), void *arg, struct arena *a)
{
	struct rows *r = db_query0(db, "select distinct channel from identity order by 1");
	struct str open = STR(";");

	while (db_next(r))
		if (may_write(arg, db_str(r, 0)))
			open = arena_printf(a, STR_FMT STR_FMT ";", STR_ARG(open), STR_ARG(db_str(r, 0)));
	db_done(r);
	return open;
}

struct audience_size audience_count(struct db *db, const struct audience *w, bool (*may_write)(void *, struct str),
				    void *arg, struct arena *a)
{
	struct audience_size size = { 0 };

	if (w->groups)
		size.groups = db_get_int(db, 0, "select count(*)" GROUPS, GROUPS_OF(w));
	if (!w->people)
		return size;
	struct rows *r = db_query(
		db,
		"select count(*), sum(" OPTED_OUT "),"
		" sum(not exists(select 1 from chat c where c.person = p.id and c.type = 'private' and not c.gone)"
		" and not exists(select 1 from identity i where i.person = p.id and instr(?8, ';' || i.channel || ';') > 0))" PEOPLE,
		PEOPLE_OF(w), V(open_channels(db, may_write, arg, a)));

	if (db_next(r)) {
		size.people = db_int(r, 0);
		size.opted_out = db_int(r, 1);
		size.unreached = db_int(r, 2);
	}
	db_done(r);
	return size;
}

/* ----------------------------------------------------------------- the broadcast */

static struct str column(struct rows *r, int i, struct arena *a)
{
	return db_is_null(r, i) ? NO_STR : arena_str(a, db_str(r, i));
}

#define COLUMNS "number, kind, state, day, unseal(body), audience, urgent, person, created_at, starts_at, finished_at"

static struct broadcast from_row(struct rows *r, struct arena *a)
{
	struct broadcast b = { .number = db_int(r, 0),
			       .kind = column(r, 1, a),
			       .state = column(r, 2, a),
			       .day = column(r, 3, a),
			       .body = column(r, 4, a),
			       .urgent = db_int(r, 6),
			       .person = db_int(r, 7),
			       .created_at = db_int(r, 8),
			       .starts_at = db_int(r, 9),
			       .finished_at = db_int(r, 10) };

	audience_load(db_str(r, 5), &b.audience, a);
	return b;
}

static void audit_it(struct db *db, int64_t number, const char *action, const char *actor, ms_t now)
{
	struct arena *a = arena_new();

	audit(db, now, actor, action, db_get_str(db, a, "select uid from broadcast where number = ?1", V(number)),
	      arena_printf(a, "B-%" PRId64, number));
	arena_free(a);
}

int64_t broadcast_draft(struct db *db, const struct broadcast *b, ms_t now, struct arena *a)
{
	int64_t number = number_next(db, "B");

	db_run(db,
	       "insert into broadcast(number, uid, kind, day, body, audience, urgent, person, created_at)"
	       " values(?1, ?2, ?3, ?4, seal(?5), ?6, ?7, nullif(?8, 0), ?9)",
	       V(number), V(random_uid(a)), V(b->kind), V(b->day), V(b->body), V(audience_save(&b->audience, a)),
	       V(b->urgent), V(b->person), V(now));
	return number;
}

struct broadcast broadcast_load(struct db *db, int64_t number, struct arena *a)
{
	struct rows *r = db_query(db, "select " COLUMNS " from broadcast where number = ?1", V(number));
	struct broadcast b = { 0 };

	if (db_next(r))
		b = from_row(r, a);
	db_done(r);
	return b;
}

void broadcast_rewrite(struct db *db, int64_t number, struct str body)
{
	db_run(db, "update broadcast set body = seal(?2) where number = ?1 and state = 'draft'", V(number), V(body));
}

bool broadcast_schedule(struct db *db, int64_t number, ms_t at, const char *actor, ms_t now)
{
	bool taken = db_get_int(
			     db, 0,
			     "select count(*) from broadcast b, broadcast o where b.number = ?1 and b.kind = 'briefing'"
			     " and o.kind = 'briefing' and o.day = b.day and o.state not in ('draft', 'stopped')",
			     V(number)) > 0;

	if (taken ||
	    db_run(db, "update broadcast set state = 'scheduled', starts_at = ?2 where number = ?1 and state = 'draft'",
		   V(number), V(at)) != 1)
		return false;
	audit_it(db, number, "broadcast.schedule", actor, now);
	return true;
}

int64_t broadcast_left(struct db *db, int64_t number)
{
	return db_get_int(
		db, 0, "select count(*) from outbox where broadcast = ?1 and state in ('sending', 'sent', 'uncertain')",
		V(number));
}

bool broadcast_stop(struct db *db, int64_t number, const char *actor, ms_t now, int64_t *left)
{
	bool open = db_run(db,
			   "update broadcast set state = 'stopped', finished_at = ?2"
			   " where number = ?1 and state in ('draft', 'scheduled', 'sending')",
			   V(number), V(now)) == 1;

	/* what waits in the outbox leaves no more, also when all had been queued */
	int64_t held = db_run(db,
			      "update outbox set state = 'dead', why = 'stopped' where broadcast = ?1"
			      " and state in ('queued', 'retry')",
			      V(number));

	if (held > 0)
		db_run(db, "update broadcast set state = 'stopped', finished_at = ?2 where number = ?1", V(number),
		       V(now));
	*left = broadcast_left(db, number);
	if (open || held > 0)
		audit_it(db, number, "broadcast.stop", actor, now);
	return open || held > 0;
}

void broadcast_missed(struct db *db, int64_t number, ms_t now)
{
	db_run(db, "update broadcast set state = 'missed', finished_at = ?2 where number = ?1", V(number), V(now));
	audit_it(db, number, "broadcast.missed", NULL, now);
}

int64_t broadcast_of_day(struct db *db, struct str day)
{
	return db_get_int(
		db, 0,
		"select number from broadcast where kind = 'briefing' and day = ?1 and state in ('scheduled', 'sending')",
		V(day));
}

size_t broadcast_end_of_day(struct db *db, struct str day, int64_t *unsent, size_t room, ms_t now)
{
	struct rows *r = db_query(db,
				  "select number from broadcast b where kind = 'briefing' and day < ?1"
				  " and state in ('scheduled', 'sending')"
				  " and not exists(select 1 from broadcast_copy c where c.broadcast = b.number)"
				  " limit ?2",
				  V(day), V((int64_t)room));
	size_t n = 0;

	while (n < room && db_next(r))
		unsent[n++] = db_int(r, 0);
	db_done(r);
	for (size_t i = 0; i < n; i++)
		broadcast_missed(db, unsent[i], now);
	db_run(db,
	       "update broadcast set state = 'sent', finished_at = ?2 where kind = 'briefing' and day < ?1"
	       " and state in ('scheduled', 'sending')",
	       V(day), V(now));
	return n;
}

/* ------------------------------------------------------------------- delivering */

static size_t next_groups(struct db *db, const struct broadcast *b, int64_t cursor, struct recipient *out, size_t room,
			  struct arena *a)
{
	struct rows *r = db_query(db, "select g.id, g.channel" GROUPS " and g.id > ?5 order by g.id limit ?6",
				  GROUPS_OF(&b->audience), V(cursor), V((int64_t)room));
	size_t n = 0;

	while (n < room && db_next(r))
		out[n++] = (struct recipient){ .chat = db_int(r, 0), .channel = arena_str(a, db_str(r, 1)) };
	db_done(r);
	return n;
}

static size_t next_people(struct db *db, const struct broadcast *b, int64_t cursor, struct recipient *out, size_t room)
{
	struct rows *r = db_query(db, "select p.id," OPTED_OUT PEOPLE " and p.id > ?8 order by p.id limit ?9",
				  PEOPLE_OF(&b->audience), V(cursor), V((int64_t)room));
	size_t n = 0;

	while (n < room && db_next(r))
		out[n++] = (struct recipient){ .person = db_int(r, 0), .opted_out = db_int(r, 1) };
	db_done(r);
	return n;
}

size_t broadcast_next(struct db *db, const struct broadcast *b, struct recipient *out, size_t room, struct arena *a)
{
	int64_t cursor = db_get_int(db, 0, "select cursor from broadcast where number = ?1", V(b->number));
	bool groups_done = db_get_int(db, 0, "select groups_done from broadcast where number = ?1", V(b->number));
	size_t n = 0;

	if (b->audience.groups && !groups_done) {
		n = next_groups(db, b, cursor, out, room, a);
		if (n)
			return n;
	}
	if (!groups_done) {
		db_run(db, "update broadcast set groups_done = 1, cursor = 0 where number = ?1", V(b->number));
		cursor = 0;
	}
	return b->audience.people ? next_people(db, b, cursor, out, room) : 0;
}

bool broadcast_has(struct db *db, int64_t number, int64_t person, int64_t chat)
{
	if (person)
		return db_get_int(db, 0, "select count(*) from broadcast_copy where broadcast = ?1 and person = ?2",
				  V(number), V(person)) > 0;
	return db_get_int(db, 0,
			  "select count(*) from broadcast_copy where broadcast = ?1 and chat = ?2 and person is null",
			  V(number), V(chat)) > 0;
}

bool broadcast_copy(struct db *db, int64_t number, const struct recipient *to, int64_t outbox, const char *skipped,
		    ms_t now)
{
	bool added = db_run(db,
			    "insert into broadcast_copy(broadcast, person, chat, outbox, skipped, at)"
			    " values(?1, nullif(?2, 0), nullif(?3, 0), nullif(?4, 0), ?5, ?6) on conflict do nothing",
			    V(number), V(to->person), V(to->chat), V(outbox), V(skipped), V(now)) > 0;

	db_run(db,
	       "update broadcast set cursor = max(cursor, ?2), state = case when state = 'scheduled' then 'sending' else state end"
	       " where number = ?1",
	       V(number), V(to->person ? to->person : to->chat));
	return added;
}

size_t broadcast_sending(struct db *db, int64_t *out, size_t room)
{
	struct rows *r = db_query(
		db, "select number from broadcast where kind = 'broadcast' and state = 'sending' limit ?1",
		V((int64_t)room));
	size_t n = 0;

	while (n < room && db_next(r))
		out[n++] = db_int(r, 0);
	db_done(r);
	return n;
}

void broadcast_finish(struct db *db, int64_t number, ms_t now)
{
	db_run(db,
	       "update broadcast set state = 'sent', finished_at = ?2 where number = ?1 and state in ('scheduled', 'sending')",
	       V(number), V(now));
}

bool broadcast_waits(struct db *db, int64_t number)
{
	return db_get_int(db, 0, "select exists(select 1 from outbox where broadcast = ?1 and " OUTBOX_WAITING ")",
			  V(number)) > 0;
}

void broadcast_opted_out(struct db *db, int64_t person, const char *kind)
{
	struct rows *r = db_query(
		db,
		"select o.id, o.broadcast from outbox o join broadcast b on b.number = o.broadcast"
		" where (o.state = 'queued' or o.state = 'sending' or o.state = 'retry') and o.person = ?1"
		" and o.state <> 'sending' and (?2 = 'all' or b.kind = ?2)",
		V(person), V(kind));
	int64_t waiting[OPT_OUT_MOST][2];
	size_t n = 0;

	for (; n < OPT_OUT_MOST && db_next(r); n++) {
		waiting[n][0] = db_int(r, 0);
		waiting[n][1] = db_int(r, 1);
	}
	db_done(r);
	for (size_t i = 0; i < n; i++) {
		db_run(db, "update outbox set state = 'dead', why = 'opted out' where id = ?1", V(waiting[i][0]));
		db_run(db, "update broadcast_copy set skipped = 'opted out' where broadcast = ?1 and person = ?2",
		       V(waiting[i][1]), V(person));
	}
}

int64_t broadcast_to_chat(struct db *db, int64_t chat, ms_t since)
{
	return db_get_int(db, 0,
			  "select broadcast from outbox where chat = ?1 and broadcast is not null and created_at >= ?2"
			  " and state in ('sending', 'sent', 'uncertain') order by id desc limit 1",
			  V(chat), V(since));
}

int64_t broadcast_waiting(struct db *db)
{
	return db_get_int_n(db, 0,
			    "select count(*) from (select 1 from outbox where " OUTBOX_WAITING
			    " and broadcast is not null limit 5000)",
			    NULL, 0);
}

void broadcast_read(struct db *db, int64_t number, int64_t person, ms_t now)
{
	db_run(db,
	       "insert into broadcast_read(broadcast, person, at) select number, ?2, ?3 from broadcast where number = ?1"
	       " on conflict do nothing",
	       V(number), V(person), V(now));
}

struct broadcast_figures broadcast_figures(struct db *db, int64_t number)
{
	struct broadcast_figures f = { 0 };
	struct rows *r = db_query(
		db,
		"select count(*), sum(o.state in ('queued', 'sending', 'retry')), sum(o.state = 'sent'),"
		" sum(o.state = 'dead' and c.skipped is null), sum(o.state = 'uncertain'), sum(c.skipped = 'opted out'), sum(c.skipped = 'unreached'),"
		" sum(c.skipped = 'missed'), (select count(*) from broadcast_read r where r.broadcast = ?1)"
		" from broadcast_copy c left join outbox o on o.id = c.outbox where c.broadcast = ?1",
		V(number));

	if (db_next(r))
		f = (struct broadcast_figures){ db_int(r, 0), db_int(r, 1), db_int(r, 2), db_int(r, 3), db_int(r, 4),
						db_int(r, 5), db_int(r, 6), db_int(r, 7), db_int(r, 8) };
	db_done(r);
	return f;
}

size_t broadcast_list(struct db *db, struct broadcast *out, size_t room, struct arena *a)
{
	struct rows *r = db_query(
		db,
		"select " COLUMNS
		" from broadcast where state <> 'draft' and starts_at is not null order by number desc limit ?1",
		V((int64_t)room));
	size_t n = 0;

	while (n < room && db_next(r))
		out[n++] = from_row(r, a);
	db_done(r);
	return n;
}
