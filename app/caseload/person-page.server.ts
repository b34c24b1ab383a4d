import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import type { ZodType } from 'zod'
import type { Db } from '#db/connection.server'
import { idFrom, notTheirs, notTheirsAt } from '~/access/not-theirs.server'
import { type ScopeName, scopeBits } from '~/access/permissions'
import { posted, type SignedIn, signedIn } from '~/access/signed-in.server'
import { type HeldFact, type OpenRecord, openRecord } from './open-record.server'

type Asked = LoaderFunctionArgs | ActionFunctionArgs

/**
 * Who asks, and the record of the person in the address; where a scope is named, only for who may write it.
 * @throws the same 404 whether they do not exist or are not theirs.
 */
export async function openPerson(asked: Asked, toWrite?: ScopeName) {
  const signed = await signedIn(asked)
  return { ...signed, record: await recordFor(asked, signed, toWrite) }
}

/** A form that writes in this scope about the person in the address, with their record as it stands. @throws as `openPerson`. */
export async function postedForPerson<T>(asked: ActionFunctionArgs, schema: ZodType<T>, toWrite: ScopeName) {
  const form = await posted(asked, schema)
  return { ...form, record: await recordFor(asked, form, toWrite) }
}

/**
 * The record as it stands after somebody else has saved: what was read before the form waited for them is not it. @throws as `openPerson`.
 */
export function recordAgain(asked: Asked, signed: SignedIn): Promise<OpenRecord> {
  return recordFor(asked, signed)
}

async function recordFor(asked: Asked, { db, worker }: SignedIn, toWrite?: ScopeName): Promise<OpenRecord> {
  const record = await openRecord(db, worker, idFrom(asked.params.personId))
  const mayWrite = record && (toWrite === undefined || (record.writes & scopeBits[toWrite]) !== 0)
  if (!mayWrite) throw await notTheirsAt(asked, db)
  return record
}

/** What the pages about a person may show of them at their head. */
export function headOf({ id, name }: Pick<OpenRecord, 'id' | 'name'>) {
  return { id, name, to: `/people/${id}` }
}

/** The fact in the address, among those of this person that this worker may read. @throws the same 404 as for a person. */
export async function factOf(
  db: Db,
  record: Pick<OpenRecord, 'facts'>,
  params: ActionFunctionArgs['params'],
): Promise<HeldFact> {
  const fact = record.facts.find(({ id }) => id === idFrom(params.factId))
  if (!fact) throw await notTheirs(db, params.factId ?? '')
  return fact
}
