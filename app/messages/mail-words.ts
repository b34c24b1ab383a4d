import type { Counts, MailKind } from './counts'

/** Every mail says that there is something and where it is, and nothing of what or whom: others may read over a shoulder. */
export const mailSubjects: Record<MailKind, string> = {
  morning: 'Airt: your day',
  week: 'Airt: your week',
  now: 'Airt: something needs you',
}

type Line = (count: number) => string

/** In the order in which they are told. */
export const countLines: Readonly<Record<keyof Counts, Line>> = {
  decide: (n) => (n === 1 ? 'One thing needs a decision today.' : `${n} things need a decision today.`),
  outcomes: (n) =>
    n === 1 ? 'One session is still to be recorded.' : `${n} sessions are still to be recorded.`,
  referrals: (n) =>
    n === 1 ? 'In one referral the next step is yours.' : `In ${n} referrals the next step is yours.`,
  answers: (n) =>
    n === 1 ? 'One referral waits for your programme.' : `${n} referrals wait for your programme.`,
  week: (n) =>
    n === 1 ? 'One thing comes up in the next seven days.' : `${n} things come up in the next seven days.`,
  overdue: (n) =>
    n === 1
      ? 'In your teams, one thing has waited too long.'
      : `In your teams, ${n} things have waited too long.`,
  unled: (n) =>
    n === 1 ? 'In your teams, one record has no worker.' : `In your teams, ${n} records have no worker.`,
  gaps: (n) =>
    n === 1
      ? 'In your teams, one young person has a gap in support of more than 14 days, or soon may.'
      : `In your teams, ${n} young people have a gap in support of more than 14 days, or soon may.`,
}

export const mailWords = {
  something: 'Something needs you. Airt says what once you are signed in.',
  open: 'Open Airt',
  supervision:
    'Ten minutes for a supervision note: which story is a young person hearing, from whom, and what have we offered instead?',
  writeNote: 'Write it',
  often: 'Choose how often Airt writes to you',
}
