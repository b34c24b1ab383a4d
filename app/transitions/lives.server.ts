import type { RawBuilder } from 'kysely'
import { type Db, sql } from '#db/connection.server'
import type { CivilDate } from '~/shared/civil-date'
import { type CalendarDay, type WorkingDays, workingDays } from '~/shared/working-days'
import { type OwnSettings, ownSettingsIn, type StoredOwnSettings } from './own-settings'
import type { Fact, Life, OwnRecords, SchoolWeek } from './rule'

export type HeldLife = {
  id: string
  organisationId: string
  /** What was derived of this person last; null when nothing ever was. */
  digest: string | null
  life: Life
  /** The days of grace of the rules that their organisation changed, by code. */
  graceDays: Readonly<Record<string, number>>
}

/** Each life is unpacked when it is come to, so that of many only one is held at a time. */
export type Lives = Iterable<HeldLife> & { readonly people: number }

/** Everything that the rules may see of these people, in one query however many there are. */
export async function livesOf(db: Db, people: readonly string[]): Promise<Lives> {
  return (await livesWith(db, people, sql<null>`null`)).lives
}

/** The same, and something else that is read in the same query. */
export async function livesWith<Other>(db: Db, people: readonly string[], other: RawBuilder<Other>) {
  const { rows } = await sql<Read & { other: Other }>`
    select sec.lives(${people}::uuid[]) as packed, sec.surroundings(${people}::uuid[]) as around,
      sec.own_records(${people}::uuid[]) as own, sec.rule_settings(${people}::uuid[]) as settings, ${other} as other`.execute(
    db,
  )
  const [read] = rows
  if (!read) throw new Error('A query of one row answered with none')
  return { lives: livesIn(read), other: read.other }
}

/** `own` is null when our own records hold nothing of any of them. */
type Read = {
  packed: string | null
  around: Around
  own: Record<string, OwnRecords> | null
  settings: StoredOwnSettings
}

function livesIn({ packed, around, own, settings }: Read): Lives {
  const each = packed?.split(PERSON) ?? []
  const surroundings = surroundingsIn(around, own ?? {}, ownSettingsIn(settings))
  return {
    people: each.length,
    *[Symbol.iterator]() {
      for (const life of each) yield unpack(life, surroundings)
    },
  }
}

/** The marks that divide what sec.lives packs: people, their fields, their facts or weeks, the fields of one. */
const PERSON = '\x1d'
const FIELD = '\x1f'
const FACT = '\x1e'
const PART = '\x1c'

type DayBySession = Readonly<Record<string, CivilDate>>
type SchoolDays = { holidays: DayBySession; starts: DayBySession; ends: DayBySession }
type Schools = Readonly<Record<string, SchoolDays>>
type Around = { calendars: Record<string, CalendarDay[]>; schools: Schools }
type Own = Readonly<Record<string, OwnRecords>>
type Surroundings = {
  calendarOf: (organisationId: string) => WorkingDays
  settingsOf: OwnSettings
  schools: Schools
  own: Own
}

function surroundingsIn({ calendars, schools }: Around, own: Own, settingsOf: OwnSettings): Surroundings {
  const made = new Map<string, WorkingDays>()

  function calendarOf(organisationId: string): WorkingDays {
    const own = calendars[organisationId]
    if (!own) return plainCalendar
    const calendar = made.get(organisationId) ?? workingDays(own)
    made.set(organisationId, calendar)
    return calendar
  }

  return { calendarOf, settingsOf, schools, own }
}

const plainCalendar = workingDays()
const noDays = {}
const noSchool: SchoolDays = { holidays: noDays, starts: noDays, ends: noDays }
const noWeeks: readonly SchoolWeek[] = []
const noOwn: OwnRecords = { workers: [], programmes: [] }

/** What the database packed is what its own columns allow. */
function unpack(packed: string, { calendarOf, settingsOf, schools, own }: Surroundings): HeldLife {
  const field = packed.split(FIELD)
  const organisationId = field[1] ?? ''
  const school = (field[13] && schools[field[13]]) || noSchool
  const facts = field[18]
  const weeks = field[19] ? field[19].split(FACT).map(unpackWeek) : noWeeks
  const set = settingsOf(organisationId)
  const life = {
    bornOn: field[2] || null,
    birthDateCertainty: field[3],
    birthDateSource: field[4],
    recordedOn: field[5],
    recordedBy: field[6] || null,
    schoolNation: field[7],
    pupil: field[8],
    stage: field[9] || null,
    stageSession: field[10] || null,
    deferredEntry: field[11] === 't',
    additionalSupportNeeds: field[12],
    christmasHolidayFirstDay: school.holidays,
    sessionStartsOn: school.starts,
    sessionEndsOn: school.ends,
    attendedWeekStarting: lastAttended(weeks),
    weeks,
    own: own[field[0] ?? ''] ?? noOwn,
    openedOn: field[14],
    closedOn: field[15] || null,
    closedBecause: field[16] || null,
    facts: facts ? facts.split(FACT).map(unpackFact) : [],
    workingDays: calendarOf(organisationId),
    settings: set.settings,
  } as unknown as Life
  return { id: field[0] ?? '', organisationId, digest: field[17] || null, life, graceDays: set.graceDays }
}

function lastAttended(weeks: readonly SchoolWeek[]): CivilDate | null {
  return weeks.findLast(({ present }) => present > 0)?.starting ?? null
}

function unpackWeek(packed: string): SchoolWeek {
  const part = packed.split(PART)
  return {
    id: part[0] ?? '',
    starting: part[1] as CivilDate,
    openings: Number(part[2]),
    present: Number(part[3]),
    explained: Number(part[4]),
    excluded: Number(part[5]),
    unexplainedDays: Number(part[6]),
    recordedOn: part[7] as CivilDate,
  }
}

function unpackFact(packed: string): Fact {
  const part = packed.split(PART)
  return {
    id: part[1] || part[0],
    kind: part[2],
    happensOn: part[3],
    atTime: part[4] || null,
    endsOn: part[5] || null,
    certainty: part[6],
    standing: part[7],
    source: part[8],
    documentRef: part[9] || null,
    receivedOn: part[10] || null,
    recordedOn: part[11],
    recordedBy: part[12] || null,
    confirmedOn: part[13] || null,
    details: part[14] ? JSON.parse(part[14]) : noDays,
  } as unknown as Fact
}
