/* internal.h - what a pack is made of; for the files of dialogs/ only. */
#ifndef DIALOGS_PACK_INTERNAL_H
#define DIALOGS_PACK_INTERNAL_H

#include "dialogs/pack/forms.h"
#include "dialogs/pack/grams.h"
#include "dialogs/pack/pack.h"
#include "dialogs/pack/rules.h"
#include "dialogs/pack/vocabulary.h"

struct raw;

struct pack {
	struct arena *arena;
	size_t sharers; /* besides the first holder */
	const char *dir;
	struct raw *raw; /* while it is built */
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

struct concept *pack_concept(const struct pack *, struct str name);
struct slot_def *pack_slot(const struct pack *, struct str name);
const struct phrase_def *pack_phrase(const struct pack *, const char *name);

#endif
