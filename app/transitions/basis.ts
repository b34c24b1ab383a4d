import { type CivilDate, formatDay } from '~/shared/civil-date'
import type { Basis, Certainty, Fact, Found, Life } from './rule'

/** What domain/A0 lets us call a recorded day. */
export function certaintyOf(fact: Fact): Certainty {
  if (fact.certainty === 'reported' || fact.standing !== 'fact') return 'reported'
  return fact.certainty === 'official' && fact.documentRef && fact.receivedOn
    ? 'official-recorded'
    : 'recorded'
}

/** The paper that an official day still lacks. */
export function gapsOf(fact: Fact): string[] {
  return certaintyOf(fact) === 'recorded'
    ? ['the day in writing, with its reference and the day it came']
    : []
}

/** What statute derives from a fact: reported in, reported out. */
export function derivedFrom(fact: Fact): Certainty {
  return certaintyOf(fact) === 'reported' ? 'reported' : 'statutory-derived'
}

/** An estimated or disputed birth date makes every age reported (domain/A, G-5). */
export function derivedFromBirth(life: Life): Certainty {
  return life.birthDateCertainty === 'recorded' ? 'statutory-derived' : 'reported'
}

export function factsOf(life: Life, ...kinds: readonly string[]): Fact[] {
  return life.facts.filter((fact) => kinds.includes(fact.kind)).sort(byDay)
}

/** The order in which things happened, the same whatever order they came in. */
export function byDay(one: Fact, other: Fact): number {
  if (one.happensOn !== other.happensOn) return one.happensOn < other.happensOn ? -1 : 1
  if (one.recordedOn !== other.recordedOn) return one.recordedOn < other.recordedOn ? -1 : 1
  return one.id < other.id ? -1 : one.id > other.id ? 1 : 0
}

export function restsOn(fact: Fact, passing: boolean = certaintyOf(fact) === 'reported'): Basis {
  return { of: 'fact', fact, passing }
}

/** A thing on the person's own record. */
export function own(thing: string, value: string): Basis {
  return { of: 'person', thing, value, passing: thing === 'stage' }
}

/** The page reads the birth date itself, beside the record. */
export const birthDate: readonly Basis[] = [
  { of: 'person', thing: 'date_of_birth', value: null, passing: false },
]

/** A whole finding from the little that most rules say. */
export function found(
  part: Partial<Found> & Pick<Found, 'date' | 'certainty' | 'lawVersion' | 'knownFrom'>,
): Found {
  return {
    occurrence: 'once',
    window: null,
    prompts: [],
    duties: [],
    dataGaps: [],
    warnings: [],
    basis: [],
    expectedStage: null,
    urgent: false,
    stillRuns: false,
    overBecause: null,
    round: null,
    asksFrom: null,
    because: '',
    ...part,
  }
}

export function dayInWords(day: CivilDate | null): string {
  return day === null ? 'a day not known yet' : formatDay(day, 'short')
}
