-- How far a change in somebody's life led to something real, counted each week. No personal data: counts, what of them is shown,
-- and, for work alone, whom a report that was shown counted, as hashes.
set local role airt_owner;

-- A count from 1 to one below this is hidden in everything that leaves a worker's own people.
alter table app.organisation add column small_under int not null default 5 check (small_under between 5 and 10);

-- One report an organisation, kind and week, and what became of it. Written once, by the weekly work; never changed.
create table app.uptake_snapshot (
  organisation_id uuid not null references app.organisation,
  id uuid not null default gen_random_uuid(),
  -- 'organisation': the changes of its own young people. 'programmes': the referrals to its programmes, whoever made them.
  counts text not null check (counts in ('organisation', 'programmes')),
  week_on date not null check (extract(isodow from week_on) = 1),
  from_on date not null,
  until_on date not null check (until_on >= from_on and until_on < week_on),
  small_under int not null,
  outcome text not null check (outcome in ('published', 'too-close', 'too-few')),
  -- What readers see: every hidden number is already the word 'hidden'.
  published jsonb,
  made_at timestamptz not null default now(),
  primary key (organisation_id, id),
  unique (organisation_id, counts, week_on),
  check ((outcome = 'published') = (published is not null))
);
select sec.protect_organisation_table('app.uptake_snapshot');
-- The permission matrix, row Aggregates: own programmes for who leads or works on them, the organisation for data protection.
create policy readers on app.uptake_snapshot as restrictive for select to airt_app using (exists (select from app.worker w
  where w.id = (select sec.uid()) and w.role = any (case counts when 'programmes' then array['programme-lead', 'partner'] else array['data-protection'] end)));

-- The numbers before anything is hidden.
create table app.uptake_count (
  organisation_id uuid not null,
  snapshot_id uuid not null,
  step text not null,
  counted int not null check (counted >= 0),
  primary key (organisation_id, snapshot_id, step),
  foreign key (organisation_id, snapshot_id) references app.uptake_snapshot
);
select sec.protect_organisation_table('app.uptake_count');
drop policy own_organisation on app.uptake_count;

-- Whom each published report counted, and where: a later report must differ from it by enough people in every number, or by none.
create table app.uptake_member (
  organisation_id uuid not null,
  snapshot_id uuid not null,
  person_hash bytea not null,
  reached int[] not null,
  primary key (organisation_id, snapshot_id, person_hash),
  foreign key (organisation_id, snapshot_id) references app.uptake_snapshot
);
select sec.protect_organisation_table('app.uptake_member');
drop policy own_organisation on app.uptake_member;

-- What the hashes of one organisation are made with. It never changes: with another, everybody would look like somebody new.
create table app.uptake_salt (
  organisation_id uuid primary key references app.organisation,
  salt text not null default gen_random_uuid()::text || gen_random_uuid()::text
);
select sec.protect_organisation_table('app.uptake_salt');
drop policy own_organisation on app.uptake_salt;

create trigger stays before update or delete on app.uptake_snapshot for each row execute function app.refuse_change();
create trigger stays before update or delete on app.uptake_count for each row execute function app.refuse_change();
create trigger stays before update or delete on app.uptake_member for each row execute function app.refuse_change();
create trigger stays before update or delete on app.uptake_salt for each row execute function app.refuse_change();

grant select on app.uptake_snapshot to airt_app;
grant select, insert on app.uptake_snapshot, app.uptake_count, app.uptake_member, app.uptake_salt to airt_jobs;
