-- Who is told of days on which nothing is there for somebody.
set local role airt_sec;

-- How many of these people each manager of the organisation may see. For work without a browser: it tells numbers and nobody's name.
-- Only where they may read all that could fill a gap, as on their page: dates, school, wellbeing, programmes.
create function sec.seen_by_managers(organisation uuid, people uuid[]) returns table (worker_id uuid, seen int)
  language plpgsql stable security definer set search_path = pg_catalog, sec, pg_temp as $$
begin
  if not exists (select from sec.session_now() s where s.kind = 'work' and (s.organisation_id is null or s.organisation_id = $1)) then
    raise exception 'this work is not for that organisation' using errcode = '42501';
  end if;
  return query
  select w.id, count(*)::int
    from (select e.user_id from sec.edge e where e.person_id = any ($2) and e.starts_at <= now() and e.expires_at > now()
           group by e.user_id, e.person_id having bit_or(e.scopes) & 2076 = 2076) may
    join app.worker w on w.id = may.user_id
   where w.organisation_id = $1 and w.role = 'team-manager' and w.ended_at is null
   group by w.id;
end $$;

grant execute on function sec.seen_by_managers(uuid, uuid[]) to airt_jobs;
