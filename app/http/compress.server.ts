import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const packers = {
  br: (body: Buffer) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 3 } }),
  gzip: (body: Buffer) => promisify(gzip)(body, { level: 4 }),
}

export type Packing = keyof typeof packers

/** How the asker would like an answer packed. One that it names with `q=0` is one it can't read. */
export function prefers(accepts: string | string[] | undefined): Packing | null {
  const named = String(accepts ?? '')
    .split(',')
    .map((part) => part.trim().toLowerCase())
    .filter((part) => !/;\s*q=0(\.0*)?$/.test(part))
    .map((part) => part.split(';')[0]?.trim())
  if (named.includes('br')) return 'br'
  if (named.includes('gzip')) return 'gzip'
  return null
}

export function pack(body: Buffer, way: Packing): Promise<Buffer> {
  return packers[way](body)
}
