/* case_sheet.h - a case on one A4 page, for a department that takes paper: what it is about, until when,
 * and room to write the answer by hand. A self-contained HTML file to print. */
#ifndef BOT_DOCUMENTS_CASE_SHEET_H
#define BOT_DOCUMENTS_CASE_SHEET_H

#include "bot/base/buf.h"
#include "handlers/case/staff/facts.h"

/* Facts of a case, its pictures, and words of the pack (sheet.case.*). out->failed: too long. */
void case_sheet_html(const struct turn_world *, const struct case_facts *, ms_t now, struct arena *, struct buf *out);

#endif
