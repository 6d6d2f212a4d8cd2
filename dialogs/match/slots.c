/* slots.c - the facts in a sentence: values of slots found by words, by
 * patterns, by the gazetteer, or read as numbers and times. */
#include <string.h>

#include "bot/base/utf8.h"
#include "dialogs/match/internal.h"
#include "dialogs/words/normalise.h"
#include "dialogs/words/numbers.h"
#include "dialogs/words/times.h"

enum { TIMES = 12, PIECES = 8 };

/* Words of a value speak for it by their length: what is named more fully is
 * meant more. Each word counts once; a word inside another of the same value
 * that also stands there adds nothing. */
static void score(const struct slot_def *d, struct str text, int *scores)
{
	struct str last = NO_STR; /* the longest hit of the value so far */
	uint32_t value = UINT32_MAX;

	for (size_t i = 0; i < d->n_words; i++) {
		const struct slot_word *w = &d->words[i];

		if (w->value != value) {
			value = w->value;
			last = NO_STR;
		}
		if (w->pattern.code) {
			if (pattern_run(&w->pattern, text) > 0)
				scores[value] += w->weight ? w->weight : (int)utf8_count(pattern_span(text));
		} else if (str_has(text, w->text)) {
			if (last.p && str_has(last, w->text))
				continue;
			scores[value] += w->weight ? w->weight : (int)utf8_count(w->text);
			last = w->text;
		}
	}
}

static struct str by_words(const struct slot_def *d, struct str text, struct arena *a)
{
	int *scores = arena_array(a, int, d->n_values);
	size_t best = 0;
	struct str all = NO_STR;

	score(d, text, scores);
	for (size_t i = 0; i < d->n_values; i++) {
		if (scores[i] > scores[best])
			best = i;
		if (d->list && scores[i] > 0)
			all = all.p ? arena_printf(a, STR_FMT ";%s", STR_ARG(all), d->values[i]) : str_c(d->values[i]);
	}
	if (d->list)
		return all;
	return d->n_values && scores[best] > 0 ? str_c(d->values[best]) : NO_STR;
}

static void blank(struct str text, char *copy, struct str word)
{
	memset(copy + (word.p - text.p), ' ', word.n);
}

/* Takes the words of one value out of the text. */
static void blank_words(const struct slot_def *d, size_t value, struct str text, char *copy)
{
	for (size_t i = 0; i < d->n_words; i++) {
		const struct slot_word *w = &d->words[i];
		ptrdiff_t at;

		if (w->value != value)
			continue;
		while (!w->pattern.code && (at = str_find(text, w->text)) >= 0)
			blank(text, copy, str_sub(text, (size_t)at, (size_t)at + w->text.n));
		if (w->pattern.code && pattern_run(&w->pattern, text) > 0)
			blank(text, copy, pattern_span(text));
	}
}

/* The value that fits best, then the best of what its words leave, and so on:
 * "热水" is not a warm meal as well. */
static struct str by_words_each(const struct slot_def *d, struct str said, struct arena *a)
{
	char *copy = arena_cstr(a, said);
	struct str text = { copy, said.n }, all = NO_STR;
	int *scores = arena_array(a, int, d->n_values);

	for (size_t i = 0; i < PIECES; i++) {
		size_t best = 0;

		memset(scores, 0, d->n_values * sizeof *scores);
		score(d, text, scores);
		for (size_t v = 1; v < d->n_values; v++)
			if (scores[v] > scores[best])
				best = v;
		if (scores[best] <= 0)
			break;
		all = all.p ? arena_printf(a, STR_FMT ";%s", STR_ARG(all), d->values[best]) : str_c(d->values[best]);
		blank_words(d, best, text, copy);
	}
	return all;
}

bool slot_several(const struct slot_def *d, struct str said)
{
	return d->type == SLOT_WORDS && d->several.n && patterns_match(&d->several, said);
}

static struct str trim_value(struct str s)
{
	for (;;) {
		struct str t = str_trim(s);

		while (t.n && strchr(",.!?;:~-", t.p[0]))
			t = str_sub(t, 1, t.n);
		while (t.n && strchr(",.!?;:~-", t.p[t.n - 1]))
			t = str_sub(t, 0, t.n - 1);
		if (t.n == s.n)
			return t;
		s = t;
	}
}

static struct str text_value(const struct slot_def *d, struct str s, struct arena *a)
{
	s = trim_value(s);
	if (d->longest)
		s = utf8_cut(s, d->longest);
	return s.n ? arena_str(a, s) : NO_STR;
}

struct str slot_words_own(const struct slot_def *d, struct str text, struct arena *a)
{
	return text_value(d, text, a);
}

static struct str known_place(const struct heard *h, struct str text, struct arena *a)
{
	return h->places ? h->places->longest(h->places->arg, text, a) : NO_STR;
}

/* Free text and the gazetteer put together: the known name for certainty, the
 * text around it when it says more ("书院街" in "书院街7号三楼"). */
static struct str place_value(const struct slot_def *d, const struct heard *h, struct str s, struct arena *a)
{
	struct str known = known_place(h, s, a);

	s = text_value(d, s, a);
	if (known.p && !str_has(s, known))
		return known;
	/* what stands before the name belongs to the sentence: "结果万福驿站大门" */
	return known.p ? str_sub(s, (size_t)str_find(s, known), s.n) : s;
}

static bool in_range(const struct slot_def *d, double v)
{
	return v >= d->min && (d->max == 0 || v <= d->max);
}

static struct str number_value(const struct slot_def *d, struct str s, struct arena *a, bool *bad)
{
	double v = 0, got;
	bool any = false;

	for (size_t i = 0; i < s.n;) {
		if (number_read(s, &i, &got)) {
			v = got;
			any = true;
		} else {
			utf8_next(s, &i);
		}
	}
	if (any && !in_range(d, v)) {
		*bad = true;
		return NO_STR;
	}
	return any ? arena_printf(a, "%.10g", v) : NO_STR;
}

static struct str time_value(const struct slot_def *d, const struct heard *h, struct str s, struct arena *a)
{
	struct when w[TIMES];
	size_t n = times_find(s, h->now, w, TIMES);
	struct str found = NO_STR;

	/* The last one counts: "六点太早 六点四十". A list of days is all of them. */
	for (size_t i = 0; i < n; i++) {
		if (d->type == SLOT_CLOCK && w[i].has_clock)
			found = clock_str(w[i].minute, a);
		else if (d->type == SLOT_DATE && w[i].has_day)
			found = d->list && found.p ? arena_printf(a, STR_FMT ";" STR_FMT, STR_ARG(found),
								  STR_ARG(day_str(w[i].day, a)))
						   : day_str(w[i].day, a);
		else if (d->type == SLOT_TIME)
			found = when_str(&w[i], a);
	}
	return found;
}

static struct str period_value(const struct slot_def *d, const struct heard *h, struct str s, struct arena *a)
{
	int64_t from, to;

	if (!times_period(s, h->now, &from, &to))
		return NO_STR;
	return day_str(d->type == SLOT_FROM ? from : to, a);
}

static struct str code_value(const struct slot_def *d, struct str s, struct arena *a)
{
	struct str found = code_find(s, d->letter, a);
	int64_t v;

	if (found.p)
		return found;
	s = trim_value(s);
	size_t i = 0;

	/* A pattern caught the bare number: "单号 1190". */
	if (s.n && whole_read(s, &i, &v) && i == s.n && v > 0 && v <= 999999999)
		return arena_printf(a, "%c-%lld", d->letter, (long long)v);
	return NO_STR;
}

static struct str value_of(const struct slot_def *d, const struct heard *h, struct str s, struct arena *a, bool *bad)
{
	switch (d->type) {
	case SLOT_WORDS:
		return by_words(d, s, a);
	case SLOT_PLACE:
		return place_value(d, h, s, a);
	case SLOT_PHONE:
		return phone_find(s, a, bad);
	case SLOT_CODE:
		return code_value(d, s, a);
	case SLOT_KM:
	case SLOT_NUMBER:
		return number_value(d, s, a, bad);
	case SLOT_CLOCK:
	case SLOT_DATE:
	case SLOT_TIME:
		return time_value(d, h, s, a);
	case SLOT_FROM:
	case SLOT_TO:
		return period_value(d, h, s, a);
	case SLOT_MONTH:
		return month_find(s, h->now, a, bad);
	case SLOT_TEXT:
	case SLOT_PHOTO:
		break;
	}
	return text_value(d, s, a);
}

struct str slot_value(const struct slot_def *d, const struct heard *h, struct str captured, struct arena *a)
{
	bool bad = false;

	return value_of(d, h, captured, a, &bad);
}

/* Every place that is named, one after the other: "瓮亭公园旁边 水井巷14号". */
static struct str places(const struct slot_def *d, const struct heard *h, struct str text, struct arena *a)
{
	struct str found = NO_STR, known = known_place(h, text, a);

	for (size_t i = 0; i < d->patterns.n && !found.p; i++) {
		struct str rest = text;

		for (int k = 0; k < PIECES && rest.n && pattern_run(&d->patterns.v[i], rest) > 0; k++) {
			struct str span = pattern_span(rest), v = pattern_group(&d->patterns.v[i], rest, "v");
			size_t after = (size_t)(span.p - rest.p) + span.n;
			struct str piece = place_value(d, h, v.p ? v : span, a);

			if (piece.p && !(found.p && str_has(found, piece)))
				found = found.p ? arena_printf(a, STR_FMT " " STR_FMT, STR_ARG(found), STR_ARG(piece))
						: piece;
			if (span.n == 0)
				break;
			rest = str_sub(rest, after, rest.n);
		}
	}
	if (!found.p || !known.p || str_has(found, known))
		return found.p ? found : known;
	return known_place(h, found, a).p ? found
					  : arena_printf(a, STR_FMT " " STR_FMT, STR_ARG(known), STR_ARG(found));
}

struct str slot_find(const struct slot_def *d, const struct heard *h, struct str text, struct arena *a, bool *bad)
{
	struct str found = NO_STR;

	*bad = false;
	if (slot_several(d, text))
		return by_words_each(d, text, a);
	if (d->type == SLOT_PLACE)
		return places(d, h, text, a);
	if (d->type == SLOT_PHOTO)
		return NO_STR;
	if (d->patterns.n == 0)
		return d->type == SLOT_TEXT ? NO_STR : value_of(d, h, text, a, bad);
	bool code = d->type == SLOT_CODE;

	if (code && (found = code_find(text, d->letter, a)).p)
		return found;
	for (size_t i = 0; i < d->patterns.n; i++) {
		struct str rest = text;

		for (int k = 0; k < PIECES && rest.n && pattern_run(&d->patterns.v[i], rest) > 0; k++) {
			struct str span = pattern_span(rest), v = pattern_group(&d->patterns.v[i], rest, "v");
			size_t after = (size_t)(span.p - rest.p) + span.n;
			struct str value = value_of(d, h, v.p ? v : span, a, bad);

			if (value.p)
				found = d->list && found.p
						? arena_printf(a, STR_FMT ";" STR_FMT, STR_ARG(found), STR_ARG(value))
						: value;
			if (span.n == 0 || (d->type == SLOT_TEXT && found.p && !d->list))
				return found;
			rest = str_sub(rest, after, rest.n);
		}
		if (found.p)
			return found;
	}
	return d->n_words ? by_words(d, text, a) : NO_STR;
}

struct str understand_slot(const struct pack *pack, const char *slot, struct str text, struct arena *a)
{
	const struct slot_def *def = pack_slot(pack, str_c(slot));
	struct heard h = { .text = text };
	bool bad;

	return def ? slot_find(def, &h, normalise(text, a), a, &bad) : NO_STR;
}
