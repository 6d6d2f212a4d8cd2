/* import_columns.c - "import --columns": what may stand in the columns of a kind. */
#include "bot/commands/lists/import.h"
#include "store/lists/kinds/kinds.h"

static const char *const words[] = {
	[COLUMN_TEXT] = "text",
	[COLUMN_ID] = "CHANNEL:ID",
	[COLUMN_PHONE] = "mobile number",
	[COLUMN_INT] = "whole number",
	[COLUMN_NUMBER] = "number",
	[COLUMN_DATE] = "YYYY-MM-DD",
	[COLUMN_TIME] = "YYYY-MM-DD HH:MM",
	[COLUMN_CLOCK] = "HH:MM",
	[COLUMN_ENUM] = "one of",
	[COLUMN_CODE] = "number like",
	[COLUMN_MEETS] = "like 2fri 20:00 or lastsun 09:30",
	[COLUMN_HOURS] = "HH:MM-HH:MM or 24h",
	[COLUMN_DAY] = "YYYY-MM-DD or any",
	[COLUMN_WINDOW] = "like XW-1, or 3 to 12 characters",
	[COLUMN_FIGURE] = "key or name of a figure of the report",
};

static void put(FILE *out, const struct column *c)
{
	fprintf(out, "  %-12s %s", c->name, words[c->type]);
	if (c->type == COLUMN_ENUM)
		fprintf(out, " %s", c->allowed);
	if (c->type == COLUMN_CODE)
		fprintf(out, " %c-1", c->letter);
	if (c->flags & COLUMN_LIST)
		fprintf(out, ", several with ; between");
	if (c->ref)
		fprintf(out, ", in %s", kinds[c->ref]->name);
	if (c->flags & COLUMN_REQUIRED)
		fprintf(out, ", required");
	else if (c->flags & COLUMN_EITHER)
		fprintf(out, ", one of these required");
	if (c->otherwise)
		fprintf(out, ", else %s", c->otherwise);
	fprintf(out, "%s\n", c->flags & COLUMN_KEY ? ", key" : "");
}

enum exit_code import_columns(struct invocation *inv)
{
	bool all = inv->argc == 1;
	enum kind_id one = all ? KIND_NONE : kind_named(str_c(inv->argv[1]));

	if (!all && (!one || inv->argc > 2))
		return command_misused(inv, &cmd_import, "unknown kind %s", inv->argv[inv->argc - 1]);
	for (enum kind_id k = KIND_NONE + 1; k < KIND_COUNT; k++) {
		if (!all && k != one)
			continue;
		fprintf(inv->out, "%s.csv\n", kinds[k]->name);
		for (size_t i = 0; i < kind_width(kinds[k]); i++)
			put(inv->out, &kinds[k]->columns[i]);
	}
	return EXIT_DONE;
}
