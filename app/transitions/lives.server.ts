import type { RawBuilder } from 'kysely'
import { type Db, sql } from '#db/connection.server'
import type { CivilDate } from '~/shared/civil-date'
import { type CalendarDay, type WorkingDays, workingDays } from '~/shared/working-days'
import { type OwnSettings, ownSettingsIn, type StoredOwnSettings } from './own-settings'
import { PackedValues } from './packed-values'
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
  /** How many people they are, then each of them as sec.lives packs them. */
  packed: string
  around: Around
  own: Record<string, OwnRecords> | null
  settings: StoredOwnSettings
}

function livesIn({ packed, around, own, settings }: Read): Lives {
  const surroundings = surroundingsIn(around, own ?? {}, ownSettingsIn(settings))
  return {
    people: new PackedValues(packed).number(),
    *[Symbol.iterator]() {
      const values = new PackedValues(packed)
      for (let left = values.number(); left > 0; left -= 1) yield unpack(values, surroundings)
    },
  }
}

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
const noOwn: OwnRecords = { workers: [], programmes: [] }

/** Written out, a property after the one before it: this runs for everyone in the country. */
function unpack(values: PackedValues, { calendarOf, settingsOf, schools, own }: Surroundings): HeldLife {
  const id = values.text()
  const organisationId = values.text()
  const bornOn = values.dayOrNull()
  const birthDateCertainty = values.word() as Life['birthDateCertainty']
  const birthDateSource = values.text()
  const recordedOn = values.day()
  const recordedBy = values.textOrNull()
  const schoolNation = values.word() as Life['schoolNation']
  const pupil = values.word() as Life['pupil']
  const stage = values.textOrNull()
  const stageSession = values.textOrNull()
  const deferredEntry = values.textOrNull() !== null
  const additionalSupportNeeds = values.word() as Life['additionalSupportNeeds']
  const school = schools[values.textOrNull() ?? ''] ?? noSchool
  const openedOn = values.day()
  const closedOn = values.dayOrNull()
  const closedBecause = values.textOrNull()
  const digest = values.textOrNull()
  const facts = values.several(factIn)
  const weeks = values.several(weekIn)
  const set = settingsOf(organisationId)
  const life: Life = {
    bornOn,
    birthDateCertainty,
    birthDateSource,
    recordedOn,
    recordedBy,
    schoolNation,
    pupil,
    stage,
    stageSession,
    deferredEntry,
    additionalSupportNeeds,
    christmasHolidayFirstDay: school.holidays,
    sessionStartsOn: school.starts,
    sessionEndsOn: school.ends,
    attendedWeekStarting: lastAttended(weeks),
    weeks,
    own: own[id] ?? noOwn,
    openedOn,
    closedOn,
    closedBecause,
    facts,
    workingDays: calendarOf(organisationId),
    settings: set.settings,
  }
  return { id, organisationId, digest, life, graceDays: set.graceDays }
}

function lastAttended(weeks: readonly SchoolWeek[]): CivilDate | null {
  return weeks.findLast(({ present }) => present > 0)?.starting ?? null
}

/** A property is read where it stands: each after the one before it. */
function factIn(values: PackedValues): Fact {
  return {
    id: values.text(),
    kind: values.word(),
    happensOn: values.day(),
    atTime: values.textOrNull(),
    endsOn: values.dayOrNull(),
    certainty: values.word() as Fact['certainty'],
    standing: values.word() as Fact['standing'],
    source: values.text(),
    documentRef: values.textOrNull(),
    receivedOn: values.dayOrNull(),
    recordedOn: values.day(),
    recordedBy: values.textOrNull(),
    confirmedOn: values.dayOrNull(),
    details: detailsIn(values),
  }
}

function detailsIn(values: PackedValues): Fact['details'] {
  const text = values.textOrNull()
  return text === null ? noDays : JSON.parse(text)
}

function weekIn(values: PackedValues): SchoolWeek {
  return {
    id: values.text(),
    starting: values.day(),
    openings: values.number(),
    present: values.number(),
    explained: values.number(),
    excluded: values.number(),
    unexplainedDays: values.number(),
    recordedOn: values.day(),
  }
}
