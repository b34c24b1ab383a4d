import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { type Db, sql } from '#db/connection.server'
import {
  type FieldKeys,
  keepMasterChecks,
  keysToWrite,
  openField,
  sealField,
  whyKeysDoNotOpen,
} from '~/access/field-keys.server'
import { asDefiner, sealWhatIsPlain } from '~/access/field-sealing.server'
import { scopeBits } from '~/access/permissions'
import { openRecord } from '~/caseload/open-record.server'
import { addMasterKey, type Keys, openKeys } from '~/shared/keys.server'
import { aCast, aReferralThatIs } from '../referrals/a-referral'
import { asBearer, built, tokenFor } from '../security/committed'
import { aPersonWith, aTie, aWay, aWorker } from '../support/builders'
import { expect, signedInAs, test } from '../support/database'

const folder = mkdtempSync(join(tmpdir(), 'airt-field-keys-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const value = { table: 'app.person_way', column: 'value' } as const

test('what is sealed of somebody opens in its own column, with their own keys, and nowhere else', async ({
  db,
}) => {
  const isla = await aWorker(db)
  const calum = await aPersonWith(db, isla)
  const rosie = await aPersonWith(db, isla)
  const keys = await keysToWrite(db, calum, scopeBits.contact)
  const others = await keysToWrite(db, rosie, scopeBits.contact)

  const sealed = sealField(keys, value, '07700 900111')

  expect(sealed).toMatch(/^sealed:1:[\w-]{38,}$/)
  expect(sealed).not.toContain('900111')
  expect(openField(keys, value, sealed)).toBe('07700 900111')
  expect(() => openField(others, value, sealed)).toThrow('does not open')
  expect(() => openField(keys, { ...value, column: 'note' }, sealed)).toThrow('does not open')
  expect(() => openField(keys, { ...value, table: 'app.person_tie' }, sealed)).toThrow('does not open')
  expect(() => openField([], value, sealed)).toThrow('is not to be had')
  const [one] = keys
  const renamed = one ? [{ ...one, personId: rosie.id }] : []
  expect(() => openField(renamed, value, sealed)).toThrow('does not open')
})

test('the same words are sealed differently each time, and a changed letter opens nothing', async ({
  db,
}) => {
  const keys = await keysToWrite(db, await aPersonWith(db, await aWorker(db)), scopeBits.contact)

  const [one, other] = [sealField(keys, value, 'Mill Street 4'), sealField(keys, value, 'Mill Street 4')]

  expect(one).not.toBe(other)
  // Not the last letter: some of its bits may stand for nothing.
  const changed = one.replace(/.(?=.{4}$)/, (letter) => (letter === 'A' ? 'B' : 'A'))
  expect(() => openField(keys, value, changed)).toThrow('does not open')
})

test('keys are given to who reads that person in the scope concerned, and to nobody else', async ({ db }) => {
  const isla = await aWorker(db)
  const rory = await aWorker(db)
  const calum = await aPersonWith(db, isla)
  await aWay(db, calum, { value: '07700 900111' })
  const given = async (scope: number) => {
    const { rows } = await sql<{
      keys: FieldKeys
    }>`select sec.field_keys(${calum.id}, ${scope}) as keys`.execute(db)
    return rows[0]?.keys.length
  }

  await signedInAs(db, isla)
  expect([await given(scopeBits.contact), await given(scopeBits.justice)]).toEqual([1, 0])
  await signedInAs(db, rory)
  expect([await given(scopeBits.contact), await given(scopeBits.identity)]).toEqual([0, 0])
})

test('the database takes nothing readable where something is to be sealed', async ({ db }) => {
  const isla = await aWorker(db)
  const calum = await aPersonWith(db, isla)
  const { id } = await aWay(db, calum, { value: '07700 900111' })

  const tried = sql`update app.person_way set value = '07700 900222' where id = ${id}`.execute(db)

  await expect(tried).rejects.toThrow('this is kept sealed')
})

test('a first key that ten make at once is one', async ({ database }) => {
  const calum = await built(database, async (db) => aPersonWith(db, await aWorker(db)))

  const made = await Promise.all(
    Array.from({ length: 10 }, () => built(database, (db) => keysToWrite(db, calum, scopeBits.contact))),
  )

  expect(new Set(made.map((keys) => keys.map(({ wrapped }) => wrapped).join())).size).toBe(1)
})

test('what an earlier Airt left readable is read as it is, and sealed by two starts at once without another word changed', async ({
  database,
}) => {
  const owner = database.owner.db
  const { isla, calum, referral } = await built(database, async (db) => {
    const cast = await aCast(db)
    const referralId = await aReferralThatIs(db, cast, 'sent')
    await aTie(db, cast.calum, { name: 'Morag Reid', about: 'An aunt in Mill Street' })
    return { ...cast, referral: referralId }
  })
  const token = await tokenFor(database, isla)
  const seen = () => asBearer(database, token, (db) => openRecord(db, isla, calum.id))
  const before = await seen()
  await leaveReadable(owner, calum.id, referral)
  const readable = await seen()

  const sealed = await Promise.all([
    sealWhatIsPlain(owner, () => undefined),
    sealWhatIsPlain(owner, () => undefined),
  ])

  expect(readable).toEqual(before)
  expect(await seen()).toEqual(before)
  expect(sealed[0] + sealed[1]).toBe(4)
  const { rows } = await asDefiner(owner, (db) =>
    sql<{ held: string }>`
      select concat(w.value, w.note) as held from app.person_way w where person_id = ${calum.id}
      union all select concat(t.name, t.about) from app.person_tie t where person_id = ${calum.id}
      union all select payload::text from app.referral where id = ${referral}`.execute(db),
  )
  expect(rows).toHaveLength(4)
  expect(rows.filter(({ held }) => /07700|After four|Morag|Mill Street/.test(held))).toEqual([])
  expect(await sealWhatIsPlain(owner, () => undefined)).toBe(0)
})

/** As it lay before there were keys. */
async function leaveReadable(owner: Db, personId: string, referralId: string): Promise<void> {
  await owner.transaction().execute(async (db) => {
    await sql`set local role airt_owner`.execute(db)
    for (const table of ['person_way', 'person_tie', 'referral'])
      await sql`alter table app.${sql.ref(table)} disable trigger user`.execute(db)
    await sql`set local role airt_sec`.execute(db)
    await sql`update app.person_way set value = case safe when 'yes' then '07700 900111' else '07700 900222' end,
        note = case safe when 'yes' then 'After four' end where person_id = ${personId}`.execute(db)
    await sql`update app.person_tie set name = 'Morag Reid', about = 'An aunt in Mill Street' where person_id = ${personId}`.execute(
      db,
    )
    await sql`update app.referral set payload = jsonb_set(jsonb_set(payload, '{reach,0,value}', '"07700 900111"'), '{reach,0,note}', '"After four"')
      where id = ${referralId}`.execute(db)
    await sql`set local role airt_owner`.execute(db)
    for (const table of ['person_way', 'person_tie', 'referral'])
      await sql`alter table app.${sql.ref(table)} enable trigger user`.execute(db)
  })
}

test('keys that are not those of the database are refused in a sentence, and so is one that is missing', async ({
  database,
}) => {
  const [right, wrong] = [keysAt('right'), keysAt('wrong')]
  const owner = database.owner.db
  await sql`delete from sec.master_check`.execute(owner)

  expect(await keepMasterChecks(owner, right)).toBeNull()

  expect(await whyKeysDoNotOpen(owner, right)).toBeNull()
  expect(await whyKeysDoNotOpen(owner, wrong)).toMatch(
    /^The keys in .*wrong are not those of this database: put back/,
  )
  addMasterKey(right.folder ?? '')
  expect(await keepMasterChecks(owner, right.again())).toBeNull()
  expect(await whyKeysDoNotOpen(owner, right)).toMatch(/put master-2\.key back into .*right\.$/)
  const secret = openKeys({ keyDir: null, dataDir: folder, databaseUrl: 'a', secret: 'a'.repeat(32) })
  expect(await whyKeysDoNotOpen(owner, secret)).toMatch(
    /set AIRT_KEY_DIR to the folder with master-1\.key\.$/,
  )
  await sql`delete from sec.master_check`.execute(owner)
})

function keysAt(name: string): Keys {
  return openKeys({ keyDir: join(folder, name), dataDir: folder, databaseUrl: null, secret: null })
}
