/* json.c - guards around cJSON. */
#include "bot/base/json.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bot/base/json_check.h"
#include "bot/base/mem.h"

cJSON *json_parse(struct str text, struct arena *a, struct str *why)
{
	struct str copy = arena_str(a, text); /* both want the NUL behind it */

	if (!json_check(copy, a, why))
		return NULL;
	cJSON *tree = cJSON_ParseWithLengthOpts(copy.p, copy.n + 1, NULL, 1);

	if (!tree)
		*why = STR("cJSON does not take it");
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
	       fabs(v->valuedouble) <= 9007199254740991.0;
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
