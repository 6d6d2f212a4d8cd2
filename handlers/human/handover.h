/* handover.h - a person instead of the bot: whoever asks is put through to staff on
 * duty (human.c), whose words are carried to him and his to them (handover.c). */
#ifndef HANDLERS_HUMAN_HANDOVER_H
#define HANDLERS_HUMAN_HANDOVER_H

#include "handlers/turn/turn.h"
#include "store/human/handover.h"

/* Looks at every private message first: of somebody who is put through, or of
 * staff who have somebody. True: it was carried over, kept, or answered; the bot
 * has no more to say to it. */
bool handover_takes(struct turn *);

/* Whoever is put through in this chat goes: it is over, and whoever took it is told. */
void handover_drop(struct turn *);

/* ---------------------------------------------------- between human.c and handover.c */

enum { HANDOVER_SILENCE = 30 * MS_MINUTE };

/* What both sides call it: "H-3", "H-3（刘敏）". */
struct str handover_number(const struct handover *, struct arena *);
struct str handover_label(const struct turn_world *, const struct handover *, struct arena *);

/* Everything that came with the message, as words: text, and a note for each photo,
 * voice or position. */
struct str handover_words(struct turn *);

/* human.c: tells whoever is on duty, and sets the time after which the next are told. */
void handover_ring(const struct turn_world *, const struct handover *, int64_t department, ms_t now, struct arena *);
/* human.c: a message of somebody who is put through. */
bool handover_hear_person(struct turn *);
/* handover.c: his words to whoever took it. */
void handover_to_staff(struct turn *, const struct handover *, struct str words);

/* A phrase to one of both where he speaks, at once. False: there is no way; he is phoned. */
enum handover_side { TO_PERSON, TO_STAFF };
bool handover_say(const struct turn_world *, const struct handover *, enum handover_side, const char *phrase,
		  const struct fill *, size_t n, ms_t now, struct arena *);
/* What the message means while people are put through (rules of that context first). */
const char *handover_means(struct turn *, const char *context, struct understanding *);

#endif
