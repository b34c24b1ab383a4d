import { rowReader } from './cells'
import type { FileRow } from './read-file.server'

export const WORKING_DAY_COLUMNS = { known: ['date', 'works', 'name'], required: ['date', 'works'] } as const

export type WorkingDayRow = Extract<ReturnType<typeof readWorkingDayRow>, { ok: true }>['value']

/** `day` and `works` are null only in a row that is refused. */
export function readWorkingDayRow({ row, cells }: FileRow<(typeof WORKING_DAY_COLUMNS.known)[number]>) {
  const read = rowReader(row, cells)
  read.required('date')
  read.required('works')
  const works = read.choice('works', ['yes', 'no'])
  return read.done({ row, day: read.day('date'), works, name: read.text('name') })
}
