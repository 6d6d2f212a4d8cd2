/* turn.c - the way of one message: recognise, understand, decide whether it is
 * ours, handle, remember, answer. */
#include "handlers/turn/turn.h"

#include <string.h>

#include "bot/base/log.h"
#include "dialogs/match/wake.h"
#include "handlers/turn/act.h"
#include "handlers/turn/capability.h"
#include "handlers/turn/consent.h"
#include "handlers/turn/flood.h"
#include "handlers/turn/mask.h"
#include "handlers/turn/act.h"
#include "store/db/audit.h"
#include "store/human/callback.h"
#include "store/db/number.h"
#include "store/messages/outbox.h"

/* After an outage old messages are still filed; old questions are not answered. */
enum {
	LATE = 15 * MS_MINUTE,
	JUST_ANSWERED = 2 * MS_MINUTE,
	FORM_IN_GROUP = 30 * MS_MINUTE /* so long a group's next word may still be an answer */
};

bool turn_is_group(const struct turn *t)
{
	return t->m->type == CHAT_GROUP && !t->privately;
}

/* ----------------------------------------------------------- who, where, what */

/* Looks up without remembering anybody: most group talk is not ours. */
static void recognise(struct turn *t)
{
	t->who = person_find(t->db, t->m->channel, t->m->from, t->arena);
	t->chat = chat_find(t->db, t->m->channel, t->m->chat, t->now, t->arena);
	conversation_read(t, t->chat.id, &t->conv);
	if (!t->m->reply_to.p || !t->chat.id)
		return;
	struct outbox_sent sent = outbox_find(t->db, t->m->channel, t->chat.id, t->m->reply_to, t->arena);

	t->discussed = number_parse(sent.subject, 'L');
	t->broadcast = sent.broadcast;
	if (sent.id && !t->m->replies_to_bot) {
		struct message *m = arena_one(t->arena, struct message);

		*m = *t->m;
		m->replies_to_bot = true;
		t->m = m;
	}
}

/* Now it is ours: the person and the chat are remembered. */
static void meet(struct turn *t)
{
	if (!t->who.id || (!t->who.name.p && t->m->name.n))
		t->who = person_meet(t->db, t->m->channel, t->m->from, t->m->name, t->now, t->arena);
	if (!t->chat.id || t->chat.gone)
		t->chat = chat_meet(t->db, t->m, t->who.id, t->now, t->arena);
}

static bool may_write_first(const struct turn *t)
{
	return t->world->may_write_first(t->world->arg, t->m->channel);
}

int64_t turn_private_chat(struct turn *t)
{
	if (t->m->type != CHAT_GROUP)
		return t->chat.id;
	return chat_private(t->db, t->m->channel, t->m->from, t->who.id, may_write_first(t));
}

int64_t turn_private_to_come(struct turn *t)
{
	if (t->m->type != CHAT_GROUP)
		return t->chat.id;
	return chat_to_come(t->db, t->m->channel, t->m->from, t->who.id, may_write_first(t));
}

/* What was typed, or the label that a pressed button stands for. */
static struct str words(const struct turn *t)
{
	return t->m->button.p ? t->m->button : t->m->text;
}

static enum where where(const struct turn *t)
{
	if (turn_is_group(t))
		return WHERE_GROUP;
	return t->who.staff && !t->m->from_group ? WHERE_ADMIN : WHERE_PRIVATE;
}

struct heard turn_heard(const struct turn *t)
{
	return (struct heard){
		.text = words(t),
		.where = where(t),
		.now = t->now,
		.context = t->conv.context_until > t->now ? t->conv.context : NULL,
		.places = t->world->places,
	};
}

/* "do:INTENT name=value …": a button that means exactly one thing. */
static bool understand_button(struct turn *t)
{
	struct str rest = t->m->button, word;

	if (!str_starts(rest, STR("do:")))
		return false;
	rest = str_sub(rest, 3, rest.n);
	if (!str_split(&rest, ' ', &word))
		return false;
	const struct intent *intent = pack_intent(t->world->pack, arena_cstr(t->arena, word));

	if (!intent || intent_admin(intent))
		return false;
	t->u = (struct understanding){ .intent = intent_name(intent), .rule = "button", .said = STR("") };
	while (str_split(&rest, ' ', &word)) {
		ptrdiff_t eq = str_find(word, STR("="));

		if (eq > 0)
			slots_set(&t->u.slots, arena_cstr(t->arena, str_sub(word, 0, (size_t)eq)),
				  str_sub(word, (size_t)eq + 1, word.n));
	}
	return true;
}

static void listen(struct turn *t, const struct wake_facts *facts)
{
	struct heard h = turn_heard(t);

	if (t->m->button.p && understand_button(t))
		return;
	if (!h.text.p)
		h.text = STR("");
	h.ambient = wake_is_ambient(t->m, facts);
	understand(t->world->pack, &h, t->arena, &t->u);
	for (const struct capability *c = capabilities; c < capabilities + capabilities_n; c++)
		if (c->listens && (c->ambient || !h.ambient))
			c->listens(t);
}

static enum group_mode mode_of(const struct chat *c)
{
	if (c->mode && strcmp(c->mode, "called") == 0)
		return GROUP_CALLED;
	return c->mode && strcmp(c->mode, "quiet") == 0 ? GROUP_QUIET : GROUP_OPEN;
}

static struct wake_facts wake_facts(const struct turn *t)
{
	const struct conversation *c = &t->conv;

	return (struct wake_facts){
		.mode = mode_of(&t->chat),
		.form_here = c->form.form && c->form.asked && strcmp(c->form.asked, "done") != 0 &&
			     t->now - c->form.touched < FORM_IN_GROUP,
		.just_answered = c->answered_at && t->now - c->answered_at < JUST_ANSWERED,
		.uncalled_left = (int)(t->world->uncalled_per_day - t->chat.uncalled),
	};
}

/* Listens, and decides by group manners whether it is ours; in private everything is. */
static bool ours(struct turn *t)
{
	struct wake_facts facts = wake_facts(t);

	listen(t, &facts);
	enum wake w = wake_decide(t->m, &t->u, &facts);

	t->called = w != WAKE_UNCALLED;
	/* what people reply to a lesson or a notice they say to each other, until they call us */
	if ((t->discussed || t->broadcast) && turn_is_group(t) && w != WAKE_FORM && !t->m->mentions_bot &&
	    !t->m->button.p && !t->u.by_name)
		return false;
	return w != WAKE_SILENT;
}

/* ------------------------------------------------------------------- handling */

bool turn_has_right(struct turn *t, const char *intent)
{
	/* what is sent in the group's own name is nobody's */
	unsigned roles = t->m->from_group ? 0 : role_bits(t->db, t->who.id);

	if (intent_is_for(intent, roles))
		return true;
	audit(t->db, t->now, t->who.uid, "refused", str_c(intent), turn_is_group(t) ? STR("group") : STR("private"));
	turn_say(t, "admin.denied", FILL("name", t->who.name));
	return false;
}

void turn_call(struct turn *t, const struct handler *h)
{
	t->conv.changed = true;
	h->run(t);
}

/* What is allowed here: the pack's `where`, and the handler's flags. */
static bool allowed_here(struct turn *t, const struct intent *intent)
{
	if (intent_admin(intent) && intent_in_group(intent))
		return true; /* its handler looks who speaks, and where */
	if (intent_admin(intent)) {
		if (!turn_has_right(t, intent_name(intent)))
			return false;
		if (turn_is_group(t))
			turn_say(t, "private.please", FILL("name", t->who.name));
		return !turn_is_group(t);
	}
	if (turn_is_group(t) && !intent_in_group(intent)) {
		turn_say(t, "private.please", FILL("name", t->who.name));
		return false;
	}
	return true;
}

static bool too_late(const struct turn *t, const struct handler *h)
{
	return t->now - t->m->time > LATE && !(h && h->flags & HANDLER_FILES);
}

/* What no capability does yet: which matter it is and whom to ask now. Where
 * somebody may be in danger the number comes first. */
static void say_planned(struct turn *t)
{
	struct str label = arena_printf(t->arena, "choice.%s", t->u.intent);
	struct str what = phrase_exists(t->world->pack, label.p) ? turn_phrase(t, label.p, NULL, 0)
								 : turn_phrase(t, PHRASE("planned.this"), NULL, 0);

	if (str_is(slots_get(&t->u.slots, "urgent"), "yes"))
		turn_say(t, "planned.urgent", FILL("name", t->who.name));
	else
		turn_say(t, "planned", FILL("what", what));
}

void turn_dispatch(struct turn *t)
{
	const struct intent *intent = pack_intent(t->world->pack, t->u.intent);
	const struct handler *h = handler_for(t->u.intent);
	const struct form *form = pack_form(t->world->pack, t->u.intent);

	if (too_late(t, h))
		return;
	if (intent && !allowed_here(t, intent))
		return;
	if (!h) {
		say_planned(t);
		return;
	}
	t->slots = t->u.slots;
	t->said = words(t);
	if (form && h->before && h->before(t))
		t->conv.changed = true;
	else if (form)
		turn_begin_form(t, form, t->u.intent);
	else
		turn_call(t, h);
}

void turn_do(struct turn *t, const char *intent)
{
	t->u = (struct understanding){ .intent = intent, .rule = "menu", .said = STR("") };
	turn_dispatch(t);
}

void turn_hear(struct turn *t, struct str text)
{
	struct message *m = arena_one(t->arena, struct message);

	*m = *t->m;
	m->text = text;
	m->button = NO_STR;
	m->photos = NULL; /* they went with what was said before */
	m->n_photos = 0;
	m->position = NULL;
	t->m = m;
	struct heard h = turn_heard(t);

	understand(t->world->pack, &h, t->arena, &t->u);
	turn_dispatch(t);
}

static void answer(struct turn *t)
{
	bool wordless = !words(t).p || str_trim(words(t)).n == 0;

	if (!wordless)
		matters_take_apart(t);
	if (wordless && capabilities_ask(t, wordless_in_form))
		return;
	if (consent_answered(t))
		turn_dispatch(t);
	else if (t->conv.form.form && !(wordless && turn_is_group(t) && !t->m->n_photos && !t->m->position))
		turn_hear_form(t);
	else if (wordless)
		(void)capabilities_ask(t, wordless);
	else
		turn_dispatch(t);
	capabilities_tell(t, after);
}

/* The first answer in a group says who runs the bot and how to silence it. */
static void introduce(struct turn *t)
{
	if (turn_is_group(t) && t->parts && !t->chat.noticed) {
		turn_say(t, "group.introduction", FILL("name", t->who.name));
		chat_set_noticed(t->db, t->chat.id);
	}
}

static void finish(struct turn *t)
{
	introduce(t);
	turn_flush(t);
	if (t->answered) {
		if (turn_is_group(t) && !t->called)
			chat_count_uncalled(t->db, t->chat.id, t->now);
		t->conv.answered_at = t->now;
		t->conv.changed = true;
	}
	if (t->conv.changed)
		conversation_write(t, t->chat.id, &t->conv);
}

static bool flooding(struct turn *t)
{
	if (!t->world->flood)
		return false;
	switch (flood_count(t->world->flood, t->m->channel, t->m->from, t->now)) {
	case FLOOD_FINE:
		return false;
	case FLOOD_NOTICE:
		meet(t);
		turn_say(t, "flood", FILL("name", t->who.name));
		finish(t);
		return true;
	case FLOOD_SILENT:
		break;
	}
	return true;
}

/* A group in which everybody asks at once: above the limit it is not answered
 * until the minute is over. What is being filed goes on. */
static bool crowded(struct turn *t)
{
	if (!turn_is_group(t) || !t->world->crowd || t->conv.form.form)
		return false;
	const struct handler *h = handler_for(t->u.intent);

	return flood_count(t->world->crowd, t->m->channel, t->m->chat, t->now) != FLOOD_FINE &&
	       !(h && h->flags & HANDLER_FILES);
}

/* ----------------------------------------------------------------------- news */

static void hear_news(struct turn *t)
{
	switch (t->m->news) {
	case NEWS_LEFT:
		if (t->chat.id)
			chat_set_gone(t->db, t->chat.id, true);
		break;
	case NEWS_MOVED:
		chat_move(t->db, t->m->channel, t->m->chat, t->m->moved_to);
		break;
	case NEWS_JOINED:
		if (t->chat.id)
			chat_set_gone(t->db, t->chat.id, false);
		break;
	case NEWS_NONE:
		break;
	}
}

static void turn_take(struct turn *t)
{
	recognise(t);
	if (t->m->news != NEWS_NONE) {
		hear_news(t);
		return;
	}
	/* other bots are never answered; an edited or recalled message was
	 * handled when it came, and its new wording is no new request */
	if (t->m->from_bot || t->m->edits.p || t->m->recalls.p)
		return;
	if (t->discussed || t->broadcast)
		capabilities_tell(t, replied);
	if (!ours(t)) {
		capabilities_tell(t, overhears);
		if (t->conv.answered_at) { /* only the very next word may go on with our answer */
			t->conv.answered_at = 0;
			conversation_write(t, t->chat.id, &t->conv);
		}
		return;
	}
	if (flooding(t) || crowded(t))
		return;
	t->meant = true;
	meet(t);
	if (!capabilities_ask(t, interrupts)) {
		answer(t);
		matters_go_on(t);
		mask_warn(t);
	}
	finish(t);
}

static struct turn *turn_new(const struct turn_world *world, const struct message *m, ms_t now, struct arena *a)
{
	struct turn *t = arena_one(a, struct turn);
	struct message *mine = arena_one(a, struct message);

	*mine = *m;
	if (!mine->time)
		mine->time = now;
	*t = (struct turn){ .world = world, .db = world->db, .arena = a, .now = now, .m = mine };
	t->u.intent = "none";
	t->u.rule = "-";
	return t;
}

void turn_run(const struct turn_world *world, const struct message *m, ms_t now, struct arena *a,
	      struct turn_result *result)
{
	struct turn *t = turn_new(world, m, now, a);

	turn_take(t);
	cJSON_Delete(t->conv.memo);
	*result = (struct turn_result){ .answered = t->answered, .meant = t->meant, .intent = t->u.intent };
}

/* Reads nothing of the conversation, which may be the reason. */
void turn_set_aside(const struct turn_world *world, const struct message *m, ms_t now, struct arena *a)
{
	struct turn *t = turn_new(world, m, now, a);

	meet(t);
	audit(t->db, now, t->who.uid, "message.aside", NO_STR, NO_STR);
	callback_set_aside(t->db, t->who.id, now, a);
	turn_say(t, "message.aside", FILL("name", t->who.name));
	db_try(t->db);
	turn_flush(t);
	if (db_tried(t->db) != OK)
		log_error("turn", "problem=whoever said what was set aside cannot be told");
}
