import { readFileSync, writeFileSync } from 'node:fs'
import { Agent, request } from 'node:http'

/**
 * Sends what a plan says when it says so, whether or not what was sent before has been answered: in a process of its own, so that it
 * takes nothing from who is measured. A time is counted from when it was due, not from when it could be sent.
 * @typedef {{ at: number, phase: number, kind: string, method: string, path: string, headers: Record<string, string>, body?: string, id?: string }} Due
 */

const [planFile = '', resultFile = '', port = ''] = process.argv.slice(2)
/** @type {Due[]} */
const plan = JSON.parse(readFileSync(planFile, 'utf8'))
/** As many kept connections as a proxy would hold: Node takes up one new one a turn of its loop, and a rush of those is not what is measured. */
const agent = new Agent({ keepAlive: true, maxSockets: 400 })
/** @type {{ phase: number, kind: string, at: number, ms: number, status: number | string, id?: string }[]} */
const answers = []
let latest = 0

const began = performance.now()
let next = 0
let open = 0

await new Promise((settle) => {
  const tick = setInterval(() => {
    const now = performance.now() - began
    for (let due = plan[next]; due && due.at <= now; due = plan[next]) {
      latest = Math.max(latest, now - due.at)
      send(due)
      next += 1
    }
    if (next < plan.length || open > 0) return
    clearInterval(tick)
    settle(undefined)
  }, 2)
})
agent.destroy()
writeFileSync(resultFile, JSON.stringify({ answers, sentLateByMs: Math.round(latest) }))

/** @param {Due} due */
function send(due) {
  open += 1
  attempt(due)
}

/** @param {Due} due */
function attempt(due) {
  const { method, path, headers } = due
  const asking = request(
    { agent, host: '127.0.0.1', port, method, path, headers, timeout: 30_000 },
    (answer) => {
      answer.resume()
      answer.on('end', () => note(due, answer.statusCode ?? 0))
      answer.on('error', (error) => note(due, String('code' in error ? error.code : error.message)))
    },
  )
  asking.on('error', (error) => {
    const code = String('code' in error ? error.code : error.message)
    // A kept connection that the server closes at that very moment: every browser and proxy sends it again.
    if (code === 'ECONNRESET' && asking.reusedSocket) attempt(due)
    else note(due, code)
  })
  asking.on('timeout', () => asking.destroy(new Error('no answer')))
  asking.end(due.body)
}

/** @param {Due & { isNoted?: boolean }} due @param {number | string} status */
function note(due, status) {
  if (due.isNoted) return
  due.isNoted = true
  open -= 1
  const { phase, kind, at, id } = due
  answers.push({ phase, kind, at, ms: performance.now() - began - at, status, ...(id && { id }) })
}
