/* member.c - the tables member and branch. */
#include "store/member/member.h"

#include <inttypes.h>
#include <stdio.h>

#include "store/db/audit.h"

struct member member_load(struct db *db, int64_t person, struct arena *a)
{
	struct member m = { 0 };
	struct rows *r = db_query(
		db,
		"select state, coalesce(branch, 0), (select name from branch b where b.id = m.branch), unseal(organisation),"
		" unseal(joined), unseal(confirmed), unseal(living), coalesce(at, 0) from member m where person = ?1",
		V(person));

	if (db_next(r))
		m = (struct member){ .known = true,
				     .state = arena_str(a, db_str(r, 0)),
				     .branch = db_int(r, 1),
				     .branch_name = db_strdup(r, 2, a),
				     .organisation = db_strdup(r, 3, a),
				     .joined = db_strdup(r, 4, a),
				     .confirmed = db_strdup(r, 5, a),
				     .living = db_strdup(r, 6, a),
				     .at = db_int(r, 7) };
	db_done(r);
	return m;
}

void member_checkin(struct db *db, int64_t person, const char *actor, const struct member *said, ms_t now)
{
	db_run(db,
	       "insert into member(person, organisation, joined, confirmed, living, at)"
	       " values(?1, seal(?2), seal(?3), seal(?4), seal(?5), ?6) on conflict(person) do update set"
	       " organisation = coalesce(excluded.organisation, organisation), joined = coalesce(excluded.joined, joined),"
	       " confirmed = coalesce(excluded.confirmed, confirmed), living = coalesce(excluded.living, living),"
	       " at = iif(state in ('refused', 'left'), excluded.at, coalesce(at, excluded.at)),"
	       " branch = iif(state in ('refused', 'left'), null, branch),"
	       " state = iif(state in ('refused', 'left'), 'pending', state)",
	       V(person), V(said->organisation), V(said->joined), V(said->confirmed), V(said->living), V(now));
	audit(db, now, actor, "member.checkin", str_c(actor), NO_STR);
}

static void decided(struct db *db, int64_t person, const char *action, struct str detail, const struct person *by,
		    ms_t now)
{
	db_run(db, "update member set decided_at = ?2, decided_by = ?3 where person = ?1", V(person), V(now),
	       V(by->id));
	audit_row(db, now, by->uid, action, "select uid from person where id = ?1", person, detail);
}

void member_assign(struct db *db, int64_t person, int64_t branch, bool verified, const struct person *by, ms_t now)
{
	char detail[32];

	snprintf(detail, sizeof detail, "branch:%" PRId64, branch);
	db_run(db, "update member set branch = ?2, state = ?3 where person = ?1", V(person), V(branch),
	       V(verified ? "verified" : "pending"));
	decided(db, person, verified ? "member.verify" : "member.pass_on", str_c(detail), by, now);
}

void member_end(struct db *db, int64_t person, const char *state, const struct person *by, ms_t now)
{
	db_run(db, "update member set state = ?2 where person = ?1", V(person), V(state));
	decided(db, person, "member.end", str_c(state), by, now);
}

static size_t ids(struct rows *r, int64_t *out, size_t room)
{
	size_t n = 0;

	for (; db_next(r); n++)
		if (n < room)
			out[n] = db_int(r, 0);
	db_done(r);
	return n;
}

size_t member_waiting(struct db *db, const char *branches, int64_t *out, size_t room)
{
	return ids(db_query(db,
			    "select person from member where state = 'pending'"
			    " and (?1 is null or branch is null or instr(?1, ',' || branch || ','))"
			    " order by at, person",
			    V(branches)),
		   out, room);
}

size_t member_of(struct db *db, int64_t branch, int64_t *out, size_t room)
{
	return ids(
		db_query(
			db,
			"select person from member where state = 'verified' and branch = ?1 order by decided_at, person",
			V(branch)),
		out, room);
}

struct branch branch_load(struct db *db, int64_t id, struct arena *a)
{
	struct branch b = { 0 };
	struct rows *r = db_query(db,
				  "select b.id, b.name, b.meets, coalesce(b.contact, 0), unseal(p.name) from branch b"
				  " left join person p on p.id = b.contact where b.id = ?1",
				  V(id));

	if (db_next(r))
		b = (struct branch){ .id = db_int(r, 0),
				     .name = arena_str(a, db_str(r, 1)),
				     .meets = db_strdup(r, 2, a),
				     .contact = db_int(r, 3),
				     .contact_name = db_strdup(r, 4, a) };
	db_done(r);
	return b;
}

const char *branches_led(struct db *db, int64_t person, struct arena *a)
{
	struct str list = db_get_str(
		db, a,
		"select ',' || coalesce(group_concat(b.id || ',', ''), '') from branch b join role r"
		" on r.scope = b.name where r.person = ?1 and r.role = 'branch'",
		V(person));

	return list.p ? list.p : ",";
}
