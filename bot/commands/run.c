/* run.c - `xiaodeng run`: the gateway on its loop, with all its doors. */
#include <inttypes.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <uv.h>

#include "bot/base/file.h"
#include "bot/base/log.h"
#include "bot/base/mem.h"
#include "bot/commands/command.h"
#include "bot/commands/control.h"
#include "bot/engine/core.h"
#include "bot/picture/fetcher.h"
#include "bot/http/client.h"
#include "bot/http/server.h"
#include "bot/engine/poller.h"
#include "bot/engine/reload.h"
#include "bot/engine/watchdog.h"
#include "bot/web/bridge/api.h"
#include "bot/web/calendar.h"
#include "bot/web/case/page.h"
#include "bot/web/health.h"
#include "bot/web/report_page.h"
#include "bot/web/room/room.h"
#include "bot/year/year.h"
#include "store/keep/forget.h"
#include "store/lists/import.h"
#include "store/keep/ledger.h"
#include "store/messages/room.h"

enum {
	ROUTES = API_ROUTES + HEALTH_ROUTES + CALENDAR_ROUTES + ROOM_ROUTES + CASE_PAGE_ROUTES + REPORT_PAGE_ROUTES + 1,
	STOP_MS = 5000,
	STOP_STEP_MS = 50
};

struct running {
	struct invocation *inv;
	uv_loop_t loop;
	uv_prepare_t prepare;
	uv_check_t check;
	uv_timer_t timer; /* when something is due next */
	uv_timer_t stopping_timer;
	uv_signal_t signals[3];
	struct core core;
	struct transport *transport;
	struct poller **pollers;
	size_t n_pollers;
	struct fetcher *fetcher;
	int lock; /* of the database, or -1 */
	struct http_listener listener;
	struct http_server *server;
	struct http_route routes[ROUTES];
	size_t n_routes;
	struct api *api;
	struct health *health;
	struct watchdog *watchdog;
	struct room *room;
	struct case_page *case_page;
	struct report_page *report_page;
	struct control *control;
	struct reload *reload;
	bool stopping, failed;
	int stop_waited;
};

/* ------------------------------------------------------------------ the pulse */

/* The timer is only there to end the loop's sleep; the work is done below. */
static void woken(uv_timer_t *timer)
{
	(void)timer;
}

static void stop(struct running *r);

/* For the gateway (wall clock; INT64_MAX: nothing is due) and the watchdog (ms). */
static void sleep_until(struct running *r, ms_t now, ms_t next, uint64_t again)
{
	/* at most a minute: the wall clock may be set meanwhile */
	uint64_t ms = next == INT64_MAX	       ? UINT64_MAX
		      : next <= now	       ? 0
		      : next - now > MS_MINUTE ? MS_MINUTE
					       : (uint64_t)(next - now);

	if (again < ms)
		ms = again;
	if (ms == UINT64_MAX)
		uv_timer_stop(&r->timer);
	else
		uv_timer_start(&r->timer, woken, ms, 0);
}

/* Before the loop sleeps and after it wakes: all that is due. */
static void pulse(struct running *r)
{
	uint64_t commits = gateway_counts(r->core.gateway)->commits;
	uint64_t again = watchdog_pass(r->watchdog, !gateway_held(r->core.gateway));
	ms_t now = wall_clock(), next = core_tick(&r->core, now);

	if (gateway_counts(r->core.gateway)->commits != commits)
		fetcher_kick(r->fetcher);

	if (gateway_failed(r->core.gateway) && !r->failed) {
		r->failed = true;
		log_error("stop", "reason=the database failed; the restart recovers");
		stop(r);
	}
	sleep_until(r, now, next, again);
}

static void on_prepare(uv_prepare_t *handle)
{
	pulse(handle->data);
}

static void on_check(uv_check_t *handle)
{
	pulse(handle->data);
}

/* ------------------------------------------------------------------------ end */

static void close_handle(uv_handle_t *handle, void *arg)
{
	(void)arg;
	if (!uv_is_closing(handle))
		uv_close(handle, NULL);
}

/* Once the turn at hand is committed and what is under way has come back. */
static void check_stopped(uv_timer_t *timer)
{
	struct running *r = timer->data;

	r->stop_waited += STOP_STEP_MS;
	if ((gateway_busy(r->core.gateway) || sender_under_way(r->core.sender)) && r->stop_waited < STOP_MS &&
	    !r->failed)
		return;
	uv_stop(&r->loop);
}

static void stop(struct running *r)
{
	if (r->stopping)
		return;
	r->stopping = true;
	log_info("stop", "reason=asked to");
	watchdog_stopping(r->watchdog);
	http_server_stop(r->server);
	for (size_t i = 0; i < r->n_pollers; i++)
		poller_stop(r->pollers[i]);
	fetcher_stop(r->fetcher);
	sender_stop(r->core.sender);
	api_stop(r->api);
	if (r->room)
		room_stop(r->room);
	uv_timer_start(&r->stopping_timer, check_stopped, 0, STOP_STEP_MS);
}

static void on_signal(uv_signal_t *handle, int number)
{
	struct running *r = handle->data;

	if (number == SIGHUP) {
		reload_now(r->reload);
	} else if (r->stopping) {
		_exit(EXIT_FAILED); /* the second time: at once; nothing acknowledged is lost */
	} else {
		stop(r);
	}
}

/* ---------------------------------------------------------------------- begin */

static void add_routes(struct running *r, const struct http_route *routes, size_t n)
{
	memcpy(r->routes + r->n_routes, routes, n * sizeof *routes);
	r->n_routes += n;
}

static void replies_for_api(void *api)
{
	api_on_replies(api);
}

static void replies_for_room(void *room)
{
	room_on_replies(room);
}

static const struct channel *channel_of_kind(const struct core *core, const char *kind)
{
	for (size_t i = 0; i < core->n_channels; i++)
		if (strcmp(core->channels[i].ops->kind, kind) == 0)
			return &core->channels[i];
	return NULL;
}

/* What another process may have is taken first: a year takes its time to build. */
static enum err take_place(struct running *r)
{
	const struct config *config = r->inv->config;
	enum err e = db_lock(config->db, &r->lock);

	if (e != OK) {
		if (e == ERR_BUSY)
			command_failed(r->inv, config->db, "another gateway or command (pid %d) is using it",
				       db_lock_holder(config->db));
		else
			command_failed(r->inv, config->db, "%s", err_name(e));
		return e;
	}
	e = http_listen(config->listen, &r->listener);
	if (e != OK)
		command_failed(r->inv, config->listen, "cannot listen there: %s", err_name(e));
	return e;
}

static enum err open_doors(struct running *r)
{
	const struct config *config = r->core.config;
	const struct channel *room = channel_of_kind(&r->core, "room");
	struct http_route routes[ROUTES];

	r->api = api_new(&(struct api_setup){ .loop = &r->loop,
					      .gateway = r->core.gateway,
					      .db = r->core.db,
					      .config = config,
					      .channels = r->core.channels,
					      .n_channels = r->core.n_channels });
	api_routes(r->api, routes);
	add_routes(r, routes, API_ROUTES);
	gateway_on_replies(r->core.gateway, replies_for_api, r->api);
	r->health = health_new(&(struct health_setup){ .version = XIAODENG_VERSION,
						       .gateway = r->core.gateway,
						       .db = r->core.db,
						       .watchdog = r->watchdog,
						       .channels = r->core.channels,
						       .n_channels = r->core.n_channels });
	health_routes(r->health, routes);
	add_routes(r, routes, HEALTH_ROUTES);
	r->case_page = case_page_new(
		&(struct case_page_setup){ .gateway = r->core.gateway, .db = r->core.db, .bot = config->bot_name });
	case_page_routes(r->case_page, routes);
	add_routes(r, routes, CASE_PAGE_ROUTES);
	calendar_routes(r->core.db, routes);
	add_routes(r, routes, CALENDAR_ROUTES);
	r->report_page = report_page_new(
		&(struct report_page_setup){ .loop = &r->loop, .db = r->core.db, .config = config });
	report_page_routes(r->report_page, routes);
	add_routes(r, routes, REPORT_PAGE_ROUTES);
	if (room) {
		r->room = room_new(&(struct room_setup){ .loop = &r->loop,
							 .gateway = r->core.gateway,
							 .db = r->core.db,
							 .config = config,
							 .channel = room });
		room_routes(r->room, routes);
		add_routes(r, routes, ROOM_ROUTES);
		gateway_on_replies(r->core.gateway, replies_for_room, r->room);
	}
	enum err e = http_server_new(
		&(struct http_server_setup){ .loop = &r->loop, .listener = &r->listener, .routes = r->routes },
		&r->server);

	r->listener.fd = -1;
	if (e != OK) {
		command_failed(r->inv, config->listen, "cannot listen there: %s", err_name(e));
		return e;
	}
	health_watch(r->health, r->server);
	if (r->room)
		room_listens(r->room, r->server);
	return OK;
}

static void start_pollers(struct running *r)
{
	r->fetcher = fetcher_new(&(struct fetcher_setup){ .loop = &r->loop,
							  .transport = r->transport,
							  .gateway = r->core.gateway,
							  .db = r->core.db,
							  .channels = r->core.channels,
							  .n_channels = r->core.n_channels,
							  .max_bytes = (size_t)r->core.config->photo,
							  .now = wall_clock });
	r->pollers = mem_zalloc((r->core.n_channels + 1) * sizeof(struct poller *));
	for (size_t i = 0; i < r->core.n_channels; i++) {
		struct channel *ch = &r->core.channels[i];

		if (ch->ops->poll)
			r->pollers[r->n_pollers++] = poller_new(&(struct poller_setup){ .loop = &r->loop,
											.transport = r->transport,
											.channel = ch,
											.gateway = r->core.gateway });
		else
			ch->ready = true;
	}
}

static enum exit_code run_command(void *arg, struct invocation *inv)
{
	struct running *r = arg;

	inv->config = r->core.config;
	inv->db = r->core.db;
	watchdog_patience(r->watchdog, true);
	enum exit_code code = command_run(inv);

	watchdog_patience(r->watchdog, false);
	return code;
}

/* Only into a database that nobody has used yet. */
static enum err load_sample(struct running *r)
{
	struct db *db = r->core.db;
	struct arena *a = arena_new();
	struct import_report report = { 0 };
	const char *dir = config_share(r->core.config, "store/sample");
	enum err e = OK;

	if (room_is_unused(db)) {
		e = room_mark_sample(db);
		if (e == OK)
			e = import_dir(db, dir, dir, &(struct import_options){ .now = wall_clock() }, a, &report);
		if (e != OK) {
			fprintf(r->inv->err, "xiaodeng: the sample city was not loaded: %s\n", err_name(e));
			import_print_problems(&report, "xiaodeng: ", r->inv->err);
		}
	}
	arena_free(a);
	return e;
}

static void tell_month(void *arg, int year, int month)
{
	struct invocation *inv = arg;

	fprintf(inv->out, "  %04d-%02d\n", year, month);
	fflush(inv->out);
}

/* The sample city a year on, when there is no database yet: built beside its place. */
static enum err live_a_year(struct running *r, const struct keys *keys)
{
	const struct config *config = r->inv->config;
	const char *part = arena_printf(r->inv->arena, "%s.year", config->db).p;
	struct year_setup setup = { .config = config,
				    .keys = keys,
				    .db = part,
				    .dir = config_share(config, "store/sample"),
				    .now = wall_clock(),
				    .err = r->inv->err,
				    .progress = tell_month,
				    .arg = r->inv };
	struct year_result result;

	if (access(config->db, F_OK) == 0)
		return OK;
	fputs("a year of the sample city:\n", r->inv->out);
	enum err e = year_build(&setup, &result);

	if (e == OK)
		e = file_flush(part);
	if (e == OK && (rename(part, config->db) != 0 || file_flush_folder(config->db) != OK))
		e = ERR_IO;
	if (e != OK) {
		fprintf(r->inv->err, "xiaodeng: the sample year was not built: %s\n", err_name(e));
		return e;
	}
	unlink(arena_printf(r->inv->arena, "%s.lock", part).p);
	fprintf(r->inv->out, "%" PRId64 " messages were said. Its figures: xiaodeng report --from %s --to %s\n",
		result.messages, result.from, result.to);
	return OK;
}

/* Whoever had himself deleted is not in this database, whichever way it came here. */
static enum err read_ledger(struct running *r)
{
	const char *ledger = r->inv->config->ledger_file;
	struct db *db = r->core.db;
	struct str why = NO_STR;
	int64_t people = 0;
	enum err e = ledger_check(ledger);

	db_set_ledger(db, ledger);
	if (e == OK && forget_is_current(db, ledger))
		return OK;
	if (e == OK && (e = db_begin(db)) == OK) {
		e = forget_again(db, ledger, wall_clock(), r->inv->arena, &people, &why);
		if (e == OK)
			e = db_commit(db);
		else
			db_rollback(db);
	}
	if (e == OK)
		log_info("ledger", "people=%" PRId64, people);
	else
		fprintf(r->inv->err, "xiaodeng: %s: %s\n", ledger, why.p ? why.p : "cannot be used as the ledger");
	return e;
}

static void on_loop(struct running *r)
{
	static const int numbers[] = { SIGTERM, SIGINT, SIGHUP };

	uv_prepare_init(&r->loop, &r->prepare);
	uv_check_init(&r->loop, &r->check);
	uv_timer_init(&r->loop, &r->timer);
	uv_timer_init(&r->loop, &r->stopping_timer);
	r->prepare.data = r->check.data = r->stopping_timer.data = r;
	uv_prepare_start(&r->prepare, on_prepare);
	uv_check_start(&r->check, on_check);
	for (size_t i = 0; i < 3; i++) {
		uv_signal_init(&r->loop, &r->signals[i]);
		r->signals[i].data = r;
		uv_signal_start(&r->signals[i], on_signal, numbers[i]);
	}
}

enum sample { SAMPLE_NONE, SAMPLE_CITY, SAMPLE_YEAR };

static enum err begin(struct running *r, const struct keys *keys, enum sample sample)
{
	const struct config *config = r->inv->config;

	enum err e = take_place(r);

	if (e == OK && sample == SAMPLE_YEAR)
		e = live_a_year(r, keys);
	if (e != OK)
		return e;
	r->transport = http_client_new(&r->loop);
	e = core_open(&(struct core_setup){ .config = config,
					    .keys = keys,
					    .db = config->db,
					    .mode = DB_HELD,
					    .mark = arena_printf(r->inv->arena, "%s/turn.mark", config->data).p,
					    .transport = r->transport,
					    .err = r->inv->err },
		      wall_clock(), &r->core);

	if (e == OK && db_keys(r->core.db)->number < db_keys(r->core.db)->newest)
		log_warn("key", "number=%u newest=%u problem=a change of the key was not finished: run rotate-key",
			 db_keys(r->core.db)->number, db_keys(r->core.db)->newest);
	if (e == OK)
		e = read_ledger(r);
	if (e == OK && sample != SAMPLE_NONE)
		e = load_sample(r);
	if (e == OK)
		e = open_doors(r);
	if (e != OK)
		return e;
	r->control = control_new(&r->loop, control_path(config), run_command, r);
	if (!r->control)
		return ERR_IO;
	start_pollers(r);
	r->reload = reload_new(&r->loop, config, r->core.gateway);
	on_loop(r);
	return OK;
}

/* Everything in the reverse order; the loop turns until the last handle is closed. */
static void end(struct running *r)
{
	control_free(r->control);
	reload_free(r->reload);
	for (size_t i = 0; i < r->n_pollers; i++)
		poller_free(r->pollers[i]);
	free(r->pollers);
	fetcher_free(r->fetcher);
	if (r->room)
		room_stop(r->room);
	gateway_free(r->core.gateway); /* tells all what became of what they handed in: before they go */
	r->core.gateway = NULL;
	sender_free(r->core.sender);
	r->core.sender = NULL;
	api_free(r->api);
	room_free(r->room);
	http_server_free(r->server);
	case_page_free(r->case_page);
	health_free(r->health);
	http_client_free(r->transport);
	for (size_t i = 0; i < 3; i++)
		if (r->signals[i].loop)
			uv_close((uv_handle_t *)&r->signals[i], NULL);
	if (r->timer.loop) {
		uv_close((uv_handle_t *)&r->prepare, NULL);
		uv_close((uv_handle_t *)&r->check, NULL);
		uv_close((uv_handle_t *)&r->timer, NULL);
		uv_close((uv_handle_t *)&r->stopping_timer, NULL);
	}
	uv_run(&r->loop, UV_RUN_DEFAULT);
	uv_walk(&r->loop, close_handle, NULL);
	uv_run(&r->loop, UV_RUN_DEFAULT);
	uv_loop_close(&r->loop);
	watchdog_free(r->watchdog);
	report_page_free(r->report_page); /* reports under way were counted to their end */
	core_close(&r->core);
	if (r->listener.fd >= 0)
		close(r->listener.fd);
	if (r->lock >= 0)
		close(r->lock);
}

static enum exit_code run(struct invocation *inv)
{
	struct running *r = mem_zalloc(sizeof *r);
	enum sample sample = command_flag(inv, "--sample=year") ? SAMPLE_YEAR
			     : command_flag(inv, "--sample")	? SAMPLE_CITY
								: SAMPLE_NONE;
	struct keys keys;
	enum exit_code code = EXIT_FAILED;

	r->inv = inv;
	r->lock = r->listener.fd = -1;
	if (inv->argc > 1) {
		free(r);
		return command_misused(inv, &cmd_run, "%s: what is meant?", inv->argv[1]);
	}
	uv_loop_init(&r->loop);
	r->watchdog = watchdog_new(&r->loop, 0);
	if (keys_load(inv->config->key_file, true, &keys) != OK) {
		command_failed(inv, inv->config->key_file, "cannot be used as the key");
	} else if (begin(r, &keys, sample) == OK) {
		fprintf(inv->out, "listening http://127.0.0.1:%d/\n", http_server_port(r->server));
		fflush(inv->out);
		log_info("start", "port=%d channels=%zu", http_server_port(r->server), r->core.n_channels);
		watchdog_ready(r->watchdog);
		uv_run(&r->loop, UV_RUN_DEFAULT);
		code = r->failed ? EXIT_FAILED : EXIT_DONE;
	}
	end(r);
	free(r);
	return code;
}

const struct command cmd_run = {
	.name = "run",
	.kind = COMMAND_PLAIN,
	.run = run,
	.usage = "run [--sample[=year]]",
	.help = "the gateway: listens, polls, answers, until SIGTERM or SIGINT\n\n"
		"Prints the address of the chat room page when it is ready. A changed dialog pack is\n"
		"taken at once, or on SIGHUP. A second signal ends it without waiting.\n"
		"  --sample        load the sample city, if the database is new\n"
		"  --sample=year   the same city after a year of messages, with which every figure\n"
		"                  of the report can be looked at",
};
