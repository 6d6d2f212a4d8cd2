/* check.c - proves dialog packs, and that config.example.ini says what the program does. */
#include <stdlib.h>
#include <string.h>

#include "bot/base/mem.h"
#include "bot/commands/command.h"
#include "dialogs/build/build.h"
#include "dialogs/check/check.h"
#include "handlers/turn/turn.h"

static void print_lines(FILE *to, const struct problems *p)
{
	for (size_t i = 0; i < p->n; i++)
		fprintf(to, STR_FMT "\n", STR_ARG(p->lines[i]));
}

/* True: nothing is wrong with it. */
static bool check_pack(struct invocation *inv, const char *dir)
{
	struct problems wrong = { .arena = inv->arena }, notes = { .arena = inv->arena };
	const struct check_facts facts = { .intents = handler_intents(),
					   .phrases = handler_phrases(),
					   .cases = handler_cases() };
	struct pack *pack = pack_load(dir, &wrong);

	if (pack)
		pack_check(pack, &facts, &wrong, &notes);
	print_lines(inv->out, &notes);
	print_lines(inv->err, &wrong);
	if (pack && !wrong.n)
		fprintf(inv->out, "%s: ok, %zu intents\n", dir, pack_intents(pack));
	else
		command_failed(inv, dir, "%zu problem%s", wrong.n, wrong.n == 1 ? "" : "s");
	pack_free(pack);
	return pack && !wrong.n;
}

/* The first line in which two texts differ; 0: none. */
static int first_difference(struct str a, struct str b)
{
	struct str x, y;

	for (int line = 1;; line++) {
		bool more_a = str_split(&a, '\n', &x), more_b = str_split(&b, '\n', &y);

		if (!more_a && !more_b)
			return 0;
		if (more_a != more_b || !str_eq(x, y))
			return line;
	}
}

static bool read_whole(const char *file, struct buf *out)
{
	FILE *f = fopen(file, "re");
	char chunk[4096];
	size_t n;

	if (!f)
		return false;
	while ((n = fread(chunk, 1, sizeof chunk, f)) > 0)
		buf_add(out, (struct str){ chunk, n });
	bool ok = !ferror(f) && !out->failed;

	fclose(f);
	return ok;
}

static enum exit_code check_example(struct invocation *inv, const char *file)
{
	struct buf want, is;
	enum exit_code code = EXIT_DONE;
	int line;

	buf_init(&want, 1 << 20);
	buf_init(&is, 1 << 20);
	config_example(&want);
	if (strcmp(file, "-") == 0)
		fwrite(want.data, 1, want.n, inv->out);
	else if (!read_whole(command_path(inv, file), &is))
		code = command_failed(inv, file, "cannot be read");
	else if ((line = first_difference(buf_str(&want), buf_str(&is))) != 0)
		code = command_failed(
			inv, file,
			"line %d is not what the program does; `xiaodeng check --config-example - >%s` writes it anew",
			line, file);
	buf_free(&want);
	buf_free(&is);
	return code;
}

static enum exit_code run(struct invocation *inv)
{
	const char *example = NULL, *unknown;
	bool ok = true;

	if (!command_value(inv, "--config-example", &example))
		return command_misused(inv, &cmd_check, "--config-example wants a file, or - to print it");
	if ((unknown = command_unknown(inv)) != NULL)
		return command_misused(inv, &cmd_check, "unknown option %s", unknown);
	if (example)
		return check_example(inv, example);
	for (int i = 1; i < inv->argc; i++)
		ok &= check_pack(inv, command_path(inv, inv->argv[i]));
	if (inv->argc == 1)
		ok = check_pack(inv, inv->config->pack);
	return ok ? EXIT_DONE : EXIT_FAILED;
}

const struct command cmd_check = {
	.name = "check",
	.kind = COMMAND_PLAIN,
	.run = run,
	.usage = "check [PACK...] | check --config-example FILE|-",
	.help = "prove a dialog pack\n\n"
		"The configured one, or each PACK: rules compile, examples are won by their own intent,\n"
		"phrases exist, every intent has a handler. Problems are named with file and line.\n"
		"  --config-example FILE  whether FILE is the example configuration of this program; - prints it",
};
