export type CookieKind = { name: string; attributes: string }

/** `__Host-` binds the cookie to this address and to TLS; a browser takes it over plain http from nobody, so localhost has its own. */
export function sessionCookie(origin: string): CookieKind {
  return origin.startsWith('https:')
    ? { name: '__Host-airt', attributes: 'Path=/; HttpOnly; SameSite=Lax; Secure' }
    : { name: 'airt', attributes: 'Path=/; HttpOnly; SameSite=Lax' }
}

/** The value of a cookie; null when it was not sent. Sent twice, the first counts. */
export function cookieFrom(header: string | null, name: string): string | null {
  for (const part of (header ?? '').split(';')) {
    const at = part.indexOf('=')
    if (part.slice(0, at).trim() === name) return part.slice(at + 1).trim()
  }
  return null
}
