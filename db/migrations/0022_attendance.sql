-- How much of each school week somebody was in school, and when each school's sessions begin and end.
set local role airt_owner;

-- Half-days of one week. What a school sends again is the same week, changed; a week that it leaves out stays.
create table app.attendance (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  person_id uuid not null,
  week_starting date not null check (extract(isodow from week_starting) = 1),
  openings int not null check (openings between 0 and 999),
  present int not null check (present >= 0),
  absent_explained int not null default 0 check (absent_explained >= 0),
  absent_unexplained int not null default 0 check (absent_unexplained >= 0),
  excluded int not null default 0 check (excluded >= 0),
  -- Of school days that touch this week, counted from its true first day.
  longest_unexplained_run_days int not null default 0 check (longest_unexplained_run_days >= 0),
  recorded_on date not null,
  version int not null default 1,
  changed_by uuid,
  changed_at timestamptz not null default now(),
  primary key (organisation_id, id),
  unique (organisation_id, person_id, week_starting),
  foreign key (organisation_id, person_id) references app.person,
  constraint no_more_than_open check (present + absent_explained + absent_unexplained + excluded <= openings)
);
create index attendance_by_person on app.attendance (person_id, week_starting);
select sec.protect_person_table('app.attendance', 4);

create table app.attendance_version (
  organisation_id uuid not null,
  person_id uuid not null,
  attendance_id uuid not null,
  version int not null,
  was jsonb not null,
  replaced_at timestamptz not null default now(),
  primary key (organisation_id, attendance_id, version),
  foreign key (organisation_id, attendance_id) references app.attendance
);
create index attendance_version_by_person on app.attendance_version (person_id);
select sec.protect_person_table('app.attendance_version', 4);

-- It comes from schools by import alone; nobody types it.
grant select on app.attendance, app.attendance_version to airt_app, airt_jobs, airt_sec;
grant insert, update (openings, present, absent_explained, absent_unexplained, excluded, longest_unexplained_run_days, recorded_on,
  version, changed_by, changed_at) on app.attendance to airt_jobs;
grant update (person_id) on app.attendance to airt_sec;
grant insert, update (person_id) on app.attendance_version to airt_sec;

set local role airt_sec;

create function sec.keep_attendance_version() returns trigger language plpgsql security definer
  set search_path = pg_catalog, app, pg_temp as $$
begin
  if new.version = old.version then return null; end if;
  insert into app.attendance_version (organisation_id, person_id, attendance_id, version, was)
  values (old.organisation_id, old.person_id, old.id, old.version, to_jsonb(old));
  return null;
end $$;
grant execute on function sec.keep_attendance_version() to airt_owner;

set local role airt_owner;
create trigger keeps_version after update on app.attendance for each row execute function sec.keep_attendance_version();
set local role airt_sec;

-- As before, and the weeks in school that can matter: those of the session of the last one that is held, and of the two before it. The
-- first of them changes once a year, so that what began in one of them is found by the same name from week to week.
create or replace function sec.lives(people uuid[]) returns text language plpgsql stable security definer
  set search_path = pg_catalog, sec, pg_temp set datestyle = 'ISO' set plan_cache_mode = force_generic_plan as $$
-- Said here and not in a function of its own, which cost as much as all the rest.
declare marks constant text := e'\x1c\x1d\x1e\x1f';
begin
  if not sec.may_derive(people) then raise exception 'not theirs to derive' using errcode = '42501'; end if;
  return (
    select string_agg(concat(p.id, e'\x1f', p.organisation_id, e'\x1f', p.born_on, e'\x1f', p.birth_date_certainty, e'\x1f',
        translate(p.birth_date_source, marks, ''), e'\x1f', p.recorded_on, e'\x1f', translate(p.recorded_by, marks, ''), e'\x1f', p.school_nation, e'\x1f', p.pupil, e'\x1f',
        p.stage, e'\x1f', p.stage_session, e'\x1f', p.deferred_entry, e'\x1f', p.additional_support_needs, e'\x1f', p.school_id, e'\x1f',
        p.opened_on, e'\x1f', p.closed_on, e'\x1f', p.closed_because, e'\x1f', d.digest, e'\x1f', f.facts, e'\x1f', a.weeks), e'\x1d')
      from app.person p
      left join sec.derived d on d.person_id = p.id
      left join (
        select f.person_id, string_agg(concat(f.id, e'\x1c', translate(f.source_id, marks, ''), e'\x1c', f.kind, e'\x1c', f.happens_on, e'\x1c', f.at_time,
            e'\x1c', f.ends_on, e'\x1c', f.certainty, e'\x1c', f.standing, e'\x1c', translate(f.source, marks, ''), e'\x1c', translate(f.document_ref, marks, ''), e'\x1c',
            f.received_on, e'\x1c', f.recorded_on, e'\x1c', translate(f.recorded_by, marks, ''), e'\x1c', f.confirmed_on, e'\x1c',
            nullif(f.details, '{}')), e'\x1e') facts
          from app.fact f where f.person_id = any (people) and f.withdrawn_on is null group by f.person_id) f on f.person_id = p.id
      left join (
        select w.person_id, string_agg(concat(w.id, e'\x1c', w.week_starting, e'\x1c', w.openings, e'\x1c', w.present, e'\x1c', w.absent_explained,
            e'\x1c', w.excluded, e'\x1c', w.longest_unexplained_run_days, e'\x1c', w.recorded_on), e'\x1e' order by w.week_starting) weeks
          from (select t.*, max(t.week_starting) over (partition by t.person_id) last_week from app.attendance t where t.person_id = any (people)) w
         where w.week_starting >= make_date(extract(year from w.last_week - interval '7 months')::int - 2, 8, 1) group by w.person_id) a on a.person_id = p.id
     where p.id = any (people) and p.merged_into is null);
end $$;

-- As before, with when each school's sessions begin and end.
create or replace function sec.surroundings(people uuid[]) returns jsonb language plpgsql stable security definer
  set search_path = pg_catalog, sec, pg_temp set datestyle = 'ISO' set plan_cache_mode = force_generic_plan as $$
begin
  if not sec.may_derive(people) then raise exception 'not theirs to derive' using errcode = '42501'; end if;
  return jsonb_build_object(
    'calendars', (select coalesce(jsonb_object_agg(c.organisation_id, c.days), '{}') from (
        select d.organisation_id, jsonb_agg(jsonb_build_object('date', d.day, 'works', d.works) order by d.day) days
          from app.calendar_day d
         where d.organisation_id in (select p.organisation_id from app.person p where p.id = any (people)) group by 1) c),
    'schools', (select coalesce(jsonb_object_agg(s.school_id, s.days), '{}') from (
        select x.school_id, jsonb_build_object(
            'holidays', coalesce(jsonb_object_agg(x.session, x.christmas_holiday_first_day) filter (where x.christmas_holiday_first_day is not null), '{}'),
            'starts', coalesce(jsonb_object_agg(x.session, x.starts_on) filter (where x.starts_on is not null), '{}'),
            'ends', coalesce(jsonb_object_agg(x.session, x.ends_on) filter (where x.ends_on is not null), '{}')) days
          from app.school_session x
         where x.school_id in (select p.school_id from app.person p where p.id = any (people)) group by 1) s));
end $$;

-- As before, and the weeks in school: of a week that both records hold, the kept one's stands and the other's waits where it is.
create or replace function sec.merge_more(merge uuid, keep_id uuid, gone_id uuid) returns void language plpgsql volatile
  set search_path = pg_catalog, sec, pg_temp as $$
begin
  perform sec.move_rows(merge, 'app.person_address', gone_id, keep_id, array(select a.id from app.person_address a where a.person_id = gone_id
    and a.ended_at is null and exists (select from app.person_address b where b.person_id = keep_id and b.ended_at is null)));
  perform sec.move_rows(merge, 'app.person_number', gone_id, keep_id, array(select a.id from app.person_number a where a.person_id = gone_id
    and a.ended_at is null and exists (select from app.person_number b where b.person_id = keep_id and b.ended_at is null)));
  update app.person_address_version v set person_id = keep_id from app.person_address a where v.person_id = gone_id and a.id = v.row_id and a.person_id = keep_id;
  update app.person_number_version v set person_id = keep_id from app.person_number a where v.person_id = gone_id and a.id = v.row_id and a.person_id = keep_id;
  perform sec.move_rows(merge, 'app.attendance', gone_id, keep_id, array(select a.id from app.attendance a where a.person_id = gone_id
    and exists (select from app.attendance b where b.person_id = keep_id and b.week_starting = a.week_starting)));
  update app.attendance_version v set person_id = keep_id from app.attendance a where v.person_id = gone_id and a.id = v.attendance_id and a.person_id = keep_id;
end $$;

create or replace function sec.unmerge_more(keep_id uuid, gone_id uuid) returns void language plpgsql volatile
  set search_path = pg_catalog, sec, pg_temp as $$
begin
  update app.person_address_version v set person_id = gone_id from app.person_address a where v.person_id = keep_id and a.id = v.row_id and a.person_id = gone_id;
  update app.person_number_version v set person_id = gone_id from app.person_number a where v.person_id = keep_id and a.id = v.row_id and a.person_id = gone_id;
  update app.attendance_version v set person_id = gone_id from app.attendance a where v.person_id = keep_id and a.id = v.attendance_id and a.person_id = gone_id;
end $$;
