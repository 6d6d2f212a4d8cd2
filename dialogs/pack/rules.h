/* rules.h - what a person may want, the rules and examples that say so, and the
 * index that finds the rules of a text. */
#ifndef DIALOGS_PACK_RULES_H
#define DIALOGS_PACK_RULES_H

#include <stdint.h>

#include "dialogs/pack/grams.h"
#include "dialogs/pack/pattern.h"
#include "dialogs/pack/slots.h"
#include "dialogs/pack/vocabulary.h"

struct intent;

/* Words of which one at least must stand in every text that matches. */
struct group {
	uint32_t *v; /* indexes into pack.words */
	size_t n;
};

/* "{today} & {lesson} & !{search}": parts that must all be found, in any order,
 * and parts that must not. */
struct part {
	struct pattern pattern;
	bool absent; /* written with ! */
	bool plain;  /* nothing but words: the index has found it already */
};

enum { PARTS_MAX = 8 };

struct rule {
	struct intent *intent;
	struct part *parts;
	size_t n_parts;
	struct group *groups;
	size_t n_groups;
	struct str source;
	struct spot at;
	const char *name;    /* "station.find#3" */
	const char *context; /* or NULL */
	int priority;
	bool uncalled;
	struct slot *constants;
	size_t n_constants;
};

struct example {
	struct str text;
	struct slot *wants; /* slots that it must give */
	size_t n_wants;
	struct spot at;
};

struct examples {
	struct example *v;
	size_t n, room;
};

struct intent {
	const char *name;
	bool group, private, admin, planned, uncalled;
	bool letter; /* a long text may be about it */
	const char *context;
	int priority;
	size_t first_rule, n_rules; /* in pack.rules */
	struct patterns unless;
	struct examples examples, nots;
	struct slot_def **slots; /* looked for in the whole sentence */
	size_t n_slots;
	struct spot at;
};

/* A word that patterns need, each kept once. */
struct word {
	struct str text;
	uint32_t count;		      /* code points */
	uint32_t first_rule, n_rules; /* in words.rules: rules that wait for it */
};

struct words {
	struct word *v;
	size_t n;
	bool singles;	    /* some are one code point only */
	struct grams grams; /* first two code points -> word */
	uint32_t *rules;    /* lists that word.first_rule points into */
	uint32_t *bare;	    /* rules that no word gives away */
	size_t n_bare;
};

#endif
