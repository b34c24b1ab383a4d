import { createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { type Db, sql } from '#db/connection.server'
import { close, open } from './cipher.server'
import { currentMaster, masterKey } from './master-keys.server'

export { holdKeys, keepMasterChecks, whyKeysDoNotOpen } from './master-keys.server'

/** One person's key as the database holds it: wrapped under their organisation's, which is wrapped under a master key. */
export type WrappedKey = {
  organisationId: string
  personId: string
  version: number
  wrapped: string
  organisationVersion: number
  organisationWrapped: string
  masterVersion: number
}

/** The keys of one person that whoever asks may use, the newest first; none where nothing of them was sealed yet, or not for who asks. */
export type FieldKeys = readonly WrappedKey[]

export type WrappedOrganisationKey = Pick<
  WrappedKey,
  'organisationId' | 'version' | 'wrapped' | 'masterVersion'
>

/** Where a sealed text lies. It opens in no other column, and for no other person. */
export type Field = { table: `app.${string}`; column: string }

type Someone = { id: string; organisationId: string }

/** The keys of the person of a query, as one of its columns: for who reads them in one of these scopes. `person` names their id there. */
export function fieldKeys(person: 'person.id' | 'referral.person_id', scopes: number) {
  return sql<FieldKeys>`sec.field_keys(${sql.ref(person)}, ${sql.lit(scopes)})`
}

/** The keys of one person with which to seal what is written about them: a first one is made where there is none. */
export async function keysToWrite(db: Db, person: Someone, scope: number): Promise<FieldKeys> {
  const keys = await keysOf(db, person.id, scope)
  if (keys.length > 0) return keys
  await addFirstKeys(db, [person])
  const made = await keysOf(db, person.id, scope)
  if (made.length === 0) throw closedMeanwhile()
  return made
}

/** Their record was closed to whoever writes since they opened it, or went into another: asked again, they are told. */
function closedMeanwhile(): Error {
  return Object.assign(new Error('No key of this person is to be had'), { code: CLASH })
}

/** Of two who did something at once the one that is to begin again, as the database says it. */
const CLASH = '40001'

async function keysOf(db: Db, personId: string, scopes: number): Promise<FieldKeys> {
  const { rows } = await sql<{ keys: FieldKeys }>`
    select sec.field_keys(${personId}::uuid, ${scopes}) as keys`.execute(db)
  return rows[0]?.keys ?? []
}

/** The same for many, in work without a browser. */
export async function keysToWriteOf(
  db: Db,
  people: readonly Someone[],
): Promise<ReadonlyMap<string, FieldKeys>> {
  const held = async () => {
    const { rows } = await sql<{ personId: string; keys: FieldKeys }>`
      select person_id as "personId", keys from sec.field_keys_of(${people.map(({ id }) => id)}::uuid[])`.execute(
      db,
    )
    return new Map(rows.map(({ personId, keys }) => [personId, keys]))
  }
  const before = await held()
  const without = people.filter(({ id }) => (before.get(id)?.length ?? 0) === 0)
  if (without.length === 0) return before
  await addFirstKeys(db, without)
  return held()
}

async function addFirstKeys(db: Db, people: readonly Someone[]): Promise<void> {
  const made: { person_id: string; organisation_version: number; wrapped: string }[] = []
  for (const organisationId of new Set(people.map((person) => person.organisationId))) {
    const under = await organisationKeyToWrite(db, organisationId)
    for (const { id } of people.filter((person) => person.organisationId === organisationId))
      made.push({
        person_id: id,
        organisation_version: under.version,
        wrapped: wrapPersonKey(under, id, 1).toString('base64'),
      })
  }
  await sql`select sec.add_person_keys(${JSON.stringify(made)}::jsonb)`.execute(db)
}

/** The newest key of an organisation; a first one is made where there is none. */
export async function organisationKeyToWrite(
  db: Db,
  organisationId: string,
): Promise<WrappedOrganisationKey> {
  const newest = async () => {
    const { rows } = await sql<{ keys: WrappedOrganisationKey[] }>`
      select sec.organisation_keys(${organisationId}::uuid) as keys`.execute(db)
    return rows[0]?.keys[0]
  }
  const held = await newest()
  if (held) return held
  const { masterVersion, wrapped } = newOrganisationKey(organisationId, 1)
  await sql`select sec.add_organisation_key(${organisationId}::uuid, ${masterVersion}, decode(${wrapped}, 'base64'))`.execute(
    db,
  )
  const made = await newest()
  if (!made) throw new Error('The key of an organisation was made and is not to be had')
  return made
}

/** @returns `sealed:<version of the key>:<bytes>`. */
export function sealField(keys: FieldKeys, field: Field, text: string): string
export function sealField(keys: FieldKeys, field: Field, text: string | null): string | null
export function sealField(keys: FieldKeys, field: Field, text: string | null): string | null {
  if (text === null) return null
  const [key] = keys
  if (!key) throw new Error('There is no key to seal with')
  const closed = close(personKey(key), aboutField(field, key), Buffer.from(text, 'utf8'))
  return `sealed:${key.version}:${closed.toString('base64url')}`
}

/**
 * What was sealed there. Keys of other records that were one with this one are among the keys: what came from them opens with theirs
 * alone. A text from before there were keys, which its turn to be sealed has yet to come to,
 * is given as it is.
 */
export function openField(keys: FieldKeys, field: Field, sealed: string): string
export function openField(keys: FieldKeys, field: Field, sealed: string | null): string | null
export function openField(keys: FieldKeys, field: Field, sealed: string | null): string | null {
  if (sealed === null) return null
  const version = sealedUnder(sealed)
  if (version === null) return sealed
  const under = keys.filter((each) => each.version === version)
  if (under.length === 0) throw new Error('The key of something sealed is not to be had')
  const bytes = Buffer.from(sealed.slice(sealed.lastIndexOf(':') + 1), 'base64url')
  for (const key of under) {
    const opened = open(personKey(key), aboutField(field, key), bytes)
    if (opened) return opened.toString('utf8')
  }
  throw new Error(`What lies in ${field.table}.${field.column} does not open`)
}

const SEALED = /^sealed:(\d+):[\w-]{38,}$/

/** The version of the key under which this lies; null when it is not sealed. */
export function sealedUnder(text: string): number | null {
  const version = SEALED.exec(text)?.[1]
  return version === undefined ? null : Number(version)
}

/**
 * By which equal values are found within one organisation, and in no other: a keyed print of `kind` and value. It can't be undone
 * without the organisation's key.
 */
export function printOf(under: WrappedOrganisationKey, kind: string, value: string): string {
  const key = Buffer.from(hkdfSync('sha256', organisationKey(under), '', 'airt print', 32))
  const print = createHmac('sha256', key).update(`${kind}|${value}`).digest('base64url').slice(0, 22)
  return `${under.version}:${print}`
}

/** A new key of a person, wrapped. */
export function wrapPersonKey(under: WrappedOrganisationKey, personId: string, version: number): Buffer {
  return close(organisationKey(under), aboutPersonKey(personId, version), randomBytes(32))
}

/** The same key of an organisation under another master key. */
export function rewrapOrganisationKey(held: WrappedOrganisationKey, masterVersion: number): Buffer {
  return wrapOrganisationKey(organisationKey(held), { ...held, masterVersion })
}

/** A new key of an organisation under the master key of now. */
export function newOrganisationKey(organisationId: string, version: number): WrappedOrganisationKey {
  const masterVersion = currentMaster()
  const wrapped = wrapOrganisationKey(randomBytes(32), { organisationId, version, masterVersion })
  return { organisationId, version, masterVersion, wrapped: wrapped.toString('base64') }
}

type OrganisationKeyAt = Omit<WrappedOrganisationKey, 'wrapped'>

function wrapOrganisationKey(key: Buffer, at: OrganisationKeyAt): Buffer {
  return close(masterKey(at.masterVersion), aboutOrganisationKey(at), key)
}

function personKey(key: WrappedKey): Buffer {
  const about = aboutPersonKey(key.personId, key.version)
  return unwrapped(`${about} ${key.wrapped}`, () => {
    const { organisationId, organisationVersion: version, organisationWrapped: wrapped, masterVersion } = key
    const under = organisationKey({ organisationId, version, wrapped, masterVersion })
    return open(under, about, Buffer.from(key.wrapped, 'base64'))
  })
}

function organisationKey(held: WrappedOrganisationKey): Buffer {
  const about = aboutOrganisationKey(held)
  return unwrapped(`${about} ${held.wrapped}`, () =>
    open(masterKey(held.masterVersion), about, Buffer.from(held.wrapped, 'base64')),
  )
}

const KEPT_AT_MOST = 2_000
const KEPT_FOR_MS = 60_000

const lately = new Map<string, { key: Buffer; until: number }>()

/** A key that was unwrapped within the last minute is not unwrapped again. Who may have it wrapped, the database decides each time. */
function unwrapped(what: string, unwrap: () => Buffer | null): Buffer {
  const at = performance.now()
  const known = lately.get(what)
  if (known && known.until > at) return known.key
  const key = unwrap()
  if (!key) throw new Error('A wrapped key does not open')
  lately.delete(what)
  for (const [each, { until }] of lately) {
    if (until > at && lately.size < KEPT_AT_MOST) break
    lately.delete(each)
  }
  lately.set(what, { key, until: at + KEPT_FOR_MS })
  return key
}

function aboutField({ table, column }: Field, { personId, version }: WrappedKey): string {
  return `${table}|${column}|${personId}|${version}`
}

function aboutPersonKey(personId: string, version: number): string {
  return `sec.person_key|wrapped|${personId}|${version}`
}

function aboutOrganisationKey({ organisationId, version, masterVersion }: OrganisationKeyAt): string {
  return `sec.organisation_key|wrapped|${organisationId}|${version}|${masterVersion}`
}
