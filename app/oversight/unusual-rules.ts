import type { Role } from '~/access/permissions'
import { familyOf, isSameFamily } from './family-name'
import type { Facts, UnusualRule } from './unusual'

/** One record that a worker opened on the day, and what they had to do with it in the two weeks before. */
export type Opened = {
  personId: string
  familyNames: readonly string[]
  /** The kinds of their ways to it: `lead`, `team`, `share` … */
  ways: readonly string[]
  /** `HH:MM`, in order. */
  lookedAt: readonly string[]
  /** How often they wrote something in it. */
  works: number
  before: { days: number; works: number }
}

export type WorkersDay = {
  name: string
  role: Role
  opened: readonly Opened[]
  isWorkingDay: boolean
  /** On how many days of the four weeks before they were at work outside usual hours. */
  oddDaysBefore: number
  wasStopped: boolean
}

/** How many of a hundred people of the organisation bear a name like this. */
export type HowCommon = (isLike: (familyName: string) => boolean) => number

export type FoundRead = { rule: UnusualRule; personId: string | null; facts: Facts }

/** What is looked for, and from where on. A neighbour is not among it: where staff live is not held. */
export const limits = {
  /** Where more of a hundred people bear it, a name says nothing. */
  commonName: 1,
  /** Looks that lie further apart are visits of their own. */
  minutesBetweenVisits: 15,
  visitsADay: 4,
  /** Days of two weeks, today among them. Who works by shares or places comes back more often. */
  days: { team: 3, 'programme or share': 6 },
  opensAt: '07:00',
  closesAt: '20:00',
  /** Who was at work at odd hours on so many days of four weeks works so. */
  oddDays: 3,
  /** More records than this outside usual hours are told of together. */
  eachByItself: 3,
  people: 40,
} as const

const allocated = ['lead', 'co-worker', 'cover', 'new']

/** Through these a role sees whom it works with every day. */
const everyday: Partial<Record<Role, readonly string[]>> = {
  'team-manager': ['team'],
  'programme-lead': ['programme', 'share'],
  partner: ['share'],
  contributor: ['share'],
}

/** Everything of one worker's day that asks for a word with them. Nothing is weighed: each rule holds or does not. */
export function unusualIn(day: WorkersDay, howCommon: HowCommon): FoundRead[] {
  return [...sameFamilyName(day, howCommon), ...againAndAgain(day), ...outOfHours(day), ...manyPeople(day)]
}

/** Somebody of their own family name, whom nobody gave them to work with, and with whom they did nothing. */
function sameFamilyName(day: WorkersDay, howCommon: HowCommon): FoundRead[] {
  const family = familyOf(day.name)
  if (!family) return []
  const named = day.opened.filter(
    (each) =>
      !isAllocated(each) && didNothing(each) && each.familyNames.some((name) => isSameFamily(family, name)),
  )
  if (named.length === 0 || howCommon((name) => isSameFamily(family, name)) > limits.commonName) return []
  return named.map((each) => ofOne('same-family-name', each))
}

/** The same record several times that day or on several days, by no more than a team's, a programme's or a share's way, and nothing done. */
function againAndAgain({ role, opened }: WorkersDay): FoundRead[] {
  return opened
    .filter((each) => {
      if (isAllocated(each) || (role === 'team-manager' && each.ways.includes('team')) || !didNothing(each))
        return false
      const isByTeam = each.ways.includes('team')
      const days = limits.days[isByTeam ? 'team' : 'programme or share']
      return each.before.days + 1 >= days || (isByTeam && visits(each.lookedAt) >= limits.visitsADay)
    })
    .map((each) => ofOne('again-and-again', each, { days: each.before.days + 1 }))
}

/** Before seven, after eight, at a weekend or on a holiday, of somebody not their own, by somebody who seldom works then. */
function outOfHours({ role, opened, isWorkingDay, oddDaysBefore }: WorkersDay): FoundRead[] {
  if (oddDaysBefore >= limits.oddDays) return []
  const isDayOff = !isWorkingDay
  const found = opened
    .filter((each) => !isOwn(role, each) && didNothing(each))
    .map((each) => ({ each, times: each.lookedAt.filter((time) => isDayOff || isOddTime(time)) }))
    .filter(({ times }) => times.length > 0)
  if (found.length <= limits.eachByItself)
    return found.map(({ each, times }) => ofOne('out-of-hours', each, { times, isDayOff }))
  const times = [...new Set(found.flatMap((one) => one.times))].sort()
  const ways = [...new Set(found.flatMap(({ each }) => each.ways))]
  return [
    {
      rule: 'out-of-hours',
      personId: null,
      facts: { ways, times: [times[0] ?? '', times.at(-1) ?? ''], people: found.length, isDayOff },
    },
  ]
}

/** More people in one day than an allocation explains. */
function manyPeople({ role, opened, wasStopped }: WorkersDay): FoundRead[] {
  const unexplained = opened.filter(
    (each) => !isAllocated(each) && !(role === 'team-manager' && each.ways.includes('team')),
  )
  if (unexplained.length <= limits.people && !wasStopped) return []
  const ways = [...new Set(unexplained.flatMap((each) => each.ways))]
  return [
    {
      rule: 'many-people',
      personId: null,
      facts: { ways, people: unexplained.length, ...(wasStopped && { wasStopped }) },
    },
  ]
}

function ofOne(
  rule: UnusualRule,
  { personId, ways, lookedAt }: Opened,
  more: Partial<Facts> = {},
): FoundRead {
  return { rule, personId, facts: { ways, times: lookedAt, ...more } }
}

export function isAllocated({ ways }: Pick<Opened, 'ways'>): boolean {
  return ways.some((way) => allocated.includes(way))
}

function isOwn(role: Role, opened: Opened): boolean {
  return isAllocated(opened) || opened.ways.some((way) => everyday[role]?.includes(way))
}

function didNothing({ works, before }: Opened): boolean {
  return works === 0 && before.works === 0
}

export function isOddTime(time: string): boolean {
  return time < limits.opensAt || time >= limits.closesAt
}

function visits(lookedAt: readonly string[]): number {
  const minutes = lookedAt.map(minuteOf)
  return minutes.filter(
    (minute, at) => at === 0 || minute - (minutes[at - 1] ?? 0) >= limits.minutesBetweenVisits,
  ).length
}

function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
}
