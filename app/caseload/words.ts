import {
  addMonths,
  ageOn,
  birthdayOn,
  type CivilDate,
  daysBetween,
  formatDay,
  monthOf,
  yearOf,
} from '~/shared/civil-date'
import type { WhyNotSaved } from './not-saved'

const BIRTH_DATE_NOT_KNOWN = 'Birth date not known: ask'

/** '17, turns 18 on 9 March 2027'; says so when the birth date is not known. */
export function ageInWords(bornOn: CivilDate | null, today: CivilDate): string {
  if (!bornOn) return BIRTH_DATE_NOT_KNOWN
  const age = ageOn(bornOn, today)
  if (birthdayOn(bornOn, age) === today) return `Turns ${age} today`
  return `${age}, turns ${age + 1} on ${formatDay(birthdayOn(bornOn, age + 1), 'short')}`
}

/** '15 years 10 months'; the months are left out on a birthday and in the month that follows. */
export function yearsAndMonths(bornOn: CivilDate | null, today: CivilDate): string {
  if (!bornOn) return BIRTH_DATE_NOT_KNOWN
  const years = ageOn(bornOn, today)
  const last = birthdayOn(bornOn, years)
  const counted = (yearOf(today) - yearOf(last)) * 12 + monthOf(today) - monthOf(last)
  const months = addMonths(last, counted) <= today ? counted : counted - 1
  return months === 0 ? plural(years, 'year') : `${plural(years, 'year')} ${plural(months, 'month')}`
}

/** 'today', 'tomorrow', 'in 75 days', '3 days ago'; in months from 400 days on, in years from three. */
export function daysAway(day: CivilDate, today: CivilDate): string {
  const days = daysBetween(today, day)
  if (Math.abs(days) > 400) return farAway(days)
  if (days === 0) return 'today'
  if (days === 1) return 'tomorrow'
  if (days === -1) return 'yesterday'
  return days > 0 ? `in ${days} days` : `${-days} days ago`
}

function farAway(days: number): string {
  const months = Math.round(Math.abs(days) / 30.4375)
  const length = months < 36 ? `about ${months} months` : `about ${Math.round(months / 12)} years`
  return days > 0 ? `in ${length}` : `${length} ago`
}

/** 'Thursday 24 December 2026, in 31 days'. */
export function dayAndDistance(day: CivilDate, today: CivilDate): string {
  return `${formatDay(day)}, ${daysAway(day, today)}`
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}

/** 'from the school', 'from an imported list', 'recorded by hand': where a fact comes from, as it stands in a sentence. */
export function comesFrom(source: string): string {
  if (source === 'import') return 'from an imported list'
  if (isByHand(source) || /^from /i.test(source)) return source
  return `from ${source}`
}

/** Written here by one of us, with nobody else named. */
export function isByHand(source: string): boolean {
  return source === 'recorded by hand' || source === 'corrected by hand'
}

const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']

/** 'five'; figures from eleven on. */
export function inWords(count: number): string {
  return NUMBERS[count] ?? String(count)
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

export const birthDateCertaintyWords = {
  recorded: 'Recorded',
  estimated: 'Estimated',
  disputed: 'Disputed',
} as const

export const pupilWords = {
  yes: 'At school',
  no: 'Home-educated, or not on a school roll',
  unknown: 'Not known',
} as const

export const yesNoUnknownWords = { yes: 'Yes', no: 'No', unknown: 'Not known' } as const

export const schoolNationWords = {
  scotland: 'Scotland',
  england: 'England',
  wales: 'Wales',
  'northern-ireland': 'Northern Ireland',
  other: 'Somewhere else',
} as const

export const closedBecauseWords = {
  ended: 'Our work together ended',
  'moved-away': 'Moved away',
  died: 'Died',
  'entered-by-mistake': 'Entered by mistake',
  other: 'Something else',
} as const

export const standingWords = {
  fact: 'Fact',
  reported: 'Reported',
  opinion: 'Opinion',
} as const

export const standingHints = {
  fact: 'It happened, or it is set.',
  reported: 'Somebody told us, and we have not checked.',
  opinion: 'How somebody sees it.',
} as const

export const factCertaintyWords = {
  official: 'Official, in writing',
  recorded: 'Recorded by a worker',
  reported: 'Reported, not confirmed',
} as const

export const factCertaintyHints = {
  official: 'We hold the paper from the body that decides. Give its reference and the day it came.',
  recorded: 'From a professional source, not seen in writing.',
  reported: 'The young person or their family said so.',
} as const

export const nameKindWords = {
  also: 'Also known as',
  former: 'Former name',
  nick: 'Nickname',
} as const

export const relationWords = {
  family: 'Family',
  'trusted-adult': 'Trusted adult',
  mentor: 'Mentor',
  school: 'School or named contact',
  professional: 'Professional',
} as const

export const wayWords = {
  phone: 'Phone call',
  text: 'Text message',
  email: 'Email',
  visit: 'Visit',
  other: 'Another way',
} as const

export const safeWords = { yes: 'Safe', no: 'Not safe', ask: 'Ask first' } as const

export const scopeWords = {
  education: 'School and learning',
  wellbeing: 'Home, care and family',
  justice: 'Police, court, orders and custody',
  programme: 'Programmes',
  health: 'Health',
  exploitation: 'Being used by others, and child protection',
} as const

export const laneWords = {
  'growing-up': 'Growing up',
  orders: 'Orders and law',
  support: 'Support',
} as const

/** What a detail of a fact is called, and the words of what may be chosen; a name without words is read as it stands. */
export const detailWords: Readonly<Record<string, string>> = {
  destination: 'Is there a place to go on to?',
  half_days: 'How many half-days',
  returns_on: 'Back at school on',
  unrecorded: 'Sent home without a record?',
  review_on: 'To be looked at again on',
  route: 'By which route',
  where: 'Where they live',
  ended: 'Has it ended?',
  notice: 'Was there notice?',
  who: 'Who',
  first_visit_on: 'First visit on',
  relationship: 'Who they were',
  sudden: 'Was it sudden?',
  violent: 'Was it by violence?',
  court: 'Which court',
  type: 'What kind',
  conditions: 'Conditions',
  supervised: 'With bail supervision?',
  place: 'Where',
  place_type: 'What kind of place',
  next_court_on: 'Next court day',
  requirements: 'Requirements',
  order: 'Which order',
  sentence_months: 'Sentence in months',
  programme: 'Which programme',
}

export const detailValueWords: Readonly<Record<string, string>> = {
  yes: 'Yes',
  no: 'No',
  confirmed: 'Yes, confirmed',
  unconfirmed: 'Not confirmed',
  hearing: 'Children’s hearing',
  criminal: 'Criminal court',
  'at-home': 'At home',
  foster: 'With foster carers',
  kinship: 'With family or friends',
  residential: 'In a children’s house',
  secure: 'In secure care',
  parent: 'Parent',
  sibling: 'Brother or sister',
  prison: 'Prison',
  yoi: 'Young offenders institution',
  EDL: 'Earliest date of liberation',
  PQD: 'Parole qualifying date',
  HDC: 'Home detention curfew',
  parole: 'Parole',
  court: 'Set by a court',
  unknown: 'Not known',
}

export const whyNotSaved: Record<WhyNotSaved, string> = {
  'not-yours-to-change': 'This is not yours to change',
  'changed-meanwhile':
    'Somebody else saved this while you were writing. Look at it as it is now, then save again',
  closed: 'This record is closed. Open it again first',
  'not-closed': 'This record is open already',
}

export const changesCloseTogether = (changes: number) => `${capital(inWords(changes))} changes close together`

export const peopleWords = {
  worker: 'Worker:',
  needsWorker: 'Needs a worker',
  nothingAhead: 'Nothing ahead',
  ask: 'ask',
  closed: (on: CivilDate) => `Closed on ${formatDay(on, 'short')}`,
  nobody: 'No one yet. Add or import.',
  bringIn: 'Bring in a list',
}

export const searchWords = {
  label: 'People found',
  found: (count: number, words: string) =>
    `${count === 1 ? 'One person' : `${capital(inWords(count))} people`} for “${words}”`,
  nobody: (words: string) => `We found nobody for “${words}”.`,
  tryThis: 'Try fewer letters, a nickname, or a date of birth like 31 3 2010.',
  by: {
    name: 'Name',
    sound: 'Sounds like',
    also: 'Also known as',
    former: 'Former name',
    nick: 'Nickname',
    reference: 'Reference',
    birthDate: 'Born on',
  },
} as const

export const headerWords = {
  worker: 'Worker',
  noWorker: 'Needs a worker',
  language: 'Language',
  born: 'Born',
  whatMatters: 'What matters to me',
  needs: 'To talk well together',
  reach: 'How to reach them',
  noWays: 'How to reach them safely is not known yet: ask.',
  because: 'You see this because',
  closed: (on: string) => `Closed on ${on}.`,
  next: 'Next',
  why: 'Why am I seeing this?',
}

export const timelineWords = {
  today: 'Today',
  nothing: 'Nothing with a day in the last 18 months or the next 18.',
  noDay: 'Not in the picture, since no day is known:',
  dayNotKnown: 'Day not known: ask',
  fromTo: (from: string, to: string) => `${from} to ${to}`,
  until: (to: string) => `Until ${to}`,
  since: (from: string) => `Since ${from}`,
  from: (from: string) => `From ${from}`,
  between: (from: string, to: string) => `Some time between ${from} and ${to}`,
  opens: (on: string) => `look ahead together from ${on}`,
  endless: { 'goes-on': 'goes on', 'not-known': 'end not known' },
  endlessInList: { 'goes-on': 'it goes on', 'not-known': 'the day it ends is not known: ask' },
  noPlan: 'no plan yet',
  hasPlan: 'a plan is made',
  noPlanOf: (open: number, changes: number) =>
    open === changes ? 'no plan yet' : `no plan yet for ${inWords(open)}`,
  sessions: 'Sessions they came to',
  ticks: 'Sessions',
  cameOn: (times: number, first: string, last: string) =>
    times === 1 ? `One, on ${last}` : `${capital(inWords(times))}, from ${first} to ${last}`,
}

export const factWords = {
  nothing: 'No key dates yet. Add the first one, and Airt finds what follows from it.',
  add: 'Add a key date',
  what: 'What happened, or will happen?',
  whatHint: 'Choose the kind. The next page asks only what belongs to it.',
  kind: 'What kind of date is it?',
  day: 'Day',
  lastDay: 'Last day',
  time: 'Time',
  detail: 'Something else about it',
  stands: 'Does it stand?',
  sure: 'How sure is it?',
  documentRef: 'Reference of the paper',
  documentRefHint: 'For an official date: what is written on the letter or form.',
  receivedOn: 'The day we got it',
  recordedOn: 'The day it was recorded',
  source: 'Who told you, or which paper says so?',
  toldBy: 'Who says so',
  sourceHint: 'For example: mother on the phone, letter from the Reporter.',
  standing: 'What is it?',
  note: 'Anything else to know',
  correctBecause: 'Why do you correct it?',
  stale: 'May be out of date: check',
  stillTrue: 'Still true',
  correct: 'Correct',
  withdraw: 'Withdraw',
  withdrawn: 'Withdrawn on',
  withdrawSays: 'It stays readable, struck through, with your reason. Nothing is raised from it any more.',
  withdrawBecause: 'Why do you withdraw it?',
  earlier: (count: number) =>
    count === 1 ? 'One earlier version' : `${capital(inWords(count))} earlier versions`,
  replaced: 'Replaced on',
  by: 'by',
  at: 'at',
  until: 'to',
  paper: 'reference',
  received: 'came on',
  recorded: 'recorded on',
  confirmed: 'still true on',
  because: 'Why',
  notSaid: 'Nothing',
  disagree: {
    corrected: 'The source now says something else. Which is right?',
    withdrawn: 'This was withdrawn by hand. The source now says something else of it. Which is right?',
  },
  ours: { corrected: 'Corrected by hand', withdrawn: 'Withdrawn by hand' },
  theirs: 'Sent by the source',
  keepOurs: { corrected: 'Keep ours', withdrawn: 'Keep it withdrawn' },
  takeTheirs: 'Take theirs',
}

export const managerWords = {
  title: 'A manager decides this',
  waits:
    'The source says something else about who works with them, or whose team they are. Nothing of it changes until a manager has decided.',
  yours:
    'The source says something else about who works with them, or whose team they are. If it is right as it stands here, say so. If the source is right, change it here: this then goes when the next list comes.',
  here: 'Here',
  source: 'The source says',
  keep: 'Keep it as it is here',
  give: 'Give them to another worker',
}

export const recordWords = {
  notSaid: 'Nothing',
  notShown: 'Not shown on this page',
  open: 'The record is open',
  lastChange: (by: string) => (by === '' ? 'Why it was changed' : `Why ${by} changed it`),
  decided: 'Somebody has decided this meanwhile. Nothing waits here any more.',
  back: 'Look at it as it stands',
}

export const personWords = {
  preferredName: 'Name they like',
  givenName: 'First names',
  familyName: 'Family name',
  pronouns: 'Pronouns',
  bornOn: 'Date of birth',
  birthDateCertainty: 'How sure is the date of birth?',
  language: 'Language they like to use',
  communicationNeeds: 'What helps us to talk well together',
  whatMatters: 'What matters to me',
  schoolNation: 'Where the school is',
  school: 'School',
  pupil: 'Are they at school?',
  stage: 'Stage',
  deferredEntry: 'They started primary school a year later',
  additionalSupportNeeds: 'Do they need extra help at school?',
  council: 'Council',
  postcode: 'Postcode',
  reference: 'Reference',
  stageIsNow: 'They are in this stage now',
  because: 'Why do you change this?',
}

export const formWords = {
  choose: 'Choose',
  notKnown: 'Not known',
  next: 'Continue',
  save: 'Save',
  add: 'Add this person',
  addOne: 'Add',
  remove: 'Remove',
  cancel: 'Cancel',
  who: 'Who they are',
  voice: 'Their voice',
  school: 'School',
  where: 'Where they live, and our records',
  preferredHint: 'This name is used everywhere. One name is enough to begin.',
  pronounsHint: 'For example: he, she, they.',
  bornHint: 'Leave it empty if it is not known. Airt then asks for it.',
  mattersHint: 'In their own words.',
  needsHint: 'For example: short texts, large print, an interpreter, time to think.',
  deferredHint: 'This can change the stage they are in, not the day they may leave.',
  stageFor: (now: string, recorded: string | null) =>
    `Tick it to count on from the school year ${now}. ${
      recorded === null
        ? 'Its school year was not recorded, so nothing is counted from it yet.'
        : `It was recorded for ${recorded}.`
    }`,
  referenceHint: 'If your organisation gives one. It belongs to one person alone.',
  referenceFromAList: 'It came with a list, which finds them again by it. It can’t be changed here.',
  asnHint: 'Any need, for any reason, for extra help to benefit from school.',
  becauseHint: 'A few words. The version before stays, with your reason.',
  closedOn: 'The day on which it closes',
  closedBecause: 'Why does it close?',
  closeSays: 'Nothing more is raised after this day. The record stays, and can be opened again.',
  diedHint: 'Everything stops at once: prompts, mail and plans.',
  close: 'Close the record',
  reopenBecause: 'Why does it open again?',
  reopen: 'Open it again',
  change: 'Change',
  name: 'Name',
  nameKind: 'What kind of name is it?',
  addName: 'Add another name',
  changeName: 'Change this name',
  way: 'Which way?',
  addWay: 'Add a way to reach them',
  changeWay: 'Change this way',
  wayValue: 'Number, address or place',
  wayValueHint: 'For example: 07700 900123, or the library on Mondays.',
  safe: 'Is it safe?',
  safeHint: 'Somebody else may answer the phone, or read it.',
  wayNote: 'When, or what to know',
  wayNoteHint: 'For example: after four, say you are Ali from football.',
  addTie: 'Add somebody who matters',
  changeTie: 'Change this',
  tieName: 'Name',
  relation: 'Who are they?',
  tieAbout: 'What they are to them, and how to reach them',
  tieAboutHint: 'For example: uncle, runs the garage, number with the school.',
  doNotContact: 'Do not contact',
  doNotContactHint: 'It is shown wherever the name stands.',
  noTies: 'Nobody named yet: ask who matters to them.',
}

export const safeHints = {
  yes: 'They told us that it is.',
  no: 'Never use it.',
  ask: 'Not known yet: do not use it until they have said.',
} as const
