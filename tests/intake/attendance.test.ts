import { type Db, sql } from '#db/connection.server'
import { mergePeople } from '~/intake/merge-people.server'
import { unmergePeople } from '~/intake/unmerge-people.server'
import { addDays, addWeeks, civilDate } from '~/shared/civil-date'
import { allocate, anOrganisation, aPersonOf, aTeam, aWorker, today } from '../support/builders'
import { building, expect, signedInAs, test } from '../support/database'
import { bringAttendance, bringPeople, foundFor } from './a-file'

/** Sixteen weeks before the week of today, and the last of them. */
const firstMonday = civilDate('2026-08-03')
const monday = (week: number) => addWeeks(firstMonday, week)

type Counts = Readonly<Record<string, string>>
const usual: Counts = { openings: '10', present: '10', absent_explained: '0', absent_unexplained: '0' }
const low: Counts = { openings: '10', present: '5', absent_explained: '0', absent_unexplained: '5' }

function weeks(reference: string, ...counts: Counts[]) {
  return counts.map((each, at) => ({ reference, week_starting: monday(at), ...each }))
}

const aDrop = [...Array<Counts>(12).fill(usual), ...Array<Counts>(4).fill(low)]

async function anOrganisationWithOne(db: Db) {
  const { organisationId } = await anOrganisation(db)
  const born = { date_of_birth: '2011-04-02', opened_on: '2025-01-06', recorded_on: '2025-01-06' }
  await bringPeople(db, organisationId, [{ reference: 'YP-1', ...born }])
  return organisationId
}

function heldOf(db: Db, organisationId: string) {
  return building(db, () =>
    db
      .selectFrom('app.attendance')
      .where('organisation_id', '=', organisationId)
      .selectAll()
      .orderBy('week_starting')
      .execute(),
  )
}

test('weeks come in with what follows from them, and the same file again changes nothing', async ({ db }) => {
  const organisationId = await anOrganisationWithOne(db)

  const report = await bringAttendance(db, organisationId, weeks('YP-1', ...aDrop))
  const held = await heldOf(db, organisationId)
  const found = await foundFor(db, organisationId, 'YP-1')
  const again = await bringAttendance(db, organisationId, weeks('YP-1', ...aDrop), addDays(today, 7))

  expect(report).toMatchObject({ read: 16, added: 16, rejected: 0, warned: 0 })
  expect(held.at(-1)).toMatchObject({
    week_starting: monday(15),
    present: 5,
    absent_unexplained: 5,
    version: 1,
  })
  expect(found).toContainEqual({ rule: 'ATTENDANCE_DROP', fallsOn: monday(15), version: 1 })
  expect(again).toMatchObject({ added: 0, changed: 0, unchanged: 16 })
  expect(await heldOf(db, organisationId)).toEqual(held)
  expect(await foundFor(db, organisationId, 'YP-1')).toEqual(found)
})

test('a week that is sent otherwise is corrected, with the week before it kept', async ({ db }) => {
  const organisationId = await anOrganisationWithOne(db)
  await bringAttendance(db, organisationId, weeks('YP-1', ...aDrop))

  const corrected = { openings: '10', present: '10', absent_unexplained: '0' }
  const sent = weeks('YP-1', ...Array<Counts>(12).fill(usual), ...Array<Counts>(4).fill(corrected))
  const report = await bringAttendance(db, organisationId, sent, addDays(today, 1))

  expect(report).toMatchObject({ unchanged: 12, changed: 4 })
  const { rows } = await building(db, () =>
    sql`select version, was ->> 'present' as present from app.attendance_version where organisation_id = ${organisationId}`.execute(
      db,
    ),
  )
  expect(rows).toEqual(Array(4).fill({ version: 1, present: '5' }))
  expect((await heldOf(db, organisationId)).at(-1)).toMatchObject({
    version: 2,
    recorded_on: addDays(today, 1),
  })
  expect((await foundFor(db, organisationId, 'YP-1')).map(({ rule }) => rule)).not.toContain(
    'ATTENDANCE_DROP',
  )
})

test('an empty cell changes nothing, and a week that is left out stays', async ({ db }) => {
  const organisationId = await anOrganisationWithOne(db)
  await bringAttendance(db, organisationId, weeks('YP-1', usual, low))

  const [, second] = weeks('YP-1', usual, { openings: '10', present: '5' })
  const report = await bringAttendance(db, organisationId, [second ?? {}])

  expect(report).toMatchObject({ read: 1, unchanged: 1 })
  expect(await heldOf(db, organisationId)).toMatchObject([{ present: 10 }, { absent_unexplained: 5 }])
})

test('each thing that is wrong with a row is refused at its column, and the others come in', async ({
  db,
}) => {
  const organisationId = await anOrganisationWithOne(db)
  const row = (part: Counts) => ({ reference: 'YP-1', week_starting: monday(0), ...usual, ...part })

  const report = await bringAttendance(db, organisationId, [
    row({}),
    row({ week_starting: addDays(monday(1), 1) }),
    row({ week_starting: '31/02/2026' }),
    row({ week_starting: monday(2), openings: 'ten' }),
    row({ week_starting: monday(3), present: '11' }),
    row({ week_starting: monday(4), present: '' }),
    row({ week_starting: monday(5), reference: 'YP-9' }),
    row({}),
    row({ week_starting: monday(6), present: '-1' }),
  ])

  expect(report).toMatchObject({ read: 9, added: 1, rejected: 8 })
  expect(report.rejects.map(({ row: at, column, reason }) => [at, column, reason])).toEqual([
    [3, 'week_starting', 'This is not a Monday'],
    [4, 'week_starting', 'This is not a day that exists: write 2010-03-01 or 01/03/2010'],
    [5, 'openings', 'This must be a whole number from 0 to 999'],
    [6, 'openings', 'These are more half-days than the school was open to them'],
    [7, 'present', 'This must be filled in'],
    [8, 'reference', 'There is nobody with this reference: import the people first'],
    [9, 'week_starting', 'Row 2 of this file has the same week of the same person'],
    [10, 'present', 'This must be a whole number from 0 to 999'],
  ])
})

test('what the row leaves out may not make a week longer than it is', async ({ db }) => {
  const organisationId = await anOrganisationWithOne(db)
  await bringAttendance(db, organisationId, weeks('YP-1', low))

  const report = await bringAttendance(db, organisationId, weeks('YP-1', { openings: '10', present: '6' }))

  expect(report).toMatchObject({ rejected: 1, rejects: [{ row: 2, column: 'openings' }] })
  expect(await heldOf(db, organisationId)).toMatchObject([{ present: 5, version: 1 }])
})

test('what is odd is kept, with a warning', async ({ db }) => {
  const organisationId = await anOrganisationWithOne(db)
  const row = (part: Counts) => ({
    reference: 'YP-1',
    week_starting: monday(0),
    ...low,
    excluded: '0',
    ...part,
  })

  const report = await bringAttendance(db, organisationId, [
    row({ week_starting: addWeeks(monday(0), 30) }),
    row({ week_starting: monday(1), absent_unexplained: '4' }),
    row({ week_starting: monday(2), openings: '20', present: '15' }),
    row({ week_starting: monday(3) }),
  ])

  expect(report).toMatchObject({ added: 4, warned: 3 })
  expect(report.warnings.map(({ row: at, column }) => [at, column])).toEqual([
    [2, 'week_starting'],
    [3, 'openings'],
    [4, 'openings'],
  ])
})

test('who is in school after the day on which they may leave is not asked where they went', async ({
  db,
}) => {
  const { organisationId } = await anOrganisation(db)
  await bringPeople(db, organisationId, [
    { reference: 'YP-1', date_of_birth: '2010-03-01', opened_on: '2025-01-06', recorded_on: '2025-01-06' },
  ])
  const steps = () =>
    building(db, async () => {
      const { rows } = await sql<{ step: string }>`select p ->> 'step' as step from app.transition t,
        jsonb_array_elements(t.prompts) p where t.organisation_id = ${organisationId} and t.rule = 'SCHOOL_LEAVING'`.execute(
        db,
      )
      return rows.map(({ step }) => step)
    })

  expect(await steps()).toContain('+2w')
  await bringAttendance(db, organisationId, weeks('YP-1', { openings: '10', present: '0' }))
  expect(await steps()).toContain('+2w')
  await bringAttendance(db, organisationId, weeks('YP-1', { openings: '10', present: '1' }))
  expect(await steps()).not.toContain('+2w')
})

test('two records of one person have their weeks together, and apart again each its own', async ({ db }) => {
  const organisation = await anOrganisation(db)
  const { organisationId } = organisation
  const shona = await aWorker(db, { role: 'team-manager', organisation })
  const { id: team_id } = await aTeam(db, organisation, [shona])
  const kept = await aPersonOf(db, organisationId, { team_id, reference: 'A-1' })
  const other = await aPersonOf(db, organisationId, { team_id, reference: 'B-7' })
  await allocate(db, kept, shona)
  await bringAttendance(db, organisationId, weeks('A-1', low))
  await bringAttendance(db, organisationId, weeks('B-7', usual, usual))
  const presentOf = (personId: string) =>
    building(db, () =>
      db
        .selectFrom('app.attendance')
        .where('person_id', '=', personId)
        .select(['present', 'week_starting'])
        .orderBy('week_starting')
        .execute(),
    )

  await signedInAs(db, shona)
  const choices = { version: 1, otherVersion: 1, take: [], takeFacts: null }
  const merged = await mergePeople(db, shona, { keptId: kept.id, otherId: other.id }, choices, today)
  const together = [await presentOf(kept.id), await presentOf(other.id)]
  const sentLater = await bringAttendance(db, organisationId, weeks('B-7', usual, usual, usual))
  await signedInAs(db, shona)
  const { rows } = await sql<{ id: string }>`select id from sec.merges_into(${kept.id}::uuid)`.execute(db)
  const undone = await unmergePeople(db, shona, rows[0]?.id ?? '')

  expect(merged.ok && undone.ok).toBe(true)
  expect(together).toEqual([
    [
      { present: 5, week_starting: monday(0) },
      { present: 10, week_starting: monday(1) },
    ],
    [{ present: 10, week_starting: monday(0) }],
  ])
  expect(sentLater).toMatchObject({ added: 1, changed: 1, unchanged: 1 })
  expect((await presentOf(other.id)).map(({ week_starting }) => week_starting)).toEqual([
    monday(0),
    monday(1),
  ])
  expect((await presentOf(kept.id)).map(({ week_starting }) => week_starting)).toEqual([monday(0), monday(2)])
})
