import type PgBoss from 'pg-boss'
import { goOnWithList, listsLeftLying } from '~/intake/go-on-with-list.server'
import type { ListJob } from '~/intake/list-turn.server'
import { hear } from './hear.server'
import { EVERY_FIVE_MINUTES, IMPORT, IMPORT_CARE, IMPORT_CHANNEL } from './queues'

export type ListsGiven = Pick<ListJob, 'owner' | 'jobs' | 'secret'> & {
  /** The database, directly: who hears cannot be behind a pooler. */
  url: string
  today: () => ListJob['today']
  failed: (error: unknown) => void
  pollSeconds: number
}

/** A turn at a list tells each second or so that it lives: one not heard of for so long is nobody's. */
const NOT_HEARD_OF_SECONDS = 45

/** A list takes much of what a process can do: each process works on one, and the others wait their turn. */
const AT_ONCE = 1

/**
 * Works on lists that people bring in: at once when one is sent, by what the database tells; every one that was left unfinished at the
 * start; and every few minutes those that nobody is heard of at any more.
 */
export async function startLists(
  boss: PgBoss,
  { url, owner, jobs, secret, today, failed, pollSeconds }: ListsGiven,
): Promise<{ stop: () => Promise<void> }> {
  let isStopping = false
  const job = () => ({ owner, jobs, secret, today: today(), mayGoOn: () => !isStopping })
  const told = (error: unknown): never => {
    failed(error)
    throw error
  }
  const worker = await boss.work<{ importId: string }>(
    IMPORT,
    { pollingIntervalSeconds: pollSeconds, batchSize: AT_ONCE },
    async (found) => {
      for (const { data } of found) await goOnWithList(job(), data.importId).catch(told)
    },
  )
  await boss.work(IMPORT_CARE, { pollingIntervalSeconds: pollSeconds }, async () => {
    await takeUp(NOT_HEARD_OF_SECONDS).catch(told)
  })
  await boss.schedule(IMPORT_CARE, EVERY_FIVE_MINUTES)
  await takeUp(0)
  const line = hear(url, IMPORT_CHANNEL, () => boss.notifyWorker(worker))

  async function takeUp(seconds: number): Promise<void> {
    for (const importId of await listsLeftLying({ owner, jobs }, seconds))
      await boss.send(IMPORT, { importId })
    boss.notifyWorker(worker)
  }

  return {
    stop: async () => {
      isStopping = true
      await line.stop()
    },
  }
}
