/* internal.h - what api.c and replies.c share. */
#ifndef BOT_WEB_BRIDGE_INTERNAL_H
#define BOT_WEB_BRIDGE_INTERNAL_H

#include <uv.h>

#include "bot/web/bridge/api.h"

struct fetch;

struct api {
	struct api_setup setup;
	uv_timer_t timer; /* the first of the waiting has waited long enough, or replies came */
	struct fetch *waiting;
	bool came; /* replies were committed since the last look */
	bool stopping;
};

/* api.c */
void api_fail(struct http_exchange *, enum err);
ms_t api_now(void);
void api_wake_gateway(struct api *);

/* replies.c */
void replies_start(struct api *);
void replies_get(struct api *, struct http_exchange *, struct str channel);
void replies_end(struct api *); /* frees the api when its timer is closed */

#endif
