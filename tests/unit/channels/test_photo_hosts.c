/* test_photo_hosts.c - which URLs a bridge may name. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "bot/channels/bridge/photo_hosts.h"

static void test_list(void **state)
{
	static const char *const bad[] = {
		"a b",	      "http://a.example", "a.example/x",     "*.example", "-a",	   ".a",
		"a.example:", "a.example:0",	  "a.example:65536", "[::1]",	  "a:1:2", "某.cn"
	};
	struct arena *a = arena_new();
	struct photo_hosts *hosts;
	struct str why;

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		why = NO_STR;
		if (photo_hosts_read(str_c(bad[i]), a, &hosts, &why) != ERR_INPUT || !str_has(why, str_c(bad[i])))
			fail_msg("%s", bad[i]);
	}
	assert_int_equal(photo_hosts_read(NO_STR, a, &hosts, &why), OK);
	assert_null(photo_hosts_allow(hosts, STR("https://a.example/1.jpg"), a).p);
	photo_hosts_free(hosts);
	photo_hosts_free(NULL);
	arena_free(a);
}

static void test_urls(void **state)
{
	static const struct {
		const char *url, *fetched; /* NULL: not */
	} urls[] = {
		{ "https://a.example/1.jpg?x=1&y=2", "https://a.example/1.jpg?x=1&y=2" },
		{ "http://a.example", "http://a.example/" },
		{ "HTTPS://A.Example:443/x", "https://A.Example:443/x" },
		{ "http://b.example:8080/x", "http://b.example:8080/x" },
		{ "http://a.example:8080/x", NULL },
		{ "https://a.example:80/x", NULL },
		{ "http://b.example/x", NULL },
		{ "https://c.example/x", NULL },
		{ "https://x.a.example/x", NULL },
		{ "https://a.example.evil.example/x", NULL },
		{ "https://a.example./x", NULL },
		{ "https://a.example@c.example/x", NULL },
		{ "https://c.example@a.example/x", NULL }, /* a user is never sent */
		{ "https://user:secret@a.example/x", NULL },
		{ "https://c.example#@a.example/x", NULL },
		{ "https://c.example?@a.example/x", NULL },
		{ "https://c.example/a.example/x", NULL },
		{ "https://c.example\\@a.example/x", NULL },
		{ "https://a.example\\.c.example/x", NULL },
		{ "https://a.example%2ec.example/x", NULL },
		{ "https://a.example\n.c.example/x", NULL },
		{ "ftp://a.example/x", NULL },
		{ "file:///etc/passwd", NULL },
		{ "gopher://a.example/x", NULL },
		{ "//a.example/x", NULL },
		{ "a.example/x", NULL },
		{ "https:///x", NULL },
		{ "https://", NULL },
		{ "", NULL },
	};
	struct arena *a = arena_new();
	struct photo_hosts *hosts;
	struct str why;

	(void)state;
	assert_int_equal(photo_hosts_read(STR(" a.example,, b.example:8080 ,"), a, &hosts, &why), OK);
	for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
		struct str got = photo_hosts_allow(hosts, str_c(urls[i].url), a);

		if (urls[i].fetched ? !str_is(got, urls[i].fetched) : got.p != NULL)
			fail_msg("%s: " STR_FMT, urls[i].url, STR_ARG(got));
	}
	photo_hosts_free(hosts);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_list), cmocka_unit_test(test_urls) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
