/* url.h - percent-encoding of one value for a URL (RFC 3986, section 2.3). */
#ifndef HANDLERS_TALK_URL_H
#define HANDLERS_TALK_URL_H

#include "bot/base/arena.h"
#include "bot/base/str.h"

struct str url_encode(struct str value, struct arena *);

#endif
