import { sql } from '#db/connection.server'
import { expect, test } from '../support/database'
import { whatIsWrong } from './schema-gate'

test('every table, view and function keeps to what belongs to whoever asks', async ({ database }) => {
  expect(await whatIsWrong(database.owner.db)).toEqual([])
})

/** Each is a slip that a migration could make; the first word of what is then found follows it. */
const slips: [slip: string, statement: string, found: string][] = [
  [
    'a table without protection',
    `set role airt_owner; create table app.note (organisation_id uuid not null, id uuid, person_id uuid, primary key (organisation_id, id))`,
    'app.note has no forced row-level security',
  ],
  [
    'a protected table that its owner may still read',
    `set role airt_owner; alter table app.person no force row level security`,
    'app.person has no forced row-level security',
  ],
  [
    'a table whose policy was forgotten',
    `set role airt_owner; create table app.note (id uuid primary key); alter table app.note enable row level security;
     alter table app.note force row level security`,
    'app.note has no policy for airt_app',
  ],
  [
    'a policy that lets everybody in',
    `set role airt_owner; create policy open on app.person for select to public using (true)`,
    'app.person has a policy for everybody',
  ],
  [
    'a policy that lets the app in',
    `set role airt_owner; create policy open on app.fact for select to airt_app using (true)`,
    'app.fact open has a policy that does not ask who is signed in',
  ],
  [
    'a policy that opens people by their organisation alone',
    `set role airt_owner; create policy open on app.person for select to airt_app using (organisation_id = (select sec.organisation()))`,
    'app.person open is about people and opens by something other than a way in',
  ],
  [
    'the list of exclusions opened',
    'set role airt_owner; grant select on app.exclusion to airt_app',
    'app.exclusion is closed to the app and yet granted to it',
  ],
  [
    'the sessions opened',
    'set role airt_owner; grant select on sec.session to airt_app',
    'sec.session to airt_app belongs to the access rules and is open to a login',
  ],
  [
    'one column of the sessions opened',
    'set role airt_owner; grant select (worker_id) on sec.session to airt_app',
    'sec.session to airt_app belongs to the access rules and is open to a login',
  ],
  [
    'ways in that the app may write',
    'set role airt_owner; grant insert on sec.edge to airt_app',
    'sec.edge to airt_app belongs to the access rules and is open to a login',
  ],
  [
    'a grant to everybody',
    'set role airt_owner; grant select on app.school to public',
    'app.school is granted to everybody',
  ],
  [
    "a view with its owner's eyes",
    'set role airt_owner; create view app.everyone as select id from app.person',
    'app.everyone is a view that sees more than who asks',
  ],
  [
    'a kept view',
    'set role airt_owner; create materialized view app.everyone as select id from app.person',
    'app.everyone is a view that sees more than who asks',
  ],
  [
    'a function that everybody may run',
    `set role airt_sec; create function sec.peek() returns uuid language sql security definer set search_path = pg_catalog, pg_temp as 'select sec.uid()';
     grant execute on function sec.peek() to public`,
    'sec.peek() may be run by everybody',
  ],
  [
    'a function made by whoever migrates',
    `create function sec.peek() returns uuid language sql security definer set search_path = pg_catalog, pg_temp as 'select sec.uid()'`,
    'sec.peek() is owned by somebody who can log in',
  ],
  [
    'a function with more rights and a path that can be bent',
    `set role airt_sec; create function sec.peek() returns uuid language sql security definer as 'select sec.uid()'`,
    'sec.peek() runs with more rights and no fixed path',
  ],
  [
    'a function with more rights whose passing tables come first',
    `set role airt_sec; create function sec.peek() returns uuid language sql security definer set search_path = pg_catalog, sec as 'select sec.uid()'`,
    'sec.peek() runs with more rights and no fixed path',
  ],
  [
    'a function with more rights that asks nobody',
    `set role airt_sec; create function sec.peek(person uuid) returns text language sql security definer set search_path = pg_catalog, pg_temp
       as 'select given_name from app.person where id = $1'; grant execute on function sec.peek(uuid) to airt_app`,
    'sec.peek(uuid) runs with more rights for a login and does not ask who is signed in',
  ],
  [
    'the app in the role that owns the tables',
    'grant airt_owner to airt_app',
    'airt_app in airt_owner is a login that belongs to another role',
  ],
  ['the app that may make roles', 'alter role airt_app createrole', 'airt_app is a role with too much power'],
  [
    'a table that the app owns',
    'grant create on schema app to airt_app; alter table app.school owner to airt_app',
    'airt_app owns table app.school is owned by a login of the app',
  ],
  [
    'a schema that the app may add to',
    'set role airt_owner; grant create on schema app to airt_app',
    'app by airt_app is a schema that a login may add to',
  ],
  [
    'the audit opened for reading',
    'set role airt_owner; grant select on aud.audit_entry to airt_app',
    'aud.audit_entry to airt_app is an account of who saw what, and open to a login',
  ],
  [
    'the audit opened for changing',
    'set role airt_owner; grant update on aud.audit_entry to airt_sec',
    'aud.audit_entry is an account of who saw what, and its functions may change or read it',
  ],
  [
    'the audit written past its function',
    'set role airt_owner; grant insert on aud.audit_entry to airt_jobs',
    'aud.audit_entry to airt_jobs is an account of who saw what, and open to a login',
  ],
  [
    'an account that its sealer may change',
    'set role airt_owner; grant update on aud.audit_entry to airt_seal',
    'aud.audit_entry is an account of who saw what, and who seals it may do more than that',
  ],
  [
    'seals that their sealer may take away',
    'set role airt_owner; grant delete on aud.seal to airt_seal',
    'aud.seal is an account of who saw what, and who seals it may do more than that',
  ],
  [
    'a sealer who reads records',
    'set role airt_owner; grant usage on schema app to airt_seal',
    'app is an account of who saw what, and who seals it may do more than that',
  ],
  [
    'seals that the app may read',
    'set role airt_owner; grant select on aud.seal to airt_app',
    'aud.seal to airt_app is an account of who saw what, and open to a login',
  ],
  [
    'sealing that the app may run',
    'set role airt_seal; grant execute on function aud.seal_next(int) to airt_app',
    'aud.seal_next(integer) seals the account, and the app may run it',
  ],
  [
    'chains that work may begin',
    'set role airt_seal; grant execute on function aud.open_chain(int, text) to airt_jobs',
    'aud.open_chain(integer,text) seals the account, and the app may run it',
  ],
  [
    'seals that can be changed',
    'set role airt_owner; drop trigger seal_is_append_only on aud.seal',
    'aud.seal is sealed without a trigger that keeps it',
  ],
  [
    'facts that can be deleted',
    'set role airt_owner; grant delete on app.fact to airt_app',
    'app.fact by airt_app can be emptied or taken away',
  ],
  [
    'facts that an import can delete',
    'set role airt_owner; grant delete on app.fact to airt_jobs',
    'app.fact by airt_jobs can be emptied or taken away',
  ],
  [
    'people who can change their organisation',
    'set role airt_owner; grant update (organisation_id) on app.person to airt_app',
    'app.person.organisation_id could be moved to another person or organisation',
  ],
  [
    'a restriction that anyone can lift',
    'set role airt_owner; grant update (is_restricted) on app.person to airt_app',
    'app.person.is_restricted could be moved to another person or organisation',
  ],
  [
    'facts that say what the page says of who wrote them',
    'set role airt_owner; drop trigger says_who on app.fact',
    'app.fact.changed_by says who wrote it, and takes the word of the statement for it',
  ],
  [
    'decisions in the name of another',
    'set role airt_owner; drop policy own on app.decision',
    'app.decision.decided_by says who wrote it, and takes the word of the statement for it',
  ],
  [
    'facts that work can move to another person',
    'set role airt_owner; drop trigger keeps_its_place on app.fact',
    'app.fact can be moved by work to another person or organisation',
  ],
  [
    'notes keyed by themselves',
    'set role airt_owner; create table app.note (id uuid primary key, person_id uuid)',
    'app.note is about people and lacks an organisation',
  ],
  [
    'a number unique in the whole country',
    'set role airt_owner; create unique index one_reference on app.person (reference)',
    'app.one_reference is a key that does not begin with the organisation',
  ],
  [
    'a note that names a person of any organisation',
    'set role airt_owner; create table app.note (organisation_id uuid, person_id uuid constraint note_of references app.person (id))',
    'note_of names a person without their organisation',
  ],
]

test.for(slips)('%s is found', async ([, statement, found], { database }) => {
  const transaction = await database.owner.db.startTransaction().execute()
  try {
    for (const each of statement.split(';')) await sql.raw(each).execute(transaction)

    expect((await whatIsWrong(transaction)).join('\n')).toContain(found)
  } finally {
    await transaction.rollback().execute()
  }
})
