/* test_json.c - what is JSON (RFC 8259) and what is not, row by row; members. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "bot/base/json.h"

/* ------------------------------------------------------------------ accepted */

#define Y(literal)                                                                                                     \
	{                                                                                                              \
		literal, sizeof(literal) - 1                                                                           \
	}
#define FIFTY "12345678901234567890123456789012345678901234567890"

static const struct str accepted[] = {
	/* numbers */
	Y("0"),
	Y("-0"),
	Y("7"),
	Y("-7"),
	Y("10"),
	Y("100200300"),
	Y("0.0"),
	Y("0.5"),
	Y("-0.5"),
	Y("1.25"),
	Y("1.000"),
	Y("0e0"),
	Y("0E+1"),
	Y("1e5"),
	Y("1E5"),
	Y("1e+5"),
	Y("1e-5"),
	Y("1e05"),
	Y("-1.5e-007"),
	Y("9007199254740993"),
	Y("1e999"),
	Y("-1e999"),
	Y("1e-999"),
	Y("[0,-0,0.0]"),
	Y(FIFTY "1234567890123"), /* 63 characters */

	/* strings */
	Y("\"\""),
	Y("\"a\""),
	Y("\" \""),
	Y("\"小灯\""),
	Y("\"\xc2\x80\""),
	Y("\"\xdf\xbf\""),
	Y("\"\xe0\xa0\x80\""),
	Y("\"\xed\x9f\xbf\""),
	Y("\"\xee\x80\x80\""),
	Y("\"\xef\xbf\xbf\""), /* a noncharacter is a character here */
	Y("\"\xf0\x90\x80\x80\""),
	Y("\"\xf0\x9f\x9a\xb2\""),
	Y("\"\xf4\x8f\xbf\xbf\""),
	Y("\"\xe2\x80\xa8\xe2\x80\xa9\""), /* lines of JavaScript, not of JSON */
	Y("\"\x7f\""),
	Y("\"'\""),
	Y("\"/\""),
	Y("\"[{]}:,\""),
	Y("\"// no /* comment */\""),
	Y("\"12345678\""),
	Y("\"1234567890abcdef1234567890abcdef\""),

	/* escapes */
	Y("\"\\\"\""),
	Y("\"\\\\\""),
	Y("\"\\/\""),
	Y("\"\\b\\f\\n\\r\\t\""),
	Y("\"\\u0001\""),
	Y("\"\\u001f\""),
	Y("\"\\u007F\""),
	Y("\"\\u0020\""),
	Y("\"\\u0041\""),
	Y("\"\\uabcd\\uABCD\\uaBcD\""),
	Y("\"\\ud7ff\""),
	Y("\"\\ue000\""),
	Y("\"\\uffff\""),
	Y("\"\\ud83d\\ude00\""),
	Y("\"\\uD800\\uDC00\""),
	Y("\"\\udbff\\udfff\""),
	Y("\"\\\\u0000\""), /* a backslash, and u0000 */
	Y("\"\\\\\\\\uqqqq\""),
	Y("\"a\\u5c0f\\u706f z\""),

	/* structure */
	Y("null"),
	Y("true"),
	Y("false"),
	Y("[]"),
	Y("{}"),
	Y("[[]]"),
	Y("[{}]"),
	Y("{\"a\":{}}"),
	Y("{\"\":0}"),
	Y("{\"a\":1,\"b\":2}"),
	Y("{\"a\":1,\"a\":2}"), /* RFC 8259 only says SHOULD; the first counts */
	Y("{\"小灯\":\"灯\"}"),
	Y("{\"\\u0061\":\"\\u0062\"}"),
	Y("[1,\"a\",null,true,false,{},[]]"),
	Y("[1,2,[3,[4,[5]]],{\"a\":[{\"b\":[]}]}]"),
	Y("[[],[],[[]],{}]"),
	Y("[\"]\",\"}\"]"),
	Y("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]"), /* 32 */
	Y("[[],[[],[[],[[]]]],\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\\\"[\"]"), /* in quotes it is no nesting */

	/* white space */
	Y(" 0"),
	Y("0 "),
	Y("\t0\t"),
	Y("\r\n0\r\n"),
	Y(" \t\r\n[ \t\r\n] \t\r\n"),
	Y("{ }"),
	Y(" { \"a\" : 1 , \"b\" : [ 1 , 2 ] } "),
	Y("{\n\t\"a\":\r\n 1\n}"),
	Y("\xef\xbb\xbf{}"), /* a byte order mark: a parser MAY ignore it */
	Y("\xef\xbb\xbf 1"),
};

static void takes_what_is_json(void **state)
{
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof accepted / sizeof *accepted; i++) {
		struct str why = NO_STR;
		cJSON *o = json_parse(accepted[i], a, &why);

		if (!o)
			fail_msg("refused: " STR_FMT " (" STR_FMT ")", STR_ARG(accepted[i]), STR_ARG(why));
		assert_null(why.p);
		cJSON_Delete(o);
	}
	arena_free(a);
}

/* ------------------------------------------------------------------- refused */

struct refusal {
	struct str text;
	int at; /* the byte that it names */
	const char *why;
};

#define N(literal, at, why)                                                                                            \
	{                                                                                                              \
		Y(literal), at, why                                                                                    \
	}
#define NUMBER "not a number"
#define VALUE "no value begins like this"
#define ESCAPE "unknown escape"
#define HEX "\\u without four hexadecimal digits"
#define HALF "half a surrogate pair"
#define CONTROL "control character in a string"
#define UTF8 "invalid UTF-8"
#define ENDS "it ends too early"
#define NAME "a name in quotes is wanted"
#define COLON "a colon is wanted"
#define COMMA "a comma or the closing bracket is wanted"
#define AFTER "something follows the value"
#define NUL "NUL"
#define ZERO "NUL (\\u0000)"
#define DEEP "nested deeper than 32"

static const struct refusal refused[] = {
	/* numbers */
	N("01", 1, AFTER), N("[01]", 2, COMMA), N("-01", 2, AFTER), N("00", 1, AFTER), N("[-00]", 3, COMMA),
	N("[1.]", 1, NUMBER), N("1.", 0, NUMBER), N("[1.e5]", 1, NUMBER), N(".5", 0, VALUE), N("[-.5]", 1, NUMBER),
	N("-", 0, NUMBER), N("[-]", 1, NUMBER), N("[--1]", 1, NUMBER), N("[- 1]", 1, NUMBER), N("+1", 0, VALUE),
	N("[+1]", 1, VALUE), N("1e", 0, NUMBER), N("[1e]", 1, NUMBER), N("[1e+]", 1, NUMBER), N("[1E-]", 1, NUMBER),
	N("[1e.5]", 1, NUMBER), N("[1e5.5]", 4, COMMA), N("[1.5.5]", 4, COMMA), N("[1e5e5]", 4, COMMA),
	N("[0x10]", 2, COMMA), N("[0b1]", 2, COMMA), N("[1_000]", 2, COMMA), N("[1 000]", 3, COMMA),
	N("[1a]", 2, COMMA), N("[1,5.]", 3, NUMBER), N("[NaN]", 1, VALUE), N("[nan]", 1, VALUE),
	N("[Infinity]", 1, VALUE), N("[-Infinity]", 1, NUMBER), N("[inf]", 1, VALUE), N("[1f]", 2, COMMA),
	N("[\xef\xbc\x91]", 1, VALUE), /* a full-width 1 */
	N("[" FIFTY "12345678901234]", 1, "a number of more than 63 characters"),

	/* strings */
	N("\"", 1, ENDS), N("\"a", 2, ENDS), N("[\"a]", 4, ENDS), N("'a'", 0, VALUE), N("[a]", 1, VALUE),
	N("\"a\nb\"", 2, CONTROL), N("\"a\rb\"", 2, CONTROL), N("\"a\tb\"", 2, CONTROL), N("[\"\x01\"]", 2, CONTROL),
	N("[\"\x1f\"]", 2, CONTROL), N("[\"1234567\x08\"]", 9, CONTROL), N("[\"12345678\x0c\"]", 10, CONTROL),
	N("{\"a\n\":1}", 3, CONTROL), N("\"a\0b\"", 2, NUL), N("\"\xff\"", 1, UTF8), N("\"\x80\"", 1, UTF8),
	N("\"a\xc0\x80\"", 2, UTF8), N("\"\xc1\xbf\"", 1, UTF8), N("\"\xe0\x9f\xbf\"", 1, UTF8),
	N("\"\xed\xa0\x80\"", 1, UTF8), N("\"\xed\xbf\xbf\"", 1, UTF8), N("\"\xf0\x8f\xbf\xbf\"", 1, UTF8),
	N("\"\xf4\x90\x80\x80\"", 1, UTF8), N("\"\xf5\x80\x80\x80\"", 1, UTF8), N("\"\xe5\xb0\"", 1, UTF8),
	N("\"\xe5\xb0\x8f\xe7", 4, UTF8), N("{\"\xe9\":1}", 2, UTF8),

	/* escapes */
	N("\"\\a\"", 1, ESCAPE), N("\"\\'\"", 1, ESCAPE), N("\"\\0\"", 1, ESCAPE), N("\"\\x41\"", 1, ESCAPE),
	N("\"\\U0041\"", 1, ESCAPE), N("\"\\v\"", 1, ESCAPE), N("\"\\N\"", 1, ESCAPE), N("\"\\ \"", 1, ESCAPE),
	N("\"\\\n\"", 1, ESCAPE), N("\"\\\xe7\x81\xaf\"", 1, ESCAPE), N("\"\\\"", 3, ENDS), N("\"\\", 1, ESCAPE),
	N("\"\\\0\"", 1, ESCAPE), N("\"\\uqqqq\"", 1, HEX), N("\"a\\uqqqqb\"", 2, HEX), N("\"\\u\"", 1, HEX),
	N("\"\\u", 1, HEX), N("\"\\u1\"", 1, HEX), N("\"\\u12\"", 1, HEX), N("\"\\u123\"", 1, HEX),
	N("\"\\u123", 1, HEX), N("\"\\u 041\"", 1, HEX), N("\"\\u+041\"", 1, HEX), N("\"\\u0x41\"", 1, HEX),
	N("\"\\u00g0\"", 1, HEX), N("\"\\u{41}\"", 1, HEX), N("\"\\\\\\u00z1\"", 3, HEX), N("{\"\\uqqqq\":1}", 2, HEX),
	N("\"\\u0000\"", 1, ZERO), N("\"a\\u0000b\"", 2, ZERO), N("{\"id\\u0000\":1}", 4, ZERO),
	N("\"\\\\\\u0000\"", 3, ZERO), N("\"\\ud800\"", 1, HALF), N("\"\\udc00\"", 1, HALF), N("\"\\udbffa\"", 1, HALF),
	N("\"\\ud83d\\n\"", 1, HALF), N("\"\\ud83d\\u0041\"", 1, HALF), N("\"\\ud83d\\ud83d\"", 1, HALF),
	N("\"\\ud83d\\ude0\"", 1, HALF), N("\"\\ud83d\\uqqqq\"", 1, HALF), N("\"\\ud83d\\ude00\\ude00\"", 13, HALF),
	N("\"\\ude00\\ud83d\"", 1, HALF), N("\"\\ud83d\\", 1, HALF),

	/* structure */
	N("", 0, ENDS), N("{", 1, ENDS), N("[", 1, ENDS), N("}", 0, VALUE), N("]", 0, VALUE), N(",", 0, VALUE),
	N(":", 0, VALUE), N("[1", 2, ENDS), N("[1,", 3, ENDS), N("[,1]", 1, VALUE), N("[1,]", 3, VALUE),
	N("[1,,2]", 3, VALUE), N("[,]", 1, VALUE), N("[1}", 2, COMMA), N("[1:2]", 2, COMMA), N("[1;2]", 2, COMMA),
	N("[\"a\" \"b\"]", 5, COMMA), N("[][]", 2, AFTER), N("[]]", 2, AFTER), N("{}}", 2, AFTER), N("{} {}", 3, AFTER),
	N("1 2", 2, AFTER), N("1,", 1, AFTER), N("null0", 4, AFTER), N("{]", 1, NAME), N("{,}", 1, NAME),
	N("{1:2}", 1, NAME), N("{a:1}", 1, NAME), N("{'a':1}", 1, NAME), N("{null:1}", 1, NAME), N("{\"a\"}", 4, COLON),
	N("{\"a\" 1}", 5, COLON), N("{\"a\",1}", 4, COLON), N("{\"a\"=1}", 4, COLON), N("{\"a\"", 4, ENDS),
	N("{\"a\":", 5, ENDS), N("{\"a\":}", 5, VALUE), N("{\"a\":1", 6, ENDS), N("{\"a\":1,", 7, ENDS),
	N("{\"a\":1,}", 7, NAME), N("{\"a\":1]", 6, COMMA), N("{\"a\"::1}", 5, VALUE), N("{\"a\":1 \"b\":2}", 7, COMMA),
	N("{\"a\":01}", 6, COMMA), N("nul", 0, VALUE), N("True", 0, VALUE), N("NULL", 0, VALUE), N("[tru]", 1, VALUE),
	N("[falsee]", 6, COMMA), N("undefined", 0, VALUE), N("{}\0", 2, NUL), N("\0{}", 0, NUL), N("[1\0]", 2, NUL),
	N("{\"a\":\0}", 5, NUL), N("// a\n1", 0, VALUE), N("[1/**/]", 2, COMMA), N("[1]#", 3, AFTER),
	N("<html>", 0, VALUE), N("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", 32, DEEP),
	N("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]", 32, DEEP),
	N("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[{", 32, DEEP),

	/* white space, and what is none */
	N(" ", 1, ENDS), N("\n", 1, ENDS), N("[\x0c]", 1, VALUE), N("[1\x0c]", 2, COMMA),
	N("\x0b"
	  "1",
	  0, VALUE),
	N("1\x0c", 1, AFTER), N("{\x0c}", 1, NAME), N("[\x08]", 1, VALUE),
	N("[\x1f"
	  "1]",
	  1, VALUE),
	N("[1\x7f]", 2, COMMA), N("[\xc2\xa0]", 1, VALUE), N("[1\xe3\x80\x80]", 2, COMMA), /* a Chinese space */
	N("[1\xe2\x80\xa8]", 2, COMMA), N("[1\xff]", 2, UTF8), N("\xff", 0, UTF8), N("\xef\xbb\xbf", 3, ENDS),
	N("\xef\xbb\xbf\xef\xbb\xbf{}", 3, VALUE), N("{}\xef\xbb\xbf", 2, AFTER), N("\xef\xbb", 0, UTF8),
	N("\xfe\xff\0{\0}", 0, UTF8), N("{\0}\0", 1, NUL), /* UTF-16 */
};

static void refuses_what_is_none_and_says_where(void **state)
{
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
		const struct refusal *r = &refused[i];
		struct str why = NO_STR, expected = arena_printf(a, "%s at byte %d", r->why, r->at);
		cJSON *o = json_parse(r->text, a, &why);

		if (o || !str_eq(why, expected))
			fail_msg("row %zu: " STR_FMT ": wanted \"" STR_FMT "\", got \"" STR_FMT "\"", i,
				 STR_ARG(r->text), STR_ARG(expected), STR_ARG(why));
	}
	arena_free(a);
}

/* Each beginning of a good text is refused, or is one itself; none is read past its end. */
static void half_a_text_is_none(void **state)
{
	static const char whole[] = " {\"a\\n\\ud83d\\ude00\":[-1.5e+7,true,false,null,\"\xe7\x81\xaf\"],\"b\":{}}";
	struct arena *a = arena_new();
	struct str why;

	(void)state;
	for (size_t n = 0; n < sizeof whole; n++) {
		char *p = malloc(n ? n : 1); /* so that a sanitizer sees the end */

		memcpy(p, whole, n);
		cJSON *o = json_parse((struct str){ p, n }, a, &why);

		assert_true((o != NULL) == (n == sizeof whole - 1));
		cJSON_Delete(o);
		free(p);
	}
	arena_free(a);
}

/* What a string means arrives whole. */
static void strings_are_what_they_say(void **state)
{
	static const struct {
		const char *json, *text;
	} rows[] = {
		{ "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\b\f\n\r\t" },
		{ "\"a\\u0001b\"", "a\001b" },
		{ "\"\\u5c0f\\u706F\"", "小灯" },
		{ "\"\\ud83d\\udeb2\"", "\xf0\x9f\x9a\xb2" },
		{ "\"\\\\u0000\"", "\\u0000" },
		{ "\"\xf4\x8f\xbf\xbf\"", "\xf4\x8f\xbf\xbf" },
	};
	struct arena *a = arena_new();
	struct str why;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		cJSON *o = json_parse(str_c(rows[i].json), a, &why);

		assert_true(cJSON_IsString(o));
		assert_string_equal(o->valuestring, rows[i].text);
		cJSON_Delete(o);
	}
	arena_free(a);
}

static void json_members(void **state)
{
	struct arena *a = arena_new();
	struct str why;
	cJSON *o = json_parse(
		STR("{\"s\":\"灯\",\"n\":9007199254740991,\"m\":9007199254740992,\"p\":9007199254740993,\"f\":1.5,\"t\":true,\"z\":null,\"big\":1e300,\"id\":12}"),
		a, &why);

	(void)state;
	assert_non_null(o);
	assert_true(str_is(json_str(o, "s"), "灯"));
	assert_null(json_str(o, "n").p);
	assert_null(json_str(o, "none").p);
	assert_null(json_str(NULL, "s").p);
	assert_true(str_is(json_id(o, "id", a), "12"));
	assert_true(str_is(json_id(o, "n", a), "9007199254740991"));
	assert_null(json_id(o, "m", a).p); /* as a double the two are one */
	assert_null(json_id(o, "p", a).p);
	assert_null(json_id(o, "f", a).p);
	assert_null(json_id(o, "big", a).p);
	assert_int_equal(json_int(o, "f", -1), -1);
	assert_int_equal(json_int(o, "big", -1), -1);
	assert_true(json_bool(o, "t"));
	assert_false(json_bool(o, "n"));
	json_put(o, "new", str_sub(STR("abc"), 0, 2));
	json_put(o, "absent", NO_STR);
	assert_true(str_has(json_print(o, a), STR("\"new\":\"ab\"}")));
	cJSON_Delete(o);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(takes_what_is_json),  cmocka_unit_test(refuses_what_is_none_and_says_where),
		cmocka_unit_test(half_a_text_is_none), cmocka_unit_test(strings_are_what_they_say),
		cmocka_unit_test(json_members),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
