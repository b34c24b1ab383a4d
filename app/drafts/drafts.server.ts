import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { type Db, sql } from '#db/connection.server'
import { sealToKeep, unseal } from '~/access/sealed.server'
import { visiblePeople } from '~/access/visible.server'
import type { Worker } from '~/access/worker'
import { ok, type Result, refused } from '~/shared/result'

export type DraftFields = readonly (readonly [name: string, value: string])[]

type Draft = {
  /** The id of the form's own key. */
  id: string
  path: string
  /** Null: about nobody. */
  personId: string | null
  fields: DraftFields
}

/**
 * Keeps what somebody is writing, sealed for them alone; what was kept of it before is replaced. One that was `tried` stays until it
 * is sent or thrown away, any other dies after seven days.
 * @returns the time of day at which it was kept; `not-theirs` when they do not see the person it is about.
 */
export async function keepDraft(
  db: Db,
  worker: Worker,
  { id, path, personId, fields }: Draft,
  how: 'changed' | 'tried',
): Promise<Result<{ at: string }, 'not-theirs'>> {
  const sealed = sealToKeep('draft', ownerOf(worker, id), deflateRawSync(JSON.stringify(fields)))
  const { rows } = await sql<{ at: string }>`
    insert into app.draft as draft (organisation_id, worker_id, id, path, about_id, fields, tried_at)
    select ${worker.organisationId}::uuid, ${worker.id}::uuid, ${id}::uuid, ${path}, ${personId}::uuid, ${sealed}::bytea,
        case when ${how} = 'tried' then now() end
     where ${personId}::uuid is null or exists (select from sec.edge edge where edge.user_id = ${worker.id}
       and edge.person_id = ${personId}::uuid and edge.scopes & 1 <> 0 and edge.starts_at <= now() and edge.expires_at > now())
    on conflict (organisation_id, worker_id, id) do update
      set fields = excluded.fields, saved_at = now(), tried_at = coalesce(excluded.tried_at, draft.tried_at)
    returning ${timeOfDay} as at`.execute(db)
  return rows[0] ? ok(rows[0]) : refused('not-theirs')
}

/** It was sent, or is not wanted: it is gone, in the caller's transaction. Anything that is no id names none. */
export async function dropDraft(db: Db, id: string | undefined): Promise<void> {
  if (id === undefined || !UUID.test(id)) return
  await sql`select sec.drop_draft(${id}::uuid)`.execute(db)
}

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i

export type HeldDraft = {
  id: string
  path: string
  /** `10:42`, and its day where that is not today. */
  at: string
  day: string | null
  /** What it says, still sealed; only of the one that was asked for. */
  sealed: string | null
}

/**
 * What this worker left unfinished on the page at `path`, the newest first, as one column of another query; of the draft `asked`,
 * what it says as well.
 */
export function draftsAt(worker: Worker, path: string, asked: string | null) {
  return sql<HeldDraft[]>`(
    select coalesce(jsonb_agg(jsonb_build_object('id', draft.id, 'path', draft.path, 'at', ${timeOfDay},
        'day', case when ${dayOf('draft.saved_at')} <> ${dayOf('now()')} then ${dayOf('draft.saved_at')} end,
        'sealed', case when draft.id::text = ${asked} then encode(draft.fields, 'base64') end)
        order by draft.saved_at desc), '[]')
      from app.draft draft where draft.worker_id = ${worker.id} and split_part(draft.path, '?', 1) = ${path} and ${isLive})`
}

/** The same as a query of its own. */
export async function findDraftsAt(
  db: Db,
  worker: Worker,
  path: string,
  asked: string | null,
): Promise<HeldDraft[]> {
  const { rows } = await sql<{
    drafts: HeldDraft[]
  }>`select ${draftsAt(worker, path, asked)} as drafts`.execute(db)
  return rows[0]?.drafts ?? []
}

/** @returns null for whoever did not write it. */
export function fieldsOf(worker: Worker, secret: string, { id, sealed }: HeldDraft): DraftFields | null {
  if (sealed === null) return null
  const plain = unseal(secret, 'draft', ownerOf(worker, id), Buffer.from(sealed, 'base64'))
  return plain && JSON.parse(inflateRawSync(plain).toString('utf8'))
}

/** Everything this worker has left unfinished, the newest first, with whom it is about while they may be seen. */
export async function myDrafts(db: Db, worker: Worker) {
  return visiblePeople(db, worker)
    .rightJoin('app.draft as draft', 'draft.about_id', 'person.id')
    .where('draft.worker_id', '=', worker.id)
    .where(isLive)
    .select([
      'draft.id',
      'draft.path',
      'person.id as personId',
      sql<
        string | null
      >`nullif(trim(coalesce(person.preferred_name, person.given_name, '') || ' ' || coalesce(person.family_name, '')), '')`.as(
        'name',
      ),
      sql<boolean>`draft.tried_at is not null`.as('wasTried'),
      sql<number>`floor(extract(epoch from now() - draft.saved_at) / 60)::int`.as('minutesOld'),
    ])
    .orderBy('draft.saved_at', 'desc')
    .execute()
}

const isLive = sql<boolean>`(draft.tried_at is not null or draft.saved_at > now() - interval '7 days')`
const timeOfDay = sql<string>`to_char(draft.saved_at at time zone 'Europe/London', 'HH24:MI')`

function dayOf(moment: 'draft.saved_at' | 'now()') {
  return sql`to_char(${sql.raw(moment)} at time zone 'Europe/London', 'YYYY-MM-DD')`
}

/** It opens for its writer, as the draft that it is. */
function ownerOf(worker: Worker, id: string): string {
  return `${worker.id} ${id}`
}
