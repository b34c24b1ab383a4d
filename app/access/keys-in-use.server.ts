import { type Db, sql } from '#db/connection.server'
import type { Keys } from '~/shared/keys.server'
import { asDefiner } from './field-sealing.server'
import { sealedColumns } from './sealed-fields'

type Master = {
  version: number
  is: 'current' | 'needed' | 'unused' | 'missing'
  organisations: number
  codes: number
  drafts: number
  notes: number
}

/** Which keys there are, by version, and how much lies under each. No key is in it. */
export type KeysInUse = {
  masters: Master[]
  people: { version: number; keys: number }[]
  /** Null: not sealed yet. */
  fields: { table: string; version: number | null; rows: number }[]
}

export function keysInUse(owner: Db, keys: Keys): Promise<KeysInUse> {
  return asDefiner(owner, async (db) => {
    const { rows: masters } = await sql<Omit<Master, 'is'>>`
      select v.version, (select count(*) from sec.organisation_key o where o.master_version = v.version) as organisations,
             (select count(*) from sec.credential c where ${underMaster('c.otp_secret')} or ${underMaster('c.otp_pending')}) as codes,
             (select count(*) from app.draft d where ${underMaster('d.fields')}) as drafts,
             (select count(*) from app.supervision_note n where ${underMaster('n.words')}) as notes
        from sec.master_check v order by v.version`.execute(db)
    const { rows: people } = await sql<KeysInUse['people'][number]>`
      select version, count(*) as keys from sec.person_key group by version order by version`.execute(db)
    const { rows: fields } = await sql<KeysInUse['fields'][number]>`
      select held."table", (substring(held.text from '^sealed:([0-9]+):'))::int as version, count(*) as rows
        from (${sql.join([...wholeColumns(), ...inside()], sql` union all `)}) held ("table", text)
       where held.text is not null group by 1, 2 order by 1, 2`.execute(db)
    return {
      masters: masters.map((master) => ({ ...master, is: standingOf(master, keys) })),
      people,
      fields,
    }
  })
}

function standingOf(
  { version, organisations, codes, drafts, notes }: Omit<Master, 'is'>,
  keys: Keys,
): Master['is'] {
  if (!keys.masterKey(version)) return 'missing'
  if (version === keys.current) return 'current'
  return organisations + codes + drafts + notes > 0 ? 'needed' : 'unused'
}

/** As sealed.server.ts writes it: a byte, then the version in four. */
function underMaster(column: 'c.otp_secret' | 'c.otp_pending' | 'd.fields' | 'n.words') {
  return sql<boolean>`substring(${sql.ref(column)} from 1 for 5) = '\\x02'::bytea || int4send(v.version)`
}

function wholeColumns() {
  return Object.entries(sealedColumns).flatMap(([table, columns]) =>
    columns.map((column) => sql`select ${sql.lit(table)}::text, ${sql.ref(column)} from ${sql.table(table)}`),
  )
}

/** What lies in JSON. */
function inside() {
  return [
    sql`select 'app.person_address_version', was ->> each from app.person_address_version, unnest(array['address', 'note']) each`,
    sql`select 'app.person_number_version', was ->> each from app.person_number_version, unnest(array['chi', 'scn', 'nino']) each`,
    sql`select 'app.referral', way ->> each from app.referral,
      jsonb_array_elements(case when jsonb_typeof(payload -> 'reach') = 'array' then payload -> 'reach' else '[]' end) way,
      unnest(array['value', 'note']) each`,
  ]
}
