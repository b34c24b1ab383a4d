import { type Db, sql } from '#db/connection.server'
import { visiblePeople } from '~/access/visible.server'
import type { Worker } from '~/access/worker'
import { recordAudit } from '~/audit/write.server'
import { mainNameOf } from '~/caseload/main-name'
import { soundsOf } from '~/caseload/name-sounds'
import { type OpenRecord, openRecords } from '~/caseload/open-record.server'
import { keepMainName } from '~/caseload/save-names.server'
import { columnsTaken, type FieldName, fieldNames } from '~/caseload/two-records'
import type { CivilDate } from '~/shared/civil-date'
import { ok, type Result, refused } from '~/shared/result'
import { deriveFor } from '~/transitions/derive.server'
import { sameFacts } from './same-facts'
import { alikeLines } from './same-lines'

export type WhyNotMerged =
  | 'not-yours-to-merge'
  | 'changed-meanwhile'
  | 'both-are-referred'
  | 'you-would-not-see-them'

export type MergeChoices = {
  /** The versions of both records that were looked at. */
  version: number
  otherVersion: number
  /** What of the person is taken from the record that goes. */
  take: readonly FieldName[]
  /** The key dates of the record that stays whose days are taken from the record that goes; null: whichever is likelier right. */
  takeFacts: readonly string[] | null
}

/**
 * Puts the other record into the kept one: all that is the other's comes to it, in this one transaction, with what follows from it.
 * It can be undone for 30 days. Only a manager of both may.
 */
export async function mergePeople(
  db: Db,
  worker: Worker,
  { keptId, otherId }: { keptId: string; otherId: string },
  choices: MergeChoices,
  today: CivilDate,
): Promise<Result<null, WhyNotMerged>> {
  if (!(await holdBoth(db, keptId, otherId))) return refused('not-yours-to-merge')
  const [kept, other] = await openRecords(db, worker, [keptId, otherId])
  if (!kept || !other) return refused('not-yours-to-merge')
  if (kept.version !== choices.version || other.version !== choices.otherVersion)
    return refused('changed-meanwhile')
  if (await areBothReferred(db, worker, keptId, otherId)) return refused('both-are-referred')

  const main = namesAfter(kept, other, choices.take)
  const pairs = sameFacts(kept.facts, other.facts).map(({ gone, kept: stays, differs, theirs }) => ({
    gone: gone.id,
    kept: stays.id,
    take: differs && choices.takeFacts !== null ? choices.takeFacts.includes(stays.id) : theirs,
  }))
  const { stay, safer } = alikeLines(kept, other, mainNameOf(main))
  const merged = await unlessLost(db, () =>
    sql<{ id: string | null }>`select sec.merge_people(${keptId}::uuid, ${otherId}::uuid,
      ${[kept.version, other.version]}::int[], ${JSON.stringify(groupsTaken(kept, other, choices.take))}::jsonb,
      ${JSON.stringify(pairs)}::jsonb, ${stay}::uuid[], ${JSON.stringify(safer)}::jsonb,
      ${JSON.stringify(otherNames(kept, other, mainNameOf(main)))}::jsonb, ${today}::date) as id`.execute(db),
  )
  if (!merged) return refused('you-would-not-see-them')
  if (!merged.rows[0]?.id) return refused('changed-meanwhile')
  await keepMainName(db, { organisationId: kept.organisationId, personId: keptId, ...main })
  await deriveFor(db, [keptId])
  await recordAudit(db, {
    act: 'person.merge',
    personId: keptId,
    subjectType: 'person',
    subjectId: otherId,
    fields: choices.take,
  })
  return ok(null)
}

/** Both, until the transaction ends, with whatever is being written about them just now. */
export async function holdBoth(db: Db, one: string, other: string): Promise<boolean> {
  const { rows } = await sql<{
    held: boolean
  }>`select sec.begin_merge(${one}::uuid, ${other}::uuid) as held`.execute(db)
  return rows[0]?.held === true
}

/** Null where whoever asks would not see afterwards what they did: then nothing of it stays. */
export async function unlessLost<T>(db: Db, run: () => Promise<T>): Promise<T | null> {
  await sql`savepoint merging`.execute(db)
  try {
    const done = await run()
    await sql`release savepoint merging`.execute(db)
    return done
  } catch (error) {
    if ((error as { code?: string }).code !== NOT_SEEN) throw error
  }
  await sql`rollback to savepoint merging`.execute(db)
  return null
}

const NOT_SEEN = 'AM001'

/** With one programme a person has one open referral: one of the two must end first, and a person decides which. */
async function areBothReferred(db: Db, worker: Worker, one: string, other: string): Promise<boolean> {
  const both = await visiblePeople(db, worker)
    .innerJoin('app.referral as referral', (join) =>
      join
        .onRef('referral.organisation_id', '=', 'person.organisation_id')
        .onRef('referral.person_id', '=', 'person.id'),
    )
    .where('person.id', 'in', [one, other])
    .where('referral.status', 'in', ['draft', 'sent', 'asked', 'waiting', 'accepted', 'booked', 'started'])
    .groupBy('referral.programme_id')
    .having(sql<boolean>`count(*) > 1`)
    .select('referral.programme_id')
    .executeTakeFirst()
  return both !== undefined
}

/** A record that opened earlier keeps that day, whatever else is chosen. */
function groupsTaken(kept: OpenRecord, other: OpenRecord, take: readonly FieldName[]): (readonly string[])[] {
  const opened = other.openedOn < kept.openedOn ? [['opened_on']] : []
  return [...fieldNames.filter((name) => take.includes(name)).map(columnsTaken), ...opened]
}

function namesAfter(kept: OpenRecord, other: OpenRecord, take: readonly FieldName[]) {
  const of = (name: 'givenName' | 'familyName' | 'preferredName') =>
    (take.includes(name) ? other : kept)[name]
  return { givenName: of('givenName'), familyName: of('familyName'), preferredName: of('preferredName') }
}

/** By what either was known, they are found still. */
function otherNames(kept: OpenRecord, other: OpenRecord, main: string) {
  const known = new Set([main, ...[...kept.names, ...other.names].map(({ name }) => name)].map(plain))
  const left = [mainNameOf(kept), mainNameOf(other)].filter((name) => !known.has(plain(name)))
  return [...new Set(left)].map((name) => ({ name, ...soundsOf(name) }))
}

function plain(name: string): string {
  return soundsOf(name).words
}
