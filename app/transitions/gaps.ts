import { type CivilDate, daysBetween, earlier, later } from '~/shared/civil-date'

/**
 * Where nothing is there for somebody: the days between one support ending and the next first attended session.
 *
 * Two kinds of cover are told apart, and neither stands in for the other:
 * - `support`: something to go to or to be in. School while a pupil, secure care and custody (with the learning inside), diversion, a place
 *   on a programme. A place begins on the day somebody first came, not when it was offered, agreed or booked.
 * - `worker`: a named worker, whoever leads or stands in. Nobody came to that by coming: it begins on the day somebody is named.
 *
 * A gap of support begins on the day on which a support ends while no other runs. It ends on the first day after which something does:
 * the next support begins, or they come to a session with a worker. What is booked is no cover until somebody came.
 * A gap of a worker begins on the day on which a named worker ends while there is no other; or, where an order asks for a worker, on
 * the day of that order. It ends on the day somebody is named, or on the day the order ends where nobody ever was.
 *
 * Days are civil days: from the day it ended to the day the next began, the first counted and the last not. 24 December to 12 January
 * are 19 days, whatever the clocks do; a handover on the same day is none. What ends in the time ahead leaves a gap that is coming.
 * A planned day that has passed is not an end: nobody knows whether it came to that, so it is asked and no day is counted from it.
 * Source: capabilities.md, "What nobody has", 9; what counts as having come is domain/E.
 */
export function gapsIn(cover: Cover, today: CivilDate): Gap[] {
  const { workers } = cover
  const gaps = [...supportGaps(cover, today), ...(workers === null ? [] : workerGaps(cover, workers, today))]
  return gaps.sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1))
}

export type GapKind = 'support' | 'worker'

/** From the first day on, up to `until` and not on it; it runs on while that is null. `from` null: since before anything is known. */
export type Span = { title: string; from: CivilDate | null; until: CivilDate | null }

/** What is agreed and nobody has come to yet. */
export type Booked = { on: CivilDate; title: string | null }

export type Cover = {
  /** Those that have begun. */
  supports: readonly Span[]
  /** Days on which they came to a session with a worker. */
  cameOn: readonly CivilDate[]
  /** Days from today on. */
  booked: readonly Booked[]
  /** Null: whoever asks may not read who works with them. */
  workers: readonly { from: CivilDate; until: CivilDate | null }[] | null
  /** Orders for which there is a worker by law or by plan. */
  orders: readonly { title: string; from: CivilDate; until: CivilDate | null }[]
  /** Nothing of a worker is counted before. */
  openedOn: CivilDate
  closedOn: CivilDate | null
}

export type Gap = {
  kind: GapKind
  from: CivilDate
  /** The day on which the next began; null while none has. */
  until: CivilDate | null
  state: 'closed' | 'open' | 'coming'
  /** So many days, of an open one until today; null of a coming one for whose end nothing is booked. */
  days: number | null
  /** What ended, or the order that asks for a worker. */
  after: string | null
  /** What ended it; null for a session with a worker, and while it has not. */
  next: string | null
  booked: Booked | null
  /** On so many of its days so far there was no named worker; null where that may not be read, and of a gap of a worker. */
  withoutWorker: number | null
}

/** Planned to end on a day that has passed: nobody recorded whether it did. */
export type Ask = { title: string; plannedOn: CivilDate }

/** Longer than so many days, a manager is shown it. */
export const LONG = 14
/** What ends later than this from today can still be seen to: a manager is not shown it yet. */
export const AHEAD_DAYS = 84

/** Whether it is one for a manager to look at: going on for more than 14 days, or about to be so long as far as anything is arranged. */
export function isForManager({ state, days, from }: Gap, today: CivilDate): boolean {
  if (state === 'closed') return false
  if (state === 'coming' && daysBetween(today, from) > AHEAD_DAYS) return false
  return days === null || days > LONG
}

function supportGaps({ supports, cameOn, booked, workers, closedOn }: Cover, today: CivilDate): Gap[] {
  const lastDay = closedOn === null ? today : earlier(closedOn, today)
  const gaps: Gap[] = []
  for (const [from, after] of ends(supports)) {
    if (supports.some((span) => runsOn(span, from))) continue
    if (from >= today) {
      if (closedOn === null) gaps.push(...comingFrom(from, after, booked))
      continue
    }
    if (from >= lastDay) continue
    const next = nextAfter(from, supports, cameOn)
    if (next === null && closedOn !== null) continue
    const until = next?.on ?? null
    const days = daysBetween(from, until ?? today)
    if (days === 0) continue
    gaps.push({
      kind: 'support',
      from,
      until,
      state: until === null ? 'open' : 'closed',
      days,
      after,
      next: next?.title ?? null,
      booked: until === null ? firstOf(booked) : null,
      withoutWorker: workers && daysWithout(workers, from, until ?? today),
    })
  }
  return gaps
}

/** Every day on which something ends, once. */
function ends(spans: readonly Span[]): Map<CivilDate, string> {
  const found = new Map<CivilDate, string>()
  for (const { until, title } of spans) if (until !== null && !found.has(until)) found.set(until, title)
  return found
}

function runsOn({ from, until }: Pick<Span, 'from' | 'until'>, day: CivilDate): boolean {
  return (from === null || from <= day) && (until === null || until > day)
}

function nextAfter(day: CivilDate, supports: readonly Span[], cameOn: readonly CivilDate[]) {
  let next: { on: CivilDate; title: string | null } | null = null
  for (const { from, title } of supports) {
    if (from !== null && from > day && (next === null || from < next.on)) next = { on: from, title }
  }
  for (const on of cameOn) if (on >= day && (next === null || on < next.on)) next = { on, title: null }
  return next
}

/** What is booked to begin by then leaves none, if it is kept. */
function comingFrom(from: CivilDate, after: string, booked: readonly Booked[]): Gap[] {
  const first = firstOf(booked.filter(({ on, title }) => title !== null || on >= from))
  if (first !== null && first.on <= from) return []
  return [
    {
      kind: 'support',
      from,
      until: null,
      state: 'coming',
      days: first === null ? null : daysBetween(from, first.on),
      after,
      next: null,
      booked: first,
      withoutWorker: null,
    },
  ]
}

function firstOf(booked: readonly Booked[]): Booked | null {
  let first: Booked | null = null
  for (const each of booked) if (first === null || each.on < first.on) first = each
  return first
}

type Days = { from: CivilDate; until: CivilDate | null }

function workerGaps(
  { orders, openedOn, closedOn }: Cover,
  workers: readonly Days[],
  today: CivilDate,
): Gap[] {
  const lastDay = closedOn === null ? today : earlier(closedOn, today)
  const gaps: Gap[] = []
  for (const { from, until, after } of [
    ...afterWorkers(workers),
    ...beforeWorkers(workers, orders, openedOn),
  ]) {
    const state = from >= today ? 'coming' : until === null || until > lastDay ? 'open' : 'closed'
    if (from < openedOn || (state !== 'closed' && closedOn !== null)) continue
    const ended = state === 'open' ? null : until
    const days =
      ended !== null ? daysBetween(from, ended) : state === 'coming' ? null : daysBetween(from, today)
    const rest = { next: null, booked: null, withoutWorker: null }
    gaps.push({ kind: 'worker', from, until: ended, state, days, after, ...rest })
  }
  return gaps
}

/** From the day on which one ends and there is no other. */
function* afterWorkers(workers: readonly Days[]): Generator<Days & { after: string | null }> {
  const seen = new Set<CivilDate>()
  for (const { until: from } of workers) {
    if (from === null || seen.has(from) || workers.some((span) => runsOn(span, from))) continue
    seen.add(from)
    let until: CivilDate | null = null
    for (const { from: on } of workers) if (on > from && (until === null || on < until)) until = on
    yield { from, until, after: null }
  }
}

/** Days of orders before anybody was ever named, those that touch as one. */
function beforeWorkers(
  workers: readonly Days[],
  orders: Cover['orders'],
  openedOn: CivilDate,
): (Days & { after: string | null })[] {
  let first: CivilDate | null = null
  for (const { from } of workers) if (first === null || from < first) first = from
  const joined: (Days & { after: string | null })[] = []
  for (const order of [...orders].sort((one, other) => (one.from < other.from ? -1 : 1))) {
    const from = later(order.from, openedOn)
    const until = order.until === null ? first : first === null ? order.until : earlier(order.until, first)
    if (until !== null && until <= from) continue
    const last = joined.at(-1)
    if (last && (last.until === null || last.until >= from)) {
      if (last.until !== null && (until === null || until > last.until)) last.until = until
    } else joined.push({ from, until, after: order.title })
  }
  return joined
}

/** The days from the first on, up to the last and not on it, on which none of these runs. */
function daysWithout(spans: readonly Days[], from: CivilDate, until: CivilDate): number {
  let without = 0
  let day = from
  const inOrder = [...spans].sort((one, other) => (one.from < other.from ? -1 : 1))
  for (const span of inOrder) {
    if (day >= until) break
    if (span.until !== null && span.until <= day) continue
    if (span.from > day) without += daysBetween(day, earlier(span.from, until))
    day = span.until ?? until
  }
  return day < until ? without + daysBetween(day, until) : without
}

function keyOf({ from, kind }: Gap): string {
  return `${from} ${kind}`
}
