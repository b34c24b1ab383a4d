import { type CivilDate, civilDate } from '~/shared/civil-date'
import { found, isReported, own } from '../basis'
import { type Basis, type Found, type Life, ruleOf } from '../rule'
import { promptsFrom, stepsOf, windowOf } from '../steps'
import { type Drop, dropsIn, type Half } from './attendance-drops'
import { attendanceWords } from './attendance-words'

const LAW = 'practice-attendance-change'
const SETTINGS = {
  steps: stepsOf('0'),
  dropInPoints: 20,
  unexplainedDays: 5,
  recentWeeks: 4,
  earlierWeeks: 12,
  weeksAbove: 4,
  fewestOpenings: 6,
  explainedInPercent: 80,
}

/**
 * A fall in somebody's own attendance, or days in a row without explanation; never the level alone, which flags a third of all pupils.
 * Source: practice (domain/A2); Scottish Government figures on absence for why a level is no alarm.
 */
export const attendanceDrop = ruleOf({
  code: 'ATTENDANCE_DROP',
  scope: 'education',
  edition: 1,
  lawVersions: [{ code: LAW, effectiveFrom: civilDate('2024-08-01'), verifiedOn: civilDate('2026-11-24') }],
  source: {
    title: 'Practice; school attendance, absence and exclusions 2024-25, Scottish Government',
    url: 'https://www.gov.scot/collections/school-attendance-and-absence/',
  },
  ownerRole: 'school',
  graceDays: 7,
  needs: null,
  settings: SETTINGS,
  find: (life, settings) => {
    if (life.weeks.length === 0) return NOTHING
    return dropsIn(life.weeks, settings).map((drop) => findDrop(life, drop, settings))
  },
  words: attendanceWords,
})

const NOTHING: Found[] = []

function findDrop(life: Life, drop: Drop, { steps, earlierWeeks }: typeof SETTINGS): Found {
  const date = drop.week.starting
  const prompts = promptsFrom(date, steps, life.workingDays)
  const hasLeft = life.facts.some(
    (fact) => fact.kind === 'SCHOOL_LEFT' && fact.happensOn >= date && !isReported(fact),
  )
  const overBecause = hasLeft
    ? 'They have left school'
    : drop.isOver
      ? 'They have been in school more since'
      : null
  return found({
    occurrence: drop.id,
    date,
    certainty: 'recorded',
    lawVersion: LAW,
    knownFrom: drop.knownFrom,
    window: windowOf(date, prompts),
    prompts: drop.isExplained || overBecause ? [] : prompts,
    dataGaps: drop.earlier === null ? [`${earlierWeeks} earlier school weeks to compare with`] : [],
    basis: basisOf(drop),
    overBecause,
    because: becauseOf(drop),
  })
}

/** The weeks that were compared, as `74 100 2026-11-02 2026-11-23 2026-11-27`: present, open, first and last Monday, known from. */
function basisOf({ week, earlier, recent, days, knownFrom }: Drop): Basis[] {
  const basis: Basis[] = []
  if (recent && earlier)
    basis.push(
      own('attendance_recent', half(recent, knownFrom)),
      own('attendance_earlier', half(earlier, knownFrom)),
    )
  if (days > 0) basis.push(own('attendance_run', `${days} ${week.starting} ${knownFrom}`))
  return basis
}

function half({ present, open, first, last }: Half, knownFrom: CivilDate): string {
  return `${present} ${open} ${first} ${last} ${knownFrom}`
}

function becauseOf({ earlier, recent, days, hasFallen, isExplained }: Drop): string {
  const marks: string[] = []
  if (hasFallen) marks.push('fell')
  if (isExplained) marks.push('explained')
  if (recent && earlier) {
    marks.push(`recent ${recent.present} ${recent.open}`, `earlier ${earlier.present} ${earlier.open}`)
  }
  if (days > 0) marks.push(`run ${days}`)
  return marks.join(' ')
}
