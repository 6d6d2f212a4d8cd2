/* callback.c - "phone me": for people who cannot type, or do not want to. The
 * number is asked in private only, and kept for this one call. */
#include "store/human/callback.h"

#include "handlers/turn/turn.h"
#include "handlers/turn/mask.h"

static void request(struct turn *t, struct str phone)
{
	callback_request(t->db, t->who.id, t->who.uid, phone, t->now, t->arena);
	if (turn_is_group(t))
		turn_say(t, "private.please", FILL("name", t->who.name));
	turn_private(t, "callback.saved", FILL("phone", mask_phone(phone, t->arena)),
		     FILL("hours", str_c(t->world->workday ? t->world->workday : "")));
}

static void wanted(struct turn *t)
{
	request(t, slots_get(&t->slots, "phone"));
}

/* Whoever left a number when registering is not asked again; another one in
 * this sentence goes before it. */
static bool number_is_known(struct turn *t)
{
	struct str phone = callback_known_phone(t->db, t->who.id, t->arena);

	if (!phone.n || slots_get(&t->slots, "phone").n)
		return false;
	request(t, phone);
	return true;
}

static void not_any_more(struct turn *t)
{
	if (callback_withdraw(t->db, t->who.id, t->who.uid, t->now))
		turn_say(t, "callback.withdrawn", FILL("name", t->who.name));
	else
		turn_say(t, "cancel.nothing", FILL("name", t->who.name));
}

const struct handler callback_handlers[] = {
	{ .intent = "callback", .run = wanted, .flags = HANDLER_FILES, .before = number_is_known },
	{ .intent = "callback.withdraw", .run = not_any_more },
	{ 0 },
};
