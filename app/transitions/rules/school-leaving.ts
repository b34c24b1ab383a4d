import { addDays, addMonths, birthdayOn, type CivilDate, civilDate, later } from '~/shared/civil-date'
import { birthDate, derivedFromBirth, found, isReported, lastOf, own, restsOn } from '../basis'
import {
  type Basis,
  type Certainty,
  type Duty,
  type Fact,
  type Found,
  type Life,
  type Prompt,
  ruleOf,
  type Step,
} from '../rule'
import { promptsFrom, stepsOf, windowOf } from '../steps'
import { type Leaving, leavingDate } from './leaving-date'
import { schoolLeavingWords } from './school-leaving-words'
import { stageOn } from './stage'

const STEPS = { before: stepsOf('-26w', '-12w', '-6w', '-2w'), after: stepsOf('+2w', '+6w', '+12w') }
const LAW = '1980-s33'

/**
 * The day a pupil may leave school for good. Without a date where the birth date is unknown or the school is not in Scotland.
 * Source: Education (Scotland) Act 1980 s.33; duties from the 2004 Act s.13 and Enquire.
 */
export const schoolLeaving = ruleOf({
  code: 'SCHOOL_LEAVING',
  scope: 'education',
  edition: 2,
  lawVersions: [{ code: LAW, effectiveFrom: civilDate('1980-09-01'), verifiedOn: civilDate('2026-11-24') }],
  source: {
    title: 'Education (Scotland) Act 1980 s.33',
    url: 'https://www.legislation.gov.uk/ukpga/1980/44/section/33',
  },
  ownerRole: 'lead professional',
  graceDays: 14,
  needs: null,
  settings: STEPS,
  find: (life, steps) => [findLeaving(life, steps)],
  words: schoolLeavingWords,
})

function findLeaving(life: Life, { before, after }: typeof STEPS): Found {
  const { bornOn, recordedOn } = life
  const nothing = { date: null, certainty: 'unknown' as const, lawVersion: LAW, knownFrom: recordedOn }
  if (life.schoolNation !== 'scotland') {
    return found({
      ...nothing,
      warnings: ['Scottish rule does not apply'],
      basis: [own('school_nation', life.schoolNation)],
      because: 'elsewhere',
    })
  }
  if (bornOn === null) return found({ ...nothing, dataGaps: ['date of birth'] })

  const leaving = leavingDate(life, bornOn)
  const { date } = leaving
  const prompts = promptsFrom(date, [...before, ...after], life.workingDays)
  const left = lastOf(life, 'SCHOOL_LEFT')
  const intended = lastOf(life, 'SCHOOL_LEAVING_INTENDED')
  const planned = intended !== null && intended.happensOn > date ? intended : null
  const attends = life.attendedWeekStarting !== null && life.attendedWeekStarting > date
  const hasLeft = left !== null && !isReported(left)
  return found({
    date,
    certainty: certaintyOf(life, leaving),
    lawVersion: LAW,
    knownFrom: planned ? later(recordedOn, planned.recordedOn) : recordedOn,
    window: windowOf(date, prompts),
    prompts: hasLeft ? [] : stillAsked(life, prompts, before, planned, attends),
    duties: life.additionalSupportNeeds === 'no' ? [] : dutiesOf(life, bornOn, date),
    dataGaps: dataGapsOf(life, leaving),
    warnings: warningsOf(life, leaving, left),
    basis: basisOf(life, leaving, intended, left, attends),
    expectedStage: stageOn(life, bornOn, date),
    overBecause: hasLeft ? 'They have left school' : null,
    because: becauseOf(leaving, planned, attends),
  })
}

function certaintyOf(life: Life, { isHolidayUnknown }: Leaving): Certainty {
  const derived = derivedFromBirth(life)
  return isHolidayUnknown && derived !== 'reported' ? 'provisional' : derived
}

/** Who stays on is asked before the day they mean to leave, and not asked what became of them after a day that was not theirs. */
function stillAsked(
  life: Life,
  prompts: readonly Prompt[],
  before: readonly Step[],
  planned: Fact | null,
  attends: boolean,
) {
  if (planned) return promptsFrom(planned.happensOn, before, life.workingDays)
  return attends ? prompts.slice(0, before.length) : prompts
}

/** The first talk by 14 is local practice, and only where it is known that more help is needed. */
function dutiesOf(life: Life, bornOn: CivilDate, leavingOn: CivilDate): Duty[] {
  const duties: Duty[] = [
    { what: 'ask other agencies what they can offer', by: addMonths(leavingOn, -12), standing: 'guidance' },
    { what: 'pass information on, with agreement', by: addMonths(leavingOn, -6), standing: 'statutory' },
  ]
  if (life.additionalSupportNeeds === 'yes') {
    duties.push({
      what: 'begin to talk about what comes after school',
      by: birthdayOn(bornOn, 14),
      standing: 'practice',
    })
  }
  return duties
}

function dataGapsOf(life: Life, { isHolidayUnknown }: Leaving): string[] {
  const gaps: string[] = []
  if (life.pupil === 'unknown') gaps.push('whether they are on a school roll')
  if (isHolidayUnknown) gaps.push('first day of the Christmas holiday')
  return gaps
}

/** What is recorded against the day they left is kept and shown, and the day stands. */
function warningsOf(life: Life, { date }: Leaving, left: Fact | null): string[] {
  if (left === null || isReported(left)) return NO_WARNINGS
  const warnings: string[] = []
  const isSure = life.birthDateCertainty === 'recorded'
  if (isSure && left.happensOn < addDays(date, -A_LAST_TERM_ENDS_EARLIER)) warnings.push(LEFT_EARLY)
  if (life.attendedWeekStarting !== null && life.attendedWeekStarting > left.happensOn) {
    warnings.push(CAME_BACK)
  }
  for (const each of life.facts) {
    if (each.kind === 'SCHOOL_LEFT' && each.happensOn !== left.happensOn && !isReported(each)) {
      warnings.push(LEFT_TWICE)
      break
    }
  }
  return warnings
}

/** Schools often record the last day of lessons. */
const A_LAST_TERM_ENDS_EARLIER = 14
const LEFT_EARLY = 'they left school before the day on which they may: check'
const CAME_BACK = 'they were in school after the day recorded as their last: check'
const LEFT_TWICE = 'two days are recorded on which they left school: check'
const NO_WARNINGS: string[] = []

function basisOf(
  life: Life,
  { holiday }: Leaving,
  intended: Fact | null,
  left: Fact | null,
  attends: boolean,
): Basis[] {
  const basis = [...birthDate]
  if (holiday) basis.push(own(`christmas_holiday_first_day ${holiday.session}`, holiday.day))
  if (life.pupil !== 'unknown') basis.push(own('pupil', life.pupil))
  if (life.stage !== null && life.stageSession !== null) basis.push(own('stage', life.stage))
  if (life.deferredEntry) basis.push(own('deferred_entry', 'yes'))
  if (life.additionalSupportNeeds === 'yes') basis.push(own('additional_support_needs', 'yes'))
  if (attends) basis.push(own('attendance', life.attendedWeekStarting ?? ''))
  if (intended) basis.push(restsOn(intended))
  if (left) basis.push(restsOn(left))
  return basis
}

function becauseOf({ isHolidayUnknown }: Leaving, planned: Fact | null, attends: boolean): string {
  const marks: string[] = []
  if (isHolidayUnknown) marks.push('holiday-unknown')
  if (planned) marks.push(`planned ${planned.happensOn}`)
  else if (attends) marks.push('stays-on')
  return marks.join(' ')
}
