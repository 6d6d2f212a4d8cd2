-- 007: what goes out.

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
	subject text,			-- what it is about: 'L-1'; a reply to it is about the same
	state text not null default 'queued'
		check (state = 'queued' or state = 'sending' or state = 'sent' or state = 'retry' or state = 'dead'
		       or state = 'uncertain'),
	due_at integer not null,
	tries integer not null default 0,
	created_at integer not null,
	sent_at integer,
	why text,			-- of retry, dead, uncertain: HTTP status or a word
	broadcast integer references broadcast(number),	-- its body is the broadcast's
	native_key blob			-- trace() of channel, chat and the platform's id of the sent message
);
create index outbox_waiting on outbox(channel, id) where (state = 'queued' or state = 'sending' or state = 'retry');
create index outbox_trouble on outbox(state) where state in ('dead', 'uncertain');
create index outbox_native on outbox(native_key) where native_key is not null;
create index outbox_chat on outbox(chat, id);
create index outbox_broadcast on outbox(broadcast, state) where broadcast is not null;

-- One text to many. Its body is stored once; how far it has come is a cursor.
create table broadcast (
	number integer primary key,
	uid text not null unique,	-- random; what audit calls it
	kind text not null check (kind in ('broadcast', 'briefing', 'lesson')),
	state text not null default 'draft'
		check (state in ('draft', 'scheduled', 'sending', 'sent', 'stopped', 'missed')),
	day text,			-- of a briefing or a subscribed lesson: for which day
	lesson integer references lesson(code),	-- that it offers to read
	body blob not null,		-- (sealed) JSON, as in outbox
	audience text not null default '{}',	-- JSON; see store/broadcast/broadcast.h
	urgent integer not null default 0,
	person integer references person(id),	-- whose it is
	created_at integer not null,
	starts_at integer,
	finished_at integer,
	cursor integer not null default 0,	-- last group or person that it was queued for
	groups_done integer not null default 0
);
create unique index broadcast_lesson on broadcast(day, lesson) where kind = 'lesson';
create unique index broadcast_day on broadcast(day) where kind = 'briefing' and state not in ('draft', 'stopped');

-- Each recipient once: a group (person NULL) or a person. What became of it is
-- the outbox row's state, or why there is none.
create table broadcast_copy (
	broadcast integer not null references broadcast(number),
	person integer references person(id),
	chat integer references chat(id),
	outbox integer references outbox(id),
	skipped text check (skipped in ('opted out', 'unreached', 'stopped', 'missed')),
	at integer not null
);
create unique index broadcast_copy_person on broadcast_copy(broadcast, person) where person is not null;
create index broadcast_copy_count on broadcast_copy(broadcast, skipped, outbox);
create unique index broadcast_copy_group on broadcast_copy(broadcast, chat) where person is null;

-- Who pressed 已读 or answered; shown as a sum only.
create table broadcast_read (
	broadcast integer not null references broadcast(number),
	person integer not null references person(id),
	at integer not null,
	primary key (broadcast, person)
) without rowid;

-- Notices that wait for a better hour (timer 'notice').
create table notice (
	id integer primary key,
	person integer references person(id),	-- whose private chat, or
	chat integer references chat(id),	-- which group
	body blob not null,		-- (sealed) JSON, as in outbox
	receipt integer not null default 0,
	subject text,			-- for whoever phones him if he cannot be reached
	at integer not null
);

-- Which broadcasts told the groups what was solved in a week.
create table solved_told (
	broadcast integer primary key references broadcast(number),
	at integer not null
);

-- views

create view v_outbox as
	select o.id, o.channel, o.class, o.state, o.tries, o.why, c.type, coalesce(c.title, unseal(p.name)) as chat,
	       unseal(t.name) as addressed, unseal(o.body) as body, clock(o.created_at) as created_at, clock(o.sent_at) as sent_at
	from outbox o join chat c on c.id = o.chat left join person p on p.id = c.person left join person t on t.id = o.person;

create view v_notice as
	select unseal(p.name) as name, n.subject, clock(n.at) as at from notice n left join person p on p.id = n.person;

create view v_broadcast as
	select 'B-' || b.number as number, b.kind, b.state, b.day, 'L-' || b.lesson as lesson, unseal(b.body) as body, b.audience, unseal(p.name) as author,
	       clock(b.starts_at) as starts_at, clock(b.finished_at) as finished_at,
	       (select count(*) from broadcast_copy c where c.broadcast = b.number) as copies,
	       (select count(*) from broadcast_copy c join outbox o on o.id = c.outbox where c.broadcast = b.number and o.state = 'sent') as sent,
	       (select count(*) from broadcast_copy c where c.broadcast = b.number and c.skipped is not null) as skipped,
	       (select count(*) from broadcast_read r where r.broadcast = b.number) as read
	from broadcast b left join person p on p.id = b.person;

create view v_broadcast_copy as
	select 'B-' || c.broadcast as number, coalesce(unseal(p.name), g.title) as recipient, g.type,
	       coalesce(c.skipped, o.state) as state, o.why, clock(c.at) as at
	from broadcast_copy c left join person p on p.id = c.person left join chat g on g.id = c.chat
	left join outbox o on o.id = c.outbox;
