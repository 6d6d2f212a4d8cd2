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
	native_key blob			-- trace() of channel, chat and the platform's id of the sent message
);
create index outbox_waiting on outbox(channel, id) where (state = 'queued' or state = 'sending' or state = 'retry');
create index outbox_trouble on outbox(state) where state in ('dead', 'uncertain');
create index outbox_native on outbox(native_key) where native_key is not null;
create index outbox_chat on outbox(chat, id);

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

-- views

create view v_outbox as
	select o.id, o.channel, o.class, o.state, o.tries, o.why, c.type, coalesce(c.title, unseal(p.name)) as chat,
	       unseal(t.name) as addressed, unseal(o.body) as body, clock(o.created_at) as created_at, clock(o.sent_at) as sent_at
	from outbox o join chat c on c.id = o.chat left join person p on p.id = c.person left join person t on t.id = o.person;

create view v_notice as
	select unseal(p.name) as name, n.subject, clock(n.at) as at from notice n left join person p on p.id = n.person;
