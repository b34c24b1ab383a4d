-- What stands in front of a worker today, and what waits its turn. Of one person so many cards at most are live, of new ones a worker is
-- given so many a week, and of one person at most one a day (domain/A, A8): the rest waits in the order of the days on which it fell due.
-- What is urgent, what comes back on the day it was put off to and what somebody else was shown before the person was handed over is never
-- new and waits for none of this.
-- What waits is counted and only the first of it is looked at, so that a list with thousands due opens as one with ten.
set local role airt_sec;

create type sec.turn as (
  worker_id uuid,
  person_id uuid,
  transition_id uuid,
  -- The period of change; of what is folded, what its line is about.
  card text,
  -- How it comes to stand in front of the worker, as in app.card_shown, or `unled`; null: it waits.
  how text,
  -- For what it waits: `decision`, as so many of this person are live, or `turn`.
  waits text,
  -- The day on which it shows, when its turn comes by the days alone.
  turn_on date,
  -- The day from which a manager sees it too, if nothing is decided.
  raised_on date,
  -- How many cards of this worker wait.
  waiting int,
  -- Nothing of it was shown to this worker before.
  is_new boolean
);

-- Where everything that is due stands for one worker, or what is due of one person `about`.
create function sec.turns_of(one uuid, about uuid, today date, budget jsonb, grace jsonb) returns setof sec.turn
  language plpgsql stable security definer rows 40 set search_path = pg_catalog, sec, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  return query
  with reach as materialized (
    select e.user_id as worker, e.person_id as person, w.role, bit_or(e.writes) as writes,
           (min(e.starts_at) filter (where e.src <> 'team') at time zone 'Europe/London')::date as began
      from sec.edge e join app.worker w on w.id = e.user_id and w.ended_at is null
     where e.user_id = one and e.writes & 2048 <> 0 and e.src in ('lead', 'co-worker', 'cover', 'team') and e.starts_at <= now() and e.expires_at > now()
     group by e.user_id, e.person_id, w.role),
  due as materialized (
    select r.worker, r.person, r.began, t.id as transition, t.rule, t.occurrence, coalesce(t.cluster, t.id::text) as card, t.next_on, t.falls_on,
           t.urgent, t.prompts, (grace ->> t.rule)::int as days_of_grace,
           case when r.role <> 'team-manager' then r.worker else (select a.worker_id from app.allocation a where a.person_id = r.person
             and a.kind = 'lead' and a.starts_at <= now() and (a.ends_at is null or a.ends_at > now()) limit 1) end as lead
      from reach r
      join app.person p on p.id = r.person and p.merged_into is null and (p.closed_on is null or p.closed_on > today)
      join app.transition t on t.organisation_id = p.organisation_id and t.person_id = r.person and t.next_on <= today and r.writes & t.scope <> 0),
  -- What was shown of each prompt that waits now.
  mark as materialized (
    select d.worker, d.transition, bool_or(s.worker_id = d.worker) as mine,
           bool_or(s.worker_id <> d.worker and s.how <> 'raised' and s.shown_on <= d.began) as handed,
           min(s.shown_on) filter (where s.how <> 'raised') as first_on,
           max(s.shown_on) filter (where s.how = 'raised' and s.worker_id = d.worker) as seen_on
      from due d join app.card_shown s on s.transition_id = d.transition
     where exists (select from jsonb_array_elements(d.prompts) p (prompt)
       where p.prompt ->> 'step' = s.step and coalesce(p.prompt ->> 'round', '') = s.round and not p.prompt ? 'done'
         and coalesce(p.prompt ->> 'back', p.prompt ->> 'on')::date <= today)
     group by d.worker, d.transition),
  -- What a worker works at themselves; a manager also what nobody leads, at once, and what waited for too long. Raised once, it stays.
  held as materialized (
    select d.worker, d.person, d.transition, d.card, d.next_on, d.falls_on, d.urgent, budget -> 'folded' ? d.rule as folds,
           d.rule || ' ' || d.occurrence as line, case when d.lead is null then 'unled' when d.lead <> d.worker then 'raised' end as above,
           coalesce(m.mine, false) as mine, coalesce(m.handed, false) as handed,
           d.prompts @? '$[*].back' and exists (select from jsonb_array_elements(d.prompts) p (prompt)
             where not p.prompt ? 'done' and (p.prompt ->> 'back')::date <= today) as back,
           greatest(coalesce(m.first_on, today), d.next_on) + d.days_of_grace as raised_on
      from due d left join mark m on m.worker = d.worker and m.transition = d.transition
     where d.lead = d.worker or d.lead is null or m.first_on is not null and (m.seen_on > m.first_on and m.seen_on >= d.next_on
       or greatest(m.first_on, d.next_on) + d.days_of_grace <= today)),
  period as materialized (
    select h.worker, h.person, h.card, bool_or(h.urgent) as urgent, bool_or(h.mine or h.handed or h.back) as live, bool_or(h.back) as back,
           min(h.next_on) as next_on, min(h.falls_on) as falls_on
      from held h where h.above is null and not h.folds group by h.worker, h.person, h.card),
  placed as materialized (
    select p.*, count(*) filter (where p.live) over (partition by p.worker, p.person) as alive,
           row_number() over (partition by p.worker, p.person order by p.live desc, p.back desc, p.next_on, p.falls_on, p.card) as place
      from period p where not p.urgent),
  -- The new ones of this week.
  begun as materialized (
    select s.worker_id as worker, t.person_id as person, s.card, bool_or(s.shown_on = today) as is_today
      from app.card_shown s join app.transition t on t.organisation_id = s.organisation_id and t.id = s.transition_id
     where s.worker_id = one and s.how = 'turn' and s.shown_on >= date_trunc('week', today::timestamp)::date
     group by s.worker_id, t.person_id, s.card),
  used as materialized (select b.worker, count(*) as cards from begun b group by b.worker),
  -- Of one person the first may begin, and none on a day on which one has.
  queue as (
    select p.worker, p.person, p.card, p.next_on, p.falls_on, p.place - p.alive as turn, b.person is null as is_free_day,
           p.place = p.alive + 1 and b.person is null as may, greatest((budget ->> 'week')::int - coalesce(u.cards, 0), 0) as free
      from placed p
      left join begun b on b.worker = p.worker and b.person = p.person and b.is_today
      left join used u on u.worker = p.worker
     where not p.live and p.place <= (budget ->> 'live')::int),
  ranked as materialized (
    select q.*, count(*) filter (where q.may) over in_turn as nth_of_may, row_number() over in_turn as nth,
           count(*) filter (where q.may) over (partition by q.worker) as mays
      from queue q window in_turn as (partition by q.worker order by q.next_on, q.falls_on, q.card, q.person rows unbounded preceding)),
  told as materialized (
    select p.worker, p.person, p.card, 'urgent' as how, null as waits, null::date as turn_on from period p where p.urgent
    union all
    select p.worker, p.person, p.card, 'with', null, null from placed p where p.live and p.place <= (budget ->> 'live')::int
    union all
    select r.worker, r.person, r.card, 'turn', null, null from ranked r where r.may and r.nth_of_may <= r.free
    union all
    select r.worker, r.person, r.card, null, 'turn',
           case when r.nth - least(r.nth_of_may, r.free) <= r.free - least(r.mays, r.free) then today + (r.turn - r.is_free_day::int)::int
             else date_trunc('week', today::timestamp)::date + 7 * ceil((r.nth - least(r.nth_of_may, r.free) - r.free + least(r.mays, r.free))::numeric
               / (budget ->> 'week')::int)::int end
      from ranked r where not (r.may and r.nth_of_may <= r.free) 
       and case when about is null then r.nth - least(r.nth_of_may, r.free) <= (budget ->> 'listed')::int else r.person = about end
    union all
    (select p.worker, p.person, p.card, null, 'decision', null from placed p
      where p.place > (budget ->> 'live')::int and (about is null or p.person = about)
      order by p.next_on, p.falls_on, p.card limit case when about is null then (budget ->> 'listed')::int end)),
  -- How many wait: all but what is urgent, what is live in its place and what begins.
  waiting as materialized (
    select p.worker, count(*) - count(*) filter (where p.live and p.place <= (budget ->> 'live')::int)
             - coalesce((select count(*) from ranked r where r.worker = p.worker and r.may and r.nth_of_may <= r.free), 0) as cards
      from placed p group by p.worker)
  select h.worker, h.person, h.transition, case when h.folds and v.how is null then h.line else h.card end,
         case when h.above is not null then h.above
              when v.how is null then case when h.folds then 'folded' end
              when v.how = 'with' and not h.mine then case when h.back then 'back' when h.handed then 'handed-over' else 'with' end
              else v.how end,
         case when not h.folds then v.waits end, case when not h.folds then v.turn_on end, h.raised_on, coalesce(w.cards, 0)::int, not h.mine
    from held h
    left join told v on h.above is null and v.worker = h.worker and v.person = h.person and v.card = h.card
    left join waiting w on w.worker = h.worker
   where (about is null or h.person = about) and (h.above is not null or h.folds or v.card is not null);
end $$;

-- What was put in front of whom is remembered, prompt by prompt: the first time alone.
create function sec.note_shown(turns sec.turn[], today date) returns void language plpgsql volatile
  set search_path = pg_catalog, sec, pg_temp as $$
begin
  insert into app.card_shown (organisation_id, worker_id, transition_id, step, round, card, how, falls_on, shown_on)
  select w.organisation_id, u.worker_id, t.id, p.prompt ->> 'step', coalesce(p.prompt ->> 'round', ''), u.card,
         case u.how when 'unled' then 'raised' else u.how end, t.falls_on, $2
    from unnest(turns) u
    join app.worker w on w.id = u.worker_id
    join app.transition t on t.organisation_id = w.organisation_id and t.id = u.transition_id
    cross join lateral jsonb_array_elements(t.prompts) p (prompt)
   where u.how is not null and not p.prompt ? 'done' and coalesce(p.prompt ->> 'back', p.prompt ->> 'on')::date <= $2
  on conflict do nothing;
end $$;

-- A worker's own turns. Where one begins now it is theirs from now on, and two who open the same list get the same.
create function sec.put_in_front(today date, budget jsonb, grace jsonb) returns setof sec.turn language plpgsql volatile security definer
  set search_path = pg_catalog, sec, pg_temp as $$
declare me uuid := sec.uid(); turns sec.turn[];
begin
  if me is null then return; end if;
  turns := array(select t from sec.turns_of(me, null, today, budget, grace) t);
  if not exists (select from unnest(turns) t where t.how is not null and t.is_new) then
    return query select * from unnest(turns);
    return;
  end if;
  if exists (select from unnest(turns) t where t.how = 'turn') then
    perform pg_advisory_xact_lock_shared(4190, hashtext(sec.organisation()::text));
    perform pg_advisory_xact_lock(4191, hashtext(me::text));
    turns := array(select t from sec.turns_of(me, null, today, budget, grace) t);
  end if;
  perform sec.note_shown(turns, today);
  return query select * from unnest(turns);
end $$;

-- The same for one person, only looked at.
create function sec.turns_about(about uuid, today date, budget jsonb, grace jsonb) returns setof sec.turn language sql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$ select * from sec.turns_of(sec.uid(), about, today, budget, grace) $$;

-- Who could have something of what is due to them: it begins with what is due, and not with who works there.
create function sec.with_something_due(home uuid, today date) returns table (worker_id uuid) language sql stable rows 50
  set search_path = pg_catalog, sec, pg_temp as $$
  select distinct e.user_id from app.transition t join sec.edge e on e.person_id = t.person_id and e.src in ('lead', 'co-worker', 'cover', 'team')
     and e.writes & 2048 <> 0 and e.starts_at <= now() and e.expires_at > now()
   where t.organisation_id = home and t.next_on <= today $$;

-- For everybody in an organisation, without a browser: what nobody opens is in front of its worker all the same, and its days count. It goes
-- by index, so that it grows with what is due: left to guess, the planner read every organisation's transitions and edges whole.
create function sec.put_in_front_of_all(home uuid, today date, budget jsonb, grace jsonb) returns int language plpgsql volatile security definer
  set search_path = pg_catalog, sec, pg_temp set enable_seqscan = off as $$
declare one uuid;
begin
  if not exists (select from sec.session_now() s where s.kind = 'work' and (s.organisation_id is null or s.organisation_id = $1)) then
    raise exception 'this work is not for that organisation' using errcode = '42501';
  end if;
  perform pg_advisory_xact_lock(4190, hashtext(home::text));
  for one in select o.worker_id from sec.with_something_due(home, today) o loop
    perform sec.note_shown(array(select t from sec.turns_of(one, null, today, budget, grace) t where t.how is not null), today);
  end loop;
  return (select count(*) from app.card_shown s where s.organisation_id = home and s.shown_on = today);
end $$;

revoke execute on function sec.turns_of(uuid, uuid, date, jsonb, jsonb), sec.with_something_due(uuid, date), sec.note_shown(sec.turn[], date) from public;
grant execute on function sec.put_in_front(date, jsonb, jsonb), sec.turns_about(uuid, date, jsonb, jsonb) to airt_app;
grant execute on function sec.put_in_front_of_all(uuid, date, jsonb, jsonb) to airt_jobs;
