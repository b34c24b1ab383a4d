import { type Db, sql } from '#db/connection.server'
import { civilDate } from '~/shared/civil-date'
import { livesOf } from '~/transitions/lives.server'
import type { Life } from '~/transitions/rule'
import { aFact, anOrganisation, aPersonOf } from '../support/builders'
import { building, expect, test } from '../support/database'

test('what is held of somebody is read as it stands: before 1970, without an end, with the mark that divides values', async ({
  db,
}) => {
  const { organisationId } = await anOrganisation(db)
  const calum = await aPersonOf(db, organisationId, { born_on: civilDate('1969-12-31') })
  await aFact(db, calum, 'LOOKED_AFTER', civilDate('2024-02-29'), { ends_on: civilDate('2026-03-01') })
  await aFact(db, calum, 'COURT', civilDate('1969-07-01'), {
    document_ref: 'Ó Dònaill\u001f\u001e 7',
    details: { court: 'Northmoor\u001f', type: 'trial' },
  })

  const life = await theLife(db, calum.id)

  expect(life).toMatchObject({ bornOn: '1969-12-31', deferredEntry: false, closedOn: null, weeks: [] })
  const facts = life.facts.toSorted((one, other) => (one.happensOn < other.happensOn ? -1 : 1))
  expect(facts).toMatchObject([
    { kind: 'COURT', happensOn: '1969-07-01', endsOn: null, documentRef: 'Ó Dònaill\u001e 7' },
    { kind: 'LOOKED_AFTER', happensOn: '2024-02-29', endsOn: '2026-03-01', documentRef: null, details: {} },
  ])
  expect(facts[0]?.details).toEqual({ court: 'Northmoor\u001f', type: 'trial' })
})

async function theLife(db: Db, personId: string): Promise<Life> {
  const [held] = await building(db, () => livesOf(db, [personId]))
  if (held === undefined) throw new Error('Nobody was read')
  return held.life
}

const PEOPLE = 400

test('a batch reads each row once, of tables whose size nobody has looked at since', async ({ db }) => {
  const { organisationId } = await anOrganisation(db)
  const people = await manyWithFacts(db, organisationId)
  const before = await rowsRead(db)

  const lives = await building(db, () => livesOf(db, people))
  const facts = [...lives].flatMap(({ life }) => life.facts)

  const after = await rowsRead(db)
  const read = (table: string) => (after.get(table) ?? 0) - (before.get(table) ?? 0)
  expect(lives.people).toBe(PEOPLE)
  expect(facts).toHaveLength(PEOPLE * 3)
  expect(read('fact')).toBe(PEOPLE * 3)
  expect(read('derived')).toBe(0)
  // Who they are is asked by each of the four things that are read: lives, calendars, schools and settings.
  expect(read('person')).toBeGreaterThanOrEqual(PEOPLE)
  expect(read('person')).toBeLessThanOrEqual(PEOPLE * 4)
})

/** Put in within this transaction, so that the planner knows nothing of them. */
function manyWithFacts(db: Db, organisationId: string): Promise<string[]> {
  return building(db, async () => {
    const { rows } = await sql<{ id: string }>`
      insert into app.person (organisation_id, given_name, born_on, opened_on, recorded_on)
      select ${organisationId}::uuid, 'Calum', '2010-03-01', '2026-01-05', '2026-01-05' from generate_series(1, ${PEOPLE})
      returning id`.execute(db)
    const people = rows.map(({ id }) => id)
    await sql`
      insert into app.fact (organisation_id, person_id, kind, scope, happens_on, source, recorded_on)
      select ${organisationId}::uuid, person.id, 'LOOKED_AFTER', 8, date '2025-01-01' + n, 'school record', '2026-01-05'
        from unnest(${people}::uuid[]) person (id), generate_series(1, 3) n`.execute(db)
    return people
  })
}

/** By table, what this transaction has read of it so far. */
async function rowsRead(db: Db): Promise<Map<string, number>> {
  const { rows } = await sql<{ name: string; read: number }>`
    select relname as name, seq_tup_read + coalesce(idx_tup_fetch, 0) as read from pg_stat_xact_user_tables`.execute(
    db,
  )
  return new Map(rows.map(({ name, read }) => [name, read]))
}
