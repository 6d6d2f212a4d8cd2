/* control.c - the gateway's side of the control socket. */
#include "bot/commands/control.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>
#include <uv.h>

#include "bot/base/buf.h"
#include "bot/base/json.h"
#include "bot/base/log.h"
#include "bot/base/mem.h"
#include "bot/base/utf8.h"
#include "bot/commands/control_path.h"

enum {
	REQUEST_MOST = 1 << 20,
	ARGS_MOST = 256,
	PEERS_MOST = 8,
	PATIENCE_MS = 10000, /* for a whole request to arrive */
	FETCH_MS = 60000,    /* for the answer to be fetched */
	FRAME_CHARACTERS = 16384,
	ANSWER_MOST = 64 << 20
};

struct control {
	uv_pipe_t listener;
	char *path;
	enum exit_code (*run)(void *arg, struct invocation *);
	void *arg;
	struct peer *peers;
	int n;
	int open; /* handles that libuv has not given back */
	bool closing;
};

struct peer {
	uv_pipe_t pipe;
	uv_timer_t timer;
	uv_write_t write;
	struct control *control;
	struct peer *next;
	struct buf request, answer;
	char chunk[4096];
	int open; /* of its two handles */
};

const char *control_path(const struct config *c)
{
	return arena_printf(c->arena, "%s/control.sock", c->data).p;
}

static void forget(struct control *c)
{
	if (c->closing && c->open == 0) {
		free(c->path);
		free(c);
	}
}

static void on_peer_closed(uv_handle_t *h)
{
	struct peer *p = h->data;
	struct control *c = p->control;

	if (--p->open > 0)
		return;
	buf_free(&p->request);
	buf_free(&p->answer);
	free(p);
	c->open--;
	forget(c);
}

static void peer_close(struct peer *p)
{
	struct control *c = p->control;

	for (struct peer **at = &c->peers; *at; at = &(*at)->next) {
		if (*at == p) {
			*at = p->next;
			c->n--;
			break;
		}
	}
	if (!uv_is_closing((uv_handle_t *)&p->pipe)) {
		uv_close((uv_handle_t *)&p->pipe, on_peer_closed);
		uv_close((uv_handle_t *)&p->timer, on_peer_closed);
	}
}

static void on_late(uv_timer_t *t)
{
	struct peer *p = t->data;

	log_warn("control", "problem=%s", p->answer.n ? "the answer was not fetched" : "no whole request in time");
	peer_close(p);
}

/* ------------------------------------------------------------- the answer */

static void frame_text(struct buf *b, const char *key, struct str text)
{
	struct arena *a = arena_new();
	cJSON *o = cJSON_CreateObject();

	json_put(o, key, text);
	buf_add(b, json_print(o, a));
	buf_char(b, '\n');
	cJSON_Delete(o);
	arena_free(a);
}

/* What a command printed may quote a bad file: no byte of it may spoil a frame. */
static void make_valid(char *p, size_t n)
{
	struct str s = { p, n };

	if (utf8_valid(s) && (n == 0 || !memchr(p, '\0', n)))
		return;
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)p[i] >= 0x80 || p[i] == '\0')
			p[i] = '?';
}

static void frames(struct buf *b, const char *key, char *text, size_t n)
{
	struct str rest = { text, n };

	make_valid(text, n);
	while (rest.n) {
		struct str piece = utf8_cut(rest, FRAME_CHARACTERS);

		frame_text(b, key, piece);
		rest = str_sub(rest, piece.n, rest.n);
	}
}

static void on_written(uv_write_t *w, int status)
{
	(void)status; /* whoever hung up does not want to know */
	peer_close(w->data);
}

static void answer(struct peer *p)
{
	uv_buf_t b = uv_buf_init(p->answer.data, (unsigned)p->answer.n);

	uv_timer_start(&p->timer, on_late, FETCH_MS, 0);
	if (uv_write(&p->write, (uv_stream_t *)&p->pipe, &b, 1, on_written) != 0)
		peer_close(p);
}

static void answer_exit(struct peer *p, enum exit_code code)
{
	buf_printf(&p->answer, "{\"exit\":%d}\n", (int)code);
	if (p->answer.failed) {
		buf_reset(&p->answer);
		buf_addc(&p->answer, "{\"err\":\"xiaodeng: output: too long for the control socket\\n\"}\n");
		buf_printf(&p->answer, "{\"exit\":%d}\n", (int)code);
	}
	answer(p);
}

static void refuse(struct peer *p, const char *why)
{
	struct arena *a = arena_new();

	log_warn("control", "problem=%s", why);
	frame_text(&p->answer, "err", arena_printf(a, "xiaodeng: control: %s\n", why));
	arena_free(a);
	answer_exit(p, EXIT_USAGE);
}

/* ------------------------------------------------------------ the request */

/* argv as main would have it; NULL when it is not a list of texts. */
static char **arguments(const cJSON *list, struct arena *a, int *argc)
{
	int n = cJSON_IsArray(list) ? cJSON_GetArraySize(list) : 0;
	char **argv = arena_array(a, char *, (size_t)n + 1);
	const cJSON *item;

	if (n < 1 || n > ARGS_MOST)
		return NULL;
	*argc = 0;
	cJSON_ArrayForEach(item, list)
	{
		if (!cJSON_IsString(item))
			return NULL;
		argv[(*argc)++] = arena_strdup(a, item->valuestring);
	}
	return argv;
}

static void run_command(struct peer *p, struct invocation *inv)
{
	static const char accepted[] = "{\"run\":true}\n";
	uv_buf_t b = uv_buf_init((char *)accepted, sizeof accepted - 1);
	char *out = NULL, *err = NULL;
	size_t n_out = 0, n_err = 0;

	if (uv_try_write((uv_stream_t *)&p->pipe, &b, 1) != (int)b.len) {
		peer_close(p); /* gone already: then nothing is done either */
		return;
	}
	inv->out = open_memstream(&out, &n_out);
	inv->err = open_memstream(&err, &n_err);
	if (!inv->out || !inv->err)
		mem_exhausted();
	uint64_t begun = uv_hrtime();
	enum exit_code code = p->control->run(p->control->arg, inv);

	fclose(inv->out);
	fclose(inv->err);
	log_info("control", "command=%s exit=%d ms=%d", inv->argv[0], (int)code,
		 (int)((uv_hrtime() - begun) / 1000000));
	frames(&p->answer, "out", out, n_out);
	frames(&p->answer, "err", err, n_err);
	free(out);
	free(err);
	answer_exit(p, code);
}

static void take_request(struct peer *p, struct str text)
{
	struct arena *a = arena_new();
	struct invocation inv = { .arena = a };
	struct str why = STR("wants {\"argv\":[...],\"cwd\":\"...\"}");
	cJSON *o = json_parse(text, a, &why);

	uv_timer_stop(&p->timer);
	uv_read_stop((uv_stream_t *)&p->pipe);
	if (o) {
		inv.argv = arguments(cJSON_GetObjectItemCaseSensitive(o, "argv"), a, &inv.argc);
		inv.cwd = arena_cstr(a, json_str(o, "cwd"));
	}
	if (!o || !inv.argv || !inv.cwd || inv.cwd[0] != '/')
		refuse(p, why.p);
	else
		run_command(p, &inv);
	cJSON_Delete(o);
	arena_free(a);
}

static void on_chunk_wanted(uv_handle_t *h, size_t suggested, uv_buf_t *b)
{
	struct peer *p = h->data;

	(void)suggested;
	*b = uv_buf_init(p->chunk, sizeof p->chunk);
}

static void on_read(uv_stream_t *s, ssize_t n, const uv_buf_t *b)
{
	struct peer *p = s->data;

	(void)b;
	if (n < 0) {
		peer_close(p);
		return;
	}
	buf_add(&p->request, (struct str){ p->chunk, (size_t)n });
	if (p->request.failed) {
		uv_read_stop(s);
		refuse(p, "the request is too long");
		return;
	}
	const char *end = n > 0 ? memchr(p->request.data, '\n', p->request.n) : NULL;

	if (end)
		take_request(p, (struct str){ p->request.data, (size_t)(end - p->request.data) });
}

/* --------------------------------------------------------------- the door */

static bool may_enter(const uv_pipe_t *pipe)
{
	struct ucred who;
	socklen_t n = sizeof who;
	uv_os_fd_t fd;

	return uv_fileno((const uv_handle_t *)pipe, &fd) == 0 &&
	       getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &who, &n) == 0 && (who.uid == geteuid() || who.uid == 0);
}

static void on_connection(uv_stream_t *s, int status)
{
	struct control *c = s->data;
	struct peer *p;

	if (status < 0)
		return;
	p = mem_zalloc(sizeof *p);
	p->control = c;
	buf_init(&p->request, REQUEST_MOST);
	buf_init(&p->answer, ANSWER_MOST);
	uv_pipe_init(s->loop, &p->pipe, 0);
	uv_timer_init(s->loop, &p->timer);
	p->pipe.data = p->timer.data = p->write.data = p;
	p->open = 2;
	c->open++;
	p->next = c->peers;
	c->peers = p;
	c->n++;
	if (uv_accept(s, (uv_stream_t *)&p->pipe) != 0 || c->n > PEERS_MOST || !may_enter(&p->pipe)) {
		log_warn("control", "problem=%s", c->n > PEERS_MOST ? "too many at once" : "not this user");
		peer_close(p);
		return;
	}
	uv_timer_start(&p->timer, on_late, PATIENCE_MS, 0);
	uv_read_start((uv_stream_t *)&p->pipe, on_chunk_wanted, on_read);
}

static void on_listener_closed(uv_handle_t *h)
{
	struct control *c = h->data;

	c->open--;
	forget(c);
}

static int bind_private(const char *path)
{
	struct sockaddr_un address;
	int folder = -1, fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	mode_t before = umask(0177); /* 0600 from its first moment on */
	bool ok = fd >= 0 && control_address(path, &address, &folder) &&
		  bind(fd, (struct sockaddr *)&address, sizeof address) == 0;
	int why = errno;

	umask(before);
	if (folder >= 0)
		close(folder);
	if (!ok && fd >= 0)
		close(fd);
	errno = why;
	return ok ? fd : -1;
}

struct control *control_new(uv_loop_t *loop, const char *path, enum exit_code (*run)(void *arg, struct invocation *),
			    void *arg)
{
	struct stat st;

	if (lstat(path, &st) == 0 && S_ISSOCK(st.st_mode))
		unlink(path); /* nobody listens: we have the lock */
	int fd = bind_private(path);

	if (fd < 0) {
		log_error("control", "file=%s problem=%s", path, strerror(errno));
		return NULL;
	}
	struct control *c = mem_zalloc(sizeof *c);

	c->path = mem_strdup(path);
	c->run = run;
	c->arg = arg;
	c->open = 1;
	uv_pipe_init(loop, &c->listener, 0);
	c->listener.data = c;
	int rc = uv_pipe_open(&c->listener, fd);

	if (rc == 0)
		rc = uv_listen((uv_stream_t *)&c->listener, PEERS_MOST, on_connection);
	if (rc != 0) {
		log_error("control", "file=%s problem=%s", path, uv_strerror(rc));
		control_free(c);
		return NULL;
	}
	return c;
}

void control_free(struct control *c)
{
	if (!c || c->closing)
		return;
	c->closing = true;
	unlink(c->path);
	while (c->peers)
		peer_close(c->peers);
	uv_close((uv_handle_t *)&c->listener, on_listener_closed);
}
