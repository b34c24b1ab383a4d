import { dayInWords } from '../basis'
import type { Told, Words } from '../rule'
import { stepsOf } from '../steps'
import { ageRule, inCareFromSixteen } from './ages'

export const age19 = ageRule({
  code: 'AGE_19',
  scope: 'wellbeing',
  years: 19,
  steps: stepsOf('-6m', '-3m'),
  raisedIf: inCareFromSixteen,
  source: {
    title: 'Children (Scotland) Act 1995 ss.29 and 30',
    url: 'https://www.legislation.gov.uk/ukpga/1995/36',
  },
  ownerRole: 'lead professional',
  words,
})

const SAYS: Readonly<Record<string, string>> = {
  '-6m': 'They turn 19 in six months. Ask the council what help will go on after care.',
  '-3m': 'They turn 19 in three months. Help them ask for help to go on, if they want it.',
  now: 'They turn 19: earlier steps have passed. Read what changes and talk as soon as you can.',
}

function words({ date, bornOn }: Told): Words {
  const explanation =
    date === null
      ? 'The day cannot be found without a date of birth.'
      : `Born ${dayInWords(bornOn)}, so the day is ${dayInWords(date)}. ${WHAT_CHANGES}`
  return {
    title: 'Turns 19',
    explanation,
    says: (step) => SAYS[step] ?? explanation,
    whatWouldEndIt: 'Nothing but a corrected date of birth.',
    suggestedActions: ['Ask for a pathway plan review'],
  }
}

const WHAT_CHANGES =
  "The council's duty to give help after care runs to 19. After that they can ask for it, and the council looks at what they need. Secure care ends by this day."
