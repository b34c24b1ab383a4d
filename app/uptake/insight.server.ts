import type { Db } from '#db/connection.server'
import type { Role } from '~/access/permissions'
import type { Worker } from '~/access/worker'
import { recordAudit } from '~/audit/write.server'
import type { CivilDate } from '~/shared/civil-date'
import { reachedBy } from './counted'
import { type Figures, figuresOf, liveFigures } from './figures'
import { liveFunnel, livePeople, readyToCount } from './funnel.server'
import { isEnough, type SnapshotKind } from './measures'
import { type Period, periodFrom, periodsOn } from './period'
import { publish } from './publish'
import { lastPublished } from './published.server'

/** The permission matrix, row Aggregates: whose figures a role reads, and whether as they are now or as they were published. */
const readsOf: Partial<Record<Role, 'live' | SnapshotKind>> = {
  'youth-worker': 'live',
  'justice-social-worker': 'live',
  'team-manager': 'live',
  'programme-lead': 'programmes',
  partner: 'programmes',
  'data-protection': 'organisation',
}

export type Insight = {
  kind: SnapshotKind
  standing: 'live' | 'published'
  /** Null where nothing was published yet. */
  weekOn: CivilDate | null
  period: Period
  periods: Period[]
  /** Null where there are too few referrals, or nothing was published yet. */
  figures: Figures | null
  isTooClose: boolean
}

/** What this worker reads of how far things got. Null: their role reads no figures. */
export async function insightOf(
  db: Db,
  worker: Worker,
  asked: string | null,
  today: CivilDate,
): Promise<Insight | null> {
  const reads = readsOf[worker.role]
  if (!reads) return null
  const period = periodFrom(asked, today)
  if (reads === 'live') {
    const reached = await liveFunnel(db, worker, period)
    return {
      kind: 'organisation',
      standing: 'live',
      weekOn: null,
      period,
      periods: periodsOn(today),
      figures: isEnough(reached) ? liveFigures(reached) : null,
      isTooClose: false,
    }
  }
  const { published, newest } = await lastPublished(db, worker, reads)
  return {
    kind: reads,
    standing: 'published',
    weekOn: published?.weekOn ?? null,
    period: published ? { code: period.code, from: published.from, until: published.until } : period,
    periods: [],
    figures: published ? figuresOf(reads, published.figures) : null,
    isTooClose: newest === 'too-close',
  }
}

export type Exported = {
  figures: Figures | null
  from: CivilDate
  until: CivilDate
  /** Null where nothing was published yet. */
  smallUnder: number | null
  weekOn: CivilDate | null
}

/** The same as a file, in which small numbers are always hidden: who took it, for which months and by which rule is written down. */
export async function exportedInsight(
  db: Db,
  worker: Worker,
  asked: string | null,
  today: CivilDate,
): Promise<Exported | null> {
  const reads = readsOf[worker.role]
  if (!reads) return null
  const exported =
    reads === 'live'
      ? await hiddenLive(db, worker, periodFrom(asked, today))
      : await asPublished(db, worker, reads, today)
  const { from, until, smallUnder, weekOn } = exported
  await recordAudit(db, {
    act: 'insight.export',
    detail: {
      counts: reads,
      from,
      until,
      weekOn,
      rule: smallUnder === null ? 'nothing published' : `small numbers under ${smallUnder} hidden`,
    },
  })
  return exported
}

async function hiddenLive(db: Db, worker: Worker, { from, until, code }: Period): Promise<Exported> {
  const smallUnder = await readyToCount(db, worker)
  const people = await livePeople(db, worker, { from, until, code })
  const figures = isEnough(reachedBy(people))
    ? figuresOf('organisation', publish(people, 'organisation', smallUnder))
    : null
  return { figures, from, until, smallUnder, weekOn: null }
}

async function asPublished(db: Db, worker: Worker, kind: SnapshotKind, today: CivilDate): Promise<Exported> {
  const { published } = await lastPublished(db, worker, kind)
  const { from, until } = published ?? periodFrom(null, today)
  return {
    figures: published ? figuresOf(kind, published.figures) : null,
    from,
    until,
    smallUnder: published?.smallUnder ?? null,
    weekOn: published?.weekOn ?? null,
  }
}
