/* vocabulary.h - the words of a pack: concepts, slots, phrases. */
#ifndef DIALOGS_PACK_VOCABULARY_H
#define DIALOGS_PACK_VOCABULARY_H

#include <stdint.h>

#include "dialogs/pack/pattern.h"
#include "dialogs/pack/purpose.h"

struct section;

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
	const struct section *raw; /* while it is built */
};

struct phrase_def {
	const char *name;
	struct str *texts;
	size_t n, room;
	bool used;
	struct spot at;
};

#endif
