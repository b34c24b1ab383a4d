import { type CivilDate, formatDay } from '~/shared/civil-date'
import { type Band, bands, type Confidence, type Grade, type Hurt } from './card'
import type { SkipReason } from './card-view'

export const bandWords: Record<Band, string> = {
  A: '10 to 12',
  B: '13 to 15',
  C: '16 and 17',
  D: '18 and over',
}

const youngest: Record<Band, number> = { A: 10, B: 13, C: 16, D: 18 }
const oldest: Record<Band, number | null> = { A: 12, B: 15, C: 17, D: null }

/** `13 to 17`, `16 and over`; ages that a card leaves out between others are left out here too. */
export function agesInWords(ages: readonly Band[]): string {
  const [first] = ages
  const last = ages.at(-1)
  if (first === undefined || last === undefined) return ''
  const isWhole = ages.length === bands.indexOf(last) - bands.indexOf(first) + 1
  if (!isWhole) return ages.map((band) => bandWords[band]).join(', ')
  const until = oldest[last]
  return until === null ? `${youngest[first]} and over` : `${youngest[first]} to ${until}`
}

export const gradeWords: Record<Grade, string> = {
  law: 'Law',
  guidance: 'Official guidance or a charity’s guide',
  strong: 'Strong: large or many studies',
  moderate: 'Moderate: a sound study or review',
  small: 'Small: few people were asked',
  'own-figures': 'A service’s own figures, with nobody to compare with',
  reported: 'Told by the press or by practitioners',
}

export const confidenceWords: Record<Confidence, string> = {
  'read-in-source': 'Read in the source itself',
  'read-elsewhere': 'Read where somebody else reports it',
}

export const hurtWords: Record<Hurt, string> = {
  bereavement: 'a death',
  'violence-injury': 'being hurt by violence',
  'suicide-concern': 'a worry about suicide',
}

export const skipWords: Record<SkipReason, string> = {
  'they-began': 'They began the talk themselves',
  'getting-ready': 'I am getting ready and read it alone',
  'no-words-today': 'Words do not suit them today',
  'spoken-before': 'We have spoken of it before',
}

export const cardListWords = {
  title: 'Cards',
  lede: 'A story that somebody has heard, what it is really like, and something real instead.',
  list: 'Cards',
  change: 'What is changing',
  anyChange: 'Any change',
  age: 'Age',
  anyAge: 'Any age',
  topic: 'What they raised',
  anyTopic: 'Anything',
  show: 'Show these',
  clear: 'Show all',
  none: 'There is no card for this yet.',
  possible: 'What is possible',
  minutes: (minutes: number) => `${minutes} minutes`,
}

export const suggestedWords = {
  list: 'Cards that could help',
  ranking: 'What they raised comes first, then what is changing. A card that you have used comes last.',
  plan: 'Plan a session with this',
  none: 'No card fits just now.',
}

export const cardWords = {
  plan: 'Plan a session with this',
  forWhom: 'Choose whom it is for',
  heard: 'Heard it said',
  next: 'What do you think happens next?',
  askFirst: 'Ask first',
  askFirstSays: 'Ask, then listen. Turn it over when they have said what they think.',
  asked: 'I asked. Turn it over',
  skip: 'Turn it over without asking',
  skipWhy: 'Why leave the question out?',
  chooseWhy: 'Choose a reason',
  turn: 'Turn it over',
  turnBack: 'Turn it back',
  askedSays: 'You asked first.',
  skippedSays: (reason: SkipReason) => `You left the question out: ${skipWords[reason].toLowerCase()}.`,
  true: 'What is true in it',
  reality: 'What it’s really like',
  fact: 'What people don’t tell you',
  talk: 'Talk about it',
  instead: 'Something real instead',
  print: 'To print both sides, use the browser’s print. What is for workers is not printed.',
  notForAge: 'This card has no words for their age. Choose another.',
  ageNotKnown: 'Their birth date is not known. Ask for it before you use a card.',
  forYoungest: 'In the words for ages 10 to 12.',
  seeYoungest: 'See the words for ages 10 to 12',
  seeOthers: 'See the words for 13 and over',

  edge: 'For workers',
  edgeSays: 'Not printed, and not for showing.',
  when: 'When to use it',
  anyChange: 'Any change',
  notWhen: 'When not to',
  rests: (hurts: readonly Hurt[]) =>
    `Leave it for 12 weeks after ${hurts.map((hurt) => hurtWords[hurt]).join(', ')}.`,
  first: 'Before you begin',
  speaksOf: (of: readonly string[]) =>
    `It speaks of ${of.join(' and ')}. Say so, and that they can stop at any time.`,
  heavy: 'If it gets heavy',
  heavySays:
    'Stop. Have tea, take a walk, be quiet. Stay until they are steady, then tell whom you agreed to tell.',
  ifTheySay: 'If they say something that worries you',
  minutes: 'Time',
  ages: 'Ages',
  raises: 'Speaks to',
  reading: 'Reading',
  readingSays: 'Grade 4 or easier, in sentences of twelve words or fewer',
  version: 'Version',
  reviewBy: 'Look at it again by',
  written: 'Where it comes from',
  noContributor: 'Nobody who has lived it has told or written any of it.',
  contributor: 'Somebody who has lived it has told or written part of it.',
  noPanel: 'No panel of young people has read it yet.',
  panel: (day: CivilDate) => `A panel of young people read it on ${formatDay(day, 'short')}.`,
  evidence: 'What it rests on',
  source: 'Open the source',
  real: 'Everything real that it could lead to',
  thisOne: 'What you do together',
  open: 'There now',
  programme: 'Find one',
  noneOpen: 'No open programme of this kind is listed. Look before you name it.',
  lastChecked: (day: CivilDate) =>
    `Last known on ${formatDay(day, 'short')}. Ring or look before you name it.`,
  checked: (day: CivilDate) => `Checked on ${formatDay(day, 'short')}`,
}
