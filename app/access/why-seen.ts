import { type CivilDate, formatDay } from '~/shared/civil-date'

export type WaySeen = { src: string; since: CivilDate | null; until: CivilDate | null }

/** As it follows "You see this because": `allocated since 3 March 2026`. */
export function whySeen(ways: readonly WaySeen[]): string {
  return ways
    .map(({ src, since, until }) => `${inWords(src)}${sinceWhen(since)}${untilWhen(until)}`)
    .join(', and ')
}

function inWords(src: string): string {
  if (src.startsWith('share:')) return 'shared with you'
  return sources[src] ?? 'you work with them'
}

const sources: Readonly<Record<string, string>> = {
  lead: 'allocated to you',
  'co-worker': 'you work with them too',
  cover: 'you stand in for somebody',
  team: 'your team works with them',
  programme: 'they have a place on your programme',
  new: 'you have just added them',
}

function sinceWhen(since: CivilDate | null): string {
  return since === null ? '' : ` since ${formatDay(since, 'short')}`
}

function untilWhen(until: CivilDate | null): string {
  return until === null ? '' : ` until ${formatDay(until, 'short')}`
}
