import { isSame, waysToHide } from './choose-hidden'
import { places, type Sums, withTotals } from './sums'

/** How many values a hidden number must keep for somebody who knows these rules and everything that is shown. */
const VALUES = 3
/** So many tables are looked at; where they do not settle it, more is hidden. */
const LOOKED_AT_MOST = 400
/** Changes of three cells are looked for among so many. */
const MOST_THREES = 4

/**
 * What is hidden, by place: the least of the ways in which every hidden number still has three possible values. Those are counted over
 * other tables that would be shown in exactly the same way, so that to know the rule is no help. `lives` tells which tables there are.
 */
export function hiddenIn(
  sums: Sums,
  cells: readonly number[],
  smallUnder: number,
  lives: (numbers: readonly number[]) => boolean = () => true,
): boolean[] {
  const known = new Map<string, boolean>()
  const held = new Map<string, boolean[][]>()
  const ways = waysOf(cells)
  return (
    ways.find((_, at) => at === ways.length - 1 || leavesDoubt(cells, at)) ??
    withTotals(sums, cells).map(() => false)
  )

  function waysOf(table: readonly number[]): boolean[][] {
    const key = `${table}`
    const ways = held.get(key) ?? waysToHide(sums, table, smallUnder)
    held.set(key, ways)
    return ways
  }

  /** All tables that lead to one another by way of such tables get the same answer: so the answer tells nothing of which it was. */
  function leavesDoubt(from: readonly number[], way: number): boolean {
    const hidden = waysOf(from)[way] ?? []
    const before = known.get(`${way} ${from}`)
    if (before !== undefined) return before

    const values = new Map(
      hidden.flatMap((isHidden, place) => (isHidden ? [[place, new Set<number>()]] : [])),
    )
    const seen = new Map<string, readonly number[]>([[`${from}`, from]])
    let looked = 0
    for (const table of seen.values()) {
      if (isEnough(table)) return settled(true)
      lookAt(besides(table, hidden))
    }
    for (const table of seen.values()) {
      if (isEnough(table)) return settled(true)
      lookAt(besides(table, hidden))
      lookAt(furtherOff(table, hidden))
    }
    return settled(false)

    function isEnough(table: readonly number[]): boolean {
      const numbers = withTotals(sums, table)
      for (const [place, held] of values) held.add(numbers[place] ?? 0)
      return [...values.values()].every(({ size }) => size >= VALUES)
    }

    function lookAt(tables: Iterable<readonly number[]>): void {
      for (const next of tables) {
        if (looked > LOOKED_AT_MOST) return
        if (seen.has(`${next}`)) continue
        looked += 1
        if (looksTheSame(next, hidden, way)) seen.set(`${next}`, next)
      }
    }

    function settled(answer: boolean): boolean {
      for (const key of seen.keys()) known.set(`${way} ${key}`, answer)
      return answer
    }
  }

  function looksTheSame(table: readonly number[], hidden: readonly boolean[], way: number): boolean {
    if (!lives(withTotals(sums, table))) return false
    if (!isSame(hidden, waysOf(table)[way])) return false
    return places(way).every((earlier) => !leavesDoubt(table, earlier))
  }

  /** The tables one step away in which everything that is shown stays as it is. */
  function* besides(table: readonly number[], hidden: readonly boolean[]): Generator<readonly number[]> {
    for (const { up, down } of stepsIn(sums, hidden)) {
      const least = Math.min(...down.map((cell) => table[cell] ?? 0))
      const [one = 0, other = 0] = [table[up[0] ?? 0], table[down[0] ?? 0]]
      const sizes = new Set([...places(2 * smallUnder).map((size) => size + 1), other - one])
      for (const size of sizes) {
        if (size <= 0 || size > least) continue
        const next = [...table]
        for (const cell of up) next[cell] = (next[cell] ?? 0) + size
        for (const cell of down) next[cell] = (next[cell] ?? 0) - size
        yield next
      }
    }
  }

  /** In a single line also those in which three cells change at once: two small ones and the one that takes up the rest. */
  function* furtherOff(table: readonly number[], hidden: readonly boolean[]): Generator<readonly number[]> {
    const free = places(sums.cells).filter((cell) => hidden[cell])
    if (sums.lines.length > 1 || free.length > MOST_THREES) return
    for (const rest of free)
      for (const one of free)
        for (const other of free) {
          if (one >= other || one === rest || other === rest) continue
          // Only what leads back: else two tables could lead to one another in one direction alone.
          if ((table[one] ?? 0) >= 2 * smallUnder || (table[other] ?? 0) >= 2 * smallUnder) continue
          for (const first of places(2 * smallUnder))
            for (const second of places(2 * smallUnder)) {
              const left = (table[one] ?? 0) + (table[other] ?? 0) + (table[rest] ?? 0) - first - second
              if (left < 0) continue
              yield table.map((held, cell) =>
                cell === one ? first : cell === other ? second : cell === rest ? left : held,
              )
            }
        }
  }
}

type Step = { up: readonly number[]; down: readonly number[] }

const steps = new WeakMap<Sums, Map<string, Step[]>>()

/** What can be moved between hidden cells: from one to another, or round four of them, in either direction. */
function stepsIn(sums: Sums, hidden: readonly boolean[]): Step[] {
  const ofSums = steps.get(sums) ?? new Map<string, Step[]>()
  steps.set(sums, ofSums)
  const key = hidden.map(Number).join('')
  const made = ofSums.get(key) ?? allSteps(sums, hidden)
  ofSums.set(key, made)
  return made
}

function allSteps(sums: Sums, hidden: readonly boolean[]): Step[] {
  const cells = places(sums.cells).filter((cell) => hidden[cell])
  const pairs = cells.flatMap((one, at) =>
    cells.slice(at + 1).map((other): Step => ({ up: [one], down: [other] })),
  )
  const [row] = sums.lines
  const width = row?.parts.length ?? 1
  const fours = pairs.flatMap(({ up: [one = 0], down: [other = 0] }): Step[] => {
    const corner = Math.floor(one / width) * width + (other % width)
    const opposite = Math.floor(other / width) * width + (one % width)
    if (one % width === other % width || corner >= one + width || corner === other) return []
    if (!hidden[corner] || !hidden[opposite]) return []
    return [{ up: [one, other], down: [corner, opposite] }]
  })
  return [...pairs, ...fours]
    .flatMap(({ up, down }) => [
      { up, down },
      { up: down, down: up },
    ])
    .filter((step) => keepsWhatIsShown(sums, hidden, step))
}

function keepsWhatIsShown(sums: Sums, hidden: readonly boolean[], { up, down }: Step): boolean {
  const none = Array<number>(sums.cells).fill(0)
  const moved = withTotals(
    sums,
    none.map((_, cell) => Number(up.includes(cell)) - Number(down.includes(cell))),
  )
  return moved.every((change, place) => change === 0 || hidden[place] === true)
}
