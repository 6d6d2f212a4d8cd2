-- 011: hand-overs to a person: who waits, who took it, what was said meanwhile.

-- States: waiting (nobody took it yet), open (words are carried both ways), closed.
create table handover (
	id integer primary key,
	number integer not null unique,	-- H-number
	uid text not null unique,	-- random; what audit calls it
	person integer references person(id),	-- NULL: deleted since
	chat integer references chat(id),	-- his private chat
	staff integer references person(id),	-- who took it,
	staff_chat integer references chat(id),	-- and where
	state text not null default 'waiting' check (state in ('waiting', 'open', 'closed')),
	rounds integer not null default 0,	-- how often staff were told
	opened_at integer not null,
	taken_at integer,
	last_at integer not null,	-- of the last words either way
	closed_at integer,
	why text check (why in ('staff', 'person', 'silence', 'deleted'))
);
create unique index handover_now on handover(chat) where state <> 'closed';
create index handover_staff on handover(staff) where state = 'open';

create table handover_told (
	handover integer not null references handover(id),
	person integer not null references person(id),
	primary key (handover, person)
) without rowid;

-- What he said while nobody had taken it, or has not been answered: given to whoever
-- takes it (next), and gone then.
create table handover_line (
	id integer primary key,
	handover integer not null references handover(id),
	at integer not null,
	body blob not null		-- (sealed)
);
create index handover_line_of on handover_line(handover);

-- Staff who said that they sit at the desk, until when.
create table duty_desk (
	person integer primary key references person(id),
	until integer not null
);

-- views

create view v_handover as
	select 'H-' || h.number as number, unseal(p.name) as name, unseal(s.name) as staff, h.state, h.rounds,
	       (select count(*) from handover_line l where l.handover = h.id) as kept, h.why,
	       clock(h.opened_at) as opened_at, clock(h.taken_at) as taken_at, clock(h.closed_at) as closed_at
	from handover h left join person p on p.id = h.person left join person s on s.id = h.staff;

create view v_duty_desk as
	select unseal(p.name) as name, clock(d.until) as until from duty_desk d join person p on p.id = d.person;
