import type { IncomingHttpHeaders } from 'node:http'

/**
 * Whether a browser asks for a page in case somebody should want it. Nobody has opened a person by that, so nobody is shown one:
 * a refusal that is no success makes the browser ask again when it is wanted.
 */
export function isAskedAhead(headers: IncomingHttpHeaders): boolean {
  return purposes.some((name) => /prefetch|prerender|preview/i.test(String(headers[name] ?? '')))
}

const purposes = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz']
