/* export_cases.c - "export cases": for offices and their programs; nothing reads it back. */
#include <errno.h>
#include <string.h>

#include "bot/commands/lists/export.h"
#include "bot/engine/core.h"
#include "bot/documents/case_table.h"
#include "handlers/turn/hours.h"

static bool format_named(const char *name, enum case_format *out)
{
	static const char *const names[] = { [CASES_CSV] = "csv", [CASES_XLSX] = "xlsx", [CASES_JSONL] = "jsonl" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (strcmp(name, names[i]) == 0) {
			*out = (enum case_format)i;
			return true;
		}
	}
	return false;
}

/* A day, both ends included; NULL: no end. */
static bool day_option(struct invocation *inv, const char *name, int days, ms_t *out)
{
	const char *said = NULL;
	int64_t day;

	if (!command_value(inv, name, &said) || (said && !day_read(str_c(said), &day)))
		return false;
	if (said)
		*out = hours_at(day + days, 0);
	return true;
}

static enum exit_code said(struct invocation *inv, const struct cases_export *e, enum err err)
{
	if (err != OK)
		return command_failed(inv, "export", "%s",
				      err == ERR_INPUT ? "too many rows for a workbook" : err_name(err));
	if (e->cut)
		fprintf(inv->err,
			"xiaodeng: export: %zu text%s too long for a cell, cut there; csv and jsonl have all\n", e->cut,
			e->cut == 1 ? " is" : "s are");
	return EXIT_DONE;
}

static enum exit_code write_to(struct invocation *inv, struct db *db, struct cases_export *e, const char *file)
{
	const char *path = file ? command_path(inv, file) : NULL;
	const char *part = path ? arena_printf(inv->arena, "%s.part", path).p : NULL;
	FILE *out = path ? fopen(part, "we") : inv->out;

	if (!out)
		return command_failed(inv, path, "%s", strerror(errno));
	enum err err = cases_export(db, e, out);

	if (path && fclose(out) != 0 && err == OK)
		err = ERR_IO;
	if (path && (err == OK ? rename(part, path) : remove(part)) != 0 && err == OK)
		return command_failed(inv, path, "%s", strerror(errno));
	return said(inv, e, err);
}

/* Who it was is open in the file: that it was made is kept before it is. */
static enum exit_code with_phones(struct invocation *inv, struct cases_export *e, const char *file)
{
	if (!file)
		return command_misused(inv, &cmd_export, "--with-phones wants a FILE");
	enum exit_code code = export_second(inv, "cases");

	return code == EXIT_READER ? write_to(inv, inv->db, e, file) : code;
}

static enum exit_code write_cases(struct invocation *inv, struct cases_export *e, const char *file)
{
	struct keys keys;
	struct db *db;

	if (e->contacts)
		return with_phones(inv, e, file);
	enum exit_code code = command_open(inv, &keys, &db);

	if (code != EXIT_DONE)
		return code;
	code = write_to(inv, db, e, file);
	db_close(db);
	return code;
}

enum exit_code export_cases_command(struct invocation *inv)
{
	const char *format = "csv", *unknown;
	struct cases_export e = { .now = command_now() };
	struct pack *pack = NULL;

	e.contacts = command_flag(inv, "--with-phones");
	if (e.contacts && !inv->db)
		return EXIT_WRITER;
	if (!command_value(inv, "--format", &format) || !format_named(format, &e.format))
		return command_misused(inv, &cmd_export, "--format wants csv, xlsx or jsonl");
	if (!day_option(inv, "--from", 0, &e.from) || !day_option(inv, "--to", 1, &e.to))
		return command_misused(inv, &cmd_export, "--from and --to want a day, like 2025-06-01");
	if ((unknown = command_unknown(inv)) != NULL)
		return command_misused(inv, &cmd_export, "unknown option %s", unknown);
	if (inv->argc < 2 || inv->argc > 3)
		return command_misused(inv, &cmd_export, "cases, and at most one file");
	if (e.format == CASES_XLSX && !(pack = core_load_pack(inv->config, inv->err)))
		return EXIT_FAILED;
	e.pack = pack;
	enum exit_code code = write_cases(inv, &e,
					  inv->argc > 2 && strcmp(inv->argv[2], "-") != 0 ? inv->argv[2] : NULL);

	pack_free(pack);
	return code;
}
