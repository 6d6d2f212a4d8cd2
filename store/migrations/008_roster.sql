-- 008: the roster: people known from lists, and records that may be of one person.

-- The entry of a census list whose person this is: a trace() of name and
-- phone, or of name and site. It is to a list what identity is to a platform, so
-- a list that is imported again finds the person also after a merge.
create table listed (
	key blob primary key,
	person integer not null references person(id)
) without rowid;
create index listed_person on listed(person);

-- Two records that may be of one person, for staff to decide. a is the older
-- record while they are two, and the one that stays when they were merged.
create table duplicate (
	id integer primary key,
	a integer not null references person(id),
	b integer references person(id),	-- NULL: merged, the record is gone
	why text not null check (why in ('phone', 'name+site', 'name+platform+street')),
	state text not null default 'proposed' check (state in ('proposed', 'merged', 'refused')),
	at integer not null,
	done_at integer,
	gone text,			-- uid of the record that is gone
	unique (a, b)
);
create index duplicate_b on duplicate(b);

-- views

create view v_duplicate as
	select d.id, unseal(a.name) as a, unseal(b.name) as b, d.why, d.state, clock(d.at) as at, clock(d.done_at) as done_at
	from duplicate d join person a on a.id = d.a left join person b on b.id = d.b;
