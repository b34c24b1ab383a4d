-- What was searched for, so that no name stands in an address: the page's address is this id. Forgotten after a day.
set local role airt_owner;

create table sec.search (
  id uuid primary key default gen_random_uuid(),
  worker_id uuid not null,
  words text not null check (length(words) <= 200),
  made_at timestamptz not null default now()
);
create index search_by_time on sec.search (made_at);
grant select, insert, delete on sec.search to airt_sec;

set local role airt_sec;

create function sec.keep_search(words text) returns uuid language plpgsql volatile security definer
  set search_path = pg_catalog, sec, pg_temp as $$
declare made uuid;
begin
  if sec.uid() is null then raise exception 'nobody is signed in' using errcode = '28000'; end if;
  delete from sec.search s where s.made_at < now() - interval '1 day';
  insert into sec.search (worker_id, words) values (sec.uid(), $1) returning id into made;
  return made;
end $$;

-- Only to whoever searched.
create function sec.search_words(search uuid) returns text language sql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$ select s.words from sec.search s where s.id = $1 and s.worker_id = sec.uid() $$;

grant execute on function sec.keep_search(text), sec.search_words(uuid) to airt_app;
