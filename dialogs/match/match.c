/* match.c - from a text to the rule that wins.
 *
 * One pass over the text marks the words that stand in it and wakes the rules
 * that wait for them; those whose other words stand there too are candidates,
 * and only these are run, the best first, until one matches. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "bot/base/mem.h"
#include "bot/base/utf8.h"
#include "dialogs/match/internal.h"

/* A message that drives so many rules to their limit was made for it. */
enum { GIVE_UP = 16 };

/* A thread's notebook: stamps instead of clearing, so that a message costs
 * what it holds and not what the pack holds. */
struct notebook {
	uint32_t stamp;
	uint32_t *word_seen; /* stamp when the word stands in the text */
	size_t words;
	uint32_t *rule_seen;
	size_t rules;
	uint32_t *woken;
	struct hit *hits; /* room for every rule */
};

static _Thread_local struct notebook *mine;
static pthread_key_t note_key;
static pthread_once_t note_once = PTHREAD_ONCE_INIT;

static void note_free(void *p)
{
	struct notebook *b = p;

	free(b->word_seen);
	free(b->rule_seen);
	free(b->woken);
	free(b->hits);
	free(b);
}

static void note_make(void)
{
	if (pthread_key_create(&note_key, note_free))
		mem_exhausted();
}

static uint32_t *stamps(uint32_t *old, size_t n)
{
	free(old);
	return mem_zalloc(n * sizeof *old);
}

static struct notebook *notebook(const struct pack *p)
{
	struct notebook *b = mine;

	if (!b) {
		pthread_once(&note_once, note_make);
		b = mine = mem_zalloc(sizeof *b);
		pthread_setspecific(note_key, b);
	}
	if (b->words < p->words.n || b->rules < p->n_rules || b->stamp == UINT32_MAX) {
		b->words = p->words.n > b->words ? p->words.n : b->words;
		b->rules = p->n_rules > b->rules ? p->n_rules : b->rules;
		b->word_seen = stamps(b->word_seen, b->words);
		b->rule_seen = stamps(b->rule_seen, b->rules);
		b->woken = stamps(b->woken, b->rules);
		free(b->hits);
		b->hits = mem_alloc(b->rules * sizeof *b->hits);
		b->stamp = 0;
	}
	b->stamp++;
	return b;
}

static void word_met(const struct pack *p, struct notebook *b, uint32_t id, size_t *n)
{
	const struct word *w = &p->words.v[id];

	if (b->word_seen[id] == b->stamp)
		return;
	b->word_seen[id] = b->stamp;
	for (uint32_t i = 0; i < w->n_rules; i++) {
		uint32_t rule = p->words.rules[w->first_rule + i];

		if (b->rule_seen[rule] == b->stamp)
			continue;
		b->rule_seen[rule] = b->stamp;
		b->woken[(*n)++] = rule;
	}
}

static void words_at(const struct pack *p, struct notebook *b, struct str rest, uint64_t key, size_t *woken)
{
	size_t n;
	const uint32_t *ids = grams_get(&p->words.grams, key, &n);

	for (size_t i = 0; i < n; i++) {
		struct str w = p->words.v[ids[i]].text;

		if (w.n <= rest.n && memcmp(w.p, rest.p, w.n) == 0)
			word_met(p, b, ids[i], woken);
	}
}

static size_t wake_rules(const struct pack *p, struct notebook *b, struct str said)
{
	size_t woken = 0, at = 0, next = 0;
	uint32_t now = said.n ? utf8_next(said, &next) : 0;

	while (at < said.n) {
		size_t after = next;
		uint32_t then = next < said.n ? utf8_next(said, &after) : 0;
		struct str rest = str_sub(said, at, said.n);

		if (p->words.singles)
			words_at(p, b, rest, GRAM_ONE(now), &woken);
		if (then)
			words_at(p, b, rest, GRAM(now, then), &woken);
		at = next;
		next = after;
		now = then;
	}
	for (size_t i = 0; i < p->words.n_bare; i++)
		b->woken[woken++] = p->words.bare[i];
	return woken;
}

/* How many code points of the rule's words stand in the text: of each group the
 * longest word; -1 when a group has none there. */
static int weigh(const struct pack *p, const struct notebook *b, const struct rule *x)
{
	int sum = 0;

	for (size_t i = 0; i < x->n_groups; i++) {
		uint32_t longest = 0;

		for (size_t k = 0; k < x->groups[i].n; k++) {
			uint32_t id = x->groups[i].v[k];

			if (b->word_seen[id] == b->stamp && p->words.v[id].count > longest)
				longest = p->words.v[id].count;
		}
		if (!longest)
			return -1;
		sum += (int)longest;
	}
	return sum;
}

/* The written rule of precedence (FORMAT.md, "Which rule wins"). */
static int better(const struct hit *a, const struct hit *b, enum where where)
{
	const struct intent *x = a->rule->intent, *y = b->rule->intent;
	bool cx = a->rule->context, cy = b->rule->context;

	if (cx != cy)
		return cx ? -1 : 1;
	if (where != WHERE_ADMIN && x->admin != y->admin)
		return x->admin ? 1 : -1;
	if (a->rule->priority != b->rule->priority)
		return a->rule->priority > b->rule->priority ? -1 : 1;
	if (a->weight != b->weight)
		return a->weight > b->weight ? -1 : 1;
	if (x->admin != y->admin)
		return x->admin ? -1 : 1;
	return a->rule < b->rule ? -1 : a->rule > b->rule;
}

static int by_worth(const void *a, const void *b, void *where)
{
	return better(a, b, *(const enum where *)where);
}

static void sort_hits(struct hit *v, size_t n, enum where where)
{
	if (n > 24) {
		qsort_r(v, n, sizeof *v, by_worth, &where);
		return;
	}
	for (size_t i = 1; i < n; i++) { /* nearly always a handful */
		struct hit x = v[i];
		size_t k = i;

		for (; k > 0 && better(&x, &v[k - 1], where) < 0; k--)
			v[k] = v[k - 1];
		v[k] = x;
	}
}

static bool in_context(const struct rule *r, const char *context)
{
	return !r->context || (context && strcmp(r->context, context) == 0);
}

static bool looked_at(const struct rule *r, enum match which)
{
	if (which == MATCH_LETTER)
		return r->intent->letter;
	return which != MATCH_PUBLIC || !r->intent->admin;
}

static size_t candidates(const struct pack *p, struct notebook *b, struct str said, const struct heard *h,
			 enum match which)
{
	size_t n = 0, woken = wake_rules(p, b, said);

	for (size_t i = 0; i < woken; i++) {
		const struct rule *r = &p->rules[b->woken[i]];
		int weight = in_context(r, h->context) && looked_at(r, which) ? weigh(p, b, r) : -1;

		if (weight >= 0)
			b->hits[n++] = (struct hit){ r, weight };
	}
	return n;
}

enum lost match_try(const struct rule *r, struct str said)
{
	for (size_t i = 0; i < r->n_parts; i++) {
		const struct part *x = &r->parts[i];

		if (x->plain && !x->absent)
			continue; /* a candidate holds its words */
		int rc = pattern_run(&x->pattern, said);

		if (rc < 0)
			return LOST_LIMIT;
		if ((rc > 0) == x->absent)
			return LOST_PATTERN;
	}
	return patterns_match(&r->intent->unless, said) ? LOST_UNLESS : LOST_NOT;
}

/* Does a rule that may answer uncalled match at all? Most talk ends here. */
static bool may_answer_uncalled(const struct notebook *b, size_t n, struct str said)
{
	for (size_t i = 0; i < n; i++)
		if (b->hits[i].rule->uncalled && match_try(b->hits[i].rule, said) == LOST_NOT)
			return true;
	return false;
}

const struct rule *match_best(const struct pack *p, struct str said, const struct heard *h, enum match which,
			      int *weight)
{
	struct notebook *b = notebook(p);
	size_t n = candidates(p, b, said, h, which);
	int given_up = 0;

	*weight = 0;
	if (which == MATCH_UNCALLED && !may_answer_uncalled(b, n, said))
		return NULL;
	sort_hits(b->hits, n, h->where);
	for (size_t i = 0; i < n && given_up < GIVE_UP; i++) {
		enum lost lost = match_try(b->hits[i].rule, said);

		if (lost == LOST_NOT) {
			*weight = b->hits[i].weight;
			return b->hits[i].rule;
		}
		given_up += lost == LOST_LIMIT;
	}
	return NULL;
}

size_t match_candidates(const struct pack *p, struct str said, const struct heard *h, struct hit *out, size_t room)
{
	struct notebook *b = notebook(p);
	size_t n = candidates(p, b, said, h, MATCH_ALL);

	sort_hits(b->hits, n, h->where);
	if (n > room)
		n = room;
	if (n)
		memcpy(out, b->hits, n * sizeof *out);
	return n;
}
