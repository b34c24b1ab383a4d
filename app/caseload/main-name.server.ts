import { type Db, sql } from '#db/connection.server'
import { soundsOf } from './name-sounds'

export type Named = {
  organisationId: string
  personId: string
  givenName: string | null
  familyName: string | null
  preferredName: string | null
}

/** Keeps what somebody is found by in step with the names on their record. */
export async function keepMainName(db: Db, named: Named): Promise<void> {
  const name = mainNameOf(named)
  const { words, sounds } = soundsOf(name)
  await db
    .insertInto('app.person_name')
    .values({
      organisation_id: named.organisationId,
      person_id: named.personId,
      kind: 'main',
      name,
      words,
      sounds,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['organisation_id', 'person_id'])
        // In words and not as a parameter: a plan kept for every value could not tell which index is meant.
        .where('kind', '=', sql.lit('main'))
        .doUpdateSet({ name, words, sounds, version: sql`person_name.version + 1` }),
    )
    .execute()
}

/** Each name once, in the order in which they are said. */
export function mainNameOf({
  givenName,
  familyName,
  preferredName,
}: Omit<Named, 'organisationId' | 'personId'>): string {
  return [
    ...new Set([preferredName, givenName, familyName].filter((name) => name !== null && name !== '')),
  ].join(' ')
}
