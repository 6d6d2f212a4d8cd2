-- 002: people, their chats, roles, departments, branches.

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
	site_said blob,			-- (sealed) where the person works, in own words, when it is no site of ours
	street integer references place(id),
	registered integer not null default 0,	-- on the roster now
	since integer,			-- at this trade, platform and site, as far as we know
	left_at integer,		-- off the roster since
	source text not null default 'chat'	-- how we came to know: he wrote, people.csv, or census.csv (then without identity)
		check (source = 'chat' or source = 'people' or source = 'census'),
	created_at integer not null,
	registered_at integer,
	forgotten_at integer		-- he had himself deleted: what is left is only counted
);
create index person_name on person(name_key);
create index person_street on person(street) where street is not null;
create index person_phone on person(phone_key);

-- What a person on the roster did before: leavers and changers of trade, platform or site.
create table job (
	id integer primary key,
	person integer not null references person(id),
	trade text,
	platform text,
	site integer references site(id),
	street integer references place(id),
	from_at integer,
	to_at integer not null,
	why text not null check (why = 'changed' or why = 'left')
);
create index job_person on job(person);

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
create index chat_street on chat(street) where street is not null;

-- Who was forgotten, but for an answer that is still to go out in `chat`, or for
-- cases that are not finished.
create table leaving (
	person integer primary key references person(id),
	chat integer references chat(id),
	contact integer not null default 0	-- the chat stays until the cases are finished
);

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
create index conversation_person on conversation(person);

create table role (
	person integer not null references person(id),
	role text not null check (role in ('city', 'street', 'department', 'branch', 'site', 'patrol', 'childcare')),
	scope text not null default '',
	primary key (person, role, scope)
) without rowid;

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
	branch integer references branch(id),	-- of who is pending: the branch that has to check
	state text not null default 'pending' check (state in ('pending', 'verified', 'refused', 'left')),
	organisation blob,		-- (sealed) that was left behind: 达州
	joined blob,			-- (sealed) '2018-06' or '2018'
	confirmed blob,			-- (sealed) the same, of the end of probation
	living blob,			-- (sealed) where the person lives or works
	at integer,			-- reported in
	decided_at integer,
	decided_by integer references person(id)
);

-- Whom staff should phone: who asked for it, and who cannot be reached in private
-- although there is something to tell. At most one open row a person.
create table callback (
	id integer primary key,
	uid text not null unique,	-- random; what audit calls it
	person integer not null references person(id),
	phone blob,			-- (sealed) NULL once it is no longer needed
	why text not null default 'asked' check (why in ('asked', 'unreached')),
	subject text,			-- what there is to tell: numbers, a space between
	state text not null default 'open' check (state in ('open', 'done', 'withdrawn')),
	at integer not null,
	done_at integer
);
create unique index callback_open on callback(person) where state = 'open';

-- views

create view v_person as
	select p.id, (select i.channel || ':' || unseal(i.native) from identity i where i.person = p.id order by i.id limit 1) as identity,
	       unseal(p.name) as name, unseal(p.phone) as phone, p.trade, p.platform,
	       coalesce(s.name, unseal(p.site_said)) as site, a.name as street, p.registered, p.source,
	       clock(p.created_at) as created_at, clock(p.registered_at) as registered_at, clock(p.since) as since,
	       clock(p.left_at) as left_at,
	       clock(p.forgotten_at) as forgotten_at
	from person p left join site s on s.id = p.site left join place a on a.id = p.street;

create view v_job as
	select unseal(p.name) as name, j.trade, j.platform, s.name as site, a.name as street, clock(j.from_at) as from_at,
	       clock(j.to_at) as to_at, j.why
	from job j join person p on p.id = j.person left join site s on s.id = j.site left join place a on a.id = j.street;

create view v_member as
	select unseal(p.name) as name, b.name as branch, m.state, unseal(m.organisation) as organisation,
	       unseal(m.joined) as joined, unseal(m.confirmed) as confirmed, unseal(m.living) as living,
	       clock(m.at) as at, clock(m.decided_at) as decided_at, unseal(d.name) as decided_by
	from member m join person p on p.id = m.person left join branch b on b.id = m.branch
	     left join person d on d.id = m.decided_by;

create view v_callback as
	select unseal(p.name) as name, unseal(c.phone) as phone, c.why, c.subject, c.state, clock(c.at) as at, clock(c.done_at) as done_at
	from callback c join person p on p.id = c.person;

create view v_group as
	select title, mode, case when uncalled_day is null then 0 else uncalled end as uncalled, gone
	from chat where type = 'group';

create view v_role as
	select unseal(p.name) as name, r.role, r.scope from role r join person p on p.id = r.person;
