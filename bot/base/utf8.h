/* utf8.h - the little that is needed of UTF-8 everywhere. NFKC and grapheme
 * clusters are libutf8proc's. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bot/base/str.h"

/* RFC 3629: no overlong forms, no surrogates, nothing over U+10FFFF. */
bool utf8_valid(struct str s);
size_t utf8_valid_start(struct str s); /* bytes before the first one that is not valid */
size_t utf8_first(struct str s);       /* bytes of its first code point; 0: it does not begin with one */

/* The code point at *i in valid UTF-8, and *i moved past it. */
uint32_t utf8_next(struct str s, size_t *i);

size_t utf8_count(struct str s);  /* code points */
size_t utf16_count(struct str s); /* UTF-16 code units */
/* Byte offset of the UTF-16 unit `unit` (clamped to the end). */
size_t utf8_at_utf16(struct str s, size_t unit);
/* At most n code points of s, never a half one. */
struct str utf8_cut(struct str s, size_t n);
/* Encodes cp into out[4]; returns the length. */
size_t utf8_put(uint32_t cp, char out[4]);

#endif
