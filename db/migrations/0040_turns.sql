-- What stands in front of a worker today, and what waits its turn. Of one person so many cards at most are live, of new ones a worker is
-- given so many a week, and of one person at most one a day (domain/A, A8): the rest waits in the order of the days on which it fell due.
-- What is urgent, what comes back on the day it was put off to and what somebody else was shown before the person was handed over is never
-- new and waits for none of this.
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
  waiting int
);

-- One text for two ways in: a worker's own people, or whoever in an organisation something is due for.
do $make$
declare
  body constant text := $body$
  with reach as materialized (
    select e.user_id as worker, e.person_id as person, w.role, bit_or(e.writes) as writes,
           (min(e.starts_at) filter (where e.src <> 'team') at time zone 'Europe/London')::date as began
      from sec.edge e join app.worker w on w.id = e.user_id and w.ended_at is null
     where %1$s and e.writes & 2048 <> 0 and e.src in ('lead', 'co-worker', 'cover', 'team') and e.starts_at <= now() and e.expires_at > now()
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
  -- The new ones of this week.
  begun as materialized (
    select s.worker_id as worker, t.person_id as person, s.card, bool_or(s.shown_on = today) as is_today
      from app.card_shown s join app.transition t on t.organisation_id = s.organisation_id and t.id = s.transition_id
     where s.worker_id in (select p.worker from period p) and s.how = 'turn' and s.shown_on >= date_trunc('week', today::timestamp)::date
     group by s.worker_id, t.person_id, s.card),
  placed as materialized (
    select p.*, count(*) filter (where p.live) over (partition by p.worker, p.person) as alive,
           row_number() over (partition by p.worker, p.person order by p.live desc, p.back desc, p.next_on, p.falls_on, p.card) as place
      from period p where not p.urgent),
  -- Of one person the first may begin, and none on a day on which one has.
  asking as (
    select p.*, p.place - p.alive as turn, p.place = p.alive + 1
             and not exists (select from begun b where b.worker = p.worker and b.person = p.person and b.is_today) as may,
           (budget ->> 'week')::int - (select count(*) from begun b where b.worker = p.worker) as free
      from placed p where not p.live and p.place <= (budget ->> 'live')::int),
  queue as (
    select a.*, a.may and row_number() over (partition by a.worker, a.may order by a.next_on, a.falls_on, a.card, a.person) <= a.free as begins
      from asking a),
  later as (
    select q.*, greatest(q.free - count(*) filter (where q.begins) over (partition by q.worker), 0) as left_over,
           row_number() over (partition by q.worker, q.begins order by q.next_on, q.falls_on, q.card, q.person) as nth,
           q.turn - (bool_or(q.begins) over (partition by q.worker, q.person))::int as days
      from queue q),
  verdict as (
    select p.worker, p.person, p.card, 'urgent' as how, null as waits, null::date as turn_on, p.next_on, p.falls_on from period p where p.urgent
    union all
    select p.worker, p.person, p.card, case when p.place <= (budget ->> 'live')::int then 'with' end,
           case when p.place > (budget ->> 'live')::int then 'decision' end, null, p.next_on, p.falls_on
      from placed p where p.live or p.place > (budget ->> 'live')::int
    union all
    select l.worker, l.person, l.card, 'turn', null, null, l.next_on, l.falls_on from later l where l.begins
    union all
    select l.worker, l.person, l.card, null, 'turn', case when l.nth <= l.left_over then today + l.days::int
             else date_trunc('week', today::timestamp)::date + 7 * ceil((l.nth - l.left_over)::numeric / (budget ->> 'week')::int)::int end,
           l.next_on, l.falls_on
      from later l where not l.begins),
  told as materialized (
    select v.*, count(*) filter (where v.waits is not null) over (partition by v.worker) as waiting,
           row_number() over (partition by v.worker, v.waits is null order by v.next_on, v.falls_on, v.card, v.person) as nth
      from verdict v)
  select h.worker, h.person, h.transition, case when h.folds and v.how is null then h.line else h.card end,
         case when h.above is not null then h.above
              when v.how is null then case when h.folds then 'folded' end
              when v.how = 'with' and not h.mine then case when h.back then 'back' when h.handed then 'handed-over' else 'with' end
              else v.how end,
         case when not h.folds then v.waits end, case when not h.folds then v.turn_on end, h.raised_on, coalesce(v.waiting, 0)::int
    from held h left join told v on h.above is null and v.worker = h.worker and v.person = h.person and v.card = h.card
   where (about is null or h.person = about) and (h.folds or v.waits is null or about is not null or v.nth <= (budget ->> 'listed')::int) $body$;
begin
  execute format('create function sec.turns_of(one uuid, about uuid, today date, budget jsonb, grace jsonb) returns setof sec.turn '
    'language plpgsql stable security definer set search_path = pg_catalog, sec, pg_temp set plan_cache_mode = force_generic_plan as %L',
    'begin return query' || format(body, 'e.user_id = one') || '; end');
  execute format('create function sec.turns_in(home uuid, about uuid, today date, budget jsonb, grace jsonb) returns setof sec.turn '
    'language plpgsql stable security definer set search_path = pg_catalog, sec, pg_temp as %L',
    'begin return query' || format(body, 'e.organisation_id = home and e.person_id in (
      select t.person_id from app.transition t where t.organisation_id = home and t.next_on <= today)') || '; end');
end $make$;

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

-- For everybody in an organisation, without a browser: what nobody opens is in front of its worker all the same, and its days count.
create function sec.put_in_front_of_all(home uuid, today date, budget jsonb, grace jsonb) returns int language plpgsql volatile security definer
  set search_path = pg_catalog, sec, pg_temp as $$
begin
  if not exists (select from sec.session_now() s where s.kind = 'work' and (s.organisation_id is null or s.organisation_id = $1)) then
    raise exception 'this work is not for that organisation' using errcode = '42501';
  end if;
  perform pg_advisory_xact_lock(4190, hashtext(home::text));
  perform sec.note_shown(array(select t from sec.turns_in(home, null, today, budget, grace) t where t.how is not null), today);
  return (select count(*) from app.card_shown s where s.organisation_id = home and s.shown_on = today);
end $$;

revoke execute on function sec.turns_of(uuid, uuid, date, jsonb, jsonb), sec.turns_in(uuid, uuid, date, jsonb, jsonb), sec.note_shown(sec.turn[], date) from public;
grant execute on function sec.put_in_front(date, jsonb, jsonb), sec.turns_about(uuid, date, jsonb, jsonb) to airt_app;
grant execute on function sec.put_in_front_of_all(uuid, date, jsonb, jsonb) to airt_jobs;
