set local role airt_sec;

-- Whether somebody was seen here at a time that lies half a day or more ahead: then the clock was wrong then, or is now. It tells of nobody.
create function sec.clock_went_back() returns boolean language sql stable security definer set search_path = pg_catalog, sec, pg_temp as $$
  select coalesce(max(s.last_seen_at) >= clock_timestamp() + interval '12 hours', false) from sec.session s where s.kind = 'browser' $$;
grant execute on function sec.clock_went_back() to airt_app;
