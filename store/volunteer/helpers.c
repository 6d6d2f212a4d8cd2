/* helpers.c - the volunteers in memory. */
#include "store/volunteer/helpers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bot/base/mem.h"
#include "store/place/geo.h"
#include "store/place/grid.h"
#include "store/place/place.h"
#include "store/keep/pref.h"
#include "store/volunteer/volunteer.h"

enum { SKILLS = 64, SKILL_BYTES = 48, ROOM = 256, ROOM_MAX = 1 << 20 };

enum carries { CARRIES_SEATS = 1, CARRIES_LOAD = 2 };

struct entry {
	double radius;	  /* metres */
	uint64_t skills;  /* bits, as in names */
	unsigned carries; /* enum carries */
	ms_t last;
	int64_t day;
	int64_t asked;
};

struct helpers {
	struct db *db;
	struct watch *rows, *places;
	struct grid *grid; /* the active ones */
	struct entry *v;   /* by person */
	size_t room;
	char names[SKILLS][SKILL_BYTES]; /* in the order in which they came up */
	size_t n_names;
	double widest; /* of all radii that ever were */
	bool stale;    /* the last reading failed */
};

struct helpers *helpers_new(struct db *db)
{
	struct helpers *h = mem_zalloc(sizeof *h);

	*h = (struct helpers){
		.db = db, .rows = db_watch(db, "volunteer"), .places = db_watch(db, "place"), .grid = grid_new()
	};
	return h;
}

void helpers_free(struct helpers *h)
{
	if (!h)
		return;
	grid_free(h->grid);
	free(h->v);
	free(h);
}

/* ---------------------------------------------------------------- in step */

/* The bit of a skill; the last one stands for all that have no room. */
static uint64_t skill_bit(struct helpers *h, struct str name, bool add)
{
	size_t i = 0;

	while (i < h->n_names && !str_is(name, h->names[i]))
		i++;
	if (i == h->n_names && add && i < SKILLS - 1 && name.n < SKILL_BYTES) {
		memcpy(h->names[i], name.p, name.n);
		h->names[h->n_names++][name.n] = '\0';
	}
	return i < h->n_names ? UINT64_C(1) << i : UINT64_C(1) << (SKILLS - 1);
}

static uint64_t skill_bits(struct helpers *h, struct str list)
{
	uint64_t bits = 0;
	struct str one;

	while (str_split(&list, ';', &one))
		if (str_trim(one).n)
			bits |= skill_bit(h, str_trim(one), true);
	return bits;
}

static struct entry *entry_at(struct helpers *h, int64_t person)
{
	size_t room = h->room ? h->room : 64;

	while (room <= (size_t)person)
		room *= 2;
	if (room > h->room) {
		h->v = mem_grow(h->v, room * sizeof *h->v);
		memset(h->v + h->room, 0, (room - h->room) * sizeof *h->v);
		h->room = room;
	}
	return &h->v[person];
}

static unsigned carries(struct str vehicle)
{
	if (str_is(vehicle, "van"))
		return CARRIES_SEATS | CARRIES_LOAD;
	if (str_is(vehicle, "trike") || str_is(vehicle, "truck"))
		return CARRIES_LOAD;
	return str_is(vehicle, "car") ? CARRIES_SEATS : 0;
}

#define COLUMNS                                                                                                        \
	"select v.person, unseal(lat), unseal(lon), datum, radius_km, skills, last_at,"                                \
	" coalesce(unixepoch(asked_day) / 86400, 0), asked, area,"                                                     \
	" " VOLUNTEER_VEHICLE " from volunteer v join person p on p.id = v.person"

/* Where he stands: his own position, else that of his area. */
static bool stands(struct helpers *h, struct rows *r, struct arena *a, struct position *at)
{
	if (db_is_null(r, 1) || db_is_null(r, 2))
		return place_position(h->db, arena_str(a, db_str(r, 9)), at);
	*at = (struct position){ .lat = strtod(arena_cstr(a, db_str(r, 1)), NULL),
				 .lon = strtod(arena_cstr(a, db_str(r, 2)), NULL),
				 .datum = geo_datum(db_str(r, 3)) };
	return true;
}

static void take_rows(struct helpers *h, struct rows *r)
{
	struct arena *a = arena_new();
	struct position at;

	while (db_next(r)) {
		struct entry *e = entry_at(h, db_int(r, 0));

		*e = (struct entry){ .radius = db_real(r, 4) * 1000,
				     .skills = skill_bits(h, db_str(r, 5)),
				     .carries = carries(db_str(r, 10)),
				     .last = db_int(r, 6),
				     .day = db_int(r, 7),
				     .asked = db_int(r, 8) };
		h->widest = fmax(h->widest, e->radius);
		if (stands(h, r, a, &at))
			(void)grid_put(h->grid, db_int(r, 0), at);
	}
	db_done(r);
	arena_free(a);
}

static void read_all(struct helpers *h)
{
	grid_clear(h->grid);
	h->widest = 0;
	take_rows(h, db_query0(h->db, COLUMNS " where v.state = 'active'"));
}

/* False: it could not be read, and the error sticks on the db. */
static bool in_step(struct helpers *h)
{
	bool all = h->stale;
	int64_t row;

	while (db_touched(h->places, &row))
		all = true;
	while (db_touched(h->rows, &row)) {
		all |= row == 0;
		if (all)
			continue;
		(void)grid_remove(h->grid, row);
		take_rows(h, db_query(h->db, COLUMNS " where v.state = 'active' and v.person = ?1", V(row)));
	}
	if (all)
		read_all(h);
	h->stale = db_error(h->db) != OK;
	return !h->stale;
}

/* ------------------------------------------------------------- whose turn it is */

struct candidate {
	ms_t last;
	double metres;
	int64_t person;
};

struct search {
	struct helpers *h;
	const struct helper_query *q;
	uint64_t skill;
	unsigned carries;	/* what the vehicle must be for */
	struct candidate *heap; /* the best so far, the worst of them on top */
	size_t n, room;
};

static int later(const void *x, const void *y)
{
	const struct candidate *a = x, *b = y;

	if (a->last != b->last)
		return a->last < b->last ? -1 : 1;
	if (a->metres < b->metres || a->metres > b->metres)
		return a->metres < b->metres ? -1 : 1;
	return a->person < b->person ? -1 : a->person > b->person;
}

static void sift(struct candidate *v, size_t n, size_t i)
{
	for (size_t child; (child = 2 * i + 1) < n; i = child) {
		if (child + 1 < n && later(&v[child], &v[child + 1]) < 0)
			child++;
		if (later(&v[i], &v[child]) >= 0)
			return;
		struct candidate c = v[i];

		v[i] = v[child];
		v[child] = c;
	}
}

static void consider(void *arg, const struct grid_hit *hit)
{
	struct search *s = arg;
	const struct entry *e = &s->h->v[hit->id];
	struct candidate c = { .last = e->last, .metres = hit->metres, .person = hit->id };

	if (hit->metres > e->radius * s->q->reach || (s->skill && !(e->skills & s->skill)) ||
	    (s->carries & ~e->carries) || (e->day == s->q->day && e->asked >= s->q->per_day))
		return;
	if (s->n < s->room) {
		s->heap[s->n++] = c;
		if (s->n == s->room)
			for (size_t i = s->n / 2; i-- > 0;)
				sift(s->heap, s->n, i);
	} else if (later(&c, &s->heap[0]) < 0) {
		s->heap[0] = c;
		sift(s->heap, s->n, 0);
	}
}

/* What only the database knows. */
static bool may_be_asked(struct db *db, const struct helper_query *q, int64_t person)
{
	return db_get_int(db, 0,
			  "select not exists(select 1 from task_offer where task = ?1 and person = ?2)"
			  " and not exists(select 1 from task where code = ?1 and person = ?2)",
			  V(q->task), V(person)) &&
	       notify_allowed(db, person, NOTIFY_TASK);
}

static size_t pick(struct search *s, struct helper *out, size_t k)
{
	struct grid_query near = { .from = s->q->at, .within = s->h->widest * s->q->reach, .arg = s };
	size_t n = 0;

	s->n = 0;
	grid_within(s->h->grid, &near, consider);
	qsort(s->heap, s->n, sizeof *s->heap, later);
	for (size_t i = 0; i < s->n && n < k; i++)
		if (may_be_asked(s->h->db, s->q, s->heap[i].person))
			out[n++] = (struct helper){ s->heap[i].person, s->heap[i].metres };
	return n;
}

size_t helpers_for(struct helpers *h, const struct helper_query *q, struct helper *out, size_t k, struct arena *a)
{
	struct search s = { .h = h, .q = q, .room = ROOM };
	size_t n = 0;

	if (!in_step(h) || h->widest <= 0)
		return 0;
	s.skill = q->skill.n ? skill_bit(h, q->skill, false) : 0;
	if (q->vehicle.n)
		s.carries = str_is(q->vehicle, "seats") ? CARRIES_SEATS : CARRIES_LOAD;
	for (; s.room <= ROOM_MAX; s.room *= 16) {
		s.heap = arena_array(a, struct candidate, s.room);
		n = pick(&s, out, k);
		if (n == k || s.n < s.room) /* enough, or there are no more */
			break;
	}
	return n;
}

bool helper_carries(struct str vehicle, struct str wanted)
{
	unsigned has = carries(vehicle);

	return !wanted.n || has & (str_is(wanted, "seats") ? CARRIES_SEATS : CARRIES_LOAD);
}
