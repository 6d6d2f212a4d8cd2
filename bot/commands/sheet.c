/* sheet.c - "sheet": on paper, a lesson or a briefing to speak from, or a case for its department. */
#include "bot/documents/case_sheet.h"
#include "bot/commands/command.h"
#include "bot/engine/core.h"
#include "bot/documents/sheet.h"
#include "handlers/broadcast/broadcast.h"
#include "store/db/number.h"

enum { HTML_MOST = 8 << 20, QUESTIONS_MAX = 20 };

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

static enum exit_code print_case(struct invocation *inv, struct db *db, int64_t number)
{
	struct pack *pack = core_load_pack(inv->config, inv->err);
	struct turn_world w = { .db = db, .pack = pack };
	struct buf html;

	if (!pack)
		return EXIT_FAILED;
	struct case_facts f = case_facts(&w, number, inv->arena);
	enum exit_code code;

	buf_init(&html, HTML_MOST);
	if (f.c.number)
		case_sheet_html(&w, &f, command_now(), inv->arena, &html);
	if (db_error(db) != OK)
		code = command_failed(inv, "sheet", "%s", err_name(db_error(db)));
	else if (!f.c.number)
		code = command_failed(inv, "sheet", "there is no case %s", inv->argv[1]);
	else if (html.failed)
		code = command_failed(inv, "sheet", "the case is too long for a sheet");
	else
		code = command_write(inv, "sheet", inv->argc > 2 ? inv->argv[2] : NULL, buf_str(&html));
	buf_free(&html);
	pack_free(pack);
	return code;
}

static enum exit_code print_lesson(struct invocation *inv, struct db *db)
{
	struct question q[QUESTIONS_MAX];
	size_t n = 0;
	struct lesson l = lesson_read(db, number_parse(str_c(inv->argv[1]), 'L'), inv->arena);

	for (; n < QUESTIONS_MAX && (q[n] = lesson_question(db, l.code, (int64_t)n + 1, inv->arena)).no; n++)
		;
	if (db_error(db) != OK)
		return command_failed(inv, "sheet", "%s", err_name(db_error(db)));
	if (!l.code)
		return command_failed(inv, "sheet", "there is no lesson %s", inv->argv[1]);
	return print(inv, &l, q, n);
}

/* What was agreed to: a draft may still change. */
static enum exit_code print_briefing(struct invocation *inv, struct db *db, int64_t number)
{
	struct broadcast b = broadcast_load(db, number, inv->arena);

	if (db_error(db) != OK)
		return command_failed(inv, "sheet", "%s", err_name(db_error(db)));
	if (!b.number || str_is(b.state, "draft"))
		return command_failed(inv, "sheet", "there is no briefing %s", inv->argv[1]);
	struct str text = broadcast_words(b.body, inv->arena), name = broadcast_name(inv->arena, number);
	struct str end = arena_printf(inv->arena, "（" STR_FMT "）", STR_ARG(name));
	struct pack *pack = core_load_pack(inv->config, inv->err);
	struct buf html;

	if (!pack)
		return EXIT_FAILED;
	if (str_ends(text, end)) /* its number stands above */
		text = str_sub(text, 0, text.n - end.n);
	buf_init(&html, HTML_MOST);
	sheet_briefing_html(pack, &(struct sheet_briefing){ name, b.day.p ? b.day : STR(""), str_trim(text) },
			    inv->arena, &html);
	pack_free(pack);
	enum exit_code code = command_write(inv, "sheet", inv->argc > 2 ? inv->argv[2] : NULL, buf_str(&html));

	buf_free(&html);
	return code;
}

static bool is_case(const char *number)
{
	return number[0] == 'Q' || number[0] == 'q';
}

static enum exit_code run(struct invocation *inv)
{
	struct keys keys;
	struct db *db;
	const char *unknown = command_unknown(inv);

	if (unknown)
		return command_misused(inv, &cmd_sheet, "unknown option %s", unknown);
	if (inv->argc < 2 || inv->argc > 3)
		return command_misused(inv, &cmd_sheet,
				       "a lesson, a briefing or a case is needed, like L-1, B-9 or Q-12");
	enum exit_code code = command_open(inv, &keys, &db);

	if (code != EXIT_DONE)
		return code;
	int64_t briefing = number_parse(str_c(inv->argv[1]), 'B');

	code = is_case(inv->argv[1]) ? print_case(inv, db, number_parse(str_c(inv->argv[1]), 'Q'))
	       : briefing	     ? print_briefing(inv, db, briefing)
				     : print_lesson(inv, db);
	db_close(db);
	return code;
}

const struct command cmd_sheet = {
	.name = "sheet",
	.kind = COMMAND_PLAIN,
	.run = run,
	.usage = "sheet L-1|B-9|Q-12 [FILE.html]",
	.help = "a lesson to speak from for ten minutes, a briefing for a morning meeting, or a case for its\n"
		"department, to print on A4\n\n"
		"Written to FILE, else to the standard output. Drafts and withdrawn lessons as well. A case has room\n"
		"for the answer by hand, its pictures, and of whoever filed it no more than the department may know.",
};
