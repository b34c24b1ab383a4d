-- Decisions that are taken back, several at once, and lists that are kept under a name.
set local role airt_owner;

-- Decisions that were made in one go have the same act; a single one has its own. `taken_back_at`: it counts no more, and stays to be read.
alter table app.decision add column act_id uuid not null default gen_random_uuid(), add column taken_back_at timestamptz;
create index decision_by_act on app.decision (act_id);
create policy counts on app.decision as restrictive for insert to airt_app with check (taken_back_at is null);

-- Once made it stays as it was; that it was taken back is noted once.
create function app.decision_taken_back() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if current_user = 'airt_sec' and old.taken_back_at is null and to_jsonb(new) - 'taken_back_at' = to_jsonb(old) - 'taken_back_at' then return new; end if;
  raise exception 'this stays as it was written' using errcode = '42501';
end $$;
drop trigger stays on app.decision;
create trigger stays before update on app.decision for each row when (old.taken_back_at is not distinct from new.taken_back_at)
  execute function app.refuse_change();
create trigger stays_there before delete on app.decision for each row execute function app.refuse_change();
create trigger is_taken_back_once before update on app.decision for each row when (old.taken_back_at is distinct from new.taken_back_at)
  execute function app.decision_taken_back();
grant update (taken_back_at) on app.decision to airt_sec;

-- What one worker did with several changes at once, to tell them what came of it: each that was left as it was, and why.
create table app.bulk_act (
  organisation_id uuid not null references app.organisation,
  id uuid not null,
  worker_id uuid not null,
  done int not null,
  -- [{ transitionId, why }]
  left_out jsonb not null check (jsonb_typeof(left_out) = 'array'),
  made_at timestamptz not null default clock_timestamp(),
  primary key (organisation_id, id),
  foreign key (organisation_id, worker_id) references app.worker
);
select sec.protect_organisation_table('app.bulk_act');
drop policy own_organisation on app.bulk_act;
create policy own on app.bulk_act for select to airt_app using (worker_id = (select sec.uid()));
create policy add_own on app.bulk_act for insert to airt_app with check (worker_id = (select sec.uid()) and organisation_id = (select sec.organisation()));
create trigger stays before update or delete on app.bulk_act for each row execute function app.refuse_change();
grant select on app.bulk_act to airt_app;
grant insert (organisation_id, id, worker_id, done, left_out) on app.bulk_act to airt_app;

-- A list as its address says it, under a name: one's own, or shown to one's teams. Nothing of a young person stands in it.
create table app.saved_view (
  organisation_id uuid not null references app.organisation,
  id uuid not null default gen_random_uuid(),
  worker_id uuid not null,
  place text not null check (place in ('transitions', 'people')),
  name text not null check (name <> '' and length(name) <= 60),
  query text not null check (length(query) <= 300 and query ~ '^[A-Za-z0-9_=&-]*$'),
  is_shared boolean not null default false,
  version int not null default 1,
  made_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz,
  primary key (organisation_id, id),
  foreign key (organisation_id, worker_id) references app.worker
);
create unique index saved_view_by_name on app.saved_view (organisation_id, worker_id, place, lower(name)) where ended_at is null;
select sec.protect_organisation_table('app.saved_view');
drop policy own_organisation on app.saved_view;

-- Which views a worker has on their Today, their own or of their team.
create table app.view_pin (
  organisation_id uuid not null,
  worker_id uuid not null,
  view_id uuid not null,
  ended_at timestamptz,
  primary key (organisation_id, worker_id, view_id),
  foreign key (organisation_id, worker_id) references app.worker,
  foreign key (organisation_id, view_id) references app.saved_view
);
select sec.protect_organisation_table('app.view_pin');
drop policy own_organisation on app.view_pin;

set local role airt_sec;

-- Whoever is in a team with the user of this session, and themselves.
create function sec.team_mates() returns uuid[] language sql stable security definer set search_path = pg_catalog, sec, pg_temp as $$
  select array(select sec.uid() union select other.worker_id from app.team_member mine
    join app.team_member other on other.organisation_id = mine.organisation_id and other.team_id = mine.team_id
   where mine.worker_id = sec.uid()) $$;
grant execute on function sec.team_mates() to airt_app, airt_owner;

set local role airt_owner;
create policy see on app.saved_view for select to airt_app using (worker_id = (select sec.uid())
  or is_shared and ended_at is null and organisation_id = (select sec.organisation()) and worker_id = any ((select sec.team_mates())::uuid[]));
create policy add_own on app.saved_view for insert to airt_app with check (worker_id = (select sec.uid()) and organisation_id = (select sec.organisation()));
create policy change_own on app.saved_view for update to airt_app using (worker_id = (select sec.uid())) with check (worker_id = (select sec.uid()));
grant select on app.saved_view to airt_app;
grant insert (organisation_id, id, worker_id, place, name, query, is_shared), update (name, is_shared, version, ended_at) on app.saved_view to airt_app;

create policy own on app.view_pin for select to airt_app using (worker_id = (select sec.uid()));
create policy add_own on app.view_pin for insert to airt_app with check (worker_id = (select sec.uid()) and organisation_id = (select sec.organisation())
  and exists (select from app.saved_view v where v.organisation_id = view_pin.organisation_id and v.id = view_pin.view_id));
create policy change_own on app.view_pin for update to airt_app using (worker_id = (select sec.uid())) with check (worker_id = (select sec.uid()));
grant select on app.view_pin to airt_app;
grant insert (organisation_id, worker_id, view_id), update (ended_at) on app.view_pin to airt_app;

set local role airt_sec;

-- Takes back what the user of this session decided in one act, for ten minutes and where they may still decide. What then stands is
-- worked out by whoever calls it, in the same transaction: nobody decides about the same ones in between.
create function sec.take_back(act uuid) returns table (transition_id uuid, person_id uuid)
  language plpgsql volatile security definer set search_path = pg_catalog, sec, pg_temp as $$
declare me uuid := sec.uid();
begin
  perform from app.transition t
    where (t.organisation_id, t.id) in (select d.organisation_id, d.transition_id from app.decision d where d.act_id = $1 and d.decided_by = me)
    order by t.id for no key update;
  return query
    update app.decision d set taken_back_at = clock_timestamp()
     where d.act_id = $1 and d.decided_by = me and d.taken_back_at is null and d.decided_at > now() - interval '10 minutes'
       and exists (select from sec.edge e where e.user_id = me and e.person_id = d.person_id and e.writes & 2048 <> 0
                     and e.writes & d.scope <> 0 and e.starts_at <= now() and e.expires_at > now())
    returning d.transition_id, d.person_id;
end $$;
grant execute on function sec.take_back(uuid) to airt_app;

-- As before, without what was taken back.
create or replace function sec.held_transitions(people uuid[]) returns table (id uuid, person_id uuid, rule text, occurrence text, falls_on date,
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
          from app.decision d where d.transition_id = t.id and d.taken_back_at is null) d on true
     where p.id = any (people);
end $$;
