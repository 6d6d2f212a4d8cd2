/* seal.c - libsodium behind two functions. */
#include "store/db/seal.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bot/base/file.h"
#include "bot/base/log.h"

enum { VERSION = 1, HEAD = 2 };

_Static_assert(SEAL_KEY == crypto_secretbox_KEYBYTES, "secretbox key");
_Static_assert(SEAL_EXTRA == HEAD + crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES, "secretbox sizes");

static void derive(const unsigned char master[crypto_kdf_KEYBYTES], struct key_set *out)
{
	crypto_kdf_derive_from_key(out->seal, sizeof out->seal, 1, "xdengkey", master);
	crypto_kdf_derive_from_key(out->hash, sizeof out->hash, 2, "xdengkey", master);
	crypto_kdf_derive_from_key(out->ledger, sizeof out->ledger, 3, "xdengkey", master);
	crypto_kdf_derive_from_key(out->sign, sizeof out->sign, 4, "xdengkey", master);
}

/* ---------------------------------------------------------------- the file */

enum { DIGITS = crypto_kdf_KEYBYTES * 2, FILE_MOST = KEYS_MOST * (DIGITS + 2) + 1 };

void keys_wipe(struct str secret)
{
	sodium_memzero((char *)secret.p, secret.n);
}

/* A new master key and the line for it. */
static struct key_set make_key(char line[DIGITS + 2])
{
	unsigned char master[crypto_kdf_KEYBYTES];
	struct key_set set;

	crypto_kdf_keygen(master);
	derive(master, &set);
	sodium_bin2hex(line, DIGITS + 1, master, sizeof master);
	strcpy(line + DIGITS, "\n");
	sodium_memzero(master, sizeof master);
	return set;
}

static enum err write_first(const char *file, struct keys *out)
{
	char line[DIGITS + 2];

	*out = (struct keys){ .newest = 1, .number = 1 };
	out->v[0] = make_key(line);
	enum err e = file_create(file, str_c(line));

	sodium_memzero(line, sizeof line);
	if (e != OK)
		log_error("key", "file=%s problem=cannot be made: %s", file, strerror(errno));
	return e;
}

static enum err read_file(const char *file, char text[FILE_MOST + 1], struct str *out)
{
	FILE *f = fopen(file, "re");

	if (!f)
		return errno == ENOENT ? ERR_NOT_FOUND : ERR_IO;
	setvbuf(f, NULL, _IONBF, 0); /* no copy of it in a buffer */
	size_t n = fread(text, 1, FILE_MOST + 1, f);

	fclose(f);
	*out = (struct str){ text, n };
	return n > FILE_MOST ? ERR_INPUT : OK;
}

static bool read_line(struct str line, struct key_set *out)
{
	unsigned char master[crypto_kdf_KEYBYTES];
	size_t got = 0;
	bool ok = line.n == DIGITS && sodium_hex2bin(master, sizeof master, line.p, line.n, NULL, &got, NULL) == 0 &&
		  got == sizeof master;

	if (ok)
		derive(master, out);
	sodium_memzero(master, sizeof master);
	return ok;
}

/* The first line has the highest number. */
static enum err read_lines(struct str text, struct keys *out)
{
	struct key_set found[KEYS_MOST];
	struct str line;
	size_t n = 0;

	*out = (struct keys){ .newest = 0 };
	while (str_split(&text, '\n', &line)) {
		line = str_trim(line);
		if (!line.n)
			continue;
		if (n == KEYS_MOST || !read_line(line, &found[n]))
			return ERR_INPUT;
		n++;
	}
	for (size_t i = 0; i < n; i++)
		out->v[i] = found[n - 1 - i];
	sodium_memzero(found, sizeof found);
	out->newest = out->number = (unsigned char)n;
	return n ? OK : ERR_INPUT;
}

enum err keys_load(const char *file, bool create, struct keys *out)
{
	char text[FILE_MOST + 1];
	struct str all;

	if (sodium_init() < 0)
		return ERR_IO;
	enum err e = read_file(file, text, &all);

	if (e == ERR_NOT_FOUND && create)
		return write_first(file, out);
	if (e == OK)
		e = read_lines(all, out);
	sodium_memzero(text, sizeof text);
	if (e != OK)
		log_error("key", "file=%s problem=%s", file,
			  e == ERR_INPUT ? "is not a key of 64 hexadecimal digits (or several, one a line)"
					 : "cannot be read");
	return e;
}

enum err keys_renew(const char *file, struct keys *keys, struct arena *a, struct str *text)
{
	char old[FILE_MOST + 1], line[DIGITS + 2];
	struct str all;
	enum err e = read_file(file, old, &all);

	if (e == OK && keys->newest == KEYS_MOST)
		e = ERR_FULL;
	if (e == OK) {
		keys->v[keys->newest++] = make_key(line);
		*text = arena_printf(a, "%s" STR_FMT "\n", line, STR_ARG(str_trim(all)));
		sodium_memzero(line, sizeof line);
	}
	sodium_memzero(old, sizeof old);
	return e;
}

void keys_random(struct keys *out)
{
	char line[DIGITS + 2];

	if (sodium_init() < 0)
		abort();
	*out = (struct keys){ .newest = 1, .number = 1 };
	out->v[0] = make_key(line);
	sodium_memzero(line, sizeof line);
}

/* ------------------------------------------------------------------ values */

static const struct key_set *in_use(const struct keys *keys)
{
	return &keys->v[keys->number - 1];
}

/* Unique without a system call for each value: 16 random bytes per thread,
 * then a counter of 8. */
static void next_nonce(unsigned char nonce[crypto_secretbox_NONCEBYTES])
{
	static _Thread_local unsigned char now[crypto_secretbox_NONCEBYTES];
	static _Thread_local bool begun;

	if (!begun) {
		randombytes_buf(now, sizeof now);
		begun = true;
	}
	sodium_increment(now + 16, sizeof now - 16);
	memcpy(nonce, now, sizeof now);
}

void seal(const struct keys *keys, struct str plain, unsigned char *out)
{
	unsigned char *nonce = out + HEAD;

	out[0] = VERSION;
	out[1] = keys->number;
	next_nonce(nonce);
	crypto_secretbox_easy(nonce + crypto_secretbox_NONCEBYTES, (const unsigned char *)plain.p, plain.n, nonce,
			      in_use(keys)->seal);
}

/* The key that a value names, when it may be opened with it. */
static const struct key_set *key_of(const struct keys *keys, unsigned char number)
{
	bool may = number == keys->number || (keys->older && number >= 1 && number < keys->number);

	return may ? &keys->v[number - 1] : NULL;
}

enum err unseal(const struct keys *keys, struct str sealed, unsigned char *out, size_t *n)
{
	const unsigned char *p = (const unsigned char *)sealed.p;

	if (sealed.n < SEAL_EXTRA || p[0] != VERSION)
		return ERR_KEY;
	const struct key_set *set = key_of(keys, p[1]);
	const unsigned char *nonce = p + HEAD, *box = nonce + crypto_secretbox_NONCEBYTES;

	if (!set ||
	    crypto_secretbox_open_easy(out, box, sealed.n - HEAD - crypto_secretbox_NONCEBYTES, nonce, set->seal) != 0)
		return ERR_KEY;
	*n = sealed.n - SEAL_EXTRA;
	return OK;
}

static void hash_with(const struct key_set *set, struct str data, unsigned char out[KEYED_HASH])
{
	crypto_generichash(out, KEYED_HASH, (const unsigned char *)data.p, data.n, set->hash, sizeof set->hash);
}

void keyed_hash(const struct keys *keys, struct str data, unsigned char out[KEYED_HASH])
{
	hash_with(in_use(keys), data, out);
}

void trace_hash(const struct keys *keys, struct str data, unsigned char out[KEYED_HASH])
{
	unsigned char before[KEYED_HASH];

	hash_with(&keys->v[0], data, out);
	for (unsigned i = 1; i < keys->number; i++) {
		memcpy(before, out, sizeof before);
		hash_with(&keys->v[i], (struct str){ (char *)before, sizeof before }, out);
	}
}

_Static_assert(SEAL_KEY == crypto_auth_KEYBYTES && SIGNATURE <= crypto_auth_BYTES, "sizes of signatures");

void sign(const struct keys *keys, struct str data, unsigned char out[SIGNATURE])
{
	unsigned char whole[crypto_auth_BYTES];

	crypto_auth(whole, (const unsigned char *)data.p, data.n, keys->v[keys->number - 1].sign);
	memcpy(out, whole, SIGNATURE);
}

bool sign_is(const struct keys *keys, struct str data, const unsigned char signature[SIGNATURE])
{
	unsigned char right[SIGNATURE];

	sign(keys, data, right);
	return sodium_memcmp(right, signature, SIGNATURE) == 0;
}
