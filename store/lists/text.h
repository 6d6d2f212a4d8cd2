/* text.h - a file of text as people have it, line by line in UTF-8.
 *
 * The encoding is found, not asked for: UTF-8 with or without BOM; UTF-16 with
 * BOM; else, when no line of it can be UTF-8 with Chinese in it, GB18030 (which
 * GBK and GB2312 are part of). What is valid UTF-8 is UTF-8. A file that is
 * neither, or one line this and one line that, is refused with the place.
 *
 * A plain file of at most TEXT_FILE_MAX bytes, read in pieces: memory does not
 * grow with it. It may be read several times; when somebody changes it
 * meanwhile that is a problem. */
#ifndef STORE_LISTS_TEXT_H
#define STORE_LISTS_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "bot/base/str.h"

struct text;

enum { TEXT_FILE_MAX = 64 * 1024 * 1024, TEXT_LINE_MAX = 1024 * 1024 };
enum text_encoding { TEXT_UTF8, TEXT_UTF16LE, TEXT_UTF16BE, TEXT_GB18030 };

struct text_problem {
	size_t line; /* 0: the file as a whole */
	char reason[200];
};

/* Opens a file and reads it once to find its encoding. NULL: *why. */
struct text *text_open(const char *path, struct text_problem *why);
/* The same of bytes in memory, which must outlive it. */
struct text *text_of(struct str bytes, struct text_problem *why);
void text_close(struct text *); /* NULL-safe */

/* The next line with its end (LF, CR LF or CR), in UTF-8, without BOM; borrowed
 * until the next call. False at the end, or at a problem. */
bool text_line(struct text *, struct str *line);
const struct text_problem *text_problem(const struct text *); /* NULL: none so far */
void text_rewind(struct text *);			      /* to the first line again */

size_t text_size(const struct text *);	 /* bytes of the file */
size_t text_offset(const struct text *); /* of them were taken as lines */
enum text_encoding text_encoding(const struct text *);
/* "UTF-8", "UTF-16", "GBK" */
const char *text_encoding_name(enum text_encoding);

#endif
