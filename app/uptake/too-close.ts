/** How often each person stands in one number of a report. */
export type Members = ReadonlyMap<string, number>
/** Whom each number of a report counts, by the number's name. */
export type Counted = ReadonlyMap<string, Members>

/** So many people at least must differ in every number that differs at all (SD-06). */
export const PEOPLE_APART = 5

/**
 * Whether what two reports say could be laid side by side and tell of somebody: in one of their numbers fewer than five people differ,
 * and not none. A report that counts the same people in every number may be given again.
 */
export function isTooClose(fresh: Counted, earlier: Counted): boolean {
  const names = new Set([...fresh.keys(), ...earlier.keys()])
  for (const name of names) {
    const differ = peopleApart(fresh.get(name) ?? nobody, earlier.get(name) ?? nobody)
    if (differ > 0 && differ < PEOPLE_APART) return true
  }
  return false
}

function peopleApart(one: Members, other: Members): number {
  let differ = 0
  for (const [person, times] of one) if (other.get(person) !== times) differ += 1
  for (const person of other.keys()) if (!one.has(person)) differ += 1
  return differ
}

const nobody: Members = new Map()
