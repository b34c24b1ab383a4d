-- The account of who did or saw what. Written only by its function, which names the actor itself; read by nobody who signs in.
set local role airt_owner;

create sequence aud.audit_entry_id as bigint;
create table aud.audit_entry (
  -- All zeros where it belongs to no organisation: a sign-in that failed, work that reaches everybody.
  organisation_id uuid not null,
  at timestamptz not null default clock_timestamp(),
  id bigint not null default nextval('aud.audit_entry_id'),
  xid xid8 not null default pg_current_xact_id(),
  request_id uuid,
  actor uuid,
  actor_role text,
  session_id uuid,
  act text not null check (act ~ '^[a-z-]+(\.[a-z-]+)*$'),
  person_id uuid,
  -- The people of a list that was shown.
  people uuid[],
  subject_type text,
  subject_id uuid,
  -- Names of fields, never values.
  fields text[],
  -- How the actor came to see this person: the sources of their edges.
  via text,
  outcome text not null default 'done' check (outcome in ('done', 'denied', 'failed')),
  detail jsonb not null default '{}',
  primary key (organisation_id, at, id)
) partition by range (at);
create index audit_entry_by_xid on aud.audit_entry (xid, id);
create index audit_entry_by_person on aud.audit_entry (person_id, at) where person_id is not null;
grant usage on sequence aud.audit_entry_id to airt_sec;
grant insert on aud.audit_entry to airt_sec;

-- An entry, once written, stays as it was: not even its owner may alter it.
create function aud.refuse() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin raise exception 'an audit entry stays as it was written' using errcode = '42501'; end $$;
create trigger audit_entry_is_append_only before update or delete on aud.audit_entry
  for each row execute function aud.refuse();

-- Without the partition of its year nothing can be written, and so nothing shown: every start opens this year and the next.
create function aud.open_year(year int) returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
declare part text := format('audit_entry_%s', year);
begin
  if to_regclass('aud.' || part) is null then
    execute format('create table aud.%I partition of aud.audit_entry for values from (%L) to (%L)', part,
      make_timestamptz(year, 1, 1, 0, 0, 0, 'UTC'), make_timestamptz(year + 1, 1, 1, 0, 0, 0, 'UTC'));
    execute format('create trigger is_append_only before truncate on aud.%I execute function aud.refuse()', part);
    -- Nobody can sign in as who owns what was written.
    execute format('alter table aud.%I owner to airt_owner', part);
  end if;
end $$;
create trigger audit_entry_is_not_emptied before truncate on aud.audit_entry execute function aud.refuse();

set local role airt_sec;

create function aud.write(request uuid, act text, person uuid, people uuid[], subject_type text, subject uuid, fields text[],
    outcome text, detail jsonb) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, aud, sec, pg_temp as $$
declare session sec.session := sec.session_now();
begin
  insert into aud.audit_entry (organisation_id, request_id, actor, actor_role, session_id, act, person_id, people, subject_type,
    subject_id, fields, via, outcome, detail)
  values (coalesce(session.organisation_id, (detail ->> 'organisationId')::uuid, '00000000-0000-0000-0000-000000000000'), request,
    session.worker_id, (select w.role from app.worker w where w.id = session.worker_id), session.id, act, person, people,
    subject_type, subject, fields,
    case when session.kind = 'work' then 'work:' || session.act when person is null then null
      else (select string_agg(e.src, ' ' order by e.src) from sec.edge e
        where e.user_id = session.worker_id and e.person_id = person and e.starts_at <= now() and e.expires_at > now()) end,
    outcome, detail);
end $$;
grant execute on function aud.write(uuid, text, uuid, uuid[], text, uuid, text[], text, jsonb) to airt_app, airt_jobs;
