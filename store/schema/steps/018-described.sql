-- 18: the description of the data. Each table is rebuilt: strict, an index for every reference. One notation of moments
-- (…_at, milliseconds) and one of days (…_day, "2025-06-11").
alter table person rename column since to since_at;
alter table station_closure rename column until to until_at;
alter table subscription rename column since to since_at;
alter table task rename column start to start_at;
alter table task rename column deadline to deadline_at;
alter table team_member rename column since to since_at;
alter table volunteer rename column since to since_at;
alter table volunteer rename column until to until_day;
alter table duty_desk rename column until to until_at;
alter table ride_driver rename column since to since_at;
alter table holiday rename column date to day;
alter table lesson rename column valid_until to valid_day;
alter table duty rename column due to due_day;
alter table class rename column start to first_day;
alter table class rename column last to last_day;

-- were the city's clock as text; what cannot be read stays as it is, and stops the rebuilding
alter table activity rename column start to start_at;
update activity set start_at = coalesce(unixepoch(start_at, 'utc') * 1000, start_at);
alter table meeting rename column start to start_at;
update meeting set start_at = coalesce(unixepoch(start_at, 'utc') * 1000, start_at);

-- were days since 1970
update job_day set day = date(day * 86400, 'unixepoch');
alter table volunteer rename column asked_day to asked_number;
alter table volunteer add column asked_day text;
update volunteer set asked_day = date(asked_number * 86400, 'unixepoch') where asked_number > 0;
alter table volunteer drop column asked_number;
