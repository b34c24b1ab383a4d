import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { aMove, type Door, type Said } from './built-app'
import { type Somebody, seen } from './somebody'

const BANNER = 'Saving is off'

export type Endured = {
  /** The facts that the server said were saved, and the requests that it answered with somebody's page. */
  saved: string[]
  shown: string[]
  reads: Record<string, number>
  writes: Record<string, number>
  /** How many answers said that saving is off. */
  banners: number
  longestMs: number
  /** From when the fault began until `/readyz` said so, and what it said; null where it never did. */
  notReady: { afterMs: number; says: string[] } | null
  /** From when the fault ended until a form was saved and a page was shown again. */
  backAfterMs: number
}

/**
 * Somebody reads and saves all the while, before, during and after a fault; what was given back is sent again with its key.
 * `fault` begins it, and ends it before it returns.
 */
export async function endure(
  door: Door,
  { token, personId }: Somebody,
  fault: () => Promise<void>,
  readers = 3,
): Promise<Endured> {
  const endured: Endured = {
    saved: [],
    shown: [],
    reads: {},
    writes: {},
    banners: 0,
    longestMs: 0,
    notReady: null,
    backAfterMs: Number.NaN,
  }
  let isOver = false
  let began: number | null = null
  let ended: number | null = null
  let back = { saved: 0, shown: 0 }
  const page = `/people/${personId}`

  async function read() {
    while (!isOver) {
      const said = await answerOf(door.get(page, token))
      count(endured.reads, said)
      if (said?.status === 200) {
        endured.shown.push(said.requestId)
        if (ended !== null) back.shown ||= performance.now()
      }
      await pause(said?.status === 200 ? 10 : 100)
    }
  }

  async function write() {
    const path = `${page}/facts/new`
    while (!isOver) {
      const [id, key] = [randomUUID(), door.keyFor(path)]
      for (let isSaved = false; !isSaved && !isOver; ) {
        const said = await answerOf(door.post(path, token, aMove(id), key))
        count(endured.writes, said)
        isSaved = said?.status === 303
        if (isSaved) {
          endured.saved.push(id)
          if (ended !== null) back.saved ||= performance.now()
        } else await pause(100)
      }
    }
  }

  async function look() {
    while (!isOver) {
      const said = await answerOf(door.get('/readyz'))
      if (began !== null && ended === null && said?.status === 503) {
        endured.notReady ??= { afterMs: Math.round(performance.now() - began), says: [] }
        const why = said.text.trim()
        if (!endured.notReady.says.includes(why)) endured.notReady.says.push(why)
      }
      await pause(200)
    }
  }

  function count(counts: Record<string, number>, said: Said | null) {
    const what = said?.status ?? 'no answer'
    counts[what] = (counts[what] ?? 0) + 1
    if (said?.text.includes(BANNER)) endured.banners += 1
    if (said) endured.longestMs = Math.max(endured.longestMs, Math.round(said.ms))
  }

  const all = [look(), write(), write(), ...Array.from({ length: readers }, read)]
  await pause(2_000)
  began = performance.now()
  await fault()
  back = { saved: 0, shown: 0 }
  ended = performance.now()
  while (!(back.saved && back.shown) && performance.now() - ended < 60_000) await pause(20)
  if (back.saved && back.shown) endured.backAfterMs = Math.round(Math.max(back.saved, back.shown) - ended)
  await pause(1_000)
  isOver = true
  await Promise.all(all)
  return endured
}

function answerOf(asked: Promise<Said>): Promise<Said | null> {
  return asked.catch(() => null)
}

/** What of it is not as it was said to be: saved and not there, there twice, or shown and not accounted for. */
export async function wrongIn(
  database: { superUrl: string },
  { saved, shown }: Pick<Endured, 'saved' | 'shown'>,
): Promise<{ lost: number; double: number; unaudited: number }> {
  const facts = await seen<{ ref: string; n: number }>(
    database,
    'select document_ref as ref, count(*)::int as n from app.fact where document_ref is not null group by 1',
  )
  const accounted = await seen<{ id: string }>(
    database,
    'select distinct request_id as id from aud.audit_entry where request_id is not null',
  )
  const there = new Set(facts.map(({ ref }) => ref))
  const audited = new Set(accounted.map(({ id }) => id))
  return {
    lost: saved.filter((id) => !there.has(id)).length,
    double: facts.filter(({ n }) => n > 1).length,
    unaudited: shown.filter((id) => !audited.has(id)).length,
  }
}

export function told(what: string, endured: Endured): string {
  const { notReady } = endured
  return [
    `${what}: reads ${JSON.stringify(endured.reads)}, writes ${JSON.stringify(endured.writes)}, longest answer ${endured.longestMs} ms;`,
    notReady ? `not ready after ${notReady.afterMs} ms (${notReady.says.join('; ')});` : 'ready throughout;',
    `itself again ${endured.backAfterMs} ms after it ended; ${endured.banners} answers said that saving is off`,
  ].join(' ')
}
