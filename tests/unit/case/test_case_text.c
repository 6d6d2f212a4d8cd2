/* test_case_text.c - what no story can play: long texts kept and passed on to the letter,
 * and a platform on which nobody may be written to first. */
#include "tests/unit/scratch.h"

#include <time.h>

#include "store/messages/reply.h"
#include "bot/base/utf8.h"
#include "dialogs/build/build.h"
#include "dialogs/pack/pack.h"
#include "handlers/turn/turn.h"
#include "store/case/case.h"
#include "store/lists/import.h"

/* Wednesday 2025-06-11 09:00 in Shanghai. */
static const ms_t NOW = INT64_C(1749603600000);
enum { LONG = 4000 };

static struct pack *pack;
static bool reachable = true;
static int64_t messages;

static bool writes_first(void *arg, struct str channel)
{
	(void)arg;
	(void)channel;
	return reachable;
}

static void say(struct scratch *s, const char *who, const char *group, struct str text)
{
	struct turn_world w = { .db = s->db,
				.pack = pack,
				.uncalled_per_day = 5,
				.hours = { .workday = { .v = { { 9 * 60, 17 * 60 } }, .n = 1 } },
				.may_write_first = writes_first };
	struct message m = { .channel = STR("bridge"),
			     .id = arena_printf(s->a, "m%lld", (long long)messages++),
			     .chat = str_c(group ? group : who),
			     .type = group ? CHAT_GROUP : CHAT_PRIVATE,
			     .from = str_c(who),
			     .text = text,
			     .mentions_bot = group != NULL };
	struct turn_result r;

	assert_int_equal(db_begin(s->db), OK);
	turn_run(&w, &m, NOW + messages * MS_MINUTE, s->a, &r);
	assert_int_equal(db_commit(s->db), OK);
}

/* `n` characters of the words, over and over. */
static struct str long_text(struct scratch *s, const char *head, size_t n)
{
	static const char *const words[] = { "不让停车",       "，", "\n",  "<b>", "'; --", "👨‍👩‍👧",
					     "‏שלום‎", " ",  "骑手" };
	struct str all = str_c(head);

	for (size_t i = 0; utf8_count(all) < n; i++)
		all = arena_printf(s->a, STR_FMT "%s%zu", STR_ARG(all), words[i % (sizeof words / sizeof *words)], i);
	return utf8_cut(all, n);
}

/* The text of the last reply to a person, or to a group. */
static struct str last_reply(struct scratch *s, const char *chat)
{
	struct str body = db_get_str(s->db, s->a,
				     "select unseal(o.body) from outbox o join chat c on c.id = o.chat"
				     " where unseal(c.native) = ?1 order by o.id desc limit 1",
				     V(chat));
	struct reply r;

	return body.p && reply_load(body, s->a, &r) ? r.text : NO_STR;
}

static void to_the_letter(void **state)
{
	struct scratch *s = *state;
	struct str told = long_text(s, "我要反映 万福广场保安不让停车 一停就锁车 ", LONG),
		   answer = long_text(s, "已处理 ", LONG);

	say(s, "liumin", NULL, told);
	say(s, "liumin", NULL, STR("就这些"));
	assert_true(str_eq(case_text(s->db, 1, s->a), told));
	say(s, "chenrong", NULL, arena_printf(s->a, "Q-1答复 " STR_FMT, STR_ARG(answer)));
	assert_true(str_eq(case_answer(s->db, 1, s->a), answer));
	assert_true(str_has(last_reply(s, "liumin"), answer));
}

/* Several messages of a form are its lines, each as it was typed. */
static void in_a_form(void **state)
{
	struct scratch *s = *state;
	struct str first = STR("我要反映 万福广场不让停车"), second = long_text(s, "  “西门”  ", 900);

	say(s, "liumin", NULL, first);
	say(s, "liumin", NULL, second);
	say(s, "liumin", NULL, STR("就这些"));
	struct str text = case_text(s->db, 1, s->a);

	assert_true(str_starts(text, first));
	assert_true(str_has(text, str_trim(second)));
}

static void nobody_can_be_written_to(void **state)
{
	struct scratch *s = *state;

	reachable = false;
	say(s, "zhangyong", "G1", STR("万福广场那边一停车就遭贴条，能不能给我们骑手划几个位子"));
	say(s, "zhouming", "G1", STR("站上拖欠我们三个月的工资不发，帮我们反映一下"));
	assert_true(str_has(last_reply(s, "G1"), STR("私聊")));
	assert_int_equal(db_get_int_n(s->db, 0, "select count(*) from cases", NULL, 0), 2);
	say(s, "chenrong", NULL, STR("Q-1答复 已划12个车位"));
	assert_true(str_has(last_reply(s, "G1"), STR("Q-1")));
	assert_false(str_has(last_reply(s, "G1"), STR("车位")));
	say(s, "chenrong", NULL, STR("Q-2答复 已补发工资"));
	assert_false(str_has(last_reply(s, "G1"), STR("Q-2"))); /* wages: not even the number */
	assert_int_equal(db_get_int_n(s->db, 0,
				      "select count(*) from callback where why = 'unreached' and state = 'open'", NULL,
				      0),
			 2);
	reachable = true;
}

static int set_up(void **state)
{
	struct import_report report;
	struct scratch *s;

	scratch_set_up_db(state);
	s = *state;
	return import_dir(s->db, "tests/fixtures/base", "base", &(struct import_options){ .now = NOW }, s->a,
			  &report) == OK
		       ? 0
		       : -1;
}

static int begin(void **state)
{
	struct problems wrong = { .arena = arena_new() };

	(void)state;
	setenv("TZ", "Asia/Shanghai", 1);
	tzset();
	pack = pack_load("dialogs/zh-CN", &wrong);
	arena_free(wrong.arena);
	return pack ? 0 : -1;
}

static int end(void **state)
{
	(void)state;
	pack_free(pack);
	return 0;
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, scratch_tear_down)
	const struct CMUnitTest tests[] = { TEST(to_the_letter), TEST(in_a_form), TEST(nobody_can_be_written_to) };

	return cmocka_run_group_tests(tests, begin, end);
}
