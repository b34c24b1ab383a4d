import { type DestinationStream, pino } from 'pino'
import type { SealTrouble } from '~/audit/sealer.server'

export type Answered = { requestId: string; route: string; status: number; ms: number }
export type Log = ReturnType<typeof openLog>

/** The log takes only what is listed here: never an address, a body, a message or a name. */
export function openLog(to?: DestinationStream) {
  const out = to ?? standardError()
  const log = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, out)
  return {
    answered: ({ requestId, route, status, ms }: Answered) =>
      log.info({ requestId, route, status, ms }, 'answered'),
    /** Answered, or given up, after the database had to be asked more than once. */
    repeated: (requestId: string, times: number) => log.warn({ requestId, times }, 'repeated'),
    /** A setting of the database that must be on and is not. */
    unsafe: ({ name, setting }: { name: string; setting: string }) => log.error({ name, setting }, 'unsafe'),
    failed: (requestId: string, error: unknown) => {
      log.error({ requestId, ...withoutNames(error) }, 'failed')
      log.flush()
    },
    stopping: () => log.info('stopping'),
    /** The newest seal over the audit: whoever keeps the log elsewhere keeps an anchor. */
    anchored: ({ n, root }: { n: number; root: string }) => log.info({ n, root }, 'anchor'),
    /** The audit is not as it was written: which entry or seal is the first, and what is wrong with it. */
    auditBroken: ({ what, seal, entry }: { what: string; seal: number | null; entry: string | null }) => {
      log.error({ what, seal, entry }, 'audit')
      log.flush()
    },
    auditTrouble: (what: SealTrouble, error: unknown) => {
      log.warn({ what, ...(error === null ? {} : withoutNames(error)) }, 'audit')
      log.flush()
    },
  }
}

/** Lines leave together, at most a second late: a call of the system for each cost more than the line. Failures leave at once. */
function standardError() {
  const out = pino.destination({ dest: 2, minLength: 4_096, periodicFlush: 1_000 })
  process.on('exit', () => out.flushSync())
  return out
}

/** Messages can quote a record; a stack's places in our own code cannot. */
function withoutNames(error: unknown) {
  if (!(error instanceof Error)) return { kind: typeof error }
  const { code, table, constraint } = error as Error & {
    code?: unknown
    table?: unknown
    constraint?: unknown
  }
  return {
    kind: error.constructor.name,
    code: word(code),
    table: word(table),
    constraint: word(constraint),
    at: places(error),
  }
}

function word(value: unknown): string | undefined {
  return typeof value === 'string' && /^\w{1,63}$/.test(value) ? value : undefined
}

function places(error: Error): string[] {
  return (error.stack?.match(/[\w.-]+\.[cm]?[jt]sx?:\d+:\d+/g) ?? []).slice(0, 5)
}
