/* reach.c - the rule of chat_addresses() for everybody at once. */
#include "store/messages/reach.h"

#include "store/person/role.h"

#define SEEN                                                                                                           \
	"p.registered and (exists (select 1 from role r where r.person = ?1 and r.role = 'city')"                      \
	" or p.street in (select a.id from place a join role r on r.scope = a.name where r.person = ?1 and r.role = 'street'))"
/* A private chat that is not gone; or an id on a channel (?2, commas around) where he may be written to first. */
#define WAYS                                                                                                           \
	" from (select person, channel from chat where type = 'private' and not gone and person is not null"           \
	" union select i.person, i.channel from identity i where instr(?2, ',' || i.channel || ',')"                   \
	" and not exists (select 1 from chat c where c.person = i.person and c.type = 'private' and c.channel = i.channel)) w"

/* ",bridge,room,": where the bot may write first. */
static struct str first(struct db *db, const struct reach_query *q, struct arena *a)
{
	struct rows *r = db_query0(db, "select distinct channel from identity");
	struct str list = STR(",");

	while (db_next(r))
		if (q->may_write_first(q->arg, db_str(r, 0)))
			list = arena_printf(a, STR_FMT STR_FMT ",", STR_ARG(list), STR_ARG(db_str(r, 0)));
	db_done(r);
	return list;
}

size_t reach_sums(struct db *db, const struct reach_query *q, struct reach_sum out[REACH_CHANNELS], struct arena *a)
{
	struct rows *r = db_query(db,
				  "select w.channel, count(distinct w.person)" WAYS
				  " join person p on p.id = w.person where " SEEN " group by 1 order by 1",
				  V(q->viewer), V(first(db, q, a)));
	size_t n = 0;

	while (n < REACH_CHANNELS && db_next(r))
		out[n++] = (struct reach_sum){ arena_str(a, db_str(r, 0)), db_int(r, 1) };
	db_done(r);
	return n;
}

size_t reach_none(struct db *db, const struct reach_query *q, int64_t *out, size_t room, struct arena *a)
{
	struct rows *r = db_query(
		db, "select p.id from person p where " SEEN " and p.id not in (select w.person" WAYS ") order by p.id",
		V(q->viewer), V(first(db, q, a)));
	size_t n = 0;

	for (; db_next(r); n++)
		if (n < room)
			out[n] = db_int(r, 0);
	db_done(r);
	return n;
}
