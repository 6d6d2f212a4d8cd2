-- 003: places, sites, stations, holidays.

create table place (
	id integer primary key,
	name text not null unique,
	aliases text,			-- separated by ;
	lat real not null,
	lon real not null,
	datum text not null default 'gcj02'
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
	state text not null default 'open' check (state in ('pending', 'open', 'closed')),
	offered_by integer references person(id),	-- of one that a person offered, or
	offered_at integer
);

-- Closed by staff: a service, or the whole station (service ''), until a moment
-- or (NULL) further notice. Of a whole station closed until further notice only
-- the reason stands here: that it is closed is its state.
create table station_closure (
	id integer primary key,
	station integer not null references station(id) on delete cascade,
	service text not null,
	until integer,			-- when it opens again
	reason text,
	at integer not null,
	unique (station, service)
);

create table holiday (
	date text primary key,
	kind text not null check (kind in ('holiday', 'makeup')),
	name text not null
) without rowid;

-- views

-- closed_services: "meal;water 2025-06-30 00:00", with the moment of opening again if there is one
create view v_station as
	select s.name, s.address, s.hours, s.closed_days, s.services, s.state,
	(select group_concat(what, ';') from (select service || coalesce(' ' || clock(until), '') as what
		from station_closure where station = s.id and service <> '' order by service)) as closed_services,
	clock(c.until) as closed_until, c.reason, unseal(p.name) as offered_by
	from station s
	left join station_closure c on c.station = s.id and c.service = '' and (c.until is not null or s.state = 'closed')
	left join person p on p.id = s.offered_by;
