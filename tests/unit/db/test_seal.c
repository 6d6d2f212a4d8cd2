/* test_seal.c - sealed values, keyed hashes, the key file. */
#include <sys/stat.h>

#include "store/db/seal.h"
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
	assert_memory_not_equal(s->keys.v[0].seal, s->keys.v[0].hash, SEAL_KEY);
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
	assert_memory_equal(&a, &b, sizeof a);
	scratch_write(s, "key", "0123\n");
	assert_int_equal(keys_load(file, true, &b), ERR_INPUT);
	scratch_write(s, "key", "");
	assert_int_equal(keys_load(file, true, &b), ERR_INPUT);
	scratch_write(s, "key", "zz23456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n");
	assert_int_equal(keys_load(file, true, &b), ERR_INPUT);
	assert_int_not_equal(keys_load(scratch_path(s, "no/folder/key"), true, &b), OK);
}

static bool opens(const struct keys *keys, const unsigned char sealed[1 + SEAL_EXTRA])
{
	unsigned char open[1];
	size_t n;

	return unseal(keys, (struct str){ (const char *)sealed, 1 + SEAL_EXTRA }, open, &n) == OK;
}

/* A second key: the first still opens what it sealed, when that is asked for. */
static void a_further_key(void **state)
{
	struct scratch *s = *state;
	const char *file = scratch_path(s, "key");
	unsigned char first[1 + SEAL_EXTRA], second[1 + SEAL_EXTRA];
	struct keys keys, again;
	struct str text;

	assert_int_equal(keys_load(file, true, &keys), OK);
	seal(&keys, STR("a"), first);
	assert_int_equal(keys_renew(file, &keys, s->a, &text), OK);
	assert_int_equal(keys.newest, 2);
	assert_int_equal(keys.number, 1);
	assert_int_equal(text.n, 2 * 65);
	scratch_write(s, "key", text.p);
	assert_int_equal(keys_load(file, false, &again), OK);
	assert_int_equal(again.number, 2);
	assert_memory_equal(keys.v, again.v, sizeof keys.v);
	seal(&again, STR("a"), second);
	assert_true(opens(&again, second) && !opens(&again, first));
	again.older = true;
	assert_true(opens(&again, second) && opens(&again, first));
	again.number = 1;
	assert_false(opens(&again, second));
	for (int i = 2; i < KEYS_MOST; i++)
		assert_int_equal(keys_renew(file, &keys, s->a, &text), OK);
	assert_int_equal(keys_renew(file, &keys, s->a, &text), ERR_FULL);
}

/* What was hashed with the first key, and again with the second, is what the second makes of the text. */
static void traces(void **state)
{
	struct scratch *s = *state;
	unsigned char first[KEYED_HASH], again[KEYED_HASH], whole[KEYED_HASH];
	struct str text;

	trace_hash(&s->keys, STR("m-1"), first);
	keyed_hash(&s->keys, STR("m-1"), whole);
	assert_memory_equal(first, whole, sizeof whole);
	scratch_write(s, "key", "");
	assert_int_equal(keys_renew(scratch_path(s, "key"), &s->keys, s->a, &text), OK);
	s->keys.number = 2;
	keyed_hash(&s->keys, (struct str){ (char *)first, sizeof first }, again);
	trace_hash(&s->keys, STR("m-1"), whole);
	assert_memory_equal(again, whole, sizeof whole);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SCRATCH_TEST(round_trip),    SCRATCH_TEST(never_the_same_twice),
		SCRATCH_TEST(changed_bytes), SCRATCH_TEST(hashes),
		SCRATCH_TEST(key_file),	     SCRATCH_TEST(a_further_key),
		SCRATCH_TEST(traces),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
