/* question.c - a question of a quiz as staff type it, in one line. */
#include <string.h>

#include "bot/base/utf8.h"
#include "handlers/lesson/learning.h"

/* 'A' … 'F' in any width and case; 0: none of them. */
static char letter(uint32_t c)
{
	if (c >= 0xFF21 && c <= 0xFF3A)
		c -= 0xFF21 - 'A';
	if (c >= 0xFF41 && c <= 0xFF5A)
		c -= 0xFF41 - 'A';
	if (c >= 'a' && c <= 'f')
		c -= 'a' - 'A';
	return c >= 'A' && c <= 'F' ? (char)c : 0;
}

static bool separates(uint32_t c)
{
	return c == '.' || c == ':' || c == ')' || c == ' ' || c == 0x3001 || c == 0xFF1A || c == 0xFF09 || c == 0xFF0E;
}

/* Where option `wanted` begins ("B. 不能"): the mark in [*from, *to). False: not there. */
static bool option_mark(struct str s, char wanted, size_t *from, size_t *to)
{
	uint32_t before = ' ';

	for (size_t i = 0; i < s.n;) {
		size_t at = i;
		uint32_t c = utf8_next(s, &i);

		if (letter(c) == wanted && !(before < 128 && (before | 32) >= 'a' && (before | 32) <= 'z') && i < s.n) {
			size_t after = i;

			if (separates(utf8_next(s, &after))) {
				*from = at;
				*to = after;
				return true;
			}
		}
		before = c;
	}
	return false;
}

/* "…？A.能 B.不能 答案B 因为…" */
bool question_read(struct turn *t, struct str s, struct question_new *q)
{
	static const char *const why[] = { "因为", "解析", "：", ":", "，", ",", "。", " " };
	ptrdiff_t answer = str_find(s, STR("答案"));
	struct str options = s, rest;
	size_t from = 0, to = 0;

	*q = (struct question_new){ 0 };
	if (answer < 0 || !option_mark(s, 'A', &from, &to) || from > (size_t)answer)
		return false;
	q->question = str_trim(str_sub(s, 0, from));
	options = str_sub(s, to, (size_t)answer);
	q->options = STR("");
	for (char wanted = 'B';; wanted++) {
		bool more = wanted <= 'F' && option_mark(options, wanted, &from, &to);
		struct str one = str_trim(more ? str_sub(options, 0, from) : options);

		if (!one.n || str_find(one, STR(";")) >= 0)
			return false;
		q->options = arena_printf(t->arena, STR_FMT "%s" STR_FMT, STR_ARG(q->options), q->n_options ? ";" : "",
					  STR_ARG(one));
		q->n_options++;
		if (!more)
			break;
		options = str_sub(options, to, options.n);
	}
	rest = str_sub(s, (size_t)answer + strlen("答案"), s.n);
	for (size_t i = 0; i < rest.n && !q->answer;) {
		q->answer = letter(utf8_next(rest, &i));
		if (q->answer)
			rest = str_sub(rest, i, rest.n);
	}
	for (size_t i = 0; i < sizeof why / sizeof *why; i++)
		if (str_starts(rest, str_c(why[i]))) {
			rest = str_sub(rest, strlen(why[i]), rest.n);
			i = (size_t)-1;
		}
	q->explanation = str_trim(rest);
	return q->question.n && q->n_options >= 2 && q->answer && q->answer < 'A' + (char)q->n_options;
}
