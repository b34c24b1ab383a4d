import type { IncomingHttpHeaders } from 'node:http'

/**
 * A form is ours when the browser says so, held against the configured addresses. `Host` and what a proxy
 * forwards are never asked: whoever sends the request writes them.
 */
export function comesFromOurselves(headers: IncomingHttpHeaders, origins: readonly string[]): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin') return false
  return headers.origin !== undefined && origins.includes(headers.origin)
}
