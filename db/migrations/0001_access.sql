-- Who works here, who is signed in, and who sees whom. The roles themselves are made by db/migrate.server.ts.
create schema app authorization airt_owner;
create schema sec authorization airt_owner;
create schema aud authorization airt_owner;
grant usage on schema app, sec, aud to airt_app, airt_jobs, airt_sec;
grant create on schema sec, aud to airt_sec;

-- A function is nobody's until it is granted.
alter default privileges for role airt_owner revoke execute on functions from public;
alter default privileges for role airt_sec revoke execute on functions from public;

set local role airt_owner;

create table app.organisation (
  id uuid primary key default gen_random_uuid(),
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name text not null check (name <> ''),
  -- Youth workers and justice social workers then see the people of their own teams, not only their own.
  team_sees_team boolean not null default false,
  is_demonstration boolean not null default false,
  version int not null default 1
);

create table app.team (
  organisation_id uuid not null references app.organisation,
  id uuid not null default gen_random_uuid(),
  name text not null check (name <> ''),
  primary key (organisation_id, id),
  unique (organisation_id, name)
);

-- Everyone who can sign in, and one service user an organisation, who cannot: the command line acts as that one.
create table app.worker (
  organisation_id uuid not null references app.organisation,
  id uuid not null default gen_random_uuid(),
  email text unique check (email = lower(email)),
  name text not null check (name <> ''),
  role text not null check (role in ('youth-worker', 'justice-social-worker', 'team-manager', 'programme-lead',
    'partner', 'contributor', 'data-protection', 'administrator', 'service')),
  started_at timestamptz not null default now(),
  ended_at timestamptz,
  version int not null default 1,
  primary key (organisation_id, id),
  check ((role = 'service') = (email is null))
);
create unique index worker_by_id on app.worker (id);
create unique index one_service_user on app.worker (organisation_id) where role = 'service';

create table app.team_member (
  organisation_id uuid not null,
  team_id uuid not null,
  worker_id uuid not null,
  primary key (organisation_id, team_id, worker_id),
  foreign key (organisation_id, team_id) references app.team,
  foreign key (organisation_id, worker_id) references app.worker
);
create index team_member_by_worker on app.team_member (worker_id);

-- A browser that is signed in, or work without one: for one worker and one named act, at most two hours.
create table sec.session (
  token_hash bytea primary key check (octet_length(token_hash) = 32),
  id uuid not null default gen_random_uuid() unique,
  kind text not null check (kind in ('browser', 'work')),
  -- 'code': the password was right and a one-time code has still to be set up; nothing else is open yet.
  stage text not null default 'full' check (stage in ('code', 'full')),
  -- Null: work that must reach every organisation.
  worker_id uuid,
  organisation_id uuid references app.organisation,
  act text,
  form_secret text not null,
  device text,
  device_id uuid,
  made_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  idle interval,
  expires_at timestamptz not null,
  ended_at timestamptz,
  -- A session is of the organisation that its worker belongs to.
  foreign key (organisation_id, worker_id) references app.worker,
  check ((worker_id is null) = (organisation_id is null)),
  check (kind = 'work' or (worker_id is not null and idle is not null)),
  check (kind = 'browser' or (act is not null and expires_at <= made_at + interval '2 hours'))
);
create index session_by_worker on sec.session (worker_id, made_at);

-- One derived row for each way in which a user may see a person. Kept by triggers in the transaction of what changed.
create table sec.edge (
  user_id uuid not null,
  person_id uuid not null,
  organisation_id uuid not null,
  src text not null,
  scopes int not null,
  writes int not null,
  starts_at timestamptz not null default '-infinity',
  expires_at timestamptz not null default 'infinity',
  -- Cover this week and cover next month are two: nothing is open between them.
  primary key (user_id, person_id, src, starts_at)
);
create index edge_by_person on sec.edge (person_id);
alter table sec.edge enable row level security;

-- What a role may read and write by a relation: the permission matrix, as bits. Held against app/access/permissions.ts by a test.
create table sec.reach (
  role text not null,
  relation text not null check (relation in ('lead', 'co-worker', 'cover', 'team', 'programme', 'share')),
  scopes int not null,
  writes int not null check (writes & ~scopes = 0),
  primary key (role, relation)
);

-- A form is saved once: a second post with its key gets the first answer.
create table sec.form_saved (
  worker_id uuid not null,
  key uuid not null,
  route text not null,
  body_hash bytea not null,
  location text,
  saved_at timestamptz not null default now(),
  primary key (worker_id, key)
);
create index form_saved_by_time on sec.form_saved (saved_at);

grant select, insert, update, delete on all tables in schema sec to airt_sec;
grant select on sec.edge to airt_app;
grant select on app.organisation, app.team, app.worker, app.team_member to airt_sec, airt_app, airt_jobs;
grant insert, update on app.organisation, app.team, app.worker to airt_jobs;
grant insert, delete on app.team_member to airt_jobs;

set local role airt_sec;

create function sec.token_hash() returns bytea language sql stable
  set search_path = pg_catalog, pg_temp as $$
  select sha256(convert_to(nullif(current_setting('app.session', true), ''), 'UTF8')) $$;

-- The one session that this transaction speaks for; no row: nobody.
create function sec.session_now() returns sec.session language sql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$
  select s.* from sec.session s
   where s.token_hash = sec.token_hash()
     and s.stage = 'full' and s.ended_at is null and s.expires_at > now()
     and (s.idle is null or s.last_seen_at + s.idle > now())
     and (s.worker_id is null or exists (select from app.worker w where w.id = s.worker_id and w.ended_at is null)) $$;

create function sec.uid() returns uuid language sql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$ select (sec.session_now()).worker_id $$;

create function sec.organisation() returns uuid language sql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$ select (sec.session_now()).organisation_id $$;

-- The organisation that work without a browser is for; null for a browser, and for work that reaches all.
create function sec.work_organisation() returns uuid language sql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$
  select s.organisation_id from sec.session_now() s where s.kind = 'work' $$;

create function sec.works_everywhere() returns boolean language sql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$
  select exists (select from sec.session_now() s where s.kind = 'work' and s.worker_id is null and s.organisation_id is null) $$;

-- The people whom this session may read in one scope, to be compared with an indexed column.
create function sec.reads(scope int) returns uuid[] language sql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$
  select array(select distinct e.person_id from sec.edge e
    where e.user_id = sec.uid() and e.scopes & $1 <> 0 and e.starts_at <= now() and e.expires_at > now()) $$;

create function sec.writes(scope int) returns uuid[] language sql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$
  select array(select distinct e.person_id from sec.edge e
    where e.user_id = sec.uid() and e.writes & $1 <> 0 and e.starts_at <= now() and e.expires_at > now()) $$;

-- The scopes that hold for every one of them, so that a list need not look for each row.
create function sec.reads_always() returns int language sql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$
  select coalesce(bit_and(e.scopes), 0) from sec.edge e
    where e.user_id = sec.uid() and e.starts_at <= now() and e.expires_at > now() $$;

create function sec.writes_always() returns int language sql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$
  select coalesce(bit_and(e.writes), 0) from sec.edge e
    where e.user_id = sec.uid() and e.starts_at <= now() and e.expires_at > now() $$;

-- Sets this transaction's session and tells who it is. The time of last use is written at most once a minute.
create function sec.enter(token text) returns table (
    worker_id uuid, organisation_id uuid, name text, email text, role text, organisation text, is_demonstration boolean,
    session_id uuid, stage text, form_secret text, seconds_left int)
  language plpgsql volatile security definer set search_path = pg_catalog, sec, pg_temp as $$
begin
  perform set_config('app.session', token, true);
  update sec.session s set last_seen_at = now()
   where s.token_hash = sec.token_hash() and s.last_seen_at < now() - interval '1 minute'
     and s.kind = 'browser' and s.ended_at is null and s.expires_at > now() and s.last_seen_at + s.idle > now();
  return query
    select w.id, w.organisation_id, w.name, w.email, w.role, o.name, o.is_demonstration, s.id, s.stage, s.form_secret,
           extract(epoch from least(s.expires_at, s.last_seen_at + s.idle) - now())::int
      from sec.session s join app.worker w on w.id = s.worker_id join app.organisation o on o.id = w.organisation_id
     where s.token_hash = sec.token_hash() and s.kind = 'browser' and s.ended_at is null
       and s.expires_at > now() and s.last_seen_at + s.idle > now() and w.ended_at is null;
end $$;

-- Makes a token for work without a browser. Only who migrates may: the command line holds that right, the app does not.
create function sec.start_work(token_hash bytea, act text, organisation uuid, form_secret text) returns void
  language sql security definer set search_path = pg_catalog, sec, pg_temp as $$
  insert into sec.session (token_hash, kind, worker_id, organisation_id, act, form_secret, expires_at)
  values ($1, 'work', (select w.id from app.worker w where w.organisation_id = $3 and w.role = 'service'), $3, $2, $4,
          now() + interval '2 hours') $$;

-- The first time a form is saved: null. Again: the answer it had. With other words under the same key: an error.
create function sec.claim_form(key uuid, route text, body_hash bytea) returns table (location text, is_same boolean)
  language plpgsql volatile security definer set search_path = pg_catalog, sec, pg_temp as $$
declare me uuid := sec.uid();
begin
  if me is null then raise exception 'nobody is signed in' using errcode = '28000'; end if;
  insert into sec.form_saved as f (worker_id, key, route, body_hash) values (me, $1, $2, $3) on conflict do nothing;
  if found then return; end if;
  return query select f.location, f.body_hash = $3 and f.route = $2 from sec.form_saved f
    where f.worker_id = me and f.key = $1;
end $$;

-- With a location: what the form is answered with from now on. Without: it had no effect and may be sent again.
create function sec.settle_form(key uuid, location text) returns void language plpgsql volatile security definer
  set search_path = pg_catalog, sec, pg_temp as $$
begin
  if $2 is null then delete from sec.form_saved f where f.worker_id = sec.uid() and f.key = $1;
  else update sec.form_saved f set location = $2 where f.worker_id = sec.uid() and f.key = $1; end if;
end $$;

-- Whose session this was, though it has ended within the last day: what they were writing is given back to nobody else.
create function sec.session_was(token text) returns uuid language sql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$
  select s.worker_id from sec.session s
   where s.token_hash = sha256(convert_to(nullif($1, ''), 'UTF8')) and s.kind = 'browser'
     and s.last_seen_at > now() - interval '1 day' $$;

grant execute on function sec.token_hash(), sec.session_now(), sec.uid(), sec.organisation(), sec.work_organisation(),
  sec.works_everywhere(), sec.reads(int), sec.writes(int), sec.reads_always(), sec.writes_always() to airt_app, airt_jobs, airt_owner;
grant execute on function sec.enter(text), sec.claim_form(uuid, text, bytea), sec.settle_form(uuid, text), sec.session_was(text) to airt_app;

-- Whether this session is work of any kind.
create function sec.is_at_work() returns boolean language sql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$ select exists (select from sec.session_now() s where s.kind = 'work') $$;
grant execute on function sec.is_at_work() to airt_jobs, airt_owner;

set local role airt_owner;

-- What a row is about never changes: it is not moved to another organisation or person, nor taken for another row.
create function sec.refuse_move() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin raise exception 'this row stays with whom it is about' using errcode = '42501'; end $$;

create function sec.keep_in_place(named regclass) returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
declare columns text[] := array(select attname from pg_attribute where attrelid = named and attname in ('organisation_id', 'id', 'person_id'));
begin
  execute format('create trigger keeps_its_place before update on %s for each row when ((%s) is distinct from (%s)) execute function sec.refuse_move()',
    named, (select string_agg('old.' || c, ', ') from unnest(columns) c), (select string_agg('new.' || c, ', ') from unnest(columns) c));
end $$;

-- States, beside a table, that it is seen only by those it belongs to: own organisation, own work, or the definer functions.
create function sec.protect_organisation_table(named regclass, key text default 'organisation_id') returns void
  language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  execute format('alter table %s enable row level security', named);
  execute format('alter table %s force row level security', named);
  execute format('create policy own_organisation on %s for select to airt_app using (%I = (select sec.organisation()))', named, key);
  execute format('create policy work on %s to airt_jobs using (%I = (select sec.work_organisation()) or (select sec.works_everywhere())) '
    'with check (%I = (select sec.work_organisation()) or (select sec.works_everywhere()))', named, key, key);
  execute format('create policy definer on %s to airt_sec using (true) with check (true)', named);
  perform sec.keep_in_place(named);
end $$;

select sec.protect_organisation_table('app.organisation', 'id');
select sec.protect_organisation_table('app.team');
select sec.protect_organisation_table('app.worker');
select sec.protect_organisation_table('app.team_member');

create policy mine on sec.edge for select to airt_app using (user_id = (select sec.uid()));
create policy definer on sec.edge to airt_sec using (true) with check (true);
