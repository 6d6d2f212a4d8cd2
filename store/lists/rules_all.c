/* rules_all.c - rules between rows: names that nobody else has, one
 * lesson for every day, one group a branch. */
#include "store/lists/rules.h"

/* Index of what is taken → the line of the row that has it; 0: a stored row. */
static bool taken(struct import *imp, struct file *f, const struct row *r, struct index *x, struct str word,
		  const char *column, const char *what)
{
	uint32_t *line = index_find(x, word);

	if (!line) {
		index_add(x, imp->bulk, word, r->line);
		return false;
	}
	if (*line)
		import_problem(imp, f, r->line, column, "%s (line %u)", what, (unsigned)*line);
	else
		import_problem(imp, f, r->line, column, "%s (stored)", what);
	return true;
}

/* ------------------------------------------------------------ names, aliases */

static void index_stored_names(struct import *imp, const struct file *f, struct index *x)
{
	struct rows *r = db_query_n(imp->db, f->kind->read, NULL, 0);

	while (db_next(r)) {
		struct str name = arena_str(imp->bulk, db_str(r, 0)), rest = NO_STR, alias;

		if (index_find(&f->keys, name))
			continue; /* the file's row stands for it */
		if (!db_is_null(r, 1))
			rest = arena_str(imp->bulk, db_str(r, 1));
		index_add(x, imp->bulk, name, 0);
		while (str_split(&rest, ';', &alias))
			index_add(x, imp->bulk, alias, 0);
	}
	db_done(r);
}

static void unique_aliases(struct import *imp, struct file *f)
{
	struct index x = { NULL, 0, 0 };

	index_stored_names(imp, f, &x);
	for (size_t i = 0; i < f->n; i++)
		if (f->rows[i].key.p)
			taken(imp, f, &f->rows[i], &x, f->rows[i].cells[0], "name", "is an alias of another row");
	for (size_t i = 0; i < f->n; i++) {
		struct str rest = f->rows[i].bad ? NO_STR : rule_cell(f, &f->rows[i], "aliases"), alias;

		while (str_split(&rest, ';', &alias))
			taken(imp, f, &f->rows[i], &x, alias, "aliases",
			      arena_printf(imp->bulk, "“" STR_FMT "” is a name or alias already", STR_ARG(alias)).p);
	}
}

/* Speakers are found by name, so a folder names nobody twice; unless both are
 * stored under that name: then they are two, and an export may come back. */
static void same_name(struct import *imp, struct file *f, const struct row *r, struct str name)
{
	uint32_t line = seen_add(&imp->names, name, r->line);

	if (!line || imp->options->same_names)
		return;
	if (db_get_int(imp->db, 0,
		       "select count(*) > 1 and max(id = (select person from identity where key = keyed(?2)))"
		       " from person where name_key = keyed(?1)",
		       V(name), V(r->cells[0])))
		return;
	import_problem(imp, f, r->line, "name",
		       "the same name as another person (line %u); if they are two: --same-names", (unsigned)line);
}

void import_note_name(struct import *imp, struct file *f, const struct row *r)
{
	struct str name = rule_cell(f, r, "name");
	uint32_t *admin = index_find(&imp->admins, r->cells[0]);

	if (admin)
		imp->admin_names[*admin] = arena_str(imp->bulk, name);
	same_name(imp, f, r, name);
}

/* Those whom people.csv does not name. */
static void names_of_admins(struct import *imp)
{
	struct file *f = &imp->files[KIND_ADMINS];

	for (size_t i = 0; i < f->n; i++) {
		const struct row *r = &f->rows[i];
		uint32_t *first = index_find(&imp->named, r->cells[0]);

		if (first && *first == i && !import_has_key(&imp->files[KIND_PEOPLE], r->cells[0]))
			same_name(imp, f, r, rule_cell(f, r, "name"));
	}
}

/* ------------------------------------------------------------------ lessons */

static void one_lesson_for_any_day(struct import *imp)
{
	struct file *f = &imp->files[KIND_LESSONS];
	struct index x = { NULL, 0, 0 };
	struct str stored = db_get_str_n(imp->db, imp->bulk, "select 'L-' || code from lesson where day = 'any'", NULL,
					 0);

	if (stored.n && !index_find(&f->keys, stored))
		index_add(&x, imp->bulk, STR("any"), 0);
	for (size_t i = 0; i < f->n; i++)
		if (!f->rows[i].bad && str_is(rule_cell(f, &f->rows[i], "day"), "any"))
			taken(imp, f, &f->rows[i], &x, STR("any"), "day", "another lesson is that of any day");
}

/* ------------------------------------------------------------------- groups */

/* No two rows of the file say the same in this column. */
static void once(struct import *imp, enum kind_id id, const char *column, const char *what)
{
	struct file *f = &imp->files[id];
	struct index x = { NULL, 0, 0 };

	for (size_t i = 0; i < f->n; i++)
		if (!f->rows[i].bad && rule_given(f, &f->rows[i], column))
			taken(imp, f, &f->rows[i], &x, rule_cell(f, &f->rows[i], column), column, what);
}

void import_check_all(struct import *imp)
{
	static const enum kind_id with_aliases[] = { KIND_PLACES, KIND_DEPARTMENTS };

	for (size_t i = 0; i < sizeof with_aliases / sizeof *with_aliases; i++)
		if (imp->files[with_aliases[i]].n)
			unique_aliases(imp, &imp->files[with_aliases[i]]);
	names_of_admins(imp);
	if (imp->files[KIND_LESSONS].n)
		one_lesson_for_any_day(imp);
	once(imp, KIND_BRANCHES, "group", "another branch has this group");
	once(imp, KIND_GROUPS, "branch", "another group has this branch");
}
