import { randomUUID } from 'node:crypto'
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { z } from 'zod'
import { type Connection, type Db, sql } from '#db/connection.server'
import { openRequest } from '~/access/request.server'
import { posted, signedIn } from '~/access/signed-in.server'
import { recordAudit } from '~/audit/write.server'
import { formKey } from '~/shared/form-key.server'
import { built, tokenFor } from '../security/committed'
import { today } from '../security/real-server'
import { aWorker } from '../support/builders'
import type { TestDatabase } from '../support/database'
import { aForm, aServer } from './support'

const Input = z.object({ id: z.uuid(), note: z.string() })

/**
 * A server of ours on a connection of the caller's, with one page that is read and one form that is saved, both accounted for. `before`
 * runs in the transaction of each, counted from 0, and does to it what is to be endured.
 */
export async function aLedger(database: TestDatabase, connection: Connection, changes: Changes = {}) {
  const worker = await built(database, (db) => aWorker(db))
  const token = await tokenFor(database, worker)
  let before: (db: Db, turn: number) => Promise<void> = async () => undefined
  let turns = 0
  const server = await aServer(
    {
      ledger: {
        loader: async (asked: LoaderFunctionArgs) => {
          const { db } = await signedIn(asked)
          await recordAudit(db, { act: 'test.read' })
          if (asked.request.method === 'GET') await before(db, turns++)
          const { rows } = await sql<{ one: number }>`select 1 as one`.execute(db)
          return rows[0] ?? null
        },
        action: async (asked: ActionFunctionArgs) => {
          const { db, input } = await posted(asked, Input)
          if (!input.ok) throw new Error('The test posted something else')
          await recordAudit(db, { act: 'test.saved', subjectId: input.value.id })
          await before(db, turns++)
          return redirect('/ledger?saved', 303)
        },
        default: () => 'The ledger',
      },
    },
    {
      context: {
        secret: database.secret,
        origin: 'http://airt.example',
        today: () => today,
        isDemonstration: false,
      },
      begin: (requestId) => openRequest(connection.db, requestId),
      ...changes,
    },
  )
  const cookie = `airt=${token}`

  return {
    ...server,
    /** What happens in the next transactions; how often they were begun is counted anew. */
    suffer(what: (db: Db, turn: number) => Promise<unknown>) {
      turns = 0
      before = async (db, turn) => void (await what(db, turn))
    },
    turns: () => turns,
    read: () => server.ask('/ledger', { headers: { cookie } }),
    /** Sends one form, the same one again where it is given its id and key. */
    save(id: string = randomUUID(), key = formKey(database.secret, 'form secret', '/ledger')) {
      return {
        id,
        key,
        answer: server.ask('/ledger', aForm({ id, note: 'Loves football', formKey: key }, { cookie })),
      }
    },
    /** How often it was saved. */
    async times(id: string): Promise<number> {
      return database.owner.db.transaction().execute(async (db) => {
        await sql`set local role airt_owner`.execute(db)
        const { rows } = await sql<{ n: number }>`
          select count(*) as n from aud.audit_entry where subject_id = ${id} and act = 'test.saved'`.execute(
          db,
        )
        return rows[0]?.n ?? 0
      })
    },
  }
}

type Changes = Parameters<typeof aServer>[1]
