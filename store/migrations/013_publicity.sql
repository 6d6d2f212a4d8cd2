-- 013: teams (the red riders' publicity team), and what they did.

create table team (
	id integer primary key,
	name text not null unique
);

create table team_member (
	team integer not null references team(id),
	person integer not null references person(id),
	since integer not null,
	primary key (team, person)
) without rowid;

create table publicity (
	id integer primary key,
	uid text not null unique,		-- what the audit calls it
	kind text not null check (kind in ('civility', 'order', 'fire', 'fraud')),
	people integer not null check (people > 0),	-- took part: so many person-times
	place text,
	day text not null,			-- "2025-06-11"
	note blob,				-- (sealed) in the words of whoever logs it
	person integer references person(id),
	at integer not null
);

create index publicity_day on publicity(day);

-- views

create view v_publicity as
	select p.kind, p.people, p.place, p.day, unseal(x.name) as logged_by
	from publicity p left join person x on x.id = p.person;
