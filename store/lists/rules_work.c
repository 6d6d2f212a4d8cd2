/* rules_work.c - what one cell cannot show of visits, duties, tasks, rides, and
 * of what was done without a phone. */
#include "store/lists/kinds/cells.h"
#include "store/report/figure.h"
#include "store/lists/rules.h"
#include "store/place/place.h"

static void rule_past(struct import *imp, struct file *f, const struct row *r, const char *column)
{
	struct str day = rule_cell(f, r, column), today = figure_day_at(imp->db, imp->options->now, 0, imp->scratch);

	if (str_order(day, today) > 0)
		import_problem(imp, f, r->line, column, STR_FMT " is still to come", STR_ARG(day));
}

static void rule_to_come(struct import *imp, struct file *f, const struct row *r, const char *column)
{
	struct str at = rule_cell(f, r, column);
	struct str now = db_get_str(imp->db, imp->scratch, "select clock(?1)", V(imp->options->now));

	if (at.n && str_order(at, now) <= 0)
		import_problem(imp, f, r->line, column, STR_FMT " is over", STR_ARG(at));
}

/* Also landlines, but not what a spreadsheet makes of a long number (1.38E+10). */
static void rule_phone(struct import *imp, struct file *f, const struct row *r)
{
	struct str phone = rule_cell(f, r, "phone");
	size_t digits = 0, others = 0;

	for (size_t i = 0; i < phone.n; i++) {
		if (phone.p[i] >= '0' && phone.p[i] <= '9')
			digits++;
		else if (phone.p[i] != '-' && phone.p[i] != ' ')
			others++;
	}
	if (phone.n && (others || digits < 7 || digits > 13))
		import_problem(imp, f, r->line, "phone", "is no phone number");
}

void rule_visit(struct import *imp, struct file *f, struct row *r)
{
	rule_past(imp, f, r, "date");
}

void rule_duty(struct import *imp, struct file *f, struct row *r)
{
	bool open = str_is(rule_cell(f, r, "state"), "open"), closed = rule_cell(f, r, "closed").n > 0;

	if (open && closed)
		import_problem(imp, f, r->line, "closed", "must be empty: the duty is open");
	else if (!open && !closed)
		import_problem(imp, f, r->line, "closed", "must be filled unless the duty is open");
	rule_past(imp, f, r, "closed");
}

/* ---------------------------------------------------------------- tasks and rides */

/* The chat goes on with what is stored, so a list does not; and it does not bring what
 * nobody here was asked. False: there is a problem, or nothing to judge. */
static bool to_be_done(struct import *imp, struct file *f, const struct row *r, const char *over)
{
	struct str state = rule_cell(f, r, "state");
	int64_t last = db_get_int(imp->db, 0, "select last from number where letter = ?1", V("T"));

	if (r->state == ROW_SAME)
		return false;
	if (r->state == ROW_CHANGED) {
		import_problem(imp, f, r->line, NULL,
			       STR_FMT " is stored otherwise: it is changed in chat, not by a list",
			       STR_ARG(r->cells[0]));
		return false;
	}
	if (kind_word(over, state)) {
		import_problem(imp, f, r->line, "state", STR_FMT " is over: what was done elsewhere belongs in entries",
			       STR_ARG(r->cells[0]));
		return false;
	}
	if (cell_code(r->cells[0]) <= last)
		import_problem(imp, f, r->line, "code", STR_FMT " was given out before: T-%lld is free",
			       STR_ARG(r->cells[0]), (long long)last + 1);
	return true;
}

void rule_task(struct import *imp, struct file *f, struct row *r)
{
	struct str near = rule_cell(f, r, "near"), start = rule_cell(f, r, "start"), before = rule_cell(f, r, "before");
	struct position at;

	if (!to_be_done(imp, f, r, "done withdrawn to_staff"))
		return;
	if (!near.n)
		import_problem(imp, f, r->line, "near", "must be filled: those near are asked");
	else if (!place_position(imp->db, near, &at))
		import_problem(imp, f, r->line, "near", "“" STR_FMT "” is no place, station or site", STR_ARG(near));
	if (!start.n && !before.n)
		import_problem(imp, f, r->line, "before", "must be filled, or start");
	else if (start.n && before.n && str_order(start, before) > 0)
		import_problem(imp, f, r->line, "before", STR_FMT " is earlier than start " STR_FMT, STR_ARG(before),
			       STR_ARG(start));
	else
		rule_to_come(imp, f, r, before.n ? "before" : "start");
	rule_phone(imp, f, r);
}

void rule_ride(struct import *imp, struct file *f, struct row *r)
{
	if (!to_be_done(imp, f, r, "done withdrawn to_staff"))
		return;
	if (!rule_cell(f, r, "from").n || !rule_cell(f, r, "to").n)
		import_problem(imp, f, r->line, rule_cell(f, r, "from").n ? "to" : "from", "must be filled");
	if (!rule_cell(f, r, "id").n && !rule_cell(f, r, "phone").n)
		import_problem(imp, f, r->line, "phone", "must be filled, or id: the driver must reach the family");
	rule_to_come(imp, f, r, "at");
	rule_phone(imp, f, r);
}

void rule_driver(struct import *imp, struct file *f, struct row *r)
{
	struct str first = rule_cell(f, r, "first_day"), last = rule_cell(f, r, "last_day");

	if (last.n && !first.n)
		import_problem(imp, f, r->line, "first_day", "must be filled when last_day is");
	else if (last.n && str_order(last, first) < 0)
		import_problem(imp, f, r->line, "last_day", STR_FMT " is earlier than first_day " STR_FMT,
			       STR_ARG(last), STR_ARG(first));
	rule_phone(imp, f, r);
}

/* ------------------------------------------------------- done without a phone */

/* As in chat: nothing of days to come, and a street only where the figure has one. */
void rule_entry(struct import *imp, struct file *f, struct row *r)
{
	const struct figure *x = figure_named(rule_cell(f, r, "figure"));

	rule_past(imp, f, r, "day");
	if (rule_given(f, r, "street") && x && !(x->by & FIGURE_BY(BY_STREET)))
		import_problem(imp, f, r->line, "street", "must be empty: %s is not counted by street", x->key);
}
