import { dayInWords, isMarked, plannedOn } from '../basis'
import type { Told, Words } from '../rule'
import { eventWords } from './event-words'

export function schoolLeavingWords(told: Told): Words {
  return eventWords(
    'Can leave school',
    explanation(told),
    SAYS,
    'A recorded day on which they left school. Staying on ends what comes after the day.',
    ['Ask what they want next', 'Speak to the school and the careers adviser'],
  )
}

function explanation(told: Told): string {
  const { bornOn, date, certainty, overBecause } = told
  if (isMarked(told, 'elsewhere')) return 'Scottish rule does not apply. Their school is not in Scotland.'
  if (bornOn === null || date === null) return 'The day cannot be found without a date of birth.'

  const sentences = [
    certainty === 'reported'
      ? `The date of birth is not certain. If it is ${dayInWords(bornOn)}, they can leave school on ${dayInWords(date)}.`
      : `Born ${dayInWords(bornOn)}, so they can leave school on ${dayInWords(date)}.`,
  ]
  if (isMarked(told, 'holiday-unknown')) {
    sentences.push(
      'The first day of the Christmas holiday is not known for this school: 21 December is used until it is.',
    )
  }
  const planned = plannedOn(told)
  if (planned) {
    sentences.push(
      `They mean to stay until ${dayInWords(planned)}: what is asked before they leave counts from that day.`,
    )
  }
  if (isMarked(told, 'stays-on')) sentences.push('They have been in school since.')
  sentences.push(overBecause ? `${overBecause}.` : 'Being able to leave is not the same as leaving.')
  return sentences.join(' ')
}

const SAYS = {
  '-26w': 'Leaving school is about six months away. Talk about what they want next. Is there an offer?',
  '-12w': 'Leaving school is about 12 weeks away. Is there an offer they want to take up?',
  '-6w': 'Leaving school is about six weeks away. Check that the offer still stands and who will help.',
  '-2w': 'Leaving school is about two weeks away. Agree who they will hear from after the last day.',
  '+2w':
    'They have been able to leave school for two weeks. Ask what they are doing now, and check with the careers service.',
  '+6w': 'They have been able to leave school for six weeks. Is what they went to working out?',
  '+12w': 'They have been able to leave school for 12 weeks. Ask again how things are and what would help.',
  now: 'Leaving school is close or has just been possible, and earlier steps have passed. Talk as soon as you can. Pass information on, with their agreement.',
}
