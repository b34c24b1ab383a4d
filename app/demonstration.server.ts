import { randomInt } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Db, sql } from '#db/connection.server'
import { everybody } from '#db/demo/everybody'
import { loadHistory, loadRecords } from '#db/demo/load-all.server'
import { waitForTurn } from '#db/turn.server'
import { setPassword } from './access/password.server'
import { type Role, roles } from './access/permissions'
import { beginWork, inWork } from './access/work.server'
import { beginUnit } from './audit/unit.server'
import type { Database } from './database.server'
import type { CivilDate } from './shared/civil-date'
import type { Env } from './shared/env.server'

export type Demonstration = {
  accounts: readonly { email: string; name: string; organisation: string }[]
  /** Where the password of all of them lies. */
  passwordFile: string
  /** The password, the one time that it is told: when it was made at random just now. */
  newPassword: string | null
}

/**
 * Loads the invented people into an empty database and sees to it that their workers can sign in. Null where the database holds
 * somebody else's work: then nothing is touched.
 */
export async function openDemonstration(
  database: Database,
  env: Pick<Env, 'dataDir' | 'demoPassword'>,
  today: CivilDate,
  say: (line: string) => void,
): Promise<Demonstration | null> {
  const found = await organisationsIn(database)
  if (found === 'others') return null
  if (found === 'none') say('Loading the demonstration …')
  const file = join(resolve(env.dataDir), 'demonstration-password')
  const kept = existsSync(file) ? readFileSync(file, 'utf8').trim() : null
  const password = env.demoPassword ?? kept ?? randomPassword()
  const isNew = password !== kept

  await loadDemonstration(database, today, password)
  if (isNew && found !== 'none') await asDefiner(database.owner.db, (db) => setPasswords(db, password))
  if (isNew) {
    mkdirSync(resolve(env.dataDir), { recursive: true, mode: 0o700 })
    writeFileSync(file, `${password}\n`, { mode: 0o600, flush: true })
  }
  const newPassword = isNew && env.demoPassword === null ? password : null
  return { accounts: await accountsOf(database), passwordFile: file, newPassword }
}

/**
 * Everybody, their workers, what follows from their dates and the sessions held; then how the workers sign in, what they decided so
 * far and what became of their referrals. Each of the two is one transaction: where the second was cut off, the next start makes up
 * for it. A second call changes nothing. The cards of the library are loaded before.
 */
export async function loadDemonstration(
  database: Pick<Database, 'owner' | 'jobs'>,
  today: CivilDate,
  password: string,
): Promise<void> {
  const cast = everybody(today)
  const found = await organisationsIn(database)
  if (found === 'others') throw new Error('The demonstration is loaded into an empty database only')
  if (found === 'none') {
    const token = await beginWork(database.owner.db, 'demonstration.load', null)
    await inWork(database.jobs.db, token, async (db) => {
      await waitForTurn(db, 'demonstration')
      const { rows } = await sql`select from app.organisation limit 1`.execute(db)
      if (rows.length === 0) await loadRecords(db, cast, today)
    })
  }
  const token = await beginWork(database.owner.db, 'demonstration.load', null)
  await asDefiner(database.owner.db, async (db) => {
    await waitForTurn(db, 'demonstration')
    if (await canSignIn(db)) return
    await setPasswords(db, password)
    await sql`select set_config('app.session', ${token}, true)`.execute(db)
    await loadHistory(db, cast, today)
  })
}

/** Of which organisations the database knows: none, the demonstration's, or others as well or alone. */
async function organisationsIn({ owner, jobs }: Pick<Database, 'owner' | 'jobs'>) {
  const token = await beginWork(owner.db, 'organisation.find', null)
  const all = await inWork(jobs.db, token, (db) =>
    db.selectFrom('app.organisation').select(['is_demonstration as isDemonstration']).execute(),
  )
  if (all.length === 0) return 'none'
  return all.some(({ isDemonstration }) => isDemonstration) ? 'demonstration' : 'others'
}

/** One transaction as the role of the database's own functions: it sets passwords and dates decisions back. */
function asDefiner(owner: Db, run: (db: Db) => Promise<void>): Promise<void> {
  return owner.transaction().execute(async (db) => {
    beginUnit(db, null)
    await sql`set local role airt_sec`.execute(db)
    await run(db)
  })
}

async function canSignIn(db: Db): Promise<boolean> {
  const { rows } = await sql`select from sec.credential c join app.worker w on w.id = c.worker_id
    join app.organisation o on o.id = w.organisation_id where o.is_demonstration limit 1`.execute(db)
  return rows.length > 0
}

/** Nobody of the demonstration is asked for a code. */
async function setPasswords(db: Db, password: string): Promise<void> {
  const { rows } = await sql<{ id: string; role: Role }>`
    select w.id, w.role from app.worker w join app.organisation o on o.id = w.organisation_id
     where o.is_demonstration and w.email like '%@demo.example'`.execute(db)
  await Promise.all(rows.map((worker) => setPassword(db, worker, password, { codeNeeded: false })))
}

/** In the order in which the roles are listed everywhere. */
async function accountsOf({ owner, jobs }: Database): Promise<Demonstration['accounts']> {
  const token = await beginWork(owner.db, 'user.list', null)
  const accounts = await inWork(jobs.db, token, (db) =>
    db
      .selectFrom('app.worker as worker')
      .innerJoin('app.organisation as organisation', 'organisation.id', 'worker.organisation_id')
      .where('organisation.is_demonstration', '=', true)
      .where('worker.email', 'like', '%@demo.example')
      .where('worker.ended_at', 'is', null)
      .select(['worker.email', 'worker.name', 'organisation.name as organisation'])
      .$narrowType<{ email: string }>()
      .execute(),
  )
  const place = ({ email }: { email: string }) => roles.findIndex((role) => email.startsWith(`${role}@`))
  return accounts.sort((one, other) => place(one) - place(other))
}

const CONSONANTS = 'bdfgklmnprstvz'
const VOWELS = 'aeiou'

/** Easy to read out: `tumo-bexa-ridu-kowi-naze`, one of two to the power of sixty. */
function randomPassword(): string {
  const syllable = () => `${CONSONANTS[randomInt(CONSONANTS.length)]}${VOWELS[randomInt(VOWELS.length)]}`
  return Array.from({ length: 5 }, () => syllable() + syllable()).join('-')
}
