import { cookieFrom, sessionCookie } from './cookie'

const HOURS = 60 * 60
const DAYS = 24 * HOURS

/** The session's token. It goes when the browser is closed; how long it is good, the database says. */
export function sessionIn(origin: string, token: string): string {
  const { name, attributes } = sessionCookie(origin)
  return `${name}=${token}; ${attributes}`
}

export function noSession(origin: string): string {
  const { name, attributes } = sessionCookie(origin)
  return `${name}=; ${attributes}; Max-Age=0`
}

/** Signs the forms of a browser in which nobody is signed in yet; it stays, since another page may still wait to be signed in on. */
export function beforeIn(origin: string, secret: string): string {
  return `${named(origin, 'before')}=${secret}; ${sessionCookie(origin).attributes}; Max-Age=${4 * HOURS}`
}

export function beforeFrom(origin: string, header: string | null): string | null {
  return tokenLike(cookieFrom(header, named(origin, 'before')))
}

/** By which a browser is known again. It opens nothing: it only keeps its owner from being slowed by what others try. */
export function deviceIn(origin: string, device: string): string {
  return `${named(origin, 'device')}=${device}; ${sessionCookie(origin).attributes}; Max-Age=${400 * DAYS}`
}

export function deviceFrom(origin: string, header: string | null): string | null {
  return tokenLike(cookieFrom(header, named(origin, 'device')))
}

function named(origin: string, what: string): string {
  return `${sessionCookie(origin).name}-${what}`
}

/** 32 bytes as we write them; anything else was not ours. */
function tokenLike(value: string | null): string | null {
  return value !== null && /^[\w-]{43}$/.test(value) ? value : null
}
