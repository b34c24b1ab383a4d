import type { Db } from '#db/connection.server'
import { together } from '#db/together.server'
import type { Worker } from '~/access/worker'
import { referralsOf } from '~/referrals/queries.server'
import { sessionsListed } from '~/sessions/sessions.server'
import { untold } from '~/sessions/told.server'
import type { CivilDate } from '~/shared/civil-date'
import { heldCover } from '~/transitions/cover.server'
import { failuresOf } from '~/transitions/failures.server'
import { heldTransitions } from '~/transitions/queries.server'
import { turnsAbout } from '~/transitions/turns.server'

/** So many of the latest sessions stand on the page of a person; all of them have a page of their own. */
export const SESSIONS_SHOWN = 5

/**
 * What is coming for one person and what was done with them, in one query: transitions, the latest sessions and one more that says
 * whether there are others, referrals, and what covers their days. Whoever shows it has opened the record, and with it the audit entry.
 */
export function storyOf(db: Db, worker: Worker, personId: string, today: CivilDate) {
  return together(db, {
    transitions: heldTransitions(db, worker, personId),
    turns: turnsAbout(db, worker, personId, today),
    failures: failuresOf(db, worker, personId),
    untold: untold(db, worker).where('person.id', '=', personId),
    sessions: sessionsListed(db, worker, personId).limit(SESSIONS_SHOWN + 1),
    referrals: referralsOf(db, worker, personId),
    held: heldCover(db, worker, personId),
  })
}
