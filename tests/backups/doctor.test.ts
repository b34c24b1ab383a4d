import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, expect } from 'vitest'
import { sql } from '#db/connection.server'
import { databaseFindings } from '~/cli/doctor/database.server'
import type { Finding } from '~/cli/doctor/finding'
import { machineFindings, nodeFinding, roomFinding } from '~/cli/doctor/machine.server'
import { readEnv } from '~/shared/env.server'
import { openKeys } from '~/shared/keys.server'
import { airt } from '../support/command'
import { type TestDatabase, test } from '../support/database'
import { aFolder, settingsIn, sweep } from './a-folder'

const today = new Date('2026-11-27T14:05:00Z')

afterAll(sweep)

const verdictOf = (findings: Finding[], check: string) =>
  findings.find((each) => each.check === check)?.verdict

const looked = ({ owner, url, app }: TestDatabase, settings = settingsIn(aFolder())) =>
  databaseFindings(settings, owner.db, url, app.db)

test('a database as it should be gives nothing to mend, save what tests have given up', async ({
  database,
}) => {
  const findings = await looked(database)

  const wrong = findings.filter(({ verdict }) => verdict === 'wrong')
  expect(wrong.map(({ check }) => check)).toEqual(['what is saved stays saved', 'the app’s own connection'])
  expect(wrong[0]?.says).toBe('The database would lose what it is told, as fsync is off: turn it on.')
  for (const check of [
    'database',
    'clock',
    'tables',
    'room for the audit',
    'roles',
    'unusual reads',
    'who did or saw what',
  ])
    expect(verdictOf(findings, check), check).toBe('ok')
})

test('an earlier and a newer Airt’s tables are told apart, and nothing else is then looked at', async ({
  database,
}) => {
  const { db } = database.owner
  await sql`insert into public.airt_migration (name, digest) values ('9999_later.sql', 'x')`.execute(db)
  const newer = await looked(database)
  await sql`delete from public.airt_migration where name = '9999_later.sql'`.execute(db)
  await sql`update public.airt_migration set name = '9998_x.sql' where name = '0017_backups.sql'`.execute(db)
  const earlier = await looked(database)
  await sql`update public.airt_migration set name = '0017_backups.sql' where name = '9998_x.sql'`.execute(db)

  expect(verdictOf(newer, 'tables')).toBe('warning')
  expect(earlier.at(-1)).toMatchObject({
    check: 'tables',
    verdict: 'wrong',
    says: 'They are those of an earlier Airt: 1 changes are missing.',
  })
})

test('a second machine that is asked for and away is told of', async ({ database }) => {
  const asked = await looked(database, { ...settingsIn(aFolder()), standby: true })
  const notAsked = await looked(database)

  expect(verdictOf(asked, 'second machine')).toBe('warning')
  expect(verdictOf(notAsked, 'second machine')).toBe('ok')
})

test('a backup that is late, and one that was never tried, are wrong where they are made by themselves', async ({
  database,
}) => {
  const { db } = database.owner
  const settings = settingsIn(aFolder(), { AIRT_BACKUP_DIR: aFolder() })
  const done = (kind: string, daysAgo: number) =>
    db.transaction().execute(async (within) => {
      await sql`set local role airt_owner`.execute(within)
      await sql`alter table app.backup_run no force row level security`.execute(within)
      await sql`insert into app.backup_run (kind, state, because, began_at, ended_at)
        values (${kind}, 'done', 'daily', now() - make_interval(days => ${daysAgo}), now() - make_interval(days => ${daysAgo}))`.execute(
        within,
      )
      await sql`alter table app.backup_run force row level security`.execute(within)
    })

  const none = await looked(database, settings)
  await done('backup', 3)
  await done('drill', 36)
  const late = await looked(database, settings)
  await done('backup', 1)
  await done('drill', 34)
  const well = await looked(database, settings)

  expect([verdictOf(none, 'last backup'), verdictOf(none, 'last try of a backup')]).toEqual([
    'wrong',
    'warning',
  ])
  expect([verdictOf(late, 'last backup'), verdictOf(late, 'last try of a backup')]).toEqual([
    'wrong',
    'wrong',
  ])
  expect([verdictOf(well, 'last backup'), verdictOf(well, 'last try of a backup')]).toEqual(['ok', 'ok'])
})

test('keys and passwords that others may read are wrong, and the command that closes them is told', async () => {
  const settings = settingsIn(aFolder())
  const keys = settings.keyDir ?? ''
  mkdirSync(settings.dataDir, { mode: 0o700 })
  writeFileSync(join(settings.dataDir, 'secret'), 'x', { mode: 0o600 })
  openKeys(settings).backupKey()
  const closed = await machineFindings(settings, today)
  chmodSync(join(keys, 'master-1.key'), 0o444)
  chmodSync(join(settings.dataDir, 'secret'), 0o644)
  const open = await machineFindings(settings, today)

  expect([verdictOf(closed, 'keys'), verdictOf(closed, 'data folder')]).toEqual(['ok', 'ok'])
  expect(open.find(({ check }) => check === 'keys')).toMatchObject({
    verdict: 'wrong',
    mend: `chmod 400 ${join(keys, 'master-1.key')}`,
  })
  expect(verdictOf(open, 'data folder')).toBe('wrong')
})

test('a line to another machine must be closed and its end known', async () => {
  const over = async (url: string) => {
    const settings = readEnv({
      DATABASE_URL: url,
      AIRT_SECRET: 'x'.repeat(40),
      AIRT_ORIGIN: 'https://airt.example',
    })
    return verdictOf(await machineFindings(settings, today), 'line to the database')
  }

  expect(await over('postgres://a@127.0.0.1/airt')).toBe('ok')
  expect(await over('postgres://a@db.example/airt?sslmode=verify-full')).toBe('ok')
  expect(await over('postgres://a@db.example/airt?sslmode=require')).toBe('wrong')
  expect(await over('postgres://a@db.example/airt')).toBe('wrong')
})

test('a mail server that greets is well, one that refuses or is not there is wrong', async () => {
  const answering = (lines: (said: string) => string) =>
    new Promise<{ port: number; close: () => void }>((settle) => {
      const server = createServer((socket) => {
        socket.on('error', () => undefined)
        socket.write(lines(''))
        socket.on('data', (said) => socket.write(lines(String(said))))
      })
      server.listen(0, '127.0.0.1', () =>
        settle({ port: (server.address() as { port: number }).port, close: () => server.close() }),
      )
    })
  const mail = async (port: number) => {
    const settings = settingsIn(aFolder(), {
      AIRT_SMTP_URL: `smtp://127.0.0.1:${port}`,
      AIRT_MAIL_FROM: 'airt@airt.example',
    })
    return verdictOf(await machineFindings(settings, today), 'mail')
  }
  const kind = await answering((said) =>
    said.startsWith('EHLO') ? '250-hello\r\n250 SIZE\r\n' : '220 here\r\n',
  )
  const rude = await answering(() => '554 no\r\n')

  expect(await mail(kind.port)).toBe('ok')
  expect(await mail(rude.port)).toBe('wrong')
  kind.close()
  rude.close()
  expect(await mail(1)).toBe('wrong')
})

test('the edges of what is too old and too full', () => {
  expect(
    [nodeFinding('20.18.9'), nodeFinding('20.19.0'), nodeFinding('24.1.0')].map(({ verdict }) => verdict),
  ).toEqual(['wrong', 'warning', 'ok'])
  const room = (free: number, all: number) => roomFinding('disk', free, all).verdict
  expect([room(2e9, 20e9), room(1.9e9, 10e9), room(2e9, 21e9)]).toEqual(['ok', 'warning', 'warning'])
})

test('by command it ends with 1 when something is wrong, and tells a program the same', async ({
  database,
}) => {
  const said = await airt(database, 'doctor')
  const asJson = await airt(database, 'doctor', '--json')

  expect(said.code).toBe(1)
  expect(said.err).toContain('WRONG      what is saved stays saved')
  expect(JSON.parse(asJson.out)).toContainEqual(expect.objectContaining({ check: 'clock', verdict: 'ok' }))
})
