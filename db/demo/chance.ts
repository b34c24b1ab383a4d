/** Chance that falls the same way every time: what it decides is as fixed as if it had been written down. */
export type Chance = {
  /** A whole number, both ends within. */
  between: (least: number, most: number) => number
  oneOf: <T>(list: readonly T[]) => T
  shuffled: <T>(list: readonly T[]) => T[]
}

/** @throws in `oneOf` of nothing. */
export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0

  /** Mulberry32: small, even enough, and the same on every machine. */
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  function between(least: number, most: number): number {
    return least + Math.floor(next() * (most - least + 1))
  }

  return {
    between,
    oneOf: (list) => {
      const one = list[between(0, list.length - 1)]
      if (one === undefined) throw new RangeError('There is nothing to choose from')
      return one
    },
    shuffled: (list) => {
      const all = [...list]
      for (let at = all.length - 1; at > 0; at -= 1) {
        const other = between(0, at)
        const kept = all[at] as (typeof all)[number]
        all[at] = all[other] as (typeof all)[number]
        all[other] = kept
      }
      return all
    },
  }
}
