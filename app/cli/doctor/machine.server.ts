import { existsSync, readdirSync, statfsSync, statSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { anchorFileOf } from '~/audit/anchors.server'
import { type MailServer, mailServer } from '~/outside/mail-server.server'
import type { Env } from '~/shared/env.server'
import { heldBackupKey } from '~/shared/keys.server'
import { type Finding, warning, well, wrong } from './finding'

/** What can be looked at without the database. */
export async function machineFindings(env: Env, at: Date): Promise<Finding[]> {
  return [
    well('settings', 'They make sense together.'),
    nodeFinding(process.versions.node),
    ...(env.databaseUrl === null ? [dataFolder(env.dataDir)] : [transport(env.databaseUrl)]),
    keysFinding(env),
    ...disks(env),
    anchorsFinding(env, at),
    addressFinding(env),
    proxyFinding(env),
    await mailFinding(env),
  ]
}

export function nodeFinding(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19))
    return wrong('Node', `This is Node ${version}.`, 'Install Node 20.19 or later from https://nodejs.org.')
  if (major < 22)
    return warning(
      'Node',
      `Node ${version} gets no more security fixes.`,
      'Move to Node 24; Airt runs on it as it is.',
    )
  return well('Node', `This is Node ${version}.`)
}

function dataFolder(dataDir: string): Finding {
  const folder = resolve(dataDir)
  const check = 'data folder'
  if (!existsSync(folder)) return warning(check, `${folder} is not there yet.`, 'The first start makes it.')
  const { mode, uid } = statSync(folder)
  if (uid !== (process.getuid?.() ?? uid))
    return wrong(check, `${folder} belongs to another account.`, 'Run Airt as the account that owns it.')
  const secrets = ['secret', 'postgres-password', 'migrate-password'].map((name) => join(folder, name))
  const open = [...secrets].filter((file) => existsSync(file) && (statSync(file).mode & 0o077) !== 0)
  if (open[0] !== undefined || (mode & 0o066) !== 0)
    return wrong(
      check,
      `Others on this machine may read ${open[0] ?? folder}.`,
      `chmod ${open[0] ? '600' : '700'} ${open[0] ?? folder}`,
    )
  return well(check, `${folder} is for its owner alone.`)
}

/** A line over which records travel must be closed to others, and its other end must be known. */
function transport(url: string): Finding {
  const { hostname: host, searchParams } = new URL(url)
  const check = 'line to the database'
  if (
    ['', 'localhost', '127.0.0.1', '[::1]', '::1'].includes(host) ||
    host.startsWith('/') ||
    host === hostname()
  )
    return well(check, 'The database is on this machine.')
  const mode = searchParams.get('sslmode')
  if (mode === 'verify-full') return well(check, 'It is encrypted, and the server must show who it is.')
  return wrong(
    check,
    `It goes to ${host}, ${mode === null || mode === 'disable' ? 'and is not encrypted' : 'and the server need not show who it is'}.`,
    'Add ?sslmode=verify-full to DATABASE_URL, with sslrootcert where the server has a certificate of your own.',
  )
}

function keysFinding(env: Env): Finding {
  const check = 'keys'
  const { key, folder } = heldBackupKey(env)
  if (folder === null)
    return warning(
      check,
      'They are made from AIRT_SECRET.',
      'Set AIRT_KEY_DIR to a folder on another disk, and keep a copy of it elsewhere.',
    )
  if (!existsSync(folder))
    return warning(check, `There are none in ${folder} yet.`, 'The first start makes them.')
  const files = readdirSync(folder).filter((name) => name.endsWith('.key'))
  const open = files.find((name) => (statSync(join(folder, name)).mode & 0o077) !== 0)
  if (open !== undefined)
    return wrong(check, `Others on this machine may read ${open}.`, `chmod 400 ${join(folder, open)}`)
  if ((statSync(folder).mode & 0o077) !== 0)
    return wrong(check, `Others on this machine may look into ${folder}.`, `chmod 700 ${folder}`)
  if (env.databaseUrl === null && resolve(folder).startsWith(`${resolve(env.dataDir)}/`))
    return warning(
      check,
      'They lie beside what they open.',
      'Move them to a folder on another disk, and set AIRT_KEY_DIR to it.',
    )
  return well(
    check,
    `${folder} holds ${files.length}, for its owner alone${key ? '' : '; that of backups is made with the first backup'}.`,
  )
}

const LEAST_BYTES = 2_000_000_000
const LEAST_PART = 0.1

function disks(env: Env): Finding[] {
  const folders: [check: string, folder: string | null][] = [
    ['disk of the data', env.databaseUrl === null ? env.dataDir : null],
    ['disk of the anchors', env.anchorDir],
    ['disk of the backups', env.backupDir],
  ]
  return folders.flatMap(([check, folder]) => (folder === null ? [] : [diskFinding(check, resolve(folder))]))
}

function diskFinding(check: string, folder: string): Finding {
  try {
    const { bavail, blocks, bsize } = statfsSync(nearest(folder))
    return roomFinding(check, bavail * bsize, blocks * bsize)
  } catch {
    return wrong(check, `${folder} cannot be read.`, 'See that the disk is there, and that Airt may use it.')
  }
}

export function roomFinding(check: string, free: number, all: number): Finding {
  const says = `${(free / 1e9).toFixed(1)} GB are free, ${Math.floor((free / all) * 100)} %.`
  if (free < LEAST_BYTES || free / all < LEAST_PART)
    return warning(check, says, 'Make room, or use a larger disk: when it is full nothing can be saved.')
  return well(check, says)
}

/** The folder, or the first above it that is there. */
function nearest(folder: string): string {
  return existsSync(folder) || folder === dirname(folder) ? folder : nearest(dirname(folder))
}

const ANCHORED_WITHIN_MS = 3_600_000

function anchorsFinding(env: Env, at: Date): Finding {
  const check = 'anchors of the audit'
  const file = anchorFileOf(env)
  if (!existsSync(file)) return warning(check, 'There is none yet.', 'The first minutes of work make one.')
  if (
    env.databaseUrl === null &&
    existsSync(env.dataDir) &&
    statSync(dirname(file)).dev === statSync(env.dataDir).dev
  )
    return warning(
      check,
      'They lie on the disk of the data: whoever can change the one can change the other.',
      'Set AIRT_ANCHOR_DIR to a folder on another disk.',
    )
  const age = at.getTime() - statSync(file).mtime.getTime()
  if (age > ANCHORED_WITHIN_MS)
    return warning(
      check,
      `The last is ${Math.round(age / 3_600_000)} hours old.`,
      'None are added while Airt does not run; if it does, see its log.',
    )
  return well(check, 'The last is less than an hour old.')
}

function addressFinding({ origins, databaseUrl }: Env): Finding {
  const check = 'address'
  const open = origins.filter((origin) => origin.startsWith('http:'))
  if (open.length === 0 || (databaseUrl === null && open.length === origins.length))
    return well(check, `People come by ${origins.join(' and ')}.`)
  return warning(
    check,
    `People may come by ${open.join(' and ')}, which is not encrypted.`,
    'Set AIRT_ORIGIN to the https address alone.',
  )
}

function proxyFinding({ origins, trustProxy }: Env): Finding {
  const check = 'proxy'
  const isSafe = origins.some((origin) => origin.startsWith('https:'))
  if (isSafe && trustProxy === 0)
    return warning(
      check,
      'https is asked for and no proxy is named: every visitor seems to come from the proxy.',
      'Set AIRT_TRUST_PROXY to how many proxies stand in front, mostly 1.',
    )
  if (!isSafe && trustProxy > 0)
    return warning(
      check,
      'A proxy is named and people come by http.',
      'Unset AIRT_TRUST_PROXY, or anybody can say from where they come.',
    )
  return well(check, trustProxy === 0 ? 'There is none in front.' : `There are ${trustProxy} in front.`)
}

async function mailFinding({ smtpUrl }: Env): Promise<Finding> {
  const check = 'mail'
  if (smtpUrl === null)
    return warning(
      check,
      'None is sent.',
      'Set AIRT_SMTP_URL and AIRT_MAIL_FROM, if people should hear of tasks by mail.',
    )
  const why = await mailServer(smtpUrl).whyUseless()
  if (why === null) return well(check, 'The server of AIRT_SMTP_URL answers.')
  return wrong(check, `The server of AIRT_SMTP_URL ${whyNoMail[why]}.`, howToMend[why])
}

type WhyNoMail = NonNullable<Awaited<ReturnType<MailServer['whyUseless']>>>

const whyNoMail: Record<WhyNoMail, string> = {
  silent: 'does not answer within five seconds',
  unreachable: 'cannot be reached',
  refuses: 'refuses us',
}

const REACH = 'See that the address is right, and that this machine may reach it.'

const howToMend: Record<WhyNoMail, string> = {
  silent: REACH,
  unreachable: REACH,
  refuses:
    'See that the name and password in it are right, and that the server takes mail from this machine.',
}
