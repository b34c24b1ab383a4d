-- Time planned and spent with a young person, what was disclosed in it, and what is still being written.
set local role airt_owner;

create table app.session (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  person_id uuid not null,
  transition_id uuid,
  status text not null default 'planned' check (status in ('planned', 'recorded', 'cancelled')),
  worker_id uuid not null,
  planned_on date not null,
  planned_at text check (planned_at ~ '^([01]\d|2[0-3]):[0-5]\d$'),
  minutes int check (minutes between 5 and 480),
  place text not null default '',
  aim text not null default '',
  opening text not null default '',
  strength_to_build_on text not null default '',
  alternative_programme_organisation_id uuid,
  alternative_programme_id uuid,
  alternative_offer text references app.offer,
  alternative_says text not null default '',
  bring text[] not null default '{}',
  keep_safe text not null default '',
  will_not_raise text not null default '',
  attendance text check (attendance in ('came', 'late', 'could-not', 'chose-not', 'unsafe-to-travel')),
  got_in_the_way text not null default '',
  did text not null default '',
  their_words text not null default '',
  strength_seen text not null default '',
  next_step text not null default '',
  next_on date,
  cancelled_because text,
  recorded_by uuid,
  recorded_at timestamptz,
  made_by uuid,
  made_at timestamptz not null default now(),
  version int not null default 1,
  changed_by uuid,
  changed_at timestamptz not null default now(),
  changed_because text,
  primary key (organisation_id, id),
  foreign key (organisation_id, person_id) references app.person,
  foreign key (organisation_id, transition_id) references app.transition,
  foreign key (organisation_id, worker_id) references app.worker,
  foreign key (alternative_programme_organisation_id, alternative_programme_id) references app.programme,
  check ((alternative_programme_id is null) = (alternative_programme_organisation_id is null)),
  check ((status = 'recorded') = (attendance is not null and recorded_at is not null)),
  check ((status = 'cancelled') = (cancelled_because is not null))
);
create index session_by_person on app.session (person_id, planned_on);
create index session_by_worker on app.session (worker_id, planned_on) where status = 'planned';
create index session_by_transition on app.session (transition_id) where transition_id is not null;
select sec.protect_person_table('app.session', 8);
create policy own_organisation on app.session as restrictive for insert to airt_app with check (organisation_id = (select sec.organisation()));

-- The cards that were meant for it and those that were used: the version that was seen stays with it.
create table app.session_card (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  person_id uuid not null,
  session_id uuid not null,
  card_id text not null,
  card_version int not null,
  is_planned boolean not null default true,
  ask_first text check (ask_first in ('used', 'skipped')),
  skipped_because text,
  -- How it landed, in five words; never a mark.
  landed text check (landed in ('made-them-think', 'fair', 'not-for-them', 'not-today', 'too-much')),
  said text not null default '',
  ended_at timestamptz,
  version int not null default 1,
  primary key (organisation_id, id),
  foreign key (organisation_id, session_id) references app.session,
  foreign key (organisation_id, person_id) references app.person,
  foreign key (card_id, card_version) references app.card,
  check ((ask_first is not distinct from 'skipped') = (skipped_because is not null))
);
create unique index one_card_a_session on app.session_card (organisation_id, session_id, card_id) where ended_at is null;
create index session_card_by_person on app.session_card (person_id);
select sec.protect_person_table('app.session_card', 8);
create policy own_organisation on app.session_card as restrictive for insert to airt_app with check (organisation_id = (select sec.organisation())
  and exists (select from app.session s where s.organisation_id = session_card.organisation_id and s.id = session_card.session_id
    and s.person_id = session_card.person_id));

create table app.session_version (
  organisation_id uuid not null,
  person_id uuid not null,
  session_id uuid not null,
  version int not null,
  was jsonb not null,
  replaced_at timestamptz not null default now(),
  primary key (organisation_id, session_id, version),
  foreign key (organisation_id, session_id) references app.session
);
create index session_version_by_person on app.session_version (person_id);
select sec.protect_person_table('app.session_version', 8);

-- Something that could not wait: what was said or seen, and who was told of it and when. Without the last there is no row.
create table app.concern (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  person_id uuid not null,
  session_id uuid,
  words text not null check (words <> ''),
  told_who text not null check (told_who <> ''),
  told_at timestamptz not null,
  made_by uuid,
  made_at timestamptz not null default now(),
  primary key (organisation_id, id),
  foreign key (organisation_id, person_id) references app.person,
  foreign key (organisation_id, session_id) references app.session
);
create index concern_by_person on app.concern (person_id);
create index concern_by_session on app.concern (session_id) where session_id is not null;
select sec.protect_person_table('app.concern', 256);
create policy own_organisation on app.concern as restrictive for insert to airt_app with check (organisation_id = (select sec.organisation()));

-- What somebody is still writing, sealed: theirs alone, and theirs no longer once they no longer see whom it is about.
create table app.draft (
  organisation_id uuid not null references app.organisation,
  worker_id uuid not null,
  -- The id of the form's own key.
  id uuid not null,
  path text not null,
  -- Null: about nobody.
  about_id uuid,
  fields bytea not null,
  saved_at timestamptz not null default now(),
  -- Somebody tried to send it: it does not die by itself.
  tried_at timestamptz,
  primary key (organisation_id, worker_id, id),
  foreign key (organisation_id, worker_id) references app.worker
);
create index draft_by_worker on app.draft (worker_id, saved_at);
alter table app.draft enable row level security;
alter table app.draft force row level security;
create policy own on app.draft for select to airt_app using (worker_id = (select sec.uid())
  and (about_id is null or about_id = any ((select sec.reads(1))::uuid[])));
create policy add_own on app.draft for insert to airt_app with check (worker_id = (select sec.uid())
  and organisation_id = (select sec.organisation()) and (about_id is null or about_id = any ((select sec.reads(1))::uuid[])));
create policy change_own on app.draft for update to airt_app using (worker_id = (select sec.uid())
  and (about_id is null or about_id = any ((select sec.reads(1))::uuid[])))
  with check (worker_id = (select sec.uid()) and (about_id is null or about_id = any ((select sec.reads(1))::uuid[])));
create policy definer on app.draft to airt_sec using (true) with check (true);

create trigger says_who before insert or update on app.session for each row when (current_user = 'airt_app') execute function sec.say_who_changed();
create trigger says_who before insert on app.concern for each row when (current_user = 'airt_app') execute function sec.say_who_made();
create function app.say_who_recorded() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' then new.made_by := sec.uid(); end if;
  if new.status = 'recorded' and (tg_op = 'INSERT' or old.status <> 'recorded') then
    new.recorded_by := sec.uid();
    new.recorded_at := clock_timestamp();
  end if;
  return new;
end $$;
create trigger says_who_recorded before insert or update on app.session for each row when (current_user = 'airt_app') execute function app.say_who_recorded();
create trigger stays before update or delete on app.session_version for each row execute function app.refuse_change();
create trigger stays before update or delete on app.concern for each row execute function app.refuse_change();

grant select, insert on app.session, app.session_card, app.concern, app.draft to airt_app;
grant select on app.session_version to airt_app;
grant select, insert, update on app.session, app.session_card to airt_jobs;
grant select, insert on app.concern to airt_jobs;
grant select on app.session, app.session_card, app.session_version, app.concern to airt_sec;
grant select on app.session_version to airt_jobs;
grant select, delete on app.draft to airt_sec;
grant insert on app.session, app.session_card, app.concern, app.session_version to airt_sec;
grant update (transition_id, status, worker_id, planned_on, planned_at, minutes, place, aim, opening, strength_to_build_on,
  alternative_programme_organisation_id, alternative_programme_id, alternative_offer, alternative_says, bring, keep_safe, will_not_raise,
  attendance, got_in_the_way, did, their_words, strength_seen, next_step, next_on, cancelled_because, recorded_by, recorded_at,
  version, changed_by, changed_at, changed_because) on app.session to airt_app;
grant update (is_planned, ask_first, skipped_because, landed, said, ended_at, version) on app.session_card to airt_app;
grant update (fields, saved_at, tried_at) on app.draft to airt_app;

set local role airt_sec;

create function sec.keep_session_version() returns trigger language plpgsql security definer
  set search_path = pg_catalog, app, pg_temp as $$
begin
  if new.version = old.version then return null; end if;
  insert into app.session_version (organisation_id, person_id, session_id, version, was)
  values (old.organisation_id, old.person_id, old.id, old.version, to_jsonb(old));
  return null;
end $$;

-- Takes away one's own draft, and with it whatever of one's own was left for a week and never sent.
create function sec.drop_draft(draft uuid) returns void language sql volatile security definer
  set search_path = pg_catalog, sec, pg_temp as $$
  delete from app.draft d where d.worker_id = sec.uid()
     and (d.id = $1 or (d.tried_at is null and d.saved_at < now() - interval '7 days')) $$;

grant execute on function sec.keep_session_version() to airt_owner;
grant execute on function sec.drop_draft(uuid) to airt_app;

set local role airt_owner;
create trigger keeps_version after update on app.session for each row execute function sec.keep_session_version();
