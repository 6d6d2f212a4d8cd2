/* cluster.c - several people with the same kind of matter at one place: staff hear how many,
 * once, and nothing else. */
#include <inttypes.h>

#include "handlers/case/case.h"
#include "handlers/turn/notice.h"
#include "store/case/same.h"
#include "store/case/routing.h"

enum { PEOPLE_MAX = 2 * STAFF_MAX };

/* The city and the street, each person once. */
static size_t whom(const struct turn_world *w, const struct case_info *c, int64_t *v)
{
	int64_t street[STAFF_MAX];
	size_t n = routing_city_staff(w->db, v, STAFF_MAX),
	       more = routing_street_staff(w->db, c->street, street, STAFF_MAX);

	for (size_t i = 0; i < more; i++) {
		size_t k = 0;

		while (k < n && v[k] != street[i])
			k++;
		if (k == n)
			v[n++] = street[i];
	}
	return n;
}

void case_look_around(const struct turn_world *w, int64_t number, ms_t now, struct arena *a)
{
	struct case_cluster k;
	struct case_info c = case_load(w->db, number, a);
	int64_t v[PEOPLE_MAX];

	if (!w->alert_people ||
	    !case_cluster_new(w->db, number, w->alert_people, now - w->alert_days * MS_DAY, now, &k, a))
		return;
	struct fill fills[] = { FILL("place", k.place), FILL("kind", case_kind(w, c.kind)),
				FILL("what", case_category(w, c.kind, c.category)),
				FILL("days", arena_printf(a, "%" PRId64, w->alert_days)),
				FILL("n", arena_printf(a, "%" PRId64, k.people)) };
	struct notice notice = { .phrase = PHRASE("case.cluster"), .fills = fills, .n = sizeof fills / sizeof *fills };
	size_t n = whom(w, &c, v);

	for (size_t i = 0; i < n; i++) {
		notice.person = v[i];
		if (!routing_manages(w->db, v[i], number))
			(void)notice_send(w, &notice, now, a);
	}
}
