import type { Db } from '#db/connection.server'
import { beginWork, inWork } from '~/access/work.server'
import { recordAudit } from '~/audit/write.server'
import type { CivilDate } from '~/shared/civil-date'
import { putInFrontOfAll } from './turns.server'

/** The same in every organisation, as it is done each night. `owner` is the connection that may begin work without a browser. */
export async function putInFrontEverywhere(owner: Db, jobs: Db, today: CivilDate): Promise<void> {
  const token = await beginWork(owner, 'prompt.show', null)
  const organisations = await inWork(jobs, token, (db) =>
    db.selectFrom('app.organisation').select('id').orderBy('slug').execute(),
  )
  for (const { id } of organisations) {
    await inWork(jobs, token, async (db) => {
      const shown = await putInFrontOfAll(db, id, today)
      await recordAudit(db, {
        act: 'prompt.show',
        subjectType: 'organisation',
        subjectId: id,
        detail: { shown },
      })
    })
  }
}
