import type { CivilDate } from '~/shared/civil-date'
import { addDays, later } from '~/shared/civil-date'
import type { WorkingDays } from '~/shared/working-days'

/** Every state of a referral (domain/E, E3), in the order in which one is lived through. */
export const statuses = [
  'draft',
  'sent',
  'asked',
  'waiting',
  'accepted',
  'booked',
  'started',
  'finished',
  'stopped',
  'did-not-connect',
  'redirected',
  'declined',
  'withdrawn',
] as const

export type Status = (typeof statuses)[number]

/** Who makes a referral, and who receives it. */
export type Side = 'referrer' | 'partner'

type Move = { from: Status; to: Status; side: Side }

/** Those from which a referral still goes on. */
const open = [
  'draft',
  'sent',
  'asked',
  'waiting',
  'accepted',
  'booked',
  'started',
] as const satisfies readonly Status[]

/**
 * The table of moves. Nothing else can happen to a referral: the rows of app.referral_move are the same, and every event must be one
 * of them. A joint first meeting is booked by either side. What has ended begins again as a new referral that follows it.
 */
export const moves: readonly Move[] = [
  { from: 'draft', to: 'sent', side: 'referrer' },

  { from: 'sent', to: 'asked', side: 'partner' },
  { from: 'sent', to: 'waiting', side: 'partner' },
  { from: 'sent', to: 'accepted', side: 'partner' },
  { from: 'sent', to: 'redirected', side: 'partner' },
  { from: 'sent', to: 'declined', side: 'partner' },

  { from: 'asked', to: 'sent', side: 'referrer' },
  { from: 'asked', to: 'declined', side: 'partner' },

  { from: 'waiting', to: 'accepted', side: 'partner' },
  { from: 'waiting', to: 'declined', side: 'partner' },
  { from: 'waiting', to: 'redirected', side: 'partner' },

  { from: 'accepted', to: 'booked', side: 'partner' },
  { from: 'accepted', to: 'booked', side: 'referrer' },
  { from: 'accepted', to: 'did-not-connect', side: 'partner' },
  { from: 'accepted', to: 'declined', side: 'partner' },

  { from: 'booked', to: 'booked', side: 'partner' },
  { from: 'booked', to: 'booked', side: 'referrer' },
  { from: 'booked', to: 'started', side: 'partner' },
  { from: 'booked', to: 'did-not-connect', side: 'partner' },

  { from: 'started', to: 'finished', side: 'partner' },
  { from: 'started', to: 'stopped', side: 'partner' },

  ...open.map((from): Move => ({ from, to: 'withdrawn', side: 'referrer' })),
]

export function mayMove(from: Status, to: Status, side: Side): boolean {
  return moves.some((move) => move.from === from && move.to === to && move.side === side)
}

export function isOpen(status: Status): boolean {
  return open.some((each) => each === status)
}

/** What is written beside a referral and leaves its state as it is: whose word it is, and when it can be said. */
const notes = {
  seen: { side: 'partner', during: ['sent', 'asked', 'waiting', 'accepted', 'booked', 'started'] },
  acknowledged: { side: 'partner', during: ['sent', 'asked'] },
  contacted: { side: 'partner', during: ['sent', 'asked', 'waiting', 'accepted', 'booked', 'started'] },
  'holding-contact': { side: 'partner', during: ['waiting'] },
  'third-session': { side: 'partner', during: ['started'] },
  chased: { side: 'referrer', during: ['sent', 'waiting', 'accepted', 'booked'] },
  'check-back': {
    side: 'referrer',
    during: ['finished', 'stopped', 'did-not-connect', 'redirected', 'declined'],
  },
} as const satisfies Record<string, { side: Side; during: readonly Status[] }>

export type NoteKind = keyof typeof notes

export function mayNote(kind: NoteKind, status: Status, side: Side): boolean {
  const { side: whose, during }: { side: Side; during: readonly Status[] } = notes[kind]
  return whose === side && during.includes(status)
}

const next: Record<Status, Side | null> = {
  draft: 'referrer',
  sent: 'partner',
  asked: 'referrer',
  waiting: 'partner',
  accepted: 'partner',
  booked: 'partner',
  started: 'partner',
  finished: 'referrer',
  stopped: 'referrer',
  'did-not-connect': 'referrer',
  redirected: 'referrer',
  declined: 'referrer',
  withdrawn: null,
}

/**
 * Whose move it is. Of what has ended, the referrer has one thing left to do: find the next option, or look back with the young
 * person; once that is done nothing is due. @returns null where nobody has anything to do.
 */
export function whoseMove(status: Status): Side | null {
  return next[status]
}

/** Working days of the receiving organisation; the default of each, RF-4 and D-12. */
export const DAYS_TO_SEND = 2
export const DAYS_TO_ANSWER = 5
export const DAYS_TO_FIRST_MEETING = 15
export const DAYS_TO_NEXT_OPTION = 2
/** Silence for so long is worth a word. */
export const DAYS_TO_CHASE = 2
/** Whoever comes off a waiting list has been promised a day within so many working days, however long they waited. */
export const DAYS_TO_BOOK = 5
/** Days of the week: whoever waits hears from the programme so often. */
export const DAYS_BETWEEN_HOLDING_CONTACTS = 14
/** So long before sharing ends by itself, somebody is asked whether it goes on. */
export const DAYS_TO_SHARE_ON = 14

export type ClockFacts = {
  /** The day on which this state began; for a waiting list, the day of the last holding contact. */
  on: CivilDate
  /** The first time it was sent. */
  sentOn: CivilDate | null
  /** The day of the first meeting; of what has finished or stopped, the day to look back with the young person. */
  meetsOn: CivilDate | null
}

/** The day by which whoever's move it is has made it. @returns null where no clock runs. */
export function dueOn(
  status: Status,
  { on, sentOn, meetsOn }: ClockFacts,
  calendar: WorkingDays,
): CivilDate | null {
  switch (status) {
    case 'draft':
      return calendar.addWorkingDays(on, DAYS_TO_SEND)
    case 'sent':
    case 'asked':
      return calendar.addWorkingDays(on, DAYS_TO_ANSWER)
    case 'waiting':
      return lastWorkingDayBy(addDays(on, DAYS_BETWEEN_HOLDING_CONTACTS), calendar)
    case 'accepted':
      return later(
        calendar.addWorkingDays(sentOn ?? on, DAYS_TO_FIRST_MEETING),
        calendar.addWorkingDays(on, DAYS_TO_BOOK),
      )
    case 'booked':
    case 'finished':
    case 'stopped':
      return meetsOn
    case 'did-not-connect':
    case 'redirected':
    case 'declined':
      return calendar.addWorkingDays(on, DAYS_TO_NEXT_OPTION)
    case 'started':
    case 'withdrawn':
      return null
  }
}

/** A promise to be in touch is kept early rather than late. */
function lastWorkingDayBy(day: CivilDate, calendar: WorkingDays): CivilDate {
  return calendar.addWorkingDays(addDays(day, 1), -1)
}
