/* reply.c - a reply to JSON and back. */
#include "store/messages/reply.h"

#include "bot/base/json.h"

cJSON *position_json(const struct position *p)
{
	cJSON *o = cJSON_CreateObject();

	cJSON_AddNumberToObject(o, "lat", p->lat);
	cJSON_AddNumberToObject(o, "lon", p->lon);
	cJSON_AddStringToObject(o, "datum", p->datum == DATUM_WGS84 ? "wgs84" : "gcj02");
	return o;
}

struct str reply_save(const struct reply *r, struct arena *a)
{
	cJSON *o = cJSON_CreateObject();

	json_put(o, "text", r->text);
	if (r->n_buttons) {
		cJSON *list = cJSON_AddArrayToObject(o, "buttons");

		for (size_t i = 0; i < r->n_buttons; i++) {
			cJSON *b = cJSON_CreateObject();

			json_put(b, "text", r->buttons[i].text);
			json_put(b, "data", r->buttons[i].data);
			cJSON_AddItemToArray(list, b);
		}
	}
	if (r->position)
		cJSON_AddItemToObject(o, "position", position_json(r->position));
	json_put(o, "place", r->place);
	if (r->photo)
		cJSON_AddNumberToObject(o, "photo", (double)r->photo);
	if (r->receipt)
		cJSON_AddTrueToObject(o, "receipt");
	struct str s = json_print(o, a);

	cJSON_Delete(o);
	return s;
}

/* Copied: the tree does not live as long as the reply. */
static struct str copy(const cJSON *o, const char *key, struct arena *a)
{
	struct str s = json_str(o, key);

	return s.p ? arena_str(a, s) : NO_STR;
}

static void load_buttons(const cJSON *list, struct arena *a, struct reply *out)
{
	int n = cJSON_GetArraySize(list);
	const cJSON *b;

	if (n <= 0)
		return;
	out->buttons = arena_array(a, struct button, (size_t)n);
	cJSON_ArrayForEach(b, list)
		out->buttons[out->n_buttons++] = (struct button){ copy(b, "text", a), copy(b, "data", a) };
}

static struct position *load_position(const cJSON *o, struct arena *a)
{
	const cJSON *lat = cJSON_GetObjectItemCaseSensitive(o, "lat");
	const cJSON *lon = cJSON_GetObjectItemCaseSensitive(o, "lon");

	if (!cJSON_IsNumber(lat) || !cJSON_IsNumber(lon))
		return NULL;
	struct position *p = arena_one(a, struct position);

	p->lat = lat->valuedouble;
	p->lon = lon->valuedouble;
	p->datum = str_is(json_str(o, "datum"), "wgs84") ? DATUM_WGS84 : DATUM_GCJ02;
	return p;
}

bool reply_load(struct str json, struct arena *a, struct reply *out)
{
	struct str why;

	*out = (struct reply){ 0 };
	cJSON *o = json_parse(json, a, &why);

	if (!cJSON_IsObject(o)) {
		cJSON_Delete(o);
		return false;
	}
	out->text = copy(o, "text", a);
	load_buttons(cJSON_GetObjectItemCaseSensitive(o, "buttons"), a, out);
	out->position = load_position(cJSON_GetObjectItemCaseSensitive(o, "position"), a);
	out->place = copy(o, "place", a);
	out->photo = json_int(o, "photo", 0);
	out->receipt = json_bool(o, "receipt");
	cJSON_Delete(o);
	return true;
}
