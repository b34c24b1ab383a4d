import { dayInWords } from '../basis'
import type { Told, Words } from '../rule'
import { stepsOf } from '../steps'
import { ageRule, inCareFromSixteen } from './ages'

export const age26 = ageRule({
  code: 'AGE_26',
  scope: 'wellbeing',
  years: 26,
  steps: stepsOf('-12m', '-6m', '-3m'),
  raisedIf: inCareFromSixteen,
  source: {
    title: 'Children (Scotland) Act 1995 ss.29 and 30',
    url: 'https://www.legislation.gov.uk/ukpga/1995/36',
  },
  ownerRole: 'lead professional',
  words,
})

const SAYS: Readonly<Record<string, string>> = {
  '-12m': 'They turn 26 in a year. List which help stops then.',
  '-6m': 'They turn 26 in six months. Help them ask now for what they still need.',
  '-3m': 'They turn 26 in three months. Agree who they can turn to.',
  now: 'They turn 26: earlier steps have passed. Read what changes and talk as soon as you can.',
}

function words({ date, bornOn }: Told): Words {
  const explanation =
    date === null
      ? 'The day cannot be found without a date of birth.'
      : `Born ${dayInWords(bornOn)}, so the day is ${dayInWords(date)}. ${WHAT_CHANGES}`
  return {
    title: 'Turns 26',
    explanation,
    says: (step) => SAYS[step] ?? explanation,
    whatWouldEndIt: 'Nothing but a corrected date of birth.',
    suggestedActions: ['Help them ask before the day'],
  }
}

const WHAT_CHANGES =
  "The council's duty to look at asks for help after care ends at 26. So do the duties of corporate parents. Many programmes stop at 25."
