import { hiddenIn } from './still-unknown'
import { places, rowOf, tableOf, withTotals } from './sums'

/** One neutral word for what is small and for what would give it away: nobody can tell which is which. */
export const HIDDEN = 'hidden'
export type Cell = number | typeof HIDDEN

/** Below this many there is no rate (domain/E, E4). */
const LEAST_BASE = 20

/**
 * Numbers that add up to a total, as they may be shown outside a worker's own people: none from 1 to one below `smallUnder` (5 to 10), nor
 * any from which one could be worked out or held to fewer than three values. Zeros are shown unless the group is small.
 * Source: domain/E, E4, SD-01 to SD-07.
 */
export function publishRow(counts: readonly number[], smallUnder: number): { cells: Cell[]; total: Cell } {
  const hidden = hiddenInRow(counts, smallUnder)
  const numbers = withTotals(rowOf(counts.length), counts).map((number, at) => (hidden[at] ? HIDDEN : number))
  return { cells: numbers.slice(0, counts.length), total: numbers[counts.length] ?? HIDDEN }
}

/** The same, by place, the total last: for counts that are shown in place of the numbers of people given here. */
export function hiddenInRow(people: readonly number[], smallUnder: number): boolean[] {
  return hiddenIn(rowOf(people.length), people, smallUnder)
}

export type PublishedTable = { rows: Cell[][]; rowTotals: Cell[]; columnTotals: Cell[]; total: Cell }

/**
 * The same for a table with the totals of its rows, its columns and everything. A row or column of nobody is shown as nobody, unless
 * everybody is then in one: then nothing is shown.
 */
export function publishTable(counts: readonly (readonly number[])[], smallUnder: number): PublishedTable {
  const width = counts[0]?.length ?? 0
  const all = tableOf(counts.length, width)
  const numbers = withTotals(all, counts.flat())
  const total = numbers[all.grand] ?? 0
  const rows = places(counts.length).filter((row) => numbers[all.cells + row] !== 0)
  const columns = places(width).filter((column) => numbers[all.cells + counts.length + column] !== 0)
  const inner = tableOf(rows.length, columns.length)
  const live = rows.flatMap((row) => columns.map((column) => counts[row]?.[column] ?? 0))
  const hidden = hiddenIn(inner, live, smallUnder, (others) =>
    others.slice(inner.cells).every((each) => each > 0),
  )
  const isInOneLine =
    total > 0 && ((rows.length === 1 && counts.length > 1) || (columns.length === 1 && width > 1))
  const isAllHidden = isInOneLine || (hidden.length > 0 && hidden.every(Boolean))
  const isHidden = (place: number) => isAllHidden || hidden[place] === true

  return {
    rows: counts.map((cells, row) =>
      cells.map((count, column) =>
        isHidden(cellAt(rows.indexOf(row), columns.indexOf(column))) ? HIDDEN : count,
      ),
    ),
    rowTotals: counts.map((_, row) => shown(all.cells + row, after(inner.cells, rows.indexOf(row)))),
    columnTotals: places(width).map((column) =>
      shown(all.cells + counts.length + column, after(inner.cells + rows.length, columns.indexOf(column))),
    ),
    total: shown(all.grand, inner.grand),
  }

  function shown(at: number, place: number): Cell {
    return isHidden(place) ? HIDDEN : (numbers[at] ?? 0)
  }

  function cellAt(row: number, column: number): number {
    return row < 0 || column < 0 ? NOBODY : row * columns.length + column
  }
}

/** The place of a total; of a line that holds nobody there is none. */
function after(first: number, at: number): number {
  return at < 0 ? NOBODY : first + at
}

const NOBODY = -1

/** How many different people were counted at one step and, with something of theirs, not at a later one; at one step alone. */
export type PeopleInFunnel = {
  at: (step: number) => number
  lostBetween: (from: number, to: number) => number
}

/**
 * Steps each of which is a part of the step before. What is lost between two steps that are shown is a number too, and so is shown only
 * where it isn't small: a step is hidden that fewer than `smallUnder` people reach, or that fewer lie between and the last step shown.
 * A hidden step may then be any of `smallUnder` numbers, from that last step down, and what was lost before or after it as many.
 */
export function publishFunnel(
  counts: readonly number[],
  smallUnder: number,
  people: PeopleInFunnel = onePersonEach(counts),
): Cell[] {
  if ((counts[0] ?? 0) === 0) return [...counts]
  if (people.at(0) < smallUnder) return counts.map(() => HIDDEN)
  let last = 0
  return counts.map((count, step) => {
    if (step === 0) return count
    if (people.at(step) < smallUnder || people.lostBetween(last, step) < smallUnder) return HIDDEN
    last = step
    return count
  })
}

function onePersonEach(counts: readonly number[]): PeopleInFunnel {
  const at = (step: number) => counts[step] ?? 0
  return { at, lostBetween: (from, to) => at(from) - at(to) }
}

/** How many of a hundred; null where either is hidden, or the base is under 20 (SD-05). */
export function shareOf(part: Cell, base: Cell): number | null {
  if (part === HIDDEN || base === HIDDEN || base < LEAST_BASE) return null
  return Math.round((part / base) * 100)
}
