import { type Db, sql } from '#db/connection.server'
import { visiblePeople } from '~/access/visible.server'
import type { Worker } from '~/access/worker'
import { recordAudit } from '~/audit/write.server'
import type { CivilDate } from '~/shared/civil-date'
import { knownAs } from './known-as.server'
import { mainNameOf } from './main-name'
import { couldBe, soundsOf } from './name-sounds'
import { isWithinOneSlip, slipsOf } from './same-person'

type Known = {
  /** Left out of what is found: themself. */
  id?: string
  givenName: string | null
  familyName: string | null
  preferredName: string | null
  /** Other names they go by. */
  names?: readonly string[]
  bornOn: CivilDate | null
}

export type AlikePerson = Awaited<ReturnType<typeof alikePeople>>[number]

const AT_MOST = 20

/**
 * Those whom this worker may see and who may be this person: a name that sounds alike, a birth date within one slip of the hand. Whom a
 * manager said to be somebody else is left out. At most 20, whoever was born on the same day first.
 */
export async function alikePeople(db: Db, worker: Worker, known: Known) {
  const { bornOn } = known
  const asked = namesOf(known)
  const sounds = [...new Set(asked.flatMap((name) => soundsOf(name).sounds))]
  const words = [...new Set(asked.flatMap((name) => soundsOf(name).words.split(' ')))].filter(Boolean)
  if (words.length === 0) return []
  const found = await visiblePeople(db, worker)
    .leftJoin('app.school as school', 'school.id', 'person.school_id')
    .innerJoin('app.person_name as named', (join) =>
      join
        .onRef('named.organisation_id', '=', 'person.organisation_id')
        .onRef('named.person_id', '=', 'person.id'),
    )
    .where('person.organisation_id', '=', worker.organisationId)
    .where('named.ended_at', 'is', null)
    .where(
      sql<boolean>`(named.sounds && ${sounds}::text[] or string_to_array(named.words, ' ') && ${words}::text[])`,
    )
    .$if(bornOn !== null, (query) =>
      query.where(
        sql<boolean>`(person.born_on is null or person.born_on = any (${bornOn === null ? [] : slipsOf(bornOn)}::date[]))`,
      ),
    )
    .$if(known.id !== undefined, (query) =>
      query.where('person.id', '<>', known.id ?? '').where(
        sql<boolean>`not exists (select from sec.said_same(${known.id ?? ''}::uuid) said
            where said.other_id = person.id and said.answer = 'not-the-same')`,
      ),
    )
    .groupBy(['person.organisation_id', 'person.id', 'school.id'])
    .select([
      'person.id',
      knownAs.as('name'),
      'person.given_name as givenName',
      'person.family_name as familyName',
      'person.preferred_name as preferredName',
      'person.born_on as bornOn',
      'person.birth_date_certainty as birthDateCertainty',
      'school.name as school',
      'person.stage',
      sql<
        string[]
      >`array(select other.name from app.person_name other where other.organisation_id = person.organisation_id
        and other.person_id = person.id and other.kind <> 'main' and other.ended_at is null order by other.name)`.as(
        'names',
      ),
      sql<
        string | null
      >`(select lead.name from app.allocation allocation join app.worker lead on lead.id = allocation.worker_id
        where allocation.person_id = person.id and allocation.kind = 'lead' and allocation.starts_at <= now()
          and (allocation.ends_at is null or allocation.ends_at > now())
        limit 1)`.as('worker'),
      sql<boolean>`exists (select from sec.said_same(person.id) said where said.other_id = ${known.id ?? null}::uuid and said.answer is null)`.as(
        'isAsked',
      ),
    ])
    .orderBy(sql`person.born_on is not distinct from ${bornOn}::date desc`)
    .orderBy('name')
    .limit(AT_MOST * 10)
    .execute()

  const alike = found
    .filter((person) => isAlike(asked, namesOf(person)) && isBornAlike(bornOn, person.bornOn))
    .slice(0, AT_MOST)
  await recordAudit(db, { act: 'person.alike', people: alike.map(({ id }) => id) })
  return alike
}

function namesOf({ givenName, familyName, preferredName, names = [] }: Known): string[] {
  const main = [
    mainNameOf({ givenName, familyName, preferredName: null }),
    mainNameOf({ givenName: preferredName, familyName, preferredName: null }),
  ]
  return [...new Set([...main, ...names])].filter((name) => name !== '')
}

/** One alone of what somebody is called says little where the other says more: each word of the shorter must be in the longer. */
function isAlike(asked: readonly string[], held: readonly string[]): boolean {
  return asked.some((one) => held.some((other) => couldBe(one, other) || couldBe(other, one)))
}

function isBornAlike(one: CivilDate | null, other: CivilDate | null): boolean {
  return one === null || other === null || isWithinOneSlip(one, other)
}
