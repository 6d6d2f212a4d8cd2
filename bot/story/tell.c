/* tell.c - a story as Markdown, for people: docs/tour.md. Said is what was really
 * answered, so it cannot be wrong. */
#include <ctype.h>
#include <string.h>
#include <time.h>

#include "bot/story/world.h"
#include "store/person/person.h"

/* What Markdown would take for its own is escaped; a code of six digits is new every time. */
static void put_text(FILE *f, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		size_t digits = i;

		while (digits < s.n && isdigit((unsigned char)s.p[digits]))
			digits++;
		if (digits - i == 6) {
			fputs("000000", f);
			i = digits - 1;
		} else if (digits > i) {
			fwrite(s.p + i, 1, digits - i, f);
			i = digits - 1;
		} else {
			if (strchr("*_<`[]", s.p[i]))
				fputc('\\', f);
			fputc(s.p[i], f);
		}
	}
}

/* "高德打开：https://…" is a link with that name. */
static void put_line(FILE *f, struct str line)
{
	ptrdiff_t at = str_find(line, STR("：https://"));

	if (at < 0 || str_has(str_sub(line, (size_t)at + 3, line.n), STR(" "))) {
		put_text(f, line);
		return;
	}
	fputc('[', f);
	put_text(f, str_sub(line, 0, (size_t)at));
	fprintf(f, "](" STR_FMT ")", STR_ARG(str_sub(line, (size_t)at + 3, line.n)));
}

static void put_clock(struct story_world *w, bool day)
{
	time_t t = (time_t)(w->now / MS_SECOND);
	char text[32];
	struct tm tm;

	strftime(text, sizeof text, day ? "%-d %B, %H:%M" : "%H:%M", localtime_r(&t, &tm));
	fputs(text, w->tell);
}

static struct str name_of(struct story_world *w, struct str id)
{
	for (const struct actor *a = w->actors; a; a = a->next)
		if (str_eq(a->id, id))
			return a->name;
	struct str name = person_find(w->core.db, STR(STORY_CHANNEL), id, w->arena).name;

	return name.n ? name : id;
}

static void tell_answer(struct story_world *w, const struct delivery *d, struct str here)
{
	struct str rest = d->reply.text, line;

	fputs("> **小灯**", w->tell);
	if (!str_eq(d->chat, here))
		fprintf(w->tell, " → %s" STR_FMT, d->type == CHAT_GROUP ? "群" : "",
			STR_ARG(d->type == CHAT_GROUP ? d->chat : name_of(w, d->chat)));
	fputs("：", w->tell);
	for (bool first = true; str_split(&rest, '\n', &line);) {
		if (!line.n)
			continue;
		if (!first)
			fputs("\\\n> ", w->tell);
		put_line(w->tell, line);
		first = false;
	}
	for (size_t i = 0; i < d->reply.n_buttons; i++)
		fprintf(w->tell, "%s`" STR_FMT "`", i ? " " : "\\\n> ", STR_ARG(d->reply.buttons[i].text));
	fputs("\n\n", w->tell);
}

static void tell_answers(struct story_world *w, struct str here, size_t until)
{
	for (; w->told < until; w->told++)
		tell_answer(w, &w->platform.deliveries[w->told], here);
}

void world_tell_title(struct story_world *w)
{
	if (w->tell)
		fprintf(w->tell, "## " STR_FMT "\n\n", STR_ARG(w->story->title));
}

/* "[按钮：满意]" is a press, "[照片] …" a photo with words. */
static void put_said(struct story_world *w, struct str text)
{
	text = world_expand(w, text);
	for (ptrdiff_t open; (open = str_find(text, STR("["))) >= 0;) {
		ptrdiff_t close = str_find(text, STR("]"));
		struct str part = str_sub(text, (size_t)open + 1, close < 0 ? text.n : (size_t)close);

		put_text(w->tell, str_sub(text, 0, (size_t)open));
		if (str_starts(part, STR("按钮：")))
			part = str_sub(part, strlen("按钮："), part.n);
		fprintf(w->tell, "`" STR_FMT "`", STR_ARG(part));
		text = close < 0 ? STR("") : str_sub(text, (size_t)close + 1, text.n);
	}
	put_text(w->tell, text);
	fputs("\n\n", w->tell);
}

static void tell_message(struct story_world *w, const struct step *s)
{
	struct str here = s->group ? s->place : world_person(w, s->who);

	tell_answers(w, NO_STR, w->heard); /* what fell due before it */
	put_clock(w, s->when.has_day && s->when.day != w->told_day);
	if (s->when.has_day)
		w->told_day = s->when.day;
	fprintf(w->tell, " **" STR_FMT "**%s" STR_FMT "：", STR_ARG(s->who), s->group ? " 在群" : "",
		STR_ARG(s->place));
	put_said(w, s->text);
	if (w->told == w->platform.n)
		fputs("> *(小灯不出声)*\n\n", w->tell);
	tell_answers(w, here, w->platform.n);
}

void world_tell(struct story_world *w, const struct step *s)
{
	if (!w->tell)
		return;
	if (w->within && s->kind != STEP_REMARK)
		fputc('\n', w->tell);
	w->within = s->kind == STEP_REMARK;
	if (s->kind == STEP_REMARK) {
		fprintf(w->tell, STR_FMT "\n", STR_ARG(s->text));
	} else if (s->kind == STEP_SAY) {
		tell_message(w, s);
	} else if (s->kind == STEP_CLOCK) {
		if (w->told < w->platform.n) {
			fputs("*", w->tell);
			put_clock(w, true);
			fputs("*\n\n", w->tell);
		}
		tell_answers(w, NO_STR, w->platform.n);
		w->told_day = s->when.day;
	}
}
