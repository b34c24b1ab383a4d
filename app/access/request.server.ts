import type { ControlledTransaction } from 'kysely'
import { type Db, sql, withNext } from '#db/connection.server'
import type { Schema } from '#db/schema'
import { beginUnit, mustBeAccountedFor } from '~/audit/unit.server'
import type { Worker } from './worker'

export type Entered = {
  db: Db
  /** Null: nobody is signed in, or not any more. */
  worker: Worker | null
  /** The password was right and the one-time code has still to be set up: only that page is open. */
  stage: 'code' | 'full' | null
}

export type RequestUnit = ReturnType<typeof openRequest>

/**
 * The one transaction of one request. It begins when somebody first asks who is signed in, its settings are local to it, and it is
 * committed before the answer is sent: an answer that could not be committed is never seen.
 */
export function openRequest(db: Db, requestId: string) {
  let begun: Promise<{ transaction: ControlledTransaction<Schema>; entered: Entered }> | null = null
  let claimed: string | null = null

  async function begin(token: string) {
    const transaction = await db.startTransaction().execute()
    try {
      beginUnit(transaction, requestId)
      return { transaction, entered: await enter(transaction, token) }
    } catch (error) {
      await undo(transaction)
      throw error
    }
  }

  return {
    /** Signs in the bearer of this token; a second call in the same request is the first one's answer. */
    async enter(token: string): Promise<Entered> {
      begun ??= begin(token)
      return (await begun).entered
    },

    /** This form's key is used up when the answer is a redirect, and stays good otherwise. */
    claims(key: string): void {
      claimed = key
    },

    /** Whether sending it again can be told from sending it anew. */
    hasClaimed(): boolean {
      return claimed !== null
    },

    /** @throws when it can't be committed: then nothing of it holds. */
    async finish(reply: { status: number; location: string | null }): Promise<void> {
      if (!begun) return
      const { transaction } = await begun
      if (reply.status >= 500) {
        await undo(transaction)
        return
      }
      try {
        if (claimed)
          await sql`${withNext}select sec.settle_form(${claimed}::uuid, ${reply.location})`.execute(
            transaction,
          )
        mustBeAccountedFor(transaction)
        await transaction.commit().execute()
      } catch (error) {
        if (!transaction.isCommitted && !transaction.isRolledBack) await undo(transaction)
        throw error
      }
    },
  }
}

/** Where even that can't be said, the connection is given up, and nothing of it holds either. */
async function undo(transaction: ControlledTransaction<Schema>): Promise<void> {
  await transaction
    .rollback()
    .execute()
    .catch(() => undefined)
}

type Row = {
  worker_id: string
  organisation_id: string
  name: string
  email: string
  role: Worker['role']
  organisation: string
  is_demonstration: boolean
  session_id: string
  stage: 'code' | 'full'
  form_secret: string
  seconds_left: number
}

async function enter(db: Db, token: string): Promise<Entered> {
  const { rows } = await sql<Row>`select * from sec.enter(${token})`.execute(db)
  const row = rows[0]
  if (!row) return { db, worker: null, stage: null }
  const worker = {
    id: row.worker_id,
    organisationId: row.organisation_id,
    name: row.name,
    email: row.email,
    role: row.role,
    organisation: row.organisation,
    isDemonstration: row.is_demonstration,
    sessionId: row.session_id,
    secondsLeft: row.seconds_left,
    formSecret: row.form_secret,
  }
  return { db, worker, stage: row.stage }
}
