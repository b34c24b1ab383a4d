import { type Db, sql } from '#db/connection.server'
import { type Span, type Verdict, verify } from './verify.server'
import { inWords } from './verify-dump.mjs'

export type CheckGiven = {
  /** The connection that migrates, and its address: entries are copied on a connection of their own. */
  owner: Db
  ownerUrl: string
  /** The anchors. */
  file: string
}

/** Looks through the seals and keeps how it ended, for `lastChecks`. */
export async function checkSeals({ owner, ownerUrl, file }: CheckGiven, span: Span): Promise<Verdict> {
  const verdict = await verify(ownerUrl, file, span)
  const { seals, entries, broken } = verdict
  await asSealer(owner, (db) =>
    sql`insert into aud.seal_check (span, seals, entries, broken)
      values (${span}, ${seals}, ${entries}, ${broken && inWords(broken)})`.execute(db),
  )
  return verdict
}

export type Check = { span: Span; at: Date; entries: number; broken: string | null }

/** How the last look through all of the account ended, and the last through a day of it; none of a kind that there has not been. */
export async function lastChecks(owner: Db): Promise<Check[]> {
  const { rows } = await asSealer(owner, (db) =>
    sql<Check>`select distinct on (span) span, at, entries, broken from aud.seal_check order by span, at desc`.execute(
      db,
    ),
  )
  return rows
}

function asSealer<T>(owner: Db, run: (db: Db) => Promise<T>): Promise<T> {
  return owner.transaction().execute(async (db) => {
    await sql`set local role airt_seal`.execute(db)
    return run(db)
  })
}
