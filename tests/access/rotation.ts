import { randomUUID } from 'node:crypto'
import { type Db, sql } from '#db/connection.server'
import { holdKeys, keepMasterChecks } from '~/access/field-keys.server'
import { asDefiner } from '~/access/field-sealing.server'
import { turnFields, turnToMaster } from '~/access/key-rotation.server'
import type { Worker } from '~/access/worker'
import { beginUnit } from '~/audit/unit.server'
import { keepTie, keepWay } from '~/caseload/keep-lines.server'
import { openRecord } from '~/caseload/open-record.server'
import { addMasterKey, type Keys } from '~/shared/keys.server'
import { tokenFor } from '../security/committed'
import type { TestDatabase } from '../support/database'

type Someone = { id: string; organisationId: string }

export type Rotated = {
  writes: number
  reads: number
  /** What went wrong while somebody worked, each kind once. */
  wrong: string[]
  /** What was acknowledged and is not there, or does not open. */
  lost: string[]
  /** Rows that lie under the first key still, after the last turn. */
  behind: number
  organisations: number
  rows: number
}

/**
 * Writers and readers at work on these people while the master key and then every key of theirs is turned, twice in the time; then what
 * each writer was told was saved is looked for.
 */
export async function rotateUnderLoad(
  database: TestDatabase,
  worker: Worker,
  people: readonly Someone[],
  keys: Keys,
  { writers, readers }: { writers: number; readers: number },
): Promise<Rotated> {
  const token = await tokenFor(database, worker)
  const saved = new Map<string, Set<string>>(people.map(({ id }) => [id, new Set()]))
  const wrong = new Set<string>()
  const counts = { writes: 0, reads: 0 }
  let going = true

  const write = async (own: number) => {
    for (let turn = own; going; turn += writers) {
      const person = people[turn % people.length] as Someone
      const value = randomUUID()
      try {
        await committed(database, token, async (db) => {
          const line = { id: null, version: null }
          const kept =
            turn % 2 === 0
              ? await keepWay(db, worker, person.id, line, { kind: 'phone', value, safe: 'ask', note: value })
              : await keepTie(db, worker, person.id, line, {
                  relation: 'family',
                  name: value,
                  about: value,
                  doNotContact: false,
                })
          if (!kept.ok) throw new Error(kept.reason)
        })
        saved.get(person.id)?.add(value)
        counts.writes += 1
      } catch (error) {
        wrong.add((error as Error).message)
      }
    }
  }
  const read = async (own: number) => {
    for (let turn = own; going; turn += readers) {
      const person = people[turn % people.length] as Someone
      try {
        await committed(database, token, (db) => openRecord(db, worker, person.id))
        counts.reads += 1
      } catch (error) {
        wrong.add((error as Error).message)
      }
    }
  }
  const work = [
    ...Array.from({ length: writers }, (_, own) => write(own)),
    ...Array.from({ length: readers }, (_, own) => read(own)),
  ]

  // Each has begun before anything is turned.
  while (counts.writes < writers && wrong.size === 0) await new Promise((settle) => setTimeout(settle, 20))
  const owner = database.owner.db
  const say = () => undefined
  let organisations = 0
  let rows = 0
  for (let round = 0; round < 2; round += 1) {
    addMasterKey(keys.folder ?? '')
    await keepMasterChecks(owner, keys.again())
    organisations += (await turnAsAnother(keys, () => turnToMaster(owner, database.secret, say)))
      .organisations
    rows += (await turnFields(owner, say)).rows
  }
  going = false
  await Promise.all(work)
  rows += (await turnFields(owner, say)).rows

  const lost: string[] = []
  for (const { id } of people) {
    const record = await committed(database, token, (db) => openRecord(db, worker, id))
    const held = new Set([
      ...(record?.ways ?? []).flatMap(({ value, note }) => (value === note ? [value] : [])),
      ...(record?.ties ?? []).flatMap(({ name, about }) => (name === about ? [name] : [])),
    ])
    for (const value of saved.get(id) ?? []) if (!held.has(value)) lost.push(value)
  }
  return { ...counts, wrong: [...wrong], lost, behind: await behindOf(owner), organisations, rows }
}

/** This process goes on with the keys as they lie now, as one does that was told of them. */
async function turnAsAnother<T>(keys: Keys, turn: () => Promise<T>): Promise<T> {
  holdKeys(keys.again())
  return turn()
}

async function committed<T>(database: TestDatabase, token: string, run: (db: Db) => Promise<T>): Promise<T> {
  return database.app.db.transaction().execute(async (db) => {
    beginUnit(db, null)
    await sql`select from sec.enter(${token})`.execute(db)
    return run(db)
  })
}

async function behindOf(owner: Db): Promise<number> {
  return asDefiner(owner, async (db) => {
    const { rows } = await sql<{ behind: number }>`
      with newest as (select person_id, max(version) as version from sec.person_key group by person_id)
      select count(*) as behind from (
        select person_id, value as text from app.person_way union all select person_id, note from app.person_way
        union all select person_id, name from app.person_tie union all select person_id, about from app.person_tie) held
        join newest using (person_id)
       where held.text is not null and substring(held.text from '^sealed:([0-9]+):')::int is distinct from newest.version`.execute(
      db,
    )
    return rows[0]?.behind ?? 0
  })
}
