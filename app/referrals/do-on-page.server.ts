import type { Db } from '#db/connection.server'
import type { Worker } from '~/access/worker'
import type { CivilDate } from '~/shared/civil-date'
import type { FieldErrors } from '~/shared/form'
import { ok, type Result, refused } from '~/shared/result'
import { keepSharing, stopSharing } from './keep-sharing.server'
import { moveReferral } from './move.server'
import { keptErrors, movedErrors, sentErrors } from './moved-errors'
import type { ReferrerInput } from './referrer.input'
import { sendReferral } from './send.server'

type NotDone = { errors: FieldErrors; isStale: boolean }

/** Does what the page of a referral was asked for. @returns what to say where it was not done; `not-theirs` where there is none. */
export async function doOnPage(
  db: Db,
  worker: Worker,
  at: { personId: string; referralId: string },
  input: ReferrerInput,
  today: CivilDate,
): Promise<Result<null, 'not-theirs' | NotDone>> {
  switch (input.does) {
    case 'send': {
      const sent = await sendReferral(db, worker, at, input, today)
      if (sent.ok) return ok(null)
      if (sent.reason === 'not-in-your-caseload') return refused('not-theirs')
      const isStale = sent.reason === 'changed-meanwhile' || sent.reason === 'record-changed'
      return refused({ errors: sentErrors(sent.reason), isStale })
    }
    case 'keep-sharing': {
      const kept = await keepSharing(db, worker, at, input.decision, today)
      if (kept.ok) return ok(null)
      if (kept.reason === 'not-theirs') return refused(kept.reason)
      return refused({ errors: keptErrors(kept.reason), isStale: kept.reason === 'not-possible-now' })
    }
    case 'end-sharing': {
      const ended = await stopSharing(db, worker, at)
      return ended.ok ? ok(null) : refused(ended.reason)
    }
    case 'move': {
      const moved = await moveReferral(db, worker, at.referralId, 'referrer', input.move, today)
      if (moved.ok) return ok(null)
      if (moved.reason === 'not-theirs') return refused(moved.reason)
      return refused({ errors: movedErrors(moved.reason, input.move.act), isStale: isStale(moved.reason) })
    }
  }
}

export function isStale(reason: string): boolean {
  return reason === 'changed-meanwhile' || reason === 'not-possible-now'
}
