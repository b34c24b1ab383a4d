import type { Compared } from '~/ui/conflict'
import type { OpenRecord } from './open-record.server'
import { personWords } from './words'

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
