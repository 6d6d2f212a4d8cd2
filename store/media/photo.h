/* photo.h - pictures that people send: kept ten minutes for a report to come,
 * then gone; or part of a case, a task or a lesson, and then fetched and re-encoded. Bytes and
 * sources are sealed. */
#ifndef STORE_MEDIA_PHOTO_H
#define STORE_MEDIA_PHOTO_H

#include "bot/base/message.h"
#include "store/db/db.h"

enum { PHOTO_TRIES = 3, PHOTO_WAITING = 9 };

/* The kind of picture by its first bytes: "image/jpeg", "image/png",
 * "image/webp"; NULL: none of these. What a platform claims is not asked. */
const char *photo_mime(struct str bytes);

/* Keeps a photo of a message, not yet part of a case; returns its id. Bytes that
 * are no picture are not kept, only that they came. 0: there is nothing, or this
 * person has PHOTO_WAITING waiting in this chat already. */
int64_t photo_add(struct db *, int64_t chat, int64_t person, ms_t now, const struct photo *);

/* All that this person sent here since `since`, or that is kept, and that waits becomes part of
 * the case; returns how many. There is work then, see photo_next_work. */
int64_t photo_attach(struct db *, int64_t chat, int64_t person, int64_t number, ms_t since);

/* The same for a task that he has just done. */
int64_t photo_attach_task(struct db *, int64_t chat, int64_t person, int64_t task, ms_t since);

/* What waits of this person here was sent for a form that is open: it waits for
 * its end, a day at most. false: the form was dropped. */
void photo_keep(struct db *, int64_t chat, int64_t person, bool keep);

/* ------------------------------------------------------------ of a case */

/* Those that can be shown, oldest first, ids into out[n]; returns how many. */
size_t photo_of_case(struct db *, int64_t number, int64_t *out, size_t n);
size_t photo_of_task(struct db *, int64_t task, int64_t *out, size_t n);
/* The picture, a JPEG without metadata, in the arena; absent when there is none
 * (yet, or any more). Whoever asks has looked whether he may see the case. */
struct str photo_load(struct db *, int64_t id, struct arena *);

/* ----------------------------------------------------------- of a lesson */

/* The newest that this person sent here since then and that waits becomes the lesson's
 * picture, in the place of the one before as soon as it can be shown. False: none waits. */
bool photo_attach_lesson(struct db *, int64_t chat, int64_t person, int64_t lesson, ms_t since);
bool photo_drop_lesson(struct db *, int64_t lesson);  /* false: it had none */
int64_t photo_of_lesson(struct db *, int64_t lesson); /* 0: none that can be shown */

/* ------------------------------------------------ fetching and re-encoding */

struct photo_work {
	int64_t id;
	ms_t at;	    /* not before */
	struct str raw;	    /* the bytes as sent; or, when absent, */
	struct str channel; /* the name of the channel that */
	struct str source;  /* knows this file id, or fetches this URL */
};

/* The photo of a case that is due first, also when it is not due yet. A read,
 * whose cost does not grow with what waits. */
bool photo_next_work(struct db *, struct arena *, struct photo_work *out);

/* It is a picture: kept instead of what was sent. */
void photo_done(struct db *, int64_t id, struct str jpeg);

/* Why there will never be a picture. Whoever sent it is told, except of a
 * reference, by a timer of this name with the photo as its subject. */
enum photo_end { PHOTO_UNREADABLE, PHOTO_LARGE, PHOTO_LOST, PHOTO_REFERENCE };
#define PHOTO_TIMER "photo.tell"
void photo_end(struct db *, int64_t id, enum photo_end, const char *why, ms_t now);
/* Another try after a minute, after eight; the third failure is the end. */
void photo_failed(struct db *, int64_t id, enum photo_end, const char *why, ms_t now);

/* What there is to tell about a photo that is of no use. False: nothing, or the
 * person was told of another one of this case within ten minutes. */
struct photo_news {
	int64_t person, number, task; /* of a case or of a task; the other is 0 */
	enum photo_end end;
	ms_t at;	/* when it was sent */
	int64_t lesson; /* it is this one's, and `number` is 0 */
};
bool photo_tell(struct db *, int64_t id, ms_t now, struct photo_news *out);

#endif
