import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { expect, test } from 'vitest'
import { connect, type Db, sql } from '#db/connection.server'
import { startEmbedded } from '#db/embedded.server'
import { migrate } from '#db/migrate.server'
import { holdKeys, keepMasterChecks } from '~/access/field-keys.server'
import { newCodeSecret, sealCodeSecret } from '~/access/one-time-code.server'
import { setPassword } from '~/access/password.server'
import { beginUnit } from '~/audit/unit.server'
import { keepTie, keepWay } from '~/caseload/keep-lines.server'
import { keepAddress, keepNumbers, openProtected } from '~/caseload/protected.server'
import { keepDraft } from '~/drafts/drafts.server'
import { recordUnplanned } from '~/sessions/record.server'
import { openKeys } from '~/shared/keys.server'
import { aCast as aReferralCast, aSentReferral } from '../referrals/a-referral'
import { aRecord } from '../sessions/support'
import { allocate, aWorker, today } from '../support/builders'
import { building, signedInAs } from '../support/database'

const canaries = {
  'a way to reach them': '07700 900931',
  'its note': 'Wulfstan answers it',
  'who matters': 'Ermintrude Quillfeather',
  'what is said of her': 'keeps the zanzibar key',
  'what could not wait': 'they wait at the yellow close',
  'who was told': 'Duty worker Thelonius',
  'a protected address': '4 Xanthippe Lane',
  'the one before it': '9 Ulrika Row',
  'who must not learn it': 'her uncle Wolfram',
  'a CHI number': '0101201234',
  'a candidate number': '123456786',
  'a National Insurance number': 'AB936151C',
  'a draft': 'she was writing of marzipan',
} as const

test('in a dump of the database, and in its files, nothing that is sealed can be read; what is left readable is found', {
  timeout: 120_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'airt-unreadable-'))
  const dataDir = join(folder, 'data')
  const { url, superUrl, secret, stop } = await startEmbedded({ dataDir, unsafe: true })
  const superuser = new pg.Client({ connectionString: superUrl.replace(/\/[^/]*$/, new URL(url).pathname) })
  await superuser.connect()
  await migrate(url, secret)
  const owner = connect({ url, most: 2 })
  await sql`grant airt_app, airt_jobs to current_user`.execute(owner.db)
  try {
    const keys = openKeys({ keyDir: join(folder, 'keys'), dataDir, databaseUrl: null, secret: null })
    holdKeys(keys)
    await keepMasterChecks(owner.db, keys)
    const { codeSecret, personId } = await writeAll(owner.db)

    const dump = await wholeDump(superuser)
    await superuser.query('checkpoint')
    const { rows } = await superuser.query<{ data_directory: string }>('show data_directory')
    const folders = [dataDir, rows[0]?.data_directory ?? '']
    const files = wholeFolders(folders)

    const found = (text: string) => Object.entries(canaries).filter(([, canary]) => text.includes(canary))
    expect(dump.length).toBeGreaterThan(10_000)
    expect(dump).toContain('Calum')
    expect(files).toContain('Calum')
    expect(found(dump)).toEqual([])
    expect(found(files)).toEqual([])
    expect(dump).not.toContain(codeSecret.toString('hex'))
    expect(files).not.toContain(codeSecret.toString('latin1'))
    const master = keys.masterKey(1) as Buffer
    expect([dump.includes(master.toString('hex')), files.includes(master.toString('latin1'))]).toEqual([
      false,
      false,
    ])

    await leaveReadable(superuser, personId)
    await superuser.query('checkpoint')

    expect(found(await wholeDump(superuser)).map(([name]) => name)).toEqual(['who matters'])
    expect(found(wholeFolders(folders)).map(([name]) => name)).toEqual(['who matters'])
  } finally {
    await Promise.all([owner.close(), superuser.end()])
    await stop()
    rmSync(folder, { recursive: true, force: true })
  }
})

/** One of everything that is sealed, as the app writes it. */
async function writeAll(owner: Db) {
  return owner.transaction().execute(async (db) => {
    beginUnit(db, null)
    const cast = await building(db, () => aReferralCast(db))
    const { isla, calum } = cast
    const manager = await building(db, () => aManagerOf(db, cast))
    const line = { id: null, version: null }
    await signedInAs(db, isla)
    await keepWay(db, isla, calum.id, line, {
      kind: 'phone',
      value: canaries['a way to reach them'],
      safe: 'yes',
      note: canaries['its note'],
    })
    await keepTie(db, isla, calum.id, line, {
      relation: 'family',
      name: canaries['who matters'],
      about: canaries['what is said of her'],
      doNotContact: false,
    })
    const said = aRecord({
      worry: 'yes',
      worryWords: canaries['what could not wait'],
      toldWho: canaries['who was told'],
      toldOn: today,
      toldAt: '14:30',
    })
    const worried = { ...said, on: today, at: null, place: '', transitionId: null }
    if (!(await recordUnplanned(db, isla, calum.id, worried, today)).ok)
      throw new Error('Nothing was recorded')
    await keepDraft(
      db,
      isla,
      {
        id: randomUUID(),
        path: '/drafts',
        personId: calum.id,
        fields: [['theirWords', canaries['a draft']]],
      },
      'changed',
    )
    const ways = await sql<{
      id: string
    }>`select id from app.person_way where person_id = ${calum.id}`.execute(db)
    await aSentReferral(db, { ...cast, ways: { ...cast.ways, safe: ways.rows.at(-1)?.id ?? '' } })

    await signedInAs(db, manager)
    const held = async () => {
      const person = await openProtected(db, manager, calum.id)
      if (!person) throw new Error('It is not theirs')
      return person
    }
    const note = canaries['who must not learn it']
    for (const [address, version] of [
      [canaries['the one before it'], undefined],
      [canaries['a protected address'], 1],
    ] as const)
      if (!(await keepAddress(db, await held(), { act: 'address', address, note, version })).ok)
        throw new Error('No address was saved')
    const numbers = {
      chi: canaries['a CHI number'],
      scn: canaries['a candidate number'],
      nino: canaries['a National Insurance number'],
    }
    if (!(await keepNumbers(db, await held(), { act: 'numbers', ...numbers })).ok)
      throw new Error('No number was saved')

    const codeSecret = newCodeSecret()
    await sql`reset role`.execute(db)
    await setPassword(db, isla, 'seven teapots in a harbour', { codeNeeded: true })
    await sql`set local role airt_sec`.execute(db)
    await sql`update sec.credential set otp_secret = ${sealCodeSecret(isla.id, codeSecret)}, otp_confirmed_at = now()`.execute(
      db,
    )
    return { codeSecret, personId: calum.id }
  })
}

async function aManagerOf(db: Db, { calum }: Awaited<ReturnType<typeof aReferralCast>>) {
  const manager = await aWorker(db, {
    role: 'team-manager',
    organisation: { id: calum.organisationId, organisationId: calum.organisationId },
  })
  await allocate(db, calum, manager, { kind: 'co-worker' })
  return manager
}

/** Every column of every table: as text, and what is bytes as the letters they may be as well. */
async function wholeDump(superuser: pg.Client): Promise<string> {
  const { rows: columns } = await superuser.query<{ name: string; column: string; bytes: boolean }>(`
    select c.oid::regclass::text as name, quote_ident(a.attname) as column, a.atttypid = 'bytea'::regtype as bytes
      from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
     where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and a.attnum > 0 and not a.attisdropped`)
  const parts: string[] = []
  for (const { name, column, bytes } of columns) {
    const letters = bytes ? `, encode(${column}, 'escape')` : ''
    const { rows } = await superuser.query<string[]>({
      text: `select ${column}::text${letters} from ${name}`,
      rowMode: 'array',
    })
    parts.push(...rows.map((row) => row.join('\n')))
  }
  return parts.join('\n')
}

/** What Airt keeps beside the database, and the database's own folder, which may lie elsewhere. */
function wholeFolders(folders: readonly string[]): string {
  return folders
    .flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n')
}

async function leaveReadable(superuser: pg.Client, personId: string): Promise<void> {
  await superuser.query('alter table app.person_tie disable trigger refuses_plain')
  await superuser.query('update app.person_tie set name = $1 where person_id = $2', [
    canaries['who matters'],
    personId,
  ])
  await superuser.query('alter table app.person_tie enable trigger refuses_plain')
}
