/* photo.c - a photo that is of no use: whoever sent it is told, once. */
#include <inttypes.h>

#include "handlers/capabilities.h"
#include "handlers/jobs.h"
#include "handlers/notice.h"
#include "store/photo.h"

enum { STILL_THERE = 10 * MS_MINUTE }; /* whoever sent it so recently reads the answer at any hour */

static const char *words(enum photo_end end)
{
	switch (end) {
	case PHOTO_LARGE:
		return PHRASE("photo.large");
	case PHOTO_LOST:
		return PHRASE("photo.lost");
	default:
		return PHRASE("photo.unreadable");
	}
}

static void tell(const struct turn_world *w, const struct timer *t, ms_t now, struct arena *a)
{
	struct photo_news news;

	if (!photo_tell(w->db, t->subject, now, &news) || !news.person)
		return;
	struct fill fill = FILL("number", arena_printf(a, "Q-%" PRId64, news.number));

	notice_send(w,
		    &(struct notice){
			    .person = news.person,
			    .phrase = words(news.end),
			    .fills = &fill,
			    .n = 1,
			    .flags = NOTICE_RECEIPT | (now - news.at < STILL_THERE ? NOTICE_URGENT : NOTICE_AWAITED),
		    },
		    now, a);
}

const struct job photo_jobs[] = {
	{ .name = PHOTO_TIMER, .run = tell },
	{ 0 },
};
