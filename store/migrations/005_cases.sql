-- 005: cases, what belongs to them, and meeting days.

-- Changed only by store/case/move.c, so that no state is reached but through its table.
create table cases (
	number integer primary key,
	uid text not null unique,	-- random; what audit calls it
	kind text not null check (kind in ('grievance', 'suggestion', 'hazard')),
	category text not null,
	state text not null default 'open'
		check (state in ('open', 'assigned', 'answered', 'closed', 'reopened', 'withdrawn', 'merged')),
	live integer not null default 1,	-- neither closed, withdrawn nor merged
	urgent integer not null default 0,
	danger text check (danger in ('fire', 'gas', 'life', 'violence', 'despair')),	-- somebody on duty is to take it
	source text not null default 'rider' check (source in ('rider', 'member', 'branch', 'company', 'patrol', 'visit')),
	outside text,			-- its number elsewhere: 12345 …
	person integer references person(id),	-- who filed it
	on_behalf integer references person(id),	-- whose matter it is, when another filed it
	behalf blob,			-- (sealed) the same, as said
	behalf_told integer not null default 0,	-- that person was told, and may ask for it
	anonymous integer not null default 0,	-- departments and streets see no name
	chat integer references chat(id),	-- where it was filed
	site integer references site(id),	-- whose managers never see it
	street integer references place(id),	-- whose staff see it
	place blob,			-- (sealed) as said
	place_id integer references place(id),
	lat blob,			-- (sealed)
	lon blob,			-- (sealed)
	datum text,
	cell_key blob,			-- a trace of the square of 0.01° around it
	text blob not null,		-- (sealed)
	filed_at integer not null,
	department integer references department(id),
	assigned_at integer,
	due_at integer,			-- NULL: no term runs
	extended integer not null default 0,	-- how often the term was made longer
	overdue integer not null default 0,	-- was late at any time; stays
	overdue_days integer not null default 0,	-- working days late, of all terms that have ended
	first_answered_at integer,
	answered_at integer,
	outcome text check (outcome in ('solved', 'explained', 'not_ours', 'cannot', 'void', 'adopted', 'declined')),
	closed_at integer,
	rating text check (rating in ('satisfied', 'dissatisfied', 'none')),	-- the last one
	rated_at integer,
	reopened integer not null default 0,	-- how often
	before text,			-- the state from which it was withdrawn
	merged_into integer references cases(number),
	taken_by integer references person(id),	-- of a danger: who said that he takes care of it
	taken_at integer
);
create index cases_person on cases(person, filed_at);
create index cases_behalf on cases(on_behalf) where on_behalf is not null;
-- All that lists of staff ask, so that they need not look at the rows.
create index cases_desk on cases(live, state, filed_at, urgent, due_at, department, street, site, kind, category);
create index cases_department on cases(department, live, state);
create index cases_due on cases(due_at) where due_at is not null;
create index cases_chat on cases(chat, filed_at);
create index cases_alike on cases(live, category, filed_at);
create index cases_place on cases(place_id, category, live, filed_at) where place_id is not null;
create index cases_cell on cases(cell_key, category, live, filed_at) where cell_key is not null;

-- Departments that help the one in charge.
create table case_helper (
	number integer not null references cases(number),
	department integer not null references department(id),
	primary key (number, department)
) without rowid;

-- A link to the page of one case, for the department that has it (store/case/page_link.h). Of the link itself
-- nothing is kept: it can be made again, with the key.
create table page_link (
	id integer primary key,
	uid text not null unique,	-- what audit calls it
	number integer not null references cases(number),
	department integer not null references department(id),
	assigned_at integer not null,	-- it is good for this assignment only
	made_by integer references person(id),	-- NULL: the command line, or the program
	made_at integer not null,
	expires_at integer not null,
	opened_at integer,		-- for the first time
	revoked_at integer
);
create index page_link_number on page_link(number);

-- What was sent by a link's page, so that the same again is known. Gone with the link's term.
create table page_link_sent (
	link integer not null references page_link(id),
	once text not null,
	primary key (link, once)
) without rowid;

create table case_event (
	id integer primary key,
	number integer not null references cases(number),
	at integer not null,
	event text not null,
	person integer references person(id),	-- NULL: the program, or whoever has the link
	link integer references page_link(id),	-- through it, by its department
	detail text,			-- words of the program: a department, an outcome, a number
	text blob			-- (sealed)
);
create index case_event_number on case_event(number, id);
create index case_event_person on case_event(person);

create table case_supporter (
	number integer not null references cases(number),
	person integer not null references person(id),
	at integer not null,
	primary key (number, person)
) without rowid;
create index case_supporter_person on case_supporter(person);

-- The same thing happened to two people, each with a case of his own. a < b
create table case_link (
	a integer not null references cases(number),
	b integer not null references cases(number),
	at integer not null,
	primary key (a, b)
) without rowid;
create index case_link_b on case_link(b);

-- Who was alerted of a danger, and at which step.
create table case_alert (
	number integer not null references cases(number),
	person integer not null references person(id),
	step integer not null,
	at integer not null,
	primary key (number, person)
) without rowid;

-- That staff were told of several people with the same kind of matter at one place.
create table case_cluster (
	kind text not null,
	category text not null,
	place integer references place(id),	-- or
	site integer references site(id),
	people integer not null,	-- so many, and no more is told
	at integer not null
);
create index case_cluster_at on case_cluster(kind, category, at);
create index cases_site on cases(site, category, live, filed_at) where site is not null;

-- A photo of a case, or one that waits ten minutes for its sender to report
-- something. Once it belongs to a case it is fetched and re-encoded (bot/picture/fetcher.h).
create table photo (
	id integer primary key,
	number integer references cases(number),
	task integer references task(code),	-- of a task that was done, instead of a case
	lesson integer references lesson(code),	-- or of a lesson, by staff
	chat integer references chat(id),
	person integer references person(id),
	at integer not null,
	kept integer not null default 0,	-- sent while a form was open: it waits for the form, not ten minutes
	state text not null default 'sent' check (
		state = 'sent'		-- as it was sent: in raw, or where source says
		or state = 'here'	-- in bytes
		or state = 'reference'	-- a URL that we do not fetch: source
		or state = 'unreadable'	-- no picture that we can read
		or state = 'large'	-- more than we take
		or state = 'lost'),	-- could not be fetched
	source blob,			-- (sealed) the platform's file id, or a URL
	raw blob,			-- (sealed) the bytes as sent, until they are re-encoded
	bytes blob,			-- (sealed) JPEG, at most 1600 pixels a side, without metadata
	work_at integer,		-- when to fetch or re-encode it next; NULL: not
	tries integer not null default 0,
	why text,			-- the last try failed
	told_at integer			-- when the sender was told that it is of no use
);
create index photo_number on photo(number);
create index photo_task on photo(task) where task is not null;
create index photo_person on photo(person);
create index photo_waiting on photo(at) where number is null and task is null and lesson is null;
create index photo_lesson on photo(lesson) where lesson is not null;
create index photo_work on photo(work_at) where work_at is not null;

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
create index voice_person on voice(person);
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

-- How one gets in somewhere and where one parks: from answers to cases, from riders, from staff.
create table access_note (
	number integer primary key,	-- G-3
	uid text not null unique,	-- random; what audit calls it
	place blob not null,		-- (sealed)
	place_key blob not null,	-- keyed(place)
	kind text not null check (kind in ('entry', 'parking')),
	text blob not null,		-- (sealed)
	state text not null check (
		state = 'draft'		-- an answer to a case: staff have not looked at it, nobody is told
		or state = 'said'	-- a rider says so: told as his word, with the date
		or state = 'confirmed'	-- by staff
		or state = 'refused'
		or state = 'replaced'),	-- by a newer one
	source integer references cases(number),	-- whose answer it was
	person integer references person(id),	-- the rider who said so
	at integer not null,
	decided_at integer
);
create index access_note_place on access_note(place_key, kind, state, at);
create index access_note_state on access_note(state, number);
create index access_note_person on access_note(person) where person is not null;

-- views

create view v_access as
	select 'G-' || n.number as number, unseal(n.place) as place, n.kind, unseal(n.text) as text, n.state,
	       'Q-' || n.source as source, unseal(p.name) as said_by, clock(n.at) as at, clock(n.decided_at) as decided_at
	from access_note n left join person p on p.id = n.person;

create view v_case as
	select 'Q-' || c.number as number, c.kind, c.category, unseal(c.place) as place, c.state, c.urgent, c.danger,
	       c.source, c.outside, unseal(p.name) as reporter, unseal(b.name) as on_behalf, unseal(c.behalf) as behalf,
	       c.anonymous, unseal(c.text) as text, d.name as department,
	       (select group_concat(name, ';') from (select h.name from case_helper x join department h on h.id = x.department
	        where x.number = c.number order by h.name)) as helpers,
	       s.name as site, a.name as street, unseal(c.lat) as lat, unseal(c.lon) as lon, c.datum,
	       (select count(*) from photo f where f.number = c.number
	        and (f.state = 'sent' or f.state = 'here' or f.state = 'reference')) as photos,
	       (select count(*) from case_supporter s where s.number = c.number) as supporters,
	       clock(c.filed_at) as filed_at, clock(c.assigned_at) as assigned_at, clock(c.due_at) as due_at,
	       c.extended, c.overdue, c.overdue_days, clock(c.first_answered_at) as first_answered_at,
	       clock(c.answered_at) as answered_at, c.outcome, clock(c.closed_at) as closed_at,
	       c.rating, clock(c.rated_at) as rated_at, c.reopened, 'Q-' || c.merged_into as merged_into,
	       unseal(k.name) as taken_by, clock(c.taken_at) as taken_at, c.person as reporter_id
	from cases c left join person p on p.id = c.person left join person b on b.id = c.on_behalf
	left join person k on k.id = c.taken_by left join department d on d.id = c.department
	left join site s on s.id = c.site left join place a on a.id = c.street;

-- photos of cases and those that wait for one
create view v_photo as
	select 'Q-' || f.number as number, 'L-' || f.lesson as lesson, unseal(p.name) as name, f.state, length(unseal(f.bytes)) as bytes,
	       clock(f.at) as at, clock(f.told_at) as told_at
	from photo f left join person p on p.id = f.person;

create view v_voice as
	select 'Q-' || v.number as number, unseal(p.name) as name, unseal(v.source) as source, clock(v.at) as at
	from voice v join person p on p.id = v.person;

create view v_case_event as
	select 'Q-' || e.number as number, clock(e.at) as at, e.event, unseal(p.name) as person, e.detail,
	       unseal(e.text) as text, e.id, d.name as by_link
	from case_event e left join person p on p.id = e.person left join page_link l on l.id = e.link
	left join department d on d.id = l.department order by e.id;

create view v_page_link as
	select 'Q-' || l.number as number, d.name as department, unseal(p.name) as made_by, clock(l.made_at) as made_at,
	       clock(l.expires_at) as expires_at, clock(l.opened_at) as opened_at, clock(l.revoked_at) as revoked_at,
	       (select count(*) from page_link_sent s where s.link = l.id) as sent
	from page_link l join department d on d.id = l.department left join person p on p.id = l.made_by order by l.id;

create view v_supporter as
	select 'Q-' || s.number as number, unseal(p.name) as name, clock(s.at) as at
	from case_supporter s join person p on p.id = s.person;

create view v_case_cluster as
	select c.kind, c.category, coalesce(p.name, s.name) as place, c.people, clock(c.at) as at
	from case_cluster c left join place p on p.id = c.place left join site s on s.id = c.site;

create view v_case_link as
	select 'Q-' || a as a, 'Q-' || b as b, clock(at) as at from case_link;

create view v_case_alert as
	select 'Q-' || l.number as number, unseal(p.name) as name, l.step, clock(l.at) as at
	from case_alert l join person p on p.id = l.person;
