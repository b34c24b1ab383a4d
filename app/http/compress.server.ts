import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

/** A page is packed at once, where it stands: for what is so small, handing it to another thread costs more than packing it. */
const packers = {
  br: (body: Buffer) => brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }),
  gzip: (body: Buffer) => gzipSync(body, { level: 1 }),
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

export function pack(body: Buffer, way: Packing): Buffer {
  return packers[way](body)
}
