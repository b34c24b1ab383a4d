import { randomUUID } from 'node:crypto'
import { type Db, sql } from '#db/connection.server'
import { mainNameOf, type Named } from './main-name'
import { soundsOf } from './name-sounds'

export type OtherNamed = { personId: string; kind: 'also' | 'former' | 'nick'; name: string }

/** What many people are found by, in one statement: the names on their records, and the other names they go by. */
export async function saveNames(
  db: Db,
  organisationId: string,
  main: readonly Named[],
  others: readonly OtherNamed[],
): Promise<void> {
  const rows = [
    ...main.map((named) => rowOf(named.personId, 'main', mainNameOf(named))),
    ...others.map(({ personId, kind, name }) => rowOf(personId, kind, name)),
  ]
  if (rows.length === 0) return
  await sql`
    insert into app.person_name (organisation_id, id, person_id, kind, name, words, sounds)
    select ${organisationId}::uuid, r.id, r.person_id, r.kind, r.name, r.words, r.sounds
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        r (id uuid, person_id uuid, kind text, name text, words text, sounds text[])
    on conflict (organisation_id, person_id) where kind = 'main' do update
       set name = excluded.name, words = excluded.words, sounds = excluded.sounds, version = person_name.version + 1
     where person_name.name <> excluded.name`.execute(db)
}

/** Keeps what one person is found by in step with the names on their record. */
export function keepMainName(
  db: Db,
  { organisationId, ...named }: Named & { organisationId: string },
): Promise<void> {
  return saveNames(db, organisationId, [named], [])
}

function rowOf(personId: string, kind: string, name: string) {
  const { words, sounds } = soundsOf(name)
  return { id: randomUUID(), person_id: personId, kind, name, words, sounds }
}
