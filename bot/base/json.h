/* json.h - cJSON made safe for bytes from outside, and short to read.
 *
 * The one door: nothing else gives bytes to cJSON (tests/check/layering), and
 * json_parse gives it only what json_check has found to be JSON. */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stdint.h>

#include "bot/base/arena.h"
#include "bot/base/err.h"
#include "bot/base/str.h"

/* NULL when it is not JSON; then *why says what and where, for a person
 * ("invalid UTF-8 at byte 17"), allocated in the arena. The caller frees the
 * tree with cJSON_Delete. */
cJSON *json_parse(struct str text, struct arena *, struct str *why);

/* A member that is a string; NO_STR when absent, null or of another type.
 * Borrowed from the tree. */
struct str json_str(const cJSON *object, const char *key);
/* The same for ids: a whole number is taken too, as its digits (allocated in
 * the arena): a double holds them apart up to 2^53 - 1, more is refused. */
struct str json_id(const cJSON *object, const char *key, struct arena *);
bool json_bool(const cJSON *object, const char *key);
/* A whole number within ±(2^53 - 1); otherwise `otherwise`. */
int64_t json_int(const cJSON *object, const char *key, int64_t otherwise);

/* The tree printed without spaces, in the arena. */
struct str json_print(const cJSON *, struct arena *);
/* Adds a string member; absent text adds nothing. */
void json_put(cJSON *object, const char *key, struct str value);

#endif
