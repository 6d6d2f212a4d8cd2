/* chat.c - `xiaodeng chat`: talk to the bot in the terminal. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bot/base/log.h"
#include "bot/base/utf8.h"
#include "bot/commands/command.h"
#include "bot/engine/core.h"
#include "bot/config/scratch.h"
#include "bot/story/platform.h"
#include "store/lists/import.h"

struct options {
	const char *as, *group, *db;
};

struct session {
	struct invocation *inv;
	struct core core;
	struct platform platform;
	struct str me, name, group;
	size_t shown;
	int said;
};

static void say_reply(struct session *s, const struct delivery *d)
{
	struct str rest = d->reply.text, line;
	bool first = true;

	while (str_split(&rest, '\n', &line)) {
		fprintf(s->inv->out, "%s" STR_FMT "\n",
			first ? d->type == CHAT_GROUP ? "小灯(群)> " : "小灯> " : "      ", STR_ARG(line));
		first = false;
	}
	for (size_t i = 0; i < d->reply.n_buttons; i++)
		fprintf(s->inv->out, "      [" STR_FMT "]\n", STR_ARG(d->reply.buttons[i].text));
}

static void settle(struct session *s)
{
	bool answered;

	do {
		core_tick(&s->core, wall_clock());
		answered = platform_answer(&s->platform);
	} while (answered || gateway_busy(s->core.gateway));
	for (; s->shown < s->platform.n; s->shown++)
		say_reply(s, &s->platform.deliveries[s->shown]);
}

static void stored(void *arg, const struct batch *b, const struct batch_result *r)
{
	struct session *s = arg;

	(void)b;
	if (r->err != OK)
		fprintf(s->inv->err, "xiaodeng: chat: not stored: %s\n", err_name(r->err));
}

/* A label of a button of the last reply is a press of it. */
static struct str pressed(const struct session *s, struct str text)
{
	const struct delivery *d = s->platform.n ? &s->platform.deliveries[s->platform.n - 1] : NULL;

	for (size_t i = 0; d && i < d->reply.n_buttons; i++)
		if (str_eq(d->reply.buttons[i].text, text))
			return d->reply.buttons[i].data;
	return NO_STR;
}

static void say(struct session *s, struct str text)
{
	struct arena *a = arena_new();
	struct batch *b = arena_one(a, struct batch);
	struct message *m = arena_one(a, struct message);

	*m = (struct message){
		.channel = STR("bridge"),
		.id = arena_printf(a, "chat-%lld-%d", (long long)wall_clock(), ++s->said),
		.time = wall_clock(),
		.type = s->group.p ? CHAT_GROUP : CHAT_PRIVATE,
		.chat = s->group.p ? s->group : s->me,
		.title = s->group,
		.from = s->me,
		.name = s->name,
		.text = arena_str(a, text),
		.mentions_bot = str_has(text, STR("@小灯")),
	};
	struct str data = pressed(s, text);

	if (data.p) {
		m->button = arena_str(a, data);
		m->text = NO_STR;
	}
	*b = (struct batch){ .arena = a, .v = m, .n = 1, .done = stored, .arg = s };
	gateway_submit(s->core.gateway, b);
	settle(s);
}

static void load_sample(struct session *s)
{
	struct import_report report = { 0 };

	if (import_dir(s->core.db, config_share(s->inv->config, "store/sample"), "store/sample",
		       &(struct import_options){ .now = wall_clock() }, s->inv->arena, &report) != OK)
		import_print_problems(&report, "xiaodeng: chat: ", s->inv->err);
}

static void talk(struct session *s)
{
	char line[16 * 1024];
	bool person = isatty(STDIN_FILENO);

	if (person)
		fputs("和小灯说话，一行一句；Ctrl-D 结束。\n", s->inv->out);
	for (;;) {
		if (person) {
			fprintf(s->inv->out, STR_FMT "> ", STR_ARG(s->name));
			fflush(s->inv->out);
		}
		if (!fgets(line, sizeof line, stdin))
			break;
		struct str text = str_trim(str_c(line));

		if (!utf8_valid(text))
			fputs("xiaodeng: chat: that was not UTF-8\n", s->inv->err);
		else if (text.n)
			say(s, text);
		fflush(s->inv->out);
	}
}

static enum exit_code converse(struct invocation *inv, const struct options *o, const char *db, const struct keys *keys)
{
	struct session s = { .inv = inv, .name = str_c(o->as), .me = str_c(o->as), .group = str_c(o->group) };
	struct config *config = scratch_config(inv->config);
	enum exit_code code = EXIT_FAILED;

	log_setup(LOG_ERROR, false);
	platform_init(&s.platform);
	if (core_open(&(struct core_setup){ .config = config,
					    .keys = keys,
					    .db = db,
					    .mode = o->db ? DB_WRITE : DB_SCRATCH,
					    .transport = &s.platform.transport,
					    .err = inv->err },
		      wall_clock(), &s.core) == OK) {
		if (!o->db)
			load_sample(&s);
		talk(&s);
		code = EXIT_DONE;
	}
	core_close(&s.core);
	platform_free(&s.platform);
	config_free(config);
	return code;
}

static enum exit_code run(struct invocation *inv)
{
	struct options o = { .as = "我" };
	char dir[64], path[96];
	struct keys keys;

	for (int i = 1; i < inv->argc; i++) {
		const char **value = strcmp(inv->argv[i], "--as") == 0	    ? &o.as
				     : strcmp(inv->argv[i], "--group") == 0 ? &o.group
				     : strcmp(inv->argv[i], "--db") == 0    ? &o.db
									    : NULL;

		if (!value || i + 1 == inv->argc)
			return command_misused(inv, &cmd_chat, "%s: what is meant?", inv->argv[i]);
		*value = inv->argv[++i];
	}
	if (o.db) {
		if (keys_load(inv->config->key_file, true, &keys) != OK)
			return command_failed(inv, "chat", "the key cannot be read");
		return converse(inv, &o, command_path(inv, o.db), &keys);
	}
	keys_random(&keys);
	if (!scratch_dir(dir, sizeof dir))
		return command_failed(inv, "chat", "no folder for a scratch database can be made");
	snprintf(path, sizeof path, "%s/chat.db", dir);
	enum exit_code code = converse(inv, &o, path, &keys);

	scratch_remove(dir);
	return code;
}

const struct command cmd_chat = {
	.name = "chat",
	.kind = COMMAND_PLAIN,
	.run = run,
	.usage = "chat [--as NAME] [--group NAME] [--db FILE]",
	.help = "talk to the bot in the terminal\n\n"
		"Without --db on a scratch database with the sample city, which is gone afterwards.\n"
		"  --as NAME      who speaks (我)\n"
		"  --group NAME   speak in a group; without it in private\n"
		"  --db FILE      on this database; no gateway may be running on it",
};
