-- What a manager and a worker said to each other in supervision, sealed: theirs alone. Another note stands beside the earlier ones.
set local role airt_owner;

create table app.supervision_note (
  organisation_id uuid not null references app.organisation,
  id uuid not null,
  worker_id uuid not null,
  manager_id uuid not null,
  week_on date not null check (extract(isodow from week_on) = 1),
  words bytea not null,
  made_at timestamptz not null default clock_timestamp(),
  primary key (organisation_id, id),
  foreign key (organisation_id, worker_id) references app.worker,
  foreign key (organisation_id, manager_id) references app.worker,
  check (worker_id <> manager_id)
);
create index supervision_note_by_worker on app.supervision_note (worker_id, made_at);
create index supervision_note_by_manager on app.supervision_note (manager_id, worker_id, made_at);
select sec.protect_organisation_table('app.supervision_note');
drop policy own_organisation on app.supervision_note;
create trigger stays before delete on app.supervision_note for each row execute function app.refuse_change();
grant select on app.supervision_note to airt_sec;
-- Under another key, and nothing more.
grant update (words) on app.supervision_note to airt_sec;

set local role airt_sec;

-- The workers of the teams that the user of this session manages.
create function sec.my_team() returns uuid[] language sql stable security definer set search_path = pg_catalog, sec, pg_temp as $$
  select array(select distinct other.worker_id from app.worker me
    join app.team_member mine on mine.worker_id = me.id
    join app.team_member other on other.organisation_id = mine.organisation_id and other.team_id = mine.team_id and other.worker_id <> me.id
    join app.worker w on w.id = other.worker_id and w.ended_at is null and w.role in ('youth-worker', 'justice-social-worker')
   where me.id = sec.uid() and me.role = 'team-manager') $$;
grant execute on function sec.my_team() to airt_app, airt_owner;

set local role airt_owner;
create policy own on app.supervision_note for select to airt_app using (worker_id = (select sec.uid()) or manager_id = (select sec.uid()));
create policy add_own on app.supervision_note for insert to airt_app with check (manager_id = (select sec.uid())
  and organisation_id = (select sec.organisation()) and worker_id = any ((select sec.my_team())::uuid[]));
grant select on app.supervision_note to airt_app;
grant insert (organisation_id, id, worker_id, manager_id, week_on, words) on app.supervision_note to airt_app;
