import { z } from 'zod'
import { CannotStart } from '#db/cannot-start'
import { type CivilDate, parseCivilDate } from './civil-date'

/** What the settings of the process say, once they make sense together. */
export type Env = {
  port: number
  host: string
  /** The addresses people type, the first of them to be shown; posts from any other are refused. */
  origins: readonly string[]
  /** How many proxies in front may name the client's address. */
  trustProxy: number
  /** Null for the embedded database. */
  databaseUrl: string | null
  appDatabaseUrl: string | null
  dataDir: string
  /** Whether the invented people may be loaded. */
  demo: boolean
  demoPassword: string | null
  /** Stands for today, in a demonstration. */
  today: CivilDate | null
  /** Null where the embedded database keeps one. */
  secret: string | null
  /** Null for the data folder. */
  anchorDir: string | null
  /** Where the keys of fields and backups lie, away from what they open. Null: see app/shared/keys.server.ts. */
  keyDir: string | null
  /** Where backups are made by themselves, each day, and the log is kept. Null: they are not. */
  backupDir: string | null
  smtpUrl: string | null
  mailFrom: string | null
  metricsPort: number | null
  /** Whether every change should be held on a second machine before it is called saved. */
  standby: boolean
  namedStatements: boolean
}

/**
 * Reads the settings. Nothing is guessed: what is set to nothing is malformed, not unset.
 * @throws CannotStart in one sentence that names the variable and what it must be, and never what it is.
 */
export function readEnv(source: Readonly<Record<string, string | undefined>>, dataFolder = './data'): Env {
  const read = Settings.safeParse(source)
  if (!read.success) throw refusal(String(read.error.issues[0]?.path[0]), read.error.issues[0]?.message ?? '')

  const set = read.data
  refuseWhatDoesNotFit(set)
  const { PORT: port, DATABASE_URL: databaseUrl = null } = set
  return {
    port,
    host: set.HOST,
    origins: set.AIRT_ORIGIN ?? [`http://localhost:${port}`, `http://127.0.0.1:${port}`],
    trustProxy: set.AIRT_TRUST_PROXY,
    databaseUrl,
    appDatabaseUrl: set.AIRT_APP_DATABASE_URL ?? null,
    dataDir: set.AIRT_DATA_DIR ?? dataFolder,
    demo: isDemonstration(set),
    demoPassword: set.AIRT_DEMO_PASSWORD ?? null,
    today: set.AIRT_TODAY ?? null,
    secret: set.AIRT_SECRET ?? null,
    anchorDir: set.AIRT_ANCHOR_DIR ?? null,
    keyDir: set.AIRT_KEY_DIR ?? null,
    backupDir: set.AIRT_BACKUP_DIR ?? null,
    smtpUrl: set.AIRT_SMTP_URL ?? null,
    mailFrom: set.AIRT_MAIL_FROM ?? null,
    metricsPort: set.AIRT_METRICS_PORT ?? null,
    standby: set.AIRT_STANDBY,
    namedStatements: set.AIRT_NAMED_STATEMENTS,
  }
}

const port = whole(1, 65_535)
const folder = checked('the path of a folder', (said) => said !== '' && !said.includes('\0'))
const postgres = checked('postgres://user:password@host:port/database', isPostgres)

const Settings = z.object({
  PORT: port.default(3000),
  HOST: checked('an address or name to listen on, such as 127.0.0.1', isHost).default('127.0.0.1'),
  DATABASE_URL: postgres.optional(),
  AIRT_APP_DATABASE_URL: postgres.optional(),
  AIRT_DATA_DIR: folder.optional(),
  AIRT_DEMO: oneOf({ '1': true, '0': false }, '1 or 0').optional(),
  AIRT_DEMO_PASSWORD: ofLength(12, 128).optional(),
  AIRT_TODAY: z
    .string()
    .transform((said, context) => parseCivilDate(said) ?? wrong(context, 'a day such as 2027-05-31'))
    .optional(),
  AIRT_SECRET: ofLength(32, 1_000).optional(),
  AIRT_ORIGIN: z
    .string()
    .transform(
      (said, context) =>
        origins(said) ??
        wrong(context, 'the address people type, such as https://airt.example.org (http only on localhost)'),
    )
    .optional(),
  AIRT_TRUST_PROXY: whole(0, 10).default(0),
  AIRT_ANCHOR_DIR: folder.optional(),
  AIRT_KEY_DIR: folder.optional(),
  AIRT_BACKUP_DIR: folder.optional(),
  AIRT_SMTP_URL: checked('smtp://host:port or smtps://host:port', (said) =>
    isUrl(said, ['smtp:', 'smtps:']),
  ).optional(),
  AIRT_MAIL_FROM: checked('an email address', (said) => z.email().safeParse(said).success).optional(),
  AIRT_METRICS_PORT: port.optional(),
  AIRT_STANDBY: oneOf({ on: true, off: false, '1': true, '0': false }, 'on or off').default(false),
  AIRT_NAMED_STATEMENTS: oneOf({ on: true, off: false, '1': true, '0': false }, 'on or off').default(true),
})

type Chosen = z.infer<typeof Settings>

/** A rule between settings: which of them is wrong, what it must be, and when it is. */
function refuseWhatDoesNotFit(set: Chosen) {
  const onServer = set.DATABASE_URL !== undefined
  if (onServer && !set.AIRT_SECRET)
    throw refusal('AIRT_SECRET', 'set together with DATABASE_URL, to 32 characters or more')
  if (onServer && !set.AIRT_ORIGIN)
    throw refusal('AIRT_ORIGIN', 'set together with DATABASE_URL, to the address people type')
  if (!onServer && set.AIRT_APP_DATABASE_URL)
    throw refusal('DATABASE_URL', 'set together with AIRT_APP_DATABASE_URL')
  if (set.AIRT_TODAY && !isDemonstration(set))
    throw refusal('AIRT_TODAY', 'unset unless the demonstration is on (AIRT_DEMO=1)')
  if (set.AIRT_SMTP_URL && !set.AIRT_MAIL_FROM)
    throw refusal('AIRT_MAIL_FROM', 'set together with AIRT_SMTP_URL')
  if (set.AIRT_METRICS_PORT === set.PORT) throw refusal('AIRT_METRICS_PORT', 'another port than PORT')
}

/** On a server only where somebody asked for it outright. */
function isDemonstration({ AIRT_DEMO, DATABASE_URL }: Chosen): boolean {
  return AIRT_DEMO ?? DATABASE_URL === undefined
}

function refusal(name: string, mustBe: string) {
  return new CannotStart(`${name} must be ${mustBe}.`)
}

function checked(mustBe: string, holds: (said: string) => boolean) {
  return z.string().refine(holds, { error: mustBe })
}

function ofLength(least: number, most: number) {
  return checked(`${least} to ${most} characters long`, ({ length }) => length >= least && length <= most)
}

function whole(least: number, most: number) {
  const holds = (said: string) => /^\d{1,5}$/.test(said) && Number(said) >= least && Number(said) <= most
  return checked(`a whole number from ${least} to ${most}`, holds).transform(Number)
}

function oneOf(values: Readonly<Record<string, boolean>>, mustBe: string) {
  return checked(mustBe, (said) => Object.hasOwn(values, said)).transform((said) => values[said] === true)
}

function wrong(context: z.RefinementCtx, mustBe: string): never {
  context.addIssue({ code: 'custom', message: mustBe })
  return z.NEVER
}

function isHost(said: string): boolean {
  return /^[A-Za-z0-9.-]{1,253}$/.test(said) || /^[0-9A-Fa-f:.]{2,45}$/.test(said)
}

/** An address without a host means whatever happens to listen on this machine. */
function isPostgres(said: string): boolean {
  if (!isUrl(said, ['postgres:', 'postgresql:'])) return false
  return new URL(said).pathname.length > 1
}

function isUrl(said: string, protocols: readonly string[]): boolean {
  if (!URL.canParse(said)) return false
  const { protocol, hostname } = new URL(said)
  return protocols.includes(protocol) && hostname !== ''
}

/** One address, or several with commas between. A cookie that is safe needs https, save on this machine. */
function origins(said: string): string[] | null {
  const all = said.split(',').map((one) => one.trim().replace(/\/$/, ''))
  return all.every(isOrigin) ? all : null
}

function isOrigin(said: string): boolean {
  if (!isUrl(said, ['http:', 'https:'])) return false
  const { origin, protocol, hostname } = new URL(said)
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  return origin === said && (protocol === 'https:' || isHere)
}
