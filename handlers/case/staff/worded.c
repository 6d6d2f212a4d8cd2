/* worded.c - "井盖那个派给住建局": which case staff mean when they say its matter instead of
 * its number. One that surely fits is it; what only resembles is asked. */
#include "handlers/talk/cover.h"
#include "dialogs/words/normalise.h"
#include "handlers/case/case.h"
#include "handlers/case/staff/staff.h"
#include "store/person/role.h"

/* Percent of the words that stand in a case: it is about that; it may be. */
enum { SURE = 60, PERHAPS = 40, LOOKED_AT = 400 };

static struct cover fit(struct turn *t, const struct desk_row *r, struct str about)
{
	struct str text = normalise(case_text(t->db, r->number, t->arena), t->arena);
	struct str label = case_category(t->world, r->kind, r->category);
	struct str place = r->place.n ? r->place : STR("");

	return cover_of(about, arena_printf(t->arena, STR_FMT " " STR_FMT " " STR_FMT, STR_ARG(text), STR_ARG(label),
					    STR_ARG(place)));
}

/* Those that fit best, at most `room`; of how many characters. */
static size_t best_of(struct turn *t, struct str about, const struct desk_row *rows, size_t n, struct case_info *out,
		      size_t room, struct cover *best)
{
	size_t found = 0;

	*best = (struct cover){ 0 };
	for (size_t i = 0; i < n; i++) {
		struct cover c = fit(t, &rows[i], about);

		if (!cover_reaches(c, PERHAPS) || c.found < best->found)
			continue;
		if (c.found > best->found)
			found = 0;
		*best = c;
		if (found < room)
			out[found++] = case_load(t->db, rows[i].number, t->arena);
	}
	return found;
}

int64_t case_worded(struct turn *t, struct str about, const char *intent)
{
	struct desk_row *rows = arena_array(t->arena, struct desk_row, LOOKED_AT);
	struct case_info *v = arena_array(t->arena, struct case_info, CASES_OWN);
	struct desk_query q = { .person = t->who.id,
				.city = role_bits(t->db, t->who.id) & ROLE_BIT(ROLE_CITY),
				.undone = true };
	struct cover best;
	size_t n = desk_list(t->db, &q, t->now, rows, LOOKED_AT, t->arena);

	n = best_of(t, about, rows, n, v, CASES_OWN, &best);
	if (n == 1 && cover_reaches(best, SURE))
		return v[0].number;
	if (n)
		case_ask_which(t, v, n, intent);
	else
		turn_say(t, "case.staff.no_words", FILL("words", about));
	return 0;
}
