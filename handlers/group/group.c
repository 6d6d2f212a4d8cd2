/* group.c - how much the bot says in a group: set by the staff whose group it is. */
#include <inttypes.h>
#include <string.h>

#include "handlers/group/group.h"
#include "handlers/turn/turn.h"
#include "handlers/turn/act.h"
#include "store/db/audit.h"

static const char *mode_word(struct str mode)
{
	if (str_is(mode, "quiet"))
		return PHRASE("group.mode.quiet");
	return str_is(mode, "called") ? PHRASE("group.mode.called") : PHRASE("group.mode.open");
}

/* City staff may everywhere, a street and a branch in their own groups; a group that
 * nobody has put down to a street belongs to those who are in it. */
bool group_may_change(struct turn *t, int64_t chat)
{
	unsigned roles = t->m->from_group ? 0 : role_bits(t->db, t->who.id);
	struct str street, branch;

	if (!intent_is_for("admin.group", roles))
		return false;
	if (roles & ROLE_BIT(ROLE_CITY))
		return true;
	chat_belongs(t->db, chat, t->arena, &street, &branch);
	if (!street.p && !branch.p)
		return turn_is_group(t);
	return (street.p && role_covers(t->db, t->who.id, ROLE_STREET, street)) ||
	       (branch.p && role_covers(t->db, t->who.id, ROLE_BRANCH, branch));
}

static void set_mode(struct turn *t)
{
	struct str mode = slots_get(&t->slots, "mode");
	int64_t chat = turn_is_group(t) ? t->chat.id : chat_titled(t->db, t->m->text);
	struct str object = arena_printf(t->arena, "chat:%" PRId64, chat);

	if (chat ? !group_may_change(t, chat) : !intent_is_for("admin.group", role_bits(t->db, t->who.id))) {
		audit(t->db, t->now, t->who.uid, "refused", STR("admin.group"),
		      turn_is_group(t) ? STR("group") : STR("private"));
		turn_say(t, "group.mode.denied", FILL("name", t->who.name));
		return;
	}
	if (!chat || !mode.n) {
		turn_say_n(t, chat ? PHRASE("group.mode.which") : PHRASE("group.which"), NULL, 0);
		return;
	}
	chat_set_mode(t->db, chat, arena_cstr(t->arena, mode));
	audit(t->db, t->now, t->who.uid, "group.mode", object, mode);
	struct str title = chat_title(t->db, chat, t->arena);
	struct fill fill = FILL("group", title.n ? title : turn_phrase(t, PHRASE("group.this"), NULL, 0));

	turn_say_n(t, mode_word(mode), &fill, 1);
}

const struct handler group_handlers[] = {
	{ .intent = "admin.group", .run = set_mode },
	{ 0 },
};
