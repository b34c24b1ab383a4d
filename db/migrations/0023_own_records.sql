-- What changes for a young person on our own side: whoever works with them leaves, a programme ends or its funding does.
set local role airt_owner;

-- The day on which it was said that it ends: what was to be done before is asked from then on.
alter table app.allocation add column end_said_on date;
alter table app.programme add column funding_said_on date, add column closed_on date;

create function app.say_when_end_was_said() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.ends_at is null then
    new.end_said_on := null;
  elsif tg_op = 'INSERT' or old.ends_at is distinct from new.ends_at then
    new.end_said_on := (now() at time zone 'Europe/London')::date;
  end if;
  return new;
end $$;
create trigger says_when_end_was_said before insert or update of ends_at on app.allocation for each row execute function app.say_when_end_was_said();

create function app.say_when_programme_ends() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.funded_until is null then
    new.funding_said_on := null;
  elsif tg_op = 'INSERT' or old.funded_until is distinct from new.funded_until then
    new.funding_said_on := (now() at time zone 'Europe/London')::date;
  end if;
  if new.status <> 'closed' then
    new.closed_on := null;
  elsif tg_op = 'INSERT' or old.status <> 'closed' then
    new.closed_on := (now() at time zone 'Europe/London')::date;
  end if;
  return new;
end $$;
create trigger says_when_programme_ends before insert or update of funded_until, status on app.programme for each row execute function app.say_when_programme_ends();

create index allocation_that_ends on app.allocation (person_id) where ends_at is not null;
create index worker_who_left on app.worker (id) where ended_at is not null;

-- Whom a change on our own side touches: whoever made it has them derived anew in the same transaction, though they may not write of
-- each. It counts for that session in that transaction and is of no use after it.
create table sec.to_derive (
  xact xid8 not null,
  person_id uuid not null,
  token_hash bytea not null,
  primary key (xact, person_id, token_hash)
);
grant select, insert, update, delete on sec.to_derive to airt_sec;

set local role airt_sec;

-- Notes these people for this session and transaction, and clears away what transactions that are over have left.
create function sec.note_to_derive(people uuid[]) returns void language plpgsql volatile security definer
  set search_path = pg_catalog, sec, pg_temp as $$
declare mine bytea := sec.token_hash();
begin
  if (sec.session_now()).token_hash is null or cardinality(people) = 0 then return; end if;
  delete from sec.to_derive t where t.ctid in (select old.ctid from sec.to_derive old
    where old.xact < pg_snapshot_xmin(pg_current_snapshot()) limit 1000 for update skip locked);
  insert into sec.to_derive (xact, person_id, token_hash) select pg_current_xact_id(), asked.id, mine from unnest(people) asked (id)
  on conflict do nothing;
end $$;

-- Whom this session has to derive before this transaction ends.
create function sec.people_to_derive() returns uuid[] language sql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$
  select coalesce(array_agg(t.person_id order by t.person_id), '{}') from sec.to_derive t
   where t.xact = pg_current_xact_id_if_assigned() and t.token_hash = (sec.session_now()).token_hash $$;

-- As before, or this session has just changed something on our own side that touches them.
create or replace function sec.may_derive(people uuid[]) returns boolean language plpgsql stable security definer
  set search_path = pg_catalog, sec, pg_temp set plan_cache_mode = force_generic_plan as $$
declare me sec.session := sec.session_now(); of_all uuid := sec.work_organisation(); here xid8 := pg_current_xact_id_if_assigned();
begin
  if me.kind = 'work' and me.worker_id is null and me.organisation_id is null then return true; end if;
  return not exists (
    select from unnest(people) asked (id)
     where not exists (select from app.person p where of_all is not null and p.id = asked.id and p.organisation_id = of_all)
       and not exists (select from sec.edge e where e.user_id = me.worker_id and e.person_id = asked.id and e.writes & 2048 <> 0
                          and e.starts_at <= now() and e.expires_at > now())
       and not exists (select from sec.to_derive t where t.xact = here and t.person_id = asked.id and t.token_hash = me.token_hash));
end $$;

create function sec.note_allocation() returns trigger language plpgsql volatile security definer
  set search_path = pg_catalog, sec, pg_temp as $$
begin
  perform sec.note_to_derive(array(select distinct c.person_id from changed c join before b on b.id = c.id
    where b.ends_at is distinct from c.ends_at or b.person_id <> c.person_id));
  return null;
end $$;

create function sec.note_worker() returns trigger language plpgsql volatile security definer
  set search_path = pg_catalog, sec, pg_temp as $$
begin
  perform sec.note_to_derive(array(select distinct a.person_id from changed c join before b on b.id = c.id
    join app.allocation a on a.worker_id = c.id and (a.ends_at is null or a.ends_at > now())
    where b.ended_at is distinct from c.ended_at));
  return null;
end $$;

create function sec.note_programme() returns trigger language plpgsql volatile security definer
  set search_path = pg_catalog, sec, pg_temp as $$
declare touched uuid[] := array(select c.id from changed c join before b on b.id = c.id
  where (b.funded_until, b.status, b.usual_weeks, b.name) is distinct from (c.funded_until, c.status, c.usual_weeks, c.name));
begin
  perform sec.note_to_derive(array(select r.person_id from app.referral r where r.programme_id = any (touched) and r.status not in ('draft', 'withdrawn')
    union select g.person_id from app.programme_place g where g.programme_id = any (touched)));
  return null;
end $$;

create function sec.note_referral() returns trigger language plpgsql volatile security definer
  set search_path = pg_catalog, sec, pg_temp as $$
begin
  perform sec.note_to_derive(array(select distinct c.person_id from changed c join before b on b.id = c.id where b.status <> c.status));
  return null;
end $$;

create function sec.note_place() returns trigger language plpgsql volatile security definer
  set search_path = pg_catalog, sec, pg_temp as $$
begin
  perform sec.note_to_derive(array(select distinct c.person_id from changed c));
  return null;
end $$;

-- What of our own records the rules may see of these people, by person; whoever has none of it is left out. Null: nobody has any.
create function sec.own_records(people uuid[]) returns jsonb language plpgsql stable security definer
  set search_path = pg_catalog, sec, pg_temp set datestyle = 'ISO' set plan_cache_mode = force_generic_plan as $$
begin
  if not sec.may_derive(people) then raise exception 'not theirs to derive' using errcode = '42501'; end if;
  return (
    with ended as (
      select a.* from app.allocation a where a.person_id = any (people) and a.ends_at is not null and a.kind <> 'cover'
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
               and o.starts_at <= e.ends_at and (o.ends_at is null or o.ends_at > e.ends_at))),
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

grant execute on function sec.note_allocation(), sec.note_worker(), sec.note_programme(), sec.note_referral(), sec.note_place() to airt_owner;
grant execute on function sec.people_to_derive(), sec.own_records(uuid[]) to airt_app, airt_jobs;

set local role airt_owner;
create trigger notes_whom_it_touches after update on app.allocation referencing old table as before new table as changed for each statement execute function sec.note_allocation();
create trigger notes_whom_it_touches after update on app.worker referencing old table as before new table as changed for each statement execute function sec.note_worker();
create trigger notes_whom_it_touches after update on app.programme referencing old table as before new table as changed for each statement execute function sec.note_programme();
create trigger notes_whom_it_touches after update on app.referral referencing old table as before new table as changed for each statement execute function sec.note_referral();
create trigger notes_whom_it_touches_new after insert on app.programme_place referencing new table as changed for each statement execute function sec.note_place();
create trigger notes_whom_it_touches after update on app.programme_place referencing new table as changed for each statement execute function sec.note_place();
