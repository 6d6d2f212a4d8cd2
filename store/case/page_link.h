/* page_link.h - links to the page of one case, for departments that do not chat.
 *
 * A link is good until its term is over, it is revoked, or the case is given to
 * somebody else (or back, or to the same department once more). What goes out is
 * case, id, term and a signature under the key file; nothing of it is kept, so it can
 * be made again, and a forged one is known without the database. */
#ifndef STORE_CASE_PAGE_LINK_H
#define STORE_CASE_PAGE_LINK_H

#include "store/db/db.h"

enum { PAGE_TOKEN_MAX = 96 };

struct page_link {
	int64_t id, number, department; /* id 0: no such link */
	const char *uid;
	struct str name;				 /* of the department */
	ms_t made_at, expires_at, opened_at, revoked_at; /* 0: not */
	bool current;					 /* the case is still where it was when the link was made */
};

/* A link for the department that has the case; 0: nobody has it. */
int64_t page_link_make(struct db *, int64_t number, int64_t person, ms_t expires_at, ms_t now, struct arena *);
struct page_link page_link_load(struct db *, int64_t id, struct arena *);
/* The newest that is good at least until `until`; id 0: none. */
struct page_link page_link_standing(struct db *, int64_t number, ms_t until, struct arena *);
/* None of the case is good any more; returns how many were. */
int64_t page_link_revoke(struct db *, int64_t number, int64_t person, ms_t now);

/* It is opened; the first time is an event of the case. */
void page_link_opened(struct db *, const struct page_link *, ms_t now);
/* What its page sends has a word made for it, so that the same again is known. */
bool page_link_was_sent(struct db *, int64_t link, struct str once);
void page_link_keep_sent(struct db *, int64_t link, struct str once);

/* What stands in the URL: "7.1764000000.SIGNATURE", in the arena. */
struct str page_token(struct db *, const struct page_link *, struct arena *);
/* The link's id and term, when the token is ours for this case. Reads nothing. */
bool page_token_read(struct db *, int64_t number, struct str token, int64_t *id, ms_t *expires_at);

#endif
