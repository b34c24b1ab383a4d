import { type CivilDate, dayOf, formatDay, monthOf } from '~/shared/civil-date'
import type { ActName } from './acts'
import type { Section } from './chosen'
import type { NoteKind, Side, Status } from './lifecycle'
import type { Reason } from './reasons'
import type { Stage, StageName } from './stages'
import type { WhyNotMade, WhyNotMoved, WhyNotSent } from './why-not'

/** Where a referral stands. Nobody fails, and nothing is said to hang without a word on who moves next. */
export const statusWords: Record<Status, string> = {
  draft: 'Not sent yet',
  sent: 'Sent',
  asked: 'They have a question',
  waiting: 'On the waiting list',
  accepted: 'Accepted',
  booked: 'First meeting booked',
  started: 'Taking part',
  finished: 'Finished',
  stopped: 'Stopped',
  'did-not-connect': 'Did not connect',
  redirected: 'Pointed to somewhere else',
  declined: 'They could not take it',
  withdrawn: 'Taken back',
}

/** `Tue 24 Nov`, as on a list. */
export function dayInBrief(day: CivilDate): string {
  const words = formatDay(day)
  const month = words.split(' ')[2] ?? ''
  return `${words.slice(0, 3)} ${dayOf(day)} ${monthOf(day) === 9 ? 'Sept' : month.slice(0, 3)}`
}

/** Whose move it is, in words, for whoever reads it: 'Waiting for Garage Saturdays to answer by Tue 24 Nov'. */
export function moveInWords(
  status: Status,
  dueOn: CivilDate | null,
  { reader, programme, today }: { reader: Side; programme: string; today: CivilDate },
): string {
  const they = reader === 'partner' ? 'You' : `Waiting for ${programme} to`
  const by = byWhen(dueOn, today)
  switch (status) {
    case 'draft':
      return `Not sent yet. Look at it and send it${by}`
    case 'sent':
      return `${reader === 'partner' ? 'Answer' : `${they} answer`}${by}`
    case 'asked':
      return `${reader === 'partner' ? 'Waiting for an answer to your question' : 'Answer their question'}${by}`
    case 'waiting':
      return reader === 'partner'
        ? `Be in touch with them${by}`
        : `On the waiting list. ${programme} is in touch with them${by}`
    case 'accepted':
      return `${reader === 'partner' ? 'Book the first meeting' : `${they} book the first meeting`}${by}`
    case 'booked':
      return dueOn !== null && dueOn <= today
        ? `${reader === 'partner' ? 'Say whether they came' : `${they} say whether they came`} on ${dayInBrief(dueOn)}`
        : `First meeting${dueOn === null ? '' : ` on ${dayInBrief(dueOn)}`}`
    case 'started':
      return 'Taking part'
    case 'declined':
    case 'redirected':
    case 'did-not-connect':
      return reader === 'partner' || dueOn === null
        ? statusWords[status]
        : `${statusWords[status]}. Find what comes next${by}`
    case 'finished':
    case 'stopped':
      return reader === 'partner' || dueOn === null
        ? statusWords[status]
        : `${statusWords[status]}. Look back with them${on(dueOn)}`
    case 'withdrawn':
      return statusWords[status]
  }
}

function byWhen(dueOn: CivilDate | null, today: CivilDate): string {
  if (dueOn === null) return ''
  return dueOn < today ? `. It was due on ${dayInBrief(dueOn)}` : ` by ${dayInBrief(dueOn)}`
}

function on(day: CivilDate): string {
  return ` on ${dayInBrief(day)}`
}

export const reasonWords: Record<Reason, string> = {
  full: 'We are full',
  age: 'We work with other ages',
  area: 'We work in another area',
  'not-right-now': 'Not right now',
  'not-safe': 'It would not be safe',
  'waited-too-long': 'The wait was too long',
  'place-or-time': 'The place or the time did not suit',
  'travel-cost': 'Getting there costs too much',
  'no-trust-yet': 'No trust yet',
  'felt-unsafe': 'They did not feel safe there',
  'not-reached': 'We could not reach them',
  'moved-away': 'They moved away',
  custody: 'They went into custody',
  'other-support-better': 'Other support suits them better',
  'said-not-now': 'They said not now',
  unwell: 'They were unwell',
  'something-else-came-up': 'Something else came up',
  'programme-ended': 'The programme ended',
  'worker-changed': 'Their worker changed',
  'did-not-suit': 'It did not suit them',
  'changed-their-mind': 'They changed their mind',
  'said-no-to-sharing': 'They said no to sharing',
  'sent-by-mistake': 'It was sent by mistake',
}

/** The button or choice of each act, as who does it reads it. */
export const actWords: Record<ActName, string> = {
  accept: 'Accept',
  ask: 'Ask a question',
  wait: 'Put on the waiting list',
  decline: 'We can’t take this',
  redirect: 'Point to somewhere else',
  book: 'Book the first meeting',
  came: 'They came',
  'not-come': 'They did not come: try another day',
  move: 'It moves to another day',
  'not-connected': 'It did not connect',
  'third-session': 'They have been three times',
  finish: 'Finished as planned',
  stop: 'Stopped before the end',
  'holding-contact': 'We have been in touch while they wait',
  contacted: 'We have been in touch',
  answer: 'Answer their question',
  chase: 'Chase',
  'book-together': 'Book a first meeting together',
  'check-back': 'We have talked about it',
  withdraw: 'Take it back',
}

/** What goes under each. */
export const actHints: Partial<Record<ActName, string>> = {
  accept: 'With a day for the first meeting, or book it later.',
  wait: 'You are reminded to be in touch every 14 days.',
  decline: 'Who sent it sees this at once.',
  came: 'This is what counts as started.',
  'not-come': 'Not coming once is no end. Say what got in the way.',
  finish: 'Say what they keep, who is next and when to look back.',
  stop: 'Say what they keep, who is next and when to look back.',
  withdraw: 'The programme sees nothing of it from that moment, only that it was taken back.',
  'book-together': 'When you have agreed a day with the programme and go along.',
}

export const noteLabels: Partial<Record<ActName, string>> = {
  ask: 'What do you need to know?',
  wait: 'About how long is the wait?',
  decline: 'Anything that helps them find the next thing',
  redirect: 'Where to, and how?',
  came: 'How did it go?',
  'not-come': 'What got in the way?',
  finish: 'What do they keep, and who is next?',
  stop: 'What do they keep, and who is next?',
  answer: 'Your answer. They see it as you write it',
  chase: 'Anything to say with it',
  'check-back': 'How is it going, in their words?',
  withdraw: 'Why. The programme does not see this',
}

export const dayLabels: Partial<Record<ActName, string>> = {
  finish: 'On which day do you look back together?',
  stop: 'On which day do you look back together?',
  'check-back': 'Look back again on',
}

/** What an event says that left the status as it was. */
export const noteWords: Record<NoteKind | 'kept-sharing', string> = {
  seen: 'Opened by the programme',
  acknowledged: 'The programme says that it has it',
  contacted: 'The programme has been in touch with them',
  'holding-contact': 'The programme has been in touch while they wait',
  'third-session': 'They have been three times',
  chased: 'Chased',
  'check-back': 'Talked about it together',
  'kept-sharing': 'Sharing goes on',
}

export const sectionWords: Record<Section, string> = {
  age: 'Age',
  'birth-date': 'Birth date',
  pronouns: 'Pronouns',
  language: 'Language',
  'communication-needs': 'How to communicate',
  school: 'School',
  strengths: 'Strengths and interests',
  'why-now': 'Why now',
  'getting-there': 'Getting there: travel, times, caring, phone',
  'keep-safe': 'Keeping safe: who must not know, where not to meet',
  'others-involved': 'Who else works with them',
  order: 'An order they are on, its kind only',
  offence: 'Something about an offence',
}

export const sectionHints: Partial<Record<Section, string>> = {
  'keep-safe': 'As things to do or leave, not as what somebody might be.',
  offence: 'Never the whole record. Only what they can’t do without, and why.',
}

/** Never asked for, whoever sends it. Source: domain/F, F3. */
export const neverAsked =
  'Not for here: a full offence history, a diagnosis in detail, a gang’s name, an immigration number.'

export const takesPartWords = {
  yes: 'Yes',
  no: 'No, or not now',
  'not-asked': 'Not asked yet',
} as const

export function takesPartSaid(name: string, said: 'yes' | 'no' | 'not-asked'): string {
  if (said === 'yes') return `${name} wants to take part`
  return said === 'no' ? `${name} has said not now` : `${name} has not been asked yet`
}

export const whyNotMade: Record<WhyNotMade, string> = {
  'not-in-your-caseload': 'We cannot show this page. It may not exist, or you may not have access.',
  'no-such-programme': 'This programme is not in the directory any more.',
  'takes-nobody-new': 'This programme takes nobody new just now. Choose another.',
  'does-not-fit': 'This programme is for others. If it should be this one all the same, say why.',
  'already-referred': 'They have a referral with this programme that still goes on.',
  closed: 'This record is closed. Open it again first.',
  'wants-not-asked': 'It is their choice: ask whether they want to take part before it is sent.',
  'wants-no': 'They have said no to taking part. It is their choice, so it is not sent.',
  'changed-meanwhile': 'Somebody else changed this while you were writing. Look at both, then save again.',
}

export const whyNotSent: Record<WhyNotSent, string> = {
  ...whyNotMade,
  'record-changed':
    'The record has changed since you looked at this. Look again at what they will see, then send it.',
  'decision-too-old': 'What was decided about sharing no longer holds. Answer those questions again.',
}

export const whyNotMoved: Record<WhyNotMoved, string> = {
  'not-theirs': 'We cannot show this page. It may not exist, or you may not have access.',
  'changed-meanwhile': 'This referral has moved on while you were writing. What you wrote is still here.',
  'not-possible-now': 'That can’t be done with this referral as it stands now.',
  'say-which-reason': 'Choose a reason',
  'say-more': 'Say it in a few words',
  'say-which-day': 'Enter the day',
  'day-has-passed': 'Choose a day to come',
  'day-before-it-was-sent': 'Choose a day after it was sent',
  'day-too-far': 'Choose a day within half a year',
  'first-meeting-still-to-come': 'The first meeting is still to come. Move it first if they came sooner',
}

/** The field each refusal leads to. */
export const whereNotMoved: Record<WhyNotMoved, string> = {
  'not-theirs': 'form',
  'changed-meanwhile': 'form',
  'not-possible-now': 'form',
  'say-which-reason': 'reason',
  'say-more': 'note',
  'say-which-day': 'onDay',
  'day-has-passed': 'onDay',
  'day-before-it-was-sent': 'onDay',
  'day-too-far': 'onDay',
  'first-meeting-still-to-come': 'form',
}

export const stageWords: Record<StageName, string> = {
  sent: 'Sent',
  seen: 'Opened',
  answered: 'Answered',
  booked: 'First meeting booked',
  came: 'First meeting held',
  'third-session': 'Three times there',
  finished: 'Finished',
}

export const stageStateWords: Record<Stage['state'], string> = {
  done: 'Done',
  now: 'Now',
  ahead: 'Still to come',
  'not-reached': 'Not reached',
}

/** What a move says of itself once it has happened. */
export function movedWords(from: Status, to: Status, programme: string): string {
  switch (to) {
    case 'draft':
      return statusWords.draft
    case 'sent':
      return from === 'asked' ? 'Question answered' : `Sent to ${programme}`
    case 'asked':
      return `${programme} has a question`
    case 'waiting':
      return `${programme} put them on the waiting list`
    case 'accepted':
      return `${programme} accepted`
    case 'booked':
      return from === 'booked' ? 'First meeting moved to' : 'First meeting booked'
    case 'started':
      return 'They came to the first meeting'
    case 'finished':
      return 'Finished as planned. Looking back on'
    case 'stopped':
      return 'Stopped before the end. Looking back on'
    case 'did-not-connect':
      return 'It did not connect'
    case 'redirected':
      return `${programme} pointed to somewhere else`
    case 'declined':
      return `${programme} could not take it`
    case 'withdrawn':
      return 'Taken back'
  }
}

export const actFormWords = {
  partner: 'Your move',
  referrer: 'What next?',
  which: 'Choose one',
  why: 'Why?',
  note: 'Anything to say with it',
  day: 'On which day?',
  time: 'At what time?',
  timeHint: 'Like 16:00',
  place: 'Where?',
  save: 'Save',
  stands: 'Where it stands',
  day2: 'Day',
  typed: 'What was written',
  meets: (on: string, at: string | null, where: string | null) =>
    ['First meeting', on, at, where].filter(Boolean).join(', '),
}

export const trackWords = {
  track: 'Referral',
  what: 'What happened',
  shared: 'Sharing',
  sharedUntil: (until: CivilDate) => `They see this until ${formatDay(until, 'short')}`,
  notShared: 'They see nothing of this now.',
  ended: (on: CivilDate) => `Ended on ${formatDay(on, 'short')}`,
  basis: 'Because',
  purpose: 'What for',
  saidBy: 'Who said yes',
  themself: 'They did',
  saidOn: 'On',
  views: 'In their words',
  told: 'What they were told',
  contraryView: 'Why it was thought otherwise than is presumed of their age',
  keep: 'Share for longer',
  keepSays: 'Ask again: what was said then holds until the day above and no longer.',
  keepSave: 'Share until that day',
  endSharing: 'Stop sharing now',
  endSays: 'It has ended here. What they were sent is still theirs to read until then.',
  endsSoon: (until: CivilDate) =>
    `Sharing ends on ${formatDay(until, 'short')}. After that they see nothing of this.`,
  options: 'What comes next',
  noOptions: 'Nothing in the directory fits just now. Look at all that comes near.',
  allOptions: 'All that may fit',
  carry: (programme: string) => `Refer to ${programme}`,
  follows: 'The referral before this one',
  followedBy: 'The referral that goes on from this',
  agreedSaid: 'About taking part',
  whyNow: 'Why now',
  fitBecause: 'Why this one, though it is for others',
  change: 'Change it',
}

export const myWords = {
  title: 'Referrals',
  mine: 'Your move',
  theirs: 'Waiting for others',
  none: 'No referrals out. When you refer somebody, you see here whose move it is.',
  find: 'Find a programme',
  meets: (on: CivilDate, at: string | null) =>
    `First meeting ${dayInBrief(on)}${at === null ? '' : `, ${at}`}`,
}

export const inboxWords = {
  title: 'Inbox',
  new: 'New',
  waiting: 'Waiting for you',
  asked: 'Waiting on others',
  booked: 'First meetings',
  taking: 'Taking part',
  none: 'Nothing new.',
  set: 'Set places',
  takenBack: (on: CivilDate) =>
    `One was taken back on ${dayInBrief(on)} by who sent it. Nothing of it is shown any more.`,
  accept: 'Accept',
  otherwise: 'Ask, or answer otherwise',
  notCome: 'They did not come, or it moved',
  sent: 'What was sent',
  acceptDay: 'First meeting on',
  acceptTime: 'at',
  who: (name: string, age: string | null) => (age === null ? name : `${name}, ${age}`),
  goneTitle: 'This was taken back',
  gone: (on: CivilDate) =>
    `Who sent it took it back on ${formatDay(on, 'short')}. Nothing of it is shown any more, and there is nothing for you to do.`,
  yourWords: 'What you had written',
}
