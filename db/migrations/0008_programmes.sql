-- Programmes as one finds them, the provider's people, and what may be shared with a programme.
set local role airt_owner;

alter table app.programme
  add column kind text not null default 'mentoring-volunteer' check (kind in ('mentoring-peer', 'mentoring-volunteer', 'intensive-1to1',
    'family-support', 'CCE-specialist', 'sport', 'arts-music', 'outdoor', 'employability', 'education-reengagement', 'restorative',
    'CBT-groupwork', 'hospital-navigator', 'throughcare', 'housing', 'substance-use', 'mental-health-bereavement', 'advocacy-legal',
    'money-advice', 'anonymous-reporting', 'statutory-diversion')),
  add column says text not null default '',
  -- Which pull it answers.
  add column gives text[] not null default '{}' check (gives <@ array['money', 'status', 'belonging', 'safety', 'excitement', 'debt-help']),
  add column week_one text not null default '',
  -- Null: not said.
  add column youngest_age int check (youngest_age between 5 and 30),
  add column oldest_age int check (oldest_age between 5 and 30),
  -- None: anywhere.
  add column councils text[] not null default '{}',
  add column place text not null default '',
  add column times text not null default '',
  add column is_evening boolean not null default false,
  add column is_weekend boolean not null default false,
  add column next_start_on date,
  add column places_free int check (places_free >= 0),
  add column places_set_on date,
  add column waiting_weeks int check (waiting_weeks >= 0),
  add column funded_until date,
  add column funding text not null default '',
  add column usual_weeks int check (usual_weeks > 0),
  add column same_worker text,
  add column takes_orders text not null default 'ask' check (takes_orders in ('yes', 'no', 'ask')),
  add column cost text not null default '',
  add column travel text not null default '',
  add column who_leads text not null default '',
  add column status text not null default 'open' check (status in ('open', 'paused', 'closed')),
  add column last_checked_on date,
  add column version int not null default 1,
  add column changed_by uuid,
  add column changed_at timestamptz not null default now(),
  add constraint ages_in_order check (youngest_age <= oldest_age),
  -- A number of places without the day on which somebody said so is worth nothing.
  add constraint places_have_a_day check (places_free is null or places_set_on is not null);
create unique index programme_by_id on app.programme (id);
create index programme_by_name on app.programme (name, id);
create index programme_by_lead on app.programme (lead_id);

-- The provider's people who see what is referred to a programme.
create table app.programme_staff (
  organisation_id uuid not null,
  programme_id uuid not null,
  worker_id uuid not null,
  primary key (organisation_id, programme_id, worker_id),
  foreign key (organisation_id, programme_id) references app.programme,
  foreign key (organisation_id, worker_id) references app.worker
);
create index programme_staff_by_worker on app.programme_staff (worker_id);
select sec.protect_organisation_table('app.programme_staff');

create table app.programme_version (
  organisation_id uuid not null,
  programme_id uuid not null,
  version int not null,
  was jsonb not null,
  replaced_at timestamptz not null default now(),
  primary key (organisation_id, programme_id, version),
  foreign key (organisation_id, programme_id) references app.programme
);
select sec.protect_organisation_table('app.programme_version');

-- A grant is to somebody, or to whoever works on a programme. Where it is the young person's choice, consent is the basis; where it
-- would be shared all the same, it never is.
alter table app.sharing_grant
  alter column to_worker_id drop not null,
  add column to_programme_organisation_id uuid,
  add column to_programme_id uuid,
  add column would_share_anyway text check (would_share_anyway in ('yes', 'no')),
  add column said_by text,
  add column said_on date,
  -- At 12 somebody is presumed able to decide this, and before that not: why it is thought otherwise.
  add column contrary_view text,
  add column views text,
  add column told text,
  add foreign key (to_programme_organisation_id, to_programme_id) references app.programme,
  add constraint one_receiver check (num_nonnulls(to_worker_id, to_programme_id) = 1
    and (to_programme_id is null) = (to_programme_organisation_id is null)),
  add constraint consent_where_there_is_a_choice check (would_share_anyway is null or (would_share_anyway = 'no') = (basis = 'consent'));
create index sharing_grant_by_programme on app.sharing_grant (to_programme_id) where to_programme_id is not null;

set local role airt_sec;

-- The programmes that the user of this session leads or works on.
create function sec.my_programmes() returns uuid[] language sql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$
  select array(select p.id from app.programme p where p.lead_id = sec.uid()
    union select s.programme_id from app.programme_staff s where s.worker_id = sec.uid()) $$;
grant execute on function sec.my_programmes() to airt_app;

-- As before, and: what is shared with a programme reaches its lead and its staff, in the scope `programme` and no other.
create or replace function sec.edges_of(people uuid[]) returns setof sec.edge language sql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$
  with way as (
    select a.worker_id, a.organisation_id, a.person_id, a.kind src, r.scopes, r.writes, a.starts_at, coalesce(a.ends_at, 'infinity') ends_at
      from app.allocation a join app.worker w on w.id = a.worker_id
      join sec.reach r on r.role = w.role and r.relation = a.kind
     where a.person_id = any (people)
    union all
    select w.id, p.organisation_id, p.id, 'team', r.scopes, r.writes, '-infinity', 'infinity'
      from app.person p join app.team_member m on m.organisation_id = p.organisation_id and m.team_id = p.team_id
      join app.worker w on w.id = m.worker_id join app.organisation o on o.id = p.organisation_id
      join sec.reach r on r.role = w.role and r.relation = 'team'
     where p.id = any (people) and (w.role = 'team-manager' or o.team_sees_team)
    union all
    select g.lead_id, s.organisation_id, s.person_id, 'programme', r.scopes, r.writes, s.starts_at, coalesce(s.ends_at, 'infinity')
      from app.programme_place s join app.programme g on g.organisation_id = s.programme_organisation_id and g.id = s.programme_id
      join app.worker w on w.id = g.lead_id join sec.reach r on r.role = w.role and r.relation = 'programme'
     where s.person_id = any (people)
    union all
    select s.to_worker_id, s.organisation_id, s.person_id, 'share:' || s.id, s.scopes & r.scopes, s.scopes & r.writes, s.starts_at,
           least(s.expires_at, coalesce(s.revoked_at, 'infinity'))
      from app.sharing_grant s join app.worker w on w.id = s.to_worker_id
      join sec.reach r on r.role = w.role and r.relation = 'share'
     where s.person_id = any (people)
    union all
    select w.id, s.organisation_id, s.person_id, 'share:' || s.id, 16 & s.scopes & r.scopes, 16 & s.scopes & r.writes, s.starts_at,
           least(s.expires_at, coalesce(s.revoked_at, 'infinity'))
      from app.sharing_grant s
      join app.programme g on g.organisation_id = s.to_programme_organisation_id and g.id = s.to_programme_id
      join app.worker w on w.organisation_id = g.organisation_id and (w.id = g.lead_id or exists (select from app.programme_staff m
        where m.organisation_id = g.organisation_id and m.programme_id = g.id and m.worker_id = w.id))
      join sec.reach r on r.role = w.role and r.relation = case w.role when 'programme-lead' then 'programme' else 'share' end
     where s.person_id = any (people) and s.scopes & 16 <> 0
  )
  select worker_id, person_id, organisation_id, src, bit_or(scopes), bit_or(writes), starts_at, max(ends_at)
    from way
   where ends_at > now()
     and exists (select from app.worker w where w.id = way.worker_id and w.ended_at is null)
     and not exists (select from app.exclusion x where x.person_id = way.person_id and x.worker_id = way.worker_id and x.ended_at is null)
     and (not exists (select from app.person p where p.organisation_id = way.organisation_id and p.id = way.person_id and p.is_restricted)
          or exists (select from app.restricted_reader r where r.person_id = way.person_id and r.worker_id = way.worker_id))
   group by worker_id, person_id, organisation_id, src, starts_at $$;

-- Everybody of whom something was shared with one of these programmes.
create function sec.people_shared_with(programmes uuid[]) returns uuid[] language sql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$
  select array(select distinct s.person_id from app.sharing_grant s where s.to_programme_id = any (programmes)) $$;

create function sec.edges_follow_programme_staff() returns trigger language plpgsql security definer
  set search_path = pg_catalog, sec, pg_temp as $$
begin
  perform pg_advisory_xact_lock(4183);
  perform sec.refresh_edges(sec.people_shared_with(array(select distinct programme_id from changed)));
  return null;
end $$;

create or replace function sec.edges_follow_programmes() returns trigger language plpgsql security definer
  set search_path = pg_catalog, sec, pg_temp as $$
declare programmes uuid[] := array(select c.id from changed c join before b on b.id = c.id where c.lead_id is distinct from b.lead_id);
begin
  if cardinality(programmes) = 0 then return null; end if;
  perform pg_advisory_xact_lock(4183);
  perform sec.refresh_edges(array(select distinct s.person_id from app.programme_place s where s.programme_id = any (programmes)
    union select unnest(sec.people_shared_with(programmes))));
  return null;
end $$;

create or replace function sec.edges_follow_workers() returns trigger language plpgsql security definer
  set search_path = pg_catalog, sec, pg_temp as $$
declare workers uuid[] := array(select c.id from changed c join before b on b.id = c.id
  where c.role <> b.role or c.ended_at is distinct from b.ended_at);
begin
  if cardinality(workers) = 0 then return null; end if;
  perform pg_advisory_xact_lock(4183);
  perform sec.refresh_edges(array(
    select e.person_id from sec.edge e where e.user_id = any (workers)
    union select a.person_id from app.allocation a where a.worker_id = any (workers)
    union select p.id from app.person p join app.team_member m on m.organisation_id = p.organisation_id and m.team_id = p.team_id
      where m.worker_id = any (workers)
    union select s.person_id from app.programme_place s join app.programme g on g.id = s.programme_id where g.lead_id = any (workers)
    union select s.person_id from app.sharing_grant s where s.to_worker_id = any (workers)
    union select unnest(sec.people_shared_with(array(select g.id from app.programme g where g.lead_id = any (workers)
      union select m.programme_id from app.programme_staff m where m.worker_id = any (workers))))));
  return null;
end $$;

create function sec.keep_programme_version() returns trigger language plpgsql security definer
  set search_path = pg_catalog, app, pg_temp as $$
begin
  if new.version = old.version then return null; end if;
  insert into app.programme_version (organisation_id, programme_id, version, was) values (old.organisation_id, old.id, old.version, to_jsonb(old));
  return null;
end $$;

grant execute on function sec.edges_follow_programme_staff(), sec.keep_programme_version() to airt_owner;

set local role airt_owner;

create trigger edges_follow_new after insert on app.programme_staff referencing new table as changed for each statement execute function sec.edges_follow_programme_staff();
create trigger edges_follow_gone after delete on app.programme_staff referencing old table as changed for each statement execute function sec.edges_follow_programme_staff();
create trigger keeps_version after update on app.programme for each row execute function sec.keep_programme_version();
create trigger stays before update or delete on app.programme_version for each row execute function app.refuse_change();
create trigger says_who before insert or update on app.programme for each row when (current_user = 'airt_app') execute function sec.say_who_changed();

-- Whoever works on a programme says how many places are free; the rest of it is its lead's to change.
create function app.only_capacity() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
declare places constant text[] := array['places_free', 'places_set_on', 'waiting_weeks', 'next_start_on', 'version', 'changed_by', 'changed_at'];
begin
  if old.lead_id is distinct from sec.uid() and to_jsonb(old) - places <> to_jsonb(new) - places then
    raise exception 'only the lead of a programme changes this' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger only_capacity before update on app.programme for each row when (current_user = 'airt_app') execute function app.only_capacity();

-- The directory is known to everybody who is signed in, and who runs what is in it, and on which days they work.
create policy known on app.programme for select to airt_app using ((select sec.uid()) is not null);
create policy own_programme on app.programme for update to airt_app using (id = any ((select sec.my_programmes())::uuid[]))
  with check (id = any ((select sec.my_programmes())::uuid[]));
create policy runs_a_programme on app.organisation for select to airt_app
  using ((select sec.uid()) is not null and exists (select from app.programme p where p.organisation_id = organisation.id));
create policy runs_a_programme on app.calendar_day for select to airt_app
  using ((select sec.uid()) is not null and exists (select from app.programme p where p.organisation_id = calendar_day.organisation_id));

-- Whoever may change who somebody is may share what is not sensitive about them; the rest waits for a manager.
create policy add_less on app.sharing_grant for insert to airt_app with check (person_id = any ((select sec.writes(1))::uuid[])
  and person_id = any ((select sec.writes(16))::uuid[]) and scopes & ~63 = 0 and organisation_id = (select sec.organisation()));
create policy end_less on app.sharing_grant for update to airt_app using (person_id = any ((select sec.writes(1))::uuid[])
  and scopes & ~63 = 0 and organisation_id = (select sec.organisation()))
  with check (person_id = any ((select sec.writes(1))::uuid[]) and scopes & ~63 = 0 and organisation_id = (select sec.organisation()));

grant select on app.programme_staff, app.programme_version to airt_app, airt_jobs, airt_sec;
grant insert, delete on app.programme_staff to airt_jobs;
grant insert on app.programme_version to airt_sec;
grant update (name, kind, says, gives, week_one, youngest_age, oldest_age, councils, place, times, is_evening, is_weekend, next_start_on,
  places_free, places_set_on, waiting_weeks, funded_until, funding, usual_weeks, same_worker, takes_orders, cost, travel, who_leads,
  status, last_checked_on, version, changed_by, changed_at) on app.programme to airt_app;
