import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test as base, expect, type TestDatabase } from '../support/database'
import { aFolder, anchored, found, keep, putBack, sealed, tamper, written } from './an-account'

/** Five seals over 150 entries, 1 to 150; the third and the last of them anchored; five entries are not sealed yet. */
const test = base.extend<{ account: TestDatabase & { file: string } }>({
  account: [
    async ({ database }, use) => {
      const file = join(aFolder(), 'audit-anchors.jsonl')
      for (const seal of [1, 2, 3, 4, 5]) {
        await written(database, 20)
        await written(database, 10)
        await sealed(database)
        if (seal === 3 || seal === 5) await anchored(database, file)
      }
      await written(database, 5)
      await keep(database)
      await use({ ...database, file })
    },
    { scope: 'file' },
  ],
})

test('an account that nobody touched is as it was written', async ({ account }) => {
  const { here, alone } = await found(account, account.file)

  expect(here).toMatchObject({ ok: true, broken: null, others: 0, seals: 5, entries: 155, unsealed: 5 })
  expect(here.anchors).toMatchObject({ met: 2, unreadable: 0 })
  expect(alone).toEqual(here)
})

type Case = [what: string, statement: string, broken: Record<string, unknown>]
const of = (what: string, seal: number | null, entry: number | null) => ({
  what,
  seal,
  entry: entry === null ? null : String(entry),
})
const added = `insert into aud.audit_entry select`
const columns = `organisation_id, at, id, xid, request_id, actor, actor_role, session_id, act, person_id, people, subject_type, subject_id, fields, via, outcome, detail`
const but = (changes: Record<string, string>) =>
  columns
    .split(', ')
    .map((column) => changes[column] ?? column)
    .join(', ')

const cases: Case[] = [
  ['who it was', `update aud.audit_entry set actor = gen_random_uuid() where id = 42`, of('changed', 2, 42)],
  [
    'when it was',
    `update aud.audit_entry set at = at - interval '1 microsecond' where id = 42`,
    of('changed', 2, 42),
  ],
  [
    'nothing made something',
    `update aud.audit_entry set subject_type = '' where id = 150`,
    of('changed', 5, 150),
  ],
  [
    'the words in it',
    `update aud.audit_entry set detail = detail || '{"n": 0}' where id = 1`,
    of('changed', 1, 1),
  ],
  [
    'two entries at once',
    `update aud.audit_entry set via = 'cover' where id in (140, 35)`,
    of('changed', 2, 35),
  ],
  [
    'two entries that changed places',
    `update aud.audit_entry set id = case id when 50 then -1 else id end where id in (50, 51);
     update aud.audit_entry set id = 50 where id = 51; update aud.audit_entry set id = 51 where id = -1`,
    of('changed', 2, 50),
  ],
  [
    'one that was moved to another transaction',
    `update aud.audit_entry set xid = (select xid from aud.audit_entry where id = 150) where id = 3`,
    of('changed', 1, 3),
  ],
  ['one entry taken away', `delete from aud.audit_entry where id = 77`, of('missing', 3, 77)],
  [
    'a whole seal’s entries taken away',
    `delete from aud.audit_entry where id between 31 and 60`,
    of('missing', 2, 31),
  ],
  [
    'one put in with a time before',
    `${added} ${but({ id: '9000', at: `at - interval '1 hour'` })} from aud.audit_entry where id = 20`,
    of('inserted', 1, 9000),
  ],
  [
    'one put in before all others',
    `${added} ${but({ id: '-5', xid: `'3'` })} from aud.audit_entry where id = 20`,
    of('inserted', 1, -5),
  ],
  [
    'one put into the last transaction that was sealed',
    `${added} ${but({ id: '9000' })} from aud.audit_entry where id = 150`,
    of('inserted', 5, 9000),
  ],
  [
    'one put in at the end with an old time',
    `${added} ${but({ id: '9000', at: `at - interval '3 days'`, xid: `pg_current_xact_id()` })} from aud.audit_entry where id = 20`,
    of('unsealed', null, 9000),
  ],
  [
    'one put in at the end with a time to come',
    `${added} ${but({ id: '9000', at: `at + interval '1 day'`, xid: `pg_current_xact_id()` })} from aud.audit_entry where id = 20`,
    of('unsealed', null, 9000),
  ],
  ['a seal taken away', `delete from aud.seal where n = 2`, of('seal-missing', 2, null)],
  ['the first seal taken away', `delete from aud.seal where n = 1`, of('seal-missing', 1, null)],
  [
    'the time of a seal',
    `update aud.seal set at = at - interval '1 day' where n = 4`,
    of('seal-altered', 4, null),
  ],
  ['the root of a seal', `update aud.seal set root = sha256('x') where n = 5`, of('seal-altered', 5, null)],
  ['the reach of a seal', `update aud.seal set to_id = to_id - 1 where n = 3`, of('seal-altered', 3, null)],
  [
    'the marks of a seal',
    `update aud.seal set marks = overlay(marks placing '\\x00' from 16) where n = 3`,
    of('changed', 3, 61),
  ],
  [
    'the end cut off, seals and entries',
    `delete from aud.audit_entry where id > 120; delete from aud.seal where n = 5`,
    of('seals-cut', 4, null),
  ],
  ['all of it emptied', `truncate aud.audit_entry, aud.seal`, of('seals-cut', 0, null)],
]

test.for(cases)('%s is found, and named', async ([, statement, broken], { account }) => {
  await tamper(account, statement)
  try {
    const { here, alone } = await found(account, account.file)

    expect(here).toMatchObject({ ok: false, broken })
    expect(alone.broken).toEqual(here.broken)
  } finally {
    await putBack(account)
  }
})

test('one put into the last transaction that was sealed is found even under the next seal', async ({
  account,
}) => {
  await tamper(account, `${added} ${but({ id: '9000' })} from aud.audit_entry where id = 150`)
  await sealed(account)
  try {
    const { here, alone } = await found(account, account.file)

    expect(here).toMatchObject({ ok: false, seals: 6, broken: of('inserted', 5, 9000) })
    expect(alone).toEqual(here)
  } finally {
    await putBack(account)
  }
})

test('an account that was written anew from some place on is known by its anchors alone', async ({
  account,
}) => {
  await tamper(
    account,
    `update aud.audit_entry set actor = null where id = 41; delete from aud.seal where n > 1`,
  )
  await sealed(account)
  try {
    const { here, alone } = await found(account, account.file)
    const without = await found(account, join(aFolder(), 'none'))

    expect(here.broken?.what).toBe('seals-cut')
    expect(alone.broken).toEqual(here.broken)
    expect(without.here).toMatchObject({ ok: true, anchors: null })
  } finally {
    await putBack(account)
  }
})

test('and so it is where it was sealed in as many pieces', async ({ account }) => {
  await tamper(
    account,
    `update aud.seal set root = sha256(root) where n = 3; update aud.seal set previous = sha256(previous) where n = 4`,
  )
  try {
    const { here } = await found(account, account.file)

    expect(here.broken).toMatchObject({ what: 'seal-altered', seal: 3 })
  } finally {
    await putBack(account)
  }
})

test('anchors of another database are not met', async ({ account }) => {
  const file = join(aFolder(), 'audit-anchors.jsonl')
  const others = readFileSync(account.file, 'utf8')
    .replace(/"root":"./, `"root":"${'0'}`)
    .replace(/"root":"./g, '"root":"f')
  writeFileSync(file, others)

  expect((await found(account, file)).here.broken).toMatchObject({ what: 'anchor-not-met' })
})

test('a line of the anchors that was cut short is passed over and said', async ({ account }) => {
  const folder = aFolder()
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'audit-anchors.jsonl')
  copyFileSync(account.file, file)
  writeFileSync(file, '{"kind":"seal","chain":1,"n":', { flag: 'a' })
  await anchored(account, file)

  expect((await found(account, file)).here).toMatchObject({ ok: true, anchors: { met: 3, unreadable: 1 } })
})

test('and each time it was put back, it is as it was', async ({ account }) => {
  expect((await found(account, account.file)).here).toMatchObject({ ok: true, others: 0 })
})
