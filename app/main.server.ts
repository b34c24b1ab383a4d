import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ServerBuild } from '@remix-run/node'
import { watchClock } from '#db/clock.server'
import { watchStandby } from '#db/standby.server'
import { openRequest } from './access/request.server'
import { anchorFileOf } from './audit/anchors.server'
import { lastChecks } from './audit/check.server'
import { startSealer } from './audit/sealer.server'
import { type Keeper, keepBackups } from './backups/keep.server'
import { runCommand } from './cli'
import { canSave, openDatabase, watchSettings, whyNotReady } from './database.server'
import { type Demonstration, openDemonstration } from './demonstration.server'
import { openLog } from './http/log.server'
import { startJobs } from './jobs/jobs.server'
import type { MailSettings } from './jobs/mail.server'
import { serve } from './server'
import { now, today } from './shared/clock.server'
import { type Env, readEnv } from './shared/env.server'

/** `start` serves until it is told to stop; anything else is a command. @returns the exit code. */
export async function main(argv: readonly string[], build: ServerBuild): Promise<number> {
  if (argv[0] !== 'start') return runCommand(argv, () => readEnv(process.env))
  return start(build)
}

async function start(build: ServerBuild): Promise<number> {
  const env = readEnv(process.env)
  say('Opening the database …')
  const database = await openDatabase(env, say)
  const demonstration = env.demo ? await openDemonstration(database, env, today(env.today), say) : null
  const log = openLog()
  const anchors = anchorFileOf(env)
  const settings = watchSettings(database, (off) => log.unsafe(off))
  const standby = env.standby ? await watchStandby(database.app.db) : null
  const clock = await watchClock(database.app.db, now)
  let stopJobs = () => Promise.resolve()
  let stopSealer = () => Promise.resolve()
  let backups: Keeper | null = null
  const serving = await serve({
    build,
    env,
    files: join(fileURLToPath(new URL('.', import.meta.url)), '..', 'client'),
    log,
    ready: async () => settings.whyUnsafe() ?? (await whyNotReady(database)),
    canSave: () => canSave(database),
    context: {
      secret: database.secret,
      origin: env.origins[0] ?? '',
      today: () => today(env.today),
      isDemonstration: demonstration !== null,
      sendsMail: env.smtpUrl !== null,
      backups: () => backups?.kept() ?? { isOn: env.backupDir !== null, log: 'not-yet' },
      clockIsWrong: () => clock.trouble() !== null,
      ...(standby && { standbyIsAway: standby.isAway }),
    },
    begin: (requestId) => openRequest(database.app.db, requestId),
    close: async () => {
      settings.stop()
      standby?.stop()
      clock.stop()
      await stopJobs()
      await stopSealer()
      await backups?.stop()
      await database.close()
    },
  })
  const jobs = await startJobs({
    url: database.jobsUrl,
    owner: database.owner.db,
    ownerUrl: database.ownerUrl,
    jobs: database.jobs.db,
    anchors,
    secret: database.secret,
    today: () => today(env.today),
    mail: mailOf(env),
    failed: (error) => log.failed('jobs', error),
    auditBroken: log.auditBroken,
  })
  stopJobs = jobs.stop
  stopSealer = startSealer({
    jobs: database.jobs.db,
    file: anchors,
    anchored: log.anchored,
    trouble: log.auditTrouble,
  }).stop
  backups = await keepBackups({
    env,
    owner: database.owner.db,
    jobs: database.jobs.db,
    embedded: database.embedded,
    open: (opened, keys) => openDatabase(opened, undefined, keys),
    failed: (error) => log.failed('backups', error),
  })
  // Whoever is told that it is ready may ask it to stop at once: it listens before it says so.
  const isAskedToStop = untilAskedToStop()
  say(`Airt is ready at http://localhost:${serving.port}`)
  for (const note of database.notes) say(note)
  for (const { broken } of await lastChecks(database.owner.db)) if (broken) say(`The audit: ${broken}`)
  if (env.anchorDir === null)
    say(
      `AIRT_ANCHOR_DIR is not set: the audit's anchors go to ${anchors}, and would prove more on another disk.`,
    )
  if (demonstration) signIns(demonstration).forEach(say)
  // Invented people need no room held back for them.
  if (!demonstration) database.keepReserve().catch((error) => log.failed('reserve', error))
  await isAskedToStop
  await serving.stop()
  return 0
}

function untilAskedToStop(): Promise<void> {
  return new Promise((settle) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => settle())
  })
}

function mailOf({ smtpUrl, mailFrom, origins }: Env): MailSettings {
  return smtpUrl !== null && mailFrom !== null
    ? { url: smtpUrl, from: mailFrom, origin: origins[0] ?? '' }
    : null
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

function signIns({ accounts, newPassword, passwordFile }: Demonstration): string[] {
  const width = Math.max(...accounts.map(({ email }) => email.length))
  return [
    'Demonstration: invented people only. Sign in as one of',
    ...accounts.map(({ email, name, organisation }) => `  ${email.padEnd(width)}  ${name}, ${organisation}`),
    newPassword
      ? `The password of each is ${newPassword} and lies in ${passwordFile}`
      : `The password of each lies in ${passwordFile}`,
  ]
}
