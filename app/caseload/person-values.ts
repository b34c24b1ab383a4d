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

/** What stands here and what a source sends instead, by the words of each field and as people read it. */
export function pendingOf(record: OpenRecord): Record<'ours' | 'theirs', { label: string; value: string }[]> {
  const labels: Readonly<Record<string, string>> = { ...sentOnly, ...personWords }
  const label = (name: string) => labels[name] ?? name
  const sent = Object.entries(record.pending)
  return {
    ours: sent.map(([name]) => ({ label: label(name), value: ownInWords(record, name) })),
    theirs: sent.map(([name, value]) => ({ label: label(name), value: inWords(name, value) })),
  }
}

/** What this page never holds of somebody: it says so, since an empty line would say that nothing is known. */
const unseen = new Set(['sex', 'ethnicity', 'careExperienced', 'team', 'stageSession'])

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
