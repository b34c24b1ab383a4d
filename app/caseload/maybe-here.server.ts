import type { Db } from '#db/connection.server'
import type { Worker } from '~/access/worker'
import type { CivilDate } from '~/shared/civil-date'
import { mainNameOf } from './main-name'
import { isWithinOneSlip } from './same-person'
import { type Match, searchPeople } from './search.server'

/** Those whom this worker may see and who may be the person about to be added: a name that sounds alike, a birth date within one slip. */
export async function maybeHere(
  db: Db,
  worker: Worker,
  person: {
    givenName: string | null
    familyName: string | null
    preferredName: string | null
    bornOn: CivilDate | null
  },
): Promise<Match[]> {
  const { givenName, familyName, preferredName, bornOn } = person
  const names = [
    mainNameOf({ givenName, familyName, preferredName: null }),
    mainNameOf({ givenName: preferredName, familyName, preferredName: null }),
  ]
  const found: Match[] = []
  for (const name of new Set(names.filter((each) => each !== '')))
    for (const match of await searchPeople(db, worker, name)) {
      const fits = bornOn === null || match.bornOn === null || isWithinOneSlip(bornOn, match.bornOn)
      if (fits && !found.some(({ id }) => id === match.id)) found.push(match)
    }
  return found
}
