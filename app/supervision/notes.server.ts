import { randomUUID } from 'node:crypto'
import { type Db, sql } from '#db/connection.server'
import { sealToKeep, unseal } from '~/access/sealed.server'
import type { Worker } from '~/access/worker'
import { recordAudit } from '~/audit/write.server'
import { addDays, type CivilDate, weekday } from '~/shared/civil-date'
import { wishedSince } from './ask-to-talk.server'

export type TeamMember = { id: string; name: string; lastOn: CivilDate | null; wishedOn: CivilDate | null }

export type Note = { id: string; by: string; on: CivilDate; words: string }

/** So many of the latest are shown. */
const NOTES_SHOWN = 26

/** Those with whom this manager may write notes, with the day of the last and since when they would like to talk; nobody for any other role. */
export async function myTeam(db: Db, worker: Worker): Promise<TeamMember[]> {
  const { rows } = await sql<TeamMember>`
    select w.id, w.name, (select to_char(max(n.made_at), 'YYYY-MM-DD') from app.supervision_note n
            where n.manager_id = ${worker.id} and n.worker_id = w.id) as "lastOn",
           ${wishedSince} as "wishedOn"
      from app.worker w where w.organisation_id = ${worker.organisationId} and w.id = any ((select sec.my_team())::uuid[])
     order by w.name, w.id`.execute(db)
  return rows
}

/** Since when this worker would like to talk something over; null where they did not ask. */
export async function wishOf(db: Db, worker: Worker): Promise<CivilDate | null> {
  const { rows } = await sql<{ since: CivilDate | null }>`
    select ${wishedSince} as since from app.worker w where w.id = ${worker.id}`.execute(db)
  return rows[0]?.since ?? null
}

/** The notes of this manager with that worker, or of that worker with anybody who manages them: the newest first. */
export async function notesWith(db: Db, secret: string, worker: Worker, aboutId: string): Promise<Note[]> {
  const rows = await db
    .selectFrom('app.supervision_note as note')
    .innerJoin('app.worker as manager', (join) =>
      join
        .onRef('manager.organisation_id', '=', 'note.organisation_id')
        .onRef('manager.id', '=', 'note.manager_id'),
    )
    .where('note.worker_id', '=', aboutId)
    .where((eb) => eb.or([eb('note.manager_id', '=', worker.id), eb('note.worker_id', '=', worker.id)]))
    .select([
      'note.id',
      'note.words',
      'manager.name as by',
      sql<CivilDate>`to_char(note.made_at, 'YYYY-MM-DD')`.as('on'),
    ])
    .orderBy('note.made_at', 'desc')
    .limit(NOTES_SHOWN)
    .execute()
  if (rows.length > 0)
    await recordAudit(db, { act: 'supervision.view', subjectType: 'worker', subjectId: aboutId })
  return rows.map(({ words, ...note }) => ({ ...note, words: opened(secret, aboutId, note.id, words) }))
}

/** Keeps what the two said, sealed, for the week of `today`. Whoever calls it has asked that the worker is in this manager's team. */
export async function addNote(
  db: Db,
  manager: Worker,
  workerId: string,
  words: string,
  today: CivilDate,
): Promise<void> {
  const id = randomUUID()
  await db
    .insertInto('app.supervision_note')
    .values({
      organisation_id: manager.organisationId,
      id,
      worker_id: workerId,
      manager_id: manager.id,
      week_on: addDays(today, -((weekday(today) + 6) % 7)),
      words: sealToKeep('supervision note', ownerOf(workerId, id), Buffer.from(words, 'utf8')),
    })
    .execute()
  await recordAudit(db, { act: 'supervision.note', subjectType: 'worker', subjectId: workerId })
}

function opened(secret: string, workerId: string, id: string, sealed: Buffer): string {
  const plain = unseal(secret, 'supervision note', ownerOf(workerId, id), sealed)
  if (!plain) throw new Error('A supervision note does not open under the keys that are here')
  return plain.toString('utf8')
}

function ownerOf(workerId: string, id: string): string {
  return `${workerId} ${id}`
}
