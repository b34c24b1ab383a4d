import { randomUUID } from 'node:crypto'
import type { Db } from '#db/connection.server'
import { together } from '#db/together.server'
import type { Worker } from '~/access/worker'
import { recordAudit } from '~/audit/write.server'
import type { CivilDate } from '~/shared/civil-date'
import { ok, type Result, refused } from '~/shared/result'
import { mayAddPeople } from './add-person.server'
import type { ListKind } from './list'
import { type Matched, matchColumns } from './match-columns'
import { readSheet } from './read-file.server'
import { sendList } from './send-list.server'

export type NewList = {
  kind: ListKind
  source: string
  teamId: string | null
  followsId: string | null
  bytes: Uint8Array
}

export type WhyNotTakenIn = { unreadable: string } | 'not-yours-to-bring-in' | 'no-rows' | 'which-team'

/** Whether this worker may bring lists in at all: whoever may add a person by hand. */
export function mayBringIn(worker: Pick<Worker, 'role'>): boolean {
  return mayAddPeople(worker)
}

/**
 * Takes a file in. Nothing of it is saved yet: it is kept as its maker's own, its columns are matched as far as they are known, and
 * where none is in doubt it is checked at once. Refused with one sentence where the file is not what it says it is.
 */
export async function takeInList(
  db: Db,
  worker: Worker,
  secret: string,
  { kind, source, teamId, followsId, bytes }: NewList,
  today: CivilDate,
): Promise<Result<{ importId: string; next: 'columns' | 'checking' }, WhyNotTakenIn>> {
  if (!mayBringIn(worker)) return refused('not-yours-to-bring-in')
  const sheet = await readSheet(bytes)
  if (!sheet.ok) return refused({ unreadable: sheet.reason })
  if (sheet.value.records.length === 0) return refused('no-rows')
  const { teams, before, follows } = await whatIsKnown(db, worker, { kind, source, followsId })
  const team = teams.find(({ id }) => id === teamId) ?? (teams.length === 1 ? teams[0] : undefined)
  if (worker.role === 'team-manager' && kind === 'people' && !team) return refused('which-team')

  const { columns, isSure } = matchColumns(kind, sheet.value.names, before)
  const importId = randomUUID()
  const of = { organisation_id: worker.organisationId, worker_id: worker.id }
  await db
    .insertInto('app.import')
    .values({
      ...of,
      id: importId,
      kind,
      source,
      team_id: worker.role === 'team-manager' ? (team?.id ?? null) : null,
      follows_id: follows,
      columns: JSON.stringify(columns),
      rows_read: sheet.value.records.length,
    })
    .execute()
  await db
    .insertInto('app.import_part')
    .values({ ...of, import_id: importId, part: 1, bytes })
    .execute()
  await recordAudit(db, {
    act: 'list.take-in',
    subjectType: 'import',
    subjectId: importId,
    detail: { kind, rows: sheet.value.records.length },
  })
  if (!isSure) return ok({ importId, next: 'columns' })
  await sendList(db, secret, { id: importId, kind }, ['columns'], 'checking', today)
  return ok({ importId, next: 'checking' })
}

/** The manager's own teams, how the columns of this source were matched last, and the list that this one follows, if it is theirs. */
async function whatIsKnown(
  db: Db,
  worker: Worker,
  { kind, source, followsId }: Pick<NewList, 'kind' | 'source' | 'followsId'>,
): Promise<{ teams: { id: string }[]; before: Matched; follows: string | null }> {
  const last = db
    .selectFrom('app.import as list')
    .where('list.kind', '=', kind)
    .where('list.source', '=', source)
    .where('list.started_at', 'is not', null)
    .orderBy('list.made_at', 'desc')
    .limit(1)
    .select('list.columns')
  const found = await db
    .selectNoFrom((eb) => [
      last.as('before'),
      eb.selectFrom('app.import as list').where('list.id', '=', followsId).select('list.id').as('follows'),
    ])
    .executeTakeFirstOrThrow()
  const teams = worker.role === 'team-manager' ? await teamsOf(db, worker).execute() : []
  return { teams, before: found.before ?? {}, follows: found.follows }
}

/** The teams that this worker is of. */
export function teamsOf(db: Db, worker: Pick<Worker, 'id'>) {
  return db
    .selectFrom('app.team as team')
    .innerJoin('app.team_member as member', (join) =>
      join
        .onRef('member.organisation_id', '=', 'team.organisation_id')
        .onRef('member.team_id', '=', 'team.id'),
    )
    .where('member.worker_id', '=', worker.id)
    .select(['team.id', 'team.name'])
    .orderBy('team.name')
}

/** What the page for a new list needs: a manager's own teams, and the list whose refused rows come back corrected. */
export async function toFollow(db: Db, worker: Worker, followsId: string | null) {
  const { teams, follows } = await together(db, {
    teams: teamsOf(db, worker),
    follows: db
      .selectFrom('app.import as list')
      .where('list.id', '=', followsId)
      .select(['list.id', 'list.kind', 'list.source', 'list.team_id as teamId']),
  })
  const [first] = follows
  return {
    teams: worker.role === 'team-manager' ? teams : [],
    follows: first ? { ...first, teamId: first.teamId ?? undefined } : null,
  }
}
