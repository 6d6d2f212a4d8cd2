/* health.c - does it turn, can it work, what did it do. */
#include "bot/web/health.h"

#include <cjson/cJSON.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "bot/base/json.h"
#include "bot/base/mem.h"
#include "dialogs/match/understand.h"
#include "store/messages/outbox_pull.h"

struct health {
	struct health_setup setup;
	const struct http_server *server;
	time_t started;
};

/* --------------------------------------------------------------- healthz, readyz */

static void healthz(void *arg, struct http_exchange *ex)
{
	const struct health *h = arg;

	if (watchdog_stalled(h->setup.watchdog) || gateway_failed(h->setup.gateway))
		http_reply_error(ex, 503, "stalled", "nothing could be committed for five seconds");
	else
		http_reply(ex, 200, "application/json", STR("{\"ok\":true}"));
}

static const char *store_state(const struct health *h)
{
	if (gateway_failed(h->setup.gateway))
		return "failed";
	if (gateway_held(h->setup.gateway))
		return "held";
	return gateway_full(h->setup.gateway) ? "full" : "ok";
}

static void readyz(void *arg, struct http_exchange *ex)
{
	const struct health *h = arg;
	const char *store = store_state(h);
	bool ready = strcmp(store, "ok") == 0;
	cJSON *o = cJSON_CreateObject(), *channels = cJSON_CreateObject();

	for (size_t i = 0; i < h->setup.n_channels; i++) {
		cJSON_AddBoolToObject(channels, h->setup.channels[i].name, h->setup.channels[i].ready);
		ready = ready && h->setup.channels[i].ready;
	}
	cJSON_AddBoolToObject(o, "ready", ready);
	cJSON_AddStringToObject(o, "store", store);
	cJSON_AddItemToObject(o, "channels", channels);
	http_reply(ex, ready ? 200 : 503, "application/json", json_print(o, http_arena(ex)));
	cJSON_Delete(o);
}

/* --------------------------------------------------------------------- metrics */

static void metric(struct buf *b, const char *name, const char *type, const char *help, double value)
{
	buf_printf(b, "# HELP xiaodeng_%s %s\n# TYPE xiaodeng_%s %s\nxiaodeng_%s %.15g\n", name, help, name, type, name,
		   value);
}

static void counter(struct buf *b, const char *name, const char *help, uint64_t value)
{
	metric(b, name, "counter", help, (double)value);
}

static void gauge(struct buf *b, const char *name, const char *help, double value)
{
	metric(b, name, "gauge", help, value);
}

static double resident_bytes(void)
{
	unsigned long pages = 0;
	FILE *f = fopen("/proc/self/statm", "re");

	if (f && fscanf(f, "%*u %lu", &pages) != 1)
		pages = 0;
	if (f)
		fclose(f);
	return (double)pages * (double)sysconf(_SC_PAGESIZE);
}

static void add_gateway(struct buf *b, const struct gateway *g)
{
	const struct gateway_counts *c = gateway_counts(g);

	counter(b, "messages_total", "Messages handled, each once.", c->messages);
	counter(b, "duplicates_total", "Messages that came again.", c->duplicates);
	counter(b, "answers_total", "Replies queued.", c->answers);
	counter(b, "commits_total", "Transactions committed.", c->commits);
	counter(b, "quarantined_total", "Messages set aside because handling them failed.", c->quarantined);
	counter(b, "disk_full_total", "Transactions that found the disk full.", c->full);
	counter(b, "pattern_limit_total", "Attempts of a rule given up at the step limit.", understand_over_limit());
}

static void add_server(struct buf *b, const struct http_server *s)
{
	const struct http_server_counts *c = http_server_counts(s);

	counter(b, "http_requests_total", "HTTP requests.", c->requests);
	counter(b, "http_refused_total", "HTTP requests answered with 4xx or 5xx.", c->refused);
	counter(b, "http_connections_total", "HTTP connections accepted.", c->connections);
	counter(b, "http_timeouts_total", "HTTP connections cut at their time limit.", c->timeouts);
	gauge(b, "http_connections", "HTTP connections open now.", (double)c->open);
	gauge(b, "http_body_bytes", "Bytes of request bodies in memory.", (double)c->bodies);
}

static void add_outbox(struct buf *b, struct db *db)
{
	struct outbox_figures f;

	outbox_count(db, &f);
	if (db_error(db) != OK)
		return;
	buf_addc(b,
		 "# HELP xiaodeng_outbox_rows Replies that are not sent, by state; dead and uncertain need a person.\n"
		 "# TYPE xiaodeng_outbox_rows gauge\n");
	buf_printf(b, "xiaodeng_outbox_rows{state=\"waiting\"} %" PRId64 "\n", f.waiting - f.retry);
	buf_printf(b, "xiaodeng_outbox_rows{state=\"retry\"} %" PRId64 "\n", f.retry);
	buf_printf(b, "xiaodeng_outbox_rows{state=\"dead\"} %" PRId64 "\n", f.dead);
	buf_printf(b, "xiaodeng_outbox_rows{state=\"uncertain\"} %" PRId64 "\n", f.uncertain);
	gauge(b, "outbox_oldest_time_seconds",
	      "When the first reply that still waits was queued, in Unix time; 0: none waits.",
	      (double)f.oldest / MS_SECOND);
}

static void add_process(struct buf *b, const struct health *h)
{
	buf_printf(
		b,
		"# HELP xiaodeng_build_info Version.\n# TYPE xiaodeng_build_info gauge\nxiaodeng_build_info{version=\"%s\"} 1\n",
		h->setup.version);
	gauge(b, "start_time_seconds", "When the process started, in Unix time.", (double)h->started);
	gauge(b, "resident_memory_bytes", "Resident memory of the process.", resident_bytes());
	gauge(b, "store_ready", "1: the store takes messages.", strcmp(store_state(h), "ok") == 0);
	buf_addc(b, "# HELP xiaodeng_channel_ready 1: the channel has reached its platform, or needs none.\n"
		    "# TYPE xiaodeng_channel_ready gauge\n");
	for (size_t i = 0; i < h->setup.n_channels; i++)
		buf_printf(b, "xiaodeng_channel_ready{channel=\"%s\",kind=\"%s\"} %d\n", h->setup.channels[i].name,
			   h->setup.channels[i].ops->kind, h->setup.channels[i].ready);
}

static void metrics(void *arg, struct http_exchange *ex)
{
	const struct health *h = arg;
	struct buf b;

	buf_init(&b, 64 * 1024);
	add_process(&b, h);
	add_gateway(&b, h->setup.gateway);
	add_outbox(&b, h->setup.db);
	if (h->server)
		add_server(&b, h->server);
	http_reply(ex, 200, "text/plain; version=0.0.4; charset=utf-8", buf_str(&b));
	buf_free(&b);
}

/* --------------------------------------------------------------- start and end */

void health_routes(struct health *h, struct http_route out[HEALTH_ROUTES])
{
	out[0] = (struct http_route){ .method = "GET", .path = "/healthz", .handle = healthz, .arg = h };
	out[1] = (struct http_route){ .method = "GET", .path = "/readyz", .handle = readyz, .arg = h };
	out[2] = (struct http_route){ .method = "GET", .path = "/metrics", .handle = metrics, .arg = h };
}

struct health *health_new(const struct health_setup *setup)
{
	struct health *h = mem_zalloc(sizeof *h);

	h->setup = *setup;
	h->started = time(NULL);
	return h;
}

void health_watch(struct health *h, const struct http_server *s)
{
	h->server = s;
}

void health_free(struct health *h)
{
	free(h);
}
