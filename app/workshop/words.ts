import type { CivilDate } from '~/shared/civil-date'
import { formatDay } from '~/shared/civil-date'
import { GRACE_MOST, MOST_STEPS, type SettingKind, type WhyNotSet } from '~/transitions/settings'
import type { WhyNotDropped, WhyNotSaved } from './change-rule.server'

export const workshopWords = {
  title: 'Rules',
  lede: 'What Airt looks for, when it asks, and where each rule comes from.',
  law: 'Law watch',
  days: 'Working days',
  beside: 'Beside the rules',
  openTrial: 'A change of this rule is being tried: see how far it is',
  own: 'Set here',
  waits: (on: CivilDate) => `Changes on ${formatDay(on)}`,
  asItComes: 'As it comes',
  everybody: 'Everybody’s record: date of birth and school',
  looksAt: 'What it looks at',
  asks: 'When it asks',
  none: 'Nothing is set',
  grace: 'Days before a manager sees it too',
  source: 'Where it comes from',
  laws: 'Versions of the law',
  edition: 'Edition of the rule',
  owner: 'Who looks after it',
  ends: 'What makes it go away',
  actions: 'What could help',
  change: 'Change this rule',
  history: 'What was changed here',
  noHistory: 'Nobody has changed this rule here.',
  from: (on: CivilDate) => `From ${formatDay(on)}`,
  inForceFrom: (on: CivilDate | null) => (on === null ? 'not in force' : `in force from ${formatDay(on)}`),
  checked: (on: CivilDate) => `checked ${formatDay(on)}`,
  by: (name: string | null, on: CivilDate) => `${name ?? 'Somebody'}, ${formatDay(on, 'short')}`,
  undoneBy: (name: string | null, on: CivilDate) =>
    `Taken back by ${name ?? 'somebody'}, ${formatDay(on, 'short')}`,
  waiting: 'Waits for its day',
  inForce: 'In force',
  past: 'Past',
  asComes: 'The rule as it comes',
  undo: 'Put back what was before',
  drop: 'Take this change back',
  undoSays: 'You first see what that would do.',
  dropSays: 'Nothing was changed by it yet.',
  fails: (people: number) =>
    people === 1
      ? 'It could not be worked out for one person. What it found for them before still stands, and their page says so. Tell whoever runs Airt.'
      : `It could not be worked out for ${people} people. What it found for them before still stands, and their pages say so. Tell whoever runs Airt.`,
  lawDue: (on: CivilDate) => `The law behind this rule was due to be checked on ${formatDay(on)}.`,
} as const

export const changeWords = {
  title: 'Change a rule',
  lede: 'Nothing changes yet. You first see whose prompts would appear, move or go.',
  stepsHint: `One on each line, in the order of time: “26 weeks before”, “10 working days before”, “on the day”, “2 weeks after”. At most ${MOST_STEPS}.`,
  limitHint: 'A whole number.',
  dayHint: 'The day from which it holds. Leave it empty while it does not.',
  graceHint: `How many days a prompt may wait for an answer. From 1 to ${GRACE_MOST}.`,
  try: 'See what it would do',
  same: 'This is how the rule is set already. Change something first.',
  waits: (on: CivilDate) =>
    `A change of this rule waits for ${formatDay(on)}. Take it back first, or wait until then.`,
} as const

export const trialWords = {
  title: 'What it would do',
  underWay: 'Working it out',
  far: (people: number, of: number | null) =>
    of === null ? 'It begins in a moment.' : `${people} of ${of} people looked at.`,
  refresh: 'See how far it is',
  goOn: 'You can leave this page. It goes on, and you find it again on the page of the rule.',
  stopped: 'It was not worked out to its end.',
  replaced: 'Somebody tried another change of this rule meanwhile.',
  failed: 'It failed again and again. Whoever runs Airt finds why in the log.',
  again: 'Try it again',
  counts: 'In all',
  concerned: 'People concerned',
  appear: 'Prompts that appear',
  move: 'Prompts that move',
  go: 'Prompts that go',
  dueAtOnce: 'Of these, due today or before',
  nothing: 'Nobody’s prompts would change as things stand.',
  would: 'The rule would be set so',
  rows: 'Whose prompts',
  countsAlone: 'You see counts alone. Whose prompts they are is seen by those who work with each person.',
  appears: (step: string, on: CivilDate) => `Appears: ${step}, on ${formatDay(on)}`,
  moves: (from: string, fromOn: CivilDate, to: string, toOn: CivilDate) =>
    `Moves from ${formatDay(fromOn)} (${from}) to ${formatDay(toOn)} (${to})`,
  goes: (step: string, on: CivilDate) => `Goes: ${step}, on ${formatDay(on)}`,
  now: 'at once',
  ask: 'ask for the day',
  old: 'Something about somebody was changed since this was worked out. Work it out again to be sure.',
  save: 'Save the change',
  effectiveOn: 'From which day',
  effectiveHint: 'Today, or a day within two years.',
  because: 'Why',
  becauseHint: 'A line for those who look back at it later.',
  saved: (on: CivilDate) => `This was saved, from ${formatDay(on)}.`,
  outOfDate: 'The rule was changed since. This can no longer be saved.',
  undoing: 'This puts back what was before.',
} as const

export const rederivingWords = {
  far: (people: number, of: number | null) =>
    of === null
      ? 'Everybody is looked at again. It begins in a moment.'
      : `Everybody is looked at again: ${people} of ${of} people so far.`,
  done: 'Everybody has been looked at again. Lists are up to date.',
} as const

export const whyNotSaved: Record<WhyNotSaved, string> = {
  'not-there': 'This was not found.',
  'not-ended': 'Wait until it is worked out to its end, then save.',
  'changed-meanwhile': 'Somebody changed this rule meanwhile. Look at it as it is now, and try again.',
  'another-waits': 'Another change of this rule waits for its day. Take that back first.',
  'day-passed': 'Enter today, or a day after it.',
  'day-too-far': 'Enter a day within two years.',
}

export const whyNotDropped: Record<WhyNotDropped, string> = {
  'not-there': 'This was not found.',
  'in-force': 'It has come into force meanwhile. Put back what was before instead.',
}

/** Names of settings that several rules have, or that do not say it by themselves. */
const settingNames: Readonly<Record<string, string>> = {
  before: 'Before the day',
  after: 'After the day',
  steps: 'Around the day',
  start: 'From the first day',
  back: 'From the day they come back',
  review: 'Around the review',
  parole: 'Before parole, or a sentence of four years or more',
  beforeAnniversary: 'Before the anniversary',
  beforeReturn: 'Before the return',
  beforeVisit: 'Before the first visit',
  beforePlannedEnd: 'Before the planned end',
  afterMeeting: 'After the meeting',
  authorised: 'Once it is authorised',
  hearingsUnder18From: 'Children’s hearings for all under 18, from',
  dropInPoints: 'A fall of so many points',
}

/** 'Around the day', or the name of the setting as words. */
export function settingLabel(name: string, _kind: SettingKind): string {
  const named = settingNames[name]
  if (named !== undefined) return named
  const words = name
    .replace(/([A-Z]|\d+)/g, ' $1')
    .toLowerCase()
    .trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Why a field can't be taken, as a sentence. */
export function whyNotSet(reason: WhyNotSet): string {
  switch (reason.why) {
    case 'not-a-step':
      return `“${reason.typed}” is not understood. Write it like “26 weeks before”, “on the day” or “2 weeks after”.`
    case 'double':
      return `“${reason.typed}” stands there twice. Leave one.`
    case 'too-far':
      return `“${reason.typed}” is too far. Stay within three years.`
    case 'too-many':
      return `Leave at most ${MOST_STEPS} lines.`
    case 'none-left':
      return 'Leave at least one, or the rule would never ask.'
    case 'not-in-order':
      return `“${reason.typed}” must come before “${reason.before}”, or the two could fall together. Put them in the order of time.`
    case 'not-before':
      return `“${reason.typed}” is not before the day. This list asks before it.`
    case 'not-after':
      return `“${reason.typed}” is before the day. This list asks on it or after it.`
    case 'of-another':
      return `“${reason.typed}” has a meaning of its own in another list of this rule. Choose another time.`
    case 'not-whole':
      return `Enter a whole number from 1 to ${reason.most}.`
    case 'not-a-day':
      return 'Enter a real date, or leave it empty.'
  }
}
