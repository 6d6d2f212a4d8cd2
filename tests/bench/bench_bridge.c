/* bench_bridge.c - durable messages a second through the bridge API: the real
 * program on a real disk, one message a request, 1 to 256 senders at once, and
 * one reader who fetches and confirms the replies meanwhile. */
#include <arpa/inet.h>
#include <dirent.h>
#include <math.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <sys/epoll.h>
#include <sys/stat.h>

#include "tests/bench/process.h"

enum {
	SENDERS = 256,
	PEOPLE = 2000,
	GROUPS = 60,
	LINES = 400,
	BODY = 2048,
	HEAD = 512,
	WARM_MS = 500,
	LATENCIES = 4 << 20,
	REPLIES = 4 << 20, /* bytes of one answer to the reader */
	ROUNDS = 4,
	RULES = 10000,
	LEAST_RATIO = 5,
	FLUSH_US = 1000, /* a disk that is faster has little to share */
};

struct line {
	char where; /* g, m or p */
	bool last;  /* of its block */
	char *text; /* as it stands in JSON */
};

struct connection;

struct load {
	const char *program;
	int group; /* messages that share a transaction */
	int rules; /* generated, beside those of the pack */
	char dir[256], config[300], token[128];
	struct process gateway;
	struct connection *reader;
	struct line lines[LINES];
	size_t n_lines;
	double seconds;
	int epoll;

	size_t next_line;				   /* where the next block begins */
	uint64_t people, messages, acknowledged, expected; /* messages handed in; replies that should come */
	uint64_t replies;
	int32_t *latency;
	size_t n_latency;
	bool measuring;
};

struct connection {
	struct load *load;
	int fd;
	bool reader;
	uint64_t last; /* reply that was read */
	size_t line;
	uint64_t person;
	bool in_block;
	int64_t began;
	char *in;
	size_t n, room;
};

/* ---------------------------------------------------------------- what is said */

static void read_lines(struct load *l, const char *file)
{
	char text[512];
	FILE *f = fopen(file, "re");

	if (!f)
		die("%s: %s", file, strerror(errno));
	while (fgets(text, sizeof text, f)) {
		text[strcspn(text, "\n")] = '\0';
		if (!text[0] && l->n_lines)
			l->lines[l->n_lines - 1].last = true;
		if (!text[0] || text[0] == '#')
			continue;
		if (!strchr("gmp", text[0]) || text[1] != ' ' || l->n_lines == LINES || strpbrk(text, "\"\\"))
			die("%s: \"%s\" is not g, m or p and a plain text", file, text);
		l->lines[l->n_lines++] = (struct line){ .where = text[0], .text = strdup(text + 2) };
	}
	if (!l->n_lines)
		die("%s is empty", file);
	l->lines[l->n_lines - 1].last = true;
	fclose(f);
}

/* The sender's next message: on with the block, or a new one by another person. */
static const struct line *next_said(struct connection *c)
{
	struct load *l = c->load;

	if (!c->in_block) {
		c->line = l->next_line;
		while (!l->lines[l->next_line++].last)
			;
		l->next_line %= l->n_lines;
		c->person = l->people++ % PEOPLE;
	}
	const struct line *said = &l->lines[c->line++];

	c->in_block = !said->last;
	return said;
}

static void send_all(const struct connection *c, const char *text, size_t n)
{
	if (send(c->fd, text, n, MSG_NOSIGNAL) != (ssize_t)n)
		die("a request did not fit into the socket: %s", strerror(errno));
}

static void say(struct connection *c)
{
	struct load *l = c->load;
	const struct line *said = next_said(c);
	char body[BODY], request[HEAD + BODY], chat[160];

	if (said->where == 'p')
		snprintf(chat, sizeof chat, "{\"id\":\"u%lu\",\"type\":\"private\"}", c->person);
	else
		snprintf(chat, sizeof chat, "{\"id\":\"g%lu\",\"type\":\"group\",\"title\":\"骑手群%lu\"}",
			 c->person % GROUPS, c->person % GROUPS);
	int n = snprintf(body, sizeof body,
			 "{\"id\":\"m-%lu\",\"time\":%lld,\"chat\":%s,\"from\":{\"id\":\"u%lu\",\"name\":\"骑手%lu\"},"
			 "\"text\":\"%s\",\"mentions_bot\":%s}",
			 l->messages++, (long long)time(NULL), chat, c->person, c->person, said->text,
			 said->where == 'm' ? "true" : "false");
	int all = snprintf(request, sizeof request,
			   "POST /api/v1/updates HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\n"
			   "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s",
			   l->token, n, body);

	l->expected += said->where != 'g';
	c->began = now_us();
	send_all(c, request, (size_t)all);
}

static void ask_replies(struct connection *c)
{
	char request[HEAD];
	int n = snprintf(request, sizeof request,
			 "GET /api/v1/replies?after=%lu&wait=1&limit=1000 HTTP/1.1\r\nHost: 127.0.0.1\r\n"
			 "Authorization: Bearer %s\r\n\r\n",
			 c->last, c->load->token);

	send_all(c, request, (size_t)n);
}

/* --------------------------------------------------------------- what comes back */

/* The body of a complete answer, or NULL. */
static const char *complete(struct connection *c)
{
	c->in[c->n] = '\0';
	const char *head_end = strstr(c->in, "\r\n\r\n");
	const char *length = head_end ? strcasestr(c->in, "\r\nContent-Length:") : NULL;

	if (!length || length > head_end)
		return NULL;
	head_end += 4;
	return c->n - (size_t)(head_end - c->in) >= strtoul(length + 17, NULL, 10) ? head_end : NULL;
}

static void take_replies(struct connection *c, const char *body)
{
	static const char each[] = "{\"id\":";

	/* ids of chats and people are strings, so only a reply's own begins like this */
	for (const char *p = body; (p = strstr(p, each)); p += sizeof each - 1)
		if (p[sizeof each - 1] >= '0' && p[sizeof each - 1] <= '9') {
			c->last = strtoull(p + sizeof each - 1, NULL, 10);
			c->load->replies++;
		}
	c->n = 0;
	ask_replies(c);
}

static void take_receipt(struct connection *c, const char *body, bool more)
{
	struct load *l = c->load;

	if (!strstr(body, "\"accepted\":1"))
		die("not accepted: %s", body);
	l->acknowledged++;
	if (l->measuring && l->n_latency < LATENCIES)
		l->latency[l->n_latency++] = (int32_t)(now_us() - c->began);
	c->n = 0;
	if (more)
		say(c);
}

static void receive(struct connection *c, bool more)
{
	ssize_t n = recv(c->fd, c->in + c->n, c->room - c->n - 1, 0);

	if (n <= 0)
		die("the gateway hung up");
	c->n += (size_t)n;
	const char *body = complete(c);

	if (!body)
		return;
	if (strncmp(c->in, "HTTP/1.1 200 ", 13) != 0)
		die("%.200s", c->in);
	if (c->reader)
		take_replies(c, body);
	else
		take_receipt(c, body, more);
}

static struct connection *connection_new(struct load *l, bool reader)
{
	struct connection *c = calloc(1, sizeof *c);
	struct sockaddr_in to = { .sin_family = AF_INET,
				  .sin_port = htons((uint16_t)l->gateway.port),
				  .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int yes = 1;

	if (!c)
		die("no memory");
	*c = (struct connection){ .load = l, .reader = reader, .room = reader ? REPLIES : BODY };
	c->in = malloc(c->room);
	c->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (!c->in || c->fd < 0 || connect(c->fd, (struct sockaddr *)&to, sizeof to) != 0)
		die("cannot connect: %s", strerror(errno));
	setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
	epoll_ctl(l->epoll, EPOLL_CTL_ADD, c->fd, &(struct epoll_event){ .events = EPOLLIN, .data.ptr = c });
	return c;
}

static void connection_free(struct connection *c)
{
	close(c->fd);
	free(c->in);
	free(c);
}

static void pump(struct load *l, int64_t until, bool more)
{
	struct epoll_event events[SENDERS];

	while (now_us() < until && (more || l->acknowledged < l->messages)) {
		int n = epoll_wait(l->epoll, events, SENDERS, 100);

		for (int i = 0; i < n; i++)
			receive(events[i].data.ptr, more);
	}
}

/* ------------------------------------------------------------------ one figure */

struct figure {
	double per_second, p50_ms, p99_ms, cpu_us, rss_mb, disk_kb, answered;
};

static double percentile(const struct load *l, double p)
{
	return l->n_latency ? (double)l->latency[(size_t)(p * (double)(l->n_latency - 1))] / 1000 : NAN;
}

static long written(const struct load *l)
{
	return process_field(&l->gateway, "io", "\nwrite_bytes: ");
}

static struct figure during(struct load *l)
{
	uint64_t messages = l->acknowledged, replies = l->replies;
	int64_t cpu = process_cpu_us(&l->gateway), began = now_us();
	long disk = written(l);

	l->n_latency = 0;
	l->measuring = true;
	pump(l, began + (int64_t)(l->seconds * 1e6), true);
	l->measuring = false;
	double took = (double)(now_us() - began) / 1e6, n = (double)(l->acknowledged - messages);

	qsort(l->latency, l->n_latency, sizeof *l->latency, by_value);
	return (struct figure){
		.per_second = n / took,
		.p50_ms = percentile(l, 0.5),
		.p99_ms = percentile(l, 0.99),
		.cpu_us = (double)(process_cpu_us(&l->gateway) - cpu) / n,
		.rss_mb = process_rss_mb(&l->gateway),
		.disk_kb = (double)(written(l) - disk) / 1024 / n,
		.answered = (double)(l->replies - replies) / n,
	};
}

static struct figure measure(struct load *l, size_t senders)
{
	struct connection *c[SENDERS];

	for (size_t i = 0; i < senders; i++)
		say(c[i] = connection_new(l, false));
	pump(l, now_us() + WARM_MS * 1000, true);
	struct figure f = during(l);

	pump(l, now_us() + 10 * 1000000, false);
	if (l->acknowledged < l->messages)
		die("%lu messages were never acknowledged", l->messages - l->acknowledged);
	for (size_t i = 0; i < senders; i++)
		connection_free(c[i]);
	return f;
}

static const char table_head[] =
	"| disk, ms | group | senders | messages/s | p50 ms | p99 ms | CPU µs a message | RSS MB | KB to disk a message | answered |\n"
	"|---|---|---|---|---|---|---|---|---|---|\n";

/* Returns messages a second; *flush_us: what the disk took just before. */
static double row(struct load *l, size_t senders, int32_t *flush_us)
{
	*flush_us = folder_flush_us(l->dir);
	struct figure f = measure(l, senders);

	printf("| %.2f | %d | %zu | %.0f | %.2f | %.2f | %.0f | %.1f | %.1f | %.0f %% |\n", *flush_us / 1000.0,
	       l->group, senders, f.per_second, f.p50_ms, f.p99_ms, f.cpu_us, f.rss_mb, f.disk_kb, 100 * f.answered);
	fflush(stdout);
	return f.per_second;
}

/* ------------------------------------------------------------------ the gateway */

/* The Chinese pack, and so many rules more that no message of ours can match:
 * four words and six, of characters that nobody uses. */
static void write_pack(const struct load *l, const char *cwd)
{
	char path[700], from[700];
	uint32_t dice = 2463534242u;

	snprintf(path, sizeof path, "%s/pack", l->dir);
	snprintf(from, sizeof from, "%s/dialogs/zh-CN", cwd);
	DIR *d = mkdir(path, 0700) == 0 ? opendir(from) : NULL;

	for (struct dirent *e; d && (e = readdir(d));) {
		if (e->d_name[0] == '.')
			continue;
		snprintf(from, sizeof from, "%s/dialogs/zh-CN/%s", cwd, e->d_name);
		snprintf(path, sizeof path, "%s/pack/%s", l->dir, e->d_name);
		if (symlink(from, path) != 0)
			die("%s: %s", path, strerror(errno));
	}
	if (d)
		closedir(d);
	snprintf(path, sizeof path, "%s/pack/99-generated.ini", l->dir);
	FILE *f = fopen(path, "we");

	if (!f)
		die("%s: %s", path, strerror(errno));
	for (int i = 0; i < l->rules; i++) {
		if (i % 5 == 0)
			fprintf(f, "\n[intent generated.i%d]\nwhere = GP\nplanned = yes\n", i / 5);
		for (int k = 0; k < 10; k++) {
			fputs(k == 0 ? "rule = (?:" : k == 4 ? ").{0,6}(?:" : "|", f);
			for (int c = 0; c < 2; c++) {
				dice = dice * 1664525u + 1013904223u;
				uint32_t cp = 0x4e00 + (dice >> 8) % 20000;

				fprintf(f, "%c%c%c", (char)(0xe0 | cp >> 12), (char)(0x80 | (cp >> 6 & 63)),
					(char)(0x80 | (cp & 63)));
			}
		}
		fputs(")\n", f);
	}
	fclose(f);
}

static void write_config(struct load *l)
{
	char cwd[256], pack[300];

	folder_make(l->dir);
	snprintf(l->config, sizeof l->config, "%s/config.ini", l->dir);
	FILE *f = getcwd(cwd, sizeof cwd) ? fopen(l->config, "we") : NULL;

	if (!f)
		die("%s: %s", l->config, strerror(errno));
	snprintf(pack, sizeof pack, "%s/dialogs/zh-CN", cwd);
	if (l->rules)
		write_pack(l, cwd);
	fprintf(f,
		"[bot]\npack = %s\n[http]\nlisten = 127.0.0.1:0\n"
		"[limits]\nper_person = 10000\nper_chat = 10000\nuncalled = 1000\ngroup = %d\n"
		"[log]\nlevel = warn\n[channel bridge]\nkind = bridge\n",
		l->rules ? "pack" : pack, l->group);
	fclose(f);
}

static void read_token(struct load *l)
{
	char path[300];

	snprintf(path, sizeof path, "%s/data/bridge.token", l->dir);
	FILE *f = fopen(path, "re");

	if (!f || !fgets(l->token, sizeof l->token, f))
		die("%s: %s", path, strerror(errno));
	l->token[strcspn(l->token, "\n")] = '\0';
	fclose(f);
}

/* A new database with the sample city. */
static void begin(struct load *l)
{
	write_config(l);
	process_run((const char *[]){ l->program, "import", "-c", l->config, "store/sample", NULL });
	process_start(l->program, l->config, &l->gateway);
	read_token(l);
	l->epoll = epoll_create1(EPOLL_CLOEXEC);
	l->reader = connection_new(l, true);
	ask_replies(l->reader);
}

/* Every reply must have come; the database must be whole. */
static void finish(struct load *l)
{
	for (int i = 0; i < 100 && l->replies < l->expected; i++)
		pump(l, now_us() + 100000, true);
	printf("group = %d: %lu messages acknowledged, %lu replies fetched (at least %lu were due), ", l->group,
	       l->acknowledged, l->replies, l->expected);
	connection_free(l->reader);
	close(l->epoll);
	process_stop(&l->gateway);
	process_run((const char *[]){ l->program, "verify", "-c", l->config, NULL });
	printf("the database is whole.\n");
	folder_remove(l->dir);
	if (!l->expected || l->replies < l->expected)
		die("replies are missing");
}

/* One after the other and again, since a disk is not the same from minute to
 * minute. Returns how many times as much the first carries as the second. */
static double compare(struct load *grouped, struct load *alone, double *flush_ms)
{
	double together = 0, apart = 0, flush = 0;
	int32_t us;

	for (int i = 0; i < ROUNDS; i++) {
		together += row(grouped, 64, &us);
		flush += us;
		apart += row(alone, 64, &us);
		flush += us;
	}
	*flush_ms = flush / (2 * ROUNDS) / 1000;
	return together / apart;
}

int main(void)
{
	static struct load grouped, alone, many;
	static const size_t senders[] = { 1, 8, 64, 256 };
	const char *program = getenv("XIAODENG"), *seconds = getenv("BENCH_SECONDS");
	double flush_ms;
	int32_t us;

	grouped.program = program ? program : "build/xiaodeng";
	grouped.seconds = seconds ? atof(seconds) : 4;
	grouped.latency = malloc(LATENCIES * sizeof *grouped.latency);
	signal(SIGPIPE, SIG_IGN);
	read_lines(&grouped, "tests/bench/messages.txt");
	alone = many = grouped;
	many.rules = RULES;
	many.group = 256;
	grouped.group = 256;
	alone.group = 1;
	begin(&grouped);
	printf("Idle: %.1f MB\n\n%s", process_rss_mb(&grouped.gateway), table_head);
	for (size_t i = 0; i < sizeof senders / sizeof *senders; i++)
		row(&grouped, senders[i], &us);
	begin(&alone);
	double ratio = compare(&grouped, &alone, &flush_ms);

	begin(&many);
	double with_rules = compare(&many, &grouped, &(double){ 0 });

	printf("\nWith %d rules more the same program carries %.2f times as much.", many.rules, with_rules);
	printf("\nAt 64 senders group commit carries %.1f times as much as a commit for each message,\n"
	       "on a disk that takes %.2f ms to keep 4 KiB.\n",
	       ratio, flush_ms);
	finish(&grouped);
	finish(&alone);
	finish(&many);
	free(grouped.latency);
	if (ratio < LEAST_RATIO && flush_ms * 1000 >= FLUSH_US)
		die("that is less than %d times", LEAST_RATIO);
	return 0;
}
