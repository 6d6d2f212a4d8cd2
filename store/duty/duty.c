/* duty.c - duties. */
#include "store/duty/duty.h"

#include <inttypes.h>

#include "store/db/audit.h"
#include "store/db/number.h"
#include "store/person/person.h"

/* For SQL: who may see duty d. City staff all, others what is their department's or street's. */
#define SEEN_BY(who)                                                                                                   \
	" exists(select 1 from role r where r.person = " who " and (r.role = 'city'"                                   \
	" or (r.role in ('department', 'street') and r.scope = p.name)))"
#define COLUMNS "d.code, d.list, d.text, p.name, d.due_day, d.state, d.evidence, d.department"
#define FROM " from duty d left join department p on p.id = d.department"

static struct duty from_row(struct rows *r, struct arena *a)
{
	return (struct duty){
		.code = db_int(r, 0),
		.list = db_strdup(r, 1, a),
		.text = db_strdup(r, 2, a),
		.department = db_strdup(r, 3, a),
		.due = db_strdup(r, 4, a),
		.state = db_strdup(r, 5, a),
		.evidence = db_strdup(r, 6, a),
		.department_id = db_int(r, 7),
	};
}

static void audit_duty(struct db *db, int64_t code, const char *action, struct str detail, const char *actor, ms_t now)
{
	audit_row(db, now, actor, action, "select uid from duty where code = ?1", code, detail);
}

int64_t duty_add(struct db *db, const struct duty_new *d, ms_t now, struct arena *a)
{
	int64_t code = number_next(db, "D");

	db_run(db,
	       "insert into duty(code, uid, list, text, department, due_day, person, created_at)"
	       " values(?1, ?2, ?3, ?4, nullif(?5, 0), ?6, ?7, ?8)",
	       V(code), V(random_uid(a)), V(d->list), V(d->text), V(d->department), V(d->due), V(d->person), V(now));
	audit_duty(db, code, "duty.add", d->list, d->actor, now);
	return code;
}

struct duty duty_load(struct db *db, int64_t code, struct arena *a)
{
	struct rows *r = db_query(db, "select " COLUMNS FROM " where d.code = ?1", V(code));
	struct duty d = { 0 };

	if (db_next(r))
		d = from_row(r, a);
	db_done(r);
	return d;
}

void duty_change(struct db *db, int64_t code, int64_t department, struct str due, const char *actor, ms_t now)
{
	db_run(db,
	       "update duty set department = coalesce(nullif(?2, 0), department), due_day = coalesce(?3, due_day) where code = ?1",
	       V(code), V(department), V(due));
	audit_duty(db, code, "duty.change", due, actor, now);
}

static bool finish(struct db *db, int64_t code, const char *state, struct str words, ms_t now)
{
	return db_run(db, "update duty set state = ?2, evidence = ?3, done_at = ?4 where code = ?1 and state = 'open'",
		      V(code), V(state), V(words), V(now)) > 0;
}

bool duty_done(struct db *db, int64_t code, struct str evidence, const char *actor, ms_t now)
{
	bool done = finish(db, code, "done", evidence, now);

	if (done)
		audit_duty(db, code, "duty.done", NO_STR, actor, now);
	return done;
}

bool duty_drop(struct db *db, int64_t code, struct str why, const char *actor, ms_t now)
{
	bool dropped = finish(db, code, "dropped", why, now);

	if (dropped)
		audit_duty(db, code, "duty.drop", NO_STR, actor, now);
	return dropped;
}

size_t duty_list(struct db *db, const struct duty_query *q, struct duty *out, size_t room, struct arena *a)
{
	struct rows *r = db_query(
		db,
		"select " COLUMNS FROM
		" where" SEEN_BY("?1") " and (?2 = 0 or d.department = ?2)"
				       " and (?3 is null or d.list = ?3)"
				       " and (?4 is null or (d.state = 'open' and d.due_day < ?4))"
				       " and (not ?5 or d.state = 'open') and d.state <> 'dropped'"
				       " order by d.state = 'done', d.due_day is null, d.due_day, d.code limit ?6",
		V(q->viewer), V(q->department), V(q->list), V(q->late_on), V(q->open_only), V((int64_t)room));
	size_t n = 0;

	while (n < room && db_next(r))
		out[n++] = from_row(r, a);
	db_done(r);
	return n;
}

bool duty_seen_by(struct db *db, int64_t code, int64_t person)
{
	return db_get_int(db, 0, "select count(*)" FROM " where d.code = ?1 and" SEEN_BY("?2"), V(code), V(person)) > 0;
}

/* How many characters of `words` stand in a row in `text`, at most. */
static size_t longest_common(struct str words, struct str text)
{
	size_t best = 0;

	for (size_t i = 0; i < words.n; i++) {
		if (((unsigned char)words.p[i] & 0xC0) == 0x80)
			continue;
		for (size_t k = i + best + 1; k <= words.n; k++) {
			if (k < words.n && ((unsigned char)words.p[k] & 0xC0) == 0x80)
				continue;
			if (str_find(text, str_sub(words, i, k)) < 0)
				break;
			best = k - i;
		}
	}
	return best;
}

int64_t duty_worded(struct db *db, int64_t person, struct str words, struct arena *a)
{
	enum { TWO_HAN = 6 };
	struct duty d[200];
	size_t n = duty_list(db, &(struct duty_query){ .viewer = person, .open_only = true }, d, 200, a);
	size_t best = TWO_HAN - 1;
	int64_t found = 0;

	for (size_t i = 0; i < n; i++) {
		size_t common = longest_common(words, d[i].text);

		if (common > best) {
			best = common;
			found = d[i].code;
		} else if (common == best) {
			found = 0;
		}
	}
	return found;
}

size_t duty_owners(struct db *db, int64_t code, int64_t *people, size_t room)
{
	struct rows *r = db_query(db,
				  "select distinct r.person" FROM
				  " join role r on r.scope = p.name and r.role in ('department', 'street')"
				  " where d.code = ?1 order by r.person",
				  V(code));

	return db_ints(r, people, room);
}

size_t duty_sums(struct db *db, int64_t viewer, struct str today, struct duty_sum *out, size_t room, struct arena *a)
{
	struct rows *r = db_query(
		db,
		"select p.name, sum(d.state = 'open'), sum(d.state = 'open' and d.due_day < ?2) as late,"
		" sum(d.state = 'done')" FROM
		" where" SEEN_BY("?1") " and d.state <> 'dropped'"
				       " group by d.department order by late desc, p.name limit ?3",
		V(viewer), V(today), V((int64_t)room));
	size_t n = 0;

	while (n < room && db_next(r))
		out[n++] = (struct duty_sum){ db_strdup(r, 0, a), db_int(r, 1), db_int(r, 2), db_int(r, 3) };
	db_done(r);
	return n;
}
