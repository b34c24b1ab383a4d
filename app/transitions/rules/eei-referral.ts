import { birthdayOn, civilDate } from '~/shared/civil-date'
import { dayInWords, isMarked, restsOn } from '../basis'
import { type Duty, type Fact, type Found, type Life, ruleOf, type Told, type Words } from '../rule'
import { inOneOrder, promptsFrom, stepsOf, windowOf } from '../steps'
import { event, farAhead } from './event'
import { eventWords } from './event-words'
import { type Order, ordersIn } from './orders'

const LAW = 'eei-statement-2020'
const KINDS = { made: 'EEI_REFERRED', changed: null, ended: 'EEI_DECIDED' }
const STEPS = {
  steps: stepsOf('0', '+10wd'),
  afterDecision: stepsOf('+3wd'),
  aimWorkingDays: 15,
  tellWorkingDays: 5,
}

/**
 * A referral for early and effective intervention: progressed within 15 working days, the family told within five of the decision.
 * About somebody under 12, or of whose age nobody is sure, it is early support and nothing else.
 * Source: joint statement on early and effective intervention, 2020.
 */
export const eeiReferral = ruleOf({
  code: 'EEI_REFERRAL',
  scope: 'justice',
  edition: 1,
  lawVersions: [{ code: LAW, effectiveFrom: civilDate('2020-01-01'), verifiedOn: civilDate('2026-11-27') }],
  source: {
    title: 'Early and effective intervention: joint statement 2020, and core elements framework 2021',
    url: 'https://socialworkscotland.org/briefings_statements/',
  },
  ownerRole: 'lead professional',
  graceDays: 5,
  needs: new Set([KINDS.made]),
  settings: STEPS,
  find: (life, settings) => ordersIn(life, KINDS).map((order) => findReferral(life, order, settings)),
  words,
})

function findReferral(life: Life, { made, ended, saidToEnd }: Order, settings: typeof STEPS): Found {
  const { addWorkingDays } = life.workingDays
  const asked = promptsFrom(made.happensOn, settings.steps, life.workingDays)
  const before = ended === null ? asked : asked.filter(({ on }) => on < ended.happensOn)
  const after = ended === null ? [] : promptsFrom(ended.happensOn, settings.afterDecision, life.workingDays)
  const prompts = inOneOrder(before, after)
  const aimOn = addWorkingDays(made.happensOn, settings.aimWorkingDays)
  const duties: Duty[] = [{ what: 'the referral is dealt with', by: aimOn, standing: 'guidance' }]
  if (ended !== null) {
    const tellBy = addWorkingDays(ended.happensOn, settings.tellWorkingDays)
    duties.push({ what: 'the family is told what was decided', by: tellBy, standing: 'guidance' })
  }
  return event(life, made, made.happensOn, [], {
    lawVersion: LAW,
    prompts,
    window: windowOf(made.happensOn, prompts),
    duties,
    warnings: [
      ...(saidToEnd && !ended ? ['said to have been decided: check'] : []),
      ...(isOfOtherAge(life, made) ? [OTHER_AGE] : []),
      ...farAhead(life, aimOn),
    ],
    basis: [made, ...(ended ? [ended] : saidToEnd ? [saidToEnd] : [])].map(restsOn),
    because: [isFrom12(life, made) ? 'from-12' : '', ended ? 'decided' : ''].filter(Boolean).join(' '),
  })
}

const OTHER_AGE = 'this help is for those of 8 to 17: check the day and the birth date'

function isOfOtherAge({ bornOn }: Life, { happensOn }: Fact): boolean {
  return bornOn !== null && (happensOn < birthdayOn(bornOn, 8) || happensOn >= birthdayOn(bornOn, 18))
}

function isFrom12({ bornOn, birthDateCertainty }: Life, { happensOn }: Fact): boolean {
  return bornOn !== null && birthDateCertainty === 'recorded' && happensOn >= birthdayOn(bornOn, 12)
}

function words(told: Told): Words {
  const isDecided = isMarked(told, 'decided')
  return eventWords(
    isMarked(told, 'from-12') ? 'Early and effective intervention' : 'Early support',
    `They were referred for early support on ${dayInWords(told.date)}. It is dealt with within about 15 working days, and the family is told within five working days of the decision.`,
    {
      '0': 'They were referred today. Ask what they were told about it, and who they would like beside them.',
      '+10wd': 'The referral was ten working days ago. Ask who has it now, and when it is decided.',
      '+3wd':
        'It was decided three working days ago. Ask if the family has been told, and what they think of it.',
      before: 'They are to be referred soon. Ask who they would like beside them.',
      after: isDecided
        ? 'It has been decided. Ask if the family has been told, and what they think of it.'
        : 'They were referred. Ask who has it now, and when it is decided.',
      now: isDecided
        ? 'It has been decided, and earlier steps have passed. Ask if the family has been told.'
        : 'They were referred, and earlier steps have passed. Ask who has it now, and what the family was told.',
    },
    'The decision, once recorded, ends the steps before it.',
    ['Ask who has the referral', 'Check that the family has been told'],
  )
}
