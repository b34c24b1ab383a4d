-- What an organisation sets of the rules, each time tried before it is saved; its working days as they were; who checked the law.
set local role airt_owner;

-- One row for each time that a rule's settings were changed. Written once; what came of it is noted beside it.
create table app.rule_setting (
  organisation_id uuid not null references app.organisation,
  id uuid not null default gen_random_uuid(),
  rule text not null,
  -- From 1 for each rule. In force is the highest that came into force: one at most waits for its day.
  number int not null check (number > 0),
  -- All of them, and the days of grace; both null: as the rule comes.
  settings jsonb check (jsonb_typeof(settings) = 'object'),
  grace_days int check (grace_days between 1 and 90),
  effective_on date not null,
  because text not null check (because <> '' and length(because) <= 500),
  trial_id uuid,
  -- The one that this puts back what was before.
  undoes_id uuid,
  made_by uuid not null,
  made_at timestamptz not null default clock_timestamp(),
  in_force_at timestamptz,
  undone_by uuid,
  undone_at timestamptz,
  primary key (organisation_id, id),
  unique (organisation_id, rule, number),
  foreign key (organisation_id, made_by) references app.worker,
  foreign key (organisation_id, undone_by) references app.worker,
  foreign key (organisation_id, undoes_id) references app.rule_setting,
  check ((settings is null) = (grace_days is null)),
  check ((undone_by is null) = (undone_at is null))
);
create unique index one_rule_setting_waits on app.rule_setting (organisation_id, rule) where in_force_at is null and undone_at is null;
create unique index rule_setting_of_trial on app.rule_setting (organisation_id, trial_id) where trial_id is not null;
create index rule_setting_waits on app.rule_setting (effective_on) where in_force_at is null and undone_at is null;
select sec.protect_organisation_table('app.rule_setting');

create function app.rule_setting_stays() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'DELETE' or to_jsonb(new) - array['in_force_at', 'undone_by', 'undone_at'] <> to_jsonb(old) - array['in_force_at', 'undone_by', 'undone_at']
     or old.in_force_at is not null and new.in_force_at is distinct from old.in_force_at
     or old.undone_at is not null and (new.undone_at, new.undone_by) is distinct from (old.undone_at, old.undone_by) then
    raise exception 'this stays as it was written' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger stays before update or delete on app.rule_setting for each row execute function app.rule_setting_stays();

-- What a change would do, worked out in the background: how far it is, and how much of each. Whose prompts they are stands in its rows.
create table app.rule_trial (
  organisation_id uuid not null references app.organisation,
  id uuid not null default gen_random_uuid(),
  rule text not null,
  settings jsonb check (jsonb_typeof(settings) = 'object'),
  grace_days int check (grace_days between 1 and 90),
  -- The newest change of this rule that there was; 0: none.
  base_number int not null,
  undoes_id uuid,
  asked_by uuid not null,
  asked_at timestamptz not null default clock_timestamp(),
  state text not null default 'asked' check (state in ('asked', 'running', 'done', 'stopped')),
  -- Why it went no further.
  why text check (why in ('replaced', 'failed')),
  began_at timestamptz,
  alive_at timestamptz,
  ended_at timestamptz,
  failures int not null default 0,
  -- The last person looked at, how many were, and of how many.
  after_id uuid,
  people int not null default 0,
  people_in_all int,
  people_concerned int not null default 0,
  appear int not null default 0,
  move int not null default 0,
  go int not null default 0,
  -- Of those that appear or move: due on the day of the trial already.
  due_at_once int not null default 0,
  primary key (organisation_id, id),
  foreign key (organisation_id, asked_by) references app.worker,
  foreign key (organisation_id, undoes_id) references app.rule_setting,
  check ((settings is null) = (grace_days is null)),
  check ((state in ('done', 'stopped')) = (ended_at is not null)),
  check ((state = 'stopped') = (why is not null))
);
create index rule_trial_by_rule on app.rule_trial (organisation_id, rule, asked_at desc);
create index rule_trial_open on app.rule_trial (asked_at) where state in ('asked', 'running');
select sec.protect_organisation_table('app.rule_trial');

-- One prompt that would appear, move or go. Seen by whoever may see the change that it is about, of this person.
create table app.rule_trial_prompt (
  organisation_id uuid not null,
  trial_id uuid not null,
  person_id uuid not null,
  occurrence text not null,
  place int not null,
  scope int not null check (scope in (4, 8, 16, 64, 128, 256)),
  kind text not null check (kind in ('appears', 'moves', 'goes')),
  step_from text,
  step_to text,
  from_on date,
  to_on date,
  primary key (organisation_id, trial_id, person_id, occurrence, place),
  foreign key (organisation_id, person_id) references app.person,
  check ((kind = 'appears') = (from_on is null)),
  check ((kind = 'goes') = (to_on is null))
);
create index rule_trial_prompt_by_person on app.rule_trial_prompt (person_id);
select sec.protect_scoped_table('app.rule_trial_prompt');

-- Everyone of an organisation is derived anew, after a rule's settings or its working days changed: one at a time, and how far it is.
create table app.rederiving (
  organisation_id uuid not null references app.organisation,
  id uuid not null default gen_random_uuid(),
  because text not null check (because in ('rules', 'days')),
  -- Asked anew while it goes on, it begins again.
  asked_at timestamptz not null default clock_timestamp(),
  alive_at timestamptz,
  ended_at timestamptz,
  after_id uuid,
  people int not null default 0,
  people_in_all int,
  changed int not null default 0,
  failed int not null default 0,
  primary key (organisation_id, id)
);
create unique index one_rederiving_at_once on app.rederiving (organisation_id) where ended_at is null;
create index rederiving_by_time on app.rederiving (organisation_id, asked_at desc);
select sec.protect_organisation_table('app.rederiving');

-- An organisation's own days as each became; works is null where it is no day of its own any more. By a command: made_by is null.
create table app.calendar_day_version (
  organisation_id uuid not null references app.organisation,
  day date not null,
  number int not null,
  works boolean,
  name text,
  made_by uuid,
  made_at timestamptz not null default clock_timestamp(),
  primary key (organisation_id, day, number)
);
select sec.protect_organisation_table('app.calendar_day_version');
create trigger stays before update or delete on app.calendar_day_version for each row execute function app.refuse_change();

-- Who looked at an item of the law watch, and what they found. No organisation's own: the law is the same for all.
create table app.law_check (
  id uuid primary key default gen_random_uuid(),
  item int not null check (item > 0),
  state text not null check (state in ('not-in-force', 'in-part', 'in-force', 'not-found', 'settled')),
  effective_on date,
  found text not null check (found <> '' and length(found) <= 2000),
  checked_on date not null,
  checked_by uuid not null,
  -- Their name and organisation as they were then.
  checked_as text not null,
  made_at timestamptz not null default clock_timestamp(),
  check (state in ('in-part', 'in-force') or effective_on is null)
);
create index law_check_by_item on app.law_check (item, made_at desc);
alter table app.law_check enable row level security;
alter table app.law_check force row level security;
create policy known on app.law_check for select to airt_app using ((select sec.uid()) is not null);
create policy work on app.law_check for select to airt_jobs using ((select sec.is_at_work()));
create policy definer on app.law_check to airt_sec using (true) with check (true);
create trigger stays before update or delete on app.law_check for each row execute function app.refuse_change();

-- What was changed lately lies together: it is looked for by its time alone, and costs next to nothing to keep.
create index fact_by_change on app.fact using brin (changed_at) with (autosummarize = on);
create index person_by_change on app.person using brin (changed_at) with (autosummarize = on);

grant select on app.rule_setting, app.rule_trial, app.rule_trial_prompt, app.rederiving, app.calendar_day_version, app.law_check to airt_app, airt_jobs;
grant update (in_force_at) on app.rule_setting to airt_jobs;
grant update (state, why, began_at, alive_at, ended_at, failures, after_id, people, people_in_all, people_concerned, appear, move, go, due_at_once)
  on app.rule_trial to airt_jobs;
grant insert on app.rule_trial_prompt to airt_jobs;
grant insert (organisation_id, because), update (because, asked_at, alive_at, ended_at, after_id, people, people_in_all, changed, failed) on app.rederiving to airt_jobs;
grant select, insert, update on app.rule_setting, app.rule_trial, app.rederiving to airt_sec;
grant select, delete on app.rule_trial_prompt to airt_sec;
grant select, insert on app.calendar_day_version, app.law_check to airt_sec;
grant select, insert, update, delete on app.calendar_day to airt_sec;

-- What waits of all this: settings whose day has come, people to be derived anew, trials. One at a time waits, and one is at work.
select pgboss.create_queue('rules', '{"policy": "stately", "retryLimit": 3, "retryDelay": 5, "expireInSeconds": 7200, "retentionMinutes": 1440}');

set local role airt_sec;

-- The settings in force around these people, of each organisation that has any of its own.
create function sec.rule_settings(people uuid[]) returns jsonb language plpgsql stable security definer
  set search_path = pg_catalog, sec, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  if not sec.may_derive(people) then raise exception 'not theirs to derive' using errcode = '42501'; end if;
  if not exists (select from app.rule_setting s where s.in_force_at is not null and s.settings is not null) then return '{}'; end if;
  return (select coalesce(jsonb_object_agg(o.organisation_id, o.rules), '{}') from (
    select s.organisation_id, jsonb_object_agg(s.rule, jsonb_build_object('settings', s.settings, 'graceDays', s.grace_days)) rules from (
      select distinct on (x.organisation_id, x.rule) x.organisation_id, x.rule, x.settings, x.grace_days from app.rule_setting x
       where x.in_force_at is not null and x.organisation_id in (select p.organisation_id from app.person p where p.id = any (people))
       order by x.organisation_id, x.rule, x.number desc) s
     where s.settings is not null group by s.organisation_id) o);
end $$;
grant execute on function sec.rule_settings(uuid[]) to airt_app, airt_jobs;

-- The organisation whose rules whoever is signed in may change; null: none.
create function sec.changes_rules_of() returns uuid language sql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$
  select s.organisation_id from sec.session_now() s join app.worker w on w.id = s.worker_id
   where s.kind = 'browser' and w.role = 'administrator' $$;

-- And the one whose working days they may change.
create function sec.changes_days_of() returns uuid language sql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$
  select s.organisation_id from sec.session_now() s join app.worker w on w.id = s.worker_id
   where s.kind = 'browser' and w.role in ('administrator', 'team-manager') $$;

create function sec.send_rule_work() returns void language plpgsql volatile
  set search_path = pg_catalog, sec, pg_temp as $$
begin
  insert into pgboss.job (name, data, expire_in, keep_until, retry_limit, retry_delay, policy)
  select q.name, '{}'::jsonb, q.expire_seconds * interval '1 second', now() + q.retention_minutes * interval '1 minute', q.retry_limit, q.retry_delay, q.policy
    from pgboss.queue q where q.name = 'rules'
  on conflict do nothing;
  perform pg_notify('airt_rules', '');
end $$;

create function sec.derive_all_of(organisation uuid, because text) returns void language plpgsql volatile
  set search_path = pg_catalog, sec, pg_temp as $$
begin
  insert into app.rederiving as r (organisation_id, because) values ($1, $2)
  on conflict (organisation_id) where ended_at is null
  do update set asked_at = clock_timestamp(), because = excluded.because, after_id = null, people = 0, changed = 0, failed = 0;
  perform sec.send_rule_work();
end $$;

-- Whether anything of anybody of one's own organisation, or of its days, was changed since: what was tried then may be out of date.
create function sec.changed_since(moment timestamptz) returns boolean language plpgsql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$
declare home uuid := (sec.session_now()).organisation_id;
begin
  return exists (select from app.fact f where f.organisation_id = home and f.changed_at > moment)
      or exists (select from app.person p where p.organisation_id = home and p.changed_at > moment)
      or exists (select from app.calendar_day_version v where v.organisation_id = home and v.made_at > moment);
end $$;
grant execute on function sec.changed_since(timestamptz) to airt_app;

-- Has a change tried. One that is under way for the same rule is not gone on with.
create function sec.try_rule(rule text, settings jsonb, grace_days int, undoes uuid) returns uuid language plpgsql volatile security definer
  set search_path = pg_catalog, sec, pg_temp as $$
declare me uuid := sec.uid(); home uuid := sec.changes_rules_of(); made uuid;
begin
  if home is null then raise exception 'not theirs to change' using errcode = '42501'; end if;
  perform pg_advisory_xact_lock(hashtextextended(home::text || $1, 25));
  update app.rule_trial t set state = 'stopped', why = 'replaced', ended_at = now()
   where t.organisation_id = home and t.rule = $1 and t.state in ('asked', 'running');
  insert into app.rule_trial (organisation_id, rule, settings, grace_days, base_number, undoes_id, asked_by)
  values (home, $1, $2, $3, (select coalesce(max(s.number), 0) from app.rule_setting s where s.organisation_id = home and s.rule = $1), $4, me)
  returning id into made;
  perform sec.send_rule_work();
  return made;
end $$;

-- Saves what a trial tried, from a day on. `today` stands for today. Says how it went, and which it became.
create function sec.save_rule_setting(trial uuid, effective date, today date, because text) returns table (outcome text, setting_id uuid)
  language plpgsql volatile security definer set search_path = pg_catalog, sec, pg_temp as $$
declare me uuid := sec.uid(); home uuid := sec.changes_rules_of(); tried app.rule_trial; newest app.rule_setting; made uuid;
begin
  if home is null then raise exception 'not theirs to change' using errcode = '42501'; end if;
  select t.* into tried from app.rule_trial t where t.organisation_id = home and t.id = $1;
  if tried.id is null then return query select 'not-there', null::uuid; return; end if;
  perform pg_advisory_xact_lock(hashtextextended(home::text || tried.rule, 25));
  select s.* into newest from app.rule_setting s where s.organisation_id = home and s.rule = tried.rule order by s.number desc limit 1;
  outcome := case
    when tried.state <> 'done' then 'not-ended'
    when coalesce(newest.number, 0) <> tried.base_number then 'changed-meanwhile'
    when newest.in_force_at is null and newest.undone_at is null and newest.id is not null then 'another-waits'
    when effective < today then 'day-passed'
    when effective > today + interval '2 years' then 'day-too-far'
    else 'saved' end;
  if outcome <> 'saved' then return query select outcome, null::uuid; return; end if;

  insert into app.rule_setting (organisation_id, rule, number, settings, grace_days, effective_on, because, trial_id, undoes_id, made_by, in_force_at)
  values (home, tried.rule, tried.base_number + 1, tried.settings, tried.grace_days, effective, $4, tried.id, tried.undoes_id, me,
          case when effective <= today then clock_timestamp() end)
  returning id into made;
  update app.rule_setting s set undone_by = me, undone_at = clock_timestamp()
   where s.organisation_id = home and s.id = tried.undoes_id and s.undone_at is null;
  if effective <= today then perform sec.derive_all_of(home, 'rules'); end if;
  return query select outcome, made;
end $$;

-- Takes back a change that still waits for its day: nothing was derived by it, so nothing is to be tried.
create function sec.drop_rule_setting(setting uuid, today date) returns text language plpgsql volatile security definer
  set search_path = pg_catalog, sec, pg_temp as $$
declare me uuid := sec.uid(); home uuid := sec.changes_rules_of(); waits app.rule_setting; stands app.rule_setting;
begin
  if home is null then raise exception 'not theirs to change' using errcode = '42501'; end if;
  select s.* into waits from app.rule_setting s where s.organisation_id = home and s.id = $1;
  if waits.id is null then return 'not-there'; end if;
  perform pg_advisory_xact_lock(hashtextextended(home::text || waits.rule, 25));
  select s.* into waits from app.rule_setting s where s.organisation_id = home and s.id = $1 for update;
  if waits.undone_at is not null then return 'undone'; end if;
  if waits.in_force_at is not null then return 'in-force'; end if;
  select s.* into stands from app.rule_setting s where s.organisation_id = home and s.rule = waits.rule and s.in_force_at is not null
   order by s.number desc limit 1;
  update app.rule_setting s set undone_by = me, undone_at = clock_timestamp() where s.organisation_id = home and s.id = $1;
  insert into app.rule_setting (organisation_id, rule, number, settings, grace_days, effective_on, because, undoes_id, made_by, in_force_at)
  values (home, waits.rule, waits.number + 1, stands.settings, stands.grace_days, today, 'A change that waited for its day is taken back', waits.id, me,
          clock_timestamp());
  return 'undone';
end $$;

-- An organisation's own day: worked or free, with a name; works null: no day of its own any more. `seen` is how often it was changed.
create function sec.set_calendar_day(day date, works boolean, name text, seen int) returns text language plpgsql volatile security definer
  set search_path = pg_catalog, sec, pg_temp as $$
declare me uuid := sec.uid(); home uuid := sec.changes_days_of(); held app.calendar_day;
begin
  if me is null or home is null then raise exception 'not theirs to change' using errcode = '42501'; end if;
  perform pg_advisory_xact_lock(hashtextextended(home::text || $1::text, 26));
  if (select count(*) from app.calendar_day_version v where v.organisation_id = home and v.day = $1) <> seen then return 'changed-meanwhile'; end if;
  select d.* into held from app.calendar_day d where d.organisation_id = home and d.day = $1;
  if held.works is not distinct from $2 and held.name is not distinct from $3 then return 'unchanged'; end if;
  if $2 is null then delete from app.calendar_day d where d.organisation_id = home and d.day = $1;
  else
    insert into app.calendar_day as d (organisation_id, day, works, name) values (home, $1, $2, $3)
    on conflict on constraint calendar_day_pkey do update set works = excluded.works, name = excluded.name;
  end if;
  -- A name alone moves nothing.
  if held.works is distinct from $2 then perform sec.derive_all_of(home, 'days'); end if;
  return 'saved';
end $$;

create function sec.keep_calendar_day() returns trigger language plpgsql security definer set search_path = pg_catalog, sec, pg_temp as $$
declare was app.calendar_day := case when tg_op = 'DELETE' then old else new end;
begin
  if tg_op = 'UPDATE' and (old.works, old.name) is not distinct from (new.works, new.name) then return null; end if;
  insert into app.calendar_day_version (organisation_id, day, number, works, name, made_by)
  select was.organisation_id, was.day, coalesce(max(v.number), 0) + 1, case when tg_op = 'DELETE' then null else was.works end,
         case when tg_op = 'DELETE' then null else was.name end, case when sec.is_at_work() then null else sec.uid() end
    from app.calendar_day_version v where v.organisation_id = was.organisation_id and v.day = was.day;
  return null;
end $$;

-- Somebody looked at an item of the law watch.
create function sec.check_law(item int, state text, effective_on date, found text, today date) returns uuid language plpgsql volatile security definer
  set search_path = pg_catalog, sec, pg_temp as $$
declare made uuid;
begin
  insert into app.law_check (item, state, effective_on, found, checked_on, checked_by, checked_as)
  select $1, $2, $3, $4, $5, w.id, w.name || ', ' || o.name
    from sec.session_now() s join app.worker w on w.id = s.worker_id join app.organisation o on o.id = w.organisation_id
   where s.kind = 'browser' and w.role in ('administrator', 'data-protection')
  returning id into made;
  if made is null then raise exception 'not theirs to check' using errcode = '42501'; end if;
  return made;
end $$;

-- Whose prompts a trial found is forgotten after 30 days, and once another trial of the same rule has ended; its counts stay.
create function sec.forget_trials() returns int language plpgsql volatile security definer
  set search_path = pg_catalog, sec, pg_temp as $$
declare me sec.session := sec.session_now(); forgotten int;
begin
  if me.kind is distinct from 'work' or me.worker_id is not null or me.organisation_id is not null then
    raise exception 'this is for work that reaches all' using errcode = '42501';
  end if;
  delete from app.rule_trial_prompt p using app.rule_trial t
   where t.organisation_id = p.organisation_id and t.id = p.trial_id
     and (t.asked_at < now() - interval '30 days' or t.state = 'stopped' or exists (select from app.rule_trial n
       where n.organisation_id = t.organisation_id and n.rule = t.rule and n.state = 'done' and n.asked_at > t.asked_at));
  get diagnostics forgotten = row_count;
  return forgotten;
end $$;

grant execute on function sec.try_rule(text, jsonb, int, uuid), sec.save_rule_setting(uuid, date, date, text), sec.drop_rule_setting(uuid, date),
  sec.set_calendar_day(date, boolean, text, int), sec.check_law(int, text, date, text, date) to airt_app;
grant execute on function sec.forget_trials() to airt_jobs;
grant execute on function sec.keep_calendar_day() to airt_owner;

set local role airt_owner;
create trigger keeps_versions after insert or update or delete on app.calendar_day for each row execute function sec.keep_calendar_day();
