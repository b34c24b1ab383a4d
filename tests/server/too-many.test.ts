import { Agent, request } from 'node:http'
import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { aForm, aServer } from './support'

const started: { stop: () => Promise<void> }[] = []
afterEach(async () => {
  for (const server of started.splice(0)) await server.stop()
})

/** A server that answers so many at once, with a page that is answered when the test says so. */
async function aServerThatHolds(atOnce: number, changes: Parameters<typeof aServer>[1] = {}) {
  const held: (() => void)[] = []
  let begun = 0
  const server = await aServer(
    {
      slow: {
        loader: async () => {
          begun += 1
          await new Promise<void>((settle) => held.push(settle))
          return null
        },
        action: async () => new Response(null, { status: 303, headers: { Location: '/done' } }),
        default: () => 'Finished',
      },
    },
    { atOnce, ...changes },
  )
  started.push(server)
  const letGo = () => {
    for (const settle of held.splice(0)) settle()
  }
  return { ...server, letGo, begun: () => begun, held: () => held.length }
}

test('a hundred wait, for half a second; the next are asked to come back at once, and what costs little is answered', async () => {
  const server = await aServerThatHolds(2)
  const inside = [server.ask('/slow'), server.ask('/slow')]
  await expect.poll(server.held).toBe(2)
  const waiting = Array.from({ length: 100 }, () => server.ask('/slow'))
  await pause(150)

  const began = performance.now()
  const beyond = await server.ask('/slow', aForm({ note: 'Loves football' }))
  const refusedAfter = performance.now() - began
  const cheap = await Promise.all(['/healthz', '/readyz', '/favicon.svg'].map((path) => server.ask(path)))
  const waited = await Promise.all(waiting)
  server.letGo()

  expect([beyond.status, beyond.headers['retry-after']]).toEqual([503, '5'])
  expect(beyond.text).toContain('Loves football')
  expect(refusedAfter).toBeLessThan(400)
  expect(cheap.map(({ status }) => status)).toEqual([200, 200, 200])
  expect(new Set(waited.map(({ status }) => status))).toEqual(new Set([503]))
  expect((await Promise.all(inside)).map(({ status }) => status)).toEqual([200, 200])
  expect(server.begun()).toBe(2)
})

test('whoever waits is answered as soon as there is a turn, and whoever has gone away is not', async () => {
  const server = await aServerThatHolds(1)
  const inside = server.ask('/slow')
  await expect.poll(server.held).toBe(1)
  const gone = connect(server.port, '127.0.0.1')
  gone.write('GET /slow HTTP/1.1\r\nHost: airt.example\r\n\r\n')
  await pause(50)
  gone.destroy()
  const next = server.ask('/slow')
  await pause(50)

  server.letGo()
  await inside
  await expect.poll(server.held).toBe(1)
  server.letGo()

  expect((await next).status).toBe(200)
  expect(server.begun()).toBe(2)
})

test('an answer that nobody reads keeps no turn from others', async () => {
  const long = 'Loves football. '.repeat(200_000)
  const server = await aServer({ long: { default: () => long } }, { atOnce: 2 })
  started.push(server)
  const deaf = Array.from({ length: 8 }, () => {
    const socket = connect(server.port, '127.0.0.1')
    socket.on('error', () => undefined)
    socket.pause()
    socket.write('GET /long HTTP/1.1\r\nHost: airt.example\r\n\r\n')
    return socket
  })
  await pause(300)

  const { status } = await server.ask('/long', { headers: { 'accept-encoding': 'gzip' } })

  for (const socket of deaf) socket.destroy()
  expect(status).toBe(200)
})

test('asked to stop behind a proxy, it goes on answering until the proxy has seen it, and fails nobody', {
  timeout: 30_000,
}, async () => {
  const server = await aServer(
    { page: { loader: async () => pause(20, null), default: () => 'Answered' } },
    { env: { port: 0, host: '127.0.0.1', origins: ['http://airt.example'], trustProxy: 1 } },
  )
  const proxy = asProxy(server.port)
  await pause(200)

  const stopped = server.stop()
  const [ready] = await Promise.all([server.ask('/readyz'), pause(300)])
  const closing = await server.ask('/page')
  const answered = await proxy.end()
  await stopped

  expect([ready.status, ready.text]).toEqual([503, 'stopping\n'])
  expect([closing.status, closing.headers.connection]).toEqual([200, 'close'])
  expect(answered.failed).toEqual([])
  expect(answered.ok).toBeGreaterThan(10)
})

/** Keeps its connections and asks without a pause, until it sees for itself that this server is not ready. */
function asProxy(port: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 })
  const answered = { ok: 0, failed: [] as string[] }
  let isOut = false
  const ask = (path: string) =>
    new Promise<number>((settle, fail) => {
      const asking = request({ agent, port, host: '127.0.0.1', path }, (answer) => {
        answer.resume()
        answer.on('end', () => settle(answer.statusCode ?? 0))
      })
      asking.on('error', fail)
      asking.end()
    })
  const look = async () => {
    while (!isOut) {
      isOut = (await ask('/readyz')) !== 200
      await pause(500)
    }
  }
  const send = async () => {
    while (!isOut) {
      await ask('/page').then(
        (status) => {
          if (status === 200) answered.ok += 1
          else answered.failed.push(String(status))
        },
        (error) => answered.failed.push(error.message),
      )
    }
  }
  const all = [look(), ...Array.from({ length: 6 }, send)]
  return {
    end: async () => {
      await Promise.all(all)
      agent.destroy()
      return answered
    },
  }
}
