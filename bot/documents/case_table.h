/* case_table.h - all cases as CSV or lines of JSON, for programs, or as a workbook
 * in the words of the pack, for offices. */
#ifndef BOT_DOCUMENTS_CASE_TABLE_H
#define BOT_DOCUMENTS_CASE_TABLE_H

#include <stdio.h>

#include "bot/base/err.h"
#include "bot/base/time.h"
#include "dialogs/pack/pack.h"
#include "store/db/db.h"

enum case_format { CASES_CSV, CASES_XLSX, CASES_JSONL };

/* What people wrote is there to the letter; only phone numbers in it are masked, unless
 * `contacts` says that who it was is wanted. */
struct cases_export {
	enum case_format format;
	bool contacts;		 /* names and phones of those who did not ask to stay unnamed */
	ms_t from, to;		 /* filed at or after, and before; 0: any */
	const struct pack *pack; /* for the workbook */
	ms_t now;
	size_t rows, cut; /* out: how many, and how many texts were too long for a cell */
};

MUST_CHECK enum err cases_export(struct db *, struct cases_export *, FILE *out);

#endif
