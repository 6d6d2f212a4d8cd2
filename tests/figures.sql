-- figures.sql - every figure of the report once more, from the documented views and written another way
-- than store/figure_*.c. `xiaodeng stories --figures tests/figures.sql FILE...` plays stories and holds both
-- against each other. :from and :to are the days of the period, :past the last of them that is over.
-- "prelude" stands before each statement; a rate gives numerator and denominator.

-- prelude
with e as (select number, id, event, detail, substr(at, 1, 10) as day from v_case_event where substr(at, 1, 10) <= :to),
stood as (select c.number, c.kind, c.source, substr(c.filed_at, 1, 10) as filed,
	coalesce((select x.event = 'withdrawn' from e x where x.number = c.number and x.event in ('withdrawn', 'restored')
		order by x.id desc limit 1), 0) as withdrawn,
	exists (select 1 from e x where x.number = c.number and x.event = 'merged') as merged,
	coalesce((select x.event <> 'reopened' from e x where x.number = c.number
		and x.event in ('rated', 'closed', 'adopted', 'declined', 'reopened') order by x.id desc limit 1), 0) as closed,
	(select iif(x.event in ('answered', 'corrected'), x.detail, x.event) from e x where x.number = c.number
		and x.event in ('answered', 'corrected', 'adopted', 'declined', 'reopened') order by x.id desc limit 1) as outcome,
	(select iif(x.event = 'rated', 'satisfied', 'dissatisfied') from e x where x.number = c.number
		and (x.event = 'rated' or (x.event = 'reopened' and x.detail = 'dissatisfied')) order by x.id desc limit 1) as word,
	exists (select 1 from e x where x.number = c.number and x.event = 'overdue') as late,
	exists (select 1 from e x where x.number = c.number and x.event in ('answered', 'adopted', 'declined')) as answered
	from v_case c where substr(c.filed_at, 1, 10) <= :to),
live as (select * from stood where not withdrawn and not merged),
cohort as (select * from live where filed >= :from and kind <> 'suggestion'),
met as (select distinct site from v_visit where outcome = 'met' and source = 'chat' and day between :from and :to)

-- figure sites
select count(*) from v_site

-- figure sites.headcount
select coalesce(sum(headcount), 0) from v_site

-- figure people
select count(*) from v_person where (registered_at is not null and substr(registered_at, 1, 10) <= :to and (registered or substr(left_at, 1, 10) > :to)) or (registered_at is null and source = 'census' and forgotten_at is null
	and substr(created_at, 1, 10) <= :to and (left_at is null or substr(left_at, 1, 10) > :to))

-- figure people.registered
select count(*) from v_person where registered_at is not null and substr(registered_at, 1, 10) <= :to and (registered or substr(left_at, 1, 10) > :to)

-- figure people.new
select count(*) from v_person where substr(registered_at, 1, 10) between :from and :to

-- figure people.left
select count(*) from v_person where substr(left_at, 1, 10) between :from and :to
	and (registered_at is not null or source = 'census')

-- figure members
select count(*) from v_member where state in ('pending', 'verified') and (at is null or substr(at, 1, 10) <= :to)

-- figure members.new
select count(*) from v_member where state in ('pending', 'verified') and (at is null or substr(at, 1, 10) <= :to) and substr(at, 1, 10) >= :from

-- figure members.verified
select count(*) from v_member where state in ('pending', 'verified') and (at is null or substr(at, 1, 10) <= :to) and state = 'verified'

-- figure branches
select count(*) from v_branch

-- figure visits
select count(*) from v_visit where source = 'chat' and day >= :from and day <= :to

-- figure visits.met
select count(*) from v_visit where source = 'chat' and day >= :from and day <= :to and outcome = 'met'

-- figure visits.absent
select count(*) from v_visit where source = 'chat' and day >= :from and day <= :to and outcome = 'absent'

-- figure cover.sites
select count(*) from met

-- figure cover.people
select coalesce(sum(headcount), 0) from v_site join met on met.site = v_site.name

-- figure rate.cover.sites
select (select count(*) from met), (select count(*) from v_site)

-- figure rate.cover.people
select coalesce((select sum(headcount) from v_site join met on met.site = v_site.name), 0),
	coalesce((select sum(headcount) from v_site), 0)

-- figure lessons.delivered
select count(*) from v_lesson_reading where substr(opened_at, 1, 10) between :from and :to

-- figure lessons.readers
select count(distinct person_id) from v_lesson_reading where substr(opened_at, 1, 10) between :from and :to

-- figure lessons.finished
select count(*) from v_lesson_reading where substr(finished_at, 1, 10) between :from and :to

-- figure lessons.finishers
select count(distinct person_id) from v_lesson_reading where substr(finished_at, 1, 10) between :from and :to

-- figure lessons.discussed
select count(*) from v_lesson_reply where substr(at, 1, 10) between :from and :to

-- figure talks.lesson
select count(*) from v_onsite where kind = 'lesson' and source = 'chat' and day >= :from and day <= :to

-- figure talks.lesson.people
select coalesce(sum(people), 0) from v_onsite where kind = 'lesson' and source = 'chat' and day >= :from and day <= :to

-- figure talks.briefing
select count(*) from v_onsite where kind = 'briefing' and source = 'chat' and day >= :from and day <= :to

-- figure talks.briefing.people
select coalesce(sum(people), 0) from v_onsite where kind = 'briefing' and source = 'chat' and day >= :from and day <= :to

-- figure briefings
select count(*) from v_broadcast where kind = 'briefing' and state in ('sending', 'sent')
	and coalesce(day, substr(starts_at, 1, 10)) between :from and :to

-- figure briefings.received
select coalesce(sum(sent), 0) from v_broadcast where kind = 'briefing' and state in ('sending', 'sent')
	and coalesce(day, substr(starts_at, 1, 10)) between :from and :to

-- figure briefings.read
select coalesce(sum(read), 0) from v_broadcast where kind = 'briefing' and state in ('sending', 'sent')
	and coalesce(day, substr(starts_at, 1, 10)) between :from and :to

-- figure windows
select count(*) from v_study_window where state = 'open'

-- figure windows.attendances
select count(*) from v_window_visit where day >= :from and day <= :to

-- figure stations
select count(*) from v_station where state = 'open'

-- figure services
select count(*) from (select 'water' as service union select 'charging' union select 'rest' union select 'meal' union select 'toilet'
	union select 'medicine' union select 'wifi' union select 'umbrella' union select 'aircon' union select 'heating' union select 'reading'
	union select 'repair' union select 'haircut' union select 'tea' union select 'print' union select 'swap' union select 'air' union select 'shower'
	union select 'mother' union select 'legal' union select 'study' union select 'aed' union select 'parking' union select 'storage' union select 'nap'
	union select 'counsel' union select 'checkup' union select 'helmet' union select 'phone' union select 'jobs') k
	where exists (select 1 from v_station s where s.state = 'open' and instr(';' || s.services || ';', ';' || k.service || ';'))

-- figure activities
select count(*) from v_activity where state in ('open', 'closed') and substr(start, 1, 10) between :from and :to

-- figure activities.signups
select count(*) from v_enrolment where kind = 'activity' and state in ('in', 'waiting')
	and number in (select activity from v_activity where state in ('open', 'closed') and substr(start, 1, 10) between :from and :to)

-- figure activities.attendances
select count(*) from v_enrolment where kind = 'activity' and attended_at is not null
	and number in (select activity from v_activity where state in ('open', 'closed') and substr(start, 1, 10) between :from and :to)

-- figure classes
select count(distinct class) from v_class_seat where state in ('open', 'closed') and substr(start, 1, 10) between :from and :to

-- figure classes.children
select count(child) from v_class_seat where state in ('open', 'closed') and substr(start, 1, 10) between :from and :to

-- figure classes.workers
select count(distinct person_id) from v_class_seat where state in ('open', 'closed') and substr(start, 1, 10) between :from and :to

-- figure meetings
select count(*) from (select meeting from v_meeting where substr(start, 1, 10) between :from and :to)

-- figure meetings.questions
select count(*) from v_enrolment where kind = 'meeting' and state <> 'left' and number in (select meeting from v_meeting where substr(start, 1, 10) between :from and :to)

-- figure meetings.filed
select count(*) from v_enrolment where kind = 'meeting' and state <> 'left' and filed and number in (select meeting from v_meeting where substr(start, 1, 10) between :from and :to)

-- figure grievances.received
select count(*) from live where filed >= :from and kind = 'grievance'

-- figure grievances.assigned
select count(*) from live s where (select min(day) from e where e.number = s.number and event = 'assigned')
	between :from and :to and kind = 'grievance'

-- figure grievances.answered
select count(*) from live s where (select min(day) from e where e.number = s.number
	and event in ('answered', 'adopted', 'declined')) between :from and :to and kind = 'grievance'

-- figure grievances.closed
select count(*) from live s where closed and (select max(day) from e where e.number = s.number
	and event in ('rated', 'closed', 'adopted', 'declined')) >= :from and kind = 'grievance'

-- figure grievances.withdrawn
select count(*) from stood s where withdrawn and (select max(day) from e where e.number = s.number and event = 'withdrawn') >= :from and kind = 'grievance'

-- figure grievances.reopened
select count(*) from live s join e on e.number = s.number and e.event = 'reopened' and e.day >= :from where true and kind = 'grievance'

-- figure grievances.overdue
select count(*) from live s where exists (select 1 from e where e.number = s.number and event = 'overdue' and day >= :from) and kind = 'grievance'

-- figure suggestions.received
select count(*) from live where filed >= :from and kind = 'suggestion'

-- figure suggestions.assigned
select count(*) from live s where (select min(day) from e where e.number = s.number and event = 'assigned')
	between :from and :to and kind = 'suggestion'

-- figure suggestions.answered
select count(*) from live s where (select min(day) from e where e.number = s.number
	and event in ('answered', 'adopted', 'declined')) between :from and :to and kind = 'suggestion'

-- figure suggestions.closed
select count(*) from live s where closed and (select max(day) from e where e.number = s.number
	and event in ('rated', 'closed', 'adopted', 'declined')) >= :from and kind = 'suggestion'

-- figure suggestions.withdrawn
select count(*) from stood s where withdrawn and (select max(day) from e where e.number = s.number and event = 'withdrawn') >= :from and kind = 'suggestion'

-- figure suggestions.reopened
select count(*) from live s join e on e.number = s.number and e.event = 'reopened' and e.day >= :from where true and kind = 'suggestion'

-- figure hazards.received
select count(*) from live where filed >= :from and kind = 'hazard'

-- figure hazards.assigned
select count(*) from live s where (select min(day) from e where e.number = s.number and event = 'assigned')
	between :from and :to and kind = 'hazard'

-- figure hazards.answered
select count(*) from live s where (select min(day) from e where e.number = s.number
	and event in ('answered', 'adopted', 'declined')) between :from and :to and kind = 'hazard'

-- figure hazards.closed
select count(*) from live s where closed and (select max(day) from e where e.number = s.number
	and event in ('rated', 'closed', 'adopted', 'declined')) >= :from and kind = 'hazard'

-- figure hazards.withdrawn
select count(*) from stood s where withdrawn and (select max(day) from e where e.number = s.number and event = 'withdrawn') >= :from and kind = 'hazard'

-- figure hazards.reopened
select count(*) from live s join e on e.number = s.number and e.event = 'reopened' and e.day >= :from where true and kind = 'hazard'

-- figure hazards.overdue
select count(*) from live s where exists (select 1 from e where e.number = s.number and event = 'overdue' and day >= :from) and kind = 'hazard'

-- figure cases.received
select count(*) from live where filed >= :from

-- figure cases.assigned
select count(*) from live s where (select min(day) from e where e.number = s.number and event = 'assigned')
	between :from and :to

-- figure cases.answered
select count(*) from live s where (select min(day) from e where e.number = s.number
	and event in ('answered', 'adopted', 'declined')) between :from and :to

-- figure cases.closed
select count(*) from live s where closed and (select max(day) from e where e.number = s.number
	and event in ('rated', 'closed', 'adopted', 'declined')) >= :from

-- figure cases.withdrawn
select count(*) from stood s where withdrawn and (select max(day) from e where e.number = s.number and event = 'withdrawn') >= :from

-- figure cases.reopened
select count(*) from live s join e on e.number = s.number and e.event = 'reopened' and e.day >= :from where true

-- figure cases.overdue
select count(*) from live s where exists (select 1 from e where e.number = s.number and event = 'overdue' and day >= :from)

-- figure rate.response
select sum(answered and not late), sum(answered or late) from cohort

-- figure rate.solution
select sum(coalesce(outcome = 'solved', 0)), count(*) from cohort where answered

-- figure rate.satisfaction
select sum(word = 'satisfied'), count(*) from cohort where word is not null

-- figure rate.closed
select sum(closed), count(*) from cohort

-- figure cases.satisfied
select count(*) from live s where word = 'satisfied' and (select max(day) from e where e.number = s.number and (event = 'rated' or (event = 'reopened' and detail = 'dissatisfied'))) >= :from

-- figure cases.dissatisfied
select count(*) from live s where word = 'dissatisfied' and (select max(day) from e where e.number = s.number and (event = 'rated' or (event = 'reopened' and detail = 'dissatisfied'))) >= :from

-- figure suggestions.adopted
select count(*) from live s where outcome = 'adopted' and (select max(day) from e where e.number = s.number
	and event in ('adopted', 'declined')) >= :from

-- figure suggestions.declined
select count(*) from live s where outcome = 'declined' and (select max(day) from e where e.number = s.number
	and event in ('adopted', 'declined')) >= :from

-- figure problems.solved
select count(*) from live s where kind = 'grievance' and outcome = 'solved' and (select max(day) from e where e.number = s.number and event = 'answered') >= :from

-- figure hazards.solved
select count(*) from live s where kind = 'hazard' and outcome = 'solved' and (select max(day) from e where e.number = s.number and event = 'answered') >= :from

-- figure patrollers
select count(distinct name) from v_role where role = 'patrol'

-- figure patrollers.active
select count(distinct c.reporter_id) from live s join v_case c on c.number = s.number
	where s.kind = 'hazard' and s.source = 'patrol' and s.filed >= :from

-- figure patrol.found
select count(*) from live where kind = 'hazard' and source = 'patrol' and filed >= :from

-- figure patrol.solved
select count(*) from live s where kind = 'hazard' and source = 'patrol' and outcome = 'solved' and (select max(day) from e where e.number = s.number and event = 'answered') >= :from

-- figure publicity.teams
select count(distinct team) from v_team_member

-- figure publicity.members
select count(*) from v_team_member where substr(since, 1, 10) <= :to

-- figure publicity.actions
select count(*) from v_publicity where day >= :from and day <= :to

-- figure publicity.people
select coalesce(sum(people), 0) from v_publicity where day >= :from and day <= :to

-- figure volunteers
select count(*) from v_volunteer where state in ('active', 'paused') and substr(since, 1, 10) <= :to

-- figure volunteers.new
select count(*) from v_volunteer where state in ('active', 'paused') and substr(since, 1, 10) between :from and :to

-- figure tasks.done
select count(*) from v_task where state = 'done' and substr(closed_at, 1, 10) between :from and :to

-- figure services.done
select count(*) from v_task_offer where state = 'done' and substr(done_at, 1, 10) between :from and :to

-- figure services.hours
select coalesce(sum(hours), 0) from v_task_offer where state = 'done' and substr(done_at, 1, 10) between :from and :to

-- figure volunteers.active
select count(distinct person_id) from v_task_offer where state = 'done' and substr(done_at, 1, 10) between :from and :to

-- figure drivers
select count(distinct driver_id) from v_ride where state = 'done' and substr(at, 1, 10) between :from and :to

-- figure rides
select count(*) from v_ride where state = 'done' and substr(at, 1, 10) between :from and :to

-- figure duties
select count(*) from v_duty where substr(created_at, 1, 10) <= :to and (state <> 'dropped' or substr(done_at, 1, 10) > :to)

-- figure duties.done
select count(*) from v_duty where substr(created_at, 1, 10) <= :to and (state <> 'dropped' or substr(done_at, 1, 10) > :to) and substr(done_at, 1, 10) between :from and :to

-- figure duties.behind
select count(*) from v_duty where substr(created_at, 1, 10) <= :to and (state <> 'dropped' or substr(done_at, 1, 10) > :to) and due <= :past and (done_at is null or substr(done_at, 1, 10) > :to)

-- figure duties.shortcoming
select count(*) from v_duty where substr(created_at, 1, 10) <= :to and (state <> 'dropped' or substr(done_at, 1, 10) > :to) and list = 'shortcoming'

-- figure duties.shortcoming.done
select count(*) from v_duty where substr(created_at, 1, 10) <= :to and (state <> 'dropped' or substr(done_at, 1, 10) > :to) and list = 'shortcoming' and substr(done_at, 1, 10) between :from and :to

-- figure duties.shortcoming.behind
select count(*) from v_duty where substr(created_at, 1, 10) <= :to and (state <> 'dropped' or substr(done_at, 1, 10) > :to) and list = 'shortcoming' and due <= :past and (done_at is null or substr(done_at, 1, 10) > :to)

-- figure duties.key
select count(*) from v_duty where substr(created_at, 1, 10) <= :to and (state <> 'dropped' or substr(done_at, 1, 10) > :to) and list = 'key'

-- figure duties.key.done
select count(*) from v_duty where substr(created_at, 1, 10) <= :to and (state <> 'dropped' or substr(done_at, 1, 10) > :to) and list = 'key' and substr(done_at, 1, 10) between :from and :to

-- figure duties.key.behind
select count(*) from v_duty where substr(created_at, 1, 10) <= :to and (state <> 'dropped' or substr(done_at, 1, 10) > :to) and list = 'key' and due <= :past and (done_at is null or substr(done_at, 1, 10) > :to)

-- figure duties.innovation
select count(*) from v_duty where substr(created_at, 1, 10) <= :to and (state <> 'dropped' or substr(done_at, 1, 10) > :to) and list = 'innovation'

-- figure duties.innovation.done
select count(*) from v_duty where substr(created_at, 1, 10) <= :to and (state <> 'dropped' or substr(done_at, 1, 10) > :to) and list = 'innovation' and substr(done_at, 1, 10) between :from and :to

-- figure duties.innovation.behind
select count(*) from v_duty where substr(created_at, 1, 10) <= :to and (state <> 'dropped' or substr(done_at, 1, 10) > :to) and list = 'innovation' and due <= :past and (done_at is null or substr(done_at, 1, 10) > :to)
