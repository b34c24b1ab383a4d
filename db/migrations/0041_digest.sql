-- Mail counts what Today shows: what waits its turn is told when its turn has come. And each night what is due is put in front of its worker.
set local role airt_owner;
select pgboss.create_queue('in-front', '{"policy": "stately", "retryLimit": 5, "retryDelay": 60, "retryBackoff": true, "expireInSeconds": 3600}');

set local role airt_sec;
drop function sec.mail_counts(uuid, date, text, jsonb);

-- What waits for each worker of an organisation, as numbers, in one question that begins with what is due. Of changes that belong
-- together one is counted, as they stand on one card, and of those that are told in one line the line. `grace` says by rule how many days
-- pass before a manager is shown it too. What a manager hears once a week is counted for that mail alone; of what waited too long they
-- hear in one mail and no second.
create function sec.mail_counts(organisation uuid, today date, kind text, budget jsonb, grace jsonb) returns table (worker_id uuid, counts jsonb)
  language plpgsql stable security definer set search_path = pg_catalog, sec, pg_temp set enable_seqscan = off as $$
begin
  if not exists (select from sec.session_now() s where s.kind = 'work' and (s.organisation_id is null or s.organisation_id = $1)) then
    raise exception 'this work is not for that organisation' using errcode = '42501';
  end if;
  return query
  with due as materialized (
    select t.id, t.person_id, t.scope, t.next_on, coalesce(t.cluster, t.id::text) as card,
           (select a.worker_id from app.allocation a where a.person_id = t.person_id and a.kind = 'lead' and a.starts_at <= now()
             and (a.ends_at is null or a.ends_at > now()) limit 1) as lead
      from app.transition t join app.person p on p.organisation_id = t.organisation_id and p.id = t.person_id
     where t.organisation_id = $1 and t.next_on > $2 and t.next_on <= $2 + 7 and p.merged_into is null and (p.closed_on is null or p.closed_on > $2)),
  seen as (
    select distinct w.id as worker, w.role, d.*
      from due d join sec.edge e on e.person_id = d.person_id and e.writes & 2048 <> 0 and e.writes & d.scope <> 0
        and e.starts_at <= now() and e.expires_at > now()
      join app.worker w on w.id = e.user_id),
  turn as materialized (
    select t.worker_id as worker, t.how, t.raised_on, t.card, case when t.card <> c.rule || ' ' || c.occurrence then t.person_id end as about
      from sec.with_something_due($1, $2) o cross join lateral sec.turns_of(o.worker_id, null, $2, $4, $5) t join app.transition c on c.organisation_id = $1 and c.id = t.transition_id where t.how is not null),
  counted as (
    select t.worker, 'decide' as what, count(distinct (t.about, t.card)) as n from turn t where t.how <> 'raised' group by 1
    union all
    select s.worker, 'week', count(distinct (s.person_id, s.card)) from seen s
     where (s.role <> 'team-manager' or s.lead is null or s.lead = s.worker) group by 1
    union all
    select t.worker, 'overdue', count(distinct (t.about, t.card)) from turn t
     where $3 = 'week' and t.how = 'raised' and t.raised_on > date_trunc('week', $2::timestamp)::date - 7 and t.raised_on <= date_trunc('week', $2::timestamp)::date
     group by 1
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
grant execute on function sec.mail_counts(uuid, date, text, jsonb, jsonb) to airt_jobs;
