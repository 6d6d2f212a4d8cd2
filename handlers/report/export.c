/* export.c - "导出来": a link to the files, where the outside reaches us, and the list of
 * cases as text. */
#include <inttypes.h>

#include "dialogs/words/times.h"
#include "handlers/talk/list.h"
#include "handlers/report/report.h"
#include "store/db/audit.h"
#include "store/report/cases.h"
#include "store/report/link.h"

enum { LINK_HOURS = 24, LINES_MOST = LIST_MAX };

static struct str link_to(struct turn *t, const struct report_asked *q, const char *format)
{
	struct report_link l = { .from = q->from,
				 .to = q->to,
				 .scope = q->scope,
				 .format = format,
				 .expires_at = t->now + (ms_t)LINK_HOURS * MS_HOUR };

	return arena_printf(t->arena, "%s" REPORT_LINK_PATH STR_FMT, t->world->public_url,
			    STR_ARG(report_link_token(t->db, &l, t->arena)));
}

static void say_links(struct turn *t, const struct report_asked *q)
{
	turn_say(t, "report.export", FILL("whose", report_whose(t, q)), FILL("from", q->from), FILL("to", q->to),
		 FILL("xlsx", link_to(t, q, "xlsx")), FILL("html", link_to(t, q, "html")),
		 FILL("hours", arena_printf(t->arena, "%d", LINK_HOURS)));
}

static struct str moment(struct turn *t, ms_t at)
{
	return arena_printf(t->arena, STR_FMT " " STR_FMT, STR_ARG(day_str(local_day(at), t->arena)),
			    STR_ARG(clock_str(local_minute(at), t->arena)));
}

static struct str case_line(struct turn *t, const struct report_case *c)
{
	struct fill fills[] = { FILL("number", arena_printf(t->arena, "Q-%" PRId64, c->number)),
				FILL("kind", report_case_kind(c->kind)),
				FILL("category", figure_label(BY_CATEGORY, c->category)),
				FILL("department", c->department.n ? c->department : STR("—")),
				FILL("state", report_case_state(c->state)),
				FILL("time", moment(t, c->filed_at)) };

	return turn_phrase(t, PHRASE("report.case"), fills, sizeof fills / sizeof *fills);
}

static void say_cases(struct turn *t, const struct report_asked *q)
{
	struct figure_period p = figure_period(t->db, q->from, q->to, t->now, t->arena);
	struct report_case *c = arena_array(t->arena, struct report_case, LINES_MOST);
	struct str *lines = arena_array(t->arena, struct str, LINES_MOST);
	size_t n = report_cases(t->db, &p, q->scope.label.p ? &q->scope : NULL, t->arena, c, LINES_MOST);

	for (size_t i = 0; i < n; i++)
		lines[i] = case_line(t, &c[i]);
	turn_say(t, "report.export.here", FILL("whose", report_whose(t, q)), FILL("from", q->from), FILL("to", q->to),
		 FILL("n", arena_printf(t->arena, "%zu", n)));
	if (n)
		list_say(t, lines, n);
}

void report_export(struct turn *t, const struct report_asked *q)
{
	audit(t->db, t->now, t->who.uid, "report.export", STR(""),
	      arena_printf(t->arena, STR_FMT " " STR_FMT, STR_ARG(q->from), STR_ARG(q->to)));
	if (t->world->public_url)
		say_links(t, q);
	say_cases(t, q);
}
