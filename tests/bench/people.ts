import { createHash } from 'node:crypto'
import type pg from 'pg'
import { scopeBits } from '~/access/permissions'
import type { Worker } from '~/access/worker'
import { factKinds } from '~/caseload/fact-kinds'
import { soundsOf } from '~/caseload/name-sounds'
import { civilDate } from '~/shared/civil-date'
import { type BenchLife, threeFacts } from './lives'

export const today = civilDate('2026-11-25')

export type Bearer = { worker: Worker; token: string }

export type Cast = {
  /** Leads 60 people: a full page and the next. */
  youthWorker: Bearer
  /** Another of them, in whose people nothing is changed. */
  colleague: Bearer
  /** Sees the 600 of a team. */
  manager: Bearer
  /** Somebody of the first worker's, with 50 facts. */
  longRecord: string
  people: number
}

/** From twelve years on, for so many days: from the youngest to the oldest, each life is lived by as many of them. */
const AGES = 4_700

/** How many people one worker leads, one team has, one organisation holds. Person n is worker n / 60's. */
const OF_A_WORKER = 60
const OF_A_TEAM = 600
const OF_AN_ORGANISATION = 12_000

/**
 * Fills an empty database with so many invented people, three facts about each unless other lives are given, all of them the same at
 * every run. Written past the triggers, and then given the edges that the product itself makes of it.
 */
export async function fillWith(
  client: pg.Client,
  people: number,
  lives: readonly BenchLife[] = threeFacts,
): Promise<Cast> {
  await client.query("set session_replication_role = 'replica'")
  await client.query(organisations, [people])
  await client.query(teams, [people])
  await client.query(workers, [people])
  await client.query(managers)
  await client.query(persons, [people, JSON.stringify(names), today])
  await client.query(mainNames, [JSON.stringify(names)])
  await client.query(allocations, [people])
  await client.query(facts, [people, JSON.stringify(asRows(lives)), today, lives.length])
  await client.query(moreFacts, [today])
  await client.query("set session_replication_role = 'origin'")
  for (let at = 0; at < people; at += 10_000) await client.query(edges, [at, at + 10_000])
  const cast = {
    youthWorker: await signIn(client, 'worker 0'),
    colleague: await signIn(client, 'worker 1'),
    manager: await signIn(client, 'manager 0'),
    longRecord: idOf('person 1'),
    people,
  }
  await client.query('vacuum analyze')
  return cast
}

/** The same id at every run. */
export function idOf(name: string): string {
  const hex = createHash('md5').update(name).digest('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

export async function signIn(client: pg.Client, name: string): Promise<Bearer> {
  const token = createHash('sha256').update(name).digest('base64url')
  const hash = createHash('sha256').update(token).digest()
  const { rows } = await client.query<Omit<Worker, 'secondsLeft' | 'formSecret'>>(
    `with made as (
       insert into sec.session (token_hash, kind, worker_id, organisation_id, form_secret, idle, expires_at)
       select $1, 'browser', w.id, w.organisation_id, 'form secret', '10 hours', now() + interval '10 hours'
         from app.worker w where w.id = $2 returning id)
     select w.id, w.organisation_id "organisationId", w.name, w.email, w.role, o.name organisation, o.is_demonstration "isDemonstration",
            made.id "sessionId"
       from app.worker w join app.organisation o on o.id = w.organisation_id, made where w.id = $2`,
    [hash, idOf(name)],
  )
  const [worker] = rows
  if (!worker) throw new Error(`Nobody was made as ${name}`)
  return { token, worker: { ...worker, secondsLeft: 1_800, formSecret: 'form secret' } }
}

const given = [
  ...['Calum', 'Isla', 'Rory', 'Ailsa', 'Finlay', 'Eilidh', 'Struan', 'Morag', 'Lewis', 'Skye'],
  ...['Hamish', 'Catriona', 'Fraser', 'Kirsty', 'Angus', 'Iona', 'Duncan', 'Mairi', 'Ewan', 'Rhona'],
]
const family = [
  ...['Reid', 'Munro', 'MacLeod', 'Sinclair', 'Baird', 'Grant', 'Kerr', 'Innes', 'Laird', 'Rennie'],
  ...['McKay', 'Forsyth', 'Gunn', 'Tulloch', 'Moffat', 'Begbie', 'Petrie', 'Dunbar', 'Yule', 'Calder'],
]
export const names = given.flatMap((first, n) =>
  family.map((last, m) => {
    const { words, sounds } = soundsOf(`${first} ${last}`)
    return { at: n * family.length + m, first, last, words, sounds }
  }),
)

function asRows(lives: readonly BenchLife[]) {
  return lives.flatMap((life, band) =>
    life.map((fact, which) => ({
      band,
      which,
      ...fact,
      details: fact.details ?? {},
      scope: scopeBits[factKinds[fact.kind].scope],
    })),
  )
}

const id = (what: string) => `md5(${what})::uuid`
const organisationOf = (n: string) => id(`'organisation ' || ${n} / ${OF_AN_ORGANISATION}`)

const organisations = `
  insert into app.organisation (id, slug, name)
  select ${organisationOf('n')}, 'organisation-' || n / ${OF_AN_ORGANISATION}, 'Organisation ' || n / ${OF_AN_ORGANISATION}
    from generate_series(0, $1::int - 1, ${OF_AN_ORGANISATION}) n`

const teams = `
  insert into app.team (organisation_id, id, name)
  select ${organisationOf('n')}, ${id(`'team ' || n / ${OF_A_TEAM}`)}, 'Team ' || n / ${OF_A_TEAM}
    from generate_series(0, $1::int - 1, ${OF_A_TEAM}) n`

const workers = `
  insert into app.worker (organisation_id, id, email, name, role)
  select ${organisationOf('n')}, ${id(`'worker ' || n / ${OF_A_WORKER}`)}, 'worker-' || n / ${OF_A_WORKER} || '@northmoor.example',
    'Worker ' || n / ${OF_A_WORKER}, 'justice-social-worker'
    from generate_series(0, $1::int - 1, ${OF_A_WORKER}) n`

const managers = `
  with manager as (
    insert into app.worker (organisation_id, id, email, name, role)
    select t.organisation_id, ${id("replace(t.name, 'Team', 'manager')")}, replace(t.name, 'Team ', 'manager-') || '@northmoor.example',
      replace(t.name, 'Team', 'Manager'), 'team-manager' from app.team t
    returning organisation_id, id, name)
  insert into app.team_member (organisation_id, team_id, worker_id)
  select m.organisation_id, ${id("replace(m.name, 'Manager', 'team')")}, m.id from manager m`

const persons = `
  insert into app.person (organisation_id, id, reference, given_name, family_name, born_on, birth_date_source, pupil, stage,
    stage_session, team_id, opened_on, recorded_on)
  select ${organisationOf('n')}, ${id("'person ' || n")}, 'P' || n, called.first, called.last, $3::date - 4380 - age, 'import',
    case when age < 1800 then 'yes' else 'no' end, case when age < 1800 then 'S' || 1 + age / 300 end,
    case when age < 1800 then '2026/27' end, ${id(`'team ' || n / ${OF_A_TEAM}`)}, $3::date - (n * 11) % 900, $3::date - (n * 11) % 900
    from generate_series(0, $1::int - 1) n cross join lateral (select (n * 37) % ${AGES} as age) days_over_twelve
    join jsonb_to_recordset($2::jsonb) called (at int, first text, last text) on called.at = (n * 7) % ${names.length}`

const mainNames = `
  insert into app.person_name (organisation_id, person_id, kind, name, words, sounds)
  select p.organisation_id, p.id, 'main', p.given_name || ' ' || p.family_name, called.words, called.sounds
    from app.person p join jsonb_to_recordset($1::jsonb) called (first text, last text, words text, sounds text[])
      on called.first = p.given_name and called.last = p.family_name`

const allocations = `
  insert into app.allocation (organisation_id, person_id, worker_id, kind, starts_at)
  select ${organisationOf('n')}, ${id("'person ' || n")}, ${id(`'worker ' || n / ${OF_A_WORKER}`)}, 'lead', now() - interval '90 days'
    from generate_series(0, $1::int - 1) n`

const facts = `
  insert into app.fact (organisation_id, id, person_id, source_id, import_key, kind, scope, happens_on, ends_on, certainty, source,
    recorded_on, details)
  select ${organisationOf('n')}, ${id("'fact ' || n || ' ' || life.which")}, ${id("'person ' || n")},
    'F' || n || '-' || life.which, 'F' || n || '-' || life.which, life.kind, life.scope, $3::date + life."on" + shift,
    $3::date + life."on" + shift + life."for", 'official', 'import', $3::date - (n * 5) % 300, life.details
    from generate_series(0, $1::int - 1) n cross join lateral (select (n * 13) % 60 - 30 as shift, (n * 37) % ${AGES} * $4::int / ${AGES} as band) own
    join jsonb_to_recordset($2::jsonb) life (band int, which int, kind text, scope int, "on" int, "for" int, details jsonb) on life.band = own.band`

/** Forty-seven more about one person, as a long acquaintance leaves them. */
const moreFacts = `
  insert into app.fact (organisation_id, id, person_id, source_id, import_key, kind, scope, happens_on, certainty, source, recorded_on)
  select ${organisationOf('0')}, ${id("'more ' || n")}, ${id("'person 1'")}, 'M' || n, 'M' || n,
    case n % 3 when 0 then 'MOVE_OF_HOME' when 1 then 'COURT' else 'EXCLUSION' end,
    case n % 3 when 0 then 8 when 1 then 128 else 4 end,
    $1::date - 40 * n, 'recorded', 'case notes', $1::date - 40 * n + 2 from generate_series(1, 47) n`

const edges = `
  insert into sec.edge
  select e.* from sec.edges_of(array(select ${id("'person ' || n")} from generate_series($1::int, $2::int - 1) n)) e`
