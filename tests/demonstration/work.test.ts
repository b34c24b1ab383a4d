import { type Db, sql } from '#db/connection.server'
import { everybody } from '#db/demo/everybody'
import { loadRecords } from '#db/demo/load-all.server'
import type { FieldKeys } from '~/access/field-keys.server'
import { beginWork, inWork } from '~/access/work.server'
import { loadDemonstration } from '~/demonstration.server'
import { type Status, statuses } from '~/referrals/lifecycle'
import type { Payload } from '~/referrals/payload'
import { openPayload } from '~/referrals/sealed-payload.server'
import { today } from '../support/builders'
import { asDefiner, building, expect, test } from '../support/database'
import { loadWithCards, signInAs } from './loaded'

test('shows every state, steps that grow fewer, and enough of them to say how many of a hundred', async ({
  db,
}) => {
  await loadWithCards(db, today)

  const found = await asDefiner(db, () => statusCounts(db))
  const [steps] = await asDefiner(db, async () => {
    const { rows } = await sql<Record<string, number>>`
      with r as (select r.id, array_agg(e.to_status) moves, array_agg(e.kind) kinds
        from app.referral r join app.referral_event e on e.referral_id = r.id group by r.id)
      select count(*)::int sent, count(*) filter (where moves && array['asked', 'waiting', 'accepted', 'redirected', 'declined'])::int answered,
        count(*) filter (where 'accepted' = any (moves))::int accepted, count(*) filter (where 'started' = any (moves))::int came,
        count(*) filter (where 'third-session' = any (kinds))::int third, count(*) filter (where 'finished' = any (moves))::int finished
        from r`.execute(db)
    return rows
  })

  expect([...found.keys()].sort()).toEqual([...statuses].sort())
  expect(steps?.sent).toBeGreaterThanOrEqual(115)
  const numbers = Object.values(steps ?? {})
  expect(numbers).toHaveLength(6)
  for (const [at, number] of numbers.entries()) {
    expect(number).toBeGreaterThanOrEqual(20)
    if (at > 0) expect((numbers[at - 1] ?? 0) - number).toBeGreaterThanOrEqual(5)
  }
})

test('every referral but one answers something that the rules found, and some of that is too rare to show', async ({
  db,
}) => {
  await loadWithCards(db, today)

  const rules = await asDefiner(db, async () => {
    const { rows } = await sql<{ rule: string | null; people: number; referrals: number }>`
      select t.rule, count(distinct r.person_id)::int people, count(*)::int referrals from app.referral r left join app.transition t on t.id = r.transition_id
       group by 1`.execute(db)
    return rows
  })

  expect(rules.find(({ rule }) => rule === null)).toMatchObject({ referrals: 1 })
  expect(rules.some(({ referrals }) => referrals >= 20)).toBe(true)
  expect(rules.some(({ rule, people }) => rule !== null && people < 5)).toBe(true)
})

test('no programme is told a way that is not safe, nor more than was chosen', async ({ db }) => {
  const { people, referrals } = await loadWithCards(db, today)

  const payloads = await building(db, async () => {
    const { rows } = await sql<{ payload: Payload; keys: FieldKeys }>`
      select payload, sec.field_keys(person_id, 0) as keys from app.referral`.execute(db)
    return rows.map(({ payload, keys }) => openPayload(keys, payload))
  })

  const unsafe = people.flatMap(({ ways = [] }) =>
    ways.filter(({ safe }) => safe !== 'yes').map(({ value }) => value),
  )
  expect(payloads).toHaveLength(referrals.length)
  expect(
    payloads
      .flatMap(({ reach }) => reach.map(({ value }) => value))
      .filter((value) => unsafe.includes(value)),
  ).toEqual([])
  expect(payloads.find(({ name }) => name === 'Finn')).toMatchObject({
    reach: [{ how: 'phone', value: '07700 900156' }],
    wants: 'To build a bike from nothing',
    takesPart: 'yes',
    more: [
      { section: 'age', says: '15 on 24 November 2026' },
      { section: 'strengths' },
      { section: 'getting-there' },
    ],
    from: { name: 'Isla Munro', organisation: 'Northmoor Youth Project', email: 'youth-worker@demo.example' },
  })
})

test('there is something for Isla, Ali, Jo and Morag to do', async ({ db }) => {
  await loadWithCards(db, today)

  await signInAs(db, 'youth-worker')
  expect(await sessionsBy(db)).toEqual(['Aimee tomorrow', 'Brodie today', 'Niamh to record'])
  expect(await openReferrals(db)).toEqual([
    'Brodie declined',
    'Finn sent',
    'Jay booked',
    'Kyle asked',
    'Niamh draft',
    'Orla waiting',
  ])

  await signInAs(db, 'justice-social-worker')
  expect(await sessionsBy(db)).toEqual(['Abdi tomorrow', 'Eilidh to record', 'Skye today'])
  expect(await openReferrals(db)).toEqual(['Abdi sent', 'Sean booked', 'Skye accepted', 'Tyler started'])

  await signInAs(db, 'partner')
  expect(await inbox(db)).toEqual(['Finn sent', 'Jay booked', 'Kyle asked', 'Sean booked'])

  await signInAs(db, 'programme-lead')
  expect(await inbox(db)).toEqual([
    'Abdi sent',
    'Finn sent',
    'Jay booked',
    'Kyle asked',
    'Orla waiting',
    'Sean booked',
    'Skye accepted',
    'Tyler started',
  ])
})

test('the partner reads what was sent to the workshop, and no record of anybody for it', async ({ db }) => {
  await loadWithCards(db, today)

  await signInAs(db, 'partner')
  const { rows } = await sql<{ people: string[]; sessions: number }>`
    select array(select given_name from app.person order by 1) people, (select count(*)::int from app.session) sessions`.execute(
    db,
  )

  // The two of whom something was shared with Jo herself.
  expect(rows[0]).toEqual({ people: ['Skye', 'Zara'], sessions: 0 })
})

test('what was cut off after the records is made up for, and a second start changes nothing', async ({
  database,
}) => {
  const token = await beginWork(database.owner.db, 'demonstration.load', null)
  await inWork(database.jobs.db, token, (db) => loadRecords(db, everybody(today), today))

  await loadDemonstration(database, today, 'a password for all of them')
  const first = await everything(database.owner.db)
  await loadDemonstration(database, today, 'a password for all of them')

  expect(first.referrals).toBeGreaterThan(115)
  expect(await everything(database.owner.db)).toEqual(first)
})

async function statusCounts(db: Db): Promise<Map<Status, number>> {
  const { rows } = await sql<{ status: Status; many: number }>`
    select status, count(*)::int many from app.referral group by 1`.execute(db)
  return new Map(rows.map(({ status, many }) => [status, many]))
}

async function sessionsBy(db: Db): Promise<string[]> {
  const { rows } = await sql<{ says: string }>`
    select p.given_name || case s.planned_on - ${today}::date when 0 then ' today' when 1 then ' tomorrow' else ' to record' end says
      from app.session s join app.person p on p.id = s.person_id
     where s.status = 'planned' and s.worker_id = sec.uid() order by 1`.execute(db)
  return rows.map(({ says }) => says)
}

/** Of those that go on, and of those that ended and after which something is still due. */
async function openReferrals(db: Db): Promise<string[]> {
  const { rows } = await sql<{ says: string }>`
    select p.given_name || ' ' || r.status says from app.referral r join app.person p on p.id = r.person_id
     where p.closed_on is null and (r.due_on is not null or r.status = 'started') order by 1`.execute(db)
  return rows.map(({ says }) => says)
}

async function inbox(db: Db): Promise<string[]> {
  const { rows } = await sql<{ says: string }>`
    select r.payload ->> 'name' || ' ' || r.status says from app.referral r
     where r.status in ('sent', 'asked', 'waiting', 'accepted', 'booked', 'started') order by 1`.execute(db)
  return rows.map(({ says }) => says)
}

async function everything(owner: Db) {
  return owner.transaction().execute(async (db) => {
    await sql`set local role airt_sec`.execute(db)
    const { rows } = await sql<Record<string, number>>`
      select (select count(*)::int from app.person) people, (select count(*)::int from app.decision) decisions,
        (select count(*)::int from app.referral) referrals, (select count(*)::int from app.referral_event) events,
        (select count(*)::int from app.session) sessions, (select count(*)::int from app.sharing_grant) shares`.execute(
      db,
    )
    return rows[0] ?? {}
  })
}
