import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from '#db/connection.server'
import { airt, anchorsOf } from '../support/command'
import { expect, type TestDatabase, test } from '../support/database'
import { aFolder, anchored, asOwner, sealed, tamper, written } from './an-account'

const alone = fileURLToPath(new URL('../../app/audit/verify-dump.mjs', import.meta.url))

const fileOf = (database: TestDatabase) => join(anchorsOf(database), 'audit-anchors.jsonl')

/** The stand-alone file, as somebody runs it who has nothing else of ours. */
function verifyAlone(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [alone, ...words], {
    encoding: 'utf8',
    cwd: aFolder(),
  })
  return { status, said: stdout + stderr }
}

test('verify says that all is well, dump writes it out, and the stand-alone file agrees', async ({
  database,
}) => {
  await written(database, 40)
  await sealed(database)
  await anchored(database, fileOf(database))
  const dump = join(aFolder(), 'audit.dump')

  const text = await airt(database, 'audit', 'verify')
  const json = await airt(database, 'audit', 'verify', '--json')
  const dumped = await airt(database, 'audit', 'dump', dump)
  const { status, said } = verifyAlone(dump, fileOf(database))

  expect(text).toMatchObject({ code: 0, err: '' })
  expect(text.out).toContain('1 anchor is met')
  expect(text.out).toMatch(/Nothing is wrong\.\n$/)
  expect(JSON.parse(json.out)).toMatchObject({ ok: true, broken: null, anchors: { met: 1 } })
  expect(dumped.code).toBe(0)
  expect(statSync(dump).mode & 0o777).toBe(0o600)
  expect({ status, said: said.split('\n').at(-2) }).toEqual({ status: 0, said: 'Nothing is wrong.' })
  expect(readFileSync(alone, 'utf8').match(/^import .* from '(?!node:)/gm)).toBeNull()
})

test('what is wrong is one sentence, exit 1 and a document, and the same to both', async ({ database }) => {
  const dump = join(aFolder(), 'audit.dump')
  await tamper(database, `update aud.audit_entry set actor = gen_random_uuid() where id = 7`)

  const text = await airt(database, 'audit', 'verify')
  const json = await airt(database, 'audit', 'verify', '--json')
  await airt(database, 'audit', 'dump', dump)
  const { status, said } = verifyAlone(dump, fileOf(database))

  expect(text).toMatchObject({ code: 1, out: '' })
  expect(text.err).toMatch(/^Entry 7 of .* UTC was changed after it was written \(under seal 1\)\.\n$/)
  expect(json.code).toBe(1)
  expect(JSON.parse(json.out)).toMatchObject({
    ok: false,
    broken: { what: 'changed', entry: '7', seal: 1, says: text.err.trim() },
  })
  expect(status).toBe(1)
  expect(said).toContain(`WRONG: ${text.err.trim()}`)
})

test('looking, writing out and declaring are in the account themselves', async ({ database }) => {
  const declared = await airt(database, 'audit', 'restored', '--because', 'moved to a new server', '--json')
  const silent = await airt(database, 'audit', 'restored')

  const acts = await asOwner(database, async (db) => {
    const { rows } = await sql<{
      act: string
    }>`select distinct act from aud.audit_entry where act like 'audit.%' order by act`.execute(db)
    return rows.map(({ act }) => act)
  })
  expect(JSON.parse(declared.out)).toMatchObject({ chain: 2 })
  expect(silent).toMatchObject({
    code: 1,
    err: 'Say why with --because, in a few words and without names.\n',
  })
  expect(acts).toEqual(['audit.dump', 'audit.restored', 'audit.verify'])
  rmSync(fileOf(database))
})

test('what is no dump, and a dump that was cut short, are refused in one sentence', async ({ database }) => {
  const dump = join(aFolder(), 'audit.dump')
  await airt(database, 'audit', 'dump', dump)
  const again = await airt(database, 'audit', 'dump', dump)
  const half = join(aFolder(), 'half.dump')
  spawnSync('sh', ['-c', `head -c -200 '${dump}' > '${half}'`])

  expect(again.code).toBe(1)
  expect(verifyAlone(half)).toEqual({ status: 2, said: `The dump ${half} ends in the middle of a table.\n` })
  expect(verifyAlone(alone)).toEqual({
    status: 2,
    said: `${alone} is no dump of the audit: it has no table aud.seal.\n`,
  })
  expect(verifyAlone()).toMatchObject({ status: 2 })
})
