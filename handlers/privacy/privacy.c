/* privacy.c - "what do you know about me": all of it, to the person alone. */
#include "store/keep/privacy.h"

#include <inttypes.h>
#include <string.h>

#include "bot/base/buf.h"
#include "bot/base/utf8.h"
#include "dialogs/pack/labels.h"
#include "handlers/turn/turn.h"
#include "handlers/turn/notice.h"
#include "store/case/case.h"
#include "store/keep/retention.h"

enum { PART = 800 /* characters: every platform takes as many */, ALL_BYTES = 1024 * 1024, DAYS_A_YEAR = 365 };

static const char *row_phrase(enum privacy_kind kind)
{
#define NAME(kind) PHRASE("privacy.row." #kind),
	const char *const names[] = { PRIVACY_KINDS(NAME) };
#undef NAME

	return names[kind];
}

/* ------------------------------------------------------------------ words of it */

/* privacy.word.asked.open: the state of a task, other than that of a case. */
static struct str word(struct turn *t, const char *prefix, enum privacy_kind kind, struct str value)
{
	struct str name = prefix ? arena_printf(t->arena, "%s." STR_FMT, prefix, STR_ARG(value))
				 : arena_printf(t->arena, "privacy.word.%s." STR_FMT, privacy_kind_names[kind],
						STR_ARG(value));

	(void)PHRASE("privacy.word.*");
	return phrase_exists(t->world->pack, name.p) ? turn_phrase(t, name.p, NULL, 0) : value;
}

/* Every word of a list of skills. */
static struct str skills(struct turn *t, struct str list)
{
	struct str one, all = STR("");

	while (str_split(&list, ';', &one))
		all = all.n ? arena_printf(t->arena, STR_FMT "、" STR_FMT, STR_ARG(all), STR_ARG(one)) : one;
	return all;
}

/* A stored word as people say it. */
static struct str said(struct turn *t, enum privacy_kind kind, const char *name, struct str value)
{
	static const struct {
		const char *column, *prefix, *slot;
	} words[] = {
		{ "state", NULL, NULL },	   { "role", NULL, NULL },     { "purpose", "consent.what", NULL },
		{ "notify", "notify.what", NULL }, { "trade", NULL, "trade" }, { "task", NULL, "task_kind" },
	};

	if (strcmp(name, "skills") == 0)
		return skills(t, value);
	for (size_t i = 0; value.n && i < sizeof words / sizeof *words; i++)
		if (strcmp(name, words[i].column) == 0)
			return words[i].slot ? pack_label(t->world->pack, words[i].slot, value)
					     : word(t, words[i].prefix, kind, value);
	return value.p ? value : STR("");
}

static struct str line(struct turn *t, const struct privacy_row *row)
{
	struct fill fills[PRIVACY_FACTS];

	for (size_t i = 0; i < row->n; i++)
		fills[i] = FILL(row->facts[i].name, said(t, row->kind, row->facts[i].name, row->facts[i].value));
	return turn_phrase(t, row_phrase(row->kind), fills, row->n);
}

static struct str period(struct turn *t, enum keep kind)
{
	int64_t days = t->world->keep_days ? t->world->keep_days[kind] : 0;
	bool years = days >= DAYS_A_YEAR && days % DAYS_A_YEAR == 0;
	struct fill fill = FILL("n", arena_printf(t->arena, "%" PRId64, years ? days / DAYS_A_YEAR : days));

	if (days == 0)
		return turn_phrase(t, PHRASE("privacy.for_ever"), NULL, 0);
	return turn_phrase(t, years ? PHRASE("privacy.years") : PHRASE("privacy.days"), &fill, 1);
}

static struct str how_long(struct turn *t)
{
	struct fill fills[] = {
		FILL("sent", period(t, KEEP_OUTBOX)),	      FILL("talk", period(t, KEEP_CONVERSATION)),
		FILL("call", period(t, KEEP_CALLBACK)),	      FILL("pictures", period(t, KEEP_PICTURES)),
		FILL("case_link", period(t, KEEP_CASE_LINK)), FILL("case_text", period(t, KEEP_CASE_TEXT)),
		FILL("leaver", period(t, KEEP_LEAVER)),	      FILL("reveal", period(t, KEEP_REVEAL)),
		FILL("unmatched", period(t, KEEP_UNMATCHED)),
	};

	return turn_phrase(t, PHRASE("privacy.how_long"), fills, sizeof fills / sizeof *fills);
}

/* ------------------------------------------------------------------------ parts */

/* Where the part that begins at `from` ends: after a line, when there is one. */
static size_t part_end(struct str all, size_t from)
{
	struct str rest = str_sub(all, from, all.n), cut = utf8_cut(rest, PART);
	size_t end = cut.n;

	if (end == rest.n)
		return all.n;
	while (end > 0 && cut.p[end - 1] != '\n')
		end--;
	return from + (end ? end : cut.n);
}

/* In as many messages as it takes; the last one goes with what the turn says. */
static void say_parts(struct turn *t, struct str all)
{
	size_t of = 0, no = 1;

	for (size_t at = 0; at < all.n; at = part_end(all, at))
		of++;
	for (size_t at = 0, end; at < all.n; at = end, no++) {
		end = part_end(all, at);
		struct fill fills[] = { FILL("no", arena_printf(t->arena, "%zu", no)),
					FILL("of", arena_printf(t->arena, "%zu", of)),
					FILL("text", str_trim(str_sub(all, at, end))) };
		struct notice notice = { .chat = t->chat.id,
					 .phrase = PHRASE("privacy.part"),
					 .fills = fills,
					 .n = sizeof fills / sizeof *fills,
					 .flags = NOTICE_URGENT };

		if (of == 1)
			turn_say_text(t, fills[2].value);
		else
			(void)notice_send(t->world, &notice, t->now, t->arena);
	}
}

static struct str everything(struct turn *t, const struct privacy_row *rows, size_t n)
{
	struct buf b;

	buf_init(&b, ALL_BYTES);
	buf_add(&b, turn_phrase(t, PHRASE("privacy.head"), NULL, 0));
	for (size_t i = 0; i < n; i++) {
		buf_char(&b, '\n');
		buf_add(&b, line(t, &rows[i]));
	}
	buf_addc(&b, "\n\n");
	buf_add(&b, how_long(t));
	struct str all = arena_str(t->arena, buf_str(&b));

	buf_free(&b);
	return all;
}

/* What is there only because he is writing just now. */
static bool only_this_talk(const struct privacy_row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (rows[i].kind != PRIVACY_identity && rows[i].kind != PRIVACY_name && rows[i].kind != PRIVACY_talk &&
		    rows[i].kind != PRIVACY_unmatched && rows[i].kind != PRIVACY_message)
			return false;
	return true;
}

static void show(struct turn *t)
{
	bool full = slots_get(&t->slots, "export").n;
	size_t n;
	struct privacy_row *rows = privacy_rows(t->db, t->who.id, full, t->arena, &n);

	if (!full && only_this_talk(rows, n)) {
		turn_say(t, "privacy.nothing", FILL("sent", period(t, KEEP_OUTBOX)),
			 FILL("talk", period(t, KEEP_CONVERSATION)), FILL("unmatched", period(t, KEEP_UNMATCHED)));
		return;
	}
	say_parts(t, everything(t, rows, n));
	if (!full) {
		turn_say(t, "privacy.what_next", FILL("name", t->who.name));
		turn_button(t, turn_phrase(t, PHRASE("privacy.copy"), NULL, 0), STR("do:privacy.show export=yes"));
		turn_expect(t, "privacy", 30 * (ms_t)MS_MINUTE);
	}
}

/* "发我一份", after it was shown. */
static void copy(struct turn *t)
{
	slots_set(&t->slots, "export", STR("yes"));
	show(t);
}

const struct handler privacy_handlers[] = {
	{ .intent = "privacy.show", .run = show },
	{ .intent = "privacy.copy", .run = copy },
	{ 0 },
};
