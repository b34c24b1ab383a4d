-- As before, with less to carry from step to step: the worker is one, so that no step groups by them, and what the limits leave is counted
-- once. Small tables are not read whole for a list of sixty people: left to guess, an organisation of ten thousand waited longer than a country.
-- And one mended: who asked again on a day on which a period had begun for the second time in its week was given one more than they may have.
set local role airt_sec;

-- Where everything that is due stands for one worker, or what is due of one person `about`.
create or replace function sec.turns_of(one uuid, about uuid, today date, budget jsonb, grace jsonb) returns setof sec.turn
  language plpgsql stable security definer rows 40 set search_path = pg_catalog, sec, pg_temp set plan_cache_mode = force_generic_plan
  set enable_seqscan = off as $$
begin
  return query
  with due as materialized (
    select r.person, t.id as transition, t.rule, t.occurrence, coalesce(t.cluster, t.id::text) as card, t.next_on, t.falls_on, t.urgent,
           case when r.role <> 'team-manager' then one else (select a.worker_id from app.allocation a where a.person_id = r.person
             and a.kind = 'lead' and a.starts_at <= now() and (a.ends_at is null or a.ends_at > now()) limit 1) end as lead,
           t.prompts @? '$[*].back' and exists (select from jsonb_array_elements(t.prompts) p (prompt)
             where not p.prompt ? 'done' and (p.prompt ->> 'back')::date <= today) as back,
           m.mine, m.handed, m.first_on, m.seen_on
      from (
        select e.person_id as person, w.role, bit_or(e.writes) as writes, min(e.starts_at) filter (where e.src <> 'team') as began
          from sec.edge e join app.worker w on w.id = e.user_id and w.ended_at is null
         where e.user_id = one and e.writes & 2048 <> 0 and e.src in ('lead', 'co-worker', 'cover', 'team') and e.starts_at <= now() and e.expires_at > now()
         group by e.person_id, w.role) r
      join app.person p on p.id = r.person and p.merged_into is null and (p.closed_on is null or p.closed_on > today)
      join app.transition t on t.organisation_id = p.organisation_id and t.person_id = r.person and t.next_on <= today and r.writes & t.scope <> 0
      -- What was shown of each prompt that waits now.
      left join lateral (
        select bool_or(s.worker_id = one) as mine,
               bool_or(s.worker_id <> one and s.how <> 'raised' and s.shown_on <= (r.began at time zone 'Europe/London')::date) as handed,
               min(s.shown_on) filter (where s.how <> 'raised') as first_on,
               max(s.shown_on) filter (where s.how = 'raised' and s.worker_id = one) as seen_on
          from app.card_shown s
         where s.transition_id = t.id and exists (select from jsonb_array_elements(t.prompts) p (prompt)
           where p.prompt ->> 'step' = s.step and coalesce(p.prompt ->> 'round', '') = s.round and not p.prompt ? 'done'
             and coalesce(p.prompt ->> 'back', p.prompt ->> 'on')::date <= today)) m on true),
  -- What a worker works at themselves; a manager also what nobody leads, at once, and what waited for too long. Raised once, it stays.
  held as materialized (
    select d.person, d.transition, d.card, d.next_on, d.falls_on, d.urgent, budget -> 'folded' ? d.rule as folds,
           d.rule || ' ' || d.occurrence as line, case when d.lead is null then 'unled' when d.lead <> one then 'raised' end as above,
           coalesce(d.mine, false) as mine, coalesce(d.handed, false) as handed, d.back,
           greatest(coalesce(d.first_on, today), d.next_on) + (grace ->> d.rule)::int as raised_on
      from due d
     where d.lead = one or d.lead is null or d.first_on is not null and (d.seen_on > d.first_on and d.seen_on >= d.next_on
       or greatest(d.first_on, d.next_on) + (grace ->> d.rule)::int <= today)),
  period as materialized (
    select h.person, h.card, bool_or(h.urgent) as urgent, bool_or(h.mine or h.handed or h.back) as live, bool_or(h.back) as back,
           min(h.next_on) as next_on, min(h.falls_on) as falls_on
      from held h where h.above is null and not h.folds group by h.person, h.card),
  placed as materialized (
    select p.*, count(*) filter (where p.live) over (partition by p.person) as alive,
           row_number() over (partition by p.person order by p.live desc, p.back desc, p.next_on, p.falls_on, p.card) as place
      from period p where not p.urgent),
  -- The new ones of this week: a period that was done with and begins again counts again.
  begun as materialized (
    select t.person_id as person, s.shown_on = today as is_today
      from app.card_shown s join app.transition t on t.organisation_id = s.organisation_id and t.id = s.transition_id
     where s.worker_id = one and s.how = 'turn' and s.shown_on >= date_trunc('week', today::timestamp)::date
     group by t.person_id, s.card, s.shown_on),
  -- Of one person the first may begin, and none on a day on which one has.
  queue as (
    select p.person, p.card, p.next_on, p.falls_on, p.place - p.alive as turn, b.person is null as is_free_day,
           p.place = p.alive + 1 and b.person is null as may
      from placed p left join (select distinct b.person from begun b where b.is_today) b on b.person = p.person
     where not p.live and p.place <= (budget ->> 'live')::int),
  ranked as materialized (
    select q.*, count(*) filter (where q.may) over in_turn as nth_of_may, row_number() over in_turn as nth
      from queue q window in_turn as (order by q.next_on, q.falls_on, q.card, q.person rows unbounded preceding)),
  -- How many may still begin this week, and how many of those that wait are the first of their person.
  room as materialized (
    select greatest((budget ->> 'week')::int - (select count(*) from begun), 0) as free, (select count(*) from ranked r where r.may) as mays),
  told as (
    select p.person, p.card, 'urgent' as how, null as waits, null::date as turn_on from period p where p.urgent
    union all
    select p.person, p.card, 'with', null, null from placed p where p.live and p.place <= (budget ->> 'live')::int
    union all
    select r.person, r.card, 'turn', null, null from ranked r, room f where r.may and r.nth_of_may <= f.free
    union all
    select r.person, r.card, null, 'turn',
           case when r.nth - least(r.nth_of_may, f.free) <= f.free - least(f.mays, f.free) then today + (r.turn - r.is_free_day::int)::int
             else date_trunc('week', today::timestamp)::date + 7 * ceil((r.nth - least(r.nth_of_may, f.free) - f.free + least(f.mays, f.free))::numeric
               / (budget ->> 'week')::int)::int end
      from ranked r, room f where not (r.may and r.nth_of_may <= f.free)
       and case when about is null then r.nth - least(r.nth_of_may, f.free) <= (budget ->> 'listed')::int else r.person = about end
    union all
    (select p.person, p.card, null, 'decision', null from placed p
      where p.place > (budget ->> 'live')::int and (about is null or p.person = about)
      order by p.next_on, p.falls_on, p.card limit case when about is null then (budget ->> 'listed')::int end)),
  -- How many wait: all but what is urgent, what is live in its place and what begins.
  waiting as (
    select count(*) - count(*) filter (where p.live and p.place <= (budget ->> 'live')::int)
             - (select least(f.mays, f.free) from room f) as cards
      from placed p)
  select one, h.person, h.transition, case when h.folds and v.how is null then h.line else h.card end,
         case when h.above is not null then h.above
              when v.how is null then case when h.folds then 'folded' end
              when v.how = 'with' and not h.mine then case when h.back then 'back' when h.handed then 'handed-over' else 'with' end
              else v.how end,
         case when not h.folds then v.waits end, case when not h.folds then v.turn_on end, h.raised_on, (select w.cards from waiting w)::int, not h.mine
    from held h
    left join told v on h.above is null and v.person = h.person and v.card = h.card
   where (about is null or h.person = about) and (h.above is not null or h.folds or v.card is not null);
end $$;
