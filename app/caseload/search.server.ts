import { type Db, sql } from '#db/connection.server'
import { visiblePeople } from '~/access/visible.server'
import type { Worker } from '~/access/worker'
import { recordAudit } from '~/audit/write.server'
import { type CivilDate, dayIn, formatDay, parseCivilDate } from '~/shared/civil-date'
import { knownAs } from './known-as.server'
import { soundsOf } from './name-sounds'

export type Match = {
  id: string
  name: string
  bornOn: CivilDate | null
  worker: string | null
  matched: { by: 'name' | 'sound' | 'also' | 'former' | 'nick' | 'reference' | 'birthDate'; text: string }
}

const AT_MOST = 20

/**
 * People whom this worker may see, by half a name or the sound of one (former names and nicknames too), a reference or a birth date.
 * Nobody else's existence can be told from what comes back. At most 20, the surest first.
 */
export async function searchPeople(db: Db, worker: Worker, typed: string): Promise<Match[]> {
  const words = soundsOf(typed).words.split(' ').filter(Boolean)
  const bornOn = dayTyped(typed)
  if (words.length === 0) return []
  const fits = words.map((word) => {
    const { sounds } = soundsOf(word)
    return sql<boolean>`(' ' || named.words like ${`% ${word}%`} or named.sounds && ${sounds}::text[])`
  })
  const begins = words.map(
    (word) => sql<number>`case when ' ' || named.words like ${`% ${word}%`} then 0 else 1 end`,
  )
  const found = await visiblePeople(db, worker)
    .innerJoin('app.person_name as named', (join) =>
      join
        .onRef('named.organisation_id', '=', 'person.organisation_id')
        .onRef('named.person_id', '=', 'person.id'),
    )
    .where('named.ended_at', 'is', null)
    .where(({ or, and, eb }) =>
      or([
        and(fits),
        eb('person.reference', '=', typed.trim()),
        sql<boolean>`person.id = (select sec.kept_by_reference(${typed.trim()}))`,
        ...(bornOn === null ? [] : [eb('person.born_on', '=', bornOn)]),
      ]),
    )
    .select([
      'person.id',
      knownAs.as('name'),
      'person.born_on as bornOn',
      'person.reference',
      sql<boolean>`person.id = (select sec.kept_by_reference(${typed.trim()}))`.as('wasReference'),
      'named.kind',
      'named.name as named',
      sql<
        string | null
      >`(select lead.name from app.allocation allocation join app.worker lead on lead.id = allocation.worker_id
        where allocation.person_id = person.id and allocation.kind = 'lead' and allocation.starts_at <= now()
          and (allocation.ends_at is null or allocation.ends_at > now())
        limit 1)`.as('worker'),
      sql<boolean>`(${sql.join(fits, sql` and `)})`.as('byName'),
      sql<number>`${sql.join(begins, sql` + `)}`.as('slips'),
    ])
    .orderBy('slips')
    .orderBy(sql`named.kind <> 'main'`)
    .orderBy('name')
    .limit(AT_MOST * 2)
    .execute()

  const matches = new Map<string, Match>()
  for (const {
    id,
    name,
    bornOn: born,
    reference,
    wasReference,
    kind,
    named,
    worker: lead,
    byName,
    slips,
  } of found) {
    if (matches.has(id)) continue
    const by = byName
      ? { by: kind !== 'main' ? kind : slips === 0 ? ('name' as const) : ('sound' as const), text: named }
      : reference === typed.trim() || wasReference
        ? { by: 'reference' as const, text: typed.trim() }
        : { by: 'birthDate' as const, text: born === null ? '' : formatDay(born, 'short') }
    matches.set(id, { id, name, bornOn: born, worker: lead, matched: by })
  }
  const people = [...matches.values()].slice(0, AT_MOST)
  await recordAudit(db, { act: 'search.run', people: people.map(({ id }) => id) })
  return people
}

/** `31 3 2010`, `31/03/2010` or `2010-03-31`; null for anything else. */
function dayTyped(typed: string): CivilDate | null {
  const text = typed.trim()
  const spoken = /^(\d{1,2})[ /.-](\d{1,2})[ /.-](\d{4})$/.exec(text)
  if (!spoken) return parseCivilDate(text)
  const [day = 0, month = 0, year = 0] = spoken.slice(1).map(Number)
  return parseCivilDate(dayIn(year, month, day))
}
