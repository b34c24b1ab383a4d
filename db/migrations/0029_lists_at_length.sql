-- Whom a list's maker may write is asked once for all its rows: asked for each row, a list took minutes where they have many people.
set local role airt_sec;

-- References of the organisation that are somebody's whom this worker may not write. Nothing is said of whose.
create or replace function sec.references_taken(refs text[]) returns setof text language plpgsql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$
declare home uuid := sec.organisation_at_work(); theirs uuid[] := sec.at_work_writes(1);
begin
  if sec.worker_at_work() is null then return; end if;
  return query select p.reference from app.person p
    where p.organisation_id = home and p.reference in (select unnest(refs)) and not (p.id = any (theirs));
end $$;

-- How these stand before one's own list changes them. What somebody else changed since the same list did is not its own any more.
create or replace function sec.note_before(import uuid, people uuid[], facts uuid[]) returns void language plpgsql volatile security definer
  set search_path = pg_catalog, sec, pg_temp as $$
declare me uuid := sec.worker_at_work(); home uuid := sec.organisation_at_work();
  records uuid[] := sec.at_work_writes(1); dates uuid[] := sec.at_work_writes(2048);
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
    from app.person p where p.organisation_id = home and p.id = any ($2) and p.id = any (records)
  on conflict (organisation_id, import_id, what_id) do update
     set outcome = 'changed-since' where c.stood <> (select sec.person_stood(q) from app.person q where q.id = c.what_id);
  insert into app.import_change as c (organisation_id, import_id, worker_id, about_id, what_id, is_fact, is_added, before, version)
  select home, $1, me, f.person_id, f.id, true, false, to_jsonb(f), f.version
    from app.fact f where f.organisation_id = home and f.id = any ($3) and f.person_id = any (dates)
  on conflict (organisation_id, import_id, what_id) do update
     set outcome = 'changed-since' where c.stood <> (select sec.fact_stood(q) from app.fact q where q.id = c.what_id);
end $$;

-- How one's own list left these.
create or replace function sec.note_after(import uuid, people uuid[], facts uuid[]) returns void language plpgsql volatile security definer
  set search_path = pg_catalog, sec, pg_temp as $$
declare me uuid := sec.worker_at_work(); home uuid := sec.organisation_at_work();
  records uuid[] := sec.at_work_writes(1); dates uuid[] := sec.at_work_writes(2048);
begin
  if not exists (select from app.import i where i.organisation_id = home and i.id = $1 and i.worker_id = me and i.status = 'running') then
    raise exception 'not theirs to note' using errcode = '42501';
  end if;
  insert into app.import_change as c (organisation_id, import_id, worker_id, about_id, what_id, is_fact, is_added, version, stood, ways)
  select home, $1, me, p.id, p.id, false, true, p.version, sec.person_stood(p), sec.person_ways(p.id)
    from app.person p where p.organisation_id = home and p.id = any ($2) and p.id = any (records)
  on conflict (organisation_id, import_id, what_id) do update set version = excluded.version, stood = excluded.stood, ways = excluded.ways;
  insert into app.import_change as c (organisation_id, import_id, worker_id, about_id, what_id, is_fact, is_added, version, stood)
  select home, $1, me, f.person_id, f.id, true, true, f.version, sec.fact_stood(f)
    from app.fact f where f.organisation_id = home and f.id = any ($3) and f.person_id = any (dates)
  on conflict (organisation_id, import_id, what_id) do update set version = excluded.version, stood = excluded.stood;
end $$;

