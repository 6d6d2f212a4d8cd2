/* table.h - every option of the configuration, once. For config*.c only. */
#ifndef BOT_CONFIG_TABLE_H
#define BOT_CONFIG_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum option_type {
	OPTION_TEXT,
	OPTION_PATH,   /* const char *, made complete */
	OPTION_SHARED, /* const char *, by config_share; a folder that exists */
	OPTION_SQLITE, /* const char *: "sqlite:PATH" */
	OPTION_LISTEN, /* const char *: ADDRESS:PORT */
	OPTION_URL,    /* const char *: http:// or https:// */
	OPTION_ZONE,   /* const char *: a time zone that this system knows */
	OPTION_INT,    /* int64_t within [min, max] */
	OPTION_SPANS,  /* struct clock_spans: "22:00-07:00, 12:00-13:00" */
	OPTION_WORD    /* int or bool by `size`: the index of one of the words of `words` */
};

struct option {
	const char *section, *key;
	enum option_type type;
	const char *otherwise; /* default; NULL: none, and none is needed */
	size_t offset;	       /* in struct config */
	const char *help;      /* for a person; lines of the example's comment */
	int64_t min, max;
	const char *words; /* "debug|info" */
	size_t size;	   /* of what a word is kept in */
};

/* Sections with the comment that stands above them, and all options in the
 * order of the example. Tables end in a row
 * without a name. */
struct option_section {
	const char *name, *help;
};
extern const struct option_section option_sections[];
extern const struct option options[];

/* The channels of the example, and of a program without a configuration. */
struct option_channel {
	const char *name, *kind, *help;
	bool off;		 /* only shown, as a comment */
	const char *key, *value; /* shown instead of the key's default, or NULL */
};
extern const struct option_channel option_channels[];

struct config;

/* Checks the value of an option and keeps it in its place. NULL, or what is
 * wrong with it, in the arena of the configuration. `given`: it stands in a
 * file; a default is not blamed for a folder that is not there. */
const char *option_put(struct config *, const struct option *, const char *value, bool given);

#endif
