/* add.c - more words, photos and places for a case that is filed: said so, or
 * simply sent a moment later. */
#include <inttypes.h>

#include "handlers/case/danger.h"
#include "handlers/turn/turn.h"
#include "handlers/case/case.h"
#include "handlers/turn/notice.h"
#include "store/media/photo.h"
#include "store/media/voice.h"

enum {
	PHOTO_BEFORE = 10 * MS_MINUTE,	 /* a photo that came so shortly before belongs to the case */
	RECENT = 10 * MS_MINUTE,	 /* and what comes alone so shortly after */
	RECENT_PRIVATE = 30 * MS_MINUTE, /* "go on in private", was said in the group */
	WORDS_LEAST = 4,
};

void case_attach(struct turn *t, int64_t number)
{
	case_wait_photos(t);
	photo_attach(t->db, t->chat.id, t->who.id, number, t->now - PHOTO_BEFORE);
	voice_attach(t->db, t->chat.id, t->who.id, number, t->now - MS_DAY);
}

/* Whoever handles it should know; who said it he knows already, or must not. */
static void tell_department(struct turn *t, const struct case_info *c, struct str words)
{
	struct fill fills[] = { FILL("number", case_number(t->arena, c->number)),
				FILL("said", words.n ? words : turn_phrase(t, PHRASE("case.added.things"), NULL, 0)) };
	struct case_message m = { .w = t->world,
				  .c = c,
				  .whom = TELL_DEPARTMENT,
				  .but = t->who.id,
				  .flags = NOTICE_AWAITED,
				  .phrase = PHRASE("case.added.staff"),
				  .fills = fills,
				  .n = 2 };

	if (case_may(c->state, c->kind, CASE_RETURN) || c->taken_by)
		(void)case_tell(&m, t->now, t->arena);
}

void case_add(struct turn *t, const struct case_info *c, struct str words)
{
	if (words.n)
		case_note(t->db, c->number, &(struct case_note){ .event = "added", .person = t->who.id, .text = words },
			  t->now);
	if (t->m->position)
		case_set_position(t->db, c->number, t->m->position, t->who.id, t->now);
	if (slots_get(&t->slots, "place").n)
		case_add_place(t->db, c->number, slots_get(&t->slots, "place"), t->arena);
	case_attach(t, c->number);
	case_remember(t, c->number);
	tell_department(t, c, words);
	if (c->danger.n && !c->taken_by && !c->answered_at) {
		urgent_say_again(t, c);
		return;
	}
	turn_say(t, "case.added", FILL("number", case_number(t->arena, c->number)));
	turn_receipt(t);
}

/* -------------------------------------------------------------------- said to be more */

static bool over(const struct case_info *c)
{
	return !case_may(c->state, c->kind, CASE_PROGRESS);
}

static void add(struct turn *t)
{
	struct case_info c;

	switch (case_meant(t, CASES_LIVE, "case.add", &c)) {
	case CASE_NO_CASE:
		turn_say(t, "case.add.none", FILL("name", t->who.name));
		return;
	case CASE_ASKED:
		return;
	case CASE_ONE:
		break;
	}
	struct str words = slots_get(&t->slots, "more").n ? t->said : NO_STR;

	turn_expect(t, NULL, 0);
	if (over(&c)) {
		turn_say(t, "case.add.over", FILL("number", case_number(t->arena, c.number)));
	} else if (!words.n && !t->m->n_photos && !t->m->position) { /* "补充": what? */
		case_remember(t, c.number);
		turn_say(t, "case.add.what", FILL("number", case_number(t->arena, c.number)));
		turn_expect(t, "more", RECENT);
	} else {
		case_add(t, &c, words);
	}
	turn_receipt(t);
}

/* What it is, after "补啥". */
static void more(struct turn *t)
{
	struct case_info c = case_load(t->db, case_spoken_of(t), t->arena);

	turn_expect(t, NULL, 0);
	if (case_tie(t->db, &c, t->who.id) == TIE_OWN && !over(&c))
		case_add(t, &c, t->said);
	else
		turn_say(t, "case.add.none", FILL("name", t->who.name));
}

/* ------------------------------------------------------------------ a moment later */

int64_t case_recent(struct turn *t)
{
	cJSON *memo = turn_memo(t, "case");
	int64_t number = t->now - json_int(memo, "at", 0) > RECENT ? 0 : json_int(memo, "number", 0);

	if (!number && !turn_is_group(t) && t->who.id)
		number = case_last_of(t->db, t->who.id, t->now - RECENT_PRIVATE);
	struct case_info c = case_load(t->db, number, t->arena);

	return c.number && !over(&c) && case_tie(t->db, &c, t->who.id) == TIE_OWN ? number : 0;
}

bool case_takes_words(struct turn *t)
{
	struct str said = t->u.said;
	int64_t number = turn_is_group(t) ? 0 : case_recent(t);

	if (!number || said.n < WORDS_LEAST * 3 || form_question(t->world->pack, said))
		return false;
	struct case_info c = case_load(t->db, number, t->arena);

	case_add(t, &c, t->said);
	return true;
}

static bool take_extra(struct turn *t)
{
	int64_t number = case_recent(t);

	if (!number || (!t->m->position && !t->m->n_photos))
		return false;
	if (t->m->position)
		case_set_position(t->db, number, t->m->position, t->who.id, t->now);
	if (t->m->n_photos)
		case_attach(t, number);
	return true;
}

bool case_take_extra(struct turn *t)
{
	int64_t number = case_recent(t);

	if (!take_extra(t))
		return false;
	turn_say(t, "case.added", FILL("number", case_number(t->arena, number)));
	turn_receipt(t);
	return true;
}

void case_take_quietly(struct turn *t)
{
	if (case_supported_quietly(t) || take_extra(t) || !t->m->n_photos)
		return;
	/* only the reference, without a name, ten minutes */
	t->who = person_meet(t->db, t->m->channel, t->m->from, NO_STR, t->now, t->arena);
	t->chat = chat_meet(t->db, t->m, t->who.id, t->now, t->arena);
	case_wait_photos(t);
}

void case_wait_photos(struct turn *t)
{
	for (size_t i = 0; i < t->m->n_photos; i++)
		photo_add(t->db, t->chat.id, t->who.id, t->now, &t->m->photos[i]);
}

void case_keep_photos(struct turn *t)
{
	case_wait_photos(t);
	photo_keep(t->db, t->chat.id, t->who.id, true);
}

void case_drop_extras(struct turn *t)
{
	photo_keep(t->db, t->chat.id, t->who.id, false);
	voice_drop(t->db, t->chat.id, t->who.id);
}

void case_from_voice(struct turn *t)
{
	int64_t number = case_recent(t);

	t->conv.changed = true;
	if (number) {
		voice_add(t->db, t->chat.id, t->who.id, number, t->m->voice, t->now);
		turn_say(t, "case.added", FILL("number", case_number(t->arena, number)));
	} else {
		t->said = turn_phrase(t, PHRASE("voice.text"), NULL, 0);
		struct case_new c = case_draft(t, "grievance");

		number = case_open(t->db, &c, t->now, t->arena);
		voice_add(t->db, t->chat.id, t->who.id, number, t->m->voice, t->now);
		case_remember(t, number);
		turn_say(t, "voice.filed", FILL("number", case_number(t->arena, number)));
	}
	turn_receipt(t);
}

/* Half a sentence more, a moment after the case was filed. */
static void goes_on(struct turn *t)
{
	if (!case_takes_words(t))
		turn_say(t, "case.add.none", FILL("name", t->who.name));
}

/* "That's all", after a case was filed. */
static void enough(struct turn *t)
{
	int64_t number = case_spoken_of(t);

	turn_expect(t, NULL, 0);
	if (number)
		turn_say(t, "case.enough", FILL("number", case_number(t->arena, number)));
	else
		turn_say(t, "greeting", FILL("name", t->who.name));
}

const struct handler case_add_handlers[] = {
	{ .intent = "case.add", .run = add, .flags = HANDLER_FILES },
	{ .intent = "case.more", .run = more, .flags = HANDLER_FILES },
	{ .intent = "case.goes_on", .run = goes_on, .flags = HANDLER_FILES },
	{ .intent = "case.enough", .run = enough },
	{ 0 },
};
