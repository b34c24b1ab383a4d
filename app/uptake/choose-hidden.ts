import { places, type Sums, withTotals } from './sums'

/** Whether a count says something about so few that each of them could be known. */
export function isSmall(count: number, smallUnder: number): boolean {
  return count > 0 && count < smallUnder
}

/**
 * What may be hidden, by place, from as little as might do to everything; none where nothing is small. Which numbers are hidden beside
 * the small ones depends on which are small and on the order in which they stand, never on how large a number is.
 */
export function waysToHide(sums: Sums, cells: readonly number[], smallUnder: number): boolean[][] {
  const numbers = withTotals(sums, cells)
  const first = mustHide(sums, numbers, smallUnder)
  if (!first.includes(true)) return []
  if (first[sums.grand]) return [numbers.map(() => true)]
  const least = neverAlone(sums, first)
  const more = sums.lines.length === 1 ? oneMoreEach(sums, least) : everyCell(sums, least)
  return [least, ...more, numbers.map(() => true)]
}

/** The small numbers; everything in a line whose total is small; what is everybody of its line, with the rest of that line (SD-04). */
function mustHide({ lines }: Sums, numbers: readonly number[], smallUnder: number): boolean[] {
  const hidden = numbers.map((number) => isSmall(number, smallUnder))
  for (const { parts, total } of lines) {
    const all = numbers[total] ?? 0
    if (!isSmall(all, smallUnder) && !(all > 0 && isOneOf(parts, numbers, all))) continue
    for (const part of parts) hidden[part] = true
  }
  return hidden
}

function isOneOf(parts: readonly number[], numbers: readonly number[], all: number): boolean {
  if (parts.length === 1) return false
  for (const part of parts) if (numbers[part] === all) return true
  return false
}

/** One hidden number in a line is its total less the others: the last number shown in that line is hidden with it. */
function neverAlone({ lines }: Sums, first: readonly boolean[]): boolean[] {
  const hidden = [...first]
  for (let isSettled = false; !isSettled; ) {
    isSettled = true
    for (const { parts, total } of lines) {
      const beside = besideTheOnlyOne(hidden, parts, total)
      if (beside === null) continue
      hidden[beside] = true
      isSettled = false
    }
  }
  return hidden
}

/** Asked many thousand times a table: it makes nothing but its answer. Null: the line hides none, or more than one. */
function besideTheOnlyOne(
  hidden: readonly boolean[],
  parts: readonly number[],
  total: number,
): number | null {
  let hides = hidden[total] ? 1 : 0
  let lastShown = hidden[total] ? null : total
  for (const part of parts) {
    if (hidden[part]) hides += 1
    else lastShown = part
  }
  return hides === 1 ? lastShown : null
}

/** One cell more each time, from the last to the first, until every cell is hidden. */
function oneMoreEach({ cells }: Sums, least: readonly boolean[]): boolean[][] {
  const ways: boolean[][] = []
  let hidden = least
  for (const cell of places(cells).reverse()) {
    if (hidden[cell]) continue
    hidden = hidden.map((isHidden, place) => isHidden || place === cell)
    ways.push([...hidden])
  }
  return ways
}

/** Every cell, and of the totals no more than before; after that there is only everything. */
function everyCell(sums: Sums, least: readonly boolean[]): boolean[][] {
  const hidden = neverAlone(
    sums,
    least.map((isHidden, place) => isHidden || place < sums.cells),
  )
  return isSame(hidden, least) ? [] : [hidden]
}

export function isSame(one: readonly boolean[], other: readonly boolean[] | undefined): boolean {
  return other !== undefined && one.every((isHidden, place) => isHidden === other[place])
}
