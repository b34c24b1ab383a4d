import type { Landing } from '~/narratives/card'
import { type CivilDate, formatDay } from '~/shared/civil-date'
import type { Attendance, Obstacle, ThingToBring, WhyNotTheseCards } from './session'

export const attendanceWords: Record<Attendance, string> = {
  came: 'Came',
  late: 'Came late',
  'could-not': 'Could not come: something on our side or around them',
  'chose-not': 'Chose not to come this time',
  'unsafe-to-travel': 'It was not safe to travel',
}

/** The same where it is read in a line. */
export const attendanceShort: Record<Attendance, string> = {
  came: 'Came',
  late: 'Came late',
  'could-not': 'Could not come',
  'chose-not': 'Chose not to come this time',
  'unsafe-to-travel': 'Not safe to travel',
}

export const obstacleWords: Record<Obstacle, string> = {
  'too-far': 'Too far to come',
  'wrong-time': 'The wrong time for them',
  'waited-too-long': 'They had waited too long',
  'no-trust-yet': 'No trust yet',
  'we-changed-it': 'We changed or cancelled it',
  'cost-or-travel': 'Fares, or no way to get there',
  'school-or-work': 'School or work',
  caring: 'Looking after somebody',
  'not-well': 'Not well',
  'not-safe-there': 'The place did not feel safe',
  'something-came-up': 'Something came up',
  'not-known': 'Not known yet: ask',
}

export const landedWords: Record<Landing, string> = {
  'made-them-think': 'Made them think',
  fair: 'Fair enough',
  'not-for-them': 'Not for them',
  'not-today': 'Not today',
  'too-much': 'Too much',
}

export const bringWords: Record<ThingToBring, string> = {
  'paper-cards': 'Paper cards',
  'bus-fare': 'Bus fare',
  food: 'Food',
  'phone-charge': 'Phone charger',
}

/** The fields of a plan. */
export const planLabels = {
  plannedOn: 'Day',
  plannedAt: 'Time',
  minutes: 'Minutes',
  place: 'Where',
  aim: 'Aim, in one line',
  opening: 'Opening question',
  strengthToBuildOn: 'Strength to build on',
  alternative: 'One real thing to offer',
  alternativeSays: 'About the offer, in your own words',
  bringOther: 'Anything else to bring',
  keepSafe: 'Keep safe',
  willNotRaise: 'What I will not raise',
  because: 'Why does it change?',
}

export const planWords = {
  title: 'Plan a session',
  editTitle: 'Change the plan',
  save: 'Save plan',
  saveChange: 'Save the change',
  leave: 'Cancel',
  onlyDay: 'Only the day is needed. Change what you like, or save it as it stands.',
  plannedAtHint: 'Like 2:30pm or 14:30',
  placeHint: 'A place that is safe for them to be seen in.',
  openingHint: 'Their own view comes first.',
  cards: 'Cards to talk about',
  cardsHint: 'Two at most. Of two, one speaks of what is possible.',
  noCards: 'No card fits this. You can plan without one.',
  opens: 'speaks of what is possible',
  readCard: 'Read the card',
  minutesOf: (minutes: number) => `${minutes} minutes`,
  alternativeNone: 'Something else, or not known yet',
  programmes: 'Programmes that fit',
  offers: 'Other real offers',
  bring: 'Bring',
  keepSafeHint: 'Where they sit, how to leave, whom to ring after.',
  becauseHint: 'Needed when the day or the time changes.',
  more: 'Safety, and what to bring',
  needs: 'What helps us to talk well together',
  coming: 'What is coming',
  balance: 'Lately more cards have warned than have spoken of what is possible. Choose one that does.',
}

/** The fields of a record. */
export const recordLabels = {
  on: 'When was it?',
  at: 'At what time?',
  place: 'Where',
  attendance: 'Did they come?',
  obstacle: 'What got in the way?',
  gotInTheWay: 'In a few words',
  did: 'What we did',
  theirWords: 'Their words',
  strengthSeen: 'A strength you saw',
  otherCard: 'Another card you used',
  nextStep: 'Next step you agreed',
  nextOn: 'By when',
  worry: 'Does anything worry you about their safety?',
  worryWords: 'What they told you, or what you saw',
  toldWho: 'Who did you tell?',
  toldOn: 'On which day?',
  toldAt: 'At what time?',
  because: 'Why do you change this?',
}

export const recordWords = {
  title: 'Record a session',
  amendTitle: 'Put the record right',
  save: 'Save',
  leave: 'Cancel',
  choose: 'Choose',
  onlyThese: 'Only whether they came, and whether anything worries you, is needed.',
  theirWordsHint: 'As they said it.',
  cards: 'Cards',
  askFirst: 'Did you ask first?',
  askFirstUsed: 'Yes: asked first',
  askFirstSkipped: 'No: left it out',
  skippedBecause: 'Why did you leave the question out?',
  landed: 'How it landed',
  cardSaid: 'What they said about it',
  otherCardNone: 'None',
  otherCardMore: 'Another card',
  worryHint: 'Something they told you, or that you saw.',
  worryNo: 'No',
  worryYes: 'Yes',
  cardsAway: 'The cards can wait. What you wrote about them is kept.',
}

/** What to do at once (domain/A7). Not a word of it waits for the form to be finished. */
export const concernWords = {
  title: 'Do this now',
  steps: [
    'If somebody is in danger now, ring 999.',
    'Tell social work or the police without delay. Do not wait to be sure.',
    'Out of hours, ring the out-of-hours social work line of their council, or 101.',
    'Do not ask for more than they tell you. Do not promise to keep it secret. Tell them what you will do next.',
    'Tell your child protection lead. Agencies talk it over together as soon as they can, by the next working day at the latest.',
    'No card, and no talk about choices, until they are safe.',
  ],
  wordsHint: 'In their words where you can. No names of others that are not needed.',
  toldWhoHint: 'Name, and where they work.',
  told: (who: string, when: string) => `${who} was told, ${when}.`,
  held: 'Something that could not wait',
}

/** What cannot wait, before everything else of the day: nothing here says what it is about. */
export const untoldWords = {
  title: 'This cannot wait',
  says: 'Somebody must be told now. Open it to see whom to ring, and write down who was told.',
  open: 'See what to do now',
  page: 'What to do now',
  save: 'Save who was told',
}

export const sessionWords = {
  title: 'Session',
  planned: (when: string) => `Planned for ${when}`,
  recorded: 'Recorded',
  cancelled: 'Called off',
  cancelledBecause: 'Why it was called off',
  record: 'Record what happened',
  change: 'Change or call off',
  amend: 'Put the record right',
  plan: 'The plan',
  happened: 'What happened',
  cards: 'Cards',
  cardPlanned: 'Planned, not used',
  landed: 'It landed',
  asked: 'Asked first',
  skipped: 'Did not ask first',
  history: 'What changed, and who changed it',
  wasPlannedFor: (when: string) => `It was planned for ${when}.`,
  changedBy: (who: string, day: string) => `${who}, ${day}`,
  worker: 'Worker',
  recordedBy: 'Recorded by',
  clash: (times: string) => `You have another session that day, ${times}.`,
  noTime: 'no time yet',
  cancelTitle: 'Call it off',
  cancelWhy: 'Why is it called off?',
  cancelDo: 'Call off the session',
  next: 'Next step',
  nextNone: 'No next step was agreed.',
  coming: 'What this was about',
  offered: 'To offer',
  notPlanned: 'This session has been recorded or called off. A plan that is over is not changed.',
  closed: 'Their record is closed, so no more can be planned.',
  cardsOf: (cards: number) => {
    if (cards === 0) return 'No cards.'
    return cards === 1 ? 'One card to take along.' : `${cards} cards to take along.`
  },
}

export const sessionsWords = {
  title: 'Sessions',
  none: 'No session is planned. Plan one from what is coming up, or record one that was not planned.',
  toRecord: 'To record',
  soon: 'Today and tomorrow',
  later: 'Coming',
  people: 'See your people',
  recordIt: 'Record',
  open: 'Open',
  ofPerson: 'Sessions',
  noneOfPerson: 'No session yet.',
  planOne: 'Plan a session',
  recordOne: 'Record one that was not planned',
}

/** `Monday 30 November 2026 at 16:00`. */
export function whenOf(on: CivilDate, at: string | null): string {
  return at === null ? formatDay(on) : `${formatDay(on)} at ${at}`
}

export type WhyNotPlanned =
  | 'not-yours-to-change'
  | 'closed'
  | 'day-passed'
  | 'day-too-far'
  | 'card-not-live'
  | 'alternative-not-known'
  | 'because-missing'
  | 'changed-meanwhile'
  | 'not-planned-any-more'
  | WhyNotTheseCards

export const whyNotPlanned: Record<WhyNotPlanned, string> = {
  'not-yours-to-change': 'We cannot show this page. It may not exist, or you may not have access.',
  closed: sessionWords.closed,
  'day-passed': 'Enter today or a day after it. To write about a day that has passed, record a session.',
  'day-too-far': 'Enter a day within the next year.',
  'too-many-cards': 'Choose two cards at most.',
  'no-opening-card': 'Of two cards, choose one that speaks of what is possible.',
  'card-not-live': 'One of these cards is no longer in use. Load the page again and choose another.',
  'alternative-not-known': 'That offer is no longer there. Choose another, or say it in your own words.',
  'because-missing': 'Say why the day or the time changes.',
  'changed-meanwhile': 'Somebody else changed this plan while you were writing.',
  'not-planned-any-more': 'This session has been recorded or called off meanwhile.',
}

export type WhyNotRecorded =
  | 'not-yours-to-change'
  | 'closed'
  | 'changed-meanwhile'
  | 'called-off'
  | 'not-yet'
  | 'because-missing'
  | 'card-not-live'
  | 'worry-words-missing'
  | 'told-who-missing'
  | 'told-when-missing'
  | 'told-ahead'

export const whyNotRecorded: Record<WhyNotRecorded, string> = {
  'not-yours-to-change': 'We cannot show this page. It may not exist, or you may not have access.',
  closed: 'Their record is closed.',
  'changed-meanwhile': 'Somebody else saved this while you were writing.',
  'called-off': 'This session was called off. Record what happened as one that was not planned.',
  'not-yet': 'That day is still to come. Change the plan if you met earlier.',
  'because-missing': 'Say why you change what was recorded.',
  'card-not-live': 'That card is no longer in use.',
  'worry-words-missing': 'Say what they told you or what you saw.',
  'told-who-missing':
    'Say who you told. If you have told nobody yet, do that first: what you wrote stays here.',
  'told-when-missing': 'Enter the day and the time at which you told them.',
  'told-ahead': 'Enter a day that is not still to come.',
}
