-- 015: rides to the exam: drivers who offered, and rides.

create table ride_driver (
	person integer primary key references person(id),
	state text not null default 'pending' check (state in (
		'pending',			-- licence and insurance not looked at yet
		'active',
		'off')),			-- refused, or has left
	seats integer not null check (seats > 0),
	first_day text,				-- "2025-06-07"; null: any day
	last_day text,
	phone blob,				-- (sealed) for the family that he drives
	since integer not null
);

create table ride (
	code integer primary key,		-- of the same numbers as tasks
	uid text not null unique,
	state text not null default 'open' check (state in (
		'open',				-- no driver (any more)
		'matched',
		'off',				-- the driver has set off
		'picked',			-- they are in the car
		'done', 'withdrawn', 'to_staff')),
	person integer references person(id),	-- the family
	driver integer references person(id),
	street integer references place(id),
	start blob,				-- (sealed) where they are picked up
	goal blob,				-- (sealed) the exam
	phone blob,				-- (sealed) of the family
	at integer not null,			-- when they are picked up
	seats integer not null default 1 check (seats > 0),
	alarm integer not null default 0,	-- of the steps before the hour, the last that was taken
	created_at integer not null,
	closed_at integer
);

create index ride_at on ride(at);

-- Who gave a ride back, or did not set off in time: not asked again.
create table ride_gone (
	ride integer not null references ride(code),
	person integer not null references person(id),
	primary key (ride, person)
) without rowid;

-- views

create view v_ride as
	select 'T-' || r.code as ride, r.state, unseal(f.name) as family, unseal(d.name) as driver, unseal(r.start) as start,
		unseal(r.goal) as goal, clock(r.at) as at, r.seats, r.driver as driver_id
	from ride r left join person f on f.id = r.person left join person d on d.id = r.driver;

create view v_ride_driver as
	select unseal(p.name) as name, d.state, d.seats, d.first_day, d.last_day
	from ride_driver d join person p on p.id = d.person;
