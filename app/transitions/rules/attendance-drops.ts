import { type CivilDate, later } from '~/shared/civil-date'
import type { SchoolWeek } from '../rule'

type Limits = {
  dropInPoints: number
  unexplainedDays: number
  recentWeeks: number
  earlierWeeks: number
  weeksAbove: number
  fewestOpenings: number
  explainedInPercent: number
}

/** Some weeks together: half-days present and open, from the Monday of the first to that of the last. */
export type Half = { present: number; open: number; first: CivilDate; last: CivilDate }

/** One drop. It is named by a week of it, which keeps its name however the school corrects it. */
export type Drop = {
  id: string
  /** The latest week counted when it was first to be raised, or was found where it never was. */
  week: SchoolWeek
  knownFrom: CivilDate
  hasFallen: boolean
  /** A known explanation covers the absence, and there are no days in a row without one: nothing is raised while that is so. */
  isExplained: boolean
  /** Null where there are too few weeks to compare. */
  recent: Half | null
  earlier: Half | null
  /** School days in a row without explanation; 0 where there are too few to matter. */
  days: number
  isOver: boolean
}

/**
 * The drops in somebody's weeks, which come in their order. Whoever was excluded was not absent, so those half-days are taken out
 * first; a week that is then too short is not compared. A drop goes on until enough weeks in a row lie above where it began, or until
 * all that is compared came after it began: then a further fall is another. Fractions are compared exactly.
 */
export function dropsIn(weeks: readonly SchoolWeek[], limits: Limits): Drop[] {
  const drops: Drop[] = []
  const counted = new Counted()
  let open: Open | null = null
  for (const week of weeks) {
    const isCounted = openTo(week) >= limits.fewestOpenings
    if (isCounted) counted.add(week)
    const seen = look(week, isCounted ? counted : NOTHING_COUNTED, limits)
    if (open !== null) {
      goOn(open, seen, isCounted, limits)
      if (open.drop.isOver) open = null
    } else if (seen.hasFallen || seen.days > 0) {
      open = begin(seen, limits)
      drops.push(open.drop)
    }
  }
  return drops
}

/** Weeks that are compared, with what they come to up to each of them. */
class Counted {
  readonly weeks: SchoolWeek[] = []
  private readonly present = [0]
  private readonly open = [0]
  private readonly explained = [0]

  add(week: SchoolWeek): void {
    const at = this.weeks.length
    this.weeks.push(week)
    this.present.push((this.present[at] as number) + week.present)
    this.open.push((this.open[at] as number) + openTo(week))
    this.explained.push((this.explained[at] as number) + week.explained)
  }

  presentIn(from: number, to: number): number {
    return (this.present[to] as number) - (this.present[from] as number)
  }

  openIn(from: number, to: number): number {
    return (this.open[to] as number) - (this.open[from] as number)
  }

  explainedIn(from: number, to: number): number {
    return (this.explained[to] as number) - (this.explained[from] as number)
  }
}

const NOTHING_COUNTED = new Counted()

/** How the weeks up to this one compare: those from `start` with those from `before`. Both are -1 where there are too few. */
type Seen = {
  week: SchoolWeek
  counted: Counted
  before: number
  start: number
  hasFallen: boolean
  isExplained: boolean
  days: number
}

type Open = { drop: Drop; line: Half | null; above: number; since: number }

function look(week: SchoolWeek, counted: Counted, limits: Limits): Seen {
  const days = week.unexplainedDays >= limits.unexplainedDays ? week.unexplainedDays : 0
  const end = counted.weeks.length
  const start = end - limits.recentWeeks
  const before = start - limits.earlierWeeks
  if (before < 0) {
    return { week, counted, before: -1, start: -1, hasFallen: false, isExplained: false, days }
  }
  const present = counted.presentIn(start, end)
  const open = counted.openIn(start, end)
  const was = counted.presentIn(before, start)
  const hasFallen = isBelow(present, open, was, counted.openIn(before, start), limits.dropInPoints)
  const covered = counted.explainedIn(start, end) * 100
  const isExplained = hasFallen && days === 0 && covered >= limits.explainedInPercent * (open - present)
  return { week, counted, before, start, hasFallen, isExplained, days }
}

function begin(seen: Seen, limits: Limits): Open {
  const line = lineOf(seen)
  const low = line && seen.counted.weeks.slice(seen.start).find((each) => isAtMost(each, line, limits))
  const drop = { id: (low ?? seen.week).id, isOver: false, ...raisedBy(seen) }
  return { drop, line, above: 0, since: 0 }
}

/** What a fall is measured against. */
function lineOf({ counted, before, start, hasFallen }: Seen): Half | null {
  return hasFallen ? together(counted, before, start) : null
}

function goOn(open: Open, seen: Seen, isCounted: boolean, limits: Limits): void {
  const { drop } = open
  const isToBeRaised = seen.days > 0 || (seen.hasFallen && !seen.isExplained)
  if (drop.isExplained && isToBeRaised) Object.assign(drop, raisedBy(seen))
  open.line ??= lineOf(seen)
  if (seen.days > 0) open.above = 0
  if (!isCounted) return
  const isLow = open.line !== null && isAtMost(seen.week, open.line, limits)
  open.above = isLow || seen.days > 0 ? 0 : open.above + 1
  open.since += 1
  if (seen.hasFallen || seen.days > 0) return
  drop.isOver = open.above >= limits.weeksAbove || open.since >= limits.earlierWeeks
}

function raisedBy({
  week,
  counted,
  before,
  start,
  hasFallen,
  isExplained,
  days,
}: Seen): Omit<Drop, 'id' | 'isOver'> {
  let knownFrom = week.recordedOn
  if (hasFallen) for (const each of counted.weeks.slice(before)) knownFrom = later(knownFrom, each.recordedOn)
  const isCompared = before >= 0
  const recent = isCompared ? together(counted, start, counted.weeks.length) : null
  const earlier = isCompared ? together(counted, before, start) : null
  return { week, knownFrom, hasFallen, isExplained, recent, earlier, days }
}

function openTo({ openings, excluded }: SchoolWeek): number {
  return openings - excluded
}

function together(counted: Counted, from: number, to: number): Half {
  const first = counted.weeks[from] as SchoolWeek
  const last = counted.weeks[to - 1] as SchoolWeek
  const present = counted.presentIn(from, to)
  return { present, open: counted.openIn(from, to), first: first.starting, last: last.starting }
}

/** So many of so many half-days lie below the others by so many points or more. */
function isBelow(present: number, open: number, was: number, wasOpen: number, points: number): boolean {
  return (was * open - present * wasOpen) * 100 >= points * open * wasOpen
}

function isAtMost(week: SchoolWeek, line: Half, { dropInPoints }: Limits): boolean {
  return isBelow(week.present, openTo(week), line.present, line.open, dropInPoints)
}
