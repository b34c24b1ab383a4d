import { isPassing } from '~/caseload/staleness'
import { type CivilDate, formatDay, parseCivilDate } from '~/shared/civil-date'
import type { Basis, Certainty, Fact, Found, Life, Told } from './rule'

/** What domain/A0 lets us call a recorded day. */
export function certaintyOf(fact: Fact): Certainty {
  if (isReported(fact)) return 'reported'
  return fact.certainty === 'official' && fact.documentRef && fact.receivedOn
    ? 'official-recorded'
    : 'recorded'
}

/** Said by the young person or family, or somebody's opinion: never shown as a fact. */
export function isReported(fact: Fact): boolean {
  return fact.certainty === 'reported' || fact.standing !== 'fact'
}

/** The paper that a recorded day still lacks. */
export function gapsOf(fact: Fact): readonly string[] {
  return certaintyOf(fact) === 'recorded' ? NO_PAPER : NONE
}

const NO_PAPER = ['the day in writing, with its reference and the day it came']
const NONE: readonly never[] = []

/** What statute derives from a fact: reported in, reported out. */
export function derivedFrom(fact: Fact): Certainty {
  return isReported(fact) ? 'reported' : 'statutory-derived'
}

/** An estimated or disputed birth date makes every age reported (domain/A, G-5). */
export function derivedFromBirth(life: Life): Certainty {
  return life.birthDateCertainty === 'recorded' ? 'statutory-derived' : 'reported'
}

export function factsOf(life: Life, kinds: ReadonlySet<string>): Fact[] {
  const facts: Fact[] = []
  for (const fact of life.facts) if (kinds.has(fact.kind)) facts.push(fact)
  return facts
}

export function lastOf(life: Life, kind: string): Fact | null {
  const { facts } = life
  for (let at = facts.length - 1; at >= 0; at -= 1) {
    const fact = facts[at] as Fact
    if (fact.kind === kind) return fact
  }
  return null
}

/** The order in which things happened, the same whatever order they came in. */
export function asTheyHappened(one: Fact, other: Fact): number {
  if (one.happensOn !== other.happensOn) return one.happensOn < other.happensOn ? -1 : 1
  if (one.recordedOn !== other.recordedOn) return one.recordedOn < other.recordedOn ? -1 : 1
  return one.id < other.id ? -1 : one.id > other.id ? 1 : 0
}

export function restsOn(fact: Fact): Basis {
  return { of: 'fact', fact, passing: isPassing(fact) }
}

/** A thing on the person's own record. */
export function own(thing: string, value: string): Basis {
  return { of: 'person', thing, value, passing: thing === 'stage' }
}

/** Things of our own side, which nobody changes on the person's record. */
export const ourOwn: ReadonlySet<string> = new Set([
  'worker_until',
  'programme_started',
  'programme_ended',
  'funded_until',
])

/** The page reads the birth date itself, beside the record. */
export const birthDate: readonly Basis[] = [
  { of: 'person', thing: 'date_of_birth', value: null, passing: false },
]

/** A whole finding from the little that most rules say. */
export function found(
  part: Partial<Found> & Pick<Found, 'date' | 'certainty' | 'lawVersion' | 'knownFrom'>,
): Found {
  return {
    occurrence: part.occurrence ?? 'once',
    date: part.date,
    window: part.window ?? null,
    certainty: part.certainty,
    prompts: part.prompts ?? NONE,
    duties: part.duties ?? NONE,
    dataGaps: part.dataGaps ?? NONE,
    warnings: part.warnings ?? NONE,
    basis: part.basis ?? NONE,
    expectedStage: part.expectedStage ?? null,
    urgent: part.urgent ?? false,
    scope: part.scope ?? null,
    round: part.round ?? null,
    knownFrom: part.knownFrom,
    stillRuns: part.stillRuns ?? false,
    overBecause: part.overBecause ?? null,
    asksFrom: part.asksFrom ?? null,
    lawVersion: part.lawVersion,
    because: part.because ?? '',
    rule: null,
    cluster: null,
  }
}

export function dayInWords(day: CivilDate | null): string {
  return day === null ? 'a day not known yet' : formatDay(day, 'short')
}

/** Whether this mark stands among those in `because`. */
export function isMarked({ because }: Pick<Told, 'because'>, mark: string): boolean {
  return because.split(' ').includes(mark)
}

/**
 * The day on which they plan to leave school, where it is later than the day by law: the steps before it count from that day, and
 * the day by law stays (domain/A). Null where nobody plans otherwise.
 */
export function plannedOn({ because }: Pick<Told, 'because'>): CivilDate | null {
  return parseCivilDate(/\bplanned (\S+)/.exec(because)?.[1] ?? '')
}
