import { type CivilDate, formatDay } from '~/shared/civil-date'
import { capital, inWords } from './words'

/** Words about two records that may be of one person. */
export const sameWords = {
  differs: '(not the same)',
  notKnown: 'Not known',
  alsoKnownAs: 'Also known as',
  worker: 'Worker',
  open: 'Open or closed',
  isOpen: 'Open',
  closed: (on: CivilDate, because: string) => `Closed on ${formatDay(on, 'short')}: ${because.toLowerCase()}`,

  maybeHere: 'They may be here already',
  maybeHereSays: 'Look at each one beside what you typed. What is not the same is marked.',
  typed: 'You typed',
  here: 'Here already',
  openThis: (name: string) => `It is the same person: open ${name}`,
  somebodyElse: 'It is somebody else: add them',
  addedAnyway: 'Nobody has been added yet. If it is somebody else, add them. You need not say why.',

  page: 'The same person?',
  link: 'Is this person here twice?',
  lede: 'Two records of one person split what is known. A manager can put them together, and undo that for 30 days.',
  candidates: (count: number) =>
    count === 1
      ? 'One record may be of the same person'
      : `${capital(inWords(count))} records may be of the same person`,
  nobody: 'Nobody you can see has a like name and birth date.',
  find: 'Look for another record',
  findHint: 'A name, a reference or a date of birth',
  findButton: 'Look',
  found: 'Found',
  foundNobody: 'We found nobody else for that.',
  compare: 'Compare',
  asked: 'A manager has been asked',

  differing: 'Not the same in both',
  nothingDiffers: 'Both say the same.',
  reason: 'Why do you think they are the same person?',
  reasonHint: 'A manager reads this and decides',
  ask: 'Ask a manager',
  isAsked: 'A manager has been asked to look at these two.',
  saidNot: 'A manager looked at these two, and said that they are not the same person.',

  merge: 'Put the two records together',
  mergeLede: (kept: string) => `The record of ${kept} stays. All that is in the other one comes to it.`,
  keepOther: 'Let the other record stay instead',
  together: 'These two records are one already.',
  thisOne: 'This record',
  theOther: 'The other record',
  stays: 'Stays',
  goes: 'Goes into it',
  inThis: 'In the record that stays',
  inOther: 'In the other record',
  keepsBoth: 'What you do not choose stays in the history.',
  whatHappens: 'What will happen',
  undoUntil: (on: CivilDate) => `You can undo this until ${formatDay(on)}.`,
  putTogether: 'Put them together',
  notSame: 'They are not the same person',
  notSameHint: 'They will not be suggested again',
  because: 'Why are they not the same?',
  sayNotSame: 'Say they are not the same',
  who: (name: string) => `${name} asked`,
  says: (reason: string) => `“${reason}”`,

  toDecide: 'Same person?',
  decide: 'Look at both',
  nothingToDecide: 'Nobody has asked you about two records.',
  onToday: (count: number) =>
    count === 1
      ? 'One question about two records that may be of the same person'
      : `${capital(inWords(count))} questions about records that may be of the same person`,
  two: (one: string, other: string) => `${one} and ${other}`,

  apart: 'Put two records apart again',
  apartLink: (on: CivilDate) =>
    `Two records were put together here. You can undo that until ${formatDay(on, 'short')}.`,
  apartSays: (by: string, on: CivilDate) => `${by} put two records together here on ${formatDay(on)}.`,
  apartWhat:
    'All that was in the other record goes back to it. So does what has been written since on what goes back.',
  apartFields: 'A name, a date or another detail goes back too, unless somebody has changed it since.',
  apartStays: 'This was added since, and stays with this record:',
  apartNothingStays: 'Nothing was added since.',
  apartLater: 'Another record was put together with this one later. Undo that first.',
  apartNone: 'There is nothing to undo. Two records can be put apart for 30 days.',
  apartButton: 'Put them apart again',
} as const

/** What a merge brings over, said before it is done. */
export function happenings(
  counts: Readonly<
    Record<
      'facts' | 'same' | 'sessions' | 'referrals' | 'workers' | 'names' | 'ways' | 'ties' | 'shares',
      number
    >
  >,
  kept: string,
): string[] {
  const { facts, same, sessions, referrals, workers, names, ways, ties, shares } = counts
  const moved = [
    counted(facts, 'key date', 'key dates'),
    counted(sessions, 'session', 'sessions'),
    counted(referrals, 'referral', 'referrals'),
    counted(names, 'other name', 'other names'),
    counted(ways, 'way to reach them', 'ways to reach them'),
    counted(ties, 'person who matters', 'people who matter'),
  ].filter((each) => each !== null)
  return [
    moved.length > 0
      ? `${capital(listed(moved))} ${moved.length === 1 && moved[0]?.startsWith('one ') ? 'comes' : 'come'} over, with who wrote them and when.`
      : 'Nothing but the details above comes over.',
    ...(same > 0
      ? [`${capital(counted(same, 'key date is', 'key dates are') ?? '')} in both, and will be there once.`]
      : []),
    workers > 0
      ? `${capital(counted(workers, 'worker', 'workers') ?? '')} of the other record will work with ${kept} too. There is still one lead.`
      : 'Who works with them stays as it is.',
    ...(shares > 0
      ? [
          `${capital(counted(shares, 'share', 'shares') ?? '')} with people outside will end: what they were shown was only one half. Share again if they need both.`,
        ]
      : []),
    'Whoever must not see one of the records will not see the record that stays.',
    'Prompts are worked out again. What was decided stays decided.',
    'The other record’s address and reference lead to this one from now on.',
  ]
}

function counted(count: number, one: string, many: string): string | null {
  if (count === 0) return null
  return count === 1 ? `one ${one}` : `${inWords(count)} ${many}`
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

/** What came to a record after another went into it, by where it is stored. */
export const sinceWords = {
  'app.fact': 'Key date',
  'app.session': 'Session',
  'app.referral': 'Referral',
  'app.person_name': 'Other name',
  'app.person_way': 'Way to reach them',
  'app.person_tie': 'Person who matters',
  'app.allocation': 'Worker',
  'app.programme_place': 'Place',
  'app.concern': 'Concern',
} as const
