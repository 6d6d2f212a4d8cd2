/* seal.h - encryption of single values, and keyed hashes for look-ups.
 *
 * XSalsa20-Poly1305 (libsodium's secretbox) with a random nonce per value:
 * version byte, key byte, nonce, box. Hashes are BLAKE2b with a key of their
 * own. Both keys are derived from a master key in a file outside the database. */
#ifndef STORE_SEAL_H
#define STORE_SEAL_H

#include <stddef.h>

#include "bot/base/err.h"
#include "bot/base/str.h"

enum { SEAL_KEY = 32, SEAL_EXTRA = 2 + 24 + 16, KEYED_HASH = 16 };

struct keys {
	unsigned char seal[SEAL_KEY];
	unsigned char hash[SEAL_KEY];
	unsigned char ledger[SEAL_KEY]; /* for what is kept outside the database */
	unsigned char number;		/* which master key, 1… */
};

/* Reads the master key, making the file (0600) when it is absent and `create`
 * is true. Logs why it cannot. */
MUST_CHECK enum err keys_load(const char *file, bool create, struct keys *out);
void keys_random(struct keys *out); /* for scratch databases */

/* out needs plain.n + SEAL_EXTRA bytes. */
void seal(const struct keys *, struct str plain, unsigned char *out);
/* out needs sealed.n - SEAL_EXTRA bytes; *n is what was written. ERR_KEY when
 * it does not open: another key, or changed bytes. */
MUST_CHECK enum err unseal(const struct keys *, struct str sealed, unsigned char *out, size_t *n);

void keyed_hash(const struct keys *, struct str data, unsigned char out[KEYED_HASH]);

#endif
