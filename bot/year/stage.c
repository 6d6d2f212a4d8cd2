/* stage.c - chance, time, the diary, and speaking. */
#include "bot/year/stage.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bot/base/buf.h"
#include "store/place/holiday.h"

enum { QUARTER = 15 * MS_MINUTE, OFFICE_OPENS = 9 * 60, OFFICE_MINUTES = 8 * 60, REPLY_MAX = 1 << 16, ROUNDS = 8 };

/* ------------------------------------------------------------------------ chance */

unsigned roll(struct year *y, unsigned n)
{
	y->dice ^= y->dice << 13;
	y->dice ^= y->dice >> 7;
	y->dice ^= y->dice << 17;
	return (unsigned)(y->dice >> 20) % n;
}

bool chance(struct year *y, unsigned percent)
{
	return roll(y, 100) < percent;
}

static struct lines *lines_of(struct year *y, struct str head)
{
	for (size_t i = 0; i < y->n_lines; i++)
		if (str_eq(y->lines[i].head, head))
			return &y->lines[i];
	return NULL;
}

bool has_lines(struct year *y, struct str head)
{
	return lines_of(y, head) != NULL;
}

static void shuffle(struct year *y, struct lines *l)
{
	for (size_t i = l->n; i > 1; i--) {
		size_t k = roll(y, (unsigned)i);
		struct str s = l->v[k];

		l->v[k] = l->v[i - 1];
		l->v[i - 1] = s;
	}
}

struct str deal(struct year *y, const char *head, ...)
{
	va_list ap;

	va_start(ap, head);
	struct lines *l = lines_of(y, arena_vprintf(y->w.arena, head, ap));

	va_end(ap);
	if (!l || !l->n) {
		fprintf(y->setup->err, "xiaodeng: the year has no sentences [%s]\n", head);
		y->missed++;
		return STR("");
	}
	if (l->dealt % l->n == 0)
		shuffle(y, l);
	return l->v[l->dealt++ % l->n];
}

/* -------------------------------------------------------------------------- time */

ms_t moment(struct year *y, int day, int minute)
{
	return y->from + day * (ms_t)MS_DAY + minute * (ms_t)MS_MINUTE;
}

int day_of(struct year *y, ms_t at)
{
	return (int)((at - y->from) / MS_DAY);
}

ms_t month_day(struct year *y, int month, int day, int minute)
{
	time_t from = (time_t)(y->from / MS_SECOND);
	struct tm tm;

	localtime_r(&from, &tm);
	tm.tm_year += month < tm.tm_mon + 1;
	tm.tm_mon = month - 1;
	tm.tm_mday = day;
	tm.tm_isdst = -1;
	return (ms_t)mktime(&tm) * MS_SECOND + minute * (ms_t)MS_MINUTE;
}

bool works(struct year *y, ms_t at)
{
	enum { EAST = 8 }; /* holidays are those of China */

	return holiday_workday(y->w.core.db, (at + EAST * (ms_t)MS_HOUR) / MS_DAY);
}

ms_t office(struct year *y, ms_t from, int workdays)
{
	ms_t midnight = moment(y, day_of(y, from), 0);

	/* late in the afternoon is as good as tomorrow */
	if (workdays == 0 && from > midnight + (OFFICE_OPENS + OFFICE_MINUTES - 30) * (ms_t)MS_MINUTE)
		workdays = 1;
	while (workdays > 0 || !works(y, midnight)) {
		midnight += MS_DAY;
		workdays -= workdays > 0 && works(y, midnight);
	}
	ms_t at = midnight + (OFFICE_OPENS + (ms_t)roll(y, OFFICE_MINUTES)) * MS_MINUTE;

	return at > from ? at : from + (5 + (ms_t)roll(y, 25)) * MS_MINUTE;
}

int busy_minute(struct year *y)
{
	unsigned x = roll(y, 100);

	if (x < 30)
		return 11 * 60 + (int)roll(y, 150);
	if (x < 58)
		return 17 * 60 + (int)roll(y, 160);
	return 7 * 60 + 30 + (int)roll(y, 14 * 60);
}

/* --------------------------------------------------------------------- the diary */

struct deed *later(struct year *y, ms_t at, act *run, const struct citizen *who)
{
	struct deed *d = arena_one(y->w.arena, struct deed), **link = &y->diary;

	*d = (struct deed){ .at = at, .run = run, .who = who };
	while (*link && (*link)->at <= at)
		link = &(*link)->next;
	d->next = *link;
	*link = d;
	return d;
}

/* ----------------------------------------------------------------------- speaking */

/* All that is due falls on a quarter of an hour, or a quarter later: a tick for every minute
 * of a year would take longer than the rest. */
void wait_until(struct year *y, ms_t at)
{
	for (ms_t next; (next = y->w.now - y->w.now % QUARTER + QUARTER) <= at && !y->w.failed;) {
		y->w.now = next;
		world_settle(&y->w);
	}
	if (at > y->w.now)
		y->w.now = at;
}

static void write_down(struct year *y, const char *mark, struct str who, struct str text)
{
	time_t t = (time_t)(y->w.now / MS_SECOND);
	char when[32];
	struct tm tm;

	if (!y->setup->transcript)
		return;
	strftime(when, sizeof when, "%Y-%m-%d %H:%M", localtime_r(&t, &tm));
	fprintf(y->setup->transcript, "[%s] %s" STR_FMT "：" STR_FMT "\n", when, mark, STR_ARG(who), STR_ARG(text));
}

static void listen_to(struct year *y, struct str chat)
{
	struct buf b;

	buf_init(&b, REPLY_MAX);
	for (size_t i = y->w.heard; i < y->w.platform.n; i++) {
		const struct delivery *d = &y->w.platform.deliveries[i];

		write_down(y, "    > ", d->chat, d->reply.text);
		if (str_eq(d->chat, chat) && b.n + d->reply.text.n + 1 < REPLY_MAX) {
			buf_add(&b, d->reply.text);
			buf_char(&b, '\n');
		}
	}
	y->reply = arena_str(y->w.arena, buf_str(&b));
	buf_free(&b);
}

static void utter(struct year *y, struct message *m, const struct citizen *who)
{
	m->channel = STR("room");
	m->id = arena_printf(y->w.arena, "y-%" PRId64, ++y->said);
	m->from = who->id;
	m->name = who->name;
	if (!m->chat.p)
		m->chat = who->id;
	wait_until(y, y->w.now + MS_SECOND);
	m->time = y->w.now;
	y->w.heard = y->w.platform.n;
	write_down(y, m->type == CHAT_GROUP ? "(群)" : "", who->name, m->button.p ? m->button : m->text);
	gateway_submit(y->w.core.gateway, world_batch(&y->w, m));
	world_settle(&y->w);
	listen_to(y, m->chat);
}

void say(struct year *y, const struct citizen *who, const char *fmt, ...)
{
	struct message m = { .type = CHAT_PRIVATE };
	va_list ap;

	va_start(ap, fmt);
	m.text = arena_vprintf(y->w.arena, fmt, ap);
	va_end(ap);
	utter(y, &m, who);
}

void say_in(struct year *y, const char *group, const struct citizen *who, const char *fmt, ...)
{
	struct message m = { .type = CHAT_GROUP, .chat = str_c(group) };
	va_list ap;

	va_start(ap, fmt);
	m.text = arena_vprintf(y->w.arena, fmt, ap);
	va_end(ap);
	utter(y, &m, who);
}

void show(struct year *y, const struct citizen *who, struct str text, bool photo, const struct position *at)
{
	struct photo picture = { .url = STR("https://photo.invalid/1.jpg") };
	struct message m = { .type = CHAT_PRIVATE, .text = text };

	if (photo) {
		m.photos = arena_one(y->w.arena, struct photo);
		*m.photos = picture;
		m.n_photos = 1;
	}
	if (at) {
		m.position = arena_one(y->w.arena, struct position);
		*m.position = *at;
	}
	utter(y, &m, who);
}

bool press(struct year *y, const struct citizen *who, const char *label)
{
	struct message m = { .type = CHAT_PRIVATE };

	for (size_t i = y->w.platform.n; i-- > 0;) {
		const struct delivery *d = &y->w.platform.deliveries[i];

		for (size_t k = 0; k < d->reply.n_buttons && str_eq(d->chat, who->id) && !m.button.p; k++)
			if (str_is(d->reply.buttons[k].text, label))
				m.button = d->reply.buttons[k].data;
		if (m.button.p)
			break;
	}
	if (!m.button.p)
		return false;
	utter(y, &m, who);
	return true;
}

bool hears(struct year *y, const char *words)
{
	return str_has(y->reply, str_c(words));
}

bool heard(struct year *y, const char *words)
{
	if (hears(y, words))
		return true;
	y->missed++;
	write_down(y, "    ! ", str_c("missed"), str_c(words));
	return false;
}

struct str number_heard(struct year *y, char letter)
{
	struct str s = y->reply;

	for (size_t i = 0; i + 2 < s.n; i++) {
		size_t end = i + 2;

		if (s.p[i] != letter || s.p[i + 1] != '-' || (i && isalnum((unsigned char)s.p[i - 1])))
			continue;
		while (end < s.n && isdigit((unsigned char)s.p[end]))
			end++;
		if (end > i + 2)
			return str_sub(s, i, end);
	}
	return NO_STR;
}

bool asked(struct year *y, const struct citizen *who, const char *words, struct str answer)
{
	if (!hears(y, words))
		return false;
	say(y, who, STR_FMT, STR_ARG(answer));
	return true;
}

struct str filled(struct year *y, struct str line, struct str place, int n)
{
	struct buf b;

	buf_init(&b, 1 << 12);
	for (size_t i = 0; i < line.n;) {
		struct str rest = str_sub(line, i, line.n);

		if (str_starts(rest, STR("{place}"))) {
			buf_add(&b, place);
			i += strlen("{place}");
		} else if (str_starts(rest, STR("{n}"))) {
			buf_printf(&b, "%d", n);
			i += strlen("{n}");
		} else {
			buf_char(&b, line.p[i++]);
		}
	}
	struct str s = arena_str(y->w.arena, buf_str(&b));

	buf_free(&b);
	return s;
}
