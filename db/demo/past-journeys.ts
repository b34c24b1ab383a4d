import type { NoteKind, Side, Status } from '~/referrals/lifecycle'
import type { Reason } from '~/referrals/reasons'

/** One thing that happened, so many working days after the one before it. */
export type Step = ({ to: Status } | { note: NoteKind }) & {
  side: Side
  after: readonly [least: number, most: number]
  reason?: Reason
  says?: string
  /** Working days until the first meeting that is booked here. */
  meetsIn?: readonly [least: number, most: number]
}

/** A way that a referral can go, and how many went so. */
export type Journey = { times: number; steps: readonly Step[] }

const seen: Step = { note: 'seen', side: 'partner', after: [0, 1] }
const seenLate: Step = { note: 'seen', side: 'partner', after: [3, 5] }
const chased: Step = { note: 'chased', side: 'referrer', after: [1, 2], says: 'Is there anything you need?' }
const asked: Step = {
  to: 'asked',
  side: 'partner',
  after: [1, 2],
  says: 'Which afternoons are free, and does somebody come along the first time?',
}
const answered: Step = {
  to: 'sent',
  side: 'referrer',
  after: [1, 3],
  says: 'Wednesdays. I come along the first time.',
}
const waiting: Step = { to: 'waiting', side: 'partner', after: [1, 4], says: 'About three weeks' }
const stillHere: Step = {
  note: 'holding-contact',
  side: 'partner',
  after: [8, 10],
  says: 'Rang: still wants it',
}
const accepted: Step = { to: 'accepted', side: 'partner', after: [1, 4] }
const acceptedLate: Step = { to: 'accepted', side: 'partner', after: [3, 6], says: 'Sorry for the wait' }
const booked: Step = { to: 'booked', side: 'partner', after: [0, 2], meetsIn: [3, 8] }
const bookedTogether: Step = { to: 'booked', side: 'referrer', after: [0, 2], meetsIn: [2, 6] }
const came: Step = { to: 'started', side: 'partner', after: [0, 0] }
const third: Step = { note: 'third-session', side: 'partner', after: [9, 15] }
const lookedBack = (says: string): Step => ({ note: 'check-back', side: 'referrer', after: [8, 15], says })

/** From being sent to how it ended. Each is one that the table of moves allows. */
export const toAnEnd: readonly Journey[] = [
  {
    times: 14,
    steps: [
      seen,
      accepted,
      booked,
      came,
      third,
      ...finished('Keeps the skill and the friends. Next: college'),
    ],
  },
  { times: 6, steps: [seen, accepted, bookedTogether, came, third, ...finished('Comes back as a helper')] },
  {
    times: 8,
    steps: [seenLate, chased, acceptedLate, booked, came, third, ...finished('Has a reference in writing')],
  },
  {
    times: 4,
    steps: [seen, asked, answered, accepted, booked, came, third, ...finished('Goes on by themself')],
  },
  {
    times: 4,
    steps: [seen, waiting, stillHere, accepted, booked, came, third, ...finished('Has a certificate')],
  },
]

export const toAnEarlyEnd: readonly Journey[] = [
  ...stopped(
    [seen, accepted, booked, came, third],
    [
      [3, 'programme-ended', 'The money for the group ended'],
      [3, 'worker-changed', 'The worker they knew left'],
      [3, 'moved-away', 'Moved to family in another town'],
      [3, 'other-support-better', 'The college has a mentor'],
      [2, 'said-not-now', 'Wants to work more hours'],
    ],
  ),
  ...stopped(
    [seen, accepted, booked, came],
    [
      [5, 'place-or-time', 'The bus comes back too late'],
      [4, 'did-not-suit', 'A group was too many people'],
      [3, 'travel-cost', 'Two fares each time'],
      [2, 'said-not-now', 'Exams first'],
    ],
  ),
]

export const toNoMeeting: readonly Journey[] = [
  ...notConnected(
    [seenLate, chased, acceptedLate],
    [1, 4],
    [
      [3, 'waited-too-long', 'Had found something else by then'],
      [2, 'not-reached', 'The phone was off for two weeks'],
    ],
  ),
  ...notConnected(
    [seen, accepted, booked, missed('travel-cost')],
    [0, 2],
    [
      [4, 'place-or-time', 'Two buses, and the last one is early'],
      [4, 'travel-cost', 'No fare until Friday'],
    ],
  ),
  ...notConnected(
    [seen, accepted, booked],
    [0, 2],
    [
      [3, 'no-trust-yet', 'Did not know anybody there'],
      [1, 'felt-unsafe', 'Somebody they fear is on that street'],
      [1, 'said-not-now', 'Not yet'],
    ],
  ),
  ...declined(
    [seen],
    [1, 5],
    [
      [6, 'full', 'Full until spring'],
      [2, 'area', 'We can’t reach that side of the river'],
      [3, 'age', 'Our group is younger'],
    ],
  ),
  ...declined([seen, waiting, stillHere], [6, 10], [[2, 'full', 'No place came free']]),
  {
    times: 4,
    steps: [
      seen,
      { to: 'redirected', side: 'partner', after: [1, 4], says: 'The careers adviser has more of this' },
      lookedBack('Went there together'),
    ],
  },
  ...takenBack(
    [seenLate, chased],
    [2, 6],
    [
      [6, 'changed-their-mind'],
      [3, 'other-support-better'],
    ],
  ),
  ...takenBack([seen, waiting, stillHere], [3, 6], [[2, 'other-support-better']]),
  ...takenBack(
    [seen, accepted, booked],
    [1, 2],
    [
      [1, 'changed-their-mind'],
      [1, 'moved-away'],
    ],
  ),
]

type Told = readonly [times: number, reason: Reason, says?: string]

function finished(says: string): Step[] {
  return [{ to: 'finished', side: 'partner', after: [20, 34], says }, lookedBack('Still glad of it')]
}

function stopped(steps: readonly Step[], ends: readonly Told[]): Journey[] {
  return ended(steps, ends, { to: 'stopped', side: 'partner', after: [6, 16] }, [
    lookedBack('Glad to have tried it'),
  ])
}

function notConnected(steps: readonly Step[], when: Step['after'], ends: readonly Told[]): Journey[] {
  return ended(steps, ends, { to: 'did-not-connect', side: 'partner', after: when }, [
    lookedBack('Would go with somebody the first time'),
  ])
}

function declined(steps: readonly Step[], when: Step['after'], ends: readonly Told[]): Journey[] {
  return ended(steps, ends, { to: 'declined', side: 'partner', after: when }, [
    lookedBack('Looked for the next thing'),
  ])
}

function takenBack(steps: readonly Step[], when: Step['after'], ends: readonly Told[]): Journey[] {
  return ended(steps, ends, { to: 'withdrawn', side: 'referrer', after: when }, [])
}

/** A day on which they did not come, and another that was found. */
function missed(reason: Reason): Step {
  return { to: 'booked', side: 'partner', after: [0, 1], reason, meetsIn: [3, 6] }
}

function ended(steps: readonly Step[], ends: readonly Told[], last: Step, then: readonly Step[]): Journey[] {
  return ends.map(([times, reason, says]) => ({
    times,
    steps: [...steps, { ...last, reason, says }, ...then],
  }))
}
