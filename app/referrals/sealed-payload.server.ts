import type { Db } from '#db/connection.server'
import { type Field, type FieldKeys, keysToWrite, openField, sealField } from '~/access/field-keys.server'
import { scopeBits } from '~/access/permissions'
import type { Payload } from './payload'

const value: Field = { table: 'app.referral', column: 'payload.reach.value' }
const note: Field = { table: 'app.referral', column: 'payload.reach.note' }

/** What the partner sees, as it is kept: how to reach somebody lies sealed in it. */
export async function sealPayload(
  db: Db,
  person: { id: string; organisationId: string },
  payload: Payload,
): Promise<string> {
  if (payload.reach.length === 0) return JSON.stringify(payload)
  return JSON.stringify(withReach(payload, await keysToWrite(db, person, scopeBits.programme), sealField))
}

/** The same where the keys are at hand. */
export function sealedPayload(keys: FieldKeys, payload: Payload): Payload {
  return withReach(payload, keys, sealField)
}

export function openPayload(keys: FieldKeys, payload: Payload): Payload {
  return withReach(payload, keys, openField)
}

function withReach(payload: Payload, keys: FieldKeys, turn: typeof sealField | typeof openField): Payload {
  return {
    ...payload,
    reach: payload.reach.map((way) => ({
      ...way,
      value: turn(keys, value, way.value),
      note: turn(keys, note, way.note),
    })),
  }
}
