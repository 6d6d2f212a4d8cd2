/* probe.c - texts made to drive a rule mad: its own words over and over,
 * with a tail that is nearly right, so that it tries every way to split them. */
#include <string.h>

#include "bot/base/utf8.h"
#include "dialogs/check/internal.h"
#include "dialogs/words/normalise.h"

/* A harmless pattern takes time as the text is long, times its alternatives;
 * one that tries every way to split it needs far more for sixty characters. */
enum { RUNS = 12, CHARS = 64, STEPS = 50 * 1000 };

/* Rows of plain characters in the pattern: its words, and pieces of them. */
static size_t runs_of(struct str full, struct str *out)
{
	size_t n = 0, from = 0;

	for (size_t i = 0; i <= full.n;) {
		size_t next = i;
		bool plain = i < full.n && (utf8_next(full, &next) >= 0x80 || (full.p[i] >= 'a' && full.p[i] <= 'z'));

		if (!plain) {
			struct str run = str_sub(full, from, i);
			bool escape = from > 0 && full.p[from - 1] == '\\';

			if (run.n && !escape && !(from > 0 && full.p[from - 1] == '<')) {
				if (n < RUNS)
					out[n++] = run;
				else
					out[RUNS / 2 + (i % (RUNS / 2))] = run; /* some of the later ones */
			}
			next = i + 1;
			from = next;
		}
		i = next;
	}
	return n;
}

/* `lead`, then a and b over and over, then `tail`. */
static struct str repeated(struct checking *c, struct str lead, struct str a, struct str b, struct str tail)
{
	struct str s = lead.p ? lead : STR("");
	size_t chars = 0, step = utf8_count(a) + utf8_count(b);

	while (step && chars < CHARS) {
		s = arena_printf(c->arena, STR_FMT STR_FMT STR_FMT, STR_ARG(s), STR_ARG(a), STR_ARG(b));
		chars += step;
	}
	return arena_printf(c->arena, STR_FMT STR_FMT, STR_ARG(s), STR_ARG(tail));
}

static bool runs_away(struct checking *c, const struct pattern *x, struct str text)
{
	return pattern_run_limit(x, normalise(text, c->arena), STEPS) < 0;
}

static bool probe(struct checking *c, const struct pattern *x, struct str *text)
{
	struct str runs[RUNS], miss = STR("呜"), lead = STR("");
	size_t n = runs_of(x->full, runs);

	for (size_t i = 0; i < n; i++) {
		struct str other = i + 1 < n ? runs[i + 1] : NO_STR;
		struct str tails[] = { NO_STR, miss, arena_printf(c->arena, "呜" STR_FMT, STR_ARG(runs[n - 1])),
				       arena_printf(c->arena, "呜" STR_FMT, STR_ARG(runs[0])) };

		for (size_t k = 0; k < sizeof tails / sizeof tails[0]; k++) {
			struct str leads[] = { NO_STR, lead };

			for (size_t j = 0; j < (lead.n ? 2 : 1); j++) {
				*text = repeated(c, leads[j], runs[i], NO_STR, tails[k]);
				if (runs_away(c, x, *text))
					return true;
				*text = repeated(c, leads[j], runs[i], other, tails[k]);
				if (runs_away(c, x, *text))
					return true;
			}
		}
		if (lead.n < CHARS) /* what the pattern wants before the repeat */
			lead = arena_printf(c->arena, STR_FMT STR_FMT, STR_ARG(lead), STR_ARG(runs[i]));
	}
	return false;
}

static void check_pattern(struct checking *c, const struct pattern *x, const char *what)
{
	struct str text;

	arena_reset(c->arena);
	if (x->code && probe(c, x, &text))
		problem(c->wrong, x->at.file, x->at.line,
			"%s can run away: \"" STR_FMT
			"…\" makes it try more than %d ways; avoid repeats inside repeats",
			what, STR_ARG(utf8_cut(text, 12)), STEPS);
}

void check_runaways(struct checking *c)
{
	const struct pack *p = c->pack;

	for (size_t i = 0; i < p->n_rules; i++)
		for (size_t k = 0; k < p->rules[i].n_parts; k++)
			check_pattern(c, &p->rules[i].parts[k].pattern, p->rules[i].name);
	for (size_t i = 0; i < p->n_intents; i++)
		for (size_t k = 0; k < p->intents[i].unless.n; k++)
			check_pattern(c, &p->intents[i].unless.v[k], "unless=");
	for (size_t i = 0; i < p->n_slots; i++) {
		for (size_t k = 0; k < p->slots[i].patterns.n; k++)
			check_pattern(c, &p->slots[i].patterns.v[k], p->slots[i].name);
		for (size_t k = 0; k < p->slots[i].n_words; k++)
			check_pattern(c, &p->slots[i].words[k].pattern, p->slots[i].name);
	}
	for (size_t i = 0; i < CTL_COUNT; i++)
		for (size_t k = 0; k < p->controls[i].rules.n; k++)
			check_pattern(c, &p->controls[i].rules.v[k], control_names[i]);
	for (size_t i = 0; i < p->remark.n; i++)
		check_pattern(c, &p->remark.v[i], "remark=");
}
