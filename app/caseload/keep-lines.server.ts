import { type Db, sql } from '#db/connection.server'
import { type FieldKeys, keysToWrite } from '~/access/field-keys.server'
import { scopeBits } from '~/access/permissions'
import { findVisiblePerson, type VisiblePerson } from '~/access/visible.server'
import type { Worker } from '~/access/worker'
import { recordAudit } from '~/audit/write.server'
import { ok, type Result, refused } from '~/shared/result'
import { soundsOf } from './name-sounds'
import type { WhyNotSaved } from './not-saved'
import { sealTie, sealWay } from './sealed-lines.server'

export type Line = { id: string | null; version: number | null }

/** Another name by which somebody is found: added, or changed where `line` names one. */
export function keepName(
  db: Db,
  worker: Worker,
  personId: string,
  line: Line,
  { kind, name }: { kind: 'also' | 'former' | 'nick'; name: string },
): Promise<Result<null, WhyNotSaved>> {
  return keepLine(db, worker, personId, 'app.person_name', line, () => ({ kind, name, ...soundsOf(name) }))
}

/** A way to reach somebody, and whether it is safe. */
export function keepWay(
  db: Db,
  worker: Worker,
  personId: string,
  line: Line,
  input: {
    kind: 'phone' | 'text' | 'email' | 'visit' | 'other'
    value: string
    safe: 'yes' | 'no' | 'ask'
    note: string | null
  },
): Promise<Result<null, WhyNotSaved>> {
  const { kind, safe } = input
  return keepLine(db, worker, personId, 'app.person_way', line, async (person) => ({
    kind,
    safe,
    ...sealWay(await contactKeys(db, person), input),
    ...by(worker),
  }))
}

/** Somebody who matters to them. */
export function keepTie(
  db: Db,
  worker: Worker,
  personId: string,
  line: Line,
  input: {
    relation: 'family' | 'trusted-adult' | 'mentor' | 'school' | 'professional'
    name: string
    about: string | null
    doNotContact: boolean
  },
): Promise<Result<null, WhyNotSaved>> {
  const { relation, doNotContact } = input
  return keepLine(db, worker, personId, 'app.person_tie', line, async (person) => ({
    relation,
    ...sealTie(await contactKeys(db, person), input),
    do_not_contact: doNotContact,
    ...by(worker),
  }))
}

function contactKeys(db: Db, person: VisiblePerson): Promise<FieldKeys> {
  return keysToWrite(db, person, scopeBits.contact)
}

type LineTable = 'app.person_name' | 'app.person_way' | 'app.person_tie'

/** Takes a line out of use; it stays in the record. */
export async function endLine(
  db: Db,
  worker: Worker,
  personId: string,
  table: LineTable,
  line: { id: string; version: number },
): Promise<Result<null, WhyNotSaved>> {
  return keepLine(db, worker, personId, table, line, () => ({ ended_at: sql`now()` }))
}

async function keepLine(
  db: Db,
  worker: Worker,
  personId: string,
  table: LineTable,
  { id, version }: Line,
  columnsFor: (person: VisiblePerson) => object | Promise<object>,
): Promise<Result<null, WhyNotSaved>> {
  const person = await findVisiblePerson(db, worker, personId)
  if (!person) return refused('not-yours-to-change')
  if (person.closedOn) return refused('closed')
  const columns = await columnsFor(person)
  if (id === null) {
    const values = { organisation_id: person.organisationId, person_id: personId, ...columns }
    await db
      .insertInto(table)
      .values(values as never)
      .execute()
  } else {
    const saved = await db
      .updateTable(table)
      .set({ ...columns, version: (version ?? 0) + 1 } as never)
      .where('organisation_id', '=', person.organisationId)
      .where('person_id', '=', personId)
      .where('id', '=', id)
      .where('version', '=', version ?? 0)
      .executeTakeFirst()
    if (saved.numUpdatedRows === 0n) return refused('changed-meanwhile')
  }
  const what = table.replace('app.person_', '')
  await recordAudit(db, { act: `person.${what}`, personId, subjectType: what, fields: Object.keys(columns) })
  return ok(null)
}

function by(worker: Worker) {
  return { changed_by: worker.id, changed_at: sql`now()` }
}
