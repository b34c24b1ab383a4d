-- Whether a prompt was of use, and for whom a rule could not be worked out.
set local role airt_owner;

-- What whoever decided said of the prompt itself; null: nothing.
alter table app.decision add column useful boolean;

-- A rule that failed for somebody: what it found before still stands, and the other rules hold. What failed is not told here, as it
-- could name what only some may read.
create table app.rule_failure (
  organisation_id uuid not null,
  person_id uuid not null,
  rule text not null,
  scope int not null check (scope in (4, 8, 16, 64, 128, 256)),
  failed_at timestamptz not null default now(),
  primary key (organisation_id, person_id, rule),
  foreign key (organisation_id, person_id) references app.person
);
create index rule_failure_by_person on app.rule_failure (person_id);
select sec.protect_scoped_table('app.rule_failure');
grant select on app.rule_failure to airt_app, airt_jobs;
grant select, insert, delete on app.rule_failure to airt_sec;

set local role airt_sec;

-- Which rules fail for these people now: `failures` is [{ person_id, rule, scope }]. One that failed before keeps its first moment; one that
-- works again is forgotten.
create function sec.note_failures(people uuid[], failures jsonb) returns void language plpgsql volatile security definer
  set search_path = pg_catalog, sec, pg_temp as $$
begin
  if not sec.may_derive(people) then raise exception 'not theirs to derive' using errcode = '42501'; end if;
  delete from app.rule_failure f where f.person_id = any (people)
    and not exists (select from jsonb_to_recordset($2) r (person_id uuid, rule text) where r.person_id = f.person_id and r.rule = f.rule);
  insert into app.rule_failure (organisation_id, person_id, rule, scope)
  select p.organisation_id, p.id, r.rule, r.scope
    from jsonb_to_recordset($2) r (person_id uuid, rule text, scope int)
    join app.person p on p.id = r.person_id and p.id = any (people)
  on conflict do nothing;
end $$;

-- For how many people of this organisation each rule fails. For whoever may read the rules, also where they see nobody.
create function sec.rules_failing() returns table (rule text, people int) language plpgsql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$
declare me sec.session := sec.session_now();
begin
  return query select f.rule, count(*)::int from app.rule_failure f where f.organisation_id = me.organisation_id group by 1;
end $$;
grant execute on function sec.note_failures(uuid[], jsonb) to airt_app, airt_jobs;
grant execute on function sec.rules_failing() to airt_app;
