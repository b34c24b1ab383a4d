/** What kind of support a programme is. Source: domain/E, E1. */
export const programmeKinds = [
  'mentoring-peer',
  'mentoring-volunteer',
  'intensive-1to1',
  'family-support',
  'CCE-specialist',
  'sport',
  'arts-music',
  'outdoor',
  'employability',
  'education-reengagement',
  'restorative',
  'CBT-groupwork',
  'hospital-navigator',
  'throughcare',
  'housing',
  'substance-use',
  'mental-health-bereavement',
  'advocacy-legal',
  'money-advice',
  'anonymous-reporting',
  'statutory-diversion',
] as const

export type ProgrammeKind = (typeof programmeKinds)[number]

/** Which pull it answers: what it gives that somebody else offers for a price. */
export const pulls = ['money', 'status', 'belonging', 'safety', 'excitement', 'debt-help'] as const

export type Pull = (typeof pulls)[number]

export const programmeStatuses = ['open', 'paused', 'closed'] as const

export type ProgrammeStatus = (typeof programmeStatuses)[number]

/** Whether it takes people who are on an order. `ask`: it depends, or nobody said. */
export const orderAnswers = ['yes', 'no', 'ask'] as const

export type TakesOrders = (typeof orderAnswers)[number]
