import type { Db } from '#db/connection.server'
import { expect } from './database'
import { seeded } from './random-edits'
import { aSmallTeam, heldOf, type Merged, mergeAtRandom, unmerge, wrongEdges } from './random-merges'

const PEOPLE = 8
const AT_MOST_TOGETHER = 3

/**
 * Puts people together at random, one, two or three records after each other, and apart again, and holds what is then stored of
 * everybody against what was stored before. `by` puts something else between them that must be found out.
 */
export async function mergesAndUndoes(
  db: Db,
  { seed, merges }: { seed: number; merges: number },
  by: (db: Db, merged: readonly Merged[]) => Promise<void> = async () => undefined,
): Promise<{ merges: number; chains: number; refused: Record<string, number> }> {
  const random = seeded(seed)
  const { shona, people } = await aSmallTeam(db, random, PEOPLE)
  const ids = people.map(({ id }) => id)
  const before = await heldOf(db, ids)
  const refused: Record<string, number> = {}
  const note = (why: string) => {
    refused[why] = (refused[why] ?? 0) + 1
  }
  let made = 0
  let chains = 0
  while (made < merges) {
    const together: Merged[] = []
    const left = [...ids]
    const many = 1 + Math.floor(random() * AT_MOST_TOGETHER)
    for (let each = 0; each < many && made < merges; each += 1) {
      const pair = twoOf(left, random)
      const { merged, why } = await mergeAtRandom(db, shona, pair, random)
      if (why !== null) note(why)
      if (!merged) continue
      together.push(merged)
      left.splice(left.indexOf(merged.otherId), 1)
      made += 1
      expect(await wrongEdges(db, ids)).toEqual([])
    }
    if (
      together.some(({ keptId, otherId }, at) =>
        together.slice(0, at).some((one) => [keptId, otherId].includes(one.keptId)),
      )
    )
      chains += 1
    await by(db, together)
    for (const merged of together) {
      const later = together.slice(together.indexOf(merged) + 1)
      if (!later.some((one) => [one.keptId, one.otherId].includes(merged.keptId))) continue
      const undone = await unmerge(db, shona, merged)
      if (!undone.ok) note(undone.reason)
      expect(undone.ok).toBe(false)
    }
    for (const merged of together.reverse())
      expect(await unmerge(db, shona, merged)).toMatchObject({ ok: true })
    expect(await wrongEdges(db, ids)).toEqual([])
    expect(await heldOf(db, ids)).toEqual(before)
  }
  return { merges: made, chains, refused }
}

function twoOf(ids: readonly string[], random: () => number): [string, string] {
  const one = ids[Math.floor(random() * ids.length)] ?? ''
  const others = ids.filter((id) => id !== one)
  return [one, others[Math.floor(random() * others.length)] ?? '']
}
