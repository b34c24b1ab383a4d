import { type Db, sql } from '#db/connection.server'
import { visiblePeople } from '~/access/visible.server'
import type { Worker } from '~/access/worker'
import { recordAudit } from '~/audit/write.server'
import { knownAs } from '~/caseload/known-as.server'
import { ok, type Result, refused } from '~/shared/result'

type Both = { keptId: string; otherId: string }

/** Asks a manager to look at two records that may be of one person, with why. Asked again, it is asked once. */
export async function askWhetherSame(
  db: Db,
  { keptId, otherId }: Both,
  reason: string,
): Promise<Result<null, 'not-yours-to-ask'>> {
  const { rows } = await sql<{ id: string | null; isAsked: boolean }>`
    select sec.say_same(${keptId}::uuid, ${otherId}::uuid, ${reason}) as id,
      exists (select from sec.said_same(${keptId}::uuid) said where said.other_id = ${otherId}::uuid and said.answer is null) as "isAsked"`.execute(
    db,
  )
  if (!rows[0]?.id && !rows[0]?.isAsked) return refused('not-yours-to-ask')
  await recordAudit(db, {
    act: 'person.ask-same',
    personId: keptId,
    subjectType: 'person',
    subjectId: otherId,
  })
  return ok(null)
}

/** A manager says that two records are of two people: nobody is asked to look at the two again. */
export async function sayNotSame(
  db: Db,
  { keptId, otherId }: Both,
  because: string,
): Promise<Result<null, 'not-yours-to-merge'>> {
  const { rows } = await sql<{ said: boolean }>`
    select sec.say_not_same(${keptId}::uuid, ${otherId}::uuid, ${because}) as said`.execute(db)
  if (!rows[0]?.said) return refused('not-yours-to-merge')
  await recordAudit(db, {
    act: 'person.not-same',
    personId: keptId,
    subjectType: 'person',
    subjectId: otherId,
  })
  return ok(null)
}

/** The records of which this manager is asked whether they are of one person, and the audit entry of having read whose. */
export async function sameToDecide(db: Db, worker: Worker) {
  const asked = await visiblePeople(db, worker)
    .innerJoin(askedOf(), 'asked.person_id', 'person.id')
    .innerJoin(nameOfOther(db, worker).as('other'), 'other.id', 'asked.other_id')
    .select([
      'asked.id',
      'person.id as personId',
      knownAs.as('name'),
      'other.id as otherId',
      'other.name as otherName',
      'asked.reason',
      'asked.by_name as byName',
      sql<string>`to_char(asked.made_at at time zone 'Europe/London', 'YYYY-MM-DD')`.as('askedOn'),
    ])
    .orderBy('asked.made_at')
    .limit(AT_MOST)
    .execute()
  await recordAudit(db, {
    act: 'person.same-list',
    people: [...new Set(asked.flatMap(({ personId, otherId }) => [personId, otherId]))],
  })
  return asked
}

const AT_MOST = 50

function nameOfOther(db: Db, worker: Worker) {
  return visiblePeople(db, worker).select(['person.id', knownAs.as('name')])
}

/** What waits for whoever is signed in to say of two records. */
export function askedOf() {
  return sql<{
    id: string
    person_id: string
    other_id: string
    reason: string
    by_name: string
    made_at: Date
  }>`sec.same_to_decide()`.as<'asked'>(sql`asked`)
}
