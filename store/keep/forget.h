/* forget.h - a person's right to be forgotten.
 *
 * Everything by which somebody could be found or recognised goes: name, phone,
 * ids on platforms, chats, what was said, positions, words and pictures of
 * finished cases, roles, subscriptions, requests to be phoned. What is counted
 * stays (cases, answers to lessons, hours, membership that has ended), on a
 * record without a name: the row in `person` with a new random uid,
 * `forgotten_at` set, `registered` 0, times cut to the day. Audit rows stay as
 * they are: they know the old uid, which nobody bears any more.
 *
 * A case that is not finished (closed, withdrawn, merged), filed by him or for
 * him, keeps its words, its place and its pictures until it is; then forget_sweep()
 * takes them. With
 * keep_case_contact the person, still without name and phone, can be reached
 * and recognised in one private chat meanwhile; so an answer arrives, and he
 * can say whether he is satisfied.
 *
 * The caller
 *  - has made sure that the person himself wants it, or who may decide for him;
 *  - withdraws first, with the capability's own function, what would free a place
 *    for somebody else (an activity, a task taken, a ride, a child's place, a
 *    hand-over that he took as staff): the next in line must be told. Here such
 *    rows only lose what is personal. When others decided (the command line, a second
 *    of the staff, a restore) the gateway does it for places and tasks, when
 *    FORGET_TIMER is due.
 *
 * What becomes of every column that refers to a person and of every sealed column
 * stands in the description of the data (store/schema), which is not built without it.
 *
 * Within the open transaction; errors stick on the db. Before anything else a
 * line for each of his ids is added to the ledger (ledger.h): a deletion that then
 * cannot be committed is made up for at the next start. After the commit the
 * log is emptied as soon as nobody reads (db_scrub): the old bytes are then on no
 * page of the database or its log. Backups made before still hold the person
 * until they are removed; `restore` deletes him again. */
#ifndef STORE_KEEP_FORGET_H
#define STORE_KEEP_FORGET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bot/base/arena.h"
#include "bot/base/err.h"
#include "bot/base/time.h"
#include "bot/base/str.h"

struct db;

/* Set when somebody was forgotten, for whoever waits for what he held; its subject is the person. */
#define FORGET_TIMER "forget.left"

struct forget {
	int64_t person;
	const char *actor; /* for the audit: his own uid, a member of staff's, "operator"; NULL: the program */
	bool keep_case_contact;
	bool in_time; /* nobody asked: it was only kept long enough. No line in the ledger */
	/* A private chat of his in which a last answer is still to go out: the turn's, so that he
	 * hears that it is done. It is forgotten when that is sent. 0: none. */
	int64_t last_chat;
};

enum forgotten {
	FORGOTTEN_NOBODY, /* there is no such person, or he was forgotten already; nothing was done */
	FORGOTTEN,
	FORGOTTEN_BUT_CASES /* the rest goes when his cases are finished */
};

/* From a turn: .person = t->who.id, .actor = t->who.uid, .last_chat = t->chat.id; then say
 * that it is done. What the turn writes about him after that goes with the last answer. */
enum forgotten person_forget(struct db *, const struct forget *, ms_t now, struct arena *);

/* His cases that are not finished, oldest first: numbers into out[n]; returns how many. */
size_t forget_unfinished(struct db *, int64_t person, int64_t *out, size_t n);

/* Somebody who was forgotten but could still be reached registers again: he stays.
 * What was deleted is not there any more. To be called by whatever sets `registered`. */
void forget_returned(struct db *, int64_t person);

/* Finishes what could not be finished at once: last answers that have gone out,
 * cases that are finished by now. Called every minute. */
void forget_sweep(struct db *, ms_t now, struct arena *);

/* Deletes everybody again who stands in the ledger and was not forgotten in this
 * database: it is an older copy. *people: how many were found. Notes in the
 * audit that the ledger was read, so that somebody who comes back later is not deleted by
 * the next restore. ERR_INPUT: *why names the bad line; nothing is to be committed. */
MUST_CHECK enum err forget_again(struct db *, const char *ledger, ms_t now, struct arena *, int64_t *people,
				 struct str *why);
/* Has the ledger been read by this database to its end? Cheap. */
bool forget_is_current(struct db *, const char *ledger);

#endif
