/* json.c - guards around cJSON. */
#include "bot/base/json.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bot/base/mem.h"
#include "bot/base/utf8.h"

static bool hex4_is_zero(struct str s, size_t i)
{
	return i + 4 <= s.n && memcmp(s.p + i, "0000", 4) == 0;
}

/* Nesting and NUL, found without building anything. */
static bool scan(struct str text, struct arena *a, struct str *why)
{
	int depth = 0;
	bool quoted = false;

	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];

		if (c == '\0') {
			*why = arena_printf(a, "NUL at byte %zu", i);
			return false;
		}
		if (quoted) {
			if (c == '"') {
				quoted = false;
			} else if (c == '\\') {
				if (i + 1 < text.n && text.p[i + 1] == 'u' && hex4_is_zero(text, i + 2)) {
					*why = arena_printf(a, "NUL (\\u0000) at byte %zu", i);
					return false;
				}
				i++;
			}
		} else if (c == '"') {
			quoted = true;
		} else if (c == '{' || c == '[') {
			if (++depth > JSON_DEPTH) {
				*why = arena_printf(a, "nested deeper than %d at byte %zu", JSON_DEPTH, i);
				return false;
			}
		} else if (c == '}' || c == ']') {
			depth--;
		}
	}
	return true;
}

cJSON *json_parse(struct str text, struct arena *a, struct str *why)
{
	const char *end = NULL;

	if (!utf8_valid(text)) {
		*why = STR("not valid UTF-8");
		return NULL;
	}
	if (!scan(text, a, why))
		return NULL;
	struct str copy = arena_str(a, text); /* cJSON wants the NUL to prove that nothing follows */
	cJSON *tree = cJSON_ParseWithLengthOpts(copy.p, copy.n + 1, &end, 1);

	if (!tree)
		*why = arena_printf(a, "JSON syntax error at byte %zu", end ? (size_t)(end - copy.p) : 0);
	return tree;
}

struct str json_str(const cJSON *object, const char *key)
{
	const cJSON *v = cJSON_GetObjectItemCaseSensitive(object, key);

	return cJSON_IsString(v) ? str_c(v->valuestring) : NO_STR;
}

static bool whole(const cJSON *v)
{
	return cJSON_IsNumber(v) && v->valuedouble == floor(v->valuedouble) &&
	       fabs(v->valuedouble) <= 9007199254740992.0;
}

struct str json_id(const cJSON *object, const char *key, struct arena *a)
{
	const cJSON *v = cJSON_GetObjectItemCaseSensitive(object, key);

	if (whole(v))
		return arena_printf(a, "%.0f", v->valuedouble);
	return cJSON_IsString(v) ? str_c(v->valuestring) : NO_STR;
}

bool json_bool(const cJSON *object, const char *key)
{
	return cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(object, key));
}

int64_t json_int(const cJSON *object, const char *key, int64_t otherwise)
{
	const cJSON *v = cJSON_GetObjectItemCaseSensitive(object, key);

	return whole(v) ? (int64_t)v->valuedouble : otherwise;
}

struct str json_print(const cJSON *tree, struct arena *a)
{
	char *text = cJSON_PrintUnformatted(tree);

	if (!text)
		mem_exhausted();
	struct str s = arena_str(a, str_c(text));

	free(text);
	return s;
}

void json_put(cJSON *object, const char *key, struct str value)
{
	if (!value.p)
		return;
	char *text = mem_alloc(value.n + 1);

	if (value.n)
		memcpy(text, value.p, value.n);
	text[value.n] = '\0';
	cJSON_AddStringToObject(object, key, text);
	free(text);
}
