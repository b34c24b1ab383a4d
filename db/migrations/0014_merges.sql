-- Two records of one person: who says so, who decides it, what becomes of both, and how it is undone.
set local role airt_owner;

-- The record that stays instead of this one, whoever was put together with it since; null: it stands for itself.
alter table app.person
  add column merged_into uuid,
  add foreign key (organisation_id, merged_into) references app.person,
  add constraint not_into_itself check (merged_into <> id);
create index person_by_kept on app.person (organisation_id, merged_into) where merged_into is not null;

create function app.only_by_merging() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin raise exception 'records are put together and apart by their own functions' using errcode = '42501'; end $$;
create trigger only_by_merging before update on app.person for each row
  when (old.merged_into is distinct from new.merged_into and current_user <> 'airt_sec') execute function app.only_by_merging();
create trigger begins_for_itself before insert on app.person for each row
  when (new.merged_into is not null) execute function app.only_by_merging();

-- Somebody says that two records are of one person. A manager answers; an answer of no is remembered, so that it is not suggested again.
create table app.same_person (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  person_id uuid not null,
  other_id uuid not null,
  reason text not null check (reason <> ''),
  made_by uuid not null,
  made_at timestamptz not null default clock_timestamp(),
  answer text check (answer in ('merged', 'not-the-same')),
  answered_by uuid,
  answered_at timestamptz,
  answered_because text,
  primary key (organisation_id, id),
  foreign key (organisation_id, person_id) references app.person,
  foreign key (organisation_id, other_id) references app.person,
  check (person_id <> other_id),
  check ((answer is null) = (answered_at is null))
);
-- One open question about two people at a time, whichever was named first.
create unique index one_open_question on app.same_person (organisation_id, least(person_id, other_id), greatest(person_id, other_id))
  where answer is null;
create index same_person_by_person on app.same_person (person_id);
create index same_person_by_other on app.same_person (other_id);
select sec.protect_organisation_table('app.same_person');
drop policy own_organisation on app.same_person;

-- The record of `other_id` went into that of `person_id`.
create table app.person_merge (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  person_id uuid not null,
  other_id uuid not null,
  -- What of the person was taken from the other: [{ "was": { column: value }, "now": { column: value } }].
  taken jsonb not null default '[]',
  -- What the source had said of the other by then.
  other_sent jsonb not null default '{}',
  -- Whose record it was to be seen by, where that changed: { "was": { is, readers }, "now": … }.
  restricted jsonb,
  made_by uuid not null,
  made_at timestamptz not null default clock_timestamp(),
  undo_until timestamptz not null default clock_timestamp() + interval '30 days',
  undone_at timestamptz,
  undone_by uuid,
  -- The transaction that moves its rows: in no other does any row move.
  moving xid8,
  primary key (organisation_id, id),
  foreign key (organisation_id, person_id) references app.person,
  foreign key (organisation_id, other_id) references app.person,
  check (person_id <> other_id),
  check ((undone_at is null) = (undone_by is null))
);
create unique index in_one_record_at_a_time on app.person_merge (organisation_id, other_id) where undone_at is null;
create index person_merge_by_person on app.person_merge (person_id);
select sec.protect_organisation_table('app.person_merge');
drop policy own_organisation on app.person_merge;

-- Every row that a merge touched, and how it was. `own`: it was the kept record's before, so that whatever else is there came later.
create table sec.merged_row (
  merge_id uuid not null,
  seq bigint generated always as identity,
  what text not null check (what in ('moved', 'changed', 'added', 'own')),
  table_name text not null,
  row_id uuid not null,
  was jsonb,
  now jsonb,
  primary key (merge_id, seq)
);
grant select, insert on sec.merged_row to airt_sec;

grant select on app.same_person, app.person_merge to airt_jobs;
grant select, insert, update on app.same_person, app.person_merge to airt_sec;
grant update (given_name, family_name, preferred_name, pronouns, born_on, birth_date_certainty, birth_date_source, school_id, school_nation,
  pupil, stage, stage_session, deferred_entry, additional_support_needs, council, postcode, language, communication_needs, what_matters,
  sex, ethnicity, care_experienced, team_id, is_restricted, opened_on, closed_on, closed_because, sent, pending, merged_into, version, changed_by,
  changed_at, changed_because) on app.person to airt_sec;
grant insert, update (person_id, version, ended_at) on app.person_name to airt_sec;
grant update (person_id, safe, version, changed_by, changed_at) on app.person_way to airt_sec;
grant update (person_id) on app.person_tie, app.programme_place, app.session_card, app.session_version, app.concern, app.fact_version,
  app.referral_event, app.transition_move to airt_sec;
grant update (person_id, kind) on app.allocation to airt_sec;
grant update (person_id, revoked_at, revoked_because, version) on app.sharing_grant to airt_sec;
grant update (person_id, import_key, source_id, happens_on, at_time, ends_on, certainty, standing, source, document_ref, received_on, recorded_on,
  recorded_by, confirmed_on, details, note, moved_from, withdrawn_on, withdrawn_because, sent, version, changed_by, changed_at,
  changed_because) on app.fact to airt_sec;
grant update (person_id, transition_id) on app.session, app.referral, app.decision to airt_sec;
grant update (about_id, path) on app.draft to airt_sec;
grant insert, update (because, ended_at) on app.exclusion to airt_sec;
grant insert, delete on app.restricted_reader to airt_sec;

-- A row moves only between the two records that are put together or apart in this very transaction, by the functions that list it.
create function sec.is_between(organisation uuid, one uuid, other uuid) returns boolean language sql stable
  set search_path = pg_catalog, sec, pg_temp as $$
  select exists (select from app.person_merge m where m.organisation_id = $1 and m.moving = pg_current_xact_id()
    and ((m.person_id = $2 and m.other_id = $3) or (m.person_id = $3 and m.other_id = $2))) $$;
grant execute on function sec.is_between(uuid, uuid, uuid) to airt_sec;

create or replace function sec.refuse_move() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  was jsonb;
  now jsonb;
begin
  if current_user = 'airt_sec' then
    was := to_jsonb(old);
    now := to_jsonb(new);
    if was -> 'organisation_id' = now -> 'organisation_id' and was -> 'id' is not distinct from now -> 'id'
       and sec.is_between((now ->> 'organisation_id')::uuid, (was ->> 'person_id')::uuid, (now ->> 'person_id')::uuid) then return new; end if;
  end if;
  raise exception 'this row stays with whom it is about' using errcode = '42501';
end $$;

-- What stays as it was written may come to stand under another record of the same person, and changes in nothing else.
create or replace function app.refuse_change() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  was jsonb;
  now jsonb;
begin
  if tg_op = 'UPDATE' and current_user = 'airt_sec' then
    was := to_jsonb(old);
    now := to_jsonb(new);
    if was - array['person_id', 'transition_id'] = now - array['person_id', 'transition_id']
       and (was ->> 'person_id' = now ->> 'person_id' and was ->> 'transition_id' is not distinct from now ->> 'transition_id'
         or sec.is_between((now ->> 'organisation_id')::uuid, (was ->> 'person_id')::uuid, (now ->> 'person_id')::uuid)) then return new; end if;
  end if;
  raise exception 'this stays as it was written' using errcode = '42501';
end $$;

-- Whoever writes about somebody while their record is put together with another waits, and is told to begin again: what is written
-- into a record that nobody opens any more would be lost.
create function app.not_into_a_merged_record() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
declare kept uuid;
begin
  select p.merged_into into kept from app.person p where p.organisation_id = new.organisation_id and p.id = new.person_id for key share;
  if kept is not null then raise exception 'this record was put together with another meanwhile' using errcode = '40001'; end if;
  return new;
end $$;
create trigger not_into_a_merged_record before insert on app.person_name for each row when (current_user = 'airt_app') execute function app.not_into_a_merged_record();
create trigger not_into_a_merged_record before insert on app.person_way for each row when (current_user = 'airt_app') execute function app.not_into_a_merged_record();
create trigger not_into_a_merged_record before insert on app.person_tie for each row when (current_user = 'airt_app') execute function app.not_into_a_merged_record();
create trigger not_into_a_merged_record before insert on app.allocation for each row when (current_user = 'airt_app') execute function app.not_into_a_merged_record();
create trigger not_into_a_merged_record before insert on app.programme_place for each row when (current_user = 'airt_app') execute function app.not_into_a_merged_record();
create trigger not_into_a_merged_record before insert on app.sharing_grant for each row when (current_user = 'airt_app') execute function app.not_into_a_merged_record();
create trigger not_into_a_merged_record before insert on app.fact for each row when (current_user = 'airt_app') execute function app.not_into_a_merged_record();
create trigger not_into_a_merged_record before insert on app.decision for each row when (current_user = 'airt_app') execute function app.not_into_a_merged_record();
create trigger not_into_a_merged_record before insert on app.session for each row when (current_user = 'airt_app') execute function app.not_into_a_merged_record();
create trigger not_into_a_merged_record before insert on app.session_card for each row when (current_user = 'airt_app') execute function app.not_into_a_merged_record();
create trigger not_into_a_merged_record before insert on app.concern for each row when (current_user = 'airt_app') execute function app.not_into_a_merged_record();
create trigger not_into_a_merged_record before insert on app.referral for each row when (current_user = 'airt_app') execute function app.not_into_a_merged_record();

set local role airt_sec;

-- As before, and: a record that went into another is nobody's to see.
create or replace function sec.edges_of(people uuid[]) returns setof sec.edge language sql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$
  with way as (
    select a.worker_id, a.organisation_id, a.person_id, a.kind src, r.scopes, r.writes, a.starts_at, coalesce(a.ends_at, 'infinity') ends_at
      from app.allocation a join app.worker w on w.id = a.worker_id
      join sec.reach r on r.role = w.role and r.relation = a.kind
     where a.person_id = any (people)
    union all
    select w.id, p.organisation_id, p.id, 'team', r.scopes, r.writes, '-infinity', 'infinity'
      from app.person p join app.team_member m on m.organisation_id = p.organisation_id and m.team_id = p.team_id
      join app.worker w on w.id = m.worker_id join app.organisation o on o.id = p.organisation_id
      join sec.reach r on r.role = w.role and r.relation = 'team'
     where p.id = any (people) and (w.role = 'team-manager' or o.team_sees_team)
    union all
    select g.lead_id, s.organisation_id, s.person_id, 'programme', r.scopes, r.writes, s.starts_at, coalesce(s.ends_at, 'infinity')
      from app.programme_place s join app.programme g on g.organisation_id = s.programme_organisation_id and g.id = s.programme_id
      join app.worker w on w.id = g.lead_id join sec.reach r on r.role = w.role and r.relation = 'programme'
     where s.person_id = any (people)
    union all
    select s.to_worker_id, s.organisation_id, s.person_id, 'share:' || s.id, s.scopes & r.scopes, s.scopes & r.writes, s.starts_at,
           least(s.expires_at, coalesce(s.revoked_at, 'infinity'))
      from app.sharing_grant s join app.worker w on w.id = s.to_worker_id
      join sec.reach r on r.role = w.role and r.relation = 'share'
     where s.person_id = any (people)
    union all
    select w.id, s.organisation_id, s.person_id, 'share:' || s.id, 16 & s.scopes & r.scopes, 16 & s.scopes & r.writes, s.starts_at,
           least(s.expires_at, coalesce(s.revoked_at, 'infinity'))
      from app.sharing_grant s
      join app.programme g on g.organisation_id = s.to_programme_organisation_id and g.id = s.to_programme_id
      join app.worker w on w.organisation_id = g.organisation_id and (w.id = g.lead_id or exists (select from app.programme_staff m
        where m.organisation_id = g.organisation_id and m.programme_id = g.id and m.worker_id = w.id))
      join sec.reach r on r.role = w.role and r.relation = case w.role when 'programme-lead' then 'programme' else 'share' end
     where s.person_id = any (people) and s.scopes & 16 <> 0
  )
  select worker_id, person_id, organisation_id, src, bit_or(scopes), bit_or(writes), starts_at, max(ends_at)
    from way
   where ends_at > now()
     and exists (select from app.worker w where w.id = way.worker_id and w.ended_at is null)
     and not exists (select from app.exclusion x where x.person_id = way.person_id and x.worker_id = way.worker_id and x.ended_at is null)
     and exists (select from app.person p where p.organisation_id = way.organisation_id and p.id = way.person_id and p.merged_into is null
       and (not p.is_restricted or exists (select from app.restricted_reader r where r.person_id = way.person_id and r.worker_id = way.worker_id)))
   group by worker_id, person_id, organisation_id, src, starts_at $$;

-- As before, without the lives of records that went into another: the rules see them there.
create or replace function sec.lives(people uuid[]) returns text language plpgsql stable security definer
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
     where p.id = any (people) and p.merged_into is null);
end $$;

-- Both are theirs to decide about: they may say who works with each. Whoever has just added somebody may say so for a minute, which is no
-- right to decide what becomes of two records.
create function sec.may_merge(one uuid, other uuid) returns boolean language sql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$
  select array[$1, $2] <@ array(select e.person_id from sec.edge e where e.user_id = sec.uid() and e.writes & 4096 <> 0 and e.src <> 'new'
      and e.starts_at <= now() and e.expires_at > now())
    and (select count(distinct p.organisation_id) = 1 and bool_and(p.organisation_id = sec.organisation())
      and count(*) = 2 from app.person p where p.id in ($1, $2)) $$;

-- Holds both until the transaction ends, with all that is being written about them: nothing comes to either meanwhile. Asked before
-- anything is read that is decided by. False: not theirs to put together.
create function sec.begin_merge(one uuid, other uuid) returns boolean language plpgsql volatile security definer
  set search_path = pg_catalog, sec, pg_temp as $$
begin
  if sec.uid() is null or not sec.may_merge(one, other) then return false; end if;
  perform pg_advisory_xact_lock_shared(4183);
  perform from app.person p where p.id in (one, other) order by p.id for update;
  return sec.may_merge(one, other);
end $$;

-- Where whoever asks finds what was in this record: null unless it went into another that they may see.
create function sec.kept_for(person uuid) returns uuid language sql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$
  select p.merged_into from app.person p where sec.uid() is not null and p.id = $1 and p.merged_into = any ((select sec.reads(1))::uuid[]) $$;

-- The same by the reference of the record that went into another.
create function sec.kept_by_reference(reference text) returns uuid language sql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$
  select p.merged_into from app.person p where sec.uid() is not null and p.organisation_id = sec.organisation() and p.reference = $1
     and p.merged_into = any ((select sec.reads(1))::uuid[]) $$;

-- Whom a list means by the reference of a record that went into another, and what was sent of that record last: for the
-- organisation's own work, and for a worker's by whom they see.
create function sec.merged_references(wanted text[]) returns table (reference text, person_id uuid, sent jsonb)
  language sql stable security definer set search_path = pg_catalog, sec, pg_temp as $$
  select p.reference, p.merged_into, p.sent
    from sec.session_now() me join app.person p on p.reference = any ($1) and p.merged_into is not null
      and (me.organisation_id is null or p.organisation_id = me.organisation_id)
   where me.kind = 'work' and (me.worker_id is null or exists (select from app.worker w where w.id = me.worker_id and w.role = 'service')
      or exists (select from sec.edge e where e.user_id = me.worker_id and e.person_id = p.merged_into and e.writes & 1 <> 0
        and e.starts_at <= now() and e.expires_at > now())) $$;

-- What is sent under such a reference is kept beside it.
create function sec.keep_merged_sent(sent jsonb) returns void language sql volatile security definer
  set search_path = pg_catalog, sec, pg_temp as $$
  update app.person p set sent = s.sent
    from jsonb_to_recordset($1) s (reference text, id uuid, sent jsonb)
    join sec.merged_references(array(select r.reference from jsonb_to_recordset($1) r (reference text))) m
      on m.reference = s.reference and m.person_id = s.id
   where (select me.id is not null from sec.session_now() me) and p.reference = s.reference and p.merged_into = s.id $$;

-- Says that two records are of one person: whoever may change the one and sees the other. Null: not theirs to say, or asked already.
create function sec.say_same(one uuid, other uuid, reason text) returns uuid language plpgsql volatile security definer
  set search_path = pg_catalog, sec, pg_temp as $$
declare made uuid;
begin
  if one = other or not (array[one, other] <@ sec.reads(1)) or not (one = any (sec.writes(1)) or other = any (sec.writes(1)))
     or (select count(distinct p.organisation_id) <> 1 or not bool_and(p.organisation_id = sec.organisation()) from app.person p where p.id in (one, other))
    then return null; end if;
  insert into app.same_person (organisation_id, person_id, other_id, reason, made_by) values (sec.organisation(), one, other, $3, sec.uid())
  on conflict do nothing returning id into made;
  return made;
end $$;

-- A manager's no, with why: to what was asked, or of their own accord. False: not theirs to say.
create function sec.say_not_same(one uuid, other uuid, because text) returns boolean language plpgsql volatile security definer
  set search_path = pg_catalog, sec, pg_temp as $$
begin
  if not sec.may_merge(one, other) then return false; end if;
  update app.same_person s set answer = 'not-the-same', answered_by = sec.uid(), answered_at = clock_timestamp(), answered_because = $3
   where s.organisation_id = sec.organisation() and s.answer is null
     and ((s.person_id = one and s.other_id = other) or (s.person_id = other and s.other_id = one));
  if not found then
    insert into app.same_person (organisation_id, person_id, other_id, reason, made_by, answer, answered_by, answered_at, answered_because)
    values (sec.organisation(), one, other, $3, sec.uid(), 'not-the-same', sec.uid(), clock_timestamp(), $3);
  end if;
  return true;
end $$;

-- What was said about this person and others whom the user of this session sees too.
create function sec.said_same(person uuid) returns table (id uuid, other_id uuid, answer text)
  language sql stable security definer set search_path = pg_catalog, sec, pg_temp as $$
  select s.id, x.other_id, s.answer
    from app.same_person s, lateral (select case when s.person_id = $1 then s.other_id else s.person_id end) x (other_id)
   where sec.uid() is not null and $1 in (s.person_id, s.other_id) and array[s.person_id, s.other_id] <@ sec.reads(1) $$;

-- What waits for the user of this session to decide, the oldest first.
create function sec.same_to_decide() returns table (id uuid, person_id uuid, other_id uuid, reason text, by_name text, made_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, sec, pg_temp as $$
  select s.id, s.person_id, s.other_id, s.reason, w.name, s.made_at
    from app.same_person s join app.worker w on w.id = s.made_by
   where sec.uid() is not null and s.answer is null and s.organisation_id = sec.organisation()
     and s.person_id = any ((select sec.writes(4096))::uuid[]) and s.other_id = any ((select sec.writes(4096))::uuid[])
   order by s.made_at $$;

-- The records that went into this one and may still be put apart, and until when; `later`: another merge stands in the way.
create function sec.merges_into(person uuid) returns table (id uuid, made_at timestamptz, undo_until timestamptz, by_name text, later boolean)
  language sql stable security definer set search_path = pg_catalog, sec, pg_temp as $$
  select m.id, m.made_at, m.undo_until, w.name,
         exists (select from app.person_merge l where l.organisation_id = m.organisation_id and l.undone_at is null and l.made_at > m.made_at
           and l.person_id = m.person_id)
    from app.person_merge m join app.worker w on w.id = m.made_by
   where sec.uid() is not null and m.person_id = $1 and m.undone_at is null and m.undo_until > now() and m.person_id = any ((select sec.writes(4096))::uuid[])
   order by m.made_at desc $$;

-- What stands under this record that was neither there nor in the other when they were put together; and how much would go back.
create function sec.since_merge(merge uuid) returns table (table_name text, row_id uuid)
  language sql stable security definer set search_path = pg_catalog, sec, pg_temp as $$
  with m as (select x.* from app.person_merge x where sec.uid() is not null and x.id = $1 and x.person_id = any ((select sec.writes(4096))::uuid[])),
       there as (
    select 'app.fact' t, f.id from app.fact f join m on m.person_id = f.person_id
    union all select 'app.session', s.id from app.session s join m on m.person_id = s.person_id
    union all select 'app.referral', r.id from app.referral r join m on m.person_id = r.person_id
    union all select 'app.person_name', n.id from app.person_name n join m on m.person_id = n.person_id where n.kind <> 'main' and n.ended_at is null
    union all select 'app.person_way', y.id from app.person_way y join m on m.person_id = y.person_id where y.ended_at is null
    union all select 'app.person_tie', y.id from app.person_tie y join m on m.person_id = y.person_id where y.ended_at is null
    union all select 'app.allocation', a.id from app.allocation a join m on m.person_id = a.person_id where a.ends_at is null or a.ends_at > now()
    union all select 'app.programme_place', a.id from app.programme_place a join m on m.person_id = a.person_id
    union all select 'app.concern', c.id from app.concern c join m on m.person_id = c.person_id where c.session_id is null)
  select there.t, there.id from there
   where not exists (select from sec.merged_row r where r.merge_id = $1 and r.row_id = there.id and r.what <> 'changed') $$;

-- Lists what is done to the rows of one merge, and does it.
create function sec.move_rows(merge uuid, named text, from_person uuid, to_person uuid, but uuid[]) returns void language plpgsql volatile
  set search_path = pg_catalog, sec, pg_temp as $$
begin
  execute format('with moved as (update %1$s t set person_id = $3 where t.person_id = $2 and not (t.id = any ($4)) returning t.id)
    insert into sec.merged_row (merge_id, what, table_name, row_id) select $1, ''moved'', %1$L, id from moved', named)
    using merge, from_person, to_person, but;
end $$;

create function sec.change_row(merge uuid, named text, row_id uuid, now jsonb) returns void language plpgsql volatile
  set search_path = pg_catalog, sec, pg_temp as $$
declare
  columns text[] := array(select jsonb_object_keys(now));
  was jsonb;
begin
  execute format('select to_jsonb(t) from %s t where t.id = $1', named) using row_id into was;
  was := (select coalesce(jsonb_object_agg(key, was -> key), '{}') from unnest(columns) key);
  if was = now then return; end if;
  perform sec.set_columns(named, row_id, now);
  insert into sec.merged_row (merge_id, what, table_name, row_id, was, now) values (merge, 'changed', named, row_id, was, now);
end $$;

-- Sets some columns of one row, as a version of its own where the table counts them.
create function sec.set_columns(named text, row_id uuid, now jsonb) returns void language plpgsql volatile
  set search_path = pg_catalog, sec, pg_temp as $$
declare counted text := case named
  when 'app.fact' then ', version = t.version + 1, changed_by = sec.uid(), changed_at = now(), changed_because = ''Two records of one person'''
  when 'app.person_way' then ', version = t.version + 1, changed_by = sec.uid(), changed_at = now()'
  when 'app.sharing_grant' then ', version = t.version + 1'
  else '' end;
begin
  execute format('update %1$s t set %2$s%3$s from jsonb_populate_record(null::%1$s, $2) n where t.id = $1', named,
    (select string_agg(format('%1$I = n.%1$I', key), ', ') from jsonb_object_keys(now) key), counted) using row_id, now;
end $$;

-- Puts the second record into the first. The caller holds both by sec.begin_merge, and derives the kept one anew.
-- `seen`: the versions of both that were looked at. `take`: groups of columns of the person whose values are the other's.
-- `same`: [{ gone, kept, take }], facts of the other that are one with a fact of the kept, and what of the kept then changes.
-- `stay`: names, ways and ties of the other that the kept has too. `safer`: [{ id, safe }] of ways that both have.
-- `names`: [{ name, words, sounds }], what else the kept is known by from then on.
create function sec.merge_people(keep_id uuid, gone_id uuid, seen int[], take jsonb, same jsonb, stay uuid[], safer jsonb, names jsonb, on_day date)
  returns uuid language plpgsql volatile security definer set search_path = pg_catalog, sec, pg_temp set timezone = 'UTC' as $$
#variable_conflict use_column
declare
  may_take constant text[] := array['given_name', 'family_name', 'preferred_name', 'pronouns', 'born_on', 'birth_date_certainty',
    'birth_date_source', 'school_id', 'school_nation', 'pupil', 'stage', 'stage_session', 'deferred_entry', 'additional_support_needs',
    'council', 'postcode', 'language', 'communication_needs', 'what_matters', 'sex', 'ethnicity', 'care_experienced', 'team_id',
    'opened_on', 'closed_on', 'closed_because'];
  me uuid := sec.uid();
  k app.person;
  o app.person;
  m uuid := gen_random_uuid();
  pairs jsonb;
  was_readers uuid[];
  now_readers uuid[];
  took jsonb;
  each_row record;
begin
  if not sec.may_merge(keep_id, gone_id) then return null; end if;
  select * into k from app.person p where p.id = keep_id for update;
  select * into o from app.person p where p.id = gone_id for update;
  if k.version <> seen[1] or o.version <> seen[2] or k.merged_into is not null or o.merged_into is not null then return null; end if;
  if exists (select from jsonb_array_elements(take) g, jsonb_array_elements_text(g) c where not (c = any (may_take)))
    then raise exception 'not a value that is taken' using errcode = '22023'; end if;

  -- What only the other has is kept: nobody need choose it, and no page shows it.
  take := take || (select coalesce(jsonb_agg(jsonb_build_array(c)), '[]') from unnest(array['sex', 'ethnicity', 'care_experienced', 'team_id']) c
    where to_jsonb(k) -> c = 'null' and to_jsonb(o) -> c <> 'null');
  insert into app.person_merge (organisation_id, id, person_id, other_id, other_sent, made_by, moving)
  values (k.organisation_id, m, keep_id, gone_id, o.sent, me, pg_current_xact_id());
  insert into sec.merged_row (merge_id, what, table_name, row_id)
  select m, 'own', x.t, x.id from (
    select 'app.fact' t, id from app.fact where person_id = keep_id
    union all select 'app.session', id from app.session where person_id = keep_id
    union all select 'app.referral', id from app.referral where person_id = keep_id
    union all select 'app.person_name', id from app.person_name where person_id = keep_id
    union all select 'app.person_way', id from app.person_way where person_id = keep_id
    union all select 'app.person_tie', id from app.person_tie where person_id = keep_id
    union all select 'app.allocation', id from app.allocation where person_id = keep_id
    union all select 'app.programme_place', id from app.programme_place where person_id = keep_id
    union all select 'app.concern', id from app.concern where person_id = keep_id) x;

  -- What somebody outside was shown of either was not decided about both: it ends, until somebody decides it anew.
  for each_row in select s.id from app.sharing_grant s
      where s.person_id in (keep_id, gone_id) and s.to_worker_id is not null and s.revoked_at is null and s.expires_at > now() loop
    perform sec.change_row(m, 'app.sharing_grant', each_row.id,
      jsonb_build_object('revoked_at', now(), 'revoked_because', 'Two records of one person were put together'));
  end loop;

  -- Of moments that both have, what was decided about the other's goes to the kept one's.
  select coalesce(jsonb_agg(jsonb_build_object('gone', a.id, 'kept', b.id)), '[]') into pairs
    from app.transition a
    left join lateral (
      select coalesce(g.source_id, g.id::text) gone_name, coalesce(f.source_id, f.id::text) kept_name
        from jsonb_to_recordset(same) s (gone uuid, kept uuid)
        join app.fact g on g.id = s.gone and g.person_id = gone_id join app.fact f on f.id = s.kept and f.person_id = keep_id
       where a.occurrence = coalesce(g.source_id, g.id::text) or starts_with(a.occurrence, coalesce(g.source_id, g.id::text) || '/')
       limit 1) f on true
    join app.transition b on b.organisation_id = a.organisation_id and b.person_id = keep_id and b.rule = a.rule
     and b.occurrence = coalesce(f.kept_name || substr(a.occurrence, length(f.gone_name) + 1), a.occurrence)
   where a.person_id = gone_id;
  for each_row in select p.gone, p.kept from jsonb_to_recordset(pairs) p (gone uuid, kept uuid) loop
    with pointed as (update app.session t set transition_id = each_row.kept where t.transition_id = each_row.gone returning t.id)
    insert into sec.merged_row (merge_id, what, table_name, row_id, was, now) select m, 'changed', 'app.session', id,
      jsonb_build_object('transition_id', each_row.gone), jsonb_build_object('transition_id', each_row.kept) from pointed;
    with pointed as (update app.referral t set transition_id = each_row.kept where t.transition_id = each_row.gone returning t.id)
    insert into sec.merged_row (merge_id, what, table_name, row_id, was, now) select m, 'changed', 'app.referral', id,
      jsonb_build_object('transition_id', each_row.gone), jsonb_build_object('transition_id', each_row.kept) from pointed;
    with pointed as (update app.decision t set transition_id = each_row.kept, person_id = keep_id where t.transition_id = each_row.gone returning t.id)
    insert into sec.merged_row (merge_id, what, table_name, row_id, was, now) select m, 'changed', 'app.decision', id,
      jsonb_build_object('transition_id', each_row.gone, 'person_id', gone_id), jsonb_build_object('transition_id', each_row.kept, 'person_id', keep_id) from pointed;
  end loop;
  update app.transition t set gone_at = now(), next_on = null, version = t.version + 1, changed_at = now()
   where t.id in (select p.gone from jsonb_to_recordset(pairs) p (gone uuid)) and t.gone_at is null;
  perform sec.move_rows(m, 'app.transition', gone_id, keep_id, array(select p.gone from jsonb_to_recordset(pairs) p (gone uuid)));
  update app.decision d set person_id = keep_id from sec.merged_row r
   where r.merge_id = m and r.what = 'moved' and r.table_name = 'app.transition' and d.transition_id = r.row_id;
  update app.transition_move d set person_id = keep_id from sec.merged_row r
   where r.merge_id = m and r.what = 'moved' and r.table_name = 'app.transition' and d.transition_id = r.row_id;

  -- Facts: the same one is not said twice, and no two answer to one name.
  for each_row in select s.gone, s.kept, s.take, g.sent from jsonb_to_recordset(same) s (gone uuid, kept uuid, take boolean)
      join app.fact g on g.id = s.gone and g.person_id = gone_id and g.withdrawn_on is null
      join app.fact f on f.id = s.kept and f.person_id = keep_id and f.withdrawn_on is null loop
    if each_row.take then
      perform sec.change_row(m, 'app.fact', each_row.kept, (select jsonb_build_object('happens_on', g.happens_on, 'at_time', g.at_time,
          'ends_on', g.ends_on, 'certainty', g.certainty, 'standing', g.standing, 'source', g.source, 'document_ref', g.document_ref,
          'received_on', g.received_on, 'recorded_on', g.recorded_on, 'recorded_by', g.recorded_by, 'confirmed_on', g.confirmed_on,
          'details', g.details, 'note', g.note) from app.fact g where g.id = each_row.gone));
    end if;
    -- The rows of a file that have spoken of the one have spoken of both.
    perform sec.change_row(m, 'app.fact', each_row.kept, (select jsonb_build_object('sent', f.sent || coalesce((select jsonb_object_agg(key, value)
        from jsonb_each(each_row.sent) where key like 'row %'), '{}')) from app.fact f where f.id = each_row.kept));
    perform sec.change_row(m, 'app.fact', each_row.gone, jsonb_build_object('withdrawn_on', on_day,
      'withdrawn_because', 'The same is in the other record of this person'));
  end loop;
  for each_row in select f.id, jsonb_strip_nulls(jsonb_build_object('import_key', case when i.id is not null then 'x' end, 'source_id', case when n.id is not null then 'x' end)) clash
      from app.fact f
      left join app.fact i on i.person_id = keep_id and i.import_key = f.import_key
      left join lateral (select y.id from app.fact y where y.person_id = keep_id and y.source_id = f.source_id limit 1) n on true
     where f.person_id = gone_id and (i.id is not null or n.id is not null) loop
    perform sec.change_row(m, 'app.fact', each_row.id, (select jsonb_object_agg(key, null) from jsonb_object_keys(each_row.clash) key));
  end loop;
  perform sec.move_rows(m, 'app.fact', gone_id, keep_id, '{}');
  update app.fact_version v set person_id = keep_id where v.person_id = gone_id;

  -- Who works with them: one lead stays one lead, and nobody is named twice.
  perform sec.move_rows(m, 'app.allocation', gone_id, keep_id, array(select a.id from app.allocation a
    where a.person_id = gone_id and a.ends_at is null and (a.kind = 'lead' or exists (select from app.allocation b where b.person_id = keep_id and b.worker_id = a.worker_id and b.ends_at is null))));
  for each_row in select a.id, a.worker_id, b.id own_id, b.kind own_kind,
        exists (select from app.allocation l where l.person_id = keep_id and l.kind = 'lead' and l.ends_at is null) is_led
      from app.allocation a left join app.allocation b on b.person_id = keep_id and b.worker_id = a.worker_id and b.ends_at is null
     where a.person_id = gone_id and a.ends_at is null and a.kind = 'lead' loop
    if each_row.own_id is not null then
      if not each_row.is_led then perform sec.change_row(m, 'app.allocation', each_row.own_id, '{"kind": "lead"}'); end if;
    else
      if each_row.is_led then perform sec.change_row(m, 'app.allocation', each_row.id, '{"kind": "co-worker"}'); end if;
      update app.allocation a set person_id = keep_id where a.id = each_row.id;
      insert into sec.merged_row (merge_id, what, table_name, row_id) values (m, 'moved', 'app.allocation', each_row.id);
    end if;
  end loop;

  perform sec.move_rows(m, 'app.programme_place', gone_id, keep_id, '{}');
  perform sec.move_rows(m, 'app.sharing_grant', gone_id, keep_id, '{}');
  perform sec.move_rows(m, 'app.person_name', gone_id, keep_id, stay || array(select n.id from app.person_name n where n.person_id = gone_id and n.kind = 'main'));
  perform sec.move_rows(m, 'app.person_way', gone_id, keep_id, stay);
  perform sec.move_rows(m, 'app.person_tie', gone_id, keep_id, stay);
  for each_row in select s.id, s.safe from jsonb_to_recordset(safer) s (id uuid, safe text) join app.person_way w on w.id = s.id and w.person_id in (keep_id, gone_id) loop
    perform sec.change_row(m, 'app.person_way', each_row.id, jsonb_build_object('safe', each_row.safe));
  end loop;
  with added as (
    insert into app.person_name (organisation_id, person_id, kind, name, words, sounds)
    select k.organisation_id, keep_id, 'also', n.name, n.words, n.sounds from jsonb_to_recordset(names) n (name text, words text, sounds text[]) returning id)
  insert into sec.merged_row (merge_id, what, table_name, row_id) select m, 'added', 'app.person_name', id from added;

  perform sec.move_rows(m, 'app.session', gone_id, keep_id, '{}');
  update app.session_card c set person_id = keep_id where c.person_id = gone_id;
  update app.session_version v set person_id = keep_id where v.person_id = gone_id;
  perform sec.move_rows(m, 'app.concern', gone_id, keep_id, '{}');
  perform sec.move_rows(m, 'app.referral', gone_id, keep_id, '{}');
  update app.referral_event e set person_id = keep_id where e.person_id = gone_id;

  perform sec.merge_more(m, keep_id, gone_id);

  -- What somebody is still writing about the one is about the other.
  with pointed as (update app.draft d set about_id = keep_id, path = replace(d.path, gone_id::text, keep_id::text) where d.about_id = gone_id returning d.id)
  insert into sec.merged_row (merge_id, what, table_name, row_id) select m, 'moved', 'app.draft', id from pointed;

  -- Whoever was to see neither or only one does not see what is both.
  for each_row in select x.worker_id, x.because, y.ended_at from app.exclusion x
      left join app.exclusion y on y.person_id = keep_id and y.worker_id = x.worker_id
     where x.person_id = gone_id and x.ended_at is null and (y.worker_id is null or y.ended_at is not null) loop
    insert into app.exclusion as e (organisation_id, person_id, worker_id, because, made_by) values (k.organisation_id, keep_id, each_row.worker_id, each_row.because, me)
    on conflict (organisation_id, person_id, worker_id) do update set ended_at = null, because = excluded.because;
    insert into sec.merged_row (merge_id, what, table_name, row_id, was) values (m, 'changed', 'app.exclusion', each_row.worker_id, jsonb_build_object('ended_at', each_row.ended_at));
  end loop;
  was_readers := array(select r.worker_id from app.restricted_reader r where r.person_id = keep_id order by 1);
  if o.is_restricted then
    now_readers := array(select r.worker_id from app.restricted_reader r where r.person_id = gone_id
      and (not k.is_restricted or r.worker_id = any (was_readers)) order by 1);
    delete from app.restricted_reader r where r.person_id = keep_id and not (r.worker_id = any (now_readers));
    insert into app.restricted_reader (organisation_id, person_id, worker_id) select k.organisation_id, keep_id, w from unnest(now_readers) w on conflict do nothing;
    update app.person_merge x set restricted = jsonb_build_object('was', jsonb_build_object('is', k.is_restricted, 'readers', to_jsonb(was_readers)),
      'now', jsonb_build_object('is', true, 'readers', to_jsonb(now_readers))) where x.id = m;
  end if;

  select coalesce(jsonb_agg(jsonb_build_object('was', (select jsonb_object_agg(c, to_jsonb(k) -> c) from jsonb_array_elements_text(g) c),
      'now', (select jsonb_object_agg(c, to_jsonb(o) -> c) from jsonb_array_elements_text(g) c))), '[]') into took from jsonb_array_elements(take) g;
  update app.person_merge x set taken = took where x.id = m;
  perform sec.set_person(keep_id, (select coalesce(jsonb_object_agg(v.key, v.value), '{}') from jsonb_array_elements(took) g, jsonb_each(g -> 'now') v)
    || jsonb_build_object('is_restricted', k.is_restricted or o.is_restricted), 'Two records of one person were put together');

  -- Records that had gone into the other are found where it went.
  with pointed as (update app.person p set merged_into = keep_id where p.merged_into = gone_id returning p.id)
  insert into sec.merged_row (merge_id, what, table_name, row_id, was) select m, 'changed', 'app.person', id, jsonb_build_object('merged_into', gone_id) from pointed;
  update app.person p set merged_into = keep_id where p.id = gone_id;

  update app.same_person s set answer = 'merged', answered_by = me, answered_at = clock_timestamp()
   where s.organisation_id = k.organisation_id and s.answer is null and ((s.person_id = keep_id and s.other_id = gone_id) or (s.person_id = gone_id and s.other_id = keep_id));

  perform sec.derive_all_anew(array[keep_id, gone_id]);
  delete from sec.edge e where e.person_id = gone_id;
  perform sec.refresh_edges(array[keep_id, gone_id]);
  update app.person_merge x set moving = null where x.id = m;
  if not (keep_id = any (sec.writes(4096))) then raise exception 'they would not see it any more' using errcode = 'AM001'; end if;
  return m;
end $$;

-- What later migrations add to what moves, and to what hangs on it.
create function sec.merge_more(merge uuid, keep_id uuid, gone_id uuid) returns void language sql volatile
  set search_path = pg_catalog, sec, pg_temp as $$ select $$;
create function sec.unmerge_more(keep_id uuid, gone_id uuid) returns void language sql volatile
  set search_path = pg_catalog, sec, pg_temp as $$ select $$;

-- The next deriving of these people writes all that is found, with what was decided about it.
create function sec.derive_all_anew(people uuid[]) returns void language sql volatile set search_path = pg_catalog, sec, pg_temp as $$
  update sec.derived d set digest = 'moved' where d.person_id = any ($1);
  update app.transition t set skeleton = '' where t.person_id = any ($1) and t.gone_at is null $$;

-- One new version of a person.
create function sec.set_person(person uuid, now jsonb, because text) returns void language plpgsql volatile set search_path = pg_catalog, sec, pg_temp as $$
begin
  execute format('update app.person t set %s, version = t.version + 1, changed_by = sec.uid(), changed_at = now(), changed_because = $3
    from jsonb_populate_record(null::app.person, $2) n where t.id = $1',
    (select string_agg(format('%1$I = n.%1$I', key), ', ') from jsonb_object_keys(now) key)) using person, now, because;
end $$;

-- Puts the records apart again: all that was the other's goes back where it was, with what hangs on it; what came since stays, and a
-- value that somebody changed since stays as it is. The caller holds both by sec.begin_merge with the record that stays on both
-- sides, and derives both anew. `undone`, or why not.
create function sec.unmerge_people(merge uuid) returns table (outcome text, person_id uuid, other_id uuid) language plpgsql volatile security definer
  set search_path = pg_catalog, sec, pg_temp set timezone = 'UTC' as $$
#variable_conflict use_column
declare
  m app.person_merge;
  k app.person;
  o app.person;
  r record;
  back jsonb;
  readers uuid[];
begin
  select * into m from app.person_merge x where x.id = merge and x.organisation_id = sec.organisation() and x.person_id = any (sec.writes(4096));
  if m.id is null then return query select 'not-yours-to-undo', m.person_id, m.other_id; return; end if;
  perform pg_advisory_xact_lock_shared(4183);
  perform from app.person p where p.id in (m.person_id, m.other_id) order by p.id for update;
  select * into m from app.person_merge x where x.id = merge for update;
  if m.undone_at is not null then return query select 'undone-already', m.person_id, m.other_id; return; end if;
  if m.undo_until <= now() then return query select 'too-late', m.person_id, m.other_id; return; end if;
  if exists (select from app.person_merge l where l.organisation_id = m.organisation_id and l.undone_at is null and l.made_at > m.made_at
      and m.person_id in (l.person_id, l.other_id)) then return query select 'another-came-after', m.person_id, m.other_id; return; end if;
  select * into k from app.person p where p.id = m.person_id;
  select * into o from app.person p where p.id = m.other_id;
  update app.person_merge x set moving = pg_current_xact_id() where x.id = merge;

  update app.person p set merged_into = null where p.id = m.other_id;
  for r in select x.* from sec.merged_row x where x.merge_id = merge and x.what = 'moved' and x.table_name <> 'app.draft' loop
    execute format('update %s t set person_id = $1 where t.id = $2 and t.person_id = $3', r.table_name) using m.other_id, r.row_id, m.person_id;
  end loop;
  update app.draft d set about_id = m.other_id, path = replace(d.path, m.person_id::text, m.other_id::text)
    from sec.merged_row x where x.merge_id = merge and x.what = 'moved' and x.table_name = 'app.draft' and d.id = x.row_id and d.about_id = m.person_id;
  for r in select x.* from sec.merged_row x where x.merge_id = merge and x.what = 'changed' order by x.seq desc loop
    if r.table_name = 'app.exclusion' then
      update app.exclusion e set ended_at = coalesce((r.was ->> 'ended_at')::timestamptz, now())
       where e.person_id = m.person_id and e.worker_id = r.row_id and e.ended_at is null;
    elsif r.table_name = 'app.person' then
      update app.person p set merged_into = (r.was ->> 'merged_into')::uuid where p.id = r.row_id and p.merged_into = m.person_id;
    else
      execute format('select to_jsonb(t) from %s t where t.id = $1', r.table_name) using r.row_id into back;
      if back @> r.now then perform sec.set_columns(r.table_name, r.row_id, r.was); end if;
    end if;
  end loop;
  update app.person_name n set ended_at = now(), version = n.version + 1
    from sec.merged_row x where x.merge_id = merge and x.what = 'added' and x.table_name = 'app.person_name' and n.id = x.row_id and n.ended_at is null;

  -- What hangs on a row goes where that row went, also what came to hang on it since.
  update app.concern c set person_id = m.other_id from app.session s where s.person_id = m.other_id and c.session_id = s.id and c.person_id = m.person_id;
  update app.session_card c set person_id = m.other_id from app.session s where s.person_id = m.other_id and c.session_id = s.id and c.person_id = m.person_id;
  update app.session_version c set person_id = m.other_id from app.session s where s.person_id = m.other_id and c.session_id = s.id and c.person_id = m.person_id;
  update app.fact_version c set person_id = m.other_id from app.fact s where s.person_id = m.other_id and c.fact_id = s.id and c.person_id = m.person_id;
  update app.referral_event c set person_id = m.other_id from app.referral s where s.person_id = m.other_id and c.referral_id = s.id and c.person_id = m.person_id;
  update app.transition_move c set person_id = m.other_id from app.transition s where s.person_id = m.other_id and c.transition_id = s.id and c.person_id = m.person_id;
  update app.decision c set person_id = m.other_id from app.transition s where s.person_id = m.other_id and c.transition_id = s.id and c.person_id = m.person_id;
  perform sec.unmerge_more(m.person_id, m.other_id);
  -- What stays is for no moment of somebody else's.
  update app.session c set transition_id = (select t.id from app.transition t where t.person_id = c.person_id and t.rule = s.rule and t.occurrence = s.occurrence)
    from app.transition s where c.person_id in (m.person_id, m.other_id) and c.transition_id = s.id and s.person_id <> c.person_id;
  update app.referral c set transition_id = (select t.id from app.transition t where t.person_id = c.person_id and t.rule = s.rule and t.occurrence = s.occurrence)
    from app.transition s where c.person_id in (m.person_id, m.other_id) and c.transition_id = s.id and s.person_id <> c.person_id;

  readers := array(select x.worker_id from app.restricted_reader x where x.person_id = m.person_id order by 1);
  back := '{}';
  if m.restricted is not null and jsonb_build_object('is', k.is_restricted, 'readers', to_jsonb(readers)) = m.restricted -> 'now' then
    delete from app.restricted_reader x where x.person_id = m.person_id;
    insert into app.restricted_reader (organisation_id, person_id, worker_id)
    select m.organisation_id, m.person_id, w::uuid from jsonb_array_elements_text(m.restricted #> '{was,readers}') w;
    back := jsonb_build_object('is_restricted', m.restricted #> '{was,is}');
  end if;
  back := back || (select coalesce(jsonb_object_agg(v.key, v.value), '{}') from jsonb_array_elements(m.taken) g, jsonb_each(g -> 'was') v
    where to_jsonb(k) @> (g -> 'now'));
  if back <> '{}' then perform sec.set_person(m.person_id, back, 'Two records were put apart again'); end if;
  -- What its source said of the other meanwhile waits there for a person.
  back := (select jsonb_object_agg(v.key, v.value) from jsonb_each(o.sent) v
    where v.key !~ ' ' and v.key not in ('otherNames', 'workerEmail') and v.value is distinct from m.other_sent -> v.key);
  perform sec.set_person(m.other_id, jsonb_build_object('pending', o.pending || coalesce(back, '{}')), 'Two records were put apart again');

  perform sec.derive_all_anew(array[m.person_id, m.other_id]);
  perform sec.refresh_edges(array[m.person_id, m.other_id]);
  update app.person_merge x set moving = null, undone_at = clock_timestamp(), undone_by = sec.uid() where x.id = merge;
  if not (array[m.person_id, m.other_id] <@ sec.writes(4096)) then raise exception 'they would not see both' using errcode = 'AM001'; end if;
  return query select 'undone', m.person_id, m.other_id;
end $$;

grant execute on function sec.merged_references(text[]), sec.keep_merged_sent(jsonb) to airt_jobs;
grant execute on function sec.begin_merge(uuid, uuid), sec.kept_for(uuid), sec.kept_by_reference(text), sec.say_same(uuid, uuid, text),
  sec.say_not_same(uuid, uuid, text), sec.said_same(uuid), sec.same_to_decide(), sec.merges_into(uuid), sec.since_merge(uuid),
  sec.merge_people(uuid, uuid, int[], jsonb, jsonb, uuid[], jsonb, jsonb, date), sec.unmerge_people(uuid) to airt_app;
