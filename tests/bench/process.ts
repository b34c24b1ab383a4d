import { type ChildProcess, fork } from 'node:child_process'
import { Agent, request } from 'node:http'
import { fileURLToPath } from 'node:url'

/** CPU of the whole process so far, its helper threads included; the memory it holds, and the most that it ever held. */
export type Usage = { cpuMs: number; rssMb: number; mostRssMb: number }

export type Answer = { status: number; bytes: number; text: string; headers: Record<string, unknown> }

export type Running = {
  usage: () => Promise<Usage>
  ask: (path: string, headers?: Record<string, string>) => Promise<Answer>
  stop: () => Promise<void>
}

const underMeasure = new URL('under-measure.mjs', import.meta.url).href

/** Starts a server by its program, with what it is told, and waits for its ready line. */
export async function startServer(
  program: URL,
  words: readonly string[],
  settings: Record<string, string>,
): Promise<Running> {
  const child = begin(program, words, settings)
  const port = await portOf(child)
  const agent = new Agent({ keepAlive: true, maxSockets: 8 })
  return {
    usage: () => usageOf(child),
    ask: (path, headers = {}) => ask(agent, port, path, headers),
    stop: async () => {
      agent.destroy()
      const ended = new Promise((settle) => child.once('close', settle))
      child.kill('SIGTERM')
      await ended
    },
  }
}

function begin(program: URL, words: readonly string[], settings: Record<string, string>): ChildProcess {
  const { PATH, HOME } = process.env
  return fork(fileURLToPath(program), words, {
    env: { PATH, HOME, NODE_ENV: 'production', ...settings } as NodeJS.ProcessEnv,
    execArgv: ['--import', underMeasure],
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

function usageOf(child: ChildProcess): Promise<Usage> {
  return new Promise((settle) => {
    child.once('message', (usage) => settle(usage as Usage))
    child.send('usage')
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
