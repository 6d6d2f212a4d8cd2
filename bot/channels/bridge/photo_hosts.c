/* photo_hosts.c - a list of hosts, and URLs held against it. curl takes the URL
 * apart, and what is fetched is what it put together again: so nobody else's
 * idea of where the host stands in a URL counts. */
#include "bot/channels/bridge/photo_hosts.h"

#include <ctype.h>
#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "bot/base/mem.h"

enum { HOST_MOST = 253, PORT_MOST = 65535 };

struct entry {
	char host[HOST_MOST + 1];
	int64_t port; /* 0: the usual one of the scheme */
};

struct photo_hosts {
	struct entry *v;
	size_t n;
};

static bool is_host(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!isalnum((unsigned char)s.p[i]) && s.p[i] != '.' && s.p[i] != '-')
			return false;
	return s.n > 0 && s.n <= HOST_MOST && isalnum((unsigned char)s.p[0]);
}

static bool add(struct photo_hosts *hosts, struct str text)
{
	struct str rest = text, host = NO_STR;
	int64_t port = 0;

	str_split(&rest, ':', &host);
	if (!is_host(host) || (host.n < text.n && !str_int(rest, 1, PORT_MOST, &port)))
		return false;
	hosts->v = mem_grow(hosts->v, (hosts->n + 1) * sizeof *hosts->v);
	struct entry *e = &hosts->v[hosts->n++];

	*e = (struct entry){ .port = port };
	memcpy(e->host, host.p, host.n);
	return true;
}

enum err photo_hosts_read(struct str list, struct arena *a, struct photo_hosts **out, struct str *why)
{
	struct photo_hosts *hosts = mem_zalloc(sizeof *hosts);
	struct str piece;

	while (str_split(&list, ',', &piece)) {
		piece = str_trim(piece);
		if (!piece.n || add(hosts, piece))
			continue;
		*why = arena_printf(a, "photo_hosts: \"" STR_FMT "\" is not a host name", STR_ARG(piece));
		photo_hosts_free(hosts);
		return ERR_INPUT;
	}
	*out = hosts;
	return OK;
}

void photo_hosts_free(struct photo_hosts *hosts)
{
	if (!hosts)
		return;
	free(hosts->v);
	free(hosts);
}

/* A part of the URL in the arena; absent when there is none. */
static struct str part(CURLU *u, CURLUPart which, struct arena *a)
{
	char *text = NULL;
	struct str s = NO_STR;

	if (curl_url_get(u, which, &text, which == CURLUPART_PORT ? CURLU_DEFAULT_PORT : 0) == CURLUE_OK)
		s = arena_str(a, str_c(text));
	curl_free(text);
	return s;
}

static bool listed(const struct photo_hosts *hosts, struct str host, int64_t port, bool usual)
{
	for (size_t i = 0; i < hosts->n; i++) {
		const struct entry *e = &hosts->v[i];

		if (host.n == strlen(e->host) && strncasecmp(host.p, e->host, host.n) == 0 &&
		    (e->port ? e->port == port : usual))
			return true;
	}
	return false;
}

struct str photo_hosts_allow(const struct photo_hosts *hosts, struct str url, struct arena *a)
{
	CURLU *u = curl_url();
	struct str allowed = NO_STR;
	int64_t port;

	if (!u)
		mem_exhausted();
	if (curl_url_set(u, CURLUPART_URL, arena_cstr(a, url), CURLU_DISALLOW_USER) == CURLUE_OK) {
		bool secure = str_is(part(u, CURLUPART_SCHEME, a), "https");

		if ((secure || str_is(part(u, CURLUPART_SCHEME, a), "http")) &&
		    str_int(part(u, CURLUPART_PORT, a), 1, PORT_MOST, &port) &&
		    listed(hosts, part(u, CURLUPART_HOST, a), port, port == (secure ? 443 : 80)))
			allowed = part(u, CURLUPART_URL, a);
	}
	curl_url_cleanup(u);
	return allowed;
}
