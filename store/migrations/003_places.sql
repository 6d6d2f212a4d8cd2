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
	state text not null default 'open' check (state in ('pending', 'open', 'closed'))
);

create table holiday (
	date text primary key,
	kind text not null check (kind in ('holiday', 'makeup')),
	name text not null
) without rowid;

-- views

create view v_station as
	select name, address, hours, closed_days, services, state from station;
