/* poster.c - SVG in millimetres; the code is one path of unit squares. */
#include "bot/documents/poster.h"

#include <qrencode.h>
#include <stdlib.h>
#include <string.h>

#include "bot/base/utf8.h"
#include "bot/documents/xml.h"

/* Millimetres of the page. A quiet border of four squares belongs to the code. */
enum { WIDTH = 210, HEIGHT = 297, MIDDLE = WIDTH / 2, CODE_SIDE = 120, CODE_TOP = 72, QUIET = 4 };

#define FONTS "'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei','PingFang SC',SimHei,sans-serif"

/* A line in the middle, as large as fits between the margins. */
static void line(struct buf *b, struct str text, int y, int largest, const char *colour)
{
	size_t n = utf8_count(text);
	double size = n * (size_t)largest > WIDTH - 30 ? (double)(WIDTH - 30) / (double)n : largest;

	buf_printf(b, "<text x=\"%d\" y=\"%d\" font-size=\"%.1f\" fill=\"%s\">", MIDDLE, y, size, colour);
	xml_text(b, text);
	buf_addc(b, "</text>\n");
}

/* Dark squares side by side are one piece of the path. */
static void squares(struct buf *b, const QRcode *code)
{
	double square = (double)CODE_SIDE / (code->width + 2 * QUIET);

	buf_printf(
		b,
		"<path fill=\"#000\" shape-rendering=\"crispEdges\" transform=\"translate(%.3f %.3f) scale(%.5f)\" d=\"",
		MIDDLE - CODE_SIDE / 2.0 + QUIET * square, CODE_TOP + QUIET * square, square);
	for (int y = 0; y < code->width; y++) {
		for (int x = 0, run; x < code->width; x += run) {
			const unsigned char *at = &code->data[y * code->width + x];

			for (run = 1; x + run < code->width && (at[run] & 1) == (at[0] & 1); run++)
				;
			if (at[0] & 1)
				buf_printf(b, "M%d %dh%dv1h-%dz", x, y, run, run);
		}
	}
	buf_addc(b, "\"/>\n");
}

static void page(struct buf *b, const struct poster *p, const QRcode *code)
{
	buf_printf(b,
		   "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		   "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%dmm\" height=\"%dmm\" viewBox=\"0 0 %d %d\""
		   " font-family=\"" FONTS "\" text-anchor=\"middle\">\n<title>",
		   WIDTH, HEIGHT, WIDTH, HEIGHT);
	xml_text(b, p->name);
	buf_printf(b, "</title>\n<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>\n", WIDTH, HEIGHT);
	buf_printf(b, "<rect width=\"%d\" height=\"8\" fill=\"#c8161d\"/>\n", WIDTH);
	line(b, p->title, 36, 20, "#c8161d");
	line(b, p->name, 56, 11, "#222");
	squares(b, code);
	line(b, p->code, CODE_TOP + CODE_SIDE + 16, 14, "#222");
	for (int i = 0; i < POSTER_STEPS; i++)
		line(b, p->steps[i], CODE_TOP + CODE_SIDE + 38 + i * 16, 9, "#222");
	buf_addc(b, "</svg>\n");
}

enum err poster_svg(const struct poster *p, struct buf *out)
{
	char *payload = strndup(p->payload.p, p->payload.n);
	QRcode *code = payload && p->payload.n <= POSTER_PAYLOAD_MAX
			       ? QRcode_encodeString(payload, 0, QR_ECLEVEL_M, QR_MODE_8, 1)
			       : NULL;

	free(payload);
	if (!code)
		return ERR_INPUT;
	page(out, p, code);
	QRcode_free(code);
	return out->failed ? ERR_INPUT : OK;
}
