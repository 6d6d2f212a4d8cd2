/* fuzz_form.c - any conversation with the forms of the shipped pack, a line a message;
 * a line that begins with ~ lets hours pass. From the root of the repository. */
#include <stdlib.h>
#include <string.h>

#include "bot/base/utf8.h"
#include "dialogs/build/build.h"
#include "dialogs/form/form.h"
#include "dialogs/pack/phrase.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct talk {
	struct pack *pack;
	struct arena *arena;
	struct form_state state;
	ms_t now;
};

static void judge(const struct talk *t, const struct form_result *r, enum form_step step)
{
	if ((r->phrase && !phrase_exists(t->pack, r->phrase)) || (r->lead && !phrase_exists(t->pack, r->lead)))
		abort();
	if (step == FORM_ASK && !r->phrase)
		abort();
	for (size_t i = 0; i < t->state.slots.n; i++)
		if (!utf8_valid(t->state.slots.v[i].value))
			abort();
}

static void say(struct talk *t, struct str text)
{
	struct heard h = { .text = text, .where = WHERE_PRIVATE, .now = t->now };
	struct message m = { .type = CHAT_PRIVATE, .text = text };
	struct form_result r = { 0 };
	struct understanding u;

	understand(t->pack, &h, t->arena, &u);
	const struct form *f = pack_form(t->pack, u.intent);

	if (t->state.form)
		form_hear(t->pack, &h, &m, &u, t->arena, &t->state, &r);
	else if (f)
		form_begin(f, &h, &u, t->arena, &t->state, &r);
	else
		return;
	judge(t, &r, r.step);
	cJSON *saved = form_save(&t->state);

	form_restore(t->pack, saved, t->arena, &t->state);
	cJSON_Delete(saved);
	if (r.step == FORM_CANCELLED)
		t->state = (struct form_state){ 0 };
}

static struct pack *load(void)
{
	struct problems wrong = { .arena = arena_new() };

	setenv("TZ", "Asia/Shanghai", 1);
	struct pack *p = pack_load("dialogs/zh-CN", &wrong);

	arena_free(wrong.arena);
	return p;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct talk t;
	struct str rest = { (const char *)data, size }, line;

	if (!t.pack) {
		t.pack = load();
		t.arena = arena_new();
		if (!t.pack)
			abort();
	}
	if (!utf8_valid(rest) || (size && memchr(data, 0, size)))
		return 0;
	t.state = (struct form_state){ 0 };
	t.now = INT64_C(1749610800000);
	while (str_split(&rest, '\n', &line)) {
		if (line.n && line.p[0] == '~')
			t.now += (ms_t)line.n * MS_HOUR;
		else
			say(&t, line);
	}
	arena_reset(t.arena);
	return 0;
}
