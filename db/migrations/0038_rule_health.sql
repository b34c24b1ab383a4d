-- How the rules of an organisation do: for whoever may read the rules, in numbers that tell of nobody.
set local role airt_sec;

-- By rule, since a day: in how many prompts it was put in front of somebody, what was decided of it and why, whether it was of use, and
-- how many days before the change somebody had acted (the middle, and the middle half). A number from 1 to 4 is not told, and of two that
-- make up a third none where one of them is so small; days only where there are five. Refuses who may not read the rules by telling them nothing.
create function sec.rule_health(since date) returns table (rule text, shown int, acted int, put_off int, already_done int, not_right int,
    not_true int, not_right_otherwise int, useful int, not_useful int, is_often_not_right boolean, days_before int, days_least int, days_most int)
  language plpgsql stable security definer set search_path = pg_catalog, sec, pg_temp as $$
declare me sec.session := sec.session_now();
begin
  return query
  with mine as (
    select w.organisation_id from app.worker w where w.id = me.worker_id and w.role in ('youth-worker', 'justice-social-worker',
      'team-manager', 'programme-lead', 'data-protection', 'administrator')),
  made as (
    select t.rule, t.falls_on, t.person_id, d.transition_id, d.step, coalesce(d.round, '') as round, d.kind, d.reason, d.useful, (d.decided_at at time zone 'Europe/London')::date as on_day
      from app.decision d join app.transition t on t.organisation_id = d.organisation_id and t.id = d.transition_id
     where d.organisation_id = (select m.organisation_id from mine m) and d.taken_back_at is null
       and d.decided_at >= $1::timestamp at time zone 'Europe/London'),
  -- What was decided had been shown, on Today or on the page of the person.
  seen as (
    select x.rule, count(*) as n from (
      select t.rule, s.transition_id, s.step, s.round
        from app.card_shown s join app.transition t on t.organisation_id = s.organisation_id and t.id = s.transition_id
       where s.organisation_id = (select m.organisation_id from mine m) and s.shown_on >= $1
      union select m.rule, m.transition_id, m.step, m.round from made m) x group by 1),
  counted as (
    select m.rule, count(*) as n, count(*) filter (where m.kind = 'acted') as acted, count(*) filter (where m.kind = 'not-now') as put_off,
           count(*) filter (where m.kind = 'already-done') as already_done, count(*) filter (where m.kind = 'not-right') as not_right,
           count(*) filter (where m.kind = 'not-right' and m.reason = 'not-true') as not_true,
           count(*) filter (where m.kind = 'not-right' and m.reason <> 'not-true') as otherwise,
           count(*) filter (where m.useful) as useful, count(*) filter (where not m.useful) as not_useful
      from made m group by 1),
  ahead as (
    select f.rule, count(distinct f.person_id) as people, percentile_disc(array[0.25, 0.5, 0.75]) within group (order by f.days) as days
      from (select m.rule, m.person_id, m.falls_on - min(m.on_day) as days from made m
             where m.kind in ('acted', 'already-done') and m.falls_on is not null group by m.rule, m.person_id, m.transition_id, m.falls_on) f group by 1)
  select r.rule, sec.enough(coalesce(s.n, 0)), sec.enough(c.acted), sec.enough(c.put_off), sec.enough(c.already_done), sec.enough(c.not_right),
         case when num_nulls(sec.enough(c.not_true), sec.enough(c.otherwise)) = 0 then c.not_true::int end,
         case when num_nulls(sec.enough(c.not_true), sec.enough(c.otherwise)) = 0 then c.otherwise::int end,
         sec.enough(c.useful), sec.enough(c.not_useful), coalesce(c.n >= 10 and c.not_right * 10 > c.n * 6, false),
         case when a.people >= 5 then a.days[2] end, case when a.people >= 5 then a.days[1] end, case when a.people >= 5 then a.days[3] end
    from (select x.rule from seen x union select y.rule from counted y) r
    left join seen s on s.rule = r.rule left join counted c on c.rule = r.rule left join ahead a on a.rule = r.rule
   order by 1;
end $$;

-- Nothing, or at least five; else null.
create function sec.enough(count bigint) returns int language sql immutable set search_path = pg_catalog, pg_temp
  as $$ select case when coalesce($1, 0) = 0 then 0 when $1 >= 5 then $1::int end $$;
grant execute on function sec.rule_health(date) to airt_app;
