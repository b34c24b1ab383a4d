import type PgBoss from 'pg-boss'
import type { Db } from '#db/connection.server'
import type { CivilDate } from '~/shared/civil-date'
import { workAtRules } from '~/workshop/work.server'
import { hear } from './hear.server'
import { EVERY_HOUR, RULES, RULES_CHANNEL } from './queues'

type RulesGiven = {
  /** The database, directly: who hears cannot be behind a pooler. */
  url: string
  owner: Db
  jobs: Db
  today: () => CivilDate
  failed: (error: unknown) => void
  pollSeconds: number
}

/**
 * Tries changes of rules, puts those in force whose day has come, and derives anew whom they touch: at once when somebody asks, by
 * what the database tells; just after midnight; and now, if it was missed.
 */
export async function startRules(
  boss: PgBoss,
  { url, owner, jobs, today, failed, pollSeconds }: RulesGiven,
): Promise<{ stop: () => Promise<void> }> {
  let isStopping = false
  // One at a time waits, and one that finds nothing due does nothing: so every start may ask.
  await boss.send(RULES, {})
  const worker = await boss.work(RULES, { pollingIntervalSeconds: pollSeconds }, async () => {
    await workAtRules({ owner, jobs, today: today(), mayGoOn: () => !isStopping }).catch((error) => {
      failed(error)
      throw error
    })
  })
  await boss.schedule(RULES, EVERY_HOUR.cron, undefined, { tz: EVERY_HOUR.timeZone })
  const line = hear(url, RULES_CHANNEL, () => boss.notifyWorker(worker))
  return {
    stop: async () => {
      isStopping = true
      await line.stop()
    },
  }
}
