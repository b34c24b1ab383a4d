import { type Db, sql } from '#db/connection.server'
import { visiblePeople } from '~/access/visible.server'
import type { Worker } from '~/access/worker'
import { recordAudit } from '~/audit/write.server'
import { knownAs } from './known-as.server'

/**
 * By what somebody is known, to look for others like them, with what this worker searched for under that id. Null: not theirs, or no
 * such person.
 */
export async function whoIs(db: Db, worker: Worker, personId: string, searchId: string) {
  const person = await visiblePeople(db, worker)
    .where('person.id', '=', personId)
    .where('person.organisation_id', '=', worker.organisationId)
    .select([
      'person.id',
      knownAs.as('name'),
      'person.given_name as givenName',
      'person.family_name as familyName',
      'person.preferred_name as preferredName',
      'person.born_on as bornOn',
      sql<
        string[]
      >`array(select named.name from app.person_name named where named.organisation_id = person.organisation_id
        and named.person_id = person.id and named.kind <> 'main' and named.ended_at is null)`.as('names'),
      sql<string | null>`sec.search_words(${searchId}::uuid)`.as('words'),
    ])
    .executeTakeFirst()
  if (!person) return null
  await recordAudit(db, { act: 'person.look-for-same', personId })
  return person
}
