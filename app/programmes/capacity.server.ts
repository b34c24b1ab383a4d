import type { Db } from '#db/connection.server'
import type { Worker } from '~/access/worker'
import { recordAudit } from '~/audit/write.server'
import type { CivilDate } from '~/shared/civil-date'
import { ok, type Result, refused } from '~/shared/result'
import { findProgramme, partIn } from './directory.server'
import type { WhyNotSaved } from './not-saved'
import type { PlacesInput } from './programme.input'
import { saveProgramme } from './save-programme.server'

/**
 * How many places are free, said today by the lead or by who works on it; the same number again says that it still holds. Refused
 * where somebody said something else meanwhile: nothing is overwritten.
 */
export async function setCapacity(
  db: Db,
  worker: Worker,
  programmeId: string,
  input: PlacesInput,
  today: CivilDate,
): Promise<Result<{ version: number }, WhyNotSaved | 'start-has-passed'>> {
  const programme = await findProgramme(db, programmeId)
  if (!programme || partIn(programme, worker) === null) return refused('not-yours-to-change')
  if (input.nextStartOn !== null && input.nextStartOn < today) return refused('start-has-passed')

  const columns = {
    places_free: input.placesFree,
    waiting_weeks: input.waitingWeeks,
    next_start_on: input.nextStartOn,
    places_set_on: today,
  }
  if (!(await saveProgramme(db, programme, input.version, columns))) return refused('changed-meanwhile')
  await recordAudit(db, {
    act: 'programme.places',
    subjectType: 'programme',
    subjectId: programmeId,
    fields: Object.keys(columns),
  })
  return ok({ version: input.version + 1 })
}
