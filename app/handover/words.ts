import { plural } from '~/caseload/words'
import { type CivilDate, formatDay } from '~/shared/civil-date'
import type { HandoverKind, HandoverReason } from './reasons'

/** So many working days a new worker has to read the page; then their manager sees that they have not. */
export const WORKING_DAYS_TO_READ = 3

/** So long what was given away can be taken back in one press. */
export const MINUTES_TO_UNDO = 10

export type WhyNotReassigned =
  | 'before-today'
  | 'no-last-day'
  | 'ends-before-it-begins'
  | 'no-words'
  | 'not-in-your-team'
  | 'not-yours-any-more'
  | 'not-all-of-them'

export type WhyNotThem = 'changed-meanwhile' | 'so-already' | 'kept-apart' | 'restricted'

/** At the field that it is about; what is about some of the people stands beside each of them. */
export const whyNotReassigned: Record<WhyNotReassigned, { field: string; says: string }> = {
  'before-today': { field: 'fromOn', says: 'Enter today or a later day' },
  'no-last-day': { field: 'untilOn', says: 'Enter the last day on which they stand in' },
  'ends-before-it-begins': { field: 'untilOn', says: 'Enter a last day on or after the first' },
  'no-words': { field: 'because', says: 'Say in a few words why' },
  'not-in-your-team': { field: 'to', says: 'Choose a worker of your team' },
  'not-yours-any-more': {
    field: 'form',
    says: 'Somebody you chose is not yours to give any more. Nobody was moved. Look at who is left and send it again.',
  },
  'not-all-of-them': {
    field: 'form',
    says: 'Nobody was moved. Below it says of whom it cannot be. Look at them or untick them, then send it again.',
  },
}

/** Beside each person whom it is about. */
export const whyNotThem: Record<WhyNotThem, string> = {
  'changed-meanwhile': 'Somebody else has changed who works with them meanwhile.',
  'so-already': 'It is so already.',
  'kept-apart': 'The worker you chose must not work with them.',
  restricted: 'This record is closed to the worker you chose.',
}

export const reasonWords: Record<HandoverReason, string> = {
  'share-work': 'To share out the work',
  'worker-leaves': 'Their worker leaves',
  'worker-away': 'Their worker is away',
  'better-match': 'It is a better match',
  'asked-for': 'The young person or family asked for it',
  other: 'Something else',
}

export const reassignWords = {
  title: 'Give to another worker',
  back: 'People',
  lede: 'Nothing moves until you say so. Below is what goes with each of them.',
  button: 'Give to another worker',
  allOf: 'Give their people to others',
  choose: (name: string) => `Choose ${name}`,
  chooseAll: 'Choose everybody on this page',
  nobodyChosen: 'You have chosen nobody who is yours to give to somebody else.',
  toList: 'Choose people in the list',
  someLeftOut: 'Not all of those you chose are yours to give to somebody else. They are left out.',
  people: 'Who moves, and what goes with them',
  to: 'Who works with them next',
  nobody: 'Nobody for now',
  nobodySays: 'Planned sessions come to you, and they stand in your list as needing a worker.',
  load: (leads: number, due: number) =>
    `Leads ${plural(leads, 'person', 'people')}. ${plural(due, 'change needs', 'changes need')} a decision in the next 30 days.`,
  as: 'For how long',
  lead: 'From that day on',
  leadSays: 'They lead, and whoever leads today does so no more.',
  cover: 'For a time',
  coverSays: 'They stand in until the last day. Sessions and referrals stay where they are.',
  fromOn: 'First day',
  fromHint: 'Today or later. From a later day the worker who goes can still write a few lines for the next.',
  untilOn: 'Last day',
  untilHint: 'Only for a time',
  reason: 'Why',
  because: 'In a few words',
  becauseHint: 'The workers will read this.',
  confirm: 'Give them to this worker',
  leads: (name: string) => `${name} leads`,
  later: (name: string, day: CivilDate) => `${name} leads from ${formatDay(day, 'short')}`,
  endsOn: (day: CivilDate) => `, until ${formatDay(day, 'short')}`,
  unled: 'Nobody leads',
  prompts: (now: number, soon: number) =>
    now + soon === 0
      ? 'No change needs a decision in the next 30 days.'
      : `Changes to decide: ${now} now, ${soon} more in the next 30 days.`,
  sessions: (days: readonly CivilDate[]) =>
    days.length === 0
      ? 'No session is planned.'
      : `Planned sessions from the first day on: ${days.map((day) => formatDay(day, 'short')).join(', ')}.`,
  noReferrals: 'No open referral.',
  referral: (programme: string, move: string) => `Referral to ${programme}. ${move}.`,
  drafts: (drafts: number) =>
    `${plural(drafts, 'draft', 'drafts')} of the worker who goes ${drafts === 1 ? 'stays' : 'stay'} with them.`,
} as const

export const lotWords = {
  title: 'Given to another worker',
  back: 'People',
  who: 'Who',
  allUndone: 'It was taken back. Everybody has the worker whom they had before.',
  undo: 'Take it back',
  undoUntil: (time: string) => `Until ${time} you can take this back for all of them.`,
  undoRest: 'What somebody has changed since then stays.',
  over: 'The time to take it back is over. You can give them back by hand.',
  again: 'Give them to somebody else',
  page: 'Handover page',
  goes: (sessions: number) => `${plural(sessions, 'planned session', 'planned sessions')} moved.`,
  undone: 'Taken back.',
  stays: 'Changed since, so it stays as it is.',
  read: (day: CivilDate) => `Read on ${formatDay(day, 'short')}.`,
  toRead: (day: CivilDate) => `To be read by ${formatDay(day, 'short')}.`,
  why: 'Why',
} as const

/** What was decided, in one sentence, of those for whom it stands. */
export function lotSays({
  people,
  to,
  fromOn,
  untilOn,
}: {
  people: number
  to: string | null
  fromOn: CivilDate
  untilOn: CivilDate | null
}): string {
  const from = formatDay(fromOn, 'short')
  if (people === 0) return lotWords.allUndone
  if (to === null) return `${plural(people, 'person has', 'people have')} no worker from ${from}.`
  if (untilOn)
    return `${to} stands in for the worker of ${plural(people, 'person', 'people')} from ${from} to ${formatDay(untilOn, 'short')}.`
  return `${plural(people, 'person works', 'people work')} with ${to} from ${from}.`
}

export function handoverTo(personId: string): string {
  return `/people/${personId}/handover`
}

type Waits = { from: string | null; to: string | null; fromOn: CivilDate; untilOn: CivilDate | null }

/** On Today, by what is asked. */
export const waitingWords = {
  'to-read': {
    title: 'Handed over to you',
    says: ({ from, untilOn }: Waits) =>
      untilOn
        ? `You stand in until ${formatDay(untilOn, 'short')}. Read the handover page.`
        : `${from ? `${from} worked with them.` : 'Nobody led before.'} Read the handover page.`,
    open: 'Read it',
  },
  'to-write': {
    title: 'You hand over',
    says: ({ to, fromOn }: Waits) =>
      `${to} works with them from ${formatDay(fromOn, 'short')}. Leave a few lines, and tell them yourself.`,
    open: 'Write',
  },
  unread: {
    title: 'Handover not read yet',
    says: ({ to, fromOn }: Waits) =>
      `${to} has them since ${formatDay(fromOn, 'short')} and has not read the page.`,
    open: 'See the page',
  },
} as const

export const pageWords = {
  title: 'Handover page',
  of: (name: string) => `Handover page: ${name}`,
  none: 'This is what a new worker would read. Nobody is handed over just now.',
  from: (from: string | null, to: string, day: CivilDate) =>
    from
      ? `From ${from} to ${to}, from ${formatDay(day, 'short')}.`
      : `To ${to}, from ${formatDay(day, 'short')}. Nobody led before.`,
  cover: (to: string, day: CivilDate, until: CivilDate) =>
    `${to} stands in from ${formatDay(day, 'short')} to ${formatDay(until, 'short')}.`,
  linesOf: 'A few lines for the next worker',
  noLines: 'Nothing was written here.',
  by: (name: string, day: CivilDate) => `${name}, ${formatDay(day, 'short')}`,
  chosen: 'In their own words',
  noChosen: 'Nothing is kept in their own words.',
  ties: 'People who matter',
  works: 'What works',
  noWorks: 'Nothing is noted yet.',
  landed: (title: string) => `The card “${title}” went down well.`,
  live: 'Waiting for a decision',
  noLive: 'Nothing waits.',
  referrals: 'Open referrals',
  noReferrals: 'None.',
  dates: 'What comes next',
  noDates: 'No date is known.',
  session: 'Planned session',
  meeting: (programme: string) => `First meeting at ${programme}`,
  lines: 'Lines for the next worker',
  linesHint:
    'What helps, what to leave alone, and how they like to hear of the change. The worker who goes can change this until they go.',
  saveLines: 'Save the lines',
  read: 'I have read this page',
  readSays: 'Your manager sees that you have read it.',
  readIt: 'Read this page, and say so at its end.',
  wasRead: (name: string, day: CivilDate) => `${name} read this on ${formatDay(day, 'short')}.`,
  print: 'It prints on one page.',
  notYours: 'This is not yours to write any more',
  stillWaits: (name: string) => `${name} has not read it yet.`,
} as const

/** From whom to whom, from when, and why. */
export function changesHands({
  kind,
  from,
  to,
  fromOn,
  untilOn,
  reason,
  because,
}: {
  kind: HandoverKind
  from: string | null
  to: string | null
  fromOn: CivilDate
  untilOn: CivilDate | null
  reason: HandoverReason
  because: string
}): string {
  const who =
    kind === 'cover' && untilOn
      ? pageWords.cover(to ?? '', fromOn, untilOn)
      : pageWords.from(from, to ?? '', fromOn)
  return `${who} ${reasonWords[reason]}.${because ? ` ${asSentence(because)}` : ''}`
}

function asSentence(said: string): string {
  return /[.!?…]$/.test(said) ? said : `${said}.`
}
