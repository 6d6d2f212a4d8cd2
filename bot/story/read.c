/* read.c - from a file to steps. */
#include "bot/story/story.h"

#include <libgen.h>
#include <stdlib.h>
#include <string.h>

#include "bot/base/buf.h"
#include "bot/base/utf8.h"

enum { FILE_MAX = 1 << 20 };

struct reader {
	struct arena *a;
	struct step *step;
	struct str why;
};

static bool wrong(struct reader *r, const char *what)
{
	if (!r->why.p)
		r->why = arena_printf(r->a, "line %d: %s", r->step->line, what);
	return false;
}

/* Takes `word` off the front of *s when it stands there. */
static bool take(struct str *s, const char *word)
{
	if (!str_starts(*s, str_c(word)))
		return false;
	*s = str_sub(*s, strlen(word), s->n);
	return true;
}

/* The next word of *s; "quoted" when it holds spaces. */
static bool next_word(struct str *s, struct str *word)
{
	*s = str_trim(*s);
	if (!s->n)
		return false;
	char end = s->p[0] == '"' ? '"' : ' ';

	if (end == '"')
		*s = str_sub(*s, 1, s->n);
	size_t i = 0;

	while (i < s->n && s->p[i] != end)
		i++;
	*word = str_sub(*s, 0, i);
	*s = str_sub(*s, i + (end == '"'), s->n);
	return true;
}

/* "12:10", "12:10:05" */
static bool read_clock(struct str s, int *seconds)
{
	struct str part;
	int64_t v[3] = { 0 };
	int n = 0;

	for (; n < 3 && str_split(&s, ':', &part); n++)
		if (!str_int(part, 0, n ? 59 : 23, &v[n]))
			return false;
	*seconds = (int)(v[0] * 3600 + v[1] * 60 + v[2]);
	return n >= 2 && !s.p;
}

/* "D 09:00", "D+1 09:00", "09:00" */
static bool read_when(struct str s, struct when *w)
{
	struct str word;
	int64_t day = 0;

	*w = (struct when){ 0 };
	if (!next_word(&s, &word))
		return true;
	if (word.p[0] == 'D') {
		w->has_day = true;
		if (word.n > 1 && (word.p[1] != '+' || !str_int(str_sub(word, 2, word.n), 0, 4000, &day)))
			return false;
		w->day = (int)day;
		if (!next_word(&s, &word))
			return false;
	}
	w->has_time = true;
	return read_clock(word, &w->seconds) && !str_trim(s).n;
}

static bool read_place(struct reader *r, struct str word)
{
	if (take(&word, "群")) {
		r->step->group = true;
		r->step->place = word;
		return word.n > 0 || wrong(r, "which group? (群G1)");
	}
	return str_is(word, "私") || str_is(word, "台") || wrong(r, "a place is 群NAME, 私 or 台");
}

/* [PLACE WHEN] WHO：TEXT */
static bool read_say(struct reader *r, struct str s)
{
	ptrdiff_t close = str_find(s, STR("]"));
	struct str head, word;

	if (close < 0)
		return wrong(r, "the ] is missing");
	head = str_sub(s, 1, (size_t)close);
	s = str_trim(str_sub(s, (size_t)close + 1, s.n));
	if (!next_word(&head, &word))
		return wrong(r, "the place is missing");
	if (!read_place(r, word))
		return false;
	if (!read_when(head, &r->step->when))
		return wrong(r, "a time is [D|D+n] HH:MM[:SS]");
	ptrdiff_t wide = str_find(s, STR("：")), narrow = str_find(s, STR(":"));
	bool is_wide = wide >= 0 && (narrow < 0 || wide < narrow);
	ptrdiff_t colon = is_wide ? wide : narrow;

	if (colon <= 0)
		return wrong(r, "who speaks? (张勇：…)");
	r->step->kind = STEP_SAY;
	r->step->who = str_trim(str_sub(s, 0, (size_t)colon));
	r->step->text = str_sub(s, (size_t)colon + (is_wide ? 3 : 1), s.n);
	return true;
}

static bool read_fact(struct reader *r, struct str word, struct str *rest)
{
	struct fact *f = arena_one(r->a, struct fact), **end = &r->step->facts;

	if (str_is(word, "含"))
		f->kind = FACT_HAS;
	else if (str_is(word, "不含"))
		f->kind = FACT_HAS_NOT;
	else if (str_is(word, "按钮"))
		f->kind = FACT_BUTTON;
	else if (str_is(word, "无电话"))
		f->kind = FACT_NO_PHONE;
	else if (str_is(word, "带图"))
		f->kind = FACT_PHOTO;
	else
		return wrong(r, "a fact is 含 X, 不含 X, 按钮 X, 带图 or 无电话");
	if (f->kind != FACT_NO_PHONE && f->kind != FACT_PHOTO && !next_word(rest, &f->text))
		return wrong(r, "what? (含 X)");
	while (*end)
		end = &(*end)->next;
	*end = f;
	return true;
}

/* > 群G1 1 条 含 …   > 私 刘敏 1 条 …   > 静默 */
static bool read_expect(struct reader *r, struct str s)
{
	struct str word;
	int64_t n = 0;

	r->step->count = -1;
	if (!next_word(&s, &word))
		return wrong(r, "what is expected?");
	if (str_is(word, "静默")) {
		r->step->kind = STEP_SILENCE;
		return !str_trim(s).n || wrong(r, "nothing may follow 静默");
	}
	r->step->kind = STEP_EXPECT;
	if (!read_place(r, word))
		return false;
	if (!r->step->group && !next_word(&s, &r->step->who))
		return wrong(r, "whose private chat? (> 私 刘敏 …)");
	while (next_word(&s, &word)) {
		struct str count = word, after = s, unit;

		if (str_ends(count, STR("条")) && str_int(str_sub(count, 0, count.n - 3), 0, 10000, &n)) {
			r->step->count = (int)n;
		} else if (str_int(count, 0, 10000, &n) && next_word(&after, &unit) && str_is(unit, "条")) {
			r->step->count = (int)n;
			s = after;
		} else if (!read_fact(r, word, &s)) {
			return false;
		}
	}
	return true;
}

static bool read_platform(struct reader *r, struct str s)
{
	static const struct {
		const char *word;
		int status;
	} words[] = { { "ok", 200 }, { "429", 429 }, { "403", 403 }, { "5xx", 500 }, { "drop", 0 } };
	struct str word;

	r->step->kind = STEP_PLATFORM;
	r->step->seconds = -1;
	if (!next_word(&s, &word))
		return wrong(r, "how does the platform answer?");
	if (str_is(word, "no-first")) {
		r->step->kind = STEP_NO_FIRST;
		return true;
	}
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (!str_is(word, words[i].word))
			continue;
		r->step->status = words[i].status;
		if (next_word(&s, &word) && !str_int(word, 0, 86400, &r->step->seconds))
			return wrong(r, "seconds are a number");
		return true;
	}
	return wrong(r, "platform 429 SECONDS | 403 | 5xx | drop | ok | no-first");
}

static bool read_query(struct reader *r, struct str s)
{
	ptrdiff_t arrow = -1, at = 0;

	for (ptrdiff_t hit; (hit = str_find(str_sub(s, (size_t)at, s.n), STR("=>"))) >= 0; at = arrow + 2)
		arrow = at + hit; /* the last one: SQL may hold others */
	if (arrow < 0)
		return wrong(r, "the => is missing");
	r->step->kind = STEP_QUERY;
	r->step->text = str_trim(str_sub(s, 0, (size_t)arrow));
	r->step->expected = str_trim(str_sub(s, (size_t)arrow + 2, s.n));
	return true;
}

static bool read_word_step(struct reader *r, struct str s)
{
	struct str word;

	next_word(&s, &word);
	s = str_trim(s);
	r->step->text = s;
	if (str_is(word, "load")) {
		r->step->kind = STEP_LOAD;
	} else if (str_is(word, "date")) {
		r->step->kind = STEP_DATE;
		return take(&r->step->text, "D=") || wrong(r, "date D=YYYY-MM-DD");
	} else if (str_is(word, "outside")) {
		r->step->kind = STEP_OUTSIDE;
		return str_starts(s, STR("https://")) || wrong(r, "outside https://HOST");
	} else if (str_is(word, "again")) {
		r->step->kind = STEP_AGAIN;
	} else if (str_is(word, "together")) {
		r->step->kind = STEP_TOGETHER;
	} else if (str_is(word, "end")) {
		r->step->kind = STEP_END;
	} else if (str_is(word, "restart")) {
		r->step->kind = STEP_RESTART;
		return !s.n || (read_when(s, &r->step->when) && r->step->when.has_time) ||
		       wrong(r, "restart, or restart [D|D+n] HH:MM[:SS]");
	} else if (str_is(word, "jump")) {
		r->step->kind = STEP_JUMP;
		return (read_when(s, &r->step->when) && r->step->when.has_time) || wrong(r, "jump [D|D+n] HH:MM[:SS]");
	} else if (str_is(word, "platform")) {
		return read_platform(r, s);
	} else if (str_is(word, "clock")) {
		r->step->kind = STEP_CLOCK;
		return (read_when(s, &r->step->when) && r->step->when.has_time) || wrong(r, "clock [D|D+n] HH:MM[:SS]");
	} else {
		return wrong(r, "not a step: load date outside [ > ? again together end clock jump restart platform");
	}
	return true;
}

static bool read_step(struct reader *r, struct str s)
{
	switch (s.p[0]) {
	case '[':
		return read_say(r, s);
	case '>':
		return read_expect(r, str_sub(s, 1, s.n));
	case '?':
		return read_query(r, str_sub(s, 1, s.n));
	default:
		return read_word_step(r, s);
	}
}

static bool slurp(const char *file, struct arena *a, struct str *text, struct str *why)
{
	FILE *f = fopen(file, "re");
	char *data = arena_alloc(a, FILE_MAX);

	if (!f) {
		*why = STR("cannot be read");
		return false;
	}
	size_t n = fread(data, 1, FILE_MAX, f);

	fclose(f);
	*text = (struct str){ data, n };
	if (n == FILE_MAX || !utf8_valid(*text)) {
		*why = n == FILE_MAX ? STR("too long") : STR("not UTF-8");
		return false;
	}
	return true;
}

static struct step **remark(struct arena *a, struct step **end, struct str text)
{
	*end = arena_one(a, struct step);
	(*end)->kind = STEP_REMARK;
	(*end)->text = text;
	return &(*end)->next;
}

bool story_read(const char *file, struct arena *a, struct story *story, struct str *why)
{
	struct str rest, line;
	struct step **end = &story->steps;
	int number = 0;

	*story = (struct story){ .file = file, .dir = dirname(arena_strdup(a, file)) };
	if (!slurp(file, a, &rest, why))
		return false;
	while (str_split(&rest, '\n', &line)) {
		struct reader r = { .a = a };

		number++;
		line = str_trim(line);
		if (line.n && line.p[0] == '#') {
			if (!story->title.p)
				story->title = str_trim(str_sub(line, 1, line.n));
			else
				end = remark(a, end, str_trim(str_sub(line, 1, line.n)));
			continue;
		}
		if (!line.n)
			continue;
		*end = r.step = arena_one(a, struct step);
		r.step->line = number;
		r.step->source = line;
		if (!read_step(&r, line)) {
			*why = r.why;
			return false;
		}
		end = &r.step->next;
	}
	if (!story->title.p)
		story->title = str_c(file);
	return true;
}
