import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { refuseUnfitForApp } from '#db/app-connection.server'
import { connect } from '#db/connection.server'
import { startEmbedded } from '#db/embedded.server'
import { appUrlOf } from '#db/roles.server'
import { now } from '~/shared/clock.server'
import type { Env } from '~/shared/env.server'
import { type Command, done, type Given, type Outcome, refusedWith } from './command'
import { databaseFindings } from './doctor/database.server'
import { type Finding, linesOf, warning, well, wrong } from './doctor/finding'
import { machineFindings } from './doctor/machine.server'

export const doctorCommands: Readonly<Record<string, Command>> = {
  doctor: {
    usage: 'doctor',
    does: 'looks at settings, folders, keys, disks, mail, the database and its backups, and says how to mend each; changes nothing',
    words: [0, 0],
    run: look,
  },
}

async function look({ env }: Given): Promise<Outcome> {
  const findings = await allFindings(env)
  const text = linesOf(findings).join('\n')
  return findings.some(({ verdict }) => verdict === 'wrong')
    ? refusedWith(text, findings)
    : done(text, findings)
}

/** Everything, in the order in which it would be mended; when the database is down, the rest all the same. */
export async function allFindings(env: Env): Promise<Finding[]> {
  return [...(await machineFindings(env, now())), ...(await inDatabase(env))]
}

async function inDatabase(env: Env): Promise<Finding[]> {
  const folder = resolve(env.dataDir)
  if (env.databaseUrl === null && !existsSync(join(folder, 'pg')) && !existsSync(join(folder, 'pg-is-at')))
    return [warning('database', `There is none in ${folder} yet.`, 'The first start makes it.')]
  let stop = async () => undefined as unknown
  try {
    const { url, secret, ...opened } = await opening(env)
    stop = opened.stop
    const owner = connect({ url, most: 1, within: 60_000, named: false })
    const appUrl = appUrlOf(env.appDatabaseUrl, url, secret)
    const app = connect({ url: appUrl, most: 1, named: false })
    try {
      const isLetIn = await app.db
        .selectNoFrom((eb) => eb.lit(1).as('one'))
        .execute()
        .then(() => well('role airt_app', 'It is let in.'))
        .catch(() =>
          wrong(
            'role airt_app',
            'It is not let in.',
            'npm run -s airt -- migrate --print-roles says what an administrator has to run.',
          ),
        )
      const isIn = isLetIn.verdict === 'ok'
      return [
        ...(isIn ? [] : [isLetIn]),
        ...(isIn && env.appDatabaseUrl !== null ? [await addressOfApp(appUrl, env.namedStatements)] : []),
        ...(await databaseFindings(env, owner.db, url, isIn ? app.db : null)),
      ]
    } finally {
      await Promise.all([owner.close(), app.close()])
    }
  } catch (error) {
    const why = (error as Error).message.split('\n')[0] || (error as { code?: string }).code
    return [
      wrong(
        'database',
        `It does not answer: ${why}`,
        'Start it, and see that the address and the password are right.',
      ),
    ]
  } finally {
    await stop()
  }
}

/** Where somebody gave it: a pooler in between may drop what every connection is asked to be. */
async function addressOfApp(url: string, named: boolean): Promise<Finding> {
  const check = 'AIRT_APP_DATABASE_URL'
  return refuseUnfitForApp(url, named).then(
    () => well(check, 'Each connection is as it must be.'),
    (error: Error) => wrong(check, error.message, '.readme/several-machines.md has a pooler’s settings.'),
  )
}

async function opening(env: Env) {
  if (env.databaseUrl !== null)
    return { url: env.databaseUrl, secret: env.secret ?? '', stop: async () => undefined }
  const { url, secret, stop } = await startEmbedded({ dataDir: env.dataDir })
  return { url, secret: env.secret ?? secret, stop }
}
