import type { Db } from '#db/connection.server'
import type { Worker } from '~/access/worker'
import type { CivilDate } from '~/shared/civil-date'
import { ok, type Result, refused } from '~/shared/result'
import { previewWords, resultWords } from './list-words'
import type { ListAt } from './lists.server'
import { type MendedCell, mendRows } from './mend-rows.server'
import { sendList } from './send-list.server'
import { type SaidOfAlike, startList } from './start-list.server'

export type ActOnList =
  | { act: 'start'; who: Readonly<Record<number, SaidOfAlike | undefined>> }
  | { act: 'mend'; cells: readonly MendedCell[] }
  | { act: 'undo' }
  | { act: 'go-on' }

/**
 * Starts one's own list, saves what was put right of it, takes it back, or goes on with it where it stopped. What was sent already is
 * not done again: its page then says how far it is. Refused with a sentence for each field.
 */
export async function doWithList(
  db: Db,
  worker: Worker,
  secret: string,
  list: ListAt,
  said: ActOnList,
  today: CivilDate,
): Promise<Result<null, Record<string, string>>> {
  switch (said.act) {
    case 'start': {
      const { alike = [], alikeBeyond = [] } = list.report ?? {}
      if (list.status !== 'checked') return ok(null)
      const started = await startList(db, secret, { ...list, alike, alikeBeyond }, said.who, today)
      if (started.ok) return started
      const { undecided } = started.reason
      return refused(Object.fromEntries(undecided.map((row) => [`who.${row}`, previewWords.choose(row)])))
    }
    case 'mend': {
      const mended = await mendRows(db, worker, secret, list, said.cells, today)
      return mended.ok ? mended : refused({ form: resultWords.mendErrors[mended.reason] })
    }
    case 'undo':
      if (list.mayBeUndone) await sendList(db, secret, list, ['done'], 'undoing', today)
      return ok(null)
    case 'go-on':
      if (list.stoppedAt) await sendList(db, secret, list, ['stopped'], list.stoppedAt, today)
      return ok(null)
  }
}
