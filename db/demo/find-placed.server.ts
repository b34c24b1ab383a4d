import type { Db } from '#db/connection.server'
import type { Cast } from './cast'
import type { Placed } from './load-workers.server'

/** Who and what an earlier transaction made, by the names that the cast has for them. */
export async function findPlaced(
  db: Db,
  cast: Pick<Cast, 'organisations'>,
): Promise<Pick<Placed, 'organisation' | 'worker' | 'programme'>> {
  const organisations = await db
    .selectFrom('app.organisation')
    .where('is_demonstration', '=', true)
    .select(['id', 'slug'])
    .execute()
  const ids = organisations.map(({ id }) => id)
  const workers = await db
    .selectFrom('app.worker')
    .where('organisation_id', 'in', ids)
    .select(['id', 'name'])
    .execute()
  const programmes = await db
    .selectFrom('app.programme')
    .where('organisation_id', 'in', ids)
    .select(['id', 'name', 'organisation_id as organisationId'])
    .execute()
  const names = new Map(
    cast.organisations.flatMap((each) => each.workers.map(({ key, name }) => [key, name])),
  )

  return {
    organisation: (slug) => one(organisations, (each) => each.slug === slug, slug).id,
    worker: (key) => one(workers, ({ name }) => name === names.get(key), key),
    programme: (name) => {
      const { id, organisationId } = one(programmes, (each) => each.name === name, name)
      return { programme_organisation_id: organisationId, programme_id: id }
    },
  }
}

function one<T>(all: readonly T[], isIt: (each: T) => boolean, what: string): T {
  const found = all.find(isIt)
  if (found === undefined) throw new Error(`The demonstration has no ${what}`)
  return found
}
