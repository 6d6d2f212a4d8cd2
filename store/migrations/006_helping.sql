-- 006: volunteers, activities, classes.

create table volunteer (
	person integer primary key references person(id),
	area text not null,
	lat blob,			-- (sealed)
	lon blob,			-- (sealed)
	datum text not null default 'gcj02',
	radius_km real not null default 3,
	skills text,			-- separated by ;
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

-- views

create view v_volunteer as
	select unseal(p.name) as name, v.area, v.radius_km as radius, v.skills, v.state, v.hours, clock(v.since) as since, v.until
	from volunteer v join person p on p.id = v.person;

create view v_activity as
	select 'A-' || code as activity, title, start, place, capacity, taken, state from activity;
