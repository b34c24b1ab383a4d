import { plural } from '~/caseload/words'
import { type CivilDate, formatDay } from '~/shared/civil-date'
import type { Ask, Booked, Gap } from './gaps'

/** What covers somebody's days, as it stands within a sentence. A programme has a name of its own. */
export const coverWords = {
  school: 'school',
  secure: 'secure care',
  custody: 'custody',
  diversion: 'diversion',
  programme: 'a programme',
  work: 'a job or course',
  order: 'an order',
} as const

/** As it stands beside the shade: '19 days without support'. */
export function gapTitle({ kind, state, days, from }: Gap): string {
  if (state === 'coming') {
    const on = formatDay(from, 'short')
    if (kind === 'worker') return `No worker named from ${on}`
    return days === null ? `Nothing arranged from ${on}` : `${plural(days, 'day')} between, from ${on}`
  }
  return `${plural(days ?? 0, 'day')} ${kind === 'support' ? 'without support' : 'with no named worker'}`
}

/** The same in whole sentences: how long, from when, after what, what is booked. */
export function gapSays(gap: Gap): string {
  return gap.kind === 'support' ? supportSays(gap) : workerSays(gap)
}

function supportSays({ from, until, state, days, after, next, booked, withoutWorker }: Gap): string {
  const day = (on: CivilDate) => formatDay(on, 'short')
  const ended = after === null ? '' : `, after ${after}`
  if (state === 'coming') {
    const ends = `${day(from)}, when ${after ?? 'what they have'} ends`
    return booked === null
      ? `From ${ends}, nothing is arranged.`
      : `From ${ends}, ${plural(days ?? 0, 'day')} lie empty. ${bookedSays(booked)}`
  }
  const alone = withoutWorker
    ? ` No named worker for ${days === withoutWorker ? 'any' : withoutWorker} of them.`
    : ''
  if (state === 'open') {
    return `Without support since ${day(from)}${ended}: still open, ${plural(days ?? 0, 'day')} so far.${alone} ${booked === null ? gapWords.nothingBooked : bookedSays(booked)}`
  }
  const began = next === null ? ', when they came to a session' : `, when ${next} began`
  return `${plural(days ?? 0, 'day')} without support: ${day(from)} to ${until === null ? '' : day(until)}${ended}${began}.${alone}`
}

/** What is booked covers no day: it is said, and counts once they come. */
function bookedSays({ on, title }: Booked): string {
  const what = title === null ? 'A session is planned' : `A first meeting with ${title} is booked`
  return `${what} on ${formatDay(on, 'short')}: it counts once they come.`
}

function workerSays({ from, until, state, days, after }: Gap): string {
  const day = (on: CivilDate) => formatDay(on, 'short')
  const asked = after === null ? '' : `, though ${after} asks for one`
  if (state === 'coming') return `From ${day(from)} nobody is named to work with them${asked}.`
  if (state === 'open') {
    return `No named worker since ${day(from)}${asked}: still open, ${plural(days ?? 0, 'day')} so far.`
  }
  return `${plural(days ?? 0, 'day')} with no named worker: ${day(from)} to ${until === null ? '' : day(until)}${asked}.`
}

export const gapWords = {
  title: 'Gaps in support',
  says: 'Young people who have had nothing to go to, or no named worker, for more than 14 days, and those for whom that is coming. They stand in the order in which it began: that is no order of need.',
  none: 'Nobody has had a gap of more than 14 days, and none is coming in the next 12 weeks.',
  worker: (name: string) => `Worker: ${name}`,
  noWorker: 'No named worker',
  onToday: 'See who in your teams has had nothing for more than 14 days, or soon will',
  open: 'Open',
  coming: 'Coming',
  nothingBooked: 'Nothing is booked.',
  asks: ({ title, plannedOn }: Ask) =>
    `Planned to end on ${formatDay(plannedOn, 'short')}: ${title}. Whether it did is not recorded: ask. No day is counted from it.`,
  noJustice: 'Custody and diversion are not among what you may read: days there look empty here.',
}
