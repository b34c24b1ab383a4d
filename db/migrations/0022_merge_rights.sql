-- Whoever has just added somebody may say for a minute who works with them: that is no right to decide what becomes of two records.
set local role airt_sec;

create or replace function sec.may_merge(one uuid, other uuid) returns boolean language sql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$
  select array[$1, $2] <@ array(select e.person_id from sec.edge e where e.user_id = sec.uid() and e.writes & 4096 <> 0 and e.src <> 'new'
      and e.starts_at <= now() and e.expires_at > now())
    and (select count(distinct p.organisation_id) = 1 and bool_and(p.organisation_id = sec.organisation())
      and count(*) = 2 from app.person p where p.id in ($1, $2)) $$;
