import { type CivilDate, daysBetween, formatDay } from '~/shared/civil-date'
import { arePlacesFresh } from './fit'
import type { ProgrammeKind, ProgrammeStatus, Pull, TakesOrders } from './kinds'
import type { WhyNotSaved } from './not-saved'

export const kindWords: Record<ProgrammeKind, string> = {
  'mentoring-peer': 'Mentoring by somebody who has been there',
  'mentoring-volunteer': 'Mentoring',
  'intensive-1to1': 'One to one, several times a week',
  'family-support': 'Family support',
  'CCE-specialist': 'For young people used by others for crime',
  sport: 'Sport',
  'arts-music': 'Arts and music',
  outdoor: 'Outdoors',
  employability: 'Skills and work',
  'education-reengagement': 'Back into learning',
  restorative: 'Putting harm right',
  'CBT-groupwork': 'Group work on thinking and choices',
  'hospital-navigator': 'Support that begins in hospital',
  throughcare: 'Into and after custody',
  housing: 'Somewhere to live',
  'substance-use': 'Alcohol and drugs',
  'mental-health-bereavement': 'Feelings and grief',
  'advocacy-legal': 'Advocacy and legal help',
  'money-advice': 'Money advice',
  'anonymous-reporting': 'Telling somebody without a name',
  'statutory-diversion': 'Diversion from prosecution',
}

export const pullWords: Record<Pull, string> = {
  money: 'Money',
  status: 'Standing',
  belonging: 'Belonging',
  safety: 'Safety',
  excitement: 'Excitement',
  'debt-help': 'Help with a debt',
}

export const statusWords: Record<ProgrammeStatus, string> = {
  open: 'Open to new people',
  paused: 'Paused: it takes nobody new just now',
  closed: 'Closed',
}

export const takesOrdersWords: Record<TakesOrders, string> = {
  yes: 'Yes',
  no: 'No',
  ask: 'Ask',
}

export const valueWords = { yes: 'Yes', no: 'No' } as const

/** '16 to 19', '14 and over', 'people up to 18'. */
export function agesInWords(youngest: number | null, oldest: number | null): string {
  if (youngest === null && oldest === null) return programmeWords.noAges
  if (youngest === null) return `people up to ${oldest}`
  return oldest === null ? `${youngest} and over` : `${youngest} to ${oldest}`
}

export function placesCounted(places: number): string {
  return places === 1 ? '1 place' : `${places === 0 ? 'No' : places} places`
}

/** How many places are free, with the day on which somebody said so; after 28 days it says to ask first. */
export function placesInWords(
  {
    placesFree,
    placesSetOn,
    waitingWeeks,
  }: { placesFree: number | null; placesSetOn: CivilDate | null; waitingWeeks: number | null },
  today: CivilDate,
): string {
  if (placesFree === null || placesSetOn === null) return programmeWords.placesNotSaid
  const wait = placesFree === 0 && waitingWeeks ? `, about ${counted(waitingWeeks, 'week')} to wait` : ''
  const places = `${placesCounted(placesFree)} free${wait}, said ${saidAgo(placesSetOn, today)}`
  return arePlacesFresh(placesSetOn, today) ? places : `Ask first: ${places}`
}

export function startInWords(nextStartOn: CivilDate | null, today: CivilDate): string {
  if (nextStartOn === null) return programmeWords.startNotSaid
  if (nextStartOn < today) return programmeWords.startPassed(nextStartOn)
  return programmeWords.starts(nextStartOn)
}

/** 'today', 'yesterday', '9 days ago'; a day in words from two months on. */
export function saidAgo(on: CivilDate, today: CivilDate): string {
  const days = daysBetween(on, today)
  if (days <= 0) return 'today'
  if (days === 1) return 'yesterday'
  return days <= 60 ? `${days} days ago` : `on ${formatDay(on, 'short')}`
}

/** '5 months left, 12 weeks is usual': how long the money lasts beside how long people stay (PD-4). */
export function fundingInWords(
  {
    fundedUntil,
    funding,
    usualWeeks,
  }: { fundedUntil: CivilDate | null; funding: string; usualWeeks: number | null },
  today: CivilDate,
): string {
  if (fundedUntil === null)
    return funding ? `${funding}. ${programmeWords.fundingNotSaid}` : programmeWords.fundingNotSaid
  const left = Math.floor(daysBetween(today, fundedUntil) / 7)
  const length = usualWeeks === null ? '' : `; people usually stay ${counted(usualWeeks, 'week')}`
  const until =
    fundedUntil < today
      ? `Funding ended on ${formatDay(fundedUntil, 'short')}`
      : `Until ${formatDay(fundedUntil, 'short')}, ${counted(left, 'week')} from now`
  return `${until}${length}.${funding ? ` ${funding}` : ''}`
}

export function counted(count: number, one: string): string {
  return `${count} ${count === 1 ? one : `${one}s`}`
}

export const programmeWords = {
  title: 'Programmes',
  lede: 'What is there for a young person, who may go, and whether there is room.',
  ours: 'Our programmes',
  all: 'All programmes',
  whose: 'Which programmes',
  list: 'Programmes',
  nothing: 'No programme matches. Try fewer filters.',
  nothingYet: 'No programmes yet. They show here once somebody has added one.',
  noneOfOurs: 'Your organisation runs no programme yet.',
  filter: 'Show',
  clear: 'Show all',
  anyKind: 'Any kind',
  anyCouncil: 'Any council',
  noAges: 'no ages given',
  placesNotSaid: 'Places not said: ask',
  fundingNotSaid: 'Until when it is funded is not said.',
  anywhere: 'Anywhere',
  starts: (on: CivilDate) => `Starts ${formatDay(on)}`,
  startNotSaid: 'Start day not said',
  startPassed: (on: CivilDate) => `Start day was ${formatDay(on, 'short')}: ask`,
  evening: 'Evenings',
  weekend: 'Weekends',
  weekOne: 'The first week',
  onOrder: 'People on an order',
  sameWorker: 'Same worker',
  usualWeeks: 'How long people stay',
  notChecked: 'Not checked yet',
  notWritten: 'Nobody has written this yet: ask.',
  notSaid: 'Not said: ask',
  gets: 'What a young person gets',
  about: 'About it',
  refer: 'Refer',
  setPlaces: 'Say how many places are free',
  edit: 'Change what is written here',
  notOpen: {
    paused: 'It takes nobody new just now. Ask whoever leads it when it opens again.',
    closed: 'It has closed. It stays here so that what was sent to it can be understood.',
  },
} as const

export const fieldWords = {
  name: 'Name',
  kind: 'Kind',
  says: 'What it is',
  gives: 'What it gives',
  weekOne: 'What the first week is like',
  provider: 'Who runs it',
  whoLeads: 'Who leads it',
  sameWorker: 'Does the same worker stay?',
  ages: 'Ages',
  youngestAge: 'Youngest age',
  oldestAge: 'Oldest age',
  age: 'Age',
  council: 'Council',
  area: 'Area',
  councils: 'Councils',
  place: 'Where',
  times: 'When',
  isEvening: 'In the evening',
  isWeekend: 'At the weekend',
  nextStartOn: 'Starts next on',
  places: 'Places',
  placesFree: 'How many places are free?',
  waitingWeeks: 'How many weeks is the wait?',
  funding: 'Who pays for it',
  fundedUntil: 'Funded until',
  usualWeeks: 'How many weeks do people usually stay?',
  takesOrders: 'Does it take people on an order?',
  cost: 'Cost',
  travel: 'Getting there',
  status: 'Is it open?',
  lastCheckedOn: 'Checked on',
} as const

export const formWords = {
  save: 'Save',
  cancel: 'Cancel',
  places: 'Places',
  placesSays: 'Whoever refers sees this with today’s date. After 28 days it says “ask first”.',
  placesHint: 'A whole number. 0 means full.',
  waitHint: 'Only if it is full, or people wait. Leave it empty if you do not know.',
  startHint: 'Leave it empty if people can start at any time, or no day is set.',
  edit: 'Change the programme',
  editSays: 'Saving says that all of it is right today.',
  what: 'What it is',
  who: 'Who it is for',
  whenWhere: 'When and where',
  stays: 'How sure it is to last',
  agesHint: 'Leave it empty if there is no limit.',
  councilsHint: 'With commas between. Empty means anywhere.',
  saysHint: 'In plain words, as a young person would put it.',
  weekOneHint: 'Who meets them, what they do, what they take home.',
  timesHint: 'For example: Saturdays 10 to 1.',
  sameWorkerHint: 'For example: the same mentor for the whole year.',
  whoLeadsHint: 'For example: two mechanics and a youth worker. No names.',
  costHint: 'For example: free, lunch included.',
  travelHint: 'For example: bus 11, we pay the fare.',
  fundingHint: 'The fund or the organisation. Leave it empty if it is not public.',
  weeksHint: 'A whole number.',
} as const

export const whyNotSaved: Record<WhyNotSaved | 'start-has-passed', string> = {
  'start-has-passed': 'That day has passed. Enter the next one, or leave it empty',
  'not-yours-to-change': 'This is not yours to change',
  'changed-meanwhile':
    'Somebody else saved this while you were writing. Look at it as it is now, then save again',
}

/** Before a programme closes, or its funding gets an end: whom that concerns, in counts, and what helps them. */
export const touchedWords = {
  title: 'Whom this concerns',
  counts: ({ waiting, takingPart }: { waiting: number; takingPart: number }) =>
    `${takingPart === 1 ? '1 young person takes' : `${takingPart} young people take`} part. ${waiting === 1 ? '1 more waits' : `${waiting} more wait`} for a place.`,
  told: 'Their own workers are told who, at the same moment as you save.',
  helps: [
    'Tell each of them yourself, early, and before the last day.',
    'Agree a last meeting, and what they take with them.',
    'Say at once to those who wait, so that their workers can look for another place.',
    'Say who goes on to know them: the same adult elsewhere is worth most.',
  ],
  acknowledge: 'I have read whom this concerns',
  error: 'Read whom this concerns, tick that you have, and save again',
} as const
