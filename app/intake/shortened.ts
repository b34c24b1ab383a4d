import type { Cells } from './list'

const CELL_SHOWN = 200

/** The cells that hold something, none longer than can be looked over. */
export function shortened(cells: Cells): Cells {
  return Object.fromEntries(
    Object.entries(cells).flatMap(([column, value]) => (value === '' ? [] : [[column, cut(value)]])),
  )
}

function cut(value: string): string {
  return value.length > CELL_SHOWN ? `${value.slice(0, CELL_SHOWN)}…` : value
}
