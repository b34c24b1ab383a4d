import type { Db } from '#db/connection.server'
import type { CivilDate } from '~/shared/civil-date'
import { ok, type Result, refused } from '~/shared/result'
import type { Choice } from './importer'
import type { Alike, ListKind } from './list'
import { sendList } from './send-list.server'

/** What is asked of each row that may be about somebody who is there already. */
export type SaidOfAlike = 'same' | 'other' | 'out'

export type ListToStart = {
  id: string
  kind: ListKind
  alike: readonly Alike[]
  alikeBeyond: readonly string[]
}

/**
 * Begins to save a list that was checked. Of each row that may be about somebody who is there it must be said which; those beyond what
 * one page can ask are left out. Sent twice, it is begun once.
 */
export async function startList(
  db: Db,
  secret: string,
  list: ListToStart,
  said: Readonly<Record<number, SaidOfAlike | undefined>>,
  today: CivilDate,
): Promise<Result<null, { undecided: readonly number[] }>> {
  const undecided = list.alike.filter((each) => !isPossible(each, said[each.row])).map(({ row }) => row)
  if (undecided.length > 0) return refused({ undecided })
  const choices: Record<string, Choice> = {}
  for (const each of list.alike) choices[each.reference] = choiceOf(each, said[each.row])
  for (const reference of list.alikeBeyond) choices[reference] = { is: 'out' }
  await db
    .updateTable('app.import_part')
    .set({ choices: JSON.stringify(choices) })
    .where('import_id', '=', list.id)
    .where('part', '=', 1)
    .execute()
  await sendList(db, secret, list, ['checked'], 'running', today)
  return ok(null)
}

/** Somebody further up in the same file has no record yet that a row could go to. */
function isPossible({ personId }: Alike, said: SaidOfAlike | undefined): boolean {
  return said === 'other' || said === 'out' || (said === 'same' && personId !== null)
}

function choiceOf({ personId }: Alike, said: SaidOfAlike | undefined): Choice {
  if (said === 'same' && personId !== null) return { is: 'same', personId }
  return { is: said === 'other' ? 'other' : 'out' }
}
