import { type Db, sql, withNext } from '#db/connection.server'
import { scopeBits } from '~/access/permissions'
import { type HeldLife, type Lives, livesOf, livesWith } from './lives.server'
import type { Decided } from './prompts'
import { type HeldTransition, type Move, reconcile, type TransitionRow } from './reconcile'
import type { Rule } from './rule'
import { rules, rulesByCode } from './rules'
import { skeletonOf } from './skeleton'
import { type Transitions, transitionsIn } from './transitions-in'

export type Derived = {
  derived: number
  /** People of whom something had to be written. */
  written: number
  /** Rules that failed for somebody; what they found before still stands. */
  failures: { personId: string; code: string; because: string }[]
}

/**
 * Finds anew what the rules find in these lives, in the caller's transaction, and writes only what changed. Whoever changes a fact
 * of somebody calls this before committing, so that a list, a page and a report never disagree. Two who change the same person
 * derive one after the other.
 */
export async function deriveFor(
  db: Db,
  people: readonly string[],
  table: readonly Rule[] = rules,
): Promise<Derived> {
  const sum: Derived = { derived: 0, written: 0, failures: [] }
  for (let at = 0; at < people.length; at += AT_ONCE) {
    const some = people.slice(at, at + AT_ONCE)
    if (some.length > A_FEW) await planAnew(db)
    await sql`${withNext}select sec.lock_people(${some}::uuid[])`.execute(db)
    const { lives, before } = await read(db, some)
    const changed = whoChanged(lives, table)
    await store(db, changed, before ?? (await heldOf(db, changed)))
    sum.derived += lives.people
    sum.written += changed.length
    sum.failures.push(
      ...changed.flatMap(({ held, found }) =>
        found.failures.map((failure) => ({ personId: held.id, ...failure })),
      ),
    )
  }
  return sum
}

/**
 * Finds anew in everyone whom this transaction has touched by a change on our own side: a worker who leaves, a programme that ends or
 * whose funding does, a referral that moves. The database holds who they are, and lets this session derive them here and nowhere else.
 */
export async function deriveTouched(db: Db): Promise<void> {
  const { rows } = await sql<{ people: string[] }>`select sec.people_to_derive() as people`.execute(db)
  const people = rows[0]?.people ?? []
  if (people.length > 0) await deriveFor(db, people)
}

export const AT_ONCE = 500
const A_FEW = 10

/** So many may have come in just now that a plan from before, when the tables were small, would read them whole for each person. */
async function planAnew(db: Db): Promise<void> {
  await sql`${withNext}discard plans`.execute(db)
}

/** Of a few, what is held of them is read along with their lives: most saves are about one person, of whom something changed. */
async function read(db: Db, people: readonly string[]): Promise<{ lives: Lives; before: Before | null }> {
  if (people.length > A_FEW) return { lives: await livesOf(db, people), before: null }
  const { lives, other } = await livesWith(db, people, heldRows(people))
  return { lives, before: byPerson(other) }
}

export type Changed = { held: HeldLife; found: Transitions; digest: string }

/** Those of whom something stored would differ. A life in which a rule failed is looked at again each time. */
export function whoChanged(lives: Iterable<HeldLife>, table: readonly Rule[] = rules): Changed[] {
  const changed: Changed[] = []
  for (const held of lives) {
    const found = transitionsIn(held.life, table)
    const digest = found.failures.length > 0 ? FAILED : skeletonOf(found.transitions)
    if (digest !== held.digest || digest === FAILED) changed.push({ held, found, digest })
  }
  return changed
}

const FAILED = 'failed'

async function store(db: Db, changed: readonly Changed[], before: Before): Promise<void> {
  if (changed.length === 0) return
  const people = changed.map(({ held }) => held.id)
  const puts: PutRow[] = []
  const moves: object[] = []
  const gone: string[] = []
  for (const { held, found } of changed) {
    const { transitions, decisions } = before.get(held.id) ?? NOTHING_HELD
    const work = reconcile(transitions, found, (id) => decisions.get(id) ?? [])
    for (const row of work.put) puts.push({ personId: held.id, ...row })
    for (const move of work.moved) moves.push(moveColumns(held.id, move))
    gone.push(...work.gone)
  }
  await sql`${withNext}select sec.store_transitions(${people}::uuid[], ${changed.map(({ digest }) => digest)}::text[], ${packed(puts)}::text[],
    ${JSON.stringify(moves)}::jsonb, ${gone}::uuid[])`.execute(db)
  await noteFailures(db, changed)
}

/** Who has a rule that fails, or had one until now. For everybody else there is nothing to write. */
async function noteFailures(db: Db, changed: readonly Changed[]): Promise<void> {
  const concerned = changed.filter(({ held, found }) => found.failures.length > 0 || held.digest === FAILED)
  if (concerned.length === 0) return
  const failures = concerned.flatMap(({ held, found }) =>
    found.failures.map(({ code }) => ({
      person_id: held.id,
      rule: code,
      scope: scopeBits[rulesByCode.get(code)?.scope ?? MOST_GUARDED],
    })),
  )
  await sql`${withNext}select sec.note_failures(${concerned.map(({ held }) => held.id)}::uuid[], ${JSON.stringify(failures)}::jsonb)`.execute(
    db,
  )
}

/** For a rule that is not in the table. */
const MOST_GUARDED = 'exploitation'

type Held = { transitions: HeldTransition[]; decisions: Map<string, readonly Decided[]> }
type Before = ReadonlyMap<string, Held>
type HeldRow = HeldTransition & { personId: string; decisions: readonly Decided[] }

const NOTHING_HELD: Held = { transitions: [], decisions: new Map() }

/** People of whom nothing was ever derived have nothing to look up. */
async function heldOf(db: Db, changed: readonly Changed[]): Promise<Before> {
  const known = changed.filter(({ held }) => held.digest !== null).map(({ held }) => held.id)
  if (known.length === 0) return new Map()
  const { rows } = await sql<{ held: HeldRow[] }>`select ${heldRows(known)} as held`.execute(db)
  return byPerson(rows[0]?.held ?? [])
}

function heldRows(people: readonly string[]) {
  return sql<
    HeldRow[]
  >`(select coalesce(jsonb_agg(jsonb_build_object('id', id, 'personId', person_id, 'rule', rule,
    'occurrence', occurrence, 'fallsOn', falls_on, 'because', because, 'skeleton', skeleton, 'isGone', is_gone,
    'decisions', decisions)), '[]') from sec.held_transitions(${people}::uuid[]))`
}

function byPerson(rows: readonly HeldRow[]): Before {
  const before = new Map<string, Held>()
  for (const { personId, decisions, ...transition } of rows) {
    const held: Held = before.get(personId) ?? { transitions: [], decisions: new Map() }
    held.transitions.push(transition)
    if (decisions.length > 0) held.decisions.set(transition.id, decisions)
    before.set(personId, held)
  }
  return before
}

type PutRow = TransitionRow & { personId: string }

/** Each column in the order in which sec.store_transitions reads them. */
const columns: readonly ((row: PutRow) => string | number | boolean | null)[] = [
  (row) => row.personId,
  (row) => row.rule,
  (row) => row.occurrence,
  (row) => row.edition,
  (row) => scopeBits[row.scope],
  (row) => row.fallsOn,
  (row) => row.windowFrom,
  (row) => row.windowTo,
  (row) => row.certainty,
  (row) => row.lawVersion,
  (row) => JSON.stringify(row.prompts),
  (row) => row.nextOn,
  (row) => JSON.stringify(row.duties),
  (row) => listText(row.dataGaps),
  (row) => listText(row.warnings),
  (row) => JSON.stringify(row.basis),
  (row) => row.expectedStage,
  (row) => row.urgent,
  (row) => row.cluster,
  (row) => row.because,
  (row) => row.overBecause,
  (row) => row.skeleton,
]

/** A text a column, each value led by 1f. No value holds that mark: what a person typed was freed of it when it was read. */
function packed(rows: readonly PutRow[]): string[] {
  return columns.map((column) => rows.map((row) => `${LEAD}${column(row) ?? NONE}`).join(''))
}

const LEAD = '\x1f'
const NONE = '\\N'

/** A list as Postgres writes one. */
function listText(words: readonly string[]): string {
  return `{${words.map((word) => JSON.stringify(word)).join(',')}}`
}

function moveColumns(personId: string, { rule, occurrence, from, to, because }: Move) {
  return { person_id: personId, rule, occurrence, from_on: from, to_on: to, because }
}
