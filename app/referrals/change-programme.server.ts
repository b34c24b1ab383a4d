import type { Db } from '#db/connection.server'
import type { Worker } from '~/access/worker'
import { findProgramme } from '~/programmes/directory.server'
import { editProgramme } from '~/programmes/edit-programme.server'
import type { WhyNotSaved } from '~/programmes/not-saved'
import type { ProgrammeInput } from '~/programmes/programme.input'
import { saysThatItEnds } from '~/programmes/touched'
import { touchedBy } from '~/programmes/touched.server'
import type { CivilDate } from '~/shared/civil-date'
import { type Result, refused } from '~/shared/result'
import { deriveTouched } from '~/transitions/derive.server'

/**
 * Changes what the directory says of a programme. That it closes, or when its funding ends, is saved once its lead has said how many young
 * people that concerns. Whoever has an open referral to it or a place on it is derived anew in the same transaction: their own workers
 * are told.
 */
export async function changeProgramme(
  db: Db,
  worker: Worker,
  programmeId: string,
  input: ProgrammeInput,
  today: CivilDate,
): Promise<Result<{ version: number }, WhyNotSaved | 'concerns-people'>> {
  const before = await findProgramme(db, programmeId)
  if (before?.version === input.version && saysThatItEnds(before, input)) {
    const { waiting, takingPart } = await touchedBy(db, programmeId)
    const people = waiting + takingPart
    if (people > 0 && !(input.acknowledged && input.touched === people)) return refused('concerns-people')
  }
  const saved = await editProgramme(db, worker, programmeId, input, today)
  if (saved.ok) await deriveTouched(db)
  return saved
}
