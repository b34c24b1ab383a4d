import type PgBoss from 'pg-boss'
import type { Db } from '#db/connection.server'
import { queueMornings } from '~/messages/queue-mornings.server'
import { sendWaiting } from '~/messages/send.server'
import { mailServer } from '~/outside/mail-server.server'
import type { CivilDate } from '~/shared/civil-date'
import { timeInScotland } from '~/shared/clock.server'
import { hear } from './hear.server'
import { MAIL, MAIL_AGAIN, MAIL_CHANNEL, MAIL_MORNINGS, MORNINGS } from './mail'

/** Where mail goes and from whom it comes; null: none is sent. */
export type MailSettings = { url: string; from: string; origin: string } | null

export type MailGiven = {
  /** The database, directly: who hears cannot be behind a pooler. */
  url: string
  owner: Db
  jobs: Db
  mail: NonNullable<MailSettings>
  today: () => CivilDate
  failed: (error: unknown) => void
  pollSeconds: number
}

/** Sends what waits as soon as it is queued, and what could not be sent a little later; each morning it queues that of the day. */
export async function startMail(
  boss: PgBoss,
  { url, owner, jobs, mail, today, failed, pollSeconds }: MailGiven,
): Promise<{ stop: () => Promise<void> }> {
  let isStopping = false
  const told = (error: unknown): never => {
    failed(error)
    throw error
  }
  const worker = await boss.work(MAIL, { pollingIntervalSeconds: pollSeconds }, async () => {
    const { from, origin } = mail
    const server = mailServer(mail.url)
    await sendWaiting({
      owner,
      jobs,
      server,
      from,
      origin,
      today: today(),
      mayGoOn: () => !isStopping,
    }).catch(told)
  })
  await boss.schedule(MAIL, MAIL_AGAIN)
  await boss.work(MAIL_MORNINGS, { pollingIntervalSeconds: pollSeconds }, async () => {
    await queueMornings(owner, jobs, today()).catch(told)
  })
  await boss.schedule(MAIL_MORNINGS, MORNINGS.cron, undefined, { tz: MORNINGS.timeZone })
  // A morning that was missed is made up while it is one.
  const time = timeInScotland()
  if (time >= MORNINGS.from && time < MORNINGS.until) await boss.send(MAIL_MORNINGS, {})
  const line = hear(url, MAIL_CHANNEL, () => boss.notifyWorker(worker))
  return {
    stop: async () => {
      isStopping = true
      await line.stop()
    },
  }
}
