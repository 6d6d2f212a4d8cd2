-- 001: what everything stands on: numbers, dedupe, what was set aside, the audit.
--
-- Times are milliseconds since 1970 UTC. Columns marked (sealed) hold what
-- seal() made; `key` columns hold keyed() or trace(): see store/db/db.h. Views v_* are what
-- stories and reports may read; they open sealed columns and so work only on
-- the program's own connections.

create table meta (
	key text primary key,
	value text not null
) without rowid;

-- The last number given out per letter (Q cases, T tasks, …): never used twice.
create table number (
	letter text primary key,
	last integer not null
) without rowid;

-- Dedupe: a keyed hash of channel and native id, and when. Nothing else of a
-- message that was not for the bot is kept.
create table seen (
	key blob primary key,
	at integer not null
) without rowid;
create index seen_at on seen(at);

-- A message at which the process ended, and how much that weighs.
create table suspect (
	key blob primary key,
	weight integer not null
) without rowid;

-- Messages set aside because handling them failed: for a person to look at.
create table quarantine (
	id integer primary key,
	key blob not null,
	at integer not null,
	reason text not null,
	channel text not null,
	body blob not null		-- (sealed) JSON
);

-- Sentences for the bot that it did not understand, masked.
create table unmatched (
	key blob not null,
	place text not null check (place in ('group', 'private')),
	text blob not null,		-- (sealed)
	count integer not null default 1,
	first_at integer not null,
	last_at integer not null,
	primary key (key, place)
) without rowid;

-- What is due when: at most one row for a job and its subject (a case, a chat …; 0: none).
create table timer (
	job text not null,
	subject integer not null default 0,
	at integer not null,
	primary key (job, subject)
) without rowid;
create index timer_at on timer(at);

-- The days on which a daily job ran: once on each, whatever the clock does.
create table job_day (
	job text not null,
	day integer not null,		-- days since 1970-01-01, local
	at integer not null,
	primary key (job, day)
) without rowid;

-- Append-only, each row chained to the one before by its hash; random ids and
-- words of the program only, never contents.
create table audit (
	id integer primary key autoincrement,
	at integer not null,
	actor text not null,		-- person.uid, 'system' or 'operator'
	action text not null,
	object text not null default '',	-- case.uid, person.uid, …
	detail text not null default '',
	hash blob not null
);
create index audit_forgotten on audit(object) where action = 'person.forget';
create trigger audit_is_final_1 before update on audit begin select raise(abort, 'audit rows are final'); end;
create trigger audit_is_final_2 before delete on audit begin select raise(abort, 'audit rows are final'); end;

-- views

create view v_audit as
	select a.id, clock(a.at) as at, coalesce(unseal(p.name), a.actor) as actor, a.action, a.object, a.detail
	from audit a left join person p on p.uid = a.actor;

create view v_quarantine as
	select id, clock(at) as at, reason, channel, unseal(body) as body from quarantine;

create view v_timer as
	select job, subject, clock(at) as at from timer;

create view v_unmatched as
	select unseal(text) as text, place, count, clock(first_at) as first_at, clock(last_at) as last_at from unmatched;
