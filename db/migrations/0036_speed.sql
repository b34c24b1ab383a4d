-- What the rules may see of many people at once is read in the order of the indexes, whatever the planner knows of the tables.
set local role airt_sec;

-- As before, and packed anew for the reader in app/transitions/packed-values.ts: one value after another, each closed by 1f, days as their
-- number since 1 January 1970. First how many people; after a person's own values how many facts follow, then those, how many weeks, and
-- those. Each person is looked up by itself and nothing is joined, so that a table never analysed costs no more than one that was.
create or replace function sec.lives(people uuid[]) returns text language plpgsql stable security definer
  set search_path = pg_catalog, sec, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off set jit = off as $$
-- The mark is written out each time: as a variable of its own it costs a sixth of all the rest.
begin
  if not sec.may_derive(people) then raise exception 'not theirs to derive' using errcode = '42501'; end if;
  return (
    select count(*) || e'\x1f' || coalesce(string_agg(p.id || e'\x1f' || p.organisation_id || e'\x1f' || coalesce((p.born_on - date '1970-01-01')::text, '') || e'\x1f' || p.birth_date_certainty || e'\x1f'
        || replace(p.birth_date_source, e'\x1f', '') || e'\x1f' || (p.recorded_on - date '1970-01-01') || e'\x1f' || coalesce(replace(p.recorded_by, e'\x1f', ''), '') || e'\x1f'
        || p.school_nation || e'\x1f' || p.pupil || e'\x1f' || coalesce(p.stage, '') || e'\x1f' || coalesce(p.stage_session, '') || e'\x1f'
        || case when p.deferred_entry then 't' else '' end || e'\x1f' || p.additional_support_needs || e'\x1f' || coalesce(p.school_id::text, '') || e'\x1f'
        || (p.opened_on - date '1970-01-01') || e'\x1f' || coalesce((p.closed_on - date '1970-01-01')::text, '') || e'\x1f' || coalesce(p.closed_because, '') || e'\x1f'
        || coalesce((select d.digest from sec.derived d where d.person_id = p.id), '') || e'\x1f'
        || (select count(*) || e'\x1f' || coalesce(string_agg(
              coalesce(replace(f.source_id, e'\x1f', ''), f.id::text) || e'\x1f' || f.kind || e'\x1f' || (f.happens_on - date '1970-01-01') || e'\x1f' || coalesce(f.at_time, '') || e'\x1f'
              || coalesce((f.ends_on - date '1970-01-01')::text, '') || e'\x1f' || f.certainty || e'\x1f' || f.standing || e'\x1f' || replace(f.source, e'\x1f', '') || e'\x1f'
              || coalesce(replace(f.document_ref, e'\x1f', ''), '') || e'\x1f' || coalesce((f.received_on - date '1970-01-01')::text, '') || e'\x1f'
              || (f.recorded_on - date '1970-01-01') || e'\x1f' || coalesce(replace(f.recorded_by, e'\x1f', ''), '') || e'\x1f' || coalesce((f.confirmed_on - date '1970-01-01')::text, '') || e'\x1f'
              || case when f.details = '{}' then '' else f.details::text end || e'\x1f', ''), '')
            from app.fact f where f.person_id = p.id and f.withdrawn_on is null)
        || (select count(*) || e'\x1f' || coalesce(string_agg(
              w.id || e'\x1f' || (w.week_starting - date '1970-01-01') || e'\x1f' || w.openings || e'\x1f' || w.present || e'\x1f' || w.absent_explained || e'\x1f' || w.excluded || e'\x1f'
              || w.longest_unexplained_run_days || e'\x1f' || (w.recorded_on - date '1970-01-01') || e'\x1f', '' order by w.week_starting), '')
            from app.attendance w where w.person_id = p.id and w.week_starting >= (
              select make_date(extract(year from max(t.week_starting) - interval '7 months')::int - 2, 8, 1)
                from app.attendance t where t.person_id = p.id)), ''), '')
      from app.person p where p.id = any (people) and p.merged_into is null);
end $$;
