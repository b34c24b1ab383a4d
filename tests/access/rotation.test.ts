import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { holdKeys, keepMasterChecks } from '~/access/field-keys.server'
import { keysInUse } from '~/access/keys-in-use.server'
import { openKeys } from '~/shared/keys.server'
import { built } from '../security/committed'
import { aPersonWith, aWorker } from '../support/builders'
import { expect, test } from '../support/database'
import { rotateUnderLoad } from './rotation'

const folder = mkdtempSync(join(tmpdir(), 'airt-rotation-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('while eight write and others read, every key is turned twice, and nothing that was saved is lost', {
  timeout: 120_000,
}, async ({ database }) => {
  const keys = openKeys({ keyDir: join(folder, 'keys'), dataDir: folder, databaseUrl: null, secret: null })
  await keepMasterChecks(database.owner.db, keys)
  holdKeys(keys)
  const { worker, people } = await built(database, async (db) => {
    const worker = await aWorker(db)
    return { worker, people: [await aPersonWith(db, worker), await aPersonWith(db, worker)] }
  })

  const turned = await rotateUnderLoad(database, worker, people, keys, { writers: 8, readers: 4 })

  expect(turned).toMatchObject({ wrong: [], lost: [], behind: 0, organisations: 3 })
  expect(turned.writes).toBeGreaterThan(16)
  expect(turned.reads).toBeGreaterThan(4)
  const used = await keysInUse(database.owner.db, keys.again())
  expect(used.masters.map(({ version, is }) => [version, is])).toEqual([
    [1, 'unused'],
    [2, 'unused'],
    [3, 'current'],
  ])
  expect(used.fields.every(({ version }) => version === 4)).toBe(true)
  expect(JSON.stringify(used)).not.toContain(keys.masterKey(1)?.toString('base64url'))
})
