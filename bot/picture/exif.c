/* exif.c - one number out of the Exif block: how the camera was held.
 * (CIPA DC-008; where each format keeps the block is in its own standard.) */
#include <string.h>

#include "bot/picture/picture.h"

enum { TAG_ORIENTATION = 0x0112, TYPE_SHORT = 3, UPRIGHT = 1, ENTRY = 12 };

static uint32_t big(struct str s, size_t at, size_t bytes)
{
	uint32_t n = 0;

	for (size_t i = 0; i < bytes; i++)
		n = n << 8 | (unsigned char)s.p[at + i];
	return n;
}

static uint32_t little(struct str s, size_t at, size_t bytes)
{
	uint32_t n = 0;

	while (bytes > 0)
		n = n << 8 | (unsigned char)s.p[at + --bytes];
	return n;
}

/* The block is a TIFF file: a header, then a list of entries of 12 bytes. */
static int orientation_of(struct str tiff)
{
	uint32_t (*number)(struct str, size_t, size_t) = str_starts(tiff, STR("MM")) ? big : little;

	if (tiff.n < 8 || !(str_starts(tiff, STR("MM\0*")) || str_starts(tiff, STR("II*\0"))))
		return UPRIGHT;
	size_t list = number(tiff, 4, 4);

	if (list > tiff.n || tiff.n - list < 2)
		return UPRIGHT;
	size_t n = number(tiff, list, 2), room = (tiff.n - list - 2) / ENTRY;

	for (size_t i = 0; i < n && i < room; i++) {
		size_t entry = list + 2 + i * ENTRY;
		uint32_t value = number(tiff, entry + 8, 2);

		if (number(tiff, entry, 2) == TAG_ORIENTATION)
			return number(tiff, entry + 2, 2) == TYPE_SHORT && value >= 1 && value <= 8 ? (int)value
												    : UPRIGHT;
	}
	return UPRIGHT;
}

/* Some writers put JPEG's own label before the block elsewhere, too. */
static struct str without_label(struct str block)
{
	struct str label = STR("Exif\0\0");

	return str_starts(block, label) ? str_sub(block, label.n, block.n) : block;
}

/* Segments of a marker and a length, up to the picture itself. */
static struct str find_in_jpeg(struct str f)
{
	for (size_t at = 2; f.n - at >= 4 && big(f, at, 1) == 0xff;) {
		uint32_t marker = big(f, at + 1, 1), length = big(f, at + 2, 2);

		if (marker == 0xff) { /* filling */
			at++;
			continue;
		}
		if (marker == 0xda || marker == 0xd9 || length < 2 || length > f.n - at - 2)
			break;
		struct str segment = str_sub(f, at + 4, at + 2 + length);

		if (marker == 0xe1 && str_starts(segment, STR("Exif\0\0")))
			return segment;
		at += 2 + length;
	}
	return NO_STR;
}

static struct str find_in_png(struct str f)
{
	for (size_t at = 8; f.n - at >= 12;) {
		size_t length = big(f, at, 4);

		if (length > f.n - at - 12)
			break;
		if (str_starts(str_sub(f, at + 4, at + 8), STR("eXIf")))
			return str_sub(f, at + 8, at + 8 + length);
		at += 12 + length;
	}
	return NO_STR;
}

static struct str find_in_webp(struct str f)
{
	for (size_t at = 12; f.n - at >= 8;) {
		size_t length = little(f, at + 4, 4);

		if (length > f.n - at - 8)
			break;
		if (str_starts(str_sub(f, at, at + 4), STR("EXIF")))
			return str_sub(f, at + 8, at + 8 + length);
		at += 8 + length + (length & 1 && at + 8 + length < f.n);
	}
	return NO_STR;
}

int picture_orientation(struct str f)
{
	struct str block = NO_STR;

	if (f.n >= 12 && str_starts(f, STR("\xff\xd8")))
		block = find_in_jpeg(f);
	else if (f.n >= 12 && str_starts(f, STR("\x89PNG")))
		block = find_in_png(f);
	else if (f.n >= 12 && str_starts(f, STR("RIFF")))
		block = find_in_webp(f);
	return orientation_of(without_label(block));
}
