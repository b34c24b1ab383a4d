import { addDays, type CivilDate, civilDate } from '~/shared/civil-date'
import { workingDays } from '~/shared/working-days'
import type { Fact, Life } from '~/transitions/rule'
import { tenFacts } from './lives'

const asOf = civilDate('2026-11-25')
/** What a rule finds as it is stored: its day, the days from the first to the last of it, and what is to be asked when, all as text. */
export type SameFound = {
  rule: string
  occurrence: string
  on: string
  from: string
  to: string
  prompts: readonly { step: string; on: string }[]
}

/** From twelve years on, for so many days: each life is lived by as many of them, the youngest first. */
const AGES = 4_700

const calendar = workingDays()

/** So many invented people with ten dated facts each, all long known, the same at every run. */
export function madeLives(people: number): Life[] {
  return Array.from({ length: people }, (_, n) => madeLife(n))
}

function madeLife(n: number): Life {
  const age = (n * 37) % AGES
  const shift = ((n * 13) % 60) - 30
  const isPupil = age < 1_800
  const facts = (tenFacts[Math.floor((age * tenFacts.length) / AGES)] ?? []).map((fact, which): Fact => {
    const happensOn = addDays(asOf, fact.on + shift)
    return {
      id: `F${n}-${which}`,
      kind: fact.kind,
      happensOn,
      atTime: null,
      endsOn: fact.for === undefined ? null : addDays(happensOn, fact.for),
      certainty: 'official',
      standing: 'fact',
      source: 'import',
      documentRef: null,
      receivedOn: null,
      recordedOn: addDays(happensOn, -400),
      recordedBy: null,
      confirmedOn: null,
      details: fact.details ?? {},
    }
  })
  return {
    bornOn: addDays(asOf, -4_380 - age),
    birthDateCertainty: 'recorded',
    birthDateSource: 'import',
    recordedOn: LONG_AGO,
    recordedBy: null,
    schoolNation: 'scotland',
    pupil: isPupil ? 'yes' : 'no',
    stage: isPupil ? `S${1 + Math.floor(age / 300)}` : null,
    stageSession: isPupil ? '2026/27' : null,
    deferredEntry: false,
    additionalSupportNeeds: 'unknown',
    christmasHolidayFirstDay: {},
    sessionStartsOn: {},
    sessionEndsOn: {},
    attendedWeekStarting: null,
    weeks: [],
    own: { workers: [], programmes: [] },
    openedOn: LONG_AGO,
    closedOn: null,
    closedBecause: null,
    facts: facts.toSorted((one, other) => (one.happensOn < other.happensOn ? -1 : 1)),
    workingDays: calendar,
    settings: {},
  }
}

const LONG_AGO: CivilDate = civilDate('2000-01-01')
