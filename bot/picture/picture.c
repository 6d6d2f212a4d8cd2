/* picture.c - decode by TurboJPEG, libpng or libwebp into one canvas (libwebp's
 * WebPPicture, which can blend and shrink), turn it, encode by TurboJPEG. */
#include "bot/picture/picture.h"

#include <endian.h>
#include <png.h>
#include <stdlib.h>
#include <string.h>
#include <turbojpeg.h>
#include <webp/decode.h>
#include <webp/encode.h>

#include "store/media/photo.h"

/* A pixel of the canvas is a number 0xAARRGGBB. */
#if BYTE_ORDER == LITTLE_ENDIAN
enum { CANVAS_JPEG = TJPF_BGRA, CANVAS_PNG = PNG_FORMAT_BGRA };
#define canvas_webp WebPDecodeBGRAInto
#else
enum { CANVAS_JPEG = TJPF_ARGB, CANVAS_PNG = PNG_FORMAT_ARGB };
#define canvas_webp WebPDecodeARGBInto
#endif
enum { WHITE = 0xffffff, BEST_QUALITY = 85, WORST_QUALITY = 45 };

static enum picture_verdict canvas_new(WebPPicture *c, int width, int height)
{
	if (!WebPPictureInit(c))
		return PICTURE_NO_MEMORY; /* other headers than library: cannot be */
	c->use_argb = 1;
	c->width = width;
	c->height = height;
	if (!WebPPictureAlloc(c))
		return PICTURE_NO_MEMORY;
	/* what a damaged file leaves open is white, not what lay in memory */
	memset(c->argb, 0xff, (size_t)c->argb_stride * (size_t)height * sizeof *c->argb);
	return PICTURE_OK;
}

static enum picture_verdict judge_size(int64_t width, int64_t height, int64_t most)
{
	if (width < 1 || height < 1)
		return PICTURE_UNREADABLE;
	return width > most / height ? PICTURE_TOO_LARGE : PICTURE_OK;
}

/* ------------------------------------------------------------------- decoding */

/* The decoder can leave out what would be shrunk away: 1/2, 1/4 or 1/8. */
static tjscalingfactor jpeg_scale(int width, int height)
{
	tjscalingfactor scale = { 1, 1 };
	int side = width > height ? width : height;

	while (scale.denom < 8 && side / (2 * scale.denom) >= PICTURE_SIDE)
		scale.denom *= 2;
	return scale;
}

/* A warning is a damaged or shortened file: what is there of it is shown. */
static bool jpeg_decode_into(tjhandle t, struct str in, WebPPicture *c)
{
	return tjDecompress2(t, (const unsigned char *)in.p, in.n, (unsigned char *)c->argb, c->width,
			     c->argb_stride * (int)sizeof *c->argb, c->height, CANVAS_JPEG, TJFLAG_LIMITSCANS) == 0 ||
	       tjGetErrorCode(t) == TJERR_WARNING;
}

static enum picture_verdict jpeg_decode(struct str in, WebPPicture *c)
{
	int width = 0, height = 0, subsampling, colours = -1; /* not set by a file of tables without a picture */
	tjhandle t = tjInitDecompress();
	enum picture_verdict v = PICTURE_UNREADABLE;

	if (!t)
		return PICTURE_NO_MEMORY;
	if (tjDecompressHeader3(t, (const unsigned char *)in.p, in.n, &width, &height, &subsampling, &colours) == 0 &&
	    colours != TJCS_CMYK && colours != TJCS_YCCK)
		v = judge_size(width, height, PICTURE_JPEG_PIXELS);
	if (v == PICTURE_OK) {
		tjscalingfactor scale = jpeg_scale(width, height);

		v = canvas_new(c, TJSCALED(width, scale), TJSCALED(height, scale));
		if (v == PICTURE_OK && !jpeg_decode_into(t, in, c))
			v = PICTURE_UNREADABLE;
	}
	tjDestroy(t);
	return v;
}

static enum picture_verdict png_decode(struct str in, WebPPicture *c)
{
	png_image image = { .version = PNG_IMAGE_VERSION };

	if (!png_image_begin_read_from_memory(&image, in.p, in.n))
		return PICTURE_UNREADABLE;
	enum picture_verdict v = judge_size(image.width, image.height, PICTURE_PIXELS);

	if (v == PICTURE_OK)
		v = canvas_new(c, (int)image.width, (int)image.height);
	image.format = CANVAS_PNG;
	if (v == PICTURE_OK &&
	    !png_image_finish_read(&image, NULL, c->argb, c->argb_stride * (int)sizeof *c->argb, NULL))
		v = PICTURE_UNREADABLE;
	png_image_free(&image);
	return v;
}

static enum picture_verdict webp_decode(struct str in, WebPPicture *c)
{
	const uint8_t *p = (const uint8_t *)in.p;
	WebPBitstreamFeatures is;

	if (WebPGetFeatures(p, in.n, &is) != VP8_STATUS_OK || is.has_animation)
		return PICTURE_UNREADABLE;
	enum picture_verdict v = judge_size(is.width, is.height, PICTURE_PIXELS);

	if (v == PICTURE_OK)
		v = canvas_new(c, is.width, is.height);
	if (v != PICTURE_OK)
		return v;
	int stride = c->argb_stride * (int)sizeof *c->argb;

	return canvas_webp(p, in.n, (uint8_t *)c->argb, (size_t)stride * (size_t)c->height, stride)
		       ? PICTURE_OK
		       : PICTURE_UNREADABLE;
}

static enum picture_verdict decode(struct str in, WebPPicture *c)
{
	const char *kind = photo_mime(in);

	if (!kind)
		return PICTURE_UNREADABLE;
	return (strcmp(kind, "image/jpeg") == 0	 ? jpeg_decode
		: strcmp(kind, "image/png") == 0 ? png_decode
						 : webp_decode)(in, c);
}

/* ------------------------------------------------------------------ the canvas */

static int at_least_1(int n)
{
	return n > 1 ? n : 1;
}

static enum picture_verdict shrink(WebPPicture *c, int side)
{
	int longer = c->width > c->height ? c->width : c->height;

	if (longer <= side)
		return PICTURE_OK;
	int width = (int)((int64_t)c->width * side / longer), height = (int)((int64_t)c->height * side / longer);

	return WebPPictureRescale(c, at_least_1(width), at_least_1(height)) ? PICTURE_OK : PICTURE_NO_MEMORY;
}

/* Where the pixel (x, y) of the upright picture is in the one as taken. */
static uint32_t pixel(const WebPPicture *c, int orientation, int x, int y)
{
	int right = c->width - 1, bottom = c->height - 1;
	bool lying = orientation >= 5; /* rows are columns */
	int sx = lying ? y : x, sy = lying ? x : y;

	if (orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8)
		sx = right - sx;
	if (orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7)
		sy = bottom - sy;
	return c->argb[(size_t)sy * (size_t)c->argb_stride + (size_t)sx];
}

static enum picture_verdict turn(WebPPicture *c, int orientation)
{
	bool lying = orientation >= 5;
	WebPPicture upright;

	if (orientation == 1)
		return PICTURE_OK;
	if (canvas_new(&upright, lying ? c->height : c->width, lying ? c->width : c->height) != PICTURE_OK)
		return PICTURE_NO_MEMORY;
	for (int y = 0; y < upright.height; y++)
		for (int x = 0; x < upright.width; x++)
			upright.argb[(size_t)y * (size_t)upright.argb_stride + (size_t)x] = pixel(c, orientation, x, y);
	WebPPictureFree(c);
	*c = upright;
	return PICTURE_OK;
}

/* ------------------------------------------------------------------- encoding */

static enum picture_verdict encode_at(tjhandle t, const WebPPicture *c, int quality, struct str *out)
{
	unsigned char *jpeg = NULL; /* allocated, and grown, by the library */
	unsigned long n = 0;

	if (tjCompress2(t, (const unsigned char *)c->argb, c->width, c->argb_stride * (int)sizeof *c->argb, c->height,
			CANVAS_JPEG, &jpeg, &n, TJSAMP_420, quality, 0) != 0) {
		tjFree(jpeg);
		return PICTURE_NO_MEMORY;
	}
	*out = (struct str){ (const char *)jpeg, n };
	return PICTURE_OK;
}

/* Rarely is the first try over 700 KiB; then worse, and in the end smaller. */
static enum picture_verdict encode(WebPPicture *c, struct str *out)
{
	tjhandle t = tjInitCompress();
	int side = PICTURE_SIDE, quality = BEST_QUALITY;
	enum picture_verdict v = t ? encode_at(t, c, quality, out) : PICTURE_NO_MEMORY;

	while (v == PICTURE_OK && out->n > PICTURE_BYTES) {
		picture_free(*out);
		*out = NO_STR;
		if (quality > WORST_QUALITY)
			quality -= 10;
		else
			v = shrink(c, side = side * 3 / 4);
		if (v == PICTURE_OK)
			v = encode_at(t, c, quality, out);
	}
	if (t)
		tjDestroy(t);
	return v;
}

enum picture_verdict picture_reencode(struct str in, struct str *out)
{
	WebPPicture c;

	*out = NO_STR;
	if (!WebPPictureInit(&c))
		return PICTURE_NO_MEMORY;
	enum picture_verdict v = decode(in, &c);

	if (v == PICTURE_OK) {
		WebPBlendAlpha(&c, WHITE);
		v = shrink(&c, PICTURE_SIDE);
	}
	if (v == PICTURE_OK)
		v = turn(&c, picture_orientation(in));
	if (v == PICTURE_OK)
		v = encode(&c, out);
	WebPPictureFree(&c);
	return v;
}

void picture_free(struct str jpeg)
{
	tjFree((unsigned char *)jpeg.p);
}
