/* table.c - every capability, one row each. */
#include <string.h>

#include "bot/base/mem.h"
#include "handlers/turn/capabilities.h"

/* clang-format off */
static const struct handler *const capabilities[] = { /* a line each, so that additions do not collide */
	talk_handlers,
	lesson_handlers,
	lesson_find_handlers,
	quiz_handlers,
	policy_handlers,
	window_handlers,
	case_file_handlers,
	case_same_handlers,
	case_add_handlers,
	case_which_handlers,
	case_status_handlers,
	case_rate_handlers,
	case_own_handlers,
	case_support_handlers,
	case_list_handlers,
	case_view_handlers,
	case_assign_handlers,
	case_resolve_handlers,
	case_hotline_handlers,
	access_handlers,
	patrol_handlers,
	solved_handlers,
	access_staff_handlers,
	case_link_handlers,
	urgent_handlers,
	volunteer_handlers,
	station_handlers,
	station_admin_handlers,
	station_offer_handlers,
	menu_handlers,
	listed_handlers,
	callback_handlers,
	group_handlers,
	list_handlers,
	who_handlers,
	duty_handlers,
	onsite_handlers,
	activity_handlers,
	meeting_handlers,
	activity_admin_handlers,
	lesson_write_handlers,
	visit_handlers,
	report_handlers,
	report_later_handlers,
	consent_handlers,
	register_handlers,
	member_handlers,
	member_admin_handlers,
	bind_handlers,
	person_admin_handlers,
	approve_handlers,
	directory_handlers,
	phone_list_handlers,
	broadcast_handlers,
	broadcast_read_handlers,
	briefing_handlers,
	photo_handlers,
	task_handlers,
	task_take_handlers,
	task_staff_handlers,
	review_handlers,
	publicity_handlers,
	ride_handlers,
	ride_match_handlers,
	mine_handlers,
	pref_handlers,
	human_handlers,
	handover_handlers,
	desk_handlers,
	privacy_handlers,
	forget_handlers,
	childcare_handlers,
	childcare_after_handlers,
	childcare_admin_handlers,
};
/* clang-format on */

enum { CAPABILITIES = sizeof capabilities / sizeof *capabilities };

const struct handler *handler_for(const char *intent)
{
	for (size_t c = 0; c < CAPABILITIES; c++)
		for (const struct handler *h = capabilities[c]; h->intent; h++)
			if (strcmp(h->intent, intent) == 0)
				return h;
	return NULL;
}

/* The intents whose handlers have all of the flags; made once, kept to the end. */
static const char *const *list(unsigned flags)
{
	size_t n = 0;
	const char **names;

	for (size_t c = 0; c < CAPABILITIES; c++)
		for (const struct handler *h = capabilities[c]; h->intent; h++)
			n++;
	names = mem_zalloc((n + 1) * sizeof *names);
	n = 0;
	for (size_t c = 0; c < CAPABILITIES; c++)
		for (const struct handler *h = capabilities[c]; h->intent; h++)
			if ((h->flags & flags) == flags)
				names[n++] = h->intent;
	return names;
}

const char *const *handler_intents(void)
{
	static const char *const *names; /* the same each time */

	if (!names)
		names = list(0);
	return names;
}

const char *const *handler_cases(void)
{
	static const char *const *names;

	if (!names)
		names = list(HANDLER_CASE);
	return names;
}

/* Set by the linker around all that PHRASE() put there, NUL after NUL. */
extern const char __start_xd_phrases[], __stop_xd_phrases[];

const char *const *handler_phrases(void)
{
	static const char **names;
	size_t n = 0;

	if (names)
		return names;
	for (const char *p = __start_xd_phrases; p < __stop_xd_phrases; p += strlen(p) + 1)
		n += *p != '\0';
	names = mem_zalloc((n + 1) * sizeof *names);
	n = 0;
	for (const char *p = __start_xd_phrases; p < __stop_xd_phrases; p += strlen(p) + 1)
		if (*p)
			names[n++] = p;
	return names;
}
