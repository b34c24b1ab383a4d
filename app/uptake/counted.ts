import {
  type ApartCode,
  apartAfter,
  apartCodes,
  nothingReached,
  type Reached,
  type StepCode,
  stepCodes,
} from './measures'
import type { PeopleInFunnel } from './small-numbers'
import type { Counted } from './too-close'

/** So many of one person's ended at this step; `apart` where they belong to what is not in the line. A null step: linked to no change. */
export type PersonRow = { person: string; endedAt: StepCode | null; isApart: boolean; counted: number }

/**
 * How much of each person ended where: first the steps in their order, then what stands apart, then what is linked to no change.
 * A snapshot keeps it so for each person whom it counts.
 */
export type ByPerson = ReadonlyMap<string, readonly number[]>

const WIDTH = stepCodes.length + apartCodes.length + 1
const UNLINKED = WIDTH - 1

export function byPerson(rows: readonly PersonRow[]): ByPerson {
  const people = new Map<string, number[]>()
  for (const { person, endedAt, isApart, counted } of rows) {
    const held = people.get(person) ?? Array<number>(WIDTH).fill(0)
    people.set(person, held)
    const place = endedAt === null ? UNLINKED : stepCodes.indexOf(endedAt)
    held[place] = (held[place] ?? 0) + counted
    const apart = isApart ? apartCodes.findIndex((code) => apartAfter[code] === endedAt) : -1
    if (apart >= 0) held[stepCodes.length + apart] = (held[stepCodes.length + apart] ?? 0) + counted
  }
  return people
}

export function reachedBy(people: ByPerson): Reached {
  const reached = nothingReached()
  for (const held of people.values()) {
    for (const [at, step] of stepCodes.entries()) reached.endedAt[step] += held[at] ?? 0
    for (const [at, code] of apartCodes.entries()) reached.apart[code] += held[stepCodes.length + at] ?? 0
    reached.unlinked += held[UNLINKED] ?? 0
  }
  return reached
}

/** How many different people there are at a step and between two; the steps by their place among those given. */
export function peopleIn(people: ByPerson, steps: readonly StepCode[]): PeopleInFunnel {
  const places = steps.map((step) => stepCodes.indexOf(step))
  const [first = 0] = places
  return {
    at: (step) => howMany(people, first + step, stepCodes.length),
    lostBetween: (from, to) => howMany(people, first + from, first + to),
  }
}

export function peopleApart(people: ByPerson, code: ApartCode): { in: number; others: number } {
  const step = stepCodes.indexOf(apartAfter[code])
  const place = stepCodes.length + apartCodes.indexOf(code)
  let [inIt, others] = [0, 0]
  for (const held of people.values()) {
    if ((held[place] ?? 0) > 0) inIt += 1
    if ((held[step] ?? 0) > (held[place] ?? 0)) others += 1
  }
  return { in: inIt, others }
}

export function peopleUnlinked(people: ByPerson): number {
  return howMany(people, UNLINKED, WIDTH)
}

/**
 * Whom each number of a report counts that could be read from it: the steps and the losses between them where either of two reports
 * shows them, and what stands beside. What both hide, neither tells of.
 */
export function countedIn(
  people: ByPerson,
  shown: readonly StepCode[],
  besides: readonly ApartCode[],
): Counted {
  const counted = new Map<string, Map<string, number>>()
  const places = shown.map((step) => stepCodes.indexOf(step)).sort((one, other) => one - other)
  for (const [at, place] of places.entries()) {
    take(`from ${place}`, place, stepCodes.length)
    const next = places[at + 1]
    if (next !== undefined) take(`${place} to ${next}`, place, next)
  }
  for (const code of besides) {
    const place = stepCodes.length + apartCodes.indexOf(code)
    take(code, place, place + 1)
  }
  take('unlinked', UNLINKED, WIDTH)
  return counted

  function take(name: string, from: number, to: number): void {
    const members = new Map<string, number>()
    for (const [person, held] of people) {
      const times = sumOf(held, from, to)
      if (times > 0) members.set(person, times)
    }
    counted.set(name, members)
  }
}

function howMany(people: ByPerson, from: number, to: number): number {
  let many = 0
  for (const held of people.values()) if (sumOf(held, from, to) > 0) many += 1
  return many
}

function sumOf(held: readonly number[], from: number, to: number): number {
  let sum = 0
  for (let at = from; at < to; at += 1) sum += held[at] ?? 0
  return sum
}
