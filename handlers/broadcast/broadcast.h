/* broadcast.h - between the files of broadcasts and briefings. */
#ifndef HANDLERS_BROADCAST_BROADCAST_H
#define HANDLERS_BROADCAST_BROADCAST_H

#include "handlers/turn/turn.h"
#include "store/broadcast/broadcast.h"
#include "store/lesson/lesson.h"

#define BROADCAST_TIMER "broadcast" /* its subject is the number */

/* "B-9" */
struct str broadcast_name(struct arena *, int64_t number);

/* What a draft's recipients will get: the words, the number, buttons. */
void broadcast_write(const struct turn_world *, const struct broadcast *, struct str text, struct arena *);
/* The words in it. */
struct str broadcast_words(struct str body, struct arena *);

/* One copy into the outbox, or why not; false: this recipient has it. */
bool broadcast_queue(const struct turn_world *, const struct broadcast *, struct recipient *, ms_t now, struct arena *);

/* account.c: those that the speaker may see; one of them, or an end to it. */
void broadcast_list_say(struct turn *);
void broadcast_show_or_stop(struct turn *, int64_t number, bool stop);
struct str broadcast_clock(struct turn *, ms_t at); /* "2025-06-12 08:00" */

/* Whoever wrote it is told, with its figures. */
void broadcast_tell_author(const struct turn_world *, int64_t number, const char *phrase, ms_t now, struct arena *);

/* Whom the sentence names. */
struct audience audience_said(struct turn *);
/* False: "the branch", and nobody knows which. Asked after broadcast_may. */
bool audience_is_clear(struct turn *, const struct audience *);
/* May the speaker reach this audience? Narrows it to what is his when nothing was said. */
bool broadcast_may(struct turn *, struct audience *);
/* In words, for staff. */
struct str audience_words(struct turn *, const struct audience *);

/* handlers/lesson/send.c: staff send a lesson to whom the sentence names: a draft. */
void broadcast_lesson(struct turn *, int64_t code);
/* A lesson in two lines: its title, its first sentence. */
struct str lesson_in_short(const struct turn_world *, const struct lesson *, struct arena *);
/* broadcast.c: a draft of this text, shown. */
void broadcast_begin(struct turn *, struct broadcast *, struct str text, struct str at);

void briefing_write(struct turn *);
/* briefing_write.c: the draft at hand is a briefing. */
struct str briefing_changed(struct turn *, struct str text); /* absent: not understood */
void briefing_preview(struct turn *, const struct broadcast *, struct str text);
void briefing_confirmed(struct turn *, const struct broadcast *);
/* A draft with this text, its preview said; leaves with the speaker's word only. Returns its number. */
int64_t broadcast_offer(struct turn *, const struct audience *, struct str text);
/* Remembers the draft; what is said next is about it. broadcast.c */
void broadcast_remember(struct turn *, int64_t number, struct str text, struct str at);

/* After a message was understood: is it only that he got what was sent? */
void broadcast_listen(struct turn *);
/* He replies to a copy: he read it. */
void broadcast_was_read(struct turn *);

#endif
