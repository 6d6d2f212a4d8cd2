/* internal.h - what a pack is made of; for the files of dialogs/ only. */
#ifndef DIALOGS_PACK_INTERNAL_H
#define DIALOGS_PACK_INTERNAL_H

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdint.h>

#include "dialogs/form/form.h"
#include "dialogs/pack/grams.h"
#include "dialogs/pack/pack.h"
#include "dialogs/match/understand.h"

struct spot {
	const char *file; /* "dialogs/zh-CN/station.ini" */
	int line;
};

/* --- as read (read.c): sections and their lines, nothing interpreted --- */

struct entry {
	const char *key;
	struct str value;
	struct spot at;
	bool more; /* the line began with a space: it continues the value above */
};

struct section {
	const char *kind; /* "intent" */
	const char *name; /* "station.find", or "" */
	struct spot at;
	struct entry *v;
	size_t n, room;
};

struct raw {
	struct section **v;
	size_t n, room;
};

/* Reads every *.ini of `dir`; false and problems when something is no INI. */
bool raw_read(const char *dir, struct arena *, struct raw *, struct problems *);

/* --- patterns (dialogs/match/pattern.c, dialogs/match/pattern_run.c) --- */

struct pattern {
	struct str source; /* as written */
	struct str full;   /* concepts put in, spelled as normalise does */
	pcre2_code *code;
	bool anchored;
	struct spot at;
};

struct patterns {
	struct pattern *v;
	size_t n, room;
};

/* --- the parts of a pack --- */

struct concept {
	const char *name;
	struct str *alts; /* each a piece of a pattern */
	size_t n, room;
	struct str full; /* "(?:…|…)", made once */
	int state;	 /* 0 not made, 1 being made, 2 made */
	size_t uses;
	struct spot at;
};

enum slot_type {
	SLOT_WORDS,
	SLOT_TEXT,
	SLOT_PLACE,
	SLOT_PHONE,
	SLOT_CODE,
	SLOT_KM,
	SLOT_NUMBER,
	SLOT_CLOCK,
	SLOT_DATE,
	SLOT_TIME,
	SLOT_FROM,
	SLOT_TO,
	SLOT_MONTH,
	SLOT_PHOTO
};

struct slot_word {
	uint32_t value; /* index into values */
	int weight;
	struct str text;	/* a literal, or "" */
	struct pattern pattern; /* code NULL: a literal */
};

struct slot_def {
	const char *name; /* of the section */
	const char *as;	  /* of the slot that it fills */
	enum slot_type type;
	bool list;		 /* several values, joined by ';' */
	struct patterns several; /* when one of these stands in the text: all that it names, each by words of its own */
	bool others;		 /* SLOT_WORDS: the list is not complete, another answer may be as good */
	char letter;		 /* SLOT_CODE: 'Q' */
	enum purpose personal;	 /* what it is asked for; of a phone always PURPOSE_CONTACT */
	double min, max;	 /* SLOT_KM, SLOT_NUMBER */
	size_t longest;		 /* SLOT_TEXT, SLOT_PLACE: code points */
	const char **values;
	struct str *labels; /* beside values: the first plain word of each, or absent */
	size_t n_values;
	struct slot_word *words;
	size_t n_words;
	struct patterns patterns;
	struct str full; /* "(?<as>…)" for rules */
	int state;
	size_t uses;
	struct spot at;
	const struct section *raw;
};

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
	const char *context;
	int priority;
	size_t first_rule, n_rules; /* in pack.rules */
	struct patterns unless;
	struct examples examples, nots;
	struct slot_def **slots; /* looked for in the whole sentence */
	size_t n_slots;
	struct spot at;
	const struct section *raw;
};

struct phrase_def {
	const char *name;
	struct str *texts;
	size_t n, room;
	bool used;
	struct spot at;
};

/* Sentences about a form rather than for it: "就这些", "等哈 来单了". */
enum control {
	CTL_DONE,
	CTL_PAUSE,
	CTL_RESUME,
	CTL_CANCEL,
	CTL_KEEP,
	CTL_YES,
	CTL_NO,
	CTL_SKIP,
	CTL_CORRECT,
	CTL_DROP,
	CTL_WHY,
	CTL_QUESTION,
	CTL_OPENER,
	CTL_ANOTHER,
	CTL_BEGINS,
	CTL_COUNT
};

struct control_def {
	struct patterns rules;
	struct examples examples, nots;
	struct spot at;
};

struct field {
	const char *name;
	struct slot_def *slot; /* NULL: the words of the message are the answer */
	const char *ask;       /* phrase; NULL: never asked */
	const char *why;       /* phrase; answers "可不可以不留电话" */
	const char *refuse;    /* phrase for a value that cannot be */
	const char *buttons;
	struct str fallback; /* value when never given, or absent */
	bool optional;
	size_t enough;		/* of the message's words: this many code points need no question */
	struct pattern about;	/* words that name the field */
	const char *when_slot;	/* asked only if this slot … */
	bool when_not;		/* … has none of … */
	struct str when_values; /* … these, between commas */
	enum purpose consent;	/* what the person is told and agrees to before it is asked */
	struct spot at;
};

struct form {
	const char *name; /* the intent that it fills */
	const struct pack *pack;
	struct field *fields;
	size_t n_fields;
	bool private;
	enum purpose consent; /* of every field that says none of its own */
	ms_t expires;
	ms_t amend;	     /* how long after the end it still takes corrections; 0: not */
	const char *confirm; /* phrase, or NULL */
	const char *confirm_buttons;
	struct str absorbs; /* intents whose sentences are answers here, a space around each */
	struct spot at;
};

/* --- the literal index (dialogs/match/index.c) --- */

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

struct pack {
	struct arena *arena;
	const char *dir;
	struct raw raw;
	/* [pack] */
	const char *language;
	struct str *names; /* of the bot, normalised, longest first */
	size_t n_names;
	bool partial;		/* covers only a part of what the program can */
	struct patterns remark; /* after the name: talk about the bot, not to it */
	struct concept *concepts;
	size_t n_concepts;
	struct slot_def *slots;
	size_t n_slots;
	struct intent *intents; /* in the order of the files */
	size_t n_intents;
	struct intent **by_name;
	struct rule *rules;
	size_t n_rules;
	struct phrase_def *phrases; /* by name */
	size_t n_phrases;
	struct form *forms;
	size_t n_forms;
	struct control_def controls[CTL_COUNT];
	struct words words;
	struct grams near; /* feature -> intent */
};

extern const char *const control_names[CTL_COUNT];

struct concept *pack_concept(const struct pack *, struct str name);
struct slot_def *pack_slot(const struct pack *, struct str name);
const struct phrase_def *pack_phrase(const struct pack *, const char *name);

/* Puts the concepts and slots into a pattern. False with a problem. */
bool pattern_expand(struct pack *, struct str source, struct spot, struct str *full, struct problems *);
/* expand and compile; `flags` for pcre2_compile. */
bool pattern_make(struct pack *, struct str source, struct spot, uint32_t flags, struct pattern *, struct problems *);
/* Appends one made from `source`. */
void patterns_add(struct pack *, struct patterns *, struct str source, struct spot, struct problems *);
void patterns_free(struct patterns *);
struct str literal_pattern(struct str word, struct arena *); /* quoted for PCRE2, normalised */

/* 1 match, 0 none, -1 given up at the limit (counted). Spans of named groups
 * are read with pattern_group until the next run in this thread. */
int pattern_run(const struct pattern *, struct str text);
int pattern_run_limit(const struct pattern *, struct str text, uint32_t steps);	     /* counts nothing */
struct str pattern_group(const struct pattern *, struct str text, const char *name); /* NO_STR: not set */
struct str pattern_span(struct str text);					     /* the whole match */
bool patterns_match(const struct patterns *, struct str text);

/* The literals that a text must hold to match `full` (dialogs/match/literals.c). */
struct literal_set {
	struct str *v;
	size_t n;
};
/* *plain: the pattern is these words and nothing else, so that finding one of
 * them is a match. */
size_t literals_needed(struct str full, struct arena *, struct literal_set **groups, bool *plain);

/* dialogs/match/index.c: `groups` holds rule.n_groups sets for each rule. */
void words_build(struct pack *, struct literal_set *const *groups, struct arena *scratch);

/* dialogs/match/match.c: rules that match the text, the best first. */
struct hit {
	const struct rule *rule;
	int weight; /* code points of the rule's words that stand in the text */
};
/* The best rule, or NULL; *weight beside it. */
/* uncalled_only: NULL at once when no rule that may answer uncalled matches; else as ever. */
const struct rule *match_best(const struct pack *, struct str said, const struct heard *, bool uncalled_only,
			      int *weight);
/* All candidates in order, matched or not; for --explain and check. */
size_t match_candidates(const struct pack *, struct str said, const struct heard *, struct hit *, size_t room);
enum lost { LOST_NOT, LOST_PATTERN, LOST_LIMIT, LOST_UNLESS };
enum lost match_try(const struct rule *, struct str said); /* LOST_NOT: it matches */

/* dialogs/match/slots.c: the value of one slot in a text, NO_STR when it is not said; *bad
 * when something was said that cannot be its value. */
struct str slot_find(const struct slot_def *, const struct heard *, struct str text, struct arena *, bool *bad);
/* Does the text name several values of it? Then they are those of slot_find. */
bool slot_several(const struct slot_def *, struct str text);
/* The canonical value of captured text. */
struct str slot_value(const struct slot_def *, const struct heard *, struct str captured, struct arena *);

/* A word of the person's own for a slot with others = yes. */
struct str slot_words_own(const struct slot_def *, struct str text, struct arena *);

/* dialogs/match/near.c */
/* The groups that a part caught, by name; stops at `room`. Runs the part. */
size_t part_caught(const struct part *, struct str said, struct slot *, size_t room);

void near_build(struct pack *);
void near_find(const struct pack *, struct str said, enum where, struct arena *, const char *near[3]);

#endif
