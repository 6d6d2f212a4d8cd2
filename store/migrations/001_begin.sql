-- 001: everything that the gateway remembers.
--
-- Times are milliseconds since 1970 UTC. Columns marked (sealed) hold what
-- seal() made; `key` columns hold keyed(): see store/db.h. Views v_* are what
-- stories and reports may read; they open sealed columns and so work only on
-- the program's own connections.

create table meta (
	key text primary key,
	value text not null
) without rowid;

-- The last number given out per letter (Q cases, T tasks, …): never used twice.
create table number (
	letter text primary key,
	last integer not null
) without rowid;

-- Dedupe: a keyed hash of channel and native id, and when. Nothing else of a
-- message that was not for the bot is kept.
create table seen (
	key blob primary key,
	at integer not null
) without rowid;
create index seen_at on seen(at);

-- A message at which the process ended, and how much that weighs.
create table suspect (
	key blob primary key,
	weight integer not null
) without rowid;

-- Messages set aside because handling them failed: for a person to look at.
create table quarantine (
	id integer primary key,
	key blob not null,
	at integer not null,
	reason text not null,
	channel text not null,
	body blob not null		-- (sealed) JSON
);

----------------------------------------------------------------- people, places

create table person (
	id integer primary key,
	uid text not null unique,	-- random; what audit and logs call the person
	name blob,			-- (sealed)
	name_key blob,
	phone blob,			-- (sealed)
	phone_key blob,
	trade text,
	platform text,
	site integer references site(id),
	street integer references place(id),
	registered integer not null default 0,
	created_at integer not null,
	registered_at integer
);
create index person_name on person(name_key);
create index person_phone on person(phone_key);

-- A person as a platform names him; several may be one person.
create table identity (
	id integer primary key,
	channel text not null,
	key blob not null unique,
	native blob not null,		-- (sealed)
	person integer not null references person(id)
);
create index identity_person on identity(person);

create table chat (
	id integer primary key,
	channel text not null,
	key blob not null unique,
	native blob not null,		-- (sealed)
	type text not null check (type in ('group', 'private')),
	person integer references person(id),	-- of a private chat
	title text,
	street integer references place(id),
	branch integer references branch(id),
	mode text not null default 'open' check (mode in ('called', 'quiet', 'open')),
	noticed integer not null default 0,	-- told who runs the bot
	imported integer not null default 0,
	gone integer not null default 0,	-- the bot was removed, or may not write
	uncalled_day text,
	uncalled integer not null default 0	-- answers without being called on that day
);
create index chat_person on chat(person);

create table person_group (
	person integer not null references person(id),
	chat integer not null references chat(id),
	primary key (person, chat)
) without rowid;

create table conversation (
	chat integer not null references chat(id),
	person integer not null references person(id),
	state blob not null,		-- (sealed) JSON
	at integer not null,
	primary key (chat, person)
) without rowid;

create table role (
	person integer not null references person(id),
	role text not null check (role in ('city', 'street', 'department', 'branch', 'site', 'patrol', 'childcare')),
	scope text not null default '',
	primary key (person, role, scope)
) without rowid;

create table place (
	id integer primary key,
	name text not null unique,
	aliases text,			-- separated by ;
	lat real not null,
	lon real not null,
	datum text not null default 'gcj02'
);

create table department (
	id integer primary key,
	name text not null unique,
	aliases text,
	duty integer references person(id)
);

create table branch (
	id integer primary key,
	name text not null unique,
	trade text,
	contact integer references person(id),
	meets text,
	chat integer references chat(id)
);

create table member (
	person integer primary key references person(id),
	branch integer references branch(id),
	state text not null default 'pending' check (state in ('pending', 'verified', 'left'))
);

create table site (
	id integer primary key,
	name text not null unique,
	platform text,
	street integer not null references place(id),
	grid text,
	manager integer references person(id),
	headcount integer,
	lat real,
	lon real,
	datum text not null default 'gcj02'
);

create table station (
	id integer primary key,
	name text not null unique,
	address text not null,
	lat real not null,
	lon real not null,
	datum text not null default 'gcj02',
	hours text not null,
	closed_days text,
	services text not null,		-- separated by ;
	state text not null default 'open' check (state in ('pending', 'open', 'closed'))
);

create table holiday (
	date text primary key,
	kind text not null check (kind in ('holiday', 'makeup')),
	name text not null
) without rowid;

----------------------------------------------------------------- learning

create table lesson (
	code integer primary key,
	title text not null,
	topics text,
	trades text,
	body text not null,
	source text,
	valid_until text,
	state text not null default 'draft' check (state in ('draft', 'published', 'withdrawn')),
	day text			-- a date, 'any', or NULL
);

create table question (
	lesson integer not null references lesson(code),
	no integer not null,
	question text not null,
	options text not null,
	answer text not null,
	explanation text,
	primary key (lesson, no)
) without rowid;

create table lesson_reading (
	person integer not null references person(id),
	lesson integer not null references lesson(code),
	opened_at integer not null,
	finished_at integer,		-- every question answered
	primary key (person, lesson)
) without rowid;

-- One row an answered question: the first answer and the last.
create table lesson_answer (
	person integer not null references person(id),
	lesson integer not null references lesson(code),
	no integer not null,
	first text not null,
	last text not null,
	correct integer not null,	-- of the last
	wrong integer not null default 0,	-- wrong answers before it
	at integer not null,
	primary key (person, lesson, no)
) without rowid;

create table subscription (
	chat integer not null references chat(id),
	kind text not null default 'briefing' check (kind in ('briefing', 'lesson')),
	time text not null default '07:30',
	state text not null default 'active' check (state in ('active', 'off')),
	primary key (chat, kind)
) without rowid;

----------------------------------------------------------------- cases

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

-- Who wants to be phoned. At most one open request a person.
create table callback (
	id integer primary key,
	uid text not null unique,	-- random; what audit calls it
	person integer not null references person(id),
	phone blob,			-- (sealed) NULL once it is no longer needed
	state text not null default 'open' check (state in ('open', 'done', 'withdrawn')),
	at integer not null,
	done_at integer
);
create unique index callback_open on callback(person) where state = 'open';

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

----------------------------------------------------------------- helping

create table volunteer (
	person integer primary key references person(id),
	area text not null,
	lat blob,			-- (sealed)
	lon blob,			-- (sealed)
	datum text not null default 'gcj02',
	radius_km real not null default 3,
	skills text,			-- separated by ;
	state text not null default 'pending' check (state in ('pending', 'active', 'paused', 'left')),
	hours real not null default 0,
	since integer not null
);

create table activity (
	code integer primary key,
	title text not null,
	start text,
	place text not null,
	capacity integer,
	taken integer not null default 0,
	state text not null default 'planned' check (state in ('planned', 'open', 'closed', 'cancelled'))
);

create table class (
	code integer primary key,
	title text not null,
	street integer not null references place(id),
	start text,
	min_age integer not null,
	max_age integer not null,
	capacity integer not null,
	taken integer not null default 0,
	fee real not null,
	state text not null default 'planned' check (state in ('planned', 'open', 'closed', 'cancelled'))
);

----------------------------------------------------------------- going out

-- Order holds per (chat, class). States: queued → sending → sent, or retry
-- (again at due_at), dead (given up), uncertain (may or may not have arrived).
create table outbox (
	id integer primary key autoincrement,
	channel text not null,
	chat integer not null references chat(id),
	class text not null check (class = 'answer' or class = 'notice' or class = 'broadcast'),
	person integer references person(id),	-- whom it addresses
	reply_to blob,			-- (sealed) native id of the message answered
	body blob,			-- (sealed) JSON; NULL once it is no longer needed
	receipt integer not null default 0,
	state text not null default 'queued'
		check (state = 'queued' or state = 'sending' or state = 'sent' or state = 'retry' or state = 'dead'
		       or state = 'uncertain'),
	due_at integer not null,
	tries integer not null default 0,
	created_at integer not null,
	sent_at integer,
	why text,			-- of retry, dead, uncertain: HTTP status or a word
	native_key blob			-- keyed hash of channel, chat and the platform's id of the sent message
);
create index outbox_waiting on outbox(channel, id) where (state = 'queued' or state = 'sending' or state = 'retry');
create index outbox_trouble on outbox(state) where state in ('dead', 'uncertain');
create index outbox_native on outbox(native_key) where native_key is not null;
create index outbox_chat on outbox(chat, id);

-- Sentences for the bot that it did not understand, masked.
create table unmatched (
	key blob not null,
	place text not null check (place in ('group', 'private')),
	text blob not null,		-- (sealed)
	count integer not null default 1,
	first_at integer not null,
	last_at integer not null,
	primary key (key, place)
) without rowid;

create table job (
	name text not null,
	day text not null,
	done_at integer not null,
	primary key (name, day)
) without rowid;

-- Append-only, each row chained to the one before by its hash; random ids and
-- words of the program only, never contents.
create table audit (
	id integer primary key autoincrement,
	at integer not null,
	actor text not null,		-- person.uid, 'system' or 'operator'
	action text not null,
	object text not null default '',	-- case.uid, person.uid, …
	detail text not null default '',
	hash blob not null
);
create trigger audit_is_final_1 before update on audit begin select raise(abort, 'audit rows are final'); end;
create trigger audit_is_final_2 before delete on audit begin select raise(abort, 'audit rows are final'); end;

----------------------------------------------------------------- views

create view v_person as
	select p.id, (select i.channel || ':' || unseal(i.native) from identity i where i.person = p.id order by i.id limit 1) as identity,
	       unseal(p.name) as name, unseal(p.phone) as phone, p.trade, p.platform, s.name as site, a.name as street,
	       p.registered, clock(p.created_at) as created_at, clock(p.registered_at) as registered_at
	from person p left join site s on s.id = p.site left join place a on a.id = p.street;

create view v_member as
	select unseal(p.name) as name, b.name as branch, m.state
	from member m join person p on p.id = m.person left join branch b on b.id = m.branch;

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

create view v_callback as
	select unseal(p.name) as name, unseal(c.phone) as phone, c.state, clock(c.at) as at, clock(c.done_at) as done_at
	from callback c join person p on p.id = c.person;

create view v_group as
	select title, mode, case when uncalled_day is null then 0 else uncalled end as uncalled, gone
	from chat where type = 'group';

create view v_case_event as
	select 'Q-' || e.number as number, clock(e.at) as at, e.event, unseal(p.name) as person, unseal(e.text) as text
	from case_event e left join person p on p.id = e.person;

create view v_supporter as
	select 'Q-' || s.number as number, unseal(p.name) as name, clock(s.at) as at
	from case_supporter s join person p on p.id = s.person;

create view v_volunteer as
	select unseal(p.name) as name, v.area, v.radius_km as radius, v.skills, v.state, v.hours, clock(v.since) as since
	from volunteer v join person p on p.id = v.person;

create view v_lesson as
	select 'L-' || code as lesson, title, state, day, (select count(*) from question q where q.lesson = code) as questions
	from lesson;

create view v_lesson_result as
	select unseal(p.name) as name, 'L-' || a.lesson as lesson, a.no, a.first, a.last, a.correct, a.wrong, clock(a.at) as at
	from lesson_answer a join person p on p.id = a.person;

create view v_lesson_reading as
	select unseal(p.name) as name, 'L-' || r.lesson as lesson, clock(r.opened_at) as opened_at, clock(r.finished_at) as finished_at
	from lesson_reading r join person p on p.id = r.person;

create view v_subscription as
	select c.type, coalesce(c.title, unseal(p.name)) as chat, s.kind, s.time, s.state
	from subscription s join chat c on c.id = s.chat left join person p on p.id = c.person;

create view v_station as
	select name, address, hours, closed_days, services, state from station;

create view v_activity as
	select 'A-' || code as activity, title, start, place, capacity, taken, state from activity;

create view v_role as
	select unseal(p.name) as name, r.role, r.scope from role r join person p on p.id = r.person;

create view v_outbox as
	select o.id, o.channel, o.class, o.state, o.tries, o.why, c.type, coalesce(c.title, unseal(p.name)) as chat,
	       unseal(t.name) as addressed, unseal(o.body) as body, clock(o.created_at) as created_at, clock(o.sent_at) as sent_at
	from outbox o join chat c on c.id = o.chat left join person p on p.id = c.person left join person t on t.id = o.person;

create view v_audit as
	select a.id, clock(a.at) as at, coalesce(unseal(p.name), a.actor) as actor, a.action, a.object, a.detail
	from audit a left join person p on p.uid = a.actor;

create view v_quarantine as
	select id, clock(at) as at, reason, channel, unseal(body) as body from quarantine;

create view v_unmatched as
	select unseal(text) as text, place, count, clock(first_at) as first_at, clock(last_at) as last_at from unmatched;
