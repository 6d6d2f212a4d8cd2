/* test_picture.c - any picture in, a small upright JPEG without metadata out;
 * what is no picture, or too large, is refused before it is decoded. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <time.h>

#include "bot/picture/picture.h"
#include "tests/unit/picture/picture_fixture.h"

static struct arena *arena;

static int set_up(void **state)
{
	(void)state;
	arena = arena_new();
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

/* The result, decoded by itself: RGB. */
static struct canvas look(struct str jpeg)
{
	tjhandle t = tjInitDecompress();
	struct canvas c = { 0 };
	int subsampling, colours;

	assert_int_equal(tjDecompressHeader3(t, (const unsigned char *)jpeg.p, jpeg.n, &c.width, &c.height,
					     &subsampling, &colours),
			 0);
	c.p = arena_alloc(arena, (size_t)c.width * (size_t)c.height * 3);
	assert_int_equal(
		tjDecompress2(t, (const unsigned char *)jpeg.p, jpeg.n, c.p, c.width, 0, c.height, TJPF_RGB, 0), 0);
	tjDestroy(t);
	return c;
}

/* Re-encodes what must be a picture; the JPEG is in the arena. */
static struct str reencoded(struct str in)
{
	struct str out;

	assert_int_equal(picture_reencode(in, &out), PICTURE_OK);
	assert_true(out.n > 0 && out.n <= PICTURE_BYTES);
	struct str jpeg = arena_str(arena, out);

	picture_free(out);
	return jpeg;
}

/* 'r', 'g', 'b', 'y', 'w', or '?', in the middle of a quarter: 0 top left, 1 top right, 2, 3. */
static char colour(struct canvas c, int quarter)
{
	int x = quarter & 1 ? c.width * 3 / 4 : c.width / 4, y = quarter & 2 ? c.height * 3 / 4 : c.height / 4;
	const unsigned char *p = c.p + 3 * ((size_t)y * (size_t)c.width + (size_t)x);
	int bits = (p[0] > 200) << 2 | (p[1] > 200) << 1 | (p[2] > 200);

	for (int i = 0; i < 3; i++)
		if (p[i] > 55 && p[i] <= 200)
			return '?';
	return "?bg?r?yw"[bits];
}

static void assert_quarters(struct str jpeg, int width, int height, const char *colours)
{
	struct canvas c = look(jpeg);
	char seen[5] = "";

	for (int i = 0; i < 4; i++)
		seen[i] = colour(c, i);
	assert_string_equal(seen, colours);
	assert_int_equal(c.width, width);
	assert_int_equal(c.height, height);
}

static void test_kinds(void **state)
{
	struct canvas c = canvas_quarters(160, 80, arena);

	(void)state;
	assert_quarters(reencoded(jpeg_of(c, 0, arena)), 160, 80, "rgby");
	assert_quarters(reencoded(jpeg_of(c, TJFLAG_PROGRESSIVE, arena)), 160, 80, "rgby");
	assert_quarters(reencoded(png_of(c, arena)), 160, 80, "rgby");
	assert_quarters(reencoded(webp_of(c, true, arena)), 160, 80, "rgby");
	assert_quarters(reencoded(webp_of(c, false, arena)), 160, 80, "rgby");
	assert_quarters(reencoded(png_of(canvas_quarters(2, 2, arena), arena)), 2, 2, "????");
}

static void test_is_scaled(void **state)
{
	(void)state;
	assert_quarters(reencoded(jpeg_of(canvas_quarters(4000, 3000, arena), 0, arena)), 1600, 1200, "rgby");
	assert_quarters(reencoded(jpeg_of(canvas_quarters(1601, 900, arena), 0, arena)), 1600, 899, "rgby");
	assert_quarters(reencoded(png_of(canvas_quarters(1000, 3200, arena), arena)), 500, 1600, "rgby");
	assert_quarters(reencoded(webp_of(canvas_quarters(2000, 2000, arena), false, arena)), 1600, 1600, "rgby");
	assert_quarters(reencoded(jpeg_of(canvas_quarters(1600, 1600, arena), 0, arena)), 1600, 1600, "rgby");
	struct canvas thin = look(reencoded(jpeg_of(canvas_quarters(60000, 2, arena), 0, arena)));

	assert_int_equal(thin.width, 1600);
	assert_int_equal(thin.height, 1);
}

static void test_is_never_large(void **state)
{
	(void)state;
	struct canvas c = look(reencoded(png_of(canvas_noise(1600, 1600, arena), arena)));

	assert_true(c.width <= PICTURE_SIDE && c.width >= 600);
	assert_int_equal(c.width, c.height);
}

/* Which quarter of the picture as taken is seen at the top left, top right,
 * bottom left, bottom right; from the words of the standard ("the 0th row is
 * the visual right side", …). */
static const char *const upright[9] = { "", "rgby", "gryb", "ybgr", "byrg", "rbgy", "bryg", "ygbr", "gyrb" };

static void test_is_turned(void **state)
{
	struct str jpeg = jpeg_of(canvas_quarters(160, 80, arena), 0, arena);
	struct str png = png_of(canvas_quarters(160, 80, arena), arena);
	struct str webp = webp_of(canvas_quarters(160, 80, arena), true, arena);

	(void)state;
	for (int o = 1; o <= 8; o++) {
		struct str block = exif_block(o, "N30.41 E103.46", arena);
		struct str all[] = { jpeg_with_exif(jpeg, block, arena), png_with_exif(png, block, arena),
				     webp_with_exif(webp, 160, 80, block, arena) };

		for (size_t i = 0; i < 3; i++) {
			assert_int_equal(picture_orientation(all[i]), o);
			assert_quarters(reencoded(all[i]), o < 5 ? 160 : 80, o < 5 ? 80 : 160, upright[o]);
		}
	}
}

static void test_orientation_that_is_none(void **state)
{
	struct str jpeg = jpeg_of(canvas_quarters(16, 8, arena), 0, arena);
	struct str block = exif_block(6, "x", arena);

	(void)state;
	assert_int_equal(picture_orientation(jpeg), 1);
	assert_int_equal(picture_orientation(NO_STR), 1);
	assert_int_equal(picture_orientation(jpeg_with_exif(jpeg, exif_block(9, "x", arena), arena)), 1);
	assert_int_equal(picture_orientation(jpeg_with_exif(jpeg, exif_block(0, "x", arena), arena)), 1);
	/* cut anywhere: an orientation, and no byte beyond the end is read (the heap block is exact) */
	for (size_t n = 0; n < block.n + 10; n++) {
		struct str whole = jpeg_with_exif(jpeg, str_sub(block, 0, n), arena);
		struct str cut = str_sub(jpeg_with_exif(jpeg, block, arena), 0, n);
		char *exact = malloc(cut.n + 1);

		memcpy(exact, cut.p, cut.n);
		assert_in_range(picture_orientation((struct str){ exact, cut.n }), 1, 8);
		assert_in_range(picture_orientation(whole), 1, 8);
		free(exact);
	}
}

static void test_metadata_is_gone(void **state)
{
	static const char where[] = "N30.412345 E103.461234";
	struct canvas c = canvas_quarters(160, 80, arena);
	struct str block = exif_block(1, where, arena);
	struct str all[] = { jpeg_with_exif(jpeg_of(c, 0, arena), block, arena),
			     png_with_exif(png_of(c, arena), block, arena),
			     webp_with_exif(webp_of(c, true, arena), 160, 80, block, arena) };

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		assert_true(str_has(all[i], str_c(where)));
		struct str out = reencoded(all[i]);

		assert_false(str_has(out, str_c(where)));
		assert_false(str_has(out, STR("Exif")) || str_has(out, STR("\xff\xe1")));
	}
}

static void test_clear_is_white(void **state)
{
	struct canvas c = canvas_quarters(160, 80, arena);

	(void)state;
	for (size_t i = 0; i < 160 * 40; i++) /* the upper half */
		c.p[4 * i + 3] = 0;
	assert_quarters(reencoded(png_of(c, arena)), 160, 80, "wwby");
	assert_quarters(reencoded(webp_of(c, true, arena)), 160, 80, "wwby");
}

static void assert_refused(struct str in, enum picture_verdict expected)
{
	struct str out;

	assert_int_equal(picture_reencode(in, &out), expected);
	assert_null(out.p);
}

static void test_no_picture(void **state)
{
	struct str png = png_of(canvas_noise(64, 64, arena), arena);
	struct str webp = webp_of(canvas_noise(64, 64, arena), true, arena);
	struct str jpeg = jpeg_of(canvas_noise(64, 64, arena), 0, arena);
	struct str half = str_sub(jpeg, 0, jpeg.n / 2);

	(void)state;
	assert_refused(NO_STR, PICTURE_UNREADABLE);
	assert_refused(STR("hello"), PICTURE_UNREADABLE);
	assert_refused(STR("GIF89a\1\0\1\0\0\0\0;"), PICTURE_UNREADABLE);
	assert_refused(STR("\0\0\0\30ftypheic\0\0\0\0mif1heic"), PICTURE_UNREADABLE);
	assert_refused(STR("<svg xmlns='http://www.w3.org/2000/svg'/>"), PICTURE_UNREADABLE);
	assert_refused(STR("\xff\xd8\xff"), PICTURE_UNREADABLE);
	assert_refused(STR("\x89PNG\r\n\x1a\n"), PICTURE_UNREADABLE);
	assert_refused(STR("RIFF\x20\0\0\0WEBPVP8 "), PICTURE_UNREADABLE);
	assert_refused(str_sub(png, 0, png.n / 2), PICTURE_UNREADABLE);
	assert_refused(str_sub(webp, 0, webp.n / 2), PICTURE_UNREADABLE);
	assert_true(reencoded(half).n > 0); /* what came of it is better than nothing */
}

static struct str patched(struct str file, size_t at, const char *bytes, size_t n)
{
	char *p = arena_alloc(arena, file.n);

	memcpy(p, file.p, file.n);
	memcpy(p + at, bytes, n);
	return (struct str){ p, file.n };
}

/* A few bytes that would become gigabytes. */
static void test_bombs(void **state)
{
	struct str png = png_of(canvas_quarters(8, 8, arena), arena);
	struct str jpeg = jpeg_of(canvas_quarters(8, 8, arena), 0, arena);
	struct str webp = webp_of(canvas_quarters(8, 8, arena), true, arena);
	struct timespec before, after;
	char crc[4];

	(void)state;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &before);
	png = patched(png, 16, "\0\0\xea\x60\0\0\xea\x60", 8); /* 60,000 a side */
	put(crc, png_crc(str_sub(png, 12, 29)), 4);
	assert_refused(patched(png, 29, crc, 4), PICTURE_TOO_LARGE);
	ptrdiff_t frame = str_find(jpeg, STR("\xff\xc0"));

	assert_true(frame > 0);
	assert_refused(patched(jpeg, (size_t)frame + 5, "\xea\x60\xea\x60", 4), PICTURE_TOO_LARGE);
	/* VP8L: one byte of signature, then 14 bits each of width - 1 and height - 1 */
	assert_refused(patched(webp, 21, "\xfe\xbf\xff\x0f", 4), PICTURE_TOO_LARGE);
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &after);
	assert_true(after.tv_sec - before.tv_sec <= 1);
}

#define PICTURE_TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		PICTURE_TEST(test_kinds),
		PICTURE_TEST(test_is_scaled),
		PICTURE_TEST(test_is_never_large),
		PICTURE_TEST(test_is_turned),
		PICTURE_TEST(test_orientation_that_is_none),
		PICTURE_TEST(test_metadata_is_gone),
		PICTURE_TEST(test_clear_is_white),
		PICTURE_TEST(test_no_picture),
		PICTURE_TEST(test_bombs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
