-- Lists of people and dates that somebody brings in by page. What they hold is their maker's alone until it is saved, and is forgotten
-- after 30 days; the work is done without a browser, as the worker who asked for it and with no more than they may.
set local role airt_owner;

-- One list: what it is, how far it is, what came of it. Nothing of anybody stands here.
create table app.import (
  organisation_id uuid not null references app.organisation,
  id uuid not null default gen_random_uuid(),
  worker_id uuid not null,
  kind text not null check (kind in ('people', 'key-dates')),
  -- What the maker calls where it comes from: its columns are matched as they were last time.
  source text not null check (source <> '' and length(source) <= 100),
  -- Whose new people are where a row does not say: a manager's choice.
  team_id uuid,
  -- The list whose refused rows came back corrected.
  follows_id uuid,
  status text not null default 'columns' check (status in ('columns', 'checking', 'checked', 'running', 'done', 'stopped', 'undoing', 'undone')),
  -- Where it went no further, at what, and why.
  stopped_at text check (stopped_at in ('checking', 'running', 'undoing')),
  stopped_because text check (stopped_because in ('not-allowed', 'too-late', 'failed', 'unreadable')),
  stopped_says text,
  columns jsonb not null default '{}',
  made_at timestamptz not null default now(),
  started_at timestamptz,
  -- The day that stands for today in all of its rows.
  started_on date,
  finished_at timestamptz,
  undone_at timestamptz,
  -- The last time that work on it was heard of, and how often it failed since it last got on.
  alive_at timestamptz not null default now(),
  failures int not null default 0,
  -- Where it goes on: the part, and the batches of it that are saved.
  part int not null default 1,
  batches_done int not null default 0,
  rows_read int not null default 0,
  rows_done int not null default 0,
  added int not null default 0,
  changed int not null default 0,
  unchanged int not null default 0,
  -- Refused and not mended yet.
  refused int not null default 0,
  warned int not null default 0,
  left_out int not null default 0,
  version int not null default 1,
  primary key (organisation_id, id),
  foreign key (organisation_id, worker_id) references app.worker,
  foreign key (organisation_id, team_id) references app.team,
  foreign key (organisation_id, follows_id) references app.import,
  check ((status = 'stopped') = (stopped_at is not null and stopped_because is not null)),
  check (status in ('columns', 'checking', 'checked') or started_on is not null or status = 'stopped')
);
create index import_by_worker on app.import (worker_id, made_at desc);
create index import_at_work on app.import (alive_at) where status in ('checking', 'running', 'undoing');

-- What was sent: the file, then whatever was corrected of it in place. `report` is what a trial of it said, `choices` what was decided of it.
create table app.import_part (
  organisation_id uuid not null,
  import_id uuid not null,
  part int not null check (part > 0),
  worker_id uuid not null,
  bytes bytea not null check (octet_length(bytes) <= 10485760),
  -- The rows of the first part that these were; null where they are counted as they stand.
  row_numbers int[],
  report jsonb not null default '{}',
  choices jsonb not null default '{}',
  made_at timestamptz not null default now(),
  primary key (organisation_id, import_id, part),
  foreign key (organisation_id, import_id) references app.import
);

-- Rows that were refused, with why, until they are mended.
create table app.import_row (
  organisation_id uuid not null,
  import_id uuid not null,
  part int not null,
  row int not null,
  worker_id uuid not null,
  cells jsonb not null,
  remarks jsonb not null,
  mended_in int,
  primary key (organisation_id, import_id, part, row),
  foreign key (organisation_id, import_id) references app.import
);

-- What a list did to whom, and how that stood before: by this it is undone. `what_id` is the person or the fact.
create table app.import_change (
  organisation_id uuid not null,
  import_id uuid not null,
  worker_id uuid not null,
  about_id uuid not null,
  what_id uuid not null,
  is_fact boolean not null,
  is_added boolean not null,
  before jsonb,
  -- As the list left it, and a digest of all that counts.
  version int not null,
  stood text not null default '',
  ways text not null default '',
  made_at timestamptz not null default now(),
  -- What undoing made of it.
  outcome text check (outcome in ('undone', 'worked-with', 'changed-since', 'not-yours')),
  primary key (organisation_id, import_id, what_id),
  foreign key (organisation_id, import_id) references app.import
);
create index import_change_by_person on app.import_change (about_id);
create index import_change_to_undo on app.import_change (import_id, about_id) where outcome is null;

-- Tables that come later are read by the functions too: whatever names somebody counts as work with them.
alter default privileges for role airt_owner in schema app grant select on tables to airt_sec;
grant select on all tables in schema app to airt_sec;
grant update on app.import to airt_sec;
grant insert on app.import_change to airt_sec;
grant update, delete on app.import_change to airt_sec;
grant delete on app.import_part, app.import_row to airt_sec;
grant update on app.person, app.fact, app.allocation, app.person_name to airt_sec;
grant insert on app.allocation to airt_sec;
grant usage on schema pgboss to airt_sec;
grant select on pgboss.queue to airt_sec;
grant insert on pgboss.job to airt_sec;

-- One job for each time that a list is to be gone on with. A slice of it takes seconds; what dies with its process is taken up again.
select pgboss.create_queue('import', '{"policy": "standard", "retryLimit": 3, "retryDelay": 2, "expireInSeconds": 300, "retentionMinutes": 1440}');
-- Every few minutes: lists that nobody works on any more are gone on with, and what has lain for 30 days is forgotten.
select pgboss.create_queue('import-care', '{"policy": "stately", "retryLimit": 1, "expireInSeconds": 120, "retentionMinutes": 1440}');

set local role airt_sec;

-- Work without a browser is an organisation's own, everybody's, or one worker's. The first two reach what they are for; a worker's
-- reaches what that worker does, by their ways in, and nothing else.
create or replace function sec.work_organisation() returns uuid language sql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$
  select s.organisation_id from sec.session_now() s join app.worker w on w.id = s.worker_id where s.kind = 'work' and w.role = 'service' $$;

create or replace function sec.is_at_work() returns boolean language sql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$
  select exists (select from sec.session_now() s left join app.worker w on w.id = s.worker_id
    where s.kind = 'work' and (s.worker_id is null or w.role = 'service')) $$;

-- The worker as whom this work is done, and their organisation; null for any other session.
create function sec.worker_at_work() returns uuid language sql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$
  select s.worker_id from sec.session_now() s join app.worker w on w.id = s.worker_id where s.kind = 'work' and w.role <> 'service' $$;

create function sec.organisation_at_work() returns uuid language sql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$
  select s.organisation_id from sec.session_now() s join app.worker w on w.id = s.worker_id where s.kind = 'work' and w.role <> 'service' $$;

create function sec.at_work_reads(scope int) returns uuid[] language sql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$
  select case when sec.worker_at_work() is null then '{}'::uuid[] else sec.reads(scope) end $$;

create function sec.at_work_writes(scope int) returns uuid[] language sql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$
  select case when sec.worker_at_work() is null then '{}'::uuid[] else sec.writes(scope) end $$;

create function sec.at_work_reads_always() returns int language sql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$
  select case when sec.worker_at_work() is null then 0 else sec.reads_always() end $$;

create function sec.at_work_writes_always() returns int language sql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$
  select case when sec.worker_at_work() is null then 0 else sec.writes_always() end $$;

-- As before, but that a worker's own work derives only whom that worker may write.
create or replace function sec.may_derive(people uuid[]) returns boolean language plpgsql stable security definer
  set search_path = pg_catalog, sec, pg_temp set plan_cache_mode = force_generic_plan as $$
declare me sec.session := sec.session_now(); of_all uuid := sec.work_organisation();
begin
  if me.kind = 'work' and me.worker_id is null and me.organisation_id is null then return true; end if;
  return not exists (
    select from unnest(people) asked (id)
     where not exists (select from app.person p where of_all is not null and p.id = asked.id and p.organisation_id = of_all)
       and not exists (select from sec.edge e where e.user_id = me.worker_id and e.person_id = asked.id and e.writes & 2048 <> 0
                          and e.starts_at <= now() and e.expires_at > now()));
end $$;

grant execute on function sec.worker_at_work(), sec.organisation_at_work(), sec.at_work_reads(int), sec.at_work_writes(int),
  sec.at_work_reads_always(), sec.at_work_writes_always() to airt_jobs, airt_owner;

-- Whether whoever is signed in brings lists in at all.
create function sec.may_import() returns boolean language sql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$
  select exists (select from app.worker w where w.id = sec.uid() and w.ended_at is null
    and w.role in ('youth-worker', 'justice-social-worker', 'team-manager')) $$;
grant execute on function sec.may_import() to airt_app, airt_jobs, airt_owner;

-- Sends one's own list to be worked on, where it stands as it was seen: the work's token is made here, in what causes it. The same
-- token serves the list each time, and opens nothing for longer than two hours. Returns whether it stood so.
create function sec.send_import(import uuid, seen text[], next text, on_day date, token_hash bytea, form_secret text) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, sec, pg_temp as $$
declare me sec.session := sec.session_now(); stage text := $3;
begin
  if me.kind is distinct from 'browser' or not sec.may_import() then raise exception 'not theirs to bring in' using errcode = '42501'; end if;
  if stage not in ('checking', 'running', 'undoing') then raise exception 'nothing is done there' using errcode = '22023'; end if;
  update app.import i set status = stage, stopped_at = null, stopped_because = null, stopped_says = null, alive_at = now(), failures = 0,
      version = i.version + 1,
      started_at = case when stage = 'checking' then null else coalesce(i.started_at, now()) end,
      started_on = case when stage = 'checking' then null else coalesce(i.started_on, $4) end,
      -- What was corrected is the next part.
      part = case when stage = 'running' and i.status = 'done' then i.part + 1 else i.part end,
      batches_done = case when stage = 'running' and i.status = 'done' then 0 else i.batches_done end
   where i.organisation_id = me.organisation_id and i.id = $1 and i.worker_id = me.worker_id and i.status = any ($2);
  if not found then return false; end if;
  insert into sec.session as s (token_hash, kind, worker_id, organisation_id, act, form_secret, expires_at)
  values ($5, 'work', me.worker_id, me.organisation_id, 'import.' || stage, $6, now() + interval '2 hours')
  on conflict on constraint session_pkey do update set act = excluded.act, made_at = now(), ended_at = null, expires_at = excluded.expires_at
   where s.kind = 'work' and s.worker_id = me.worker_id;
  insert into pgboss.job (name, data, expire_in, keep_until, retry_limit, retry_delay, policy)
  select q.name, jsonb_build_object('importId', $1), q.expire_seconds * interval '1 second', now() + q.retention_minutes * interval '1 minute',
         q.retry_limit, q.retry_delay, q.policy
    from pgboss.queue q where q.name = 'import';
  perform pg_notify('airt_import', '');
  return true;
end $$;
grant execute on function sec.send_import(uuid, text[], text, date, bytea, text) to airt_app;

-- The work is done: its token opens nothing any more.
create function sec.end_work() returns void language sql volatile security definer
  set search_path = pg_catalog, sec, pg_temp as $$
  update sec.session s set ended_at = now() where s.token_hash = sec.token_hash() and s.kind = 'work' and s.ended_at is null $$;

-- Opens the way to people who are about to be written by this work, as sec.begin_person does to one.
create function sec.begin_people(how_many int) returns setof uuid language plpgsql volatile security definer
  set search_path = pg_catalog, sec, pg_temp as $$
declare me uuid := sec.worker_at_work(); home uuid := sec.organisation_at_work(); r sec.reach;
begin
  select reach.* into r from sec.reach join app.worker w on w.role = reach.role
   where w.id = me and reach.relation in ('lead', 'team') and reach.writes & 1 <> 0
   order by reach.relation limit 1;
  if r is null or how_many not between 0 and 10000 then raise exception 'this work adds nobody' using errcode = '42501'; end if;
  return query
    insert into sec.edge as e (user_id, person_id, organisation_id, src, scopes, writes, expires_at)
    select me, gen_random_uuid(), home, 'new', r.scopes, r.writes | 4096, now() + interval '1 minute' from generate_series(1, how_many)
    returning e.person_id;
end $$;

-- References of the organisation that are somebody's whom this worker may not write. Nothing is said of whose.
create function sec.references_taken(refs text[]) returns setof text language sql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$
  select p.reference from unnest($1) asked (reference) join app.person p on p.organisation_id = sec.organisation_at_work() and p.reference = asked.reference
   where sec.worker_at_work() is not null and p.id <> all (sec.at_work_writes(1)) $$;

-- What this worker may write of each of these people, as bits.
create function sec.reach_at_work(people uuid[]) returns table (person_id uuid, writes int) language sql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$
  select e.person_id, bit_or(e.writes) from sec.edge e
   where e.user_id = sec.worker_at_work() and e.person_id = any ($1) and e.starts_at <= now() and e.expires_at > now() group by 1 $$;

-- Keys of these people's dates that belong to one which this worker may not write: the same key again would be another date.
create function sec.date_keys_taken(people uuid[], keys text[]) returns table (person_id uuid, import_key text) language sql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$
  select f.person_id, f.import_key from app.fact f join sec.reach_at_work($1) r on r.person_id = f.person_id
   where sec.worker_at_work() is not null and f.import_key = any ($2) and f.scope & r.writes = 0 $$;

-- All that counts of a person's own row, and of their names and who works with them.
create function sec.person_stood(p app.person) returns text language sql stable set search_path = pg_catalog, pg_temp as $$
  select md5(concat(($1).version, ($1).sent, ($1).pending, ($1).unknown_worker)) $$;

create function sec.person_ways(person uuid) returns text language sql stable set search_path = pg_catalog, sec, pg_temp as $$
  select md5(concat(
    (select string_agg(concat(n.id, n.version, n.ended_at), ' ' order by n.id) from app.person_name n where n.person_id = $1),
    (select string_agg(concat(a.id, a.kind, a.ends_at), ' ' order by a.id) from app.allocation a where a.person_id = $1))) $$;

create function sec.fact_stood(f app.fact) returns text language sql stable set search_path = pg_catalog, pg_temp as $$
  select md5(concat(($1).version, ($1).sent, ($1).pending, ($1).import_key)) $$;

-- How these stand before one's own list changes them. What somebody else changed since the same list did is not its own any more.
create function sec.note_before(import uuid, people uuid[], facts uuid[]) returns void language plpgsql volatile security definer
  set search_path = pg_catalog, sec, pg_temp as $$
declare me uuid := sec.worker_at_work(); home uuid := sec.organisation_at_work();
begin
  if not exists (select from app.import i where i.organisation_id = home and i.id = $1 and i.worker_id = me and i.status = 'running') then
    raise exception 'not theirs to note' using errcode = '42501';
  end if;
  insert into app.import_change as c (organisation_id, import_id, worker_id, about_id, what_id, is_fact, is_added, before, version)
  select home, $1, me, p.id, p.id, false, false,
         to_jsonb(p) || jsonb_build_object(
           'lead', (select a.worker_id from app.allocation a where a.person_id = p.id and a.kind = 'lead' and a.ends_at is null),
           'leadBecause', (select a.because from app.allocation a where a.person_id = p.id and a.kind = 'lead' and a.ends_at is null),
           'names', (select jsonb_agg(n.id) from app.person_name n where n.person_id = p.id and n.ended_at is null)), p.version
    from app.person p where p.organisation_id = home and p.id = any ($2) and p.id = any (sec.at_work_writes(1))
  on conflict (organisation_id, import_id, what_id) do update
     set outcome = 'changed-since' where c.stood <> (select sec.person_stood(q) from app.person q where q.id = c.what_id);
  insert into app.import_change as c (organisation_id, import_id, worker_id, about_id, what_id, is_fact, is_added, before, version)
  select home, $1, me, f.person_id, f.id, true, false, to_jsonb(f), f.version
    from app.fact f where f.organisation_id = home and f.id = any ($3) and f.person_id = any (sec.at_work_writes(2048))
  on conflict (organisation_id, import_id, what_id) do update
     set outcome = 'changed-since' where c.stood <> (select sec.fact_stood(q) from app.fact q where q.id = c.what_id);
end $$;

-- How one's own list left these.
create function sec.note_after(import uuid, people uuid[], facts uuid[]) returns void language plpgsql volatile security definer
  set search_path = pg_catalog, sec, pg_temp as $$
declare me uuid := sec.worker_at_work(); home uuid := sec.organisation_at_work();
begin
  if not exists (select from app.import i where i.organisation_id = home and i.id = $1 and i.worker_id = me and i.status = 'running') then
    raise exception 'not theirs to note' using errcode = '42501';
  end if;
  insert into app.import_change as c (organisation_id, import_id, worker_id, about_id, what_id, is_fact, is_added, version, stood, ways)
  select home, $1, me, p.id, p.id, false, true, p.version, sec.person_stood(p), sec.person_ways(p.id)
    from app.person p where p.organisation_id = home and p.id = any ($2) and p.id = any (sec.at_work_writes(1))
  on conflict (organisation_id, import_id, what_id) do update set version = excluded.version, stood = excluded.stood, ways = excluded.ways;
  insert into app.import_change as c (organisation_id, import_id, worker_id, about_id, what_id, is_fact, is_added, version, stood)
  select home, $1, me, f.person_id, f.id, true, true, f.version, sec.fact_stood(f)
    from app.fact f where f.organisation_id = home and f.id = any ($3) and f.person_id = any (sec.at_work_writes(2048))
  on conflict (organisation_id, import_id, what_id) do update set version = excluded.version, stood = excluded.stood;
end $$;

-- Whether anything was written about this person beside what lists brought: whatever table names them, now or in time to come.
create function sec.is_worked_with(person uuid) returns boolean language plpgsql stable
  set search_path = pg_catalog, sec, pg_temp as $$
declare named record; found_one boolean;
begin
  for named in
    select c.oid::regclass as name, a.attname as key from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attname in ('person_id', 'about_id') and not a.attisdropped
     where n.nspname = 'app' and c.relkind in ('r', 'p')
       and c.relname not in ('person_name', 'person_version', 'allocation', 'fact', 'fact_version', 'transition', 'transition_move', 'import_change',
         -- To be looked at is not to be worked with.
         'unusual_read', 'unusual_read_version')
  loop
    execute format('select exists (select from %s where %I = $1)', named.name, named.key) into found_one using person;
    if found_one then return true; end if;
  end loop;
  return exists (select from app.fact f where f.person_id = person and f.withdrawn_because is distinct from 'The list was taken back');
end $$;

-- Takes back what one's own list did to so many people more: a person whom it added goes, values and dates that it changed go back as
-- a new version, dates that it added are withdrawn. What was worked with or changed since stays. Returns what became of each, and the
-- names of those whose record went back. Whoever calls it derives them anew, then closes the ways to those who go.
create function sec.undo_import(import uuid, most int) returns table (person_id uuid, outcome text, given_name text, family_name text, preferred_name text)
  language plpgsql volatile security definer set search_path = pg_catalog, sec, pg_temp as $$
#variable_conflict use_column
declare
  me uuid := sec.worker_at_work(); home uuid := sec.organisation_at_work();
  who uuid; p app.person; c app.import_change; f app.fact; was app.person; then_fact app.fact; verdict text; told text; reach int;
  kept uuid[]; worked uuid[];
begin
  if not exists (select from app.import i where i.organisation_id = home and i.id = $1 and i.worker_id = me and i.status = 'undoing') then
    raise exception 'not theirs to undo' using errcode = '42501';
  end if;
  for who in select distinct x.about_id from app.import_change x where x.organisation_id = home and x.import_id = $1 and x.outcome is null order by 1 limit $2 loop
    select q.* into p from app.person q where q.organisation_id = home and q.id = who for no key update;
    select coalesce(bit_or(r.writes), 0) into reach from sec.reach_at_work(array[who]) r;
    told := 'undone';
    if reach & 1 = 0 or reach & 2048 = 0 then
      update app.import_change x set outcome = 'not-yours' where x.organisation_id = home and x.import_id = $1 and x.about_id = who and x.outcome is null;
      return query select who, 'not-yours'::text, null::text, null::text, null::text;
      continue;
    end if;

    kept := array(select x.what_id from app.import_change x join app.fact y on y.organisation_id = home and y.id = x.what_id
      where x.organisation_id = home and x.import_id = $1 and x.about_id = who and x.is_fact and x.outcome is null
        and (x.stood <> sec.fact_stood(y) or y.scope & reach = 0));
    worked := array(select x.what_id from app.import_change x
      where x.organisation_id = home and x.import_id = $1 and x.about_id = who and x.is_fact and x.outcome is null
        and exists (select from app.decision d where d.person_id = who and d.decided_at > x.made_at));
    -- The keys first, so that of two dates that changed theirs neither stands in the other's way.
    update app.fact y set import_key = null from app.import_change x
     where x.organisation_id = home and x.import_id = $1 and x.about_id = who and x.is_fact and x.outcome is null
       and y.organisation_id = home and y.id = x.what_id and y.id <> all (kept || worked);
    for c in select x.* from app.import_change x
      where x.organisation_id = home and x.import_id = $1 and x.about_id = who and x.is_fact and x.outcome is null order by x.what_id loop
      select q.* into f from app.fact q where q.organisation_id = home and q.id = c.what_id for no key update;
      verdict := case when f.id = any (kept) then 'changed-since' when f.id = any (worked) then 'worked-with' else 'undone' end;
      if verdict <> 'undone' then
        told := verdict;
      elsif c.is_added then
        update app.fact q set import_key = null, sent = '{}', pending = '{}', withdrawn_on = greatest(q.recorded_on, (now() at time zone 'Europe/London')::date),
            withdrawn_because = 'The list was taken back', version = q.version + 1, changed_by = me, changed_at = now(), changed_because = 'The list was taken back'
         where q.organisation_id = home and q.id = f.id;
      else
        then_fact := jsonb_populate_record(null::app.fact, c.before);
        update app.fact q set import_key = then_fact.import_key, kind = then_fact.kind, scope = then_fact.scope, happens_on = then_fact.happens_on,
            at_time = then_fact.at_time, ends_on = then_fact.ends_on, certainty = then_fact.certainty, standing = then_fact.standing,
            source = then_fact.source, document_ref = then_fact.document_ref, received_on = then_fact.received_on, recorded_on = then_fact.recorded_on,
            details = then_fact.details, note = then_fact.note, moved_from = then_fact.moved_from, withdrawn_on = then_fact.withdrawn_on,
            withdrawn_because = then_fact.withdrawn_because, sent = then_fact.sent, pending = then_fact.pending,
            version = q.version + case when then_fact.version = c.version then 0 else 1 end, changed_by = me, changed_at = now(), changed_because = 'The list was taken back'
         where q.organisation_id = home and q.id = f.id;
      end if;
      update app.import_change x set outcome = verdict where x.organisation_id = home and x.import_id = $1 and x.what_id = c.what_id;
    end loop;

    select x.* into c from app.import_change x where x.organisation_id = home and x.import_id = $1 and x.what_id = who and x.outcome is null;
    if found then
      verdict := case
        when sec.person_stood(p) <> c.stood then 'changed-since'
        when c.is_added and (c.ways <> sec.person_ways(who) or sec.is_worked_with(who)) then 'worked-with'
        else 'undone' end;
      if verdict <> 'undone' then
        told := verdict;
      elsif c.is_added then
        -- Closed on the day it opened: nothing was ever to be raised. The reference is free for the same list again.
        told := 'taken-out';
        update app.person q set reference = null, sent = '{}', pending = '{}', unknown_worker = null, closed_on = q.opened_on,
            closed_because = 'entered-by-mistake', version = q.version + 1, changed_by = me, changed_at = now(), changed_because = 'The list was taken back'
         where q.organisation_id = home and q.id = who;
      else
        was := jsonb_populate_record(null::app.person, c.before);
        update app.person q set reference = was.reference, given_name = was.given_name, family_name = was.family_name, preferred_name = was.preferred_name,
            pronouns = was.pronouns, born_on = was.born_on, birth_date_certainty = was.birth_date_certainty, birth_date_source = was.birth_date_source,
            school_id = was.school_id, school_nation = was.school_nation, pupil = was.pupil, stage = was.stage, stage_session = was.stage_session,
            deferred_entry = was.deferred_entry, additional_support_needs = was.additional_support_needs, council = was.council, postcode = was.postcode,
            sex = was.sex, ethnicity = was.ethnicity, care_experienced = was.care_experienced, team_id = was.team_id, opened_on = was.opened_on,
            closed_on = was.closed_on, closed_because = was.closed_because, recorded_on = was.recorded_on, unknown_worker = was.unknown_worker,
            sent = was.sent, pending = was.pending, version = q.version + case when was.version = c.version then 0 else 1 end, changed_by = me,
            changed_at = now(), changed_because = 'The list was taken back'
         where q.organisation_id = home and q.id = who;
        if c.ways = sec.person_ways(who) then
          update app.person_name n set ended_at = now() where n.organisation_id = home and n.person_id = who and n.ended_at is null and n.kind <> 'main'
             and not coalesce(c.before -> 'names', '[]') ? n.id::text;
          update app.allocation a set ends_at = now() where a.organisation_id = home and a.person_id = who and a.ends_at is null and a.kind = 'lead'
             and a.worker_id::text is distinct from c.before ->> 'lead';
          insert into app.allocation (organisation_id, person_id, worker_id, kind, because, made_by)
          select home, who, (c.before ->> 'lead')::uuid, 'lead', c.before ->> 'leadBecause', me
           where c.before ->> 'lead' is not null
             and not exists (select from app.allocation a where a.organisation_id = home and a.person_id = who and a.ends_at is null
               and (a.kind = 'lead' or a.worker_id = (c.before ->> 'lead')::uuid));
        end if;
      end if;
      update app.import_change x set outcome = verdict where x.organisation_id = home and x.import_id = $1 and x.what_id = who;
    end if;
    return query select who, told, was.given_name, was.family_name, was.preferred_name
      where was.id = who union all select who, told, null, null, null where was.id is distinct from who;
  end loop;
end $$;

-- No way leads any more to those whom one's own list brought and who were taken back with it.
create function sec.close_ways(import uuid, people uuid[]) returns void language plpgsql volatile security definer
  set search_path = pg_catalog, sec, pg_temp as $$
declare me uuid := sec.worker_at_work(); home uuid := sec.organisation_at_work();
  gone uuid[] := array(select c.what_id from app.import_change c where c.organisation_id = home and c.import_id = $1 and c.worker_id = me
    and c.what_id = any ($2) and c.is_added and not c.is_fact and c.outcome = 'undone');
begin
  update app.allocation a set ends_at = now() where a.organisation_id = home and a.person_id = any (gone) and a.ends_at is null;
  update app.person p set team_id = null where p.organisation_id = home and p.id = any (gone);
  delete from sec.edge e where e.person_id = any (gone);
end $$;

-- Forgets what lists held once 30 days have passed; what was done by them stays, and can then not be undone.
create function sec.forget_imports() returns int language plpgsql volatile security definer
  set search_path = pg_catalog, sec, pg_temp as $$
declare me sec.session := sec.session_now(); old uuid[];
begin
  if me.kind is distinct from 'work' or me.worker_id is not null or me.organisation_id is not null then
    raise exception 'this is for work that reaches all' using errcode = '42501';
  end if;
  old := array(select i.id from app.import i where coalesce(i.started_at, i.made_at) < now() - interval '30 days' and i.status not in ('running', 'undoing')
    and (exists (select from app.import_part x where x.organisation_id = i.organisation_id and x.import_id = i.id)
      or exists (select from app.import_row x where x.organisation_id = i.organisation_id and x.import_id = i.id)
      or exists (select from app.import_change x where x.organisation_id = i.organisation_id and x.import_id = i.id)));
  delete from app.import_part x where x.import_id = any (old);
  delete from app.import_row x where x.import_id = any (old);
  delete from app.import_change x where x.import_id = any (old);
  -- Names of columns are kept for the next list of that source; of one that was never saved they may be anything.
  update app.import i set columns = '{}' where i.id = any (old) and i.started_at is null;
  -- Work comes round often, each time with a token of its own: one that has opened nothing for a day is of no use to anybody.
  delete from sec.session s where s.kind = 'work' and s.expires_at < now() - interval '1 day';
  return coalesce(cardinality(old), 0);
end $$;

-- How many lists the organisation brought in and what came of them, for whoever looks after Airt: counts alone.
create function sec.import_counts() returns table (kind text, status text, lists int, rows_read int, added int, changed int, refused int)
  language sql stable security definer set search_path = pg_catalog, sec, pg_temp as $$
  select i.kind, i.status, count(*)::int, coalesce(sum(i.rows_read), 0)::int, coalesce(sum(i.added), 0)::int, coalesce(sum(i.changed), 0)::int,
         coalesce(sum(i.refused), 0)::int
    from app.import i
   where i.organisation_id = sec.organisation() and exists (select from app.worker w where w.id = sec.uid() and w.role = 'administrator')
   group by 1, 2 order by 1, 2 $$;

grant execute on function sec.end_work(), sec.begin_people(int), sec.references_taken(text[]), sec.reach_at_work(uuid[]),
  sec.date_keys_taken(uuid[], text[]), sec.note_before(uuid, uuid[], uuid[]), sec.note_after(uuid, uuid[], uuid[]),
  sec.undo_import(uuid, int), sec.close_ways(uuid, uuid[]), sec.forget_imports() to airt_jobs;
grant execute on function sec.import_counts() to airt_app;

set local role airt_owner;

-- One's own: seen, made and gone on with by its maker alone, in a browser or by the work that they asked for.
create function sec.protect_own_table(named regclass) returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  execute format('alter table %s enable row level security', named);
  execute format('alter table %s force row level security', named);
  execute format('create policy own on %s for select to airt_app using (worker_id = (select sec.uid()) and (select sec.may_import()))', named);
  execute format('create policy add_own on %s for insert to airt_app with check (worker_id = (select sec.uid()) and (select sec.may_import()) '
    'and organisation_id = (select sec.organisation()))', named);
  execute format('create policy change_own on %s for update to airt_app using (worker_id = (select sec.uid()) and (select sec.may_import())) '
    'with check (worker_id = (select sec.uid()) and (select sec.may_import()))', named);
  execute format('create policy own_work on %s to airt_jobs using (worker_id = (select sec.worker_at_work()) and (select sec.may_import())) '
    'with check (worker_id = (select sec.worker_at_work()) and organisation_id = (select sec.organisation_at_work()) and (select sec.may_import()))', named);
  execute format('create policy work on %s to airt_jobs using (organisation_id = (select sec.work_organisation()) or (select sec.works_everywhere())) '
    'with check (organisation_id = (select sec.work_organisation()) or (select sec.works_everywhere()))', named);
  execute format('create policy definer on %s to airt_sec using (true) with check (true)', named);
  perform sec.keep_in_place(named);
end $$;
select sec.protect_own_table('app.import');
select sec.protect_own_table('app.import_part');
select sec.protect_own_table('app.import_row');
select sec.protect_own_table('app.import_change');

grant select, insert on app.import, app.import_part to airt_app;
grant select on app.import_row to airt_app;
grant select (organisation_id, import_id, worker_id, about_id, what_id, is_fact, is_added, outcome) on app.import_change to airt_app;
grant update (columns, team_id, version) on app.import to airt_app;
grant update (choices) on app.import_part to airt_app;
grant update (mended_in) on app.import_row to airt_app;
grant select, update on app.import to airt_jobs;
grant select on app.import_part to airt_jobs;
grant update (report) on app.import_part to airt_jobs;
grant select, insert on app.import_row to airt_jobs;
grant select (organisation_id, import_id, worker_id, outcome) on app.import_change to airt_jobs;

-- What a worker's own work may read and write: their people as they may in a browser, and of their organisation what is named by rows.
create policy own_work on app.organisation for select to airt_jobs using (id = (select sec.organisation_at_work()));
create policy own_work on app.team for select to airt_jobs using (organisation_id = (select sec.organisation_at_work()));
create policy own_work on app.team_member for select to airt_jobs using (organisation_id = (select sec.organisation_at_work()));
create policy own_work on app.worker for select to airt_jobs using (organisation_id = (select sec.organisation_at_work()));
create policy own_work on app.calendar_day for select to airt_jobs using (organisation_id = (select sec.organisation_at_work()));
create policy own_work on app.school for select to airt_jobs using ((select sec.worker_at_work()) is not null);
create policy add_own_work on app.school for insert to airt_jobs with check ((select sec.worker_at_work()) is not null and (select sec.may_import()));
create policy own_work on app.school_session for select to airt_jobs using ((select sec.worker_at_work()) is not null);

create function sec.open_to_own_work(named regclass, scope int, key text default 'person_id') returns void
  language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  execute format('create policy own_work on %s for select to airt_jobs using (%I = any ((select sec.at_work_reads(%s))::uuid[]))', named, key, scope);
  execute format('create policy add_own_work on %s for insert to airt_jobs with check (%I = any ((select sec.at_work_writes(%s))::uuid[]) '
    'and organisation_id = (select sec.organisation_at_work()))', named, key, scope);
  execute format('create policy change_own_work on %s for update to airt_jobs using (%I = any ((select sec.at_work_writes(%s))::uuid[])) '
    'with check (%I = any ((select sec.at_work_writes(%s))::uuid[]))', named, key, scope, key, scope);
end $$;
select sec.open_to_own_work('app.person', 1, 'id');
select sec.open_to_own_work('app.person_name', 1);
select sec.open_to_own_work('app.allocation', 4096);

do $$
declare readable text := sec.scope_condition('at_work_reads'); writable text := sec.scope_condition('at_work_writes');
begin
  execute format('create policy own_work on app.fact for select to airt_jobs using (%s)', readable);
  execute format('create policy add_own_work on app.fact for insert to airt_jobs with check (%s and organisation_id = (select sec.organisation_at_work()))', writable);
  execute format('create policy change_own_work on app.fact for update to airt_jobs using (%s) with check (%s)', writable, writable);
end $$;
drop function sec.open_to_own_work(regclass, int, text);
