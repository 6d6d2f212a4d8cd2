/* test_text.c - files of text in every encoding people save them in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>
#include <fcntl.h>
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/lists/text.h"

/* The lines with "|" after each, or NULL and *why. */
static char *lines(struct str bytes, struct text_problem *why)
{
	struct text *t = text_of(bytes, why);
	char *out[2] = { NULL, NULL };

	if (!t)
		return NULL;
	for (int i = 0; i < 2; i++, text_rewind(t)) { /* twice: the same */
		size_t n;
		FILE *f = open_memstream(&out[i], &n);
		struct str line;

		while (text_line(t, &line))
			fprintf(f, STR_FMT "|", STR_ARG(line));
		fclose(f);
		assert_null(text_problem(t));
	}
	assert_string_equal(out[0], out[1]);
	free(out[1]);
	text_close(t);
	return out[0];
}

static void reads(struct str bytes, enum text_encoding encoding, const char *expected)
{
	struct text_problem why;
	struct text *t = text_of(bytes, &why);
	char *got = lines(bytes, &why);

	if (!t)
		fail_msg("%zu: %s", why.line, why.reason);
	assert_int_equal(text_encoding(t), encoding);
	assert_string_equal(got, expected);
	text_close(t);
	free(got);
}

static void refuses(struct str bytes, size_t line, const char *reason)
{
	struct text_problem why = { 0 };

	assert_null(text_of(bytes, &why));
	assert_int_equal(why.line, line);
	if (!str_starts(str_c(why.reason), str_c(reason)))
		fail_msg("%s", why.reason);
}

static void utf8(void **state)
{
	(void)state;
	reads(STR(""), TEXT_UTF8, "");
	reads(STR("a"), TEXT_UTF8, "a|");
	reads(STR("a\nb\r\nc\rd\n\n\r\r\n"), TEXT_UTF8, "a\n|b\r\n|c\r|d\n|\n|\r|\r\n|");
	reads(STR("\xef\xbb\xbf"), TEXT_UTF8, "");
	reads(STR("\xef\xbb\xbf张勇\n"), TEXT_UTF8, "张勇\n|");
	reads(STR("张\xf0\xa0\xae\xb7\n"), TEXT_UTF8, "张𠮷\n|"); /* beyond 16 bits */
	reads(STR("\xc2\xb7\xc9\xbd\n"), TEXT_UTF8, "·ɽ\n|");	  /* 路山 in GBK; what is valid UTF-8 is UTF-8 */
}

static void gbk(void **state)
{
	(void)state;
	reads(STR("\xd5\xc5\xd3\xc2\r\n\xc1\xf5\xc3\xf4"), TEXT_GB18030, "张勇\r\n|刘敏|");
	reads(STR("a,b\nc,\xd5\xc5\n"), TEXT_GB18030, "a,b\n|c,张\n|");
	reads(STR("\x95\x34\xb2\x35\xe6\xba\xb1\xa6\n"), TEXT_GB18030,
	      "𠮷婧宝\n|"); /* four bytes; a chance look of UTF-8 */
	reads(STR("\xc2\xb7\xc9\xbd\n\xd5\xc5\n"), TEXT_GB18030, "路山\n|张\n|");
}

static void utf16(void **state)
{
	(void)state;
	reads(STR("\xff\xfe\x20\x5f\xc7\x52\r\0\n\0a\0\n\0\r\0"), TEXT_UTF16LE, "张勇\r\n|a\n|\r|");
	reads(STR("\xfe\xff\x5f\x20\x52\xc7\0\r\0\n\0a"), TEXT_UTF16BE, "张勇\r\n|a|");
	reads(STR("\xff\xfe"), TEXT_UTF16LE, "");
	reads(STR("\xff\xfe\x0a\x0d\x0d\x0a\n\0"), TEXT_UTF16LE,
	      "ഊ\xe0\xa8\x8d\n|"); /* half characters are no line ends */
	reads(STR("\xff\xfe\x42\xd8\xb7\xdf"), TEXT_UTF16LE, "𠮷|");
}

static void undecodable(void **state)
{
	(void)state;
	refuses(STR("a\nb\xff\n"), 2, "byte 4 of the file is neither UTF-8 nor GBK (in Excel");
	refuses(STR("\xd5\xc5\ncaf\xe9,x\n"), 2, "byte 7 of the file is neither UTF-8 nor GBK");
	refuses(STR("\xd5\xc5\n\xd5"), 2, "byte 4 of the file is neither");
	refuses(STR("\xef\xbb\xbf张\n\xd5\xc5\n"), 2, "byte 8 of the file is not UTF-8, as its beginning says");
	refuses(STR("x\n张勇\n\xd5\xc5\n"), 3, "byte 10 of the file is not UTF-8, but line 2 is: damaged");
	refuses(STR("\xd5\xc5\n张勇\n"), 1, "byte 1 of the file is not UTF-8, but line 2 is");
	refuses(STR("PK\x03\x04zip"), 0, "is an Excel workbook, not CSV (in Excel or WPS: save as “CSV UTF-8”)");
	refuses(STR("\xd0\xcf\x11\xe0\xa1\xb1"), 0, "is an Excel workbook");
}

/* UTF-16 is converted while it is read. */
static void undecodable_utf16(void **state)
{
	static const struct str bad[] = { STR("\xff\xfe\n\0\0\xd8\n\0"), STR("\xff\xfe\n\0a\0b"),
					  STR("\xfe\xff\0\n\xdc\0") };

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct text_problem why;
		struct text *t = text_of(bad[i], &why);
		struct str line;

		assert_true(text_line(t, &line));
		assert_false(text_line(t, &line));
		assert_int_equal(text_problem(t)->line, 2);
		assert_non_null(strstr(text_problem(t)->reason, i == 1 ? "byte 7" : "byte 5"));
		text_close(t);
	}
}

/* Lines and characters that lie across the pieces in which a file is read. */
static void across_pieces(void **state)
{
	static const struct {
		const char *name, *start;
		size_t bom;
	} kinds[] = {
		{ "UTF-8", "", 0 }, { "GB18030", "", 0 }, { "UTF-16LE", "\xff\xfe", 2 }, { "UTF-16BE", "\xfe\xff", 2 }
	};
	enum { N = 200000 };
	char *utf8_text = malloc(N * 4), *bytes = malloc(N * 4);

	(void)state;
	for (size_t shift = 0; shift < 5; shift++) {
		char *p = utf8_text + sprintf(utf8_text, "%.*s\r\n", (int)shift, "xxxxx");

		for (int i = 0; i < N / 8; i++)
			p += sprintf(p, "%s\r\n", i % 3 ? "张" : "勇a");
		for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
			iconv_t cd = iconv_open(kinds[k].name, "UTF-8");
			char *in = utf8_text, *out = bytes + kinds[k].bom;
			size_t left = (size_t)(p - utf8_text), room = N * 4 - 2;
			struct text_problem why;

			memcpy(bytes, kinds[k].start, kinds[k].bom);
			assert_int_equal(iconv(cd, &in, &left, &out, &room), 0);
			iconv_close(cd);
			struct text *t = text_of((struct str){ bytes, (size_t)(out - bytes) }, &why);
			struct str line;
			size_t at = 0;

			while (text_line(t, &line)) {
				assert_true(str_ends(line, STR("\r\n")));
				assert_memory_equal(line.p, utf8_text + at, line.n);
				at += line.n;
			}
			assert_int_equal(at, p - utf8_text);
			text_close(t);
		}
	}
	free(utf8_text);
	free(bytes);
}

static void long_lines(void **state)
{
	char *text = malloc(2 * TEXT_LINE_MAX + 10);

	(void)state;
	memset(text, 'x', 2 * TEXT_LINE_MAX + 10);
	text[TEXT_LINE_MAX - 1] = '\n';
	refuses((struct str){ text, 2 * TEXT_LINE_MAX + 10 }, 2, "a line over 1 MiB");
	free(text);
}

static void a_file_that_changes(void **state)
{
	char path[] = "/tmp/xiaodeng-text-XXXXXX";
	struct text_problem why;
	struct str line;
	int fd = mkstemp(path);

	(void)state;
	assert_int_equal(write(fd, "a\nb\n", 4), 4);
	struct text *t = text_open(path, &why);

	assert_true(text_line(t, &line));
	usleep(20000); /* the clock of the file system is coarse */
	assert_int_equal(pwrite(fd, "A\nB\n", 4, 0), 4);
	text_rewind(t);
	while (text_line(t, &line))
		;
	assert_string_equal(text_problem(t)->reason, "was changed while it was read");
	assert_int_equal(text_problem(t)->line, 0);
	text_close(t);
	close(fd);
	unlink(path);
	assert_null(text_open(path, &why));
	assert_string_equal(why.reason, "No such file or directory");
	assert_null(text_open("/tmp", &why));
	assert_string_equal(why.reason, "is a folder");
	assert_null(text_open("/dev/null", &why));
	assert_string_equal(why.reason, "is no plain file");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(utf8),
		cmocka_unit_test(gbk),
		cmocka_unit_test(utf16),
		cmocka_unit_test(undecodable),
		cmocka_unit_test(undecodable_utf16),
		cmocka_unit_test(across_pieces),
		cmocka_unit_test(long_lines),
		cmocka_unit_test(a_file_that_changes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
