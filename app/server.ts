import { randomBytes, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { AppLoadContext, ServerBuild } from '@remix-run/node'
import type { Db } from '#db/connection.server'
import { type Trouble, troubleIn } from '#db/trouble'
import { cookieFrom, sessionCookie } from '~/access/cookie'
import { recordStop, stoppedAt } from '~/access/daily-stop.server'
import { keepText } from '~/access/kept-text.server'
import type { RequestUnit } from '~/access/request.server'
import { beforeKey } from '~/access/sign-in-key.server'
import { notSaved } from '~/ui/words'
import { isAskedAhead } from './http/asked-ahead'
import { FORM_MAX_BYTES, mostBytes, postedFields, readBody } from './http/body.server'
import { pack, prefers } from './http/compress.server'
import { safeHeaders } from './http/headers'
import type {} from './http/load-context'
import type { Log } from './http/log.server'
import { matchedRoutes } from './http/matched-routes'
import { comesFromOurselves } from './http/own-origin'
import { pageHandler } from './http/page-handler'
import { apologyPage, keptForm, signInToSave } from './http/pages'
import { openPatience } from './http/patience'
import { clientAddress, remixRequest } from './http/remix-request.server'
import { openSaving } from './http/saving'
import { answerWithFile, readStaticFiles } from './http/static-files.server'
import { openTurns } from './http/turns'

export type Served = {
  build: ServerBuild
  env: { port: number; host: string; origins: readonly string[]; trustProxy: number }
  /** Where the built browser files are. */
  files: string
  log: Log
  /** Null when ready, else why not, in words that name nobody. */
  ready: () => Promise<string | null>
  /** What the routes are given beside what belongs to one request. */
  context: Pick<
    AppLoadContext,
    | 'secret'
    | 'origin'
    | 'today'
    | 'isDemonstration'
    | 'sendsMail'
    | 'backups'
    | 'standbyIsAway'
    | 'clockIsWrong'
  >
  /** Opens the one transaction in which a request is answered. */
  begin: (requestId: string) => RequestUnit
  /** Runs last, when no request needs the database any more. */
  close: () => Promise<void>
  /** Whether there is room to write again, once there was none. */
  canSave?: () => Promise<boolean>
  /** How many requests are answered at once: four for each connection to the database. */
  atOnce?: number
  /** How long a request is tried again while the database is away. */
  againForMs?: number
}

/** So many wait for a turn, and so long; others are asked to come back. */
const WAITING = 100
const WAIT_MS = 500
/** Connections that the system holds for us until we come to them; left to itself it drops them much sooner in a rush. */
const BACKLOG = 2_048
const FOR_THE_PROXY_MS = 5_000
const FINISH_WITHIN_MS = 25_000
const CLOSE_WITHIN_MS = 30_000
/** An answer that nobody takes is dropped: after so long without a byte of it, and after so long in all. */
const SILENT_MS = 60_000
const TAKEN_WITHIN_MS = 120_000
/** Longer than proxies keep an idle connection, so that none of them sends a request down one that is just being closed. */
const IDLE_BEHIND_PROXY_MS = 75_000
/** Each holds a whole file in memory. */
const UPLOADS_AT_ONCE = 8
const reading = new Set(['GET', 'HEAD'])
const writing = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

/** Listens until `stop`, which finishes what has begun and then closes. An empty port finds a free one. */
export async function serve(served: Served): Promise<{ port: number; stop: () => Promise<void> }> {
  const { build, env, log, atOnce = 40, canSave = async () => true } = served
  const files = readStaticFiles(served.files)
  const matched = matchedRoutes(build)
  const remix = pageHandler(build, matched)
  const turns = openTurns({ atOnce, waiting: WAITING, withinMs: WAIT_MS })
  const patience = openPatience(served.againForMs)
  const saving = openSaving(canSave)
  const styles = build.assets.routes.root?.css ?? []
  const apologies = new Map<string, string>()
  let uploads = 0
  let stopping: Promise<void> | null = null

  const server = createServer({
    requestTimeout: 30_000,
    headersTimeout: 10_000,
    connectionsCheckingInterval: 1_000,
    ...(env.trustProxy > 0 && { keepAliveTimeout: IDLE_BEHIND_PROXY_MS }),
  })
  server.setTimeout(SILENT_MS)
  server.on('request', (request, response) => {
    const requestId = randomUUID()
    const began = performance.now()
    const untaken = setTimeout(() => response.destroy(), TAKEN_WITHIN_MS)
    response.on('close', () => {
      clearTimeout(untaken)
      const ms = Math.round(performance.now() - began)
      log.answered({ requestId, route: routeOf(pathOf(request)), status: response.statusCode, ms })
    })
    answer(request, response, requestId).catch((error) => {
      log.failed(requestId, error)
      if (response.headersSent) response.destroy()
      else say(request, response, 500, apology(500)).catch(() => response.destroy())
    })
  })
  server.on('clientError', refuseUnreadable)

  function routeOf(path: string | null): string {
    if (path === null) return 'unreadable'
    if (path === '/healthz' || path === '/readyz') return path
    return path.startsWith('/assets/') ? '/assets/*' : matched(path.replace(/\.data$/, '')).pattern
  }

  function look() {
    return { styles, demonstration: served.context.isDemonstration, savingIsOff: saving.isOff() }
  }

  /** Made once: when there are many to refuse, refusing must cost little. */
  function apology(status: number): string {
    const key = `${status} ${saving.isOff()}`
    const page = apologies.get(key) ?? apologyPage(status, look())
    apologies.set(key, page)
    return page
  }

  async function answer(request: IncomingMessage, response: ServerResponse, requestId: string) {
    const nonce = randomBytes(16).toString('base64')
    for (const [name, value] of Object.entries(safeHeaders(nonce, env.origins[0] ?? '')))
      response.setHeader(name, value)
    response.setHeader('X-Request-Id', requestId)
    if (stopping !== null) response.setHeader('Connection', 'close')

    const method = request.method ?? ''
    const path = pathOf(request)
    if (path === null) return apologise(400)
    if (path === '/healthz') return plain(200, 'ok')
    if (path === '/readyz') return sayReady()
    if (reading.has(method) && answerWithFile(files, path, request, response)) return
    if (isAskedAhead(request.headers)) return plain(503, 'not before somebody asks for it')
    if (!reading.has(method) && !writing.has(method)) return apologise(405)
    if (writing.has(method) && !comesFromOurselves(request.headers, env.origins)) return apologise(403)

    const most = mostBytes(path)
    const isUpload = writing.has(method) && most > FORM_MAX_BYTES
    if (isUpload && uploads >= UPLOADS_AT_ONCE) return comeBack()
    if (isUpload) {
      uploads += 1
      response.on('close', () => {
        uploads -= 1
      })
    }
    const body = writing.has(method) ? await readBody(request, most) : null
    if (body && !body.ok) return apologise(body.reason === 'too-long' ? 413 : 408)
    const sent = body?.value ?? null
    const giveTurn = await turns.take((leave) => response.once('close', leave))
    if (giveTurn === null) return response.destroyed ? undefined : giveBack(503)

    try {
      await answerWithRoute(giveTurn)
    } finally {
      giveTurn()
    }

    async function answerWithRoute(stepAside: () => void) {
      const began = performance.now()
      let times = 1
      let tried = await tryOnce(stepAside)
      for (; tried.trouble !== null && tried.mayRepeat && !response.destroyed; times += 1) {
        const ms = patience.pauseFor(tried.trouble, times - 1, began)
        if (ms === null) break
        await pause(ms)
        tried = await tryOnce(stepAside)
      }
      if (times > 1) log.repeated(requestId, times)
      const stoppedFor = tried.errors.flatMap((error) => stoppedAt(error) ?? [])[0]
      if (stoppedFor !== undefined) return sayStopped(stoppedFor)
      for (const error of tried.errors) log.failed(requestId, error)
      if (tried.trouble === null) patience.isWell()
      if (tried.trouble === 'full') saving.fails()

      const { reply, page, newKey } = tried
      if (reply === null || tried.trouble !== null)
        return giveBack(503, tried.trouble === 'full' ? notSaved.full : notSaved.busy)
      if (reply.status >= 500 && fields().length) return giveBack(reply.status)
      if (reply.status === 401 && fields().length) return askToSignIn()
      if (newKey !== null && fields().length)
        return giveBack(reply.status === 403 ? 409 : reply.status, notSaved.oldForm, newKey)

      reply.headers.forEach((value, name) => {
        if (name !== 'set-cookie') response.setHeader(name, value)
      })
      const cookies = reply.headers.getSetCookie()
      if (cookies.length) response.setHeader('Set-Cookie', cookies)
      if (!reply.headers.has('Cache-Control')) response.setHeader('Cache-Control', 'no-store')
      await say(request, response, reply.status, page ?? Buffer.from(await reply.arrayBuffer()))
    }

    /** The whole request in a transaction of its own. Nothing of it has been sent, so it can be thrown away and done again. */
    async function tryOnce(stepAside: () => void): Promise<Tried> {
      const unit = served.begin(requestId)
      const tried: Omit<Tried, 'trouble' | 'mayRepeat'> = {
        reply: null,
        page: null,
        newKey: null,
        errors: [],
      }
      const context: AppLoadContext = {
        ...served.context,
        requestId,
        nonce,
        unit,
        clientAddress: clientAddress(request, env.trustProxy),
        savingIsOff: saving.isOff(),
        stepAside,
        offerAgain: (formKey) => {
          tried.newKey = formKey
        },
        page: (html) => {
          tried.page = html
        },
        reportError: (error) => void tried.errors.push(error),
      }
      try {
        tried.reply = await settled(unit, () => remix(remixRequest(request, sent, env), context))
      } catch (error) {
        tried.errors.push(error)
      }
      const troubles = tried.errors.flatMap((error) => troubleIn(error) ?? [])
      const isAnswered = tried.reply !== null && tried.reply.status < 500
      const trouble = isAnswered ? null : troubles.includes('unknown') ? 'unknown' : (troubles[0] ?? null)
      // What may have happened is done again only under its key, which tells whether it did; reading does no harm twice.
      const mayRepeat = trouble !== 'unknown' || reading.has(method) || unit.hasClaimed()
      return { ...tried, trouble, mayRepeat }
    }

    function fields() {
      return postedFields(request.headers['content-type'], sent)
    }

    /** Whoever wrote something and has been signed out signs in right here; then it is given back, to nobody else. */
    async function askToSignIn() {
      const { origin, secret } = served.context
      const cookies = request.headers.cookie ?? null
      const token = cookieFrom(cookies, sessionCookie(origin).name) ?? ''
      const posted = { action: request.url ?? '/', fields: fields() }
      let kept: string | null
      try {
        kept = await inUnit(served.begin(requestId), (db) => keepText(db, secret, token, posted))
      } catch (error) {
        log.failed(requestId, error)
        return giveBack(503)
      }
      if (kept === null) return giveBack(401, notSaved.ended)
      const { formKey, cookie } = beforeKey({ cookies, context: { secret, origin } }, '/sign-in')
      response.setHeader('Set-Cookie', cookie)
      return html(401, signInToSave({ formKey, kept, written: posted.fields }, look()))
    }

    /** Nobody opens more people in a day than their work explains: it says so, with what to do, and stands in the audit. */
    async function sayStopped(personId: string) {
      const cookies = request.headers.cookie ?? null
      const token = cookieFrom(cookies, sessionCookie(served.context.origin).name) ?? ''
      await recordStop(served.begin(requestId), token, personId)
      return giveBack(429, notSaved.stopped)
    }

    /** Whoever wrote something gets it back: it is saved nowhere else. */
    function giveBack(status: number, message = notSaved.busy, newKey: string | null = null) {
      if (status === 503) response.setHeader('Retry-After', '5')
      const written = fields().map(([name, value]): [string, string] => [
        name,
        name === 'formKey' && newKey !== null ? newKey : value,
      ])
      return html(
        status,
        written.length ? keptForm(written, request.url ?? '/', message, look(), status) : apology(status),
      )
    }

    function comeBack() {
      response.setHeader('Retry-After', '5')
      return apologise(503)
    }

    function apologise(status: number) {
      if (!request.complete && writing.has(method)) response.setHeader('Connection', 'close')
      return html(status, apology(status))
    }

    function html(status: number, page: string) {
      return say(request, response, status, page)
    }

    function plain(status: number, words: string) {
      response.setHeader('Content-Type', 'text/plain; charset=utf-8')
      return say(request, response, status, `${words}\n`)
    }

    async function sayReady() {
      const why = stopping !== null ? 'stopping' : await served.ready()
      if (why !== null) return plain(503, why)
      patience.isWell()
      return plain(200, 'ready')
    }
  }

  await new Promise<void>((settle, fail) => {
    server.once('error', fail)
    server.listen({ port: env.port, host: env.host, backlog: BACKLOG }, settle)
  })

  function stop() {
    stopping ??= finish()
    return stopping
  }

  async function finish() {
    log.stopping()
    if (env.trustProxy > 0) await pause(FOR_THE_PROXY_MS)
    const late = setTimeout(() => server.closeAllConnections(), FINISH_WITHIN_MS)
    await new Promise((settle) => {
      server.close(settle)
      server.closeIdleConnections()
    })
    clearTimeout(late)
    saving.end()
    await Promise.race([served.close(), pause(CLOSE_WITHIN_MS, undefined, { ref: false })])
  }

  return { port: (server.address() as AddressInfo).port, stop }
}

type Tried = {
  /** Null when it could not be answered at all. */
  reply: Response | null
  page: string | null
  newKey: string | null
  errors: unknown[]
  /** Null when it was answered, or is wrong in itself. */
  trouble: Trouble | null
  mayRepeat: boolean
}

/** The reply, once all that it tells of is committed; an answer whose transaction failed is never sent. */
async function settled(unit: RequestUnit, answer: () => Promise<Response>): Promise<Response> {
  let reply: Response
  try {
    reply = await answer()
  } catch (error) {
    await unit.finish({ status: 500, location: null })
    throw error
  }
  await unit.finish({ status: reply.status, location: reply.headers.get('Location') })
  return reply
}

/** A transaction of its own, in which nobody is signed in. */
async function inUnit<T>(unit: RequestUnit, run: (db: Db) => Promise<T>): Promise<T> {
  const { db } = await unit.enter('')
  let status = 500
  try {
    const value = await run(db)
    status = 200
    return value
  } finally {
    await unit.finish({ status, location: null })
  }
}

/** @returns null for an address that can't be read. */
function pathOf(request: IncomingMessage): string | null {
  const url = request.url ?? ''
  if (!url.startsWith('/')) return null
  try {
    const path = decodeURIComponent(url.split(/[?#]/, 1)[0] ?? '')
    return path.includes('\0') || path.startsWith('//') || path.startsWith('/\\') ? null : path
  } catch {
    return null
  }
}

/** Packs what is worth packing and sends it. */
async function say(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  body: string | Buffer,
) {
  if (!response.hasHeader('Content-Type')) response.setHeader('Content-Type', 'text/html; charset=utf-8')
  const whole = typeof body === 'string' ? Buffer.from(body) : body
  const text = /^(text|application\/json|image\/svg)/.test(String(response.getHeader('Content-Type')))
  const way = text && whole.byteLength > 1_000 ? prefers(request.headers['accept-encoding']) : null
  const packed = way ? pack(whole, way) : whole

  response.setHeader('Vary', 'Accept-Encoding')
  if (way) response.setHeader('Content-Encoding', way)
  const bodiless = status === 204 || status === 304
  if (!bodiless) response.setHeader('Content-Length', packed.byteLength)
  response.writeHead(status).end(request.method === 'HEAD' || bodiless ? undefined : packed)
}

function refuseUnreadable(error: NodeJS.ErrnoException, socket: Socket) {
  if (!socket.writable) return void socket.destroy()
  const status =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? '431 Request Header Fields Too Large'
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? '408 Request Timeout'
        : '400 Bad Request'
  socket.end(
    `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\nCache-Control: no-store\r\n\r\n`,
  )
}
