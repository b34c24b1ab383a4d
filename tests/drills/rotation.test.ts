import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { type Db, sql } from '#db/connection.server'
import { holdKeys, keepMasterChecks, keysToWriteOf, openField, sealField } from '~/access/field-keys.server'
import { asDefiner } from '~/access/field-sealing.server'
import { sealTie, sealWay } from '~/caseload/sealed-lines.server'
import { openKeys } from '~/shared/keys.server'
import { rotateUnderLoad } from '../access/rotation'
import { built } from '../security/committed'
import { aPersonWith, aWorker, today } from '../support/builders'
import { expect, test } from '../support/database'

const PEOPLE = 10_000
const AT_ONCE = 1_000
const folder = mkdtempSync(join(tmpdir(), 'airt-rotation-drill-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('the keys of ten thousand people are turned while eight write and four read, and nothing is lost', {
  timeout: 1_800_000,
}, async ({ database }) => {
  const keys = openKeys({ keyDir: join(folder, 'keys'), dataDir: folder, databaseUrl: null, secret: null })
  await keepMasterChecks(database.owner.db, keys)
  holdKeys(keys)
  const { worker, people } = await built(database, async (db) => {
    const worker = await aWorker(db)
    return { worker, people: [await aPersonWith(db, worker), await aPersonWith(db, worker)] }
  })
  const organisationId = worker.organisationId
  for (let made = 0; made < PEOPLE; made += AT_ONCE)
    await built(database, (db) => addPeople(db, organisationId, AT_ONCE))
  const before = await wordsOf(database.owner.db, organisationId)

  const began = performance.now()
  const turned = await rotateUnderLoad(database, worker, people, keys, { writers: 8, readers: 4 })
  const seconds = (performance.now() - began) / 1_000

  const { writes, reads, rows, organisations } = turned
  console.log(
    `rotation: ${PEOPLE} people, keys of all turned 3 times and master keys twice in ${seconds.toFixed(1)} s beside 8 writers and 4 readers: ` +
      `${rows} rows (${Math.round(rows / seconds)}/s), ${organisations} keys of organisations, ${writes} writes and ${reads} reads meanwhile, ${turned.lost.length} lost`,
  )
  expect(turned).toMatchObject({ wrong: [], lost: [], behind: 0 })
  expect(rows).toBeGreaterThanOrEqual(PEOPLE * 2 * 3)
  const after = await wordsOf(database.owner.db, organisationId)
  expect([...before].filter((word) => !after.has(word))).toEqual([])
})

test('what a sealed field costs', async ({ db }) => {
  const calum = await aPersonWith(db, await aWorker(db))
  const own = (await keysToWriteOf(db, [calum])).get(calum.id) ?? []
  const field = { table: 'app.person_way', column: 'value' } as const
  const text = 'x'.repeat(1_000)
  const sealed = sealField(own, field, text)
  const each = (run: () => unknown) => {
    for (let warm = 0; warm < 2_000; warm += 1) run()
    const began = performance.now()
    for (let turn = 0; turn < 20_000; turn += 1) run()
    return ((performance.now() - began) / 20_000) * 1_000
  }

  const sealing = each(() => sealField(own, field, text))
  const opening = each(() => openField(own, field, sealed))

  console.log(`a field of 1 kB: ${sealing.toFixed(1)} µs to seal, ${opening.toFixed(1)} µs to open (goal 11)`)
  expect(openField(own, field, sealed)).toBe(text)
})

async function addPeople(db: Db, organisationId: string, count: number): Promise<void> {
  const people = Array.from({ length: count }, () => ({ id: randomUUID(), organisationId }))
  await db
    .insertInto('app.person')
    .values(
      people.map(({ id }) => ({
        organisation_id: organisationId,
        id,
        given_name: 'Calum',
        opened_on: today,
        recorded_on: today,
      })),
    )
    .execute()
  const keys = await keysToWriteOf(db, people)
  const of = ({ id }: { id: string }) => ({ organisation_id: organisationId, person_id: id })
  await db
    .insertInto('app.person_way')
    .values(
      people.map((person) => ({
        ...of(person),
        kind: 'phone' as const,
        ...sealWay(keys.get(person.id) ?? [], { value: randomUUID(), note: null }),
      })),
    )
    .execute()
  await db
    .insertInto('app.person_tie')
    .values(
      people.map((person) => ({
        ...of(person),
        relation: 'family' as const,
        ...sealTie(keys.get(person.id) ?? [], { name: randomUUID(), about: null }),
      })),
    )
    .execute()
}

/** All that is held of an organisation's people, opened: of whom, and the words. */
async function wordsOf(owner: Db, organisationId: string): Promise<ReadonlySet<string>> {
  const words = new Set<string>()
  await asDefiner(owner, async (db) => {
    for (const [table, column] of [
      ['app.person_way', 'value'],
      ['app.person_tie', 'name'],
    ] as const) {
      const { rows } = await sql<{ id: string; text: string }>`
        select person_id as id, ${sql.ref(column)} as text from ${sql.table(table)} where organisation_id = ${organisationId}`.execute(
        db,
      )
      const keys = await keysToWriteOf(
        db,
        [...new Set(rows.map(({ id }) => id))].map((id) => ({ id, organisationId })),
      )
      for (const { id, text } of rows)
        words.add(`${id} ${openField(keys.get(id) ?? [], { table, column }, text)}`)
    }
  })
  return words
}
