import type { IncomingMessage } from 'node:http'

const dropped =
  /^(x-forwarded-|forwarded$|connection$|keep-alive$|transfer-encoding$|upgrade$|host$|content-length$)/

/**
 * The request as the routes see it. Its address is one of the configured ones, whatever `Host` says, so that no
 * link, redirect or check can be steered from outside. It is never aborted: what has begun is finished, whether or not whoever
 * asked still waits for it.
 */
export function remixRequest(
  request: IncomingMessage,
  body: Buffer | null,
  env: { origins: readonly string[] },
): Request {
  const origin =
    env.origins.find((known) => known === request.headers.origin) ??
    env.origins.find((known) => new URL(known).host === request.headers.host) ??
    env.origins[0]
  const url = new URL(`${origin}${request.url}`)
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    if (value === undefined || dropped.test(name)) continue
    for (const one of Array.isArray(value) ? value : [value]) headers.append(name, one)
  }
  headers.set('host', url.host)
  return new Request(url, {
    method: request.method,
    headers,
    body: body ? new Uint8Array(body) : null,
  })
}

/** The address of who asks: the one that the outermost trusted proxy saw, else the connection's own. */
export function clientAddress(request: IncomingMessage, trustProxy: number): string {
  const own = request.socket.remoteAddress ?? ''
  if (trustProxy === 0) return own
  const seen = String(request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean)
  return seen.at(-trustProxy) ?? own
}
