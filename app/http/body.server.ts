import type { IncomingMessage } from 'node:http'
import type { Result } from '~/shared/result'

export const FORM_MAX_BYTES = 256 * 1024

/** The whole body, or why not. A body that is too long is left unread. */
export async function readBody(request: IncomingMessage): Promise<Result<Buffer, 'too-long' | 'broken-off'>> {
  if (Number(request.headers['content-length'] ?? 0) > FORM_MAX_BYTES)
    return { ok: false, reason: 'too-long' }

  return new Promise((settle) => {
    const parts: Buffer[] = []
    let bytes = 0
    request.on('data', (part: Buffer) => {
      bytes += part.byteLength
      if (bytes <= FORM_MAX_BYTES) parts.push(part)
      else {
        request.pause()
        settle({ ok: false, reason: 'too-long' })
      }
    })
    request.on('end', () => settle({ ok: true, value: Buffer.concat(parts) }))
    request.on('error', () => settle({ ok: false, reason: 'broken-off' }))
    request.on('close', () => settle({ ok: false, reason: 'broken-off' }))
  })
}

/** The fields of a form as they were sent, in their order; none when the body is not a plain form. */
export function postedFields(type: string | undefined, body: Buffer | null): [name: string, value: string][] {
  if (!body || !type?.startsWith('application/x-www-form-urlencoded')) return []
  return [...new URLSearchParams(body.toString('utf8'))]
}
