import type { Db } from '#db/connection.server'
import type { Worker } from '~/access/worker'
import { recordAudit } from '~/audit/write.server'
import type { CivilDate } from '~/shared/civil-date'
import { ok, type Result, refused } from '~/shared/result'
import { findProgramme, partIn } from './directory.server'
import type { WhyNotSaved } from './not-saved'
import type { ProgrammeInput } from './programme.input'
import { saveProgramme } from './save-programme.server'

/**
 * What the directory says of a programme, changed by its lead as a new version; saving it says that all of it was right today.
 * Places and the next start are said by `setCapacity`, with a day of their own.
 */
export async function editProgramme(
  db: Db,
  worker: Worker,
  programmeId: string,
  input: ProgrammeInput,
  today: CivilDate,
): Promise<Result<{ version: number }, WhyNotSaved>> {
  const programme = await findProgramme(db, programmeId)
  if (!programme || partIn(programme, worker) !== 'lead') return refused('not-yours-to-change')

  const columns = { ...columnsOf(input), last_checked_on: today }
  if (!(await saveProgramme(db, programme, input.version, columns))) return refused('changed-meanwhile')
  await recordAudit(db, {
    act: 'programme.edit',
    subjectType: 'programme',
    subjectId: programmeId,
    fields: Object.keys(columns),
  })
  return ok({ version: input.version + 1 })
}

function columnsOf(input: ProgrammeInput) {
  return {
    name: input.name,
    kind: input.kind,
    says: input.says,
    gives: input.gives,
    week_one: input.weekOne,
    youngest_age: input.youngestAge,
    oldest_age: input.oldestAge,
    councils: input.councils,
    place: input.place,
    times: input.times,
    is_evening: input.isEvening,
    is_weekend: input.isWeekend,
    funded_until: input.fundedUntil,
    funding: input.funding,
    usual_weeks: input.usualWeeks,
    same_worker: input.sameWorker,
    takes_orders: input.takesOrders,
    cost: input.cost,
    travel: input.travel,
    who_leads: input.whoLeads,
    status: input.status,
  }
}
