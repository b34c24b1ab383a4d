import { type Db, sql } from '#db/connection.server'
import { keysToWrite } from '~/access/field-keys.server'
import { scopeBits } from '~/access/permissions'
import { recordAudit } from '~/audit/write.server'
import type { CivilDate } from '~/shared/civil-date'
import { sealConcern } from './sealed-concern.server'

export type Concern = {
  worryWords: string
  toldWho: string
  toldOn: CivilDate | null
  toldAt: string | null
}

export type WhyNotTold = 'told-who-missing' | 'told-when-missing' | 'told-ahead' | 'worry-words-missing'

/** Null when it says what worries, who was told and when. */
export function whyNotTold(said: Concern, today: CivilDate): WhyNotTold | null {
  if (said.toldWho === '') return 'told-who-missing'
  if (said.toldOn === null || said.toldAt === null) return 'told-when-missing'
  if (said.toldOn > today) return 'told-ahead'
  return said.worryWords === '' ? 'worry-words-missing' : null
}

type About = { organisationId: string; personId: string } & (
  | { sessionId: string; factId?: never }
  | { factId: string; sessionId?: never }
)

/** Keeps what could not wait and who was told of it, sealed, with its audit entry. It is never changed. */
export async function keepConcern(
  db: Db,
  { organisationId, personId, sessionId, factId }: About,
  said: Concern,
): Promise<void> {
  const keys = await keysToWrite(db, { id: personId, organisationId }, scopeBits.exploitation)
  const sealed = sealConcern(keys, { words: said.worryWords, toldWho: said.toldWho })
  await db
    .insertInto('app.concern')
    .values({
      organisation_id: organisationId,
      person_id: personId,
      session_id: sessionId ?? null,
      fact_id: factId ?? null,
      words: sealed.words,
      told_who: sealed.toldWho,
      told_at: sql<Date>`(${said.toldOn}::date + ${said.toldAt}::time) at time zone 'Europe/London'`,
    })
    .execute()
  await recordAudit(db, {
    act: 'concern.record',
    personId,
    subjectType: factId ? 'fact' : 'session',
    subjectId: factId ?? sessionId ?? '',
  })
}
