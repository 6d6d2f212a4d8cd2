/* str.h - a borrowed piece of text: pointer and length, no ownership.
 *
 * Where a str came from an arena, a literal or cJSON it also ends in a NUL
 * that is not counted; a str cut out of another does not. `p` is NULL only
 * together with n == 0 and means "absent"; STR("") is present and empty. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct str {
	const char *p;
	size_t n;
};

#define STR(literal) ((struct str){ "" literal, sizeof(literal) - 1 })
#define NO_STR ((struct str){ NULL, 0 })
#define STR_FMT "%.*s"
#define STR_ARG(s) (int)(s).n, (s).p ? (s).p : ""

struct str str_c(const char *s); /* NULL gives NO_STR */
bool str_eq(struct str a, struct str b);
bool str_is(struct str a, const char *b);
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
/* Offset of the first occurrence, or -1. */
/* As memcmp: by bytes, the shorter first. Dates as "2025-06-11" stand in their order. */
int str_order(struct str a, struct str b);
ptrdiff_t str_find(struct str s, struct str needle);
/* The length of the longest run of bytes that stands in both; meant for a title and a sentence. */
size_t str_shared(struct str a, struct str b);
bool str_has(struct str s, struct str needle);
struct str str_sub(struct str s, size_t from, size_t to); /* clamped to s */
struct str str_trim(struct str s);			  /* ASCII white space and U+3000 off both ends */
/* Cuts the piece before `sep` off *rest; false when *rest is used up. */
bool str_split(struct str *rest, char sep, struct str *piece);
/* A whole decimal number with nothing around it and within [min, max]. */
bool str_int(struct str s, int64_t min, int64_t max, int64_t *out);
bool str_decimal(struct str s);	 /* digits, perhaps a - before them and a point with digits behind it */
uint64_t str_hash(struct str s); /* FNV-1a; for tables, not for secrets */

#endif
