/* quiz.c - a lesson's questions, one at a time, in private.
 *
 * The memo "quiz" says which question stands. A wrong answer is told why and
 * the question stands; a skipped one comes again another day. */
#include <inttypes.h>

#include "handlers/capabilities.h"
#include "store/lesson.h"

enum { STANDS = 24 * MS_HOUR };

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

static void finish(struct turn *t, int64_t lesson)
{
	struct lesson_figures f = lesson_figures(t->db, t->who.id, lesson);

	turn_remember(t, "quiz", NULL);
	turn_expect(t, NULL, 0);
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

/* The lesson that was read last, else today's. */
static void start(struct turn *t)
{
	struct lesson l = lesson_load(t->db, json_int(turn_memo(t, "lesson"), "code", 0), t->arena);

	if (!l.code)
		l = lesson_of_day(t->db, t->now, t->arena);
	if (!l.code || !l.questions) {
		turn_say(t, "quiz.none", FILL("name", t->who.name));
		return;
	}
	lesson_opened(t->db, t->who.id, l.code, t->now);
	ask_after(t, l.code, 0);
}

/* The option whose words were typed; NUL: none. */
static char option_said(const struct turn *t, const struct question *q)
{
	for (size_t i = 0; i < q->n_options; i++)
		if (t->m->text.n && str_eq(str_trim(t->m->text), q->options[i]))
			return (char)('A' + i);
	return '\0';
}

/* "A", or the words of an option. */
static char choice(const struct turn *t, const struct question *q)
{
	struct str answer = slots_get(&t->slots, "answer");

	if (answer.n == 1 && answer.p[0] >= 'A' && answer.p[0] < (char)('A' + q->n_options))
		return answer.p[0];
	return option_said(t, q);
}

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

static void answer(struct turn *t)
{
	cJSON *memo = turn_memo(t, "quiz");
	int64_t lesson = json_int(memo, "lesson", 0), no = json_int(memo, "no", 0), pressed = 0;
	struct question q = lesson_question(t->db, lesson, no, t->arena);

	if (!q.no) {
		turn_say(t, "quiz.not_now", FILL("name", t->who.name));
		return;
	}
	if (str_int(slots_get(&t->slots, "no"), 1, 1000, &pressed) && pressed != no) {
		ask(t, lesson, &q); /* the button of an earlier question */
		return;
	}
	if (slots_get(&t->slots, "skip").p) {
		turn_say(t, "quiz.skipped", FILL("no", number(t, no)));
		ask_after(t, lesson, no);
		return;
	}
	char c = choice(t, &q);

	if (c) {
		judge(t, lesson, &q, c);
	} else {
		turn_say(t, "quiz.which", FILL("name", t->who.name));
		turn_expect(t, "quiz", STANDS);
	}
}

bool quiz_takes(struct turn *t)
{
	cJSON *memo = turn_memo(t, "quiz");
	int64_t lesson = json_int(memo, "lesson", 0);
	struct question q = { 0 };

	if (turn_is_group(t) || !lesson)
		return false;
	q = lesson_question(t->db, lesson, json_int(memo, "no", 0), t->arena);
	char c = q.no ? option_said(t, &q) : '\0';

	if (c)
		judge(t, lesson, &q, c);
	return c != '\0';
}

const struct handler quiz_handlers[] = {
	{ .intent = "quiz.start", .run = start },
	{ .intent = "quiz.answer", .run = answer, .flags = HANDLER_FILES },
	{ 0 },
};
