import { type CivilDate, formatDay } from '~/shared/civil-date'
import { timesInWords } from './in-days'
import type { Reach } from './readers.server'
import type { Facts, Outcome, UnusualRule } from './unusual'

export const readerWords = {
  title: 'Who has opened this record',
  link: 'Who has opened this record',
  recorded: 'Your access is recorded.',
  ownOnly: 'Here is what you did yourself. Everyone’s access to this record is recorded in the same way.',
  all: 'Everyone who opened or changed this record, the newest first. Looking at this page is recorded too.',
  reference: (reference: string) => `Record ${reference}`,
  titleOf: (record: string) => `Who has opened ${record.charAt(0).toLowerCase()}${record.slice(1)}`,
  noReference: 'A record without a reference',
  opened: 'Opened or changed',
  lists: 'Shown in a list',
  which: 'What to show',
  listsSay:
    'A list that showed the name is not an opened record. These are the days on which somebody saw such a list.',
  nobody: 'Nobody yet.',
  nobodyInLists: 'In no list yet.',
  airt: 'Airt itself',
  inLists: (times: number) => (times === 1 ? 'in one list' : `in ${times} lists`),
  print: 'To give to the person',
  printSays:
    'Staff are named by their role and where they work. Ask us about anything here that is not clear to you.',
  printTitle: 'Who has opened your record',
  byReference: 'You find a record by its whole reference, and it leads to who has opened it.',
} as const

/** Whom the page tells of. */
export const reachSays: Record<Reach, string> = {
  organisation: readerWords.all,
  team: readerWords.all,
  own: readerWords.ownOnly,
}

export const trailWords = {
  title: 'What I opened and changed',
  says: 'Everything you opened or changed, day by day, the newest first. If something here was not you, tell whoever looks after data protection at once.',
  noLonger: 'somebody you no longer see',
  nothing: 'Nothing yet.',
} as const

export const unusualWords = {
  title: 'Unusual reads',
  says: 'Reads of records that ask for a word with whoever made them. Most have a good reason. Ask, then say what you found.',
  notLookedFor:
    'Airt does not hold where staff live, so it cannot see that somebody opened a neighbour’s record.',
  waiting: 'To look at',
  reviewed: 'Looked at',
  which: 'Which reads',
  none: 'Nothing to look at.',
  noneReviewed: 'None yet.',
  by: (day: CivilDate) => `Look at it by ${formatDay(day)}`,
  late: (day: CivilDate) => `Should have been looked at by ${formatDay(day)}`,
  on: (day: CivilDate) => `on ${formatDay(day)}`,
  one: 'An unusual read',
  who: 'Who',
  record: 'Record',
  many: 'Many records',
  when: 'When',
  how: 'Way in',
  why: 'Why it is here',
  readers: 'Who has opened this record',
  outcome: 'What came of it?',
  said: 'What did you find out?',
  saidHint: 'Whom you asked, and what they said.',
  referredTo: 'Referred to',
  referredToHint: 'Only where it is not explained. A role or an office, such as the service manager.',
  save: 'Save',
  wasReviewed: (by: string) => `Looked at by ${by}`,
  again: 'Something new has come to light? Save it again: what was said before is kept.',
  todayLink: (waiting: number) =>
    waiting === 1 ? 'One unusual read to look at' : `${waiting} unusual reads to look at`,
  todayLate: (late: number) => (late === 1 ? 'One is past its day.' : `${late} are past their day.`),
  adminLate: (late: number) =>
    late === 1
      ? 'One unusual read was not looked at in time. Ask whoever looks after data protection.'
      : `${late} unusual reads were not looked at in time. Ask whoever looks after data protection.`,
} as const

export const outcomeWords: Record<Outcome, string> = {
  explained: 'Explained: there was a good reason',
  'not-explained': 'Not explained: referred on',
}

/** As a heading: what asks for a word. */
export const ruleTitles: Record<UnusualRule, string> = {
  'same-family-name': 'Same family name',
  'again-and-again': 'Opened again and again',
  'out-of-hours': 'Opened at an unusual time',
  'many-people': 'Many records in one day',
}

/** The reason, with its facts, as a sentence or two. */
export function whyUnusual(rule: UnusualRule, facts: Facts): string {
  return reasons[rule](facts)
}

const reasons: Record<UnusualRule, (facts: Facts) => string> = {
  'same-family-name': ({ times = [] }) =>
    `They have the same family name as the person, or one that sounds like it. No allocation gives them this record, and they wrote nothing in it. Opened at ${timesInWords(times)}.`,
  'again-and-again': ({ times = [], days = 1 }) =>
    `They opened it ${days === 1 ? 'several times in one day' : `on ${days} days of two weeks`}, have no allocation to it and wrote nothing. That day at ${timesInWords(times)}.`,
  'out-of-hours': ({ times = [], people, isDayOff }) =>
    `${isDayOff ? 'It was a weekend or a holiday' : 'It was before seven or after eight'}, and they seldom work then. ${
      people === undefined
        ? 'No allocation gives them this record'
        : `They opened ${people} records to which they have no allocation`
    }, and they wrote nothing. Opened at ${timesInWords(times)}.`,
  'many-people': ({ people = 0, wasStopped }) =>
    `In one day they opened the records of ${people} people to whom they have no allocation.${
      wasStopped ? ' At eighty Airt stopped them.' : ''
    }`,
}
