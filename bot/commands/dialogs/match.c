/* match.c - one message a line in, one understanding a line out. No state,
 * no database: the same line always gives the same answer. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bot/base/utf8.h"
#include "bot/commands/command.h"
#include "dialogs/build/build.h"
#include "dialogs/match/understand.h"

enum { LINE_MOST = 1 << 16 };

struct matching {
	struct invocation *inv;
	struct arena *arena; /* of one line */
	const struct pack *pack;
	enum where where; /* of lines that do not say */
	bool explain;
	ms_t now;
};

static bool read_where(struct str s, enum where *out)
{
	if (s.n != 1 || !strchr("GPA", s.p[0]))
		return false;
	*out = (enum where)s.p[0];
	return true;
}

/* `,` `=` `\` and tab would be read as our own marks. */
static void print_escaped(FILE *out, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\t')
			fputs("\\t", out);
		else if (s.p[i] == '\n')
			fputs("\\n", out);
		else if (s.p[i] && strchr(",=\\", s.p[i]))
			fprintf(out, "\\%c", s.p[i]);
		else
			fputc(s.p[i], out);
	}
}

static void print_understanding(FILE *out, const struct understanding *u)
{
	fprintf(out, "%s\t", u->intent);
	for (size_t i = 0; i < u->slots.n; i++) {
		fputs(i ? "," : "", out);
		print_escaped(out, str_c(u->slots.v[i].name));
		fputc('=', out);
		print_escaped(out, u->slots.v[i].value);
	}
	fprintf(out, "\t%s\n", u->rule);
}

static void match_line(struct matching *m, struct str line)
{
	struct arena *a = m->arena;
	struct understanding u;
	struct str rest = line, first;
	enum where where = m->where;

	if (memchr(line.p, '\t', line.n) && str_split(&rest, '\t', &first) && read_where(first, &where))
		line = rest;
	if (!utf8_valid(line) || line.n > LINE_MOST || memchr(line.p, '\0', line.n)) {
		fputs("none\t\t-\n", m->inv->out); /* no message of any platform is like that */
	} else {
		understand_line(m->pack, where, line, m->now, a, &u);
		print_understanding(m->inv->out, &u);
		if (m->explain) {
			struct heard h = { .text = line, .where = where, .now = m->now };
			struct str why = understand_explain(m->pack, &h, a);

			fprintf(m->inv->err, STR_FMT "%s", STR_ARG(why), why.n && why.p[why.n - 1] != '\n' ? "\n" : "");
		}
	}
	arena_reset(a);
}

static void match_lines(struct matching *m)
{
	char *text = NULL;
	size_t room = 0;
	ssize_t n;

	while ((n = getline(&text, &room, stdin)) >= 0) {
		struct str line = { text, (size_t)n };

		if (line.n && line.p[line.n - 1] == '\n')
			line.n--;
		if (line.n && line.p[line.n - 1] == '\r')
			line.n--;
		match_line(m, line);
	}
	free(text);
}

static enum exit_code run(struct invocation *inv)
{
	struct problems wrong = { .arena = inv->arena };
	struct matching m = { .inv = inv, .where = WHERE_PRIVATE, .now = command_now() };
	const char *where = NULL, *unknown;

	if (!command_value(inv, "--where", &where) || (where && !read_where(str_c(where), &m.where)))
		return command_misused(inv, &cmd_match, "--where wants G, P or A");
	m.explain = command_flag(inv, "--explain");
	if ((unknown = command_unknown(inv)) != NULL || inv->argc > 1)
		return command_misused(inv, &cmd_match, "'%s' is not wanted", unknown ? unknown : inv->argv[1]);
	struct pack *pack = pack_load(inv->config->pack, &wrong);

	if (!pack) {
		for (size_t i = 0; i < wrong.n; i++)
			fprintf(inv->err, "xiaodeng: " STR_FMT "\n", STR_ARG(wrong.lines[i]));
		return command_failed(inv, inv->config->pack, "is no dialog pack that can be used");
	}
	m.pack = pack;
	m.arena = arena_new();
	setvbuf(inv->out, NULL, _IOLBF, 0); /* whoever writes line by line may wait for each answer */
	match_lines(&m);
	arena_free(m.arena);
	pack_free(pack);
	return ferror(stdin) ? command_failed(inv, "match", "the input cannot be read") : EXIT_DONE;
}

const struct command cmd_match = {
	.name = "match",
	.kind = COMMAND_PLAIN,
	.run = run,
	.usage = "match [--where G|P|A] [--explain]",
	.help = "say what lines of text are understood as\n\n"
		"Reads one message a line and prints intent, slots (k=v,k=v) and rule, a tab between.\n"
		"A line may be WHERE, tab, TEXT. Nothing understood: none.\n"
		"  --where G|P|A  in a group, in private (default), in private by staff\n"
		"  --explain      also says which rules lost, and why (on the standard error)",
};
