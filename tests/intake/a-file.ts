import { stringify } from 'csv-stringify/sync'
import { type Db, sql } from '#db/connection.server'
import type { ImportWork } from '~/intake/batches.server'
import { importAttendance } from '~/intake/import-attendance.server'
import { importKeyDates } from '~/intake/import-key-dates.server'
import { importPeople } from '~/intake/import-people.server'
import { importSchools } from '~/intake/import-schools.server'
import { importWorkingDays } from '~/intake/import-working-days.server'
import type { Imported } from '~/intake/imported.server'
import type { Result } from '~/shared/result'
import { today } from '../support/builders'
import { building } from '../support/database'

export type Rows = readonly Readonly<Record<string, string | undefined>>[]

/** The bytes of a file with these rows; a column is there when a row has it. */
export function fileOf(rows: Rows): Uint8Array {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  return Buffer.from(stringify([...rows], { header: true, columns }))
}

/** An import within the transaction of a test. */
function within(db: Db): ImportWork {
  return { inTransaction: (run) => run(db), mode: 'save', by: 'tests', progress: () => undefined }
}

export function bringPeople(db: Db, organisationId: string, rows: Rows, on = today) {
  const columns = rows.map((row) => ({ given_name: 'Calum', family_name: 'Reid', ...row }))
  return reported(building(db, () => importPeople(within(db), organisationId, fileOf(columns), on)))
}

export function bringKeyDates(db: Db, organisationId: string, rows: Rows, on = today) {
  return reported(building(db, () => importKeyDates(within(db), organisationId, fileOf(rows), on)))
}

export function bringAttendance(db: Db, organisationId: string, rows: Rows, on = today) {
  return reported(building(db, () => importAttendance(within(db), organisationId, fileOf(rows), on)))
}

export function bringSchools(db: Db, rows: Rows) {
  return reported(building(db, () => importSchools(within(db), fileOf(rows))))
}

export function bringWorkingDays(db: Db, organisationId: string, rows: Rows) {
  return reported(building(db, () => importWorkingDays(within(db), organisationId, fileOf(rows))))
}

async function reported(running: Promise<Result<Imported, string>>) {
  const outcome = await running
  if (!outcome.ok) throw new Error(outcome.reason)
  return outcome.value.report
}

/** The person of that reference as the table holds them. */
export async function personOf(db: Db, organisationId: string, reference: string) {
  return building(db, () =>
    db
      .selectFrom('app.person')
      .where('organisation_id', '=', organisationId)
      .where('reference', '=', reference)
      .selectAll()
      .executeTakeFirstOrThrow(),
  )
}

/** The facts of somebody as the table holds them, in the order of their days. */
export async function factsOf(db: Db, organisationId: string, reference: string) {
  return building(db, () =>
    db
      .selectFrom('app.fact as fact')
      .innerJoin('app.person as person', 'person.id', 'fact.person_id')
      .where('person.organisation_id', '=', organisationId)
      .where('person.reference', '=', reference)
      .selectAll('fact')
      .orderBy('fact.happens_on')
      .orderBy('fact.kind')
      .execute(),
  )
}

/** What the rules find for somebody: the day of each rule, those gone apart. */
export async function foundFor(db: Db, organisationId: string, reference: string) {
  const { rows } = await building(db, () =>
    sql<{ rule: string; fallsOn: string | null; version: number }>`
      select t.rule, t.falls_on as "fallsOn", t.version from app.transition t join app.person p on p.id = t.person_id
       where p.organisation_id = ${organisationId} and p.reference = ${reference} and t.gone_at is null
       order by t.rule, t.falls_on`.execute(db),
  )
  return rows
}
