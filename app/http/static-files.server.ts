import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join, relative, sep } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { prefers } from './compress.server'

type File = {
  type: string
  hashed: boolean
  etag: string
  plain: Buffer
  br: Buffer | null
  gzip: Buffer | null
}
export type StaticFiles = ReadonlyMap<string, File>

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
}
const squeezed = new Set(['.css', '.js', '.json', '.svg', '.txt', '.webmanifest'])

/** Reads the built files once, so that no address from outside ever becomes a path on the disk. */
export function readStaticFiles(folder: string): StaticFiles {
  const files = new Map<string, File>()
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    const url = `/${relative(folder, path).split(sep).join('/')}`
    const extension = extname(entry.name)
    const type = types[extension]
    if (!entry.isFile() || !type || url.startsWith('/.')) continue

    const plain = readFileSync(path)
    const small = squeezed.has(extension)
    files.set(url, {
      type,
      hashed: url.startsWith('/assets/'),
      etag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
      plain,
      br: small ? brotliCompressSync(plain) : null,
      gzip: small ? gzipSync(plain) : null,
    })
  }
  return files
}

/** @returns false when there is no such file: then it is a page, or nothing. */
export function answerWithFile(
  files: StaticFiles,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const file = files.get(path)
  if (!file) return false

  response.setHeader(
    'Cache-Control',
    file.hashed ? 'public, max-age=31536000, immutable' : 'public, max-age=3600',
  )
  response.setHeader('Content-Type', file.type)
  response.setHeader('ETag', file.etag)
  response.setHeader('Vary', 'Accept-Encoding')
  if (request.headers['if-none-match'] === file.etag) {
    response.writeHead(304).end()
    return true
  }

  const way = prefers(request.headers['accept-encoding'])
  const packed = way === null ? null : file[way]
  if (packed) response.setHeader('Content-Encoding', way ?? 'identity')
  const body = packed ?? file.plain
  response.setHeader('Content-Length', body.byteLength)
  response.writeHead(200).end(request.method === 'HEAD' ? undefined : body)
  return true
}
