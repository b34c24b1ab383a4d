-- Myth-and-reality cards and the real routes that they lead to. No one's own: everybody who is signed in may read them.
set local role airt_owner;

-- Every claim says where it comes from, when, and where it holds.
create function app.is_sourced(evidence jsonb) returns boolean language sql immutable set search_path = pg_catalog, pg_temp as $$
  select jsonb_array_length(evidence) > 0 and not exists (
    select from jsonb_array_elements(evidence) e
     where coalesce(e ->> 'claim', '') = '' or coalesce(e ->> 'source', '') = '' or coalesce(e ->> 'year', '') = ''
        or coalesce(e ->> 'place', '') = '' or coalesce(e ->> 'grade', '') = '') $$;

create table app.card (
  id text not null check (id ~ '^[A-Z]\d{2}$'),
  version int not null default 1 check (version > 0),
  status text not null default 'draft' check (status in ('draft', 'checked', 'live', 'resting', 'withdrawn')),
  title text not null check (title <> ''),
  place_and_moment text not null,
  myth text not null check (myth <> ''),
  what_is_true text not null default '',
  reality text not null default '',
  under12 jsonb,
  ask_first text not null default '',
  talk jsonb not null default '[]',
  if_they_say text not null default '',
  alternatives jsonb not null default '[]',
  evidence jsonb not null default '[]',
  ages text[] not null check (ages <@ array['A', 'B', 'C', 'D']),
  -- Codes of rules; none: it fits any.
  transitions text[] not null default '{}',
  -- What a young person may raise that it speaks to: money, debt, school …
  topics text[] not null default '{}',
  is_opportunity boolean not null default false,
  not_after text[] not null default '{}' check (not_after <@ array['bereavement', 'violence-injury', 'suicide-concern']),
  avoid text[] not null default '{}',
  content_warnings text[] not null default '{}',
  image_tags text[] not null default '{}',
  aims text[] not null default '{}',
  provenance jsonb not null default '{}',
  audience text not null default 'share-with-young-person' check (audience in ('worker-only', 'share-with-young-person')),
  minutes int not null check (minutes between 1 and 60),
  review_by date,
  published_on date,
  content_hash text not null,
  primary key (id, version),
  -- No card is shown without what is true in the myth, a question first, a real alternative, and a source for each claim.
  constraint live_is_complete check (status <> 'live' or (what_is_true <> '' and reality <> '' and ask_first <> ''
    and jsonb_array_length(alternatives) > 0 and app.is_sourced(evidence) and cardinality(ages) > 0)),
  -- Nothing that frightens, nothing that glitters.
  constraint live_frightens_nobody check (status <> 'live' or not (aims && array['fear', 'deterrence', 'shock']
    or image_tags && array['weapon', 'wound', 'drugs', 'cash', 'car', 'prison'])),
  -- What is live is looked at again within a year.
  constraint live_is_reviewed check (status <> 'live' or (published_on is not null and review_by is not null
    and review_by > published_on and review_by <= published_on + interval '12 months'))
);
create unique index one_live_version on app.card (id) where status = 'live';

-- Past its day of review a card may not go live, nor stay so when it is touched.
create function app.refuse_lapsed_card() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.status = 'live' and new.review_by < (now() at time zone 'Europe/London')::date then
    raise exception 'this card is past its day of review' using errcode = '23514', constraint = 'live_is_not_lapsed';
  end if;
  return new;
end $$;
create trigger live_is_not_lapsed before insert or update on app.card for each row execute function app.refuse_lapsed_card();

-- A version, once live, keeps its words: another wording is another version.
create function app.keep_card_words() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if old.published_on is not null and to_jsonb(old) - array['status', 'review_by', 'published_on'] <> to_jsonb(new) - array['status', 'review_by', 'published_on'] then
    raise exception 'a card that was shown keeps its words' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger keeps_its_words before update on app.card for each row execute function app.keep_card_words();

-- Real services and routes, each with the day on which it was last checked.
create table app.offer (
  id text primary key check (id ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name text not null check (name <> ''),
  kind text not null,
  who text not null,
  area text not null,
  says text not null,
  url text,
  phone text,
  youngest_age int,
  oldest_age int,
  last_checked_on date not null
);

alter table app.card enable row level security;
alter table app.card force row level security;
alter table app.offer enable row level security;
alter table app.offer force row level security;
create policy known on app.card for select to airt_app using ((select sec.uid()) is not null);
create policy known on app.offer for select to airt_app using ((select sec.uid()) is not null);
create policy work on app.card to airt_jobs using ((select sec.is_at_work())) with check ((select sec.is_at_work()));
create policy work on app.offer to airt_jobs using ((select sec.is_at_work())) with check ((select sec.is_at_work()));
create policy definer on app.card for select to airt_sec using (true);
create policy definer on app.offer for select to airt_sec using (true);

grant select on app.card, app.offer to airt_app, airt_jobs, airt_sec;
grant insert, update on app.card, app.offer to airt_jobs;
grant execute on function app.is_sourced(jsonb) to airt_jobs, airt_sec;
