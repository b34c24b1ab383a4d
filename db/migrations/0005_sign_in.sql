-- Signing in. What proves who somebody is lies here, and only the functions of this file read it: airt_app may run them and nothing
-- else. A statement slipped into a page can neither read a credential whole nor begin anybody's session, since each of them wants
-- what the database keeps only as a hash: the password's own, a recovery code, a link, a session's token.
set local role airt_owner;

create table sec.credential (
  worker_id uuid primary key references app.worker (id),
  -- argon2id of the password with this salt and so many passes gives 32 bytes, the proof; its SHA-256 is what is kept.
  password_salt bytea not null check (octet_length(password_salt) = 16),
  password_passes int not null check (password_passes between 2 and 10),
  password_hash bytea not null check (octet_length(password_hash) = 32),
  password_set_at timestamptz not null default now(),
  -- False only for the demonstration's accounts.
  code_needed boolean not null default true,
  -- The secret of the one-time code, sealed by the app; in force once a code of it was shown.
  otp_secret bytea,
  otp_confirmed_at timestamptz,
  -- The half minute whose code was used last: no code works twice.
  otp_last_step bigint,
  -- One that is being set up, and by which session.
  otp_pending bytea,
  otp_pending_by uuid,
  otp_pending_at timestamptz,
  check ((otp_secret is null) = (otp_confirmed_at is null))
);

create table sec.recovery_code (
  worker_id uuid not null references sec.credential,
  code_hash bytea not null check (octet_length(code_hash) = 32),
  used_at timestamptz,
  primary key (worker_id, code_hash)
);

-- A one-time link to choose a password: a first one within three days, another within half an hour.
create table sec.link (
  token_hash bytea primary key check (octet_length(token_hash) = 32),
  worker_id uuid not null references app.worker (id),
  kind text not null check (kind in ('first', 'reset')),
  -- The one-time code is to be set up afresh as well: its phone is lost, and the recovery codes with it.
  new_code boolean not null default false,
  made_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  check (expires_at <= made_at + case kind when 'first' then interval '72 hours' else interval '30 minutes' end)
);
create index link_by_worker on sec.link (worker_id);

-- A browser in which somebody has signed in before. It is never held back for what others try elsewhere.
create table sec.known_device (
  id uuid primary key default gen_random_uuid(),
  worker_id uuid not null references app.worker (id),
  device_hash bytea not null check (octet_length(device_hash) = 32),
  first_seen_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  unique (worker_id, device_hash)
);

-- How often signing in has failed within the hour, and when the next try is open. Nothing is ever locked.
create table sec.sign_in_bucket (
  key bytea primary key,
  failures int not null,
  since timestamptz not null,
  open_at timestamptz not null
);
create index sign_in_bucket_by_time on sec.sign_in_bucket (since);

-- When the password was last shown in this session.
alter table sec.session add column proved_at timestamptz not null default now();

grant select, insert, update, delete on sec.credential, sec.recovery_code, sec.link, sec.known_device, sec.sign_in_bucket to airt_sec;

set local role airt_sec;

-- Trying -------------------------------------------------------------------------------------------------------------------------

-- After so many failures: 1 second, doubling to 30.
create function sec.wait_after(failures int) returns interval language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case when failures <= 0 then interval '0' else make_interval(secs => least(30, 2 ^ least(failures - 1, 5))) end $$;

create function sec.seconds_to(moment timestamptz) returns int language sql volatile set search_path = pg_catalog, pg_temp as $$
  select greatest(0, ceil(extract(epoch from moment - clock_timestamp())))::int $$;

-- Counts a try before it is made, so that of many at once one is on and the others wait. 0: it is on.
create function sec.claim_try(bucket text) returns int language plpgsql volatile
  set search_path = pg_catalog, sec, pg_temp as $$
declare k bytea := sha256(convert_to(bucket, 'UTF8')); at timestamptz;
begin
  insert into sec.sign_in_bucket as b (key, failures, since, open_at)
  values (k, 1, clock_timestamp(), clock_timestamp() + sec.wait_after(1))
  on conflict (key) do update set
    failures = case when b.since < clock_timestamp() - interval '1 hour' then 1 else b.failures + 1 end,
    since = case when b.since < clock_timestamp() - interval '1 hour' then clock_timestamp() else b.since end,
    open_at = clock_timestamp()
      + sec.wait_after(case when b.since < clock_timestamp() - interval '1 hour' then 1 else b.failures + 1 end)
  where b.open_at <= clock_timestamp();
  if found then return 0; end if;
  select b.open_at into at from sec.sign_in_bucket b where b.key = k;
  return greatest(1, sec.seconds_to(at));
end $$;

-- A success opens it again.
create function sec.clear_tries(bucket text) returns void language sql volatile set search_path = pg_catalog, sec, pg_temp as $$
  delete from sec.sign_in_bucket b where b.key = sha256(convert_to(bucket, 'UTF8')) $$;

-- Counts a failure that many may share, so that the first `free` of an hour hold nobody back. Returns how many it is.
create function sec.count_failure(bucket text, free int) returns int language plpgsql volatile
  set search_path = pg_catalog, sec, pg_temp as $$
declare counted int;
begin
  insert into sec.sign_in_bucket as b (key, failures, since, open_at)
  values (sha256(convert_to(bucket, 'UTF8')), 1, clock_timestamp(), clock_timestamp() + sec.wait_after(1 - free))
  on conflict (key) do update set
    failures = case when b.since < clock_timestamp() - interval '1 hour' then 1 else b.failures + 1 end,
    since = case when b.since < clock_timestamp() - interval '1 hour' then clock_timestamp() else b.since end,
    open_at = clock_timestamp()
      + sec.wait_after(case when b.since < clock_timestamp() - interval '1 hour' then 1 else b.failures + 1 end - free)
  returning b.failures into counted;
  return counted;
end $$;

-- The neighbourhood of an address: /24, or /56 of the longer kind.
create function sec.neighbourhood(address inet) returns text language sql immutable set search_path = pg_catalog, pg_temp as $$
  select 'network:' || coalesce(network(set_masklen(address, case family(address) when 4 then 24 else 56 end))::text, 'unknown') $$;

create function sec.known_device_of(worker uuid, device_hash bytea) returns uuid language sql stable
  set search_path = pg_catalog, sec, pg_temp as $$
  select d.id from sec.known_device d where d.worker_id = $1 and d.device_hash = $2 $$;

-- Browsers that are not known share one bucket for this address, whether or not it is anybody's.
create function sec.tries_of(email text, device uuid) returns text language sql immutable set search_path = pg_catalog, pg_temp as $$
  select coalesce('device:' || device, 'unknown:' || email) $$;

-- Opens one try to sign in: how long to wait, or 0 and what is needed to make the proof. Nobody of that e-mail: the rest is null.
create function sec.begin_sign_in(email text, device_hash bytea, address inet)
  returns table (wait int, worker_id uuid, password_salt bytea, password_passes int, otp_secret bytea)
  language plpgsql volatile security definer set search_path = pg_catalog, sec, pg_temp as $$
#variable_conflict use_column
declare who uuid; device uuid; held int := 0;
begin
  delete from sec.sign_in_bucket where key in (
    select b.key from sec.sign_in_bucket b where b.since < now() - interval '1 day' limit 20 for update skip locked);
  select w.id into who from app.worker w where w.email = $1 and w.ended_at is null and w.role <> 'service';
  device := sec.known_device_of(who, $2);
  if device is null then
    select sec.seconds_to(b.open_at) into held from sec.sign_in_bucket b
     where b.key = sha256(convert_to(sec.neighbourhood($3), 'UTF8'));
  end if;
  if coalesce(held, 0) = 0 then held := sec.claim_try(sec.tries_of($1, device)); end if;
  if held > 0 then return query select held, null::uuid, null::bytea, null::int, null::bytea; return; end if;
  return query select 0, c.worker_id, c.password_salt, c.password_passes, c.otp_secret
    from (values (who)) mine (id) left join sec.credential c on c.worker_id = mine.id;
end $$;

-- Sessions -----------------------------------------------------------------------------------------------------------------------

-- How long a session may lie unused, and last. While the code is still to be set up: half an hour in all.
create function sec.idle_of(role text) returns interval language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case when role in ('administrator', 'data-protection') then interval '15 minutes' else interval '30 minutes' end $$;

create function sec.longest_of(role text, stage text) returns interval language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case when stage = 'code' then interval '30 minutes'
    when role in ('administrator', 'data-protection') then interval '4 hours' else interval '10 hours' end $$;

-- The browser's session in whichever stage; for what is open before the code is set up.
create function sec.browser_now() returns sec.session language sql stable
  set search_path = pg_catalog, sec, pg_temp as $$
  select s.* from sec.session s join app.worker w on w.id = s.worker_id
   where s.token_hash = sec.token_hash() and s.kind = 'browser' and s.ended_at is null and s.expires_at > now()
     and s.last_seen_at + s.idle > now() and w.ended_at is null $$;

create function sec.remember_device(worker uuid, device_hash bytea) returns uuid language plpgsql volatile
  set search_path = pg_catalog, sec, pg_temp as $$
declare device uuid;
begin
  delete from sec.known_device d where d.worker_id = $1 and d.last_seen_at < now() - interval '400 days';
  insert into sec.known_device as d (worker_id, device_hash) values ($1, $2)
  on conflict on constraint known_device_worker_id_device_hash_key do update set last_seen_at = now()
  returning d.id into device;
  return device;
end $$;

-- Whether a one-time code of this half minute, or this recovery code, is good; if so it is used up. The row must be locked.
create function sec.use_code(worker uuid, step bigint, recovery bytea) returns boolean language plpgsql volatile
  set search_path = pg_catalog, sec, pg_temp as $$
begin
  if $2 is not null then
    update sec.credential c set otp_last_step = $2
     where c.worker_id = $1 and c.otp_confirmed_at is not null and coalesce(c.otp_last_step, 0) < $2;
    return found;
  end if;
  update sec.recovery_code r set used_at = now() where r.worker_id = $1 and r.code_hash = $3 and r.used_at is null;
  return found;
end $$;

-- Ends one try. Right: a session under this token, at the stage it has reached. Wrong: no stage, and who was meant, if anybody.
-- The session that this browser had before ends with it; so does the oldest of more than five.
create function sec.sign_in(email text, device_hash bytea, address inet, proof bytea, step bigint, recovery bytea,
    token_hash bytea, form_secret text, device text)
  returns table (worker_id uuid, organisation_id uuid, stage text, failures int, ended int)
  language plpgsql volatile security definer set search_path = pg_catalog, sec, pg_temp as $$
#variable_conflict use_column
declare
  who app.worker; c sec.credential; known uuid; reached text; failed int; others int;
begin
  select w.* into who from app.worker w where w.email = $1 and w.ended_at is null and w.role <> 'service';
  select x.* into c from sec.credential x where x.worker_id = who.id for update;
  known := sec.known_device_of(who.id, $2);
  if c.worker_id is null or c.password_hash <> sha256($4) then reached := null;
  elsif not c.code_needed then reached := 'full';
  elsif c.otp_confirmed_at is null then reached := 'code';
  elsif sec.use_code(who.id, $5, $6) then reached := 'full';
  end if;
  if reached is null then
    if known is null then
      failed := sec.count_failure('everywhere', 1000);
      perform sec.count_failure(sec.neighbourhood($3), case when failed > 1000 then 0 else 50 end);
      select b.failures into failed from sec.sign_in_bucket b where b.key = sha256(convert_to(sec.tries_of($1, null), 'UTF8'));
    end if;
    return query select who.id, who.organisation_id, null::text, failed, 0;
    return;
  end if;

  perform sec.clear_tries(sec.tries_of($1, known));
  if reached = 'full' then known := sec.remember_device(who.id, $2); end if;
  update sec.session s set ended_at = now() where s.token_hash = sec.token_hash() and s.kind = 'browser' and s.ended_at is null;
  update sec.session s set ended_at = now() where s.token_hash in (
    select x.token_hash from sec.session x
     where x.worker_id = who.id and x.kind = 'browser' and x.ended_at is null and x.expires_at > now() and x.last_seen_at + x.idle > now()
     order by x.made_at desc offset 4);
  get diagnostics others = row_count;
  insert into sec.session (token_hash, kind, stage, worker_id, organisation_id, form_secret, device, device_id, idle, expires_at)
  values ($7, 'browser', reached, who.id, who.organisation_id, $8, $9, known, sec.idle_of(who.role),
    now() + sec.longest_of(who.role, reached));
  return query select who.id, who.organisation_id, reached, null::int, others;
end $$;

-- The token of this session from here on, and what signs its forms; the old token is dead.
create function sec.turn_session(token_hash bytea, form_secret text) returns void language sql volatile
  set search_path = pg_catalog, sec, pg_temp as $$
  update sec.session s set token_hash = $1, form_secret = $2, proved_at = now() where s.token_hash = sec.token_hash() $$;

create function sec.end_this_session() returns void language sql volatile security definer
  set search_path = pg_catalog, sec, pg_temp as $$
  update sec.session s set ended_at = now()
   where s.token_hash = sec.token_hash() and s.kind = 'browser' and s.ended_at is null $$;

create function sec.my_sessions() returns table (id uuid, device text, made_at timestamptz, last_seen_at timestamptz, is_this boolean)
  language sql stable security definer set search_path = pg_catalog, sec, pg_temp as $$
  select s.id, s.device, s.made_at, s.last_seen_at, s.id = me.id
    from sec.session_now() me join sec.session s on s.worker_id = me.worker_id
   where me.kind = 'browser' and s.kind = 'browser' and s.ended_at is null and s.expires_at > now() and s.last_seen_at + s.idle > now()
   order by s.id = me.id desc, s.last_seen_at desc $$;

-- Ends one other session of mine, or all others where none is named. Null: the password was shown too long ago to do so.
create function sec.end_sessions(which uuid) returns int language plpgsql volatile security definer
  set search_path = pg_catalog, sec, pg_temp as $$
declare me sec.session := sec.session_now(); ended int;
begin
  if me.kind is distinct from 'browser' then raise exception 'nobody is signed in' using errcode = '28000'; end if;
  if me.proved_at < now() - interval '5 minutes' then return null; end if;
  update sec.session s set ended_at = now()
   where s.worker_id = me.worker_id and s.kind = 'browser' and s.ended_at is null and s.id <> me.id and ($1 is null or s.id = $1);
  get diagnostics ended = row_count;
  return ended;
end $$;

-- What everybody looks after themselves -------------------------------------------------------------------------------------------

create function sec.my_credential()
  returns table (password_salt bytea, password_passes int, code_needed boolean, otp_secret bytea, otp_confirmed_at timestamptz,
    otp_pending bytea, recovery_left int)
  language sql stable security definer set search_path = pg_catalog, sec, pg_temp as $$
  select c.password_salt, c.password_passes, c.code_needed, c.otp_secret, c.otp_confirmed_at,
         case when c.otp_pending_by = me.id and c.otp_pending_at > now() - interval '30 minutes' then c.otp_pending end,
         (select count(*)::int from sec.recovery_code r where r.worker_id = c.worker_id and r.used_at is null)
    from sec.browser_now() me join sec.credential c on c.worker_id = me.worker_id $$;

-- Opens one try to show the password, or a code, within this session: how long to wait, or 0.
create function sec.begin_proof() returns int language plpgsql volatile security definer
  set search_path = pg_catalog, sec, pg_temp as $$
declare me sec.session := sec.session_now();
begin
  if me.kind is distinct from 'browser' then raise exception 'nobody is signed in' using errcode = '28000'; end if;
  return sec.claim_try('session:' || me.id);
end $$;

-- Whether the password is right, and the code too where one is asked and set up.
create function sec.proves(me sec.session, proof bytea, step bigint, recovery bytea, asks text) returns boolean
  language plpgsql volatile set search_path = pg_catalog, sec, pg_temp as $$
declare c sec.credential;
begin
  select x.* into c from sec.credential x where x.worker_id = me.worker_id for update;
  if c.worker_id is null or c.password_hash <> sha256(proof) then return false; end if;
  if asks = 'password-and-code' and c.code_needed and c.otp_confirmed_at is not null
    and not sec.use_code(me.worker_id, step, recovery) then return false; end if;
  perform sec.clear_tries('session:' || me.id);
  update sec.session s set proved_at = now() where s.token_hash = me.token_hash;
  return true;
end $$;

create function sec.prove_password(proof bytea) returns boolean language plpgsql volatile security definer
  set search_path = pg_catalog, sec, pg_temp as $$
declare me sec.session := sec.session_now();
begin
  if me.kind is distinct from 'browser' then raise exception 'nobody is signed in' using errcode = '28000'; end if;
  return sec.proves(me, proof, null, null, 'password');
end $$;

-- Another password, by who knows the one now: every other session ends, this one goes on under a new token. Null: it was not right.
create function sec.change_password(proof bytea, salt bytea, passes int, hash bytea, token_hash bytea, form_secret text) returns int
  language plpgsql volatile security definer set search_path = pg_catalog, sec, pg_temp as $$
declare me sec.session := sec.session_now(); ended int;
begin
  if me.kind is distinct from 'browser' then raise exception 'nobody is signed in' using errcode = '28000'; end if;
  if not sec.proves(me, $1, null, null, 'password') then return null; end if;
  update sec.credential c set password_salt = $2, password_passes = $3, password_hash = $4, password_set_at = now()
   where c.worker_id = me.worker_id;
  update sec.link l set used_at = now() where l.worker_id = me.worker_id and l.used_at is null;
  update sec.session s set ended_at = now()
   where s.worker_id = me.worker_id and s.kind = 'browser' and s.ended_at is null and s.id <> me.id;
  get diagnostics ended = row_count;
  perform sec.turn_session($5, $6);
  return ended;
end $$;

-- Keeps the secret of a code that is being set up for the first time, one for the session; gives back the one that is kept.
-- Null: there is none to set up.
create function sec.offer_first_code(sealed bytea) returns bytea language plpgsql volatile security definer
  set search_path = pg_catalog, sec, pg_temp as $$
declare me sec.session := sec.browser_now(); kept bytea;
begin
  if me.stage is distinct from 'code' then return null; end if;
  update sec.credential c set otp_pending = $1, otp_pending_by = me.id, otp_pending_at = now()
   where c.worker_id = me.worker_id and (c.otp_pending is null or c.otp_pending_by <> me.id);
  select c.otp_pending into kept from sec.credential c where c.worker_id = me.worker_id;
  return kept;
end $$;

-- The same for who has a code and shows it, or the password alone where none is set up. False: it was not right.
create function sec.offer_new_code(proof bytea, step bigint, recovery bytea, sealed bytea) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, sec, pg_temp as $$
declare me sec.session := sec.session_now();
begin
  if me.kind is distinct from 'browser' then raise exception 'nobody is signed in' using errcode = '28000'; end if;
  if not sec.proves(me, $1, $2, $3, 'password-and-code') then return false; end if;
  update sec.credential c set otp_pending = $4, otp_pending_by = me.id, otp_pending_at = now() where c.worker_id = me.worker_id;
  return true;
end $$;

create function sec.replace_recovery_codes(worker uuid, hashes bytea[]) returns void language plpgsql volatile
  set search_path = pg_catalog, sec, pg_temp as $$
begin
  delete from sec.recovery_code r where r.worker_id = $1;
  insert into sec.recovery_code (worker_id, code_hash) select $1, unnest($2);
end $$;

-- A code of the pending secret was shown: it is in force, the session goes on under a new token and everything is open.
-- False: what it was held against is no longer pending here.
create function sec.confirm_code(seen bytea, step bigint, hashes bytea[], token_hash bytea, form_secret text, device_hash bytea)
  returns boolean language plpgsql volatile security definer set search_path = pg_catalog, sec, pg_temp as $$
declare me sec.session := sec.browser_now(); known uuid; their_role text;
begin
  update sec.credential c set otp_secret = c.otp_pending, otp_confirmed_at = now(), otp_last_step = $2,
      otp_pending = null, otp_pending_by = null, otp_pending_at = null
   where c.worker_id = me.worker_id and c.otp_pending = $1 and c.otp_pending_by = me.id and c.otp_pending_at > now() - interval '30 minutes';
  if not found then return false; end if;
  perform sec.replace_recovery_codes(me.worker_id, $3);
  if me.stage = 'code' then
    known := sec.remember_device(me.worker_id, $6);
    select w.role into their_role from app.worker w where w.id = me.worker_id;
    update sec.session s set stage = 'full', device_id = known, expires_at = now() + sec.longest_of(their_role, 'full'), last_seen_at = now()
     where s.id = me.id;
  end if;
  perform sec.turn_session($4, $5);
  return true;
end $$;

create function sec.renew_recovery_codes(proof bytea, step bigint, recovery bytea, hashes bytea[]) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, sec, pg_temp as $$
declare me sec.session := sec.session_now();
begin
  if me.kind is distinct from 'browser' then raise exception 'nobody is signed in' using errcode = '28000'; end if;
  if not sec.proves(me, $1, $2, $3, 'password-and-code') then return false; end if;
  perform sec.replace_recovery_codes(me.worker_id, $4);
  return true;
end $$;

-- One-time links -----------------------------------------------------------------------------------------------------------------

-- Whose link this is, while it is good.
create function sec.link_for(token_hash bytea)
  returns table (worker_id uuid, organisation_id uuid, name text, email text, role text, organisation text)
  language sql stable security definer set search_path = pg_catalog, sec, pg_temp as $$
  select w.id, w.organisation_id, w.name, w.email, w.role, o.name
    from sec.link l join app.worker w on w.id = l.worker_id join app.organisation o on o.id = w.organisation_id
   where l.token_hash = $1 and l.used_at is null and l.expires_at > now() and w.ended_at is null $$;

-- Uses a link up: the password is this one, every session ends. Null: it is used, too old, or none. The code stays asked.
create function sec.use_link(token_hash bytea, salt bytea, passes int, hash bytea) returns uuid
  language plpgsql volatile security definer set search_path = pg_catalog, sec, pg_temp as $$
declare l sec.link;
begin
  update sec.link x set used_at = now() from app.worker w
   where x.token_hash = $1 and x.used_at is null and x.expires_at > now() and w.id = x.worker_id and w.ended_at is null
  returning x.* into l;
  if not found then return null; end if;
  insert into sec.credential as c (worker_id, password_salt, password_passes, password_hash) values (l.worker_id, $2, $3, $4)
  on conflict (worker_id) do update set password_salt = $2, password_passes = $3, password_hash = $4, password_set_at = now();
  if l.new_code then
    update sec.credential c set otp_secret = null, otp_confirmed_at = null, otp_last_step = null, otp_pending = null
     where c.worker_id = l.worker_id;
    delete from sec.recovery_code r where r.worker_id = l.worker_id;
  end if;
  update sec.link x set used_at = now() where x.worker_id = l.worker_id and x.used_at is null;
  update sec.session s set ended_at = now() where s.worker_id = l.worker_id and s.kind = 'browser' and s.ended_at is null;
  return l.worker_id;
end $$;

-- From the command line -----------------------------------------------------------------------------------------------------------

-- The worker, where this transaction is work of that act for their organisation; anything else is refused.
create function sec.worker_for_work(worker uuid, acts text[]) returns app.worker language plpgsql stable
  set search_path = pg_catalog, sec, pg_temp as $$
declare me sec.session := sec.session_now(); w app.worker;
begin
  select x.* into w from app.worker x where x.id = $1 and x.organisation_id = me.organisation_id and x.role <> 'service';
  if me.kind is distinct from 'work' or me.act <> all (acts) or w.id is null then
    raise exception 'this work may not do so' using errcode = '42501';
  end if;
  return w;
end $$;

-- Another link of theirs is good no longer. A reset ends every session.
create function sec.make_link(worker uuid, token_hash bytea, kind text, new_code boolean) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, sec, pg_temp as $$
declare w app.worker := sec.worker_for_work($1, array['user.add', 'user.reset']);
begin
  update sec.link l set used_at = now() where l.worker_id = w.id and l.used_at is null;
  insert into sec.link (token_hash, worker_id, kind, new_code, expires_at)
  values ($2, w.id, $3, $4, now() + case $3 when 'first' then interval '72 hours' else interval '30 minutes' end);
  if $3 = 'reset' then
    update sec.session s set ended_at = now() where s.worker_id = w.id and s.kind = 'browser' and s.ended_at is null;
  end if;
end $$;

-- Of somebody who has ended: nothing of theirs opens anything any more.
create function sec.end_access(worker uuid) returns int language plpgsql volatile security definer
  set search_path = pg_catalog, sec, pg_temp as $$
declare w app.worker := sec.worker_for_work($1, array['user.end']); ended int;
begin
  update sec.link l set used_at = now() where l.worker_id = w.id and l.used_at is null;
  update sec.session s set ended_at = now() where s.worker_id = w.id and s.ended_at is null;
  get diagnostics ended = row_count;
  return ended;
end $$;

-- How far each of an organisation's users has come with signing in; for the command line's list.
create function sec.how_users_sign_in() returns table (worker_id uuid, has_password boolean, needs_code boolean, last_seen_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, sec, pg_temp as $$
  select w.id, c.worker_id is not null, c.code_needed and c.otp_confirmed_at is null,
         (select max(s.last_seen_at) from sec.session s where s.worker_id = w.id and s.kind = 'browser')
    from sec.session_now() me join app.worker w on me.organisation_id is null or w.organisation_id = me.organisation_id
    left join sec.credential c on c.worker_id = w.id
   where me.kind = 'work' and me.act = 'user.list' $$;

-- Sets a password outright. Granted to nobody: only who migrates may.
create function sec.set_password(worker uuid, salt bytea, passes int, hash bytea, code_needed boolean) returns void
  language sql volatile security definer set search_path = pg_catalog, sec, pg_temp as $$
  insert into sec.credential as c (worker_id, password_salt, password_passes, password_hash, code_needed) values ($1, $2, $3, $4, $5)
  on conflict (worker_id) do update set password_salt = $2, password_passes = $3, password_hash = $4, password_set_at = now(),
    code_needed = $5 $$;

grant execute on function sec.begin_sign_in(text, bytea, inet), sec.sign_in(text, bytea, inet, bytea, bigint, bytea, bytea, text, text),
  sec.end_this_session(), sec.my_sessions(), sec.end_sessions(uuid), sec.my_credential(), sec.begin_proof(), sec.prove_password(bytea),
  sec.change_password(bytea, bytea, int, bytea, bytea, text), sec.offer_first_code(bytea),
  sec.offer_new_code(bytea, bigint, bytea, bytea), sec.confirm_code(bytea, bigint, bytea[], bytea, text, bytea),
  sec.renew_recovery_codes(bytea, bigint, bytea, bytea[]), sec.link_for(bytea), sec.use_link(bytea, bytea, int, bytea) to airt_app;
grant execute on function sec.make_link(uuid, bytea, text, boolean), sec.end_access(uuid), sec.how_users_sign_in() to airt_jobs;
