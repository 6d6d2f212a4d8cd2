/* photo.h - pictures that people send: kept ten minutes for a report to come,
 * then gone; or part of a case. Bytes and sources are sealed. */
#ifndef STORE_PHOTO_H
#define STORE_PHOTO_H

#include "store/db.h"

enum { PHOTO_TRIES = 3, PHOTO_WAITING = 9 };

/* The kind of picture by its first bytes: "image/jpeg", "image/png",
 * "image/webp"; NULL: none of these. What a platform claims is not asked. */
const char *photo_mime(struct str bytes);

/* Keeps a photo of a message, not yet part of a case; returns its id. 0: it is
 * no picture, or this person has PHOTO_WAITING waiting in this chat already. */
int64_t photo_add(struct db *, int64_t chat, int64_t person, ms_t now, const struct photo *);

/* All that this person sent here since `since`, or that is kept, and that waits becomes part of
 * the case; returns how many. */
int64_t photo_attach(struct db *, int64_t chat, int64_t person, int64_t number, ms_t since);

/* What waits of this person here was sent for a form that is open: it waits for
 * its end, a day at most. false: the form was dropped. */
void photo_keep(struct db *, int64_t chat, int64_t person, bool keep);

/* Of a case, oldest first, ids into out[n]; returns how many. */
size_t photo_of_case(struct db *, int64_t number, int64_t *out, size_t n);
/* The bytes, in the arena, and their kind; absent when they are not here. */
struct str photo_bytes(struct db *, int64_t id, struct arena *, struct str *mime);

/* Fetching: only photos of cases, only by file id so far (URLs of the bridge
 * are kept as they are: fetching from any address wants rules of its own). */
struct photo_wanted {
	int64_t id;
	ms_t at;	    /* not before */
	struct str channel; /* name of the channel that knows the file id */
	struct str file_id;
};

/* The one that is due first, also when it is not due yet. */
bool photo_next_to_fetch(struct db *, struct arena *, struct photo_wanted *out);
/* Bytes that are no picture are not stored; the photo is then given up. */
void photo_store(struct db *, int64_t id, struct str bytes);
/* Another try after a while; after PHOTO_TRIES it is left, with why. */
void photo_not_fetched(struct db *, int64_t id, ms_t now, const char *why);

/* Deletes what is older and belongs to no case; returns how many. */
int64_t photo_purge(struct db *, ms_t before);

#endif
