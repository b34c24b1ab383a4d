import { sql } from '#db/connection.server'
import { beginWork, inWork } from '~/access/work.server'
import { beginUnit } from '~/audit/unit.server'
import { civilDate } from '~/shared/civil-date'
import { rederiveAll } from '~/transitions/rederive.server'
import { anOrganisation, aPersonOf } from '../support/builders'
import { expect, type TestDatabase, test } from '../support/database'

test('writes only for whom something differs, and a dry run writes nothing', async ({ database }) => {
  await somePeople(database, 5)
  const { owner, jobs } = database
  const token = await beginWork(owner.db, 'rederive', null)
  const now = () => rederiveAll(jobs.db, token, { dryRun: false, by: 'a test' })
  const wouldBe = () => rederiveAll(jobs.db, token, { dryRun: true, by: 'a test' })
  const before = await now()
  await forgetWhatWasDerived(database)

  const dry = [await wouldBe(), await wouldBe()]
  const real = [await now(), await now()]

  expect(before).toMatchObject({ people: 5, changed: 0 })
  expect(dry.map(({ changed }) => changed)).toEqual([5, 5])
  expect(real.map(({ changed }) => changed)).toEqual([5, 0])
})

async function somePeople({ owner, jobs }: TestDatabase, count: number): Promise<void> {
  const token = await beginWork(owner.db, 'test', null)
  await inWork(jobs.db, token, async (db) => {
    const { organisationId } = await anOrganisation(db)
    for (let at = 0; at < count; at += 1)
      await aPersonOf(db, organisationId, { born_on: civilDate(`2010-0${at + 1}-01`) })
  })
}

/** As after a rule changed: what is held no longer tells that nothing has to be written. */
async function forgetWhatWasDerived({ owner }: TestDatabase): Promise<void> {
  await owner.db.transaction().execute(async (db) => {
    beginUnit(db, null)
    await sql`set local role airt_sec`.execute(db)
    await sql`update sec.derived set digest = 'of another edition'`.execute(db)
  })
}

test('says how far it is: so many of all', async ({ database }) => {
  await somePeople(database, 3)
  const { owner, jobs } = database
  const token = await beginWork(owner.db, 'rederive', null)
  const said: [number, number][] = []

  const { people } = await rederiveAll(jobs.db, token, {
    dryRun: true,
    by: 'a test',
    progress: (done, inAll) => said.push([done, inAll]),
  })

  expect(people).toBeGreaterThanOrEqual(3)
  expect(said).toEqual([[people, people]])
})
