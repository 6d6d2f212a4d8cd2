/* report.h - the figures of a period in chat: what was asked, and how it is said. */
#ifndef HANDLERS_REPORT_REPORT_H
#define HANDLERS_REPORT_REPORT_H

#include "handlers/turn/turn.h"
#include "store/report/report.h"

/* What somebody of the staff asks for, with what he asked before. */
struct report_asked {
	struct str from, to;	     /* days */
	enum figure_by by;	     /* BY_COUNT: not split */
	const struct figure *figure; /* only this one; NULL: all */
	struct figure_scope scope;   /* label absent: the whole city */
	bool own;		     /* he may see no more than this */
};

/* The words of a scope: 全市, 城管局. */
struct str report_whose(struct turn *, const struct report_asked *);

/* say.c: the report as a message; split by what was asked; one figure; how it is counted. */
void report_say(struct turn *, const struct report_asked *);
void report_say_definition(struct turn *, const struct figure *);
void report_say_definitions(struct turn *); /* of all */
void report_say_differences(struct turn *, const struct report_asked *);

/* export.c: a link to the files, where the outside reaches us; and the cases as text. */
void report_export(struct turn *, const struct report_asked *);

#endif
