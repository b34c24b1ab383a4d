-- Who was told of what could not wait, where it came as a dated fact and not in a session.
set local role airt_owner;

alter table app.concern add column fact_id uuid, add foreign key (organisation_id, fact_id) references app.fact;
create index concern_by_fact on app.concern (fact_id) where fact_id is not null;
-- It answers a fact of the same person.
create policy of_that_fact on app.concern as restrictive for insert to airt_app with check (fact_id is null
  or exists (select from app.fact f where f.organisation_id = concern.organisation_id and f.id = fact_id and f.person_id = concern.person_id));
create index fact_to_tell on app.fact (person_id) where withdrawn_on is null and kind in ('DEBT_DISCLOSED', 'EXPLOITATION_DISCLOSED', 'FOUND_FAR_FROM_HOME');
