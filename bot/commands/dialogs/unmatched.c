/* unmatched.c - what people said to the bot and was not understood, and what they
 * asked for that no lesson says. */
#include <inttypes.h>

#include "bot/commands/command.h"
#include "store/db/db.h"
#include "store/lesson/topic.h"
#include "store/messages/unmatched.h"

enum { LIMIT = 100, LIMIT_MOST = 10000 };

static enum exit_code print(struct invocation *inv, struct db *db, size_t most)
{
	size_t n;
	struct unmatched_row *v = unmatched_list(db, most, inv->arena, &n);

	if (db_error(db) != OK)
		return command_failed(inv, "unmatched", "cannot be read: %s", err_name(db_error(db)));
	for (size_t i = 0; i < n; i++)
		fprintf(inv->out, "%" PRId64 "\t" STR_FMT "\t" STR_FMT "\t" STR_FMT "\n", v[i].count,
			STR_ARG(v[i].place), STR_ARG(v[i].last), STR_ARG(v[i].text));
	return EXIT_DONE;
}

static enum exit_code print_topics(struct invocation *inv, struct db *db, size_t most)
{
	size_t n;
	struct topic_row *v = topic_list(db, most, inv->arena, &n);

	if (db_error(db) != OK)
		return command_failed(inv, "unmatched", "cannot be read: %s", err_name(db_error(db)));
	for (size_t i = 0; i < n; i++)
		fprintf(inv->out, "%" PRId64 "\t" STR_FMT "\t" STR_FMT "\t" STR_FMT "\n", v[i].count,
			STR_ARG(v[i].kind), STR_ARG(v[i].last), STR_ARG(v[i].text));
	return EXIT_DONE;
}

static enum exit_code run(struct invocation *inv)
{
	bool topics = command_flag(inv, "--topics");
	const char *limit = NULL, *unknown;
	int64_t most = LIMIT;
	struct keys keys;
	struct db *db;

	if (!command_value(inv, "--limit", &limit) || (limit && !str_int(str_c(limit), 1, LIMIT_MOST, &most)))
		return command_misused(inv, &cmd_unmatched, "--limit wants a number from 1 to %d", LIMIT_MOST);
	if ((unknown = command_unknown(inv)) != NULL || inv->argc > 1)
		return command_misused(inv, &cmd_unmatched, "'%s' is not wanted", unknown ? unknown : inv->argv[1]);
	if (command_open(inv, &keys, &db) != EXIT_DONE)
		return EXIT_FAILED;
	enum exit_code code = topics ? print_topics(inv, db, (size_t)most) : print(inv, db, (size_t)most);

	db_close(db);
	return code;
}

const struct command cmd_unmatched = {
	.name = "unmatched",
	.kind = COMMAND_PLAIN,
	.run = run,
	.usage = "unmatched [--topics] [--limit N]",
	.help = "what people said to the bot and was not understood\n\n"
		"The most frequent first: how often, group or private, when last, the words; a tab between.\n"
		"Numbers of four digits and more are masked.\n"
		"  --topics   what was asked for and no lesson says: how often, lesson or policy, when last, the words\n"
		"  --limit N  at most so many lines (100)",
};
