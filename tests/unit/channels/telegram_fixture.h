/* telegram_fixture.h - a Telegram channel that has said hello, for the tests. */
#ifndef TESTS_TELEGRAM_FIXTURE_H
#define TESTS_TELEGRAM_FIXTURE_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "bot/base/json.h"
#include "bot/channels/telegram/telegram.h"
#include "bot/config/config.h"

#define assert_str(s, expected) assert_str_((s), (expected), __FILE__, __LINE__)

static inline void assert_str_(struct str s, const char *expected, const char *file, int line)
{
	struct str e = str_c(expected);

	if (s.n != e.n || (s.p != NULL) != (e.p != NULL) || (s.n && memcmp(s.p, e.p, s.n) != 0)) {
		print_error("got \"" STR_FMT "\", expected \"%s\"\n", STR_ARG(s), expected ? expected : "(absent)");
		_fail(file, line);
	}
}

struct telegram_fixture {
	struct arena *arena;
	struct config config;
	struct channel channel;
};

static inline struct http_response telegram_said(int status, const char *body)
{
	return (struct http_response){ .status = status, .body = str_c(body), .retry_after = -1 };
}

static inline enum err telegram_configure(struct telegram_fixture *f, struct config_setting *settings, size_t n,
					  struct str *why)
{
	struct config_channel c = { .name = "telegram", .kind = "telegram", .settings = settings, .n = n };

	f->config = (struct config){ .arena = f->arena, .dir = "." };
	f->channel = (struct channel){ .ops = &telegram_channel, .name = "telegram" };
	return telegram_channel.configure(&f->channel, &f->config, &c, why);
}

static inline int telegram_set_up(void **state)
{
	static struct telegram_fixture f;
	struct config_setting settings[] = { { "token", "123:SECRET", 1 }, { "api", "http://127.0.0.1:1/", 2 } };
	struct http_response me = telegram_said(
		200,
		"{\"ok\":true,\"result\":{\"id\":999,\"is_bot\":true,\"username\":\"Xiaodeng_Bot\",\"can_read_all_group_messages\":true}}");
	struct str why = NO_STR;
	int64_t wait = 0;

	f.arena = arena_new();
	if (telegram_configure(&f, settings, 2, &why) != OK ||
	    !telegram_channel.poll->greeted(&f.channel, &me, f.arena, &wait))
		return -1;
	*state = &f;
	return 0;
}

static inline int telegram_tear_down(void **state)
{
	struct telegram_fixture *f = *state;

	telegram_channel.release(&f->channel);
	arena_free(f->arena);
	return 0;
}

#endif
