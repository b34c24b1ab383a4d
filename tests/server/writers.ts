import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { formKey } from '~/shared/form-key.server'
import type { aLedger } from './saved-once'

export type Account = {
  /** What the server said was saved. */
  acknowledged: string[]
  /** What was given back, by its status; each was sent again with its key. */
  givenBack: Record<string, number>
  /** The longest time without anything acknowledged, in ms. */
  longestGapMs: number
  stop: () => Promise<void>
}

/**
 * So many who save one form after another, and send one again with the same key until they are told that it was saved. What they were
 * told is the account to be held against the database.
 */
export function writers(
  ledger: Pick<Awaited<ReturnType<typeof aLedger>>, 'save'>,
  secret: string,
  count: number,
): Account {
  const account = { acknowledged: [] as string[], givenBack: {} as Record<string, number>, longestGapMs: 0 }
  let isOver = false
  let last = performance.now()

  async function write() {
    while (!isOver) {
      const id = randomUUID()
      const key = formKey(secret, 'form secret', '/ledger')
      while (!(await isSaved(id, key))) await pause(20)
    }
  }

  async function isSaved(id: string, key: string): Promise<boolean> {
    const status = await ledger.save(id, key).answer.then(
      (answer) => answer.status,
      () => 0,
    )
    if (status !== 303) {
      account.givenBack[status] = (account.givenBack[status] ?? 0) + 1
      return isOver
    }
    account.acknowledged.push(id)
    account.longestGapMs = Math.max(account.longestGapMs, performance.now() - last)
    last = performance.now()
    return true
  }

  const all = Array.from({ length: count }, write)
  return Object.assign(account, {
    stop: async () => {
      isOver = true
      await Promise.all(all)
    },
  })
}
