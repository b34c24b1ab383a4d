import { setImmediate as breath } from 'node:timers/promises'
import type { Db } from '#db/connection.server'
import { peopleOfWork } from '~/access/visible.server'
import { inWork, type WorkToken } from '~/access/work.server'
import { recordAudit } from '~/audit/write.server'
import { deriveFor, whoChanged } from './derive.server'
import { type HeldLife, type Lives, livesOf } from './lives.server'

export type Rederived = {
  people: number
  /** People of whom something stored differs, or would, from what the rules find now. */
  changed: number
  failures: { personId: string; code: string; because: string }[]
}

const AT_ONCE = 1_000
const A_TURN = 100

/**
 * Finds anew for everybody within reach of this work, after a rule has changed, and writes only what differs; a dry run writes
 * nothing but its audit. A batch is one transaction, so that it can be stopped and begun again; memory does not grow with people.
 */
export async function rederiveAll(
  jobs: Db,
  token: WorkToken,
  {
    dryRun,
    by,
    progress,
  }: { dryRun: boolean; by: string; progress?: (people: number, inAll: number) => void },
): Promise<Rederived> {
  const sum: Rederived = { people: 0, changed: 0, failures: [] }
  const inAll = progress ? await countOf(jobs, token, by) : 0
  let coming = batchAfter(jobs, token, null, by)
  for (;;) {
    const batch = await coming
    const last = batch.ids.at(-1)
    if (last === undefined) return sum
    // The next batch is fetched while this one is worked on. A failure of it is met at the top, not before.
    coming = batchAfter(jobs, token, last, by)
    coming.catch(() => undefined)

    const changed: string[] = []
    for (const some of inTurns(batch.lives)) {
      // Who they are is kept, and not what was found: it is found again when it is written.
      for (const { held, found } of whoChanged(some)) {
        changed.push(held.id)
        sum.failures.push(...found.failures.map((failure) => ({ personId: held.id, ...failure })))
      }
      // So that what is fetched meanwhile can go on: it is asked for in two steps.
      await breath()
    }
    sum.people += batch.ids.length
    sum.changed += changed.length
    if (changed.length > 0 && !dryRun) await write(jobs, token, changed)
    progress?.(sum.people, inAll)
  }
}

/** How many there are when it begins: somebody may come or go meanwhile. */
function countOf(jobs: Db, token: WorkToken, by: string): Promise<number> {
  return inWork(jobs, token, async (db) => {
    const { people } = await peopleOfWork(db)
      .select((eb) => eb.fn.countAll<number>().as('people'))
      .executeTakeFirstOrThrow()
    await recordAudit(db, { act: 'rederive.read', detail: { by, people: 0 } })
    return people
  })
}

function* inTurns(lives: Lives): Generator<HeldLife[]> {
  let some: HeldLife[] = []
  for (const life of lives) {
    some.push(life)
    if (some.length < A_TURN) continue
    yield some
    some = []
  }
  if (some.length > 0) yield some
}

function batchAfter(jobs: Db, token: WorkToken, after: string | null, by: string) {
  return inWork(jobs, token, async (db) => {
    const rows = await peopleOfWork(db)
      .$if(after !== null, (query) => query.where('person.id', '>', after ?? ''))
      .select('person.id')
      .orderBy('person.id')
      .limit(AT_ONCE)
      .execute()
    const ids = rows.map(({ id }) => id)
    await recordAudit(db, { act: 'rederive.read', detail: { by, people: ids.length } })
    return { ids, lives: await livesOf(db, ids) }
  })
}

/** Looks again under the lock: somebody may have changed one of them since. */
function write(jobs: Db, token: WorkToken, people: readonly string[]): Promise<unknown> {
  return inWork(jobs, token, async (db) => {
    await recordAudit(db, { act: 'rederive.write', people })
    return deriveFor(db, people)
  })
}
