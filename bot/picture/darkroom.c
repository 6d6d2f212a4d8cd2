/* darkroom.c - the gateway's side: a process with a pipe in and a pipe out. */
#include "bot/picture/darkroom.h"

#include <signal.h>
#include <stdlib.h>
#include <uv.h>

#include "bot/base/buf.h"
#include "bot/base/mem.h"
#include "bot/picture/darkroom_internal.h"

enum { DARKROOM_MS = 20 * 1000, HANDLES = 4, PIECE = 64 * 1024 };

struct darkroom {
	uv_process_t process;
	uv_pipe_t in, out;
	uv_timer_t timer;
	uv_write_t write;
	uv_shutdown_t shutdown;
	struct buf jpeg;
	char piece[PIECE];
	void (*done)(void *, const struct darkroom_result *);
	void *arg;
	const char *trouble;
	int64_t status;
	bool exited, ended; /* the process; its output */
	int open;	    /* handles not closed yet */
};

static void on_closed(uv_handle_t *h)
{
	struct darkroom *d = h->data;

	if (--d->open > 0)
		return;
	buf_free(&d->jpeg);
	free(d);
}

static void close_all(struct darkroom *d)
{
	uv_handle_t *const all[HANDLES] = { (uv_handle_t *)&d->process, (uv_handle_t *)&d->in, (uv_handle_t *)&d->out,
					    (uv_handle_t *)&d->timer };

	for (int i = 0; i < HANDLES; i++)
		uv_close(all[i], on_closed);
}

static const char *trouble_of(const struct darkroom *d)
{
	switch (d->status) {
	case DARKROOM_UNREADABLE:
	case DARKROOM_TOO_LARGE:
		return NULL;
	case DARKROOM_NO_MEMORY:
		return "the decoder wanted too much memory";
	case DARKROOM_UNCONFINED:
		return "the decoder could not be locked in: does the kernel allow seccomp here?";
	default:
		return d->status == 0 && d->jpeg.n > 0 ? NULL : "the decoder failed";
	}
}

static void judge(const struct darkroom *d, struct darkroom_result *r)
{
	*r = (struct darkroom_result){ .verdict = PICTURE_UNREADABLE, .trouble = d->trouble };
	if (!r->trouble)
		r->trouble = trouble_of(d);
	if (d->status == DARKROOM_TOO_LARGE) {
		r->verdict = PICTURE_TOO_LARGE;
	} else if (!r->trouble && d->status == 0) {
		r->verdict = PICTURE_OK;
		r->jpeg = buf_str(&d->jpeg);
	}
}

static void finish_if_over(struct darkroom *d)
{
	struct darkroom_result result;

	if (!d->done || !d->exited || !d->ended)
		return;
	judge(d, &result);
	void (*done)(void *, const struct darkroom_result *) = d->done;

	d->done = NULL;
	done(d->arg, &result);
	close_all(d);
}

static void on_exit_of(uv_process_t *process, int64_t status, int signal)
{
	struct darkroom *d = process->data;

	d->exited = true;
	d->status = status;
	if (signal && !d->trouble)
		d->trouble = "the decoder was killed";
	finish_if_over(d);
}

static void room_for_output(uv_handle_t *h, size_t wanted, uv_buf_t *out)
{
	struct darkroom *d = h->data;

	(void)wanted;
	*out = uv_buf_init(d->piece, PIECE);
}

static void on_output(uv_stream_t *stream, ssize_t n, const uv_buf_t *piece)
{
	struct darkroom *d = stream->data;

	if (n > 0)
		buf_add(&d->jpeg, (struct str){ piece->base, (size_t)n });
	if (d->jpeg.failed && !d->trouble) {
		d->trouble = "the decoder said too much";
		uv_process_kill(&d->process, SIGKILL);
	}
	if (n < 0) {
		d->ended = true;
		uv_read_stop(stream);
		finish_if_over(d);
	}
}

static void on_time(uv_timer_t *timer)
{
	struct darkroom *d = timer->data;

	if (!d->process.pid) { /* never began */
		d->exited = d->ended = true;
		finish_if_over(d);
	} else {
		d->trouble = d->trouble ? d->trouble : "the decoder took too long";
		uv_process_kill(&d->process, SIGKILL);
	}
}

/* From the program's own file, also when another version lies there by now. */
static int spawn(struct darkroom *d, uv_loop_t *loop)
{
	static char name[] = "xiaodeng", word[] = DARKROOM_WORD;
	char *arguments[] = { name, word, NULL }, *nothing[] = { NULL };
	uv_stdio_container_t stdio[3] = {
		{ .flags = UV_CREATE_PIPE | UV_READABLE_PIPE, .data.stream = (uv_stream_t *)&d->in },
		{ .flags = UV_CREATE_PIPE | UV_WRITABLE_PIPE, .data.stream = (uv_stream_t *)&d->out },
		{ .flags = UV_IGNORE },
	};
	uv_process_options_t options = { .file = "/proc/self/exe",
					 .args = arguments,
					 .env = nothing,
					 .stdio = stdio,
					 .stdio_count = 3,
					 .exit_cb = on_exit_of };

	return uv_spawn(loop, &d->process, &options);
}

struct darkroom *darkroom_begin(uv_loop_t *loop, struct str bytes, void (*done)(void *, const struct darkroom_result *),
				void *arg)
{
	struct darkroom *d = mem_zalloc(sizeof *d);
	uv_buf_t input = uv_buf_init((char *)bytes.p, (unsigned)bytes.n);

	d->done = done;
	d->arg = arg;
	d->open = HANDLES;
	buf_init(&d->jpeg, PICTURE_BYTES);
	uv_pipe_init(loop, &d->in, 0);
	uv_pipe_init(loop, &d->out, 0);
	uv_timer_init(loop, &d->timer);
	d->in.data = d->out.data = d->timer.data = d;
	int failed = spawn(d, loop);

	d->process.data = d;
	if (failed) {
		d->process.pid = 0;
		d->trouble = "the decoder could not be started";
		uv_timer_start(&d->timer, on_time, 0, 0);
		return d;
	}
	uv_timer_start(&d->timer, on_time, DARKROOM_MS, 0);
	uv_read_start((uv_stream_t *)&d->out, room_for_output, on_output);
	uv_write(&d->write, (uv_stream_t *)&d->in, &input, 1, NULL);
	uv_shutdown(&d->shutdown, (uv_stream_t *)&d->in, NULL); /* once all is written */
	return d;
}

void darkroom_cancel(struct darkroom *d)
{
	if (!d || !d->done)
		return;
	d->done = NULL;
	if (d->process.pid && !d->exited)
		uv_process_kill(&d->process, SIGKILL);
	close_all(d);
}
