/* rights.c - the table. A new staff intent gets a row here first: without one
 * it would be everybody's. */
#include "handlers/turn/rights.h"

#include <string.h>

enum {
	CITY = ROLE_BIT(ROLE_CITY),
	STREET = ROLE_BIT(ROLE_STREET),
	DEPARTMENT = ROLE_BIT(ROLE_DEPARTMENT),
	BRANCH = ROLE_BIT(ROLE_BRANCH),
	SITE = ROLE_BIT(ROLE_SITE),
	PATROL = ROLE_BIT(ROLE_PATROL),
	CHILDCARE = ROLE_BIT(ROLE_CHILDCARE)
};

const struct right rights[] = {
	{ "admin.broadcast", CITY | STREET | BRANCH, "send a message to groups or people" },
	{ "admin.briefing", CITY | STREET, "write and schedule the morning briefing" },
	{ "admin.lesson", CITY, "add, change, withdraw a lesson" },
	{ "admin.cases", CITY | STREET | DEPARTMENT, "lists of cases" },
	{ "admin.case", CITY | STREET | DEPARTMENT, "one case with its timeline" },
	{ "admin.assign", CITY | STREET | DEPARTMENT, "give a case to a department; give it back" },
	{ "admin.resolve", CITY | STREET | DEPARTMENT, "answer and close a case" },
	{ "admin.extend", CITY | STREET | DEPARTMENT, "a longer term for a case" },
	{ "admin.note", CITY | STREET | DEPARTMENT,
	  "how a case goes on, a question to its reporter, its number elsewhere" },
	{ "admin.hotline", CITY | STREET, "enter a case that a hotline passed on" },
	{ "admin.patrol", CITY | STREET, "what each patroller found, and what was solved" },
	{ "admin.solved", CITY, "tell the groups what was solved this week" },
	{ "admin.access", CITY, "confirm what is told about getting in and parking" },
	{ "admin.link", CITY | STREET | DEPARTMENT, "a link to a case for a department that does not chat" },
	{ "admin.source", CITY | STREET, "through whom a case came" },
	{ "admin.take", CITY | STREET | DEPARTMENT, "take care of a danger" },
	{ "admin.contact", CITY | STREET | DEPARTMENT,
	  "the whole phone number of who filed a case or asked for help, with the reason" },
	{ "admin.task", CITY | STREET | BRANCH, "publish a volunteer task" },
	{ "admin.ride", CITY | STREET, "give a ride to the exam to a driver" },
	{ "admin.activity", CITY | STREET | BRANCH, "publish an activity" },
	{ "admin.class", CITY | STREET | CHILDCARE, "publish a childcare class, see who is in it" },
	{ "admin.class_details", CHILDCARE,
	  "what families said of their children: who fetches them, allergies, phone" },
	{ "admin.duty", CITY | STREET | DEPARTMENT, "the three lists of duties" },
	{ "admin.visit", CITY | STREET | PATROL, "log a visit to a site; sites not visited" },
	{ "lesson.onsite", CITY | STREET | BRANCH | SITE, "log a lesson or morning talk held on the spot" },
	{ "admin.handover", CITY | STREET | DEPARTMENT, "take over people who ask for a person" },
	{ "admin.desk", CITY | STREET | DEPARTMENT, "say who is on duty for them" },
	{ "admin.report", CITY | STREET | DEPARTMENT | BRANCH, "figures of a period" },
	{ "report.later", CITY | STREET, "enter afterwards what was done without a phone" },
	{ "admin.member", CITY | BRANCH, "who reported in; put somebody into a branch" },
	{ "admin.person", CITY, "look a person up, hand over a post, merge records, roster corrections" },
	{ "admin.directory", CITY | STREET | DEPARTMENT | BRANCH | SITE | PATROL | CHILDCARE,
	  "who is responsible where" },
	{ "admin.responsible", CITY | STREET, "put down grid workers, instructors, who leads the work" },
	{ "admin.callback", CITY | STREET, "whom to phone; who cannot be reached in private" },
	{ "admin.approve", CITY, "be the second for what one may not do alone" },
	{ "admin.review", CITY | STREET, "pass or refuse a task, a station, a volunteer" },
	{ "admin.station", CITY | STREET, "close, open, change a station" },
	{ "admin.meeting", CITY | STREET, "meeting days and their agenda" },
	{ "admin.group", CITY | STREET | BRANCH, "a group's settings" },
	{ "publicity.log", CITY | STREET, "log what the publicity team did" },
	{ .intent = NULL },
};

bool rights_allow(const char *intent, unsigned roles)
{
	for (const struct right *r = rights; r->intent; r++)
		if (strcmp(r->intent, intent) == 0)
			return (r->roles & roles) != 0;
	return true;
}
