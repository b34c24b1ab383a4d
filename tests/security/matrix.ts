import { type Db, sql } from '#db/connection.server'
import { bitsOf, matrix, type Relation, type Role, type ScopeName, scopeBits } from '~/access/permissions'
import { type Cast, type Tie, ties } from './cast'
import { attempt } from './committed'
import { rowScopes } from './fill'
import { insertInto, type PersonTable, personTables } from './rows-of-a-person'

const acts = ['select', 'insert', 'update', 'delete'] as const
type Act = (typeof acts)[number]

export type Cells = Map<string, boolean>

/** By which relation of the permission matrix each tie leads somewhere, if it does. */
function relationOf(role: Role, tie: Tie): Relation | null {
  if (tie === 'lead' || tie === 'co-worker' || tie === 'cover') return tie
  if (tie === 'own team') return role === 'team-manager' ? 'team' : null
  if (tie === 'own programme') return 'programme'
  return tie === 'live share' ? 'share' : null
}

/** What the permission matrix says of every cell of one role: which acts on which table, of a person to whom they stand so. */
export function dueCells(role: Role): Cells {
  const cells: Cells = new Map()
  for (const [table, rules] of Object.entries(personTables)) {
    for (const scope of scopesOf(rules)) {
      for (const tie of ties) {
        const relation = relationOf(role, tie)
        const reach = (relation && matrix[role]?.[relation]) || { reads: [], writes: [] }
        const isKept = rules.keptFor && (tie === 'live share' || !reach.reads.includes(rules.keptFor))
        const reads = lies(rules, scope, reach.reads) && !isKept
        const writes = mayWrite(rules, scope, reach.writes, tie) && !isKept
        cells.set(cell(tie, table, scope, 'select'), reads)
        cells.set(
          cell(tie, table, scope, 'insert'),
          writes && rules.may.includes('insert') && mayAdd(rules, tie),
        )
        cells.set(cell(tie, table, scope, 'update'), writes && rules.may.includes('update'))
        cells.set(cell(tie, table, scope, 'delete'), false)
      }
    }
  }
  return cells
}

function lies({ scope: where }: PersonTable, scope: number, reach: readonly ScopeName[]): boolean {
  if (where === null) return false
  if (where !== 'each row') return reach.includes(where)
  return reach.includes('dates') && (bitsOf(reach) & scope) !== 0
}

function mayWrite(rules: PersonTable, scope: number, writes: readonly ScopeName[], tie: Tie): boolean {
  const { alsoNeeds, orByWriting } = rules
  if (orByWriting && tie !== 'live share' && orByWriting.every((each) => writes.includes(each))) return true
  return lies(rules, scope, writes) && (alsoNeeds === undefined || writes.includes(alsoNeeds))
}

function mayAdd({ addedBy }: PersonTable, tie: Tie): boolean {
  if (addedBy === 'nobody') return false
  return addedBy !== 'own organisation' || tie !== 'live share'
}

function scopesOf({ scope }: PersonTable): readonly number[] {
  return scope === 'each row' ? rowScopes : [scope === null ? 0 : scopeBits[scope]]
}

function cell(tie: Tie, table: string, scope: number, act: Act): string {
  return `${act} ${table} ${scope} of ${tie}`
}

/** Tries every cell on the database, as whoever this transaction is signed in as. Whatever else is seen or changed is named too. */
export async function triedCells(db: Db, cast: Cast, role: Role): Promise<Cells> {
  const { people } = cast.players[role]
  const tieOf = new Map(ties.map((tie) => [people[tie].id, tie]))
  const cells: Cells = new Map()
  for (const [table, rules] of Object.entries(personTables)) {
    const key = table === 'app.person' ? 'id' : 'person_id'
    const column = await changeable(db, table)
    for (const scope of scopesOf(rules)) {
      const where = rules.scope === 'each row' ? `where scope = ${scope}` : ''
      const note = (act: Act, found: ReadonlySet<string>) => {
        for (const tie of ties) cells.set(cell(tie, table, scope, act), found.has(people[tie].id))
        for (const id of found)
          if (!tieOf.has(id)) cells.set(`${act} ${table} ${scope} of somebody else`, true)
      }
      note('select', await peopleOf(db, `select ${key} as id from ${table} ${where}`))
      note(
        'update',
        await peopleOf(db, `update ${table} set ${column} = ${column} ${where} returning ${key} as id`),
      )
      note('delete', await peopleOf(db, `delete from ${table} ${where} returning ${key} as id`))
      for (const tie of ties) {
        const person = people[tie]
        const row = rules.row(
          person,
          { ...cast.besides(person, scope), ...decider(cast, role, table) },
          scope,
        )
        const answer = await attempt(db, sql.raw(insertInto(table, row)))
        cells.set(cell(tie, table, scope, 'insert'), isIn(answer))
      }
    }
    await noteBlindChange(db, cells, table, column)
  }
  return cells
}

/** A decision is one's own. */
function decider(cast: Cast, role: Role, table: string) {
  return table === 'app.decision' ? { workerId: cast.players[role].id } : {}
}

function isIn(answer: string): boolean {
  if (answer === 'done') return true
  if (answer === '42501') return false
  throw new Error(`A row of the matrix was refused for another reason than who asks: ${answer}`)
}

/** A change that reads nothing meets only the policy for changing: it must reach no more rows than one that names them. */
async function noteBlindChange(db: Db, cells: Cells, table: string, column: string): Promise<void> {
  const named = await countOf(
    db,
    `update ${table} set ${column} = ${column} where ${column} is not distinct from ${column}`,
  )
  const blind = await countOf(db, `update ${table} set ${column} = default`)
  if (blind > named) cells.set(`blind update of ${table}`, true)
}

async function countOf(db: Db, statement: string): Promise<number> {
  let count = 0
  await undone(db, async () => {
    const { numAffectedRows } = await sql.raw(statement).execute(db)
    count = Number(numAffectedRows ?? 0)
  })
  return count
}

async function peopleOf(db: Db, statement: string): Promise<ReadonlySet<string>> {
  const found = new Set<string>()
  await undone(db, async () => {
    const { rows } = await sql.raw<{ id: string }>(statement).execute(db)
    for (const { id } of rows) found.add(id)
  })
  return found
}

/** Nothing of it stays; to be refused is to have found nothing. */
async function undone(db: Db, run: () => Promise<void>): Promise<void> {
  await sql`savepoint tried`.execute(db)
  try {
    await run()
  } catch (error) {
    const { code } = error as { code?: string }
    if (code !== '42501' && code !== '23502' && code !== '23514') throw error
  } finally {
    await sql`rollback to savepoint tried`.execute(db)
  }
}

/** A column that the app may change, or the first one where it may change none: that then is refused. */
async function changeable(db: Db, table: string): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    select attname as name from pg_attribute where attrelid = ${table}::regclass and attnum > 0 and not attisdropped
     order by has_column_privilege('airt_app', attrelid, attnum, 'update') desc, attnotnull, attnum limit 1`.execute(
    db,
  )
  return rows[0]?.name ?? ''
}

/** The cells in which the two differ, in words. */
export function differences(due: Cells, tried: Cells): string[] {
  const all = new Set([...due.keys(), ...tried.keys()])
  return [...all]
    .filter((name) => due.get(name) !== tried.get(name))
    .map((name) => `${name}: should be ${due.get(name) ?? 'nothing'}, is ${tried.get(name) ?? 'not tried'}`)
}
