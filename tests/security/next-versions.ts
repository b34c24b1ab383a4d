import type { TestDatabase } from '../support/database'
import { type Wrote, writtenSince } from './written'

/** What is missing of these edits: each made the next version of something, unless it lies beside it, and its words were written. */
export async function lostOf(
  database: TestDatabase,
  from: number,
  accepted: readonly { typed: string }[],
  isBeside: boolean,
): Promise<string[]> {
  const rows = await writtenSince(database, from)
  const words = rows.map(({ is }) => JSON.stringify(is))
  const lost = accepted.filter(({ typed }) => !words.some((each) => each.includes(typed)))
  const isKept =
    isBeside || [...versionsOf(rows).values()].some((ofTable) => isEveryNext(ofTable, accepted.length))
  return [
    ...(lost.length === 0 ? [] : [`${lost.length} accepted edits were never written`]),
    ...(isKept ? [] : [`there is no new version for each of the ${accepted.length} accepted edits`]),
  ]
}

type Step = { row: string; xid: string; was: number; is: number }

/** By table, the versions that rows had one after another. */
function versionsOf(rows: readonly Wrote[]): ReadonlyMap<string, Step[]> {
  const byTable = new Map<string, Step[]>()
  for (const { table, xid, was, is } of rows) {
    if (!was || !is || was.version === undefined || was.version === is.version) continue
    const step = {
      xid,
      row: String(is.id ?? JSON.stringify(is)),
      was: Number(was.version),
      is: Number(is.version),
    }
    byTable.set(table, [...(byTable.get(table) ?? []), step])
  }
  return byTable
}

/** By as many as there were edits, and of each row each one higher than the one before. */
function isEveryNext(steps: readonly Step[], edits: number): boolean {
  const last = new Map<string, number>()
  for (const { row, was, is } of steps) {
    if (is !== was + 1 || (last.get(row) ?? was) !== was) return false
    last.set(row, is)
  }
  return new Set(steps.map(({ xid }) => xid)).size === edits
}
