import { civilDate } from '~/shared/civil-date'
import { isMarked } from '../basis'
import { stepsOf } from '../steps'
import { ageRule } from './ages'
import { inCareFromSixteen, inCustodyBefore } from './care'

export const age21 = ageRule({
  code: 'AGE_21',
  scope: 'wellbeing',
  years: 21,
  steps: stepsOf('-12m', '-6m', '-3m'),
  whyRaised: (life, date) => inCareFromSixteen(life) ?? inCustodyBefore(life, date),
  lawVersions: [
    { code: '1995-s26a', effectiveFrom: civilDate('2015-04-01'), verifiedOn: civilDate('2026-11-24') },
  ],
  source: {
    title: 'Children (Scotland) Act 1995 s.26A: continuing care',
    url: 'https://www.legislation.gov.uk/ukpga/1995/36/section/26A',
  },
  ownerRole: 'lead professional',
  reached: '21',
  whatChanges: (told) =>
    isMarked(told, 'custody')
      ? 'A young offenders institution normally holds people to 21, and in some cases to 23.'
      : 'The right to stay where they live in care ends at 21.',
  says: {
    '-12m': 'They turn 21 in a year. Talk about where they want to live.',
    '-6m': 'They turn 21 in six months. Check the plan for home and support.',
    '-3m': 'They turn 21 in three months. Is the next home agreed?',
  },
  suggestedActions: ['Make a plan for home and support'],
})
