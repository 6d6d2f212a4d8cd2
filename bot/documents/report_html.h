/* report_html.h - pieces of the report's page; for bot/report only. */
#ifndef BOT_DOCUMENTS_REPORT_HTML_H
#define BOT_DOCUMENTS_REPORT_HTML_H

#include "bot/base/buf.h"
#include "store/report/report.h"

void html_putc(struct buf *, const char *text); /* as xml_text */

/* chart.c: bars of the parts of a figure, with the same as a table; nothing when there are fewer than two. */
void chart_parts(struct buf *, const struct report *, const struct figure *, enum figure_by, struct arena *);
/* Some figures of this period beside those of the one before. */
void chart_compare(struct buf *, const struct report *, const char *const *keys, size_t n, struct arena *);

#endif
