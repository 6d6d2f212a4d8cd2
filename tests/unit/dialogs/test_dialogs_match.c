/* test_dialogs_match.c - the index finds what a plain loop finds, and the right rule wins. */
#include "tests/unit/dialogs/test_dialogs_fixture.h"

#include <pthread.h>

#include "bot/base/buf.h"
#include "dialogs/match/internal.h"
#include "dialogs/words/normalise.h"

static const char *const syllables[] = { "充", "电", "停", "车", "单", "我", "哪", "里",
					 "水", "吃", "饭", "课", "a",  "1",  " " };
enum { SYLLABLES = sizeof syllables / sizeof syllables[0] };

static uint32_t seed = 1;

static uint32_t dice(uint32_t n)
{
	seed = seed * 1664525 + 1013904223;
	return (seed >> 8) % n;
}

static void word(struct buf *b, uint32_t most)
{
	for (uint32_t n = 1 + dice(most); n > 0; n--)
		buf_addc(b, syllables[dice(SYLLABLES - 1)]);
}

/* A pattern of every shape that staff write. */
static void pattern(struct buf *b, int depth)
{
	for (uint32_t n = 1 + dice(3); n > 0; n--) {
		switch (dice(depth > 2 ? 3 : 12)) {
		case 0:
		case 1:
			word(b, 3);
			break;
		case 2:
			buf_addc(b, ".{0,3}");
			break;
		case 3:
			word(b, 1);
			buf_addc(b, "?");
			break;
		case 4:
			buf_addc(b, "(?:");
			pattern(b, depth + 1);
			buf_addc(b, "|");
			pattern(b, depth + 1);
			buf_addc(b, ")");
			break;
		case 5:
			buf_addc(b, "(?<place>");
			pattern(b, depth + 1);
			buf_addc(b, ")");
			break;
		case 6:
			buf_addc(b, "(?:");
			word(b, 2);
			buf_addc(b, "|");
			word(b, 2);
			buf_addc(b, ")+");
			break;
		case 7:
			buf_addc(b, "[充电停a]");
			break;
		case 8:
			buf_addc(b, dice(2) ? "(?!单)" : "(?=.*车)");
			break;
		case 9:
			word(b, 1);
			buf_addc(b, "{1,2}");
			break;
		case 10:
			buf_addc(b, "[^水]");
			break;
		default:
			word(b, 1);
			buf_addc(b, "*");
			word(b, 1);
		}
	}
}

static struct try_pack random_pack(int rules)
{
	struct buf b;

	buf_init(&b, 1 << 20);
	for (int i = 0; i < rules; i++) {
		buf_printf(&b, "[intent i%d]\nwhere = P\nrule = ", i);
		pattern(&b, 0);
		if (dice(4) == 0) {
			buf_addc(&b, " & ");
			pattern(&b, 1);
		}
		if (dice(6) == 0)
			buf_addc(&b, " & !水");
		buf_addc(&b, "\n");
	}
	struct try_pack t = try_pack(b.data);

	show(&t.wrong);
	buf_free(&b);
	return t;
}

static struct str random_text(struct arena *a)
{
	struct buf b;

	buf_init(&b, 4096);
	for (uint32_t n = dice(14); n > 0; n--)
		buf_addc(&b, syllables[dice(SYLLABLES)]);
	struct str s = normalise(buf_str(&b), a);

	buf_free(&b);
	return s;
}

/* Whatever a plain loop over all rules finds is among the candidates. */
static void test_index_loses_nothing(void **state)
{
	(void)state;
	for (int round = 0; round < 20; round++) {
		struct try_pack t = random_pack(60);
		struct hit hits[256];
		size_t matches = 0;

		assert_non_null(t.pack);
		for (int i = 0; i < 400; i++) {
			struct str text = random_text(t.arena);
			struct heard h = { .text = text, .where = WHERE_PRIVATE };
			size_t n = text.n ? match_candidates(t.pack, text, &h, hits, 256) : 0;

			for (size_t k = 0; text.n && k < t.pack->n_rules; k++) {
				const struct rule *r = &t.pack->rules[k];
				bool among = false, plain = true;

				for (size_t j = 0; j < r->n_parts; j++) {
					bool found = pattern_run(&r->parts[j].pattern, text) > 0;

					plain &= found != r->parts[j].absent;
				}
				for (size_t j = 0; j < n; j++)
					among |= hits[j].rule == r;
				if (plain && !among)
					fail_msg("\"" STR_FMT "\" is lost on \"" STR_FMT "\"", STR_ARG(r->source),
						 STR_ARG(text));
				assert_int_equal(plain, among && match_try(r, text) == LOST_NOT);
				matches += plain;
			}
		}
		assert_true(matches > 100);
		try_pack_free(&t);
	}
}

static void wins(struct try_pack *t, enum where where, const char *context, const char *text, const char *rule)
{
	struct heard h = { .text = str_c(text), .where = where, .context = context };
	struct understanding u;

	understand(t->pack, &h, t->arena, &u);
	if (strcmp(u.rule, rule) != 0)
		fail_msg("\"%s\": %s won, not %s", text, u.rule, rule);
}

static const char order_ini[] = "[intent low]\nwhere = P\nrule = 充电\n"
				"[intent long]\nwhere = P\nrule = 充电.{0,4}贵\n"
				"[intent twin]\nwhere = P\nrule = 充.{0,3}电.{0,3}贵\n"
				"[intent staff]\nwhere = A\nrule = 充电\nrule = 停车\n"
				"[intent first]\nwhere = P\npriority = 1\nrule = 贵得很\n"
				"[intent answer]\nwhere = P\ncontext = quiz\nrule = ^[a-f]$\nrule = 充电\n"
				"[intent never]\nwhere = P\nrule = 换电\nunless = 刚.{0,3}换\n"
				"[intent other]\nwhere = P\nrule = 换\n"
				"[concept swap]\nwords = 换电 换电柜\n"
				"[intent parts]\nwhere = P\nrule = {swap} & 坏 & !修好\n";

static void test_precedence(void **state)
{
	struct try_pack t = try_pack(order_ini);

	(void)state;
	assert_non_null(t.pack);
	wins(&t, WHERE_PRIVATE, NULL, "充电", "low#1");
	wins(&t, WHERE_PRIVATE, NULL, "充电太贵", "long#1");
	wins(&t, WHERE_PRIVATE, NULL, "充电贵得很", "first#1");
	wins(&t, WHERE_ADMIN, NULL, "充电", "staff#1");
	wins(&t, WHERE_PRIVATE, NULL, "停车", "staff#2");
	wins(&t, WHERE_PRIVATE, NULL, "a", "-");
	wins(&t, WHERE_PRIVATE, "quiz", "a", "answer#1");
	wins(&t, WHERE_PRIVATE, "quiz", "充电贵得很", "answer#2");
	wins(&t, WHERE_PRIVATE, "other", "充电", "low#1");
	wins(&t, WHERE_PRIVATE, NULL, "换电", "never#1");
	wins(&t, WHERE_PRIVATE, NULL, "刚换电", "other#1");
	wins(&t, WHERE_PRIVATE, NULL, "坏了 那个换电柜", "parts#1");
	wins(&t, WHERE_PRIVATE, NULL, "换电柜坏了 修好了", "never#1");
	try_pack_free(&t);
}

static void test_explained(void **state)
{
	struct try_pack t = try_pack(order_ini);
	struct heard h = { .text = STR("充电贵得很"), .where = WHERE_PRIVATE };
	struct str s = understand_explain(t.pack, &h, t.arena);

	(void)state;
	assert_true(str_has(s, STR("won:  first#1")));
	assert_true(str_has(s, STR("lost: long#1")) && str_has(s, STR("lower priority")));
	assert_true(str_has(s, STR("lost: staff#1")) && str_has(s, STR("it is for staff")));
	h.text = STR("刚换电");
	s = understand_explain(t.pack, &h, t.arena);
	assert_true(str_has(s, STR("unless= speaks against it")));
	try_pack_free(&t);
}

static void test_step_limit_is_counted(void **state)
{
	struct try_pack t = try_pack(
		"[intent bad]\nwhere = P\nrule = (投诉|投.{0,5}诉)+我\n[intent good]\nwhere = P\nrule = 投诉\n");
	struct heard h = { .text = STR("投诉投诉投诉投诉投诉投诉投诉投诉投诉投诉投诉投诉投诉投诉投诉投诉投诉投诉呜我"),
			   .where = WHERE_PRIVATE };
	struct understanding u;
	uint64_t before = understand_over_limit();

	(void)state;
	understand(t.pack, &h, t.arena, &u);
	assert_string_equal(u.intent, "good");
	assert_int_equal(understand_over_limit(), before + 1);
	h.text = STR("投诉我");
	understand(t.pack, &h, t.arena, &u);
	assert_string_equal(u.intent, "bad");
	try_pack_free(&t);
}

static void *understand_much(void *arg)
{
	struct try_pack *t = arg;
	struct arena *a = arena_new();
	struct understanding u;

	for (int i = 0; i < 5000; i++) {
		struct heard h = { .text = STR("坏了 那个换电柜"), .where = WHERE_PRIVATE };

		understand(t->pack, &h, a, &u);
		if (strcmp(u.rule, "parts#1") != 0)
			return t;
		arena_reset(a);
	}
	arena_free(a);
	return NULL;
}

static void test_threads(void **state)
{
	struct try_pack t = try_pack(order_ini);
	pthread_t thread[4];
	void *bad;

	(void)state;
	for (int i = 0; i < 4; i++)
		assert_int_equal(pthread_create(&thread[i], NULL, understand_much, &t), 0);
	for (int i = 0; i < 4; i++) {
		pthread_join(thread[i], &bad);
		assert_null(bad);
	}
	try_pack_free(&t);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_index_loses_nothing),
		cmocka_unit_test(test_precedence),
		cmocka_unit_test(test_explained),
		cmocka_unit_test(test_step_limit_is_counted),
		cmocka_unit_test(test_threads),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
