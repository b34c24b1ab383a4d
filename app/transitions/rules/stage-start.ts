import { type CivilDate, dayIn, later, yearOf } from '~/shared/civil-date'
import { birthDate, derivedFromBirth, found, isReported, lastOf, own, restsOn } from '../basis'
import type { Basis, Certainty, Fact, Found, Life, Step } from '../rule'
import { promptsFrom, windowOf } from '../steps'
import { firstYearByBirth, firstYearByRecord, sessionFrom, yearsTo } from './stage'

export type StageStart = {
  year: number
  /** The first day of the session at their school; null where it is not known. */
  on: CivilDate | null
  /** That day, or 1 August, from which steps and duties are counted. */
  from: CivilDate
}

type Starting = Pick<Found, 'occurrence' | 'lawVersion'> & {
  stage: string
  steps: readonly Step[]
  part?: (start: StageStart) => Partial<Found>
}

/**
 * The beginning of a stage at school: the first day of that session at their school, or some day of that August. The school's record
 * of the stage is believed before the birth date. Null for who is at no Scottish school, and for what lay long before their record.
 */
export function findStageStart(
  life: Life,
  { stage, steps, occurrence, lawVersion, part }: Starting,
): Found | null {
  const byRecord = firstYearByRecord(life)
  const first = byRecord ?? (life.bornOn === null ? null : firstYearByBirth(life, life.bornOn))
  if (first === null) return null
  const year = first + yearsTo(stage)
  if (year < yearOf(later(life.openedOn, life.recordedOn)) - LONG_BEFORE) return null
  if (life.pupil === 'no' || life.schoolNation !== 'scotland') return null

  const on = life.sessionStartsOn[sessionFrom(year)] ?? null
  const from = on ?? dayIn(year, 8, 1)
  const prompts = promptsFrom(from, steps, life.workingDays)
  const left = lastOf(life, 'SCHOOL_LEFT')
  const overBecause = whyOver(life, left, byRecord === null ? null : year)
  const own = part?.({ year, on, from })
  return found({
    date: on,
    certainty: certaintyOf(life, byRecord !== null, on),
    knownFrom: life.recordedOn,
    window: on === null ? { from, to: dayIn(year, 8, 31) } : windowOf(on, prompts),
    dataGaps: gapsOf(byRecord, on),
    warnings: isOtherThanByBirth(life, byRecord) ? CHECK_DEFERRAL : NO_WARNINGS,
    basis: basisOf(life, byRecord, year, on, left),
    expectedStage: stage,
    because: on === null ? `in ${year}` : '',
    ...own,
    occurrence,
    lawVersion,
    prompts: overBecause ? [] : (own?.prompts ?? prompts),
    overBecause,
  })
}

/** What somebody lived through years before anybody wrote of them is no change of theirs. */
const LONG_BEFORE = 2
const NO_WARNINGS: readonly string[] = []
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

function gapsOf(byRecord: number | null, on: CivilDate | null): string[] {
  const gaps: string[] = []
  if (byRecord === null) gaps.push('stage at school')
  if (on === null) gaps.push('first day of the school session')
  return gaps
}

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
  left: Fact | null,
): Basis[] {
  const basis: Basis[] = byRecord === null ? [...birthDate] : [own('stage', life.stage ?? '')]
  if (byRecord !== null && life.bornOn !== null) basis.push(...birthDate)
  if (life.deferredEntry) basis.push(own('deferred_entry', 'yes'))
  if (on !== null) basis.push(own(`session_starts_on ${sessionFrom(year)}`, on))
  if (life.additionalSupportNeeds === 'yes') basis.push(own('additional_support_needs', 'yes'))
  if (left !== null) basis.push(restsOn(left))
  return basis
}
