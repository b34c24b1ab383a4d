import { dayInWords } from '../basis'
import type { Told, Words } from '../rule'
import { stepsOf } from '../steps'
import { ageRule, hasAny, inCareFromSixteen } from './ages'

const CUSTODY = new Set(['CUSTODY', 'REMAND'])

export const age21 = ageRule({
  code: 'AGE_21',
  scope: 'wellbeing',
  years: 21,
  steps: stepsOf('-12m', '-6m', '-3m'),
  raisedIf: (life) => inCareFromSixteen(life) || hasAny(life, CUSTODY),
  source: {
    title: 'Children (Scotland) Act 1995 ss.29 and 30',
    url: 'https://www.legislation.gov.uk/ukpga/1995/36',
  },
  ownerRole: 'lead professional',
  words,
})

const SAYS: Readonly<Record<string, string>> = {
  '-12m': 'They turn 21 in a year. Talk about where they want to live.',
  '-6m': 'They turn 21 in six months. Check the plan for home and support.',
  '-3m': 'They turn 21 in three months. Is the next home agreed?',
  now: 'They turn 21: earlier steps have passed. Read what changes and talk as soon as you can.',
}

function words({ date, bornOn }: Told): Words {
  const explanation =
    date === null
      ? 'The day cannot be found without a date of birth.'
      : `Born ${dayInWords(bornOn)}, so the day is ${dayInWords(date)}. ${WHAT_CHANGES}`
  return {
    title: 'Turns 21',
    explanation,
    says: (step) => SAYS[step] ?? explanation,
    whatWouldEndIt: 'Nothing but a corrected date of birth.',
    suggestedActions: ['Make a plan for home and support'],
  }
}

const WHAT_CHANGES =
  'The right to stay where they live in care ends at 21. A young offenders institution normally holds people to 21, and in some cases to 23.'
