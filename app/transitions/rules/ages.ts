import { addMonths, birthdayOn, civilDate } from '~/shared/civil-date'
import { birthDate, derivedFromBirth, found } from '../basis'
import type { Found, Life, Rule, Told, Words } from '../rule'
import { promptsFrom, type Step, windowOf } from '../steps'

type Age = Pick<Rule, 'code' | 'scope' | 'ownerRole' | 'source'> & {
  years: number
  /** Beyond the birthday, counted from the birth date in one step. */
  months?: number
  steps: readonly Step[]
  raisedIf?: (life: Life) => boolean
  practice?: true
  words: (told: Told) => Words
}

/** A rule about reaching an age: found for everyone, raised where it matters. */
export function ageRule(age: Age): Rule {
  const lawVersion = `1991-s6-${age.code.toLowerCase().replaceAll('_', '-')}`
  return {
    code: age.code,
    scope: age.scope,
    edition: 1,
    lawVersions: [
      {
        code: lawVersion,
        effectiveFrom: civilDate('1991-09-25'),
        verifiedOn: civilDate('2026-11-24'),
      },
    ],
    source: age.source,
    ownerRole: age.ownerRole,
    graceDays: 14,
    find: (life) => [findAge(age, lawVersion, life)],
    words: age.words,
  }
}

function findAge(age: Age, lawVersion: string, life: Life): Found {
  const knownFrom = life.recordedOn
  if (life.bornOn === null) {
    return found({
      date: null,
      certainty: 'unknown',
      lawVersion,
      knownFrom,
      dataGaps: ['date of birth'],
    })
  }
  const date =
    age.months === undefined
      ? birthdayOn(life.bornOn, age.years)
      : addMonths(life.bornOn, age.years * 12 + age.months)
  const prompts = promptsFrom(date, age.steps, life.workingDays)
  const derived = derivedFromBirth(life)
  return found({
    date,
    certainty: age.practice && derived !== 'reported' ? 'practice-standard' : derived,
    lawVersion,
    knownFrom,
    window: windowOf(date, prompts),
    prompts: age.raisedIf === undefined || age.raisedIf(life) ? prompts : [],
    basis: birthDate,
  })
}

/** Looked after or in secure care on or after the 16th birthday. A planned end has not happened yet. */
export function inCareFromSixteen(life: Life): boolean {
  if (life.bornOn === null) return false
  const sixteenOn = birthdayOn(life.bornOn, 16)
  return life.facts.some((fact) => {
    if (fact.kind === 'LOOKED_AFTER') return fact.endsOn === null || fact.endsOn >= sixteenOn
    if (fact.kind === 'SECURE_PLACED') return leftOn(life, fact.happensOn, 'SECURE_LEFT') >= sixteenOn
    const secure = fact.details.place_type === 'secure'
    if (fact.kind !== 'CUSTODY' && fact.kind !== 'REMAND') return false
    return secure && leftOn(life, fact.happensOn, 'RELEASED') >= sixteenOn
  })
}

function leftOn(life: Life, from: string, kind: string): string {
  let first = '9999'
  for (const fact of life.facts) {
    if (fact.kind === kind && fact.happensOn >= from && fact.happensOn < first) first = fact.happensOn
  }
  return first
}

export function hasAny(life: Life, kinds: ReadonlySet<string>): boolean {
  return life.facts.some((fact) => kinds.has(fact.kind))
}
