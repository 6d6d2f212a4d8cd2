-- 012: tasks for volunteers, who was asked and who took them.

create table task (
	code integer primary key,
	uid text not null unique,		-- what the audit calls it
	kind text not null,			-- medicine, study, elder, disabled, errand, publicity, other
	state text not null default 'requested' check (
		state = 'requested'		-- waits for the staff's yes
		or state = 'open'		-- offered
		or state = 'taken'		-- as many took it as are wanted
		or state = 'done'
		or state = 'withdrawn'		-- by the asker, or refused
		or state = 'to_staff'),		-- nobody did it: the staff's from here on
	person integer references person(id),	-- who asked, or the staff who wrote it
	by_staff integer not null default 0,
	street integer references place(id),	-- whose staff review it; null: not known
	near text not null,			-- the place as anybody may read it: no door, no floor
	place blob,				-- (sealed) the place as it was said
	phone blob,				-- (sealed) of whoever is to be helped
	text blob,				-- (sealed) what is to be done, in the asker's words
	lat blob,				-- (sealed)
	lon blob,				-- (sealed)
	datum text not null default 'gcj02',
	start integer,				-- when it is to happen, when an hour was named
	deadline integer not null,
	urgent integer not null default 0,
	fetch integer not null default 0,	-- medicine: fetched, never bought
	skill text,				-- must have it; null: anybody
	vehicle text check (vehicle in ('seats', 'load')),	-- must have one for people, for goods; null: need not
	wanted integer not null default 1 check (wanted > 0),
	taken integer not null default 0 check (taken between 0 and wanted),
	wave integer not null default 0,	-- the last one that was sent
	late integer not null default 0,	-- the taker was 1 reminded, 2 asked what became of it
	created_at integer not null,
	published_at integer,
	decided_by integer references person(id),
	reason blob,				-- (sealed) why it was refused
	closed_at integer
);

create index task_state on task(state, street);
create index task_person on task(person);

-- One row a volunteer and task: asked, or came by himself.
create table task_offer (
	task integer not null references task(code),
	person integer not null references person(id),
	wave integer not null,			-- 0: nobody asked him
	at integer not null,
	state text not null default 'offered' check (state in ('offered', 'taken', 'done', 'gave_up', 'off')),
	taken_at integer,
	done_at integer,
	said real,				-- hours, as he said
	hours real not null default 0,		-- booked
	primary key (task, person)
) without rowid;

create index task_offer_person on task_offer(person, at);

-- views

create view v_task as
	select 'T-' || t.code as task, t.kind, t.state, unseal(t.place) as place, t.near, clock(t.deadline) as deadline,
		t.wanted, t.taken, t.urgent, t.fetch, t.skill, t.vehicle, t.wave, unseal(p.name) as asker, s.name as street, t.by_staff, clock(t.closed_at) as closed_at
	from task t left join person p on p.id = t.person left join place s on s.id = t.street;

create view v_task_offer as
	select 'T-' || o.task as task, unseal(p.name) as name, o.wave, o.state, clock(o.at) as at, o.hours, clock(o.done_at) as done_at, o.person as person_id
	from task_offer o join person p on p.id = o.person;
