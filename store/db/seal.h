/* seal.h - encryption of single values, and keyed hashes for look-ups.
 *
 * XSalsa20-Poly1305 (libsodium's secretbox) with a random nonce per value:
 * version byte, key byte, nonce, box. Hashes are BLAKE2b with a key of their
 * own. Both keys are derived from a master key in a file outside the database.
 *
 * The file holds one master key a line, 64 hexadecimal digits, the newest
 * first. A key has a number, 1 for the one in the last line; `rotate-key` puts
 * a new line on top. Older keys stay: backups made under them can be restored,
 * and what is kept only as a trace (see below) is recognised again. */
#ifndef STORE_DB_SEAL_H
#define STORE_DB_SEAL_H

#include <stdbool.h>
#include <stddef.h>

#include "bot/base/arena.h"
#include "bot/base/err.h"
#include "bot/base/str.h"

enum { SEAL_KEY = 32, SEAL_EXTRA = 2 + 24 + 16, KEYED_HASH = 16, SIGNATURE = 24, KEYS_MOST = 32 };

/* What is derived from one master key. */
struct key_set {
	unsigned char seal[SEAL_KEY];
	unsigned char hash[SEAL_KEY];
	unsigned char ledger[SEAL_KEY]; /* for what is kept outside the database */
	unsigned char sign[SEAL_KEY];	/* for what goes out and comes back */
};

struct keys {
	struct key_set v[KEYS_MOST]; /* number n is v[n - 1] */
	unsigned char newest;	     /* the highest number */
	unsigned char number;	     /* the one in use: of a database that is open, the one it was made with */
	bool older;		     /* values sealed with an older one open too: while a key is being changed */
};

/* Reads the master keys, making the file (0600) with one when it is absent and
 * `create` is true. The newest is in use. Logs why it cannot. */
MUST_CHECK enum err keys_load(const char *file, bool create, struct keys *out);
void keys_random(struct keys *out); /* for scratch databases */

/* A further master key becomes the newest of *keys (not yet the one in use);
 * *text is what the file must hold from then on, in the arena: the caller
 * writes it, then wipes it. ERR_FULL: there are KEYS_MOST. */
MUST_CHECK enum err keys_renew(const char *file, struct keys *keys, struct arena *, struct str *text);
void keys_wipe(struct str secret);

/* out needs plain.n + SEAL_EXTRA bytes. */
void seal(const struct keys *, struct str plain, unsigned char *out);
/* out needs sealed.n - SEAL_EXTRA bytes; *n is what was written. ERR_KEY when
 * it does not open: another key, or changed bytes. */
MUST_CHECK enum err unseal(const struct keys *, struct str sealed, unsigned char *out, size_t *n);

/* For look-ups of what is kept, sealed, beside the hash. */
void keyed_hash(const struct keys *, struct str data, unsigned char out[KEYED_HASH]);
/* For look-ups of what is not kept at all (the id of a message). When the key
 * changes, such a hash can only be hashed again; so this one goes through every
 * key from the first to the one in use. */
void trace_hash(const struct keys *, struct str data, unsigned char out[KEYED_HASH]);

/* Says that we wrote `data`, under the key in use: HMAC-SHA-512-256, cut to 192 bits. What was
 * signed under another key is not good any more. Compared in constant time. */
void sign(const struct keys *, struct str data, unsigned char out[SIGNATURE]);
bool sign_is(const struct keys *, struct str data, const unsigned char signature[SIGNATURE]);

#endif
