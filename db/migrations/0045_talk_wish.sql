-- That somebody would like to talk something over with their manager: that they asked and since when, and nothing of what it is about.
set local role airt_owner;

-- Each says it or takes it back; the latest counts, until the manager has written a note of the talk.
create table app.talk_wish (
  organisation_id uuid not null references app.organisation,
  id uuid not null default gen_random_uuid(),
  worker_id uuid not null,
  wishes boolean not null,
  said_at timestamptz not null default clock_timestamp(),
  primary key (organisation_id, id),
  foreign key (organisation_id, worker_id) references app.worker
);
create index talk_wish_by_worker on app.talk_wish (worker_id, said_at desc);
select sec.protect_organisation_table('app.talk_wish');
drop policy own_organisation on app.talk_wish;
create policy own on app.talk_wish for select to airt_app using (worker_id = (select sec.uid()) or worker_id = any ((select sec.my_team())::uuid[]));
create policy add_own on app.talk_wish for insert to airt_app with check (worker_id = (select sec.uid()) and organisation_id = (select sec.organisation()));
create trigger stays before update or delete on app.talk_wish for each row execute function app.refuse_change();
grant select on app.talk_wish to airt_app;
grant insert (organisation_id, worker_id, wishes) on app.talk_wish to airt_app;
