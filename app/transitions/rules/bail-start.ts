import { addDays, civilDate, parseCivilDate } from '~/shared/civil-date'
import { hoursAfter } from '~/shared/elapsed-hours'
import { dayInWords, factsOf, gapsOf, isMarked, isReported, restsOn } from '../basis'
import { type Duty, type Fact, type Found, type Life, ruleOf, type Told, type Words } from '../rule'
import { promptsFrom, stepsOf } from '../steps'
import { event } from './event'
import { eventWords } from './event-words'

const LAW = 'bail-supervision-2022'
const BAIL = new Set(['BAIL'])
const HELD = new Set(['REMAND', 'CUSTODY', 'RECALLED'])
const STEPS = { steps: stepsOf('0'), seenWithinHours: 24 }

/**
 * Bail: whoever supervises it sees them within 24 hours of leaving court.
 * Source: Bail supervision, national guidance 2022, chapter 3 and annex 1.
 */
export const bailStart = ruleOf({
  code: 'BAIL_START',
  scope: 'justice',
  edition: 1,
  lawVersions: [{ code: LAW, effectiveFrom: civilDate('2022-01-01'), verifiedOn: civilDate('2026-11-27') }],
  source: {
    title: 'Bail supervision: national guidance, Scottish Government, 2022',
    url: 'https://www.gov.scot/publications/bail-supervision-national-guidance/',
  },
  ownerRole: 'justice social worker',
  graceDays: 1,
  needs: BAIL,
  settings: STEPS,
  find: (life, settings) => factsOf(life, BAIL).map((bail) => findBail(life, bail, settings)),
  words,
})

function findBail(life: Life, bail: Fact, settings: typeof STEPS): Found {
  const { supervised } = bail.details
  const reviewOn = parseCivilDate(bail.details.review_on ?? '')
  const isReviewed = reviewOn !== null && reviewOn >= bail.happensOn
  const held = life.facts.find(
    (fact) => HELD.has(fact.kind) && fact.happensOn >= bail.happensOn && !isReported(fact),
  )
  const prompts = promptsFrom(bail.happensOn, settings.steps, life.workingDays)
  const duties: Duty[] = []
  if (supervised !== 'no') duties.push(firstMeeting(bail, settings))
  if (isReviewed) duties.push({ what: 'look at the conditions again', by: reviewOn, standing: 'practice' })
  return event(life, bail, bail.happensOn, settings.steps, {
    lawVersion: LAW,
    duties,
    dataGaps: [
      ...gapsOf(bail),
      ...(supervised === undefined ? ['whether the bail is supervised'] : []),
      ...(supervised !== 'no' && bail.atTime === null ? ['the time they left court'] : []),
    ],
    warnings: reviewOn !== null && !isReviewed ? ['the review is before the bail: check'] : [],
    basis: [bail, ...(held ? [held] : [])].map(restsOn),
    because: supervised === 'no' ? '' : 'supervised',
    ...(held && {
      prompts: prompts.filter(({ on }) => on < held.happensOn),
      overBecause: 'They were held after it',
    }),
  })
}

/** Without the time of leaving court the hours cannot be counted: whole days are. */
function firstMeeting({ happensOn, atTime }: Fact, { seenWithinHours: hours }: typeof STEPS): Duty {
  const by = atTime === null ? null : hoursAfter(happensOn, atTime, hours)
  return {
    what: 'whoever supervises the bail sees them',
    by: by ?? addDays(happensOn, Math.floor(hours / 24)),
    standing: 'guidance',
  }
}

function words(told: Told): Words {
  const seen = isMarked(told, 'supervised')
    ? ' Where it is supervised, that worker sees them within 24 hours of leaving court.'
    : ''
  const ask = 'Ask if they understand the conditions, and what could make them hard to keep.'
  return eventWords(
    'Bail begins',
    `Bail was granted on ${dayInWords(told.date)}.${seen}`,
    {
      '0': `Bail begins today. ${ask}`,
      before: `Bail is near. ${ask}`,
      after: `Bail has begun. ${ask}`,
      now: `Bail has begun, and earlier steps have passed. ${ask}`,
    },
    'Time in custody, once recorded, or a corrected record.',
    ['Read the conditions together', 'Check how they get to court'],
  )
}
