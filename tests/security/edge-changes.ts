import { type Db, sql } from '#db/connection.server'
import type { Role } from '~/access/permissions'
import { anOrganisation, aPersonOf, aTeam, aWorker } from '../support/builders'

const hired: readonly Role[] = [
  'youth-worker',
  'justice-social-worker',
  'team-manager',
  'programme-lead',
  'partner',
  'contributor',
]

/** Two organisations with a dozen people, each role twice, teams and programmes: enough for every way in to meet every other. */
export async function aSmallWorld(db: Db): Promise<void> {
  for (let at = 0; at < 2; at += 1) {
    const organisation = await anOrganisation(db, { teamSeesTeam: at === 0 })
    const { organisationId } = organisation
    const workers = []
    for (const role of hired) workers.push(await aWorker(db, { role, organisation }))
    const teams = [
      await aTeam(db, organisation, workers.slice(0, 3)),
      await aTeam(db, organisation, workers.slice(2, 4)),
    ]
    for (const lead of workers.slice(3, 5))
      await db
        .insertInto('app.programme')
        .values({ organisation_id: organisationId, name: 'Garage', lead_id: lead.id })
        .execute()
    for (let each = 0; each < 6; each += 1)
      await aPersonOf(db, organisationId, each % 3 === 2 ? {} : { team_id: teams[each % 3]?.id })
  }
}

const any = (table: string, where = 'true') =>
  `(select id from ${table} where ${where} order by random() limit 1)`
const anyOf = (...values: string[]) =>
  `(array[${values.join(', ')}])[1 + floor(random() * ${values.length})::int]`
const aMoment = anyOf(
  `now() - interval '9 days'`,
  `now() - interval '1 day'`,
  'now()',
  `now() + interval '1 day'`,
  `now() + interval '9 days'`,
)
const later = anyOf(
  'null',
  `now() - interval '1 hour'`,
  `now() + interval '10 days'`,
  `now() + interval '20 days'`,
)
const aPerson = `(select p from app.person p order by random() limit 1)`
const colleague = `(select w.id from app.worker w where w.organisation_id = (p).organisation_id and w.role <> 'service' order by random() limit 1)`
const anybody = any('app.worker', `role <> 'service'`)

/** Each changes who sees whom, in a way chosen at random when it is run. */
export const changes: readonly string[] = [
  `insert into app.allocation (organisation_id, person_id, worker_id, kind, starts_at, ends_at)
    select (p).organisation_id, (p).id, ${colleague}, ${anyOf(`'lead'`, `'co-worker'`, `'cover'`)}, now() - interval '9 days', ${later} from ${aPerson} x (p)`,
  `insert into app.allocation (organisation_id, person_id, worker_id, kind, starts_at, ends_at)
    select (p).organisation_id, (p).id, ${colleague}, 'cover', ${aMoment}, now() + interval '30 days' from ${aPerson} x (p)`,
  `update app.allocation set ends_at = ${later} where id = ${any('app.allocation')}`,
  `update app.allocation set kind = ${anyOf(`'lead'`, `'co-worker'`, `'cover'`)} where id = ${any('app.allocation')}`,
  `update app.allocation set ends_at = now() where worker_id = ${anybody} and ends_at is null and starts_at <= now()`,
  `update app.person set team_id = (select t.id from app.team t where t.organisation_id = person.organisation_id order by random() limit 1)
    where id = ${any('app.person')}`,
  `update app.person set team_id = null where id = ${any('app.person')}`,
  `update app.person set team_id = null where team_id = ${any('app.team')}`,
  `update app.person set is_restricted = not is_restricted where id = ${any('app.person')}`,
  `update app.person set pronouns = 'they' where id = ${any('app.person')}`,
  `insert into app.restricted_reader (organisation_id, person_id, worker_id) select (p).organisation_id, (p).id, ${anybody} from ${aPerson} x (p)`,
  `delete from app.restricted_reader where person_id = ${any('app.person')}`,
  `insert into app.exclusion (organisation_id, person_id, worker_id, because) select (p).organisation_id, (p).id, ${anybody}, 'A relative' from ${aPerson} x (p)`,
  `update app.exclusion set ended_at = ${anyOf('null', 'now()')} where person_id = ${any('app.person')}`,
  `insert into app.team_member (organisation_id, team_id, worker_id) select t.organisation_id, t.id, w.id from app.team t
    join app.worker w on w.organisation_id = t.organisation_id and w.role <> 'service' order by random() limit 1`,
  `delete from app.team_member where worker_id = ${anybody}`,
  `delete from app.team_member where team_id = ${any('app.team')} and random() < 0.3`,
  `update app.worker set role = ${anyOf(...hired.map((role) => `'${role}'`), `'administrator'`)} where id = ${anybody}`,
  `update app.worker set ended_at = case when ended_at is null and random() < 0.4 then now() end where id = ${anybody}`,
  `update app.worker set name = 'Somebody' where id = ${anybody}`,
  `update app.programme set lead_id = (select w.id from app.worker w where w.organisation_id = programme.organisation_id and w.role <> 'service'
    order by random() limit 1) where id = ${any('app.programme')}`,
  `insert into app.programme_place (organisation_id, person_id, programme_organisation_id, programme_id, starts_at, ends_at)
    select (p).organisation_id, (p).id, g.organisation_id, g.id, ${aMoment}, ${later} from ${aPerson} x (p), (select * from app.programme order by random() limit 1) g`,
  `update app.programme_place set ends_at = ${later} where id = ${any('app.programme_place')}`,
  `insert into app.sharing_grant (organisation_id, person_id, to_worker_id, scopes, purpose, basis, starts_at, expires_at)
    select (p).organisation_id, (p).id, ${anybody}, 1 + floor(random() * 8191)::int, 'A place', 'public task', s, s + interval '20 days'
      from ${aPerson} x (p), (select ${aMoment} s) y`,
  `update app.sharing_grant set revoked_at = ${anyOf('null', 'now()', `now() + interval '1 day'`)} where id = ${any('app.sharing_grant')}`,
  `update app.sharing_grant set scopes = 1 + floor(random() * 8191)::int where person_id = ${any('app.person')}`,
  `update app.organisation set team_sees_team = not team_sees_team where id = ${any('app.organisation')}`,
]

/** The ways in that are kept and those found afresh, where they differ; what has ended and what is just being written aside. */
const differing = `
  with fresh as (select * from sec.edges_of(array(select id from app.person))),
    kept as (select * from sec.edge where src <> 'new' and expires_at > now())
  select string_agg(concat_ws(' ', user_id, person_id, src, scopes, writes, starts_at, expires_at, how), '; ') from (
    (select *, 'kept alone' how from kept except select *, 'kept alone' from fresh)
    union all (select *, 'found alone' from fresh except select *, 'found alone' from kept)) d`

/** Null when the ways in that are kept are those that follow from what is stored. */
export async function whatDiffers(db: Db): Promise<string | null> {
  const { rows } = await sql.raw<{ string_agg: string | null }>(differing).execute(db)
  return rows[0]?.string_agg ?? null
}

/**
 * Makes so many changes at random and compares after each; in the database, so that ten thousand take seconds. Needs the roles
 * airt_jobs and airt_sec. A change that a constraint refuses is none. Returns how many were made.
 * @throws with the first change after which the ways in differ.
 */
export async function changeAtRandom(db: Db, seed: number, times: number): Promise<number> {
  await sql`select set_config('statement_timeout', '120s', true)`.execute(db)
  const choices = changes.map((change, at) => `when ${at} then ${change};`).join('\n')
  await sql
    .raw(`do $run$
    declare which int; made int := 0; wrong text;
    begin
      perform setseed(${seed});
      for step in 1..${times} loop
        perform set_config('role', 'airt_jobs', true);
        which := floor(random() * ${changes.length})::int;
        begin
          case which ${choices} end case;
          made := made + 1;
        exception when unique_violation or check_violation then null;
        end;
        perform set_config('role', 'airt_sec', true);
        ${differing} into wrong;
        if wrong is not null then raise exception 'after step % of seed ${seed}, change %: %', step, which, wrong; end if;
      end loop;
      perform set_config('test.made', made::text, true);
    end $run$`)
    .execute(db)
  const { rows } = await sql<{ made: number }>`select current_setting('test.made')::int as made`.execute(db)
  return rows[0]?.made ?? 0
}
