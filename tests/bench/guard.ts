import { type Db, sql } from '#db/connection.server'
import { openRequest } from '~/access/request.server'
import { recordAudit } from '~/audit/write.server'
import type { BenchDatabase, Cluster } from './cluster'
import { type Bearer, idOf } from './people'

/** CPU of one reading in ms: of the process that asks, and of PostgreSQL (0 where the system does not tell). */
export type Cpu = { asking: number; database: number }

const READINGS = 100
const people = Array.from({ length: 50 }, (_, n) => idOf(`person ${n}`))

/**
 * The same 50 people with what comes next for them, read in two ways: guarded, as every page reads (a transaction, the sign-in check,
 * row-level security, an audit entry that names the 50, the commit), and bare, as one statement without any of these. What the first
 * costs more than the second is what guarding adds to a page.
 */
export function guardedAndBare(cluster: Cluster, database: BenchDatabase, bearer: Bearer) {
  const { app, unguarded, superuser } = database

  async function guarded() {
    const unit = openRequest(app.db, '00000000-0000-4000-8000-000000000000')
    const { db } = await unit.enter(bearer.token)
    await mustBeAll(db)
    await recordAudit(db, { act: 'people.list', people })
    await unit.finish({ status: 200, location: null })
  }

  async function cpuOf(read: () => Promise<void>): Promise<Cpu> {
    const own = process.cpuUsage()
    const before = await cluster.cpuMs(superuser)
    for (let at = 0; at < READINGS; at += 1) await read()
    const { user, system } = process.cpuUsage(own)
    const after = await cluster.cpuMs(superuser)
    return {
      asking: (user + system) / 1_000 / READINGS,
      database: ((after ?? 0) - (before ?? 0)) / READINGS,
    }
  }

  return { guarded: () => cpuOf(guarded), bare: () => cpuOf(() => mustBeAll(unguarded.db)) }
}

async function mustBeAll(db: Db): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select person.id, person.given_name, person.family_name, person.born_on, min(transition.next_on) as next_on
      from app.person person left join app.transition transition
        on transition.organisation_id = person.organisation_id and transition.person_id = person.id
     where person.id = any(${people}::uuid[])
     group by person.organisation_id, person.id`.execute(db)
  if (rows.length !== people.length) throw new Error(`${rows.length} of ${people.length} people were read`)
}
