/* fuzz_match.c - any valid text against the shipped pack, from the root of the repository. */
#include <stdlib.h>
#include <string.h>

#include "bot/base/utf8.h"
#include "dialogs/build/build.h"
#include "dialogs/form/matters.h"
#include "dialogs/match/understand.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct pack *load(void)
{
	struct problems wrong = { .arena = arena_new() };

	setenv("TZ", "Asia/Shanghai", 1);
	struct pack *p = pack_load("dialogs/zh-CN", &wrong);

	arena_free(wrong.arena);
	return p;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct pack *pack;
	static struct arena *a;
	static const enum where places[] = { WHERE_GROUP, WHERE_PRIVATE, WHERE_ADMIN };
	struct str s = { (const char *)data, size };
	struct understanding u, again;

	if (!pack && !(pack = load()))
		abort();
	if (!a)
		a = arena_new();
	if (!utf8_valid(s) || (size && memchr(data, 0, size)))
		return 0;
	for (size_t i = 0; i < 3; i++) {
		struct heard h = { .text = s,
				   .where = places[i],
				   .now = INT64_C(1749610800000),
				   .context = size % 2 ? "quiz" : NULL };

		understand(pack, &h, a, &u);
		understand(pack, &h, a, &again);
		if (strcmp(u.rule, again.rule) != 0 || u.slots.n != again.slots.n)
			abort();
		if (!utf8_valid(u.said))
			abort();
		for (size_t k = 0; k < u.slots.n; k++)
			if (!utf8_valid(u.slots.v[k].value) || !u.slots.v[k].value.n)
				abort();
	}
	struct matter m[MATTERS_MAX];
	struct heard h = { .text = s, .where = WHERE_PRIVATE, .now = INT64_C(1749610800000) };

	understand(pack, &h, a, &u);
	size_t n = matters_split(pack, &h, &u, NULL, a, m);

	/* pieces of the text itself, in their order, none twice */
	for (size_t i = 0; i < n; i++)
		if (!utf8_valid(m[i].text) || !m[i].text.n || m[i].text.p < s.p ||
		    m[i].text.p + m[i].text.n > s.p + s.n || (i && m[i].text.p < m[i - 1].text.p + m[i - 1].text.n))
			abort();
	understand_explain(pack, &(struct heard){ .text = s, .where = WHERE_ADMIN, .now = 1 }, a);
	arena_reset(a);
	return 0;
}
