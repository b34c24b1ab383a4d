import { randomUUID } from 'node:crypto'
import { type Db, sql } from '#db/connection.server'
import { type FieldKeys, keysToWrite, sealField } from '~/access/field-keys.server'
import { type SealedTable, sealedColumns } from '~/access/sealed-fields'
import { civilDate } from '~/shared/civil-date'
import { asDefiner } from '../support/database'
import { type Beside, insertInto, personTables, type Row, type Someone } from './rows-of-a-person'

/** The scopes in which a row may lie where each row has its own. */
export const rowScopes = [4, 8, 16, 64, 128, 256] as const

type Made = 'transitionId' | 'factId' | 'sessionId' | 'referralId' | 'addressId' | 'numberId' | 'weekId'

export type IdsInScope = ReadonlyMap<number, Pick<Beside, Made>>

/**
 * A row of this person in every table, and in every scope where rows have their own; `dress` may put words into them.
 * Returns the transition and the fact of each scope, and the one session, referral, address and row of numbers. What is kept sealed is
 * sealed as the app does it.
 */
export async function fill(
  db: Db,
  person: Someone,
  beside: Omit<Beside, Made | 'otherProgramme' | 'otherId'>,
  dress: (table: string, row: Row) => Row = (_table, row) => row,
): Promise<IdsInScope> {
  const once = {
    sessionId: randomUUID(),
    referralId: randomUUID(),
    addressId: randomUUID(),
    numberId: randomUUID(),
    weekId: randomUUID(),
  }
  const keys = await keysToWrite(db, person, 0)
  const otherId = await somebodyElse(db, person)
  const ids = new Map(
    rowScopes.map((scope) => [
      scope as number,
      { transitionId: randomUUID(), factId: randomUUID(), ...once },
    ]),
  )
  const statements: string[] = []
  for (const [scope, { transitionId, factId }] of ids) {
    const named: Record<string, string> = {
      'app.fact': factId,
      'app.transition': transitionId,
      'app.session': once.sessionId,
      'app.referral': once.referralId,
      'app.person_address': once.addressId,
      'app.person_number': once.numberId,
      'app.attendance': once.weekId,
    }
    for (const [table, { scope: where, row }] of Object.entries(personTables)) {
      const isHere = where === 'each row' || (scope === rowScopes[0] && table !== 'app.person')
      if (!isHere) continue
      const id = named[table]
      const made = row(person, { ...beside, transitionId, factId, ...once, otherId }, scope)
      statements.push(insertInto(table, sealed(keys, table, dress(table, { ...made, ...(id && { id }) }))))
    }
  }
  await insertAll(db, statements)
  return ids
}

function sealed(keys: FieldKeys, table: string, row: Row): Row {
  const columns: readonly string[] = isSealed(table) ? sealedColumns[table] : []
  const seal = ([column, value]: [string, Row[string]]) => {
    if (!columns.includes(column) || typeof value !== 'string') return [column, value]
    return [column, sealField(keys, { table: table as SealedTable, column }, value)]
  }
  return Object.fromEntries(Object.entries(row).map(seal))
}

function isSealed(table: string): table is SealedTable {
  return Object.hasOwn(sealedColumns, table)
}

/** The same one for everybody of an organisation, with whom nobody works. */
async function somebodyElse(db: Db, { organisationId }: Someone): Promise<string> {
  const of = { organisation_id: organisationId, given_name: 'Somebody', family_name: 'Else' }
  const { rows } = await sql<{ id: string }>`select id from app.person
    where organisation_id = ${organisationId} and given_name = 'Somebody' and family_name = 'Else'`.execute(
    db,
  )
  if (rows[0]) return rows[0].id
  const { id } = await db
    .insertInto('app.person')
    .values({ ...of, opened_on: civilDate('2026-01-05'), recorded_on: civilDate('2026-01-05') })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
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

/** A card that rows may name, as it lies before anybody has looked at it; once. */
export async function aCard(db: Db): Promise<void> {
  await sql`insert into app.card (id, title, place_and_moment, myth, ages, minutes, content_hash)
    values ('T01', 'A card', 'Somewhere', 'Somebody said so', '{C}', 10, 'none') on conflict do nothing`.execute(
    db,
  )
}
