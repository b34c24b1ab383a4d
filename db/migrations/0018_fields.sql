-- What would hurt most in a copy of the database is not readable in it: such a column holds `sealed:<version of the person's key>:<bytes>`,
-- closed and opened outside of here. Keys lie here too, but only wrapped: a person's under their organisation's, that one under a
-- master key, which is in no database.
set local role airt_owner;

-- Something known, sealed under each master key: a start with another key finds it out before it writes.
create table sec.master_check (
  version int primary key check (version >= 0),
  sealed bytea not null,
  made_at timestamptz not null default now()
);
create table sec.organisation_key (
  organisation_id uuid not null references app.organisation,
  version int not null check (version > 0),
  master_version int not null check (master_version >= 0),
  wrapped bytea not null,
  made_at timestamptz not null default now(),
  primary key (organisation_id, version)
);
create index organisation_key_by_master on sec.organisation_key (master_version);
create table sec.person_key (
  organisation_id uuid not null,
  person_id uuid not null,
  version int not null check (version > 0),
  organisation_version int not null,
  wrapped bytea not null,
  made_at timestamptz not null default now(),
  primary key (organisation_id, person_id, version),
  foreign key (organisation_id, person_id) references app.person,
  foreign key (organisation_id, organisation_version) references sec.organisation_key (organisation_id, version)
);
create index person_key_by_person on sec.person_key (person_id, version);
grant select, insert, update on sec.master_check, sec.organisation_key, sec.person_key to airt_sec;

-- A column that is sealed takes nothing that is not. What was there from before stays until it is sealed, and can be written about.
create function sec.refuse_plain() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  is_now jsonb := to_jsonb(new);
  was jsonb := case when tg_op = 'UPDATE' then to_jsonb(old) end;
  named text;
begin
  foreach named in array tg_argv loop
    if is_now ->> named is distinct from was ->> named and is_now ->> named !~ '^sealed:[0-9]+:[A-Za-z0-9_-]{38,}$' then
      raise exception 'this is kept sealed' using errcode = '23514';
    end if;
  end loop;
  return new;
end $$;

-- Of what is sent with a referral, how to reach somebody.
create function sec.refuse_plain_reach() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if (tg_op = 'INSERT' or new.payload is distinct from old.payload) and jsonb_path_exists(new.payload,
      '$.reach[*].keyvalue() ? (@.key == "value" || @.key == "note").value ? (@.type() == "string" && !(@ like_regex "^sealed:[0-9]+:[A-Za-z0-9_-]{38,}$"))') then
    raise exception 'this is kept sealed' using errcode = '23514';
  end if;
  return new;
end $$;

create trigger refuses_plain before insert or update on app.person_way for each row execute function sec.refuse_plain('value', 'note');
create trigger refuses_plain before insert or update on app.person_tie for each row execute function sec.refuse_plain('name', 'about');
create trigger refuses_plain before insert or update on app.concern for each row execute function sec.refuse_plain('words', 'told_who');
create trigger refuses_plain before insert or update on app.referral for each row execute function sec.refuse_plain_reach();

-- What is still to be sealed is found at once, and when nothing is left these are empty.
create index person_way_plain on app.person_way (organisation_id, id) where value !~ '^sealed:' or note !~ '^sealed:';
create index person_tie_plain on app.person_tie (organisation_id, id) where name !~ '^sealed:' or about !~ '^sealed:';
create index concern_plain on app.concern (organisation_id, id) where words !~ '^sealed:' or told_who !~ '^sealed:';
create index referral_plain on app.referral (organisation_id, id) where jsonb_path_exists(payload,
  '$.reach[*].keyvalue() ? (@.key == "value" || @.key == "note").value ? (@.type() == "string" && !(@ like_regex "^sealed:"))');

-- Where somebody lives and who must not learn it. Read and changed by who has shown their password in this session within five minutes.
create table app.person_address (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  person_id uuid not null,
  address text not null,
  note text,
  version int not null default 1,
  ended_at timestamptz,
  changed_by uuid,
  changed_at timestamptz not null default now(),
  primary key (organisation_id, id),
  foreign key (organisation_id, person_id) references app.person
);
create index person_address_by_person on app.person_address (person_id);
create unique index one_address on app.person_address (organisation_id, person_id) where ended_at is null;
select sec.protect_person_table('app.person_address', 1024);

-- The numbers by which the country knows somebody. Beside each a print of it, under a key of the organisation: equal numbers have equal
-- prints there, and in no other organisation.
create table app.person_number (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  person_id uuid not null,
  chi text,
  scn text,
  nino text,
  chi_print text,
  scn_print text,
  nino_print text,
  version int not null default 1,
  ended_at timestamptz,
  changed_by uuid,
  changed_at timestamptz not null default now(),
  primary key (organisation_id, id),
  foreign key (organisation_id, person_id) references app.person,
  check ((chi is null) = (chi_print is null) and (scn is null) = (scn_print is null) and (nino is null) = (nino_print is null))
);
create index person_number_by_person on app.person_number (person_id);
create unique index one_row_of_numbers on app.person_number (organisation_id, person_id) where ended_at is null;
-- Not unique: that somebody else has the same number is for a person to look into, and nobody learns it from a refusal.
create index person_number_by_chi on app.person_number (organisation_id, chi_print) where chi_print is not null;
create index person_number_by_scn on app.person_number (organisation_id, scn_print) where scn_print is not null;
create index person_number_by_nino on app.person_number (organisation_id, nino_print) where nino_print is not null;
select sec.protect_person_table('app.person_number', 2);

create table app.person_address_version (
  organisation_id uuid not null,
  person_id uuid not null,
  row_id uuid not null,
  version int not null,
  was jsonb not null,
  replaced_at timestamptz not null default now(),
  primary key (organisation_id, row_id, version),
  foreign key (organisation_id, row_id) references app.person_address
);
create index person_address_version_by_person on app.person_address_version (person_id);
select sec.protect_person_table('app.person_address_version', 1024);

create table app.person_number_version (
  organisation_id uuid not null,
  person_id uuid not null,
  row_id uuid not null,
  version int not null,
  was jsonb not null,
  replaced_at timestamptz not null default now(),
  primary key (organisation_id, row_id, version),
  foreign key (organisation_id, row_id) references app.person_number
);
create index person_number_version_by_person on app.person_number_version (person_id);
select sec.protect_person_table('app.person_number_version', 2);

create trigger refuses_plain before insert or update on app.person_address for each row execute function sec.refuse_plain('address', 'note');
create trigger refuses_plain before insert or update on app.person_number for each row execute function sec.refuse_plain('chi', 'scn', 'nino');
create trigger says_who before insert or update on app.person_address for each row when (current_user = 'airt_app') execute function sec.say_who_changed();
create trigger says_who before insert or update on app.person_number for each row when (current_user = 'airt_app') execute function sec.say_who_changed();

-- What was said or seen stays as it was; only under which key it lies changes.
create function app.concern_stays() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'UPDATE' and current_user = 'airt_sec'
      and to_jsonb(new) - array['words', 'told_who'] = to_jsonb(old) - array['words', 'told_who'] then
    return new;
  end if;
  raise exception 'what was written here stays as it was written' using errcode = '42501';
end $$;
drop trigger stays on app.concern;
create trigger stays before update or delete on app.concern for each row execute function app.concern_stays();

create function app.sealed_version_stays() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
declare sealed text[] := array['address', 'note', 'chi', 'scn', 'nino'];
begin
  if tg_op = 'UPDATE' and current_user = 'airt_sec' and to_jsonb(new) - 'was' = to_jsonb(old) - 'was' and new.was - sealed = old.was - sealed then
    return new;
  end if;
  raise exception 'what was written here stays as it was written' using errcode = '42501';
end $$;
create trigger stays before update or delete on app.person_address_version for each row execute function app.sealed_version_stays();
create trigger stays before update or delete on app.person_number_version for each row execute function app.sealed_version_stays();

create or replace function app.only_legal_moves() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    if new.status <> 'draft' then raise exception 'a referral begins as a draft' using errcode = '23514'; end if;
    return new;
  end if;
  if new.status <> old.status and not exists (select from app.referral_move m where m.from_status = old.status and m.to_status = new.status) then
    raise exception 'a referral does not go from % to %', old.status, new.status using errcode = '23514';
  end if;
  -- Only under which key the ways to reach somebody lie changes, and no signed-in user changes that.
  if old.status <> 'draft' and (new.programme_id <> old.programme_id or new.sent_at is distinct from old.sent_at
      or new.payload is distinct from old.payload and (current_user <> 'airt_sec' or new.payload - 'reach' is distinct from old.payload - 'reach')) then
    raise exception 'what was sent stays as it was sent' using errcode = '42501';
  end if;
  return new;
end $$;

grant select, insert, update on app.person_address, app.person_number to airt_jobs;
grant select on app.person_address_version, app.person_number_version to airt_app, airt_jobs;
grant select, insert on app.person_address, app.person_number to airt_app;
grant update (address, note, version, ended_at, changed_by, changed_at) on app.person_address to airt_app;
grant update (chi, scn, nino, chi_print, scn_print, nino_print, version, ended_at, changed_by, changed_at) on app.person_number to airt_app;
grant select on app.person_address, app.person_number, app.person_address_version, app.person_number_version to airt_sec;
grant insert, update (was) on app.person_address_version, app.person_number_version to airt_sec;
grant update (value, note) on app.person_way to airt_sec;
grant update (name, about) on app.person_tie to airt_sec;
grant update (words, told_who) on app.concern to airt_sec;
grant update (address, note) on app.person_address to airt_sec;
grant update (chi, scn, nino, chi_print, scn_print, nino_print) on app.person_number to airt_sec;
grant update (fields) on app.draft to airt_sec;

set local role airt_sec;

-- Whether who asks has shown their password in this session within the last five minutes.
create function sec.proved_lately() returns boolean language sql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$
  select exists (select from sec.session_now() s where s.proved_at > now() - interval '5 minutes') $$;

-- The wrapped keys of one person, the newest first: for who reads them in one of these scopes, and for work of their organisation.
create function sec.field_keys(person uuid, scopes int) returns jsonb language sql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('organisationId', k.organisation_id, 'personId', k.person_id, 'version', k.version,
           'wrapped', encode(k.wrapped, 'base64'), 'organisationVersion', o.version, 'organisationWrapped', encode(o.wrapped, 'base64'),
           'masterVersion', o.master_version) order by k.version desc), '[]')
    from sec.person_key k join sec.organisation_key o on o.organisation_id = k.organisation_id and o.version = k.organisation_version
   where k.person_id = $1
     and exists (select from sec.session_now() me
       where me.kind = 'work' and (me.organisation_id is null or me.organisation_id = k.organisation_id)
          or exists (select from sec.edge e where e.user_id = me.worker_id and e.person_id = $1 and e.scopes & $2 <> 0
            and e.starts_at <= now() and e.expires_at > now())) $$;

-- The same of many, for work alone.
create function sec.field_keys_of(people uuid[]) returns table (person_id uuid, keys jsonb) language sql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$
  select p.id, sec.field_keys(p.id, 0) from sec.session_now() me, unnest(people) p (id) where me.kind = 'work' $$;

-- A first key is added once: of two who make it in the same moment, both then find the first one's. Who writes about somebody may.
create function sec.add_person_keys(keys jsonb) returns void language plpgsql volatile security definer
  set search_path = pg_catalog, sec, pg_temp as $$
declare me sec.session := sec.session_now();
begin
  insert into sec.person_key (organisation_id, person_id, version, organisation_version, wrapped)
  select p.organisation_id, p.id, 1, k.organisation_version, decode(k.wrapped, 'base64')
    from jsonb_to_recordset($1) k (person_id uuid, organisation_version int, wrapped text) join app.person p on p.id = k.person_id
   where not exists (select from sec.person_key there where there.person_id = p.id)
     and (me.kind = 'work' and (me.organisation_id is null or me.organisation_id = p.organisation_id)
      or exists (select from sec.edge e where e.user_id = me.worker_id and e.person_id = p.id and e.writes <> 0
        and e.starts_at <= now() and e.expires_at > now()))
   order by p.id
  on conflict do nothing;
end $$;

-- The wrapped keys of one's own organisation, the newest first.
create function sec.organisation_keys(organisation uuid) returns jsonb language sql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('organisationId', o.organisation_id, 'version', o.version, 'wrapped', encode(o.wrapped, 'base64'),
           'masterVersion', o.master_version) order by o.version desc), '[]')
    from sec.session_now() me join sec.organisation_key o on o.organisation_id = $1
   where me.organisation_id = $1 or me.kind = 'work' and me.organisation_id is null $$;

create function sec.add_organisation_key(organisation uuid, master int, wrapped bytea) returns void
  language sql volatile security definer set search_path = pg_catalog, sec, pg_temp as $$
  insert into sec.organisation_key (organisation_id, version, master_version, wrapped)
  select $1, 1, $2, $3 from sec.session_now() me
   where (me.organisation_id = $1 or me.kind = 'work' and me.organisation_id is null)
     and not exists (select from sec.organisation_key there where there.organisation_id = $1)
  on conflict do nothing $$;

-- Who of those that the user of this session reads has a number that this person has too.
create function sec.same_number(person uuid) returns table (person_id uuid, kind text) language sql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$
  with me as (select sec.uid() id), reads as (
    select distinct e.person_id from sec.edge e, me where e.user_id = me.id and e.scopes & 2 <> 0 and e.starts_at <= now() and e.expires_at > now()),
  mine as (
    select n.* from app.person_number n where n.person_id = $1 and n.ended_at is null and $1 in (select r.person_id from reads r)
       and n.organisation_id = sec.organisation())
  select o.person_id, 'chi' from mine join app.person_number o on o.organisation_id = mine.organisation_id and o.chi_print = mine.chi_print
   where o.person_id <> $1 and o.ended_at is null and o.person_id in (select r.person_id from reads r)
  union all
  select o.person_id, 'scn' from mine join app.person_number o on o.organisation_id = mine.organisation_id and o.scn_print = mine.scn_print
   where o.person_id <> $1 and o.ended_at is null and o.person_id in (select r.person_id from reads r)
  union all
  select o.person_id, 'nino' from mine join app.person_number o on o.organisation_id = mine.organisation_id and o.nino_print = mine.nino_print
   where o.person_id <> $1 and o.ended_at is null and o.person_id in (select r.person_id from reads r) $$;

create function sec.keep_sealed_version() returns trigger language plpgsql security definer
  set search_path = pg_catalog, app, pg_temp as $$
begin
  if new.version = old.version then return null; end if;
  execute format('insert into app.%I (organisation_id, person_id, row_id, version, was) values ($1, $2, $3, $4, $5)', tg_table_name || '_version')
    using old.organisation_id, old.person_id, old.id, old.version, to_jsonb(old) - array['chi_print', 'scn_print', 'nino_print'];
  return null;
end $$;

grant execute on function sec.proved_lately(), sec.same_number(uuid) to airt_app;
grant execute on function sec.field_keys(uuid, int), sec.add_person_keys(jsonb), sec.organisation_keys(uuid),
  sec.add_organisation_key(uuid, int, bytea) to airt_app, airt_jobs;
grant execute on function sec.field_keys_of(uuid[]) to airt_jobs;
grant execute on function sec.keep_sealed_version(), sec.proved_lately() to airt_owner;

set local role airt_owner;

create trigger keeps_version after update on app.person_address for each row execute function sec.keep_sealed_version();
create trigger keeps_version after update on app.person_number for each row execute function sec.keep_sealed_version();

create policy shown_again on app.person_address as restrictive to airt_app using ((select sec.proved_lately())) with check ((select sec.proved_lately()));
create policy shown_again on app.person_number as restrictive to airt_app using ((select sec.proved_lately())) with check ((select sec.proved_lately()));
create policy shown_again on app.person_address_version as restrictive for select to airt_app using ((select sec.proved_lately()));
create policy shown_again on app.person_number_version as restrictive for select to airt_app using ((select sec.proved_lately()));
create policy own_organisation on app.person_address as restrictive for insert to airt_app with check (organisation_id = (select sec.organisation()));
-- A number is read by the organisation that holds it, whatever else is shared.
create policy own_organisation on app.person_number as restrictive to airt_app
  using (organisation_id = (select sec.organisation())) with check (organisation_id = (select sec.organisation()));
create policy own_organisation on app.person_number_version as restrictive for select to airt_app using (organisation_id = (select sec.organisation()));

-- A protected address is for who works with them, their manager, and one named user elsewhere: never for a team, nor for all who work on
-- a programme.
alter table app.sharing_grant add check (to_worker_id is not null or scopes & 1024 = 0);
update sec.reach set scopes = scopes & ~1024 where relation = 'team' and role in ('youth-worker', 'justice-social-worker');
update sec.reach set scopes = scopes | 1024 where relation = 'share' and role = 'partner';

set local role airt_sec;
update sec.edge e set scopes = e.scopes & ~1024 from app.worker w
 where w.id = e.user_id and e.src = 'team' and w.role in ('youth-worker', 'justice-social-worker') and e.scopes & 1024 <> 0;
select sec.refresh_edges(array(select g.person_id from app.sharing_grant g where g.scopes & 1024 <> 0 and g.expires_at > now()));
