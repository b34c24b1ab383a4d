import { addDays, birthdayOn, type CivilDate, civilDate } from '~/shared/civil-date'
import { dayInWords, factsOf, isMarked, isReported, restsOn } from '../basis'
import {
  type Duty,
  type Fact,
  type Found,
  type Life,
  ruleOf,
  type Step,
  type Told,
  type Words,
} from '../rule'
import { promptsFrom, stepsOf, windowOf } from '../steps'
import { event } from './event'
import { eventWords } from './event-words'

const LAW = 'cp-guidance-2021'
const KINDS = new Set(['CP_INVESTIGATION', 'CP_MEETING_HELD'])
const STEPS = {
  steps: stepsOf('0', '+3w'),
  /** Counted from the day of the meeting. */
  afterMeeting: stepsOf('+1d', '+2w'),
  planningMeetingDays: 28,
  noticeDays: 5,
  recordWorkingDays: 10,
  coreGroupWorkingDays: 15,
}

/**
 * A child protection investigation: a planning meeting within 28 calendar days, and a core group within 15 working days of it.
 * Source: National Guidance for Child Protection in Scotland 2021, updated 2023.
 */
export const cpProcess = ruleOf({
  code: 'CP_PROCESS',
  scope: 'exploitation',
  edition: 1,
  lawVersions: [{ code: LAW, effectiveFrom: civilDate('2021-09-02'), verifiedOn: civilDate('2026-11-27') }],
  source: {
    title: 'National Guidance for Child Protection in Scotland 2021, updated 2023',
    url: 'https://www.gov.scot/publications/national-guidance-child-protection-scotland-2021-updated-2023/pages/12/',
  },
  ownerRole: 'lead professional',
  graceDays: 2,
  needs: KINDS,
  settings: STEPS,
  find,
  words,
})

/** A meeting belongs to the last investigation before it that has none; one without any stands by itself. */
function find(life: Life, settings: typeof STEPS): Found[] {
  const cases: { began: Fact; held: Fact | null; saidHeld: Fact | null }[] = []
  for (const fact of factsOf(life, KINDS)) {
    const open = cases.findLast(({ began, held }) => began.kind === 'CP_INVESTIGATION' && held === null)
    if (fact.kind === 'CP_INVESTIGATION') cases.push({ began: fact, held: null, saidHeld: null })
    else if (open && isReported(fact)) open.saidHeld = fact
    else if (open) open.held = fact
    else cases.push({ began: fact, held: fact, saidHeld: null })
  }
  return cases.map(({ began, held, saidHeld }) =>
    held === null ? waiting(life, began, saidHeld, settings) : met(life, began, held, settings),
  )
}

function waiting(life: Life, began: Fact, saidHeld: Fact | null, settings: typeof STEPS): Found {
  const by = addDays(began.happensOn, settings.planningMeetingDays)
  return event(life, began, began.happensOn, settings.steps, {
    lawVersion: LAW,
    urgent: true,
    duties: [
      {
        what: 'the family and others are told of the planning meeting',
        by: addDays(by, -settings.noticeDays),
        standing: 'guidance',
      },
      { what: 'the child protection planning meeting is held', by, standing: 'guidance' },
    ],
    warnings: [
      ...grownUp(life, began),
      ...(saidHeld ? ['the meeting is said to have been held: check with social work'] : []),
    ],
    basis: saidHeld ? [restsOn(began), restsOn(saidHeld)] : [restsOn(began)],
  })
}

function met(life: Life, began: Fact, held: Fact, settings: typeof STEPS): Found {
  const isAlone = began === held
  const prompts = promptsFrom(held.happensOn, settings.afterMeeting, life.workingDays)
  const isFar = held.happensOn > addDays(life.workingDays.knownUntil, -31)
  return event(life, began, began.happensOn, NO_STEPS, {
    lawVersion: LAW,
    urgent: true,
    knownFrom: held.recordedOn,
    prompts,
    window: windowOf(began.happensOn, prompts),
    duties: dutiesAfter(life, held.happensOn, settings),
    warnings: [
      ...grownUp(life, began),
      ...(isFar
        ? ['holidays are not known that far ahead: days counted in working days are provisional']
        : []),
    ],
    basis: isAlone ? [restsOn(held)] : [restsOn(began), restsOn(held)],
    round: isAlone ? null : held.id,
    because: isAlone ? 'alone' : `met ${held.happensOn}`,
  })
}

const NO_STEPS: readonly Step[] = stepsOf()

function dutiesAfter(
  { workingDays }: Life,
  held: CivilDate,
  { recordWorkingDays, coreGroupWorkingDays }: typeof STEPS,
): Duty[] {
  return [
    {
      what: 'the record of the meeting is sent out',
      by: workingDays.addWorkingDays(held, recordWorkingDays),
      standing: 'guidance',
    },
    {
      what: 'the core group meets',
      by: workingDays.addWorkingDays(held, coreGroupWorkingDays),
      standing: 'guidance',
    },
  ]
}

/** Child protection stops at 18; adult support and protection is there from 16. */
function grownUp({ bornOn }: Life, { happensOn }: Fact): string[] {
  return bornOn !== null && happensOn >= birthdayOn(bornOn, 18)
    ? ['from 18 it is adult support and protection: check with social work']
    : []
}

function words(told: Told): Words {
  return eventWords(
    'Child protection',
    explanation(told),
    {
      '0': 'An investigation has begun. Ask social work who tells them what, and what you may do meanwhile.',
      '+3w':
        'The planning meeting should be held within a week. Ask when it is, and how they can have their say.',
      '+1d': 'The planning meeting was held. Ask what was decided, and how they are after it.',
      '+2w': 'The core group should meet about now. Ask what your part in the plan is.',
      before: 'An investigation is about to begin. Ask social work what you may do meanwhile.',
      after: 'Child protection work is going on. Ask social work what comes next, and what your part is.',
      now: 'Child protection work has begun, and earlier steps have passed. Ask social work where it stands.',
    },
    'The planning meeting, once recorded, moves it on; a corrected record takes it away.',
    ['Ask social work what you may say', 'Offer advocacy, so that they have their say'],
  )
}

function explanation(told: Told): string {
  const day = dayInWords(told.date)
  if (isMarked(told, 'alone')) return `A child protection planning meeting was held on ${day}.`
  return isMarked(told, 'met')
    ? `A child protection investigation began on ${day}, and the planning meeting has been held.`
    : `A child protection investigation began on ${day}. The planning meeting is held within 28 days.`
}
