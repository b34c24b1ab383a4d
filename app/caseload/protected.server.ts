import { type Db, sql } from '#db/connection.server'
import {
  type Field,
  type FieldKeys,
  fieldKeys,
  keysToWrite,
  openField,
  organisationKeyToWrite,
  printOf,
  sealField,
} from '~/access/field-keys.server'
import { scopeBits } from '~/access/permissions'
import { visiblePeople } from '~/access/visible.server'
import type { Worker } from '~/access/worker'
import { recordAudit } from '~/audit/write.server'
import { ok, type Result, refused } from '~/shared/result'
import { knownAs } from './known-as.server'
import { type NumberKind, numberKinds } from './national-numbers'
import type { WhyNotSaved } from './not-saved'
import type { AddressSaid, NumbersSaid } from './protected.input'

export type Protected = NonNullable<Awaited<ReturnType<typeof openProtected>>>

/**
 * The protected address of somebody and the numbers by which the country knows them, as far as they are this worker's to read, in one
 * query. Without the password shown of late neither is there: the database leaves them out, and `isShown` says so. It leaves its own
 * audit entry, with the names of what was shown. Null: not theirs, or no such person.
 */
export async function openProtected(db: Db, worker: Worker, personId: string) {
  const found = await visiblePeople(db, worker)
    .where('person.id', '=', personId)
    .select([
      'person.id',
      'person.organisation_id as organisationId',
      'person.closed_on as closedOn',
      knownAs.as('name'),
      sql<boolean>`sec.proved_lately()`.as('isShown'),
      reach('scopes').as('reads'),
      reach('writes').as('writes'),
      sql<HeldAddress | null>`(select jsonb_build_object('version', held.version, 'address', held.address, 'note', held.note)
        from app.person_address held where held.organisation_id = person.organisation_id and held.person_id = person.id and held.ended_at is null)`.as(
        'address',
      ),
      sql<HeldNumbers | null>`(select jsonb_build_object('version', held.version, 'chi', held.chi, 'scn', held.scn, 'nino', held.nino)
        from app.person_number held where held.organisation_id = person.organisation_id and held.person_id = person.id and held.ended_at is null)`.as(
        'numbers',
      ),
      sql<
        Same[]
      >`(select coalesce(jsonb_agg(jsonb_build_object('kind', same.kind, 'id', same.person_id, 'name',
          (select named.name from app.person_name named where named.person_id = same.person_id and named.kind = 'main'))), '[]')
        from sec.same_number(person.id) same where sec.proved_lately())`.as('same'),
      fieldKeys('person.id', scopeBits['protected-address'] | scopeBits.contact).as('keys'),
    ])
    .executeTakeFirst()
  if (!found) return null

  const { keys, reads, writes, organisationId, ...person } = found
  const isOwn = organisationId === worker.organisationId
  const may = (bits: number, scope: number) => (bits & scope) !== 0
  const opened = {
    ...person,
    organisationId,
    address: person.address && openAddress(keys, person.address),
    numbers: person.numbers && openNumbers(keys, person.numbers),
    readsAddress: may(reads, scopeBits['protected-address']),
    readsNumbers: isOwn && may(reads, scopeBits.contact),
    writesAddress: isOwn && may(writes, scopeBits['protected-address']),
    writesNumbers: isOwn && may(writes, scopeBits.contact),
  }
  if (!opened.readsAddress && !opened.readsNumbers) return null
  const shown = ['address', ...numberKinds].filter(
    (name) => (name === 'address' ? opened.address : opened.numbers?.[name as NumberKind]) != null,
  )
  const act = opened.isShown ? 'protected.view' : 'protected.ask'
  await recordAudit(db, { act, personId, fields: opened.isShown ? shown : [] })
  return opened
}

type HeldAddress = { version: number; address: string; note: string | null }
type HeldNumbers = { version: number } & Record<NumberKind, string | null>
/** Somebody else whom this worker reads, with the same number. */
type Same = { kind: NumberKind; id: string; name: string }

function reach(which: 'scopes' | 'writes') {
  return sql<number>`(select coalesce(bit_or(${sql.ref(`edge.${which}`)}), 0) from sec.edge edge where edge.user_id = (select sec.uid())
    and edge.person_id = person.id and edge.starts_at <= now() and edge.expires_at > now())`
}

/** Where somebody lives, and who must not learn it; left empty, what was held is out of use. What stood before is kept, sealed. */
export async function keepAddress(
  db: Db,
  person: Protected,
  { address, note, version }: AddressSaid,
): Promise<Result<null, WhyNotSaved>> {
  if (!person.writesAddress) return refused('not-yours-to-change')
  if (person.closedOn) return refused('closed')
  if (version !== person.address?.version) return refused('changed-meanwhile')
  const keys = await keysToWrite(db, person, scopeBits['protected-address'])
  const said = address === null ? null : { address, note }
  const columns = said && {
    address: sealField(keys, field.address, said.address),
    note: sealField(keys, field.note, said.note),
  }
  if (!(await keepRow(db, 'app.person_address', person, person.address?.version, columns)))
    return refused('changed-meanwhile')
  await recordAudit(db, { act: 'protected.change', personId: person.id, fields: ['address', 'note'] })
  return ok(null)
}

/** The numbers of somebody, each with the print by which an equal one in the same organisation is found. */
export async function keepNumbers(
  db: Db,
  person: Protected,
  { version, ...said }: NumbersSaid,
): Promise<Result<null, WhyNotSaved>> {
  if (!person.writesNumbers) return refused('not-yours-to-change')
  if (person.closedOn) return refused('closed')
  if (version !== person.numbers?.version) return refused('changed-meanwhile')
  const keys = await keysToWrite(db, person, scopeBits.contact)
  const under = await organisationKeyToWrite(db, person.organisationId)
  const columns = Object.fromEntries(
    numberKinds.flatMap((kind) => {
      const number = said[kind]
      return [
        [kind, sealField(keys, numberField(kind), number)],
        [`${kind}_print`, number === null ? null : printOf(under, kind, number)],
      ]
    }),
  )
  const isHeld = numberKinds.some((kind) => said[kind] !== null)
  if (!(await keepRow(db, 'app.person_number', person, person.numbers?.version, isHeld ? columns : null)))
    return refused('changed-meanwhile')
  const changed = numberKinds.filter((kind) => said[kind] !== (person.numbers?.[kind] ?? null))
  await recordAudit(db, { act: 'protected.change', personId: person.id, fields: changed })
  return ok(null)
}

/** The one row there is of somebody. Null columns: it is out of use. False where somebody else was first. */
async function keepRow(
  db: Db,
  table: 'app.person_address' | 'app.person_number',
  { id, organisationId }: Pick<Protected, 'id' | 'organisationId'>,
  version: number | undefined,
  columns: Readonly<Record<string, string | null>> | null,
): Promise<boolean> {
  if (version === undefined) {
    if (columns === null) return true
    const made = await db
      .insertInto(table)
      .values({ organisation_id: organisationId, person_id: id, ...columns } as never)
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    return (made.numInsertedOrUpdatedRows ?? 0n) > 0n
  }
  const saved = await db
    .updateTable(table)
    .set({
      ...(columns ?? { ended_at: sql`now()` }),
      changed_at: sql`now()`,
      version: version + 1,
    } as never)
    .where('organisation_id', '=', organisationId)
    .where('person_id', '=', id)
    .where('ended_at', 'is', null)
    .where('version', '=', version)
    .executeTakeFirst()
  return saved.numUpdatedRows > 0n
}

const field = {
  address: { table: 'app.person_address', column: 'address' },
  note: { table: 'app.person_address', column: 'note' },
} as const satisfies Record<string, Field>

function numberField(kind: NumberKind): Field {
  return { table: 'app.person_number', column: kind }
}

function openAddress(keys: FieldKeys, held: HeldAddress): HeldAddress {
  const { version, address, note } = held
  return {
    version,
    address: openField(keys, field.address, address),
    note: openField(keys, field.note, note),
  }
}

function openNumbers(keys: FieldKeys, held: HeldNumbers): HeldNumbers {
  const opened = (kind: NumberKind) => openField(keys, numberField(kind), held[kind])
  return { version: held.version, chi: opened('chi'), scn: opened('scn'), nino: opened('nino') }
}
