-- Mail: how often each worker wants any, what waits to be sent, and what is counted for it. No word of a mail lies here, and no name.
set local role airt_owner;

-- How often somebody hears by mail. No row: each working morning.
create table app.mail_choice (
  organisation_id uuid not null,
  worker_id uuid not null,
  often text not null check (often in ('now', 'daily', 'weekly', 'never')),
  version int not null default 1,
  changed_at timestamptz not null default now(),
  primary key (organisation_id, worker_id),
  foreign key (organisation_id, worker_id) references app.worker
);
create index mail_choice_now on app.mail_choice (organisation_id, worker_id) where often = 'now';
select sec.protect_organisation_table('app.mail_choice');
drop policy own_organisation on app.mail_choice;
create policy own on app.mail_choice for select to airt_app using (worker_id = (select sec.uid()));
create policy add_own on app.mail_choice for insert to airt_app with check (worker_id = (select sec.uid()) and organisation_id = (select sec.organisation()));
create policy change_own on app.mail_choice for update to airt_app using (worker_id = (select sec.uid()))
  with check (worker_id = (select sec.uid()) and organisation_id = (select sec.organisation()));

-- One mail to one worker, on its way. It goes from `waiting` to `claimed` by one process, which may be taken over when its lease runs
-- out; to `handed-over` just before the last byte; and from there to an end. What was handed over is never sent again: of whether a
-- mail arrived or not, nobody can be sure who died in that moment, and one too few is better than the same one twice.
create table app.message (
  organisation_id uuid not null,
  -- Stands in the mail's Message-ID.
  id uuid not null default gen_random_uuid(),
  worker_id uuid not null,
  kind text not null check (kind in ('morning', 'week', 'now')),
  on_day date not null,
  state text not null default 'waiting'
    check (state in ('waiting', 'claimed', 'handed-over', 'sent', 'not-needed', 'refused', 'too-late', 'unsure')),
  -- Numbers alone. Null: still to be counted, or to be counted again.
  counts jsonb,
  counted_at timestamptz,
  claim uuid,
  lease_until timestamptz,
  tries int not null default 0,
  try_at timestamptz not null default now(),
  -- The code that a mail server answered with, never its words.
  code text check (code ~ '^[A-Z0-9]{1,20}$'),
  made_at timestamptz not null default now(),
  handed_at timestamptz,
  ended_at timestamptz,
  primary key (organisation_id, id),
  foreign key (organisation_id, worker_id) references app.worker,
  check ((state in ('waiting', 'claimed', 'handed-over')) = (ended_at is null)),
  check ((claim is null) = (lease_until is null))
);
-- Queued twice, it is one.
create unique index one_message_a_day on app.message (organisation_id, worker_id, kind, on_day) where kind <> 'now';
create unique index one_message_now on app.message (organisation_id, worker_id) where kind = 'now' and state = 'waiting';
create index message_on_its_way on app.message (try_at) where ended_at is null;
create index message_now_by_worker on app.message (worker_id, handed_at) where kind = 'now';
create index message_by_end on app.message (ended_at) where ended_at is not null;
select sec.protect_organisation_table('app.message');
drop policy own_organisation on app.message;

-- About whom somebody is to be told at once, for as long as it has not been said: what no longer needs them is not sent.
create table app.message_cause (
  organisation_id uuid not null,
  message_id uuid not null,
  caused_by uuid not null,
  primary key (organisation_id, message_id, caused_by),
  foreign key (organisation_id, message_id) references app.message on delete cascade
);
create index message_cause_by_whom on app.message_cause (caused_by);
select sec.protect_organisation_table('app.message_cause');
drop policy own_organisation on app.message_cause;

grant select on app.mail_choice to airt_app, airt_jobs;
grant insert (organisation_id, worker_id, often) on app.mail_choice to airt_app;
grant update (often, version, changed_at) on app.mail_choice to airt_app;
grant select, insert on app.message to airt_jobs;
grant update (state, counts, counted_at, claim, lease_until, tries, try_at, code, handed_at, ended_at) on app.message to airt_jobs;
grant select, insert, update, delete on app.message to airt_sec;
grant select on app.message_cause to airt_jobs;
grant select, insert, delete on app.message_cause to airt_sec;

-- What is due in an organisation is found by its day, not by going through its people.
create index transition_due_by_organisation on app.transition (organisation_id, next_on) where next_on is not null;
create index referral_due_by_organisation on app.referral (organisation_id, due_on) where due_on is not null;

-- Looked for at once when something waits, and each minute.
select pgboss.create_queue('mail', '{"policy": "stately", "retryLimit": 3, "retryDelay": 30, "retryBackoff": true, "expireInSeconds": 900, "retentionMinutes": 1440}');
select pgboss.create_queue('mail-mornings', '{"policy": "stately", "retryLimit": 5, "retryDelay": 60, "retryBackoff": true, "expireInSeconds": 900, "retentionMinutes": 1440}');

set local role airt_sec;

-- Whoever queues a mail queues the work of sending it in the same transaction, and tells who listens.
create function sec.wake_mail() returns trigger language plpgsql security definer set search_path = pg_catalog, sec, pg_temp as $$
begin
  if not exists (select from waiting) then return null; end if;
  insert into pgboss.job (name, data, expire_in, keep_until, retry_limit, retry_delay, retry_backoff, policy)
  select q.name, '{}', q.expire_seconds * interval '1 second', now() + q.retention_minutes * interval '1 minute',
         q.retry_limit, q.retry_delay, q.retry_backoff, q.policy
    from pgboss.queue q where q.name = 'mail'
  on conflict do nothing;
  perform pg_notify('airt_mail', '');
  return null;
end $$;

-- Tells those of these workers who wish to hear at once that something needs them: one mail at a time waits for each of them. Whoever
-- did it themselves knows.
create function sec.tell_now(workers uuid[], about uuid) returns void language plpgsql volatile
  set search_path = pg_catalog, sec, pg_temp as $$
declare told uuid[] := array(select c.worker_id from app.mail_choice c join app.worker w on w.organisation_id = c.organisation_id and w.id = c.worker_id
  where c.worker_id = any ($1) and c.often = 'now' and w.ended_at is null and c.worker_id is distinct from sec.uid());
begin
  if cardinality(told) = 0 then return; end if;
  insert into app.message (organisation_id, worker_id, kind, on_day)
  select w.organisation_id, w.id, 'now', (now() at time zone 'Europe/London')::date from app.worker w where w.id = any (told)
  on conflict (organisation_id, worker_id) where kind = 'now' and state = 'waiting' do nothing;
  insert into app.message_cause (organisation_id, message_id, caused_by)
  select m.organisation_id, m.id, $2 from app.message m where m.worker_id = any (told) and m.kind = 'now' and m.state = 'waiting'
  on conflict do nothing;
end $$;

-- Something urgent has come up: those are told who work with the person and may decide it, or the team's manager where nobody does.
create function sec.tell_of_urgent() returns trigger language plpgsql security definer set search_path = pg_catalog, sec, pg_temp as $$
declare mine uuid[];
begin
  if new.next_on > (now() at time zone 'Europe/London')::date
    or not exists (select from app.mail_choice c where c.organisation_id = new.organisation_id and c.often = 'now') then return null; end if;
  select coalesce(array_agg(e.user_id) filter (where e.src in ('lead', 'co-worker', 'cover')), array_agg(e.user_id) filter (where e.src = 'team')) into mine
    from sec.edge e where e.person_id = new.person_id and e.writes & 2048 <> 0 and e.writes & new.scope <> 0
     and e.starts_at <= now() and e.expires_at > now();
  if mine is not null then perform sec.tell_now(mine, new.person_id); end if;
  return null;
end $$;

-- A referral was answered, or sent to a programme: the other side hears of it.
create function sec.tell_of_referral() returns trigger language plpgsql security definer set search_path = pg_catalog, sec, pg_temp as $$
begin
  if not exists (select from app.mail_choice c where c.often = 'now') then return null; end if;
  perform sec.tell_now(array(
    select distinct e.user_id from sec.edge e
      join app.referral r on r.organisation_id = new.organisation_id and r.id = new.referral_id
     where e.person_id = new.person_id and e.scopes & 16 <> 0 and e.starts_at <= now() and e.expires_at > now()
       and case new.side
         when 'partner' then e.src in ('lead', 'co-worker', 'cover') or e.user_id = r.made_by
         else exists (select from app.programme p where p.id = r.programme_id and p.lead_id = e.user_id)
           or exists (select from app.programme_staff s where s.programme_id = r.programme_id and s.worker_id = e.user_id) end),
    new.person_id);
  return null;
end $$;

-- The work with somebody has ended, as when they died: in this same transaction nothing is sent because of them any more, though a
-- process may have taken it up; what was counted with them is counted again.
create function sec.stop_mail_about() returns trigger language plpgsql security definer set search_path = pg_catalog, sec, pg_temp as $$
declare emptied uuid[];
begin
  if new.closed_because <> 'died' and new.closed_on > (now() at time zone 'Europe/London')::date then return null; end if;
  with gone as (delete from app.message_cause c where c.caused_by = new.id returning c.message_id)
  select coalesce(array_agg(g.message_id), '{}') into emptied from gone g;
  update app.message m set state = 'not-needed', ended_at = now(), claim = null, lease_until = null
   where m.id = any (emptied) and m.state in ('waiting', 'claimed')
     and not exists (select from app.message_cause c where c.organisation_id = m.organisation_id and c.message_id = m.id);
  update app.message m set state = 'waiting', counts = null, claim = null, lease_until = null
   where m.ended_at is null and m.kind <> 'now' and m.state in ('waiting', 'claimed')
     and m.worker_id in (select e.user_id from sec.edge e where e.person_id = new.id);
  return null;
end $$;
grant execute on function sec.wake_mail(), sec.tell_of_urgent(), sec.tell_of_referral(), sec.stop_mail_about() to airt_owner;

-- What waits for each worker of an organisation, as numbers, in one question that begins with what is due. Of changes that belong
-- together one is counted, as they stand on one card. `grace` says by rule how many days pass before a manager is shown it too.
-- What a manager hears once a week is counted for that mail alone.
create function sec.mail_counts(organisation uuid, today date, kind text, grace jsonb) returns table (worker_id uuid, counts jsonb)
  language plpgsql stable security definer set search_path = pg_catalog, sec, pg_temp as $$
begin
  if not exists (select from sec.session_now() s where s.kind = 'work' and (s.organisation_id is null or s.organisation_id = $1)) then
    raise exception 'this work is not for that organisation' using errcode = '42501';
  end if;
  return query
  with due as materialized (
    select t.id, t.person_id, t.scope, t.next_on, t.falls_on, t.next_on + ($4 ->> t.rule)::int as raised_on, coalesce(t.cluster, t.id::text) as card,
           (select a.worker_id from app.allocation a where a.person_id = t.person_id and a.kind = 'lead' and a.starts_at <= now()
             and (a.ends_at is null or a.ends_at > now()) limit 1) as lead
      from app.transition t join app.person p on p.organisation_id = t.organisation_id and p.id = t.person_id
     where t.organisation_id = $1 and t.next_on <= $2 + 7 and p.merged_into is null and (p.closed_on is null or p.closed_on > $2)),
  seen as (
    select distinct w.id as worker, w.role, d.*
      from due d join sec.edge e on e.person_id = d.person_id and e.writes & 2048 <> 0 and e.writes & d.scope <> 0
        and e.starts_at <= now() and e.expires_at > now()
      join app.worker w on w.id = e.user_id),
  counted as (
    select s.worker, 'decide' as what, count(distinct (s.person_id, s.card)) as n from seen s
     where s.next_on <= $2 and (s.role <> 'team-manager' or s.lead is null or s.lead = s.worker) group by 1
    union all
    select s.worker, 'week', count(distinct (s.person_id, s.card)) from seen s
     where s.next_on > $2 and (s.role <> 'team-manager' or s.lead is null or s.lead = s.worker) group by 1
    union all
    select s.worker, 'overdue', count(distinct (s.person_id, s.card)) from seen s
     where $3 = 'week' and s.role = 'team-manager' and s.raised_on <= $2 and s.lead <> s.worker group by 1
    union all
    select s.worker, 'gaps', count(distinct (s.person_id, s.card)) from seen s
     where $3 = 'week' and s.role = 'team-manager' and s.next_on <= $2 and s.falls_on >= $2 - 7 and s.falls_on < $2
       and not exists (select from app.session x where x.transition_id = s.id and x.status <> 'cancelled')
       and not exists (select from app.referral r where r.transition_id = s.id and r.status not in ('draft', 'withdrawn')) group by 1
    union all
    select x.worker_id, 'outcomes', count(*) from app.session x join app.person p on p.organisation_id = x.organisation_id and p.id = x.person_id
     where x.organisation_id = $1 and x.status = 'planned' and x.planned_on < $2 and p.closed_on is null and p.merged_into is null
       and exists (select from sec.edge e where e.user_id = x.worker_id and e.person_id = x.person_id and e.scopes & 8 <> 0
         and e.starts_at <= now() and e.expires_at > now()) group by 1
    union all
    select w.id, 'referrals', count(distinct r.id) from app.referral r
      join sec.edge e on e.person_id = r.person_id and e.organisation_id = r.organisation_id and e.scopes & 24 = 24 and e.starts_at <= now() and e.expires_at > now()
      join app.worker w on w.id = e.user_id and w.organisation_id = $1
     where r.organisation_id = $1 and r.due_on is not null and (e.src in ('lead', 'co-worker', 'cover') or r.made_by = w.id)
       and (r.status in ('draft', 'asked', 'declined', 'redirected', 'did-not-connect') or r.status in ('finished', 'stopped') and r.due_on <= $2) group by 1
    union all
    select e.user_id, 'answers', count(distinct r.id) from app.referral r
      join app.programme p on p.organisation_id = r.programme_organisation_id and p.id = r.programme_id
      join sec.edge e on e.person_id = r.person_id and e.scopes & 16 <> 0 and e.starts_at <= now() and e.expires_at > now()
     where r.programme_organisation_id = $1 and (r.status in ('sent', 'accepted') or r.status in ('waiting', 'booked') and r.due_on <= $2) and r.due_on is not null
       and (p.lead_id = e.user_id or exists (select from app.programme_staff s where s.programme_id = p.id and s.worker_id = e.user_id)) group by 1
    union all
    select m.worker_id, 'unled', count(distinct p.id) from app.team_member m join app.worker w on w.id = m.worker_id and w.role = 'team-manager'
      join app.person p on p.organisation_id = m.organisation_id and p.team_id = m.team_id
     where $3 = 'week' and m.organisation_id = $1 and p.closed_on is null and p.merged_into is null and not exists (select from app.allocation a
        where a.person_id = p.id and (a.ends_at is null or a.ends_at > now()))
       and exists (select from sec.edge e where e.user_id = w.id and e.person_id = p.id and e.src = 'team') group by 1)
  select c.worker, jsonb_object_agg(c.what, c.n) from counted c join app.worker w on w.id = c.worker and w.organisation_id = $1 and w.ended_at is null
   group by 1;
end $$;

-- What ended a month ago is forgotten.
create function sec.forget_messages() returns int language plpgsql volatile security definer set search_path = pg_catalog, sec, pg_temp as $$
declare forgotten int;
begin
  if not sec.works_everywhere() or not exists (select from sec.session_now()) then raise exception 'this work forgets nothing' using errcode = '42501'; end if;
  delete from app.message m where m.ended_at < now() - interval '30 days';
  get diagnostics forgotten = row_count;
  return forgotten;
end $$;
grant execute on function sec.mail_counts(uuid, date, text, jsonb), sec.forget_messages() to airt_jobs;

set local role airt_owner;
create trigger wakes_mail after insert on app.message referencing new table as waiting for each statement execute function sec.wake_mail();
create trigger tells_of_urgent after insert on app.transition for each row when (new.urgent and new.next_on is not null)
  execute function sec.tell_of_urgent();
create trigger tells_of_urgent_since after update on app.transition for each row
  when (new.urgent and new.next_on is not null and (old.next_on is null or not old.urgent)) execute function sec.tell_of_urgent();
create trigger tells_of_referral after insert on app.referral_event for each row
  when (new.kind = 'move' and (new.side = 'partner' and new.to_status in ('asked', 'waiting', 'accepted', 'redirected', 'declined')
    or new.side = 'referrer' and new.to_status = 'sent')) execute function sec.tell_of_referral();
create trigger stops_mail after update on app.person for each row
  when (new.closed_on is not null and (old.closed_on is distinct from new.closed_on or old.closed_because is distinct from new.closed_because))
  execute function sec.stop_mail_about();
