import { factKinds, isFactKind } from '~/caseload/fact-kinds'
import { capital, comesFrom, dayAndDistance, inWords, isByHand } from '~/caseload/words'
import { type CivilDate, formatDay, parseCivilDate } from '~/shared/civil-date'
import { LIVE_OF_ONE_PERSON, NEW_IN_A_WEEK, type Turn } from './budget'
import type { DecisionKind, DecisionReason } from './decision'
import type { Certainty } from './rule'

export const decisionWords: Record<DecisionKind, string> = {
  acted: 'I have acted on this',
  'not-now': 'Not now: bring it back on a day',
  'not-right': 'Not right for this person',
  'already-done': 'Already done',
}

export const decisionHints: Record<DecisionKind, string> = {
  acted: 'You talked, met, asked or arranged something.',
  'not-now': 'It stays on your list and comes back on the day you choose.',
  'not-right': 'Say why. This helps us to mend the rule or the record.',
  'already-done': 'It was in hand before this came up.',
}

export const decidedWords: Record<DecisionKind, string> = {
  acted: 'Acted on',
  'not-now': 'Put off',
  'not-right': 'Not right',
  'already-done': 'Already done',
}

export const reasonWords: Record<DecisionReason, string> = {
  'not-safe-to-raise-now': 'Not safe to raise now',
  'young-person-declined': 'They said not now',
  'not-true': 'What it rests on is not true',
  'already-doing': 'We are doing it already',
  'other-agency-leads': 'Another service leads on this',
  other: 'Something else',
}

export type WhyNotDecided =
  | 'not-yours-to-decide'
  | 'changed-meanwhile'
  | 'reason-missing'
  | 'reason-does-not-fit'
  | 'note-missing'
  | 'day-missing'
  | 'day-not-ahead'
  | 'day-too-far'

export const whyNotDecided: Record<WhyNotDecided, string> = {
  'not-yours-to-decide': 'We cannot show this page. It may not exist, or you may not have access.',
  'changed-meanwhile':
    'Somebody else changed this while you were reading. Look at it as it is now, then decide.',
  'reason-missing': 'Choose a reason.',
  'reason-does-not-fit': 'Choose a reason that goes with your decision.',
  'note-missing': 'Say in a few words what the other reason is.',
  'day-missing': 'Enter the day on which it should come back.',
  'day-not-ahead': 'Enter a day after today.',
  'day-too-far': 'Enter a day within the next six months.',
}

export const certaintyWords: Record<Certainty, string> = {
  'official-recorded': 'Official, in writing',
  recorded: 'Recorded by a worker, not seen in writing',
  'statutory-derived': 'Set by law from facts we hold',
  provisional: 'Provisional: one local fact is missing',
  'practice-standard': 'Aim by this day, from guidance',
  reported: 'Reported, not confirmed',
  unknown: 'Day not known: ask for it',
}

export const ruleWords: Record<string, string> = {
  SCHOOL_LEAVING: 'Leaving school',
  DESTINATION_UNCONFIRMED: 'Left school or work, no next place',
  EXCLUSION: 'Exclusion from school',
  PART_TIME_TIMETABLE: 'Part-time timetable',
  SCHOOL_MOVE: 'Move to another school',
  P7_S1: 'From primary to secondary school',
  S4_S5_S6: 'The last years of school',
  ATTENDANCE_DROP: 'In school less than before',
  AGE_16: 'Turning 16',
  AGE_17_6M: '17 and a half',
  AGE_18: 'Turning 18',
  AGE_19: 'Turning 19',
  AGE_21: 'Turning 21',
  AGE_26: 'Turning 26',
  CSO_END: 'Supervision order ends',
  ICSO_END: 'Interim order ends',
  SECURE_REVIEW: 'Secure care review',
  SECURE_EXIT: 'Leaving secure care',
  LOOKED_AFTER_ENDS: 'Being looked after ends',
  CONTINUING_CARE: 'Continuing care',
  CUSTODY_START: 'Start of custody',
  RELEASE: 'Release',
  COURT_DATE: 'Court date',
  EEI_REFERRAL: 'Early support (EEI)',
  DIVERSION_OFFER: 'Diversion offered',
  DIVERSION_END: 'Diversion ends',
  BAIL_START: 'Start of bail',
  REMAND: 'On remand',
  STRUCTURED_DEFERRED_SENTENCE: 'Structured deferred sentence',
  CPO_START: 'Payback order begins',
  CPO_REVIEW: 'Payback order review',
  ORDER_END: 'Order or licence ends',
  DTTO_REVIEW: 'Drug treatment order review',
  MOVE_OF_HOME: 'Move of home',
  MISSING_RETURN: 'Back after being missing',
  PARENT_IMPRISONED: 'Family member in prison',
  PARENT_RELEASED: 'Family member back from prison',
  BEREAVEMENT: 'Bereavement',
  HOMELESS_NOTICE: 'May lose their home',
  HOMELESS: 'Without a home',
  HOSPITAL_VIOLENCE: 'At hospital after violence',
  CP_PROCESS: 'Child protection',
  SAFEGUARDING_NOW: 'This could not wait',
  PROGRAMME_END: 'Programme ends',
  SEASON: 'School stops for the holidays',
  WORKER_CHANGE: 'Worker changes',
  SERVICE_FUNDING_END: 'Funding of a programme ends',
}

export const standingOfDuty = {
  statutory: 'Required by law',
  guidance: 'From guidance',
  practice: 'Good practice',
} as const

const kindOfFact = { fact: 'Fact', reported: 'Reported', opinion: 'Opinion' } as const

const onTheRecord: Readonly<Record<string, string>> = {
  date_of_birth: 'Date of birth',
  pupil: 'On a school roll',
  stage: 'Stage at school',
  deferred_entry: 'Started school a year later',
  additional_support_needs: 'Needs extra help at school',
  school_nation: 'Where the school is',
  attendance: 'In school in the week of',
  attendance_recent: 'The last school weeks',
  attendance_earlier: 'The school weeks before them',
  attendance_run: 'School days in a row, not explained',
  worker_until: 'Their worker is there until',
  programme_started: 'Started at a programme',
  programme_ended: 'A programme ended',
  funded_until: 'The programme is funded until',
}

/** What a fact is called that a finding rests on: a kind of key date, or a part of the person's own record. */
export function factInWords(fact: string): string {
  if (isFactKind(fact)) return factKinds[fact].title
  const [, day = '', session] =
    /^(christmas_holiday_first_day|session_starts_on|session_ends_on) (.+)$/.exec(fact) ?? []
  return session ? `${daysOfSchools[day]} ${session}` : (onTheRecord[fact] ?? fact)
}

const daysOfSchools: Readonly<Record<string, string>> = {
  christmas_holiday_first_day: 'First day of the Christmas holiday',
  session_starts_on: 'First day of the school session',
  session_ends_on: 'Last day of the session',
}

/** Whether it is weeks of attendance that a finding rests on. */
export function isWeeks(thing: string): boolean {
  return thing.startsWith('attendance_')
}

/** '74 of 100 half-days, from the week of 2 November 2026 to that of 23 November 2026', or '6 days, in the week of 23 November 2026'. */
export function weeksInWords(thing: string, value: string): string {
  const [count, second = '', third = '', fourth = ''] = value.split(' ')
  if (thing === 'attendance_run') return `${count} days, in the week of ${dayOr(second)}`
  return `${count} of ${second} half-days, from the week of ${dayOr(third)} to that of ${dayOr(fourth)}`
}

/** The day on which the last of them was recorded. */
export function weeksKnownFrom(value: string): CivilDate | null {
  return parseCivilDate(value.slice(-10))
}

function dayOr(text: string): string {
  const day = parseCivilDate(text)
  return day === null ? text : formatDay(day, 'short')
}

/** 'Fact, from the school, recorded 18 November 2026 by Isla Munro'. */
export function toldInWords({
  kind,
  source,
  recordedOn,
  recordedBy,
}: {
  kind: keyof typeof kindOfFact
  source: string
  recordedOn: CivilDate
  recordedBy: string | null
}): string {
  const by = recordedBy ? ` by ${recordedBy}` : ''
  const day = formatDay(recordedOn, 'short')
  if (source === 'recorded by hand') return `${kindOfFact[kind]}, ${source} on ${day}${by}`
  const recorded = isByHand(source) ? 'first recorded' : 'recorded'
  return `${kindOfFact[kind]}, ${comesFrom(source)}, ${recorded} ${day}${by}`
}

/** A day in words, a moment with its time, and anything else as it stands. */
export function valueInWords(value: string | null, form: 'long' | 'short' = 'long'): string {
  if (value === null) return 'Not known'
  const day = parseCivilDate(value.slice(0, 10))
  if (day === null) return capital(value)
  return value.length > 10 ? `${formatDay(day)} at ${value.slice(11, 16)}` : formatDay(day, form)
}

/**
 * The day of a transition as its certainty lets us say it (domain/A0). Somebody who plans to leave school later than they may has
 * two days, and both are named for what they are.
 */
export function whenInWords(
  date: CivilDate | null,
  certainty: Certainty,
  today: CivilDate,
  planned: CivilDate | null = null,
): string {
  if (date === null) return 'Day not known: ask for it'
  if (planned !== null) return plannedWords.bothDays(date, certainty, dayAndDistance(planned, today))
  const day = dayAndDistance(date, today)
  switch (certainty) {
    case 'practice-standard':
      return `Aim by ${day}`
    case 'reported':
      return `Reported as ${day}`
    case 'provisional':
      return `${day} (provisional)`
    case 'unknown':
      return 'Day not known: ask for it'
    default:
      return day
  }
}

/** Bars of the picture that our own records hold. */
export const supportWords = {
  atSchool: 'At school',
  worker: (name: string) => `Worker: ${name}`,
  funded: (programme: string) => `${programme}: paid for`,
  continuingCare: 'Stayed on in care',
}

export const plannedWords = {
  title: 'Plans to leave school',
  certainty: 'Planned, not set by law',
  bothDays: (byLaw: CivilDate, certainty: Certainty, planned: string) => {
    const sure = certainty === 'provisional' || certainty === 'reported' ? ` (${certainty})` : ''
    return `By law from ${formatDay(byLaw)}${sure}; they plan to leave on ${planned}`
  },
  countFrom: (planned: CivilDate) =>
    `These days are counted from ${formatDay(planned)}, when they plan to leave, and not from the day by law.`,
}

/** 'Five things need you.' */
export function needsYou(count: number): string {
  if (count === 0) return 'Nothing needs you today.'
  return count === 1 ? 'One thing needs you.' : `${capital(inWords(count))} things need you.`
}

export const todayWords = {
  due: 'Needs a decision',
  coming: 'Coming up',
  dueNow: 'Due now',
  from: (day: CivilDate) => `From ${formatDay(day, 'short')}`,
  since: (day: CivilDate) => `Due since ${formatDay(day, 'short')}`,
  why: 'Why am I seeing this?',
  decide: 'Decide',
  raised: 'Your manager sees this too: it has waited a while',
  with: (worker: string) => `With ${worker}: it has waited a while`,
  raises: (day: CivilDate) => `Your manager sees it too from ${formatDay(day, 'short')}`,
  young: (count: number) => `${capital(inWords(count))} young people`,
  nextOn: (day: CivilDate) => `The next thing comes up on ${formatDay(day)}.`,
}

/** For what is due and waits its turn. */
export const turnWords = {
  wait: (count: number, next: CivilDate | null) =>
    `${count === 1 ? 'One more waits its turn.' : `${capital(inWords(count))} more wait their turn.`}${next ? ` The next one shows on ${formatDay(next)}.` : ''}`,
  because: `Airt shows at most ${inWords(LIVE_OF_ONE_PERSON)} changes of one person at a time, and ${inWords(NEW_IN_A_WEEK)} new ones a week. What can’t wait always shows. You can open and decide any of these now.`,
  others: (count: number) =>
    count === 1
      ? 'One more is on the page of the person.'
      : `${capital(inWords(count))} more are on the pages of the people.`,
  decision: `Waits until one of the ${inWords(LIVE_OF_ONE_PERSON)} is decided`,
  turn: 'Waits its turn',
  from: (day: CivilDate) => `Waits its turn, shows from ${formatDay(day)}`,
}

export function turnInWords({ waits, turnOn }: Pick<Turn, 'waits' | 'turnOn'>): string {
  if (waits === 'decision') return turnWords.decision
  return turnOn === null ? turnWords.turn : turnWords.from(turnOn)
}

export const whyWords = {
  title: 'Why am I seeing this?',
  rule: 'The rule',
  found: 'What it found',
  facts: 'The facts it rests on',
  noFacts: 'It rests on no recorded fact. Something is missing: see below.',
  stale: 'May be out of date: check',
  gaps: 'What is missing',
  warnings: 'Please check',
  duties: 'What others must do, and by when',
  steps: 'When it asks you to talk',
  stepDone: 'Decided',
  lawDue: (on: string) => `The law behind this rule was due to be checked on ${on}.`,
  asSet: 'These are the times as your organisation set them.',
  actions: 'What could help',
  ends: 'What would make this go away',
  law: 'Where the rule comes from',
  version: 'Version of the law',
  edition: 'Edition of the rule',
  owner: 'Who looks after it',
  escalates: 'If nothing is decided, your manager sees it too from',
  certainty: 'How sure',
  moves: 'How the day has moved',
  notKnown: 'not known',
  decisions: 'What was decided before',
  backOn: 'Back on',
}

export const decideWords = {
  title: 'What did you decide?',
  kind: 'Your decision',
  why: 'Why?',
  backOn: 'Bring it back on',
  backOnHint: 'A day within the next six months.',
  notSafe: (days: number) =>
    `It comes back in ${days} days, whatever day you choose. You can ask to talk it over once it is saved.`,
  note: 'A short note',
  noteHint: 'What you did or heard, in a line or two. Needed if you choose “Something else”.',
  useful: 'Was this useful?',
  usefulHint: 'You need not say. It is counted for the rule, and never against a name.',
  yes: 'Yes',
  no: 'No',
  save: 'Save the decision',
  offer: (days: number) =>
    `It is not safe to raise now, so it comes back in ${days} days. You need not carry it alone.`,
  talkOver: 'Ask to talk it over',
  asked: 'Asked, not known yet',
  askedHint: (days: number) => `It comes back in ${days} days, to ask again.`,
}

/** Where a rule fails for somebody. */
export const notWorkedOutWords = {
  title: 'Not worked out',
  since: (on: string) => `not worked out since ${on}`,
  says: 'Airt could not work this out for them. What it found before still stands, and every other rule holds. Check these dates yourself. Whoever looks after the rules sees it too.',
} as const

export const comingWords = {
  coming: 'Coming',
  noDay: 'No day known yet',
  passed: 'Passed',
  quiet: 'Days with nothing to ask now',
  nothing: 'No change is in sight. Add a key date, and Airt finds what follows from it.',
  decided: 'Decided',
  over: 'Over',
}
