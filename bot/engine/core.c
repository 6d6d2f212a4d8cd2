/* core.c - putting the house together. */
#include "bot/engine/core.h"

#include <inttypes.h>
#include <malloc.h>
#include <stdlib.h>
#include <time.h>

#include "bot/base/log.h"
#include "bot/base/mem.h"
#include "dialogs/build/build.h"
#include "dialogs/pack/pack.h"

enum { ROUNDS = 8 }; /* of gateway and sender within one tick, before the loop may do something else */

ms_t wall_clock(void)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	return (ms_t)t.tv_sec * MS_SECOND + t.tv_nsec / 1000000;
}

struct pack *core_load_pack(const struct config *config, FILE *err)
{
	struct arena *a = arena_new();
	struct problems wrong = { .arena = a };
	struct pack *pack = pack_load(config->pack, &wrong);

	for (size_t i = 0; !pack && i < wrong.n; i++)
		fprintf(err, "xiaodeng: pack: " STR_FMT "\n", STR_ARG(wrong.lines[i]));
	arena_free(a);
	malloc_trim(0); /* what was needed only to build it is ten times the pack */
	return pack;
}

static enum err open_channels(struct core *c, FILE *err)
{
	const struct config *config = c->config;

	c->channels = mem_zalloc((config->n_channels + 1) * sizeof *c->channels);
	for (size_t i = 0; i < config->n_channels; i++) {
		const struct config_channel *cc = &config->channels[i];
		struct channel *ch = &c->channels[i];
		struct str why = NO_STR;

		*ch = (struct channel){ .ops = channel_kind(cc->kind), .name = cc->name };
		if (!ch->ops) {
			fprintf(err, "xiaodeng: channel %s: there is no kind \"%s\"\n", cc->name, cc->kind);
			return ERR_INPUT;
		}
		c->n_channels = i + 1;
		enum err e = ch->ops->configure ? ch->ops->configure(ch, config, cc, &why) : OK;

		if (e != OK) {
			fprintf(err, "xiaodeng: channel %s: " STR_FMT "\n", cc->name, STR_ARG(why));
			return e;
		}
	}
	return OK;
}

enum err core_open(const struct core_setup *setup, ms_t now, struct core *c)
{
	*c = (struct core){ .config = setup->config, .keys = setup->keys };
	enum err e = db_open(setup->db, setup->mode, setup->keys, &c->db);

	if (e != OK) {
		fprintf(setup->err, "xiaodeng: %s: %s\n", setup->db,
			e == ERR_BUSY ? "another gateway is using it" : err_name(e));
		return e;
	}
	if ((e = open_channels(c, setup->err)) != OK)
		return e;
	struct pack *pack = setup->pack ? pack_share(setup->pack) : core_load_pack(setup->config, setup->err);

	if (!pack)
		return ERR_INPUT;
	e = gateway_new(&(struct gateway_setup){ .config = setup->config,
						 .db = c->db,
						 .pack = pack,
						 .channels = c->channels,
						 .n_channels = c->n_channels,
						 .mark_file = setup->mark,
						 .house_every = setup->house_every },
			&c->gateway);
	if (e == OK)
		e = sender_new(&(struct sender_setup){ .gateway = c->gateway,
						       .db = c->db,
						       .channels = c->channels,
						       .n_channels = c->n_channels,
						       .transport = setup->transport },
			       now, &c->sender);
	if (e != OK)
		fprintf(setup->err, "xiaodeng: %s: %s\n", setup->db, err_name(e));
	return e;
}

void core_close(struct core *c)
{
	gateway_free(c->gateway); /* still tells the sender what became of its work */
	sender_free(c->sender);
	for (size_t i = 0; i < c->n_channels; i++)
		if (c->channels[i].ops->release)
			c->channels[i].ops->release(&c->channels[i]);
	free(c->channels);
	db_close(c->db);
	*c = (struct core){ 0 };
}

ms_t core_tick(struct core *c, ms_t now)
{
	ms_t a = 0, b = 0;

	/* what the sender claims is committed in the same call, so that it leaves at once */
	for (int round = 0; round < ROUNDS; round++) {
		a = gateway_tick(c->gateway, now);
		b = sender_tick(c->sender, now);
		if (!gateway_busy(c->gateway) || gateway_full(c->gateway) || gateway_held(c->gateway) ||
		    gateway_failed(c->gateway))
			break;
		a = now;
	}
	return a < b ? a : b;
}
