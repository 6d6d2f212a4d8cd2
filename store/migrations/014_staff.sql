-- 014: joining two ids of one person, what two of the staff must agree to, who is responsible where.

-- A code said on one platform and used on another within ten minutes, once.
create table bind_code (
	person integer primary key references person(id),
	code_key blob not null,		-- trace()
	expires_at integer not null
);

-- Codes given (0) and wrong codes said (1), to count.
create table bind_try (
	person integer not null references person(id),
	at integer not null,
	wrong integer not null
);
create index bind_try_at on bind_try(at);

-- P-3: proposed by one of the staff, done when another agrees within a day.
create table approval (
	number integer primary key,
	uid text not null unique,	-- random; what audit calls it
	kind text not null check (kind in ('merge', 'role', 'export', 'delete')),
	a integer references person(id),	-- merge: the record that stays; role: who gets it
	b integer references person(id),	-- merge: the record that goes
	what text not null default '',	-- role: 'street 文君街道'; export: the kind; delete: which
	state text not null default 'open' check (state in ('open', 'approved', 'done', 'refused', 'expired')),
	by integer references person(id),
	at integer not null,
	decided_by integer references person(id),
	decided_at integer
);

-- The directory beside the roles: grid workers, instructors, who leads the work.
create table responsible (
	person integer not null references person(id),
	what text not null check (what in ('grid', 'instructor', 'lead')),
	scope text not null,		-- a street or town, a site, a grid: by its name
	primary key (person, what, scope)
) without rowid;

-- views

create view v_approval as
	select 'P-' || v.number as number, v.kind, unseal(a.name) as a, unseal(b.name) as b, v.what, v.state,
	       unseal(y.name) as by, clock(v.at) as at, unseal(d.name) as decided_by, clock(v.decided_at) as decided_at
	from approval v left join person a on a.id = v.a left join person b on b.id = v.b
	     left join person y on y.id = v.by left join person d on d.id = v.decided_by;

create view v_responsible as
	select unseal(p.name) as name, r.what, r.scope from responsible r join person p on p.id = r.person;

create view v_identity as
	select i.channel, unseal(i.native) as native, unseal(p.name) as name from identity i join person p on p.id = i.person;
