import { type Db, sql } from '#db/connection.server'
import type { FieldKeys } from '~/access/field-keys.server'
import { scopeBits } from '~/access/permissions'
import { dayInWords, titleOf } from '~/caseload/fact-in-words'
import { sinceWords } from '~/caseload/same-words'
import { openTie, openWay } from '~/caseload/sealed-lines.server'
import type { CivilDate } from '~/shared/civil-date'

type Since = { what: keyof typeof sinceWords; name: string | null; on: CivilDate | null }

type Row = {
  id: string
  by: string
  madeOn: CivilDate
  undoUntil: CivilDate
  isLater: boolean
  since: Since[]
  keys: FieldKeys
}

export type MergedHere = Omit<Row, 'since' | 'keys'> & { stays: string[] }

/** The records that went into this one and can still be put apart by this manager, the latest first, each with what came since. */
export async function mergedHere(db: Db, personId: string): Promise<MergedHere[]> {
  const { rows } = await sql<Row>`
    select merge.id, merge.by_name as by, to_char(merge.made_at at time zone 'Europe/London', 'YYYY-MM-DD') as "madeOn",
           to_char(merge.undo_until at time zone 'Europe/London', 'YYYY-MM-DD') as "undoUntil", merge.later as "isLater",
           coalesce((select jsonb_agg(jsonb_build_object('what', since.table_name,
               'name', coalesce(fact.kind, programme.name, named.name, tie.name, way.value, worker.name),
               'on', coalesce(fact.happens_on, session.planned_on)) order by since.table_name, since.row_id)
             from sec.since_merge(merge.id) since
             left join app.fact fact on since.table_name = 'app.fact' and fact.id = since.row_id
             left join app.session session on since.table_name = 'app.session' and session.id = since.row_id
             left join app.referral referral on since.table_name = 'app.referral' and referral.id = since.row_id
             left join app.programme_place place on since.table_name = 'app.programme_place' and place.id = since.row_id
             left join app.programme programme on programme.id = coalesce(referral.programme_id, place.programme_id)
             left join app.person_name named on since.table_name = 'app.person_name' and named.id = since.row_id
             left join app.person_tie tie on since.table_name = 'app.person_tie' and tie.id = since.row_id
             left join app.person_way way on since.table_name = 'app.person_way' and way.id = since.row_id
             left join app.allocation allocation on since.table_name = 'app.allocation' and allocation.id = since.row_id
             left join app.worker worker on worker.id = allocation.worker_id), '[]') as since,
           sec.field_keys(${personId}::uuid, ${scopeBits.contact}) as keys
      from sec.merges_into(${personId}::uuid) merge
     order by merge.made_at desc`.execute(db)
  return rows.map(({ since, keys, ...merge }) => ({
    ...merge,
    stays: since.map((each) => inWords({ ...each, name: nameOf(each, keys) })),
  }))
}

/** Ways and people who matter lie sealed. */
function nameOf({ what, name }: Since, keys: FieldKeys): string | null {
  if (name === null) return null
  if (what === 'app.person_way') return openWay(keys, { value: name, note: null }).value
  return what === 'app.person_tie' ? openTie(keys, { name, about: null }).name : name
}

function inWords({ what, name, on }: Since): string {
  const called = name === null ? '' : what === 'app.fact' ? titleOf(name) : name
  const said = [called, on === null ? '' : dayInWords(on, 'short')].filter(Boolean).join(', ')
  return said ? `${sinceWords[what]}: ${said}` : sinceWords[what]
}
