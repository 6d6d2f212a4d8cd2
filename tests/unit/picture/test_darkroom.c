/* test_darkroom.c - pictures in a process of their own: what comes back, and
 * that nothing which happens there reaches us. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <uv.h>

#include "bot/base/mem.h"
#include "bot/picture/darkroom.h"
#include "bot/picture/darkroom_internal.h"
#include "tests/unit/picture/picture_fixture.h"

static uv_loop_t loop;
static struct arena *arena;

struct outcome {
	int calls;
	enum picture_verdict verdict;
	struct str jpeg;
	const char *trouble;
};

static int set_up(void **state)
{
	(void)state;
	arena = arena_new();
	return uv_loop_init(&loop);
}

static int tear_down(void **state)
{
	(void)state;
	uv_run(&loop, UV_RUN_DEFAULT);
	arena_free(arena);
	return uv_loop_close(&loop); /* nothing was left open */
}

static void done(void *arg, const struct darkroom_result *r)
{
	struct outcome *o = arg;

	o->calls++;
	o->verdict = r->verdict;
	o->jpeg = r->jpeg.p ? arena_str(arena, r->jpeg) : NO_STR;
	o->trouble = r->trouble;
}

static struct outcome develop(struct str bytes)
{
	struct outcome o = { 0 };

	darkroom_begin(&loop, bytes, done, &o);
	assert_int_equal(o.calls, 0);
	uv_run(&loop, UV_RUN_DEFAULT);
	assert_int_equal(o.calls, 1);
	return o;
}

static void test_the_same_as_at_home(void **state)
{
	struct str in = jpeg_with_exif(jpeg_of(canvas_noise(1200, 900, arena), 0, arena),
				       exif_block(6, "N30.41", arena), arena);
	struct outcome o = develop(in);
	struct str here;

	(void)state;
	assert_true(in.n > 1 << 20); /* more than a pipe holds */
	assert_null(o.trouble);
	assert_int_equal(o.verdict, PICTURE_OK);
	assert_int_equal(picture_reencode(in, &here), PICTURE_OK);
	assert_true(str_eq(o.jpeg, here));
	picture_free(here);
}

static void test_every_kind(void **state)
{
	struct canvas c = canvas_quarters(2000, 1000, arena);
	struct str all[] = { jpeg_of(c, 0, arena), jpeg_of(c, TJFLAG_PROGRESSIVE, arena), png_of(c, arena),
			     webp_of(c, true, arena), webp_of(c, false, arena) };

	(void)state;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		struct outcome o = develop(all[i]);

		assert_null(o.trouble);
		assert_int_equal(o.verdict, PICTURE_OK);
		assert_true(str_starts(o.jpeg, STR("\xff\xd8\xff")));
	}
}

static void test_refusals(void **state)
{
	struct str png = png_of(canvas_quarters(8, 8, arena), arena);
	char crc[4];

	(void)state;
	assert_int_equal(develop(STR("GIF89a")).verdict, PICTURE_UNREADABLE);
	assert_int_equal(develop(NO_STR).verdict, PICTURE_UNREADABLE);
	assert_null(develop(str_sub(png, 0, 60)).trouble);
	memcpy((char *)png.p + 16, "\0\0\xea\x60\0\0\xea\x60", 8);
	put(crc, png_crc(str_sub(png, 12, 29)), 4);
	memcpy((char *)png.p + 29, crc, 4);
	struct outcome o = develop(png);

	assert_int_equal(o.verdict, PICTURE_TOO_LARGE);
	assert_null(o.trouble);
	/* more than it takes: it ends while we still write */
	o = develop((struct str){ arena_alloc(arena, 40 << 20), 40 << 20 });
	assert_non_null(o.trouble);
	assert_null(o.jpeg.p);
}

/* The process id of our one child; 0: there is none. */
static int child(void)
{
	char path[64], line[64] = "";
	FILE *f;
	int pid = 0;

	snprintf(path, sizeof path, "/proc/self/task/%d/children", getpid());
	f = fopen(path, "re");
	if (f && fgets(line, sizeof line, f))
		pid = atoi(line);
	if (f)
		fclose(f);
	return pid;
}

static void test_killed(void **state)
{
	struct outcome o = { 0 };

	(void)state;
	darkroom_begin(&loop, png_of(canvas_noise(1000, 1000, arena), arena), done, &o);
	assert_true(child() > 0);
	kill(child(), SIGKILL);
	uv_run(&loop, UV_RUN_DEFAULT);
	assert_int_equal(o.calls, 1);
	assert_non_null(o.trouble);
	assert_null(o.jpeg.p);
	assert_int_equal(child(), 0);
}

static void test_cancelled(void **state)
{
	struct outcome o = { 0 };
	struct darkroom *d = darkroom_begin(&loop, png_of(canvas_noise(1000, 1000, arena), arena), done, &o);

	(void)state;
	darkroom_cancel(d);
	uv_run(&loop, UV_RUN_DEFAULT);
	assert_int_equal(o.calls, 0);
}

/* Locks itself in, as the process of a picture does, then tries what it should not. */
static int try(const char *what)
{
	void *volatile big = NULL;

	if (!darkroom_lock_in())
		return 98;
	if (strcmp(what, "memory") == 0)
		big = malloc(1 << 30);
	else if (strcmp(what, "open") == 0)
		open("/etc/passwd", O_RDONLY);
	else if (strcmp(what, "socket") == 0)
		socket(AF_INET, SOCK_STREAM, 0);
	else if (strcmp(what, "fork") == 0)
		fork();
	else if (strcmp(what, "exec") == 0)
		execl("/bin/true", "true", (char *)NULL);
	else if (strcmp(what, "code") == 0)
		mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	return big ? 97 : 0;
}

static void assert_ends_by(const char *what, int expected)
{
	int status = 0, pid = fork();

	if (pid == 0) {
		execl("/proc/self/exe", "test_darkroom", "--try", what, (char *)NULL);
		_exit(99);
	}
	waitpid(pid, &status, 0);
	if (expected < 0)
		assert_true(WIFSIGNALED(status) && WTERMSIG(status) == -expected);
	else
		assert_true(WIFEXITED(status) && WEXITSTATUS(status) == expected);
}

static void test_walls(void **state)
{
	(void)state;
	if (DARKROOM_OPEN)
		skip();
	assert_ends_by("nothing", 0);
	assert_ends_by("memory", 0);
	assert_ends_by("open", -SIGSYS);
	assert_ends_by("socket", -SIGSYS);
	assert_ends_by("fork", -SIGSYS);
	assert_ends_by("exec", -SIGSYS);
	assert_ends_by("code", -SIGSYS);
}

#define DARKROOM_TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		DARKROOM_TEST(test_the_same_as_at_home),
		DARKROOM_TEST(test_every_kind),
		DARKROOM_TEST(test_refusals),
		DARKROOM_TEST(test_killed),
		DARKROOM_TEST(test_cancelled),
		DARKROOM_TEST(test_walls),
	};

	darkroom_child(argc, argv);
	if (argc == 3)
		_exit(try(argv[2]));
	signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
