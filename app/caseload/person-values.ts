import { scopeBits } from '~/access/permissions'
import type { Compared } from '~/ui/conflict'
import { dayInWords } from './fact-in-words'
import type { OpenRecord } from './open-record.server'
import {
  birthDateCertaintyWords,
  closedBecauseWords,
  personWords,
  pupilWords,
  recordWords,
  schoolNationWords,
  yesNoUnknownWords,
} from './words'

const fields = [
  'preferredName',
  'givenName',
  'familyName',
  'pronouns',
  'bornOn',
  'birthDateCertainty',
  'whatMatters',
  'language',
  'communicationNeeds',
  'pupil',
  'schoolNation',
  'school',
  'stage',
  'additionalSupportNeeds',
  'council',
  'postcode',
  'reference',
] as const

/** Who somebody is, as the fields of the form hold it. */
export function personValues(record: OpenRecord): Record<string, string> {
  const values = Object.fromEntries(fields.map((name) => [name, record[name] ?? '']))
  return record.deferredEntry ? { ...values, deferredEntry: 'yes' } : values
}

/** What somebody else saved meanwhile beside what was typed, where the two differ. */
export function comparedPerson(theirs: Record<string, string>, yours: Record<string, string>): Compared[] {
  return [...fields, 'deferredEntry' as const]
    .filter((name) => (theirs[name] ?? '') !== (yours[name] ?? ''))
    .map((name) => ({ label: personWords[name], theirs: theirs[name] ?? '', yours: yours[name] ?? '' }))
}

const sentOnly: Readonly<Record<string, string>> = {
  stageSession: 'School session of the stage',
  deferredEntry: personWords.deferredEntry,
  sex: 'Sex',
  ethnicity: 'Ethnicity',
  careExperienced: 'Care experienced',
  team: 'Team',
  workerEmail: 'Worker',
  openedOn: 'Opened on',
  closedOn: 'Closed on',
  closedBecause: 'Why it closed',
  recordedOn: 'Recorded on',
}

/** Who works with somebody, and whose team they are, opens their record to others: only a manager decides it. */
export function isForAManager(name: string): boolean {
  return name === 'workerEmail' || name === 'team'
}

type Sides = Record<'ours' | 'theirs', { label: string; value: string }[]>

type Decided = { action: string; formKey: string; version: number }

/**
 * What a source sends of somebody that is other than what stands here: what whoever keeps the record decides, and what only a manager
 * does, each with where it is sent. Null where there is nothing of it.
 */
export function waitingOf(
  record: OpenRecord,
  formKey: (path: string) => string,
): { here: (Sides & Decided) | null; forAManager: (Sides & { keep: Decided | null }) | null } {
  const action = `/people/${record.id}/settle`
  const decided = { action, formKey: formKey(action), version: record.version }
  const { here, forAManager } = pendingOf(record)
  const isManager = (record.writes & scopeBits.allocation) !== 0
  return {
    here: here && { ...here, ...decided },
    forAManager: forAManager && { ...forAManager, keep: isManager ? decided : null },
  }
}

/** What stands here and what a source sends instead, by the words of each field and as people read it. */
export function pendingOf(record: OpenRecord): Record<'here' | 'forAManager', Sides | null> {
  const sent = Object.entries(record.pending)
  const sides = (isTheirs: (name: string) => boolean) =>
    sidesOf(
      record,
      sent.filter(([name]) => isTheirs(name)),
    )
  return { here: sides((name) => !isForAManager(name)), forAManager: sides(isForAManager) }
}

function sidesOf(record: OpenRecord, sent: readonly [string, string][]): Sides | null {
  if (sent.length === 0) return null
  const labels: Readonly<Record<string, string>> = { ...sentOnly, ...personWords }
  const label = (name: string) => labels[name] ?? name
  return {
    ours: sent.map(([name]) => ({ label: label(name), value: ownInWords(record, name) })),
    theirs: sent.map(([name, value]) => ({ label: label(name), value: inWords(name, value) })),
  }
}

/** What this page never holds of somebody: it says so, since an empty line would say that nothing is known. */
const unseen = new Set(['sex', 'ethnicity', 'careExperienced', 'team'])

function ownInWords(record: OpenRecord, name: string): string {
  if (unseen.has(name)) return recordWords.notShown
  if (name === 'deferredEntry') return record.deferredEntry ? yesNoUnknownWords.yes : yesNoUnknownWords.no
  if (name === 'workerEmail') return record.worker ?? recordWords.notSaid
  const held = (record as unknown as Readonly<Record<string, string | null | undefined>>)[name]
  return held ? inWords(name, held) : recordWords.notSaid
}

function inWords(name: string, value: string): string {
  return choices[name]?.[value] ?? dayInWords(value, 'short')
}

const choices: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  birthDateCertainty: birthDateCertaintyWords,
  pupil: pupilWords,
  schoolNation: schoolNationWords,
  deferredEntry: yesNoUnknownWords,
  additionalSupportNeeds: yesNoUnknownWords,
  careExperienced: yesNoUnknownWords,
  closedBecause: closedBecauseWords,
}
