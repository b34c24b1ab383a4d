import type { Db } from '#db/connection.server'
import { together } from '#db/together.server'
import type { Worker } from '~/access/worker'
import { recordAudit } from '~/audit/write.server'
import { handoversWaiting } from '~/handover/waiting.server'
import { askedOf } from '~/intake/say-same.server'
import { unusualWaiting } from '~/oversight/unusual.server'
import { referralsWaiting } from '~/referrals/waiting.server'
import { sessionsWaiting } from '~/sessions/sessions.server'
import { untold } from '~/sessions/told.server'
import type { CivilDate } from '~/shared/civil-date'
import { undoable } from '~/transitions/act-done.server'
import { peopleListed } from '~/transitions/caseload.server'
import { dueTransitions, type PageKey } from '~/transitions/queries.server'
import { viewsPinned } from '~/views/views.server'

/** So many prompts stand on a page of Today. */
export const PROMPTS_A_PAGE = 50
/** So many sessions and referrals at most: whoever has more finds the rest in their own places. */
const OTHERS = 25
/** So many kept lists. */
const LISTS = 6

/**
 * Everything that waits for this worker across all kinds of work, in one query, and the audit entry of having read it: what cannot wait,
 * prompts to decide, sessions near or to be recorded, referrals whose next move is theirs or whose day has passed, and, for a manager, whoever
 * has no worker and which records may be of one person. Of each list one more than is shown says that there is more. Beside them the lists
 * that somebody keeps here, and what of `actId` can still be taken back.
 */
export async function dayOf(
  db: Db,
  worker: Worker,
  today: CivilDate,
  after: PageKey | null,
  actId: string | null = null,
) {
  const day = await together(db, {
    views: viewsPinned(db, worker, LISTS),
    prompts: dueTransitions(db, worker, today, { limit: PROMPTS_A_PAGE, after }),
    sessions: sessionsWaiting(db, worker, today).limit(OTHERS),
    referrals: referralsWaiting(db, worker, today).orderBy('on').orderBy('id').limit(OTHERS),
    untold: untold(db, worker).limit(OTHERS),
    handovers: handoversWaiting(db, worker, today).limit(OTHERS),
    unusual: unusualWaiting(db, today),
    ...(worker.role === 'team-manager' && ofTeam(db, worker, today)),
    ...(actId !== null && { undo: undoable(db, worker, actId) }),
  })
  const { nobodys = [], same = [], undo = [] } = day
  const people = [
    ...[...day.prompts, ...day.sessions, ...day.untold, ...day.handovers].map(({ personId }) => personId),
    ...day.referrals.map(({ aboutId }) => aboutId),
    ...nobodys.map(({ id }) => id),
  ]
  await recordAudit(db, { act: 'today.list', people: [...new Set(people)] })
  return {
    ...day,
    nobodys,
    same,
    undo,
    referrals: day.referrals.map(({ aboutId: _, ...referral }) => referral),
  }
}

/** What only whoever leads a team is asked. */
function ofTeam(db: Db, worker: Worker, today: CivilDate) {
  return {
    nobodys: peopleListed(db, worker, today, { show: 'without-worker', sort: 'next', after: null }),
    same: db.selectFrom(askedOf()).select('asked.id'),
  }
}
