-- Who asks is asked of every table in every question, so that it is looked up without a function inside a function: as written before,
-- a page of ten lists spent more on that than on what it lists. What holds is the same, word for word.
set local role airt_sec;

-- The one session that this transaction speaks for; no row: nobody. Read by the functions below alone.
create view sec.session_in_force with (security_invoker = true) as
  select s.* from sec.session s
   where s.token_hash = sha256(convert_to(nullif(current_setting('app.session', true), ''), 'UTF8'))
     and s.stage = 'full' and s.ended_at is null and s.expires_at > now()
     and (s.idle is null or s.last_seen_at + s.idle > now())
     and (s.worker_id is null or exists (select from app.worker w where w.id = s.worker_id and w.ended_at is null));

create or replace function sec.session_now() returns sec.session language plpgsql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$
declare one sec.session;
begin
  select s.* into one from sec.session_in_force s;
  return one;
end $$;

create or replace function sec.uid() returns uuid language plpgsql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$
begin return (select s.worker_id from sec.session_in_force s); end $$;

create or replace function sec.organisation() returns uuid language plpgsql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$
begin return (select s.organisation_id from sec.session_in_force s); end $$;

-- The people whom this session may read in one scope, to be compared with an indexed column: whoever is seen in two ways is in it twice.
create or replace function sec.reads(scope int) returns uuid[] language plpgsql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$
begin
  return array(select e.person_id from sec.session_in_force s join sec.edge e on e.user_id = s.worker_id
    where e.scopes & $1 <> 0 and e.starts_at <= now() and e.expires_at > now());
end $$;

create or replace function sec.writes(scope int) returns uuid[] language plpgsql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$
begin
  return array(select e.person_id from sec.session_in_force s join sec.edge e on e.user_id = s.worker_id
    where e.writes & $1 <> 0 and e.starts_at <= now() and e.expires_at > now());
end $$;

create or replace function sec.reads_always() returns int language plpgsql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$
begin
  return (select coalesce(bit_and(e.scopes), 0) from sec.session_in_force s join sec.edge e on e.user_id = s.worker_id
    where e.starts_at <= now() and e.expires_at > now());
end $$;

create or replace function sec.writes_always() returns int language plpgsql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$
begin
  return (select coalesce(bit_and(e.writes), 0) from sec.session_in_force s join sec.edge e on e.user_id = s.worker_id
    where e.starts_at <= now() and e.expires_at > now());
end $$;

-- A save asks this of one person half a dozen times over: what is only ever work's is looked up for work alone.
create or replace function sec.may_derive(people uuid[]) returns boolean language plpgsql stable security definer
  set search_path = pg_catalog, sec, pg_temp set plan_cache_mode = force_generic_plan as $$
declare me sec.session := sec.session_now(); of_all uuid; here xid8 := pg_current_xact_id_if_assigned();
begin
  if me.kind = 'work' then
    if me.worker_id is null and me.organisation_id is null then return true; end if;
    of_all := sec.work_organisation();
  end if;
  return not exists (
    select from unnest(people) asked (id)
     where not exists (select from app.person p where of_all is not null and p.id = asked.id and p.organisation_id = of_all)
       and not exists (select from sec.edge e where e.user_id = me.worker_id and e.person_id = asked.id and e.writes & 2048 <> 0
                          and e.starts_at <= now() and e.expires_at > now())
       and not exists (select from sec.to_derive t where t.xact = here and t.person_id = asked.id and t.token_hash = me.token_hash));
end $$;
