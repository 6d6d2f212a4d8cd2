/* test_seal.c - sealed values, keyed hashes, the key file. */
#include <sys/stat.h>

#include "store/seal.h"
#include "tests/unit/scratch.h"

static void round_trip(void **state)
{
	struct scratch *s = *state;
	unsigned char sealed[1000 + SEAL_EXTRA], open[1000];
	char plain[1000];
	size_t n;

	memset(plain, 'x', sizeof plain);
	for (size_t len = 0; len <= sizeof plain; len += 37) {
		seal(&s->keys, (struct str){ plain, len }, sealed);
		assert_int_equal(unseal(&s->keys, (struct str){ (char *)sealed, len + SEAL_EXTRA }, open, &n), OK);
		assert_int_equal(n, len);
		assert_memory_equal(open, plain, len);
	}
}

static void never_the_same_twice(void **state)
{
	struct scratch *s = *state;
	unsigned char a[4 + SEAL_EXTRA], b[4 + SEAL_EXTRA];

	seal(&s->keys, STR("灯!"), a);
	seal(&s->keys, STR("灯!"), b);
	assert_memory_not_equal(a + 2, b + 2, 24); /* nonce */
	assert_memory_not_equal(a + 26, b + 26, sizeof a - 26);
}

/* Any changed bit, any missing byte, another key: ERR_KEY, and nothing opened. */
static void changed_bytes(void **state)
{
	struct scratch *s = *state;
	unsigned char sealed[5 + SEAL_EXTRA], open[5];
	struct keys other;
	size_t n;

	seal(&s->keys, STR("13800"), sealed);
	for (size_t bit = 0; bit < sizeof sealed * 8; bit++) {
		sealed[bit / 8] ^= (unsigned char)(1 << bit % 8);
		assert_int_equal(unseal(&s->keys, (struct str){ (char *)sealed, sizeof sealed }, open, &n), ERR_KEY);
		sealed[bit / 8] ^= (unsigned char)(1 << bit % 8);
	}
	for (size_t len = 0; len < sizeof sealed; len++)
		assert_int_equal(unseal(&s->keys, (struct str){ (char *)sealed, len }, open, &n), ERR_KEY);
	keys_random(&other);
	assert_int_equal(unseal(&other, (struct str){ (char *)sealed, sizeof sealed }, open, &n), ERR_KEY);
	assert_int_equal(unseal(&s->keys, (struct str){ (char *)sealed, sizeof sealed }, open, &n), OK);
}

static void hashes(void **state)
{
	struct scratch *s = *state;
	unsigned char a[KEYED_HASH], b[KEYED_HASH];
	struct keys other;

	keyed_hash(&s->keys, STR("bridge:zhangyong"), a);
	keyed_hash(&s->keys, STR("bridge:zhangyong"), b);
	assert_memory_equal(a, b, sizeof a);
	keyed_hash(&s->keys, STR("bridge:zhangyon"), b);
	assert_memory_not_equal(a, b, sizeof a);
	keys_random(&other);
	keyed_hash(&other, STR("bridge:zhangyong"), b);
	assert_memory_not_equal(a, b, sizeof a);
	assert_memory_not_equal(s->keys.seal, s->keys.hash, SEAL_KEY);
}

static void key_file(void **state)
{
	struct scratch *s = *state;
	const char *file = scratch_path(s, "key");
	struct keys a, b;
	struct stat st;

	assert_int_equal(keys_load(file, false, &a), ERR_NOT_FOUND);
	assert_int_equal(keys_load(file, true, &a), OK);
	assert_int_equal(stat(file, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(keys_load(file, true, &b), OK);
	assert_memory_equal(a.seal, b.seal, SEAL_KEY);
	scratch_write(s, "key", "0123\n");
	assert_int_equal(keys_load(file, true, &b), ERR_INPUT);
	scratch_write(s, "key", "");
	assert_int_equal(keys_load(file, true, &b), ERR_INPUT);
	scratch_write(s, "key", "zz23456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n");
	assert_int_equal(keys_load(file, true, &b), ERR_INPUT);
	assert_int_not_equal(keys_load(scratch_path(s, "no/folder/key"), true, &b), OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SCRATCH_TEST(round_trip),    SCRATCH_TEST(never_the_same_twice),
		SCRATCH_TEST(changed_bytes), SCRATCH_TEST(hashes),
		SCRATCH_TEST(key_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
