-- What is sealed, where two records of one person are put together: it lies under the key of the record in which it was written, and
-- goes to the other as it lies.
set local role airt_owner;

grant update (person_id) on app.person_address, app.person_number, app.person_address_version, app.person_number_version to airt_sec;

create or replace function app.concern_stays() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'UPDATE' and current_user = 'airt_sec'
      and to_jsonb(new) - array['words', 'told_who'] = to_jsonb(old) - array['words', 'told_who'] then
    return new;
  end if;
  if tg_op = 'UPDATE' and current_user = 'airt_sec' and to_jsonb(new) - 'person_id' = to_jsonb(old) - 'person_id' then
    if sec.is_between(new.organisation_id, old.person_id, new.person_id) then return new; end if;
  end if;
  raise exception 'what was written here stays as it was written' using errcode = '42501';
end $$;

create or replace function app.sealed_version_stays() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
declare sealed text[] := array['address', 'note', 'chi', 'scn', 'nino'];
begin
  if tg_op = 'UPDATE' and current_user = 'airt_sec' and to_jsonb(new) - 'was' = to_jsonb(old) - 'was' and new.was - sealed = old.was - sealed then
    return new;
  end if;
  if tg_op = 'UPDATE' and current_user = 'airt_sec' and to_jsonb(new) - 'person_id' = to_jsonb(old) - 'person_id' then
    if sec.is_between(new.organisation_id, old.person_id, new.person_id) then return new; end if;
  end if;
  raise exception 'what was written here stays as it was written' using errcode = '42501';
end $$;

create trigger not_into_a_merged_record before insert on app.person_address for each row when (current_user = 'airt_app') execute function app.not_into_a_merged_record();
create trigger not_into_a_merged_record before insert on app.person_number for each row when (current_user = 'airt_app') execute function app.not_into_a_merged_record();

set local role airt_sec;

-- As before, and after a person's own keys those of every record that was ever one with theirs: what was written there, or here
-- meanwhile, opens wherever it stands now.
create or replace function sec.field_keys(person uuid, scopes int) returns jsonb language sql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$
  with recursive one (id) as (
    select $1
    union
    select case when m.person_id = one.id then m.other_id else m.person_id end
      from one join app.person_merge m on m.person_id = one.id or m.other_id = one.id
  )
  select coalesce(jsonb_agg(jsonb_build_object('organisationId', k.organisation_id, 'personId', k.person_id, 'version', k.version,
           'wrapped', encode(k.wrapped, 'base64'), 'organisationVersion', o.version, 'organisationWrapped', encode(o.wrapped, 'base64'),
           'masterVersion', o.master_version) order by k.person_id = $1 desc, k.version desc), '[]')
    from one join sec.person_key k on k.person_id = one.id
    join sec.organisation_key o on o.organisation_id = k.organisation_id and o.version = k.organisation_version
   where exists (select from sec.session_now() me
       where me.kind = 'work' and (me.organisation_id is null or me.organisation_id = k.organisation_id)
          or exists (select from sec.edge e where e.user_id = me.worker_id and e.person_id = $1 and e.scopes & $2 <> 0
            and e.starts_at <= now() and e.expires_at > now())) $$;

-- A protected address and the national numbers come over where the record that stays has none; else its own stand, and the others wait
-- where they are.
create or replace function sec.merge_more(merge uuid, keep_id uuid, gone_id uuid) returns void language plpgsql volatile
  set search_path = pg_catalog, sec, pg_temp as $$
begin
  perform sec.move_rows(merge, 'app.person_address', gone_id, keep_id, array(select a.id from app.person_address a where a.person_id = gone_id
    and a.ended_at is null and exists (select from app.person_address b where b.person_id = keep_id and b.ended_at is null)));
  perform sec.move_rows(merge, 'app.person_number', gone_id, keep_id, array(select a.id from app.person_number a where a.person_id = gone_id
    and a.ended_at is null and exists (select from app.person_number b where b.person_id = keep_id and b.ended_at is null)));
  update app.person_address_version v set person_id = keep_id from app.person_address a where v.person_id = gone_id and a.id = v.row_id and a.person_id = keep_id;
  update app.person_number_version v set person_id = keep_id from app.person_number a where v.person_id = gone_id and a.id = v.row_id and a.person_id = keep_id;
end $$;

create or replace function sec.unmerge_more(keep_id uuid, gone_id uuid) returns void language plpgsql volatile
  set search_path = pg_catalog, sec, pg_temp as $$
begin
  update app.person_address_version v set person_id = gone_id from app.person_address a where v.person_id = keep_id and a.id = v.row_id and a.person_id = gone_id;
  update app.person_number_version v set person_id = gone_id from app.person_number a where v.person_id = keep_id and a.id = v.row_id and a.person_id = gone_id;
end $$;
