/* html.c - the page of one case: what it is about, what may be done, what was. */
#include "bot/web/case/html.h"

#include <inttypes.h>
#include <sodium.h>

#include "bot/documents/xml.h"
#include "dialogs/pack/labels.h"

enum { ONCE_BYTES = 16 };

typedef const struct case_page_view view;

/* ------------------------------------------------------------------------- pieces */

static struct str say_n(view *v, const char *name, const struct fill *fills, size_t n)
{
	return phrase(v->w->pack, name, 0, fills, n, v->arena);
}

#define word(v, name) say_n((v), PHRASE(name), NULL, 0)
#define say(v, name, ...) say_n((v), PHRASE(name), FILLS_(__VA_ARGS__), FILLS_N_(__VA_ARGS__))

static void put(struct buf *out, const char *open, struct str text, const char *close)
{
	buf_addc(out, open);
	xml_text(out, text);
	buf_addc(out, close);
}

static struct str count(view *v, int64_t n)
{
	return arena_printf(v->arena, "%" PRId64, n);
}

static void begin(struct buf *out, struct str title, const char *up)
{
	buf_addc(out, "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"UTF-8\">\n"
		      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		      "<meta name=\"robots\" content=\"noindex, nofollow, noarchive\">\n"
		      "<meta name=\"referrer\" content=\"no-referrer\">\n");
	put(out, "<title>", title, "</title>\n");
	buf_printf(out, "<link rel=\"stylesheet\" href=\"%spage.css\">\n</head>\n<body>\n", up);
}

/* ----------------------------------------------------------------- what it is about */

static void row(view *v, struct buf *out, const char *name, struct str value, const char *class)
{
	if (!value.n)
		return;
	put(out, "<dt>", say_n(v, name, NULL, 0), "</dt>");
	buf_printf(out, "<dd%s>", class);
	put(out, "<bdi>", value, "</bdi></dd>\n");
}

static struct str moment(view *v, ms_t at)
{
	return at ? case_moment(v->w, at, v->arena) : NO_STR;
}

static void rows(view *v, struct buf *out)
{
	const struct case_info *c = &v->facts->c;
	bool late = c->due_at && c->due_at <= v->now;

	buf_addc(out, "<dl>\n");
	row(v, out, PHRASE("page.place"), c->place.n ? c->place : word(v, "page.no_place"), "");
	row(v, out, PHRASE("page.due"),
	    late ? say(v, "page.due.late", FILL("due", moment(v, c->due_at))) : moment(v, c->due_at),
	    late ? " class=\"late\"" : "");
	row(v, out, PHRASE("page.department"), c->department, "");
	row(v, out, PHRASE("page.helpers"), v->facts->helpers, "");
	row(v, out, PHRASE("page.outside"), c->outside, "");
	row(v, out, PHRASE("page.reporter"),
	    v->facts->name.n ? v->facts->name : say(v, "page.reporter.hidden", FILL("bot", str_c(v->bot))), "");
	row(v, out, PHRASE("page.filed"), moment(v, c->filed_at), "");
	buf_addc(out, "</dl>\n");
}

static void photos(view *v, struct buf *out)
{
	size_t n = v->facts->n_photos;

	if (!n)
		return;
	buf_addc(out, "<div class=\"photos\">\n");
	for (size_t i = 1; i <= n; i++) {
		buf_printf(out, "<a href=\"" STR_FMT "/%zu\"><img loading=\"lazy\" src=\"" STR_FMT "/%zu\" alt=\"",
			   STR_ARG(v->token), i, STR_ARG(v->token), i);
		put(out, "", say(v, "page.photo", FILL("i", count(v, (int64_t)i)), FILL("n", count(v, (int64_t)n))),
		    "\"></a>\n");
	}
	buf_addc(out, "</div>\n");
}

static void about(view *v, struct buf *out)
{
	put(out, "<section aria-labelledby=\"said\">\n<h2 id=\"said\">", word(v, "page.said"), "</h2>\n");
	put(out, "<p class=\"words\" dir=\"auto\">", v->facts->text, "</p>\n");
	photos(v, out);
	rows(v, out);
	buf_addc(out, "</section>\n");
}

static void answer(view *v, struct buf *out)
{
	if (!v->facts->outcome.n)
		return;
	put(out, "<section aria-labelledby=\"answer\">\n<h2 id=\"answer\">", word(v, "page.answer"), "</h2>\n");
	if (v->facts->answer.n)
		put(out, "<p class=\"words\" dir=\"auto\">", v->facts->answer, "</p>\n");
	put(out, "<p class=\"hint\">", say(v, "page.answer.outcome", FILL("outcome", v->facts->outcome)),
	    "</p>\n</section>\n");
}

/* ---------------------------------------------------------------------- what to do */

static bool was_sent(view *v, enum page_act act)
{
	return v->failed != PAGE_DONE && v->sent && v->sent->act == act;
}

/* Every form has a word of its own, by which the same is known when it is sent again. */
static void begin_form(view *v, struct buf *out)
{
	unsigned char random[ONCE_BYTES];
	char once[2 * ONCE_BYTES + 1];

	randombytes_buf(random, sizeof random);
	sodium_bin2hex(once, sizeof once, random, sizeof random);
	buf_printf(out, "<form method=\"post\" action=\"" STR_FMT "\" accept-charset=\"UTF-8\">\n", STR_ARG(v->token));
	buf_printf(out,
		   "<input type=\"hidden\" name=\"link\" value=\"" STR_FMT "\">"
		   "<input type=\"hidden\" name=\"once\" value=\"%s\">"
		   "<input type=\"hidden\" name=\"version\" value=\"%" PRId64 "\">\n",
		   STR_ARG(v->token), once, v->facts->version);
}

static void button(struct buf *out, enum page_act act, struct str label, bool main)
{
	buf_printf(out, "<button%s name=\"act\" value=\"%s\">", main ? " class=\"main\"" : "", case_page_act_name(act));
	put(out, "", label, "</button>\n");
}

static void words(view *v, struct buf *out, enum page_act act, struct str label, struct str hint, bool required)
{
	const char *id = case_page_act_name(act);

	buf_printf(out, "<label class=\"label\" for=\"words-%s\">", id);
	put(out, "", label, "</label>\n");
	buf_printf(out,
		   "<textarea id=\"words-%s\" name=\"words\" maxlength=\"%d\" dir=\"auto\"%s"
		   " aria-describedby=\"hint-%s\">\n",
		   id, PAGE_WORDS_MAX, required ? " required" : "", id);
	if (was_sent(v, act))
		xml_text(out, v->sent->words);
	buf_printf(out, "</textarea>\n<p class=\"hint\" id=\"hint-%s\">", id);
	put(out, "", hint, "</p>\n");
}

static void outcomes(view *v, struct buf *out)
{
	const struct {
		const char *value, *name;
	} all[] = { { "solved", PHRASE("page.outcome.solved") },
		    { "explained", PHRASE("page.outcome.explained") },
		    { "not_ours", PHRASE("page.outcome.not_ours") },
		    { "cannot", PHRASE("page.outcome.cannot") } };

	put(out, "<fieldset>\n<legend>", word(v, "page.answer.legend"), "</legend>\n");
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		bool chosen = was_sent(v, PAGE_ANSWER) && str_is(v->sent->outcome, all[i].value);

		buf_printf(out,
			   "<label class=\"choice\"><input type=\"radio\" name=\"outcome\" value=\"%s\" required%s>",
			   all[i].value, chosen ? " checked" : "");
		put(out, "<span>", say_n(v, all[i].name, NULL, 0), "</span></label>\n");
	}
	buf_addc(out, "</fieldset>\n");
}

static void answer_form(view *v, struct buf *out)
{
	begin_form(v, out);
	outcomes(v, out);
	words(v, out, PAGE_ANSWER, word(v, "page.answer.words"),
	      say(v, "page.answer.hint", FILL("most", count(v, PAGE_WORDS_MAX))), true);
	button(out, PAGE_ANSWER, word(v, "page.answer.send"), true);
	buf_addc(out, "</form>\n");
}

static void decide_form(view *v, struct buf *out)
{
	begin_form(v, out);
	words(v, out, was_sent(v, PAGE_DECLINE) ? PAGE_DECLINE : PAGE_ADOPT, word(v, "page.decide.words"),
	      say(v, "page.answer.hint", FILL("most", count(v, PAGE_WORDS_MAX))), false);
	button(out, PAGE_ADOPT, word(v, "page.adopt.send"), true);
	button(out, PAGE_DECLINE, word(v, "page.decline.send"), false);
	buf_addc(out, "</form>\n");
}

/* One press: the reporter hears that it is being worked on. Only until something was said. */
static void received_form(view *v, struct buf *out)
{
	for (size_t i = 0; i < v->facts->n_events; i++)
		if (str_eq(v->facts->events[i].who, v->facts->c.department))
			return;
	begin_form(v, out);
	put(out, "<input type=\"hidden\" name=\"words\" value=\"", word(v, "page.received.words"), "\">\n");
	button(out, PAGE_NOTE, word(v, "page.received"), false);
	buf_addc(out, "</form>\n");
}

static void folded(view *v, struct buf *out, enum page_act act, struct str title)
{
	buf_printf(out, "<details%s>\n", was_sent(v, act) ? " open" : "");
	put(out, "<summary>", title, "</summary>\n");
	begin_form(v, out);
}

static void note_form(view *v, struct buf *out)
{
	folded(v, out, PAGE_NOTE, word(v, "page.note"));
	words(v, out, PAGE_NOTE, word(v, "page.note.words"), word(v, "page.note.hint"), true);
	button(out, PAGE_NOTE, word(v, "page.note.send"), false);
	buf_addc(out, "</form>\n</details>\n");
}

static void extend_form(view *v, struct buf *out)
{
	folded(v, out, PAGE_EXTEND, word(v, "page.extend"));
	put(out, "<label class=\"label\" for=\"days\">", word(v, "page.extend.days"),
	    "</label>\n<select id=\"days\" name=\"days\">\n");
	for (int64_t days = 1; days <= CASE_EXTENSION_DAYS; days++) {
		buf_printf(out, "<option value=\"%" PRId64 "\"%s>", days,
			   was_sent(v, PAGE_EXTEND) && v->sent->days == days ? " selected" : "");
		put(out, "", say(v, "page.extend.day", FILL("days", count(v, days))), "</option>\n");
	}
	buf_addc(out, "</select>\n");
	words(v, out, PAGE_EXTEND, word(v, "page.extend.words"),
	      say(v, "page.extend.hint", FILL("most", count(v, CASE_EXTENSION_DAYS))), true);
	button(out, PAGE_EXTEND, word(v, "page.extend.send"), false);
	buf_addc(out, "</form>\n</details>\n");
}

static void return_form(view *v, struct buf *out)
{
	folded(v, out, PAGE_RETURN, word(v, "page.return"));
	words(v, out, PAGE_RETURN, word(v, "page.return.words"), word(v, "page.return.hint"), true);
	button(out, PAGE_RETURN, word(v, "page.return.send"), false);
	buf_addc(out, "</form>\n</details>\n");
}

/* The answer that is there may be made better; before it, it is the first thing to do. */
static void answering(view *v, struct buf *out)
{
	bool better = str_is(v->facts->c.state, "answered");

	if (better) {
		buf_printf(out, "<details%s>\n", was_sent(v, PAGE_ANSWER) ? " open" : "");
		put(out, "<summary>", word(v, "page.answer.better"), "</summary>\n");
	} else {
		received_form(v, out);
	}
	answer_form(v, out);
	if (better)
		buf_addc(out, "</details>\n");
}

static void doing(view *v, struct buf *out)
{
	bool any = false;

	for (enum page_act a = PAGE_NOTHING + 1; a < PAGE_ACTS; a++)
		any |= case_page_may(v->facts, a, v->now);
	put(out, "<section aria-labelledby=\"do\">\n<h2 id=\"do\">", word(v, "page.do"), "</h2>\n");
	if (!any)
		put(out, "<p>", say(v, "page.over", FILL("standing", v->facts->standing)), "</p>\n");
	if (case_page_may(v->facts, PAGE_ANSWER, v->now))
		answering(v, out);
	if (case_page_may(v->facts, PAGE_ADOPT, v->now))
		decide_form(v, out);
	if (case_page_may(v->facts, PAGE_NOTE, v->now))
		note_form(v, out);
	if (case_page_may(v->facts, PAGE_EXTEND, v->now))
		extend_form(v, out);
	if (case_page_may(v->facts, PAGE_RETURN, v->now))
		return_form(v, out);
	buf_addc(out, "</section>\n");
}

/* ------------------------------------------------------------------------ what was */

static void past(view *v, struct buf *out)
{
	if (!v->facts->n_events)
		return;
	put(out, "<section aria-labelledby=\"past\">\n<h2 id=\"past\">", word(v, "page.past"),
	    "</h2>\n<ol class=\"past\">\n");
	for (size_t i = 0; i < v->facts->n_events; i++) {
		const struct fact_event *e = &v->facts->events[i];

		put(out, "<li><time>", moment(v, e->at), "</time> ");
		put(out, "<bdi>", e->what, "</bdi>");
		if (e->who.n)
			put(out, " · <bdi>", e->who, "</bdi>");
		if (e->text.n)
			put(out, "\n<p class=\"words\" dir=\"auto\">", e->text, "</p>");
		buf_addc(out, "</li>\n");
	}
	buf_addc(out, "</ol>\n</section>\n");
}

static struct str failure(view *v)
{
	switch (v->failed) {
	case PAGE_STALE:
		return word(v, "page.failed.stale");
	case PAGE_NO_WORDS:
		return word(v, "page.failed.words");
	case PAGE_TOO_LONG:
		return say(v, "page.failed.long", FILL("most", count(v, PAGE_WORDS_MAX)));
	case PAGE_NO_OUTCOME:
		return word(v, "page.failed.outcome");
	case PAGE_NOT_NOW:
		return say(v, "page.failed.not_now", FILL("standing", v->facts->standing));
	default:
		return NO_STR;
	}
}

static void note(view *v, struct buf *out)
{
	const char *const done[PAGE_ACTS] = {
		[PAGE_NOTE] = PHRASE("page.done.note"),	    [PAGE_ANSWER] = PHRASE("page.done.answer"),
		[PAGE_ADOPT] = PHRASE("page.done.adopt"),   [PAGE_DECLINE] = PHRASE("page.done.decline"),
		[PAGE_EXTEND] = PHRASE("page.done.extend"), [PAGE_RETURN] = PHRASE("page.done.return")
	};
	struct str failed = failure(v);

	if (failed.n)
		put(out, "<p class=\"note failed\" role=\"alert\">", failed, "</p>\n");
	else if (v->done != PAGE_NOTHING)
		put(out, "<p class=\"note done\" role=\"status\">", say_n(v, done[v->done], NULL, 0), "</p>\n");
}

void case_page_html(view *v, struct buf *out)
{
	const struct case_info *c = &v->facts->c;
	struct str title = say(v, "page.title", FILL("number", case_number(v->arena, c->number)),
			       FILL("what", v->facts->what), FILL("kind", v->facts->kind));

	begin(out, title, "../");
	put(out, "<header>\n<p class=\"brand\">", say(v, "page.brand", FILL("bot", str_c(v->bot))), "</p>\n");
	put(out, "<h1>", title, "</h1>\n");
	put(out, "<p class=\"state\">", v->facts->standing, "</p>\n</header>\n<main>\n");
	note(v, out);
	about(v, out);
	answer(v, out);
	doing(v, out);
	past(v, out);
	put(out, "</main>\n<footer><p>", say(v, "page.footer", FILL("until", moment(v, v->expires_at))),
	    "</p></footer>\n</body>\n</html>\n");
}

/* --------------------------------------------------------------------------- no page */

static void plain(const struct pack *pack, const char *name, const char *text, struct arena *a, struct buf *out)
{
	struct fill bot = FILL("bot", str_c(name));
	struct str title = phrase(pack, PHRASE("page.sorry.title"), 0, NULL, 0, a);

	begin(out, title, "/q/");
	put(out, "<header>\n<p class=\"brand\">", phrase(pack, PHRASE("page.brand"), 0, &bot, 1, a), "</p>\n");
	put(out, "<h1>", title, "</h1>\n</header>\n<main>\n");
	put(out, "<section><p>", phrase(pack, text, 0, NULL, 0, a), "</p></section>\n</main>\n</body>\n</html>\n");
}

void case_page_sorry(const struct pack *pack, const char *bot, enum page_state why, struct arena *a, struct buf *out)
{
	plain(pack, bot,
	      why == PAGE_EXPIRED   ? PHRASE("page.sorry.expired")
	      : why == PAGE_REVOKED ? PHRASE("page.sorry.revoked")
	      : why == PAGE_MOVED   ? PHRASE("page.sorry.moved")
				    : PHRASE("page.sorry.forged"),
	      a, out);
}

void case_page_later(const struct pack *pack, const char *bot, struct arena *a, struct buf *out)
{
	plain(pack, bot, PHRASE("page.later"), a, out);
}
