/* page_link.c - links to a case's page: rows, and the signature that goes out. */
#include "store/case/page_link.h"

#include <inttypes.h>
#include <sodium.h>
#include <string.h>

#include "store/db/audit.h"
#include "store/case/case.h"
#include "store/person/person.h"

enum { SIGNED_MAX = 96, SIGNATURE_TEXT = 4 * SIGNATURE / 3 };

_Static_assert(SIGNATURE % 3 == 0, "a signature ends with a whole group of base64");

#define LINK_COLUMNS                                                                                                   \
	"select l.id, l.number, l.department, l.uid, d.name, l.made_at, l.expires_at, l.opened_at, l.revoked_at,"      \
	" c.department = l.department and c.assigned_at = l.assigned_at from page_link l"                              \
	" join cases c on c.number = l.number join department d on d.id = l.department "

static struct page_link from_row(struct rows *r, struct arena *a)
{
	struct page_link l = { 0 };

	if (db_next(r))
		l = (struct page_link){
			.id = db_int(r, 0),
			.number = db_int(r, 1),
			.department = db_int(r, 2),
			.uid = arena_cstr(a, db_str(r, 3)),
			.name = arena_str(a, db_str(r, 4)),
			.made_at = db_int(r, 5),
			.expires_at = db_int(r, 6),
			.opened_at = db_int(r, 7),
			.revoked_at = db_int(r, 8),
			.current = db_int(r, 9),
		};
	db_done(r);
	return l;
}

int64_t page_link_make(struct db *db, int64_t number, int64_t person, ms_t expires_at, ms_t now, struct arena *a)
{
	struct case_info c = case_load(db, number, a);

	if (!c.number || !c.department_id)
		return 0;
	db_run(db,
	       "insert into page_link(uid, number, department, assigned_at, made_by, made_at, expires_at)"
	       " values(?1, ?2, ?3, ?4, nullif(?5, 0), ?6, ?7)",
	       V(arena_printf(a, "link:%s", random_uid(a))), V(number), V(c.department_id), V(c.assigned_at), V(person),
	       V(now), V(expires_at / MS_SECOND * MS_SECOND));
	int64_t id = db_last_id(db);

	case_note(db, number, &(struct case_note){ .event = "link_made", .person = person, .detail = c.department },
		  now);
	return id;
}

struct page_link page_link_load(struct db *db, int64_t id, struct arena *a)
{
	return from_row(db_query(db, LINK_COLUMNS "where l.id = ?1", V(id)), a);
}

struct page_link page_link_standing(struct db *db, int64_t number, ms_t until, struct arena *a)
{
	return from_row(db_query(db,
				 LINK_COLUMNS "where l.number = ?1 and l.expires_at >= ?2 and l.revoked_at is null"
					      " and c.department = l.department and c.assigned_at = l.assigned_at"
					      " order by l.id desc limit 1",
				 V(number), V(until)),
			a);
}

int64_t page_link_revoke(struct db *db, int64_t number, int64_t person, ms_t now)
{
	int64_t n = db_run(
		db, "update page_link set revoked_at = ?2 where number = ?1 and revoked_at is null and expires_at > ?2",
		V(number), V(now));

	if (n)
		case_note(db, number, &(struct case_note){ .event = "link_revoked", .person = person }, now);
	return n;
}

void page_link_opened(struct db *db, const struct page_link *l, ms_t now)
{
	if (!db_run(db, "update page_link set opened_at = ?2 where id = ?1 and opened_at is null", V(l->id), V(now)))
		return;
	case_note(db, l->number, &(struct case_note){ .event = "link_opened", .link = l->id }, now);
}

bool page_link_was_sent(struct db *db, int64_t link, struct str once)
{
	return db_get_int(db, 0, "select count(*) from page_link_sent where link = ?1 and once = ?2", V(link), V(once));
}

void page_link_keep_sent(struct db *db, int64_t link, struct str once)
{
	db_run(db, "insert into page_link_sent(link, once) values(?1, ?2) on conflict do nothing", V(link), V(once));
}

/* ----------------------------------------------------------------------- the token */

static struct str signed_part(char out[SIGNED_MAX], int64_t number, int64_t id, int64_t seconds)
{
	int n = snprintf(out, SIGNED_MAX, "page/%" PRId64 "/%" PRId64 "/%" PRId64, number, id, seconds);

	return (struct str){ out, (size_t)n };
}

struct str page_token(struct db *db, const struct page_link *l, struct arena *a)
{
	char text[SIGNED_MAX], shown[SIGNATURE_TEXT + 1];
	unsigned char signature[SIGNATURE];
	int64_t seconds = l->expires_at / MS_SECOND;

	sign(db_keys(db), signed_part(text, l->number, l->id, seconds), signature);
	sodium_bin2base64(shown, sizeof shown, signature, sizeof signature, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	return arena_printf(a, "%" PRId64 ".%" PRId64 ".%s", l->id, seconds, shown);
}

bool page_token_read(struct db *db, int64_t number, struct str token, int64_t *id, ms_t *expires_at)
{
	char text[SIGNED_MAX];
	unsigned char signature[SIGNATURE];
	struct str rest = token, id_said, term;
	int64_t seconds;
	size_t n;

	if (token.n > PAGE_TOKEN_MAX || !str_split(&rest, '.', &id_said) || !str_split(&rest, '.', &term) ||
	    !str_int(id_said, 1, INT64_MAX, id) || !str_int(term, 1, INT64_MAX / MS_SECOND, &seconds) ||
	    rest.n != SIGNATURE_TEXT ||
	    sodium_base642bin(signature, sizeof signature, rest.p, rest.n, NULL, &n, NULL,
			      sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
	    n != SIGNATURE)
		return false;
	*expires_at = seconds * MS_SECOND;
	return sign_is(db_keys(db), signed_part(text, number, *id, seconds), signature);
}
