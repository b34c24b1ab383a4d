import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ServerBuild } from '@remix-run/node'
import { openRequest } from './access/request.server'
import { runCommand } from './cli'
import { openDatabase, whyNotReady } from './database.server'
import { openLog } from './http/log.server'
import { serve } from './server'
import { today } from './shared/clock.server'
import { readEnv } from './shared/env.server'

/** `start` serves until it is told to stop; anything else is a command. @returns the exit code. */
export async function main(argv: readonly string[], build: ServerBuild): Promise<number> {
  if (argv[0] !== 'start') return runCommand(argv, () => readEnv(process.env))
  return start(build)
}

async function start(build: ServerBuild): Promise<number> {
  const env = readEnv(process.env)
  const database = await openDatabase(env)
  const log = openLog()
  const serving = await serve({
    build,
    env,
    files: join(fileURLToPath(new URL('.', import.meta.url)), '..', 'client'),
    log,
    ready: () => whyNotReady(database),
    context: {
      secret: database.secret,
      origin: env.origins[0] ?? '',
      today: () => today(env.today),
      isDemonstration: env.demo,
    },
    begin: (requestId) => openRequest(database.app.db, requestId),
    close: database.close,
  })
  process.stdout.write(`Airt is ready at http://localhost:${serving.port}\n`)
  await new Promise<void>((settle) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => settle())
  })
  await serving.stop()
  return 0
}
