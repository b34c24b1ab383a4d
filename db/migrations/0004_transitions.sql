-- What the rules found in each life, and what was decided. Written only by the functions below, from what one deriving found.
set local role airt_owner;

create table app.transition (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  person_id uuid not null,
  rule text not null,
  -- `once`, or the id of the order, hearing, stay or event: never a date that can move.
  occurrence text not null,
  edition int not null,
  scope int not null check (scope in (4, 8, 16, 64, 128, 256)),
  falls_on date,
  window_from date,
  window_to date,
  certainty text not null check (certainty in ('official-recorded', 'recorded', 'statutory-derived', 'provisional',
    'practice-standard', 'reported', 'unknown')),
  law_version text not null,
  -- [{ step, on, covers?, done?, back? }]: one a step, in the order of their days.
  prompts jsonb not null,
  -- The first day on which an undecided prompt shows; null when nothing waits to be decided.
  next_on date,
  duties jsonb not null,
  data_gaps text[] not null,
  warnings text[] not null,
  basis jsonb not null,
  expected_stage text,
  urgent boolean not null,
  cluster text,
  because text not null,
  over_because text,
  -- A digest of all the above but the decisions.
  skeleton text not null,
  -- Not null: the rules no longer find it. It stays with its history, and comes back as the same one.
  gone_at timestamptz,
  version int not null default 1,
  changed_at timestamptz not null default now(),
  primary key (organisation_id, id),
  unique (organisation_id, person_id, rule, occurrence),
  foreign key (organisation_id, person_id) references app.person,
  check (certainty <> 'unknown' or falls_on is null),
  check (gone_at is null or next_on is null)
);
create index transition_due on app.transition (person_id, next_on) where next_on is not null;
select sec.protect_scoped_table('app.transition');

-- Each time a day moved: from where to where, and why. Never changed.
create table app.transition_move (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  person_id uuid not null,
  transition_id uuid not null,
  scope int not null check (scope in (4, 8, 16, 64, 128, 256)),
  from_on date,
  to_on date,
  because text not null,
  moved_by uuid,
  moved_at timestamptz not null default clock_timestamp(),
  primary key (organisation_id, id),
  foreign key (organisation_id, transition_id) references app.transition
);
create index transition_move_by_transition on app.transition_move (transition_id);
select sec.protect_scoped_table('app.transition_move');

-- What a worker decided about the prompts of a transition. A later one stands beside the earlier: none is overwritten.
create table app.decision (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  person_id uuid not null,
  transition_id uuid not null,
  scope int not null check (scope in (4, 8, 16, 64, 128, 256)),
  step text not null,
  covers text[] not null default '{}',
  -- Which round the prompt stood in; null in the first.
  round text,
  kind text not null check (kind in ('acted', 'not-now', 'not-right', 'already-done')),
  reason text check (reason in ('not-safe-to-raise-now', 'young-person-declined', 'not-true', 'already-doing', 'other-agency-leads', 'other')),
  note text not null default '',
  back_on date,
  decided_by uuid not null,
  decided_at timestamptz not null default clock_timestamp(),
  primary key (organisation_id, id),
  foreign key (organisation_id, transition_id) references app.transition,
  foreign key (organisation_id, person_id) references app.person,
  check ((kind = 'not-now') = (back_on is not null))
);
create index decision_by_transition on app.decision (transition_id, decided_at);
create index decision_by_person on app.decision (person_id);
select sec.protect_scoped_table('app.decision');
-- A decision is one's own, about a transition that one sees, of the same person and scope.
create policy own on app.decision as restrictive for insert to airt_app with check (decided_by = (select sec.uid())
  and exists (select from app.transition t where t.organisation_id = decision.organisation_id and t.id = decision.transition_id
    and t.person_id = decision.person_id and t.scope = decision.scope));

-- A move or a decision, once made, stays as it was.
create function app.refuse_change() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin raise exception 'this stays as it was written' using errcode = '42501'; end $$;
create trigger stays before update or delete on app.transition_move for each row execute function app.refuse_change();
create trigger stays before update or delete on app.decision for each row execute function app.refuse_change();
create trigger stays before update or delete on app.person_version for each row execute function app.refuse_change();
create trigger stays before update or delete on app.fact_version for each row execute function app.refuse_change();

grant select on app.transition, app.transition_move to airt_app;
grant select, insert on app.decision to airt_app;
grant select on app.transition, app.transition_move, app.decision to airt_jobs;
grant select, insert, update on app.transition to airt_sec;
grant select, insert on app.transition_move, app.decision to airt_sec;

-- What was derived of each person last, as a digest: the same again means that nothing is to be written.
create table sec.derived (
  person_id uuid primary key,
  digest text not null
);
grant select, insert, update on sec.derived to airt_sec;

set local role airt_sec;

-- Whether this session may have these people derived anew: it may write dates of each, as whoever may write a fact can, or works
-- without a browser for their organisation.
-- The rules must see the whole life, also what this worker may not read; what comes of it is shown by scope as ever.
create function sec.may_derive(people uuid[]) returns boolean language plpgsql stable security definer
  set search_path = pg_catalog, sec, pg_temp set plan_cache_mode = force_generic_plan as $$
declare me sec.session := sec.session_now();
begin
  if me.kind = 'work' and me.worker_id is null and me.organisation_id is null then return true; end if;
  return not exists (
    select from unnest(people) asked (id)
     where not exists (select from app.person p where me.kind = 'work' and p.id = asked.id and p.organisation_id = me.organisation_id)
       and not exists (select from sec.edge e where e.user_id = me.worker_id and e.person_id = asked.id and e.writes & 2048 <> 0
                          and e.starts_at <= now() and e.expires_at > now()));
end $$;

-- Two who change the same person derive one after the other, so that the second sees what the first wrote.
create function sec.lock_people(people uuid[]) returns void language plpgsql volatile security definer
  set search_path = pg_catalog, sec, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  if not sec.may_derive(people) then raise exception 'not theirs to derive' using errcode = '42501'; end if;
  perform from app.person p where p.id = any (people) order by p.id for no key update;
end $$;

-- All that the rules may see of these people, packed for the reader in app/caseload/lives.server.ts:
-- people divided by 1d, their fields by 1f, their facts by 1e, the fields of a fact by 1c (hexadecimal control characters).
create function sec.lives(people uuid[]) returns text language plpgsql stable security definer
  set search_path = pg_catalog, sec, pg_temp set datestyle = 'ISO' set plan_cache_mode = force_generic_plan as $$
-- Said here and not in a function of its own, which cost as much as all the rest.
declare marks constant text := e'\x1c\x1d\x1e\x1f';
begin
  if not sec.may_derive(people) then raise exception 'not theirs to derive' using errcode = '42501'; end if;
  return (
    select string_agg(concat(p.id, e'\x1f', p.organisation_id, e'\x1f', p.born_on, e'\x1f', p.birth_date_certainty, e'\x1f',
        translate(p.birth_date_source, marks, ''), e'\x1f', p.recorded_on, e'\x1f', translate(p.recorded_by, marks, ''), e'\x1f', p.school_nation, e'\x1f', p.pupil, e'\x1f',
        p.stage, e'\x1f', p.stage_session, e'\x1f', p.deferred_entry, e'\x1f', p.additional_support_needs, e'\x1f', p.school_id, e'\x1f',
        p.opened_on, e'\x1f', p.closed_on, e'\x1f', p.closed_because, e'\x1f', d.digest, e'\x1f', f.facts), e'\x1d')
      from app.person p
      left join sec.derived d on d.person_id = p.id
      left join (
        select f.person_id, string_agg(concat(f.id, e'\x1c', translate(f.source_id, marks, ''), e'\x1c', f.kind, e'\x1c', f.happens_on, e'\x1c', f.at_time,
            e'\x1c', f.ends_on, e'\x1c', f.certainty, e'\x1c', f.standing, e'\x1c', translate(f.source, marks, ''), e'\x1c', translate(f.document_ref, marks, ''), e'\x1c',
            f.received_on, e'\x1c', f.recorded_on, e'\x1c', translate(f.recorded_by, marks, ''), e'\x1c', f.confirmed_on, e'\x1c',
            nullif(f.details, '{}')), e'\x1e') facts
          from app.fact f where f.person_id = any (people) and f.withdrawn_on is null group by f.person_id) f on f.person_id = p.id
     where p.id = any (people));
end $$;

-- Without a search path of its own, so that it is written out where it stands: it is read for every column of every batch.
create function sec.column_of(puts text[], at int) returns text[] language sql immutable
  as $$ select (pg_catalog.string_to_array(puts[at], e'\x1f', '\N'))[2:] $$;

-- The days around these people: their organisations' own working days, and their schools' first days of the Christmas holiday.
create function sec.surroundings(people uuid[]) returns jsonb language plpgsql stable security definer
  set search_path = pg_catalog, sec, pg_temp set datestyle = 'ISO' set plan_cache_mode = force_generic_plan as $$
begin
  if not sec.may_derive(people) then raise exception 'not theirs to derive' using errcode = '42501'; end if;
  return jsonb_build_object(
    'calendars', (select coalesce(jsonb_object_agg(c.organisation_id, c.days), '{}') from (
        select d.organisation_id, jsonb_agg(jsonb_build_object('date', d.day, 'works', d.works) order by d.day) days
          from app.calendar_day d
         where d.organisation_id in (select p.organisation_id from app.person p where p.id = any (people)) group by 1) c),
    'schools', (select coalesce(jsonb_object_agg(s.school_id, s.days), '{}') from (
        select x.school_id, jsonb_object_agg(x.session, x.christmas_holiday_first_day) days
          from app.school_session x where x.christmas_holiday_first_day is not null
           and x.school_id in (select p.school_id from app.person p where p.id = any (people)) group by 1) s));
end $$;

-- What is held of these people's transitions, with the decisions taken on each in the order of time.
create function sec.held_transitions(people uuid[]) returns table (id uuid, person_id uuid, rule text, occurrence text, falls_on date,
    because text, skeleton text, is_gone boolean, decisions jsonb)
  language plpgsql stable security definer set search_path = pg_catalog, sec, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  if not sec.may_derive(people) then raise exception 'not theirs to derive' using errcode = '42501'; end if;
  return query
    select t.id, t.person_id, t.rule, t.occurrence, t.falls_on, t.because, t.skeleton, t.gone_at is not null, coalesce(d.made, '[]')
      from app.person p
      join app.transition t on t.organisation_id = p.organisation_id and t.person_id = p.id
      left join lateral (
        select jsonb_agg(jsonb_build_object('step', d.step, 'covers', d.covers, 'kind', d.kind, 'backOn', d.back_on, 'round', d.round) order by d.decided_at, d.id) made
          from app.decision d where d.transition_id = t.id) d on true
     where p.id = any (people);
end $$;

-- Writes what one deriving found: `puts` new or changed, `moves` of days, `gone` no longer found. One live row a rule and occurrence.
-- `puts` is a text for each column, each of its values led by 1f, `\N` for none: read so, many rows cost a third of what JSON costs.
create function sec.store_transitions(people uuid[], digests text[], puts text[], moves jsonb, gone uuid[]) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, sec, pg_temp set datestyle = 'ISO' set plan_cache_mode = force_generic_plan as $$
declare me uuid := sec.uid();
begin
  if not sec.may_derive(people) then raise exception 'not theirs to derive' using errcode = '42501'; end if;

  insert into app.transition as t (organisation_id, person_id, rule, occurrence, edition, scope, falls_on, window_from, window_to,
      certainty, law_version, prompts, next_on, duties, data_gaps, warnings, basis, expected_stage, urgent, cluster, because, over_because, skeleton)
  select p.organisation_id, p.id, r.rule, r.occurrence, r.edition, r.scope, r.falls_on, r.window_from, r.window_to,
      r.certainty, r.law_version, r.prompts, r.next_on, r.duties, r.data_gaps::text[], r.warnings::text[], r.basis, r.expected_stage,
      r.urgent, r.cluster, r.because, r.over_because, r.skeleton
    from unnest(sec.column_of(puts, 1)::uuid[], sec.column_of(puts, 2), sec.column_of(puts, 3), sec.column_of(puts, 4)::int[],
      sec.column_of(puts, 5)::int[], sec.column_of(puts, 6)::date[], sec.column_of(puts, 7)::date[], sec.column_of(puts, 8)::date[],
      sec.column_of(puts, 9), sec.column_of(puts, 10), sec.column_of(puts, 11)::jsonb[], sec.column_of(puts, 12)::date[],
      sec.column_of(puts, 13)::jsonb[], sec.column_of(puts, 14), sec.column_of(puts, 15), sec.column_of(puts, 16)::jsonb[],
      sec.column_of(puts, 17), sec.column_of(puts, 18)::boolean[], sec.column_of(puts, 19), sec.column_of(puts, 20),
      sec.column_of(puts, 21), sec.column_of(puts, 22))
      r (person_id, rule, occurrence, edition, scope, falls_on, window_from, window_to, certainty, law_version, prompts, next_on, duties,
        data_gaps, warnings, basis, expected_stage, urgent, cluster, because, over_because, skeleton)
    join app.person p on p.id = r.person_id
    join unnest(people) asked (id) on asked.id = p.id
  on conflict (organisation_id, person_id, rule, occurrence) do update set
      edition = excluded.edition, scope = excluded.scope, falls_on = excluded.falls_on, window_from = excluded.window_from,
      window_to = excluded.window_to, certainty = excluded.certainty, law_version = excluded.law_version, prompts = excluded.prompts,
      next_on = excluded.next_on, duties = excluded.duties, data_gaps = excluded.data_gaps, warnings = excluded.warnings,
      basis = excluded.basis, expected_stage = excluded.expected_stage, urgent = excluded.urgent, cluster = excluded.cluster,
      because = excluded.because, over_because = excluded.over_because, skeleton = excluded.skeleton, gone_at = null, version = t.version + 1, changed_at = now();

  if moves <> '[]' then
    insert into app.transition_move (organisation_id, person_id, transition_id, scope, from_on, to_on, because, moved_by)
    select t.organisation_id, t.person_id, t.id, t.scope, m.from_on, m.to_on, m.because, me
      from jsonb_to_recordset(moves) m (person_id uuid, rule text, occurrence text, from_on date, to_on date, because text)
      join unnest(people) asked (id) on asked.id = m.person_id
      join app.person p on p.id = m.person_id
      join app.transition t on t.organisation_id = p.organisation_id and t.person_id = m.person_id and t.rule = m.rule and t.occurrence = m.occurrence;
  end if;
  if cardinality(gone) > 0 then
    update app.transition t set gone_at = now(), next_on = null, version = t.version + 1, changed_at = now()
      from app.person p
     where p.id = any (people) and t.organisation_id = p.organisation_id and t.person_id = p.id
       and t.id = any (gone) and t.gone_at is null;
  end if;

  insert into sec.derived as d (person_id, digest) select * from unnest(people, digests)
  on conflict (person_id) do update set digest = excluded.digest where d.digest <> excluded.digest;
end $$;

-- A decision settles prompts of the row that it was taken on; the version that was seen must still be the one that stands.
create function sec.settle_prompts(transition uuid, seen int, prompts jsonb, next_on date) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, sec, pg_temp as $$
begin
  update app.transition t set prompts = $3, next_on = $4, version = t.version + 1
   where t.id = $1 and t.version = $2 and t.gone_at is null
     and t.organisation_id = any (array(select distinct e.organisation_id from sec.edge e where e.user_id = sec.uid()))
     and exists (select from sec.edge e where e.user_id = sec.uid() and e.person_id = t.person_id and e.writes & 2048 <> 0
                   and e.writes & t.scope <> 0 and e.starts_at <= now() and e.expires_at > now());
  return found;
end $$;

grant execute on function sec.lock_people(uuid[]), sec.lives(uuid[]), sec.surroundings(uuid[]), sec.held_transitions(uuid[]),
  sec.store_transitions(uuid[], text[], text[], jsonb, uuid[]) to airt_app, airt_jobs;
grant execute on function sec.settle_prompts(uuid, int, jsonb, date) to airt_app;
