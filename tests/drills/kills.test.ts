import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { sql } from '#db/connection.server'
import { troubleIn } from '#db/trouble'
import { openRequest } from '~/access/request.server'
import { recordAudit } from '~/audit/write.server'
import { built, tokenFor } from '../security/committed'
import { aWorker } from '../support/builders'
import { anOwnDatabase } from '../support/own-database'
import { childrenOf, postmasterOf, sendTo } from '../support/postmaster'

/** `AIRT_WRITES` says otherwise, to try it. */
const WRITES = Number(process.env.AIRT_WRITES ?? 250_000)
const KILLS = 10
const WRITERS = 8
const AT_MOST_MS = 20 * 60_000

test(`D3: ${KILLS} kills of the embedded database under ${WRITERS} writers`, {
  timeout: AT_MOST_MS + 120_000,
}, async () => {
  const database = await anOwnDatabase()
  const worker = await built(database, (db) => aWorker(db))
  const token = await tokenFor(database, worker)
  const acknowledged = new Set<string>()
  const troubles: Record<string, number> = {}
  const began = performance.now()
  let isOver = false
  let last = began
  let longestGap = 0

  /** One form through the transaction of a request, as a page does it: its key, what it says, its audit, all or nothing. */
  async function save(id: string): Promise<void> {
    const unit = openRequest(database.app.db, randomUUID())
    try {
      const { db } = await unit.enter(token)
      const { rows } =
        await sql`select * from sec.claim_form(${id}::uuid, '/ledger', ${Buffer.from(id)})`.execute(db)
      unit.claims(id)
      if (rows.length === 0) await recordAudit(db, { act: 'test.saved', subjectId: id })
      await unit.finish({ status: 303, location: '/ledger' })
    } catch (error) {
      await unit.finish({ status: 500, location: null }).catch(() => undefined)
      throw error
    }
  }

  async function write() {
    while (!isOver) {
      const id = randomUUID()
      while (!(await isSaved(id))) await pause(10)
      acknowledged.add(id)
      longestGap = Math.max(longestGap, performance.now() - last)
      last = performance.now()
    }
  }

  async function isSaved(id: string): Promise<boolean> {
    try {
      await save(id)
      return true
    } catch (error) {
      const trouble = troubleIn(error)
      if (trouble === null) throw error
      troubles[trouble] = (troubles[trouble] ?? 0) + 1
      return false
    }
  }

  const all = Array.from({ length: WRITERS }, write)
  for (let kill = 1; kill <= KILLS; kill += 1) {
    const until = Math.floor((WRITES * kill) / (KILLS + 1))
    while (acknowledged.size < until && performance.now() - began < (AT_MOST_MS * kill) / (KILLS + 1))
      await pause(5)
    const postmaster = postmasterOf(database.dataDir)
    sendTo(kill % 2 ? [postmaster] : [postmaster, ...childrenOf(postmaster)], 'SIGKILL')
    const [before, at] = [acknowledged.size, performance.now()]
    while (acknowledged.size < before + WRITERS + 1) await pause(5)
    console.log(
      `D3: kill ${kill} after ${before} acknowledged; the next after ${Math.round(performance.now() - at)} ms`,
    )
  }
  while (acknowledged.size < WRITES && performance.now() - began < AT_MOST_MS) await pause(20)
  isOver = true
  await Promise.all(all)

  const present = await database.owner.db.transaction().execute(async (db) => {
    await sql`set local role airt_owner`.execute(db)
    const { rows } = await sql<{ id: string; n: number }>`
      select subject_id as id, count(*) as n from aud.audit_entry where act = 'test.saved' group by 1`.execute(
      db,
    )
    return new Map(rows.map(({ id, n }) => [id, n]))
  })
  await database.end()
  const lost = [...acknowledged].filter((id) => !present.has(id))
  const twice = [...present.values()].filter((n) => n > 1)
  const seconds = (performance.now() - began) / 1_000
  console.log(
    `D3: ${acknowledged.size} acknowledged over ${KILLS} kills, ${lost.length} lost, ${twice.length} twice; ${Math.round(acknowledged.size / seconds)} a second; longest without one ${Math.round(longestGap)} ms; troubles ${JSON.stringify(troubles)}`,
  )
  expect([lost.length, twice.length]).toEqual([0, 0])
})
