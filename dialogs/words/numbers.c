/* numbers.c - numbers the way people type them. */
#include "dialogs/words/numbers.h"

#include <string.h>

#include "bot/base/utf8.h"

int digit_of(uint32_t cp)
{
	static const struct {
		uint16_t cp, digit;
	} han[] = { { 0x3007, 0 }, { 0x96f6, 0 }, { 0x4e00, 1 }, { 0x5e7a, 1 }, { 0x4e8c, 2 },
		    { 0x4e24, 2 }, { 0x4e09, 3 }, { 0x56db, 4 }, { 0x4e94, 5 }, { 0x516d, 6 },
		    { 0x4e03, 7 }, { 0x516b, 8 }, { 0x4e5d, 9 } };

	if (cp >= '0' && cp <= '9')
		return (int)cp - '0';
	for (size_t i = 0; i < sizeof han / sizeof han[0]; i++)
		if (han[i].cp == cp)
			return han[i].digit;
	return -1;
}

static int64_t unit_of(uint32_t cp)
{
	switch (cp) {
	case 0x5341:
		return 10; /* 十 */
	case 0x767e:
		return 100; /* 百 */
	case 0x5343:
		return 1000; /* 千 */
	case 0x4e07:
		return 10000; /* 万 */
	default:
		return 0;
	}
}

static uint32_t at(struct str s, size_t i, size_t *next)
{
	*next = i;
	return i < s.n ? utf8_next(s, next) : 0;
}

static bool arabic(struct str s, size_t *i, int64_t *value)
{
	size_t k = *i;
	int64_t v = 0;

	for (; k < s.n && s.p[k] >= '0' && s.p[k] <= '9'; k++) {
		if (k - *i >= 15)
			return false;
		v = v * 10 + (s.p[k] - '0');
	}
	if (k == *i)
		return false;
	*i = k;
	*value = v;
	return true;
}

/* 十二, 一百零五, 一百二 (= 120), 两千; a row of digits (一三八) is read as one number. */
static bool chinese(struct str s, size_t *i, int64_t *value)
{
	int64_t sum = 0, section = 0, digit = -1, last_unit = 0;
	size_t k = *i, next, digits = 0;

	for (uint32_t c; (c = at(s, k, &next)) != 0; k = next) {
		int d = c >= 0x80 ? digit_of(c) : -1;
		int64_t unit = unit_of(c);

		if (d >= 0) {
			if (++digits > 12)
				return false;
			if (digit > 0 || (digit == 0 && last_unit == 0))
				digit = digit * 10 + d, last_unit = 0;
			else
				digit = d;
			if (d == 0 && last_unit)
				last_unit = 1; /* 一百零五: the five is one five */
		} else if (unit == 10000) {
			if (digit < 0 && section == 0)
				break; /* 万 begins no number: 万福广场 */
			sum = (section + (digit > 0 ? digit : 0)) * unit;
			section = 0, digit = -1, last_unit = unit;
		} else if (unit) {
			if (digit < 0 && unit != 10)
				break;
			if (digit > 9)
				return false;
			section += (digit < 0 ? 1 : digit) * unit;
			digit = -1, last_unit = unit;
		} else {
			break;
		}
	}
	if (k == *i)
		return false;
	if (digit > 0 && last_unit >= 100 && digit < 10)
		digit *= last_unit / 10;
	*value = sum + section + (digit > 0 ? digit : 0);
	*i = k;
	return true;
}

bool whole_read(struct str s, size_t *i, int64_t *value)
{
	return arabic(s, i, value) || chinese(s, i, value);
}

bool number_read(struct str s, size_t *i, double *value)
{
	int64_t whole;
	size_t k = *i, next;

	if (at(s, k, &next) == 0x534a) { /* 半 */
		*i = next;
		*value = 0.5;
		return true;
	}
	if (!whole_read(s, &k, &whole))
		return false;
	*value = (double)whole;
	*i = k;
	uint32_t point = at(s, k, &next);

	if (point == '.' || point == 0x70b9) { /* 点 */
		double part = 0, scale = 0.1;
		size_t after = next;
		int d;

		for (uint32_t c; (c = at(s, next, &after)) != 0 && (d = digit_of(c)) >= 0 && scale > 1e-6;
		     next = after) {
			part += d * scale;
			scale /= 10;
			*i = after;
		}
		*value += part;
	}
	return true;
}

static bool is_latin(uint32_t c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* Digits after a code's letter: "-1190", " 1190", "号1190", ".01190". */
static bool code_digits(struct str s, size_t i, int64_t *value)
{
	size_t next;
	uint32_t c = at(s, i, &next);

	while (c == '-' || c == ' ' || c == '.' || c == ':' || c == '~' || c == '_' || c == '#' || c == 0x53f7)
		c = at(s, i = next, &next);
	size_t k = i;
	int64_t v = 0;
	int d;

	for (; (c = at(s, k, &next)) != 0 && (d = digit_of(c)) >= 0; k = next) {
		v = v * 10 + d;
		if (v > INT64_C(999999999))
			return false;
	}
	*value = v;
	return k > i && v > 0 && !(c >= 'a' && c <= 'z');
}

struct str code_find_any(struct str s, const char *letters, struct arena *a)
{
	int64_t value = 0, v;
	char letter = 0;
	uint32_t before = 0;

	for (size_t i = 0, next; i < s.n; i = next) {
		uint32_t c = at(s, i, &next);

		if (c >= 'a' && c <= 'z' && !is_latin(before) && strchr(letters, (int)c - 'a' + 'A') &&
		    code_digits(s, next, &v)) {
			letter = (char)(c - 'a' + 'A');
			value = v;
		}
		before = c;
	}
	return letter ? arena_printf(a, "%c-%lld", letter, (long long)value) : NO_STR;
}

struct str code_find(struct str s, char letter, struct arena *a)
{
	return code_find_any(s, (char[]){ letter, '\0' }, a);
}

/* 138…, or 86138…. Whole: what follows after a space ("两个小时") is no part of it. */
static bool is_phone(const char *digits, size_t n)
{
	if (n == 13 && digits[0] == '8' && digits[1] == '6')
		return is_phone(digits + 2, 11);
	return n == 11 && digits[0] == '1' && digits[1] >= '3';
}

struct str phone_find(struct str s, struct arena *a, bool *bad)
{
	struct str found = NO_STR;
	bool near_miss = false;

	for (size_t i = 0, next; i < s.n; i = next) {
		char digits[16];
		size_t n = 0, k = i, after;
		int d;

		if (digit_of(at(s, i, &next)) < 0)
			continue;
		for (uint32_t c; (c = at(s, k, &after)) != 0; k = after) {
			if ((d = digit_of(c)) >= 0) {
				if (n < sizeof digits)
					digits[n++] = (char)('0' + d);
			} else if ((c != '-' && c != ' ') || is_phone(digits, n) ||
				   digit_of(at(s, after, &(size_t){ 0 })) < 0) {
				break;
			}
			next = after;
		}
		if (is_phone(digits, n))
			found = arena_str(a, (struct str){ digits + n - 11, 11 });
		else if (n >= 7 && n <= 14)
			near_miss = true;
	}
	*bad = near_miss && !found.p;
	return found;
}
