import { randomUUID } from 'node:crypto'
import { type Db, sql } from '#db/connection.server'
import { asDefiner } from '../support/database'
import { type Beside, insertInto, personTables, type Row, type Someone } from './rows-of-a-person'

/** The scopes in which a row may lie where each row has its own. */
export const rowScopes = [4, 8, 16, 64, 128, 256] as const

export type IdsInScope = ReadonlyMap<number, { transitionId: string; factId: string }>

/**
 * A row of this person in every table, and in every scope where rows have their own; `dress` may put words into them.
 * Returns the transition and the fact of each scope.
 */
export async function fill(
  db: Db,
  person: Someone,
  beside: Omit<Beside, 'transitionId' | 'factId'>,
  dress: (table: string, row: Row) => Row = (_table, row) => row,
): Promise<IdsInScope> {
  const ids = new Map(
    rowScopes.map((scope) => [scope as number, { transitionId: randomUUID(), factId: randomUUID() }]),
  )
  const statements: string[] = []
  for (const [scope, { transitionId, factId }] of ids) {
    const named: Record<string, string> = { 'app.fact': factId, 'app.transition': transitionId }
    for (const [table, { scope: where, row }] of Object.entries(personTables)) {
      const isHere = where === 'each row' || (scope === rowScopes[0] && table !== 'app.person')
      if (!isHere) continue
      const id = named[table]
      const made = row(person, { ...beside, transitionId, factId }, scope)
      statements.push(insertInto(table, dress(table, { ...made, ...(id && { id }) })))
    }
  }
  await insertAll(db, statements)
  return ids
}

/** What only the database's own functions write is written as them. */
async function insertAll(db: Db, statements: readonly string[]): Promise<void> {
  const { rows } = await sql<{
    name: string
  }>`select name from unnest(${Object.keys(personTables)}::text[]) name
    where not has_table_privilege('airt_jobs', name, 'insert')`.execute(db)
  const closed = new Set(rows.map(({ name }) => name))
  const isClosed = (statement: string) => closed.has(statement.split(' ', 3)[2] ?? '')
  await sql.raw(block(statements.filter((each) => !isClosed(each)))).execute(db)
  await asDefiner(db, () => sql.raw(block(statements.filter(isClosed))).execute(db))
}

function block(statements: readonly string[]): string {
  return `do $block$ begin ${statements.join('; ')}; end $block$`
}
