-- Only what is Airt's own is opened to backups: a table that somebody else keeps in the same database is theirs.
set local role airt_owner;
create or replace function sec.open_to_backup() returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
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
