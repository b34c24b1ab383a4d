import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto'

/** Proof that we made the form for this session and route, and the one key under which it may be saved. */
export function formKey(secret: string, sessionSecret: string, route: string): string {
  const id = randomUUID()
  return `${id}.${sign(secret, sessionSecret, route, id).toString('base64url')}`
}

/** @returns the form's own id, or null when the key was not made by us for this session and route. */
export function verifyFormKey(
  secret: string,
  sessionSecret: string,
  route: string,
  key: string,
): string | null {
  const [id, signature, ...rest] = key.split('.')
  if (!id || !signature || rest.length) return null

  const given = Buffer.from(signature, 'base64url')
  const due = sign(secret, sessionSecret, route, id)
  return given.length === due.length && timingSafeEqual(given, due) ? id : null
}

/** Each part is led by its length, so that no two different sets of parts are signed alike. */
function sign(secret: string, sessionSecret: string, route: string, id: string): Buffer {
  const parts = [sessionSecret, route, id].map((part) => `${Buffer.byteLength(part)}:${part}`).join('')
  return createHmac('sha256', secret).update(parts).digest()
}
