import { dayInWords, isMarked } from '../basis'
import type { Told, Words } from '../rule'
import { eventWords } from './event-words'

export function destinationWords(told: Told): Words {
  return isMarked(told, 'lost') ? lost(told) : left(told)
}

const WOULD_END_IT = 'A confirmed place in work, learning or training, recorded beside the day they left.'
const ACTIONS = [
  'Speak to the careers adviser',
  'Offer a place that starts soon',
  'Ask if money at home depends on it',
]

function left(told: Told): Words {
  return eventWords(
    'Left school: what comes next?',
    `They left school on ${dayInWords(told.date)}. ${whatIsKnown(told)} ${PROMISE}`,
    {
      '+2w':
        'What are they doing in the day now? They left school two weeks ago. Ask what they would like, and check with the careers adviser.',
      '+6w':
        'Has anything come of it? They left school six weeks ago and no place is confirmed. Ask what got in the way.',
      '+12w':
        'What would help now? They left school 12 weeks ago and no place is confirmed. Ask again, and go with them to a first meeting.',
      now: 'What are they doing in the day now? They have left school, no place is confirmed, and earlier steps have passed.',
    },
    WOULD_END_IT,
    ACTIONS,
  )
}

function lost(told: Told): Words {
  return eventWords(
    'Lost a job, course or training',
    `A job, course or training ended on ${dayInWords(told.date)}. No next place is confirmed. ${PROMISE}`,
    {
      '+2w':
        'What happened, and what do they want next? Their job, course or training ended two weeks ago. Check with the careers adviser.',
      '+6w':
        'Has anything come of it? Their job, course or training ended six weeks ago. Ask what got in the way.',
      '+12w':
        'What would help now? Their job, course or training ended 12 weeks ago. Ask again, and go with them to a first meeting.',
      now: 'What are they doing in the day now? A job, course or training ended, and earlier steps have passed.',
    },
    'A corrected record of what they lost. A later day on which they left something takes its place.',
    ACTIONS,
  )
}

const PROMISE = 'Everyone of 16 to 19 has been promised a place in learning or training.'

function whatIsKnown(told: Told): string {
  if (isMarked(told, 'planned-place'))
    return 'A place was sure before they left, and whether they started is not recorded.'
  return isMarked(told, 'unconfirmed') ? 'No place is confirmed.' : 'Where they went is not recorded.'
}
