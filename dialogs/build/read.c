/* read.c - the INI files of a pack as sections and lines, uninterpreted.
 *
 * inih splits the lines; its reader callback is ours, because a line that is
 * too long, a section name that it would cut, and a comment in the middle of a
 * line must be errors that name their place, never silently shortened. */
#include <dirent.h>
#include <errno.h>
#include <ini.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "bot/base/utf8.h"
#include "dialogs/build/build.h"
#include "dialogs/build/sections.h"

enum { LINE_ROOM = 8192, NAME_ROOM = 49 /* inih cuts longer names */, FILE_ROOM = 4 << 20 };

struct reading {
	FILE *f;
	struct arena *arena;
	struct raw *raw;
	struct problems *wrong;
	const char *file;
	int line;
	bool more;   /* the line given out last began with a space */
	bool header; /* … was a section's */
	struct section *now;
	size_t before; /* problems before this file */
};

static void wrong(struct reading *r, const char *what)
{
	problem(r->wrong, r->file, r->line, "%s", what);
}

/* Looks at a line before inih does; false leaves it out. */
static bool line_is_fine(struct reading *r, struct str line, bool whole)
{
	struct str t = str_trim(line);

	if (!whole) {
		wrong(r,
		      "this line is too long (8000 bytes are the most); continue it on a line that begins with a space");
		return false;
	}
	if (memchr(line.p, '\0', line.n)) {
		wrong(r, "this line holds a NUL byte");
		return false;
	}
	if (!utf8_valid(line)) {
		wrong(r, "this line is not valid UTF-8");
		return false;
	}
	r->more = line.n && (line.p[0] == ' ' || line.p[0] == '\t');
	r->header = t.n && t.p[0] == '[';
	if (t.n == 0 || t.p[0] == '#' || t.p[0] == ';')
		return false;
	if (r->header) {
		if (r->more)
			wrong(r, "a section begins at the start of its line");
		else if (t.p[t.n - 1] != ']')
			wrong(r, "a section's line ends in ]");
		else if (t.n - 2 > NAME_ROOM)
			wrong(r, "this section's name is too long (49 bytes are the most)");
		else
			return true;
		return false;
	}
	if (r->more)
		return true;
	ptrdiff_t eq = str_find(t, STR("="));

	if (eq <= 0) {
		wrong(r, "neither [section], key = value, nor # comment");
		return false;
	}
	struct str key = str_trim(str_sub(t, 0, (size_t)eq));

	if (key.n > NAME_ROOM || str_has(key, STR(":"))) {
		wrong(r, "this key is too long or holds a colon");
		return false;
	}
	if (str_has(t, STR(" # ")) || str_has(t, STR(" ; "))) {
		wrong(r, "a comment stands on a line of its own; here it would be part of the value");
		return false;
	}
	return true;
}

/* One line into out[room], its end cut off; -1 at the end of the file. */
static ssize_t line_get(FILE *f, char *out, size_t room, bool *whole)
{
	size_t n = 0;
	int c;

	*whole = true;
	while ((c = getc(f)) != EOF && c != '\n') {
		if (n + 1 < room)
			out[n++] = (char)c;
		else
			*whole = false;
	}
	if (c == EOF && n == 0)
		return -1;
	while (n && out[n - 1] == '\r')
		n--;
	out[n] = '\0';
	return (ssize_t)n;
}

/* inih's idea of fgets. What is not fine goes over as an empty line. */
static char *next_line(char *out, int room, void *arg)
{
	struct reading *r = arg;
	bool whole;
	ssize_t n = line_get(r->f, out, (size_t)room, &whole);

	if (n < 0)
		return NULL;
	r->line++;
	r->header = false;
	struct str line = { out, (size_t)n };

	if (r->line == 1 && str_starts(line, STR("\xef\xbb\xbf"))) {
		memmove(out, out + 3, line.n - 3 + 1);
		line.n -= 3;
	}
	if (!line_is_fine(r, line, whole))
		*out = '\0';
	return out;
}

static struct section *section_new(struct reading *r, const char *title)
{
	struct section *s = arena_one(r->arena, struct section);
	struct str t = str_trim(str_c(title));
	ptrdiff_t gap = str_find(t, STR(" "));

	s->kind = arena_cstr(r->arena, gap < 0 ? t : str_sub(t, 0, (size_t)gap));
	s->name = arena_cstr(r->arena, gap < 0 ? NO_STR : str_trim(str_sub(t, (size_t)gap, t.n)));
	s->at = (struct spot){ r->file, r->line };
	if (r->raw->n == r->raw->room) {
		size_t room = r->raw->room ? 2 * r->raw->room : 64;
		struct section **v = arena_array(r->arena, struct section *, room);

		if (r->raw->n)
			memcpy(v, r->raw->v, r->raw->n * sizeof *v);
		r->raw->v = v;
		r->raw->room = room;
	}
	return r->raw->v[r->raw->n++] = s;
}

static void entry_add(struct reading *r, struct section *s, const char *key, const char *value)
{
	if (s->n == s->room) {
		size_t room = s->room ? 2 * s->room : 8;
		struct entry *v = arena_array(r->arena, struct entry, room);

		if (s->n)
			memcpy(v, s->v, s->n * sizeof *v);
		s->v = v;
		s->room = room;
	}
	s->v[s->n++] = (struct entry){
		.key = arena_strdup(r->arena, key),
		.value = arena_str(r->arena, str_c(value)),
		.at = { r->file, r->line },
		.more = r->more,
	};
}

/* Called for each line with a value. inih names the section it is in, but
 * cannot tell a second section of the same name: the reader saw the header. */
static int on_value(void *arg, const char *title, const char *key, const char *value)
{
	struct reading *r = arg;

	if (!*title) {
		wrong(r, "this line stands before the first [section]");
		return 1;
	}
	if (!r->now || r->raw->v[r->raw->n - 1] != r->now)
		r->now = section_new(r, title);
	entry_add(r, r->now, key, value ? value : "");
	return 1;
}

/* Wraps next_line: a header line opens the section at once, so that empty
 * sections exist and repeated names stay two. */
static char *reader(char *out, int room, void *arg)
{
	struct reading *r = arg;
	char *got = next_line(out, room, arg);

	if (got && *out && r->header) {
		struct str t = str_trim(str_c(out));

		r->now = section_new(r, arena_cstr(r->arena, str_sub(t, 1, t.n - 1)));
	}
	return got;
}

static void file_read(struct reading *r, const char *path)
{
	r->f = fopen(path, "re");
	if (!r->f) {
		problem(r->wrong, path, 0, "cannot be read: %s", strerror(errno));
		return;
	}
	fseek(r->f, 0, SEEK_END);
	if (ftell(r->f) > FILE_ROOM) {
		problem(r->wrong, path, 0, "is larger than 4 MiB");
	} else {
		rewind(r->f);
		r->before = r->wrong->n;
		int bad = ini_parse_stream(reader, r, on_value, r);

		/* Whatever inih refuses has been refused by line_is_fine before. */
		if (bad && r->wrong->n == r->before)
			problem(r->wrong, path, bad, "cannot be read as INI");
	}
	fclose(r->f);
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Debian's inih has its limits as variables. They are the same for everybody
 * who sets them, so setting them again is harmless. */
static void inih_limits(void)
{
	ini_use_stack = false;
	ini_allow_realloc = false;
	ini_initial_alloc = LINE_ROOM;
	ini_max_line = LINE_ROOM;
	ini_allow_inline_comments = false;
}

static bool is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* Adds what a folder holds: names that end in `end`, or with "" the folders. False: it cannot be opened. */
static bool list(const char *dir, const char *end, struct arena *a, struct paths *all)
{
	DIR *d = opendir(dir);

	if (!d)
		return false;
	for (struct dirent *e; (e = readdir(d)) && all->n <= PATHS_MAX;) {
		struct str path = arena_printf(a, "%s/%s", dir, e->d_name);

		if (e->d_name[0] != '.' && (*end ? str_ends(path, str_c(end)) : is_folder(path.p)))
			all->v[all->n++] = path.p;
	}
	closedir(d);
	return true;
}

void pack_folders(const char *dir, struct arena *a, struct paths *all)
{
	all->v[0] = arena_strdup(a, dir);
	all->n = 1;
	for (size_t i = 0; i < all->n; i++)
		list(all->v[i], "", a, all);
}

bool raw_read(const char *dir, struct arena *a, struct raw *raw, struct problems *wrongs)
{
	struct paths folders, files = { .n = 0 };
	size_t before = wrongs->n;

	pack_folders(dir, a, &folders);
	for (size_t i = 0; i < folders.n && i < PATHS_MAX; i++)
		if (!list(folders.v[i], ".ini", a, &files))
			problem(wrongs, folders.v[i], 0, "cannot be opened: %s", strerror(errno));
	if (folders.n > PATHS_MAX || files.n > PATHS_MAX)
		problem(wrongs, dir, 0, "holds more than %d files or folders", PATHS_MAX);
	else if (files.n == 0 && wrongs->n == before)
		problem(wrongs, dir, 0, "holds no .ini file");
	if (wrongs->n != before)
		return false;
	qsort(files.v, files.n, sizeof *files.v, by_text);
	inih_limits();
	for (size_t i = 0; i < files.n; i++) {
		struct reading r = { .arena = a, .raw = raw, .wrong = wrongs, .file = files.v[i] };

		file_read(&r, files.v[i]);
	}
	return wrongs->n == before;
}
