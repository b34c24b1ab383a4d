import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { type Db, sql } from '#db/connection.server'
import { formKey } from '~/shared/form-key.server'
import type { KeptField } from '~/ui/kept-form'
import { asKept, type Written, worthKeeping } from './kept-text'
import { seal, unseal } from './sealed.server'

/** What was posted, and to which address. */
export type Posted = { action: string; fields: Written }

/** What still fits in a form beside an e-mail, a password and a code. */
const LONGEST = 200_000

/**
 * What somebody wrote, sealed for whoever's session it was: it travels in the page while they sign in again, and opens for nobody
 * else. @returns null when nobody's session is known, or it is too long to travel so.
 */
export async function keepText(
  db: Db,
  secret: string,
  token: string,
  posted: Posted,
): Promise<string | null> {
  const { rows } = await sql<{ was: string | null }>`select sec.session_was(${token}) as was`.execute(db)
  const workerId = rows[0]?.was ?? null
  if (workerId === null) return null
  const fields = worthKeeping(posted.fields).filter(([name]) => name !== 'formKey')
  const plain = deflateRawSync(JSON.stringify({ action: posted.action, fields }))
  const sealed = seal(secret, 'kept text', workerId, plain).toString('base64url')
  return sealed.length <= LONGEST ? sealed : null
}

export type GivenBack = { action: string; fields: KeptField[] }

/** The text as a form again, with a key of this session. @returns null for anybody but its writer. */
export function giveTextBack(
  secret: string,
  worker: { id: string; formSecret: string },
  kept: string,
): GivenBack | null {
  const plain = unseal(secret, 'kept text', worker.id, Buffer.from(kept, 'base64url'))
  if (plain === null) return null
  const { action, fields }: Posted = JSON.parse(inflateRawSync(plain).toString('utf8'))
  const path = new URL(action, 'http://airt.invalid').pathname
  const key = formKey(secret, worker.formSecret, path)
  return { action, fields: asKept([['formKey', key], ...fields]) }
}
