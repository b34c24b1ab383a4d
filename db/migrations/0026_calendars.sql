-- A worker's own calendar, read by whoever has its secret address, which is kept as a hash alone.
set local role airt_owner;

create table sec.calendar_feed (
  worker_id uuid primary key references app.worker (id),
  token_hash bytea not null unique check (octet_length(token_hash) = 32),
  shows_place boolean not null default false,
  made_at timestamptz not null default now(),
  last_read_at timestamptz,
  -- Neighbourhoods from which it was read, as hashes: from there it is never held back for what others guess.
  networks bytea[] not null default '{}',
  version int not null default 1
);

-- Addresses that were good once: a calendar that still asks for one is not guessing.
create table sec.calendar_feed_ended (
  token_hash bytea primary key,
  ended_at timestamptz not null default now()
);

-- What was last said of each event, as far as saying that it changed or fell away needs: no initials, no place.
create table sec.calendar_entry (
  worker_id uuid not null references app.worker (id),
  uid text not null,
  digest text not null,
  -- A day, or a moment in UTC, as it was said.
  starts text not null,
  ends text,
  sequence int not null default 0,
  changed_at timestamptz not null default now(),
  cancelled_at timestamptz,
  primary key (worker_id, uid)
);
grant select, insert, update, delete on sec.calendar_feed, sec.calendar_feed_ended, sec.calendar_entry to airt_sec;

set local role airt_sec;

-- One's own, and how it stands; no row: there is none.
create function sec.my_calendar() returns table (made_at timestamptz, last_read_at timestamptz, shows_place boolean, version int)
  language sql stable security definer set search_path = pg_catalog, sec, pg_temp as $$
  select f.made_at, f.last_read_at, f.shows_place, f.version from sec.session_now() me join sec.calendar_feed f on f.worker_id = me.worker_id
   where me.kind = 'browser' $$;

-- Makes one's own, or gives it another address; the one before opens nothing any more. `seen` is the version that was looked at, 0 for none.
-- False: it is another by now.
create function sec.make_calendar(token_hash bytea, seen int) returns boolean language plpgsql volatile security definer
  set search_path = pg_catalog, sec, pg_temp as $$
declare me sec.session := sec.session_now(); before bytea;
begin
  if me.kind is distinct from 'browser' then raise exception 'nobody is signed in' using errcode = '28000'; end if;
  if $2 = 0 then
    insert into sec.calendar_feed as f (worker_id, token_hash) values (me.worker_id, $1) on conflict do nothing;
    return found;
  end if;
  select f.token_hash into before from sec.calendar_feed f where f.worker_id = me.worker_id and f.version = $2 for update;
  if not found then return false; end if;
  insert into sec.calendar_feed_ended (token_hash) values (before) on conflict do nothing;
  update sec.calendar_feed f set token_hash = $1, made_at = now(), last_read_at = null, networks = '{}', version = f.version + 1
   where f.worker_id = me.worker_id;
  return true;
end $$;

create function sec.show_calendar_place(shows boolean, seen int) returns boolean language plpgsql volatile security definer
  set search_path = pg_catalog, sec, pg_temp as $$
declare me sec.session := sec.session_now();
begin
  if me.kind is distinct from 'browser' then raise exception 'nobody is signed in' using errcode = '28000'; end if;
  update sec.calendar_feed f set shows_place = $1, version = f.version + 1 where f.worker_id = me.worker_id and f.version = $2;
  return found;
end $$;

create function sec.end_calendar(seen int) returns boolean language plpgsql volatile security definer
  set search_path = pg_catalog, sec, pg_temp as $$
declare me sec.session := sec.session_now(); before bytea;
begin
  if me.kind is distinct from 'browser' then raise exception 'nobody is signed in' using errcode = '28000'; end if;
  delete from sec.calendar_feed f where f.worker_id = me.worker_id and f.version = $1 returning f.token_hash into before;
  if not found then return false; end if;
  insert into sec.calendar_feed_ended (token_hash) values (before) on conflict do nothing;
  delete from sec.calendar_entry e where e.worker_id = me.worker_id;
  return true;
end $$;

-- From here on this transaction reads as the worker whose calendar this secret opens, by a token that is gone again with the
-- transaction. No row: the secret opens nothing, its worker's account has ended, or so many guesses came from that neighbourhood that
-- it has to wait. One calendar is read by one at a time, so that what it says of changes is said in one order.
create function sec.open_calendar(token_hash bytea, address inet, token text)
  returns table (worker_id uuid, organisation_id uuid, role text, shows_place boolean)
  language plpgsql volatile security definer set search_path = pg_catalog, sec, pg_temp as $$
declare
  f sec.calendar_feed;
  w app.worker;
  guesses text := 'calendar:' || sec.neighbourhood($2);
  mark bytea := sha256(convert_to(guesses, 'UTF8'));
  held int := 0;
begin
  select sec.seconds_to(b.open_at) into held from sec.sign_in_bucket b where b.key = mark;
  select x.* into f from sec.calendar_feed x where x.token_hash = $1 for update;
  if f.worker_id is null then
    if coalesce(held, 0) = 0 and not exists (select from sec.calendar_feed_ended e where e.token_hash = $1) then
      perform sec.count_failure(guesses, 20);
    end if;
    return;
  end if;
  if coalesce(held, 0) > 0 and not mark = any (f.networks) then return; end if;
  select x.* into w from app.worker x where x.id = f.worker_id and x.ended_at is null;
  if w.id is null then return; end if;
  update sec.calendar_feed x set last_read_at = now(),
      networks = case when mark = any (x.networks) then x.networks else (array_prepend(mark, x.networks))[1:8] end
   where x.worker_id = f.worker_id;
  insert into sec.session (token_hash, kind, worker_id, organisation_id, act, form_secret, expires_at)
  values (sha256(convert_to($3, 'UTF8')), 'work', w.id, w.organisation_id, 'calendar.read', '', now() + interval '1 minute');
  perform set_config('app.session', $3, true);
  return query select w.id, w.organisation_id, w.role, f.shows_place;
end $$;

-- Says what stands in the calendar now, in the transaction that opened it, and returns how each event is to be told: how often it has
-- changed, and what fell away. That stays told as cancelled for six weeks. The token is gone with it.
create function sec.publish_calendar(today date, events jsonb)
  returns table (uid text, starts text, ends text, sequence int, changed_at timestamptz, is_cancelled boolean)
  language plpgsql volatile security definer set search_path = pg_catalog, sec, pg_temp as $$
#variable_conflict use_column
declare me sec.session := sec.session_now();
begin
  if me.kind is distinct from 'work' or me.act is distinct from 'calendar.read' then
    raise exception 'this work reads no calendar' using errcode = '42501';
  end if;
  insert into sec.calendar_entry as e (worker_id, uid, digest, starts, ends)
  select me.worker_id, r.uid, r.digest, r.starts, r.ends from jsonb_to_recordset($2) r (uid text, digest text, starts text, ends text)
  on conflict (worker_id, uid) do update set digest = excluded.digest, starts = excluded.starts, ends = excluded.ends,
      sequence = e.sequence + 1, changed_at = now(), cancelled_at = null
   where e.digest <> excluded.digest or e.cancelled_at is not null;
  update sec.calendar_entry e set cancelled_at = now(), changed_at = now(), sequence = e.sequence + 1
   where e.worker_id = me.worker_id and e.cancelled_at is null and left(e.starts, 10) >= $1::text
     and not exists (select from jsonb_to_recordset($2) r (uid text) where r.uid = e.uid);
  delete from sec.calendar_entry e where e.worker_id = me.worker_id and (e.cancelled_at < now() - interval '6 weeks'
    or e.cancelled_at is null and not exists (select from jsonb_to_recordset($2) r (uid text) where r.uid = e.uid));
  delete from sec.session s where s.token_hash = me.token_hash;
  return query select e.uid, e.starts, e.ends, e.sequence, e.changed_at, e.cancelled_at is not null
    from sec.calendar_entry e where e.worker_id = me.worker_id order by e.starts, e.uid;
end $$;

grant execute on function sec.my_calendar(), sec.make_calendar(bytea, int), sec.show_calendar_place(boolean, int), sec.end_calendar(int),
  sec.open_calendar(bytea, inet, text), sec.publish_calendar(date, jsonb) to airt_app;

-- As before, and: an address that was taken back since the backup was made opens nothing again, and no mail is sent a second time.
create or replace function sec.end_all_sessions() returns int language plpgsql volatile security definer
  set search_path = pg_catalog, sec, pg_temp as $$
declare ended int;
begin
  update sec.link set used_at = now() where used_at is null;
  insert into sec.calendar_feed_ended (token_hash) select f.token_hash from sec.calendar_feed f on conflict do nothing;
  delete from sec.calendar_feed;
  update app.message set state = 'unsure', ended_at = now(), claim = null, lease_until = null where ended_at is null;
  update sec.session set ended_at = now() where ended_at is null;
  get diagnostics ended = row_count;
  return ended;
end $$;
