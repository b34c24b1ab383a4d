import { civilDate } from '~/shared/civil-date'
import { stepsOf } from '../steps'
import { ageRule } from './ages'
import { inCareFromSixteen } from './care'

export const age26 = ageRule({
  code: 'AGE_26',
  scope: 'wellbeing',
  years: 26,
  steps: stepsOf('-12m', '-6m', '-3m'),
  whyRaised: inCareFromSixteen,
  lawVersions: [
    { code: '1995-s29', effectiveFrom: civilDate('2015-04-01'), verifiedOn: civilDate('2026-11-24') },
  ],
  source: {
    title: 'Children (Scotland) Act 1995 s.29: help after care',
    url: 'https://www.legislation.gov.uk/ukpga/1995/36/section/29',
  },
  ownerRole: 'lead professional',
  reached: '26',
  whatChanges: () =>
    "The council's duty to look at asks for help after care ends at 26. So do the duties of corporate parents. Many programmes stop at 25.",
  says: {
    '-12m': 'They turn 26 in a year. List which help stops then.',
    '-6m': 'They turn 26 in six months. Help them ask now for what they still need.',
    '-3m': 'They turn 26 in three months. Agree who they can turn to.',
  },
  suggestedActions: ['Help them ask before the day'],
})
