/* cmd_poster.c - "poster": the paper for the wall of a study window. */
#include "bot/base/url.h"
#include "bot/command.h"
#include "bot/core.h"
#include "bot/poster.h"
#include "handlers/turn.h"
#include "store/window.h"

enum { SVG_MOST = 4 << 20 };

/* What the code carries: the link with the window's code where {code} stands, else behind
 * it; without a link the code itself, to be sent as it is. */
static struct str payload(struct invocation *inv, const char *link, struct str code)
{
	struct str l = str_c(link), escaped = url_encode(code, inv->arena);
	ptrdiff_t at = str_find(l, STR("{code}"));

	if (!link)
		return code;
	if (at < 0)
		return arena_printf(inv->arena, "%s" STR_FMT, link, STR_ARG(escaped));
	return arena_printf(inv->arena, "%.*s" STR_FMT "%s", (int)at, link, STR_ARG(escaped), link + at + 6);
}

static enum exit_code draw(struct invocation *inv, const struct window *w, const char *link)
{
	struct pack *pack = core_load_pack(inv->config, inv->err);
	struct fill fills[] = { FILL("bot", str_c(inv->config->bot_name)), FILL("code", w->code) };
	struct buf svg;

	if (!pack)
		return EXIT_FAILED;
	struct poster p = {
		.title = phrase(pack, PHRASE("poster.title"), 0, NULL, 0, inv->arena),
		.name = w->name,
		.code = w->code,
		.steps = { phrase(pack, link ? PHRASE("poster.scan") : PHRASE("poster.send"), 0, fills, 2, inv->arena),
			   phrase(pack, PHRASE("poster.read"), 0, NULL, 0, inv->arena),
			   phrase(pack, PHRASE("poster.count"), 0, NULL, 0, inv->arena) },
		.payload = payload(inv, link, w->code),
	};

	pack_free(pack);
	buf_init(&svg, SVG_MOST);
	enum err e = poster_svg(&p, &svg);
	enum exit_code code = e == OK ? command_write(inv, "poster", inv->argc > 2 ? inv->argv[2] : NULL, buf_str(&svg))
				      : command_failed(inv, "poster", "the link is too long for a code on a wall");

	buf_free(&svg);
	return code;
}

static enum exit_code run(struct invocation *inv)
{
	const char *link = NULL, *unknown;
	struct keys keys;
	struct db *db;

	if (!command_value(inv, "--link", &link))
		return command_misused(inv, &cmd_poster, "--link wants a URL");
	if ((unknown = command_unknown(inv)) != NULL)
		return command_misused(inv, &cmd_poster, "unknown option %s", unknown);
	if (inv->argc < 2 || inv->argc > 3)
		return command_misused(inv, &cmd_poster, "the code of a study window is needed");
	enum exit_code code = command_open(inv, &keys, &db);

	if (code != EXIT_DONE)
		return code;
	struct window w = window_find(db, str_c(inv->argv[1]), inv->arena);
	enum err e = db_error(db);

	db_close(db);
	if (e != OK)
		return command_failed(inv, "poster", "%s", err_name(e));
	if (!w.code.p)
		return command_failed(inv, "poster", "there is no study window %s", inv->argv[1]);
	return draw(inv, &w, link);
}

const struct command cmd_poster = {
	.name = "poster",
	.kind = COMMAND_PLAIN,
	.run = run,
	.usage = "poster CODE [FILE.svg] [--link URL]",
	.help = "the paper for the wall of a study window, A4, with its QR code\n\n"
		"Written to FILE, else to the standard output. The code of the window is sent to the bot;\n"
		"scanned, it opens the lesson and counts one visit a person and day.\n"
		"  --link URL  what the QR code carries instead of the bare code: the address of the bot with\n"
		"              the code where {code} stands, else at its end (https://t.me/NAME?start=)",
};
