-- 010: what people agreed to, what they do not want to hear, who looked at a number.

-- One row a person and purpose: the last word on it. `version` is of the wording that
-- was said; when the pack says it otherwise, it is said again.
create table consent (
	person integer not null references person(id),
	purpose text not null check (purpose in ('contact', 'position', 'health', 'children', 'passing_on')),
	version integer not null,
	told_at integer not null,	-- what for, how long, who sees it, how to withdraw
	at integer,			-- agreed; NULL: told, and not yet said anything
	withdrawn_at integer,
	primary key (person, purpose)
) without rowid;

-- What somebody does not want to be sent. Briefings and lessons: see subscription.
create table person_pref (
	person integer not null references person(id),
	kind text not null check (kind in ('broadcast', 'task', 'all')),
	off_at integer not null,
	primary key (person, kind)
) without rowid;

-- What is said to a person once in a while only, and when it was.
create table hint (
	person integer not null references person(id),
	kind text not null,
	at integer not null,
	primary key (person, kind)
) without rowid;

-- Whole phone numbers shown to staff, and why. The audit names the uid.
create table reveal (
	id integer primary key,
	uid text not null unique,
	staff integer references person(id),
	person integer references person(id),	-- NULL: deleted since
	reason blob not null,		-- (sealed)
	at integer not null
);

-- views

create view v_consent as
	select unseal(p.name) as name, c.purpose, c.version, clock(c.told_at) as told_at, clock(c.at) as at,
	       clock(c.withdrawn_at) as withdrawn_at
	from consent c join person p on p.id = c.person;

create view v_person_pref as
	select unseal(p.name) as name, f.kind, clock(f.off_at) as off_at from person_pref f join person p on p.id = f.person;

create view v_reveal as
	select r.uid, unseal(s.name) as staff, unseal(p.name) as name, unseal(r.reason) as reason, clock(r.at) as at
	from reveal r left join person s on s.id = r.staff left join person p on p.id = r.person;
