import { type Db, sql } from '#db/connection.server'
import { scopeBits } from '~/access/permissions'
import { factKinds, isFactKind } from '~/caseload/fact-kinds'
import { detailsOf } from './fact-merge'
import type { FactStep } from './fact-steps'
import { BY_IMPORT } from './held-people.server'

export type StepToSave = FactStep & { personId: string }

/** Writes what rows made of facts, in as few statements as the versions on the way allow. */
export async function saveFactSteps(
  db: Db,
  organisationId: string,
  steps: readonly StepToSave[],
): Promise<void> {
  const waves: StepToSave[][] = []
  for (const step of steps) {
    waves[step.wave] ??= []
    waves[step.wave]?.push(step)
  }
  for (const wave of waves) {
    await changeFacts(db, organisationId, only(wave, 'version'))
    await addFacts(db, organisationId, only(wave, 'new'))
    await keepWhatWasSent(db, organisationId, only(wave, 'sent'))
  }
}

function only(wave: readonly StepToSave[] | undefined, what: FactStep['is']): StepToSave[] {
  return (wave ?? []).filter(({ is }) => is === what)
}

async function addFacts(db: Db, organisationId: string, steps: readonly StepToSave[]): Promise<void> {
  if (steps.length === 0) return
  await sql`
    insert into app.fact (organisation_id, id, person_id, source_id, import_key, kind, scope, happens_on, at_time, ends_on, certainty,
        standing, source, document_ref, received_on, recorded_on, details, note, moved_from, sent, pending, changed_by, changed_because)
    select ${organisationId}::uuid, r.id, r.person_id, r.source_id, r.import_key, r.kind, r.scope, r.happens_on, r.at_time, r.ends_on,
        r.certainty, r.standing, r.source, r.document_ref, r.received_on, r.recorded_on, r.details, r.note, r.moved_from, r.sent,
        r.pending, (select sec.uid()), ${BY_IMPORT}
      from ${recordset(steps)}`.execute(db)
}

async function changeFacts(db: Db, organisationId: string, steps: readonly StepToSave[]): Promise<void> {
  if (steps.length === 0) return
  await sql`
    update app.fact f
       set import_key = r.import_key, kind = r.kind, scope = r.scope, happens_on = r.happens_on, at_time = r.at_time, ends_on = r.ends_on,
           certainty = r.certainty, standing = r.standing, source = r.source, document_ref = r.document_ref, received_on = r.received_on,
           recorded_on = r.recorded_on, details = r.details, note = r.note, moved_from = r.moved_from, withdrawn_on = r.withdrawn_on,
           withdrawn_because = r.withdrawn_because, sent = r.sent, pending = r.pending, version = f.version + 1,
           changed_by = (select sec.uid()), changed_at = now(), changed_because = ${BY_IMPORT}
      from ${recordset(steps)}
     where f.organisation_id = ${organisationId} and f.id = r.id`.execute(db)
}

/** What a source said, where nothing of the fact is other than before but what waits for somebody to decide. */
async function keepWhatWasSent(db: Db, organisationId: string, steps: readonly StepToSave[]): Promise<void> {
  if (steps.length === 0) return
  await sql`
    update app.fact f set import_key = r.import_key, sent = r.sent, pending = r.pending
      from ${recordset(steps)}
     where f.organisation_id = ${organisationId} and f.id = r.id`.execute(db)
}

function recordset(steps: readonly StepToSave[]) {
  return sql`jsonb_to_recordset(${JSON.stringify(steps.map(rowOf))}::jsonb) r (id uuid, person_id uuid, source_id text,
    import_key text, kind text, scope int, happens_on date, at_time text, ends_on date, certainty text, standing text, source text,
    document_ref text, received_on date, recorded_on date, details jsonb, note text, moved_from date, withdrawn_on date,
    withdrawn_because text, sent jsonb, pending jsonb)`
}

function rowOf({ personId, fact }: StepToSave) {
  const { values } = fact
  return {
    id: fact.id,
    person_id: personId,
    source_id: fact.sourceId,
    import_key: fact.importKey,
    kind: values.kind,
    scope: scopeOf(values.kind),
    happens_on: values.happensOn,
    at_time: values.atTime,
    ends_on: values.endsOn,
    certainty: values.certainty,
    standing: fact.standing,
    source: values.source,
    document_ref: values.documentRef,
    received_on: values.receivedOn,
    recorded_on: values.recordedOn,
    details: detailsOf(values),
    note: values.note,
    moved_from: fact.movedFrom,
    withdrawn_on: fact.withdrawnOn,
    withdrawn_because: fact.withdrawnBecause,
    sent: fact.sent,
    pending: fact.pending,
  }
}

/** A kind that is not known is nobody's to read: such a row is refused before it comes here. */
function scopeOf(kind: string): number {
  if (!isFactKind(kind)) throw new Error(`There is no kind ${kind}`)
  return scopeBits[factKinds[kind].scope]
}
