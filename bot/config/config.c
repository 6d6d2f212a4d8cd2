/* config.c - reads the configuration by the table of options. */
#include "bot/config/config.h"

#include <ini.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bot/base/utf8.h"
#include "bot/channels/channel.h"
#include "bot/config/table.h"

#ifndef DATADIR
#define DATADIR "/usr/local/share/xiaodeng"
#endif

enum {
	LINE_MOST = 190, /* inih splits lines of 200 bytes without a word */
	FILE_MOST = 1 << 20,
	CHANNELS = 32,
	SETTINGS = 32,
	OPTIONS = 64,
	NAME_MOST = 32
};

struct reading {
	struct config *config;
	struct buf *why;
	FILE *f;
	const char *file;
	int line;
	size_t bytes;
	int problems;
	const char *section;		/* that the reader is in; NULL: none yet, or one that is not known */
	struct config_channel *channel; /* … when it is a channel */
	int set[OPTIONS];		/* line that set option i, or 0 */
};

static void wrong(struct reading *r, int line, const char *fmt, ...) PRINTF_LIKE(3, 4);

static void wrong(struct reading *r, int line, const char *fmt, ...)
{
	char text[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	r->problems++;
	if (line)
		buf_printf(r->why, "%s:%d: %s\n", r->file, line, text);
	else
		buf_printf(r->why, "%s: %s\n", r->file ? r->file : "defaults", text);
}

/* ------------------------------------------------------------------ paths */

static const char *join(struct arena *a, const char *dir, const char *path)
{
	if (path[0] == '/' || strcmp(dir, ".") == 0)
		return arena_strdup(a, path);
	return arena_printf(a, "%s/%s", dir, path).p;
}

const char *config_path(const struct config *c, const char *path)
{
	return join(c->arena, c->dir, path);
}

/* The folder above the one of the program: of build/xiaodeng the source tree. */
static const char *program_tree(struct arena *a)
{
	char exe[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", exe, sizeof exe - 1);

	if (n <= 0)
		return "/";
	exe[n] = '\0';
	for (int up = 0; up < 2; up++) {
		char *slash = strrchr(exe, '/');

		if (slash)
			*slash = '\0';
	}
	return arena_strdup(a, exe[0] ? exe : "/");
}

const char *config_share(const struct config *c, const char *path)
{
	const char *const dirs[] = { c->dir, program_tree(c->arena), DATADIR };

	for (size_t i = 0; i < sizeof dirs / sizeof *dirs; i++) {
		const char *full = join(c->arena, dirs[i], path);

		if (access(full, F_OK) == 0)
			return full;
	}
	return config_path(c, path);
}

enum err config_make_data(const struct config *c, struct buf *why)
{
	struct stat st;

	if (mkdir(c->data, 0700) == 0 || (errno == EEXIST && stat(c->data, &st) == 0 && S_ISDIR(st.st_mode)))
		return OK;
	buf_printf(why, "cannot make the data folder %s: %s\n", c->data, strerror(errno));
	return ERR_IO;
}

/* ----------------------------------------------------------------- values */

static void put(struct reading *r, const struct option *o, const char *value, int line)
{
	const char *problem = option_put(r->config, o, value, line > 0);

	if (problem)
		wrong(r, line, "%s %s", o->key, problem);
}

/* ${NAME} becomes the environment variable; NULL and a problem when there is none. */
static const char *expand(struct reading *r, const char *value)
{
	struct str rest = str_c(value), out = STR("");
	ptrdiff_t at;

	while ((at = str_find(rest, STR("${"))) >= 0) {
		struct str tail = str_sub(rest, (size_t)at + 2, rest.n);
		ptrdiff_t end = str_find(tail, STR("}"));

		if (end <= 0) {
			wrong(r, r->line, "'${' without a name and '}'");
			return NULL;
		}
		const char *name = arena_cstr(r->config->arena, str_sub(tail, 0, (size_t)end));
		const char *given = getenv(name);

		if (!given || !utf8_valid(str_c(given))) {
			wrong(r, r->line, "the environment variable %s is not set%s", name,
			      given ? " to valid text" : "");
			return NULL;
		}
		out = arena_printf(r->config->arena, STR_FMT STR_FMT "%s", STR_ARG(out),
				   STR_ARG(str_sub(rest, 0, (size_t)at)), given);
		rest = str_sub(tail, (size_t)end + 1, tail.n);
	}
	return arena_printf(r->config->arena, STR_FMT STR_FMT, STR_ARG(out), STR_ARG(rest)).p;
}

/* --------------------------------------------------------------- channels */

static bool name_is_fine(struct str s)
{
	if (!s.n || s.n > NAME_MOST)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (!((s.p[i] >= 'a' && s.p[i] <= 'z') || (s.p[i] >= '0' && s.p[i] <= '9') || s.p[i] == '-'))
			return false;
	return true;
}

static struct config_channel *add_channel(struct config *c, const char *name, int line)
{
	if (!c->channels)
		c->channels = arena_array(c->arena, struct config_channel, CHANNELS);
	struct config_channel *ch = &c->channels[c->n_channels++];

	*ch = (struct config_channel){ .name = name, .line = line };
	ch->settings = arena_array(c->arena, struct config_setting, SETTINGS);
	return ch;
}

static void open_channel(struct reading *r, struct str name)
{
	struct config *c = r->config;

	if (!name_is_fine(name)) {
		wrong(r, r->line, "the name of a channel has 1 to %d of a-z, 0-9 and -", NAME_MOST);
		return;
	}
	for (size_t i = 0; i < c->n_channels; i++) {
		if (str_is(name, c->channels[i].name)) {
			wrong(r, r->line, "there is a channel of that name in line %d", c->channels[i].line);
			return;
		}
	}
	if (c->n_channels == CHANNELS)
		wrong(r, r->line, "more than %d channels", CHANNELS);
	else
		r->channel = add_channel(c, arena_cstr(c->arena, name), r->line);
}

static void put_channel(struct reading *r, const char *key, const char *value)
{
	struct config_channel *ch = r->channel;

	if (strcmp(key, "kind") == 0) {
		if (ch->kind)
			wrong(r, r->line, "kind is given twice");
		ch->kind = value;
		return;
	}
	for (size_t i = 0; i < ch->n; i++) {
		if (strcmp(ch->settings[i].key, key) == 0) {
			wrong(r, r->line, "%s is given twice, before in line %d", key, ch->settings[i].line);
			return;
		}
	}
	if (ch->n == SETTINGS)
		wrong(r, r->line, "more than %d keys in this section", SETTINGS);
	else
		ch->settings[ch->n++] = (struct config_setting){ arena_strdup(r->config->arena, key), value, r->line };
}

static bool kind_has(const struct channel_ops *ops, const char *key)
{
	for (const struct channel_option *o = ops->options; o && o->key; o++)
		if (strcmp(o->key, key) == 0)
			return true;
	return false;
}

static void check_channel(struct reading *r, const struct config_channel *ch)
{
	const struct channel_ops *ops = ch->kind ? channel_kind(ch->kind) : NULL;

	if (!ch->kind)
		wrong(r, ch->line, "channel %s has no kind", ch->name);
	else if (!ops)
		wrong(r, ch->line, "channel %s: there is no kind '%s'", ch->name, ch->kind);
	for (size_t i = 0; ops && i < ch->n; i++)
		if (!kind_has(ops, ch->settings[i].key))
			wrong(r, ch->settings[i].line, "unknown key '%s' for a channel of kind %s", ch->settings[i].key,
			      ch->kind);
}

const char *config_setting(const struct config_channel *ch, const char *key, const char *otherwise)
{
	for (size_t i = 0; i < ch->n; i++)
		if (strcmp(ch->settings[i].key, key) == 0)
			return ch->settings[i].value;
	return otherwise;
}

/* ------------------------------------------------------------------- file */

static void open_section(struct reading *r, struct str name)
{
	r->section = NULL;
	r->channel = NULL;
	if (str_starts(name, STR("channel "))) {
		open_channel(r, str_trim(str_sub(name, 8, name.n)));
		return;
	}
	for (const struct option_section *s = option_sections; s->name && !r->section; s++)
		if (str_is(name, s->name))
			r->section = s->name;
	if (!r->section)
		wrong(r, r->line, "unknown section [" STR_FMT "]", STR_ARG(name));
}

/* Looks at a line before inih does: what inih would cut, join or skip without
 * a word is refused here. True: hand it over. */
static bool line_is_fine(struct reading *r, struct str line)
{
	if (r->bytes > FILE_MOST) {
		wrong(r, r->line, "the file is larger than %d bytes", FILE_MOST);
		return false;
	}
	if (memchr(line.p, '\0', line.n) || !utf8_valid(line)) {
		wrong(r, r->line, "not valid UTF-8 text");
		return false;
	}
	if (!line.n || line.p[0] == '#' || line.p[0] == ';')
		return false;
	if (line.n > LINE_MOST) {
		wrong(r, r->line, "longer than %d bytes", LINE_MOST);
		return false;
	}
	if (line.p[0] == '[') {
		if (line.p[line.n - 1] != ']') {
			wrong(r, r->line, "a section is [NAME] and nothing more on its line");
			return false;
		}
		open_section(r, str_trim(str_sub(line, 1, line.n - 1)));
		return false;
	}
	ptrdiff_t eq = str_find(line, STR("="));

	if (eq <= 0 || memchr(line.p, ':', (size_t)eq)) {
		wrong(r, r->line, "neither [section] nor key = value");
		return false;
	}
	return true;
}

/* inih's idea of fgets; a line that is not for inih goes over empty. */
static char *next_line(char *out, int room, void *arg)
{
	struct reading *r = arg;
	char *text = NULL;
	size_t size = 0;
	ssize_t n = r->bytes > FILE_MOST ? -1 : getline(&text, &size, r->f);

	if (n < 0) {
		free(text);
		return NULL;
	}
	struct str line = { text, (size_t)n };

	r->line++;
	r->bytes += line.n;
	if (r->line == 1 && str_starts(line, STR("\xef\xbb\xbf")))
		line = str_sub(line, 3, line.n);
	line = str_trim(line);
	if (!line_is_fine(r, line))
		line = STR("");
	snprintf(out, (size_t)room, STR_FMT "\n", STR_ARG(line));
	free(text);
	return out;
}

/* inih found "name = value". Sections are ours (open_section). */
static int on_setting(void *arg, const char *section, const char *name, const char *raw)
{
	struct reading *r = arg;

	(void)section;
	if (!r->section && !r->channel) {
		if (!r->problems)
			wrong(r, r->line, "'%s' stands before any [section]", name);
		return 1;
	}
	const char *value = expand(r, raw ? raw : "");

	if (!value)
		return 1;
	if (r->channel) {
		put_channel(r, name, value);
		return 1;
	}
	for (size_t i = 0; options[i].section; i++) {
		if (strcmp(options[i].section, r->section) != 0 || strcmp(options[i].key, name) != 0)
			continue;
		if (r->set[i])
			wrong(r, r->line, "%s is given twice, before in line %d", name, r->set[i]);
		r->set[i] = r->line;
		put(r, &options[i], value, r->line);
		return 1;
	}
	wrong(r, r->line, "unknown key '%s' in [%s]", name, r->section);
	return 1;
}

static void read_file(struct reading *r)
{
	struct stat st;

	r->f = fopen(r->file, "re");
	if (!r->f) {
		wrong(r, 0, "cannot be read: %s", strerror(errno));
		return;
	}
	if (fstat(fileno(r->f), &st) == 0 && S_ISDIR(st.st_mode))
		wrong(r, 0, "is a folder");
	else
		(void)ini_parse_stream(next_line, r, on_setting,
				       r); /* whatever inih refuses, line_is_fine has refused */
	if (ferror(r->f))
		wrong(r, 0, "cannot be read: %s", strerror(errno));
	fclose(r->f);
}

static const char *folder_of(struct arena *a, const char *file)
{
	const char *slash = file ? strrchr(file, '/') : NULL;

	if (!slash)
		return ".";
	return slash == file ? "/" : arena_cstr(a, (struct str){ file, (size_t)(slash - file) });
}

static void default_channels(struct config *c)
{
	for (const struct option_channel *o = option_channels; o->name; o++)
		if (!o->off && channel_kind(o->kind))
			add_channel(c, o->name, 0)->kind = o->kind;
}

enum err config_load(const char *file, struct config **out, struct buf *why)
{
	struct arena *a = arena_new();
	struct config *c = arena_one(a, struct config);
	struct reading r = { .config = c, .why = why, .file = file };

	_Static_assert(sizeof(enum log_level) == sizeof(int), "a word is kept in an int");
	c->arena = a;
	c->file = arena_strdup(a, file);
	c->dir = folder_of(a, file);
	if (file)
		read_file(&r);
	else
		default_channels(c);
	for (size_t i = 0; options[i].section; i++)
		if (!r.set[i] && options[i].otherwise)
			put(&r, &options[i], options[i].otherwise, 0);
	for (size_t i = 0; i < c->n_channels; i++)
		check_channel(&r, &c->channels[i]);
	*out = r.problems ? NULL : c;
	if (r.problems)
		arena_free(a);
	return r.problems ? ERR_INPUT : OK;
}

void config_free(struct config *c)
{
	if (c)
		arena_free(c->arena);
}
