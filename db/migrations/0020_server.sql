-- What is answered a second time has been saved for certain: the row is written again, so that this commit too waits for the standby, and
-- with it, since it comes later, for the one that saved it. A commit whose wait was cut short is repeated by its key and then means what it says.
set local role airt_sec;

create or replace function sec.claim_form(key uuid, route text, body_hash bytea) returns table (location text, is_same boolean)
  language plpgsql volatile security definer set search_path = pg_catalog, sec, pg_temp as $$
declare me uuid := sec.uid();
begin
  if me is null then raise exception 'nobody is signed in' using errcode = '28000'; end if;
  insert into sec.form_saved as f (worker_id, key, route, body_hash) values (me, $1, $2, $3) on conflict do nothing;
  if found then return; end if;
  return query update sec.form_saved f set saved_at = f.saved_at where f.worker_id = me and f.key = $1
    returning f.location, f.body_hash = $3 and f.route = $2;
end $$;
