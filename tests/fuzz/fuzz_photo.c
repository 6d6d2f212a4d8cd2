/* fuzz_photo.c - any bytes: a JPEG within the limits, the same each time, or a
 * refusal. tests/fuzz/fuzz_photo/ has a small picture of each kind. */
#include <stdlib.h>
#include <string.h>
#include <turbojpeg.h>

#include "bot/picture/picture.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void judge(struct str jpeg)
{
	tjhandle t = tjInitDecompress();
	int width, height, subsampling, colours;

	if (!jpeg.n || jpeg.n > PICTURE_BYTES ||
	    tjDecompressHeader3(t, (const unsigned char *)jpeg.p, jpeg.n, &width, &height, &subsampling, &colours) != 0)
		abort();
	if (width < 1 || height < 1 || width > PICTURE_SIDE || height > PICTURE_SIDE)
		abort();
	tjDestroy(t);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str in = { (const char *)data, size }, out;
	int orientation = picture_orientation(in);

	if (orientation < 1 || orientation > 8)
		abort();
	enum picture_verdict v = picture_reencode(in, &out);

	if (v == PICTURE_OK)
		judge(out);
	else if (out.p || v > PICTURE_NO_MEMORY)
		abort();
	picture_free(out);
	return 0;
}
