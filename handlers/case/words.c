/* words.c - the words that all capabilities around a case use. */
#include <inttypes.h>
#include <string.h>

#include "dialogs/pack/labels.h"
#include "dialogs/words/normalise.h"
#include "handlers/case/case.h"
#include "handlers/turn/hours.h"

enum { SPOKEN_OF = 30 * MS_MINUTE };

struct str case_number(struct arena *a, int64_t number)
{
	return arena_printf(a, "Q-%" PRId64, number);
}

struct str case_category(const struct turn_world *w, struct str kind, struct str category)
{
	return pack_label(w->pack, str_is(kind, "hazard") ? "hazard_category" : "grievance_category", category);
}

struct str case_kind(const struct turn_world *w, struct str kind)
{
	return pack_label(w->pack, "case_kind", kind);
}

struct str case_moment(const struct turn_world *w, ms_t at, struct arena *a)
{
	int y, m, d;

	civil(local_day(at), &y, &m, &d);
	struct fill fills[] = { FILL("month", arena_printf(a, "%d", m)), FILL("day", arena_printf(a, "%d", d)),
				FILL("clock", clock_str(local_minute(at), a)) };

	return phrase(w->pack, PHRASE("case.moment"), 0, fills, sizeof fills / sizeof *fills, a);
}

bool case_delicate(struct str kind, struct str category)
{
	static const char *const delicate[] = { "pay", "penalty", "dispatch", "contract" };

	if (str_is(kind, "hazard"))
		return str_is(category, "care");
	for (size_t i = 0; i < sizeof delicate / sizeof *delicate; i++)
		if (str_is(kind, "grievance") && str_is(category, delicate[i]))
			return true;
	return false;
}

void case_remember(struct turn *t, int64_t number)
{
	cJSON *memo = cJSON_CreateObject();

	cJSON_AddNumberToObject(memo, "number", (double)number);
	cJSON_AddNumberToObject(memo, "at", (double)t->now);
	turn_remember(t, "case", memo);
}

int64_t case_spoken_of(struct turn *t)
{
	cJSON *memo = turn_memo(t, "case");

	return t->now - json_int(memo, "at", 0) > SPOKEN_OF ? 0 : json_int(memo, "number", 0);
}

/* One working day before, or half of a single one. */
struct case_term case_term_of(const struct turn_world *w, int64_t days, ms_t now)
{
	struct case_term term = { .days = days };

	if (!days)
		return term;
	term.due_at = hours_workdays(w, now, days);
	term.remind_at = days > 1 ? hours_workdays(w, now, days - 1) : now + (term.due_at - now) / 2;
	return term;
}

struct case_term case_term(const struct turn_world *w, struct str kind, struct str category, ms_t now)
{
	struct arena *a = arena_new();
	struct case_term term = case_term_of(
		w, str_is(kind, "suggestion") ? 0 : case_workdays(w->db, arena_cstr(a, kind), category), now);

	arena_free(a);
	return term;
}

struct str case_words(struct turn *t, const char *slot)
{
	struct str found = slots_get(&t->slots, slot);
	struct str typed = found.n ? normalise_tail(t->said, found, t->arena) : NO_STR;

	return typed.n ? typed : found;
}
