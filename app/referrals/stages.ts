import type { CivilDate } from '~/shared/civil-date'
import type { Side, Status } from './lifecycle'

export type Stage = { name: StageName; state: 'done' | 'now' | 'ahead' | 'not-reached'; on: CivilDate | null }
export type StageName = 'sent' | 'seen' | 'answered' | 'booked' | 'came' | 'third-session' | 'finished'

type Told = { kind: string; to: Status | null; side: Side; on: CivilDate; onDay: CivilDate | null }

/** A referral as one line: what has been reached, with its day, and what is next. What ended before is left where it ended. */
export function stagesOf(status: Status, events: readonly Told[]): Stage[] {
  const reached = line.map(({ name, is }) => {
    const event = events.findLast(is)
    return { name, on: event === undefined ? null : name === 'came' ? (event.onDay ?? event.on) : event.on }
  })
  const last = reached.findLastIndex(({ on }) => on !== null)
  const isOver = over.includes(status)
  return reached.map(({ name, on }, at) => {
    if (at <= last) return { name, on, state: at === last && !isOver ? 'now' : 'done' }
    return { name, on, state: isOver ? 'not-reached' : 'ahead' }
  })
}

const over: readonly Status[] = [
  'finished',
  'stopped',
  'did-not-connect',
  'redirected',
  'declined',
  'withdrawn',
]

const answers: readonly (Status | null)[] = ['asked', 'waiting', 'accepted', 'declined', 'redirected']

const line: readonly { name: StageName; is: (told: Told) => boolean }[] = [
  { name: 'sent', is: ({ to, side }) => to === 'sent' && side === 'referrer' },
  { name: 'seen', is: ({ kind }) => kind === 'seen' },
  { name: 'answered', is: ({ to }) => answers.includes(to) },
  { name: 'booked', is: ({ to }) => to === 'booked' },
  { name: 'came', is: ({ to }) => to === 'started' },
  { name: 'third-session', is: ({ kind }) => kind === 'third-session' },
  { name: 'finished', is: ({ to }) => to === 'finished' },
]
