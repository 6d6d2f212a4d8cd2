/* log.c - one line an event, written with one write(2). */
#include "bot/base/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "bot/base/buf.h"

static enum log_level least = LOG_INFO;
static bool json;

static const char *const level_names[] = { "debug", "info", "warn", "error" };

void log_setup(enum log_level l, bool j)
{
	least = l;
	json = j;
}

static void add_json_string(struct buf *b, struct str s)
{
	buf_char(b, '"');
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c == '"' || c == '\\')
			buf_printf(b, "\\%c", c);
		else if (c < 0x20)
			buf_printf(b, "\\u%04x", c);
		else
			buf_char(b, (char)c);
	}
	buf_char(b, '"');
}

static bool is_number(struct str s)
{
	size_t dots = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '.' && i > 0 && i + 1 < s.n)
			dots++;
		else if (!(s.p[i] >= '0' && s.p[i] <= '9') && !(s.p[i] == '-' && i == 0 && s.n > 1))
			return false;
	}
	return s.n > 0 && s.n < 19 && dots <= 1 && (s.p[0] != '0' || s.n == 1 || s.p[1] == '.');
}

/* A field ends where the next " key=" begins: a value may hold spaces. */
static size_t value_end(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] != ' ')
			continue;
		size_t k = i + 1;

		while (k < s.n && ((s.p[k] >= 'a' && s.p[k] <= 'z') || s.p[k] == '_'))
			k++;
		if (k > i + 1 && k < s.n && s.p[k] == '=')
			return i;
	}
	return s.n;
}

static void add_json_fields(struct buf *b, struct str fields)
{
	while (fields.n) {
		ptrdiff_t eq = str_find(fields, STR("="));

		if (eq < 0)
			return;
		struct str key = str_trim(str_sub(fields, 0, (size_t)eq));
		struct str rest = str_sub(fields, (size_t)eq + 1, fields.n);
		size_t end = value_end(rest);
		struct str value = str_sub(rest, 0, end);

		buf_char(b, ',');
		add_json_string(b, key);
		buf_char(b, ':');
		if (is_number(value))
			buf_add(b, value);
		else
			add_json_string(b, value);
		fields = str_sub(rest, end, rest.n);
	}
}

static void add_text_fields(struct buf *b, struct str fields)
{
	buf_char(b, ' ');
	for (size_t i = 0; i < fields.n; i++) /* one event stays one line */
		buf_char(b, (unsigned char)fields.p[i] < 0x20 ? ' ' : fields.p[i]);
}

void log_event(enum log_level level, const char *event, const char *fmt, ...)
{
	char stamp[40], fields[1024];
	struct tm tm;
	time_t now = time(NULL);
	struct buf b;
	va_list ap;

	if (level < least)
		return;
	va_start(ap, fmt);
	vsnprintf(fields, sizeof fields, fmt, ap);
	va_end(ap);
	localtime_r(&now, &tm);
	strftime(stamp, sizeof stamp, "%Y-%m-%dT%H:%M:%S%z", &tm);
	buf_init(&b, 8192);
	if (json) {
		buf_printf(&b, "{\"time\":\"%s\",\"level\":\"%s\",\"event\":\"%s\"", stamp, level_names[level], event);
		add_json_fields(&b, str_c(fields));
		buf_addc(&b, "}\n");
	} else {
		buf_printf(&b, "%s %s %s", stamp, level_names[level], event);
		if (fields[0])
			add_text_fields(&b, str_c(fields));
		buf_char(&b, '\n');
	}
	for (size_t done = 0; done < b.n;) {
		ssize_t n = write(STDERR_FILENO, b.data + done, b.n - done);

		if (n <= 0)
			break; /* nobody to tell */
		done += (size_t)n;
	}
	buf_free(&b);
}
