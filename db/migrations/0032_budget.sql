-- Which prompt was put in front of whom, and since when: so that nobody is shown more than can be worked through, and what was shown
-- once is not new again.
set local role airt_owner;

-- One row a worker and prompt, written the first time and never changed. It follows the transition, also into another record. Nobody
-- reads it but the functions of the database: how often a rule was shown, and how long before the day, comes from here.
create table app.card_shown (
  organisation_id uuid not null,
  worker_id uuid not null,
  transition_id uuid not null,
  step text not null,
  -- Which round the prompt stood in; '' in the first.
  round text not null default '',
  -- The period of change that it belonged to then.
  card text not null,
  -- `turn`: it opened a card, and counts among the new ones of its week. `with`: its card stood there already. `back`: it had been put
  -- off to its day. `folded`: one line for many people. `raised`: it waited so long that a manager sees it too.
  how text not null check (how in ('turn', 'with', 'back', 'urgent', 'folded', 'handed-over', 'raised')),
  -- The day of the change as it was held then.
  falls_on date,
  shown_on date not null,
  primary key (organisation_id, worker_id, transition_id, step, round),
  foreign key (organisation_id, worker_id) references app.worker,
  foreign key (organisation_id, transition_id) references app.transition
);
create index card_shown_by_transition on app.card_shown (transition_id);
create index card_shown_by_week on app.card_shown (worker_id, shown_on);
select sec.protect_organisation_table('app.card_shown');
drop policy own_organisation on app.card_shown;
create policy own on app.card_shown for select to airt_app using (worker_id = (select sec.uid()));
create trigger stays before update or delete on app.card_shown for each row execute function app.refuse_change();
grant select on app.card_shown to airt_jobs;
grant select, insert on app.card_shown to airt_sec;

set local role airt_sec;

-- What was due stood on the list of everybody who works with the person.
insert into app.card_shown (organisation_id, worker_id, transition_id, step, round, card, how, falls_on, shown_on)
select distinct on (e.user_id, t.id, p.prompt ->> 'step', coalesce(p.prompt ->> 'round', ''))
       t.organisation_id, e.user_id, t.id, p.prompt ->> 'step', coalesce(p.prompt ->> 'round', ''), coalesce(t.cluster, t.id::text), 'with',
       t.falls_on, coalesce(p.prompt ->> 'back', p.prompt ->> 'on')::date
  from app.transition t
  join sec.edge e on e.person_id = t.person_id and e.src in ('lead', 'co-worker', 'cover') and e.writes & 2048 <> 0 and e.writes & t.scope <> 0
   and e.starts_at <= now() and e.expires_at > now()
  join app.worker w on w.organisation_id = t.organisation_id and w.id = e.user_id
  cross join lateral jsonb_array_elements(t.prompts) p (prompt)
 where t.next_on <= (now() at time zone 'Europe/London')::date and t.gone_at is null and not p.prompt ? 'done'
   and coalesce(p.prompt ->> 'back', p.prompt ->> 'on')::date <= (now() at time zone 'Europe/London')::date;
