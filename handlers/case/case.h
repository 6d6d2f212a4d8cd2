/* case.h - what the capabilities around a case share: the files of this folder and of staff/. */
#ifndef HANDLERS_CASE_CASE_H
#define HANDLERS_CASE_CASE_H

#include "handlers/turn/turn.h"
#include "store/case/move.h"

/* ---------------------------------------------------------------- words.c */

struct str case_number(struct arena *, int64_t number); /* "Q-12" */
/* How the pack calls a category: "停车". */
struct str case_category(const struct turn_world *, struct str kind, struct str category);
/* How it calls the kind: "诉求". */
struct str case_kind(const struct turn_world *, struct str kind);
/* "6月18日 09:00", in the pack's words. */
struct str case_moment(const struct turn_world *, ms_t, struct arena *);

/* Matters that may bring revenge, and people in need: a group sees nothing of
 * them, departments see no name. */
bool case_delicate(struct str kind, struct str category);

/* The case that this conversation is about: "上面那件". Stands for half an hour. */
void case_remember(struct turn *, int64_t number);
int64_t case_spoken_of(struct turn *); /* 0: none */

/* When the answer to a case of this kind is due, counted from now. days 0: no term. */
struct case_term {
	int64_t days;
	ms_t due_at, remind_at;
};
struct case_term case_term(const struct turn_world *, struct str kind, struct str category, ms_t now);
struct case_term case_term_of(const struct turn_world *, int64_t days, ms_t now);

/* The words of this message from `slot` on, as typed; the slot's own value when they
 * are not found. Absent: the slot is not there. */
struct str case_words(struct turn *, const char *slot);

/* ---------------------------------------------------------------- tell.c */

enum case_whom {
	TELL_REPORTER,	 /* and, when he was told of it, his colleague whose matter it is */
	TELL_SUPPORTERS, /* who wait for it, too */
	TELL_DEPARTMENT, /* whoever is on duty there, or acts for it */
	TELL_HELPERS,	 /* the same of the departments that help */
	TELL_CITY
};

struct case_message {
	const struct turn_world *w;
	const struct case_info *c;
	enum case_whom whom;
	int64_t but; /* not to this person: he does it himself */
	unsigned flags;
	const char *phrase;
	const struct fill *fills;
	size_t n;
	const struct button *buttons;
	size_t n_buttons;
	const char *expects; /* context of the reader's next words, or NULL */
};

/* Tells all who are meant and may know; the case becomes what "上面那件" means
 * to them. Returns to how many a way was found. When the reporter cannot be reached
 * in private, the group where it was filed is told number and state, unless the matter is delicate. */
size_t case_tell(const struct case_message *, ms_t now, struct arena *);
/* What this person reads next in this chat is about the case: "上面那件". expects: see above. */
void case_make_last(struct db *, int64_t number, int64_t chat, int64_t person, const char *expects, ms_t now,
		    struct arena *);

/* --------------------------------------------------------------- which.c */

enum case_found {
	CASE_ONE,
	CASE_NO_CASE, /* there is none that could be meant */
	CASE_ASKED,   /* which one was asked, or the number was refused: nothing more to do */
};
/* Which of his own cases does the speaker mean? By number, as the last one spoken of,
 * the only one, or by its words. When it is not clear it is asked, and `intent` is done with
 * the answer. A number that is not his and one that does not exist get the same words. */
enum case_found case_meant(struct turn *, enum case_which, const char *intent, struct case_info *out);
/* Asks which of these n, at most CASES_OWN, is meant; `intent` is done with the answer. */
void case_ask_which(struct turn *, const struct case_info *, size_t n, const char *intent);
/* How many pairs of characters of `said` stand in what the case is about. */
int case_words_shared(struct turn *, const struct case_info *, struct str said);

/* --------------------------------------------------------------- file.c */

/* What the form and this message say, as a case that is not opened yet. */
struct case_new case_draft(struct turn *, const char *kind);
/* Opens it (or joins it to one that others filed), and says so. */
void case_file(struct turn *, struct case_new *);

/* --------------------------------------------------------------- same.c */

/* What came a moment after this person filed a case names no matter of its own, but is
 * understood as one: then it is added to that case. Whether a mere guess is something new is asked. */
bool case_goes_on(struct turn *, const struct case_new *);
/* Did this person file the same matter already? Then it is asked, and nothing is filed. */
bool case_same_asked(struct turn *, const struct case_new *);
/* The live case of somebody else about the same thing; 0: none. */
int64_t case_of_another(struct turn *, const struct case_new *);

/* ------------------------------------------------------------ cluster.c */

/* A case was filed, or supported: are there several people with the same kind of matter at
 * its place? Then staff hear how many, once in a window. */
void case_look_around(const struct turn_world *, int64_t number, ms_t now, struct arena *);

/* ---------------------------------------------------------------- add.c */

/* Words, photos and a position of this message go to a case; its department hears of it. */
void case_add(struct turn *, const struct case_info *, struct str words);
/* The live case that this person filed a moment ago: here, or, now in private, anywhere; 0: none. */
int64_t case_recent(struct turn *);
/* Photos and voices that wait from this person here become part of it. */
void case_attach(struct turn *, int64_t number);

/* ---------------------------------------------------------------- rate.c */

/* Asks whether it is solved, with buttons. */
void case_ask_rating(struct turn *, const struct case_info *);
/* What such a button sends: "Q-12 满意". */
struct str case_rate_data(const struct turn_world *, int64_t number, bool satisfied, struct arena *);

/* ---------------------------------------------------------------- handlers/access/access.c */

/* A case is over. When its answer says how one gets in or where one parks, it becomes a
 * draft for those who ask next; staff decide. */
void access_learn(const struct turn_world *, int64_t number, ms_t now, struct arena *);

/* ------------------------------------------------- add.c: what comes beside a case (turn/capability.h) */

/* A photo or a position that comes alone, soon after its sender filed a case here, belongs to
 * that case. True: taken, and said so. */
bool case_take_extra(struct turn *);
/* The same for group talk that is not ours: nothing is said, and a photo is kept ten minutes in
 * case its sender then reports. */
void case_take_quietly(struct turn *);
/* A photo that came alone waits ten minutes for its sender to report something. */
void case_wait_photos(struct turn *);
/* A photo that comes while a form is open waits for the form's end. */
void case_keep_photos(struct turn *);
/* The form is given up, and what was sent for it. */
void case_drop_extras(struct turn *);
/* In private, words that nothing else understood, soon after their sender filed a case,
 * belong to that case. True: taken, and said so. */
bool case_takes_words(struct turn *);
/* support.c: "+1" said to nobody in a group where a case was just filed. True: counted. */
bool case_supported_quietly(struct turn *);
/* A voice message without a transcript opens a case of its own, or belongs to the one filed a
 * moment ago. */
void case_from_voice(struct turn *);

#endif
