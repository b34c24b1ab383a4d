import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { keyIdOf } from '#db/backup/sealed-file.server'
import type { Embedded } from '#db/embedded.server'
import { startEmbedded } from '#db/embedded.server'
import type { Env } from '~/shared/env.server'
import { aFolder, anAirt, anotherPlace, backupIn, inside, restoreIn, settingsIn, sweep } from './a-folder'

let folder: string
let env: Env
let airt: Embedded

beforeAll(async () => {
  folder = aFolder()
  env = settingsIn(folder)
  airt = await anAirt(env)
})
afterAll(async () => {
  await airt.stop()
  sweep()
})

const slugs = (of: Pick<Embedded, 'superUrl'>) =>
  inside(of, async (client) => {
    const { rows } = await client.query<{ slug: string }>('select slug from app.organisation order by slug')
    return rows.map(({ slug }) => slug)
  })

const add = (slug: string) =>
  inside(airt, (client) => client.query('insert into app.organisation (slug, name) values ($1, $1)', [slug]))

async function whatLiesIn(dataDir: string) {
  const there = await startEmbedded({ dataDir, unsafe: true })
  try {
    return { slugs: await slugs(there), secret: there.secret }
  } finally {
    await there.stop()
  }
}

test('what was kept while it was in use comes back as it was at that moment, and nobody is signed in', async () => {
  await inside(airt, (client) =>
    client.query(`insert into sec.session (token_hash, kind, form_secret, act, expires_at)
      values (sha256('somebody'), 'work', 'a secret', 'test', now() + interval '1 hour')`),
  )
  const made = await backupIn(env, folder)
  await add('later')
  const elsewhere = anotherPlace(env)
  mkdirSync(elsewhere.dataDir)

  const restored = await restoreIn(elsewhere, made.file)

  expect(restored).toMatchObject({
    isCompared: true,
    dataDir: elsewhere.dataDir,
    rows: made.rows,
    tables: made.tables,
  })
  expect(restored.pages?.indexes).toBeGreaterThan(100)
  expect(restored.settled.sessionsEnded).toBe(1)
  const { slugs: found, secret } = await whatLiesIn(elsewhere.dataDir)
  expect(found).toContain('northmoor')
  expect(found).not.toContain('later')
  expect(secret).toBe(airt.secret)
})

test('a backup is its owner’s alone, appears whole, and takes no other file’s place', async () => {
  const made = await backupIn(env, aFolder())

  const again = import('~/backups/make.server').then(({ makeBackup }) =>
    makeBackup(env, { file: made.file, how: null, unsafe: true }),
  )

  await expect(again).rejects.toMatchObject({ why: 'already-there' })
  expect(statSync(made.file).mode & 0o777).toBe(0o600)
  expect(statSync(made.file).size).toBe(made.bytes)
  expect(readdirSync(join(made.file, '..'))).toHaveLength(1)
})

test('neither a word of what it holds nor a key can be read in the file', async () => {
  const made = await backupIn(env, folder, 'logical')

  const bytes = readFileSync(made.file)

  const key = Buffer.from(readFileSync(join(env.keyDir ?? '', 'backup.key'), 'utf8').trim(), 'base64url')
  expect(bytes.includes(keyIdOf(key))).toBe(true)
  for (const secret of ['northmoor', 'Northmoor', airt.secret, key.toString('base64url'), key])
    expect(bytes.includes(secret)).toBe(false)
})

test('rows alone go into another database, made anew, and the passwords’ secret with them', async () => {
  const made = await backupIn(env, folder, 'logical')
  const elsewhere = anotherPlace(env)

  const restored = await restoreIn(elsewhere, made.file)

  expect(restored).toMatchObject({ isCompared: true, rows: made.rows, tables: made.tables })
  expect(await whatLiesIn(elsewhere.dataDir)).toMatchObject({ secret: airt.secret })
})

test('a folder that holds anything is refused, and what is in it stays', async () => {
  const made = await backupIn(env, folder, 'logical')
  const elsewhere = anotherPlace(env)
  mkdirSync(elsewhere.dataDir)
  writeFileSync(join(elsewhere.dataDir, 'notes.txt'), 'mine')

  const refused = restoreIn(elsewhere, made.file)

  await expect(refused).rejects.toMatchObject({ why: 'not-empty' })
  expect(readdirSync(elsewhere.dataDir)).toEqual(['notes.txt'])
  expect(existsSync(`${elsewhere.dataDir}.half`)).toBe(false)
})

test('there is nothing to keep where there is no database, and none is made', async () => {
  const nowhere = settingsIn(aFolder())

  await expect(backupIn(nowhere, folder)).rejects.toMatchObject({ why: 'no-database' })
  expect(existsSync(nowhere.dataDir)).toBe(false)
})
