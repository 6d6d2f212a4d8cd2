/* audience.c - whom a broadcast reaches. */
#include "bot/base/json.h"
#include "store/broadcast/broadcast.h"

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
	size.people = db_get_int(db, 0, "select count(*)" PEOPLE, PEOPLE_OF(w));
	/* few said so: they are looked up, not everybody */
	size.opted_out = db_get_int(
		db, 0,
		"select count(*)" PEOPLE
		" and p.id in (select person from person_pref where kind = 'all' or kind = 'broadcast')",
		PEOPLE_OF(w));
	size.unreached = db_get_int(
		db, 0,
		"select count(*)" PEOPLE
		" and not exists(select 1 from chat c where c.person = p.id and c.type = 'private' and not c.gone)"
		" and not exists(select 1 from identity i where i.person = p.id and instr(?8, ';' || i.channel || ';') > 0)",
		PEOPLE_OF(w), V(open_channels(db, may_write, arg, a)));
	return size;
}

/* ------------------------------------------------------------------- one after the other */

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
