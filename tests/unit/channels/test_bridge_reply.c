/* test_bridge_reply.c - replies as they are kept and as they leave by the
 * bridge, and the token that opens it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bot/base/json.h"
#include "store/messages/reply.h"
#include "bot/channels/bridge/bridge.h"
#include "bot/config/config.h"

extern const struct channel_ops bridge_channel;

static int start(void **state)
{
	*state = arena_new();
	return 0;
}

static int stop(void **state)
{
	arena_free(*state);
	return 0;
}

static struct button three[] = {
	{ { "满意", 6 }, { "ok", 2 } },
	{ { "一般", 6 }, { "so", 2 } },
	{ { "不满意", 9 }, { "no", 2 } },
};

static void a_reply_comes_back_as_it_was(void **state)
{
	struct position at = { 30.41, 103.46, DATUM_WGS84 };
	struct reply r = { .text = STR("已收到 Q-1"),
			   .buttons = three,
			   .n_buttons = 3,
			   .position = &at,
			   .place = STR("万福广场"),
			   .photo = 12,
			   .receipt = true };
	struct reply back;

	assert_true(reply_load(reply_save(&r, *state), *state, &back));
	assert_true(str_eq(back.text, r.text));
	assert_int_equal(back.n_buttons, 3);
	assert_true(str_is(back.buttons[2].text, "不满意") && str_is(back.buttons[2].data, "no"));
	assert_true(back.position->lat == at.lat && back.position->lon == at.lon &&
		    back.position->datum == DATUM_WGS84);
	assert_true(str_is(back.place, "万福广场"));
	assert_true(back.receipt);
	assert_int_equal(back.photo, 12);
}

static void an_empty_reply_too(void **state)
{
	struct reply back = { .receipt = true };

	assert_true(str_is(reply_save(&(struct reply){ 0 }, *state), "{}"));
	assert_true(reply_load(STR("{}"), *state, &back));
	assert_null(back.text.p);
	assert_null(back.position);
	assert_false(back.receipt);
	assert_false(reply_load(STR("[]"), *state, &back));
	assert_false(reply_load(STR("{"), *state, &back));
	assert_false(reply_load(NO_STR, *state, &back));
}

static struct str printed(const struct outgoing *out, struct arena *a)
{
	cJSON *o = bridge_reply(out);
	struct str s = json_print(o, a);

	cJSON_Delete(o);
	return s;
}

static void the_form_of_the_contract(void **state)
{
	struct position at = { 30.5, 103.5, DATUM_GCJ02 };
	struct outgoing full = {
		.id = 7,
		.chat = STR("g1"),
		.type = CHAT_GROUP,
		.to = STR("u1"),
		.to_name = STR("张勇"),
		.reply_to = STR("e-1"),
		.reply = { .text = STR("好"), .buttons = three, .n_buttons = 3, .position = &at, .place = STR("驿站") }
	};
	struct outgoing bare = { .id = 8, .chat = STR("u1"), .type = CHAT_PRIVATE };

	assert_string_equal(
		printed(&full, *state).p,
		"{\"id\":7,\"chat\":{\"id\":\"g1\",\"type\":\"group\"},\"to\":{\"id\":\"u1\",\"name\":\"张勇\"},\"reply_to\":\"e-1\","
		"\"text\":\"好\",\"buttons\":[[{\"text\":\"满意\",\"data\":\"ok\"},{\"text\":\"一般\",\"data\":\"so\"}],"
		"[{\"text\":\"不满意\",\"data\":\"no\"}]],\"photo\":null,"
		"\"location\":{\"lat\":30.5,\"lon\":103.5,\"datum\":\"gcj02\",\"name\":\"驿站\"}}");
	assert_string_equal(printed(&bare, *state).p,
			    "{\"id\":8,\"chat\":{\"id\":\"u1\",\"type\":\"private\"},\"to\":null,\"reply_to\":null,"
			    "\"text\":\"\",\"buttons\":[],\"photo\":null,\"location\":null}");
}

static void a_photo_is_named_by_the_reply(void **state)
{
	struct outgoing out = { .id = 9, .chat = STR("u1"), .type = CHAT_PRIVATE, .reply = { .photo = 4 } };

	assert_true(
		str_has(printed(&out, *state), STR("\"photo\":{\"mime\":\"image/jpeg\",\"url\":\"/api/v1/media/9\"}")));
}

/* -------------------------------------------------------------------- the token */

struct place {
	char dir[64], file[96];
	struct config config;
	struct config_channel section;
	struct channel channel;
	struct str why;
};

static struct place *new_place(struct arena *a)
{
	struct place *p = arena_one(a, struct place);

	strcpy(p->dir, "/tmp/xiaodeng-test-XXXXXX");
	assert_non_null(mkdtemp(p->dir));
	snprintf(p->file, sizeof p->file, "%s/wechat.token", p->dir);
	p->config.data = p->dir;
	p->section = (struct config_channel){ .name = "wechat", .kind = "bridge" };
	p->channel.ops = &bridge_channel;
	return p;
}

static enum err configure(struct place *p)
{
	return bridge_channel.configure(&p->channel, &p->config, &p->section, &p->why);
}

static void end_place(struct place *p)
{
	bridge_channel.release(&p->channel);
	unlink(p->file);
	assert_int_equal(rmdir(p->dir), 0);
}

static struct str content(const struct place *p, struct arena *a)
{
	char line[256] = "";
	FILE *f = fopen(p->file, "r");

	assert_non_null(f);
	assert_non_null(fgets(line, sizeof line, f));
	fclose(f);
	return arena_str(a, str_trim(str_c(line)));
}

static void a_token_is_made_once(void **state)
{
	struct place *p = new_place(*state);
	struct stat st;

	assert_int_equal(configure(p), OK);
	assert_true(p->channel.ready);
	assert_int_equal(stat(p->file, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	struct str token = content(p, *state);

	assert_int_equal(token.n, 48);
	assert_true(bridge_admits(&p->channel, token));
	assert_false(bridge_admits(&p->channel, str_sub(token, 0, 47)));
	assert_false(bridge_admits(&p->channel, NO_STR));
	bridge_channel.release(&p->channel);
	assert_int_equal(configure(p), OK); /* the same again after a restart */
	assert_true(bridge_admits(&p->channel, token));
	end_place(p);
}

static void a_short_token_is_refused(void **state)
{
	struct place *p = new_place(*state);
	FILE *f = fopen(p->file, "w");

	fputs("secret\n", f);
	fclose(f);
	chmod(p->file, 0600);
	assert_int_equal(configure(p), ERR_INPUT);
	assert_true(str_has(p->why, STR("shorter")));
	end_place(p);
}

static void a_token_that_cannot_be_made_is_told(void **state)
{
	struct place *p = new_place(*state);

	p->config.data = "/nonexistent";
	assert_int_equal(configure(p), ERR_IO);
	assert_non_null(p->why.p);
	end_place(p);
}

#define T(f) cmocka_unit_test_setup_teardown(f, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(a_reply_comes_back_as_it_was),	T(an_empty_reply_too),	 T(the_form_of_the_contract),
		T(a_photo_is_named_by_the_reply),	T(a_token_is_made_once), T(a_short_token_is_refused),
		T(a_token_that_cannot_be_made_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
