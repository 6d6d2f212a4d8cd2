/* fuzz_csv.c - any bytes as a CSV file: never a crash; what can be read can be
 * written and read again as the same, in whatever encoding it is saved; a checked
 * cell stays what it is. The first byte chooses the kind, the second an encoding. */
#include <iconv.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "store/lists/kinds/cells.h"
#include "store/lists/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

struct reading {
	struct arena *arena;
	FILE *copy;
	enum kind_id kind;
};

static void check_cells(const struct reading *r, const struct str *cells, size_t n)
{
	const struct kind *kind = kinds[r->kind];

	for (size_t i = 0; i < n && i < kind_width(kind); i++) {
		struct str once, twice, why;

		if (!cells[i].n || !cell_check(&kind->columns[i], cells[i], r->arena, &once, &why))
			continue;
		if (!cell_check(&kind->columns[i], once, r->arena, &twice, &why) || !str_eq(once, twice))
			abort();
		cell_val(&kind->columns[i], once);
	}
}

static bool on_row(void *ctx, size_t line, const struct str *cells, size_t n)
{
	struct reading *r = ctx;

	if (!line || !n)
		abort();
	check_cells(r, cells, n);
	csv_put_row(r->copy, cells, n);
	return true;
}

/* What it reads, written as CSV; *e is OK when it could be read to the end. */
static char *read_and_write(enum kind_id kind, struct str bytes, enum err *e, enum text_encoding *encoding)
{
	struct reading r = { .arena = arena_new(), .kind = kind };
	struct csv_problem problem;
	struct text_problem why;
	struct text *text = text_of(bytes, &why);
	char *out = NULL;
	size_t size;

	r.copy = open_memstream(&out, &size);
	*e = text ? csv_read(text, r.arena, on_row, &r, &problem) : ERR_INPUT;
	*encoding = text ? text_encoding(text) : TEXT_UTF8;
	fclose(r.copy);
	text_close(text);
	arena_free(r.arena);
	return out;
}

/* `from` in `to`, behind `front`; absent when it cannot be. */
static struct str converted(struct arena *a, struct str s, const char *from, const char *to, struct str front)
{
	iconv_t cd = iconv_open(to, from);
	size_t room = s.n * 4 + 16, left = s.n;
	char *p = arena_alloc(a, front.n + room), *in = (char *)s.p, *out = p + front.n;

	memcpy(p, front.p, front.n);
	bool ok = iconv(cd, &in, &left, &out, &room) != (size_t)-1;

	iconv_close(cd);
	return ok ? (struct str){ p, (size_t)(out - p) } : NO_STR;
}

/* Text that was read as UTF-8, saved in another encoding, reads as the same. */
static void in_another_encoding(enum kind_id kind, struct str utf8, const char *expected, unsigned which)
{
	static const struct {
		const char *name;
		enum text_encoding encoding;
		struct str bom;
	} others[] = { { "GB18030", TEXT_GB18030, { "", 0 } },
		       { "UTF-16LE", TEXT_UTF16LE, { "\xff\xfe", 2 } },
		       { "UTF-16BE", TEXT_UTF16BE, { "\xfe\xff", 2 } } };
	const char *name = others[which % 3].name;
	struct arena *a = arena_new();
	struct str saved = converted(a, utf8, "UTF-8", name, others[which % 3].bom), back;
	enum text_encoding encoding;
	enum err e;

	if (saved.p && saved.n && (which % 3 || !str_has(utf8, STR("\xef\xbb\xbf")))) {
		back = converted(a, str_sub(saved, others[which % 3].bom.n, saved.n), name, "UTF-8", STR(""));
		char *got = read_and_write(kind, saved, &e, &encoding);

		/* a file of GBK may look like UTF-8, or be too like it */
		if (str_eq(back, utf8) && encoding == others[which % 3].encoding &&
		    (e != OK || strcmp(got, expected) != 0))
			abort();
		free(got);
	}
	arena_free(a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	if (n < 2)
		return 0;
	enum kind_id kind = KIND_NONE + 1 + data[0] % (KIND_COUNT - 1);
	struct str bytes = { (const char *)data + 2, n - 2 };
	enum text_encoding encoding;
	enum err e;
	char *first = read_and_write(kind, bytes, &e, &encoding);

	/* a row of one empty cell is written as a blank line, which no reader sees; and
	 * without a header a cell may make it look like a workbook */
	if (e == OK && first[0] != '\n' && !strstr(first, "\n\n") && strncmp(first, "PK\x03\x04", 4) != 0) {
		char *second = read_and_write(kind, str_c(first), &e, &encoding);

		if (e != OK || strcmp(first, second) != 0)
			abort();
		if (!memchr(first, '\t', strlen(first))) /* see store/lists/csv.h: tabs mean something in UTF-16 */
			in_another_encoding(kind, str_c(first), first, data[1]);
		free(second);
	}
	free(first);
	return 0;
}
