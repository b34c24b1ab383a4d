import { type Db, sql } from '#db/connection.server'
import type { Touched } from './touched'

/** Whom it concerns when this programme ends or its funding does, for its lead: counts, and no names. */
export async function touchedBy(db: Db, programmeId: string): Promise<Touched> {
  const { rows } = await sql<Touched>`
    select waiting, taking_part as "takingPart" from sec.touched_by_programme(${programmeId}::uuid)`.execute(
    db,
  )
  return rows[0] ?? { waiting: 0, takingPart: 0 }
}
