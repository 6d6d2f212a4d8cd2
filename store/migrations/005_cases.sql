-- 005: cases, what belongs to them, and meeting days.

create table cases (
	number integer primary key,
	uid text not null unique,	-- random; what audit calls it
	kind text not null check (kind in ('grievance', 'suggestion', 'hazard')),
	category text not null,
	state text not null default 'open'
		check (state in ('open', 'assigned', 'answered', 'closed', 'reopened', 'withdrawn', 'merged')),
	urgent integer not null default 0,
	person integer references person(id),
	chat integer references chat(id),	-- where it was filed
	place blob,			-- (sealed) as said
	place_id integer references place(id),
	lat blob,			-- (sealed)
	lon blob,			-- (sealed)
	datum text,
	text blob not null,		-- (sealed)
	filed_at integer not null,
	department integer references department(id),
	assigned_at integer,
	due_at integer,
	closed_at integer
);
create index cases_person on cases(person, filed_at);
create index cases_state on cases(state);

create table case_event (
	id integer primary key,
	number integer not null references cases(number),
	at integer not null,
	event text not null,
	person integer references person(id),
	text blob			-- (sealed)
);
create index case_event_number on case_event(number);

create table case_supporter (
	number integer not null references cases(number),
	person integer not null references person(id),
	at integer not null,
	primary key (number, person)
) without rowid;

-- A photo as the platform sent it or names it; re-encoding comes later. Without
-- a case it waits ten minutes for its sender to report something.
create table photo (
	id integer primary key,
	number integer references cases(number),
	chat integer references chat(id),
	person integer references person(id),
	at integer not null,
	mime text,
	source blob,			-- (sealed) 'file:' and the platform's file id, or 'url:' and a URL
	bytes blob,			-- (sealed)
	kept integer not null default 0,	-- sent while a form was open: it waits for the form, not ten minutes
	fetch_at integer,		-- when to fetch the bytes next; NULL: not, or not any more
	tries integer not null default 0,
	why text			-- the last try failed
);
create index photo_number on photo(number);
create index photo_waiting on photo(at) where number is null;
create index photo_to_fetch on photo(fetch_at) where fetch_at is not null;

-- A voice message without a transcript, for a person to listen to. Without a
-- case it waits for the form that its sender is filling.
create table voice (
	id integer primary key,
	number integer references cases(number),
	chat integer not null references chat(id),
	person integer not null references person(id),
	at integer not null,
	source blob not null		-- (sealed) URL or file id of the platform
);
create index voice_number on voice(number);
create index voice_waiting on voice(at) where number is null;

create table routing (
	kind text not null,
	category text not null default '',
	area text not null default '',
	department integer not null references department(id),
	primary key (kind, category, area)
) without rowid;

create table deadline (
	kind text not null,
	category text not null default '',
	workdays integer not null,
	primary key (kind, category)
) without rowid;

create table meeting (
	code integer primary key,
	start text,
	place text not null,
	capacity integer not null,
	taken integer not null default 0
);

-- views

create view v_case as
	select 'Q-' || c.number as number, c.kind, c.category, unseal(c.place) as place, c.state, c.urgent,
	       unseal(p.name) as reporter, unseal(c.text) as text, d.name as department,
	       unseal(c.lat) as lat, unseal(c.lon) as lon, c.datum,
	       (select count(*) from photo f where f.number = c.number) as photos,
	       (select count(*) from case_supporter s where s.number = c.number) as supporters,
	       clock(c.filed_at) as filed_at, clock(c.assigned_at) as assigned_at, clock(c.due_at) as due_at,
	       clock(c.closed_at) as closed_at
	from cases c left join person p on p.id = c.person left join department d on d.id = c.department;

create view v_voice as
	select 'Q-' || v.number as number, unseal(p.name) as name, unseal(v.source) as source, clock(v.at) as at
	from voice v join person p on p.id = v.person;

create view v_case_event as
	select 'Q-' || e.number as number, clock(e.at) as at, e.event, unseal(p.name) as person, unseal(e.text) as text
	from case_event e left join person p on p.id = e.person;

create view v_supporter as
	select 'Q-' || s.number as number, unseal(p.name) as name, clock(s.at) as at
	from case_supporter s join person p on p.id = s.person;
