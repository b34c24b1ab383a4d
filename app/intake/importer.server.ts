import { type Db, sql } from '#db/connection.server'
import type { Role } from '~/access/permissions'
import type { Choice, Importer } from './importer'

type Row = {
  organisationId: string
  email: string
  role: Role
  teams: { id: string; name: string }[]
  team: string | null
  choices: Record<string, Choice>
}

/** Who this work is done as, looked at anew; null where they are not allowed to any more, or the list is not theirs. */
export async function importerOf(db: Db, importId: string): Promise<Importer | null> {
  const { rows } = await sql<Row>`
    select i.organisation_id as "organisationId", w.email, w.role, coalesce(p.choices, '{}') as choices,
           (select t.name from app.team t join app.team_member m on m.team_id = t.id and m.worker_id = w.id where t.id = i.team_id) as team,
           (select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name) order by t.name), '[]')
              from app.team t join app.team_member m on m.team_id = t.id and m.worker_id = w.id) as teams
      from app.import i join app.worker w on w.id = i.worker_id
      left join app.import_part p on p.organisation_id = i.organisation_id and p.import_id = i.id and p.part = 1
     where i.id = ${importId} and i.worker_id = (select sec.worker_at_work())`.execute(db)
  const [row] = rows
  if (!row) return null
  return { importId, ...row, choices: new Map(Object.entries(row.choices)) }
}

/** Ids of people who are about to be written: those of a worker's list are opened to that worker first. */
export async function beginPeople(db: Db, howMany: number): Promise<string[]> {
  if (howMany === 0) return []
  const { rows } = await sql<{ id: string }>`select sec.begin_people(${howMany}) as id`.execute(db)
  return rows.map(({ id }) => id)
}

/** Of these references, those of somebody whom this worker may not write. */
export async function referencesTaken(db: Db, references: readonly string[]): Promise<ReadonlySet<string>> {
  if (references.length === 0) return new Set()
  const { rows } = await sql<{ reference: string }>`
    select sec.references_taken(${references}::text[]) as reference`.execute(db)
  return new Set(rows.map(({ reference }) => reference))
}

/** What this worker may write of each of these people, as bits. */
export async function writesOver(db: Db, people: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ personId: string; writes: number }>`
    select person_id as "personId", writes from sec.reach_at_work(${people}::uuid[])`.execute(db)
  return new Map(rows.map(({ personId, writes }) => [personId, writes]))
}

/** Keys that belong to dates of these people which this worker may not write, as `person key`. */
export async function dateKeysTaken(
  db: Db,
  people: readonly string[],
  keys: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ key: string }>`
    select person_id || ' ' || import_key as key from sec.date_keys_taken(${people}::uuid[], ${keys}::text[])`.execute(
    db,
  )
  return new Set(rows.map(({ key }) => key))
}

/** How these stand, before this list changes them. */
export async function noteBefore(
  db: Db,
  { importId }: Importer,
  { people = [], facts = [] }: Touched,
): Promise<void> {
  if (importId === null || people.length + facts.length === 0) return
  await sql`select sec.note_before(${importId}::uuid, ${people}::uuid[], ${facts}::uuid[])`.execute(db)
}

/** How this list left these: by it they are known as untouched since, when it is taken back. */
export async function noteAfter(
  db: Db,
  { importId }: Importer,
  { people = [], facts = [] }: Touched,
): Promise<void> {
  if (importId === null || people.length + facts.length === 0) return
  await sql`select sec.note_after(${importId}::uuid, ${people}::uuid[], ${facts}::uuid[])`.execute(db)
}

type Touched = { people?: readonly string[]; facts?: readonly string[] }
