import { type Db, sql } from '#db/connection.server'
import { visiblePeople } from '~/access/visible.server'
import type { Worker } from '~/access/worker'
import { recordAudit } from '~/audit/write.server'
import { knownAs } from '~/caseload/known-as.server'
import type { CivilDate } from '~/shared/civil-date'
import type { MomentKey } from './moment-key'

/** Whose entries somebody may read: everybody's, or only their own. */
export type Reach = 'organisation' | 'team' | 'own'

export type Reader = {
  micros: string
  id: string
  day: CivilDate
  time: string
  /** Null: work that Airt does by itself. */
  name: string | null
  role: string | null
  organisation: string | null
  act: string
  via: string | null
}

export type ListReader = Pick<Reader, 'day' | 'name' | 'role' | 'organisation'> & { times: number }

type Head = {
  reach: Reach
  /** Null where they may not open the record: then it is known by its reference alone. */
  name: string | null
  reference: string | null
}

/**
 * Who has opened or changed one record, the newest first, one more than `most` where there are more; and the entry of having read it.
 * Null: not theirs to read, or there is no such record.
 */
export async function readersOf(
  db: Db,
  worker: Worker,
  personId: string,
  { after, most }: { after: MomentKey | null; most: number },
): Promise<(Head & { entries: Reader[] }) | null> {
  const { rows } = await sql<{ reach: Reach | null; reference: string | null; entries: Reader[] }>`
    select sec.audit_reach(${personId}::uuid) as reach, sec.audit_reference(${personId}::uuid) as reference,
      coalesce((select jsonb_agg(jsonb_build_object('micros', trunc(extract(epoch from r.at) * 1000000)::text, 'id', r.id::text,
        'day', to_char(r.at at time zone 'Europe/London', 'YYYY-MM-DD'), 'time', to_char(r.at at time zone 'Europe/London', 'HH24:MI'),
        'name', r.name, 'role', r.role, 'organisation', r.organisation, 'act', r.act, 'via', r.via) order by r.at desc, r.id desc)
        from aud.readers_of(${personId}::uuid, ${momentOf(after)}, ${after?.id ?? null}::bigint, ${most + 1}) r), '[]') as entries`.execute(
    db,
  )
  const [found] = rows
  return found?.reach ? headed(db, worker, personId, { ...found, reach: found.reach }) : null
}

/** On which days their name stood in a list that somebody was shown: that tells apart who opened them and who only saw the name. */
export async function listsWith(
  db: Db,
  worker: Worker,
  personId: string,
  { before, most }: { before: CivilDate | null; most: number },
): Promise<(Head & { lists: ListReader[] }) | null> {
  const { rows } = await sql<{ reach: Reach | null; reference: string | null; lists: ListReader[] }>`
    select sec.audit_reach(${personId}::uuid) as reach, sec.audit_reference(${personId}::uuid) as reference,
      coalesce((select jsonb_agg(jsonb_build_object('day', l.day, 'name', l.name, 'role', l.role, 'organisation', l.organisation,
        'times', l.times) order by l.day desc, l.name) from aud.lists_with(${personId}::uuid, ${before}::date, ${most + 1}) l), '[]') as lists`.execute(
    db,
  )
  const [found] = rows
  return found?.reach ? headed(db, worker, personId, { ...found, reach: found.reach }) : null
}

export function momentOf(key: MomentKey | null) {
  return key === null
    ? sql`null::timestamptz`
    : sql`timestamptz 'epoch' + ${key.micros}::bigint * interval '1 microsecond'`
}

async function headed<T extends { reach: Reach; reference: string | null }>(
  db: Db,
  worker: Worker,
  personId: string,
  found: T,
): Promise<T & { name: string | null }> {
  const person = await visiblePeople(db, worker)
    .where('person.id', '=', personId)
    .select(knownAs.as('name'))
    .executeTakeFirst()
  await recordAudit(db, { act: 'readers.view', personId, detail: { reach: found.reach } })
  return { ...found, name: person?.name ?? null }
}

/**
 * The record of this reference in one's own organisation, for who looks after data protection: it leads to who has opened it, and to
 * nothing else. Null: there is none.
 */
export async function recordCalled(db: Db, reference: string): Promise<string | null> {
  const { rows } = await sql<{ id: string | null }>`select sec.record_called(${reference}) as id`.execute(db)
  const personId = rows[0]?.id ?? null
  await recordAudit(db, { act: 'readers.find', ...(personId !== null && { personId }) })
  return personId
}
