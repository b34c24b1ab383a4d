import type { Scope } from '~/caseload/fact-kind'
import { addMonths, birthdayOn, type CivilDate } from '~/shared/civil-date'
import { whyNotPossible } from '../data-errors'
import type { Fact, Life } from '../rule'

/** Why an age matters for this person, and until when it does (null: to the end). */
export type WhyRaised = {
  /** The fact it rests on beside the birth date; null: it matters for everyone. */
  fact: Fact | null
  until: CivilDate | null
  /** Narrower than the rule's own where the fact tells of court or custody. */
  scope: Scope | null
  because: string
}

const HELD = new Set(['CUSTODY', 'REMAND', 'RECALLED'])
const COURT = new Set([...HELD, 'COURT', 'BAIL', 'CPO_IMPOSED'])

/**
 * Looked after or in secure care on or after the 16th birthday. A fact that does not tell of custody is named rather than one
 * that does, so that those who may not read of custody still see the prompt and learn nothing.
 */
export function inCareFromSixteen(life: Life): WhyRaised | null {
  if (life.bornOn === null) return null
  const sixteenOn = birthdayOn(life.bornOn, 16)
  let inCare: Fact | null = null
  let inCustody: Fact | null = null
  for (const fact of life.facts) {
    if (fact.kind === 'LOOKED_AFTER') {
      const hasEnded = fact.details.ended === 'yes' && fact.endsOn !== null
      if (!hasEnded || (fact.endsOn as CivilDate) >= sixteenOn) inCare = firstKnown(inCare, fact)
    } else if (fact.kind === 'SECURE_PLACED') {
      if (isThereOn(life, fact, 'SECURE_LEFT', sixteenOn)) inCare = firstKnown(inCare, fact)
    } else if (HELD.has(fact.kind) && fact.details.place_type === 'secure' && canBe(fact, life)) {
      if (isThereOn(life, fact, 'RELEASED', sixteenOn)) inCustody = firstKnown(inCustody, fact)
    }
  }
  const fact = inCare ?? inCustody
  if (fact === null) return null
  return { fact, until: null, scope: inCare === null ? 'justice' : null, because: 'raised care' }
}

/** In custody within the year before this day. What would show after the release is not raised. */
export function inCustodyBefore(life: Life, date: CivilDate): WhyRaised | null {
  const fact = life.facts.findLast(
    (each) => HELD.has(each.kind) && each.happensOn < date && canBe(each, life),
  )
  if (fact === undefined) return null
  const until = firstAfter(life, fact, 'RELEASED')
  if (until !== null && until < addMonths(date, -12)) return null
  return { fact, until, scope: 'justice', because: 'raised custody' }
}

export function hasBeenToCourt(life: Life): WhyRaised | null {
  let fact: Fact | null = null
  for (const each of life.facts) {
    if (COURT.has(each.kind) && canBe(each, life)) fact = firstKnown(fact, each)
  }
  return fact && { fact, until: null, scope: null, because: 'raised court' }
}

/** Whoever leaves care on or after the 16th birthday may have help after it (domain/A3); a plan to end it shortly before loses that. */
export function isPlannedJustBefore({ kind, endsOn, details }: Fact, sixteenOn: CivilDate): boolean {
  if (kind !== 'LOOKED_AFTER' || details.ended === 'yes' || endsOn === null) return false
  return endsOn >= addMonths(sixteenOn, -6) && endsOn < sixteenOn
}

export const ENDS_JUST_BEFORE_16 =
  'looked-after status is planned to end just before 16: help after care may be lost, get advice first'

/** The one that was recorded first: from that day we knew. */
function firstKnown(one: Fact | null, other: Fact): Fact {
  return one === null || other.recordedOn < one.recordedOn ? other : one
}

function isThereOn(life: Life, fact: Fact, leaving: string, day: CivilDate): boolean {
  const left = firstAfter(life, fact, leaving)
  return left === null || left >= day
}

function firstAfter(life: Life, fact: Fact, kind: string): CivilDate | null {
  const next = life.facts.find((each) => each.kind === kind && each.happensOn >= fact.happensOn)
  return next === undefined ? null : next.happensOn
}

function canBe(fact: Fact, life: Life): boolean {
  return whyNotPossible(fact, life) !== 'before-the-twelfth-birthday'
}
