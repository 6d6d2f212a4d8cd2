/* poster.c - "poster": the paper for the wall of a study window, or for an activity. */
#include "handlers/talk/url.h"
#include "bot/commands/command.h"
#include "bot/engine/core.h"
#include "bot/documents/poster.h"
#include "handlers/activity/event.h"
#include "handlers/turn/turn.h"
#include "store/db/number.h"
#include "store/lesson/window.h"

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

static struct str words(const struct pack *pack, struct invocation *inv, const char *name, struct str code)
{
	struct fill fills[] = { FILL("bot", str_c(inv->config->bot_name)), FILL("code", code) };

	return phrase(pack, name, 0, fills, 2, inv->arena);
}

static struct poster of_window(const struct pack *pack, struct invocation *inv, const struct window *w,
			       const char *link)
{
	return (struct poster){
		.title = words(pack, inv, PHRASE("poster.title"), w->code),
		.name = w->name,
		.code = w->code,
		.steps = { words(pack, inv, link ? PHRASE("poster.scan") : PHRASE("poster.send"), w->code),
			   words(pack, inv, PHRASE("poster.read"), w->code),
			   words(pack, inv, PHRASE("poster.count"), w->code) },
		.payload = payload(inv, link, w->code),
	};
}

/* On the spot: who sends the code is counted as there. */
static struct poster of_activity(const struct pack *pack, struct invocation *inv, const struct activity *x,
				 struct str door, const char *link)
{
	struct str said = words(pack, inv, PHRASE("poster.door.code"), door);

	return (struct poster){
		.title = words(pack, inv, PHRASE("poster.door.title"), door),
		.name = x->title,
		.code = said,
		.steps = { words(pack, inv, link ? PHRASE("poster.door.scan") : PHRASE("poster.door.send"), said),
			   words(pack, inv, PHRASE("poster.door.once"), door),
			   arena_printf(inv->arena, STR_FMT " " STR_FMT, STR_ARG(event_when(x->start, inv->arena)),
					STR_ARG(x->place)) },
		.payload = payload(inv, link, link ? door : said),
	};
}

static enum exit_code draw(struct invocation *inv, const struct poster *p)
{
	struct buf svg;

	buf_init(&svg, SVG_MOST);
	enum err e = poster_svg(p, &svg);
	enum exit_code code = e == OK ? command_write(inv, "poster", inv->argc > 2 ? inv->argv[2] : NULL, buf_str(&svg))
				      : command_failed(inv, "poster", "the link is too long for a code on a wall");

	buf_free(&svg);
	return code;
}

/* What the argument names. */
static enum exit_code look_up(struct invocation *inv, struct db *db, const struct pack *pack, const char *link,
			      struct poster *out)
{
	struct str named = str_c(inv->argv[1]);
	struct activity x = activity_load(db, number_parse(named, 'A'), inv->arena);
	struct str door = x.code ? activity_drawn_code(db, x.code, inv->arena) : NO_STR;
	struct window w = x.code ? (struct window){ 0 } : window_find(db, named, inv->arena);

	if (db_error(db) != OK)
		return command_failed(inv, "poster", "%s", err_name(db_error(db)));
	if (x.code && !door.n)
		return command_failed(inv, "poster", "%s has no code yet: ask for it in chat (%s)", inv->argv[1],
				      "A-…名单");
	if (!x.code && !w.code.p)
		return command_failed(inv, "poster", "there is no %s %s",
				      number_parse(named, 'A') ? "activity" : "study window", inv->argv[1]);
	*out = x.code ? of_activity(pack, inv, &x, door, link) : of_window(pack, inv, &w, link);
	return EXIT_DONE;
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
		return command_misused(inv, &cmd_poster,
				       "the code of a study window or the number of an activity is needed");
	enum exit_code code = command_open(inv, &keys, &db);

	if (code != EXIT_DONE)
		return code;
	struct pack *pack = core_load_pack(inv->config, inv->err);
	struct poster p;

	code = pack ? look_up(inv, db, pack, link, &p) : EXIT_FAILED;
	if (code == EXIT_DONE)
		code = draw(inv, &p);
	pack_free(pack);
	db_close(db);
	return code;
}

const struct command cmd_poster = {
	.name = "poster",
	.kind = COMMAND_PLAIN,
	.run = run,
	.usage = "poster CODE [FILE.svg] [--link URL]",
	.help = "the paper for the wall of a study window, or for an activity (A-7), A4, with its QR code\n\n"
		"Written to FILE, else to the standard output. The code of the window is sent to the bot;\n"
		"scanned, it opens the lesson and counts one visit a person and day. That of an activity\n"
		"carries its code of six digits: whoever sends it is counted as there.\n"
		"  --link URL  what the QR code carries instead of the bare code: the address of the bot with\n"
		"              the code where {code} stands, else at its end (https://t.me/NAME?start=)",
};
