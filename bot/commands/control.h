/* control.h - commands that write while the gateway runs: they go to it
 * through a socket in the data folder and run there, between two turns.
 *
 * The socket has mode 0600, and the other side must be of the same user (or
 * root). One request a connection, a line of JSON of at most 1 MiB:
 *	{"argv":["admin","list"],"cwd":"/home/li"}
 * and lines of JSON for an answer, first {"run":true} as soon as the request
 * is accepted, then {"out":"…"} and {"err":"…"} in any number, last {"exit":0}. */
#ifndef BOT_COMMANDS_CONTROL_H
#define BOT_COMMANDS_CONTROL_H

#include <stdbool.h>

#include "bot/commands/command.h"

struct control;
struct uv_loop_s;

/* Where the socket of this configuration is; in its arena. */
const char *control_path(const struct config *);

/* Listens at `path`; a socket that a killed gateway left there is removed, so
 * the caller must hold the database's lock. `run` is called on the loop with
 * argc, argv, cwd, arena, out and err set, and sets the rest itself (see
 * command_run). NULL: it cannot listen, and has logged why. */
struct control *control_new(struct uv_loop_s *, const char *path, enum exit_code (*run)(void *arg, struct invocation *),
			    void *arg);
/* NULL-safe. Closes and removes the socket; the loop must turn once more
 * before it is closed itself. */
void control_free(struct control *);

/* The other side: has the gateway at `path` run inv, and passes on what it
 * says. False: nobody listens there. True: *code is how it went, also when the
 * gateway does not answer or goes away (then said on inv->err). */
bool control_call(const char *path, struct invocation *, enum exit_code *code);

#endif
