import { civilDate } from '~/shared/civil-date'
import { stepsOf } from '../steps'
import { ageRule } from './ages'
import { inCareFromSixteen } from './care'

export const age19 = ageRule({
  code: 'AGE_19',
  scope: 'wellbeing',
  years: 19,
  steps: stepsOf('-6m', '-3m'),
  whyRaised: inCareFromSixteen,
  lawVersions: [
    { code: '1995-s29', effectiveFrom: civilDate('2015-04-01'), verifiedOn: civilDate('2026-11-24') },
  ],
  source: {
    title: 'Children (Scotland) Act 1995 s.29: help after care',
    url: 'https://www.legislation.gov.uk/ukpga/1995/36/section/29',
  },
  ownerRole: 'lead professional',
  reached: '19',
  whatChanges: () =>
    "The council's duty to give help after care runs to 19. After that they can ask for it, and the council looks at what they need. Secure care ends by this day.",
  says: {
    '-6m': 'They turn 19 in six months. Ask the council what help will go on after care.',
    '-3m': 'They turn 19 in three months. Help them ask for help to go on, if they want it.',
  },
  suggestedActions: ['Ask for a pathway plan review'],
})
