import { type Db, sql } from '#db/connection.server'
import { peopleOfWork } from '~/access/visible.server'
import type { CivilDate } from '~/shared/civil-date'
import { deriveFor } from '~/transitions/derive.server'
import { MORE_THAN_OPEN, type SaidWeek } from './attendance-row.input'
import type { Batches } from './batches.server'
import { meant } from './held-people.server'
import type { Tally, Verdict } from './report'

type Week = {
  personId: string
  weekStarting: CivilDate
  openings: number
  present: number
  absentExplained: number
  absentUnexplained: number
  excluded: number
  longestUnexplainedRunDays: number
}

export type WeekRows = {
  organisationId: string
  rows: readonly SaidWeek[]
  tally: Tally
  today: CivilDate
}

/** Saves weeks in the caller's transaction, with what the rules find then, and accounts for it. */
export async function saveWeeks(
  db: Db,
  { account }: Pick<Batches, 'account'>,
  { organisationId, rows, tally, today }: WeekRows,
): Promise<void> {
  const people = await peopleMeant(db, organisationId, rows)
  const weeks = await weeksHeld(db, [...people.values()])
  const counts = { added: 0, changed: 0, unchanged: 0, rejected: 0 }
  const toSave = new Map<string, Week>()
  for (const row of rows) {
    const personId = people.get(row.reference)
    const refusal = personId === undefined ? nobody(row) : null
    const held = weeks.get(`${personId} ${row.weekStarting}`)
    const week = weekOf(personId ?? '', row, held)
    if (refusal !== null || isMoreThanOpen(week)) {
      tally.reject([refusal ?? tooMany(row)])
      counts.rejected += 1
      continue
    }
    const verdict = verdictOf(week, held)
    tally.count(verdict)
    counts[verdict] += 1
    if (verdict === 'unchanged') continue
    const key = `${personId} ${row.weekStarting}`
    weeks.set(key, week)
    toSave.set(key, week)
  }
  const saved = [...toSave.values()]
  await writeWeeks(db, organisationId, saved, today)
  await deriveFor(db, [...new Set(saved.map(({ personId }) => personId))])
  await account(db, {
    act: 'attendance.import',
    people: [...new Set(people.values())],
    detail: { organisationId, ...counts },
  })
}

/** Whom each reference means, locked until the transaction ends. */
async function peopleMeant(
  db: Db,
  organisationId: string,
  rows: readonly SaidWeek[],
): Promise<Map<string, string>> {
  const references = [...new Set(rows.map(({ reference }) => reference))]
  const people = await peopleOfWork(db)
    .innerJoin(meant(db, organisationId, references).as('meant'), 'meant.personId', 'person.id')
    .select(['person.id', 'meant.reference'])
    .orderBy('person.id')
    .forNoKeyUpdate('person')
    .execute()
  return new Map(people.map(({ id, reference }) => [reference ?? '', id]))
}

async function weeksHeld(db: Db, people: readonly string[]): Promise<Map<string, Week>> {
  if (people.length === 0) return new Map()
  const rows = await db
    .selectFrom('app.attendance')
    .where('person_id', 'in', people)
    .select([
      'person_id as personId',
      'week_starting as weekStarting',
      'openings',
      'present',
      'absent_explained as absentExplained',
      'absent_unexplained as absentUnexplained',
      'excluded',
      'longest_unexplained_run_days as longestUnexplainedRunDays',
    ])
    .execute()
  return new Map(rows.map((week) => [`${week.personId} ${week.weekStarting}`, week]))
}

/** A cell that is empty says what is held, and nothing of a week that is new. */
function weekOf(personId: string, row: SaidWeek, held: Week | undefined): Week {
  const { weekStarting, openings, present } = row
  return {
    personId,
    weekStarting,
    openings,
    present,
    absentExplained: row.absentExplained ?? held?.absentExplained ?? 0,
    absentUnexplained: row.absentUnexplained ?? held?.absentUnexplained ?? 0,
    excluded: row.excluded ?? held?.excluded ?? 0,
    longestUnexplainedRunDays: row.longestUnexplainedRunDays ?? held?.longestUnexplainedRunDays ?? 0,
  }
}

/** What the row leaves empty and is held may not fit what it gives. */
function isMoreThanOpen({ openings, present, absentExplained, absentUnexplained, excluded }: Week): boolean {
  return present + absentExplained + absentUnexplained + excluded > openings
}

function verdictOf(week: Week, held: Week | undefined): Verdict {
  if (held === undefined) return 'added'
  const names = Object.keys(week) as (keyof Week)[]
  return names.every((name) => week[name] === held[name]) ? 'unchanged' : 'changed'
}

async function writeWeeks(
  db: Db,
  organisationId: string,
  weeks: readonly Week[],
  today: CivilDate,
): Promise<void> {
  if (weeks.length === 0) return
  await sql`
    insert into app.attendance as a (organisation_id, person_id, week_starting, openings, present, absent_explained, absent_unexplained,
        excluded, longest_unexplained_run_days, recorded_on, changed_by)
    select ${organisationId}::uuid, r."personId", r."weekStarting", r.openings, r.present, r."absentExplained", r."absentUnexplained",
        r.excluded, r."longestUnexplainedRunDays", ${today}::date, (select sec.uid())
      from jsonb_to_recordset(${JSON.stringify(weeks)}::jsonb) r ("personId" uuid, "weekStarting" date, openings int, present int,
        "absentExplained" int, "absentUnexplained" int, excluded int, "longestUnexplainedRunDays" int)
    on conflict (organisation_id, person_id, week_starting) do update set
        openings = excluded.openings, present = excluded.present, absent_explained = excluded.absent_explained,
        absent_unexplained = excluded.absent_unexplained, excluded = excluded.excluded,
        longest_unexplained_run_days = excluded.longest_unexplained_run_days, recorded_on = excluded.recorded_on,
        version = a.version + 1, changed_by = excluded.changed_by, changed_at = now()`.execute(db)
}

function nobody({ row, reference }: SaidWeek) {
  const reason = 'There is nobody with this reference: import the people first'
  return { row, column: 'reference', value: reference, reason }
}

function tooMany({ row, openings }: SaidWeek) {
  return { row, column: 'openings', value: String(openings), reason: MORE_THAN_OPEN }
}
