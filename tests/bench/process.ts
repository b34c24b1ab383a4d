import { type ChildProcess, fork } from 'node:child_process'
import { Agent, request } from 'node:http'
import { fileURLToPath } from 'node:url'

export type Usage = { cpuMs: number; systemMs: number; rssMb: number }

export type Answer = { status: number; bytes: number; text: string; headers: Record<string, unknown> }

export type Running = {
  /** CPU of the whole process so far, its helper threads included, and the memory it holds. */
  usage: () => Promise<Usage>
  /** The same once its garbage has been collected. */
  collected: () => Promise<Usage>
  ask: (path: string, headers?: Record<string, string>) => Promise<Answer>
  stop: () => Promise<void>
}

const program = fileURLToPath(new URL('under-measure.mjs', import.meta.url))

/** Starts a built server and waits for its ready line. */
export async function startServer(
  build: string,
  words: readonly string[],
  settings: Record<string, string>,
): Promise<Running> {
  const child = begin(build, words, settings)
  const port = await portOf(child)
  const agent = new Agent({ keepAlive: true, maxSockets: 8 })
  return {
    usage: () => asked(child, 'usage'),
    collected: () => asked(child, 'collect'),
    ask: (path, headers = {}) => ask(agent, port, path, headers),
    stop: async () => {
      agent.destroy()
      const ended = new Promise((settle) => child.once('close', settle))
      child.kill('SIGTERM')
      await ended
    },
  }
}

function begin(build: string, words: readonly string[], settings: Record<string, string>): ChildProcess {
  const { PATH, HOME } = process.env
  return fork(program, [build, ...words], {
    env: { PATH, HOME, NODE_ENV: 'production', ...settings } as NodeJS.ProcessEnv,
    execArgv: ['--expose-gc'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
}

function portOf(child: ChildProcess): Promise<number> {
  return new Promise((settle, fail) => {
    let said = ''
    child.stdout?.on('data', (part) => {
      said += part
      const port = /ready at http:\/\/[\w.]+:(\d+)/.exec(said)?.[1]
      if (port) settle(Number(port))
    })
    child.stderr?.on('data', (part) => {
      said += part
      said = said.slice(-4_000)
    })
    child.on('close', (code) => fail(new Error(`ended with ${code}, having said: ${said}`)))
  })
}

function asked(child: ChildProcess, word: 'usage' | 'collect'): Promise<Usage> {
  return new Promise((settle) => {
    child.once('message', (usage) => settle(usage as Usage))
    child.send(word)
  })
}

function ask(agent: Agent, port: number, path: string, headers: Record<string, string>): Promise<Answer> {
  return new Promise((settle, fail) => {
    const asking = request({ agent, port, host: '127.0.0.1', path, headers }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('end', () => {
        const whole = Buffer.concat(parts)
        settle({
          status: answer.statusCode ?? 0,
          bytes: whole.byteLength,
          text: whole.toString(),
          headers: answer.headers,
        })
      })
    })
    asking.on('error', fail)
    asking.end()
  })
}
