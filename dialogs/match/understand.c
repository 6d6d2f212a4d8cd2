/* understand.c - from a sentence to an intent and its slots. */
#include "dialogs/match/understand.h"

#include <string.h>

#include "bot/base/buf.h"
#include "bot/base/utf8.h"
#include "dialogs/match/internal.h"
#include "dialogs/words/normalise.h"

enum { EXPLAIN_MAX = 64 * 1024, EXPLAIN_RULES = 256 };

static const char *const nothing = "none";

/* --- who is spoken to --- */

static struct str skip_signs(struct str s)
{
	while (s.n && strchr(" ,.!:~-?;", s.p[0]))
		s = str_sub(s, 1, s.n);
	return s;
}

/* "/help@xiaodeng_bot now" as "help now". */
static struct str cut_command(struct str s, struct arena *a)
{
	struct str rest = str_sub(s, 1, s.n), word;

	if (!str_split(&rest, ' ', &word))
		return STR("");
	ptrdiff_t at = str_find(word, STR("@"));

	if (at >= 0)
		word = str_sub(word, 0, (size_t)at);
	return rest.n ? arena_printf(a, STR_FMT " " STR_FMT, STR_ARG(word), STR_ARG(rest)) : word;
}

/* "今天的课呢 @小灯" without the mention; NO_STR when the bot is not mentioned. */
static struct str cut_mention(const struct pack *p, struct str s, struct arena *a)
{
	for (size_t i = 0; i < p->n_names; i++) {
		struct str m = arena_printf(a, "@" STR_FMT, STR_ARG(p->names[i]));
		ptrdiff_t at = str_find(s, m);

		if (at < 0)
			continue;
		struct str before = str_trim(str_sub(s, 0, (size_t)at));
		struct str after = skip_signs(str_sub(s, (size_t)at + m.n, s.n));

		if (!before.n || !after.n)
			return before.n ? before : after.n ? after : p->names[i];
		return arena_printf(a, STR_FMT " " STR_FMT, STR_ARG(before), STR_ARG(after));
	}
	return NO_STR;
}

/* What is said to the bot, without its name; *by_name when it was called. */
static struct str addressed(const struct pack *p, struct str s, struct arena *a, bool *by_name)
{
	struct str start = skip_signs(s), cut;

	*by_name = true;
	if (start.n > 1 && start.p[0] == '/')
		return cut_command(start, a);
	if (memchr(s.p, '@', s.n) && (cut = cut_mention(p, s, a)).p)
		return cut;
	for (size_t i = 0; i < p->n_names; i++) {
		if (!str_starts(start, p->names[i]))
			continue;
		struct str rest = skip_signs(str_sub(start, p->names[i].n, start.n));

		if (rest.n == 0)
			return p->names[i]; /* called, and nothing said */
		if (patterns_match(&p->remark, str_sub(start, p->names[i].n, start.n)))
			break; /* about the bot, not to it */
		return rest;
	}
	*by_name = false;
	return s;
}

/* --- slots --- */

static const struct slot_def *slot_of(const struct pack *p, const struct intent *in, const char *as)
{
	for (size_t i = 0; i < in->n_slots; i++)
		if (strcmp(in->slots[i]->as, as) == 0)
			return in->slots[i];
	return pack_slot(p, str_c(as));
}

/* What the winning rule caught. */
static void captured(const struct pack *p, const struct rule *r, const struct heard *h, struct str said,
		     struct arena *a, struct slots *out)
{
	struct slot caught[SLOTS_MAX];
	size_t n = 0;

	for (size_t i = 0; i < r->n_parts; i++)
		if (!r->parts[i].absent && !r->parts[i].plain)
			n += part_caught(&r->parts[i], said, caught + n, SLOTS_MAX - n);
	for (size_t i = 0; i < n; i++) {
		const struct slot_def *d = slot_of(p, r->intent, caught[i].name);
		struct str v = d ? slot_value(d, h, caught[i].value, a) : arena_str(a, str_trim(caught[i].value));

		if (v.n)
			slots_set(out, caught[i].name, v);
	}
}

/* Those of the intent that are not known yet. */
static void said_slots(const struct rule *r, const struct heard *h, struct str said, struct arena *a, struct slots *out)
{
	bool bad;

	for (size_t i = 0; i < r->intent->n_slots; i++) {
		const struct slot_def *d = r->intent->slots[i];

		if (slots_get(out, d->as).p && !slot_several(d, said))
			continue;
		struct str v = slot_find(d, h, said, a, &bad);

		if (v.n)
			slots_set(out, d->as, v);
	}
}

/* Of a letter: what the sentence says for which the rule was found, then what the rest adds. */
static void find_slots(const struct pack *p, const struct rule *r, const struct heard *h, struct str sentence,
		       struct str said, struct arena *a, struct slots *out)
{
	captured(p, r, h, sentence, a, out);
	for (size_t i = 0; i < r->n_constants; i++)
		slots_set(out, r->constants[i].name, r->constants[i].value);
	said_slots(r, h, sentence, a, out);
	if (sentence.n != said.n)
		said_slots(r, h, said, a, out);
}

/* --- the whole --- */

/* What is said to the bot at length is a letter, unless its reader is one of the staff or it answers something.
 * *where: in which words of it the rule was found. */
static const struct rule *best_rule(const struct pack *p, const struct heard *h, struct str said, bool ambient,
				    struct str *where)
{
	bool letter = !ambient && h->where != WHERE_ADMIN && !h->context && is_letter(said);
	const struct rule *r = letter ? letter_best(p, said, h, where) : NULL;
	int weight;

	if (r)
		return r;
	*where = said;
	return match_best(p, said, h, ambient ? MATCH_UNCALLED : letter ? MATCH_PUBLIC : MATCH_ALL, &weight);
}

void understand(const struct pack *p, const struct heard *h, struct arena *a, struct understanding *out)
{
	struct str where;

	*out = (struct understanding){ .intent = nothing, .rule = "-" };
	out->said = addressed(p, normalise(h->text, a), a, &out->by_name);
	if (out->said.n == 0)
		return;
	const struct rule *r = best_rule(p, h, out->said, h->ambient && !out->by_name, &where);

	if (r) {
		out->intent = r->intent->name;
		out->rule = r->name;
		out->uncalled = r->uncalled;
		out->priority = r->priority;
		find_slots(p, r, h, where, out->said, a, &out->slots);
	} else if (h->where != WHERE_GROUP || out->by_name) {
		near_find(p, out->said, h->where, a, out->near);
	}
}

void understand_line(const struct pack *p, enum where where, struct str text, ms_t now, struct arena *a,
		     struct understanding *out)
{
	struct heard h = { .text = text, .where = where, .now = now };

	understand(p, &h, a, out);
	if (where == WHERE_GROUP && !out->by_name && !out->uncalled) {
		struct str said = out->said;

		*out = (struct understanding){ .intent = nothing, .rule = "-", .said = said };
	}
}

/* --- why --- */

static const char *why_behind(const struct hit *won, const struct hit *x)
{
	if (!x->rule->context != !won->rule->context)
		return "the winner answers what was just asked";
	if (x->rule->intent->admin != won->rule->intent->admin && x->rule->intent->admin)
		return "it is for staff";
	if (x->rule->priority != won->rule->priority)
		return "lower priority";
	if (x->weight != won->weight)
		return "fewer of its words stand in the text";
	return "as specific, but later in the pack";
}

struct str understand_explain(const struct pack *p, const struct heard *h, struct arena *a)
{
	struct hit hits[EXPLAIN_RULES];
	bool by_name;
	struct str said = addressed(p, normalise(h->text, a), a, &by_name);
	size_t n = said.n ? match_candidates(p, said, h, hits, EXPLAIN_RULES) : 0;
	const struct hit *won = NULL;
	struct buf b;

	buf_init(&b, EXPLAIN_MAX);
	buf_printf(&b, "said: " STR_FMT "%s\n", STR_ARG(said), by_name ? " (called by name)" : "");
	for (size_t i = 0; i < n; i++) {
		enum lost lost = match_try(hits[i].rule, said);

		if (lost == LOST_PATTERN)
			continue; /* only its words stand there */
		buf_printf(&b, "%s %s (%d characters, priority %d, %s:%d)%s%s\n",
			   lost == LOST_NOT && !won ? "won: " : "lost:", hits[i].rule->name, hits[i].weight,
			   hits[i].rule->priority, hits[i].rule->at.file, hits[i].rule->at.line,
			   lost == LOST_NOT && !won ? "" : ": ",
			   lost == LOST_UNLESS	? "its unless= speaks against it"
			   : lost == LOST_LIMIT ? "given up at the step limit"
			   : won		? why_behind(won, &hits[i])
						: "");
		if (lost == LOST_NOT && !won)
			won = &hits[i];
	}
	if (!won)
		buf_addc(&b, "won:  none\n");
	struct str out = arena_str(a, buf_str(&b));

	buf_free(&b);
	return out;
}
