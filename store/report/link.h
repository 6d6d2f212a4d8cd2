/* link.h - links to the files of a report, for whoever asked in chat. Nothing is kept: days,
 * whose figures, format and term stand in the link, under a signature of the key file. */
#ifndef STORE_REPORT_LINK_H
#define STORE_REPORT_LINK_H

#include "store/report/figure.h"

#define REPORT_LINK_PATH "/report/" /* below the public URL */

struct report_link {
	struct str from, to;	   /* days */
	struct figure_scope scope; /* label absent: the whole city */
	const char *format;	   /* xlsx, html, csv */
	ms_t expires_at;
};

/* "2025-06-01.2025-06-30.0.0.1751500000.xlsx.SIGNATURE": what stands behind the path, in the arena. */
struct str report_link_token(struct db *, const struct report_link *, struct arena *);
/* False: it is not ours, or its term is over (then *expired). Reads the database only for the scope's name. */
bool report_link_read(struct db *, struct str token, ms_t now, struct arena *, struct report_link *, bool *expired);

#endif
