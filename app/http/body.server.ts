import type { IncomingMessage } from 'node:http'
import type { Result } from '~/shared/result'

export const FORM_MAX_BYTES = 256 * 1024
/** Where a file is sent: the file at its longest, and the fields beside it. */
export const UPLOAD_MAX_BYTES = 10 * 1024 * 1024 + FORM_MAX_BYTES

const takesAFile: ReadonlySet<string> = new Set(['/imports/new'])

/** How long what is posted to this address may be. */
export function mostBytes(path: string): number {
  return takesAFile.has(path.replace(/\.data$/, '')) ? UPLOAD_MAX_BYTES : FORM_MAX_BYTES
}

/** The whole body, or why not. A body that is too long is left unread. */
export async function readBody(
  request: IncomingMessage,
  most: number,
): Promise<Result<Buffer, 'too-long' | 'broken-off'>> {
  if (Number(request.headers['content-length'] ?? 0) > most) return { ok: false, reason: 'too-long' }

  return new Promise((settle) => {
    const parts: Buffer[] = []
    let bytes = 0
    request.on('data', (part: Buffer) => {
      bytes += part.byteLength
      if (bytes <= most) parts.push(part)
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

/** The fields of a form as they were sent, in their order, without its files; none when the body is no form. */
export function postedFields(type: string | undefined, body: Buffer | null): [name: string, value: string][] {
  if (!body) return []
  if (type?.startsWith('application/x-www-form-urlencoded'))
    return [...new URLSearchParams(body.toString('utf8'))]
  const [, mark] = /^multipart\/form-data;.*\bboundary="?([^";]+)"?/.exec(type ?? '') ?? []
  return mark === undefined ? [] : fieldsBetween(body, `--${mark}`)
}

function fieldsBetween(body: Buffer, mark: string): [name: string, value: string][] {
  const fields: [string, string][] = []
  for (let at = body.indexOf(mark); at >= 0; ) {
    const begins = at + mark.length
    const next = body.indexOf(mark, begins)
    const headEnds = body.indexOf('\r\n\r\n', begins)
    if (next < 0 || headEnds < 0 || headEnds > next) break
    const head = body.subarray(begins, headEnds).toString('utf8')
    const [, name] = /\bname="([^"]*)"/.exec(head) ?? []
    if (name !== undefined && !/\bfilename/.test(head))
      fields.push([name, body.subarray(headEnds + 4, next - 2).toString('utf8')])
    at = next
  }
  return fields
}
