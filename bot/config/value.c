/* value.c - the types of the configuration's values. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "bot/config/config.h"
#include "bot/config/table.h"

static bool zone_exists(struct arena *a, const char *name)
{
	struct stat st;

	return name[0] && name[0] != '/' && !strstr(name, "..") &&
	       stat(arena_printf(a, "/usr/share/zoneinfo/%s", name).p, &st) == 0 && S_ISREG(st.st_mode);
}

static bool is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* ADDRESS:PORT; an empty address is loopback. */
static const char *listen_address(struct arena *a, const char *value, const char **out)
{
	const char *colon = strrchr(value, ':');
	int64_t port;

	if (!colon || !str_int(str_c(colon + 1), 0, 65535, &port) || strchr(value, ' '))
		return "must be ADDRESS:PORT, as 127.0.0.1:8087";
	*out = colon == value ? arena_printf(a, "127.0.0.1%s", colon).p : value;
	return NULL;
}

static const char *word(struct arena *a, const struct option *o, const char *value, void *field)
{
	struct str rest = str_c(o->words), one;

	for (int i = 0; str_split(&rest, '|', &one); i++) {
		if (!str_is(one, value))
			continue;
		if (o->size == sizeof(bool))
			*(bool *)field = i;
		else
			*(int *)field = i;
		return NULL;
	}
	return arena_printf(a, "must be one of %s", o->words).p;
}

static bool minute(struct str s, int *out)
{
	int64_t h, m;

	if (s.n != 5 || s.p[2] != ':' || !str_int(str_sub(s, 0, 2), 0, 24, &h) || !str_int(str_sub(s, 3, 5), 0, 59, &m))
		return false;
	*out = (int)(h * 60 + m);
	return *out <= 24 * 60;
}

/* "22:00-07:00, 12:00-13:00"; "" is no span. */
static const char *spans(struct str s, struct clock_spans *out)
{
	struct str one;

	*out = (struct clock_spans){ .n = 0 };
	while (s.n && str_split(&s, ',', &one)) {
		struct clock_span span;

		one = str_trim(one);
		if (out->n == CLOCK_SPANS)
			return "has more than four times";
		if (one.n != 11 || one.p[5] != '-' || !minute(str_sub(one, 0, 5), &span.from) ||
		    !minute(str_sub(one, 6, 11), &span.to) || span.from == span.to)
			return "must be times like 22:00-07:00, with commas between";
		out->v[out->n++] = span;
	}
	return NULL;
}

const char *option_put(struct config *c, const struct option *o, const char *value, bool given)
{
	void *field = (char *)c + o->offset;
	const char **text = field;

	switch (o->type) {
	case OPTION_TEXT:
		*text = value;
		if (strlen(value) < (size_t)o->min || strlen(value) > (size_t)o->max)
			return arena_printf(c->arena, "must have %d to %d bytes", (int)o->min, (int)o->max).p;
		return NULL;
	case OPTION_PATH:
		*text = config_path(c, value);
		return value[0] ? NULL : "is empty: a path is wanted";
	case OPTION_SHARED:
		*text = config_share(c, value);
		if (!given || is_folder(*text))
			return NULL;
		return arena_printf(c->arena, "is '%s': there is no such folder", value).p;
	case OPTION_SQLITE:
		if (strncmp(value, "sqlite:", 7) != 0 || !value[7])
			return "must be sqlite:PATH";
		*text = config_path(c, value + 7);
		return NULL;
	case OPTION_LISTEN:
		return listen_address(c->arena, value, text);
	case OPTION_URL:
		*text = value[0] ? value : NULL;
		if (*text && strncmp(value, "http://", 7) != 0 && strncmp(value, "https://", 8) != 0)
			return "must begin with https:// or http://";
		return NULL;
	case OPTION_ZONE:
		*text = value;
		if (zone_exists(c->arena, value))
			return NULL;
		return arena_printf(c->arena, "is '%s': not known on this system (package tzdata)", value).p;
	case OPTION_INT:
		if (str_int(str_c(value), o->min, o->max, field))
			return NULL;
		return arena_printf(c->arena, "must be a whole number from %d to %d", (int)o->min, (int)o->max).p;
	case OPTION_WORD:
		return word(c->arena, o, value, field);
	case OPTION_SPANS:
		return spans(str_c(value), field);
	}
	return "has no type"; /* a bug */
}
