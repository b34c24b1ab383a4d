/** Why a partner can't take it. */
export const declineReasons = ['full', 'age', 'area', 'not-right-now', 'not-safe'] as const

/** Why it did not come to a first meeting. What lies with the service comes first (D-11). Source: domain/E, E3. */
export const notConnectedReasons = [
  'waited-too-long',
  'place-or-time',
  'travel-cost',
  'no-trust-yet',
  'felt-unsafe',
  'not-reached',
  'moved-away',
  'custody',
  'other-support-better',
  'said-not-now',
] as const

/** What got in the way of one day. */
export const notComeReasons = [
  'place-or-time',
  'travel-cost',
  'no-trust-yet',
  'felt-unsafe',
  'not-reached',
  'unwell',
  'something-else-came-up',
] as const

/** Why it stopped before its end. */
export const stopReasons = [
  'programme-ended',
  'worker-changed',
  'place-or-time',
  'travel-cost',
  'did-not-suit',
  'felt-unsafe',
  'moved-away',
  'custody',
  'other-support-better',
  'said-not-now',
] as const

/** Why it was taken back. It is the referrer's to know, and not told to the partner. */
export const withdrawReasons = [
  'changed-their-mind',
  'said-no-to-sharing',
  'other-support-better',
  'moved-away',
  'not-safe',
  'sent-by-mistake',
] as const

export type Reason =
  | (typeof declineReasons)[number]
  | (typeof notConnectedReasons)[number]
  | (typeof notComeReasons)[number]
  | (typeof stopReasons)[number]
  | (typeof withdrawReasons)[number]

export const reasons = [
  ...new Set([
    ...declineReasons,
    ...notConnectedReasons,
    ...notComeReasons,
    ...stopReasons,
    ...withdrawReasons,
  ]),
] as [Reason, ...Reason[]]
