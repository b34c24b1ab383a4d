import { BackupRefused } from '#db/backup/refused'
import type { Header } from '#db/backup/sealed-file.server'
import { type Db, sql } from '#db/connection.server'
import { beginWork, inWork } from '~/access/work.server'
import { anchorFileOf } from '~/audit/anchors.server'
import { declareRestore } from '~/audit/declare-restore.server'
import { type Verdict, verify } from '~/audit/verify.server'
import { inWords } from '~/audit/verify-dump.mjs'
import { recordAudit } from '~/audit/write.server'
import type { Env } from '~/shared/env.server'
import { type Keys, openKeys } from '~/shared/keys.server'
import type { Settled } from './restore.server'
import { nothingFound, recordRun, settleRuns } from './runs.server'
import { settledSaid } from './words'

type Opened = { owner: { db: Db }; ownerUrl: string; jobs: { db: Db }; close: () => Promise<void> }

export type ToSettle = {
  /** The settings whose keys are to open what came back; of a scratch copy they are not its own. */
  keysOf: Env
  by: string
  kind: 'restore' | 'drill'
  /** Opens the database of these settings with these keys and brings it up to date; @throws where they do not open what is in it. */
  open: (env: Env, keys: Keys) => Promise<Opened>
}

/**
 * What is done in a database that came back, before anybody uses it: nobody stays signed in, and it is written down that it came back,
 * and from what. @throws BackupRefused where the account of who did or saw what is not as it was.
 */
export function settleRestored({ keysOf, by, kind, open }: ToSettle) {
  return async (env: Env, from: Header): Promise<Settled> => {
    const database = await open(env, openKeys(keysOf))
    try {
      const verified = await goOnFrom(database, anchorFileOf(env), { by, from })
      const { rows } = await sql<{ ended: number }>`select sec.end_all_sessions() as ended`.execute(
        database.owner.db,
      )
      const sessionsEnded = rows[0]?.ended ?? 0
      const token = await beginWork(database.owner.db, kind, null)
      await inWork(database.jobs.db, token, async (db) => {
        await settleRuns(db)
        const how = from.kind === 'logical' ? 'logical' : 'cluster'
        await recordRun(db, kind, 0, { ...nothingFound, how, keyId: from.keyId })
        await recordAudit(db, { act: `backup.${kind}`, detail: { by, madeAt: from.madeAt, sessionsEnded } })
      })
      return { sessionsEnded, lines: settledSaid(verified, sessionsEnded) }
    } finally {
      await database.close()
    }
  }
}

const NO_ANCHORS = ''

/**
 * The account of who did or saw what must be as it was sealed; then its chain is closed and another begun, so that what was anchored after
 * the backup is known to be missing, and the whole is verified once more.
 */
async function goOnFrom(
  { owner, ownerUrl }: Opened,
  anchors: string,
  { by, from }: { by: string; from: Header },
): Promise<Verdict> {
  await mustVerify(ownerUrl, NO_ANCHORS)
  await declareRestore(owner.db, { file: anchors }, { by, because: `airt restore of ${from.madeAt}` })
  return mustVerify(ownerUrl, anchors)
}

async function mustVerify(url: string, anchors: string): Promise<Verdict> {
  const verdict = await verify(url, anchors, 'all')
  if (verdict.broken === null) return verdict
  throw new BackupRefused('not-the-same', inWords(verdict.broken))
}
