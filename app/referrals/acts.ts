import type { CivilDate } from '~/shared/civil-date'
import { mayMove, mayNote, type NoteKind, type Side, type Status } from './lifecycle'
import type { Reason } from './reasons'
import { declineReasons, notComeReasons, notConnectedReasons, stopReasons, withdrawReasons } from './reasons'

type Needs = 'must' | 'may'

/** One thing that somebody can do with a referral: a move of the table, or a word beside it, and what must be said with it. */
export type Act = {
  side: Side
  does: { to: Status } | { note: NoteKind }
  /** Where the same move is said in two ways. */
  from?: Status
  reasons?: readonly Reason[]
  note?: Needs
  /** The day of the first meeting, or of looking back. */
  day?: Needs
  /** When and where the first meeting is. */
  meets?: true
}

export const acts = {
  accept: { side: 'partner', does: { to: 'accepted' }, day: 'may', meets: true },
  ask: { side: 'partner', does: { to: 'asked' }, note: 'must' },
  wait: { side: 'partner', does: { to: 'waiting' }, note: 'may' },
  decline: { side: 'partner', does: { to: 'declined' }, reasons: declineReasons, note: 'may' },
  redirect: { side: 'partner', does: { to: 'redirected' }, note: 'must' },

  book: { side: 'partner', does: { to: 'booked' }, from: 'accepted', day: 'must', meets: true },
  came: { side: 'partner', does: { to: 'started' }, note: 'may' },
  'not-come': {
    side: 'partner',
    does: { to: 'booked' },
    from: 'booked',
    reasons: notComeReasons,
    note: 'may',
    day: 'must',
    meets: true,
  },
  move: { side: 'partner', does: { to: 'booked' }, from: 'booked', note: 'may', day: 'must', meets: true },
  'not-connected': {
    side: 'partner',
    does: { to: 'did-not-connect' },
    reasons: notConnectedReasons,
    note: 'may',
  },

  'third-session': { side: 'partner', does: { note: 'third-session' } },
  finish: { side: 'partner', does: { to: 'finished' }, note: 'must', day: 'must' },
  stop: { side: 'partner', does: { to: 'stopped' }, reasons: stopReasons, note: 'must', day: 'must' },

  'holding-contact': { side: 'partner', does: { note: 'holding-contact' }, note: 'may' },
  contacted: { side: 'partner', does: { note: 'contacted' }, note: 'may' },

  answer: { side: 'referrer', does: { to: 'sent' }, from: 'asked', note: 'must' },
  chase: { side: 'referrer', does: { note: 'chased' }, note: 'may' },
  'book-together': { side: 'referrer', does: { to: 'booked' }, day: 'must', meets: true },
  'check-back': { side: 'referrer', does: { note: 'check-back' }, note: 'must', day: 'may' },
  withdraw: { side: 'referrer', does: { to: 'withdrawn' }, reasons: withdrawReasons, note: 'may' },
} as const satisfies Record<string, Act>

export type ActName = keyof typeof acts

export const actNames = Object.keys(acts) as [ActName, ...ActName[]]

/** What somebody on this side can do now, the likeliest first. */
export function actsNow(status: Status, side: Side): ActName[] {
  return actNames.filter((name) => isPossible(name, status, side))
}

export function isPossible(name: ActName, status: Status, side: Side): boolean {
  const act: Act = acts[name]
  if (act.side !== side || (act.from !== undefined && act.from !== status)) return false
  if ('note' in act.does) return mayNote(act.does.note, status, side)
  return mayMove(status, act.does.to, side)
}

/** What was said with an act, as it comes from a form. */
export type SaidWithAct = {
  act: ActName
  reason: Reason | null
  note: string
  onDay: CivilDate | null
  atTime: string | null
  place: string | null
}

export type WhyNotComplete = 'say-which-reason' | 'say-more' | 'say-which-day'

/** @returns null when all is said that belongs to it. */
export function whyNotComplete({ act: name, reason, note, onDay }: SaidWithAct): WhyNotComplete | null {
  const { reasons, note: needsNote, day }: Act = acts[name]
  if (reasons && (reason === null || !reasons.includes(reason))) return 'say-which-reason'
  if (needsNote === 'must' && note === '') return 'say-more'
  if (day === 'must' && onDay === null) return 'say-which-day'
  return null
}
