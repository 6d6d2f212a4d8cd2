/* picture_fixture.h - pictures made on the spot: what is on them, in which
 * format, with which Exif block. All in an arena. */
#ifndef TESTS_PICTURE_FIXTURE_H
#define TESTS_PICTURE_FIXTURE_H

#include <png.h>
#include <stdlib.h>
#include <string.h>
#include <turbojpeg.h>
#include <webp/encode.h>

#include "bot/base/arena.h"

/* RGBA, one byte each, row after row. */
struct canvas {
	int width, height;
	unsigned char *p;
};

/* Four quarters: red, green / blue, yellow. */
static inline struct canvas canvas_quarters(int width, int height, struct arena *a)
{
	static const unsigned char colours[4][4] = {
		{ 255, 0, 0, 255 }, { 0, 255, 0, 255 }, { 0, 0, 255, 255 }, { 255, 255, 0, 255 }
	};
	struct canvas c = { width, height, arena_alloc(a, (size_t)width * (size_t)height * 4) };

	for (int y = 0; y < height; y++)
		for (int x = 0; x < width; x++)
			memcpy(c.p + 4 * ((size_t)y * (size_t)width + (size_t)x),
			       colours[(y >= height / 2) * 2 + (x >= width / 2)], 4);
	return c;
}

/* What compresses worst. */
static inline struct canvas canvas_noise(int width, int height, struct arena *a)
{
	struct canvas c = canvas_quarters(width, height, a);
	uint32_t seed = 1;

	for (size_t i = 0; i < (size_t)width * (size_t)height * 4; i++) {
		seed = seed * 1664525 + 1013904223;
		c.p[i] = i % 4 == 3 ? 255 : (unsigned char)(seed >> 24);
	}
	return c;
}

static inline struct str kept(const void *p, size_t n, struct arena *a)
{
	return arena_str(a, (struct str){ p, n });
}

static inline struct str jpeg_of(struct canvas c, int flags, struct arena *a)
{
	tjhandle t = tjInitCompress();
	unsigned char *p = NULL;
	unsigned long n = 0;

	if (tjCompress2(t, c.p, c.width, c.width * 4, c.height, TJPF_RGBA, &p, &n, TJSAMP_444, 95, flags) != 0)
		abort();
	struct str s = kept(p, n, a);

	tjFree(p);
	tjDestroy(t);
	return s;
}

static inline struct str png_of(struct canvas c, struct arena *a)
{
	png_image image = { .version = PNG_IMAGE_VERSION,
			    .width = (png_uint_32)c.width,
			    .height = (png_uint_32)c.height,
			    .format = PNG_FORMAT_RGBA };
	png_alloc_size_t n = 0;

	if (!png_image_write_to_memory(&image, NULL, &n, 0, c.p, 0, NULL))
		abort();
	char *p = arena_alloc(a, n);

	if (!png_image_write_to_memory(&image, p, &n, 0, c.p, 0, NULL))
		abort();
	return (struct str){ p, n };
}

static inline struct str webp_of(struct canvas c, bool lossless, struct arena *a)
{
	uint8_t *p = NULL;
	size_t n = lossless ? WebPEncodeLosslessRGBA(c.p, c.width, c.height, c.width * 4, &p)
			    : WebPEncodeRGBA(c.p, c.width, c.height, c.width * 4, 90, &p);

	if (!n)
		abort();
	struct str s = kept(p, n, a);

	WebPFree(p);
	return s;
}

/* ------------------------------------------------------------------------ Exif */

/* Big-endian numbers, as the formats want them. */
static inline char *put(char *at, uint32_t n, int bytes)
{
	while (bytes > 0)
		*at++ = (char)(n >> (8 * --bytes));
	return at;
}

/* A TIFF block: the orientation, and a GPS list with a latitude reference and
 * a text that stands for the coordinates. */
static inline struct str exif_block(int orientation, const char *gps, struct arena *a)
{
	size_t text = strlen(gps) + 1;
	char *p = arena_alloc(a, 256 + text), *at = p;

	at = (char *)memcpy(at, "MM\0*\0\0\0\10", 8) + 8;
	at = put(at, 2, 2);
	at = put(put(put(put(put(at, 0x0112, 2), 3, 2), 1, 4), (uint32_t)orientation, 2), 0, 2);
	at = put(put(put(put(at, 0x8825, 2), 4, 2), 1, 4), 38, 4); /* GPS list at byte 38 */
	at = put(at, 0, 4);
	at = put(at, 1, 2);
	at = put(put(put(put(at, 0x001d, 2), 2, 2), (uint32_t)text, 4), 38 + 2 + 12 + 4, 4);
	at = put(at, 0, 4);
	at = (char *)memcpy(at, gps, text) + text;
	return (struct str){ p, (size_t)(at - p) };
}

static inline struct str spliced(struct str file, size_t where, struct str piece, struct arena *a)
{
	char *p = arena_alloc(a, file.n + piece.n);

	memcpy(p, file.p, where);
	memcpy(p + where, piece.p, piece.n);
	memcpy(p + where + piece.n, file.p + where, file.n - where);
	return (struct str){ p, file.n + piece.n };
}

static inline struct str jpeg_with_exif(struct str jpeg, struct str block, struct arena *a)
{
	char *p = arena_alloc(a, block.n + 10), *at = p;

	at = put(put(at, 0xffe1, 2), (uint32_t)block.n + 8, 2);
	at = (char *)memcpy(at, "Exif\0\0", 6) + 6;
	memcpy(at, block.p, block.n);
	return spliced(jpeg, 2, (struct str){ p, block.n + 10 }, a);
}

static inline uint32_t png_crc(struct str s)
{
	uint32_t crc = UINT32_MAX;

	for (size_t i = 0; i < s.n; i++) {
		crc ^= (unsigned char)s.p[i];
		for (int k = 0; k < 8; k++)
			crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
	}
	return ~crc;
}

static inline struct str png_with_exif(struct str png, struct str block, struct arena *a)
{
	char *p = arena_alloc(a, block.n + 12), *at = put(p, (uint32_t)block.n, 4);

	at = (char *)memcpy(at, "eXIf", 4) + 4;
	at = (char *)memcpy(at, block.p, block.n) + block.n;
	put(at, png_crc((struct str){ p + 4, block.n + 4 }), 4);
	return spliced(png, 33, (struct str){ p, block.n + 12 }, a); /* after IHDR */
}

/* Adds the header that says "there is more than the picture", and the block. */
static inline struct str webp_with_exif(struct str webp, int width, int height, struct str block, struct arena *a)
{
	size_t n = webp.n - 12, padded = block.n + (block.n & 1), all = 12 + 18 + n + 8 + padded;
	unsigned char *p = memset(arena_alloc(a, all), 0, all), *at = p;
	const uint32_t sizes[] = { (uint32_t)all - 8, 10, (uint32_t)block.n };

	memcpy(at, "RIFF....WEBPVP8X", 16);
	memcpy(at + 4, &sizes[0], 4); /* this test runs where numbers are little-endian */
	memcpy(at + 16, &sizes[1], 4);
	at[20] = 0x08; /* Exif */
	at[24] = (unsigned char)(width - 1), at[25] = (unsigned char)((width - 1) >> 8);
	at[27] = (unsigned char)(height - 1), at[28] = (unsigned char)((height - 1) >> 8);
	at += 30;
	memcpy(at, webp.p + 12, n);
	at += n;
	memcpy(at, "EXIF", 4);
	memcpy(at + 4, &sizes[2], 4);
	memcpy(at + 8, block.p, block.n);
	return (struct str){ (char *)p, all };
}

#endif
