import { createHash } from 'node:crypto'
import { type PostgresPool, type PostgresPoolClient, sql } from 'kysely'
import type pg from 'pg'
import { troubleIn, UnknownOutcome } from './trouble'

/**
 * Begins a statement whose answer nobody needs: it leaves together with the next one of its transaction, in its order. Where it
 * fails, that next one fails, and if there is none but the commit, nothing is committed.
 */
export const withNext = sql.raw('/* with the next */ ')

/**
 * The pool as everything here uses it. A connection plans each statement once, by a name made from its text; it takes no commit for
 * one that was not (after a statement has failed, the server answers a commit with a rollback and calls it well); and what nobody
 * waits for, the beginning of a transaction among it, is sent with what comes next, since each journey costs more than most statements.
 * A connection that leads to a database that can't be written, or that could not even undo, is not used again.
 */
export function carefulPool(pool: pg.Pool, named: boolean): PostgresPool {
  const careful = new WeakMap<pg.PoolClient, PostgresPoolClient>()
  return {
    connect: async () => {
      const client = await pool.connect()
      const known = careful.get(client) ?? carefulClient(client, named)
      careful.set(client, known)
      return known
    },
    end: () => pool.end(),
  }
}

type Statement = { text: string; values: readonly unknown[] }
type Answer = { command: string; rowCount: number | null; rows: unknown[] }
/** Two of its parts that its types leave out. */
type Inside = { connection: { stream: { cork: () => void; uncork: () => void } } }

function carefulClient(client: pg.PoolClient, named: boolean): PostgresPoolClient {
  // Lost while it is in use: the statement under way fails, and whoever asked hears of it. Unheard, it would end the process.
  client.on('error', () => undefined)
  const { stream } = (client as pg.PoolClient & Inside).connection
  let waiting: Statement[] = []
  let isSound = true
  let warnings = 0
  client.on('notice', ({ severity }) => {
    if (severity === 'WARNING') warnings += 1
  })

  async function asked(text: string, values: readonly unknown[] = []): Promise<Answer> {
    try {
      return await answered(text, values)
    } catch (error) {
      if (text === 'rollback' || leadsAstray.has(troubleIn(error) ?? '')) isSound = false
      if (text === 'commit' && mayHaveHappened(error)) throw new UnknownOutcome('', { cause: error })
      throw error
    }
  }

  function answered(text: string, values: readonly unknown[]): Promise<Answer> {
    const statement = { text, values }
    if (waitsForNext(text)) {
      waiting.push(statement)
      return Promise.resolve(nothing(text))
    }
    const before = waiting
    waiting = []
    const isOnlyBegun = before[0]?.text === 'begin'
    if (isOnlyBegun && (text === 'rollback' || (text === 'commit' && before.length === 1)))
      return Promise.resolve(nothing(text))
    if (before.length === 0 || text === 'rollback') return sent(statement)
    return sentTogether([...before, statement])
  }

  /** In one go; the answer is that of the last, unless one before it failed. */
  async function sentTogether(statements: readonly Statement[]): Promise<Answer> {
    stream.cork()
    const answers = statements.map(sent)
    stream.uncork()
    const last = (await Promise.all(answers)).at(-1)
    return last ?? nothing('')
  }

  async function sent({ text, values }: Statement): Promise<Answer> {
    if (plain.has(text)) {
      const before = warnings
      const answer = await client.query(text)
      if (text !== 'commit') return answer
      mustBeCommitted(answer)
      // A standby was not waited for: where this database is lost, so is what was just written.
      if (warnings > before) throw new UnknownOutcome('The database committed with a warning')
      return answer
    }
    return client.query({ ...(named && { name: nameOf(text) }), text, values: [...values] })
  }

  /** What waited and was never sent is nobody's: it must not leave with the first statement of whoever is next. */
  function release() {
    waiting = []
    client.release(!isSound)
  }

  return { query: asked, release } as PostgresPoolClient
}

const leadsAstray = new Set<string>(['away', 'read-only', 'unknown'])

/** Where the connection was whole until the commit left and the database itself did not refuse it, nobody knows. */
function mayHaveHappened(error: unknown): boolean {
  return error instanceof Error && troubleIn(error) === 'away' && !error.message.startsWith('Client ')
}

/** They have no parameters and nothing to plan. */
const plain = new Set(['begin', 'commit', 'rollback'])

function waitsForNext(text: string): boolean {
  return text === 'begin' || text.startsWith('/* with the next */ ')
}

function nothing(command: string): Answer {
  return { command, rowCount: 0, rows: [] }
}

/** @throws when nothing was committed. */
function mustBeCommitted({ command }: Answer): void {
  if (command !== 'COMMIT') throw new Error('Nothing was committed: a statement before it had failed')
}

const names = new Map<string, string>()

function nameOf(text: string): string {
  const known = names.get(text)
  if (known !== undefined) return known
  const name = createHash('sha256').update(text).digest('base64url').slice(0, 20)
  if (names.size > 2_000) names.clear()
  names.set(text, name)
  return name
}
