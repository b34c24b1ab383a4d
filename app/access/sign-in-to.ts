const start = '/today'
const notAgain = /^\/(sign-in|sign-out|session|link)(\/|$|\?|#)/

/** A page of ours to go to, whatever was asked for; never another site, and never the door itself. */
export function pathOfOurs(to: string | null | undefined): string {
  if (!to || to.length > 500 || !/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(to)) return start
  const { origin, pathname, search, hash } = new URL(to, 'http://airt.invalid')
  if (origin !== 'http://airt.invalid' || pathname.startsWith('//') || notAgain.test(pathname)) return start
  return `${pathname}${search}${hash}`
}
