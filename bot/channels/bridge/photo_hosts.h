/* photo_hosts.h - the hosts from which photos that others name by URL are
 * fetched: "a.example, b.example:8443". */
#ifndef BOT_CHANNELS_BRIDGE_PHOTO_HOSTS_H
#define BOT_CHANNELS_BRIDGE_PHOTO_HOSTS_H

#include "bot/base/arena.h"
#include "bot/base/err.h"
#include "bot/base/str.h"

struct photo_hosts;

/* Reads a list, which may be empty or absent: then no host is allowed. ERR_INPUT and
 * *why, in the arena, when an entry is no host name. */
MUST_CHECK enum err photo_hosts_read(struct str list, struct arena *, struct photo_hosts **out, struct str *why);
void photo_hosts_free(struct photo_hosts *); /* NULL-safe */

/* The URL as it is to be fetched, in the arena: http or https, to a host of the
 * list, on its usual port or the one that the list names, without a user.
 * Absent: not allowed. Where the name leads is judged when connecting. */
struct str photo_hosts_allow(const struct photo_hosts *, struct str url, struct arena *);

#endif
