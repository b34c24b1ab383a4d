import { birthdayOn, civilDate } from '~/shared/civil-date'
import { dayInWords, factsOf, gapsOf } from '../basis'
import { type Fact, type Found, type Life, ruleOf } from '../rule'
import { stepsOf } from '../steps'
import { event, farAhead } from './event'
import { eventWords } from './event-words'

const LAW = 'cpo-guidance-2019'
const ORDERS = new Set(['CPO_IMPOSED'])
const STEPS = { steps: stepsOf('0', '+3wd'), meetWithinWorkingDays: 5 }

/**
 * A community payback order with supervision: the first meeting within five working days.
 * Source: Community payback order practice guidance, chapter 10, which has been replaced since (domain/I).
 */
export const cpoStart = ruleOf({
  code: 'CPO_START',
  scope: 'justice',
  edition: 1,
  lawVersions: [{ code: LAW, effectiveFrom: civilDate('2019-01-01'), verifiedOn: civilDate('2026-11-27') }],
  source: {
    title: 'Community payback orders: practice guidance, chapter 10',
    url: 'https://www.gov.scot/publications/community-payback-order-practice-guidance/pages/10/',
  },
  ownerRole: 'justice social worker',
  graceDays: 2,
  needs: ORDERS,
  settings: STEPS,
  find: (life, settings) => factsOf(life, ORDERS).flatMap((order) => findStart(life, order, settings) ?? []),
  words: (told) =>
    eventWords(
      'Community payback order begins',
      `The order was made on ${dayInWords(told.date)}. With supervision, the first meeting is held within five working days.`,
      {
        '0': 'The order begins today. Ask if they know what it asks of them, and when the first meeting is.',
        '+3wd':
          'The order began three working days ago. Has the first meeting been held, and could they get there?',
        before: 'The order begins soon. Ask if they know what it asks of them.',
        after: 'The order has begun. Ask how the first meeting went, and what could get in the way.',
        now: 'The order has begun, and earlier steps have passed. Ask how the first meeting went.',
      },
      'A corrected record of the order.',
      ['Go through what the order asks', 'Check how they get to meetings'],
    ),
})

/** Null where the order has no supervision. */
function findStart(life: Life, order: Fact, { steps, meetWithinWorkingDays }: typeof STEPS): Found | null {
  const supervision = supervisionIn(life, order)
  if (supervision === 'none') return null
  const meetBy = life.workingDays.addWorkingDays(order.happensOn, meetWithinWorkingDays)
  return event(life, order, order.happensOn, steps, {
    lawVersion: LAW,
    duties: [{ what: 'hold the first meeting', by: meetBy, standing: 'guidance' }],
    dataGaps: [
      ...gapsOf(order),
      ...(supervision === 'not-known' ? ['whether the order has a supervision requirement'] : []),
    ],
    warnings: [
      ...(supervision === 'must-have' ? [MUST_HAVE] : []),
      ...(steps.some(({ unit }) => unit === 'wd') ? [] : farAhead(life, meetBy)),
    ],
  })
}

const MUST_HAVE = 'unpaid work at 16 or 17 comes with supervision: check the requirements'

/** Unpaid work at 16 or 17 must come with supervision. Source: assisting young people aged 16 to 17 in court, appendix 11. */
function supervisionIn(
  { bornOn }: Life,
  { details, happensOn }: Fact,
): 'named' | 'must-have' | 'not-known' | 'none' {
  const requirements = (details.requirements ?? '').toLowerCase()
  if (requirements.trim() === '') return 'not-known'
  if (requirements.includes('supervis') && !/\b(no|without) supervis/.test(requirements)) return 'named'
  const isChild = bornOn !== null && happensOn < birthdayOn(bornOn, 18)
  return isChild && requirements.includes('unpaid') ? 'must-have' : 'none'
}
