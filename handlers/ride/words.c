/* words.c - rides in words, and notices about them. */
#include <inttypes.h>

#include "bot/base/buf.h"
#include "handlers/turn/mask.h"
#include "handlers/ride/ride.h"
#include "handlers/talk/errand.h"
#include "store/task/task.h"
#include "store/person/person.h"
#include "store/schema/words.h"

enum { NAMES_MAX = 512 };

static struct str word(const struct turn_world *w, const char *name, struct arena *a)
{
	return phrase(w->pack, name, 0, NULL, 0, a);
}

static const char *state_word(struct str state)
{
	switch (ride_state_of(state)) {
	case RIDE_STATE_OPEN:
		return PHRASE("ride.state.open");
	case RIDE_STATE_MATCHED:
		return PHRASE("ride.state.matched");
	case RIDE_STATE_OFF:
		return PHRASE("ride.state.off");
	case RIDE_STATE_PICKED:
		return PHRASE("ride.state.picked");
	case RIDE_STATE_DONE:
		return PHRASE("ride.state.done");
	default:
		return PHRASE("ride.state.over");
	}
}

static struct str proposed(const struct turn_world *w, const struct ride *r, struct arena *a)
{
	int64_t people[RIDE_PROPOSED];
	size_t n = ride_proposals(w->db, r->code, people, RIDE_PROPOSED);
	struct buf b;

	buf_init(&b, NAMES_MAX);
	for (size_t i = 0; i < n; i++) {
		struct str name = person_load(w->db, people[i], a).name;

		if (i)
			buf_char(&b, ' ');
		buf_add(&b, name.p ? name : STR("?"));
	}
	struct str all = n ? arena_str(a, buf_str(&b)) : word(w, PHRASE("ride.no_driver"), a);

	buf_free(&b);
	return all;
}

static struct str or_unsaid(const struct turn_world *w, struct str s, struct arena *a)
{
	return s.n ? s : word(w, PHRASE("task.unsaid"), a);
}

size_t ride_fills(const struct turn_world *w, const struct ride *r, bool masked, struct fill out[RIDE_FILLS],
		  struct arena *a)
{
	struct str driver = r->driver ? ride_driver_load(w->db, r->driver, a).phone : NO_STR;
	struct str name = r->driver ? person_load(w->db, r->driver, a).name : NO_STR;
	size_t n = 0;

	out[n++] = FILL("number", task_number(r->code, a));
	out[n++] = FILL("when", task_when(r->at, a));
	out[n++] = FILL("start", or_unsaid(w, r->start, a));
	out[n++] = FILL("goal", or_unsaid(w, r->goal, a));
	out[n++] = FILL("seats", arena_printf(a, "%" PRId64, r->seats));
	out[n++] = FILL("phone", or_unsaid(w, masked ? task_phone_masked(w, r->code, r->phone, a) : r->phone, a));
	out[n++] = FILL("driver", or_unsaid(w, name, a));
	out[n++] = FILL("driver_phone", or_unsaid(w, masked && driver.n ? mask_phone(driver, a) : driver, a));
	out[n++] = FILL("drivers", proposed(w, r, a));
	out[n++] = FILL("state", word(w, state_word(r->state), a));
	return n;
}

void ride_say(struct turn *t, const struct ride *r, const char *name)
{
	struct fill fills[RIDE_FILLS];

	turn_say_n(t, name, fills, ride_fills(t->world, r, false, fills, t->arena));
	turn_receipt(t);
}

void ride_tell(const struct turn_world *w, const struct ride *r, const struct ride_notice *what, ms_t now,
	       struct arena *a)
{
	struct fill fills[RIDE_FILLS];
	struct button *b = arena_one(a, struct button);
	struct str label = what->press ? word(w, what->press, a) : NO_STR;

	if (what->press && what->numbered)
		label = arena_printf(a, "T-%" PRId64 STR_FMT, r->code, STR_ARG(label));
	*b = (struct button){ .text = label, .data = label };
	(void)notice_send(w,
			  &(struct notice){ .person = what->person,
					    .phrase = what->phrase,
					    .fills = fills,
					    .n = ride_fills(w, r, what->masked, fills, a),
					    .buttons = b,
					    .n_buttons = what->press != NULL,
					    .flags = what->flags | NOTICE_RECEIPT,
					    .subject = task_number(r->code, a) },
			  now, a);
}

void ride_tell_driver(const struct turn_world *w, const struct ride *r, int64_t driver, const char *name, ms_t now,
		      struct arena *a)
{
	if (driver)
		ride_tell(w, r, &(struct ride_notice){ .person = driver, .flags = NOTICE_URGENT, .phrase = name }, now,
			  a);
}

void ride_tell_staff(const struct turn_world *w, const struct ride *r, const char *name, unsigned flags, ms_t now,
		     struct arena *a)
{
	int64_t people[RIDE_STAFF];
	size_t n = task_staff(w->db, r->street, people, RIDE_STAFF);

	for (size_t i = 0; i < n; i++)
		ride_tell(w, r,
			  &(struct ride_notice){ .person = people[i], .flags = flags, .phrase = name, .masked = true },
			  now, a);
}
