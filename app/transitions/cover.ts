import { scopeBits } from '~/access/permissions'
import type { CivilDate } from '~/shared/civil-date'
import { coverWords } from './gap-words'
import type { Ask, Booked, Cover, Span } from './gaps'

/** What is held of one person that says when something was there for them, as far as whoever asks may read it. */
export type HeldCover = {
  /** The scopes that whoever asks may read of them. */
  reads: number
  pupil: 'yes' | 'no' | 'unknown'
  openedOn: CivilDate
  closedOn: CivilDate | null
  /** Of the kinds that count, not withdrawn, in the order in which they happened. */
  facts: readonly CoverFact[]
  /** The days that the rules found for orders, and for releases. */
  ends: readonly { rule: string; occurrence: string; on: CivilDate | null; over: boolean }[]
  /** Those who lead or stand in, or did. */
  workers: readonly { name: string; from: CivilDate; until: CivilDate | null }[]
  /** Places on a programme to which they came. */
  places: readonly {
    id: string
    referralId: string | null
    programmeId: string
    title: string
    from: CivilDate
    until: CivilDate | null
    fundedUntil: CivilDate | null
  }[]
  /** First meetings that are booked. */
  booked: readonly { title: string; on: CivilDate }[]
  sessions: readonly { on: CivilDate; came: boolean; isPlanned: boolean; transitionId: string | null }[]
  /** The changes for which a referral was sent. */
  referredFor: readonly string[]
}

export type CoverFact = {
  /** The source's own id of it, or the record's. */
  id: string
  kind: string
  happensOn: CivilDate
  endsOn: CivilDate | null
  /** Somebody said so, who does not decide it. */
  isReported: boolean
  programme: string | null
}

/** The kinds of fact that begin or end something that counts. */
export const coverKinds = [
  'SCHOOL_LEFT',
  'SCHOOL_LEAVING_INTENDED',
  'WORK_OR_COURSE_LOST',
  'SECURE_PLACED',
  'SECURE_LEFT',
  'CUSTODY',
  'REMAND',
  'RECALLED',
  'RELEASED',
  'BAIL',
  'DIVERSION_STARTED',
  'DIVERSION_ENDED',
  'PROGRAMME_PLACE',
  'CSO_MADE',
  'CSO_CONTINUED',
  'ICSO_MADE',
  'ICSO_EXTENDED',
  'CPO_IMPOSED',
  'LICENCE',
  'SUPERVISED_RELEASE',
] as const

/** The rules that find the day on which an order or a stay ends. */
export const endRules = ['CSO_END', 'ICSO_END', 'ORDER_END', 'RELEASE'] as const

/** Whoever may not read all of these would be told of days as empty that are not. */
const NEEDED = scopeBits.dates | scopeBits.education | scopeBits.wellbeing | scopeBits.programme

export function mayCount(reads: number): boolean {
  return (reads & NEEDED) === NEEDED
}

/** Custody and diversion are not among what they may read: days spent there look empty to them. */
export function missesJustice(reads: number): boolean {
  return (reads & scopeBits.justice) === 0
}

/** From what is recorded to what covers their days. `asks`: what was planned to end before today, and nobody recorded whether it did. */
export function coverOf(held: HeldCover, today: CivilDate): { cover: Cover; asks: Ask[] } {
  const { facts } = held
  const asks: Ask[] = []
  const supports = [
    ...school(held, facts, today, asks),
    ...stays(facts, SECURE, (last) => last.endsOn, today, asks),
    ...stays(facts, CUSTODY, () => releaseAhead(held), today, asks),
    ...stays(facts, DIVERSION, (last) => last.endsOn, today, asks),
    ...places(held, facts, today),
  ]
  const cover: Cover = {
    supports: [...supports, ...lost(facts, supports)],
    cameOn: held.sessions.filter(({ came, on }) => came && on <= today).map(({ on }) => on),
    booked: bookedIn(held, facts, today),
    workers: (held.reads & scopeBits.allocation) === 0 ? null : held.workers,
    orders: ordersOf(held, facts),
    openedOn: held.openedOn,
    closedOn: held.closedOn,
  }
  return { cover, asks }
}

/** A pupil is covered until they left; a day on which they mean to leave is one only while it is ahead. */
function school(
  { pupil }: Pick<HeldCover, 'pupil'>,
  facts: readonly CoverFact[],
  today: CivilDate,
  asks: Ask[],
): Span[] {
  const title = coverWords.school
  const left = facts.findLast((fact) => fact.kind === 'SCHOOL_LEFT' && !fact.isReported)
  if (left) return [{ title, from: null, until: left.happensOn }]
  if (pupil !== 'yes') return []
  const intended = facts.findLast(({ kind }) => kind === 'SCHOOL_LEAVING_INTENDED')?.happensOn ?? null
  return [{ title, from: null, until: aheadOf(title, intended, today, asks) }]
}

type Stay = { title: string; goesIn: ReadonlySet<string>; comesOut: ReadonlySet<string> }

const SECURE: Stay = {
  title: coverWords.secure,
  goesIn: new Set(['SECURE_PLACED']),
  comesOut: new Set(['SECURE_LEFT']),
}
const CUSTODY: Stay = {
  title: coverWords.custody,
  goesIn: new Set(['REMAND', 'CUSTODY', 'RECALLED']),
  comesOut: new Set(['RELEASED', 'BAIL']),
}
const DIVERSION: Stay = {
  title: coverWords.diversion,
  goesIn: new Set(['DIVERSION_STARTED']),
  comesOut: new Set(['DIVERSION_ENDED']),
}

/** What is only said to have ended goes on. On the same day somebody goes in before they come out. */
function stays(
  facts: readonly CoverFact[],
  { title, goesIn, comesOut }: Stay,
  plannedEnd: (last: CoverFact) => CivilDate | null,
  today: CivilDate,
  asks: Ask[],
): Span[] {
  const spans: Span[] = []
  let from: CivilDate | null = null
  let last: CoverFact | null = null
  for (const fact of inBeforeOut(facts, goesIn)) {
    if (fact.happensOn > today) continue
    if (goesIn.has(fact.kind)) {
      from ??= fact.happensOn
      last = fact
    } else if (comesOut.has(fact.kind) && from !== null && !fact.isReported) {
      spans.push({ title, from, until: fact.happensOn })
      from = null
    }
  }
  if (from === null || last === null) return spans
  return [...spans, { title, from, until: aheadOf(title, plannedEnd(last), today, asks) }]
}

function inBeforeOut(facts: readonly CoverFact[], goesIn: ReadonlySet<string>): CoverFact[] {
  return facts.toSorted((one, other) =>
    one.happensOn === other.happensOn
      ? Number(goesIn.has(other.kind)) - Number(goesIn.has(one.kind))
      : one.happensOn < other.happensOn
        ? -1
        : 1,
  )
}

/** The planned day while it is ahead. One that has passed ends nothing: it is asked. */
function aheadOf(title: string, planned: CivilDate | null, today: CivilDate, asks: Ask[]): CivilDate | null {
  if (planned === null || planned >= today) return planned
  asks.push({ title, plannedOn: planned })
  return null
}

/** The official day of a release that is still to come, as its rule holds it: none is worked out here. */
function releaseAhead({ ends }: HeldCover): CivilDate | null {
  const held = ends.filter(({ rule, over, on }) => rule === 'RELEASE' && !over && on !== null)
  return held.at(-1)?.on ?? null
}

/** Places to which they came. Nothing but its planned day says when a recorded one ended. */
function places({ places }: HeldCover, facts: readonly CoverFact[], today: CivilDate): Span[] {
  const recorded = facts.filter(({ kind, happensOn }) => kind === 'PROGRAMME_PLACE' && happensOn <= today)
  return [
    ...places.filter(({ from }) => from <= today).map(({ title, from, until }) => ({ title, from, until })),
    ...recorded.map((fact) => ({ title: titleOf(fact), from: fact.happensOn, until: fact.endsOn })),
  ]
}

function titleOf({ programme }: CoverFact): string {
  return programme ?? coverWords.programme
}

/** When a job or course that was lost began nobody recorded: what ended before it is taken to have led to it. */
function lost(facts: readonly CoverFact[], supports: readonly Span[]): Span[] {
  return facts
    .filter(({ kind }) => kind === 'WORK_OR_COURSE_LOST')
    .map(({ happensOn }) => {
      const before = supports.flatMap(({ until }) => (until !== null && until <= happensOn ? [until] : []))
      return { title: coverWords.work, from: before.sort().at(-1) ?? null, until: happensOn }
    })
}

function bookedIn({ booked, sessions }: HeldCover, facts: readonly CoverFact[], today: CivilDate): Booked[] {
  return [
    ...booked,
    ...sessions.filter(({ isPlanned }) => isPlanned).map(({ on }) => ({ on, title: null })),
    ...facts
      .filter(({ kind, happensOn }) => kind === 'PROGRAMME_PLACE' && happensOn > today)
      .map((fact) => ({ on: fact.happensOn, title: titleOf(fact) })),
  ].filter(({ on }) => on >= today)
}

const ORDERS: ReadonlySet<string> = new Set([
  'CSO_MADE',
  'CSO_CONTINUED',
  'ICSO_MADE',
  'ICSO_EXTENDED',
  'CPO_IMPOSED',
  'LICENCE',
  'SUPERVISED_RELEASE',
])

/** Each to the day that its own rule found. */
function ordersOf({ ends }: HeldCover, facts: readonly CoverFact[]): Cover['orders'] {
  return ends.flatMap(({ rule, occurrence, on }) => {
    const made = facts.find(({ id, kind }) => id === occurrence && ORDERS.has(kind))
    if (rule === 'RELEASE' || !made || made.isReported) return []
    return [{ title: coverWords.order, from: made.happensOn, until: on }]
  })
}
