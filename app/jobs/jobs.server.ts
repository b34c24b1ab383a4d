import PgBoss from 'pg-boss'
import type { Db } from '#db/connection.server'
import { checkSeals } from '~/audit/check.server'
import type { Verdict } from '~/audit/verify.server'
import { lookThroughYesterday } from '~/oversight/look-through.server'
import type { CivilDate } from '~/shared/civil-date'
import { putInFrontEverywhere } from '~/transitions/put-in-front.server'
import { mondayOf } from '~/uptake/period'
import { takeSnapshots } from '~/uptake/snapshot.server'
import { startLists } from './lists.server'
import { type MailSettings, startMail } from './mail.server'
import { IN_FRONT, NIGHTS, UNUSUAL_READS } from './nightly'
import { startRules } from './rules.server'
import { CHECKS, MONDAYS, SNAPSHOT } from './weekly'

export type JobsGiven = {
  /** The database, as the role that works without a browser. Directly, not by way of a pooler. */
  url: string
  /** Who may begin work without a browser. */
  owner: Db
  /** Where the same role copies whole tables. */
  ownerUrl: string
  jobs: Db
  /** The audit's anchors. */
  anchors: string
  /** From which the work that a worker asked for has its token. */
  secret: string
  today: () => CivilDate
  mail: MailSettings
  /** A job that failed is tried again; this hears of it. */
  failed: (error: unknown) => void
  /** The audit is not as it was written. */
  auditBroken: (broken: NonNullable<Verdict['broken']>) => void
}

/** Looked for so often: nothing here is in a hurry, and a database at rest should rest. */
const POLL_SECONDS = 30
/** What runs when the server stops may finish within this. */
const FINISH_WITHIN_MS = 20_000

/**
 * Begins what comes round by itself: each Monday the week's figures, each night a look through what was opened the day before and putting in
 * front of each worker what is due, and now all of it if it was missed; each night the settings of rules whose day has come; what people ask for, lists that they bring in and
 * changes of rules; and mail, where it is sent. The tables were made when the database was migrated;
 * nothing is made here.
 */
export async function startJobs({
  url,
  owner,
  ownerUrl,
  jobs,
  anchors,
  secret,
  today,
  mail,
  failed,
  auditBroken,
}: JobsGiven): Promise<{ stop: () => Promise<void> }> {
  const boss = new PgBoss({
    connectionString: url,
    application_name: 'airt jobs',
    max: 2,
    migrate: false,
    cronMonitorIntervalSeconds: POLL_SECONDS,
    cronWorkerIntervalSeconds: POLL_SECONDS,
  })
  boss.on('error', failed)
  await boss.start()
  // One at a time waits, and one that finds its week done does nothing: so every start may ask.
  await boss.send(SNAPSHOT, {})
  await boss.work(SNAPSHOT, { pollingIntervalSeconds: POLL_SECONDS }, async () => {
    await takeSnapshots(owner, jobs, mondayOf(today())).catch((error) => {
      failed(error)
      throw error
    })
  })
  await boss.schedule(SNAPSHOT, MONDAYS.cron, undefined, { tz: MONDAYS.timeZone })
  for (const { queue, span, cron } of CHECKS) {
    await boss.work(queue, { pollingIntervalSeconds: POLL_SECONDS }, async () => {
      const { broken } = await checkSeals({ owner, ownerUrl, file: anchors }, span)
      if (broken) auditBroken(broken)
    })
    await boss.schedule(queue, cron, undefined, { tz: MONDAYS.timeZone })
  }
  await boss.send(UNUSUAL_READS, {})
  await boss.work(UNUSUAL_READS, { pollingIntervalSeconds: POLL_SECONDS }, async () => {
    await lookThroughYesterday(owner, jobs, today()).catch((error) => {
      failed(error)
      throw error
    })
  })
  await boss.schedule(UNUSUAL_READS, NIGHTS.cron, undefined, { tz: NIGHTS.timeZone })
  await boss.send(IN_FRONT, {})
  await boss.work(IN_FRONT, { pollingIntervalSeconds: POLL_SECONDS }, async () => {
    await putInFrontEverywhere(owner, jobs, today()).catch((error) => {
      failed(error)
      throw error
    })
  })
  await boss.schedule(IN_FRONT, NIGHTS.cron, undefined, { tz: NIGHTS.timeZone })
  const lists = await startLists(boss, { url, owner, jobs, secret, today, failed, pollSeconds: POLL_SECONDS })
  const post =
    mail && (await startMail(boss, { url, owner, jobs, mail, today, failed, pollSeconds: POLL_SECONDS }))
  const rules = await startRules(boss, { url, owner, jobs, today, failed, pollSeconds: POLL_SECONDS })
  return {
    stop: async () => {
      await rules.stop()
      await lists.stop()
      await post?.stop()
      await boss.stop({ graceful: true, timeout: FINISH_WITHIN_MS })
    },
  }
}
