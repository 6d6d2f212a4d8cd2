/* case_table.c - the three formats of exported cases. */
#include "bot/documents/case_table.h"

#include <time.h>

#include "bot/base/json.h"
#include "bot/documents/xlsx.h"
#include "dialogs/pack/labels.h"
#include "handlers/turn/mask.h"
#include "handlers/turn/turn.h"
#include "store/case/rows.h"
#include "store/lists/csv.h"

enum { RESET_EVERY = 200, WORDS_WIDTH = 60, MOMENT_WIDTH = 16, MOMENT_ROOM = 40 };

struct writing {
	struct cases_export *what;
	size_t columns;
	struct arena *arena;
	struct xlsx *book;
	FILE *out;
};

static struct str words(struct writing *w, const struct case_column *c, struct str text)
{
	return c->type == CASE_WORDS && !w->what->contacts ? mask_numbers(text, w->arena) : text;
}

/* "2025-06-11 09:00"; with the zone: "2025-06-11T09:00:00+08:00". */
static struct str moment(ms_t at, bool zone, struct arena *a)
{
	char s[MOMENT_ROOM];
	time_t t = (time_t)(at / MS_SECOND);
	struct tm tm;

	if (!localtime_r(&t, &tm) || !strftime(s, sizeof s, zone ? "%Y-%m-%dT%H:%M:%S%z" : "%Y-%m-%d %H:%M", &tm))
		return NO_STR;
	struct str all = str_c(s);
	size_t cut = all.n - 2; /* "+0800" to "+08:00" */

	return zone ? arena_printf(a, STR_FMT ":" STR_FMT, STR_ARG(str_sub(all, 0, cut)),
				   STR_ARG(str_sub(all, cut, all.n)))
		    : arena_str(a, all);
}

/* ------------------------------------------------------------------------ CSV */

static struct str as_text(struct writing *w, const struct case_column *c, const struct case_cell *cell)
{
	if (cell->none)
		return NO_STR;
	switch (c->type) {
	case CASE_COUNT:
		return arena_printf(w->arena, "%lld", (long long)cell->number);
	case CASE_FLAG:
		return cell->number ? STR("yes") : STR("no");
	case CASE_MOMENT:
		return moment(cell->number, false, w->arena);
	default:
		return words(w, c, cell->text);
	}
}

static void csv_row_of(struct writing *w, const struct case_cell *cells)
{
	struct str out[CASE_COLUMNS_ALL];

	for (size_t i = 0; i < w->columns; i++)
		out[i] = as_text(w, &case_columns[i], &cells[i]);
	csv_put_row(w->out, out, w->columns);
}

static void csv_begin(struct writing *w)
{
	struct str names[CASE_COLUMNS_ALL];

	for (size_t i = 0; i < w->columns; i++)
		names[i] = str_c(case_columns[i].name);
	csv_put_row(w->out, names, w->columns);
}

/* ----------------------------------------------------------------------- JSON */

static void json_row_of(struct writing *w, const struct case_cell *cells)
{
	cJSON *o = cJSON_CreateObject();

	for (size_t i = 0; i < w->columns; i++) {
		const struct case_column *c = &case_columns[i];

		if (cells[i].none)
			cJSON_AddNullToObject(o, c->name);
		else if (c->type == CASE_COUNT)
			cJSON_AddNumberToObject(o, c->name, (double)cells[i].number);
		else if (c->type == CASE_FLAG)
			cJSON_AddBoolToObject(o, c->name, cells[i].number != 0);
		else if (c->type == CASE_MOMENT)
			json_put(o, c->name, moment(cells[i].number, true, w->arena));
		else
			json_put(o, c->name, words(w, c, arena_str(w->arena, cells[i].text)));
	}
	struct str line = json_print(o, w->arena);

	fwrite(line.p, 1, line.n, w->out);
	putc('\n', w->out);
	cJSON_Delete(o);
}

/* ------------------------------------------------------------------- workbook */

static struct str label(struct writing *w, const struct case_column *c, const struct case_cell *cells, struct str value)
{
	enum { KIND = 1 };
	bool hazard = str_is(str_c(c->name), "category") && str_is(cells[KIND].text, "hazard");

	return pack_label(w->what->pack, hazard ? "hazard_category" : c->slot, value);
}

static struct xlsx_cell xlsx_cell_of(struct writing *w, const struct case_column *c, const struct case_cell *cells,
				     const struct case_cell *cell)
{
	if (cell->none)
		return (struct xlsx_cell){ .type = XLSX_EMPTY };
	switch (c->type) {
	case CASE_COUNT:
		return xlsx_count(cell->number);
	case CASE_FLAG:
		return xlsx_text(phrase(w->what->pack, cell->number ? PHRASE("export.yes") : PHRASE("export.no"), 0,
					NULL, 0, w->arena));
	case CASE_MOMENT:
		return xlsx_time(cell->number);
	case CASE_CODE:
		return xlsx_text(label(w, c, cells, arena_str(w->arena, cell->text)));
	default:
		return xlsx_text(words(w, c, cell->text));
	}
}

static void xlsx_row_of(struct writing *w, const struct case_cell *cells)
{
	struct xlsx_cell out[CASE_COLUMNS_ALL];

	for (size_t i = 0; i < w->columns; i++)
		out[i] = xlsx_cell_of(w, &case_columns[i], cells, &cells[i]);
	xlsx_row(w->book, out, w->columns);
}

static void xlsx_begin(struct writing *w)
{
	struct xlsx_column columns[CASE_COLUMNS_ALL];

	for (size_t i = 0; i < w->columns; i++) {
		enum case_column_type type = case_columns[i].type;

		columns[i] = (struct xlsx_column){ .title = pack_label(w->what->pack, "case_column",
								       str_c(case_columns[i].name)),
						   .width = type == CASE_WORDS	  ? WORDS_WIDTH
							    : type == CASE_MOMENT ? MOMENT_WIDTH
										  : 0 };
	}
	w->book = xlsx_new(w->what->now);
	xlsx_sheet(w->book, phrase(w->what->pack, PHRASE("export.cases"), 0, NULL, 0, w->arena), columns, w->columns);
}

/* ------------------------------------------------------------------------ all */

static void row(void *arg, const struct case_cell *cells)
{
	static void (*const rows[])(struct writing *, const struct case_cell *) = {
		[CASES_CSV] = csv_row_of, [CASES_XLSX] = xlsx_row_of, [CASES_JSONL] = json_row_of
	};
	struct writing *w = arg;

	rows[w->what->format](w, cells);
	if (++w->what->rows % RESET_EVERY == 0)
		arena_reset(w->arena);
}

enum err cases_export(struct db *db, struct cases_export *e, FILE *out)
{
	struct writing w = { .what = e,
			     .columns = e->contacts ? CASE_COLUMNS_ALL : CASE_OPEN_COLUMNS,
			     .arena = arena_new(),
			     .out = out };
	struct case_rows q = { .contacts = e->contacts, .from = e->from, .to = e->to, .row = row, .arg = &w };
	enum err err = OK;

	if (e->format == CASES_XLSX)
		xlsx_begin(&w);
	else if (e->format == CASES_CSV)
		csv_begin(&w);
	(void)case_rows(db, &q);
	if (w.book) {
		e->cut = xlsx_cut(w.book);
		err = xlsx_write(w.book, out);
	}
	arena_free(w.arena);
	if (db_error(db) != OK)
		return db_error(db);
	return err != OK ? err : fflush(out) == 0 && !ferror(out) ? OK : ERR_IO;
}
