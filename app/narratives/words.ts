import { formatDay } from '~/shared/civil-date'
import type { Landing, Topic, UsedCard } from './card'
import type { WhyNotPublished } from './harm-guard'

export const whyNotPublished: Record<WhyNotPublished, string> = {
  'no-such-card': 'There is no such card.',
  withdrawn: 'This card was withdrawn.',
  'nobodys-age': 'Say for which ages it is.',
  'no-wording-for-the-youngest':
    'A card for ages 10 to 12 needs a wording of its own for them, and only such a card has one.',
  'what-is-true-missing': 'Say what is true in the myth.',
  'reality-missing': 'Say what it is really like.',
  'question-missing': 'Write the question that comes first.',
  'no-live-alternative':
    'Name something real that is there now: a checked offer, an open programme or what the worker does.',
  'image-refused': 'Leave out pictures of weapons, wounds, drugs, cash, cars and prisons.',
  'aims-at-fear':
    'A card that frightens cannot go live. Frightening young people does harm (Campbell and Cochrane review, 2013).',
  'evidence-missing': 'Give at least one claim with its source.',
  'claim-without-source': 'Give each claim its source, year, place and grade.',
  'no-review-day': 'Say when it was written and by when to look at it again.',
  'review-too-far': 'Look at it again within twelve months.',
  lapsed: 'Its day of review has passed. Look at it again first.',
  'number-without-source': 'A number for young people goes into the fact with a source, nowhere else.',
  'number-without-year': 'Write the year beside the number.',
  'number-too-old': 'A number more than five years old is for workers only.',
  'number-from-elsewhere': 'A number from another country is for workers only.',
  'nobodys-quotation': 'Leave out quotation marks: nobody who lived it has said this.',
}

export const topicWords: Record<Topic, string> = {
  money: 'money',
  debt: 'owing somebody',
  belonging: 'people who feel like family',
  favours: 'being asked to hold or carry',
  online: 'what comes by phone',
  safety: 'feeling unsafe',
  school: 'school',
  record: 'having a record',
  stopping: 'wanting to stop',
  support: 'workers who leave',
}

export const landingWords: Record<Landing, string> = {
  'made-them-think': 'it made them think',
  fair: 'they thought it fair',
  'not-for-them': 'not for them',
  'not-today': 'not today',
  'too-much': 'too much',
}

/** Why a card is suggested, as the worker reads it. */
export const whyChosen = {
  raised: (topic: Topic) => `They raised it: ${topicWords[topic]}`,
  anyChange: 'Fits any change',
  possible: 'Speaks of what is possible',
  youngest: 'In its words for ages 10 to 12',
  used: ({ usedOn, landed }: UsedCard) =>
    `Used on ${formatDay(usedOn, 'short')}${landed ? `: ${landingWords[landed]}` : ''}`,
}
