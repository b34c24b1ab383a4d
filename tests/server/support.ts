import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { request as send } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ServerBuild } from '@remix-run/node'
import * as entry from '~/entry.server'
import { openLog } from '~/http/log.server'
import * as root from '~/root'
import { serve } from '~/server'
import { civilDate } from '~/shared/civil-date'

export const origin = 'http://airt.example'
type Route = NonNullable<ServerBuild['routes'][string]>
type Module = Route['module']

/** A server with the product's own document and the given pages, listening on a free port. */
export async function aServer(
  pages: Record<string, Partial<Module>> = {},
  changes: Partial<Parameters<typeof serve>[0]> = {},
) {
  const files = mkdtempSync(join(tmpdir(), 'airt-files-'))
  mkdirSync(join(files, 'assets'))
  writeFileSync(join(files, 'assets', 'a-1234.js'), `console.log("${'airt '.repeat(500)}")`)
  writeFileSync(join(files, 'favicon.svg'), '<svg/>')
  const lines: string[] = []
  const closed = { yes: false }

  const running = await serve({
    build: aBuild(pages),
    env: { port: 0, host: '127.0.0.1', origins: [origin], trustProxy: 0 },
    files,
    log: openLog({ write: (line) => void lines.push(line) }),
    ready: async () => null,
    context: { secret: 's', origin, today: () => civilDate('2026-11-25'), isDemonstration: false },
    begin: () => ({
      enter: async () => ({ db: null as never, worker: null, stage: null }),
      claims: () => undefined,
      hasClaimed: () => false,
      finish: async () => undefined,
    }),
    close: async () => {
      closed.yes = true
    },
    ...changes,
  })
  return { ...running, lines, closed, ask: (path: string, how: How = {}) => ask(running.port, path, how) }
}

type How = { method?: string; headers?: Record<string, string>; body?: string | Buffer }
export type Answer = {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: Buffer
  text: string
}

function ask(port: number, path: string, { method = 'GET', headers = {}, body }: How): Promise<Answer> {
  return new Promise((settle, fail) => {
    const asking = send({ port, host: '127.0.0.1', path, method, headers, agent: false }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part) => parts.push(part))
      answer.on('end', () => {
        const whole = Buffer.concat(parts)
        settle({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          body: whole,
          text: whole.toString(),
        })
      })
    })
    asking.on('error', fail)
    asking.end(body)
  })
}

/** Whatever comes back when these bytes are sent. */
export function sendRaw(port: number, bytes: string): Promise<string> {
  return new Promise((settle, fail) => {
    let back = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
    socket.on('data', (part) => {
      back += part
      if (back.includes('\r\n\r\n')) socket.end()
    })
    socket.on('close', () => settle(back))
    socket.on('error', (error) => (back ? settle(back) : fail(error)))
  })
}

export function aForm(fields: Record<string, string>, headers: Record<string, string> = {}): How {
  return {
    method: 'POST',
    headers: { origin, 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams(fields).toString(),
  }
}

/** The same where one of the fields, `file`, is a file with this text in it. */
export function aFormWithFile(fields: Record<string, string>, headers: Record<string, string> = {}): How {
  const mark = 'a-line-that-stands-nowhere-else'
  const parts = Object.entries(fields).map(([name, value]) => {
    const about = name === 'file' ? '; filename="list.csv"\r\nContent-Type: text/csv' : ''
    return `--${mark}\r\nContent-Disposition: form-data; name="${name}"${about}\r\n\r\n${value}\r\n`
  })
  return {
    method: 'POST',
    headers: { origin, 'content-type': `multipart/form-data; boundary=${mark}`, ...headers },
    body: `${parts.join('')}--${mark}--\r\n`,
  }
}

function aBuild(pages: Record<string, Partial<Module>>): ServerBuild {
  return buildOf(
    Object.entries(pages).map(([path, module]) => ({
      id: path,
      parentId: 'root',
      path,
      module: module as Module,
    })),
  )
}

/** A build of these routes below the product's own document, without bundling. */
export function buildOf(pages: readonly Route[]): ServerBuild {
  const routes: ServerBuild['routes'] = { root: { id: 'root', path: '', module: root as Module } }
  const assets: ServerBuild['assets']['routes'] = { root: asset('root', '') }
  for (const page of pages) {
    routes[page.id] = page
    assets[page.id] = asset(page.id, page.path ?? '', page.parentId, page.index)
  }
  return {
    entry: { module: entry as ServerBuild['entry']['module'] },
    routes,
    assets: {
      entry: { imports: [], module: '/assets/entry.js' },
      routes: assets,
      url: '/assets/manifest.js',
      version: '1',
    },
    publicPath: '/',
    assetsBuildDirectory: 'build/client',
    basename: '/',
    mode: 'production',
    isSpaMode: false,
    future: {
      v3_fetcherPersist: true,
      v3_lazyRouteDiscovery: true,
      v3_relativeSplatPath: true,
      v3_routeConfig: true,
      v3_singleFetch: true,
      v3_throwAbortReason: true,
      unstable_optimizeDeps: false,
    },
  } as ServerBuild
}

function asset(id: string, path: string, parentId?: string, index?: boolean) {
  return {
    id,
    path,
    parentId,
    index,
    module: '/assets/route.js',
    hasLoader: false,
    hasAction: false,
    hasErrorBoundary: id === 'root',
    hasClientAction: false,
    hasClientLoader: false,
  }
}
