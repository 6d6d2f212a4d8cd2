/* fuzz_json.c - any bytes: what json_check takes cJSON reads, and every name and
 * string in it arrives whole, byte for byte as many as the text spells. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "bot/base/json.h"
#include "bot/base/json_check.h"
#include "bot/base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t bytes_of_tree(const cJSON *o)
{
	size_t n = 0;

	for (; o; o = o->next) {
		n += o->string ? strlen(o->string) : 0;
		n += cJSON_IsString(o) ? strlen(o->valuestring) : 0;
		n += bytes_of_tree(o->child);
	}
	return n;
}

static unsigned long unit_of(const char *backslash)
{
	char digits[5] = { 0 };

	memcpy(digits, backslash + 2, 4);
	return strtoul(digits, NULL, 16);
}

/* What stands in quotes in a text that is known to be JSON, escapes undone. */
static size_t bytes_of_text(struct str s)
{
	size_t n = 0;
	bool quoted = false;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"') {
			quoted = !quoted;
		} else if (quoted && s.p[i] == '\\' && s.p[i + 1] == 'u') {
			unsigned long unit = unit_of(s.p + i);
			bool pair = unit >= 0xd800 && unit < 0xe000;

			n += unit < 0x80 ? 1 : unit < 0x800 ? 2 : pair ? 4 : 3;
			i += pair ? 11 : 5;
		} else if (quoted) {
			i += s.p[i] == '\\';
			n++;
		}
	}
	return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct str text = arena_str(a, (struct str){ (const char *)data, size }), why = NO_STR;

	if (json_check(text, a, &why)) {
		cJSON *tree = json_parse(text, a, &why);

		if (!tree || why.p || !utf8_valid(text) || bytes_of_tree(tree) != bytes_of_text(text))
			abort();
		cJSON_Delete(tree);
	} else if (!why.n) {
		abort();
	}
	arena_free(a);
	return 0;
}
