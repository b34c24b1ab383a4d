import { type Db, sql } from '#db/connection.server'
import { beginUnit } from '~/audit/unit.server'
import { recordAudit } from '~/audit/write.server'
import {
  type FieldKeys,
  keysToWriteOf,
  openField,
  organisationKeyToWrite,
  printOf,
  sealedUnder,
  sealField,
  type WrappedOrganisationKey,
} from './field-keys.server'
import { type SealedTable, sealedColumns } from './sealed-fields'
import { beginWork } from './work.server'

const AT_ONCE = 200
const PASSES = 50
const PAUSE_MS = 200

/** The part of a row that is sealed: its texts by the columns under which they are sealed. */
type Texts = Readonly<Record<string, string | null>>

type Row = { organisationId: string; personId: string; key: readonly (string | number)[]; held: unknown }

type Keys = { person: FieldKeys; organisation: WrappedOrganisationKey }

/** A kind of place where something sealed lies. */
type Place = {
  table: string
  /** The columns of its key, and their types. */
  key: readonly [column: string, type: 'uuid' | 'int'][]
  held: ReturnType<typeof sql>
  isThere: ReturnType<typeof sql<boolean>>
  /** Whether something in it is not sealed at all, by the index that finds this. Null: it was sealed from the beginning. */
  isPlain: ReturnType<typeof sql<boolean>> | null
  /** The same row under these keys; null where it is so already. */
  turned: (held: never, keys: Keys) => unknown | null
  set: ReturnType<typeof sql>
}

const places: readonly Place[] = [
  ...(Object.keys(sealedColumns) as SealedTable[]).map(columnsOf),
  versionsOf('app.person_address'),
  versionsOf('app.person_number'),
  reachOfReferrals(),
]

export type Say = (line: string) => void

/**
 * Seals what an earlier Airt left readable, a few rows at a time and each batch by itself: it may be stopped and begun again, and two may
 * be at it at once. Nobody else is kept waiting, and what is not sealed yet is read as it is.
 * @returns how many rows were sealed.
 */
export async function sealWhatIsPlain(owner: Db, say: Say): Promise<number> {
  let sealed = 0
  for (const place of places) {
    const { isPlain } = place
    if (!isPlain || !(await isAny(owner, place, isPlain))) continue
    say(`Sealing what lies readable in ${place.table} …`)
    await untilDone(async () => {
      const { turned } = await turnBatch(owner, place, isPlain, null)
      sealed += turned
      if (turned > 0 && sealed % (AT_ONCE * 25) < AT_ONCE) say(`  ${sealed} rows sealed`)
      if (turned > 0) return 'more'
      return (await isAny(owner, place, isPlain)) ? 'somebody is at the rest' : 'done'
    })
  }
  if (sealed > 0) await note(owner, 'keys.seal', sealed)
  return sealed
}

/** Puts everything that is sealed under the newest key of whom it is about, however many passes it takes while others write. */
export async function sealUnderNewest(owner: Db, say: Say): Promise<number> {
  let sealed = 0
  for (const place of places) {
    await untilDone(async () => {
      let inPass = 0
      let after: Row['key'] | null = null
      do {
        const { turned, last } = await turnBatch(owner, place, place.isThere, after)
        inPass += turned
        after = last
      } while (after)
      sealed += inPass
      if (inPass > 0) say(`  ${place.table}: ${inPass} rows`)
      return inPass > 0 ? 'more' : 'done'
    })
  }
  return sealed
}

/** Turns until there is nothing left. Who holds a row for a moment is waited for. @throws where somebody holds one for good. */
async function untilDone(turn: () => Promise<'more' | 'somebody is at the rest' | 'done'>): Promise<void> {
  for (let waited = 0; waited < PASSES; ) {
    const how = await turn()
    if (how === 'done') return
    if (how === 'more') continue
    waited += 1
    await new Promise((settle) => setTimeout(settle, PAUSE_MS))
  }
  throw new Error('Some rows were held by somebody else for too long: begin it again')
}

async function isAny(owner: Db, place: Place, which: Place['isThere']): Promise<boolean> {
  return asDefiner(owner, async (db) => {
    const { rows } = await sql`select from ${sql.table(place.table)} t where ${which} limit 1`.execute(db)
    return rows.length > 0
  })
}

/** One batch, in one transaction. A row that somebody else holds is left to a later one. */
async function turnBatch(
  owner: Db,
  place: Place,
  which: Place['isThere'],
  after: Row['key'] | null,
): Promise<{ turned: number; last: Row['key'] | null }> {
  return asDefiner(owner, async (db) => {
    const rows = await lockedRows(db, place, which, after)
    const last = rows.at(-1)
    const turned = last ? await turnedRows(db, place, rows) : []
    if (turned.length > 0) await writeBack(db, place, turned)
    return { turned: turned.length, last: last?.key ?? null }
  })
}

async function lockedRows(db: Db, place: Place, which: Place['isThere'], after: Row['key'] | null) {
  const columns = sql.join(place.key.map(([column]) => sql.ref(`t.${column}`)))
  const beyond = after
    ? sql`and (${columns}) > (${sql.join(after.map((value, at) => sql`${value}::${sql.raw(place.key[at]?.[1] ?? 'text')}`))})`
    : sql``
  const { rows } = await sql<Row>`
    select t.organisation_id as "organisationId", t.person_id as "personId", jsonb_build_array(${columns}) as key, ${place.held} as held
      from ${sql.table(place.table)} t
     where ${which} ${beyond}
     order by ${columns}
     limit ${AT_ONCE}
       for update of t skip locked`.execute(db)
  return rows
}

async function turnedRows(
  db: Db,
  place: Place,
  rows: readonly Row[],
): Promise<(Row & { turned: unknown })[]> {
  const people = new Map(
    rows.map(({ personId: id, organisationId }) => [id, { id, organisationId }] as const),
  )
  const keys = await keysToWriteOf(db, [...people.values()])
  const organisations = new Map<string, WrappedOrganisationKey>()
  for (const { organisationId } of rows)
    if (!organisations.has(organisationId))
      organisations.set(organisationId, await organisationKeyToWrite(db, organisationId))
  return rows.flatMap((row) => {
    const organisation = organisations.get(row.organisationId)
    const person = keys.get(row.personId)
    if (!organisation || !person) throw new Error('The keys of a row are not to be had')
    const turned = place.turned(row.held as never, { person, organisation })
    return turned === null ? [] : [{ ...row, turned }]
  })
}

async function writeBack(db: Db, place: Place, rows: readonly (Row & { turned: unknown })[]): Promise<void> {
  const written = JSON.stringify(rows.map(({ key, turned }) => ({ key, turned })))
  const isIt = place.key.map(
    ([column, type], at) => sql`${sql.ref(`t.${column}`)} = (r.key ->> ${sql.lit(at)})::${sql.raw(type)}`,
  )
  await sql`update ${sql.table(place.table)} t set ${place.set}
    from jsonb_to_recordset(${written}::jsonb) r (key jsonb, turned jsonb) where ${sql.join(isIt, sql` and `)}`.execute(
    db,
  )
}

/** One transaction as the role of the database's own functions, and as work that reaches everybody: to it keys are given. */
export async function asDefiner<T>(owner: Db, run: (db: Db) => Promise<T>): Promise<T> {
  const token = await beginWork(owner, 'keys.turn', null)
  return owner.transaction().execute(async (db) => {
    beginUnit(db, null)
    await sql`select set_config('app.session', ${token}, true), set_config('role', 'airt_sec', true)`.execute(
      db,
    )
    return run(db)
  })
}

async function note(owner: Db, act: string, rows: number): Promise<void> {
  await asDefiner(owner, (db) => recordAudit(db, { act, detail: { rows } }))
}

/** A table whose columns are sealed whole. */
function columnsOf(table: SealedTable): Place {
  const columns: readonly string[] = sealedColumns[table]
  const each = (sqlFor: (column: string) => ReturnType<typeof sql>, between: string) =>
    sql.join(columns.map(sqlFor), sql.raw(between))
  const isNew = table === 'app.person_address' || table === 'app.person_number'
  return {
    table,
    key: [
      ['organisation_id', 'uuid'],
      ['id', 'uuid'],
    ],
    held: sql`to_jsonb(t)`,
    isThere: sql<boolean>`true`,
    isPlain: isNew
      ? null
      : sql<boolean>`(${each((column) => sql`${sql.ref(`t.${column}`)} !~ '^sealed:'`, ' or ')})`,
    turned: (held: Texts, keys: Keys) =>
      table === 'app.person_number'
        ? turnedNumbers(held, keys)
        : turnedTexts(table, columns, held, keys.person),
    set:
      table === 'app.person_number'
        ? each(
            (column) =>
              sql`${sql.ref(column)} = r.turned ->> ${sql.lit(column)}, ${sql.ref(`${column}_print`)} = r.turned ->> ${sql.lit(`${column}_print`)}`,
            ', ',
          )
        : each((column) => sql`${sql.ref(column)} = r.turned ->> ${sql.lit(column)}`, ', '),
  }
}

/** The versions before the present row of such a table: what they were sealed as is in them. */
function versionsOf(table: 'app.person_address' | 'app.person_number'): Place {
  return {
    table: `${table}_version`,
    key: [
      ['organisation_id', 'uuid'],
      ['row_id', 'uuid'],
      ['version', 'int'],
    ],
    held: sql`t.was`,
    isThere: sql<boolean>`true`,
    isPlain: null,
    turned: (held: Texts, keys: Keys) => turnedTexts(table, sealedColumns[table], held, keys.person),
    set: sql`was = t.was || r.turned`,
  }
}

/** What was sent with referrals: how to reach somebody lies in it. */
function reachOfReferrals(): Place {
  const readable = sql.lit(
    '$.reach[*].keyvalue() ? (@.key == "value" || @.key == "note").value ? (@.type() == "string" && !(@ like_regex "^sealed:"))',
  )
  return {
    table: 'app.referral',
    key: [
      ['organisation_id', 'uuid'],
      ['id', 'uuid'],
    ],
    held: sql`t.payload -> 'reach'`,
    isThere: sql<boolean>`(jsonb_array_length(t.payload -> 'reach') > 0)`,
    isPlain: sql<boolean>`jsonb_path_exists(t.payload, ${readable})`,
    turned: (held: readonly Texts[], { person }: Keys) => {
      const ways = held.map((way) =>
        turnedTexts('app.referral', ['value', 'note'], way, person, 'payload.reach.'),
      )
      if (ways.every((way) => way === null)) return null
      return ways.map((way, at) => ({ ...held[at], ...way }))
    },
    set: sql`payload = t.payload || jsonb_build_object('reach', r.turned)`,
  }
}

/** The columns under the newest key; null where they are. */
function turnedTexts(
  table: `app.${string}`,
  columns: readonly string[],
  held: Texts,
  keys: FieldKeys,
  under = '',
): Texts | null {
  const newest = keys[0]?.version
  const isDone = columns.every((column) => {
    const text = held[column]
    return text === null || text === undefined || sealedUnder(text) === newest
  })
  if (isDone) return null
  const again = (column: string) => {
    const field = { table, column: `${under}${column}` }
    return sealField(keys, field, openField(keys, field, held[column] ?? null))
  }
  return Object.fromEntries(columns.map((column) => [column, again(column)]))
}

/** Their prints go with them under the organisation's newest key. */
function turnedNumbers(held: Texts, { person, organisation }: Keys): Texts | null {
  const columns = sealedColumns['app.person_number']
  const turned = turnedTexts('app.person_number', columns, held, person)
  const isPrinted = columns.every(
    (column) => !held[column] || held[`${column}_print`]?.startsWith(`${organisation.version}:`),
  )
  if (!turned && isPrinted) return null
  const prints = columns.map((column) => {
    const number = openField(person, { table: 'app.person_number', column }, held[column] ?? null)
    return [`${column}_print`, number === null ? null : printOf(organisation, column, number)]
  })
  return { ...held, ...turned, ...Object.fromEntries(prints) }
}
