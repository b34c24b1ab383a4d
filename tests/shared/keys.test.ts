import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { addMasterKey, openKeys } from '~/shared/keys.server'

const folder = mkdtempSync(join(tmpdir(), 'airt-keys-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const at = (name: string) => ({
  keyDir: join(folder, name),
  dataDir: folder,
  databaseUrl: null,
  secret: null,
})

test('keys are made once, for their owner alone, and found again', () => {
  const first = openKeys(at('one'))
  const again = openKeys(at('one'))

  expect(first.current).toBe(1)
  expect(first.masterKey(1)).toHaveLength(32)
  expect(again.masterKey(1)).toEqual(first.masterKey(1))
  expect(again.backupKey()).toEqual(first.backupKey())
  expect(first.backupKey()).not.toEqual(first.masterKey(1))
  expect(statSync(join(folder, 'one', 'master-1.key')).mode & 0o777).toBe(0o400)
  expect(readdirSync(join(folder, 'one')).sort()).toEqual(['backup.key', 'master-1.key'])
})

test('a further key is for what is written from then on, and the earlier ones stay', () => {
  const before = openKeys(at('two'))

  expect(addMasterKey(join(folder, 'two'))).toBe(2)

  const after = openKeys(at('two'))
  expect(after.current).toBe(2)
  expect(after.masterKey(1)).toEqual(before.masterKey(1))
  expect(after.masterKey(2)).not.toEqual(before.masterKey(1))
  expect(before.masterKey(2)).toBeNull()
})

test('on a server without a folder every process makes the same keys from the secret', () => {
  const server = { keyDir: null, dataDir: folder, databaseUrl: 'postgres://airt@db/airt' }
  const keys = openKeys({ ...server, secret: 'a'.repeat(32) })

  expect(openKeys({ ...server, secret: 'a'.repeat(32) }).masterKey(0)).toEqual(keys.masterKey(0))
  expect(openKeys({ ...server, secret: 'b'.repeat(32) }).masterKey(0)).not.toEqual(keys.masterKey(0))
  expect(keys.folder).toBeNull()
})

test('a damaged key, and a folder that is a file, stop the start with one sentence', () => {
  openKeys(at('three'))
  rmSync(join(folder, 'three', 'master-1.key'))
  writeFileSync(join(folder, 'three', 'master-1.key'), 'short')
  writeFileSync(join(folder, 'file'), '')

  expect(() => openKeys(at('three'))).toThrow(/^The key in .*master-1\.key is damaged: put back the file/)
  expect(() => openKeys(at('file'))).toThrow(/^AIRT_KEY_DIR must be a folder that Airt may write to/)
  expect(readFileSync(join(folder, 'three', 'master-1.key'), 'utf8')).toBe('short')
})
