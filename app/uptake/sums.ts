/** Cells and the totals they add up to, each known by its place: the cells first, then the totals. */
export type Sums = {
  cells: number
  /** These numbers add up to that one. Whatever a later line adds up, an earlier one has already made. */
  lines: readonly { parts: readonly number[]; total: number }[]
  /** The place of the total of everything. */
  grand: number
}

/** Some cells and their total. */
export function rowOf(cells: number): Sums {
  return { cells, lines: [{ parts: places(cells), total: cells }], grand: cells }
}

/** Cells row by row, then the total of each row, of each column, and of everything. */
export function tableOf(rows: number, columns: number): Sums {
  const cells = rows * columns
  const grand = cells + rows + columns
  const ofRows = places(rows).map((row) => ({
    parts: places(columns).map((column) => row * columns + column),
    total: cells + row,
  }))
  const ofColumns = places(columns).map((column) => ({
    parts: places(rows).map((row) => row * columns + column),
    total: cells + rows + column,
  }))
  const across = { parts: ofRows.map(({ total }) => total), total: grand }
  const down = { parts: ofColumns.map(({ total }) => total), total: grand }
  return { cells, lines: [...ofRows, ...ofColumns, across, down], grand }
}

/** Every number at its place. */
export function withTotals({ lines, grand }: Sums, cells: readonly number[]): number[] {
  const numbers = [...cells]
  while (numbers.length <= grand) numbers.push(0)
  for (const { parts, total } of lines) {
    let sum = 0
    for (const part of parts) sum += numbers[part] ?? 0
    numbers[total] = sum
  }
  return numbers
}

export function places(count: number): number[] {
  return Array.from({ length: count }, (_, at) => at)
}
