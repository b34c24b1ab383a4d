import { civilDate } from '~/shared/civil-date'
import { stepsOf } from '../steps'
import { ageRule } from './ages'
import { hasBeenToCourt } from './care'

export const age17And6Months = ageRule({
  code: 'AGE_17_6M',
  scope: 'justice',
  years: 17,
  months: 6,
  isPractice: true,
  steps: stepsOf('-8w'),
  whyRaised: hasBeenToCourt,
  lawVersions: [
    { code: '1995-s49', effectiveFrom: civilDate('1996-04-01'), verifiedOn: civilDate('2026-11-24') },
  ],
  source: {
    title: 'Criminal Procedure (Scotland) Act 1995 s.49',
    url: 'https://www.legislation.gov.uk/ukpga/1995/46/section/49',
  },
  ownerRole: 'justice social worker',
  reached: 'about 17 and a half',
  whatChanges: () =>
    "Until about this day a criminal court may be able to ask a children's hearing for advice. Reports to court should speak about this. The law may have changed: check.",
  says: {
    '-8w':
      "They are about eight weeks from 17 and a half. A report to court should speak about asking a children's hearing.",
  },
  suggestedActions: ['Speak to whoever writes the report to court'],
})
