/* seal.c - libsodium behind two functions. */
#include "store/seal.h"

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

static void derive(const unsigned char master[crypto_kdf_KEYBYTES], struct keys *out)
{
	crypto_kdf_derive_from_key(out->seal, sizeof out->seal, 1, "xdengkey", master);
	crypto_kdf_derive_from_key(out->hash, sizeof out->hash, 2, "xdengkey", master);
	crypto_kdf_derive_from_key(out->ledger, sizeof out->ledger, 3, "xdengkey", master);
	out->number = 1;
}

static enum err write_new(const char *file, const unsigned char master[crypto_kdf_KEYBYTES])
{
	char hex[crypto_kdf_KEYBYTES * 2 + 2];

	sodium_bin2hex(hex, sizeof hex, master, crypto_kdf_KEYBYTES);
	strcat(hex, "\n");
	enum err e = file_create(file, str_c(hex));

	sodium_memzero(hex, sizeof hex);
	if (e != OK)
		log_error("key", "file=%s problem=cannot be made: %s", file, strerror(errno));
	return e;
}

static enum err read_hex(const char *file, unsigned char master[crypto_kdf_KEYBYTES])
{
	char text[crypto_kdf_KEYBYTES * 2 + 16];
	FILE *f = fopen(file, "re");
	size_t n, got = 0;

	if (!f)
		return errno == ENOENT ? ERR_NOT_FOUND : ERR_IO;
	n = fread(text, 1, sizeof text - 1, f);
	fclose(f);
	text[n] = '\0';
	int bad = sodium_hex2bin(master, crypto_kdf_KEYBYTES, text, n, " \r\n", &got, NULL);

	sodium_memzero(text, sizeof text);
	return bad || got != crypto_kdf_KEYBYTES ? ERR_INPUT : OK;
}

enum err keys_load(const char *file, bool create, struct keys *out)
{
	unsigned char master[crypto_kdf_KEYBYTES];

	if (sodium_init() < 0)
		return ERR_IO;
	enum err e = read_hex(file, master);

	if (e == ERR_NOT_FOUND && create) {
		crypto_kdf_keygen(master);
		e = write_new(file, master);
	} else if (e != OK) {
		log_error("key", "file=%s problem=%s", file,
			  e == ERR_INPUT ? "is not a key of 64 hexadecimal digits" : "cannot be read");
	}
	if (e == OK)
		derive(master, out);
	sodium_memzero(master, sizeof master);
	return e;
}

void keys_random(struct keys *out)
{
	unsigned char master[crypto_kdf_KEYBYTES];

	if (sodium_init() < 0)
		abort();
	crypto_kdf_keygen(master);
	derive(master, out);
	sodium_memzero(master, sizeof master);
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
			      keys->seal);
}

enum err unseal(const struct keys *keys, struct str sealed, unsigned char *out, size_t *n)
{
	const unsigned char *p = (const unsigned char *)sealed.p;

	if (sealed.n < SEAL_EXTRA || p[0] != VERSION || p[1] != keys->number)
		return ERR_KEY;
	const unsigned char *nonce = p + HEAD, *box = nonce + crypto_secretbox_NONCEBYTES;

	if (crypto_secretbox_open_easy(out, box, sealed.n - HEAD - crypto_secretbox_NONCEBYTES, nonce, keys->seal) != 0)
		return ERR_KEY;
	*n = sealed.n - SEAL_EXTRA;
	return OK;
}

void keyed_hash(const struct keys *keys, struct str data, unsigned char out[KEYED_HASH])
{
	crypto_generichash(out, KEYED_HASH, (const unsigned char *)data.p, data.n, keys->hash, sizeof keys->hash);
}
