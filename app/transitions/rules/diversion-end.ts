import { addDays, type CivilDate, daysBetween } from '~/shared/civil-date'
import { certaintyOf, dayInWords, found, gapsOf, isMarked, restsOn } from '../basis'
import { whyNotPossible } from '../data-errors'
import { type Fact, type Found, type Life, type Prompt, ruleOf, type Told, type Words } from '../rule'
import { inOneOrder, promptsFrom, stepsOf, windowOf } from '../steps'
import { DIVERSION_LAW, DIVERSION_SOURCE, DIVERSION_VERSIONS } from './diversion-offer'
import { event } from './event'
import { eventWords } from './event-words'
import { endsAlone, type Order, ordersIn } from './orders'

const KINDS = { made: 'DIVERSION_STARTED', changed: null, ended: 'DIVERSION_ENDED' }
const BEFORE_THE_START = new Set(['DIVERSION_OFFERED', 'DIVERSION_ASSESSED'])
const STEPS = { before: stepsOf('-2w'), after: stepsOf('+2w') }

/** The planned end of diversion from prosecution, and halfway to it, until the end itself is recorded. Practice, domain/A5. */
export const diversionEnd = ruleOf({
  code: 'DIVERSION_END',
  scope: 'justice',
  edition: 1,
  lawVersions: DIVERSION_VERSIONS,
  source: DIVERSION_SOURCE,
  ownerRole: 'justice social worker',
  graceDays: 7,
  needs: new Set([KINDS.made, KINDS.ended]),
  settings: STEPS,
  find: (life, settings) => {
    const orders = ordersIn(life, KINDS)
    const alone = endsAlone(life, orders, KINDS)
    return [
      ...orders.map((order) => findEnd(life, order, settings)),
      ...alone.map((ended) => endedOn(life, ended, null, settings)),
    ]
  },
  words,
})

function findEnd(life: Life, { made, ended, saidToEnd }: Order, settings: typeof STEPS): Found {
  if (ended !== null) return endedOn(life, ended, made, settings)
  const warnings = saidToEnd ? ['said to have ended: check'] : []
  const planned = plannedIn(life, made)
  const basis = [made, ...(planned && planned !== made ? [planned] : []), ...(saidToEnd ? [saidToEnd] : [])]
  const endsOn = planned?.endsOn ?? null
  if (planned === null || endsOn === null) {
    return found({
      occurrence: made.id,
      date: null,
      certainty: 'unknown',
      lawVersion: DIVERSION_LAW,
      knownFrom: made.recordedOn,
      dataGaps: ['the day it is planned to end'],
      warnings,
      basis: basis.map(restsOn),
    })
  }
  const prompts = inOneOrder(
    halfway(made.happensOn, endsOn),
    promptsFrom(endsOn, [...settings.before, ...settings.after], life.workingDays),
  )
  return event(life, made, endsOn, [], {
    lawVersion: DIVERSION_LAW,
    certainty: certaintyOf(planned),
    dataGaps: gapsOf(planned),
    prompts,
    window: windowOf(endsOn, prompts),
    warnings,
    basis: basis.map(restsOn),
  })
}

/** The day was planned when it started, else when it was assessed or offered. */
function plannedIn(life: Life, made: Fact): Fact | null {
  if (made.endsOn !== null) return made
  const earlier = life.facts.findLast(
    ({ kind, happensOn, endsOn }) =>
      BEFORE_THE_START.has(kind) && happensOn <= made.happensOn && endsOn !== null && endsOn > made.happensOn,
  )
  return earlier ?? null
}

/** None where the end is no later than the start. */
function halfway(from: CivilDate, to: CivilDate): Prompt[] {
  const days = daysBetween(from, to)
  return days <= 0 ? [] : [{ step: 'mid', on: addDays(from, Math.floor(days / 2)) }]
}

function endedOn(life: Life, ended: Fact, made: Fact | null, { after }: typeof STEPS): Found {
  const one = event(life, ended, ended.happensOn, after, {
    lawVersion: DIVERSION_LAW,
    occurrence: (made ?? ended).id,
    basis: [...(made ? [made] : []), ended].map(restsOn),
    overBecause: 'It has ended',
    because: 'ended',
  })
  const isBarred = made !== null && whyNotPossible(made, life) === 'before-the-twelfth-birthday'
  return isBarred ? { ...one, prompts: [] } : one
}

function words(told: Told): Words {
  const hasEnded = isMarked(told, 'ended')
  const day = dayInWords(told.date)
  return eventWords(
    'Diversion ends',
    told.date === null
      ? 'Diversion has started, and its planned end is not known.'
      : hasEnded
        ? `Diversion ended on ${day}. The help that came with it can end too.`
        : `Diversion is planned to end on ${day}. The help that comes with it can end too.`,
    {
      mid: 'Diversion is halfway. Ask what has helped so far, and what they would like before it ends.',
      '-2w':
        'Diversion is planned to end in about two weeks. Ask what they want to keep, and who goes on with it.',
      '+2w': hasEnded
        ? 'Diversion ended two weeks ago. Ask how things are, and who they turn to now.'
        : 'Diversion was planned to end two weeks ago. Ask if it did, and who they turn to now.',
      before: 'Diversion is planned to end soon. Ask what they want to keep, and who goes on with it.',
      after: 'Diversion has come to its end. Ask how things are, and who they turn to now.',
      now: 'Diversion ends soon or has ended, and earlier steps have passed. Ask what comes after it.',
    },
    'A new planned day moves it; its end, once recorded, leaves only what follows.',
    ['Agree what comes after it', 'Ask what has helped'],
  )
}
