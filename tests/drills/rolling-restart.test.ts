import { Agent, request as ask, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { aCluster } from '../bench/cluster'
import { fillWith, idOf } from '../bench/people'
import { aFreePort } from '../support/free-port'
import { aDoor, aMove, startBuilt } from './built-app'

/** `AIRT_ROUNDS` says otherwise, to try it. */
const ROUNDS = Number(process.env.AIRT_ROUNDS ?? 5)
const PROCESSES = 3
const ASKERS = 8

test(`G4: ${PROCESSES} processes behind a proxy, each restarted ${ROUNDS} times in turn under load`, {
  timeout: 30 * 60_000,
}, async () => {
  const cluster = await aCluster()
  const database = await cluster.database('drill_rolling')
  const cast = await fillWith(database.superuser, 1_200)
  const proxy = await aLoadBalancer()
  const origin = `http://localhost:${proxy.port}`
  const settings = {
    ...database.settings,
    AIRT_ORIGIN: origin,
    AIRT_TRUST_PROXY: '1',
    AIRT_DEMO: '1',
    AIRT_TODAY: '2026-11-25',
  }
  const ports = await Promise.all(Array.from({ length: PROCESSES }, aFreePort))
  const apps = []
  for (const port of ports) apps.push(await startBuilt(database.secret, settings, port))
  proxy.watch(ports)
  await pause(1_500)

  const door = aDoor(database.secret, proxy.port, origin)
  const { token } = cast.youthWorker
  const answered: Record<string, number> = {}
  const failed: string[] = []
  let isOver = false
  const note = (what: string, status: number, right: number) => {
    answered[`${what} ${status}`] = (answered[`${what} ${status}`] ?? 0) + 1
    if (status !== right) failed.push(`${what} ${status}`)
  }
  const askers = Array.from({ length: ASKERS }, async (_, n) => {
    for (let turn = n; !isOver; turn += 1) {
      const person = idOf(`person ${turn % 60}`)
      try {
        if (turn % 10 === 0) {
          const said = await door.post(`/people/${person}/facts/new`, token, aMove(crypto.randomUUID()))
          note('save', said.status, 303)
        } else {
          const said = await door.get(turn % 2 ? '/people' : `/people/${person}`, token)
          note('page', said.status, 200)
        }
      } catch (error) {
        failed.push((error as Error).message)
      }
      await pause(50)
    }
  })

  const began = performance.now()
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [at, port] of ports.entries()) {
      const code = await apps[at]?.end('SIGTERM')
      if (code !== 0) failed.push(`a process ended with ${code}`)
      apps[at] = await startBuilt(database.secret, settings, port)
      await proxy.isUp(port)
    }
  isOver = true
  await Promise.all(askers)
  door.shut()
  for (const app of apps) await app.end('SIGTERM')
  await proxy.stop()
  await cluster.stop()

  console.log(
    `G4: ${ROUNDS * PROCESSES} restarts in ${Math.round((performance.now() - began) / 1_000)} s: ${JSON.stringify(answered)}, ${failed.length} failed`,
  )
  expect(failed).toEqual([])
})

/** Each request goes to the next one that says it is ready; one that does not say so gets no more. Nothing is sent twice. */
async function aLoadBalancer() {
  const agent = new Agent({ keepAlive: true })
  const up = new Set<number>()
  let behind: readonly number[] = []
  let turn = 0
  const server = createServer((request, response) => {
    const able = behind.filter((port) => up.has(port))
    const port = able[turn % able.length]
    turn += 1
    const headers = { ...request.headers, 'x-forwarded-for': request.socket.remoteAddress }
    const { method, url: path } = request
    const onwards = ask({ agent, port, host: '127.0.0.1', method, path, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
      answer.pipe(response)
    })
    onwards.on('error', () => response.destroy())
    request.pipe(onwards)
  })
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle))
  const looking = setInterval(() => {
    for (const port of behind) look(port)
  }, 500)

  function look(port: number) {
    const asking = ask(
      { port, host: '127.0.0.1', path: '/readyz', agent: false, timeout: 2_000 },
      (answer) => {
        answer.resume()
        if (answer.statusCode === 200) up.add(port)
        else up.delete(port)
      },
    )
    asking.on('error', () => up.delete(port))
    asking.on('timeout', () => asking.destroy())
    asking.end()
  }

  return {
    port: (server.address() as AddressInfo).port,
    watch(ports: readonly number[]) {
      behind = ports
    },
    async isUp(port: number) {
      while (!up.has(port)) await pause(50)
    },
    stop: async () => {
      clearInterval(looking)
      agent.destroy()
      await new Promise((settle) => {
        server.close(settle)
        server.closeAllConnections()
      })
    },
  }
}
