import type { HeldFact } from '~/caseload/open-record.server'
import { MONTHS_EACH_WAY, type TimelineItem } from '~/caseload/timeline'
import { comesFrom } from '~/caseload/words'
import { addDays, addMonths, addWeeks, type CivilDate, later } from '~/shared/civil-date'
import type { HeldCover } from './cover'
import { gapSays, gapTitle } from './gap-words'
import type { Gap } from './gaps'
import { said, stillPlannedOn, transitionTo } from './present'
import type { HeldTransition } from './queries.server'
import type { Certainty } from './rule'
import { certaintyWords, plannedWords, supportWords } from './words'

type Person = { id: string; bornOn: CivilDate | null; facts: readonly HeldFact[] }

/** A life for the picture and the list beside it: the transitions as moments, and what lasts as bars. */
export function timelineItems(
  person: Person,
  transitions: readonly HeldTransition[],
  held: HeldCover,
  gaps: readonly Gap[],
  today: CivilDate,
): TimelineItem[] {
  const planned = new Set([
    ...held.sessions.flatMap(({ transitionId }) => transitionId ?? []),
    ...held.referredFor,
  ])
  const moments = transitions.flatMap((found): TimelineItem[] => {
    const words = said(found, person.bornOn)?.words
    if (!words) return []
    const plans = stillPlannedOn(found)
    const moment: TimelineItem = {
      id: found.id,
      lane: laneOf(found.rule),
      title: words.title,
      on: found.date,
      doubt: doubtOf(found.date, found.certainty),
      opensOn: plans !== null || found.overBecause !== null ? null : opensOn(found),
      isPlanned: planned.has(found.id) || found.decisions.some(({ kind }) => plansFor.has(kind)),
      certainty: certaintyWords[found.certainty],
      to: transitionTo(person.id, found.id),
    }
    return plans === null ? [moment] : [moment, plannedMoment(moment, plans)]
  })
  return [
    ...moments,
    ...person.facts.flatMap((fact) => barOf(fact, person.facts, transitions)),
    ...ownBars(person, held, today),
    ...gaps.map((gap) => gapItem(person.id, gap, gaps, today)),
  ]
}

/** Decided so, something is in hand. */
const plansFor = new Set(['acted', 'already-done'])

/** With the first step of its rule, and 12 weeks before at the earliest: what is looked at a year ahead is not yet close to anything. */
function opensOn({ date, windowFrom }: HeldTransition): CivilDate | null {
  if (date === null) return null
  const weeksBefore = addWeeks(date, -REVIEW_WEEKS)
  return windowFrom !== null && windowFrom < date ? later(windowFrom, weeksBefore) : weeksBefore
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

function laneOf(rule: string): TimelineItem['lane'] {
  if (growingUp.has(rule)) return 'growing-up'
  return ofSupport.has(rule) ? 'support' : 'orders'
}

const ofSupport = new Set(['PROGRAMME_END', 'SERVICE_FUNDING_END', 'WORKER_CHANGE', 'DIVERSION_END'])

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
  'SEASON',
  'BEREAVEMENT',
  'HOMELESS_NOTICE',
  'HOMELESS',
  'PARENT_IMPRISONED',
  'PARENT_RELEASED',
  'MISSING_RETURN',
  'HOSPITAL_VIOLENCE',
])

/** Drawn a week wide either way where a local fact is missing, and two where somebody told us. */
function doubtOf(on: CivilDate | null, certainty: Certainty): TimelineItem['doubt'] {
  const days = { provisional: 7, 'practice-standard': 7, reported: 14 }[certainty as string]
  return on === null || days === undefined ? null : { from: addDays(on, -days), to: addDays(on, days) }
}

type Bar = {
  title: string
  lane: TimelineItem['lane']
  /** The rule that finds its end. */
  endsWith?: string
  /** Kinds of fact that end it, where no rule does. */
  endsOnNext?: ReadonlySet<string>
}

const OUT_OF_COURT = new Set(['COURT', 'REMAND', 'CUSTODY', 'RELEASED'])
const OUT_OF_CUSTODY = new Set(['RELEASED', 'BAIL', 'CUSTODY'])

const bars: Readonly<Record<string, Bar>> = {
  CSO_MADE: { title: 'Supervision order', lane: 'orders', endsWith: 'CSO_END' },
  ICSO_MADE: { title: 'Interim order', lane: 'orders', endsWith: 'ICSO_END' },
  CPO_IMPOSED: { title: 'Community payback order', lane: 'orders', endsWith: 'ORDER_END' },
  RLO: { title: 'Tag', lane: 'orders', endsWith: 'ORDER_END' },
  LICENCE: { title: 'On licence', lane: 'orders', endsWith: 'ORDER_END' },
  SUPERVISED_RELEASE: { title: 'Supervised release', lane: 'orders', endsWith: 'ORDER_END' },
  STRUCTURED_DEFERRED_SENTENCE: { title: 'Deferred sentence', lane: 'orders' },
  BAIL: { title: 'On bail', lane: 'orders', endsOnNext: OUT_OF_COURT },
  REMAND: { title: 'On remand', lane: 'orders', endsOnNext: OUT_OF_CUSTODY },
  CUSTODY: { title: 'In custody', lane: 'orders', endsWith: 'RELEASE' },
  RECALLED: { title: 'Back in custody', lane: 'orders', endsOnNext: OUT_OF_CUSTODY },
  SECURE_PLACED: { title: 'Secure care', lane: 'orders', endsWith: 'SECURE_EXIT' },
  DIVERSION_STARTED: { title: 'Diversion', lane: 'support', endsWith: 'DIVERSION_END' },
  LOOKED_AFTER: { title: 'Looked after', lane: 'growing-up' },
  PROGRAMME_PLACE: { title: 'On a programme', lane: 'support' },
}

/** An order lasts to the day that its own rule found. Where nobody recorded one, it runs on and is asked. */
function barOf(
  fact: HeldFact,
  facts: readonly HeldFact[],
  transitions: readonly HeldTransition[],
): TimelineItem[] {
  if (fact.withdrawnOn !== null) return []
  if (fact.kind === 'CONTINUING_CARE_ENDED') return continuingCare(fact, facts)
  const bar = bars[fact.kind]
  if (!bar) return []
  const own = transitions.find(
    ({ rule, occurrence }) => rule === bar.endsWith && occurrence === (fact.sourceId ?? fact.id),
  )
  const next = bar.endsOnNext
    ? facts
        .filter((each) => each.withdrawnOn === null && bar.endsOnNext?.has(each.kind) && each.id !== fact.id)
        .map(({ happensOn }) => happensOn)
        .filter((on) => on >= fact.happensOn)
        .sort()[0]
    : undefined
  const until = own ? own.date : (next ?? fact.endsOn)
  return [
    {
      id: fact.id,
      lane: bar.lane,
      title: fact.kind === 'PROGRAMME_PLACE' ? (fact.details.programme ?? bar.title) : bar.title,
      on: fact.happensOn,
      until,
      ...(until === null && { endless: 'not-known' as const }),
      certainty: comesFrom(fact.source),
      to: `#fact-${fact.id}`,
    },
  ]
}

/** That it was used is recorded with its end; until then there is a right to it, and nobody says that they live so. */
function continuingCare(ended: HeldFact, facts: readonly HeldFact[]): TimelineItem[] {
  const care = facts.find(
    ({ kind, withdrawnOn, endsOn }) =>
      kind === 'LOOKED_AFTER' && withdrawnOn === null && endsOn !== null && endsOn < ended.happensOn,
  )
  if (!care?.endsOn) return []
  return [
    {
      id: ended.id,
      lane: 'growing-up',
      title: supportWords.continuingCare,
      on: care.endsOn,
      until: ended.happensOn,
      certainty: comesFrom(ended.source),
      to: `#fact-${ended.id}`,
    },
  ]
}

/** What our own records hold: school, who works with them, places on programmes, and until when those are paid for. */
function ownBars({ id: personId, facts }: Person, held: HeldCover, today: CivilDate): TimelineItem[] {
  const left = held.facts.findLast(({ kind }) => kind === 'SCHOOL_LEFT')
  const atSchool = held.pupil === 'yes' && !left
  const begins = addMonths(today, -MONTHS_EACH_WAY)
  const intends = held.facts.findLast(
    ({ kind, happensOn }) => kind === 'SCHOOL_LEAVING_INTENDED' && happensOn >= today,
  )
  const leaves = left ?? intends
  const leavesOn = leaves?.happensOn
  const told = facts.find(({ id, sourceId }) => leaves && (sourceId ?? id) === leaves.id)
  const school: TimelineItem[] =
    left || atSchool
      ? [
          {
            id: 'school',
            lane: 'support',
            title: supportWords.atSchool,
            on: left && left.happensOn < begins ? addDays(left.happensOn, -1) : begins,
            startNotKnown: true,
            ...(told && { to: `#fact-${told.id}` }),
            ...(leavesOn ? { until: leavesOn } : { endless: 'goes-on' as const }),
          },
        ]
      : []
  const workers = held.workers.map(
    ({ name, from, until }, at): TimelineItem => ({
      id: `worker-${at}`,
      lane: 'support',
      title: supportWords.worker(name),
      on: from,
      ...(until ? { until } : { endless: 'goes-on' as const }),
    }),
  )
  const places = held.places.flatMap(
    ({ id, referralId, programmeId, title, from, until, fundedUntil }): TimelineItem[] => [
      {
        id: `place-${id}`,
        lane: 'support',
        title,
        on: from,
        ...(until ? { until } : { endless: 'goes-on' as const }),
        to: referralId ? `/people/${personId}/referrals/${referralId}` : `/programmes/${programmeId}`,
      },
      ...(fundedUntil && until === null && fundedUntil > from
        ? [
            {
              id: `funded-${id}`,
              lane: 'support' as const,
              title: supportWords.funded(title),
              on: from,
              until: fundedUntil,
              to: `/programmes/${programmeId}`,
            },
          ]
        : []),
    ],
  )
  return [...school, ...workers, ...places]
}

/** Until today while it is open; one that is coming lasts to what is booked, else as far as the picture goes. */
function gapItem(personId: string, gap: Gap, gaps: readonly Gap[], today: CivilDate): TimelineItem {
  const { kind, from, state, booked } = gap
  const until = gap.until ?? (state === 'open' ? today : (booked?.on ?? null))
  return {
    id: `gap-${kind}-${from}`,
    lane: 'support',
    title: gapTitle(gap),
    on: from,
    until: until ?? addMonths(today, MONTHS_EACH_WAY),
    ...((state === 'open' || until === null) && { endless: 'goes-on' as const }),
    gap: { kind, says: isSaidBeside(gap, gaps) ? null : gapSays(gap) },
    ...(kind === 'support' && state !== 'closed' && { to: `/people/${personId}/programmes` }),
  }
}

/** Days without a worker within one gap of support are counted in its own sentence. */
function isSaidBeside({ kind, from, until, state }: Gap, gaps: readonly Gap[]): boolean {
  if (kind !== 'worker' || state === 'coming') return false
  return gaps.some(
    (other) =>
      other.kind === 'support' &&
      other.state !== 'coming' &&
      other.from <= from &&
      (other.until === null || (until !== null && until <= other.until)),
  )
}
