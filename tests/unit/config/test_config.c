/* test_config.c - what a configuration says, and what is refused where. */
#include <sys/stat.h>

#include "bot/config/config.h"
#include "tests/unit/scratch.h"

/* Loads `text` as config.ini of the scratch folder. */
static enum err load(struct scratch *s, const char *text, struct config **c, struct str *why)
{
	struct buf b;

	scratch_write(s, "config.ini", text);
	buf_init(&b, 1 << 20);
	enum err e = config_load(scratch_path(s, "config.ini"), c, &b);

	*why = arena_str(s->a, buf_str(&b));
	buf_free(&b);
	return e;
}

/* The text is refused, in this line, with these words. */
static void refused(struct scratch *s, const char *text, int line, const char *words)
{
	struct config *c;
	struct str why;

	assert_int_equal(load(s, text, &c, &why), ERR_INPUT);
	assert_null(c);
	struct str place = arena_printf(s->a, "config.ini:%d: ", line);

	if (!str_has(why, place) || !str_has(why, str_c(words)))
		fail_msg("wanted line %d and '%s', got: " STR_FMT, line, words, STR_ARG(why));
}

static struct config *accepted(struct scratch *s, const char *text)
{
	struct config *c;
	struct str why;

	if (load(s, text, &c, &why) != OK)
		fail_msg("refused: " STR_FMT, STR_ARG(why));
	return c;
}

static void defaults(void **state)
{
	struct scratch *s = *state;
	struct config *c = accepted(s, "");

	assert_string_equal(c->bot_name, "小灯");
	assert_string_equal(c->timezone, "Asia/Shanghai");
	assert_string_equal(c->listen, "127.0.0.1:8087");
	assert_null(c->public_url);
	assert_string_equal(c->data, scratch_path(s, "data"));
	assert_string_equal(c->db, scratch_path(s, "data/xiaodeng.db"));
	assert_int_equal(c->keep_days[KEEP_SEEN], 30);
	assert_int_equal(c->log_level, LOG_INFO);
	assert_false(c->log_json);
	assert_int_equal(c->n_channels, 0);
	config_free(c);
}

static void without_a_file(void **state)
{
	struct config *c;
	struct buf b;

	(void)state;
	buf_init(&b, 1 << 20);
	assert_int_equal(config_load(NULL, &c, &b), OK);
	assert_string_equal(c->data, "data");
	assert_int_equal(c->n_channels, 2);
	assert_string_equal(c->channels[0].kind, "room");
	assert_string_equal(c->channels[1].kind, "bridge");
	config_free(c);
	buf_free(&b);
}

static void every_type(void **state)
{
	struct scratch *s = *state;
	struct config *c = accepted(
		s, "\xef\xbb\xbf[bot]\n  name = 灯灯  \n\tdata = /tmp/else\n\n# comment\n; comment\n"
		   "[http]\nlisten = :0\npublic_url = https://bot.example.org\n"
		   "[limits]\nper_person = 7\n[log]\nlevel = debug\nformat = json\n[store]\nurl = sqlite:x.db\r\n");

	assert_string_equal(c->bot_name, "灯灯");
	assert_string_equal(c->data, "/tmp/else");
	assert_string_equal(c->listen, "127.0.0.1:0");
	assert_string_equal(c->public_url, "https://bot.example.org");
	assert_int_equal(c->per_person, 7);
	assert_int_equal(c->log_level, LOG_DEBUG);
	assert_true(c->log_json);
	assert_string_equal(c->db, scratch_path(s, "x.db"));
	config_free(c);
}

static void environment(void **state)
{
	struct scratch *s = *state;

	setenv("XD_TEST_NAME", "灯", 1);
	unsetenv("XD_TEST_NONE");
	struct config *c = accepted(s, "[bot]\nname = 小${XD_TEST_NAME}!${XD_TEST_NAME}\n");

	assert_string_equal(c->bot_name, "小灯!灯");
	config_free(c);
	refused(s, "[bot]\nname = ${XD_TEST_NONE}\n", 2, "XD_TEST_NONE is not set");
	refused(s, "[bot]\nname = ${XD_TEST\n", 2, "'${'");
}

static void channels(void **state)
{
	struct scratch *s = *state;
	struct config *c = accepted(s, "[channel room]\nkind = room\n[channel second-room]\nkind = room\n");

	assert_int_equal(c->n_channels, 2);
	assert_string_equal(c->channels[1].name, "second-room");
	assert_int_equal(c->channels[1].line, 3);
	assert_string_equal(config_setting(&c->channels[0], "nothing", "else"), "else");
	config_free(c);
	refused(s, "[channel a]\n", 1, "no kind");
	refused(s, "[channel a]\nkind = pigeon\n", 1, "pigeon");
	refused(s, "[channel a]\nkind = room\nkind = room\n", 3, "twice");
	refused(s, "[channel a]\nkind = room\ncolour = red\n", 3, "colour");
	refused(s, "[channel A]\nkind = room\n", 1, "a-z");
	refused(s, "[channel ]\nkind = room\n", 1, "channel");
	refused(s, "[channel a]\nkind = room\n[channel a]\nkind = room\n", 3, "line 1");
	refused(s, "[channel a23456789012345678901234567890123]\nkind = room\n", 1, "a-z");
}

static void bad_files(void **state)
{
	static char longer[400];
	struct scratch *s = *state;

	refused(s, "[bot]\nnickname = x\n", 2, "unknown key 'nickname' in [bot]");
	refused(s, "\n[robot]\nname = x\n", 2, "unknown section [robot]");
	refused(s, "[robot]\n", 1, "unknown section [robot]");
	refused(s, "name = x\n", 1, "before any [section]");
	refused(s, "[bot]\nname = x\n\nname = y\n", 4, "before in line 2");
	refused(s, "[bot]\nname = x\n[http]\n[bot]\nname = y\n", 5, "before in line 2");
	refused(s, "[bot\nname = x\n", 1, "[NAME]");
	refused(s, "[bot] # here\n", 1, "[NAME]");
	refused(s, "[bot]\nname\n", 2, "key = value");
	refused(s, "[bot]\nname: x\n", 2, "key = value");
	refused(s, "[bot]\n= x\n", 2, "key = value");
	refused(s, "[bot]\nname = \xff\xfe\n", 2, "UTF-8");
	snprintf(longer, sizeof longer, "[bot]\nname = %0300d\n", 1);
	refused(s, longer, 2, "longer");
	refused(s, "[bot]\nname =\n", 2, "bytes");
}

static void bad_values(void **state)
{
	struct scratch *s = *state;

	refused(s, "[bot]\ntimezone = Asia/Qionglai\n", 2, "Asia/Qionglai");
	refused(s, "[bot]\ntimezone = ../../etc/passwd\n", 2, "zone");
	refused(s, "[bot]\npack = no/such\n", 2, "no such folder");
	refused(s, "[http]\nlisten = localhost\n", 2, "ADDRESS:PORT");
	refused(s, "[http]\nlisten = 127.0.0.1:65536\n", 2, "ADDRESS:PORT");
	refused(s, "[http]\npublic_url = ftp://x\n", 2, "https://");
	refused(s, "[store]\nurl = postgres://x\n", 2, "sqlite:PATH");
	refused(s, "[limits]\nper_person = 0\n", 2, "from 1");
	refused(s, "[limits]\nper_person = many\n", 2, "whole number");
	refused(s, "[limits]\nbody = 99999999999999999999\n", 2, "whole number");
	refused(s, "[log]\nlevel = loud\n", 2, "debug|info");
}

static void all_problems_at_once(void **state)
{
	struct scratch *s = *state;
	struct config *c;
	struct str why;

	assert_int_equal(load(s, "[bot]\nx = 1\n[log]\nlevel = loud\n[y]\n", &c, &why), ERR_INPUT);
	assert_true(str_has(why, STR("config.ini:2:")) && str_has(why, STR("config.ini:4:")) &&
		    str_has(why, STR("config.ini:5:")));
}

static void missing_file(void **state)
{
	struct scratch *s = *state;
	struct config *c;
	struct buf b;

	buf_init(&b, 4096);
	assert_int_equal(config_load(scratch_path(s, "none.ini"), &c, &b), ERR_INPUT);
	assert_true(str_has(buf_str(&b), STR("none.ini: cannot be read")));
	buf_reset(&b);
	assert_int_equal(config_load(s->dir, &c, &b), ERR_INPUT);
	buf_free(&b);
}

static void example_loads_and_is_the_default(void **state)
{
	struct scratch *s = *state;
	struct config *plain = accepted(s, "");
	struct buf b;

	buf_init(&b, 1 << 20);
	config_example(&b);
	assert_false(b.failed);
	assert_int_equal(mkdir(scratch_path(s, "dialogs"), 0700), 0);
	assert_int_equal(mkdir(scratch_path(s, "dialogs/zh-CN"), 0700), 0);
	struct config *c = accepted(s, b.data);

	assert_string_equal(c->bot_name, plain->bot_name);
	assert_int_equal(c->photo, plain->photo);
	assert_int_equal(c->n_channels, 2);
	config_free(c);
	config_free(plain);
	buf_free(&b);
}

static void data_folder(void **state)
{
	struct scratch *s = *state;
	struct config *c = accepted(s, "");
	struct stat st;
	struct buf b;

	buf_init(&b, 4096);
	assert_int_equal(config_make_data(c, &b), OK);
	assert_int_equal(stat(c->data, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
	assert_int_equal(config_make_data(c, &b), OK);
	assert_int_equal(rmdir(c->data), 0);
	scratch_write(s, "data", "a file");
	assert_int_equal(config_make_data(c, &b), ERR_IO);
	assert_true(str_has(buf_str(&b), STR("data")));
	config_free(c);
	buf_free(&b);
}

static void shared_beside_the_file_first(void **state)
{
	struct scratch *s = *state;
	struct config *c = accepted(s, "");

	assert_string_equal(config_share(c, "not/anywhere"), scratch_path(s, "not/anywhere"));
	scratch_write(s, "thing", "");
	assert_string_equal(config_share(c, "thing"), scratch_path(s, "thing"));
	assert_string_equal(config_share(c, "/absolute"), "/absolute");
	config_free(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SCRATCH_TEST(defaults),	    SCRATCH_TEST(without_a_file),
		SCRATCH_TEST(every_type),   SCRATCH_TEST(environment),
		SCRATCH_TEST(channels),	    SCRATCH_TEST(bad_files),
		SCRATCH_TEST(bad_values),   SCRATCH_TEST(all_problems_at_once),
		SCRATCH_TEST(missing_file), SCRATCH_TEST(example_loads_and_is_the_default),
		SCRATCH_TEST(data_folder),  SCRATCH_TEST(shared_beside_the_file_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
