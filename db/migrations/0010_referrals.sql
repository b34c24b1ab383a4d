-- A referral from being made to how it ended. Its status changes through one door, and each change leaves its event.
set local role airt_owner;

-- The table of moves, and who makes each; app/referrals/lifecycle.ts holds the same (a test compares them).
create table app.referral_move (
  from_status text not null,
  to_status text not null,
  side text not null check (side in ('referrer', 'partner')),
  primary key (from_status, to_status, side)
);
insert into app.referral_move (from_status, to_status, side) values
  ('draft', 'sent', 'referrer'),
  ('sent', 'asked', 'partner'), ('sent', 'waiting', 'partner'), ('sent', 'accepted', 'partner'), ('sent', 'redirected', 'partner'), ('sent', 'declined', 'partner'),
  ('asked', 'sent', 'referrer'), ('asked', 'declined', 'partner'),
  ('waiting', 'accepted', 'partner'), ('waiting', 'declined', 'partner'), ('waiting', 'redirected', 'partner'),
  -- A joint first meeting is booked by either side.
  ('accepted', 'booked', 'referrer'), ('booked', 'booked', 'referrer'),
  ('accepted', 'booked', 'partner'), ('accepted', 'did-not-connect', 'partner'), ('accepted', 'declined', 'partner'),
  ('booked', 'started', 'partner'), ('booked', 'booked', 'partner'), ('booked', 'did-not-connect', 'partner'),
  ('started', 'finished', 'partner'), ('started', 'stopped', 'partner'),
  ('draft', 'withdrawn', 'referrer'), ('sent', 'withdrawn', 'referrer'), ('asked', 'withdrawn', 'referrer'), ('waiting', 'withdrawn', 'referrer'),
  ('accepted', 'withdrawn', 'referrer'), ('booked', 'withdrawn', 'referrer'), ('started', 'withdrawn', 'referrer');

create table app.referral (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  person_id uuid not null,
  programme_organisation_id uuid not null,
  programme_id uuid not null,
  transition_id uuid,
  session_id uuid,
  -- A reopened one is a new referral that follows the one that ended.
  follows_id uuid,
  status text not null default 'draft' check (status in ('draft', 'sent', 'asked', 'waiting', 'accepted', 'redirected', 'declined',
    'booked', 'started', 'finished', 'stopped', 'did-not-connect', 'withdrawn')),
  -- Until when whoever's move it is should have made it; null when nobody's.
  due_on date,
  share_id uuid,
  -- Exactly what the partner sees.
  payload jsonb,
  -- What was chosen to go into it, while it is a draft.
  chosen jsonb not null default '{}',
  agreed text not null default 'not-asked' check (agreed in ('yes', 'no', 'not-asked')),
  agreed_said text not null default '',
  why_now text not null default '',
  hopes text not null default '',
  -- Why, though the programme is for others.
  fit_because text,
  first_session_on date,
  first_session_at text check (first_session_at ~ '^([01]\d|2[0-3]):[0-5]\d$'),
  first_session_place text,
  sent_at timestamptz,
  made_by uuid,
  made_at timestamptz not null default now(),
  version int not null default 1,
  changed_by uuid,
  changed_at timestamptz not null default now(),
  primary key (organisation_id, id),
  foreign key (organisation_id, person_id) references app.person,
  foreign key (organisation_id, transition_id) references app.transition,
  foreign key (organisation_id, session_id) references app.session,
  foreign key (organisation_id, follows_id) references app.referral,
  foreign key (organisation_id, share_id) references app.sharing_grant,
  foreign key (programme_organisation_id, programme_id) references app.programme,
  -- Nothing is sent without what is shared, on what decision, and that the young person was asked to take part.
  check (status in ('draft', 'withdrawn') or (payload is not null and share_id is not null and sent_at is not null)),
  -- Of what has ended the referrer still owes the next option or a look back, until it is noted; of what was taken back nobody owes anything.
  check (status <> 'withdrawn' or due_on is null)
);
create index referral_by_person on app.referral (person_id, status);
create index referral_by_due on app.referral (person_id, due_on) where due_on is not null;
create index referral_by_programme on app.referral (programme_id, status, due_on);
create index referral_by_transition on app.referral (transition_id) where transition_id is not null;
-- One at a time with one programme.
create unique index one_open_referral on app.referral (organisation_id, person_id, programme_id)
  where status in ('draft', 'sent', 'asked', 'waiting', 'accepted', 'booked', 'started');
select sec.protect_person_table('app.referral', 16);

create table app.referral_event (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  person_id uuid not null,
  referral_id uuid not null,
  programme_id uuid not null,
  seq int not null check (seq > 0),
  kind text not null check (kind in ('move', 'seen', 'acknowledged', 'contacted', 'third-session', 'check-back', 'chased', 'holding-contact', 'kept-sharing')),
  from_status text not null,
  to_status text,
  side text not null check (side in ('referrer', 'partner')),
  -- The version of the referral that this move made.
  version int,
  reason text,
  note text not null default '',
  on_day date,
  at_time text,
  made_by uuid not null,
  -- Who, as the other side may read it.
  by_name text not null,
  made_at timestamptz not null default clock_timestamp(),
  primary key (organisation_id, id),
  unique (organisation_id, referral_id, seq),
  unique (organisation_id, referral_id, version),
  foreign key (organisation_id, referral_id) references app.referral,
  foreign key (organisation_id, person_id) references app.person,
  -- An illegal move can't be written.
  foreign key (from_status, to_status, side) references app.referral_move,
  check ((kind = 'move') = (to_status is not null and version is not null))
);
create index referral_event_by_person on app.referral_event (person_id);
create index referral_event_by_referral on app.referral_event (referral_id, seq);
select sec.protect_person_table('app.referral_event', 16);

-- The receiving side sees what was sent to its own programmes and nothing else of anybody, though it be of the same organisation: it
-- does not read what is written of time spent with them. A draft is nobody else's, and what was taken back is gone.
create policy own_side on app.referral as restrictive for select to airt_app using (
  (organisation_id = (select sec.organisation()) and person_id = any ((select sec.reads(8))::uuid[]))
  or (status not in ('draft', 'withdrawn') and programme_id = any ((select sec.my_programmes())::uuid[])));
-- How the referrer looks back with the young person is theirs, and so is why something was taken back.
create policy own_side on app.referral_event as restrictive for select to airt_app using (
  (organisation_id = (select sec.organisation()) and person_id = any ((select sec.reads(8))::uuid[]))
  or (kind not in ('check-back', 'kept-sharing') and to_status is distinct from 'withdrawn' and programme_id = any ((select sec.my_programmes())::uuid[])
    and exists (select from app.referral r where r.organisation_id = referral_event.organisation_id and r.id = referral_id)));
create policy begins_as_a_draft on app.referral as restrictive for insert to airt_app with check (status = 'draft'
  and organisation_id = (select sec.organisation()) and person_id = any ((select sec.writes(1))::uuid[]));
create policy only_a_draft on app.referral as restrictive for update to airt_app using (status = 'draft'
  and organisation_id = (select sec.organisation()) and person_id = any ((select sec.writes(1))::uuid[]))
  with check (status = 'draft' and organisation_id = (select sec.organisation()) and person_id = any ((select sec.writes(1))::uuid[]));

create function app.only_legal_moves() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    if new.status <> 'draft' then raise exception 'a referral begins as a draft' using errcode = '23514'; end if;
    return new;
  end if;
  if new.status <> old.status and not exists (select from app.referral_move m where m.from_status = old.status and m.to_status = new.status) then
    raise exception 'a referral does not go from % to %', old.status, new.status using errcode = '23514';
  end if;
  if old.status <> 'draft' and (new.payload is distinct from old.payload or new.programme_id <> old.programme_id or new.sent_at is distinct from old.sent_at) then
    raise exception 'what was sent stays as it was sent' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger only_legal_moves before insert or update on app.referral for each row execute function app.only_legal_moves();

create trigger stays before update or delete on app.referral_event for each row execute function app.refuse_change();
create trigger says_who before insert or update on app.referral for each row when (current_user = 'airt_app') execute function sec.say_who_changed();
create function app.say_who_made_it() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin new.made_by := sec.uid(); return new; end $$;
create trigger says_who_made before insert on app.referral for each row when (current_user = 'airt_app') execute function app.say_who_made_it();

grant select on app.referral_move to airt_app, airt_jobs, airt_sec;
alter table app.referral_move enable row level security;
alter table app.referral_move force row level security;
create policy known on app.referral_move for select to airt_app using ((select sec.uid()) is not null);
create policy work on app.referral_move for select to airt_jobs using ((select sec.is_at_work()));
create policy definer on app.referral_move for select to airt_sec using (true);
grant select, insert on app.referral to airt_app;
grant select on app.referral_event to airt_app;
grant select on app.referral, app.referral_event to airt_jobs;
grant select, insert, update on app.referral to airt_sec;
grant select, insert on app.referral_event to airt_sec;
grant update (programme_organisation_id, programme_id, transition_id, session_id, share_id, payload, chosen, agreed, agreed_said, why_now,
  hopes, fit_because, version, changed_by, changed_at) on app.referral to airt_app;

set local role airt_sec;

-- On which side of this referral the user of this session stands; null: on neither, and it does not exist for them.
create function sec.may_act_on(referral app.referral, side text) returns boolean language sql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$
  select case $2
    when 'referrer' then ($1).organisation_id = sec.organisation() and ($1).person_id = any (sec.writes(1)) and ($1).person_id = any (sec.writes(16))
    when 'partner' then ($1).status not in ('draft', 'withdrawn') and ($1).programme_id = any (sec.my_programmes()) and ($1).person_id = any (sec.writes(16))
    else false end $$;

-- The one door through which a referral changes status, or something is noted beside it. The version that was seen must still be
-- the one that stands: else nothing is written and the answer says what stands. Of what is not the caller's to move nothing is said.
create function sec.move_referral(referral uuid, seen int, kind text, to_status text, side text, reason text, note text,
    on_day date, at_time text, place text, due_on date)
  returns table (moved boolean, version int, status text)
  language plpgsql volatile security definer set search_path = pg_catalog, sec, pg_temp as $$
#variable_conflict use_column
declare
  r app.referral;
  me app.worker;
  made int;
begin
  select * into r from app.referral x where x.id = $1 for update;
  if r.id is null or not coalesce(sec.may_act_on(r, $5), false) then return; end if;
  if $2 is not null and r.version <> $2 then return query select false, r.version, r.status; return; end if;
  -- Opened for the first time is opened once, though two open it in the same moment.
  if $3 = 'seen' and exists (select from app.referral_event e where e.organisation_id = r.organisation_id and e.referral_id = r.id and e.kind = 'seen') then
    return query select true, r.version, r.status; return;
  end if;
  select * into me from app.worker w where w.id = sec.uid();
  made := r.version + 1;
  insert into app.referral_event (organisation_id, person_id, referral_id, programme_id, seq, kind, from_status, to_status, side, version, reason,
      note, on_day, at_time, made_by, by_name)
  values (r.organisation_id, r.person_id, r.id, r.programme_id,
    (select coalesce(max(e.seq), 0) + 1 from app.referral_event e where e.organisation_id = r.organisation_id and e.referral_id = r.id),
    $3, r.status, $4, $5, case when $4 is not null then made end, $6, coalesce($7, ''), $8, $9, me.id, me.name);
  if $4 is null then
    -- A note beside it: a holding contact and a chase begin their clock anew, a look back ends it or says when the next is.
    update app.referral x set due_on = case when $3 = 'check-back' then $11 else coalesce($11, x.due_on) end where x.organisation_id = r.organisation_id and x.id = r.id;
    return query select true, r.version, r.status;
    return;
  end if;
  update app.referral x set status = $4, due_on = $11, version = made, changed_by = me.id, changed_at = now(),
      sent_at = case when r.status = 'draft' and $4 = 'sent' then now() else x.sent_at end,
      first_session_on = case when $4 = 'booked' then $8 else x.first_session_on end,
      first_session_at = case when $4 = 'booked' then $9 else x.first_session_at end,
      first_session_place = case when $4 = 'booked' then $10 else x.first_session_place end
   where x.organisation_id = r.organisation_id and x.id = r.id;
  return query select true, made, $4;
end $$;

-- What was taken back within the last fortnight, for those who had it: that it was, when and from which programme, and nothing of whom.
create function sec.taken_back() returns table (referral_id uuid, programme_id uuid, on_day date) language sql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$
  select e.referral_id, e.programme_id, (e.made_at at time zone 'Europe/London')::date
    from app.referral_event e
   where sec.uid() is not null and e.to_status = 'withdrawn' and e.from_status <> 'draft' and e.made_at > now() - interval '14 days'
     and e.programme_id = any (sec.my_programmes())
   order by e.made_at desc $$;

grant execute on function sec.move_referral(uuid, int, text, text, text, text, text, date, text, text, date), sec.taken_back() to airt_app;

-- No status without its event: looked at when the transaction ends.
create function sec.every_move_has_its_event() returns trigger language plpgsql security definer
  set search_path = pg_catalog, sec, pg_temp as $$
begin
  if not exists (select from app.referral_event e where e.organisation_id = new.organisation_id and e.referral_id = new.id
      and e.to_status = new.status and e.version = new.version) then
    raise exception 'this move left no event' using errcode = '23514';
  end if;
  return null;
end $$;
grant execute on function sec.every_move_has_its_event() to airt_owner;

set local role airt_owner;
create constraint trigger every_move_has_its_event after update of status on app.referral deferrable initially deferred
  for each row when (old.status <> new.status) execute function sec.every_move_has_its_event();
