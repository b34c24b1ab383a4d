-- Young people, how they are reached, who matters to them, and the dated facts about them.
set local role airt_owner;

-- The bits of a scope; app/access/permissions.ts names them.
-- 1 identity · 2 contact · 4 education · 8 wellbeing · 16 programme · 32 plan · 64 health · 128 justice · 256 exploitation
-- 512 files · 1024 protected address · 2048 dates and prompts · 4096 allocation

-- Seen by who may read this scope of that person, written by who may write it. `key` is the column that names the person.
create function sec.protect_person_table(named regclass, scope int, key text default 'person_id') returns void
  language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  execute format('alter table %s enable row level security', named);
  execute format('alter table %s force row level security', named);
  execute format('create policy see on %s for select to airt_app using (%I = any ((select sec.reads(%s))::uuid[]))', named, key, scope);
  execute format('create policy add on %s for insert to airt_app with check (%I = any ((select sec.writes(%s))::uuid[]))', named, key, scope);
  execute format('create policy change on %s for update to airt_app using (%I = any ((select sec.writes(%s))::uuid[])) '
    'with check (%I = any ((select sec.writes(%s))::uuid[]))', named, key, scope, key, scope);
  execute format('create policy work on %s to airt_jobs using (organisation_id = (select sec.work_organisation()) or (select sec.works_everywhere())) '
    'with check (organisation_id = (select sec.work_organisation()) or (select sec.works_everywhere()))', named);
  execute format('create policy definer on %s to airt_sec using (true) with check (true)', named);
  perform sec.keep_in_place(named);
end $$;

-- The same for a table whose rows each lie in a scope of their own, in the column `scope`.
create function sec.protect_scoped_table(named regclass) returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  readable text := sec.scope_condition('reads');
  writable text := sec.scope_condition('writes');
begin
  execute format('alter table %s enable row level security', named);
  execute format('alter table %s force row level security', named);
  execute format('create policy see on %s for select to airt_app using (%s)', named, readable);
  execute format('create policy add on %s for insert to airt_app with check (%s)', named, writable);
  execute format('create policy change on %s for update to airt_app using (%s) with check (%s)', named, writable, writable);
  execute format('create policy work on %s to airt_jobs using (organisation_id = (select sec.work_organisation()) or (select sec.works_everywhere())) '
    'with check (organisation_id = (select sec.work_organisation()) or (select sec.works_everywhere()))', named);
  execute format('create policy definer on %s to airt_sec using (true) with check (true)', named);
  perform sec.keep_in_place(named);
end $$;

create function sec.scope_condition(way text) returns text language sql immutable set search_path = pg_catalog, pg_temp as $$
  select format('person_id = any ((select sec.%1$s(2048))::uuid[]) and (scope & (select sec.%1$s_always()) <> 0 or case scope %2$s else false end)',
    way, string_agg(format('when %1$s then person_id = any ((select sec.%2$s(%1$s))::uuid[])', bit, way), ' '))
  from unnest(array[4, 8, 16, 64, 128, 256]) bit $$;

-- Schools are no one's own: every organisation reads the same days.
create table app.school (
  id uuid primary key default gen_random_uuid(),
  name text not null check (name <> ''),
  council text,
  unique nulls not distinct (name, council)
);
create table app.school_session (
  school_id uuid not null references app.school,
  session text not null check (session ~ '^\d{4}/\d{2}$'),
  starts_on date,
  christmas_holiday_first_day date,
  ends_on date,
  primary key (school_id, session)
);
alter table app.school enable row level security;
alter table app.school force row level security;
alter table app.school_session enable row level security;
alter table app.school_session force row level security;
create policy known on app.school for select to airt_app, airt_sec using (true);
create policy work on app.school to airt_jobs using ((select sec.is_at_work())) with check ((select sec.is_at_work()));
create policy known on app.school_session for select to airt_app, airt_sec using (true);
create policy work on app.school_session to airt_jobs using ((select sec.is_at_work())) with check ((select sec.is_at_work()));

-- An organisation's own days on top of the Scottish bank holidays it starts with.
create table app.calendar_day (
  organisation_id uuid not null references app.organisation,
  day date not null,
  works boolean not null,
  name text,
  primary key (organisation_id, day)
);
select sec.protect_organisation_table('app.calendar_day');

create table app.person (
  organisation_id uuid not null references app.organisation,
  id uuid not null default gen_random_uuid(),
  reference text check (reference <> ''),
  given_name text,
  family_name text,
  preferred_name text,
  pronouns text,
  born_on date,
  birth_date_certainty text not null default 'recorded' check (birth_date_certainty in ('recorded', 'estimated', 'disputed')),
  birth_date_source text not null default 'recorded by hand',
  school_id uuid references app.school,
  school_nation text not null default 'scotland'
    check (school_nation in ('scotland', 'england', 'wales', 'northern-ireland', 'other')),
  pupil text not null default 'unknown' check (pupil in ('yes', 'no', 'unknown')),
  stage text check (stage ~ '^(P[1-7]|S[1-6])$'),
  stage_session text check (stage_session ~ '^\d{4}/\d{2}$'),
  deferred_entry boolean not null default false,
  additional_support_needs text not null default 'unknown' check (additional_support_needs in ('yes', 'no', 'unknown')),
  council text,
  postcode text,
  language text,
  communication_needs text,
  -- In the young person's own words.
  what_matters text,
  sex text,
  ethnicity text,
  care_experienced boolean,
  team_id uuid,
  is_restricted boolean not null default false,
  opened_on date not null,
  closed_on date,
  closed_because text check (closed_because in ('ended', 'moved-away', 'died', 'entered-by-mistake', 'other')),
  recorded_on date not null,
  recorded_by text,
  -- What the source sent last, and what it sent that differs from a value corrected by hand: a person decides.
  sent jsonb not null default '{}',
  pending jsonb not null default '{}',
  -- The worker whom a source named and whom nobody here knows.
  unknown_worker text,
  version int not null default 1,
  changed_by uuid,
  changed_at timestamptz not null default now(),
  changed_because text,
  primary key (organisation_id, id),
  unique (organisation_id, reference),
  foreign key (organisation_id, team_id) references app.team,
  check (coalesce(given_name, family_name, preferred_name, '') <> ''),
  check ((closed_on is null) = (closed_because is null)),
  check (closed_on >= opened_on)
);
-- A way in names a person by the id alone: no other organisation may hold the same one.
create unique index person_by_id on app.person (id);
create index person_by_team on app.person (organisation_id, team_id);
create index person_by_school on app.person (school_id) where school_id is not null;
create index person_by_birth on app.person (organisation_id, born_on);
select sec.protect_person_table('app.person', 1, 'id');
create policy own_organisation on app.person as restrictive for insert to airt_app with check (organisation_id = (select sec.organisation()));

-- Every name a person goes or went by, and what it is found by: its plain words and how they sound.
create table app.person_name (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  person_id uuid not null,
  kind text not null check (kind in ('main', 'also', 'former', 'nick')),
  name text not null check (name <> ''),
  words text not null,
  sounds text[] not null,
  version int not null default 1,
  ended_at timestamptz,
  primary key (organisation_id, id),
  foreign key (organisation_id, person_id) references app.person
);
create index person_name_by_person on app.person_name (person_id);
create unique index one_main_name on app.person_name (organisation_id, person_id) where kind = 'main';
create index person_name_by_sound on app.person_name using gin (sounds);
select sec.protect_person_table('app.person_name', 1);

-- Ways to reach somebody, and whether each is safe: a phone may be in another's hands.
create table app.person_way (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  person_id uuid not null,
  kind text not null check (kind in ('phone', 'text', 'email', 'visit', 'other')),
  value text not null check (value <> ''),
  safe text not null default 'ask' check (safe in ('yes', 'no', 'ask')),
  note text,
  version int not null default 1,
  ended_at timestamptz,
  changed_by uuid,
  changed_at timestamptz not null default now(),
  primary key (organisation_id, id),
  foreign key (organisation_id, person_id) references app.person
);
create index person_way_by_person on app.person_way (person_id);
select sec.protect_person_table('app.person_way', 2);

-- People who matter to them.
create table app.person_tie (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  person_id uuid not null,
  relation text not null check (relation in ('family', 'trusted-adult', 'mentor', 'school', 'professional')),
  name text not null check (name <> ''),
  about text,
  do_not_contact boolean not null default false,
  version int not null default 1,
  ended_at timestamptz,
  changed_by uuid,
  changed_at timestamptz not null default now(),
  primary key (organisation_id, id),
  foreign key (organisation_id, person_id) references app.person
);
create index person_tie_by_person on app.person_tie (person_id);
select sec.protect_person_table('app.person_tie', 2);

create table app.allocation (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  person_id uuid not null,
  worker_id uuid not null,
  kind text not null check (kind in ('lead', 'co-worker', 'cover')),
  starts_at timestamptz not null default now(),
  ends_at timestamptz check (ends_at >= starts_at),
  because text,
  made_by uuid,
  primary key (organisation_id, id),
  foreign key (organisation_id, person_id) references app.person,
  foreign key (organisation_id, worker_id) references app.worker,
  check (kind <> 'cover' or ends_at is not null)
);
create index allocation_by_person on app.allocation (person_id);
create index allocation_by_worker on app.allocation (worker_id) where ends_at is null;
create unique index one_allocation_at_a_time on app.allocation (organisation_id, person_id, worker_id) where ends_at is null;
create unique index one_lead_at_a_time on app.allocation (organisation_id, person_id) where kind = 'lead' and ends_at is null;
select sec.protect_person_table('app.allocation', 4096);

-- A conflict of interest: whatever else holds, this user does not see this person. They may be somebody of another organisation.
create table app.exclusion (
  organisation_id uuid not null,
  person_id uuid not null,
  worker_id uuid not null,
  because text not null,
  made_by uuid,
  made_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (organisation_id, person_id, worker_id),
  foreign key (organisation_id, person_id) references app.person,
  foreign key (worker_id) references app.worker (id)
);
select sec.protect_organisation_table('app.exclusion');
drop policy own_organisation on app.exclusion;

-- Only these see a restricted record; owning its team does not open it.
create table app.restricted_reader (
  organisation_id uuid not null,
  person_id uuid not null,
  worker_id uuid not null,
  primary key (organisation_id, person_id, worker_id),
  foreign key (organisation_id, person_id) references app.person,
  foreign key (worker_id) references app.worker (id)
);
select sec.protect_organisation_table('app.restricted_reader');
drop policy own_organisation on app.restricted_reader;

create table app.programme (
  organisation_id uuid not null references app.organisation,
  id uuid not null default gen_random_uuid(),
  name text not null check (name <> ''),
  lead_id uuid,
  primary key (organisation_id, id),
  foreign key (organisation_id, lead_id) references app.worker
);
select sec.protect_organisation_table('app.programme');

-- Somebody's place on a programme of their own organisation or another's.
create table app.programme_place (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  person_id uuid not null,
  programme_organisation_id uuid not null,
  programme_id uuid not null,
  starts_at timestamptz not null default now(),
  ends_at timestamptz,
  primary key (organisation_id, id),
  foreign key (organisation_id, person_id) references app.person,
  foreign key (programme_organisation_id, programme_id) references app.programme
);
create index programme_place_by_person on app.programme_place (person_id);
create index programme_place_by_programme on app.programme_place (programme_id);
select sec.protect_person_table('app.programme_place', 16);
-- A place opens the person to whoever leads the programme: only their own organisation gives one.
create policy own_organisation on app.programme_place as restrictive for insert to airt_app with check (organisation_id = (select sec.organisation()));

-- What is shared with whom, why, on what basis and until when. Never without an end.
create table app.sharing_grant (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  person_id uuid not null,
  to_worker_id uuid not null references app.worker (id),
  scopes int not null check (scopes > 0 and scopes & ~8191 = 0),
  purpose text not null check (purpose <> ''),
  basis text not null check (basis <> ''),
  starts_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  revoked_because text,
  made_by uuid,
  version int not null default 1,
  primary key (organisation_id, id),
  foreign key (organisation_id, person_id) references app.person,
  check (expires_at > starts_at and expires_at <= starts_at + interval '180 days')
);
create index sharing_grant_by_person on app.sharing_grant (person_id);
create index sharing_grant_by_worker on app.sharing_grant (to_worker_id);
select sec.protect_person_table('app.sharing_grant', 4096);

-- Dated facts, by the kinds of key-dates.csv. Never overwritten: each change leaves the version before it.
create table app.fact (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  person_id uuid not null,
  -- The source's own id of it, and what a later file finds it by.
  source_id text,
  import_key text,
  kind text not null,
  scope int not null check (scope in (4, 8, 16, 64, 128, 256)),
  happens_on date not null,
  at_time text check (at_time ~ '^\d\d:\d\d$'),
  ends_on date check (ends_on >= happens_on),
  certainty text not null default 'recorded' check (certainty in ('official', 'recorded', 'reported')),
  standing text not null default 'fact' check (standing in ('fact', 'reported', 'opinion')),
  source text not null,
  document_ref text,
  received_on date,
  recorded_on date not null,
  recorded_by text,
  confirmed_on date,
  details jsonb not null default '{}',
  note text,
  moved_from date,
  withdrawn_on date,
  withdrawn_because text,
  sent jsonb not null default '{}',
  pending jsonb not null default '{}',
  version int not null default 1,
  changed_by uuid,
  changed_at timestamptz not null default now(),
  changed_because text,
  primary key (organisation_id, id),
  unique (organisation_id, person_id, import_key),
  foreign key (organisation_id, person_id) references app.person
);
create index fact_by_person on app.fact (person_id);
create index fact_by_id on app.fact (id);
select sec.protect_scoped_table('app.fact');

-- Who changed or made a row is whoever is signed in, whatever the statement says.
create function sec.say_who_changed() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin new.changed_by := sec.uid(); return new; end $$;
create function sec.say_who_made() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin new.made_by := sec.uid(); return new; end $$;
create trigger says_who before insert or update on app.person for each row when (current_user = 'airt_app') execute function sec.say_who_changed();
create trigger says_who before insert or update on app.person_way for each row when (current_user = 'airt_app') execute function sec.say_who_changed();
create trigger says_who before insert or update on app.person_tie for each row when (current_user = 'airt_app') execute function sec.say_who_changed();
create trigger says_who before insert or update on app.fact for each row when (current_user = 'airt_app') execute function sec.say_who_changed();
create trigger says_who before insert on app.allocation for each row when (current_user = 'airt_app') execute function sec.say_who_made();
create trigger says_who before insert on app.sharing_grant for each row when (current_user = 'airt_app') execute function sec.say_who_made();

-- The versions before the present one, written by trigger so that no way of saving can forget.
create table app.person_version (
  organisation_id uuid not null,
  person_id uuid not null,
  version int not null,
  was jsonb not null,
  replaced_at timestamptz not null default now(),
  primary key (organisation_id, person_id, version),
  foreign key (organisation_id, person_id) references app.person
);
create index person_version_by_person on app.person_version (person_id);
select sec.protect_person_table('app.person_version', 1);

create table app.fact_version (
  organisation_id uuid not null,
  person_id uuid not null,
  fact_id uuid not null,
  scope int not null check (scope in (4, 8, 16, 64, 128, 256)),
  version int not null,
  was jsonb not null,
  replaced_at timestamptz not null default now(),
  primary key (organisation_id, fact_id, version),
  foreign key (organisation_id, fact_id) references app.fact
);
create index fact_version_by_person on app.fact_version (person_id);
select sec.protect_scoped_table('app.fact_version');

grant select, insert, update on all tables in schema app to airt_jobs;
grant delete on app.team_member, app.restricted_reader, app.calendar_day to airt_jobs;
grant select on all tables in schema app to airt_sec;
grant insert on app.person_version, app.fact_version to airt_sec;
-- To lock a row one must be allowed to change something of it; the definer functions change nothing.
grant update (version) on app.person to airt_sec;
revoke insert, update on app.person_version, app.fact_version from airt_jobs;
-- Who sees whom follows what is put in and taken away here; nothing is turned into something else.
revoke update on app.organisation, app.team_member, app.restricted_reader from airt_jobs;
grant update (name, team_sees_team, version) on app.organisation to airt_jobs;
grant select on app.school, app.school_session, app.calendar_day, app.programme to airt_app;
grant insert on app.school to airt_jobs;
grant select, insert on app.person, app.person_name, app.person_way, app.person_tie, app.allocation, app.programme_place,
  app.sharing_grant, app.fact to airt_app;
grant select on app.person_version, app.fact_version to airt_app;
-- What is not listed stays as it is: the organisation, the id and what a source sent are nobody's to change by hand.
grant update (reference, given_name, family_name, preferred_name, pronouns, born_on, birth_date_certainty, birth_date_source,
  school_id, school_nation, pupil, stage, stage_session, deferred_entry, additional_support_needs, council, postcode, language,
  communication_needs, what_matters, sex, ethnicity, care_experienced, opened_on, closed_on, closed_because, recorded_on, recorded_by,
  pending, unknown_worker, version, changed_by, changed_at, changed_because) on app.person to airt_app;
grant update (kind, name, words, sounds, version, ended_at) on app.person_name to airt_app;
grant update (kind, value, safe, note, version, ended_at, changed_by, changed_at) on app.person_way to airt_app;
grant update (relation, name, about, do_not_contact, version, ended_at, changed_by, changed_at) on app.person_tie to airt_app;
grant update (ends_at, because) on app.allocation to airt_app;
grant update (ends_at) on app.programme_place to airt_app;
grant update (revoked_at, revoked_because, version) on app.sharing_grant to airt_app;
grant update (kind, scope, happens_on, at_time, ends_on, certainty, standing, source, document_ref, received_on, recorded_on,
  recorded_by, confirmed_on, details, note, moved_from, withdrawn_on, withdrawn_because, pending, version, changed_by, changed_at,
  changed_because) on app.fact to airt_app;

set local role airt_sec;

create function sec.keep_person_version() returns trigger language plpgsql security definer
  set search_path = pg_catalog, app, pg_temp as $$
begin
  if new.version = old.version then return null; end if;
  insert into app.person_version (organisation_id, person_id, version, was)
  values (old.organisation_id, old.id, old.version, to_jsonb(old) - 'sent' - 'pending');
  return null;
end $$;

create function sec.keep_fact_version() returns trigger language plpgsql security definer
  set search_path = pg_catalog, app, pg_temp as $$
begin
  if new.version = old.version then return null; end if;
  insert into app.fact_version (organisation_id, person_id, fact_id, scope, version, was)
  values (old.organisation_id, old.person_id, old.id, old.scope, old.version, to_jsonb(old) - 'sent' - 'pending');
  return null;
end $$;

-- The one answer to who sees whom. A subtraction is always stronger than any way in.
create function sec.edges_of(people uuid[]) returns setof sec.edge language sql stable security definer
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
  )
  select worker_id, person_id, organisation_id, src, bit_or(scopes), bit_or(writes), starts_at, max(ends_at)
    from way
   where ends_at > now()
     and exists (select from app.worker w where w.id = way.worker_id and w.ended_at is null)
     and not exists (select from app.exclusion x where x.person_id = way.person_id and x.worker_id = way.worker_id and x.ended_at is null)
     and (not exists (select from app.person p where p.organisation_id = way.organisation_id and p.id = way.person_id and p.is_restricted)
          or exists (select from app.restricted_reader r where r.person_id = way.person_id and r.worker_id = way.worker_id))
   group by worker_id, person_id, organisation_id, src, starts_at $$;

-- Of two who change who sees the same person, the second finds what the first wrote: otherwise one could open a way that the
-- other is just closing. What is about one person is done in turn by their row; what is about many of them, a role or a team's
-- members, waits until nobody is at a single one.
create function sec.refresh_edges(people uuid[]) returns void language plpgsql volatile security definer
  set search_path = pg_catalog, sec, pg_temp as $$
begin
  if coalesce(cardinality(people), 0) = 0 then return; end if;
  perform pg_advisory_xact_lock_shared(4183);
  perform from app.person p where p.id = any (people) order by p.id for no key update;
  -- The way to somebody being written stays open until its minute is over.
  delete from sec.edge e where e.person_id = any (people) and (e.src <> 'new' or e.expires_at <= now())
    and not exists (select from sec.edges_of(people) f where f = e);
  insert into sec.edge select * from sec.edges_of(people) on conflict do nothing;
end $$;

create function sec.edges_follow_person_rows() returns trigger language plpgsql security definer
  set search_path = pg_catalog, sec, pg_temp as $$
begin
  perform sec.refresh_edges(array(select distinct person_id from changed));
  return null;
end $$;

create function sec.edges_follow_people() returns trigger language plpgsql security definer
  set search_path = pg_catalog, sec, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    perform sec.refresh_edges(array(select id from changed where team_id is not null));
  else
    perform sec.refresh_edges(array(select c.id from changed c join before b on b.organisation_id = c.organisation_id and b.id = c.id
      where c.team_id is distinct from b.team_id or c.is_restricted <> b.is_restricted));
  end if;
  return null;
end $$;

create function sec.edges_follow_teams() returns trigger language plpgsql security definer
  set search_path = pg_catalog, sec, pg_temp as $$
begin
  perform pg_advisory_xact_lock(4183);
  perform sec.refresh_edges(array(select distinct p.id from changed c
    join app.person p on p.organisation_id = c.organisation_id and p.team_id = c.team_id));
  return null;
end $$;

create function sec.edges_follow_workers() returns trigger language plpgsql security definer
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
    union select s.person_id from app.sharing_grant s where s.to_worker_id = any (workers)));
  return null;
end $$;

create function sec.edges_follow_programmes() returns trigger language plpgsql security definer
  set search_path = pg_catalog, sec, pg_temp as $$
declare programmes uuid[] := array(select c.id from changed c join before b on b.id = c.id where c.lead_id is distinct from b.lead_id);
begin
  if cardinality(programmes) = 0 then return null; end if;
  perform pg_advisory_xact_lock(4183);
  perform sec.refresh_edges(array(select distinct s.person_id from app.programme_place s where s.programme_id = any (programmes)));
  return null;
end $$;

create function sec.edges_follow_organisations() returns trigger language plpgsql security definer
  set search_path = pg_catalog, sec, pg_temp as $$
declare organisations uuid[] := array(select c.id from changed c join before b on b.id = c.id where c.team_sees_team <> b.team_sees_team);
begin
  if cardinality(organisations) = 0 then return null; end if;
  perform pg_advisory_xact_lock(4183);
  perform sec.refresh_edges(array(select p.id from app.person p where p.organisation_id = any (organisations)));
  return null;
end $$;

-- Opens the way to somebody who is about to be written: the row itself is then refused to nobody else's eyes.
-- It leads nowhere a minute later; what the new allocation or team gives has taken its place by then.
create function sec.begin_person() returns uuid language plpgsql volatile security definer
  set search_path = pg_catalog, sec, pg_temp as $$
declare
  me sec.session := sec.session_now();
  made uuid := gen_random_uuid();
  r sec.reach;
begin
  select reach.* into r from sec.reach join app.worker w on w.role = reach.role
   where w.id = me.worker_id and reach.relation in ('lead', 'team') and reach.writes & 1 <> 0
   order by reach.relation limit 1;
  if r is null then raise exception 'this role adds nobody' using errcode = '42501'; end if;
  insert into sec.edge (user_id, person_id, organisation_id, src, scopes, writes, expires_at)
  values (me.worker_id, made, me.organisation_id, 'new', r.scopes, r.writes | 4096, now() + interval '1 minute');
  return made;
end $$;

-- How the user of this session came to see one person: the sources, and since when.
create function sec.why_seen(person uuid) returns table (src text, since timestamptz, expires_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, sec, pg_temp as $$
  select e.src, coalesce((select max(a.starts_at) from app.allocation a
           where a.person_id = e.person_id and a.worker_id = e.user_id and a.kind = e.src and (a.ends_at is null or a.ends_at > now())),
         nullif(e.starts_at, '-infinity')), nullif(e.expires_at, 'infinity')
    from sec.edge e where e.user_id = sec.uid() and e.person_id = $1 and e.starts_at <= now() and e.expires_at > now()
   order by e.src $$;

grant execute on function sec.begin_person(), sec.why_seen(uuid) to airt_app;
-- A trigger is made by the table's owner, who must be allowed its function.
grant execute on function sec.keep_person_version(), sec.keep_fact_version(), sec.edges_follow_person_rows(), sec.edges_follow_people(),
  sec.edges_follow_teams(), sec.edges_follow_workers(), sec.edges_follow_programmes(), sec.edges_follow_organisations() to airt_owner;

set local role airt_owner;

create trigger keeps_version after update on app.person for each row execute function sec.keep_person_version();
create trigger keeps_version after update on app.fact for each row execute function sec.keep_fact_version();

create trigger edges_follow_new after insert on app.allocation referencing new table as changed for each statement execute function sec.edges_follow_person_rows();
create trigger edges_follow_changed after update on app.allocation referencing new table as changed for each statement execute function sec.edges_follow_person_rows();
create trigger edges_follow_new after insert on app.programme_place referencing new table as changed for each statement execute function sec.edges_follow_person_rows();
create trigger edges_follow_changed after update on app.programme_place referencing new table as changed for each statement execute function sec.edges_follow_person_rows();
create trigger edges_follow_new after insert on app.sharing_grant referencing new table as changed for each statement execute function sec.edges_follow_person_rows();
create trigger edges_follow_changed after update on app.sharing_grant referencing new table as changed for each statement execute function sec.edges_follow_person_rows();
create trigger edges_follow_new after insert on app.exclusion referencing new table as changed for each statement execute function sec.edges_follow_person_rows();
create trigger edges_follow_changed after update on app.exclusion referencing new table as changed for each statement execute function sec.edges_follow_person_rows();
create trigger edges_follow_new after insert on app.restricted_reader referencing new table as changed for each statement execute function sec.edges_follow_person_rows();
create trigger edges_follow_gone after delete on app.restricted_reader referencing old table as changed for each statement execute function sec.edges_follow_person_rows();
create trigger edges_follow_new after insert on app.person referencing new table as changed for each statement execute function sec.edges_follow_people();
create trigger edges_follow_changed after update on app.person referencing new table as changed old table as before for each statement execute function sec.edges_follow_people();
create trigger edges_follow_new after insert on app.team_member referencing new table as changed for each statement execute function sec.edges_follow_teams();
create trigger edges_follow_gone after delete on app.team_member referencing old table as changed for each statement execute function sec.edges_follow_teams();
create trigger edges_follow_changed after update on app.worker referencing new table as changed old table as before for each statement execute function sec.edges_follow_workers();
create trigger edges_follow_changed after update on app.programme referencing new table as changed old table as before for each statement execute function sec.edges_follow_programmes();
create trigger edges_follow_changed after update on app.organisation referencing new table as changed old table as before for each statement execute function sec.edges_follow_organisations();

-- The permission matrix: see app/access/permissions.ts, which a test holds against these rows.
insert into sec.reach (role, relation, scopes, writes) values
  ('youth-worker', 'lead', 7999, 2879), ('youth-worker', 'co-worker', 7999, 2879), ('youth-worker', 'cover', 7999, 2879),
  ('youth-worker', 'team', 7999, 0),
  ('justice-social-worker', 'lead', 8191, 4095), ('justice-social-worker', 'co-worker', 8191, 4095), ('justice-social-worker', 'cover', 8191, 4095),
  ('justice-social-worker', 'team', 8191, 0),
  ('team-manager', 'team', 8191, 8191), ('team-manager', 'lead', 8191, 8191), ('team-manager', 'co-worker', 8191, 8191), ('team-manager', 'cover', 8191, 8191),
  ('programme-lead', 'programme', 4145, 16),
  ('partner', 'share', 3071, 16), ('contributor', 'share', 3071, 0);
