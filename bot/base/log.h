/* log.h - one line an event to stderr: level, event name, ids and durations.
 *
 * Never texts of messages, names, phones, tokens, nor URLs that may hold one.
 * Text form:  2026-11-24T09:00:00+08:00 info commit messages=12 ms=3
 * JSON form:  {"time":"…","level":"info","event":"commit","messages":12,"ms":3} */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include <stdbool.h>

#include "bot/base/err.h"

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR };

void log_setup(enum log_level least, bool json);

/* `fmt` gives the fields as `key=%d other=%s`: names of [a-z_], one space
 * between; string values are quoted where they need it. fmt may be "". */
void log_event(enum log_level, const char *event, const char *fmt, ...) PRINTF_LIKE(3, 4);

#define log_debug(event, ...) log_event(LOG_DEBUG, event, __VA_ARGS__)
#define log_info(event, ...) log_event(LOG_INFO, event, __VA_ARGS__)
#define log_warn(event, ...) log_event(LOG_WARN, event, __VA_ARGS__)
#define log_error(event, ...) log_event(LOG_ERROR, event, __VA_ARGS__)

#endif
