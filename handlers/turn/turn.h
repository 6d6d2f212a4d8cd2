/* turn.h - one message on its way through the house: everything a handler sees
 * and may do.
 *
 * The turn runs inside a savepoint that somebody else owns. A handler writes
 * to the database, says phrases, and returns; whatever it said leaves after
 * COMMIT, as one reply to the chat at hand, at most one to the speaker in
 * private and one to each other person told. A statement that fails undoes the
 * whole turn: handlers need not look. */
#ifndef HANDLERS_TURN_TURN_H
#define HANDLERS_TURN_TURN_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stdint.h>

#include "bot/base/arena.h"
#include "bot/base/clock.h"
#include "bot/base/json.h"
#include "bot/base/message.h"
#include "dialogs/form/form.h"
#include "dialogs/pack/phrase.h"
#include "dialogs/match/understand.h"
#include "store/messages/chat.h"
#include "store/db/db.h"
#include "store/person/person.h"

struct flood;
struct stations;
struct helpers;

/* What does not change from turn to turn. Borrowed. */
struct turn_world {
	struct db *db;
	const struct pack *pack;
	const struct gazetteer *places;
	struct stations *stations;
	struct helpers *helpers;  /* the volunteers (store/volunteer/helpers.h) */
	int64_t offers_per_day;	  /* how often a volunteer is asked at most */
	int64_t wave_minutes;	  /* until more volunteers are asked */
	int64_t alert_people;	  /* so many at one place with the same kind of matter: staff hear of it; 0: never */
	int64_t alert_days;	  /* … within so many days */
	struct flood *flood;	  /* of one person's messages; NULL: no limit */
	struct flood *crowd;	  /* of the answers in one group; NULL: no limit */
	int64_t uncalled_per_day; /* answers a day in a group without being called */
	const char *workday;	  /* when offices are open, for people: "09:00-17:00" */
	struct {
		struct clock_spans quiet, peaks, workday;
	} hours;		  /* of the local day; see hours.h */
	const int64_t *keep_days; /* by enum keep (store/keep/retention.h); NULL: not known */
	const char *public_url;	  /* how the outside reaches us, or NULL */
	int64_t link_days;	  /* how long a link to a case's page is good */
	/* May the bot write to a person first on this channel? */
	bool (*may_write_first)(void *arg, struct str channel);
	/* How long a message on this channel can be, in UTF-16 units; 0: as long as one likes.
	 * May be NULL. */
	size_t (*text_most)(void *arg, struct str channel);
	/* Called for every reply that was queued. May be NULL. */
	void (*queued)(void *arg, int64_t id, struct str channel, int64_t chat, int class);
	void *arg;
};

enum { PARKED = 3 };

/* What the bot and this person were saying in this chat. */
struct conversation {
	struct form_state form;
	const char *context; /* what was just asked ("quiz"), or NULL */
	ms_t context_until;
	ms_t answered_at;		  /* when the bot last answered this person here */
	struct form_state parked[PARKED]; /* forms that other matters interrupted, the newest first; absent ones last */
	cJSON *memo;			  /* what capabilities remember, by name */
	bool changed;
};

struct part;

struct turn {
	const struct turn_world *world;
	struct db *db;
	struct arena *arena;
	ms_t now;
	const struct message *m;
	struct understanding u;
	struct slots slots; /* of the sentence, or of the form that it completed */
	struct str said;    /* the words of the matter, as typed */
	struct person who;
	struct chat chat;
	struct conversation conv; /* in this chat */
	struct part *parts;	  /* what was said so far */
	bool called;		  /* false: answering a group that did not call */
	bool answered;
	bool meant;	   /* it is for the bot, and is handled */
	bool amends;	   /* the form that this completes was complete before: what it filed is corrected */
	bool taken_up;	   /* an interrupted form was, and said what it waits for */
	int64_t discussed; /* the lesson whose message this one replies to, or 0 */
	int64_t broadcast; /* the one whose copy this message replies to, or 0 */
	bool privately;	   /* begun in a group, done in private: all that is said goes there, and this is no group */
	int64_t picked
		[2]; /* which of several people of one name was meant, first and second (handlers/talk/who.h), or 0 */
};

enum handler_flags {
	HANDLER_FILES = 1, /* takes something in: done however late the message comes */
	HANDLER_CASE = 2,  /* it opens a case: photos and voices sent meanwhile belong to it */
};

/* One row per intent; a capability's table ends in { 0 }. */

struct handler {
	const char *intent;
	void (*run)(struct turn *);
	unsigned flags;
	/* Called before the intent's form is opened, or NULL. True: the sentence
	 * was dealt with, there is nothing to ask. */
	bool (*before)(struct turn *);
	/* Must this matter not be spoken of in a group? NULL: only when its form says so. */
	bool (*delicate)(const struct slots *);
};

/* Every intent that is handled; NULL: none. */
const struct handler *handler_for(const char *intent);
const char *const *handler_intents(void); /* ends in NULL */
const char *const *handler_cases(void);	  /* those that open a case; ends in NULL */
const char *const *handler_phrases(void); /* every PHRASE() of the program; ends in NULL */

struct turn_result {
	bool answered;
	bool duplicate;
	bool meant;	    /* it was for the bot, and was to be handled */
	const char *intent; /* what was done, for counting; "silent" when nothing */
};

/* The whole turn for one message that was not seen before. */
void turn_run(const struct turn_world *, const struct message *, ms_t now, struct arena *, struct turn_result *);

/* A message that could not be handled, and of which nothing is left: whoever said it is
 * told so where he said it, and stands on the list to phone. */
void turn_set_aside(const struct turn_world *, const struct message *, ms_t now, struct arena *);

/* ---------------------------------------------------------------- saying */

/* The name of a phrase in the source: `xiaodeng check` reads them all back
 * from the program and proves that the pack has each. */
#define PHRASE(name)                                                                                                   \
	(__extension__({                                                                                               \
		__asm__ volatile(".pushsection xd_phrases,\"a\"\n.asciz \"" name "\"\n.popsection");                   \
		(const char *)name;                                                                                    \
	}))

#define FILL(name, value) ((struct fill){ (name), (value) })
#define FILLS_(...) ((const struct fill[]){ __VA_ARGS__ })
#define FILLS_N_(...) (sizeof(FILLS_(__VA_ARGS__)) / sizeof(struct fill))

/* Adds a phrase to the reply in this chat / to the speaker in private / to
 * somebody else in private. Several phrases for one chat become one message. */
#define turn_say(t, name, ...) turn_say_n((t), PHRASE(name), FILLS_(__VA_ARGS__), FILLS_N_(__VA_ARGS__))
#define turn_private(t, name, ...) turn_private_n((t), PHRASE(name), FILLS_(__VA_ARGS__), FILLS_N_(__VA_ARGS__))
void turn_say_n(struct turn *, const char *phrase, const struct fill *, size_t n);
void turn_private_n(struct turn *, const char *phrase, const struct fill *, size_t n);
/* A notice to somebody who did not write (notice.h); `flags` NOTICE_…, `subject`
 * the number that it is about, or NO_STR. The chat to which it goes; 0: none. */
#define turn_tell(t, person, flags, subject, name, ...)                                                                \
	turn_tell_n((t), (person), (flags), (subject), PHRASE(name), FILLS_(__VA_ARGS__), FILLS_N_(__VA_ARGS__))
int64_t turn_tell_n(struct turn *, int64_t person, unsigned flags, struct str subject, const char *phrase,
		    const struct fill *, size_t n);
/* Text that is no phrase: a lesson's screen. */
void turn_say_text(struct turn *, struct str text);
void turn_private_text(struct turn *, struct str text);

/* A picture (store/media/photo.h) to this chat, or to the speaker in private, after what is
 * said: a message of its own under a phrase. */
#define turn_photo(t, photo, name, ...)                                                                                \
	turn_photo_n((t), true, (photo), PHRASE(name), FILLS_(__VA_ARGS__), FILLS_N_(__VA_ARGS__))
#define turn_private_photo(t, photo, name, ...)                                                                        \
	turn_photo_n((t), false, (photo), PHRASE(name), FILLS_(__VA_ARGS__), FILLS_N_(__VA_ARGS__))
void turn_photo_n(struct turn *, bool here, int64_t photo, const char *phrase, const struct fill *, size_t n);

/* A button under what was just said. data NO_STR: pressing it is as good as
 * typing the label. */
void turn_button(struct turn *, struct str label, struct str data);
void turn_receipt(struct turn *); /* what was just said carries a number */
/* What was just said is about this: a reply to it in a group is known to be so, too. */
void turn_subject(struct turn *, struct str subject);

/* A phrase as text, to be put into another one. */
struct str turn_phrase(struct turn *, const char *phrase, const struct fill *, size_t n);

/* -------------------------------------------------------------- remembering */

/* What the next message is likely about: rules with context=NAME apply. */
void turn_expect(struct turn *, const char *context, ms_t how_long);
/* A memo of a capability, kept with the conversation. The tree is the turn's. */
cJSON *turn_memo(struct turn *, const char *name);	      /* NULL: none */
void turn_remember(struct turn *, const char *name, cJSON *); /* takes the tree; NULL removes */

/* Opens the form of `intent` with what is known; asks its first question. */
void turn_open_form(struct turn *, const char *intent);
/* The form of `intent` stands open at `field`, with what is known; the question
 * was just said. Names are literals. */
void turn_ask(struct turn *, const char *intent, const char *field, const struct slots *known);

/* A slot's words as they were typed, when they stand at the end of what was said; else as
 * the slot has them. */
struct str turn_typed(const struct turn *, struct str slot);

/* Does what `intent` means, without words: what a menu or a button named. */
void turn_do(struct turn *, const char *intent);
/* Hears `text` as if this message had said it, and does what it means; what
 * came with the message (photos, position) is not taken twice. No form is asked. */
void turn_hear(struct turn *, struct str text);
/* May the speaker do what the intent names (rights.h)? A refusal is said and audited. */
bool turn_has_right(struct turn *, const char *intent);
/* What this message says to the dialog engine. */
struct heard turn_heard(const struct turn *);

bool turn_is_group(const struct turn *);
/* The speaker's private chat; 0: he cannot be reached in private. */
int64_t turn_private_chat(struct turn *);
/* The same, for what waits until he writes there when he cannot be. */
int64_t turn_private_to_come(struct turn *);

/* ------------------------------------------------- between the turn's own files */

/* turn.c: does what was understood; runs a handler. */
void turn_dispatch(struct turn *);
void turn_call(struct turn *, const struct handler *);
/* form.c: opens a form with what the message says; hears the open one. */
void turn_begin_form(struct turn *, const struct form *, const char *intent);
void turn_hear_form(struct turn *);
void turn_form_goes(struct turn *, struct form_result *); /* the open form's next step: say it, or do it */
void turn_flush(struct turn *);				  /* say.c: what was said becomes outbox rows */
void turn_say_here_or_private(struct turn *, bool here, const char *phrase, const struct fill *, size_t n);

/* matters.c: a message that holds two matters becomes the first; the others wait. */
void matters_take_apart(struct turn *);
/* The next one that waits, when nothing is being asked. */
void matters_go_on(struct turn *);
void matters_drop(struct turn *);

/* conversation.c */
void conversation_read(struct turn *, int64_t chat, struct conversation *);
void conversation_write(struct turn *, int64_t chat, struct conversation *);

/* The open form waits until what interrupts it is over; of too many that wait the oldest is given up. */
void conversation_park(struct conversation *);
/* The newest that waits is open again, or none. */
void conversation_unpark(struct conversation *);

/* Left in a conversation that is not the one at hand: a memo, and what the next words
 * there are likely about. What is already expected there goes first, unless `insists`. */
struct conversation_left {
	const char *memo;
	cJSON *value;	     /* taken */
	const char *context; /* or NULL */
	ms_t until;
	bool insists;
};
void conversation_leave(struct db *, int64_t chat, int64_t person, const struct conversation_left *, ms_t now,
			struct arena *);

#endif
