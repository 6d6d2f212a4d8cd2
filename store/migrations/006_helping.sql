-- 006: volunteers, activities, classes.

create table volunteer (
	person integer primary key references person(id),
	area text not null,
	lat blob,			-- (sealed)
	lon blob,			-- (sealed)
	datum text not null default 'gcj02',
	radius_km real not null default 3,
	skills text,			-- separated by ;
	vehicle text check (vehicle in ('ebike', 'trike', 'car', 'van', 'truck')),	-- null: that of his trade
	state text not null default 'pending' check (state in ('pending', 'active', 'paused', 'left')),
	until text,			-- of one paused: the first day on which he can be asked again; null: when he says so
	last_at integer not null default 0,	-- when he was last asked, or served
	asked_day integer not null default 0,	-- the local day, since 1970, on which he was
	asked integer not null default 0,	-- asked so many times
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
	door integer,			-- the code said on the spot; NULL: not asked for yet
	state text not null default 'planned' check (state in ('planned', 'open', 'closed', 'cancelled'))
);

create table class (
	code integer primary key,
	title text not null,
	street integer not null references place(id),
	start text,
	last text,			-- the last day; null: not said
	min_age integer not null,
	max_age integer not null,
	capacity integer not null,
	taken integer not null default 0,
	fee real not null,
	state text not null default 'planned' check (state in ('planned', 'open', 'closed', 'cancelled'))
);

-- Who has a place, or waits for one: of an activity, a class, a meeting day. One row a
-- person (and child). Those counted in `taken` came before the import, without names.
create table enrolment (
	id integer primary key,
	kind text not null check (kind in ('activity', 'class', 'meeting')),
	code integer not null,
	person integer not null references person(id),
	child integer not null default 0,	-- of a class: 1, 2 … of this person
	state text not null check (state in ('in', 'waiting', 'left')),
	about blob,			-- (sealed) the question; what was said of a child stands in its own table
	attended_at integer,
	filed integer references cases(number),	-- a meeting day's question: the case that it became
	at integer not null,
	unique (kind, code, person, child)
);
create index enrolment_queue on enrolment(kind, code, state, at);

-- views

create view v_volunteer as
	select unseal(p.name) as name, v.area, v.radius_km as radius, v.skills, v.state, v.hours, clock(v.since) as since, v.until,
		v.vehicle
	from volunteer v join person p on p.id = v.person;

create view v_activity as
	select 'A-' || code as activity, title, start, place, capacity, taken, state from activity;

create view v_enrolment as
	select case e.kind when 'activity' then 'A-' when 'class' then 'C-' else 'M-' end || e.code as number, e.kind,
	       unseal(p.name) as name, e.child, e.state,
	       coalesce(unseal(e.about), (select unseal(c.name) || ' ' || c.age || coalesce(' ' || unseal(c.note), '')
	                || coalesce(' ' || unseal(c.fetch), '') from child c where c.enrolment = e.id)) as about, clock(e.attended_at) as attended_at,
	       clock(e.at) as at,
	       case when e.state = 'waiting' then (select count(*) from enrolment w where w.kind = e.kind and w.code = e.code
	            and w.state = 'waiting' and (w.at, w.id) <= (e.at, e.id)) end as place, e.person as person_id,
	       e.filed is not null as filed
	from enrolment e join person p on p.id = e.person;
