/* letter.c - a long text, read sentence by sentence: what it is about is what its sentences say, not
 * what one word in it, a salutation or a title could mean elsewhere. Each sentence is as short as a
 * message, so rules have the steps for it that they have for any message. */
#include "bot/base/utf8.h"
#include "dialogs/match/internal.h"

enum {
	LETTER = 200,  /* code points from which a text is one */
	SENTENCE = 80, /* the longest piece; without a full stop it ends at a comma or a blank */
	SENTENCES = 64,
	KINDS = 8,
	RULES = 8
};

/* Does a sentence end at i? "3.5" is a number. */
static bool ends(struct str s, size_t i)
{
	if (s.p[i] == '.')
		return i == 0 || s.p[i - 1] < '0' || s.p[i - 1] > '9';
	return s.p[i] == '!' || s.p[i] == '?' || s.p[i] == ';';
}

/* Takes the next sentence off. */
static bool next_sentence(struct str *rest, struct str *out)
{
	size_t i = 0, pause = 0, n = 0;

	*rest = str_trim(*rest);
	if (!rest->n)
		return false;
	for (; i < rest->n && !ends(*rest, i) && n < SENTENCE; n++) {
		if (n > SENTENCE / 4 && (rest->p[i] == ',' || rest->p[i] == ' '))
			pause = i + 1;
		utf8_next(*rest, &i);
	}
	if (n == SENTENCE && pause)
		i = pause;
	else if (i < rest->n && ends(*rest, i))
		i++;
	*out = str_sub(*rest, 0, i);
	*rest = str_sub(*rest, i, rest->n);
	return true;
}

/* What speaks for one intent: which rules, and the sentence of the best. */
struct kind {
	const struct rule *rule, *spoke[RULES];
	size_t n;
	struct str sentence;
	int weight, points;
};

static struct kind *kind_of(struct kind *v, size_t *n, const struct intent *in)
{
	for (size_t i = 0; i < *n; i++)
		if (v[i].rule->intent == in)
			return &v[i];
	return *n < KINDS ? &v[(*n)++] : NULL;
}

/* How sure a rule is of itself (dialogs/FORMAT.md): it says so, it is implied, it guesses. */
static int sure(const struct rule *r)
{
	return r->priority >= 0 ? 3 : r->priority > -4 ? 1 : 0;
}

/* The same rule speaks once: a letter says the same again and again. */
static void speak(struct kind *k, const struct rule *r, int weight, struct str sentence)
{
	bool again = false;

	for (size_t i = 0; i < k->n; i++)
		again |= k->spoke[i] == r;
	if (!again && k->n < RULES) {
		k->spoke[k->n++] = r;
		k->points += 1 + sure(r);
	}
	if (k->rule && (r->priority < k->rule->priority || (r->priority == k->rule->priority && weight <= k->weight)))
		return;
	k->rule = r;
	k->weight = weight;
	k->sentence = sentence;
}

static bool surer(const struct kind *a, const struct kind *b)
{
	int by = sure(a->rule) - sure(b->rule);

	return by ? by > 0 : a->points > b->points;
}

bool is_letter(struct str said)
{
	return utf8_count(said) >= LETTER;
}

const struct rule *letter_best(const struct pack *p, struct str said, const struct heard *h, struct str *sentence)
{
	struct kind kinds[KINDS] = { 0 }, *best = NULL;
	struct str rest = said, s;
	size_t n = 0;
	int weight;

	for (size_t i = 0; i < SENTENCES && next_sentence(&rest, &s); i++) {
		const struct rule *r = match_best(p, s, h, MATCH_LETTER, &weight);
		struct kind *k = r ? kind_of(kinds, &n, r->intent) : NULL;

		if (k)
			speak(k, r, weight, s);
	}
	for (size_t i = 0; i < n; i++)
		if (!best || surer(&kinds[i], best))
			best = &kinds[i];
	if (!best)
		return NULL;
	*sentence = best->sentence;
	return best->rule;
}
