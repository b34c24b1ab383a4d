import { sql } from '#db/connection.server'
import { beginWork, inWork } from '~/access/work.server'
import { recordAudit } from '~/audit/write.server'
import { GAPS_A_PAGE, longGaps, peopleWithLongGaps } from '~/transitions/gaps.server'
import { asBearer, built, tokenFor } from '../security/committed'
import { anOrganisation, aTeam, aWorker, today } from '../support/builders'
import { expect, test } from '../support/database'

const PEOPLE = 2_000

/** Half of them left school and go nowhere; the others are on a programme. */
test('of two thousand people a manager is shown those with a gap, and the Monday mail counts the same', {
  timeout: 300_000,
}, async ({ database }) => {
  const { manager, organisation } = await built(database, async (db) => {
    const organisation = await anOrganisation(db)
    const manager = await aWorker(db, { role: 'team-manager', organisation })
    const worker = await aWorker(db, { organisation })
    const team = await aTeam(db, organisation, [manager])
    await sql`insert into app.person (organisation_id, given_name, reference, born_on, opened_on, recorded_on, team_id, pupil)
      select ${organisation.id}, 'Somebody', n, '2009-05-05', '2025-01-06', '2025-01-06', ${team.id}, 'no' from generate_series(1, ${PEOPLE}) n`.execute(
      db,
    )
    await sql`insert into app.allocation (organisation_id, person_id, worker_id, kind, starts_at)
      select organisation_id, id, ${worker.id}, 'lead', '2025-01-06' from app.person where organisation_id = ${organisation.id}`.execute(
      db,
    )
    await sql`insert into app.fact (organisation_id, person_id, kind, scope, happens_on, source, recorded_on)
      select p.organisation_id, p.id, (array['SCHOOL_LEFT', 'COURT', 'MOVE_OF_HOME', 'CSO_MADE', 'PROGRAMME_PLACE', 'BEREAVEMENT', 'EXCLUSION',
        'SCHOOL_MOVE', 'BAIL', 'CP_MEETING_HELD'])[n], 8, date '2025-06-01' + n * 20, 'a list', '2025-06-01'
        from app.person p, generate_series(1, 10) n where p.organisation_id = ${organisation.id} and not (n = 5 and p.reference::int % 2 = 0)`.execute(
      db,
    )
    await sql`insert into app.session (organisation_id, person_id, worker_id, planned_on, status, attendance, recorded_at)
      select p.organisation_id, p.id, ${worker.id}, date '2025-01-10' + n * 14, 'recorded', 'came', now()
        from app.person p, generate_series(1, 10) n where p.organisation_id = ${organisation.id}`.execute(db)
    return { manager, organisation }
  })
  await database.owner.db.executeQuery(sql`analyze`.compile(database.owner.db))
  const token = await tokenFor(database, manager)

  const times: number[] = []
  for (let run = 0; run < 5; run += 1) {
    await asBearer(database, token, async (db) => {
      const began = performance.now()
      const people = await longGaps(db, manager, today, null)
      times.push(performance.now() - began)
      expect(people).toHaveLength(GAPS_A_PAGE + 1)
    })
  }
  console.log(`longGaps of ${PEOPLE}: ${times.map((ms) => ms.toFixed(0)).join(', ')} ms`)
  const work = await beginWork(database.owner.db, 'test', organisation.id)
  await inWork(database.jobs.db, work, async (db) => {
    const began = performance.now()
    const people = await peopleWithLongGaps(db, organisation.id, today)
    console.log(`peopleWithLongGaps: ${people.length} in ${(performance.now() - began).toFixed(0)} ms`)
    expect(people).toHaveLength(PEOPLE / 2)
    await recordAudit(db, { act: 'gaps.count' })
  })
})
