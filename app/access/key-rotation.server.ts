import { type Db, sql } from '#db/connection.server'
import { recordAudit } from '~/audit/write.server'
import {
  newOrganisationKey,
  rewrapOrganisationKey,
  type WrappedOrganisationKey,
  wrapPersonKey,
} from './field-keys.server'
import { asDefiner, type Say, sealUnderNewest } from './field-sealing.server'
import { currentMaster } from './master-keys.server'
import { masterOf, type Purpose, sealToKeep, unseal } from './sealed.server'

const AT_ONCE = 500

export type Turned = { organisations: number; codes: number; drafts: number; notes: number }

/**
 * Puts what lies under an earlier master key under the one of now: the keys of organisations, the secrets of one-time codes, drafts, supervision notes. In
 * small batches beside whoever works; begun again, it does what is left.
 */
export async function turnToMaster(owner: Db, secret: string, say: Say): Promise<Turned> {
  const organisations = await inBatches(() => rewrapOrganisations(owner))
  if (organisations > 0) say(`  ${organisations} keys of organisations`)
  const codes = await inBatches(() => sealCodesAgain(owner, secret))
  const drafts = await inBatches(() => sealDraftsAgain(owner, secret))
  const notes = await inBatches(() => sealNotesAgain(owner, secret))
  if (codes + drafts + notes > 0) say(`  ${codes} codes, ${drafts} drafts, ${notes} notes`)
  const turned = { organisations, codes, drafts, notes }
  if (organisations + codes + drafts + notes > 0)
    await asDefiner(owner, (db) => recordAudit(db, { act: 'keys.rotate', detail: turned }))
  return turned
}

/**
 * A new key for every organisation and everybody in it, and all that is sealed under it: for when a key, or a copy of the database with its
 * master key, was in other hands. What is written meanwhile goes on under the one or the other, and both open.
 */
export async function turnFields(owner: Db, say: Say): Promise<{ people: number; rows: number }> {
  await asDefiner(owner, addOrganisationKeys)
  const people = await inBatches(() => asDefiner(owner, addPersonKeys))
  say(`  ${people} new keys of people`)
  const rows = await sealUnderNewest(owner, say)
  await asDefiner(owner, (db) => recordAudit(db, { act: 'keys.rotate-fields', detail: { people, rows } }))
  return { people, rows }
}

async function inBatches(turn: () => Promise<number>): Promise<number> {
  let all = 0
  for (let turned = await turn(); turned > 0; turned = await turn()) all += turned
  return all
}

function rewrapOrganisations(owner: Db): Promise<number> {
  return asDefiner(owner, async (db) => {
    const master = currentMaster()
    const { rows } = await sql<WrappedOrganisationKey>`
      select organisation_id as "organisationId", version, encode(wrapped, 'base64') as wrapped, master_version as "masterVersion"
        from sec.organisation_key where master_version <> ${master}
       order by organisation_id, version limit ${AT_ONCE} for update skip locked`.execute(db)
    for (const held of rows)
      await sql`update sec.organisation_key set wrapped = ${rewrapOrganisationKey(held, master)}, master_version = ${master}
        where organisation_id = ${held.organisationId} and version = ${held.version}`.execute(db)
    return rows.length
  })
}

/** Secrets of one-time codes. One that opens no more stays as it is: with the secret it was sealed under it may open again. */
function sealCodesAgain(owner: Db, secret: string): Promise<number> {
  return inPages((after) =>
    asDefiner(owner, async (db) => {
      const { rows } = await sql<{ id: string; kept: Buffer | null; pending: Buffer | null }>`
        select worker_id as id, otp_secret as kept, otp_pending as pending from sec.credential
         where worker_id > ${after}::uuid and (${liesUnderAnother('otp_secret')} or ${liesUnderAnother('otp_pending')})
         order by worker_id limit ${AT_ONCE} for update skip locked`.execute(db)
      let turned = 0
      for (const { id, kept, pending } of rows) {
        const again = (sealed: Buffer | null) => sealed && resealed(secret, 'one-time code', id, sealed)
        const [keptNow, pendingNow] = [again(kept), again(pending)]
        if (keptNow === kept && pendingNow === pending) continue
        await sql`update sec.credential set otp_secret = ${keptNow}, otp_pending = ${pendingNow} where worker_id = ${id}`.execute(
          db,
        )
        turned += 1
      }
      return { turned, last: rows.at(-1)?.id ?? null }
    }),
  )
}

function sealDraftsAgain(owner: Db, secret: string): Promise<number> {
  return inPages((after) =>
    asDefiner(owner, async (db) => {
      const { rows } = await sql<{ worker: string; id: string; fields: Buffer }>`
        select worker_id as worker, id, fields from app.draft where id > ${after}::uuid and ${liesUnderAnother('fields')}
         order by id limit ${AT_ONCE} for update skip locked`.execute(db)
      let turned = 0
      for (const { worker, id, fields } of rows) {
        const now = resealed(secret, 'draft', `${worker} ${id}`, fields)
        if (now === fields) continue
        await sql`update app.draft set fields = ${now} where worker_id = ${worker} and id = ${id}`.execute(db)
        turned += 1
      }
      return { turned, last: rows.at(-1)?.id ?? null }
    }),
  )
}

function sealNotesAgain(owner: Db, secret: string): Promise<number> {
  return inPages((after) =>
    asDefiner(owner, async (db) => {
      const { rows } = await sql<{ worker: string; id: string; words: Buffer }>`
        select worker_id as worker, id, words from app.supervision_note where id > ${after}::uuid and ${liesUnderAnother('words')}
         order by id limit ${AT_ONCE} for update skip locked`.execute(db)
      let turned = 0
      for (const { worker, id, words } of rows) {
        const now = resealed(secret, 'supervision note', `${worker} ${id}`, words)
        if (now === words) continue
        await sql`update app.supervision_note set words = ${now} where worker_id = ${worker} and id = ${id}`.execute(
          db,
        )
        turned += 1
      }
      return { turned, last: rows.at(-1)?.id ?? null }
    }),
  )
}

const BEFORE_ALL = '00000000-0000-0000-0000-000000000000'

async function inPages(
  turn: (after: string) => Promise<{ turned: number; last: string | null }>,
): Promise<number> {
  let all = 0
  for (let after: string | null = BEFORE_ALL; after !== null; ) {
    const { turned, last } = await turn(after)
    all += turned
    after = last
  }
  return all
}

/** What is sealed and lies under another master key than that of now, or from before there were any. */
function liesUnderAnother(column: 'otp_secret' | 'otp_pending' | 'fields' | 'words') {
  const now = Buffer.alloc(5, 2)
  now.writeUInt32BE(currentMaster(), 1)
  return sql<boolean>`substring(${sql.ref(column)} from 1 for 5) <> ${now}`
}

/** The same under the master key of now; as it was where it lies there already, or does not open. */
function resealed(secret: string, purpose: Purpose, of: string, sealed: Buffer): Buffer {
  if (masterOf(sealed) === currentMaster()) return sealed
  const plain = unseal(secret, purpose, of, sealed)
  return plain ? sealToKeep(purpose, of, plain) : sealed
}

async function addOrganisationKeys(db: Db): Promise<void> {
  const { rows } = await sql<{ id: string; version: number }>`
    select organisation_id as id, max(version) as version from sec.organisation_key group by organisation_id order by 1`.execute(
    db,
  )
  for (const { id, version } of rows) {
    const made = newOrganisationKey(id, version + 1)
    await sql`insert into sec.organisation_key (organisation_id, version, master_version, wrapped)
      values (${id}, ${made.version}, ${made.masterVersion}, decode(${made.wrapped}, 'base64')) on conflict do nothing`.execute(
      db,
    )
  }
}

/** For those whose newest key lies under an earlier one of their organisation. */
async function addPersonKeys(db: Db): Promise<number> {
  const { rows } = await sql<{ id: string; version: number } & { under: WrappedOrganisationKey }>`
    select k.person_id as id, k.version, jsonb_build_object('organisationId', o.organisation_id, 'version', o.version,
           'wrapped', encode(o.wrapped, 'base64'), 'masterVersion', o.master_version) as under
      from (select distinct on (organisation_id, person_id) * from sec.person_key order by organisation_id, person_id, version desc) k
      join (select distinct on (organisation_id) * from sec.organisation_key order by organisation_id, version desc) o
        on o.organisation_id = k.organisation_id
     where k.organisation_version < o.version
     order by k.person_id limit ${AT_ONCE}`.execute(db)
  const made = rows.map(({ id, version, under }) => ({
    organisation_id: under.organisationId,
    person_id: id,
    version: version + 1,
    organisation_version: under.version,
    wrapped: wrapPersonKey(under, id, version + 1).toString('base64'),
  }))
  await sql`
    insert into sec.person_key (organisation_id, person_id, version, organisation_version, wrapped)
    select organisation_id, person_id, version, organisation_version, decode(wrapped, 'base64')
      from jsonb_to_recordset(${JSON.stringify(made)}::jsonb)
        r (organisation_id uuid, person_id uuid, version int, organisation_version int, wrapped text)
    on conflict do nothing`.execute(db)
  return rows.length
}
