/* handover.c - staff and the people they have taken over: words both ways. */
#include "handlers/human/handover.h"

#include <inttypes.h>
#include <string.h>

#include "handlers/turn/jobs.h"
#include "handlers/turn/hours.h"
#include "handlers/talk/list.h"
#include "handlers/turn/notice.h"
#include "store/db/number.h"
#include "store/person/role.h"

enum {
	AT_ONCE = 8,		       /* people that one of the staff may have */
	WHICH_STANDS = 30 * MS_MINUTE, /* words that wait for a number */
	FORM_FIRST = 10 * MS_MINUTE,   /* an open form of his own is answered first */
};

/* ------------------------------------------------------------------- carrying */

bool handover_say(const struct turn_world *w, const struct handover *h, enum handover_side to, const char *name,
		  const struct fill *fills, size_t n, ms_t now, struct arena *a)
{
	struct notice notice = { .person = to == TO_STAFF ? h->staff : h->person,
				 .chat = to == TO_STAFF ? h->staff_chat : h->chat,
				 .phrase = name,
				 .fills = fills,
				 .n = n,
				 .flags = NOTICE_URGENT,
				 .subject = handover_number(h, a) };

	return notice.chat && notice_send(w, &notice, now, a);
}

const char *handover_means(struct turn *t, const char *context, struct understanding *u)
{
	struct heard h = turn_heard(t);

	h.context = context;
	if (!h.text.p)
		h.text = STR("");
	understand(t->world->pack, &h, t->arena, u);
	return u->intent;
}

static struct str with(struct turn *t, struct str words, struct str note)
{
	return words.n ? arena_printf(t->arena, STR_FMT " " STR_FMT, STR_ARG(words), STR_ARG(note)) : note;
}

struct str handover_words(struct turn *t)
{
	struct str words = str_trim(t->m->button.p ? t->m->button : t->m->text.p ? t->m->text : STR(""));

	if (t->m->n_photos)
		words = with(t, words, turn_phrase(t, PHRASE("handover.photo"), NULL, 0));
	if (t->m->voice.p && !t->m->transcript)
		words = with(t, words, turn_phrase(t, PHRASE("handover.voice"), NULL, 0));
	if (t->m->position) {
		struct fill fills[] = { FILL("lat", arena_printf(t->arena, "%.5f", t->m->position->lat)),
					FILL("lon", arena_printf(t->arena, "%.5f", t->m->position->lon)) };

		words = with(t, words, turn_phrase(t, PHRASE("handover.position"), fills, 2));
	}
	return words;
}

static void alive(struct turn *t, const struct handover *h)
{
	handover_touch(t->db, h->id, t->now);
	timer_set(t->db, HANDOVER_IDLE, h->id, t->now + HANDOVER_SILENCE);
}

void handover_to_staff(struct turn *t, const struct handover *h, struct str words)
{
	struct fill fills[] = { FILL("who", handover_label(t->world, h, t->arena)), FILL("said", words) };

	if (!words.n)
		return;
	alive(t, h);
	handover_keep(t->db, h->id, words, t->now); /* until he is answered: what is sent may not arrive */
	if (handover_say(t->world, h, TO_STAFF, PHRASE("handover.from_person"), fills, 2, t->now, t->arena))
		return;
	/* whoever took it cannot be written to any more: the others are told */
	handover_release(t->db, h, t->now);
	timer_clear(t->db, HANDOVER_IDLE, h->id);
	struct handover again = handover_load(t->db, h->id);

	handover_ring(t->world, &again, 0, t->now, t->arena);
}

static void to_person(struct turn *t, const struct handover *h, struct str words, bool several)
{
	struct fill fills[] = { FILL("said", words), FILL("who", handover_label(t->world, h, t->arena)) };

	alive(t, h);
	handover_seen(t->db, h->id);
	if (!handover_say(t->world, h, TO_PERSON, PHRASE("handover.from_staff"), fills, 1, t->now, t->arena))
		turn_say_n(t, PHRASE("handover.unreached"), fills + 1, 1);
	else if (several)
		turn_say_n(t, PHRASE("handover.carried"), fills + 1, 1);
}

/* --------------------------------------------------------------------- ending */

static void over(const struct turn_world *w, const struct handover *h)
{
	timer_clear(w->db, HANDOVER_WAIT, h->id);
	timer_clear(w->db, HANDOVER_IDLE, h->id);
}

static void hand_back(struct turn *t, const struct handover *h)
{
	struct fill fill = FILL("who", handover_label(t->world, h, t->arena));

	if (!handover_close(t->db, h, "staff", t->who.uid, t->now))
		return;
	over(t->world, h);
	handover_say(t->world, h, TO_PERSON, PHRASE("human.handed_back"), NULL, 0, t->now, t->arena);
	turn_say_n(t, PHRASE("handover.ended"), &fill, 1);
}

/* Half an hour without a word either way. */
static void silence(const struct turn_world *w, const struct timer *timer, ms_t now, struct arena *a)
{
	struct handover h = handover_load(w->db, timer->subject);

	if (!h.open)
		return;
	if (now - h.last_at < HANDOVER_SILENCE) {
		timer_set(w->db, HANDOVER_IDLE, h.id, h.last_at + HANDOVER_SILENCE);
		return;
	}
	struct fill fill = FILL("who", handover_label(w, &h, a));

	handover_close(w->db, &h, "silence", NULL, now);
	over(w, &h);
	if (hours_quiet(w, now))
		return;
	handover_say(w, &h, TO_PERSON, PHRASE("human.ended_silence"), NULL, 0, now, a);
	handover_say(w, &h, TO_STAFF, PHRASE("handover.ended_silence"), &fill, 1, now, a);
}

/* ------------------------------------------------------------- which one is meant */

/* Words (or, empty: an end) that wait for a number. */
static void which(struct turn *t, const char *name, const struct handover *v, size_t n, const char *does,
		  struct str text)
{
	cJSON *memo = cJSON_CreateObject();

	json_put(memo, "does", str_c(does));
	json_put(memo, "text", text);
	cJSON_AddNumberToObject(memo, "at", (double)t->now);
	turn_remember(t, "handover", memo);
	turn_say_n(t, name, NULL, 0);
	for (size_t i = 0; i < n; i++)
		turn_button(t, handover_label(t->world, &v[i], t->arena), handover_number(&v[i], t->arena));
}

/* What waits, taken out; absent: nothing does. */
static struct str waiting_words(struct turn *t, bool *ends)
{
	cJSON *memo = turn_memo(t, "handover");
	struct str text = json_str(memo, "text");
	bool stands = text.p && t->now - json_int(memo, "at", 0) < WHICH_STANDS;

	*ends = str_is(json_str(memo, "does"), "end");
	text = stands ? arena_str(t->arena, text) : NO_STR;
	turn_remember(t, "handover", NULL);
	return text;
}

/* The one of `v` with the number that was said; NULL: none. */
static const struct handover *named(const struct understanding *u, const struct handover *v, size_t n)
{
	int64_t number = number_parse(slots_get(&u->slots, "handover"), 'H');

	for (size_t i = 0; number && i < n; i++)
		if (v[i].number == number)
			return &v[i];
	return NULL;
}

/* "对 H-2 说：明天来" as typed: "明天来". */
static struct str after_number(struct str said)
{
	static const char *const signs[] = { "：", ":", "，", ",", "说", "讲", NULL };
	size_t i = 0;

	while (i < said.n && !(said.p[i] >= '0' && said.p[i] <= '9'))
		i++;
	while (i < said.n && said.p[i] >= '0' && said.p[i] <= '9')
		i++;
	struct str rest = str_trim(str_sub(said, i, said.n));

	for (bool cut = true; cut;) {
		cut = false;
		for (size_t k = 0; !cut && signs[k]; k++) {
			cut = str_starts(rest, str_c(signs[k]));
			if (cut)
				rest = str_trim(str_sub(rest, strlen(signs[k]), rest.n));
		}
	}
	return rest;
}

/* --------------------------------------------------------------- a message of staff */

static void picked(struct turn *t, const struct handover *one, bool several)
{
	bool ends;
	struct str text = waiting_words(t, &ends);

	if (!one || !text.p)
		turn_say(t, "handover.nothing_waits", FILL("name", t->who.name));
	else if (ends)
		hand_back(t, one);
	else
		to_person(t, one, text, several);
}

static void end_one(struct turn *t, const struct understanding *u, const struct handover *v, size_t n)
{
	const struct handover *one = named(u, v, n);

	if (!one && n == 1 && !slots_get(&u->slots, "handover").n)
		one = v;
	if (one)
		hand_back(t, one);
	else
		which(t, PHRASE("handover.which_ends"), v, n, "end", STR(""));
}

/* What only staff say, and only to the bot: a case looked up, a person. It must not
 * reach anybody by mistake, and is not done by mistake either. */
static bool for_staff(const struct turn *t, const char *intent)
{
	const struct intent *i = pack_intent(t->world->pack, intent);

	return i && intent_admin(i);
}

/* Words to the one he has, or to whom he names. */
static void carry(struct turn *t, const struct understanding *u, const struct handover *v, size_t n)
{
	struct str words = handover_words(t);

	if (!words.n)
		return;
	if (strcmp(u->intent, "handover.say") == 0) {
		const struct handover *one = named(u, v, n);

		if (one)
			to_person(t, one, after_number(words), n > 1);
		else
			turn_say(t, "handover.not_yours", FILL("name", t->who.name));
	} else if (for_staff(t, u->intent)) {
		which(t, PHRASE("handover.person_or_bot"), v, n, "say", words);
		turn_button(t, turn_phrase(t, PHRASE("handover.bot"), NULL, 0), NO_STR);
	} else if (n > 1) {
		which(t, PHRASE("handover.which"), v, n, "say", words);
	} else {
		to_person(t, v, words, false);
	}
}

/* He speaks to the bot: called it, pressed its button, answers its question. */
static bool to_the_bot(const struct turn *t)
{
	const struct intent *i = pack_intent(t->world->pack, t->u.intent);

	return t->u.by_name || t->m->button.p || (i && intent_context(i)) ||
	       strcmp(t->u.intent, "admin.handover") == 0 ||
	       (t->conv.form.form && t->now - t->conv.form.touched < FORM_FIRST);
}

static bool hear_staff(struct turn *t)
{
	struct handover v[AT_ONCE];
	struct understanding u;
	size_t n = t->who.staff && !t->m->from_group ? handover_of_staff(t->db, t->who.id, v, AT_ONCE) : 0;

	if (n == 0)
		return false;
	const char *means = handover_means(t, "handover", &u);
	bool ends;

	if (strcmp(means, "handover.end") == 0) {
		end_one(t, &u, v, n);
	} else if (strcmp(means, "handover.pick") == 0) {
		picked(t, named(&u, v, n), n > 1);
	} else if (strcmp(means, "handover.bot") == 0 && turn_memo(t, "handover")) {
		struct str text = waiting_words(t, &ends);

		if (text.n)
			turn_hear(t, text);
	} else if (strcmp(means, "handover.say") != 0 && to_the_bot(t)) {
		return false;
	} else {
		carry(t, &u, v, n);
	}
	return true;
}

bool handover_takes(struct turn *t)
{
	if (turn_is_group(t))
		return false;
	return handover_hear_person(t) || hear_staff(t);
}

/* ------------------------------------------------------------------------ taking */

/* The city's staff may take any; others what they were told of. */
static bool may_take(struct turn *t, const struct handover *h)
{
	return h->person != t->who.id &&
	       (role_bits(t->db, t->who.id) & ROLE_BIT(ROLE_CITY) || handover_told(t->db, h->id, t->who.id));
}

static void give_lines(struct turn *t, const struct handover *h)
{
	size_t n;
	struct handover_line *lines = handover_lines(t->db, h->id, t->arena, &n);

	for (size_t i = 0; i < n; i++) {
		struct fill fills[] = { FILL("when", hours_words(t->world, lines[i].at, t->now, t->arena)),
					FILL("said", lines[i].text) };

		turn_say_n(t, PHRASE("handover.line"), fills, 2);
	}
}

static void take(struct turn *t, const struct handover *h)
{
	struct fill fills[] = { FILL("who", handover_label(t->world, h, t->arena)),
				FILL("number", handover_number(h, t->arena)) };
	struct fill staff = FILL("staff", t->who.name);

	if (!may_take(t, h)) {
		turn_say(t, "handover.not_yours", FILL("name", t->who.name));
		return;
	}
	if (!handover_take(t->db, h, t->who.id, t->chat.id, t->who.uid, t->now)) {
		struct str by = person_load(t->db, handover_load(t->db, h->id).staff, t->arena).name;
		struct fill lost[] = { fills[1], FILL("staff", by.p ? by : STR("")) };

		turn_say_n(t, h->closed ? PHRASE("handover.gone") : PHRASE("handover.lost"), lost, h->closed ? 1 : 2);
		return;
	}
	timer_clear(t->db, HANDOVER_WAIT, h->id);
	timer_set(t->db, HANDOVER_IDLE, h->id, t->now + HANDOVER_SILENCE);
	turn_say_n(t, PHRASE("handover.taken"), fills, 1);
	give_lines(t, h);
	handover_say(t->world, h, TO_PERSON, PHRASE("human.joined"), &staff, 1, t->now, t->arena);
}

static void list(struct turn *t, const struct handover *v, size_t n)
{
	struct str *items = arena_array(t->arena, struct str, n + 1);

	for (size_t i = 0; i < n; i++) {
		struct fill fills[] = { FILL("who", handover_label(t->world, &v[i], t->arena)),
					FILL("when", hours_words(t->world, v[i].opened_at, t->now, t->arena)) };

		items[i] = turn_phrase(t, PHRASE("handover.waits"), fills, 2);
	}
	turn_say(t, "handover.list", FILL("n", arena_printf(t->arena, "%zu", n)));
	list_say(t, items, n);
}

static void staff(struct turn *t)
{
	enum { SHOWN = 50 };
	struct handover v[SHOWN];
	int64_t number = number_parse(slots_get(&t->slots, "handover"), 'H');
	struct handover h = number ? handover_numbered(t->db, number) : (struct handover){ 0 };
	bool city = role_bits(t->db, t->who.id) & ROLE_BIT(ROLE_CITY);
	size_t n = handover_waiting(t->db, t->who.id, city, v, SHOWN);

	if (h.id)
		take(t, &h);
	else if (number)
		turn_say(t, "handover.unknown", FILL("number", slots_get(&t->slots, "handover")));
	else if (n == 0)
		turn_say(t, "handover.none", FILL("name", t->who.name));
	else if (n == 1 && str_is(slots_get(&t->slots, "action"), "take"))
		take(t, v);
	else
		list(t, v, n);
}

/* Said by staff who have nobody just now. */
static void nobody(struct turn *t)
{
	turn_say(t, "handover.nothing_waits", FILL("name", t->who.name));
}

const struct handler handover_handlers[] = {
	{ .intent = "admin.handover", .run = staff, .flags = HANDLER_FILES },
	{ .intent = "handover.end", .run = nobody },
	{ .intent = "handover.say", .run = nobody },
	{ .intent = "handover.pick", .run = nobody },
	{ .intent = "handover.bot", .run = nobody },
	{ 0 },
};

const struct job handover_jobs[] = { { .name = HANDOVER_IDLE, .run = silence }, { 0 } };
