import { type Db, sql } from '#db/connection.server'
import { peopleOfWork } from '~/access/visible.server'
import { BY_IMPORT } from './held-people.server'
import type { Importer } from './importer'
import { noteBefore } from './importer.server'
import type { PersonRow } from './person-row.input'

/**
 * The rows as it was decided of them: one that is about somebody who is there already goes to that person, who takes its reference
 * where they have none; one that is to be left out goes.
 */
export async function asChosen(db: Db, importer: Importer, rows: readonly PersonRow[]): Promise<PersonRow[]> {
  const { choices } = importer
  const chosen = rows.filter(({ reference }) => choices.get(reference)?.is !== 'out')
  const meant = new Map(
    chosen.flatMap(({ reference }) => {
      const choice = choices.get(reference)
      return choice?.is === 'same' ? [[reference, choice.personId] as const] : []
    }),
  )
  if (meant.size === 0) return chosen
  const people = await peopleOfWork(db)
    .where('person.id', 'in', [...meant.values()])
    .select(['person.id', 'person.reference'])
    .orderBy('person.id')
    .forNoKeyUpdate('person')
    .execute()
  const referenceOf = new Map(people.map(({ id, reference }) => [id, reference]))
  for (const [reference, personId] of meant) {
    if (referenceOf.get(personId) !== null) continue
    await noteBefore(db, importer, { people: [personId] })
    await giveReference(db, importer, personId, reference)
    referenceOf.set(personId, reference)
  }
  return chosen.map((row) => {
    const personId = meant.get(row.reference)
    return { ...row, reference: (personId && referenceOf.get(personId)) ?? row.reference }
  })
}

async function giveReference(
  db: Db,
  { organisationId }: Importer,
  personId: string,
  reference: string,
): Promise<void> {
  await db
    .updateTable('app.person')
    .set({
      reference,
      version: sql<number>`version + 1`,
      changed_by: sql<string>`sec.worker_at_work()`,
      changed_at: sql`now()`,
      changed_because: BY_IMPORT,
    })
    .where('organisation_id', '=', organisationId)
    .where('id', '=', personId)
    .execute()
}
