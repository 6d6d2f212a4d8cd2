/* whereabouts.c - where the speaker is, and that it need not be said twice. */
#include "handlers/talk/whereabouts.h"

#include "store/place/geo.h"
#include "store/place/place.h"

enum { KEPT = 2 * MS_HOUR };

struct str whereabouts_place(struct turn *t, struct str text, struct position *p)
{
	const struct gazetteer *g = t->world->places;

	if (!text.n)
		return NO_STR;
	if (place_position(t->db, text, p))
		return text;
	struct str known = g ? g->longest(g->arg, text, t->arena) : NO_STR;

	return known.n && place_position(t->db, known, p) ? known : NO_STR;
}

static bool remembered(struct turn *t, struct whereabouts *w)
{
	cJSON *memo = turn_memo(t, "here"), *lat = cJSON_GetObjectItemCaseSensitive(memo, "lat"),
	      *lon = cJSON_GetObjectItemCaseSensitive(memo, "lon");

	if (!memo || t->now - json_int(memo, "at", 0) > KEPT)
		return false;
	w->place = json_str(memo, "place");
	if (w->place.p) {
		w->place = arena_str(t->arena, w->place); /* the memo may be replaced in this turn */
		return place_position(t->db, w->place, &w->at);
	}
	if (!cJSON_IsNumber(lat) || !cJSON_IsNumber(lon))
		return false;
	w->at = (struct position){ lat->valuedouble, lon->valuedouble, geo_datum(json_str(memo, "datum")) };
	return true;
}

static bool works(struct turn *t, struct whereabouts *w)
{
	int64_t street = turn_is_group(t) && t->chat.street ? t->chat.street : t->who.street;

	if (!street || !place_position_by_id(t->db, street, &w->at))
		return false;
	w->place = place_name(t->db, street, t->arena);
	return true;
}

struct whereabouts whereabouts(struct turn *t)
{
	struct whereabouts w = { .said = slots_get(&t->slots, "place") };

	if (t->m->position) {
		w.how = HERE_SENT;
		w.at = *t->m->position;
	} else if (w.said.n) {
		w.place = whereabouts_place(t, w.said, &w.at);
		w.how = w.place.n ? HERE_SAID : HERE_NO_SUCH;
	} else if (remembered(t, &w)) {
		w.how = HERE_REMEMBERED;
	} else if (works(t, &w)) {
		w.how = HERE_WORKS;
	}
	return w;
}

static cJSON *stamped(struct turn *t)
{
	cJSON *memo = cJSON_CreateObject();

	cJSON_AddNumberToObject(memo, "at", (double)t->now);
	return memo;
}

void whereabouts_note(struct turn *t)
{
	const struct intent *intent = pack_intent(t->world->pack, t->u.intent);
	struct str said = slots_get(&t->slots, "place"), place;
	struct position p;

	if (turn_memo(t, "here") && t->now - json_int(turn_memo(t, "here"), "at", 0) > KEPT)
		turn_remember(t, "here", NULL);
	/* a place that staff name is seldom where they are, nor is a station that one asks about */
	if ((intent && intent_admin(intent)) || slots_get(&t->slots, "station_name").n)
		return;
	if (t->m->position && !turn_is_group(t)) {
		cJSON *memo = stamped(t);

		cJSON_AddNumberToObject(memo, "lat", t->m->position->lat);
		cJSON_AddNumberToObject(memo, "lon", t->m->position->lon);
		json_put(memo, "datum", str_c(geo_datum_name(t->m->position->datum)));
		turn_remember(t, "here", memo);
	} else if ((place = whereabouts_place(t, said.n ? said : slots_get(&t->u.slots, "place"), &p)).n) {
		cJSON *memo = stamped(t);

		json_put(memo, "place", place);
		turn_remember(t, "here", memo);
	}
}
