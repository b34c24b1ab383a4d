import { addDays, ageOn, type CivilDate } from '~/shared/civil-date'

/** What a body may lean on when it shares what somebody has not been given a choice about. Consent is none of these. */
export const duties = ['public-task', 'legal-duty', 'vital-interests'] as const

export type Duty = (typeof duties)[number]
export type Basis = 'consent' | Duty

/**
 * The answer to the one question that comes first: would this be shared even if they said no? Where it would, nobody is asked to
 * consent: they are told, and what they say is written down. Where it would not, it is theirs to decide, and a no is no decision to
 * share: it can't be said here.
 * Source: domain/D, D5 (consent only where there is a real choice); security.md 3.2.
 */
export type SharingDecision = { until: CivilDate } & (
  | {
      anyway: 'no'
      said: 'yes'
      /** Who said yes: the young person, or somebody who answers for them. */
      saidBy: 'themself' | 'carer'
      carer: string | null
      theirWords: string
      saidOn: CivilDate
      /** Why it is thought otherwise than is presumed of their age. */
      contraryView: string | null
    }
  | {
      anyway: 'yes'
      basis: Duty
      because: string
      /** What they and those who look after them were told; where they were not, why not. */
      told: string
      views: string
    }
)

export type WhyNotShared =
  | 'presumed-to-decide-themself'
  | 'presumed-too-young'
  | 'says-who'
  | 'said-later-than-today'
  | 'ends-before-it-begins'
  | 'ends-too-late'

/** A share ends by itself. */
export const DAYS_SHARED = 90
export const DAYS_SHARED_AT_MOST = 180

/** From this age a child is presumed able to decide about what is known of them. Source: domain/D, D5; Data Protection Act 2018 s.208. */
const DECIDES_FROM = 12

export function presumedToDecide(bornOn: CivilDate | null, today: CivilDate): 'themself' | 'carer' {
  return bornOn !== null && ageOn(bornOn, today) < DECIDES_FROM ? 'carer' : 'themself'
}

export function sharedUntil(today: CivilDate): CivilDate {
  return addDays(today, DAYS_SHARED)
}

/** @returns null when it may be shared on this decision. An unknown birth date presumes that they can decide. */
export function whyNotShared(
  decision: SharingDecision,
  bornOn: CivilDate | null,
  today: CivilDate,
): WhyNotShared | null {
  if (decision.until < today) return 'ends-before-it-begins'
  if (decision.until > addDays(today, DAYS_SHARED_AT_MOST)) return 'ends-too-late'
  if (decision.anyway === 'yes') return null
  if (decision.saidBy === 'carer' && decision.carer === null) return 'says-who'
  if (decision.saidOn > today) return 'said-later-than-today'
  const presumed = presumedToDecide(bornOn, today)
  if (decision.saidBy === presumed || decision.contraryView !== null) return null
  return presumed === 'themself' ? 'presumed-to-decide-themself' : 'presumed-too-young'
}
