/* card.c - a person's entry as one line. */
#include "handlers/person/card.h"

#include "dialogs/pack/labels.h"
#include "handlers/turn/mask.h"

static struct str joined(struct turn *t, struct str line, struct str more)
{
	if (!more.n)
		return line;
	return line.n ? arena_printf(t->arena, STR_FMT "，" STR_FMT, STR_ARG(line), STR_ARG(more)) : more;
}

/* "外卖（美团）", "外卖", "美团". */
static struct str work(struct turn *t, const struct profile *p)
{
	struct str trade = p->trade.n ? pack_label(t->world->pack, "trade", p->trade) : NO_STR;

	if (!trade.n || !p->platform.n)
		return trade.n ? trade : p->platform;
	return arena_printf(t->arena, STR_FMT "（" STR_FMT "）", STR_ARG(trade), STR_ARG(p->platform));
}

struct str card_words(struct turn *t, const struct profile *p)
{
	struct str line = joined(t, p->name, work(t, p));

	line = joined(t, line, p->site);
	line = joined(t, line, p->street);
	if (!p->phone.n)
		return line;
	return joined(t, line,
		      turn_phrase(t, PHRASE("card.phone"), FILLS_(FILL("phone", mask_phone(p->phone, t->arena))), 1));
}
