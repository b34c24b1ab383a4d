import type { Section } from './chosen'
import { sectionWords } from './words'

/** What stands on the page where a referral is written, and on the one where it is looked at before it goes. */
export const shareWords = {
  title: (programme: string) => `Refer to ${programme}`,
  change: 'Change what you wrote',
  wants: 'What they want, and why now',
  hopes: (name: string) => `What does ${name} want from it?`,
  hopesHint: 'In their words. The programme sees this.',
  whyNow: 'Why now?',
  whyNowHint: 'For us. The programme sees it only if you tick it below.',
  fit: 'This programme is for others',
  fitBecause: 'Why should it be this one all the same?',
  fitBecauseHint: 'They see only what you tick below. This is kept with the referral.',
  sharing: 'Sharing',
  shown: 'What they will see',
  least: 'Their name, how to reach them and what they want. The rest is off.',
  ways: (name: string) => `How may they reach ${name}?`,
  waysHint: 'Only ways that are marked safe in the record.',
  noWays: 'No way is marked safe in the record, so they reach them through you.',
  more: 'What else must they know?',
  moreHint: 'Tick only what they can’t do without, and say why. They see both.',
  why: (section: Section) => `Why must they know? (${sectionWords[section]})`,
  says: (section: Section) => `What should they know? (${sectionWords[section]})`,
  needsWhy: (section: Section) => `Say why they must know: ${lower(sectionWords[section])}`,
  needsWords: (section: Section) => `Say what they should know: ${lower(sectionWords[section])}`,
  fromRecord: (says: string) => `The record says: ${says}`,
  takingPart: 'Taking part',
  agreed: (name: string) => `Does ${name} want to take part?`,
  agreedHint: 'This is about going there. It is not the answer about sharing.',
  agreedSaid: 'In their words',
  look: 'Look at what they will see',
  save: 'Save, and look again',
  back: 'Not now',
  carried: 'We carried over what you wrote for the last one. Ask again about sharing and taking part.',

  theyWillSee: 'They will see',
  theySee: 'They see',
  atLeast: 'This at least. What you write and tick here comes with it. You see all of it before it goes.',
  exactly: 'This, and nothing else of the record.',
  reach: 'How to reach them',
  through: (name: string, email: string) => `Through ${name}, ${email}`,
  wantsIt: 'What they want',
  takesPart: 'Taking part',
  from: 'Who refers',
  because: 'Why:',
  notYet: 'What you write here',

  send: 'Send',
  sendTitle: (programme: string) => `To ${programme}`,
  readOutAgain: 'Read it out once more, if you can.',
  throwAway: 'Throw this away',
  lookAgain: 'Look again',
}

function lower(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1)
}
