import { randomUUID } from 'node:crypto'
import type { Db } from '#db/connection.server'
import { sql } from '#db/connection.server'
import { beginWork, inWork } from '~/access/work.server'
import { recordAudit } from '~/audit/write.server'
import { batchesOf, type ImportWork } from '~/intake/batches.server'
import { importKeyDates } from '~/intake/import-key-dates.server'
import { importPeople } from '~/intake/import-people.server'
import { addOrganisation } from '~/organisations/add.server'
import { today } from '../support/builders'
import { expect, type TestDatabase, test } from '../support/database'
import { fileOf } from './a-file'

const people = Array.from({ length: 4_100 }, (_, at) => ({
  reference: `YP-${at}`,
  given_name: at % 2 ? 'Isla' : 'Calum',
  family_name: `Reid${at}`,
  date_of_birth: at === 4_000 ? '2010-13-01' : `20${10 + (at % 3)}-0${1 + (at % 9)}-1${at % 10}`,
}))

/** An organisation of its own, and an import for it as the command line runs one. */
async function anImport({ owner, jobs }: TestDatabase, changes: Partial<ImportWork> = {}) {
  const adding = await beginWork(owner.db, 'organisation.add', null)
  const added = await inWork(jobs.db, adding, (db) =>
    addOrganisation(db, { slug: `org-${randomUUID()}`, name: 'Northmoor Youth Project' }, 'tests'),
  )
  if (!added.ok) throw new Error(added.reason)
  const { organisationId } = added.value
  const token = await beginWork(owner.db, 'people.import', organisationId)
  const within = <T>(run: (db: Db) => Promise<T>) => inWork(jobs.db, token, run)
  const work: ImportWork = {
    inTransaction: within,
    mode: 'save',
    by: 'a-user',
    progress: () => undefined,
    ...changes,
  }
  const count = async (table: string) => {
    const { rows } = await within((db) =>
      sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(db),
    )
    return rows[0]?.n
  }
  return { organisationId, work, within, count }
}

test('a dry run says the same numbers and saves nothing but that it was run', async ({ database }) => {
  const { organisationId, work, count } = await anImport(database)

  const tried = await importPeople({ ...work, mode: 'dry-run' }, organisationId, fileOf(people), today)
  const before = [await count('app.person'), await count('app.transition'), await count('app.person_name')]
  const saved = await importPeople(work, organisationId, fileOf(people), today)
  const after = await count('app.person')

  expect(before).toEqual([0, 0, 0])
  expect(after).toBe(4_099)
  expect(tried).toEqual(saved)
  expect(await actsOf(database, organisationId)).toEqual({
    'people.import.dry-run': 4,
    'people.import': 4,
  })
})

test('an import that is cut off leaves whole batches, and the same file again finishes', async ({
  database,
}) => {
  const { organisationId, work, count } = await anImport(database)
  const cutOff = () => {
    throw new Error('cut off')
  }

  const broken = importPeople({ ...work, progress: cutOff }, organisationId, fileOf(people), today)
  await expect(broken).rejects.toThrow('cut off')
  const saved = Number(await count('app.person'))
  const derived = await count('app.transition')
  const again = await importPeople(work, organisationId, fileOf(people), today)

  expect([2_000, 4_000]).toContain(saved)
  expect(derived).toBeGreaterThan(saved * 6)
  expect(again.ok && again.value.report).toMatchObject({
    added: 4_099 - saved,
    unchanged: saved,
    rejected: 1,
  })
})

test('two organisations do not touch each other, whatever their files say', async ({ database }) => {
  const one = await anImport(database)
  const other = await anImport(database)
  const file = fileOf([{ reference: 'YP-1', given_name: 'Calum', date_of_birth: '2008-10-01' }])
  const dates = fileOf([{ reference: 'YP-1', kind: 'COURT', date: '2026-12-04', id: 'C-1' }])
  await importPeople(one.work, one.organisationId, file, today)

  const wrongly = importPeople(
    other.work,
    one.organisationId,
    fileOf([{ reference: 'YP-2', given_name: 'Ava' }]),
    today,
  )
  await expect(wrongly).rejects.toThrow('row-level security')
  const unknown = await importKeyDates(other.work, other.organisationId, dates, today)
  await importPeople(other.work, other.organisationId, file, today)
  await importKeyDates(other.work, other.organisationId, dates, today)

  expect(unknown.ok && unknown.value.report).toMatchObject({
    rejected: 1,
    rejects: [{ column: 'reference' }],
  })
  expect([await one.count('app.person'), await one.count('app.fact')]).toEqual([1, 0])
  expect([await other.count('app.person'), await other.count('app.fact')]).toEqual([1, 1])
})

test('everybody who was read or written is accounted for, by their ids and never by name', async ({
  database,
}) => {
  const { organisationId, work, within } = await anImport(database)
  const file = fileOf(people.slice(0, 3))

  await importPeople(work, organisationId, file, today)
  await importPeople(work, organisationId, file, today)

  const { rows: all } = await within(async (db) => {
    await recordAudit(db, { act: 'test' })
    return sql<{ id: string }>`select id from app.person order by id`.execute(db)
  })
  const { rows } = await auditOf(database, organisationId)
  const entries = rows.filter(({ act, people: told }) => act === 'people.import' && told !== null)
  expect(entries.map((entry) => entry.people?.sort())).toEqual([
    all.map(({ id }) => id),
    all.map(({ id }) => id),
  ])
  expect(entries.map(({ detail }) => detail)).toMatchObject([
    { by: 'a-user', added: 3, changed: 0, unchanged: 0, rejected: 0 },
    { by: 'a-user', added: 0, changed: 0, unchanged: 3, rejected: 0 },
  ])
  expect(JSON.stringify(rows)).not.toContain('Reid')
})

test('rows with one key are never divided', () => {
  const rows = ['a', 'b', 'a', 'c', 'c', 'c', 'c', 'b', 'd']

  const divided = batchesOf(rows, (row) => row, 3)

  expect(divided).toEqual([['a', 'a'], ['b', 'b'], ['c', 'c', 'c', 'c'], ['d']])
})

type Entry = { act: string; people: string[] | null; detail: Record<string, unknown> }

async function auditOf({ owner }: TestDatabase, organisationId: string) {
  return owner.db.transaction().execute(async (db) => {
    await sql`set local role airt_owner`.execute(db)
    return sql<Entry>`select act, people, detail from aud.audit_entry where organisation_id = ${organisationId} order by id`.execute(
      db,
    )
  })
}

async function actsOf(database: TestDatabase, organisationId: string): Promise<Record<string, number>> {
  const acts: Record<string, number> = {}
  const { rows } = await auditOf(database, organisationId)
  for (const { act } of rows) acts[act] = (acts[act] ?? 0) + 1
  return acts
}
