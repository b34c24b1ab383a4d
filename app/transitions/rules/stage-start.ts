import { type CivilDate, dayIn, later, yearOf } from '~/shared/civil-date'
import { birthDate, derivedFromBirth, found, isReported, lastOf, own, restsOn } from '../basis'
import type { Basis, Certainty, Duty, Fact, Found, Life, Step } from '../rule'
import { promptsFrom, windowOf } from '../steps'
import { firstYearByBirth, firstYearByRecord, sessionFrom, yearsTo } from './stage'

type Starting = Pick<Found, 'occurrence' | 'lawVersion'> & {
  stage: string
  steps: readonly Step[]
  /** Nothing is asked of those who plan to have left by then. */
  heldBackBy?: Fact | null
  /** Counted from the first day, or from 1 August where that is not known. */
  dutiesFrom?: (from: CivilDate) => readonly Duty[]
}

/**
 * The beginning of a stage at school: the first day of that session at their school, or some day of that August. The school's record
 * of the stage is believed before the birth date. Null for who is at no Scottish school, and for what lay long before their record.
 */
export function findStageStart(life: Life, starting: Starting): Found | null {
  if (life.pupil === 'no' || life.schoolNation !== 'scotland') return null
  const byRecord = firstYearByRecord(life)
  const first = byRecord ?? (life.bornOn === null ? null : firstYearByBirth(life, life.bornOn))
  if (first === null) return null
  const { stage, steps, occurrence, lawVersion, heldBackBy = null, dutiesFrom } = starting
  const year = first + yearsTo(stage)
  if (year < yearOf(later(life.openedOn, life.recordedOn)) - LONG_BEFORE) return null

  const on = life.sessionStartsOn[sessionFrom(year)] ?? null
  const from = on ?? dayIn(year, 8, 1)
  const prompts = promptsFrom(from, steps, life.workingDays)
  const left = lastOf(life, 'SCHOOL_LEFT')
  const plan = heldBackBy !== null && heldBackBy.happensOn <= from ? heldBackBy : null
  const overBecause = whyOver(life, left, byRecord === null ? null : year)
  return found({
    occurrence,
    date: on,
    certainty: certaintyOf(life, byRecord !== null, on),
    lawVersion,
    knownFrom: life.recordedOn,
    window: on === null ? { from, to: dayIn(year, 8, 31) } : windowOf(on, prompts),
    prompts: overBecause === null && plan === null ? prompts : NONE,
    duties: dutiesFrom ? dutiesFrom(from) : NONE,
    dataGaps: gapsOf(byRecord, on),
    warnings: isOtherThanByBirth(life, byRecord) ? CHECK_DEFERRAL : NONE,
    basis: basisOf(life, byRecord, year, on, plan ?? left),
    expectedStage: stage,
    overBecause,
    because: `${stage}${on === null ? ` in ${year}` : ''}${plan === null ? '' : ' leaves'}`,
  })
}

/** What somebody lived through years before anybody wrote of them is no change of theirs. */
const LONG_BEFORE = 1
const NONE: readonly never[] = []
const CHECK_DEFERRAL = ['check deferral: the stage on the record is not the one that the date of birth gives']

function whyOver(life: Life, left: Fact | null, yearByRecord: number | null): string | null {
  if (left !== null && !isReported(left)) return 'They have left school'
  const isPast =
    yearByRecord !== null && life.stageSession !== null && yearOf(life.stageSession) > yearByRecord
  return isPast ? 'They are in a later stage' : null
}

function certaintyOf(life: Life, isByRecord: boolean, on: CivilDate | null): Certainty {
  const derived = isByRecord ? 'recorded' : derivedFromBirth(life)
  return on === null && derived !== 'reported' ? 'provisional' : derived
}

function gapsOf(byRecord: number | null, on: CivilDate | null): readonly string[] {
  if (byRecord === null) return on === null ? NO_STAGE_NO_DAY : NO_STAGE
  return on === null ? NO_DAY : NONE
}

const NO_STAGE = ['stage at school']
const NO_DAY = ['first day of the school session']
const NO_STAGE_NO_DAY = [...NO_STAGE, ...NO_DAY]

/** A birth date that is not certain is held against no record of a school. */
function isOtherThanByBirth(life: Life, byRecord: number | null): boolean {
  if (byRecord === null || life.bornOn === null || life.birthDateCertainty !== 'recorded') return false
  return firstYearByBirth(life, life.bornOn) !== byRecord
}

function basisOf(
  life: Life,
  byRecord: number | null,
  year: number,
  on: CivilDate | null,
  fact: Fact | null,
): Basis[] {
  const basis: Basis[] = byRecord === null ? [...birthDate] : [own('stage', life.stage ?? '')]
  if (byRecord !== null && life.bornOn !== null) basis.push(...birthDate)
  if (life.deferredEntry) basis.push(own('deferred_entry', 'yes'))
  if (on !== null) basis.push(own(`session_starts_on ${sessionFrom(year)}`, on))
  if (life.additionalSupportNeeds === 'yes') basis.push(own('additional_support_needs', 'yes'))
  if (fact !== null) basis.push(restsOn(fact))
  return basis
}
