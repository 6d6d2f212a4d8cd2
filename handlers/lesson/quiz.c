/* quiz.c - a lesson's questions, one at a time, in private.
 *
 * The memo "quiz" says which question stands. A wrong answer is told why and
 * the question stands; a skipped one comes again another day. */
#include <inttypes.h>
#include <string.h>

#include "handlers/talk/cover.h"
#include "handlers/talk/without.h"
#include "bot/base/utf8.h"
#include "dialogs/words/normalise.h"
#include "handlers/turn/turn.h"
#include "handlers/lesson/learning.h"

enum { STANDS = 24 * MS_HOUR, GOES_ON = 12 * MS_HOUR, MOST_OF_IT = 80, OPTION_MOST = 80, ATTEMPT_MOST = 10 };

static struct str number(struct turn *t, int64_t n)
{
	return arena_printf(t->arena, "%" PRId64, n);
}

static struct str option_lines(struct turn *t, const struct question *q)
{
	struct str lines = STR("");

	for (size_t i = 0; i < q->n_options; i++)
		lines = arena_printf(t->arena, STR_FMT "%s%c. " STR_FMT, STR_ARG(lines), i ? "\n" : "", (char)('A' + i),
				     STR_ARG(q->options[i]));
	return lines;
}

static void ask(struct turn *t, int64_t lesson, const struct question *q)
{
	cJSON *memo = cJSON_CreateObject();

	cJSON_AddNumberToObject(memo, "lesson", (double)lesson);
	cJSON_AddNumberToObject(memo, "no", (double)q->no);
	turn_remember(t, "quiz", memo);
	turn_expect(t, "quiz", STANDS);
	turn_say(t, "quiz.question", FILL("no", number(t, q->no)), FILL("question", q->question),
		 FILL("options", option_lines(t, q)));
	for (size_t i = 0; i < q->n_options; i++)
		turn_button(t, arena_printf(t->arena, "%c", (char)('A' + i)),
			    arena_printf(t->arena, "do:quiz.answer lesson=%" PRId64 " no=%" PRId64 " answer=%c", lesson,
					 q->no, (char)('A' + i)));
}

static void put_away(struct turn *t)
{
	turn_remember(t, "quiz", NULL);
	turn_expect(t, NULL, 0);
}

static void finish(struct turn *t, int64_t lesson)
{
	struct lesson_figures f = lesson_figures(t->db, t->who.id, lesson);

	put_away(t);
	if (f.finished)
		turn_say(t, "quiz.finished", FILL("right", number(t, f.right)),
			 FILL("questions", number(t, f.questions)));
	else
		turn_say(t, "quiz.unfinished", FILL("right", number(t, f.right)),
			 FILL("questions", number(t, f.questions)));
}

static void ask_after(struct turn *t, int64_t lesson, int64_t after)
{
	struct question q = lesson_next_question(t->db, t->who.id, lesson, after, t->arena);

	if (q.no)
		ask(t, lesson, &q);
	else
		finish(t, lesson);
}

/* Which lesson's questions: the one just read or begun; else today's; else the last
 * one of which questions are left. */
static struct lesson which(struct turn *t)
{
	struct lesson_reading last = lesson_last(t->db, t->who.id, true, t->now);
	struct lesson today = lesson_for_today(t);

	if (last.lesson && t->now - last.at < GOES_ON)
		return lesson_load(t->db, last.lesson, t->now, t->arena);
	if (last.lesson && (!today.questions || lesson_figures(t->db, t->who.id, today.code).right >= today.questions))
		return lesson_load(t->db, last.lesson, t->now, t->arena);
	return today;
}

static void start(struct turn *t)
{
	int64_t code = lesson_meant(t);
	struct lesson l = code ? lesson_load(t->db, code, t->now, t->arena) : which(t);

	if (turn_is_group(t)) {
		turn_say(t, "quiz.in_private", FILL("name", t->who.name));
	} else if (code && !l.code) {
		lesson_say_gone(t, code);
	} else if (!l.questions) {
		turn_say(t, "quiz.none", FILL("name", t->who.name));
	} else {
		lesson_opened(t->db, t->who.id, l.code, t->now);
		ask_after(t, l.code, 0);
	}
}

/* --------------------------------------------------------------- understanding */

/* The question that stands in this chat; no 0: none does. */
static struct question standing(struct turn *t, int64_t *lesson)
{
	cJSON *memo = turn_memo(t, "quiz");

	*lesson = json_int(memo, "lesson", 0);
	if (!*lesson || turn_is_group(t))
		return (struct question){ 0 };
	return lesson_question(t->db, *lesson, json_int(memo, "no", 0), t->arena);
}

static bool same(struct str a, struct str b)
{
	return str_eq(a, b) || (cover_reaches(cover_of(a, b), 100) && cover_reaches(cover_of(b, a), 100));
}

/* The one option that `said` is, but for words like "应该是 … 吧"; with `most` the one
 * that most of it stands in. NUL: none, or more than one. */
static char option_said(struct turn *t, const struct question *q, struct str said, bool most)
{
	struct str bare = str_trim(said_without(t, utf8_cut(said, OPTION_MOST), PHRASE("quiz.ignore")));
	char c = '\0';

	if (utf8_count(said) > OPTION_MOST)
		return c; /* a story, no answer */

	for (size_t i = 0; i < q->n_options; i++) {
		struct str option = normalise(q->options[i], t->arena);
		struct str core = str_trim(said_without(t, option, PHRASE("quiz.ignore")));

		if (!str_eq(said, option) && !(bare.n && core.n && same(bare, core)) &&
		    !(most && cover_reaches(cover_of(bare, option), MOST_OF_IT)))
			continue;
		if (c)
			return '\0';
		c = (char)('A' + i);
	}
	return c;
}

void quiz_listen(struct turn *t)
{
	int64_t lesson;

	if (!t->u.said.n || !t->conv.context || strcmp(t->conv.context, "quiz") != 0 || t->conv.context_until <= t->now)
		return;
	struct question q = standing(t, &lesson);
	char c = q.no ? option_said(t, &q, t->u.said, false) : '\0';

	if (!c)
		return;
	t->u.intent = "quiz.answer";
	t->u.rule = "quiz";
	t->u.slots.n = 0;
	slots_set(&t->u.slots, "answer", arena_printf(t->arena, "%c", c));
}

/* -------------------------------------------------------------------- answers */

static void judge(struct turn *t, int64_t lesson, const struct question *q, char c)
{
	lesson_answered(t->db, t->who.id, lesson, q, c, t->now);
	if (c == q->answer) {
		turn_say(t, "quiz.right", FILL("explanation", q->explanation));
		ask_after(t, lesson, q->no);
	} else {
		turn_say(t, "quiz.wrong", FILL("explanation", q->explanation));
		ask(t, lesson, q);
	}
}

/* The lesson went away while its quiz was being done. */
static bool gone(struct turn *t, int64_t lesson)
{
	if (lesson_is(t->db, lesson, t->now) == LESSON_CURRENT)
		return false;
	struct lesson_figures f = lesson_figures(t->db, t->who.id, lesson);

	put_away(t);
	lesson_say_gone(t, lesson);
	turn_say(t, "quiz.kept", FILL("right", number(t, f.right)));
	return true;
}

/* The option that was named: by its letter, "the last", "the middle one"; NUL: none. */
static char choice(const struct turn *t, const struct question *q)
{
	struct str named = slots_get(&t->slots, "answer");
	size_t at = q->n_options;

	if (slots_get(&t->slots, "unsure").p)
		return '\0';
	if (str_is(named, "last"))
		at = q->n_options - 1;
	else if (str_is(named, "middle") && q->n_options % 2)
		at = q->n_options / 2;
	else if (named.n == 1 && named.p[0] >= 'A')
		at = (size_t)(named.p[0] - 'A');
	return at < q->n_options ? (char)('A' + at) : '\0';
}

static void answer(struct turn *t)
{
	int64_t lesson, pressed = 0;
	struct question q = standing(t, &lesson);
	char c = choice(t, &q);

	if (lesson && gone(t, lesson))
		return;
	if (!q.no) {
		turn_say(t, "quiz.not_now", FILL("name", t->who.name));
	} else if (str_int(slots_get(&t->slots, "no"), 1, 1000, &pressed) &&
		   (pressed != q.no || lesson_named(t) != lesson)) {
		ask(t, lesson, &q); /* the button of an earlier question */
	} else if (slots_get(&t->slots, "skip").p) {
		turn_say(t, "quiz.skipped", FILL("no", number(t, q.no)));
		ask_after(t, lesson, q.no);
	} else if (c) {
		judge(t, lesson, &q, c);
	} else {
		turn_say(t, "quiz.which", FILL("name", t->who.name));
		turn_expect(t, "quiz", STANDS);
	}
}

/* Not now: what was answered stays, "接着做题" takes it up again. */
static void stop(struct turn *t)
{
	put_away(t);
	turn_say(t, "quiz.stopped", FILL("name", t->who.name));
}

bool quiz_takes(struct turn *t)
{
	int64_t lesson;
	struct question q = standing(t, &lesson);
	char c = q.no ? option_said(t, &q, t->u.said, true) : '\0';

	if (!c || gone(t, lesson))
		return c != '\0';
	judge(t, lesson, &q, c);
	return true;
}

bool quiz_asks_again(struct turn *t)
{
	int64_t lesson;

	if (!standing(t, &lesson).no || !t->conv.context || strcmp(t->conv.context, "quiz") != 0 ||
	    t->conv.context_until <= t->now || utf8_count(t->u.said) > ATTEMPT_MOST || t->u.near[0])
		return false;
	turn_say(t, "quiz.which", FILL("name", t->who.name));
	turn_expect(t, "quiz", STANDS);
	return true;
}

const struct handler quiz_handlers[] = {
	{ .intent = "quiz.start", .run = start },
	{ .intent = "quiz.answer", .run = answer, .flags = HANDLER_FILES },
	{ .intent = "quiz.stop", .run = stop },
	{ 0 },
};
