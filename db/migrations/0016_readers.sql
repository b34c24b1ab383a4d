-- Who has opened a record, what somebody has opened themselves, and a queue of reads that ask for a word with whoever made them.
set local role airt_owner;

create index audit_entry_by_actor on aud.audit_entry (actor, at) where actor is not null;
-- Rows arrive in the order of time: a day of them is a few blocks.
create index audit_entry_by_time on aud.audit_entry using brin (at) with (pages_per_range = 16);
-- A list that showed somebody is told apart from a record that was opened, and found by each of them.
create index audit_entry_by_people on aud.audit_entry using gin (people) where people is not null;

-- Whom somebody has opened today without an allocation to explain it. Counted in the transaction that opened them.
create table sec.opened (
  worker_id uuid not null,
  day date not null,
  person_id uuid not null,
  primary key (worker_id, day, person_id)
);
create table sec.opened_today (
  worker_id uuid primary key,
  day date not null,
  people int not null
);
grant select, insert, update, delete on sec.opened, sec.opened_today to airt_sec;

-- A read that asks for a word with whoever made it: reasons and facts, no score. Reached by its functions alone.
create table app.unusual_read (
  -- The organisation whose record it is; where it is about many, that of the worker.
  organisation_id uuid not null references app.organisation,
  id uuid not null default gen_random_uuid(),
  rule text not null check (rule in ('same-family-name', 'again-and-again', 'out-of-hours', 'many-people')),
  on_day date not null,
  worker_id uuid not null references app.worker (id),
  person_id uuid,
  facts jsonb not null,
  due_on date not null,
  made_at timestamptz not null default now(),
  outcome text check (outcome in ('explained', 'not-explained')),
  said text check (said <> ''),
  referred_to text check (referred_to <> ''),
  reviewed_by uuid,
  reviewed_at timestamptz,
  version int not null default 1,
  primary key (organisation_id, id),
  unique nulls not distinct (organisation_id, on_day, worker_id, rule, person_id),
  foreign key (organisation_id, person_id) references app.person,
  -- Of one record, or of many at once.
  check (rule <> 'many-people' or person_id is null),
  check (num_nonnulls(outcome, said, reviewed_by, reviewed_at) in (0, 4)),
  check ((referred_to is not null) = (outcome is not distinct from 'not-explained')),
  check (reviewed_by is distinct from worker_id)
);
create index unusual_read_waiting on app.unusual_read (organisation_id, due_on) where outcome is null;
create index unusual_read_by_person on app.unusual_read (person_id);
create index unusual_read_by_worker on app.unusual_read (worker_id);
select sec.protect_organisation_table('app.unusual_read');
drop policy own_organisation on app.unusual_read;

create table app.unusual_read_version (
  organisation_id uuid not null,
  unusual_read_id uuid not null,
  version int not null,
  was jsonb not null,
  replaced_at timestamptz not null default now(),
  primary key (organisation_id, unusual_read_id, version),
  foreign key (organisation_id, unusual_read_id) references app.unusual_read
);
select sec.protect_organisation_table('app.unusual_read_version');
drop policy own_organisation on app.unusual_read_version;

-- The days that were looked through: each once for each organisation.
create table app.unusual_look (
  organisation_id uuid not null references app.organisation,
  on_day date not null,
  looked_at timestamptz not null default now(),
  primary key (organisation_id, on_day)
);
select sec.protect_organisation_table('app.unusual_look');
drop policy own_organisation on app.unusual_look;
create trigger stays before update or delete on app.unusual_look for each row execute function app.refuse_change();
create trigger stays before update or delete on app.unusual_read_version for each row execute function app.refuse_change();

grant select, insert on app.unusual_read, app.unusual_look to airt_jobs;
grant select on app.unusual_read, app.unusual_read_version, app.unusual_look to airt_sec;
grant update (outcome, said, referred_to, reviewed_by, reviewed_at, version) on app.unusual_read to airt_sec;
grant insert on app.unusual_read_version to airt_sec;

set local role airt_sec;

-- The daily stop -----------------------------------------------------------------------------------------------------------------

-- Counts somebody opened for the first time today; past eighty the whole answer is refused. Of many at once each waits for the count
-- of the one before, so that no two are the eightieth.
create function sec.count_opened() returns trigger language plpgsql security definer set search_path = pg_catalog, sec, pg_temp as $$
declare
  today date := (now() at time zone 'Europe/London')::date;
  counted int;
begin
  insert into sec.opened (worker_id, day, person_id) values (new.actor, today, new.person_id) on conflict do nothing;
  if not found then return new; end if;
  insert into sec.opened_today as t (worker_id, day, people) values (new.actor, today, 1)
    on conflict (worker_id) do update set day = today, people = case when t.day = today then t.people + 1 else 1 end
    returning people into counted;
  if counted = 1 then delete from sec.opened o where o.worker_id = new.actor and o.day < today; end if;
  if counted > 80 then
    raise exception 'more people opened today than the caseload explains' using errcode = 'AI080', detail = new.person_id::text;
  end if;
  return new;
end $$;
grant execute on function sec.count_opened() to airt_owner;

-- Who reads the account --------------------------------------------------------------------------------------------------------------

-- How far the user of this session may read who has opened one record; null: not at all.
create function sec.audit_reach(person uuid) returns text language sql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$
  select case
      when exists (select from app.exclusion x where x.person_id = $1 and x.worker_id = w.id and x.ended_at is null) then null
      when w.role = 'data-protection'
        and exists (select from app.person p where p.organisation_id = w.organisation_id and p.id = $1) then 'organisation'
      when w.role = 'team-manager' and exists (select from sec.edge e where e.user_id = w.id and e.person_id = $1 and e.src = 'team'
        and e.organisation_id = w.organisation_id and e.starts_at <= now() and e.expires_at > now()) then 'team'
      when w.role in ('youth-worker', 'justice-social-worker', 'team-manager') and exists (select from sec.edge e
        where e.user_id = w.id and e.person_id = $1 and e.starts_at <= now() and e.expires_at > now()) then 'own' end
    from app.worker w where w.id = sec.uid() $$;

-- The reference of a record whose account they may read: by it they can ask its workers, without opening it.
create function sec.audit_reference(person uuid) returns text language sql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$
  select p.reference from app.person p where p.id = $1 and sec.audit_reach($1) is not null and sec.uid() is not null $$;

-- The record of this reference, for data protection: it leads to who has opened it and to nothing else.
create function sec.record_called(reference text) returns uuid language sql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$
  select p.id from app.person p join app.worker w on w.organisation_id = p.organisation_id
   where w.id = sec.uid() and w.role = 'data-protection' and p.reference = trim($1) and sec.audit_reach(p.id) is not null $$;

create function sec.staff_named(workers uuid[]) returns table (id uuid, name text, organisation text) language sql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$
  select w.id, w.name, o.name from app.worker w join app.organisation o on o.id = w.organisation_id where w.id = any (workers) $$;

create function sec.people_of(organisation uuid, people uuid[]) returns uuid[] language sql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$
  select array(select p.id from app.person p where p.organisation_id = $1 and p.id = any (people)) $$;

-- The day on which a way to somebody ended for the user of this session, within a week of it. Never where they are kept from that
-- record: then it must look as though there were none.
create function sec.allocation_ended_on(person uuid) returns date language sql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$
  select (max(a.ends_at) at time zone 'Europe/London')::date from app.allocation a
   where a.person_id = $1 and a.worker_id = sec.uid() and a.ends_at <= now() and a.ends_at > now() - interval '7 days'
     and not exists (select from app.exclusion x where x.person_id = $1 and x.worker_id = a.worker_id)
     and not exists (select from app.person p where p.id = $1 and p.is_restricted) $$;

grant execute on function sec.audit_reach(uuid), sec.audit_reference(uuid), sec.staff_named(uuid[]), sec.people_of(uuid, uuid[]) to airt_owner;
grant execute on function sec.audit_reach(uuid), sec.audit_reference(uuid), sec.record_called(text), sec.allocation_ended_on(uuid) to airt_app;

-- The queue ----------------------------------------------------------------------------------------------------------------------

-- What the user of this session may review: data protection all of the organisation, a manager what others' staff read of their own
-- teams' people, and every manager the whole where nobody else holds data protection. Never what they are themselves the subject of.
create function sec.unusual_for_me() returns table (organisation_id uuid, id uuid, is_owner boolean) language sql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$
  with me as (select w.* from app.worker w where w.id = sec.uid() and w.role in ('data-protection', 'team-manager')),
  mine as (
    select u.organisation_id, u.id, u.person_id, me.id as reader,
           me.organisation_id = u.organisation_id and (me.role = 'data-protection' or not exists (select from app.worker d
             where d.organisation_id = u.organisation_id and d.role = 'data-protection' and d.ended_at is null and d.id <> u.worker_id)) as owns,
           me.role = 'team-manager' and exists (select from sec.edge e where e.user_id = me.id and e.person_id = u.person_id and e.src = 'team'
             and e.starts_at <= now() and e.expires_at > now())
           and not exists (select from app.team_member a join app.team_member b on b.organisation_id = a.organisation_id and b.team_id = a.team_id
             where a.worker_id = me.id and b.worker_id = u.worker_id) as manages
      from me join app.unusual_read u on u.worker_id <> me.id)
  select m.organisation_id, m.id, m.owns from mine m
   where (m.owns or m.manages)
     and not exists (select from app.exclusion x where x.person_id = m.person_id and x.worker_id = m.reader and x.ended_at is null) $$;

create function sec.unusual_reads() returns table (id uuid, rule text, on_day date, facts jsonb, due_on date, worker_id uuid, worker text,
    role text, organisation text, person_id uuid, reference text, outcome text, said text, referred_to text, reviewed_by text,
    reviewed_at timestamptz, version int, is_owner boolean)
  language sql stable security definer set search_path = pg_catalog, sec, pg_temp as $$
  select u.id, u.rule, u.on_day, u.facts, u.due_on, u.worker_id, w.name, w.role, o.name, u.person_id, p.reference, u.outcome, u.said,
         u.referred_to, r.name, u.reviewed_at, u.version, m.is_owner
    from sec.unusual_for_me() m join app.unusual_read u on u.organisation_id = m.organisation_id and u.id = m.id
    join app.worker w on w.id = u.worker_id join app.organisation o on o.id = w.organisation_id
    left join app.person p on p.organisation_id = u.organisation_id and p.id = u.person_id
    left join app.worker r on r.id = u.reviewed_by
   where sec.uid() is not null $$;

-- How many wait and how many are past their day, for whoever owns them; an administrator hears how many are late, and nothing else.
create function sec.unusual_waiting(today date) returns table (waiting int, late int) language sql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$
  select count(*)::int, (count(*) filter (where u.due_on < today))::int
    from sec.unusual_for_me() m join app.unusual_read u on u.organisation_id = m.organisation_id and u.id = m.id
   where m.is_owner and u.outcome is null
     and exists (select from app.worker w where w.id = sec.uid() and w.role <> 'administrator')
  having count(*) > 0
  union all
  select null, count(*)::int from app.unusual_read u join app.worker w on w.organisation_id = u.organisation_id
   where w.id = sec.uid() and w.role = 'administrator' and u.outcome is null and u.due_on < today
  having count(*) > 0 $$;

-- Keeps what came of it; false where it is another version by now. Who reviewed it is whoever is signed in.
create function sec.review_unusual(unusual uuid, seen int, outcome text, said text, referred_to text) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, sec, pg_temp as $$
declare me uuid := sec.uid(); held app.unusual_read;
begin
  if not exists (select from sec.unusual_for_me() m where m.id = $1) then
    raise exception 'this is not theirs to review' using errcode = '42501';
  end if;
  select u.* into held from app.unusual_read u where u.id = $1 for update;
  if held.version <> seen then return false; end if;
  insert into app.unusual_read_version (organisation_id, unusual_read_id, version, was)
  values (held.organisation_id, held.id, held.version, to_jsonb(held));
  update app.unusual_read u set outcome = $3, said = $4, referred_to = $5, reviewed_by = me, reviewed_at = now(), version = held.version + 1
   where u.organisation_id = held.organisation_id and u.id = held.id;
  return true;
end $$;

grant execute on function sec.unusual_reads(), sec.unusual_waiting(date), sec.review_unusual(uuid, int, text, text, text) to airt_app;

set local role airt_owner;

-- The account itself is read by its owner's functions alone, each of which asks first who is signed in -----------------------------

create trigger counts_opened before insert on aud.audit_entry for each row
  when (new.person_id is not null and new.actor is not null and new.outcome = 'done'
    and new.actor_role in ('youth-worker', 'justice-social-worker', 'programme-lead', 'partner', 'contributor')
    and new.via !~ '(^| )(work:|lead( |$)|co-worker( |$)|cover( |$)|new( |$))')
  execute function sec.count_opened();

-- Who has opened or changed one record, the newest first: all of them, or only what the user of this session did. That somebody was
-- asked about a read is left out: whom it is about may be reading this.
create function aud.readers_of(person uuid, before timestamptz, before_id bigint, most int) returns table (at timestamptz, id bigint,
    actor uuid, name text, role text, organisation text, act text, via text)
  language sql stable security definer set search_path = pg_catalog, aud, sec, pg_temp as $$
  with reach as materialized (select sec.audit_reach($1) as far, sec.uid() as me),
  entry as (
    select e.at, e.id, e.actor, e.actor_role, e.act, e.via from aud.audit_entry e, reach
     where e.person_id = $1 and e.at <= coalesce($2, 'infinity') and (e.at, e.id) < (coalesce($2, 'infinity'), coalesce($3, 0))
       and e.outcome = 'done' and e.act not like 'unusual.%'
       and (reach.far in ('organisation', 'team') or reach.far = 'own' and e.actor = reach.me)
     order by e.at desc, e.id desc limit least($4, 1001))
  select e.at, e.id, e.actor, s.name, e.actor_role, s.organisation, e.act, e.via
    from entry e left join sec.staff_named(array(select distinct x.actor from entry x)) s on s.id = e.actor
   order by e.at desc, e.id desc $$;

-- On which days their name stood in a list that somebody was shown, the newest first.
create function aud.lists_with(person uuid, before date, most int) returns table (day date, actor uuid, name text, role text,
    organisation text, times int)
  language sql stable security definer set search_path = pg_catalog, aud, sec, pg_temp as $$
  with reach as materialized (select sec.audit_reach($1) as far, sec.uid() as me),
  entry as (
    select (e.at at time zone 'Europe/London')::date as day, e.actor, max(e.actor_role) as role, count(*)::int as times
      from aud.audit_entry e, reach
     where e.people @> array[$1] and e.person_id is null and e.outcome = 'done' and e.actor is not null and e.act not like 'unusual.%'
       and ($2 is null or e.at < $2::timestamp at time zone 'Europe/London')
       and (reach.far in ('organisation', 'team') or reach.far = 'own' and e.actor = reach.me)
     group by 1, 2 order by 1 desc, 2 limit least($3, 1001))
  select e.day, e.actor, s.name, e.role, s.organisation, e.times
    from entry e left join sec.staff_named(array(select distinct x.actor from entry x)) s on s.id = e.actor
   order by e.day desc, s.name $$;

-- What the user of this session did themselves, the newest first, but these acts.
create function aud.my_trail(before timestamptz, before_id bigint, most int, but text[]) returns table (at timestamptz, id bigint,
    act text, person_id uuid, via text, outcome text)
  language sql stable security definer set search_path = pg_catalog, aud, sec, pg_temp as $$
  select e.at, e.id, e.act, e.person_id, e.via, e.outcome from aud.audit_entry e
   where e.actor = (select sec.uid()) and e.at <= coalesce($1, 'infinity') and (e.at, e.id) < (coalesce($1, 'infinity'), coalesce($2, 0))
     and not e.act = any ($4)
   order by e.at desc, e.id desc limit least($3, 501) $$;

-- Whom each worker opened of this organisation on one day, how, when and how often, for the work that looks through it.
create function aud.reads_of_day(organisation uuid, day date, looking text[]) returns table (worker_id uuid, person_id uuid, role text,
    ways text[], looked_at text[], looks int, works int)
  language plpgsql stable security definer set search_path = pg_catalog, aud, sec, pg_temp as $$
declare
  starts timestamptz := $2::timestamp at time zone 'Europe/London';
  ends timestamptz := ($2 + 1)::timestamp at time zone 'Europe/London';
begin
  if not exists (select from sec.session_now() s where s.kind = 'work' and (s.organisation_id is null or s.organisation_id = $1)) then
    raise exception 'this work is not for that organisation' using errcode = '42501';
  end if;
  return query
    with entry as materialized (
      select e.actor, e.person_id as person, e.actor_role, e.via, e.at, e.act = any ($3) as is_look from aud.audit_entry e
       where e.at >= starts and e.at < ends and e.person_id is not null and e.actor is not null and e.outcome = 'done'
         and e.via is not null and e.via not like 'work:%'),
    theirs as (select unnest(sec.people_of($1, array(select distinct x.person from entry x))) as person)
    select e.actor, e.person, max(e.actor_role),
           array(select distinct split_part(way, ':', 1) from unnest(string_to_array(string_agg(distinct e.via, ' '), ' ')) way order by 1),
           array_agg(distinct to_char(e.at at time zone 'Europe/London', 'HH24:MI')) filter (where e.is_look),
           (count(*) filter (where e.is_look))::int, (count(*) filter (where not e.is_look))::int
      from entry e join theirs t on t.person = e.person group by e.actor, e.person;
end $$;

-- On which of the days before each of these workers was at work outside usual hours, and whom of these they opened or worked with.
create function aud.habits_before(organisation uuid, day date, days int, workers uuid[], people uuid[], looking text[])
  returns table (worker_id uuid, person_id uuid, on_day date, latest text, earliest text, looks int, works int)
  language plpgsql stable security definer set search_path = pg_catalog, aud, sec, pg_temp as $$
declare
  starts timestamptz := ($2 - $3)::timestamp at time zone 'Europe/London';
  ends timestamptz := $2::timestamp at time zone 'Europe/London';
begin
  if not exists (select from sec.session_now() s where s.kind = 'work' and (s.organisation_id is null or s.organisation_id = $1)) then
    raise exception 'this work is not for that organisation' using errcode = '42501';
  end if;
  return query
    with theirs as materialized (select sec.people_of($1, $5) as people)
    select e.actor, case when e.person_id = any (t.people) then e.person_id end,
           (e.at at time zone 'Europe/London')::date, to_char(max(e.at at time zone 'Europe/London'), 'HH24:MI'),
           to_char(min(e.at at time zone 'Europe/London'), 'HH24:MI'),
           (count(*) filter (where e.act = any ($6)))::int, (count(*) filter (where not e.act = any ($6)))::int
      from aud.audit_entry e, theirs t
     where e.actor = any ($4) and e.at >= starts and e.at < ends and (e.via is null or e.via not like 'work:%')
     group by 1, 2, 3;
end $$;

-- Who was stopped on one day for having opened too many.
create function aud.stopped_on(organisation uuid, day date) returns setof uuid language sql stable security definer
  set search_path = pg_catalog, aud, sec, pg_temp as $$
  select distinct e.actor from aud.audit_entry e
   where e.organisation_id = $1 and e.at >= $2::timestamp at time zone 'Europe/London' and e.at < ($2 + 1)::timestamp at time zone 'Europe/London'
     and e.act = 'access.stopped' and exists (select from sec.session_now() s where s.kind = 'work'
       and (s.organisation_id is null or s.organisation_id = $1)) $$;

grant execute on function aud.readers_of(uuid, timestamptz, bigint, int), aud.lists_with(uuid, date, int),
  aud.my_trail(timestamptz, bigint, int, text[]) to airt_app;
grant execute on function aud.reads_of_day(uuid, date, text[]), aud.habits_before(uuid, date, int, uuid[], uuid[], text[]),
  aud.stopped_on(uuid, date) to airt_jobs;

-- Each night what was opened the day before is looked through: at most one waits and one runs.
select pgboss.create_queue('unusual-reads', '{"policy": "stately", "retryLimit": 5, "retryDelay": 60, "retryBackoff": true, "expireInSeconds": 3600}');
