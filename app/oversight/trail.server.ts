import { type Db, sql } from '#db/connection.server'
import { visiblePeople } from '~/access/visible.server'
import type { Worker } from '~/access/worker'
import { actsOfKind } from '~/audit/acts'
import { recordAudit } from '~/audit/write.server'
import { knownAs } from '~/caseload/known-as.server'
import type { CivilDate } from '~/shared/civil-date'
import type { MomentKey } from './moment-key'
import { momentOf } from './readers.server'

export type TrailEntry = {
  micros: string
  id: string
  day: CivilDate
  time: string
  act: string
  /** Null: it was about nobody. Of somebody whom they don't see any more nothing is told, not even which of them it was. */
  about: { personId: string; name: string } | 'somebody' | null
}

/** Lists that were looked at, and a session that was kept open: nothing was opened or changed by them. */
const leftOut = [...actsOfKind('list'), 'stay']

/** What somebody opened and changed themselves, the newest first; a name only where they may still see it. One more than `most` where there are more. */
export async function trailOf(
  db: Db,
  worker: Worker,
  { after, most }: { after: MomentKey | null; most: number },
): Promise<TrailEntry[]> {
  const { rows } = await sql<Omit<TrailEntry, 'about'> & { personId: string | null }>`
    select trunc(extract(epoch from t.at) * 1000000)::text as micros, t.id::text as id,
           to_char(t.at at time zone 'Europe/London', 'YYYY-MM-DD') as day, to_char(t.at at time zone 'Europe/London', 'HH24:MI') as time,
           t.act, t.person_id as "personId"
      from aud.my_trail(${momentOf(after)}, ${after?.id ?? null}::bigint, ${most + 1}, ${leftOut}::text[]) t
     order by t.at desc, t.id desc`.execute(db)
  const ids = [...new Set(rows.flatMap(({ personId }) => personId ?? []))]
  const people = await visiblePeople(db, worker)
    .where('person.id', 'in', ids.length ? ids : [NOBODY])
    .select(['person.id', knownAs.as('name')])
    .execute()
  await recordAudit(db, { act: 'trail.view', people: people.map(({ id }) => id) })
  const names = new Map(people.map(({ id, name }) => [id, name]))
  return rows.map(({ personId, ...entry }) => ({ ...entry, about: aboutWhom(personId, names) }))
}

function aboutWhom(personId: string | null, names: ReadonlyMap<string, string>): TrailEntry['about'] {
  if (personId === null) return null
  const name = names.get(personId)
  return name === undefined ? 'somebody' : { personId, name }
}

const NOBODY = '00000000-0000-0000-0000-000000000000'
