/* profile.c - a person's row of the roster, and the jobs before. */
#include "store/register/profile.h"

#include "store/db/audit.h"
#include "store/person/department.h"
#include "store/keep/forget.h"
#include "store/register/roster.h"

struct profile profile_load(struct db *db, int64_t person, struct arena *a)
{
	struct profile p = { 0 };
	struct rows *r = db_query(
		db,
		"select registered, unseal(name), unseal(phone), trade, platform,"
		" coalesce((select name from site s where s.id = p.site), unseal(site_said)),"
		" (select name from place a where a.id = p.street), coalesce(left_at, 0), coalesce(registered_at, 0) from person p where id = ?1",
		V(person));

	if (db_next(r))
		p = (struct profile){ .registered = db_int(r, 0),
				      .name = db_strdup(r, 1, a),
				      .phone = db_strdup(r, 2, a),
				      .trade = db_strdup(r, 3, a),
				      .platform = db_strdup(r, 4, a),
				      .site = db_strdup(r, 5, a),
				      .street = db_strdup(r, 6, a),
				      .left_at = db_int(r, 7),
				      .registered_at = db_int(r, 8) };
	db_done(r);
	return p;
}

/* Ours by its name, with the platform's in front or without ("羊安1站" of 饿了么 is
 * "饿了么羊安1站"), or by a name that stands in what was said ("美团文君站"), of the same
 * platform before others. The name is then ours. */
static int64_t site_meant(struct db *db, struct str platform, struct str *said, struct arena *a)
{
	int64_t id =
		said->n ? db_get_int(
				  db, 0,
				  "select id from site where ?1 = name or ?1 || '站' = name or instr(?1, name) > 0"
				  " or ?2 || ?1 = name or (platform = ?2 and instr(name, ?1) > 0 and"
				  " (select count(*) from site x where x.platform = ?2 and instr(x.name, ?1) > 0) = 1)"
				  " or (instr(?1, '站') = 0 and length(name) > 2 and instr(?1, rtrim(name, '站')) > 0)"
				  " order by ?1 = name and ?2 is null desc, ?2 || ?1 = name desc, ?1 = name desc, platform = ?2 desc, length(name) desc, id limit 1",
				  V(*said), V(platform))
			: 0;

	if (id)
		*said = db_get_str(db, a, "select name from site where id = ?1", V(id));
	return id;
}

static bool differs(struct str said, struct str known)
{
	return said.n && !(known.p && str_eq(said, known));
}

/* What he did until now goes into the history. */
static void close_job(struct db *db, int64_t person, const char *why, ms_t now)
{
	db_run(db,
	       "insert into job(person, trade, platform, site, street, from_at, to_at, why)"
	       " select id, trade, platform, site, street, coalesce(since_at, registered_at), ?3, ?2 from person"
	       " where id = ?1 and (trade is not null or platform is not null or site is not null)",
	       V(person), V(why), V(now));
}

/* A site of ours settles the street; another platform's site was left with it. */
static void put_site(struct db *db, int64_t person, const struct profile *p, int64_t site)
{
	if (site)
		db_run(db,
		       "update person set site = ?2, site_said = null, street = (select street from site where id = ?2)"
		       " where id = ?1",
		       V(person), V(site));
	else if (p->site.n)
		db_run(db, "update person set site = null, site_said = seal(?2) where id = ?1", V(person), V(p->site));
	else if (p->platform.n)
		db_run(db,
		       "update person set site = null where id = ?1 and site in"
		       " (select id from site where platform is not null and platform <> ?2)",
		       V(person), V(p->platform));
}

struct change {
	const char *name;
	struct str said, known;
};

/* The names of what changes, a space between: for the audit. */
static struct str changed(const struct change *v, size_t n, struct arena *a)
{
	struct str names = STR("");

	for (size_t i = 0; i < n; i++)
		if (differs(v[i].said, v[i].known))
			names = arena_printf(a, STR_FMT "%s%s", STR_ARG(names), names.n ? " " : "", v[i].name);
	return names;
}

static void put(struct db *db, int64_t person, const struct profile *p, int64_t site, struct arena *a)
{
	int64_t street = p->street.n ? street_named_in(db, p->street, a).id : 0;

	if (street)
		db_run(db, "update person set street = ?2 where id = ?1", V(person), V(street));
	put_site(db, person, p, site);
	if (p->name.n)
		db_run(db, "update person set name = seal(?2), name_key = keyed(?2) where id = ?1", V(person),
		       V(p->name));
	if (p->phone.n)
		db_run(db, "update person set phone = seal(?2), phone_key = keyed(?2) where id = ?1", V(person),
		       V(p->phone));
	db_run(db, "update person set trade = coalesce(?2, trade), platform = coalesce(?3, platform) where id = ?1",
	       V(person), V(p->trade), V(p->platform));
}

bool profile_save(struct db *db, int64_t person, const char *actor, const struct profile *said, ms_t now,
		  struct arena *a)
{
	struct profile old = profile_load(db, person, a), p = *said;
	int64_t site = site_meant(db, p.platform.n ? p.platform : old.platform, &p.site, a);
	const struct change v[] = {
		{ "trade", p.trade, old.trade }, { "platform", p.platform, old.platform },
		{ "site", p.site, old.site },	 { "street", p.street, old.street },
		{ "name", p.name, old.name },	 { "phone", p.phone, old.phone },
	};
	bool job = differs(p.trade, old.trade) || differs(p.platform, old.platform) || differs(p.site, old.site);
	struct str names = changed(v, sizeof v / sizeof *v, a);

	if (old.registered && !names.n)
		return false;
	if (differs(p.trade,
		    old.trade)) /* another trade, another vehicle; whoever holds volunteers in memory reads him again */
		db_run(db, "update volunteer set vehicle = iif(?2, null, vehicle) where person = ?1", V(person),
		       V((int64_t)(old.trade.n > 0)));
	if (old.registered && job)
		close_job(db, person, "changed", now);
	put(db, person, &p, site, a);
	forget_returned(db, person);
	db_run(db,
	       "update person set since_at = iif(?3 or not registered, ?2, since_at), registered = 1, left_at = null,"
	       " registered_at = coalesce(registered_at, ?2) where id = ?1",
	       V(person), V(now), V(job));
	audit(db, now, actor, old.registered ? "person.change" : "person.register", str_c(actor), names);
	roster_propose(db, person, now);
	return true;
}

bool profile_leave(struct db *db, int64_t person, const char *actor, ms_t now)
{
	if (!db_get_int(db, 0, "select registered from person where id = ?1", V(person)))
		return false;
	close_job(db, person, "left", now);
	db_run(db, "update person set registered = 0, left_at = ?2, since_at = null where id = ?1", V(person), V(now));
	audit(db, now, actor, "person.leave", str_c(actor), NO_STR);
	return true;
}

struct str profile_ties(struct db *db, int64_t person, struct arena *a)
{
	return db_get_str(
		db, a,
		"select trim(iif(exists(select 1 from volunteer where person = ?1 and state in ('pending', 'active')),"
		" 'volunteer', '') || iif(exists(select 1 from subscription s join chat c on c.id = s.chat"
		" where c.person = ?1 and c.type = 'private' and s.state = 'active'), ' subscription', ''))",
		V(person));
}

void profile_untie(struct db *db, int64_t person, const char *actor, ms_t now)
{
	db_run(db, "update volunteer set state = 'left' where person = ?1 and state <> 'left'", V(person));
	db_run(db,
	       "update subscription set state = 'off' where chat in"
	       " (select id from chat where person = ?1 and type = 'private')",
	       V(person));
	audit(db, now, actor, "person.untie", str_c(actor), NO_STR);
}
