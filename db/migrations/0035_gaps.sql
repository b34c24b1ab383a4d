-- Who is told of days on which nothing is there for somebody.
set local role airt_sec;

-- How many of these people each manager of the organisation may see. For work without a browser: it tells numbers and nobody's name.
create function sec.seen_by_managers(organisation uuid, people uuid[]) returns table (worker_id uuid, seen int)
  language plpgsql stable security definer set search_path = pg_catalog, sec, pg_temp as $$
begin
  if not exists (select from sec.session_now() s where s.kind = 'work' and (s.organisation_id is null or s.organisation_id = $1)) then
    raise exception 'this work is not for that organisation' using errcode = '42501';
  end if;
  return query
  select w.id, count(distinct e.person_id)::int
    from sec.edge e join app.worker w on w.id = e.user_id
   where w.organisation_id = $1 and w.role = 'team-manager' and w.ended_at is null and e.person_id = any ($2)
     and e.starts_at <= now() and e.expires_at > now()
   group by w.id;
end $$;

grant execute on function sec.seen_by_managers(uuid, uuid[]) to airt_jobs;
