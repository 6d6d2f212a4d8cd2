/* capabilities.h - the tables that the capabilities bring, one each, and the
 * few things that they do for one another or for the turn. */
#ifndef HANDLERS_TURN_CAPABILITIES_H
#define HANDLERS_TURN_CAPABILITIES_H

#include <stdbool.h>

#include "handlers/turn/jobs.h"

extern const struct handler talk_handlers[]; /* help, greeting, cancel, none */
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
extern const struct handler case_own_handlers[]; /* withdraw, be named or not */
extern const struct handler case_support_handlers[];
extern const struct handler case_list_handlers[];
extern const struct handler case_view_handlers[];
extern const struct handler case_assign_handlers[];
extern const struct handler case_resolve_handlers[];
extern const struct handler case_hotline_handlers[];
extern const struct handler patrol_handlers[];
extern const struct handler solved_handlers[]; /* once a week: what was solved */
extern const struct handler access_handlers[]; /* how to get in, where to park */
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
extern const struct handler visit_handlers[];
extern const struct handler report_handlers[];
extern const struct handler report_later_handlers[];
extern const struct handler onsite_handlers[];
extern const struct handler activity_handlers[];
extern const struct handler meeting_handlers[];
extern const struct handler activity_admin_handlers[];
extern const struct handler lesson_write_handlers[];
extern const struct handler broadcast_handlers[];
extern const struct handler broadcast_read_handlers[];
extern const struct handler briefing_handlers[];
extern const struct handler consent_handlers[];
extern const struct handler register_handlers[];
extern const struct handler member_handlers[];
extern const struct handler member_admin_handlers[];
extern const struct handler bind_handlers[];
extern const struct handler person_admin_handlers[];
extern const struct handler approve_handlers[];
extern const struct handler directory_handlers[];
extern const struct handler phone_list_handlers[];
extern const struct handler photo_handlers[];
extern const struct handler task_handlers[];
extern const struct handler task_take_handlers[];
extern const struct handler task_staff_handlers[];
extern const struct handler review_handlers[];
extern const struct handler publicity_handlers[];
extern const struct handler ride_handlers[];
extern const struct handler ride_match_handlers[];
extern const struct handler mine_handlers[]; /* all that one asked for */
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

/* handlers/group/group.c: may the speaker change what this group gets and hears? */
bool group_may_change(struct turn *, int64_t chat);

/* handlers/case/add.c: a photo or a position that comes alone, soon after its sender filed
 * a case here, belongs to that case. True: taken, and said so. */
bool case_take_extra(struct turn *);
/* The same for group talk that is not ours: nothing is said, and a photo is
 * kept ten minutes in case its sender then reports. */
void case_take_quietly(struct turn *);

/* A photo that came alone waits ten minutes for its sender to report something. */
void case_wait_photos(struct turn *);
/* A photo that comes while a form is open waits for the form's end. */
void case_keep_photos(struct turn *);
/* The form is given up, and what was sent for it. */
void case_drop_extras(struct turn *);

/* In private, words that nothing else understood, soon after their sender filed a case,
 * belong to that case. True: taken, and said so. */
bool case_takes_words(struct turn *);
/* handlers/case/support.c: "+1" said to nobody in a group where a case was just filed. True: counted. */
bool case_supported_quietly(struct turn *);

/* A voice message without a transcript opens a case of its own, or belongs to
 * the one filed a moment ago. */
void case_from_voice(struct turn *);

/* handlers/volunteer/volunteer.c: "修车，有三轮车" */
struct volunteer;
struct str volunteer_can(struct turn *, const struct volunteer *);

/* handlers/media/voice.c: a voice message that comes alone, and no form is open. */
void voice_alone(struct turn *);
/* It comes while a form is open. True: kept for the case, and said so. */
bool voice_in_form(struct turn *);

/* handlers/danger/danger.c: a form is being filled, and now somebody is in danger. True: what was said so
 * far was dealt with as such. */
bool urgent_in_form(struct turn *);

/* handlers/talk/menu.c: offers intents under the buttons of what was just said; until something
 * else is said their numbers and labels choose, too. At most MENU_MAX, NULL ends. */
enum { MENU_MAX = 6 };
void menu_offer(struct turn *, const char *const *intents);
/* After a message was understood: was it the label of something on offer? */
void menu_listen(struct turn *);

/* matters.c: a message that holds two matters becomes the first; the others wait. */
void matters_take_apart(struct turn *);
/* The next one that waits, when nothing is being asked. */
void matters_go_on(struct turn *);
void matters_drop(struct turn *);

/* handlers/station/station.c: somebody in private sent a position and nothing else. */
void station_near_position(struct turn *);

/* handlers/person/staff.c: after a message was understood: is it a name and nothing else, of staff? */
void person_listen(struct turn *);

/* handlers/task/staff.c: staff ask for the whole number, with the reason, or without. */
void task_contact(struct turn *, int64_t code, struct str why);

/* handlers/lesson/quiz.c: after a message was understood: was it the text of an option of the question
 * that stands? */
void quiz_listen(struct turn *);
/* Words that nothing else understood may be most of an option's. True: they were, and
 * are answered. */
bool quiz_takes(struct turn *);
/* A few words that are no option of the question that stands: which one? False: none stands. */
bool quiz_asks_again(struct turn *);

/* handlers/broadcast/read.c: after a message was understood: is it only that he got what was sent? */
void broadcast_listen(struct turn *);

/* handlers/lesson/window.c: after a message was understood: was it the code of a study window? */
void window_listen(struct turn *);

/* handlers/ride/ride.c: numbers are those of tasks, so these come first. False: it is no ride (of his). */
bool ride_take(struct turn *, int64_t code);
/* Staff ask for the whole numbers; false: there is no such ride. */
bool ride_contact(struct turn *, int64_t code, struct str why);
bool ride_cancel(struct turn *, int64_t code);
bool ride_status(struct turn *, int64_t code);
bool ride_status_all(struct turn *); /* all of his, as family and as driver; false: there is none */
/* He cannot drive it; code 0: the only one that he drives. False: there is no such. */
bool ride_give_up(struct turn *, int64_t code);
/* "送到了": of the ride that is under way. False: none is. */
bool ride_arrived(struct turn *);

/* handlers/childcare/childcare.c: these children have a place now; each family is told once. */
struct event;
void childcare_moved_up(const struct turn_world *, const struct event *, const int64_t *people,
			const int64_t *enrolments, size_t n, ms_t now, struct arena *);

#endif
