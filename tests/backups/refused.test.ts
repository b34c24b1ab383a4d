import { randomInt } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { part, trailer } from '#db/backup/messages.server'
import { type Header, keyIdOf, writeSealed } from '#db/backup/sealed-file.server'
import { migrationDigests } from '#db/migrate.server'
import type { Env } from '~/shared/env.server'
import { openKeys } from '~/shared/keys.server'
import { aFolder, anAirt, anotherPlace, backupIn, restoreIn, settingsIn, sweep } from './a-folder'

let env: Env
let files: { cluster: string; logical: string }

beforeAll(async () => {
  const folder = aFolder()
  env = settingsIn(folder)
  const airt = await anAirt(env)
  const [cluster, logical] = [await backupIn(env, folder), await backupIn(env, folder, 'logical')]
  await airt.stop()
  files = { cluster: cluster.file, logical: logical.file }
})
afterAll(sweep)

/** Tries to restore it into a place that is not there; @returns why not, once it is sure that nothing was left there. */
async function refusal(file: string, settings = anotherPlace(env)) {
  const why = await restoreIn(settings, file).then(
    () => 'it was restored',
    (error) => error,
  )
  expect(readdirSync(dirname(settings.dataDir)).filter((name) => name.startsWith('data'))).toEqual([])
  return why
}

function changed(bytes: Buffer): string {
  const file = join(aFolder(), 'changed.backup')
  writeFileSync(file, bytes)
  return file
}

/** A file that is sealed as it should be, and says of itself what the test wants. */
async function sealedWith(header: Partial<Header>): Promise<string> {
  const key = openKeys(env).backupKey()
  const file = join(aFolder(), 'made.backup')
  async function* content() {
    yield part({ folder: 'pg' })
    yield trailer({ tables: {} })
  }
  const usual: Header = {
    kind: 'cluster',
    postgres: 18,
    madeAt: '2026-11-27T14:05:00.000Z',
    keyId: keyIdOf(key),
    organisations: 1,
    migrations: migrationDigests(),
    log: null,
    secretId: null,
  }
  await writeSealed(file, key, { ...usual, ...header }, content())
  return file
}

test('with another key than it was made with', async () => {
  const others = settingsIn(aFolder())
  openKeys(others).backupKey()

  const why = await refusal(files.cluster, others)

  expect(why).toMatchObject({ why: 'other-key' })
  expect(why.message).toMatch(
    /^This backup was made with another key \([0-9a-f]{16}\) than the one that is here \([0-9a-f]{16}\)\.$/,
  )
})

test('where there is no key at all, and none is made', async () => {
  const nobodys = settingsIn(aFolder())

  expect(await refusal(files.cluster, nobodys)).toMatchObject({ why: 'no-key' })
  expect(existsSync(nobodys.keyDir ?? '')).toBe(false)
})

test('when it is cut short anywhere', async () => {
  for (const file of [files.cluster, files.logical]) {
    const whole = readFileSync(file)
    const head = whole.indexOf('\n', whole.indexOf('\n') + 1) + 1
    const early = [head - 1, head, head + 2, head + 4]
    const cuts = [
      ...(file === files.logical ? early : []),
      Math.floor(whole.byteLength / 2),
      whole.byteLength - 1,
    ]
    for (const cut of cuts)
      expect(await refusal(changed(whole.subarray(0, cut)))).toMatchObject({ why: 'cut-short' })
  }
})

test('when one bit of it is another, wherever that is, and when something was put behind it', async () => {
  const tries = { [files.cluster]: 2, [files.logical]: 20 }
  for (const [file, times] of Object.entries(tries)) {
    const whole = readFileSync(file)
    for (let time = 0; time < times; time++) {
      const bytes = Buffer.from(whole)
      const at = randomInt(bytes.byteLength)
      bytes[at] = (bytes[at] ?? 0) ^ (1 << randomInt(8))

      const why = await refusal(changed(bytes))

      expect(['altered', 'cut-short', 'other-key', 'not-a-backup', 'newer'], `bit of byte ${at}`).toContain(
        why.why,
      )
    }
    expect(await refusal(changed(Buffer.concat([whole, Buffer.of(0)])))).toMatchObject({ why: 'altered' })
  }
})

test('when what it says of itself was changed', async () => {
  const whole = readFileSync(files.cluster, 'latin1')
  const other = whole.replace('"organisations":1', '"organisations":2')

  expect(other).not.toBe(whole)
  expect(await refusal(changed(Buffer.from(other, 'latin1')))).toMatchObject({ why: 'altered' })
})

test('when it is something else, or not there', async () => {
  const { mkdtempSync } = await import('node:fs')
  expect(await refusal(changed(Buffer.from('Dear Isla,\nthe minutes are attached.\n')))).toMatchObject({
    why: 'not-a-backup',
  })
  expect(await refusal(changed(Buffer.alloc(0)))).toMatchObject({ why: 'not-a-backup' })
  expect(await refusal(mkdtempSync(join(aFolder(), 'x')))).toMatchObject({ why: 'not-a-backup' })
  expect(await refusal(join(aFolder(), 'none'))).toMatchObject({ why: 'no-such-file' })
})

test('when another PostgreSQL made it, with the way out', async () => {
  const why = await refusal(await sealedWith({ postgres: 17 }))

  expect(why).toMatchObject({ why: 'other-major' })
  expect(why.message).toBe(
    'This backup was made by PostgreSQL 17 and this Airt brings 18: restore it with the Airt that made it, make a backup there with --logical, and restore that.',
  )
})

test('when a newer Airt made it', async () => {
  const migrations = [...migrationDigests(), { name: '9999_later.sql', digest: 'x' }]

  expect(await refusal(await sealedWith({ migrations }))).toMatchObject({ why: 'newer' })
  expect(await refusal(changed(Buffer.from('AIRT BACKUP 2\n{}\n')))).toMatchObject({ why: 'newer' })
})

test('when it is sealed well and holds something else than a database', async () => {
  expect(await refusal(await sealedWith({}))).toMatchObject({ why: 'altered' })
})

test('when the rows that came back are not those that were kept', async () => {
  const { readThrough } = await import('#db/backup/load-tables.server')
  const { openSealed } = await import('#db/backup/sealed-file.server')
  const key = openKeys(env).backupKey()
  const opened = await openSealed(files.logical, key)
  const { trailer: said } = await readThrough(opened)
  const { messagesIn, data } = await import('#db/backup/messages.server')
  const file = join(aFolder(), 'other.backup')
  async function* content() {
    for await (const message of messagesIn(opened.content())) {
      if ('part' in message) yield part(message.part)
      else if ('data' in message)
        yield data(
          Buffer.from(
            message.data.toString('latin1').replace('Northmoor Youth', 'Northmoor Yooth'),
            'latin1',
          ),
        )
      else yield trailer(said)
    }
  }
  await writeSealed(file, key, opened.header, content())

  const why = await refusal(file)

  expect(why).toMatchObject({ why: 'not-the-same' })
  expect(why.message).toBe('What came back is not what was kept: app.organisation differs.')
})
