-- Who writes the lines of a handover page.
set local role airt_sec;

-- As before, and where nobody led before, nobody who goes writes: only who may allocate.
create or replace function sec.write_handover_lines(handover uuid, seen int, words text) returns table (written boolean, version int)
  language plpgsql volatile security definer set search_path = pg_catalog, sec, pg_temp as $$
#variable_conflict use_column
declare h app.handover;
begin
  select * into h from app.handover x where x.id = $1 for update;
  if h.id is null or h.undone_at is not null or h.kind = 'nobody' or not (h.person_id = any (sec.writes(8)))
     or (h.from_worker_id is distinct from sec.uid() and not (h.person_id = any (sec.writes(4096)))) then return; end if;
  if h.version <> $2 then return query select false, h.version; return; end if;
  update app.handover x set lines = $3, lines_by = sec.uid(), lines_at = clock_timestamp(), version = h.version + 1
   where x.organisation_id = h.organisation_id and x.id = h.id;
  return query select true, h.version + 1;
end $$;
