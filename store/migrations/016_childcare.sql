-- 016: what a family said of each child in a childcare class, and who came on which day.

-- Seen by whoever is in charge of classes. Gone when the child leaves the class, and when the class is over.
create table child (
	enrolment integer primary key references enrolment(id) on delete cascade,
	name blob not null,		-- (sealed)
	age integer not null,
	note blob,			-- (sealed) allergies and what else to look after
	fetch blob,			-- (sealed) who may pick the child up
	phone blob			-- (sealed)
);

create trigger child_leaves after update of state on enrolment when new.state = 'left' begin
	delete from child where enrolment = new.id;
end;

create table class_day (
	enrolment integer not null references enrolment(id) on delete cascade,
	day text not null,
	primary key (enrolment, day)
) without rowid;

-- views

-- workers: how many families were relieved, those counted before the import not among them
create view v_class as
	select 'C-' || c.code as class, c.title, p.name as street, c.start, c.last, c.min_age, c.max_age, c.capacity, c.taken,
	       c.fee, c.state,
	       (select count(*) from enrolment e where e.kind = 'class' and e.code = c.code and e.state = 'in') as enrolled,
	       (select count(*) from enrolment e where e.kind = 'class' and e.code = c.code and e.state = 'waiting') as waiting,
	       (select count(distinct e.person) from enrolment e where e.kind = 'class' and e.code = c.code and e.state = 'in')
	       as workers,
	       (select count(*) from class_day d join enrolment e on e.id = d.enrolment where e.kind = 'class' and e.code = c.code)
	       as child_days
	from class c join place p on p.id = c.street;

create view v_child as
	select 'C-' || e.code as class, unseal(p.name) as family, unseal(c.name) as name, c.age, unseal(c.note) as note,
	       unseal(c.fetch) as fetch, unseal(c.phone) as phone, e.state,
	       (select group_concat(d.day, ';') from class_day d where d.enrolment = e.id) as days
	from child c join enrolment e on e.id = c.enrolment join person p on p.id = e.person;
