import type { Db } from '#db/connection.server'
import type { Worker } from '~/access/worker'
import { recordAudit } from '~/audit/write.server'
import type { CivilDate } from '~/shared/civil-date'
import type { SnapshotKind } from './measures'
import type { PublishedFunnel } from './publish'

export type Published = {
  weekOn: CivilDate
  from: CivilDate
  until: CivilDate
  smallUnder: number
  figures: PublishedFunnel
}

/**
 * The last figures of this kind that were published to this worker's organisation, null where there are none yet; and what became of
 * the newest of all. Row-level security shows each kind to its readers alone.
 */
export async function lastPublished(
  db: Db,
  worker: Worker,
  counts: SnapshotKind,
): Promise<{ published: Published | null; newest: 'published' | 'too-close' | 'too-few' | null }> {
  const rows = await db
    .selectFrom('app.uptake_snapshot as snapshot')
    .distinctOn('snapshot.outcome')
    .where('snapshot.organisation_id', '=', worker.organisationId)
    .where('snapshot.counts', '=', counts)
    .select([
      'snapshot.outcome',
      'snapshot.week_on as weekOn',
      'snapshot.from_on as from',
      'snapshot.until_on as until',
      'snapshot.small_under as smallUnder',
      'snapshot.published as figures',
    ])
    .orderBy('snapshot.outcome')
    .orderBy('snapshot.week_on', 'desc')
    .execute()
  await recordAudit(db, { act: 'insight.view', detail: { rule: `published ${counts}` } })

  const newest = rows.toSorted((one, other) => (one.weekOn > other.weekOn ? -1 : 1))[0]
  const last = rows.find(({ outcome }) => outcome === 'published')
  if (!last?.figures) return { published: null, newest: newest?.outcome ?? null }
  const { weekOn, from, until, smallUnder, figures } = last
  return { published: { weekOn, from, until, smallUnder, figures }, newest: newest?.outcome ?? null }
}
