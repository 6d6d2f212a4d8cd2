/* write.c - staff write lessons in plain sentences: new, body, questions,
 * one word changed, looked at, published, withdrawn, set for a day. */
#include "store/lesson/write.h"

#include <inttypes.h>
#include <string.h>

#include "bot/base/buf.h"
#include "bot/base/utf8.h"
#include "dialogs/words/times.h"
#include "handlers/case/case.h"
#include "handlers/turn/turn.h"
#include "handlers/broadcast/broadcast.h"
#include "handlers/lesson/learning.h"
#include "handlers/talk/list.h"
#include "store/db/audit.h"
#include "store/db/number.h"
#include "store/media/photo.h"

enum {
	STANDS = 60 * MS_MINUTE,
	BODY_MAX = 2000, /* characters */
	TITLE_MAX = 40,
	SCREENS_MAX = 3,
	PHOTO_BEFORE = 10 * MS_MINUTE,
	LISTED = 60,
	PREVIEW_BYTES = 12 * 1024,
};

static struct str name(struct turn *t, int64_t code)
{
	return arena_printf(t->arena, "L-%" PRId64, code);
}

static void remember(struct turn *t, int64_t code)
{
	cJSON *memo = cJSON_CreateObject();

	cJSON_AddNumberToObject(memo, "code", (double)code);
	turn_remember(t, "lesson_write", memo);
	turn_expect(t, "lesson_write", STANDS);
}

/* What stands behind the first of these words, as typed. */
static struct str behind(struct str s, const char *const *words)
{
	for (; *words; words++) {
		ptrdiff_t at = str_find(s, str_c(*words));

		if (at >= 0) {
			s = str_sub(s, (size_t)at + strlen(*words), s.n);
			while (s.n && (str_starts(s, STR("：")) || str_starts(s, STR("，"))))
				s = str_sub(s, 3, s.n);
			while (s.n && strchr(": ,\n", s.p[0]))
				s = str_sub(s, 1, s.n);
			return s;
		}
	}
	return STR("");
}

static void add_question(struct turn *t, int64_t code)
{
	static const char *const words[] = { "加一道题", "加一题", "加道题", "加个题", "加题", "出题", "题目", NULL };
	struct question_new q;

	if (!question_read(t, behind(t->said, words), &q)) {
		turn_say(t, "lesson_write.question_how", FILL("lesson", name(t, code)));
		return;
	}
	int64_t no = lesson_add_question(t->db, code, &q, t->who.uid, t->now);

	if (no)
		turn_say(t, "lesson_write.question_added", FILL("lesson", name(t, code)),
			 FILL("no", arena_printf(t->arena, "%" PRId64, no)), FILL("question", q.question));
	else
		turn_say(t, "lesson_write.question_full", FILL("lesson", name(t, code)));
}

/* -------------------------------------------------------------------- the words */

static bool fits(struct turn *t, struct str body)
{
	struct str screens[LESSON_SCREENS];

	if (utf8_count(body) <= BODY_MAX && lesson_screens(body, screens) <= SCREENS_MAX)
		return true;
	turn_say_n(t, PHRASE("lesson_write.too_long"), NULL, 0);
	return false;
}

static void set_body(struct turn *t, int64_t code, struct str body)
{
	struct str screens[LESSON_SCREENS];

	if (!fits(t, body))
		return;
	lesson_set(t->db, code, LESSON_BODY, body, t->who.uid, t->now);
	turn_say(t, "lesson_write.body_set", FILL("lesson", name(t, code)),
		 FILL("screens", arena_printf(t->arena, "%zu", lesson_screens(body, screens))));
}

static void change_words(struct turn *t, int64_t code)
{
	struct str old = slots_get(&t->slots, "old"), new = turn_typed(t, slots_get(&t->slots, "new"));
	int64_t places = old.n && new.n ? lesson_replace(t->db, code, old, new, t->who.uid, t->now) : 0;

	if (places)
		turn_say(t, "lesson_write.changed", FILL("lesson", name(t, code)), FILL("old", old), FILL("new", new));
	else
		turn_say(t, "lesson_write.change_how", FILL("lesson", name(t, code)));
}

static const char *state_phrase(struct str state)
{
	if (str_is(state, "published"))
		return PHRASE("lesson_write.state.published");
	return str_is(state, "withdrawn") ? PHRASE("lesson_write.state.withdrawn") : PHRASE("lesson_write.state.draft");
}

static void add_quiz(struct turn *t, int64_t code, struct buf *b)
{
	for (int64_t no = 1;; no++) {
		struct question q = lesson_question(t->db, code, no, t->arena);

		if (!q.no)
			return;
		buf_printf(b, "\n\n%" PRId64 ". " STR_FMT, no, STR_ARG(q.question));
		for (size_t i = 0; i < q.n_options; i++)
			buf_printf(b, "\n%c. " STR_FMT "%s", (char)('A' + i), STR_ARG(q.options[i]),
				   q.answer == (char)('A' + i) ? " ✓" : "");
		if (q.explanation.n)
			buf_printf(b, "\n" STR_FMT, STR_ARG(q.explanation));
	}
}

static void preview(struct turn *t, int64_t code)
{
	struct lesson l = lesson_read(t->db, code, t->arena);
	struct buf b;

	buf_init(&b, PREVIEW_BYTES);
	buf_printf(&b, "L-%" PRId64 " " STR_FMT "\n\n" STR_FMT, code, STR_ARG(l.title), STR_ARG(l.body));
	add_quiz(t, code, &b);
	turn_say_text(t, arena_str(t->arena, buf_str(&b)));
	buf_free(&b);
	struct str source = l.source.n ? l.source : turn_phrase(t, PHRASE("lesson_write.no_source"), NULL, 0);
	struct str until = l.valid_until.n ? l.valid_until : turn_phrase(t, PHRASE("lesson_write.no_end"), NULL, 0);

	turn_say(t, "lesson_write.about", FILL("source", source), FILL("until", until),
		 FILL("state", turn_phrase(t, state_phrase(lesson_state(t->db, code, t->arena)), NULL, 0)));
}

static void publish(struct turn *t, int64_t code)
{
	struct lesson l = lesson_read(t->db, code, t->arena);

	if (!l.body.n || !l.questions) {
		turn_say(t, "lesson_write.not_ready", FILL("lesson", name(t, code)));
		return;
	}
	lesson_set_state(t->db, code, "published", t->who.uid, t->now);
	turn_say(t, "lesson_write.published", FILL("lesson", name(t, code)), FILL("title", l.title));
}

/* -------------------------------------------------------------------- the lesson */

static void begin(struct turn *t)
{
	static const char *const words[] = { "新增一课", "加一课",   "新增课程", "新增微课", "新课",
					     "添加一课", "上传新课", "编一课",	 "写一课",   "一节课",
					     "一堂课",	 "新增",     "添加",	 NULL };
	struct str title = utf8_cut(str_trim(behind(t->said, words)), TITLE_MAX);

	if (!title.n) {
		turn_say_n(t, PHRASE("lesson_write.title_how"), NULL, 0);
		return;
	}
	int64_t code = lesson_new(t->db, title, t->who.uid, t->now);

	remember(t, code);
	turn_say(t, "lesson_write.begun", FILL("lesson", name(t, code)), FILL("title", title));
	turn_receipt(t);
}

static void list(struct turn *t)
{
	struct lesson *v = arena_array(t->arena, struct lesson, LISTED);
	struct str lines[LISTED];
	size_t n = lesson_all(t->db, v, LISTED, t->arena);

	for (size_t i = 0; i < n; i++) {
		struct str state = turn_phrase(t, state_phrase(lesson_state(t->db, v[i].code, t->arena)), NULL, 0);
		struct fill fills[] = { FILL("lesson", name(t, v[i].code)), FILL("title", v[i].title),
					FILL("state", state),
					FILL("questions", arena_printf(t->arena, "%" PRId64, v[i].questions)) };

		lines[i] = turn_phrase(t, PHRASE("lesson_write.line"), fills, 4);
	}
	if (n)
		list_say(t, lines, n);
	else
		turn_say_n(t, PHRASE("lesson_write.none"), NULL, 0);
}

static void set_day(struct turn *t, int64_t code)
{
	struct str day = slots_get(&t->slots, "day");

	if (!day.n)
		day = day_str(local_day(t->now) + 1, t->arena);
	lesson_set(t->db, code, LESSON_DAY, day, t->who.uid, t->now);
	turn_say(t, "lesson_write.day", FILL("lesson", name(t, code)), FILL("day", day));
}

static void set_valid(struct turn *t, int64_t code)
{
	struct str day = slots_get(&t->slots, "day");

	if (!day.n) {
		turn_say(t, "lesson_write.valid_how", FILL("lesson", name(t, code)));
		return;
	}
	lesson_set(t->db, code, LESSON_VALID_UNTIL, day, t->who.uid, t->now);
	turn_say(t, "lesson_write.valid", FILL("lesson", name(t, code)), FILL("day", day));
}

static void set_source(struct turn *t, int64_t code)
{
	static const char *const words[] = { "来源", "出处", NULL };
	struct str source = behind(t->said, words);

	lesson_set(t->db, code, LESSON_SOURCE, source.n ? source : NO_STR, t->who.uid, t->now);
	turn_say(t, "lesson_write.source", FILL("lesson", name(t, code)), FILL("source", source));
}

static void drop_question(struct turn *t, int64_t code)
{
	int64_t no = 0;

	if (str_int(slots_get(&t->slots, "point"), 1, QUESTIONS_MAX, &no) &&
	    lesson_drop_question(t->db, code, no, t->who.uid, t->now))
		turn_say(t, "lesson_write.question_gone", FILL("lesson", name(t, code)));
	else
		turn_say(t, "lesson_write.change_how", FILL("lesson", name(t, code)));
}

static void withdraw(struct turn *t, int64_t code)
{
	lesson_set_state(t->db, code, "withdrawn", t->who.uid, t->now);
	turn_say(t, "lesson_write.withdrawn", FILL("lesson", name(t, code)));
}

static void body(struct turn *t, int64_t code)
{
	static const char *const words[] = { "正文", "内容", NULL };
	struct str text = behind(t->said, words);

	set_body(t, code, text.n ? text : t->said);
}

/* "给L-4配图" with a picture, or after one. */
static void set_picture(struct turn *t, int64_t code)
{
	case_wait_photos(t);
	if (photo_attach_lesson(t->db, t->chat.id, t->who.id, code, t->now - PHOTO_BEFORE)) {
		audit(t->db, t->now, t->who.uid, "lesson.picture", name(t, code), NO_STR);
		turn_say(t, "lesson_write.picture", FILL("lesson", name(t, code)));
	} else {
		turn_say(t, "lesson_write.picture_how", FILL("lesson", name(t, code)));
	}
}

static void drop_picture(struct turn *t, int64_t code)
{
	if (photo_drop_lesson(t->db, code)) {
		audit(t->db, t->now, t->who.uid, "lesson.picture", name(t, code), STR("dropped"));
		turn_say(t, "lesson_write.picture_gone", FILL("lesson", name(t, code)));
	} else {
		turn_say(t, "lesson_write.picture_how", FILL("lesson", name(t, code)));
	}
}

static const struct {
	const char *action;
	void (*run)(struct turn *, int64_t code);
} actions[] = {
	{ "question", add_question },
	{ "drop_question", drop_question },
	{ "body", body },
	{ "publish", publish },
	{ "withdraw", withdraw },
	{ "preview", preview },
	{ "day", set_day },
	{ "valid", set_valid },
	{ "source", set_source },
	{ "change", change_words },
	{ "picture", set_picture },
	{ "drop_picture", drop_picture },
	{ "send", broadcast_lesson },
};

/* The lesson named, or the one that was spoken of just now; 0: none. */
static int64_t which(struct turn *t)
{
	int64_t code = number_parse(slots_get(&t->slots, "lesson"), 'L');

	if (!code && slots_get(&t->slots, "of_today").n)
		code = lesson_for_today(t).code;
	return code ? code : json_int(turn_memo(t, "lesson_write"), "code", 0);
}

static void act(struct turn *t, struct str action, int64_t code)
{
	for (size_t i = 0; i < sizeof actions / sizeof *actions; i++) {
		if (!str_is(action, actions[i].action))
			continue;
		if (!code || !lesson_state(t->db, code, t->arena).p) {
			turn_say_n(t, PHRASE("lesson_write.which"), NULL, 0);
			return;
		}
		if (actions[i].run != broadcast_lesson) /* what is said next is about the draft */
			remember(t, code);
		actions[i].run(t, code);
		turn_receipt(t);
		return;
	}
	turn_say_n(t, PHRASE("lesson_write.how"), NULL, 0);
}

static void write_lesson(struct turn *t)
{
	struct str action = slots_get(&t->slots, "action"), said = slots_get(&t->slots, "lesson");

	if (str_is(action, "all"))
		list(t);
	else if (!said.n && (!action.n || str_is(action, "new")))
		begin(t);
	else
		act(t, str_is(action, "new") ? STR("question") : action, which(t));
}

/* What is said while a lesson is being written. */
static void go_on(struct turn *t)
{
	struct str action = slots_get(&t->slots, "action");

	if (turn_has_right(t, "admin.lesson"))
		act(t, action.n ? action : STR("body"), which(t));
}

const struct handler lesson_write_handlers[] = {
	{ .intent = "admin.lesson", .run = write_lesson },
	{ .intent = "lesson.write", .run = go_on },
	{ 0 },
};
