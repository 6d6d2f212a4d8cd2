/* kinds.c - the table of kinds, and what is looked up in it. Its rows are in
 * the files of this folder; rules between columns and rows in store/lists/rules.c. */
#include "store/lists/kinds/kinds.h"

#include "store/lists/kinds/table.h"

const struct kind *const kinds[KIND_COUNT] = {
	[KIND_PLACES] = &kind_places,
	[KIND_DEPARTMENTS] = &kind_departments,
	[KIND_SITES] = &kind_sites,
	[KIND_STATIONS] = &kind_stations,
	[KIND_BRANCHES] = &kind_branches,
	[KIND_GROUPS] = &kind_groups,
	[KIND_PEOPLE] = &kind_people,
	[KIND_CENSUS] = &kind_census,
	[KIND_ADMINS] = &kind_admins,
	[KIND_DIRECTORY] = &kind_directory,
	[KIND_MEMBERS] = &kind_members,
	[KIND_LESSONS] = &kind_lessons,
	[KIND_QUESTIONS] = &kind_questions,
	[KIND_WINDOWS] = &kind_windows,
	[KIND_ROUTING] = &kind_routing,
	[KIND_DEADLINES] = &kind_deadlines,
	[KIND_VOLUNTEERS] = &kind_volunteers,
	[KIND_MEETINGS] = &kind_meetings,
	[KIND_ACTIVITIES] = &kind_activities,
	[KIND_CLASSES] = &kind_classes,
	[KIND_SUBSCRIPTIONS] = &kind_subscriptions,
	[KIND_HOLIDAYS] = &kind_holidays,
	[KIND_ACCESS] = &kind_access,
	[KIND_VISITS] = &kind_visits,
	[KIND_DUTIES] = &kind_duties,
	[KIND_TASKS] = &kind_tasks,
	[KIND_DRIVERS] = &kind_drivers,
	[KIND_RIDES] = &kind_rides,
	[KIND_ENTRIES] = &kind_entries,
};

enum kind_id kind_named(struct str name)
{
	for (enum kind_id k = KIND_NONE + 1; k < KIND_COUNT; k++)
		if (str_is(name, kinds[k]->name))
			return k;
	return KIND_NONE;
}

size_t kind_width(const struct kind *k)
{
	size_t n = 0;

	while (n < KIND_COLUMNS && k->columns[n].name)
		n++;
	return n;
}

int column_named(const struct kind *k, struct str name)
{
	for (size_t i = 0; i < KIND_COLUMNS && k->columns[i].name; i++)
		if (str_is(name, k->columns[i].name))
			return (int)i;
	return -1;
}

bool kind_word(const char *words, struct str word)
{
	struct str rest = str_c(words), one;

	while (str_split(&rest, ' ', &one))
		if (one.n && str_eq(one, word))
			return true;
	return false;
}

const char *kind_categories(struct str case_kind)
{
	if (str_is(case_kind, "grievance") || str_is(case_kind, "suggestion"))
		return "parking entry pay penalty dispatch injury contract traffic battery rest housing family dispute license"
		       " theft other";
	if (str_is(case_kind, "hazard"))
		return "fire parking road care fraud sanitation safety animal other";
	return "";
}
