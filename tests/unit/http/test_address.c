/* test_address.c - which addresses are of the public internet. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <arpa/inet.h>
#include <string.h>
#include <sys/un.h>

#include "bot/http/address.h"

static bool judge(const char *text)
{
	struct sockaddr_in v4 = { .sin_family = AF_INET, .sin_port = htons(80) };
	struct sockaddr_in6 v6 = { .sin6_family = AF_INET6, .sin6_port = htons(80) };

	if (inet_pton(AF_INET, text, &v4.sin_addr) == 1)
		return address_is_public((struct sockaddr *)&v4);
	assert_int_equal(inet_pton(AF_INET6, text, &v6.sin6_addr), 1);
	return address_is_public((struct sockaddr *)&v6);
}

static void test_public(void **state)
{
	static const char *const all[] = {
		"1.1.1.1",	   "9.255.255.255",  "11.0.0.0",	 "100.63.255.255",	 "100.128.0.0",
		"126.255.255.255", "128.0.0.0",	     "169.253.255.255",	 "169.255.0.0",		 "172.15.255.255",
		"172.32.0.0",	   "192.167.1.1",    "192.169.0.0",	 "198.17.255.255",	 "198.20.0.0",
		"223.255.255.255", "2400:3200::1",   "2606:4700::1111",	 "2001:4860:4860::8888", "2001:200::1",
		"2620:4f:8001::1", "::ffff:8.8.8.8", "64:ff9b::808:808",
	};

	(void)state;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (!judge(all[i]))
			fail_msg("%s is public", all[i]);
}

static void test_not_public(void **state)
{
	static const char *const all[] = {
		"0.0.0.0",
		"0.1.2.3",
		"10.0.0.1",
		"10.255.255.255",
		"100.64.0.0",
		"100.127.255.255",
		"127.0.0.1",
		"127.255.255.255",
		"169.254.0.0",
		"169.254.169.254",
		"172.16.0.0",
		"172.31.255.255",
		"192.0.0.8",
		"192.0.2.1",
		"192.88.99.1",
		"192.168.0.1",
		"192.168.255.255",
		"198.18.0.0",
		"198.19.255.255",
		"198.51.100.7",
		"203.0.113.9",
		"224.0.0.1",
		"239.255.255.255",
		"240.0.0.1",
		"255.255.255.255",
		"::",
		"::1",
		"::127.0.0.1",
		"::ffff:127.0.0.1",
		"::ffff:10.0.0.1",
		"::ffff:192.168.1.1",
		"64:ff9b::7f00:1",
		"64:ff9b::a00:1",
		"64:ff9b:1::808:808",
		"100::1",
		"2001::1",
		"2001:1ff::1",
		"2001:db8::1",
		"2002:7f00:1::",
		"2002:808:808::1",
		"3fff:fff::1",
		"fc00::1",
		"fd12:3456::1",
		"fe80::1",
		"febf::1",
		"fec0::1",
		"ff02::1",
		"4000::1",
		"5f00::1",
		"2620:4f:8000::1",
	};
	struct sockaddr_un un = { .sun_family = AF_UNIX };

	(void)state;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (judge(all[i]))
			fail_msg("%s is not public", all[i]);
	assert_false(address_is_public((struct sockaddr *)&un));
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_public), cmocka_unit_test(test_not_public) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
