import { type Db, sql } from '#db/connection.server'
import { scopeBits } from '~/access/permissions'
import { visiblePeople } from '~/access/visible.server'
import type { Worker } from '~/access/worker'
import { dayInWords, titleOf } from '~/caseload/fact-in-words'
import { openRecords } from '~/caseload/open-record.server'
import { happenings } from '~/caseload/same-words'
import { choicesBetween, type FieldName } from '~/caseload/two-records'
import { sameFacts } from './same-facts'
import { alikeLines } from './same-lines'

/** What of two records is chosen between: of the person, or a key date that both have otherwise. */
export type AskedChoice = {
  name: `take.${FieldName}` | `fact.${string}`
  label: string
  one: string
  other: string
  usual: 'kept' | 'other'
}

/**
 * Two records of perhaps one person, the first of which would stay, in two queries: what they say alike and otherwise, what would come
 * over, and what this worker may do about them. `together`: they are one already. Null: not theirs to see, or no such people.
 */
export async function bothRecords(db: Db, worker: Worker, keptId: string, otherId: string) {
  const [kept, other] = await openRecords(db, worker, [keptId, otherId])
  const around = await aroundBoth(db, worker, keptId, otherId)
  if (!kept || kept.id !== keptId) return null
  if (around?.isTogether) return { is: 'together' as const, kept }
  if (!around || !other || other.organisationId !== kept.organisationId) return null
  const may = (scope: 'allocation' | 'identity', record: { writes: number }) =>
    (record.writes & scopeBits[scope]) !== 0
  const facts = sameFacts(kept.facts, other.facts)
  const { stay } = alikeLines(kept, other, kept.name)
  const left = (lines: readonly { id: string }[]) => lines.filter(({ id }) => !stay.includes(id)).length
  const choices: AskedChoice[] = [
    ...choicesBetween(kept, other).map((choice) => ({ ...choice, name: `take.${choice.name}` as const })),
    ...facts
      .filter(({ differs }) => differs)
      .map(({ kept: one, gone, theirs }) => ({
        name: `fact.${one.id}` as const,
        label: titleOf(one.kind),
        one: dayInWords(one.happensOn),
        other: dayInWords(gone.happensOn),
        usual: theirs ? ('other' as const) : ('kept' as const),
      })),
  ]
  return {
    is: 'two' as const,
    kept,
    other,
    mayMerge: worker.role === 'team-manager' && may('allocation', kept) && may('allocation', other),
    mayAsk: may('identity', kept) || may('identity', other),
    said: around.said,
    choices,
    happens: happenings(
      {
        facts: other.facts.length - facts.length,
        same: facts.length,
        sessions: around.sessions,
        referrals: around.referrals,
        workers: around.workers,
        shares: around.shares,
        names: left(other.names),
        ways: left(other.ways),
        ties: left(other.ties),
      },
      kept.name,
    ),
  }
}

/** What hangs on both, counted; and what was said of the two. */
function aroundBoth(db: Db, worker: Worker, keptId: string, otherId: string) {
  return visiblePeople(db, worker)
    .where('person.id', '=', keptId)
    .select([
      sql<boolean>`coalesce(sec.kept_for(${otherId}::uuid) = person.id, false)`.as('isTogether'),
      sql<number>`(select count(*)::int from app.session session where session.person_id = ${otherId}::uuid)`.as(
        'sessions',
      ),
      sql<number>`(select count(*)::int from app.referral referral where referral.person_id = ${otherId}::uuid)`.as(
        'referrals',
      ),
      sql<number>`(select count(*)::int from app.allocation there where there.person_id = ${otherId}::uuid
        and (there.ends_at is null or there.ends_at > now()) and not exists (select from app.allocation here
          where here.person_id = person.id and here.worker_id = there.worker_id and here.ends_at is null))`.as(
        'workers',
      ),
      sql<number>`(select count(*)::int from app.sharing_grant share where share.person_id in (person.id, ${otherId}::uuid)
        and share.to_worker_id is not null and share.revoked_at is null and share.expires_at > now())`.as(
        'shares',
      ),
      sql<{
        isAsked: boolean
        isNot: boolean
      }>`(select jsonb_build_object('isAsked', coalesce(bool_or(said.answer is null), false),
          'isNot', coalesce(bool_or(said.answer = 'not-the-same'), false))
        from sec.said_same(person.id) said where said.other_id = ${otherId}::uuid)`.as('said'),
    ])
    .executeTakeFirst()
}
