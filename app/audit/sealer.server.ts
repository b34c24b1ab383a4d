import { setTimeout as pause } from 'node:timers/promises'
import type { Db } from '#db/connection.server'
import { appendAnchor, newestAnchored } from './anchors.server'
import { newestSeal, sealEntries } from './seal.server'

/** What does not go on as it should; the audit itself does, and each of these is tried again. */
export type SealTrouble = 'not-sealed' | 'not-anchored' | 'moved-without-a-word'

export type SealerGiven = {
  /** The role that works without a browser. */
  jobs: Db
  /** Where the anchors go. */
  file: string
  anchored: (seal: { n: number; root: string }) => void
  /** Told when a trouble begins, and every hour while it lasts. */
  trouble: (what: SealTrouble, error: unknown) => void
  /** How often it looks for what can be sealed, and how often it anchors what was. */
  every?: { sealMs: number; anchorMs: number }
}

const TELL_AGAIN_MS = 60 * 60_000
/** A database that does not answer any more does not keep the stop waiting: the next start seals what is left. */
const LAST_WITHIN_MS = 5_000

/**
 * Seals every few seconds what has been written, and writes the newest seal into the anchors every minute; once more of each when it
 * stops, which must be before the database is closed. At rest it writes nothing.
 */
export function startSealer({
  jobs,
  file,
  anchored,
  trouble,
  every = { sealMs: 5_000, anchorMs: 60_000 },
}: SealerGiven): { stop: () => Promise<void> } {
  const told = new Map<SealTrouble, number>()
  let isStopped = false
  let anchoredAt = Number.NEGATIVE_INFINITY
  let timer: NodeJS.Timeout | undefined
  let turning = turn()

  async function turn(): Promise<void> {
    await attempt('not-sealed', async () => {
      const { isBehind } = await sealEntries(jobs)
      if (isBehind) tell('moved-without-a-word', null)
      else told.delete('moved-without-a-word')
    })
    if (isStopped || performance.now() - anchoredAt >= every.anchorMs) {
      anchoredAt = performance.now()
      await attempt('not-anchored', anchor)
    }
    if (isStopped) return
    timer = setTimeout(() => {
      turning = turn()
    }, every.sealMs)
    timer.unref()
  }

  async function anchor() {
    const newest = await newestSeal(jobs)
    if (newest === null || newest.root === (await newestAnchored(file))) return
    const { n, chain, root, toXid, total } = newest
    await appendAnchor(file, { kind: 'seal', chain, n, root, to_xid: toXid, entries: total })
    anchored({ n, root })
  }

  async function attempt(what: SealTrouble, run: () => Promise<void>) {
    try {
      await run()
      told.delete(what)
    } catch (error) {
      tell(what, error)
    }
  }

  function tell(what: SealTrouble, error: unknown) {
    const before = told.get(what)
    if (before !== undefined && performance.now() - before < TELL_AGAIN_MS) return
    told.set(what, performance.now())
    trouble(what, error)
  }

  return {
    stop: async () => {
      isStopped = true
      clearTimeout(timer)
      const last = turning.then(turn)
      await Promise.race([last, pause(LAST_WITHIN_MS, undefined, { ref: false })])
    },
  }
}
