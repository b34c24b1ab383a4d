import type { Db } from '#db/connection.server'
import { visiblePeople } from '~/access/visible.server'
import type { Worker } from '~/access/worker'
import { recordAudit } from '~/audit/write.server'
import { knownAs } from '~/caseload/known-as.server'
import { draftsAt } from '~/drafts/drafts.server'
import { mayWriteSessions } from './planning.server'

/** Whom a page writes about, with the drafts of that page and the audit entry. Null: not theirs to write, or no such person. */
export async function writingAbout(
  db: Db,
  worker: Worker,
  personId: string,
  draft: { path: string; asked: string | null },
) {
  const person = await visiblePeople(db, worker)
    .where('person.id', '=', personId)
    .where(mayWriteSessions(worker))
    .select([knownAs.as('name'), draftsAt(worker, draft.path, draft.asked).as('drafts')])
    .executeTakeFirst()
  if (!person) return null
  await recordAudit(db, { act: 'person.view', personId })
  return person
}
