/* capabilities.c - every subject, a row or more each, and in which order they are offered what
 * is nobody's alone.
 *
 * The order, as far as it matters: what stands on offer (a menu's number, a name that was asked
 * for) is an answer before it is anything else; a broadcast's "收到" before a quiz, whose words
 * may be most of an option; a wall's code last. Words that nothing understood: the quiz that stands, the
 * list that was shown, the case that was filed a moment ago, then the quiz asks again. A photo, a
 * position, a voice without a word: the case of a moment ago, else kept, a way to a station, a case. */
#include "handlers/broadcast/broadcast.h"
#include "handlers/case/case.h"
#include "handlers/childcare/childcare.h"
#include "handlers/case/danger.h"
#include "handlers/human/handover.h"
#include "handlers/lesson/learning.h"
#include "handlers/media/media.h"
#include "handlers/person/staff.h"
#include "handlers/station/station.h"
#include "handlers/talk/listed.h"
#include "handlers/talk/menu.h"
#include "handlers/talk/whereabouts.h"
#include "handlers/turn/capability.h"

extern const struct handler talk_handlers[];
extern const struct handler lesson_handlers[];
extern const struct handler lesson_find_handlers[];
extern const struct handler quiz_handlers[];
extern const struct handler policy_handlers[];
extern const struct handler window_handlers[];
extern const struct handler case_file_handlers[];
extern const struct handler case_same_handlers[];
extern const struct handler case_add_handlers[];
extern const struct handler case_which_handlers[];
extern const struct handler case_status_handlers[];
extern const struct handler case_rate_handlers[];
extern const struct handler case_own_handlers[];
extern const struct handler case_support_handlers[];
extern const struct handler case_list_handlers[];
extern const struct handler case_view_handlers[];
extern const struct handler case_assign_handlers[];
extern const struct handler case_resolve_handlers[];
extern const struct handler case_hotline_handlers[];
extern const struct handler access_handlers[];
extern const struct handler patrol_handlers[];
extern const struct handler solved_handlers[];
extern const struct handler access_staff_handlers[];
extern const struct handler case_link_handlers[];
extern const struct handler urgent_handlers[];
extern const struct handler volunteer_handlers[];
extern const struct handler station_handlers[];
extern const struct handler station_admin_handlers[];
extern const struct handler station_offer_handlers[];
extern const struct handler menu_handlers[];
extern const struct handler listed_handlers[];
extern const struct handler callback_handlers[];
extern const struct handler group_handlers[];
extern const struct handler list_handlers[];
extern const struct handler who_handlers[];
extern const struct handler duty_handlers[];
extern const struct handler onsite_handlers[];
extern const struct handler activity_handlers[];
extern const struct handler meeting_handlers[];
extern const struct handler activity_admin_handlers[];
extern const struct handler lesson_write_handlers[];
extern const struct handler visit_handlers[];
extern const struct handler report_handlers[];
extern const struct handler report_later_handlers[];
extern const struct handler consent_handlers[];
extern const struct handler register_handlers[];
extern const struct handler member_handlers[];
extern const struct handler member_admin_handlers[];
extern const struct handler bind_handlers[];
extern const struct handler person_admin_handlers[];
extern const struct handler approve_handlers[];
extern const struct handler directory_handlers[];
extern const struct handler phone_list_handlers[];
extern const struct handler broadcast_handlers[];
extern const struct handler broadcast_read_handlers[];
extern const struct handler briefing_handlers[];
extern const struct handler photo_handlers[];
extern const struct handler task_handlers[];
extern const struct handler task_take_handlers[];
extern const struct handler task_staff_handlers[];
extern const struct handler review_handlers[];
extern const struct handler publicity_handlers[];
extern const struct handler ride_handlers[];
extern const struct handler ride_match_handlers[];
extern const struct handler mine_handlers[];
extern const struct handler pref_handlers[];
extern const struct handler human_handlers[];
extern const struct handler handover_handlers[];
extern const struct handler desk_handlers[];
extern const struct handler privacy_handlers[];
extern const struct handler forget_handlers[];
extern const struct handler childcare_handlers[];
extern const struct handler childcare_after_handlers[];
extern const struct handler childcare_admin_handlers[];

extern const struct job notice_jobs[];
extern const struct job case_deadline_jobs[];
extern const struct job case_rate_jobs[];
extern const struct job solved_jobs[];
extern const struct job urgent_jobs[];
extern const struct job duty_jobs[];
extern const struct job event_jobs[];
extern const struct job broadcast_jobs[];
extern const struct job lesson_daily_jobs[];
extern const struct job briefing_jobs[];
extern const struct job photo_jobs[];
extern const struct job task_jobs[];
extern const struct job ride_jobs[];
extern const struct job volunteer_jobs[];
extern const struct job human_jobs[];
extern const struct job handover_jobs[];
extern const struct job forget_jobs[];
extern const struct job childcare_jobs[];

/* clang-format off */
const struct capability capabilities[] = { /* a line each, so that additions do not collide */
	{ .handlers = menu_handlers, .listens = menu_listen, .ambient = true },
	{ .handlers = person_admin_handlers, .listens = person_listen, .ambient = true },
	{ .handlers = broadcast_read_handlers, .listens = broadcast_listen, .replied = broadcast_was_read },
	{ .handlers = quiz_handlers, .listens = quiz_listen, .takes_words = quiz_takes },
	{ .handlers = window_handlers, .listens = window_listen },
	{ .handlers = listed_handlers, .takes_words = listed_takes },
	{ .handlers = handover_handlers, .jobs = handover_jobs, .interrupts = handover_takes },
	{ .handlers = urgent_handlers, .jobs = urgent_jobs, .in_form = urgent_in_form },
	{ .handlers = case_add_handlers, .wordless = case_take_extra, .overhears = case_take_quietly, .form_keeps = case_keep_photos, .form_dropped = case_drop_extras, .takes_words = case_takes_words },
	{ .handlers = lesson_handlers, .replied = lesson_is_discussed, .takes_words = quiz_asks_again },
	{ .handlers = photo_handlers, .jobs = photo_jobs, .wordless = photo_alone },
	{ .handlers = station_handlers, .wordless = station_near_position },
	{ .wordless = voice_alone, .wordless_in_form = voice_in_form },
	{ .jobs = notice_jobs, .after = whereabouts_note },

	/* these take nothing but their own intents: in any order */
	{ .handlers = talk_handlers },
	{ .handlers = lesson_find_handlers, .jobs = lesson_daily_jobs },
	{ .handlers = policy_handlers },
	{ .handlers = case_file_handlers, .jobs = case_deadline_jobs },
	{ .handlers = case_same_handlers },
	{ .handlers = case_which_handlers },
	{ .handlers = case_status_handlers },
	{ .handlers = case_rate_handlers, .jobs = case_rate_jobs },
	{ .handlers = case_own_handlers },
	{ .handlers = case_support_handlers },
	{ .handlers = case_list_handlers },
	{ .handlers = case_view_handlers },
	{ .handlers = case_assign_handlers },
	{ .handlers = case_resolve_handlers },
	{ .handlers = case_hotline_handlers },
	{ .handlers = access_handlers },
	{ .handlers = patrol_handlers },
	{ .handlers = solved_handlers, .jobs = solved_jobs },
	{ .handlers = access_staff_handlers },
	{ .handlers = case_link_handlers },
	{ .handlers = volunteer_handlers, .jobs = volunteer_jobs },
	{ .handlers = station_admin_handlers },
	{ .handlers = station_offer_handlers },
	{ .handlers = callback_handlers },
	{ .handlers = group_handlers },
	{ .handlers = list_handlers },
	{ .handlers = who_handlers },
	{ .handlers = duty_handlers, .jobs = duty_jobs },
	{ .handlers = onsite_handlers },
	{ .handlers = activity_handlers, .jobs = event_jobs },
	{ .handlers = meeting_handlers },
	{ .handlers = activity_admin_handlers },
	{ .handlers = lesson_write_handlers },
	{ .handlers = visit_handlers },
	{ .handlers = report_handlers },
	{ .handlers = report_later_handlers },
	{ .handlers = consent_handlers },
	{ .handlers = register_handlers },
	{ .handlers = member_handlers },
	{ .handlers = member_admin_handlers },
	{ .handlers = bind_handlers },
	{ .handlers = approve_handlers },
	{ .handlers = directory_handlers },
	{ .handlers = phone_list_handlers },
	{ .handlers = broadcast_handlers, .jobs = broadcast_jobs },
	{ .handlers = briefing_handlers, .jobs = briefing_jobs },
	{ .handlers = task_handlers, .jobs = task_jobs },
	{ .handlers = task_take_handlers },
	{ .handlers = task_staff_handlers },
	{ .handlers = review_handlers },
	{ .handlers = publicity_handlers },
	{ .handlers = ride_handlers, .jobs = ride_jobs },
	{ .handlers = ride_match_handlers },
	{ .handlers = mine_handlers },
	{ .handlers = pref_handlers },
	{ .handlers = human_handlers, .jobs = human_jobs },
	{ .handlers = desk_handlers },
	{ .handlers = privacy_handlers },
	{ .handlers = forget_handlers, .jobs = forget_jobs },
	{ .handlers = childcare_handlers, .jobs = childcare_jobs },
	{ .handlers = childcare_after_handlers, .moved_up = childcare_moved_up },
	{ .handlers = childcare_admin_handlers },
};
/* clang-format on */

const size_t capabilities_n = sizeof capabilities / sizeof *capabilities;
