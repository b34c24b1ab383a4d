import { describe } from 'vitest'
import { sql } from '#db/connection.server'
import { civilDate } from '~/shared/civil-date'
import { takeSnapshots } from '~/uptake/snapshot.server'
import { built, tokenFor } from '../security/committed'
import { aRealServer } from '../security/real-server'
import { anOrganisation, aWorker } from '../support/builders'
import { expect, type TestDatabase, test } from '../support/database'
import { aChange, aProgrammeOf, somebody } from './changes'

describe('Insight', () => {
  test('shows a worker their own figures as they are, and the file with what is small hidden', async ({
    database,
  }) => {
    const { worker } = await aCast(database)
    const server = await aRealServer(database)
    const token = await tokenFor(database, worker)

    const page = await server.get('/insight', token)
    const file = await server.get('/insight/funnel.csv', token)
    await server.stop()

    expect(page.status).toBe(200)
    expect(page.text).toContain(
      'Of 23 changes in which something was offered, 9 led to a first meeting (39 of 100).',
    )
    expect(page.text).toMatch(/<th scope="row">Answered<\/th><td>11<\/td>/)
    expect(page.text).not.toContain('style=')
    const lines = file.text.split('\r\n')
    expect(lines[0]).toBe('\ufeffStep,Count,Of 100 of the step before,Counted are,From,Until,As of,Rule')
    expect(lines.find((line) => line.startsWith('Answered'))).toMatch(
      /^Answered,11,,changes,2025-12-01,2026-11-25,live,/,
    )
    expect(lines.find((line) => line.startsWith('First meeting'))).toMatch(/^First meeting,hidden,,/)
    expect(await audited(database, worker.id)).toEqual([
      { act: 'insight.view', rule: 'live' },
      { act: 'insight.export', rule: 'small numbers under 5 hidden' },
    ])
  })

  test('shows who runs programmes only what was published, and says of which Monday', async ({
    database,
  }) => {
    const { lead } = await aCast(database)
    const server = await aRealServer(database)
    const token = await tokenFor(database, lead)

    const before = await server.get('/insight', token)
    await takeSnapshots(database.owner.db, database.jobs.db, civilDate('2026-11-23'))
    const after = await server.get('/insight', token)
    await server.stop()

    expect(before.text).toContain('Needs 10 referrals to show')
    expect(after.text).toContain('As of Monday 23 November 2026.')
    expect(after.text).toContain('Of 23 referrals sent to your programmes')
    expect(after.text).not.toContain('Prompted')
  })

  test('is not there for whoever reads no figures', async ({ database }) => {
    const administrator = await built(database, (db) => aWorker(db, { role: 'administrator' }))
    const server = await aRealServer(database)
    const token = await tokenFor(database, administrator)

    const [page, file, what] = [
      await server.get('/insight', token),
      await server.get('/insight/funnel.csv', token),
      await server.get('/insight/what', token),
    ]
    await server.stop()

    expect([page.status, file.status, what.status]).toEqual([404, 404, 200])
  })
})

/** 30 needed, 23 sent, 11 answered, 9 came. */
function aCast(database: TestDatabase) {
  return built(database, async (db) => {
    const organisation = await anOrganisation(db)
    const worker = await aWorker(db, { organisation })
    const lead = await aWorker(db, { role: 'programme-lead', organisation })
    const programme = await aProgrammeOf(db, lead)
    for (const [to, count] of [
      ['prompted', 7],
      ['sent', 12],
      ['answered', 2],
      ['first-meeting', 9],
    ] as const)
      for (let at = 0; at < count; at += 1)
        await aChange(db, await somebody(db, worker), worker, { to, on: civilDate('2026-06-01'), programme })
    return { worker, lead }
  })
}

async function audited(database: TestDatabase, actor: string) {
  const { rows } = await built(database, async (db) => {
    await sql`reset role`.execute(db)
    await sql`set local role airt_owner`.execute(db)
    return sql`select act, detail ->> 'rule' as rule from aud.audit_entry where actor = ${actor} and act like 'insight%' order by id`.execute(
      db,
    )
  })
  return rows
}
