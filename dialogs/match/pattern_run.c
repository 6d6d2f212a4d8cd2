/* pattern_run.c - running patterns: the interpreter with a limit, so that no
 * rule of any pack can hold the loop up. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "bot/base/mem.h"
#include "bot/base/utf8.h"
#include "dialogs/match/internal.h"

/* PCRE2 counts anew at each place where a match may begin, so a long text gets
 * fewer steps at each place: half a million in all, some milliseconds. */
enum { LIMIT = 5000, LIMIT_LEAST = 100, LIMIT_PER_BYTE = 50, STEPS = 500 * 1000, PAIRS = 64 };

static atomic_uint_fast64_t over_limit;

struct tools {
	pcre2_match_data *data;
	pcre2_match_context *context;
};

static _Thread_local struct tools *mine;
static pthread_key_t tools_key;
static pthread_once_t tools_once = PTHREAD_ONCE_INIT;

static void tools_free(void *p)
{
	struct tools *t = p;

	pcre2_match_data_free(t->data);
	pcre2_match_context_free(t->context);
	free(t);
}

static void key_make(void)
{
	if (pthread_key_create(&tools_key, tools_free))
		mem_exhausted();
}

static struct tools *tools(void)
{
	if (mine)
		return mine;
	pthread_once(&tools_once, key_make);
	mine = mem_zalloc(sizeof *mine);
	mine->data = pcre2_match_data_create(PAIRS, NULL);
	mine->context = pcre2_match_context_create(NULL);
	if (!mine->data || !mine->context)
		mem_exhausted();
	pcre2_set_heap_limit(mine->context, 8 * 1024); /* KiB */
	pthread_setspecific(tools_key, mine);
	return mine;
}

uint64_t understand_over_limit(void)
{
	return atomic_load_explicit(&over_limit, memory_order_relaxed);
}

int pattern_run_limit(const struct pattern *p, struct str text, uint32_t limit)
{
	struct tools *t = tools();

	pcre2_set_match_limit(t->context, limit);
	int rc = pcre2_match(p->code, (PCRE2_SPTR)(text.p ? text.p : ""), text.n, 0, PCRE2_NO_UTF_CHECK, t->data,
			     t->context);

	if (rc >= 0)
		return 1;
	return rc == PCRE2_ERROR_NOMATCH ? 0 : -1;
}

/* An anchored pattern is tried at one place only: it may take longer there, so
 * that a long message does not defeat a harmless "^(?:word|word)+". */
static uint32_t limit_for(const struct pattern *p, size_t n)
{
	if (p->anchored)
		return n > STEPS / LIMIT_PER_BYTE   ? STEPS
		       : n * LIMIT_PER_BYTE > LIMIT ? (uint32_t)n * LIMIT_PER_BYTE
						    : LIMIT;
	if (n <= STEPS / LIMIT)
		return LIMIT;
	return n > STEPS / LIMIT_LEAST ? LIMIT_LEAST : (uint32_t)(STEPS / n);
}

int pattern_run(const struct pattern *p, struct str text)
{
	int rc = pattern_run_limit(p, text, limit_for(p, text.n));

	if (rc < 0)
		atomic_fetch_add_explicit(&over_limit, 1, memory_order_relaxed);
	return rc;
}

struct str pattern_group(const struct pattern *p, struct str text, const char *name)
{
	PCRE2_SPTR first, last;
	const PCRE2_SIZE *spans = pcre2_get_ovector_pointer(tools()->data);
	int step = pcre2_substring_nametable_scan(p->code, (PCRE2_SPTR)name, &first, &last);

	if (step < 0)
		return NO_STR;
	/* A name may stand in several branches; the one that took part counts. */
	for (PCRE2_SPTR e = first; e <= last; e += step) {
		size_t k = (size_t)e[0] << 8 | e[1];

		if (k < PAIRS && spans[2 * k] != PCRE2_UNSET && spans[2 * k] <= spans[2 * k + 1])
			return str_sub(text, spans[2 * k], spans[2 * k + 1]);
	}
	return NO_STR;
}

struct str pattern_span(struct str text)
{
	const PCRE2_SIZE *spans = pcre2_get_ovector_pointer(tools()->data);

	return spans[0] <= spans[1] ? str_sub(text, spans[0], spans[1]) : NO_STR;
}

size_t part_caught(const struct part *x, struct str said, struct slot *out, size_t room)
{
	PCRE2_SPTR table;
	uint32_t names, size;
	size_t n = 0;

	pcre2_pattern_info(x->pattern.code, PCRE2_INFO_NAMECOUNT, &names);
	if (!names || pattern_run(&x->pattern, said) <= 0)
		return 0;
	pcre2_pattern_info(x->pattern.code, PCRE2_INFO_NAMEENTRYSIZE, &size);
	pcre2_pattern_info(x->pattern.code, PCRE2_INFO_NAMETABLE, &table);
	for (uint32_t i = 0; i < names && n < room; i++) {
		const char *name = (const char *)table + (size_t)i * size + 2;

		/* "_x" is the pattern's own; a name may stand in several branches. */
		if (*name == '_' || (n && strcmp(out[n - 1].name, name) == 0))
			continue;
		struct str v = pattern_group(&x->pattern, said, name);

		if (v.n)
			out[n++] = (struct slot){ name, v };
	}
	return n;
}

bool patterns_match(const struct patterns *all, struct str text)
{
	for (size_t i = 0; i < all->n; i++)
		if (pattern_run(&all->v[i], text) > 0)
			return true;
	return false;
}
