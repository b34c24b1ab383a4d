import type { HeldFact } from '~/caseload/open-record.server'
import type { TimelineItem } from '~/caseload/timeline-layout'
import { comesFrom } from '~/caseload/words'
import { addDays, addWeeks, type CivilDate } from '~/shared/civil-date'
import { said, stillPlannedOn, transitionTo } from './present'
import type { HeldTransition } from './queries.server'
import type { Certainty } from './rule'
import { certaintyWords, plannedWords } from './words'

/** A life for the picture and the list beside it: the transitions as moments, and what lasts as bars. */
export function timelineItems(
  person: { id: string; bornOn: CivilDate | null; facts: readonly HeldFact[] },
  transitions: readonly HeldTransition[],
): TimelineItem[] {
  const moments = transitions.flatMap((held): TimelineItem[] => {
    const words = said(held, person.bornOn)?.words
    if (!words) return []
    const planned = stillPlannedOn(held)
    const moment: TimelineItem = {
      id: held.id,
      lane: growingUp.has(held.rule) ? 'growing-up' : 'orders',
      title: words.title,
      on: held.date,
      doubt: doubtOf(held.date, held.certainty),
      opensOn: held.date === null || planned !== null ? null : addWeeks(held.date, -REVIEW_WEEKS),
      certainty: certaintyWords[held.certainty],
      to: transitionTo(person.id, held.id),
    }
    return planned === null ? [moment] : [moment, plannedMoment(moment, planned)]
  })
  return [...moments, ...person.facts.flatMap((fact) => barOf(fact, transitions))]
}

/** A later day on which they plan to leave school stands beside the day by law, and the window to look ahead is before it. */
function plannedMoment(byLaw: TimelineItem, on: CivilDate): TimelineItem {
  return {
    ...byLaw,
    id: `${byLaw.id}-planned`,
    title: plannedWords.title,
    on,
    doubt: null,
    opensOn: addWeeks(on, -REVIEW_WEEKS),
    certainty: plannedWords.certainty,
  }
}

/** The window in which to look at a change together opens so long before it. */
const REVIEW_WEEKS = 12

const growingUp = new Set([
  'SCHOOL_LEAVING',
  'DESTINATION_UNCONFIRMED',
  'EXCLUSION',
  'PART_TIME_TIMETABLE',
  'SCHOOL_MOVE',
  'P7_S1',
  'S4_S5_S6',
  'ATTENDANCE_DROP',
  'AGE_16',
  'AGE_17_6M',
  'AGE_18',
  'AGE_19',
  'AGE_21',
  'AGE_26',
  'MOVE_OF_HOME',
  'LOOKED_AFTER_ENDS',
  'CONTINUING_CARE',
])

/** Drawn a week wide either way where a local fact is missing, and two where somebody told us. */
function doubtOf(on: CivilDate | null, certainty: Certainty): TimelineItem['doubt'] {
  const days = { provisional: 7, 'practice-standard': 7, reported: 14 }[certainty as string]
  return on === null || days === undefined ? null : { from: addDays(on, -days), to: addDays(on, days) }
}

type Bar = { title: string; lane: TimelineItem['lane']; endsWith?: string }

const bars: Readonly<Record<string, Bar>> = {
  CSO_MADE: { title: 'Supervision order', lane: 'orders', endsWith: 'CSO_END' },
  ICSO_MADE: { title: 'Interim order', lane: 'orders', endsWith: 'ICSO_END' },
  CUSTODY: { title: 'In custody', lane: 'orders', endsWith: 'RELEASE' },
  SECURE_PLACED: { title: 'Secure care', lane: 'orders', endsWith: 'SECURE_EXIT' },
  LOOKED_AFTER: { title: 'Looked after', lane: 'support' },
  PROGRAMME_PLACE: { title: 'On a programme', lane: 'support' },
}

/** An order lasts to the day that its own rule found; a day that nobody knows draws no end. */
function barOf(fact: HeldFact, transitions: readonly HeldTransition[]): TimelineItem[] {
  const bar = bars[fact.kind]
  if (!bar || fact.withdrawnOn !== null) return []
  const own = transitions.find(
    ({ rule, occurrence }) => rule === bar.endsWith && occurrence === (fact.sourceId ?? fact.id),
  )
  const until = own ? own.date : fact.endsOn
  if (until === null) return []
  return [
    {
      id: fact.id,
      lane: bar.lane,
      title: fact.kind === 'PROGRAMME_PLACE' ? (fact.details.programme ?? bar.title) : bar.title,
      on: fact.happensOn,
      until,
      certainty: comesFrom(fact.source),
      to: `#fact-${fact.id}`,
    },
  ]
}
