-- 004: lessons, quizzes, who read what, study windows, subscriptions.

create table lesson (
	code integer primary key,
	title text not null,
	topics text,
	trades text,
	body text not null,
	source text,
	valid_until text,
	state text not null default 'draft' check (state in ('draft', 'published', 'withdrawn')),
	day text,			-- a date, 'any', or NULL
	changed_at integer		-- when its words were last written here; NULL: not known
);

-- Full text: terms() makes every two neighbouring characters a term, so that words of
-- two are found (store/db/terms.h). Lessons only: nothing personal may stand in it, since
-- FTS5 keeps deleted words.
create virtual table lesson_text using fts5(title, topics, body, tokenize = "unicode61 remove_diacritics 0");
create trigger lesson_text_new after insert on lesson begin
	insert into lesson_text(rowid, title, topics, body)
		values (new.code, terms(new.title), terms(new.topics), terms(new.body));
end;
create trigger lesson_text_gone after delete on lesson begin
	delete from lesson_text where rowid = old.code;
end;
create trigger lesson_text_changed after update of title, topics, body on lesson begin
	update lesson_text set title = terms(new.title), topics = terms(new.topics), body = terms(new.body)
		where rowid = new.code;
end;

-- What was asked for and no lesson says: words and questions, masked, for staff to write about.
create table topic_wanted (
	key blob not null,
	kind text not null check (kind in ('lesson', 'policy')),
	text blob not null,		-- (sealed)
	count integer not null default 1,
	first_at integer not null,
	last_at integer not null,
	primary key (key, kind)
) without rowid;

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
	finished_at integer,		-- every question answered right (none: the last screen was shown)
	screen integer not null default 0,	-- the furthest that was shown
	at integer not null,		-- when it was last read, or its quiz done
	primary key (person, lesson)
) without rowid;
create index lesson_reading_at on lesson_reading(person, at);

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

-- One person's record of one lesson, by ids; every figure that is shown comes from here.
create view v_record as
	select r.person, r.lesson, r.opened_at, r.finished_at, r.screen, r.at,
	       (select count(*) from question q where q.lesson = r.lesson) as questions,
	       (select count(*) from lesson_answer a where a.person = r.person and a.lesson = r.lesson) as answered,
	       (select count(*) from lesson_answer a where a.person = r.person and a.lesson = r.lesson and a.correct) as right
	from lesson_reading r;

-- Who replied to a lesson's message in a group, each person once: a count, no contents, no name.
create table lesson_discussion (
	lesson integer not null references lesson(code),
	chat integer not null references chat(id),
	who_key blob not null,
	at integer not null,
	primary key (lesson, chat, who_key)
) without rowid;

-- A corner for learning at a site, a mall, an office block: its code hangs on the wall.
create table study_window (
	code text primary key,		-- as window_code() writes it: 'XW-1'
	name text not null,
	site integer references site(id),
	place text,
	lesson integer references lesson(code),	-- NULL: that of the day
	state text not null default 'open' check (state in ('open', 'closed'))
) without rowid;

create table window_visit (
	code text not null references study_window(code),
	person integer not null references person(id),
	day text not null,
	at integer not null,
	primary key (code, person, day)
) without rowid;

create table subscription (
	chat integer not null references chat(id),
	kind text not null default 'briefing' check (kind in ('briefing', 'lesson')),
	time text not null default '07:30',
	state text not null default 'active' check (state in ('active', 'off')),
	since integer not null default 0,	-- asked for, or its hour changed: not sent for an hour before
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
	speaker blob,			-- (sealed) a name
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
	select unseal(p.name) as name, 'L-' || r.lesson as lesson, r.screen, clock(r.opened_at) as opened_at,
	       clock(r.finished_at) as finished_at, r.person as person_id
	from lesson_reading r join person p on p.id = r.person;

create view v_lesson_record as
	select unseal(p.name) as name, 'L-' || r.lesson as lesson, r.questions, r.answered, r.right,
	       r.finished_at is not null as finished
	from v_record r join person p on p.id = r.person;

create view v_topic_wanted as
	select unseal(text) as topic, kind, count, clock(first_at) as first_at, clock(last_at) as last_at from topic_wanted;

create view v_lesson_discussion as
	select 'L-' || d.lesson as lesson, c.title as chat, count(*) as people
	from lesson_discussion d join chat c on c.id = d.chat group by d.lesson, d.chat;

create view v_study_window as
	select w.code, w.name, s.name as site, w.place, 'L-' || w.lesson as lesson, w.state
	from study_window w left join site s on s.id = w.site;

create view v_window_visit as
	select v.code, unseal(p.name) as name, v.day, clock(v.at) as at
	from window_visit v join person p on p.id = v.person;

create view v_subscription as
	select c.type, coalesce(c.title, unseal(p.name)) as chat, s.kind, s.time, s.state
	from subscription s join chat c on c.id = s.chat left join person p on p.id = c.person;

create view v_onsite as
	select o.kind, 'L-' || o.lesson as lesson, s.name as site, o.place, unseal(o.speaker) as speaker, o.people, o.day,
	       unseal(p.name) as logged_by, o.source
	from onsite o left join site s on s.id = o.site left join person p on p.id = o.person;
