/* case_sheet.c - a case laid out for paper. */
#include "bot/documents/case_sheet.h"

#include <sodium.h>

#include "bot/documents/xml.h"
#include "handlers/turn/turn.h"
#include "store/media/photo.h"

#define STYLE                                                                                                          \
	"@page{size:A4;margin:16mm}*{box-sizing:border-box}"                                                           \
	"body{font:11pt/1.55 'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei','PingFang SC',SimSun,"          \
	"sans-serif;color:#000;max-width:178mm;margin:0 auto}"                                                         \
	"h1{font-size:20pt;text-align:center;margin:0 0 4mm}h2{font-size:12pt;margin:5mm 0 1mm}"                       \
	"table{width:100%;border-collapse:collapse}th,td{border:1px solid #000;padding:1.5mm 2mm;text-align:left;"     \
	"vertical-align:top}th{width:27mm;font-weight:600}.words{white-space:pre-wrap;overflow-wrap:anywhere;"         \
	"unicode-bidi:isolate;min-height:20mm}.line{height:9mm;border-bottom:1px solid #666}"                          \
	".box{display:inline-block;margin-right:8mm}.box:before{content:'';display:inline-block;width:3.6mm;"          \
	"height:3.6mm;border:1px solid #000;margin-right:1.5mm;vertical-align:-.5mm}"                                  \
	".sign td{height:11mm}.small{font-size:9pt;color:#333}img{max-width:85mm;max-height:60mm;margin:2mm 2mm 0 0}"  \
	"section{break-inside:avoid}"

enum { PICTURES = 4, LINES = 6 };

struct paper {
	const struct turn_world *w;
	const struct case_facts *f;
	ms_t now;
	struct arena *arena;
	struct buf *out;
};

static struct str say_n(struct paper *p, const char *name, const struct fill *fills, size_t n)
{
	return phrase(p->w->pack, name, 0, fills, n, p->arena);
}

#define word(p, name) say_n((p), PHRASE(name), NULL, 0)

static void put(struct paper *p, const char *open, struct str text, const char *close)
{
	buf_addc(p->out, open);
	xml_text(p->out, text);
	buf_addc(p->out, close);
}

static struct str moment(struct paper *p, ms_t at)
{
	return at ? case_moment(p->w, at, p->arena) : STR("");
}

/* Two a line. */
static void pair(struct paper *p, struct str a, struct str b, struct str c, struct str d)
{
	put(p, "<tr><th>", a, "</th><td><bdi>");
	put(p, "", b, "</bdi></td>");
	put(p, "<th>", c, "</th><td><bdi>");
	put(p, "", d, "</bdi></td></tr>\n");
}

static void wide(struct paper *p, struct str name, struct str value)
{
	put(p, "<tr><th>", name, "</th><td colspan=\"3\"><bdi>");
	put(p, "", value, "</bdi></td></tr>\n");
}

static void head(struct paper *p)
{
	const struct case_facts *f = p->f;
	const struct case_info *c = &f->c;

	buf_addc(p->out, "<table>\n");
	pair(p, word(p, "sheet.case.number"), case_number(p->arena, c->number), word(p, "sheet.case.what"),
	     arena_printf(p->arena, STR_FMT STR_FMT, STR_ARG(f->what), STR_ARG(f->kind)));
	wide(p, word(p, "page.place"), c->place.n ? c->place : word(p, "page.no_place"));
	pair(p, word(p, "page.department"), c->department, word(p, "page.helpers"), f->helpers);
	pair(p, word(p, "page.filed"), moment(p, c->filed_at), word(p, "page.due"),
	     c->due_at ? moment(p, c->due_at) : word(p, "sheet.case.no_due"));
	pair(p, word(p, "page.outside"), c->outside, word(p, "sheet.case.printed"), moment(p, p->now));
	if (f->name.n)
		wide(p, word(p, "page.reporter"), f->name);
	put(p, "<tr><th>", word(p, "page.said"), "</th><td colspan=\"3\"><div class=\"words\" dir=\"auto\">");
	put(p, "", f->text, "</div></td></tr>\n</table>\n");
}

static void pictures(struct paper *p)
{
	for (size_t i = 0; i < p->f->n_photos && i < PICTURES; i++) {
		struct str jpeg = photo_load(p->w->db, p->f->photos[i], p->arena);
		size_t room = sodium_base64_ENCODED_LEN(jpeg.n, sodium_base64_VARIANT_ORIGINAL);
		char *text = arena_alloc(p->arena, room);

		if (!jpeg.n)
			continue;
		sodium_bin2base64(text, room, (const unsigned char *)jpeg.p, jpeg.n, sodium_base64_VARIANT_ORIGINAL);
		buf_addc(p->out, "<img alt=\"\" src=\"data:image/jpeg;base64,");
		buf_addc(p->out, text);
		buf_addc(p->out, "\">\n");
	}
}

/* What was done with it so far, for whoever gets the paper later. */
static void past(struct paper *p)
{
	if (!p->f->n_events)
		return;
	put(p, "<section><h2>", word(p, "page.past"), "</h2>\n<table>\n");
	for (size_t i = 0; i < p->f->n_events; i++) {
		const struct fact_event *e = &p->f->events[i];

		put(p, "<tr><th>", moment(p, e->at), "</th><td><bdi>");
		put(p, "", e->what, "</bdi> ");
		put(p, "<bdi>", e->text.n ? e->text : STR(""), "</bdi></td></tr>\n");
	}
	buf_addc(p->out, "</table></section>\n");
}

static void boxes(struct paper *p)
{
	const char *const suggestion[] = { PHRASE("page.adopt.send"), PHRASE("page.decline.send") };
	const char *const other[] = { PHRASE("page.outcome.solved"), PHRASE("page.outcome.explained"),
				      PHRASE("page.outcome.not_ours"), PHRASE("page.outcome.cannot"),
				      PHRASE("sheet.case.return") };
	bool idea = str_is(p->f->c.kind, "suggestion");
	const char *const *names = idea ? suggestion : other;

	buf_addc(p->out, "<p>");
	for (size_t i = 0; i < (idea ? 2 : sizeof other / sizeof *other); i++)
		put(p, "<span class=\"box\">", say_n(p, names[i], NULL, 0), "</span>");
	buf_addc(p->out, "</p>\n");
}

static void by_hand(struct paper *p)
{
	struct fill number = FILL("number", case_number(p->arena, p->f->c.number));

	put(p, "<section><h2>", word(p, "sheet.case.answer"), "</h2>\n");
	boxes(p);
	for (int i = 0; i < LINES; i++)
		buf_addc(p->out, "<div class=\"line\"></div>");
	buf_addc(p->out, "\n<table class=\"sign\" style=\"margin-top:5mm\">");
	pair(p, word(p, "sheet.case.who"), STR(""), word(p, "sheet.case.phone"), STR(""));
	pair(p, word(p, "sheet.case.their_number"), STR(""), word(p, "sheet.case.day"), STR(""));
	buf_addc(p->out, "</table>\n");
	put(p, "<p class=\"small\">", say_n(p, PHRASE("sheet.case.back"), &number, 1), "</p></section>\n");
}

void case_sheet_html(const struct turn_world *w, const struct case_facts *f, ms_t now, struct arena *a, struct buf *out)
{
	struct paper p = { w, f, now, a, out };
	struct fill number = FILL("number", case_number(a, f->c.number));
	struct str title = phrase(w->pack, PHRASE("sheet.case.title"), 0, &number, 1, a);

	buf_addc(out, "<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><meta charset=\"UTF-8\"><title>");
	xml_text(out, title);
	buf_addc(out, "</title><style>" STYLE "</style></head><body>\n");
	put(&p, "<h1>", title, "</h1>\n");
	head(&p);
	pictures(&p);
	past(&p);
	by_hand(&p);
	buf_addc(out, "</body></html>\n");
}
