-- 009: the three lists of duties, and visits to sites.

create table duty (
	code integer primary key,
	uid text not null unique,	-- random; what audit calls it
	list text not null check (list in ('shortcoming', 'key', 'innovation')),
	text text not null,
	department integer references department(id),	-- whose duty; NULL: still to be said
	due text,			-- last day; NULL: still to be said
	state text not null default 'open' check (state in ('open', 'done', 'dropped')),
	evidence text,			-- what was done, in the words of whoever reported it
	person integer references person(id),	-- who put it on the list
	created_at integer not null,
	done_at integer
);
create index duty_open on duty(due) where state = 'open';

-- A site visited by somebody whose task it is. One row a site and visit.
create table visit (
	id integer primary key,
	uid text not null unique,	-- random; what audit calls it
	site integer not null references site(id),
	person integer references person(id),	-- who went
	day text not null,		-- local date; may be corrected
	outcome text not null default 'met' check (outcome in ('met', 'absent')),
	people integer,			-- how many were met, when it was said
	note blob,			-- (sealed) the words of whoever went
	source text not null default 'chat' check (source in ('chat', 'entered')),
	at integer not null		-- when it was logged
);
create index visit_site on visit(site, day);
create index visit_day on visit(day);

-- views

create view v_duty as
	select 'D-' || d.code as number, d.list, d.text, p.name as department, d.due, d.state, d.evidence,
	       clock(d.created_at) as created_at, clock(d.done_at) as done_at
	from duty d left join department p on p.id = d.department;

create view v_visit as
	select s.name as site, a.name as street, s.grid, unseal(p.name) as name, v.day, v.outcome, v.people,
	       unseal(v.note) as note, v.source, clock(v.at) as at
	from visit v join site s on s.id = v.site join place a on a.id = s.street left join person p on p.id = v.person;
