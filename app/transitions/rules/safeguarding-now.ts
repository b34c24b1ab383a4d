import { civilDate } from '~/shared/civil-date'
import { hoursAfter } from '~/shared/elapsed-hours'
import { dayInWords, factsOf } from '../basis'
import { type Duty, type Fact, type Life, ruleOf } from '../rule'
import { stepsOf } from '../steps'
import { event } from './event'
import { eventWords } from './event-words'

const LAW = 'cp-guidance-2021'
const KINDS = new Set(['DEBT_DISCLOSED', 'EXPLOITATION_DISCLOSED', 'FOUND_FAR_FROM_HOME'])

/**
 * What cannot wait: no prompt and no card, but the child protection route, which Today shows first until somebody is recorded as told.
 * Source: National Guidance for Child Protection in Scotland: share without delay, and talk it over by the next working day.
 */
export const safeguardingNow = ruleOf({
  code: 'SAFEGUARDING_NOW',
  scope: 'exploitation',
  edition: 1,
  lawVersions: [{ code: LAW, effectiveFrom: civilDate('2021-09-02'), verifiedOn: civilDate('2026-11-27') }],
  source: {
    title: 'National Guidance for Child Protection in Scotland 2021, updated 2023',
    url: 'https://www.gov.scot/publications/national-guidance-child-protection-scotland-2021-updated-2023/pages/12/',
  },
  ownerRole: 'whoever hears of it',
  graceDays: 1,
  needs: KINDS,
  settings: {},
  find: (life) =>
    factsOf(life, KINDS).map((fact) =>
      event(life, fact, fact.happensOn, stepsOf(), {
        lawVersion: LAW,
        urgent: true,
        duties: dutiesOf(life, fact),
      }),
    ),
  words: ({ date }) =>
    eventWords(
      'This could not wait',
      `On ${dayInWords(date)} something came up that cannot wait for a prompt: social work or the police are told at once.`,
      {},
      'It stays with who was told and when; a corrected record takes it away.',
      [
        'Tell social work or the police without delay',
        'No card, and no talk about choices, until they are safe',
      ],
    ),
})

/** Without the time, the day itself is the limit. */
function dutiesOf({ workingDays }: Life, { happensOn, atTime }: Fact): Duty[] {
  return [
    {
      what: 'social work or the police are told, without delay',
      by: (atTime && hoursAfter(happensOn, atTime, 0)) || happensOn,
      standing: 'guidance',
    },
    {
      what: 'agencies talk it over, by the next working day at the latest',
      by: workingDays.addWorkingDays(happensOn, 1),
      standing: 'guidance',
    },
  ]
}
