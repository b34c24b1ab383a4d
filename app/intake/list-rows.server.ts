import type { Db } from '#db/connection.server'
import { calendarOf } from '~/organisations/calendar.server'
import type { CivilDate } from '~/shared/civil-date'
import { ok, type Result } from '~/shared/result'
import { aroundPeople } from './around-people.server'
import { type Batches, batchesOf } from './batches.server'
import { factsIn } from './import-key-dates.server'
import { peopleIn } from './import-people.server'
import type { Importer } from './importer'
import { type OpenList, rowsOfList } from './list-turn.server'
import { type MaybeThere, maybeThere } from './maybe-there.server'
import { startTally, type Tally } from './report'
import { saveFactRows } from './save-fact-rows.server'
import { savePeopleRows } from './save-people-rows.server'

/** The rows of a list as they were read, in batches that are the same whenever it is read: all that is about one person in one of them. */
export type ListRows = {
  read: number
  /** What is wrong in rows that cannot be read, and what is odd in those that can. */
  reading: Tally
  cells: ReadonlyMap<number, Readonly<Record<string, string>>>
  batches: readonly ListBatch[]
  /** Those that may be about somebody who is there already. */
  maybeThere: (db: Db) => Promise<MaybeThere[]>
}

export type ListBatch = {
  rows: readonly { row: number; reference: string }[]
  save: (db: Db, account: Batches['account'], importer: Importer, tally: Tally) => Promise<void>
}

/** So many rows are saved at a time: enough to go quickly, few enough that it is seen how far it is. */
const A_BATCH = 100

/** `db` is only asked for what stands beside people: schools, which are made where they are new, teams, colleagues, working days. */
export async function readList(
  db: Db,
  list: OpenList,
  importer: Importer,
  today: CivilDate,
): Promise<Result<ListRows, string>> {
  return list.kind === 'people' ? readPeople(db, list, importer, today) : readDates(db, list, today)
}

async function readPeople(db: Db, list: OpenList, importer: Importer, today: CivilDate) {
  const file = await rowsOfList<PeopleColumn>(list)
  if (!file.ok) return file
  const { organisationId } = list
  const reading = startTally(0)
  const rows = peopleIn(file.value, reading, today)
  const around = await aroundPeople(db, organisationId, rows, importer)
  return ok({
    ...inCells(file.value),
    reading,
    maybeThere: (inside: Db) => maybeThere(inside, organisationId, rows),
    batches: batchesOf(rows, ({ reference }) => reference, A_BATCH).map(
      (some): ListBatch => ({
        rows: some,
        save: (inside, account, as, tally) =>
          savePeopleRows(
            inside,
            { account },
            { organisationId, rows: some, tally, today, importer: as },
            around,
          ),
      }),
    ),
  })
}

async function readDates(db: Db, list: OpenList, today: CivilDate) {
  const file = await rowsOfList<KeyDateColumn>(list)
  if (!file.ok) return file
  const { organisationId } = list
  const reading = startTally(0)
  const rows = factsIn(file.value, reading, today, await calendarOf(db, organisationId))
  return ok({
    ...inCells(file.value),
    reading,
    maybeThere: async () => [],
    batches: batchesOf(rows, ({ reference }) => reference, A_BATCH).map(
      (some): ListBatch => ({
        rows: some,
        save: (inside, account, as, tally) =>
          saveFactRows(inside, { account }, { organisationId, rows: some, tally, today, importer: as }),
      }),
    ),
  })
}

type PeopleColumn =
  Parameters<typeof peopleIn>[0]['rows'][number]['cells'] extends Record<infer Column, string>
    ? Column
    : never
type KeyDateColumn =
  Parameters<typeof factsIn>[0]['rows'][number]['cells'] extends Record<infer Column, string> ? Column : never

function inCells({ rows, rejectedRows }: { rows: Numbered[]; rejectedRows: Numbered[] }) {
  const all = [...rows, ...rejectedRows]
  return { read: all.length, cells: new Map(all.map(({ row, cells }) => [row, cells])) }
}

type Numbered = { row: number; cells: Readonly<Record<string, string>> }
