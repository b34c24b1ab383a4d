import type { Db } from '#db/connection.server'
import {
  addSchools,
  type SchoolDays,
  saveSchoolDays,
  schoolDays,
  schoolsNamed,
} from '~/caseload/schools.server'
import { ok, type Result, refused } from '~/shared/result'
import { type Batches, type ImportWork, inBatches } from './batches.server'
import { type Imported, imported } from './imported.server'
import { moveToTheirSchools } from './move-schools.server'
import { readFileRows } from './read-file.server'
import { rederiveAtSchools } from './rederive-many.server'
import { startTally, type Tally } from './report'
import { readSchoolRow, SCHOOL_COLUMNS, type SchoolRow } from './school-row.input'
import { isSame, type School } from './which-school'

/**
 * Brings the days of schools in, session by session, and derives everyone at those schools anew, whatever their organisation:
 * the work must be for everybody.
 */
export async function importSchools(work: ImportWork, bytes: Uint8Array): Promise<Result<Imported, string>> {
  const file = await readFileRows(bytes, SCHOOL_COLUMNS)
  if (!file.ok) return refused(file.reason)

  const tally = startTally(file.value.rows.length + file.value.rejectedRows.length)
  tally.reject(file.value.rejects)
  const rows: SchoolRow[] = []
  const firstRow = new Map<string, number>()
  for (const row of file.value.rows) {
    const read = readSchoolRow(row)
    if (!read.ok) {
      tally.reject(read.rejects)
      continue
    }
    const { school, council, session } = read.value
    const key = `${school}\n${council ?? ''}\n${session}`.toLowerCase()
    const before = firstRow.get(key)
    if (before !== undefined) {
      const reason = `Row ${before} of this file has the same school and session`
      tally.reject([{ row: row.row, column: 'session', value: session, reason }])
      continue
    }
    firstRow.set(key, row.row)
    rows.push(read.value)
  }
  await inBatches(work, async (batches) => {
    const schoolIds = await batches.each((db) => saveAll(db, batches, rows, tally))
    await rederiveAtSchools(work, batches, schoolIds)
  })
  return ok(imported(file.value, SCHOOL_COLUMNS.known, tally.report()))
}

/** @returns the schools whose people are to be derived anew. */
async function saveAll(
  db: Db,
  batches: Batches,
  rows: readonly SchoolRow[],
  tally: Tally,
): Promise<string[]> {
  const names = [...new Set(rows.map(({ school }) => school))]
  await addSchools(db, missing(await schoolsNamed(db, names), rows))
  const schools = await schoolsNamed(db, names)
  const meant = rows.flatMap((row) => {
    const school = schoolOf(schools, row)
    if (school !== null) return [{ row, school }]
    tally.reject([
      {
        row: row.row,
        column: 'council',
        value: '',
        reason: 'Several schools have this name: give the council',
      },
    ])
    return []
  })
  const schoolIds = [...new Set(meant.map(({ school }) => school.id))]
  const held = new Map((await schoolDays(db, schoolIds)).map((days) => [keyOf(days), days]))
  const toSave = new Map<string, SchoolDays>()
  for (const { row, school } of meant) {
    const key = keyOf({ schoolId: school.id, session: row.session })
    const before = toSave.get(key) ?? held.get(key)
    const now = {
      schoolId: school.id,
      session: row.session,
      startsOn: row.sessionStartsOn ?? before?.startsOn ?? null,
      christmasHolidayFirstDay: row.christmasHolidayFirstDay ?? before?.christmasHolidayFirstDay ?? null,
      endsOn: row.sessionEndsOn ?? before?.endsOn ?? null,
    }
    const wrong = whyWrong(row, now)
    if (wrong !== null) {
      tally.reject([wrong])
      continue
    }
    const isUnchanged =
      before !== undefined &&
      before.startsOn === now.startsOn &&
      before.christmasHolidayFirstDay === now.christmasHolidayFirstDay &&
      before.endsOn === now.endsOn
    tally.count(isUnchanged ? 'unchanged' : before === undefined ? 'added' : 'changed')
    if (!isUnchanged) toSave.set(key, now)
  }
  await saveSchoolDays(db, [...toSave.values()])
  await moveToTheirSchools(db, batches, names)
  await batches.account(db, { act: 'schools.import', detail: { sessions: toSave.size } })
  return (await schoolsNamed(db, names)).map(({ id }) => id)
}

function keyOf({ schoolId, session }: Pick<SchoolDays, 'schoolId' | 'session'>): string {
  return `${schoolId} ${session}`
}

/** The schools of a file that are not known by their name, or by their name in that council. */
function missing(known: readonly School[], rows: readonly SchoolRow[]): Pick<School, 'name' | 'council'>[] {
  const all: Pick<School, 'name' | 'council'>[] = [...known]
  const made: Pick<School, 'name' | 'council'>[] = []
  for (const { school: name, council } of rows) {
    const isKnown = all.some(
      (school) => isSame(school.name, name) && (council === null || isSame(school.council ?? '', council)),
    )
    if (isKnown) continue
    all.push({ name, council })
    made.push({ name, council })
  }
  return made
}

/** Null where several have that name and the row does not say in which council. */
function schoolOf(schools: readonly School[], { school: name, council }: SchoolRow): School | null {
  const named = schools.filter((school) => isSame(school.name, name))
  if (council !== null) return named.find((school) => isSame(school.council ?? '', council)) ?? null
  const plain = named.find((school) => school.council === null)
  if (plain && (plain.hasDays || named.length === 1)) return plain
  const inCouncils = named.filter((school) => school.council !== null)
  return inCouncils.length === 1 ? (inCouncils[0] ?? null) : null
}

/** Days that the row leaves empty and that are held may not fit those it gives. */
function whyWrong(row: SchoolRow, { startsOn, christmasHolidayFirstDay, endsOn }: SchoolDays) {
  const remark = (column: string, value: string | null, reason: string) => ({
    row: row.row,
    column,
    value: value ?? '',
    reason,
  })
  if (startsOn !== null && endsOn !== null && endsOn < startsOn) {
    return remark('session_ends_on', row.sessionEndsOn, 'The session ends before it starts')
  }
  const christmas = christmasHolidayFirstDay
  const isOutside =
    christmas !== null &&
    ((startsOn !== null && christmas < startsOn) || (endsOn !== null && christmas > endsOn))
  return isOutside
    ? remark('christmas_holiday_first_day', row.christmasHolidayFirstDay, 'This day is not in the session')
    : null
}
