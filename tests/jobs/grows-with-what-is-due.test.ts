import { type Db, sql } from '#db/connection.server'
import type { Worker } from '~/access/worker'
import { countsOf } from '~/messages/counts.server'
import { type CivilDate, civilDate } from '~/shared/civil-date'
import { deriveFor } from '~/transitions/derive.server'
import { putInFrontOfAll } from '~/transitions/turns.server'
import { aWorker, today } from '../support/builders'
import { building, expect, test } from '../support/database'

/** Of the one prompts are due, of the other none is for years. */
const nearlySixteen = civilDate('2010-12-09')
const small = civilDate('2020-06-01')

test('what a night and a morning read grows with what is due, and not with how many people there are', async ({
  db,
}) => {
  const isla = await aWorker(db, { role: 'youth-worker' })
  await peopleOf(db, isla, 8, nearlySixteen)
  await peopleOf(db, isla, 300, small)
  const before = await rowsReadBy(db, isla)

  await peopleOf(db, isla, 300, small)
  const withMorePeople = await rowsReadBy(db, isla)
  await peopleOf(db, isla, 24, nearlySixteen)
  const withMoreDue = await rowsReadBy(db, isla)

  expect(before).toBeGreaterThan(8)
  expect(withMorePeople).toBeLessThan(before * 1.5)
  expect(withMoreDue).toBeGreaterThan(before * 2)
})

/** Led by her, and all that the rules find of them. The planner knows how many there are. */
function peopleOf(db: Db, worker: Worker, count: number, bornOn: CivilDate): Promise<void> {
  return building(db, async () => {
    const { rows } = await sql<{ id: string }>`
      insert into app.person (organisation_id, given_name, born_on, opened_on, recorded_on)
      select ${worker.organisationId}::uuid, 'Calum', ${bornOn}::date, '2026-01-05', '2026-01-05' from generate_series(1, ${count})
      returning id`.execute(db)
    const people = rows.map(({ id }) => id)
    await sql`
      insert into app.allocation (organisation_id, person_id, worker_id, kind)
      select ${worker.organisationId}::uuid, person.id, ${worker.id}::uuid, 'lead' from unnest(${people}::uuid[]) person (id)`.execute(
      db,
    )
    await deriveFor(db, people)
    await sql`set local role airt_owner`.execute(db)
    await sql`analyze app.person, app.transition, app.allocation, sec.edge`.execute(db)
    await sql`set local role airt_jobs`.execute(db)
    await sql`discard plans`.execute(db)
  })
}

/** Rows of transitions that what is done each night and each morning reads, when it has been done before. */
function rowsReadBy(db: Db, { organisationId }: Worker): Promise<number> {
  return building(db, async () => {
    await putInFrontOfAll(db, organisationId, today)
    const before = await transitionsRead(db)
    await putInFrontOfAll(db, organisationId, today)
    await countsOf(db, organisationId, 'morning', today)
    return (await transitionsRead(db)) - before
  })
}

async function transitionsRead(db: Db): Promise<number> {
  const { rows } = await sql<{ read: number }>`
    select seq_tup_read + coalesce(idx_tup_fetch, 0) as read from pg_stat_xact_user_tables
     where schemaname = 'app' and relname = 'transition'`.execute(db)
  return rows[0]?.read ?? 0
}
