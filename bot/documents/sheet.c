/* sheet.c - a lesson laid out for whoever speaks it at a site. */
#include "bot/documents/sheet.h"

#include <inttypes.h>

#include "bot/documents/xml.h"
#include "handlers/turn/turn.h"

#define STYLE                                                                                                                                          \
	"@page{size:A4;margin:16mm}*{box-sizing:border-box}"                                                                                           \
	"body{font:12pt/1.6 'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei','PingFang SC',SimHei,"                                           \
	"sans-serif;color:#222;max-width:178mm;margin:0 auto}"                                                                                         \
	"h1{font-size:20pt;margin:0}h2{font-size:13pt;margin:5mm 0 1mm;border-left:3mm solid #c8161d;"                                                 \
	"padding-left:2mm}.code{color:#c8161d}ul,ol{margin:1mm 0;padding-left:7mm}ul.numbered{list-style:none;padding-left:2mm}li{break-inside:avoid}" \
	".answer{color:#c8161d}.small{font-size:10pt;color:#555}.fill{margin-top:6mm;border-top:1px solid #999;"                                       \
	"padding-top:3mm}section{break-inside:avoid-page}"

struct sheet {
	const struct pack *pack;
	const struct lesson *lesson;
	const struct question *questions;
	size_t n;
	struct arena *arena;
	struct buf *out;
};

static struct str words(struct sheet *s, const char *name)
{
	return phrase(s->pack, name, 0, NULL, 0, s->arena);
}

static void tag(struct sheet *s, const char *open, struct str text, const char *close)
{
	buf_addc(s->out, open);
	xml_text(s->out, text);
	buf_addc(s->out, close);
}

static void heading(struct sheet *s, const char *name)
{
	tag(s, "<h2>", words(s, name), "</h2>\n");
}

/* A screen as points to speak from: a sentence each. */
static void points(struct sheet *s, struct str text)
{
	static const struct str ends[] = { STR("。"), STR("！"), STR("？") };

	while (text.n) {
		size_t end = text.n;

		for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
			ptrdiff_t at = str_find(text, ends[i]);

			if (at >= 0 && (size_t)at + ends[i].n < end)
				end = (size_t)at + ends[i].n;
		}
		struct str sentence = str_trim(str_sub(text, 0, end));

		if (sentence.n)
			tag(s, "<li>", sentence, "</li>\n");
		text = str_sub(text, end, text.n);
	}
}

static void talk(struct sheet *s)
{
	struct str screens[LESSON_SCREENS];
	size_t n = lesson_screens(s->lesson->body, screens);

	heading(s, PHRASE("sheet.talk"));
	for (size_t i = 0; i < n && i < LESSON_SCREENS; i++) {
		buf_addc(s->out, "<section><ul>\n");
		points(s, screens[i]);
		buf_addc(s->out, "</ul></section>\n");
	}
}

static void ask(struct sheet *s, const struct question *q)
{
	struct fill answer = FILL("answer", arena_printf(s->arena, "%c", q->answer));

	tag(s, "<li>", q->question, "<br>");
	for (size_t i = 0; i < q->n_options; i++) {
		buf_printf(s->out, "%s%c. ", i ? "　" : "", (char)('A' + i));
		xml_text(s->out, q->options[i]);
	}
	tag(s, "<br><span class=\"answer\">", phrase(s->pack, PHRASE("sheet.answer"), 0, &answer, 1, s->arena), "");
	tag(s, "", q->explanation, "</span></li>\n");
}

static void quiz(struct sheet *s)
{
	if (!s->n)
		return;
	heading(s, PHRASE("sheet.quiz"));
	buf_addc(s->out, "<ol>\n");
	for (size_t i = 0; i < s->n; i++)
		ask(s, &s->questions[i]);
	buf_addc(s->out, "</ol>\n");
}

static void ending(struct sheet *s)
{
	const struct lesson *l = s->lesson;
	struct fill lesson = FILL("lesson", arena_printf(s->arena, "L-%" PRId64, l->code));
	struct fill date = FILL("date", l->valid_until);

	heading(s, PHRASE("sheet.end"));
	if (l->source.n)
		tag(s, "<p class=\"small\">", l->source, "</p>\n");
	tag(s, "<p class=\"small\">",
	    l->valid_until.n ? phrase(s->pack, PHRASE("sheet.valid_until"), 0, &date, 1, s->arena)
			     : words(s, PHRASE("sheet.valid_open")),
	    "</p>\n");
	tag(s, "<p class=\"fill\">", words(s, PHRASE("sheet.fill")), "</p>\n");
	tag(s, "<p class=\"small\">", phrase(s->pack, PHRASE("sheet.log"), 0, &lesson, 1, s->arena), "</p>\n");
}

static void begin(struct sheet *s, struct str title, struct str code, const char *kind)
{
	buf_addc(s->out, "<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><meta charset=\"UTF-8\"><title>");
	xml_text(s->out, title);
	buf_addc(s->out, "</title><style>" STYLE "</style></head><body>\n<p class=\"code\">");
	xml_text(s->out, code);
	tag(s, "　", words(s, kind), "</p>\n");
	tag(s, "<h1>", title, "</h1>\n");
}

void sheet_html(const struct pack *pack, const struct lesson *l, const struct question *q, size_t n, struct arena *a,
		struct buf *out)
{
	struct sheet s = { pack, l, q, n, a, out };

	begin(&s, l->title, arena_printf(a, "L-%" PRId64, l->code), PHRASE("sheet.kind"));
	heading(&s, PHRASE("sheet.open"));
	tag(&s, "<p>", n ? q[0].question : words(&s, PHRASE("sheet.open_without")), "</p>\n");
	talk(&s);
	quiz(&s);
	ending(&s);
	buf_addc(out, "</body></html>\n");
}

void sheet_briefing_html(const struct pack *pack, const struct sheet_briefing *b, struct arena *a, struct buf *out)
{
	struct sheet s = { .pack = pack, .arena = a, .out = out };
	struct fill day = FILL("day", b->day), number = FILL("number", b->number);
	struct str rest = b->text, line;

	begin(&s, phrase(pack, PHRASE("sheet.briefing.title"), 0, &day, 1, a), b->number,
	      PHRASE("sheet.briefing.kind"));
	heading(&s, PHRASE("sheet.briefing.talk"));
	buf_addc(out, "<ul class=\"numbered\">\n"); /* by their own words */
	while (str_split(&rest, '\n', &line))
		if (str_trim(line).n)
			tag(&s, "<li>", str_trim(line), "</li>\n");
	buf_addc(out, "</ul>\n");
	tag(&s, "<p class=\"fill\">", words(&s, PHRASE("sheet.fill")), "</p>\n");
	tag(&s, "<p class=\"small\">", phrase(pack, PHRASE("sheet.briefing.log"), 0, &number, 1, a), "</p>\n");
	buf_addc(out, "</body></html>\n");
}
