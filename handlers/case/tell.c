/* tell.c - who hears of what happens to a case, and how far. */
#include <string.h>

#include "handlers/case/case.h"
#include "handlers/turn/notice.h"
#include "store/case/same.h"
#include "store/case/routing.h"

enum { PEOPLE_MAX = 64, EXPECTED = 3 * MS_DAY };

static size_t people(struct db *db, const struct case_message *m, int64_t *out, size_t n)
{
	const struct case_info *c = m->c;
	size_t found = 0;

	switch (m->whom) {
	case TELL_REPORTER:
		if (c->person)
			out[found++] = c->person;
		if (c->on_behalf && c->behalf_told && c->on_behalf != c->person)
			out[found++] = c->on_behalf;
		return found;
	case TELL_SUPPORTERS:
		return case_supporter_ids(db, c->number, out, n);
	case TELL_DEPARTMENT:
		return c->department_id ? routing_staff(db, c->department_id, out, n) : 0;
	case TELL_HELPERS:
		return routing_helper_staff(db, c->number, out, n);
	case TELL_CITY:
		return routing_city_staff(db, out, n);
	}
	return 0;
}

void case_make_last(struct db *db, int64_t number, int64_t chat, int64_t person, const char *expects, ms_t now,
		    struct arena *a)
{
	cJSON *memo = cJSON_CreateObject();

	cJSON_AddNumberToObject(memo, "number", (double)number);
	cJSON_AddNumberToObject(memo, "at", (double)now);
	conversation_leave(db, chat, person,
			   &(struct conversation_left){
				   .memo = "case", .value = memo, .context = expects, .until = now + EXPECTED },
			   now, a);
}

static bool send(const struct case_message *m, int64_t person, ms_t now, struct arena *a)
{
	struct notice notice = { .person = person,
				 .phrase = m->phrase,
				 .fills = m->fills,
				 .n = m->n,
				 .buttons = m->buttons,
				 .n_buttons = m->n_buttons,
				 .flags = m->flags | NOTICE_RECEIPT,
				 .subject = case_number(a, m->c->number) };

	int64_t chat = notice_send(m->w, &notice, now, a);

	if (chat)
		case_make_last(m->w->db, m->c->number, chat, person, m->expects, now, a);
	return chat != 0;
}

/* There is no way to him: number and state where he filed it, and no more. */
static void tell_group(const struct case_message *m, ms_t now, struct arena *a)
{
	if (case_delicate(m->c->kind, m->c->category) || !chat_takes_notices(m->w->db, m->c->chat))
		return;
	struct fill fills[] = { FILL("number", case_number(a, m->c->number)) };
	struct notice notice = {
		.chat = m->c->chat, .phrase = PHRASE("case.news.group"), .fills = fills, .n = 1, .flags = NOTICE_RECEIPT
	};

	(void)notice_send(m->w, &notice, now, a);
}

size_t case_tell(const struct case_message *m, ms_t now, struct arena *a)
{
	int64_t v[PEOPLE_MAX];
	size_t n = people(m->w->db, m, v, PEOPLE_MAX), told = 0;
	bool staff = m->whom == TELL_DEPARTMENT || m->whom == TELL_HELPERS || m->whom == TELL_CITY;

	for (size_t i = 0; i < n; i++)
		if (v[i] != m->but && !(staff && routing_manages(m->w->db, v[i], m->c->number)))
			told += send(m, v[i], now, a);
	if (m->whom == TELL_REPORTER && !told && m->c->person && m->c->person != m->but)
		tell_group(m, now, a);
	return told;
}
