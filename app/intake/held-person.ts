import type { Values } from './verdicts'

/** What of a person is one value each, by the names in which it is sent, held and kept waiting. */
export const personValues = [
  'givenName',
  'familyName',
  'preferredName',
  'pronouns',
  'bornOn',
  'birthDateCertainty',
  'school',
  'schoolNation',
  'pupil',
  'stage',
  'stageSession',
  'deferredEntry',
  'additionalSupportNeeds',
  'council',
  'postcode',
  'sex',
  'ethnicity',
  'careExperienced',
  'team',
  'openedOn',
  'closedOn',
  'closedBecause',
  'recordedOn',
] as const

export type PersonValues = Record<(typeof personValues)[number], string | null>

export type HeldPerson = {
  values: PersonValues
  /** The e-mail of who leads now, and whether an earlier import said so. */
  lead: { email: string; isByImport: boolean } | null
  unknownWorker: string | null
  /** The other names that a person goes by, those taken away by hand too. */
  otherNames: readonly string[]
  sent: Values
  pending: Values
}

/** What the words of a row mean here. */
export type Meant = {
  /** By their own names; null where the row has none, or none that is known. */
  school: string | null
  team: string | null
  /** Null where the row names a worker whom nobody here knows, or who leads nobody. */
  workerId: string | null
}

/** What a person has who was never said to have anything else. */
export const personDefaults: Partial<PersonValues> = {
  birthDateCertainty: 'recorded',
  schoolNation: 'scotland',
  pupil: 'unknown',
  deferredEntry: 'no',
  additionalSupportNeeds: 'unknown',
}
