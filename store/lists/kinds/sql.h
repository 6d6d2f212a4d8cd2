/* sql.h - pieces of the SQL in the files of this folder; for those files only. */
#ifndef STORE_LISTS_KINDS_SQL_H
#define STORE_LISTS_KINDS_SQL_H

/* The parts of CHANNEL:ID, the person with that id, and the id of a person. */
#define CHANNEL(id) "substr(" id ", 1, instr(" id ", ':') - 1)"
#define NATIVE(id) "substr(" id ", instr(" id ", ':') + 1)"
#define PERSON(id) "(select person from identity where key = keyed(" id "))"
#define ID_OF(person)                                                                                                  \
	"(select i.channel || ':' || unseal(i.native) from identity i where i.person = " person                        \
	" order by i.id limit 1)"
#define CHAT_OF(c) c ".channel || ':' || unseal(" c ".native)"
#define PLACE(name) "(select id from place where name = " name ")"
#define DEPARTMENT(name) "(select id from department where name = " name ")"
#define SITE(name) "(select id from site where name = " name ")"

/* A local date, or date and clock, as a moment. */
#define MOMENT(t) "(unixepoch(" t ", 'utc') * 1000)"
/* The gateway does the rest: a timer for a job of handlers/, due at once. */
#define SET_TIMER(job, subject) "insert into timer(job, subject, at) select '" job "', " subject ", ?15"
#define OR_MOVE_TIMER " on conflict do update set at = excluded.at"

/* Does the row of people.csv say another trade, platform or site than is stored? */
#define OTHER_JOB "trade is not ?4 or platform is not ?5 or site is not " SITE("?6")

#define NEW_PERSON                                                                                                                         \
	"insert into person(uid, name, name_key, source, created_at) select lower(hex(randomblob(8))), seal(?2), keyed(?2), 'people', ?15" \
	" where not exists (select 1 from identity where key = keyed(?1))"
#define NEW_IDENTITY                                                                                                   \
	"insert into identity(channel, key, native, person) select " CHANNEL("?1") ", keyed(?1), seal(" NATIVE(        \
		"?1") "),"                                                                                             \
		      " last_insert_rowid() where not exists (select 1 from identity where key = keyed(?1))"

/* Whom the row of a census list is of. A list names people by name and phone,
 * or by name and site when it has no phone: table listed remembers that. One who
 * has that name and phone is he, however we know him; one whom a list had at that
 * site without a phone is he too. */
#define BY_PHONE "trace(?1 || char(31) || ?2)"
#define BY_SITE "trace(?1 || char(31) || char(31) || ?5)"
#define LISTED                                                                                                         \
	"coalesce((select person from listed where key = " BY_PHONE "),"                                               \
	" (select min(id) from person where phone_key = keyed(?2) and name_key = keyed(?1)),"                          \
	" (select l.person from listed l join person h on h.id = l.person where l.key = " BY_SITE                      \
	"  and (?2 is null or h.phone_key is null or h.phone_key = keyed(?2))))"
#define LIST(person)                                                                                                   \
	"insert into listed(key, person) select key, " person " from (select " BY_PHONE                                \
	" as key union all select " BY_SITE ") where key is not null on conflict do nothing"
/* What somebody who has an id said himself is not changed by a list, only filled in. */
#define SAID(stored) stored " is not null and exists (select 1 from identity i where i.person = person.id)"
#define AS_SAID(stored, given) "case when " SAID(stored) " then coalesce(" given ", " stored ") else " stored " end"
#define KEEP(stored, given) stored " = case when " SAID(stored) " then " stored " else " given " end"

/* The list ?8 cut at its semicolons. */
#define ADD_GROUPS                                                                                                      \
	"with recursive part(item, rest) as (select null, ?8 || ';' union all"                                          \
	" select substr(rest, 1, instr(rest, ';') - 1), substr(rest, instr(rest, ';') + 1) from part where rest <> '')" \
	" insert into person_group(person, chat) select " PERSON(                                                       \
		"?1") ", c.id from part join chat c on c.key = keyed(item)"                                             \
		      " where item is not null"

#define READ_ACCESS "select unseal(place), kind, unseal(text) from access_note where state = 'confirmed'"
#define READ_PLACES "select name, aliases, lat, lon, datum from place"
#define READ_DEPARTMENTS "select name, aliases, " ID_OF("d.duty") " from department d"
#define READ_SITES                                                                                                     \
	"select s.name, s.platform, p.name, s.grid, " ID_OF(                                                           \
		"s.manager") ", s.headcount, s.lat, s.lon, s.datum"                                                    \
			     " from site s join place p on p.id = s.street"
#define READ_STATIONS "select name, address, lat, lon, datum, hours, closed_days, services, state from station"
#define READ_BRANCHES                                                                                                  \
	"select b.name, b.trade, " ID_OF("b.contact") ", b.meets, " CHAT_OF(                                           \
		"c") " from branch b left join chat c on c.id = b.chat"
#define READ_GROUPS                                                                                                    \
	"select " CHAT_OF("c") ", c.title, p.name, b.name from chat c left join place p on p.id = c.street"            \
			       " left join branch b on b.id = c.branch where c.type = 'group'"
#define READ_PEOPLE                                                                                                    \
	"select " ID_OF(                                                                                               \
		"p.id") ", unseal(p.name), unseal(p.phone), p.trade, p.platform, s.name, a.name,"                      \
			" (select group_concat(chat, ';') from (select " CHAT_OF(                                      \
				"c") " as chat from person_group g"                                                    \
				     "  join chat c on c.id = g.chat where g.person = p.id order by 1)),"              \
				     " iif(p.registered, 'yes', 'no')"                                                 \
				     " from person p left join site s on s.id = p.site left join place a on a.id = p.street"
#define SITE_NAME "(select s.name from site s where s.id = person.site)"
#define STREET_NAME "(select a.name from place a where a.id = person.street)"
#define READ_ADMINS                                                                                                    \
	"select " ID_OF("r.person") ", unseal(p.name), r.role, nullif(r.scope, '') from role r"                        \
				    " join person p on p.id = r.person"
#define READ_DIRECTORY "select " ID_OF("r.person") ", r.what, r.scope from responsible r"
/* Whoever had himself deleted is counted still, but is nobody that could be exported. */
#define NOT_FORGOTTEN(person) " where " person " not in (select id from person where forgotten_at is not null)"

#define READ_MEMBERS "select " ID_OF("m.person") ", b.name, m.state from member m left join branch b on b.id = m.branch"
#define READ_LESSONS "select 'L-' || code, title, topics, trades, body, source, valid_day, state, day from lesson"
#define READ_QUESTIONS "select 'L-' || lesson, no, question, options, answer, explanation from question"
#define READ_WINDOWS                                                                                                   \
	"select w.code, w.name, s.name, w.place, 'L-' || w.lesson, w.state from study_window w"                        \
	" left join site s on s.id = w.site"
#define READ_ROUTING                                                                                                   \
	"select r.kind, nullif(r.category, ''), nullif(r.area, ''), d.name from routing r"                             \
	" join department d on d.id = r.department"
#define READ_DEADLINES "select kind, nullif(category, ''), workdays from deadline"
#define READ_VOLUNTEERS                                                                                                \
	"select " ID_OF(                                                                                               \
		"v.person") ", area, unseal(lat), unseal(lon), datum, radius_km, skills, state, hours from volunteer v"
#define READ_MEETINGS "select 'M-' || code, clock(start_at), place, capacity, taken from meeting"
#define READ_ACTIVITIES "select 'A-' || code, title, clock(start_at), place, capacity, taken, state from activity"
#define READ_CLASSES                                                                                                     \
	"select 'C-' || c.code, c.title, p.name, c.first_day, c.min_age, c.max_age, c.capacity, c.taken, c.fee, c.state" \
	" from class c join place p on p.id = c.street"
#define READ_SUBSCRIPTIONS                                                                                             \
	"select " CHAT_OF("c") ", s.kind, s.time, s.state from subscription s join chat c on c.id = s.chat"
#define READ_ENTRIES                                                                                                   \
	"select l.figure, cast(l.n as integer), l.day, p.name, l.source, unseal(l.evidence) from later_entry l"        \
	" left join place p on p.id = l.street where l.taken_back_at is null"
#define READ_VISITS                                                                                                    \
	"select s.name, v.day, " ID_OF("v.person") ", v.outcome, v.people, unseal(v.note)"                             \
						   " from visit v join site s on s.id = v.site"
#define READ_DUTIES                                                                                                    \
	"select 'D-' || d.code, d.list, d.text, p.name, d.due_day, d.state, d.evidence, day(d.done_at) from duty d"    \
	" left join department p on p.id = d.department"
#define READ_TASKS                                                                                                     \
	"select 'T-' || t.code, t.kind, t.state, t.near, unseal(t.place), unseal(t.phone), unseal(t.text),"            \
	" clock(t.start_at), clock(t.deadline_at), t.wanted, iif(t.urgent, 'yes', 'no'), t.skill, t.vehicle,"          \
	" iif(t.by_staff, null, " ID_OF("t.person") ") from task t"
#define READ_DRIVERS                                                                                                   \
	"select " ID_OF("d.person") ", d.seats, d.first_day, d.last_day, unseal(d.phone), d.state from ride_driver d"
#define READ_RIDES                                                                                                     \
	"select 'T-' || r.code, r.state, " ID_OF(                                                                      \
		"r.person") ", unseal(r.start), unseal(r.goal), clock(r.at), r.seats,"                                 \
			    " unseal(r.phone), p.name, " ID_OF(                                                        \
				    "r.driver") " from ride r left join place p on p.id = r.street"
#define READ_HOLIDAYS "select day, kind, name from holiday"

#endif
