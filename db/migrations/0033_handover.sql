-- Who works with somebody changes hands: who decided it and why, from which day, what went with it, what the worker before left in
-- writing, and whether the next one has read it.
set local role airt_owner;

-- Taken back within minutes of being made, or replaced before it began: it stays in the history, and nobody has left by it.
alter table app.allocation add column undone_at timestamptz;
grant update (undone_at) on app.allocation to airt_app;

-- As before, and what ends before its first day ends as it begins.
create or replace function app.say_when_end_was_said() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.ends_at < new.starts_at then new.ends_at := new.starts_at; end if;
  if new.ends_at is null then
    new.end_said_on := null;
  elsif tg_op = 'INSERT' or old.ends_at is distinct from new.ends_at then
    new.end_said_on := (now() at time zone 'Europe/London')::date;
  end if;
  return new;
end $$;

create table app.handover (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  person_id uuid not null,
  -- What was decided in one act for several people is taken back in one.
  lot_id uuid not null,
  kind text not null check (kind in ('lead', 'cover', 'nobody')),
  from_worker_id uuid,
  to_worker_id uuid,
  from_on date not null,
  until_on date,
  reason text not null check (reason in ('share-work', 'worker-leaves', 'worker-away', 'better-match', 'asked-for', 'other')),
  because text not null default '',
  -- The allocation that began by it, and those that it ended: `was` is their end before, `now` the one that it gave them.
  allocation_id uuid,
  ended jsonb not null default '[]',
  -- The planned sessions that went with it: whose each was, and the version that this left.
  sessions jsonb not null default '[]',
  -- By then the new worker should have read the page.
  read_by_on date,
  lines text not null default '',
  lines_by uuid,
  lines_at timestamptz,
  acknowledged_at timestamptz,
  made_by uuid,
  made_at timestamptz not null default now(),
  undone_by uuid,
  undone_at timestamptz,
  version int not null default 1,
  primary key (organisation_id, id),
  foreign key (organisation_id, person_id) references app.person,
  foreign key (organisation_id, from_worker_id) references app.worker,
  foreign key (organisation_id, to_worker_id) references app.worker,
  foreign key (organisation_id, allocation_id) references app.allocation,
  check ((kind = 'nobody') = (to_worker_id is null) and (kind = 'nobody') = (read_by_on is null)),
  check ((kind = 'cover') = (until_on is not null) and until_on >= from_on),
  check (reason <> 'other' or because <> '')
);
create index handover_by_person on app.handover (person_id, made_at);
create index handover_by_lot on app.handover (lot_id);
create index handover_to_read on app.handover (to_worker_id) where acknowledged_at is null and undone_at is null;
select sec.protect_person_table('app.handover', 4096);
-- Why somebody changed workers, and what one worker left for the next, is for those who read of their time together.
create policy kept_for_workers on app.handover as restrictive for select to airt_app using (person_id = any ((select sec.reads(8))::uuid[]));
create policy own_organisation on app.handover as restrictive for insert to airt_app with check (organisation_id = (select sec.organisation()));

create function app.say_who_undid() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin new.undone_by := sec.uid(); return new; end $$;
create trigger says_who before insert on app.handover for each row when (current_user = 'airt_app') execute function sec.say_who_made();
create trigger says_who_undid before update of undone_at on app.handover for each row when (current_user = 'airt_app') execute function app.say_who_undid();
create trigger not_into_a_merged_record before insert on app.handover for each row when (current_user = 'airt_app') execute function app.not_into_a_merged_record();

grant select, insert on app.handover to airt_app;
grant update (undone_at) on app.handover to airt_app;
grant select, insert on app.handover to airt_jobs;
grant select, update on app.handover to airt_sec;

set local role airt_sec;

-- The new worker says that they have read the page. Said twice it is said once.
create function sec.acknowledge_handover(handover uuid) returns boolean language plpgsql volatile security definer
  set search_path = pg_catalog, sec, pg_temp as $$
begin
  update app.handover h set acknowledged_at = coalesce(h.acknowledged_at, clock_timestamp())
   where h.id = $1 and h.to_worker_id = sec.uid() and h.undone_at is null and h.person_id = any (sec.reads(8));
  return found;
end $$;

-- A few lines for whoever comes next: by the worker who goes, as long as they still work with them, or by whoever may allocate; where
-- nobody led before, by these alone. Of what is not theirs to write nothing is said; `written` is false where somebody else has written
-- meanwhile.
create function sec.write_handover_lines(handover uuid, seen int, words text) returns table (written boolean, version int)
  language plpgsql volatile security definer set search_path = pg_catalog, sec, pg_temp as $$
#variable_conflict use_column
declare h app.handover;
begin
  select * into h from app.handover x where x.id = $1 for update;
  if h.id is null or h.undone_at is not null or h.kind = 'nobody' or not (h.person_id = any (sec.writes(8)))
     or (h.from_worker_id is distinct from sec.uid() and not (h.person_id = any (sec.writes(4096)))) then return; end if;
  if h.version <> $2 then return query select false, h.version; return; end if;
  update app.handover x set lines = $3, lines_by = sec.uid(), lines_at = clock_timestamp(), version = h.version + 1
   where x.organisation_id = h.organisation_id and x.id = h.id;
  return query select true, h.version + 1;
end $$;

-- Those to whom the user of this session may give somebody, with how many people each leads and how many changes of theirs are due.
create function sec.worker_loads(due_by date) returns table (id uuid, name text, role text, leads int, due int)
  language sql stable security definer set search_path = pg_catalog, sec, pg_temp as $$
  select w.id, w.name, w.role, count(l.person_id)::int, coalesce(sum(l.due), 0)::int
    from app.worker w
    left join lateral (
      select a.person_id, (select count(*) from app.transition t where t.organisation_id = p.organisation_id and t.person_id = p.id
          and t.gone_at is null and t.next_on <= $1) due
        from app.allocation a join app.person p on p.organisation_id = a.organisation_id and p.id = a.person_id
       where a.worker_id = w.id and a.kind = 'lead' and a.starts_at <= now() and (a.ends_at is null or a.ends_at > now())
         and p.closed_on is null and p.merged_into is null) l on true
   where w.id = any (sec.my_team()) or (w.id = sec.uid() and w.role = 'team-manager' and w.ended_at is null)
   group by w.id, w.name, w.role
   order by w.name, w.id $$;

-- Which of these people that worker may not be given, for whoever may allocate them: kept apart from them, or not on the list of a
-- restricted record.
create function sec.not_for_worker(worker uuid, people uuid[]) returns table (person_id uuid, why text)
  language sql stable security definer set search_path = pg_catalog, sec, pg_temp as $$
  select p.id, case when x.worker_id is not null then 'kept-apart' else 'restricted' end
    from app.person p
    left join app.exclusion x on x.person_id = p.id and x.worker_id = $1 and x.ended_at is null
   where sec.uid() is not null and p.id = any (people) and p.id = any (sec.writes(4096))
     and (x.worker_id is not null
       or p.is_restricted and not exists (select from app.restricted_reader r where r.person_id = p.id and r.worker_id = $1)) $$;

-- How much those who work with them are still writing about each, for whoever may allocate them: it stays with whoever writes it.
create function sec.drafts_about(people uuid[]) returns table (person_id uuid, drafts int)
  language sql stable security definer set search_path = pg_catalog, sec, pg_temp as $$
  select d.about_id, count(*)::int from app.draft d join app.allocation a on a.person_id = d.about_id and a.worker_id = d.worker_id
      and a.kind = 'lead' and (a.ends_at is null or a.ends_at > now())
   where sec.uid() is not null and d.about_id = any (people) and d.about_id = any (sec.writes(4096)) group by d.about_id $$;

-- How many young people it touches when a programme ends or its funding does, for its lead: those who wait for a place and those who take
-- part. Counts and no names: their own workers are told who.
create function sec.touched_by_programme(programme uuid) returns table (waiting int, taking_part int)
  language sql stable security definer set search_path = pg_catalog, sec, pg_temp as $$
  with own as (select p.id from app.programme p where p.id = $1 and p.lead_id = sec.uid()),
  touched as (
    select r.person_id, r.status = 'started' takes_part from app.referral r join own on own.id = r.programme_id
     where r.status in ('sent', 'asked', 'waiting', 'accepted', 'booked', 'started')
    union all
    select g.person_id, true from app.programme_place g join own on own.id = g.programme_id where g.ends_at is null or g.ends_at > now()),
  each_one as (
    select t.person_id, bool_or(t.takes_part) takes_part from touched t join app.person p on p.id = t.person_id and p.merged_into is null group by 1)
  select count(*) filter (where not takes_part)::int, count(*) filter (where takes_part)::int from each_one $$;

grant execute on function sec.acknowledge_handover(uuid), sec.write_handover_lines(uuid, int, text), sec.worker_loads(date),
  sec.not_for_worker(uuid, uuid[]), sec.drafts_about(uuid[]), sec.touched_by_programme(uuid) to airt_app;

-- As before, and by what was taken back nobody has left.
create or replace function sec.own_records(people uuid[]) returns jsonb language plpgsql stable security definer
  set search_path = pg_catalog, sec, pg_temp set datestyle = 'ISO' set plan_cache_mode = force_generic_plan as $$
begin
  if not sec.may_derive(people) then raise exception 'not theirs to derive' using errcode = '42501'; end if;
  return (
    with ended as (
      select a.* from app.allocation a where a.person_id = any (people) and a.ends_at is not null and a.undone_at is null and a.kind <> 'cover'
      union all
      select a.* from app.worker w join app.allocation a on a.worker_id = w.id and a.ends_at is null and a.kind <> 'cover'
       where w.ended_at is not null and a.person_id = any (people)),
    worker as (
      select e.person_id, e.id, e.kind, (least(e.ends_at, w.ended_at) at time zone 'Europe/London')::date ends_on,
          least(e.end_said_on, (w.ended_at at time zone 'Europe/London')::date) said_on
        from ended e left join app.worker w on w.id = e.worker_id
        -- Whoever goes on under another name has not left.
       where (w.ended_at is not null and w.ended_at <= coalesce(e.ends_at, w.ended_at))
          or not exists (select from app.allocation o where o.person_id = e.person_id and o.worker_id = e.worker_id and o.id <> e.id
               and o.undone_at is null and o.starts_at <= e.ends_at and (o.ends_at is null or o.ends_at > e.ends_at))),
    placed as (
      select r.person_id, r.id, r.programme_id, r.status, (r.sent_at at time zone 'Europe/London')::date sent_on,
          began.on_day started_on, began.said_on started_said_on, null::date planned_on, over.on_day ended_on, over.said_on ended_said_on
        from app.referral r
        left join lateral (select coalesce(v.on_day, v.said_on) on_day, v.said_on from (
            select e.on_day, (e.made_at at time zone 'Europe/London')::date said_on from app.referral_event e
             where e.referral_id = r.id and e.to_status = 'started' order by e.seq limit 1) v) began on true
        left join lateral (select coalesce(v.on_day, v.said_on) on_day, v.said_on from (
            select e.on_day, (e.made_at at time zone 'Europe/London')::date said_on from app.referral_event e
             where e.referral_id = r.id and e.to_status = r.status order by e.seq desc limit 1) v) over
          on r.status in ('finished', 'stopped', 'withdrawn')
       where r.person_id = any (people) and r.sent_at is not null
      union all
      select g.person_id, g.id, g.programme_id, 'started', d.on_day, d.on_day, d.on_day, (g.ends_at at time zone 'Europe/London')::date, null, null
        from app.programme_place g cross join lateral (select (g.starts_at at time zone 'Europe/London')::date on_day) d
       where g.person_id = any (people)),
    programme as (
      select q.person_id, q.id, jsonb_build_object('id', q.id, 'programmeId', q.programme_id, 'name', p.name,
          'isOpen', q.status in ('sent', 'asked', 'waiting', 'accepted', 'booked', 'started'), 'sentOn', q.sent_on, 'startedOn', q.started_on,
          'startedSaidOn', q.started_said_on, 'plannedOn', q.planned_on, 'endedOn', q.ended_on, 'endedSaidOn', q.ended_said_on,
          'usualWeeks', p.usual_weeks, 'fundedUntil', p.funded_until, 'fundingSaidOn', p.funding_said_on, 'closedOn', p.closed_on) told
        from placed q join app.programme p on p.id = q.programme_id
       where q.started_on is not null or (q.status in ('sent', 'asked', 'waiting', 'accepted', 'booked') and (p.funded_until is not null or p.closed_on is not null)))
    select jsonb_object_agg(who.person_id, jsonb_build_object(
        'workers', (select coalesce(jsonb_agg(jsonb_build_object('id', w.id, 'kind', w.kind, 'endsOn', w.ends_on, 'saidOn', coalesce(w.said_on, w.ends_on)) order by w.id), '[]')
          from worker w where w.person_id = who.person_id),
        'programmes', (select coalesce(jsonb_agg(g.told order by g.id), '[]') from programme g where g.person_id = who.person_id)))
      from (select w.person_id from worker w union select g.person_id from programme g) who);
end $$;

-- As before, and what changed hands.
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
  perform sec.move_rows(merge, 'app.handover', gone_id, keep_id, '{}');
end $$;
