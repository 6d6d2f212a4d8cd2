/* json.h - cJSON made safe for bytes from outside, and short to read.
 *
 * cJSON cuts strings at \u0000, takes invalid UTF-8 and trailing bytes:
 * json_parse refuses all of these before it is asked. */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stdint.h>

#include "bot/base/arena.h"
#include "bot/base/err.h"
#include "bot/base/str.h"

enum { JSON_DEPTH = 32 };

/* NULL when the text is not acceptable; then *why says what and where, for a
 * person ("invalid UTF-8 at byte 17"), allocated in the arena. The caller
 * frees the tree with cJSON_Delete. */
cJSON *json_parse(struct str text, struct arena *, struct str *why);

/* A member that is a string; NO_STR when absent, null or of another type.
 * Borrowed from the tree. */
struct str json_str(const cJSON *object, const char *key);
/* The same for ids: a whole number is taken too, as its digits (allocated in
 * the arena): cJSON's doubles hold them exactly up to 2^53, more is refused. */
struct str json_id(const cJSON *object, const char *key, struct arena *);
bool json_bool(const cJSON *object, const char *key);
/* A whole number within ±2^53; otherwise `otherwise`. */
int64_t json_int(const cJSON *object, const char *key, int64_t otherwise);

/* The tree printed without spaces, in the arena. */
struct str json_print(const cJSON *, struct arena *);
/* Adds a string member; absent text adds nothing. */
void json_put(cJSON *object, const char *key, struct str value);

#endif
