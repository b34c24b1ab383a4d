import { type Cell, HIDDEN } from '~/uptake/small-numbers'

/** Some numbers as they were published: those that are shown stand at their place; `adds` says what adds up to what. */
export type Puzzle = {
  cells: readonly Cell[]
  totals: readonly { of: readonly number[]; shown: Cell }[]
  /** What would have been published, had these been the numbers: somebody who knows the rules tries it. */
  publishedOf: (cells: readonly number[]) => string
  published: string
}

/**
 * The values that each hidden cell may still have, for somebody who knows everything that is shown and every rule. It fills in what is
 * hidden, again and again, at first near to the truth, so that it is quick where much is possible; where little is, it tries the rest.
 */
export function solve(
  puzzle: Puzzle,
  truth: readonly number[],
  random: () => number,
  enough = 3,
): Map<number, Set<number>> {
  const hidden = puzzle.cells.flatMap((cell, at) => (cell === HIDDEN ? [at] : []))
  const found = new Map(hidden.map((at) => [at, new Set<number>()]))
  const left = puzzle.totals.map(({ of, shown }) => {
    const known = of.reduce(
      (sum, at) => sum + (puzzle.cells[at] === HIDDEN ? 0 : Number(puzzle.cells[at])),
      0,
    )
    return { of: new Set(of.filter((at) => found.has(at))), rest: shown === HIDDEN ? null : shown - known }
  })
  const cells = puzzle.cells.map((cell) => (cell === HIDDEN ? 0 : cell))
  let tried = 0
  let visited = 0
  let wide = 1
  let near = truth
  let most = 0
  for (let go = 0; go < GOES && !isDone(); go += 1) {
    tried = 0
    visited = 0
    hidden.sort(() => random() - 0.5)
    // Ever wider round the truth, round the truth in another order, round nothing; and at last anywhere.
    wide = go < GOES - 9 ? 1 + ((go >> 2) % 8) : Number.POSITIVE_INFINITY
    near = [truth, truth, shuffled(truth), truth.map(() => 0)][go % 4] ?? truth
    most = go < GOES - 1 ? 6 : 3_000
    fill(0)
  }
  return found

  function isDone(): boolean {
    return [...found.values()].every(({ size }) => size >= enough)
  }

  function fill(at: number): void {
    visited += 1
    if (tried > most || visited > 40 * most + 800 || isDone()) return
    const cell = hidden[at]
    if (cell === undefined) {
      if (left.some(({ rest }) => rest !== null && rest !== 0)) return
      tried += 1
      if (puzzle.publishedOf(cells) !== puzzle.published) return
      for (const place of hidden) found.get(place)?.add(cells[place] ?? 0)
      return
    }
    const lines = left.filter(({ of, rest }) => rest !== null && of.has(cell))
    const room = Math.min(...lines.map(({ rest }) => rest ?? 0), Math.max(...truth) + 12)
    const last = lines.find(({ of }) => [...of].every((other) => hidden.indexOf(other) <= at))
    for (const value of last ? [last.rest ?? 0] : choices(room, near[cell] ?? 0)) {
      if (value > room && !last) continue
      if (lines.some(({ rest }) => (rest ?? 0) < value)) continue
      cells[cell] = value
      for (const line of lines) line.rest = (line.rest ?? 0) - value
      fill(at + 1)
      for (const line of lines) line.rest = (line.rest ?? 0) + value
    }
    cells[cell] = 0
  }

  /** The hidden ones among themselves. */
  function shuffled(counts: readonly number[]): number[] {
    const mixed = hidden
      .map((at) => [random(), counts[at] ?? 0] as const)
      .sort(([one], [other]) => one - other)
    return counts.map((count, at) => mixed[hidden.indexOf(at)]?.[1] ?? count)
  }

  function choices(room: number, middle: number): number[] {
    return Array.from({ length: room + 1 }, (_, value) => value)
      .map((value) => [random() + Math.abs(value - middle) / wide, value] as const)
      .sort(([one], [other]) => one - other)
      .map(([, value]) => value)
  }
}

/** How often it begins anew, so as not to stay with what it tried first. */
const GOES = 1_000

/** The same numbers at every run. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
