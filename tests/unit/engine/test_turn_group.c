/* test_turn_group.c - who may set how a group is talked to; what no story can play:
 * somebody who writes in the group's own name, another bot, a message that came twice. */
#include "dialogs/build/build.h"
#include "tests/unit/scratch.h"

#include "dialogs/pack/pack.h"
#include "handlers/turn/turn.h"
#include "store/messages/chat.h"
#include "store/person/role.h"

#define NOW INT64_C(1749610800000)

static struct pack *pack;

static bool nobody(void *arg, struct str channel)
{
	(void)arg;
	(void)channel;
	return true;
}

/* The group's mode after 陈 said `text` there. */
static const char *mode_after(struct scratch *s, const char *text, bool anonymous, bool bot)
{
	struct turn_world world = { .db = s->db, .pack = pack, .uncalled_per_day = 5, .may_write_first = nobody };
	struct message m = {
		.channel = STR("t"),
		.id = str_c(text),
		.chat = STR("g"),
		.type = CHAT_GROUP,
		.title = STR("G"),
		.from = STR("chen"),
		.name = STR("陈"),
		.text = str_c(text),
		.from_group = anonymous,
		.from_bot = bot,
	};
	struct turn_result r;

	assert_int_equal(db_begin(s->db), OK);
	turn_run(&world, &m, NOW, s->a, &r);
	assert_int_equal(db_commit(s->db), OK);
	return chat_find(s->db, m.channel, m.chat, NOW, s->a).mode;
}

static void in_the_groups_own_name(void **state)
{
	struct scratch *s = *state;

	assert_int_equal(db_begin(s->db), OK);
	assert_true(role_grant(s->db, NOW, "operator", STR("t"), STR("chen"), ROLE_CITY, STR(""), s->a));
	assert_int_equal(db_commit(s->db), OK);
	assert_string_equal(mode_after(s, "小灯安静", true, false), "open");
	assert_int_equal(db_get_int(s->db, 0, "select count(*) from audit where action = ?1", V("refused")), 1);
	assert_string_equal(mode_after(s, "小灯叫才答", false, true), "open"); /* another bot */
	assert_string_equal(mode_after(s, "小灯安静", false, false), "quiet");
	assert_string_equal(mode_after(s, "小灯放开", false, false), "open");
}

static int begin(void **state)
{
	struct problems wrong = { .arena = arena_new() };

	(void)state;
	setenv("TZ", "Asia/Shanghai", 1);
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
	const struct CMUnitTest tests[] = { SCRATCH_DB_TEST(in_the_groups_own_name) };

	return cmocka_run_group_tests_name("turn in a group", tests, begin, end);
}
