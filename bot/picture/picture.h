/* picture.h - a picture as somebody sent it becomes one as we keep it: a JPEG
 * of at most 1600 pixels a side and 700 KiB, upright, with nothing in it but
 * the picture: where and with what it was taken is not copied.
 *
 * The kind is told by the bytes: JPEG, PNG, WebP. The size is read from the
 * header and judged before anything is decoded. Decoders have bugs: outside
 * of tests this runs in a process of its own (bot/picture/darkroom.h). */
#ifndef BOT_PICTURE_PICTURE_H
#define BOT_PICTURE_PICTURE_H

#include "bot/base/str.h"

enum {
	PICTURE_SIDE = 1600,
	PICTURE_BYTES = 700 * 1024,
	/* What may be decoded, in pixels. JPEG is decoded at a fraction of its
	 * size, so phones with 50 megapixels pass; others need 4 bytes each. */
	PICTURE_JPEG_PIXELS = 64 * 1000 * 1000,
	PICTURE_PIXELS = 32 * 1000 * 1000,
};

enum picture_verdict {
	PICTURE_OK,
	PICTURE_UNREADABLE, /* none of the three kinds, or damaged, or moving */
	PICTURE_TOO_LARGE,  /* more pixels than we decode */
	PICTURE_NO_MEMORY,  /* here and now */
};

/* OK: *out is the JPEG, to be given to picture_free. The same bytes give the
 * same picture. Keeps nothing between calls; may run in several threads. */
enum picture_verdict picture_reencode(struct str in, struct str *out);
void picture_free(struct str);

/* How the camera was held: the Exif orientation (1 to 8) of a JPEG, PNG or
 * WebP; 1, upright, when it says nothing. */
int picture_orientation(struct str file);

#endif
