import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import type { ZodType } from 'zod'
import type { Db } from '#db/connection.server'
import { idFrom, notTheirs } from '~/access/not-theirs.server'
import { posted, signedIn } from '~/access/signed-in.server'
import { type HeldFact, type OpenRecord, openRecord } from './open-record.server'

type Asked = LoaderFunctionArgs | ActionFunctionArgs

/** Who asks, and the record of the person in the address. @throws the same 404 whether they do not exist or are not theirs. */
export async function openPerson(asked: Asked) {
  const signed = await signedIn(asked)
  const record = await openRecord(signed.db, signed.worker, idFrom(asked.params.personId))
  if (!record) throw await notTheirs(signed.db, asked.params.personId ?? '')
  return { ...signed, record }
}

/** A form about the person in the address, with their record as it stands. */
export async function postedForPerson<T>(asked: ActionFunctionArgs, schema: ZodType<T>) {
  const form = await posted(asked, schema)
  const record = await openRecord(form.db, form.worker, idFrom(asked.params.personId))
  if (!record) throw await notTheirs(form.db, asked.params.personId ?? '')
  return { ...form, record }
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
