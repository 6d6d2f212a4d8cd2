/* report.h - a report as a file: text, JSON, CSV, a page, a workbook. */
#ifndef BOT_DOCUMENTS_REPORT_H
#define BOT_DOCUMENTS_REPORT_H

#include <stdbool.h>

#include "store/report/report.h"

bool report_format(const char *name); /* is there such a format? */
/* The whole file; lives in the arena. */
struct str report_render(const char *format, const struct report *, struct arena *);

struct str report_text(const struct report *, struct arena *);
struct str report_csv(const struct report *, struct arena *);
struct str report_html(const struct report *, struct arena *);
struct str report_workbook(const struct report *, struct arena *); /* .xlsx; absent: it could not be made */

#endif
