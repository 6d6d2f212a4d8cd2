/* cmd_sheet.c - "sheet": a lesson as ten minutes to speak, on paper. */
#include "bot/command.h"
#include "bot/core.h"
#include "bot/sheet.h"
#include "store/number.h"

enum { HTML_MOST = 1 << 20, QUESTIONS_MAX = 20 };

static enum exit_code print(struct invocation *inv, const struct lesson *l, const struct question *q, size_t n)
{
	struct pack *pack = core_load_pack(inv->config, inv->err);
	struct buf html;

	if (!pack)
		return EXIT_FAILED;
	buf_init(&html, HTML_MOST);
	sheet_html(pack, l, q, n, inv->arena, &html);
	pack_free(pack);
	enum exit_code code = html.failed ? command_failed(inv, "sheet", "the lesson is too long for a sheet")
					  : command_write(inv, "sheet", inv->argc > 2 ? inv->argv[2] : NULL,
							  buf_str(&html));

	buf_free(&html);
	return code;
}

static enum exit_code run(struct invocation *inv)
{
	struct question q[QUESTIONS_MAX];
	size_t n = 0;
	struct keys keys;
	struct db *db;
	const char *unknown = command_unknown(inv);

	if (unknown)
		return command_misused(inv, &cmd_sheet, "unknown option %s", unknown);
	if (inv->argc < 2 || inv->argc > 3)
		return command_misused(inv, &cmd_sheet, "a lesson is needed, like L-1");
	enum exit_code code = command_open(inv, &keys, &db);

	if (code != EXIT_DONE)
		return code;
	struct lesson l = lesson_read(db, number_parse(str_c(inv->argv[1]), 'L'), inv->arena);

	for (; n < QUESTIONS_MAX && (q[n] = lesson_question(db, l.code, (int64_t)n + 1, inv->arena)).no; n++)
		;
	enum err e = db_error(db);

	db_close(db);
	if (e != OK)
		return command_failed(inv, "sheet", "%s", err_name(e));
	if (!l.code)
		return command_failed(inv, "sheet", "there is no lesson %s", inv->argv[1]);
	return print(inv, &l, q, n);
}

const struct command cmd_sheet = {
	.name = "sheet",
	.kind = COMMAND_PLAIN,
	.run = run,
	.usage = "sheet L-1 [FILE.html]",
	.help = "a lesson as a speaker's sheet for ten minutes at a site, to print on A4\n\n"
		"Written to FILE, else to the standard output. Drafts and withdrawn lessons as well.",
};
