-- 004: lessons, quizzes, subscriptions.

create table lesson (
	code integer primary key,
	title text not null,
	topics text,
	trades text,
	body text not null,
	source text,
	valid_until text,
	state text not null default 'draft' check (state in ('draft', 'published', 'withdrawn')),
	day text			-- a date, 'any', or NULL
);

create table question (
	lesson integer not null references lesson(code),
	no integer not null,
	question text not null,
	options text not null,
	answer text not null,
	explanation text,
	primary key (lesson, no)
) without rowid;

create table lesson_reading (
	person integer not null references person(id),
	lesson integer not null references lesson(code),
	opened_at integer not null,
	finished_at integer,		-- every question answered
	primary key (person, lesson)
) without rowid;

-- One row an answered question: the first answer and the last.
create table lesson_answer (
	person integer not null references person(id),
	lesson integer not null references lesson(code),
	no integer not null,
	first text not null,
	last text not null,
	correct integer not null,	-- of the last
	wrong integer not null default 0,	-- wrong answers before it
	at integer not null,
	primary key (person, lesson, no)
) without rowid;

create table subscription (
	chat integer not null references chat(id),
	kind text not null default 'briefing' check (kind in ('briefing', 'lesson')),
	time text not null default '07:30',
	state text not null default 'active' check (state in ('active', 'off')),
	primary key (chat, kind)
) without rowid;

-- Lessons and briefings spoken on the spot: where, by whom, to how many.
create table onsite (
	id integer primary key,
	uid text not null unique,	-- random; what audit calls it
	kind text not null check (kind in ('lesson', 'briefing')),
	lesson integer references lesson(code),
	site integer references site(id),
	place text,			-- when it was at no site
	speaker text,
	people integer not null,
	day text not null,		-- local date
	person integer references person(id),	-- who logged it
	source text not null default 'chat' check (source in ('chat', 'entered')),
	at integer not null
);
create index onsite_day on onsite(day);

-- views

create view v_lesson as
	select 'L-' || code as lesson, title, state, day, (select count(*) from question q where q.lesson = code) as questions
	from lesson;

create view v_lesson_result as
	select unseal(p.name) as name, 'L-' || a.lesson as lesson, a.no, a.first, a.last, a.correct, a.wrong, clock(a.at) as at
	from lesson_answer a join person p on p.id = a.person;

create view v_lesson_reading as
	select unseal(p.name) as name, 'L-' || r.lesson as lesson, clock(r.opened_at) as opened_at, clock(r.finished_at) as finished_at
	from lesson_reading r join person p on p.id = r.person;

create view v_subscription as
	select c.type, coalesce(c.title, unseal(p.name)) as chat, s.kind, s.time, s.state
	from subscription s join chat c on c.id = s.chat left join person p on p.id = c.person;

create view v_onsite as
	select o.kind, 'L-' || o.lesson as lesson, s.name as site, o.place, o.speaker, o.people, o.day,
	       unseal(p.name) as logged_by, o.source
	from onsite o left join site s on s.id = o.site left join person p on p.id = o.person;
