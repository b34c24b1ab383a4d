import type { NotNull } from 'kysely'
import { type Db, sql } from '#db/connection.server'
import { fieldKeys } from '~/access/field-keys.server'
import { scopeBits } from '~/access/permissions'
import { visiblePeople } from '~/access/visible.server'
import type { WaySeen } from '~/access/why-seen'
import type { Worker } from '~/access/worker'
import { recordAudit } from '~/audit/write.server'
import type { CivilDate } from '~/shared/civil-date'
import { knownAs } from './known-as.server'
import { openTie, openWay } from './sealed-lines.server'

export type OpenRecord = Awaited<ReturnType<typeof openRecords>>[number]

/**
 * Everything about one person that this worker may read, in one query, and the audit entry of having read it. Rows of a scope that
 * is not theirs are not among it: the database leaves them out. Null means "not theirs", or no such person.
 */
export async function openRecord(db: Db, worker: Worker, personId: string): Promise<OpenRecord | null> {
  const [record] = await openRecords(db, worker, [personId])
  return record ?? null
}

/** The same of several people at once, in the order in which they are asked for; who is not theirs is not among them. */
export async function openRecords(db: Db, worker: Worker, people: readonly string[]) {
  const found = await visiblePeople(db, worker)
    .leftJoin('app.school as school', 'school.id', 'person.school_id')
    .leftJoin('app.worker as changer', 'changer.id', 'person.changed_by')
    .where('person.id', 'in', [...people])
    .select((eb) => [
      'person.id',
      'person.organisation_id as organisationId',
      'person.version',
      knownAs.as('name'),
      'person.reference',
      sql<boolean>`person.sent <> '{}'`.as('isFromAList'),
      'person.given_name as givenName',
      'person.family_name as familyName',
      'person.preferred_name as preferredName',
      'person.pronouns',
      'person.born_on as bornOn',
      'person.birth_date_certainty as birthDateCertainty',
      'person.birth_date_source as birthDateSource',
      'school.name as school',
      'person.school_nation as schoolNation',
      'person.pupil',
      'person.stage',
      'person.stage_session as stageSession',
      'person.deferred_entry as deferredEntry',
      'person.additional_support_needs as additionalSupportNeeds',
      'person.council',
      'person.postcode',
      'person.language',
      'person.communication_needs as communicationNeeds',
      'person.what_matters as whatMatters',
      'person.opened_on as openedOn',
      'person.closed_on as closedOn',
      'person.closed_because as closedBecause',
      'person.recorded_on as recordedOn',
      'person.recorded_by as recordedBy',
      'person.pending',
      'person.changed_because as changedBecause',
      'changer.name as changedBy',
      eb
        .selectFrom('app.allocation as allocation')
        .innerJoin('app.worker as lead', 'lead.id', 'allocation.worker_id')
        .whereRef('allocation.person_id', '=', 'person.id')
        .where('allocation.kind', '=', 'lead')
        .where(
          sql<boolean>`allocation.starts_at <= now() and (allocation.ends_at is null or allocation.ends_at > now())`,
        )
        .select('lead.name')
        .limit(1)
        .as('worker'),
      eb
        .selectFrom('app.person_name as named')
        .whereRef('named.person_id', '=', 'person.id')
        .where('named.kind', '<>', 'main')
        .where('named.ended_at', 'is', null)
        .select(
          sql<
            OtherName[]
          >`coalesce(jsonb_agg(jsonb_build_object('id', named.id, 'version', named.version, 'kind', named.kind,
            'name', named.name) order by named.name), '[]')`.as('names'),
        )
        .as('names'),
      eb
        .selectFrom('app.person_way as way')
        .whereRef('way.person_id', '=', 'person.id')
        .where('way.ended_at', 'is', null)
        .select(
          sql<
            HeldWay[]
          >`coalesce(jsonb_agg(jsonb_build_object('id', way.id, 'version', way.version, 'kind', way.kind, 'value', way.value,
            'safe', way.safe, 'note', way.note) order by way.safe desc, way.kind), '[]')`.as('ways'),
        )
        .as('ways'),
      eb
        .selectFrom('app.person_tie as tie')
        .whereRef('tie.person_id', '=', 'person.id')
        .where('tie.ended_at', 'is', null)
        .select(
          sql<
            HeldTie[]
          >`coalesce(jsonb_agg(jsonb_build_object('id', tie.id, 'version', tie.version, 'relation', tie.relation,
            'name', tie.name, 'about', tie.about, 'doNotContact', tie.do_not_contact) order by tie.id), '[]')`.as(
            'ties',
          ),
        )
        .as('ties'),
      eb
        .selectFrom('app.fact as fact')
        .whereRef('fact.person_id', '=', 'person.id')
        .select(
          sql<
            HeldFact[]
          >`coalesce(jsonb_agg(jsonb_build_object('id', fact.id, 'sourceId', fact.source_id, 'kind', fact.kind,
            'version', fact.version, 'happensOn', fact.happens_on, 'atTime', fact.at_time, 'endsOn', fact.ends_on,
            'certainty', fact.certainty, 'standing', fact.standing, 'source', fact.source, 'documentRef', fact.document_ref,
            'receivedOn', fact.received_on, 'recordedOn', fact.recorded_on, 'recordedBy', fact.recorded_by,
            'confirmedOn', fact.confirmed_on, 'details', fact.details, 'note', fact.note, 'movedFrom', fact.moved_from,
            'withdrawnOn', fact.withdrawn_on, 'withdrawnBecause', fact.withdrawn_because, 'pending', fact.pending,
            'changedBecause', fact.changed_because, 'changedBy', (select changer.name from app.worker changer where changer.id = fact.changed_by),
            'versions', coalesce((select jsonb_agg(past.was || jsonb_build_object('replaced_on',
                to_char(past.replaced_at at time zone 'Europe/London', 'YYYY-MM-DD'),
                'by', (select changer.name from app.worker changer where changer.id = (past.was ->> 'changed_by')::uuid))
                order by past.version desc) from app.fact_version past where past.organisation_id = fact.organisation_id and past.fact_id = fact.id), '[]'))
            order by fact.happens_on desc, fact.id), '[]')`.as('facts'),
        )
        .as('facts'),
      sql<number>`(select coalesce(bit_or(edge.writes), 0) from sec.edge edge where edge.user_id = ${worker.id}
        and edge.person_id = person.id and edge.starts_at <= now() and edge.expires_at > now())`.as('writes'),
      // Until when another record that went into this one can be put apart again, by who may.
      sql<CivilDate | null>`(select to_char(max(merge.undo_until) at time zone 'Europe/London', 'YYYY-MM-DD')
        from sec.merges_into(person.id) merge)`.as('apartUntil'),
      sql<WaySeen[]>`(select coalesce(jsonb_agg(jsonb_build_object('src', way.src,
          'since', to_char(way.since at time zone 'Europe/London', 'YYYY-MM-DD'),
          'until', to_char(way.expires_at at time zone 'Europe/London', 'YYYY-MM-DD'))), '[]')
        from sec.why_seen(person.id) way)`.as('seen'),
      fieldKeys('person.id', scopeBits.contact).as('keys'),
    ])
    .$narrowType<{ names: NotNull; ways: NotNull; ties: NotNull; facts: NotNull }>()
    .execute()
  for (const { id } of found) await recordAudit(db, { act: 'person.view', personId: id })
  const records = found.map(({ keys, ...record }) => ({
    ...record,
    ways: record.ways.map((way) => openWay(keys, way)),
    ties: record.ties.map((tie) => openTie(keys, tie)).sort(byRelationAndName),
  }))
  return people.flatMap((id) => records.find((record) => record.id === id) ?? [])
}

/** Names lie sealed, and only here can they be put in order. */
function byRelationAndName(one: HeldTie, other: HeldTie): number {
  return one.relation.localeCompare(other.relation) || one.name.localeCompare(other.name, 'en-GB')
}

export type OtherName = { id: string; version: number; kind: 'also' | 'former' | 'nick'; name: string }

export type HeldWay = {
  id: string
  version: number
  kind: 'phone' | 'text' | 'email' | 'visit' | 'other'
  value: string
  safe: 'yes' | 'no' | 'ask'
  note: string | null
}

export type HeldTie = {
  id: string
  version: number
  relation: 'family' | 'trusted-adult' | 'mentor' | 'school' | 'professional'
  name: string
  about: string | null
  doNotContact: boolean
}

export type HeldFact = {
  id: string
  sourceId: string | null
  kind: string
  version: number
  happensOn: CivilDate
  atTime: string | null
  endsOn: CivilDate | null
  certainty: 'official' | 'recorded' | 'reported'
  standing: 'fact' | 'reported' | 'opinion'
  source: string
  documentRef: string | null
  receivedOn: CivilDate | null
  recordedOn: CivilDate
  recordedBy: string | null
  confirmedOn: CivilDate | null
  details: Readonly<Record<string, string>>
  note: string | null
  movedFrom: CivilDate | null
  withdrawnOn: CivilDate | null
  withdrawnBecause: string | null
  pending: Readonly<Record<string, string>>
  changedBy: string | null
  changedBecause: string | null
  /** The versions before, the latest first, by the columns of the table. */
  versions: readonly PastFact[]
}

export type PastFact = {
  version: number
  happens_on: CivilDate
  at_time: string | null
  ends_on: CivilDate | null
  certainty: HeldFact['certainty']
  standing: HeldFact['standing']
  source: string
  document_ref: string | null
  received_on: CivilDate | null
  details: Readonly<Record<string, string>>
  note: string | null
  changed_because: string | null
  replaced_on: CivilDate
  by: string | null
}
