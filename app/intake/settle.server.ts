import { type Db, sql } from '#db/connection.server'
import { scopeBits } from '~/access/permissions'
import { reachOver, visiblePeople } from '~/access/visible.server'
import type { Worker } from '~/access/worker'
import { recordAudit } from '~/audit/write.server'
import type { WhyNotSaved } from '~/caseload/not-saved'
import { isForAManager } from '~/caseload/person-values'
import { keepMainName } from '~/caseload/save-names.server'
import { schoolCalled } from '~/caseload/schools.server'
import { ok, type Result, refused } from '~/shared/result'
import { deriveFor } from '~/transitions/derive.server'
import { BY_IMPORT } from './held-people.server'

export type Take = 'ours' | 'theirs'

export type About = 'record' | 'who-works-with-them'

/**
 * Decides between what was corrected by hand on a record and what its source sends: theirs is taken as a new version, ours stays.
 * Either way the source's later word is what the next file is compared with. Who works with somebody, and whose team they are, is not
 * decided with the rest: a manager says that it stays.
 */
export async function settlePerson(
  db: Db,
  worker: Worker,
  personId: string,
  { version, take, about = 'record' }: { version: number; take: Take; about?: About },
): Promise<Result<{ version: number }, WhyNotSaved>> {
  const person = await personToSettle(db, worker, personId)
  if (!person) return refused('not-yours-to-change')
  if (about === 'who-works-with-them' && !(await mayKeepWorker(db, worker, personId, take)))
    return refused('not-yours-to-change')
  if (person.version !== version) return refused('changed-meanwhile')
  const { decided, left } = divided(person.pending, about)
  const taken = take === 'theirs' ? await columnsFrom(db, decided) : {}
  const saved = await db
    .updateTable('app.person')
    .set({
      ...taken,
      pending: JSON.stringify(left),
      version: version + 1,
      changed_by: worker.id,
      changed_at: sql`now()`,
      changed_because: take === 'theirs' ? "Took the source's" : 'Kept ours',
    })
    .where('organisation_id', '=', person.organisationId)
    .where('id', '=', personId)
    .where('version', '=', version)
    .returning(['given_name as givenName', 'family_name as familyName', 'preferred_name as preferredName'])
    .executeTakeFirst()
  if (!saved) return refused('not-yours-to-change')
  await keepMainName(db, { organisationId: person.organisationId, personId, ...saved })
  await deriveFor(db, [personId])
  await recordAudit(db, { act: 'person.settle', personId, fields: Object.keys(decided), detail: { take } })
  return ok({ version: version + 1 })
}

/** A manager's alone; what the source says of it is not taken here, since it opens the record to others. */
async function mayKeepWorker(db: Db, worker: Worker, personId: string, take: Take): Promise<boolean> {
  const { writes } = await reachOver(db, worker, personId)
  return take === 'ours' && (writes & scopeBits.allocation) !== 0
}

function divided(pending: Readonly<Record<string, string>>, about: About) {
  const isDecided = (name: string) => isForAManager(name) === (about === 'who-works-with-them')
  const all = Object.entries(pending)
  return {
    decided: Object.fromEntries(all.filter(([name]) => isDecided(name))),
    left: Object.fromEntries(all.filter(([name]) => !isDecided(name))),
  }
}

/** Held until this is decided: whoever decides it at the same time comes second and is told. */
function personToSettle(db: Db, worker: Worker, personId: string) {
  return visiblePeople(db, worker)
    .where('person.id', '=', personId)
    .select(['person.organisation_id as organisationId', 'person.version', 'person.pending'])
    .forUpdate('person')
    .executeTakeFirst()
}

/** What a source may send of a person, by column; a school by its name, yes and no as what they mean. */
const plain: Readonly<Record<string, string>> = {
  givenName: 'given_name',
  familyName: 'family_name',
  preferredName: 'preferred_name',
  pronouns: 'pronouns',
  bornOn: 'born_on',
  birthDateCertainty: 'birth_date_certainty',
  schoolNation: 'school_nation',
  pupil: 'pupil',
  stage: 'stage',
  stageSession: 'stage_session',
  additionalSupportNeeds: 'additional_support_needs',
  council: 'council',
  postcode: 'postcode',
  sex: 'sex',
  ethnicity: 'ethnicity',
  openedOn: 'opened_on',
  closedOn: 'closed_on',
  closedBecause: 'closed_because',
  recordedOn: 'recorded_on',
}
const yesNo: Readonly<Record<string, string>> = {
  deferredEntry: 'deferred_entry',
  careExperienced: 'care_experienced',
}

async function columnsFrom(db: Db, pending: Readonly<Record<string, string>>) {
  const columns: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(pending)) {
    if (plain[name]) columns[plain[name]] = value
    if (name === 'bornOn') columns.birth_date_source = BY_IMPORT
    if (yesNo[name]) columns[yesNo[name]] = value === 'yes'
    if (name === 'school') columns.school_id = await schoolCalled(db, value, pending.council ?? null)
  }
  return columns
}
