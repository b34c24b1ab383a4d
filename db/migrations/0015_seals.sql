-- The account of who did or saw what is sealed in batches, each seal over the one before it, so that a change to what was written
-- long ago is found by whoever recomputes them. How it is recomputed outside the database: app/audit/verify-dump.mjs.
grant usage, create on schema aud to airt_seal;
alter default privileges for role airt_seal revoke execute on functions from public;

set local role airt_owner;

create table aud.seal (
  n bigint primary key check (n > 0),
  -- A restore begins another one. Numbers go on; entries belong to a chain by their id.
  chain int not null check (chain > 0),
  -- 'batch': the entries that follow those of the seal before, in the order of (xid, id). 'opening': begins a chain after a restore.
  -- 'closing': before that, entries whose transaction numbers had begun anew, whatever their place.
  kind text not null check (kind in ('batch', 'closing', 'opening')),
  -- The last entry in that order that is under this seal or one before it; of an opening, what lies before its chain.
  to_xid xid8 not null,
  to_id bigint not null,
  -- The greatest id under this seal or one before it.
  top_id bigint not null,
  entries int not null check (entries >= 0),
  -- How many entries all seals so far are over.
  total bigint not null check (total >= entries),
  -- Of an opening: what was declared, as JSON.
  opens text check ((opens is not null) = (kind = 'opening')),
  previous bytea not null check (octet_length(previous) = 32),
  root bytea not null check (octet_length(root) = 32),
  at timestamptz not null,
  -- For each entry in its order eight bytes of its id and eight of its digest: with them the entry that was changed can be named.
  marks bytea not null check (octet_length(marks) = 16 * entries)
);
create unique index one_opening on aud.seal (chain) where kind = 'opening';
-- Digests don't get smaller by packing.
alter table aud.seal alter marks set storage external;

-- How a look through the seals ended: all of them, or those of the last day.
create table aud.seal_check (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  span text not null check (span in ('day', 'all')),
  seals bigint not null,
  entries bigint not null,
  -- Null: nothing is wrong. Else one sentence that names what is, and nobody.
  broken text
);
create index seal_check_by_span on aud.seal_check (span, at);

grant select on aud.audit_entry, aud.seal, aud.seal_check to airt_seal;
grant insert on aud.seal, aud.seal_check to airt_seal;

-- Each hour what the last day has brought, each week all of it; one at a time waits and one runs.
select pgboss.create_queue('audit-check-day', '{"policy": "stately", "retryLimit": 1, "retryDelay": 300, "expireInSeconds": 3600}');
select pgboss.create_queue('audit-check-all', '{"policy": "stately", "retryLimit": 1, "retryDelay": 3600, "expireInSeconds": 86400}');

create trigger seal_is_append_only before update or delete on aud.seal for each row execute function aud.refuse();
create trigger seal_is_not_emptied before truncate on aud.seal execute function aud.refuse();

set local role airt_seal;

-- One value: how many characters, a colon, the characters; a hyphen for none.
create function aud.part(value text) returns text language sql immutable set search_path = pg_catalog, pg_temp
  return coalesce(length(value) || ':' || value, '-');

-- The digest of one entry: over all its columns in this order, as COPY prints them, the time in UTC to the microsecond.
create function aud.leaf(organisation_id uuid, at timestamptz, id bigint, xid xid8, request_id uuid, actor uuid, actor_role text,
    session_id uuid, act text, person_id uuid, people uuid[], subject_type text, subject_id uuid, fields text[], via text,
    outcome text, detail jsonb) returns bytea language sql stable
  return sha256(convert_to(concat('e',
    coalesce(length(organisation_id::text) || ':' || organisation_id::text, '-'),
    coalesce('27:' || to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '-'),
    coalesce(length(id::text) || ':' || id::text, '-'),
    coalesce(length(xid::text) || ':' || xid::text, '-'),
    coalesce(length(request_id::text) || ':' || request_id::text, '-'),
    coalesce(length(actor::text) || ':' || actor::text, '-'),
    coalesce(length(actor_role) || ':' || actor_role, '-'),
    coalesce(length(session_id::text) || ':' || session_id::text, '-'),
    coalesce(length(act) || ':' || act, '-'),
    coalesce(length(person_id::text) || ':' || person_id::text, '-'),
    coalesce(length(people::text) || ':' || people::text, '-'),
    coalesce(length(subject_type) || ':' || subject_type, '-'),
    coalesce(length(subject_id::text) || ':' || subject_id::text, '-'),
    coalesce(length(fields::text) || ':' || fields::text, '-'),
    coalesce(length(via) || ':' || via, '-'),
    coalesce(length(outcome) || ':' || outcome, '-'),
    coalesce(length(detail::text) || ':' || detail::text, '-')), 'UTF8'));

-- The root of a seal: over what it says, the root before it among that, and the digests of its entries.
create function aud.root_of(seal aud.seal, leaves bytea) returns bytea language sql stable set search_path = pg_catalog, aud, pg_temp
  return sha256(convert_to('s' || aud.part(seal.kind) || aud.part(seal.n::text) || aud.part(seal.chain::text) || aud.part(seal.to_xid::text)
    || aud.part(seal.to_id::text) || aud.part(seal.top_id::text) || aud.part(seal.entries::text) || aud.part(seal.total::text)
    || aud.part(seal.opens) || aud.part(encode(seal.previous, 'hex'))
    || aud.part(to_char(seal.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')), 'UTF8') || leaves);

-- The seal that the next one follows, without its marks; before the first one, what stands for it.
create function aud.last_seal() returns aud.seal language sql volatile set search_path = pg_catalog, aud, pg_temp as $$
  select coalesce(
    (select row(n, chain, kind, to_xid, to_id, top_id, entries, total, opens, previous, root, at, '')::aud.seal
       from aud.seal order by n desc limit 1),
    row(0, 1, 'batch', '0', 0, 0, 0, 0, null, decode(repeat('00', 32), 'hex'), decode(repeat('00', 32), 'hex'), now(), '')::aud.seal) $$;

-- The one place where a seal is written.
create function aud.put_seal(seal aud.seal, leaves bytea) returns aud.seal language plpgsql volatile
  set search_path = pg_catalog, aud, pg_temp as $$
begin
  seal.root := aud.root_of(seal, leaves);
  insert into aud.seal select seal.*;
  return seal;
end $$;

-- Seals at most so many of the entries whose transactions are lower than `before`: all of those have ended, so nothing can come to
-- stand behind the seal. Null: there are none.
create function aud.put_batch(most int, before xid8) returns aud.seal language plpgsql volatile
  set search_path = pg_catalog, aud, pg_temp as $$
declare
  last aud.seal := aud.last_seal();
  next aud.seal := last;
  since bigint := coalesce((select to_id from aud.seal where chain = last.chain and kind = 'opening'), 0);
  leaves bytea;
begin
  select count(*), string_agg(leaf, '' order by xid, id), string_agg(int8send(id) || substr(leaf, 1, 8), '' order by xid, id),
         max(xid), (array_agg(id order by xid desc, id desc))[1], greatest(max(id), last.top_id)
    into next.entries, leaves, next.marks, next.to_xid, next.to_id, next.top_id
    from (select e.xid, e.id, aud.leaf(e.organisation_id, e.at, e.id, e.xid, e.request_id, e.actor, e.actor_role, e.session_id, e.act,
                 e.person_id, e.people, e.subject_type, e.subject_id, e.fields, e.via, e.outcome, e.detail) as leaf
            from aud.audit_entry e
           where (e.xid, e.id) > (last.to_xid, last.to_id) and e.xid < before and (since = 0 or e.id > since)
           order by e.xid, e.id limit most) batch;
  if next.entries = 0 then return null; end if;
  next.n := last.n + 1;
  next.kind := 'batch';
  next.total := last.total + next.entries;
  next.opens := null;
  next.previous := last.root;
  next.at := clock_timestamp();
  return aud.put_seal(next, leaves);
end $$;

-- One batch, of one process at a time; no row when there is nothing to seal or another is at it. `is_behind`: transaction numbers are
-- lower than those already sealed, so that this database was moved, or restored without a word, and can't be sealed until it is said.
create function aud.seal_next(most int) returns table (n bigint, chain int, root text, to_xid text, entries int, total bigint, is_behind boolean)
  language plpgsql volatile security definer set search_path = pg_catalog, aud, pg_temp as $$
declare
  before xid8;
  made aud.seal;
begin
  if not pg_try_advisory_xact_lock(4183) then return; end if;
  before := pg_snapshot_xmin(pg_current_snapshot());
  made := aud.last_seal();
  if made.to_xid > before then
    return query select made.n, made.chain, encode(made.root, 'hex'), made.to_xid::text, 0, made.total, true;
    return;
  end if;
  made := aud.put_batch(most, before);
  if made.n is null then return; end if;
  return query select made.n, made.chain, encode(made.root, 'hex'), made.to_xid::text, made.entries, made.total, false;
end $$;

-- What is anchored: the newest seal. No row when there is none.
create function aud.newest_seal() returns table (n bigint, chain int, root text, to_xid text, total bigint)
  language sql stable security definer set search_path = pg_catalog, aud, pg_temp as $$
  select s.n, s.chain, encode(s.root, 'hex'), s.to_xid::text, s.total from aud.seal s order by s.n desc limit 1 $$;

-- Closes the chain and begins another one. The caller holds a lock under which nobody writes an entry, so every one that there is can
-- be sealed, whatever the number of its transaction.
create function aud.open_chain(named int, declared text) returns aud.seal language plpgsql volatile
  set search_path = pg_catalog, aud, pg_temp as $$
declare
  last aud.seal;
  next aud.seal;
  leaves bytea;
begin
  perform pg_advisory_xact_lock(4183);
  loop
    next := aud.put_batch(10000, '18446744073709551615');
    exit when next.n is null;
  end loop;

  last := aud.last_seal();
  next := last;
  select count(*), string_agg(leaf, '' order by xid, id), string_agg(int8send(id) || substr(leaf, 1, 8), '' order by xid, id), max(id)
    into next.entries, leaves, next.marks, next.top_id
    from (select e.xid, e.id, aud.leaf(e.organisation_id, e.at, e.id, e.xid, e.request_id, e.actor, e.actor_role, e.session_id, e.act,
                 e.person_id, e.people, e.subject_type, e.subject_id, e.fields, e.via, e.outcome, e.detail) as leaf
            from aud.audit_entry e where e.id > last.top_id and (e.xid, e.id) <= (last.to_xid, last.to_id)) late;
  if next.entries > 0 then
    next.n := last.n + 1;
    next.kind := 'closing';
    next.total := last.total + next.entries;
    next.opens := null;
    next.previous := last.root;
    next.at := clock_timestamp();
    last := aud.put_seal(next, leaves);
  end if;

  next := last;
  next.n := last.n + 1;
  next.chain := named;
  next.kind := 'opening';
  next.to_xid := pg_snapshot_xmin(pg_current_snapshot());
  next.to_id := last.top_id;
  next.entries := 0;
  next.opens := declared;
  next.previous := last.root;
  next.at := clock_timestamp();
  next.marks := '';
  return aud.put_seal(next, '');
end $$;

grant execute on function aud.seal_next(int), aud.newest_seal() to airt_jobs;
