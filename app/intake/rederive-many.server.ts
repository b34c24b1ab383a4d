import type { Db } from '#db/connection.server'
import { peopleOfWork } from '~/access/visible.server'
import { deriveFor } from '~/transitions/derive.server'
import { BATCH, type Batches, type ImportWork } from './batches.server'

/**
 * Derives anew everyone whom days that many share may touch, before the command says done. All of them each time: where an earlier
 * run was cut off after saving the days, the same file again finishes, and whoever is up to date costs a look.
 */
export async function rederiveAtSchools(
  work: ImportWork,
  batches: Batches,
  schoolIds: readonly string[],
): Promise<void> {
  if (schoolIds.length === 0) return
  const people = await batches.each(async (db) => {
    const rows = await peopleOfWork(db)
      .where('person.school_id', 'in', [...schoolIds])
      .select(['person.id', 'person.organisation_id as organisationId'])
      .orderBy('person.organisation_id')
      .orderBy('person.id')
      .execute()
    await batches.account(db, { act: 'schools.import', detail: { people: rows.length } })
    return rows
  })
  await rederive(work, batches, 'schools.import', people)
}

/** The same, for everyone of one organisation: any of its people may have a date that counts working days. */
export async function rederiveOrganisation(
  work: ImportWork,
  batches: Batches,
  organisationId: string,
): Promise<void> {
  const people = await batches.each(async (db) => {
    const rows = await peopleOfWork(db)
      .where('person.organisation_id', '=', organisationId)
      .select(['person.id', 'person.organisation_id as organisationId'])
      .orderBy('person.id')
      .execute()
    await batches.account(db, { act: 'working-days.import', detail: { organisationId, people: rows.length } })
    return rows
  })
  await rederive(work, batches, 'working-days.import', people)
}

type Someone = { id: string; organisationId: string }

/** A batch holds people of one organisation: its audit entry belongs to that one. */
async function rederive(
  work: ImportWork,
  batches: Batches,
  act: string,
  people: readonly Someone[],
): Promise<void> {
  let done = 0
  while (done < people.length) {
    const organisationId = people[done]?.organisationId ?? ''
    const some = people.slice(done, done + BATCH).filter((person) => person.organisationId === organisationId)
    await batches.each((db) => deriveAndAccount(db, batches, act, organisationId, some))
    done += some.length
    if (done < people.length) work.progress(`${done} of ${people.length} people looked at again`)
  }
}

async function deriveAndAccount(
  db: Db,
  batches: Batches,
  act: string,
  organisationId: string,
  some: readonly Someone[],
): Promise<void> {
  const people = some.map(({ id }) => id)
  const { written } = await deriveFor(db, people)
  await batches.account(db, { act, people, detail: { organisationId, written } })
}
