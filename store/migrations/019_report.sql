-- 019: the report: what was done without a phone and entered afterwards, and reports
-- that were handed in.

create table later_entry (
	id integer primary key,
	uid text not null unique,	-- random; what audit calls it
	figure text not null,		-- its key: "talks.lesson"
	n real not null check (n > 0),
	day text not null,		-- local date on which it was done
	street integer references place(id),
	department integer references department(id),
	source text not null,		-- what shows it: paper, signatures, photo, phone, names, other
	evidence blob not null,		-- (sealed) the same in words: 第12页，签到表
	person integer references person(id),	-- who entered it
	at integer not null,
	taken_back_at integer
);
create index later_entry_day on later_entry(day);

-- A report as it was handed in: what is counted anew may differ, and is held against it.
create table report_version (
	number integer primary key,
	uid text not null unique,	-- random; what audit calls it
	from_day text not null,
	to_day text not null,
	body text not null,		-- JSON: every figure, of the whole city
	person integer references person(id),
	at integer not null
);
create index report_version_period on report_version(from_day, to_day);

-- views; the first of them so that figures can be counted again (tests/figures.sql)

create view v_site as
	select s.name, s.platform, a.name as street, s.grid, s.headcount from site s join place a on a.id = s.street;

create view v_branch as select name, trade from branch;

create view v_meeting as select 'M-' || code as meeting, start, place, capacity, taken from meeting;

create view v_team_member as
	select t.name as team, unseal(p.name) as name, clock(m.since) as since
	from team t left join team_member m on m.team = t.id left join person p on p.id = m.person;

create view v_lesson_reply as
	select 'L-' || d.lesson as lesson, c.title as chat, clock(d.at) as at from lesson_discussion d join chat c on c.id = d.chat;

create view v_class_seat as
	select 'C-' || c.code as class, c.start, c.state, a.name as street, e.person as person_id, e.child
	from class c join place a on a.id = c.street left join enrolment e on e.kind = 'class' and e.code = c.code and e.state = 'in';

create view v_later_entry as
	select l.id, l.figure, l.n, l.day, a.name as street, d.name as department, l.source, unseal(l.evidence) as evidence,
	       unseal(p.name) as name, clock(l.at) as at, clock(l.taken_back_at) as taken_back_at
	from later_entry l left join place a on a.id = l.street left join department d on d.id = l.department
	     left join person p on p.id = l.person;

create view v_report_version as
	select 'R-' || r.number as number, r.from_day, r.to_day, r.body, unseal(p.name) as name, clock(r.at) as at
	from report_version r left join person p on p.id = r.person;
