/* list.c - lists by pages. */
#include "handlers/talk/list.h"

#include <inttypes.h>

#include "bot/base/buf.h"
#include "handlers/turn/turn.h"
#include "handlers/talk/listed.h"

enum { STANDS = 30 * MS_MINUTE, PAGE_BYTES = 8 * 1024 };

static void remember_rest(struct turn *t, const struct str *items, size_t from, size_t n)
{
	cJSON *rest = cJSON_CreateArray();

	for (size_t i = from; i < n && i < LIST_MAX; i++)
		cJSON_AddItemToArray(rest, cJSON_CreateString(arena_cstr(t->arena, items[i])));
	turn_remember(t, "list", rest);
	turn_expect(t, "list", STANDS);
}

void list_say(struct turn *t, const struct str *items, size_t n)
{
	struct buf page;
	size_t shown = n < LIST_PAGE ? n : LIST_PAGE;

	buf_init(&page, PAGE_BYTES);
	for (size_t i = 0; i < shown; i++) {
		if (i)
			buf_char(&page, '\n');
		buf_add(&page, items[i]);
	}
	turn_say_text(t, arena_str(t->arena, buf_str(&page)));
	for (size_t i = 0; i < shown; i++)
		listed_line(t, items[i]);
	buf_free(&page);
	turn_remember(t, "list", NULL);
	if (shown == n)
		return;
	remember_rest(t, items, shown, n);
	turn_say(t, "list.more", FILL("n", arena_printf(t->arena, "%zu", n - shown)));
	turn_button(t, turn_phrase(t, PHRASE("list.next"), NULL, 0), NO_STR);
}

static void next_page(struct turn *t)
{
	cJSON *rest = turn_memo(t, "list"), *one;
	size_t n = 0, room = (size_t)cJSON_GetArraySize(rest);
	struct str *items = arena_array(t->arena, struct str, room + 1);

	cJSON_ArrayForEach(one, rest) if (cJSON_IsString(one) && n < room)
		items[n++] = arena_str(t->arena, str_c(one->valuestring));
	if (n)
		list_say(t, items, n);
	else
		turn_say(t, "list.end", FILL("name", t->who.name));
}

const struct handler list_handlers[] = {
	{ .intent = "list.more", .run = next_page },
	{ 0 },
};
