import type { Db } from '#db/connection.server'
import type { Cast } from '#db/demo/cast'
import { everybody } from '#db/demo/everybody'
import { loadHistory, loadRecords } from '#db/demo/load-all.server'
import type { Role } from '~/access/permissions'
import { loadLibrary } from '~/narratives/load-library.server'
import type { CivilDate } from '~/shared/civil-date'
import { asDefiner, building, signedInAs, signedOut } from '../support/database'

/** The days on which it is looked at: a leap day, a leaving day, the turn of a year and what lies between. */
export const days = [
  '2026-11-25',
  '2027-01-02',
  '2028-02-29',
  '2027-05-31',
  '2027-06-10',
  '2027-08-01',
  '2027-12-24',
] as const

/** The whole demonstration, as on that day. */
export async function loadIn(db: Db, day: CivilDate): Promise<Cast> {
  const cast = everybody(day)
  await building(db, () => loadRecords(db, cast, day))
  await asDefiner(db, () => loadHistory(db, cast, day))
  await signedOut(db)
  return cast
}

/** The same with the cards of the library, as it is started. */
export async function loadWithCards(db: Db, day: CivilDate): Promise<Cast> {
  await building(db, () => loadLibrary(db, day))
  return loadIn(db, day)
}

/** From here on the transaction is that account's. */
export async function signInAs(db: Db, role: Role) {
  const who = await building(db, () =>
    db
      .selectFrom('app.worker')
      .where('email', '=', `${role}@demo.example`)
      .select(['id', 'organisation_id as organisationId', 'name'])
      .executeTakeFirstOrThrow(),
  )
  await signedInAs(db, who)
  return { ...who, role }
}
