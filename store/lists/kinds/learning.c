/* learning.c - rows of the table of kinds: lessons, their questions, study windows. */
#include "store/lists/kinds/sql.h"
#include "store/lists/kinds/table.h"

/* clang-format off */
const struct kind kind_lessons = {
	.name = "lessons",
	.whole = true,
	.columns = {
		{ "code", COLUMN_CODE, .flags = COLUMN_KEY | COLUMN_REQUIRED, .letter = 'L' },
		{ "title", COLUMN_TEXT, .flags = COLUMN_REQUIRED },
		{ "topics", COLUMN_TEXT, .flags = COLUMN_LIST },
		{ "trades", COLUMN_ENUM, .flags = COLUMN_LIST, .allowed = TRADES },
		{ "body", COLUMN_TEXT, .flags = COLUMN_REQUIRED | COLUMN_LINES },
		{ "source", COLUMN_TEXT, .flags = COLUMN_LINES },
		{ "valid_until", .type = COLUMN_DATE },
		{ "state", COLUMN_ENUM, .otherwise = "draft", .allowed = LESSON_STATE_WORDS },
		{ "day", .type = COLUMN_DAY },
	},
	.read = READ_LESSONS " order by code",
	.find = READ_LESSONS " where code = ?1",
	.write = {
		"insert into lesson(code, title, topics, trades, body, source, valid_day, state, day, changed_at)"
		" values(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?15) on conflict(code) do update"
		" set title = excluded.title, topics = excluded.topics, trades = excluded.trades, body = excluded.body,"
		" source = excluded.source, valid_day = excluded.valid_day, state = excluded.state, day = excluded.day,"
		" changed_at = excluded.changed_at",
	},
};

const struct kind kind_questions = {
	.name = "questions",
	.whole = true,
	.columns = {
		{ "lesson", COLUMN_CODE, .flags = COLUMN_KEY | COLUMN_REQUIRED, .ref = KIND_LESSONS, .letter = 'L' },
		{ "no", COLUMN_INT, .flags = COLUMN_KEY | COLUMN_REQUIRED, .min = 1, .max = 1000 },
		{ "question", COLUMN_TEXT, .flags = COLUMN_REQUIRED | COLUMN_LINES },
		{ "options", COLUMN_TEXT, .flags = COLUMN_REQUIRED | COLUMN_LIST },
		{ "answer", COLUMN_ENUM, .flags = COLUMN_REQUIRED, .allowed = "A B C D E F" },
		{ "explanation", COLUMN_TEXT, .flags = COLUMN_LINES },
	},
	.read = READ_QUESTIONS " order by lesson, no",
	.find = READ_QUESTIONS " where lesson = ?1 and no = ?2",
	.write = {
		"insert into question(lesson, no, question, options, answer, explanation) values(?1, ?2, ?3, ?4, ?5, ?6)"
		" on conflict(lesson, no) do update set question = excluded.question, options = excluded.options,"
		" answer = excluded.answer, explanation = excluded.explanation",
	},
};

const struct kind kind_windows = {
	.name = "windows",
	.columns = {
		{ "code", COLUMN_WINDOW, .flags = COLUMN_KEY | COLUMN_REQUIRED },
		{ "name", COLUMN_TEXT, .flags = COLUMN_REQUIRED },
		{ "site", COLUMN_TEXT, .ref = KIND_SITES },
		{ "place", .type = COLUMN_TEXT },
		{ "lesson", COLUMN_CODE, .ref = KIND_LESSONS, .letter = 'L' },	/* empty: that of the day */
		{ "state", COLUMN_ENUM, .otherwise = "open", .allowed = STUDY_WINDOW_STATE_WORDS },
	},
	.read = READ_WINDOWS " order by w.code",
	.find = READ_WINDOWS " where w.code = ?1",
	.write = {
		"insert into study_window(code, name, site, place, lesson, state)"
		" values(?1, ?2, (select id from site where name = ?3), ?4, ?5, ?6) on conflict(code) do update"
		" set name = excluded.name, site = excluded.site, place = excluded.place, lesson = excluded.lesson,"
		" state = excluded.state",
	},
};
/* clang-format on */
