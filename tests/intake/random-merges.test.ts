import { type Db, sql } from '#db/connection.server'
import { aTie } from '../support/builders'
import { building, expect, test } from '../support/database'
import { mergesAndUndoes } from '../support/merges-and-undoes'
import type { Merged } from '../support/random-merges'

test('a hundred merges at random, undone, leave every record as it was', { timeout: 300_000 }, async ({
  db,
}) => {
  const { merges, refused, chains } = await mergesAndUndoes(db, { seed: 7, merges: 100 })

  expect(merges).toBe(100)
  expect(chains).toBeGreaterThan(1)
  expect(refused['another-came-after']).toBeGreaterThan(1)
  expect(refused['both-are-referred']).toBeGreaterThan(1)
})

test('one line that did not go back would be seen', { timeout: 120_000 }, async ({ db }) => {
  const leftBehind = async (_db: Db, [merged]: readonly Merged[]) => {
    const { rows } = await building(db, () =>
      sql<{ organisationId: string }>`
        select organisation_id as "organisationId" from app.person where id = ${merged?.keptId}`.execute(db),
    )
    await aTie(
      db,
      { id: merged?.keptId ?? '', organisationId: rows[0]?.organisationId ?? '' },
      { name: 'Nobody' },
    )
  }

  await expect(mergesAndUndoes(db, { seed: 11, merges: 1 }, leftBehind)).rejects.toThrow(/deeply equal/)
})
