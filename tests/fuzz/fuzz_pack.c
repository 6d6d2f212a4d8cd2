/* fuzz_pack.c - any bytes as the file of a pack: taken or refused with a place, and
 * what was taken can be checked and used. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "dialogs/build/build.h"
#include "dialogs/check/check.h"
#include "dialogs/pack/phrase.h"
#include "dialogs/match/understand.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char dir[] = "/tmp/xd-fuzz-XXXXXX";

static void clean(void)
{
	char path[64];

	snprintf(path, sizeof path, "%s/a.ini", dir);
	unlink(path);
	rmdir(dir);
}

static void use(struct pack *p, struct arena *a)
{
	struct problems wrong = { .arena = a }, notes = { .arena = a };
	struct understanding u;

	pack_check(p, NULL, &wrong, &notes);
	understand_line(p, WHERE_PRIVATE, STR("我要投诉 万福广场不让停车"), INT64_C(1749610800000), a, &u);
	phrase(p, "form.back", 0, NULL, 0, a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char path[64];

	if (strstr(dir, "XXXXXX")) {
		if (!mkdtemp(dir))
			return 0;
		atexit(clean);
	}
	snprintf(path, sizeof path, "%s/a.ini", dir);
	FILE *f = fopen(path, "w");

	if (!f)
		return 0;
	fwrite(data, 1, size, f);
	fclose(f);
	struct problems wrong = { .arena = arena_new() };
	struct pack *p = pack_load(dir, &wrong);

	if (!p && wrong.n == 0)
		abort();
	if (p)
		use(p, wrong.arena);
	pack_free(p);
	arena_free(wrong.arena);
	return 0;
}
