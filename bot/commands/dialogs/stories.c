/* stories.c - `xiaodeng stories FILE...`: plays stories, speaks TAP. */
#include <stdlib.h>
#include <string.h>

#include "bot/base/buf.h"
#include "bot/base/log.h"
#include "bot/commands/command.h"
#include "bot/config/scratch.h"
#include "bot/story/story.h"

enum { SCRIPT_MOST = 1 << 20 };

/* All that FILEs tell, one after the other, as Markdown; nothing else is printed. */
static enum exit_code tell(struct invocation *inv, const struct config *config, struct fixtures *fixtures)
{
	enum exit_code code = EXIT_DONE;

	for (int i = 1; i < inv->argc; i++) {
		struct arena *a = arena_new();
		struct story story;
		struct str why = NO_STR;

		if (!story_read(inv->argv[i], a, &story, &why))
			code = command_failed(inv, inv->argv[i], STR_FMT, STR_ARG(why));
		else if (!story_tell(&story, config, fixtures, inv->out, inv->err))
			code = EXIT_FAILED;
		arena_free(a);
	}
	return code;
}

static bool play(struct invocation *inv, const struct config *config, struct fixtures *fixtures, struct str figures,
		 const char *file, int number)
{
	struct arena *a = arena_new();
	struct story story;
	struct str why = NO_STR;
	char *notes = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&notes, &size);
	bool ok = story_read(file, a, &story, &why);

	if (!ok) {
		fprintf(out, "# %s: " STR_FMT "\n", file, STR_ARG(why));
		story.title = str_c(file);
	} else {
		story.figures = figures;
		ok = story_run(&story, config, fixtures, out);
	}
	fclose(out);
	fprintf(inv->out, "%s %d - " STR_FMT " (%s)\n%s", ok ? "ok" : "not ok", number, STR_ARG(story.title), file,
		notes ? notes : "");
	fflush(inv->out);
	free(notes);
	arena_free(a);
	return ok;
}

static bool read_script(struct invocation *inv, const char *file, struct str *out)
{
	char text[8192];
	struct buf b;
	FILE *f = fopen(command_path(inv, file), "r");

	if (!f)
		return false;
	buf_init(&b, SCRIPT_MOST);
	for (size_t n; (n = fread(text, 1, sizeof text, f)) > 0;)
		buf_add(&b, (struct str){ text, n });
	*out = arena_str(inv->arena, buf_str(&b));
	bool ok = !ferror(f) && !b.failed;

	fclose(f);
	buf_free(&b);
	return ok;
}

static enum exit_code play_all(struct invocation *inv, const struct config *config, struct fixtures *fixtures,
			       struct str figures)
{
	int failed = 0;

	fprintf(inv->out, "1..%d\n", inv->argc - 1);
	for (int i = 1; i < inv->argc; i++)
		failed += !play(inv, config, fixtures, figures, inv->argv[i], i);
	if (failed)
		fprintf(inv->out, "# %d of %d stories failed\n", failed, inv->argc - 1);
	return failed ? EXIT_FAILED : EXIT_DONE;
}

static enum exit_code run(struct invocation *inv)
{
	const char *file = NULL;
	struct str figures = NO_STR;
	bool told = command_flag(inv, "--tell");
	struct fixtures fixtures;
	enum exit_code code = EXIT_FAILED;

	if (!command_value(inv, "--figures", &file) || command_unknown(inv))
		return command_misused(inv, &cmd_stories, "unknown option, or one without a value");
	if (file && !read_script(inv, file, &figures))
		return command_failed(inv, file, "cannot be read");
	if (inv->argc < 2)
		return command_misused(inv, &cmd_stories, "which stories?");
	struct config *config = scratch_config(inv->config);

	log_setup(LOG_ERROR, false);
	if (fixtures_init(&fixtures, config, inv->err))
		code = told ? tell(inv, config, &fixtures) : play_all(inv, config, &fixtures, figures);
	fixtures_free(&fixtures);
	config_free(config);
	return code;
}

const struct command cmd_stories = {
	.name = "stories",
	.kind = COMMAND_PLAIN,
	.run = run,
	.usage = "stories [--figures SQL] [--tell] FILE...",
	.help = "play stories and check what they expect\n\n"
		"Each FILE is a conversation in the notation of tests/stories/README.md. It is\n"
		"played against a new database with a clock of its own. The output is TAP.\n"
		"\n"
		"  --figures SQL   after each story every figure of the report is counted again by this script\n"
		"  --tell          print the stories as Markdown instead: what was said, and all answers;\n"
		"                  docs/tour.md is made of it\n",
};
