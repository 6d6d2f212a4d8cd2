/* rules.c - what one cell cannot show: references, and rules between
 * the columns of a row; of what is done, in rules_work.c. Rules between
 * rows are in rules_all.c. */
#include "store/lists/rules.h"

#include <string.h>

#include "store/lists/kinds/cells.h"

struct str rule_cell(const struct file *f, const struct row *r, const char *column)
{
	int i = column_named(f->kind, str_c(column));

	return i < 0 ? NO_STR : r->cells[i];
}

bool rule_given(const struct file *f, const struct row *r, const char *column)
{
	int i = column_named(f->kind, str_c(column));

	return i >= 0 && row_given(r, i);
}

struct str rule_of(struct import *imp, enum kind_id id, struct str key, const char *column)
{
	const struct file *f = &imp->files[id];
	struct str cells[KIND_COLUMNS] = { key }, stored[KIND_COLUMNS] = { NO_STR };
	int at = column_named(kinds[id], str_c(column));
	uint32_t *row = index_find(&f->keys, key);

	if (row && !f->rows[*row].bad)
		return f->rows[*row].cells[at];
	return !row && import_stored(imp, id, cells, stored) ? stored[at] : NO_STR;
}

/* -------------------------------------------------------------- references */

bool rule_exists(struct import *imp, enum kind_id id, const struct str *cells)
{
	struct str stored[KIND_COLUMNS] = { NO_STR }, key = import_key(kinds[id], cells, imp->scratch);

	if (import_has_key(&imp->files[id], key))
		return true;
	uint32_t *before = index_find(&imp->stored[id], key);

	if (before)
		return *before;
	bool found = import_stored(imp, id, cells, stored);

	if (kinds[id]->whole) /* of the others there may be too many to remember */
		index_add(&imp->stored[id], imp->bulk, arena_str(imp->bulk, key), found);
	return found;
}

static bool known(struct import *imp, enum kind_id id, struct str key)
{
	struct str cells[KIND_COLUMNS] = { key };

	if (imp->files[id].broken || (id == KIND_PEOPLE && imp->files[KIND_ADMINS].broken))
		return true; /* cannot be judged; its own problem is told */
	return rule_exists(imp, id, cells) || (id == KIND_PEOPLE && index_find(&imp->named, key));
}

static void no_such(struct import *imp, struct file *f, const struct row *r, const char *column, struct str key,
		    const char *where)
{
	import_problem(imp, f, r->line, column, "“" STR_FMT "” is not in %s", STR_ARG(key), where);
}

static void check_references(struct import *imp, struct file *f, const struct row *r)
{
	for (size_t i = 0; i < f->width; i++) {
		const struct column *c = &f->kind->columns[i];
		struct str rest = r->cells[i], one;

		if (!c->ref || !row_given(r, (int)i) || r->given_as_stored >> i & 1)
			continue;
		if (!(c->flags & COLUMN_LIST)) {
			if (!known(imp, c->ref, rest))
				no_such(imp, f, r, c->name, rest, kinds[c->ref]->name);
			continue;
		}
		while (str_split(&rest, ';', &one))
			if (!known(imp, c->ref, one))
				no_such(imp, f, r, c->name, one, kinds[c->ref]->name);
	}
}

/* --------------------------------------------------------- rules of one row */

static void rule_position(struct import *imp, struct file *f, struct row *r)
{
	bool lat = rule_given(f, r, "lat"), lon = rule_given(f, r, "lon");

	if (lat != lon)
		import_problem(imp, f, r->line, lat ? "lon" : "lat", "lat and lon go together: both or neither");
}

static void rule_taken(struct import *imp, struct file *f, struct row *r)
{
	struct str taken = rule_cell(f, r, "taken"), capacity = rule_cell(f, r, "capacity");

	if (capacity.n && cell_number(taken) > cell_number(capacity))
		import_problem(imp, f, r->line, "taken", STR_FMT " is more than the capacity of " STR_FMT,
			       STR_ARG(taken), STR_ARG(capacity));
}

static void rule_ages(struct import *imp, struct file *f, struct row *r)
{
	struct str min = rule_cell(f, r, "min_age"), max = rule_cell(f, r, "max_age");

	if (cell_number(min) > cell_number(max))
		import_problem(imp, f, r->line, "max_age", STR_FMT " is less than min_age " STR_FMT, STR_ARG(max),
			       STR_ARG(min));
	rule_taken(imp, f, r);
}

static void rule_person(struct import *imp, struct file *f, struct row *r)
{
	if (str_is(rule_cell(f, r, "registered"), "yes") && !rule_cell(f, r, "trade").n)
		import_problem(imp, f, r->line, "trade", "must be filled for a person who is registered");
}

static void rule_member(struct import *imp, struct file *f, struct row *r)
{
	if (!str_is(rule_cell(f, r, "state"), "pending") && !rule_cell(f, r, "branch").n)
		import_problem(imp, f, r->line, "branch", "must be filled unless the state is pending");
}

static void rule_category(struct import *imp, struct file *f, struct row *r)
{
	struct str kind = rule_cell(f, r, "kind"), category = rule_cell(f, r, "category");
	const char *words = kind_categories(kind);

	if (category.n && !kind_word(words, category))
		import_problem(imp, f, r->line, "category", "“" STR_FMT "” is no category of a " STR_FMT ": %s",
			       STR_ARG(category), STR_ARG(kind), words);
}

static void rule_scope(struct import *imp, struct file *f, struct row *r)
{
	static const struct {
		const char *role;
		bool required;
		enum kind_id kinds[2];
	} scopes[] = {
		{ "city", false, { KIND_NONE } },
		{ "street", true, { KIND_PLACES } },
		{ "department", true, { KIND_DEPARTMENTS } },
		{ "branch", true, { KIND_BRANCHES } },
		{ "site", true, { KIND_SITES } },
		{ "patrol", false, { KIND_SITES, KIND_PLACES } },
		{ "childcare", false, { KIND_DEPARTMENTS } },
	};
	struct str role = rule_cell(f, r, "role"), scope = rule_cell(f, r, "scope");

	for (size_t i = 0; i < sizeof scopes / sizeof *scopes; i++) {
		const enum kind_id *in = scopes[i].kinds;

		if (!str_is(role, scopes[i].role))
			continue;
		if (!scope.n && scopes[i].required)
			import_problem(imp, f, r->line, "scope", "must be filled for the role %s", scopes[i].role);
		else if (scope.n && !in[0])
			import_problem(imp, f, r->line, "scope", "must be empty for the role %s", scopes[i].role);
		else if (scope.n && !known(imp, in[0], scope) && !(in[1] && known(imp, in[1], scope)))
			no_such(imp, f, r, "scope", scope,
				in[1] ? arena_printf(imp->scratch, "%s or %s", kinds[in[0]]->name, kinds[in[1]]->name).p
				      : kinds[in[0]]->name);
	}
}

static void rule_admin(struct import *imp, struct file *f, struct row *r)
{
	struct str id = r->cells[0], name = rule_cell(f, r, "name");
	uint32_t *first = index_find(&imp->named, id), *at = index_find(&imp->admins, id);
	struct str person = at ? imp->admin_names[*at] : NO_STR;

	rule_scope(imp, f, r);
	if (!person.n && !import_has_key(&imp->files[KIND_PEOPLE], id))
		person = rule_of(imp, KIND_PEOPLE, id, "name");
	if (!person.n && first)
		person = rule_cell(f, &f->rows[*first], "name");
	if (name.n && person.n && !str_eq(name, person))
		import_problem(imp, f, r->line, "name", "is not the name that this person has elsewhere");
}

/* A street or town, a site, or the grid of one. */
static void rule_directory(struct import *imp, struct file *f, struct row *r)
{
	struct str scope = rule_cell(f, r, "scope");
	const struct file *sites = &imp->files[KIND_SITES];

	if (known(imp, KIND_PLACES, scope) || known(imp, KIND_SITES, scope) ||
	    db_get_int(imp->db, 0, "select count(*) from site where grid = ?1", V(scope)))
		return;
	for (size_t i = 0; i < sites->n; i++)
		if (str_eq(rule_cell(sites, &sites->rows[i], "grid"), scope))
			return;
	import_problem(imp, f, r->line, "scope", "there is no street, site or grid “" STR_FMT "”", STR_ARG(scope));
}

static void rule_lesson(struct import *imp, struct file *f, struct row *r)
{
	struct str body = rule_cell(f, r, "body"), line;
	size_t screens = 0;
	bool within = false;

	while (str_split(&body, '\n', &line)) {
		bool text = str_trim(line).n > 0;

		screens += text && !within;
		within = text;
	}
	if (screens > 3)
		import_problem(imp, f, r->line, "body", "has %zu screens (an empty line begins one), at most 3",
			       screens);
}

/* Numbers have no gaps when each has the one before it. */
static void rule_question(struct import *imp, struct file *f, struct row *r)
{
	size_t options = cell_items(rule_cell(f, r, "options"));
	struct str answer = rule_cell(f, r, "answer");
	struct str before[KIND_COLUMNS] = { r->cells[0] };
	int no = (int)cell_number(rule_cell(f, r, "no"));

	if (options < 2 || options > 6)
		import_problem(imp, f, r->line, "options", "has %zu, must have 2 to 6", options);
	else if ((size_t)(answer.p[0] - 'A') >= options)
		import_problem(imp, f, r->line, "answer", STR_FMT " is none of the %zu options", STR_ARG(answer),
			       options);
	if (no == 1)
		return;
	before[1] = arena_printf(imp->scratch, "%d", no - 1);
	if (!f->broken && !rule_exists(imp, KIND_QUESTIONS, before))
		import_problem(imp, f, r->line, "no", "%d, but " STR_FMT " has no question %d", no,
			       STR_ARG(r->cells[0]), no - 1);
}

static void rule_subscription(struct import *imp, struct file *f, struct row *r)
{
	if (!known(imp, KIND_GROUPS, r->cells[0]) && !known(imp, KIND_PEOPLE, r->cells[0]))
		no_such(imp, f, r, "chat", r->cells[0], "groups or people");
}

/* A group and its branch name each other, or one of them is silent. */
static void rule_group(struct import *imp, struct file *f, struct row *r)
{
	struct str cells[KIND_COLUMNS] = { r->cells[0] };
	int at = column_named(f->kind, STR("branch"));
	struct str branch = r->cells[at], group = branch.n ? rule_of(imp, KIND_BRANCHES, branch, "group") : NO_STR;

	if (rule_exists(imp, KIND_PEOPLE, cells) || index_find(&imp->named, r->cells[0]))
		import_problem(imp, f, r->line, "chat", "“" STR_FMT "” is a person's id", STR_ARG(r->cells[0]));
	if (!group.n || str_eq(group, r->cells[0]))
		return;
	if (row_given(r, at))
		import_problem(imp, f, r->line, "branch", "“" STR_FMT "” has another group in branches: “" STR_FMT "”",
			       STR_ARG(branch), STR_ARG(group));
	else
		r->cells[at] = NO_STR; /* stored of old; the branch moved on */
}

static void rule_branch(struct import *imp, struct file *f, struct row *r)
{
	struct str group = rule_cell(f, r, "group");
	struct str branch = group.n ? rule_of(imp, KIND_GROUPS, group, "branch") : NO_STR;

	if (branch.n && !str_eq(branch, r->cells[0]) && rule_given(f, r, "group"))
		import_problem(imp, f, r->line, "group", "“" STR_FMT "” has another branch in groups: “" STR_FMT "”",
			       STR_ARG(group), STR_ARG(branch));
}

static import_each *const row_rules[KIND_COUNT] = {
	[KIND_SITES] = rule_position,	   [KIND_BRANCHES] = rule_branch,
	[KIND_GROUPS] = rule_group,	   [KIND_PEOPLE] = rule_person,
	[KIND_ADMINS] = rule_admin,	   [KIND_MEMBERS] = rule_member,
	[KIND_DIRECTORY] = rule_directory, [KIND_LESSONS] = rule_lesson,
	[KIND_QUESTIONS] = rule_question,  [KIND_ROUTING] = rule_category,
	[KIND_DEADLINES] = rule_category,  [KIND_VOLUNTEERS] = rule_position,
	[KIND_MEETINGS] = rule_taken,	   [KIND_ACTIVITIES] = rule_taken,
	[KIND_CLASSES] = rule_ages,	   [KIND_SUBSCRIPTIONS] = rule_subscription,
	[KIND_VISITS] = rule_visit,	   [KIND_DUTIES] = rule_duty,
	[KIND_TASKS] = rule_task,	   [KIND_DRIVERS] = rule_driver,
	[KIND_RIDES] = rule_ride,	   [KIND_ENTRIES] = rule_entry,
};

void import_index_admins(struct import *imp)
{
	struct file *f = &imp->files[KIND_ADMINS];

	imp->admin_names = arena_array(imp->bulk, struct str, f->n);
	for (size_t i = 0; i < f->n; i++) {
		struct str id = f->rows[i].cells[0];

		if (id.n && !index_find(&imp->admins, id))
			index_add(&imp->admins, imp->bulk, id, (uint32_t)i);
		if (id.n && rule_cell(f, &f->rows[i], "name").n && !index_find(&imp->named, id))
			index_add(&imp->named, imp->bulk, id, (uint32_t)i);
	}
}

void import_check_row(struct import *imp, struct file *f, struct row *r)
{
	check_references(imp, f, r);
	if (row_rules[file_kind(f)] && !r->bad)
		row_rules[file_kind(f)](imp, f, r);
}

void import_check(struct import *imp)
{
	for (enum kind_id k = KIND_NONE + 1; k < KIND_COUNT; k++)
		for (size_t i = 0; kinds[k]->whole && i < imp->files[k].n; i++)
			import_check_row(imp, &imp->files[k], &imp->files[k].rows[i]);
	import_check_all(imp);
}
