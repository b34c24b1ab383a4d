-- What was kept, tried and brought back, and who may read everything to keep it.
set local role airt_owner;

-- One row for each time a backup was made, tried or brought back. It is about the whole of this Airt, and holds nothing of anybody.
create table app.backup_run (
  id uuid primary key default gen_random_uuid(),
  -- 'backup': made. 'drill': brought back aside, checked and taken away. 'restore': this database came from one.
  kind text not null check (kind in ('backup', 'drill', 'restore')),
  -- 'asked' by somebody or by the clock; taken up by a process that has the folder.
  state text not null default 'asked' check (state in ('asked', 'running', 'done', 'failed')),
  because text not null check (because in ('daily', 'monthly', 'page', 'command')),
  how text check (how in ('cluster', 'logical')),
  asked_at timestamptz not null default now(),
  began_at timestamptz,
  -- By whoever runs it, every half minute: one that nobody has seen for long was cut off.
  seen_at timestamptz,
  ended_at timestamptz,
  bytes bigint check (bytes >= 0),
  table_count int,
  row_count bigint,
  -- The name of the file, and that of its folder; never a whole path.
  file text,
  folder text,
  key_id text,
  -- Why it failed, as a plain sentence that names nobody.
  why text,
  check ((state in ('done', 'failed')) = (ended_at is not null)),
  check (state <> 'running' or began_at is not null)
);
-- Asked twice, it is done once.
create unique index one_backup_run_at_once on app.backup_run (kind) where state in ('asked', 'running');
create index backup_run_by_time on app.backup_run (kind, asked_at desc);

alter table app.backup_run enable row level security;
alter table app.backup_run force row level security;
create policy work on app.backup_run to airt_jobs using ((select sec.works_everywhere())) with check ((select sec.works_everywhere()));
-- The permission matrix, row Settings, keys, backups: read by data protection, asked for by administrators.
create policy readers on app.backup_run for select to airt_app using (exists (select from app.worker w
  where w.id = (select sec.uid()) and w.role in ('administrator', 'data-protection')));
create policy asking on app.backup_run for insert to airt_app with check (state = 'asked' and because = 'page' and kind in ('backup', 'drill')
  and exists (select from app.worker w where w.id = (select sec.uid()) and w.role = 'administrator'));
grant select, insert (kind, because) on app.backup_run to airt_app;
grant select, insert, update on app.backup_run to airt_jobs;

-- Whoever makes a backup reads all of it: a policy on every table that has any, and the right to read. Called after every migration, so
-- that a new table is never left out. A table that somebody else keeps in the same database is theirs, and is not opened.
create function sec.open_to_backup() returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
declare thing record;
begin
  for thing in select n.nspname, c.relname, c.oid, c.relkind, c.relrowsecurity from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where (n.nspname in ('app', 'sec', 'aud', 'pgboss') or n.nspname = 'public' and c.relname = 'airt_migration')
      and c.relkind in ('r', 'p', 'S') and not c.relispartition
      and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
  loop
    if not has_schema_privilege('airt_backup', thing.nspname, 'usage') then
      execute format('grant usage on schema %I to airt_backup', thing.nspname);
    end if;
    if thing.relkind = 'S' then
      if not has_sequence_privilege('airt_backup', thing.oid, 'select') then
        execute format('grant select on sequence %I.%I to airt_backup', thing.nspname, thing.relname);
      end if;
      continue;
    end if;
    if not has_table_privilege('airt_backup', thing.oid, 'select') then
      execute format('grant select on %I.%I to airt_backup', thing.nspname, thing.relname);
    end if;
    if thing.relrowsecurity and not exists (select from pg_policy p where p.polrelid = thing.oid and p.polname = 'backup') then
      execute format('create policy backup on %I.%I for select to airt_backup using (true)', thing.nspname, thing.relname);
    end if;
  end loop;
end $$;
revoke execute on function sec.open_to_backup() from public;

-- After a restore nobody stays signed in, no work goes on, and no link that was sent opens anything.
set local role airt_sec;
create function sec.end_all_sessions() returns int language plpgsql volatile security definer
  set search_path = pg_catalog, sec, pg_temp as $$
declare ended int;
begin
  update sec.link set used_at = now() where used_at is null;
  update sec.session set ended_at = now() where ended_at is null;
  get diagnostics ended = row_count;
  return ended;
end $$;
set local role airt_owner;
