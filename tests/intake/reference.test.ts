import type { Db } from '#db/connection.server'
import { sql } from '#db/connection.server'
import { openRecord } from '~/caseload/open-record.server'
import { addPerson } from '~/intake/add-person.server'
import { editPerson } from '~/intake/edit-person.server'
import { personErrors } from '~/intake/words'
import { aPersonOf, aPersonWith, aWorker, today } from '../support/builders'
import { asDefiner, building, expect, signedInAs, test } from '../support/database'
import { skye } from './by-hand'

test('a reference may be given by hand, changed and taken away', async ({ db }) => {
  const isla = await aWorker(db)
  await signedInAs(db, isla)
  const added = await addPerson(db, isla, { ...skye, reference: 'YP-7' }, today)
  if (!added.ok) throw new Error(added.reason)
  const { personId } = added.value
  const edit = (reference: string | null, version: number) =>
    editPerson(db, isla, personId, { ...skye, reference, version, because: 'The letter says so' }, today)
  const held = async () => (await openRecord(db, isla, personId))?.reference

  const given = await held()
  await edit('YP-8', 1)
  const changed = await held()
  await edit(null, 2)

  expect([given, changed, await held()]).toEqual(['YP-7', 'YP-8', null])
})

test('a reference that is taken is refused alike, whether whose it is may be seen or not', async ({ db }) => {
  const isla = await aWorker(db)
  await aPersonWith(db, isla, { reference: 'seen' })
  await aPersonOf(db, isla.organisationId, { reference: 'hidden' })
  const calum = await aPersonWith(db, isla)
  await signedInAs(db, isla)
  const ask = async (reference: string) => [
    await addPerson(db, isla, { ...skye, reference }, today),
    await editPerson(db, isla, calum.id, { ...skye, reference, version: 1, because: 'So it says' }, today),
  ]

  const seen = await ask('seen')
  const hidden = await ask('hidden')

  expect(seen).toEqual(hidden)
  expect(hidden).toEqual(Array.from({ length: 2 }, () => ({ ok: false, reason: 'reference-not-free' })))
  expect(personErrors('reference-not-free', [])).toEqual({
    reference: "This reference can't be used. Ask your administrator",
  })
})

test('of somebody refused for their reference nothing stays, and whoever asked stands in the audit', async ({
  db,
}) => {
  const isla = await aWorker(db)
  await aPersonOf(db, isla.organisationId, { reference: 'hidden' })
  await signedInAs(db, isla)
  const before = await everybodyOf(db, isla.organisationId)

  await addPerson(db, isla, { ...skye, reference: 'hidden' }, today)

  expect(await everybodyOf(db, isla.organisationId)).toEqual(before)
  await sql`select set_config('role', 'airt_owner', true)`.execute(db)
  const { rows } = await sql<{ outcome: string; fields: string[]; said: string }>`
    select outcome, fields, e::text as said from aud.audit_entry e where actor = ${isla.id} and act = 'person.reference'`.execute(
    db,
  )
  expect(rows).toMatchObject([{ outcome: 'denied', fields: ['reference'] }])
  expect(rows[0]?.said).not.toContain('hidden')
})

test('another organisation may hold the same reference', async ({ db }) => {
  const elsewhere = await aWorker(db)
  await aPersonWith(db, elsewhere, { reference: 'YP-7' })
  const isla = await aWorker(db)
  await signedInAs(db, isla)

  const added = await addPerson(db, isla, { ...skye, reference: 'YP-7' }, today)

  expect(added.ok).toBe(true)
})

test('a reference by which a list finds somebody again stays as it is, and the rest may change', async ({
  db,
}) => {
  const isla = await aWorker(db)
  const calum = await aPersonWith(db, isla, { reference: 'YP-7' })
  const sent = JSON.stringify({ givenName: 'Calum' })
  await building(db, () => db.updateTable('app.person').set({ sent }).where('id', '=', calum.id).execute())
  await signedInAs(db, isla)
  const edit = (reference: string | null) =>
    editPerson(db, isla, calum.id, { ...skye, reference, version: 1, because: 'So she says' }, today)

  const answers = [await edit('YP-8'), await edit(null), await edit('YP-7')]

  expect(answers).toEqual([
    { ok: false, reason: 'reference-from-a-list' },
    { ok: false, reason: 'reference-from-a-list' },
    { ok: true, value: { version: 2 } },
  ])
})

/** Everybody, and every way in, as the database itself sees them. */
function everybodyOf(db: Db, organisationId: string) {
  return asDefiner(db, async () => {
    const { rows } = await sql<{ people: number; ways: number }>`
      select (select count(*) from app.person where organisation_id = ${organisationId}) as people,
        (select count(*) from sec.edge where organisation_id = ${organisationId}) as ways`.execute(db)
    return rows[0]
  })
}
