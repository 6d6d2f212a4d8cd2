/* replay.c - what another dialog pack would make of messages: every line that the
 * configured pack and the new one understand differently, and whether that is better. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bot/base/utf8.h"
#include "bot/commands/command.h"
#include "dialogs/build/build.h"
#include "dialogs/match/understand.h"

enum { LINE_MOST = 1 << 16 };

/* One line of the file. */
struct line {
	enum where where;
	struct str text;
	bool labelled;	   /* it says what is right: */
	struct str intent; /* … */
	struct slots slots;
};

struct replay {
	struct invocation *inv;
	struct arena *arena; /* of one line */
	const struct pack *before, *after;
	ms_t now;
	size_t lines, differ, better, worse;
	size_t labelled, right_before, right_after;
};

static bool read_where(struct str s, enum where *out)
{
	if (s.n != 1 || !strchr("GPA", s.p[0]))
		return false;
	*out = (enum where)s.p[0];
	return true;
}

/* The escapes that `match` writes. */
static struct str unescaped(struct str s, struct arena *a)
{
	char *out = arena_alloc(a, s.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		bool escape = s.p[i] == '\\' && i + 1 < s.n;
		char c = escape ? s.p[++i] : s.p[i];

		out[n++] = (char)(!escape ? c : c == 't' ? '\t' : c == 'n' ? '\n' : c);
	}
	return (struct str){ out, n };
}

/* "k=v,k=v" with escapes. */
static void read_slots(struct str s, struct arena *a, struct slots *out)
{
	size_t from = 0, eq = 0;

	for (size_t i = 0; i <= s.n; i++) {
		if (i < s.n && s.p[i] == '\\' && i + 1 < s.n) {
			i++;
		} else if (i < s.n && s.p[i] == '=' && eq <= from) {
			eq = i;
		} else if (i == s.n || s.p[i] == ',') {
			if (eq > from)
				slots_set(out, arena_cstr(a, str_sub(s, from, eq)),
					  unescaped(str_sub(s, eq + 1, i), a));
			from = eq = i + 1;
		}
	}
}

/* TEXT, WHERE⇥TEXT or INTENT⇥SLOTS⇥WHERE⇥TEXT. */
static struct line read_line(struct str s, struct arena *a)
{
	struct line x = { .where = WHERE_PRIVATE, .text = s };
	struct str rest = s, part[4];
	size_t n = 0;

	while (n < 3 && memchr(rest.p, '\t', rest.n) && str_split(&rest, '\t', &part[n]))
		n++;
	if (n == 3 && read_where(part[2], &x.where)) {
		x.text = rest;
		x.labelled = true;
		x.intent = part[0];
		read_slots(part[1], a, &x.slots);
	} else if (n >= 1 && read_where(part[0], &x.where)) {
		x.text = str_sub(s, part[0].n + 1, s.n);
	}
	return x;
}

static bool same_slots(const struct slots *a, const struct slots *b)
{
	bool same = a->n == b->n;

	for (size_t i = 0; same && i < a->n; i++) {
		struct str v = slots_get(b, a->v[i].name);

		same = v.p && str_eq(v, a->v[i].value);
	}
	return same;
}

/* How far an answer is right: 0 no, 1 the intent, 2 the labelled slots too. */
static int worth(const struct line *x, const struct understanding *u)
{
	if (!str_is(x->intent, u->intent))
		return 0;
	for (size_t i = 0; i < x->slots.n; i++) {
		struct str v = slots_get(&u->slots, x->slots.v[i].name);

		if (!v.p || !str_eq(v, x->slots.v[i].value))
			return 1;
	}
	return 2;
}

static void print_understood(FILE *out, const struct understanding *u)
{
	fprintf(out, "%s", u->intent);
	for (size_t i = 0; i < u->slots.n; i++) {
		fprintf(out, "%c%s=", i ? ',' : ' ', u->slots.v[i].name);
		for (size_t k = 0; k < u->slots.v[i].value.n; k++)
			fputc(strchr("\t\n\r", u->slots.v[i].value.p[k]) ? ' ' : u->slots.v[i].value.p[k], out);
	}
	fputc('\t', out);
}

static void print_line(FILE *out, struct str text)
{
	fwrite(text.p, 1, text.n, out);
	fputc('\n', out);
}

static void hear(const struct pack *p, const struct replay *r, const struct line *x, struct understanding *u)
{
	understand_line(p, x->where, x->text, r->now, r->arena, u);
	/* a collection tests meaning: what calls nobody in a group is judged as if said in private */
	if (x->labelled && x->where == WHERE_GROUP && !u->by_name && !str_is(x->intent, "none"))
		understand_line(p, WHERE_PRIVATE, x->text, r->now, r->arena, u);
}

static void replay_line(struct replay *r, struct str s)
{
	struct understanding old, new;
	struct line x = read_line(s, r->arena);
	const char *verdict = "changed";

	if (!x.text.n || s.p[0] == '#' || !utf8_valid(s) || memchr(s.p, '\0', s.n))
		return;
	hear(r->before, r, &x, &old);
	hear(r->after, r, &x, &new);
	r->lines++;
	if (x.labelled) {
		int was = worth(&x, &old), is = worth(&x, &new);

		r->labelled++;
		r->right_before += was == 2;
		r->right_after += is == 2;
		r->better += is > was;
		r->worse += is < was;
		verdict = is > was ? "better" : is < was ? "worse" : "changed";
	}
	if (strcmp(old.intent, new.intent) == 0 && same_slots(&old.slots, &new.slots))
		return;
	r->differ++;
	fprintf(r->inv->out, "%s\t", verdict);
	print_understood(r->inv->out, &old);
	print_understood(r->inv->out, &new);
	print_line(r->inv->out, x.text);
}

static bool replay_file(struct replay *r, FILE *f)
{
	char *text = NULL;
	size_t room = 0;
	ssize_t n;

	r->arena = arena_new();
	while ((n = getline(&text, &room, f)) >= 0) {
		struct str s = { text, (size_t)n };

		while (s.n && (s.p[s.n - 1] == '\n' || s.p[s.n - 1] == '\r'))
			s.n--;
		if (s.n && s.n <= LINE_MOST)
			replay_line(r, s);
		arena_reset(r->arena);
	}
	free(text);
	arena_free(r->arena);
	return !ferror(f);
}

static void summary(const struct replay *r)
{
	fprintf(r->inv->out, "# %zu lines, %zu differ", r->lines, r->differ);
	if (r->labelled)
		fprintf(r->inv->out, "; of %zu labelled %zu were right, %zu are; %zu better, %zu worse", r->labelled,
			r->right_before, r->right_after, r->better, r->worse);
	fputc('\n', r->inv->out);
}

static struct pack *load(struct invocation *inv, const char *dir)
{
	struct problems wrong = { .arena = inv->arena };
	struct pack *pack = pack_load(dir, &wrong);

	for (size_t i = 0; !pack && i < wrong.n; i++)
		fprintf(inv->err, "xiaodeng: " STR_FMT "\n", STR_ARG(wrong.lines[i]));
	if (!pack)
		command_failed(inv, dir, "is no dialog pack that can be used");
	return pack;
}

static enum exit_code run(struct invocation *inv)
{
	struct replay r = { .inv = inv, .now = command_now() };
	const char *dir = NULL, *unknown;

	if (!command_value(inv, "--pack", &dir) || !dir)
		return command_misused(inv, &cmd_replay, "--pack wants the folder of the new pack");
	if ((unknown = command_unknown(inv)) != NULL || inv->argc != 2)
		return command_misused(inv, &cmd_replay, unknown ? "'%s' is not wanted" : "which file?", unknown);
	const char *file = inv->argv[1];
	FILE *f = fopen(command_path(inv, file), "re");
	struct pack *before = NULL, *after = NULL;
	enum exit_code code = EXIT_FAILED;

	if (!f)
		return command_failed(inv, file, "cannot be read");
	if ((before = load(inv, inv->config->pack)) != NULL && (after = load(inv, command_path(inv, dir))) != NULL) {
		r.before = before;
		r.after = after;
		if (replay_file(&r, f))
			code = r.worse ? EXIT_FAILED : EXIT_DONE;
		else
			command_failed(inv, file, "cannot be read");
		summary(&r);
	}
	fclose(f);
	pack_free(before);
	pack_free(after);
	return code;
}

const struct command cmd_replay = {
	.name = "replay",
	.kind = COMMAND_PLAIN,
	.run = run,
	.usage = "replay FILE --pack NEW",
	.help = "what a new dialog pack would make of messages\n\n"
		"FILE has one message a line: TEXT, or WHERE, tab, TEXT, or INTENT, SLOTS, WHERE, TEXT with\n"
		"tabs between (WHERE: G in a group, P in private, A by staff). The configured pack and NEW\n"
		"both answer; every line that they understand differently is printed: better, worse or\n"
		"changed, what was understood, what is, the text. Exit 1 when a labelled line got worse.",
};
