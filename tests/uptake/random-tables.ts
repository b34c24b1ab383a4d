import {
  type Cell,
  HIDDEN,
  type PublishedTable,
  publishFunnel,
  publishRow,
  publishTable,
} from '~/uptake/small-numbers'
import { type Puzzle, seeded, solve } from './solver'

export type Looked = { hidden: number; exact: number; nearly: number; examples: string[] }
type Asked = { cells: readonly number[]; smallUnder: number; puzzle: Puzzle }

/**
 * Random rows, tables of two ways and funnels: how many hidden numbers somebody who knows the rules can work out, or all but. The last
 * `large` of them are tables of three by three.
 */
export function lookAt(tables: number, seed: number, large = 0): Looked {
  const random = seeded(seed)
  const looked: Looked = { hidden: 0, exact: 0, nearly: 0, examples: [] }
  for (let at = 0; at < tables; at += 1) {
    const { cells, smallUnder, puzzle } = (at >= tables - large ? aLargeTable : (kinds[at % 3] ?? aRow))(
      random,
    )
    for (const [cell, values] of solve(puzzle, cells, random)) {
      looked.hidden += 1
      if (values.size <= 1) looked.exact += 1
      else if (values.size === 2) looked.nearly += 1
      if (values.size < 3)
        looked.examples.push(`${cells} under ${smallUnder}: cell ${cell} is ${[...values]}`)
    }
  }
  return looked
}

const kinds = [aRow, aTable, aFunnel]

function aRow(random: () => number): Asked {
  const cells = someCounts(2 + whole(random, 3), random)
  const smallUnder = someThreshold(random)
  return { cells, smallUnder, puzzle: rowPuzzle(cells, smallUnder) }
}

function rowPuzzle(cells: readonly number[], smallUnder: number): Puzzle {
  const shown = publishRow(cells, smallUnder)
  return {
    cells: shown.cells,
    totals: [{ of: cells.map((_, at) => at), shown: shown.total }],
    publishedOf: (others) => JSON.stringify(publishRow(others, smallUnder)),
    published: JSON.stringify(shown),
  }
}

function aTable(random: () => number): Asked {
  return tableOf(aShape(random), random)
}

/** Three by three: to find there what must be hidden takes many times as long. */
function aLargeTable(random: () => number): Asked {
  return tableOf([3, 3], random)
}

function tableOf([rows, columns]: readonly [number, number], random: () => number): Asked {
  const cells = someCounts(rows * columns, random)
  const smallUnder = someThreshold(random)
  const inRows = (each: readonly number[]) =>
    Array.from({ length: rows }, (_, row) => each.slice(row * columns, (row + 1) * columns))
  const shown: PublishedTable = publishTable(inRows(cells), smallUnder)
  return {
    cells,
    smallUnder,
    puzzle: {
      cells: shown.rows.flat(),
      totals: [
        ...shown.rowTotals.map((total, row) => ({
          of: Array.from({ length: columns }, (_, column) => row * columns + column),
          shown: total,
        })),
        ...shown.columnTotals.map((total, column) => ({
          of: Array.from({ length: rows }, (_, row) => row * columns + column),
          shown: total,
        })),
        { of: cells.map((_, at) => at), shown: shown.total },
      ],
      publishedOf: (others) => JSON.stringify(publishTable(inRows(others), smallUnder)),
      published: JSON.stringify(shown),
    },
  }
}

/** The cells of a funnel are what is lost at each step, and who came to the end: a step is the sum of those from it on. */
function aFunnel(random: () => number): Asked {
  const lost = someCounts(3 + whole(random, 6), random)
  const smallUnder = someThreshold(random)
  const stepsOf = (each: readonly number[]) =>
    each.map((_, step) => each.slice(step).reduce((sum, n) => sum + n, 0))
  const shown: Cell[] = publishFunnel(stepsOf(lost), smallUnder)
  const known = shown.flatMap((cell, step) => (cell === HIDDEN ? [] : [step]))
  const isKnown = (step: number) =>
    shown[step] !== HIDDEN && (step + 1 === lost.length || shown[step + 1] !== HIDDEN)
  return {
    cells: lost,
    smallUnder,
    puzzle: {
      cells: lost.map((count, step) => (isKnown(step) ? count : HIDDEN)),
      totals: known.map((step, at) => ({
        of: lost.map((_, place) => place).slice(step, known[at + 1]),
        shown: Number(shown[step]) - Number(shown[known[at + 1] ?? -1] ?? 0),
      })),
      publishedOf: (others) => JSON.stringify(publishFunnel(stepsOf(others), smallUnder)),
      published: JSON.stringify(shown),
    },
  }
}

function aShape(random: () => number): [number, number] {
  return random() < 0.5 ? [2, 2 + whole(random, 2)] : [2 + whole(random, 2), 2]
}

function someCounts(count: number, random: () => number): number[] {
  const most = [6, 15, 40, 200][whole(random, 4)] ?? 6
  return Array.from({ length: count }, () => (random() < 0.12 ? 0 : Math.floor(random() ** 1.7 * most)))
}

function someThreshold(random: () => number): number {
  return random() < 0.7 ? 5 : 5 + whole(random, 6)
}

function whole(random: () => number, under: number): number {
  return Math.floor(random() * under)
}
