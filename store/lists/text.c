/* text.c - raw lines out of a file or memory, and each of them into UTF-8. */
#include "store/lists/text.h"

#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bot/base/err.h"
#include "bot/base/mem.h"
#include "bot/base/utf8.h"

#define SAVE_AS "in Excel or WPS: save as “CSV UTF-8”"

enum { CHUNK = 64 * 1024 };

static const struct {
	const char *name, *iconv;
} encodings[] = {
	[TEXT_UTF8] = { "UTF-8", "UTF-8" },
	[TEXT_UTF16LE] = { "UTF-16", "UTF-16LE" },
	[TEXT_UTF16BE] = { "UTF-16", "UTF-16BE" },
	[TEXT_GB18030] = { "GBK", "GB18030" },
};

struct text {
	int fd; /* -1: memory */
	struct stat opened;
	struct str memory;
	enum text_encoding encoding;
	size_t bom;  /* bytes of it */
	iconv_t cd;  /* (iconv_t)-1: none is needed */
	size_t line; /* the last one that was taken; from 1 */

	char *raw; /* bytes [from, to) of it are read and not taken yet */
	size_t room, from, to;
	size_t offset; /* in the file, of raw[from] */
	bool ended;    /* nothing comes after raw[to] */

	char *out; /* the line in UTF-8 */
	size_t out_room;

	bool failed;
	struct text_problem problem;
};

static bool PRINTF_LIKE(3, 4) fail(struct text *t, size_t line, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(t->problem.reason, sizeof t->problem.reason, fmt, ap);
	va_end(ap);
	t->problem.line = line;
	t->failed = true;
	return false;
}

/* --------------------------------------------------------------- raw lines */

static bool unchanged(const struct text *t)
{
	struct stat now;

	return fstat(t->fd, &now) == 0 && now.st_size == t->opened.st_size &&
	       now.st_mtim.tv_sec == t->opened.st_mtim.tv_sec && now.st_mtim.tv_nsec == t->opened.st_mtim.tv_nsec &&
	       now.st_ctim.tv_sec == t->opened.st_ctim.tv_sec && now.st_ctim.tv_nsec == t->opened.st_ctim.tv_nsec;
}

/* Reads on behind raw[to]; at the end sets `ended`. */
static bool fill(struct text *t)
{
	size_t at = t->offset + t->to - t->from;
	ssize_t n;

	if (t->from > 0) {
		memmove(t->raw, t->raw + t->from, t->to - t->from);
		t->to -= t->from;
		t->from = 0;
	}
	if (t->to > TEXT_LINE_MAX)
		return fail(t, t->line + 1, "a line over 1 MiB: this is no table");
	if (t->to + CHUNK > t->room)
		t->raw = mem_grow(t->raw, t->room = t->to + CHUNK);
	if (t->fd < 0) {
		struct str piece = str_sub(t->memory, at, at + CHUNK);

		n = (ssize_t)piece.n;
		if (n)
			memcpy(t->raw + t->to, piece.p, piece.n);
	} else {
		while ((n = pread(t->fd, t->raw + t->to, CHUNK, (off_t)at)) < 0 && errno == EINTR)
			;
		if (n < 0)
			return fail(t, 0, "%s", strerror(errno));
		if (n == 0 && !unchanged(t))
			return fail(t, 0, "was changed while it was read");
	}
	t->to += (size_t)n;
	t->ended = n == 0;
	return true;
}

/* Is the character at p, of which `unit` bytes are there, this one? */
static bool is(const struct text *t, const char *p, char c)
{
	switch (t->encoding) {
	case TEXT_UTF16LE:
		return p[0] == c && p[1] == 0;
	case TEXT_UTF16BE:
		return p[1] == c && p[0] == 0;
	default:
		return p[0] == c;
	}
}

static size_t unit_of(const struct text *t)
{
	return t->encoding == TEXT_UTF16LE || t->encoding == TEXT_UTF16BE ? 2 : 1;
}

/* Bytes of the first line in raw with its end; 0: not all of it is there yet. */
static size_t line_length(const struct text *t, size_t *looked)
{
	const char *p = t->raw + t->from;
	size_t n = t->to - t->from, unit = unit_of(t);

	for (size_t i = *looked; i + unit <= n; i += unit) {
		*looked = i;
		if (is(t, p + i, '\n'))
			return i + unit;
		if (!is(t, p + i, '\r'))
			continue;
		if (i + 2 * unit <= n)
			return i + (is(t, p + i + unit, '\n') ? 2 : 1) * unit;
		if (!t->ended)
			return 0; /* LF may follow */
	}
	return t->ended ? n : 0;
}

/* The next line as it stands in the file. */
static bool raw_line(struct text *t, struct str *line)
{
	size_t looked = 0, n;

	while ((n = line_length(t, &looked)) == 0)
		if (t->ended || !fill(t))
			return false;
	*line = (struct str){ t->raw + t->from, n };
	t->from += n;
	t->offset += n;
	t->line++;
	return true;
}

void text_rewind(struct text *t)
{
	t->from = t->to = 0;
	t->offset = t->bom;
	t->line = 0;
	t->ended = false;
}

/* -------------------------------------------------------------- conversion */

/* The line in UTF-8; false: *bad is the offset in it of what has no meaning. */
static bool convert(struct text *t, struct str *line, size_t *bad)
{
	char *in = (char *)line->p, *out;
	size_t left = line->n, room = line->n * 2 + 8; /* two bytes become three at most */

	if (t->out_room < room)
		t->out = mem_grow(t->out, t->out_room = room);
	out = t->out;
	room = t->out_room;
	iconv(t->cd, NULL, NULL, NULL, NULL);
	if (iconv(t->cd, &in, &left, &out, &room) == (size_t)-1) {
		*bad = (size_t)(in - line->p);
		return false;
	}
	*line = (struct str){ t->out, (size_t)(out - t->out) };
	return true;
}

bool text_line(struct text *t, struct str *line)
{
	size_t bad;

	if (t->failed || !raw_line(t, line))
		return false;
	size_t start = t->offset - line->n;

	if (t->encoding != TEXT_UTF8 && !convert(t, line, &bad))
		return fail(t, t->line, "byte %zu of the file is %s (" SAVE_AS ")", start + bad + 1,
			    t->encoding == TEXT_GB18030 ? "neither UTF-8 nor GBK" : "no character of UTF-16");
	return true;
}

/* ---------------------------------------------------------------- encoding */

/* Lines, from 1; 0: none. */
struct seen {
	size_t chinese;	 /* the first in UTF-8 with something like Chinese in it */
	size_t not_utf8; /* the first that is not UTF-8 … */
	size_t byte;	 /* … because of this byte of the file, from 1 */
};

/* Three bytes or more for a character: in GBK that comes about by chance, but
 * hardly ever in a whole line. */
static bool like_chinese(struct str utf8)
{
	for (size_t i = 0; i < utf8.n; i++)
		if ((unsigned char)utf8.p[i] >= 0xe0)
			return true;
	return false;
}

static struct seen look(struct text *t)
{
	struct seen seen = { 0 };
	struct str line;

	while ((!seen.chinese || !seen.not_utf8) && raw_line(t, &line)) {
		size_t good = utf8_valid_start(line);

		if (good == line.n && !seen.chinese && like_chinese(line))
			seen.chinese = t->line;
		if (good < line.n && !seen.not_utf8) {
			seen.not_utf8 = t->line;
			seen.byte = t->offset - line.n + good + 1;
		}
	}
	return seen;
}

static bool converter(struct text *t, enum text_encoding e)
{
	t->encoding = e;
	t->cd = iconv_open("UTF-8", encodings[e].iconv);
	return t->cd != (iconv_t)-1 || fail(t, 0, "cannot be read: the C library knows no %s", encodings[e].iconv);
}

/* Without a BOM of UTF-16. */
static bool utf8_or_gb(struct text *t)
{
	struct seen seen = look(t);
	struct str line;

	if (t->failed || !seen.not_utf8)
		return !t->failed;
	if (t->bom)
		return fail(t, seen.not_utf8, "byte %zu of the file is not UTF-8, as its beginning says (" SAVE_AS ")",
			    seen.byte);
	if (seen.chinese)
		return fail(t, seen.not_utf8,
			    "byte %zu of the file is not UTF-8, but line %zu is: damaged, or two files in one (" SAVE_AS
			    ")",
			    seen.byte, seen.chinese);
	if (!converter(t, TEXT_GB18030))
		return false;
	text_rewind(t);
	while (text_line(t, &line))
		;
	return !t->failed;
}

static bool find_encoding(struct text *t)
{
	if (!fill(t))
		return false;
	struct str start = { t->raw, t->to };

	if (str_starts(start, STR("PK\x03\x04")) || str_starts(start, STR("\xd0\xcf\x11\xe0")))
		return fail(t, 0, "is an Excel workbook, not CSV (" SAVE_AS ")");
	bool little = str_starts(start, STR("\xff\xfe")), big = str_starts(start, STR("\xfe\xff"));

	t->bom = little || big ? 2 : str_starts(start, STR("\xef\xbb\xbf")) ? 3 : 0;
	text_rewind(t);
	bool ok = little || big ? converter(t, little ? TEXT_UTF16LE : TEXT_UTF16BE) : utf8_or_gb(t);

	text_rewind(t);
	return ok;
}

/* -------------------------------------------------------- opening, closing */

static bool open_file(struct text *t, const char *path)
{
	t->fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (t->fd < 0 || fstat(t->fd, &t->opened) != 0)
		return fail(t, 0, "%s", strerror(errno));
	if (!S_ISREG(t->opened.st_mode))
		return fail(t, 0, "%s", S_ISDIR(t->opened.st_mode) ? "is a folder" : "is no plain file");
	return t->opened.st_size <= TEXT_FILE_MAX || fail(t, 0, "is over 64 MiB");
}

static struct text *ready(struct text *t, bool opened, struct text_problem *why)
{
	if (opened && find_encoding(t))
		return t;
	*why = t->problem;
	text_close(t);
	return NULL;
}

struct text *text_open(const char *path, struct text_problem *why)
{
	struct text *t = mem_zalloc(sizeof *t);

	t->cd = (iconv_t)-1;
	return ready(t, open_file(t, path), why);
}

struct text *text_of(struct str bytes, struct text_problem *why)
{
	struct text *t = mem_zalloc(sizeof *t);

	t->cd = (iconv_t)-1;
	t->fd = -1;
	t->memory = bytes;
	return ready(t, true, why);
}

void text_close(struct text *t)
{
	if (!t)
		return;
	if (t->fd >= 0)
		close(t->fd);
	if (t->cd != (iconv_t)-1)
		iconv_close(t->cd);
	free(t->raw);
	free(t->out);
	free(t);
}

const struct text_problem *text_problem(const struct text *t)
{
	return t->failed ? &t->problem : NULL;
}

size_t text_size(const struct text *t)
{
	return t->fd < 0 ? t->memory.n : (size_t)t->opened.st_size;
}

size_t text_offset(const struct text *t)
{
	return t->offset;
}

enum text_encoding text_encoding(const struct text *t)
{
	return t->encoding;
}

const char *text_encoding_name(enum text_encoding e)
{
	return encodings[e].name;
}
