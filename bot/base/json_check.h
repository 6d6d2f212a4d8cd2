/* json_check.h - is it JSON, to the letter of RFC 8259? Nothing is built.
 *
 * cJSON is no judge: it takes \uqqqq (as a NUL, which cuts the string there),
 * 01, 1., -.5, raw line ends in strings and any byte up to 0x20 as a space.
 * What this takes, cJSON reads as it is meant. Narrower than the RFC, which
 * allows limits: no \u0000 (a C string ends there), no half surrogate pair (no
 * UTF-8 says it), 32 levels, 63 characters of a number (cJSON's buffer). A
 * byte order mark is passed over. Names may repeat. */
#ifndef BASE_JSON_CHECK_H
#define BASE_JSON_CHECK_H

#include "bot/base/arena.h"

enum { JSON_DEPTH = 32 };

/* text.p[text.n] must be readable and NUL, as of any copy in an arena. When it
 * is refused *why says what, and where ("unknown escape at byte 17"), in the
 * arena; otherwise it is left alone. */
bool json_check(struct str text, struct arena *, struct str *why);

#endif
