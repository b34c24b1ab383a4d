import { civilDate } from '~/shared/civil-date'
import { stepsOf } from '../steps'
import { ageRule } from './ages'

export const age18 = ageRule({
  code: 'AGE_18',
  scope: 'wellbeing',
  years: 18,
  steps: stepsOf('-12m', '-6m', '-3m', '-4w', '0'),
  lawVersions: [
    { code: '2011-s83', effectiveFrom: civilDate('2013-06-24'), verifiedOn: civilDate('2026-11-24') },
  ],
  source: {
    title: "Children's Hearings (Scotland) Act 2011 s.83(7)",
    url: 'https://www.legislation.gov.uk/asp/2011/1/section/83',
  },
  ownerRole: 'lead professional',
  reached: '18',
  whatChanges: () =>
    'A supervision order from a hearing ends by this day. Child protection steps stop; adult support and protection can help from 16. Many services stop here. A stay in secure care can go on in some cases, to 19 at most.',
  says: {
    '-12m': 'They turn 18 in a year. List which help stops then and what could take its place.',
    '-6m': 'They turn 18 in six months. Agree who will carry on, and introduce them now.',
    '-3m': 'They turn 18 in three months. Check that each new service has said yes.',
    '-4w': 'They turn 18 in four weeks. Meet with the people who will carry on.',
    '0': 'They turn 18 today. Check that the new help has begun.',
  },
  suggestedActions: ['List the help that stops', 'Introduce the people who will carry on'],
})
